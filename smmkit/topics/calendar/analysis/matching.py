"""What a place of the month is filled with: the team's own ideas, and pieces others made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from smmkit.topics.calendar.analysis.formats import Sides, is_poor
from smmkit.topics.calendar.analysis.mix import SELL, SHARE


def matched_ideas(posts: pd.DataFrame, ideas: pd.DataFrame, *, sides: Sides | None = None) -> dict[str, str]:
    """Return the idea each post takes: of its subject, for its network, in the idea's own format; each idea once.

    An idea with a link sells, so only a post that sells takes it, and takes no other. An idea with a source was made
    by others, so only a post that shares takes it, and takes no other.

    Parameters
    ----------
    posts
        `post_id`, `network`, `format`, `axis`, `purpose`.
    ideas
        `idea_id`, `networks`, `format`, `axis`, `link`.
    sides
        Where the posts may still change their format into the idea's (`in_own_format`): what is known of formats, for
        no post takes one that brings less of what it is for. None where their formats stand.

    Returns
    -------
    dict
        Post id -> idea id; solved exactly, so that as many ideas as possible find a place.

    """
    from scipy.optimize import linear_sum_assignment

    if posts.empty or ideas.empty:
        return {}
    texts = ideas.reindex(columns=["axis", "format", "networks", "link", "source"]).fillna("").astype("str")
    own = texts.assign(nets=texts["networks"].str.split(r"[;,\s]+")).to_dict("records")
    fits = np.array([[_fit(post, idea, sides) for idea in own] for post in posts.to_dict("records")], dtype=float)
    rows, columns = linear_sum_assignment(-fits)
    names, found = posts["post_id"].tolist(), ideas["idea_id"].tolist()
    return {names[r]: str(found[c]) for r, c in zip(rows, columns, strict=True) if fits[r, c] > 0}


def _fit(post: Mapping[Any, Any], idea: Mapping[Any, Any], sides: Sides | None) -> int:
    """Return how well an idea fills a post: 0 where it cannot, more where the formats are the same already."""
    same, form = idea["format"] in ("", post["format"]), idea["format"]
    fits = (
        idea["axis"] == post["axis"]
        and (not any(idea["nets"]) or post["network"] in idea["nets"])
        and bool(idea["link"]) == (post["purpose"] == SELL)
        and bool(idea["source"]) == (post["purpose"] == SHARE)
    )
    if not fits or (not same and (sides is None or is_poor(sides, post["purpose"], post["network"], form))):
        return 0
    return 2 + same


def in_own_format(posts: pd.DataFrame, ideas: pd.DataFrame, sides: Sides) -> pd.DataFrame:
    """Return posts in the formats of the ideas they will take: a video is thought of as one, not as a picture.

    Parameters
    ----------
    posts, ideas, sides
        As for `matched_ideas`.

    Returns
    -------
    DataFrame
        The posts; `format` is the idea's where there is one.

    """
    known = ideas.dropna(subset=["format"]).drop_duplicates("idea_id").set_index("idea_id")["format"]
    taken = posts["post_id"].map(matched_ideas(posts, ideas, sides=sides))
    return posts.assign(format=taken.map(known).fillna(posts["format"]).astype("str"))


def matched_sources(posts: pd.DataFrame, curated: pd.DataFrame) -> dict[str, int]:
    """Return the row of `curated` each post that shares takes its piece from, never one twice in a row.

    Of the sources with a licence, those on the post's subject come first; among them the one not used for longest.

    Parameters
    ----------
    posts
        Posts of the month in order of time: `post_id`, `axis`, `purpose`.
    curated
        `url`, `axis`, `licence`, `on` (last used; may be missing).

    Returns
    -------
    dict
        Post id -> row number of `curated`; a post finds none where no source has a licence and an address.

    """
    usable = curated[curated["licence"].notna() & curated["url"].notna()]
    used = {int(row): (-1, str(on) if pd.notna(on) else "") for row, on in zip(usable.index, usable["on"], strict=True)}
    axes = usable["axis"].fillna("").astype("str").to_dict()
    found: dict[str, int] = {}
    last = -1
    for turn, post in enumerate(posts[posts["purpose"] == SHARE].itertuples()):
        free = [row for row in used if row != last] or list(used)
        if not free:
            break
        last = min(free, key=lambda row: (axes[row] != str(post.axis), *used[row]))
        used[last] = (turn, "")
        found[str(post.post_id)] = last
    return found
