"""What a place of the month is filled with: the team's own ideas, and pieces others made."""

from __future__ import annotations

import numpy as np
import pandas as pd

from smmkit.topics.calendar.analysis.mix import SELL, SHARE


def matched_ideas(posts: pd.DataFrame, ideas: pd.DataFrame) -> dict[str, str]:
    """Return the idea each post takes: of its subject, for its network, its format where there is one; each idea once.

    An idea with a link sells, so only a post that sells takes it, and takes no other. An idea with a source was made
    by others, so only a post that shares takes it, and takes no other.

    Parameters
    ----------
    posts
        `post_id`, `network`, `format`, `axis`, `purpose`.
    ideas
        `idea_id`, `networks`, `format`, `axis`, `link`.

    Returns
    -------
    dict
        Post id -> idea id; solved exactly, so that as many ideas as possible find a place.

    """
    from scipy.optimize import linear_sum_assignment

    if posts.empty or ideas.empty:
        return {}
    where, links = ideas["networks"].fillna("").str.split(r"[;,\s]+"), ideas["link"].fillna("")
    sources = ideas["source"].fillna("")
    fits = np.array(
        [
            [
                (
                    axis == post.axis
                    and (not any(nets) or post.network in nets)
                    and bool(link) == (post.purpose == SELL)
                    and bool(source) == (post.purpose == SHARE)
                )
                * (2 + (form == post.format))
                for axis, form, nets, link, source in zip(
                    ideas["axis"], ideas["format"].fillna(""), where, links, sources, strict=True
                )
            ]
            for post in posts.itertuples()
        ],
        dtype=float,
    )
    rows, columns = linear_sum_assignment(-fits)
    names, found = posts["post_id"].tolist(), ideas["idea_id"].tolist()
    return {names[r]: str(found[c]) for r, c in zip(rows, columns, strict=True) if fits[r, c] > 0}


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
