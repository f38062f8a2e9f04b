"""What was written, held to the network's limits and to the client's voice."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from smmkit.text import N_

# The field of the table of limits that a post's copy fills, first that the network has.
_COPY = ("caption", "text", "description")
_HASHTAG = re.compile(r"(?<![\w&])#\w+")
_MENTION = re.compile(r"(?<![\w.])@\w[\w.]*")
_LINK = re.compile(r"https?://\S+")
_COUNTED = {"hashtags": _HASHTAG, "mentions": _MENTION}

LIMIT_WORDS = {
    "caption": N_("characters"),
    "text": N_("characters"),
    "description": N_("characters or bytes"),
    "hashtags": N_("hashtags"),
    "mentions": N_("mentions"),
    "alt text": N_("characters of alternative text"),
}
"""What each limit counts, in words."""
_MOST = 3


@dataclass(frozen=True)
class Excess:
    """A limit a text does not keep: which, what it allows, what was found, and where the limit was read."""

    post_id: str
    network: str
    field: str
    limit: int
    found: int
    source: str
    read_on: str


def strictest(limits: pd.DataFrame) -> pd.DataFrame:
    """Return one row per network and field: where sources disagree, the stricter one counts.

    Parameters
    ----------
    limits
        `platform`, `field`, `limit`; rows whose limit is no number are left out.

    Returns
    -------
    DataFrame
        Indexed by (platform, field), with `number`.

    """
    numbers = limits.assign(number=pd.to_numeric(limits["limit"], errors="coerce")).dropna(subset=["number"])
    rows = numbers.sort_values(["platform", "field", "number"], kind="stable")
    return rows.drop_duplicates(["platform", "field"]).set_index(["platform", "field"])


def text_length(written: str, *, unit: str = "characters", link: int | None = None) -> int:
    """Return how long a network counts a text: letters, or bytes; a link as long as the network says.

    Parameters
    ----------
    written
        The text.
    unit
        `characters` (Unicode, composed) or `bytes` (UTF-8).
    link
        Characters the network counts a link as; None where it counts it as written.

    Returns
    -------
    int
        In `unit`.

    """
    if link is not None:
        written = _LINK.sub("x" * link, written)
    return len(written.encode("utf-8")) if unit == "bytes" else len(unicodedata.normalize("NFC", written))


def over_limits(posts: pd.DataFrame, limits: pd.DataFrame) -> list[Excess]:
    """Return every limit a written post does not keep, with what was counted.

    Parameters
    ----------
    posts
        `post_id`, `network`, `copy`, `alt_text`; what is not written yet is not counted.
    limits
        `platform`, `field`, `limit`, `unit`, `source`, `read_on`.

    Returns
    -------
    list of Excess
        One per post and field that goes beyond.

    """
    known = strictest(limits)
    found = []
    for post in posts.itertuples():
        for field, counted in _counts(post, known):
            row = known.loc[[(str(post.network), field)]].iloc[0]
            if counted > int(row["number"]):
                said = int(row["number"]), counted, str(row["source"]), str(row["read_on"])
                found.append(Excess(str(post.post_id), str(post.network), field, *said))
    return found


def _counts(post: object, known: pd.DataFrame) -> list[tuple[str, int]]:
    network = str(getattr(post, "network", ""))
    written, alt = getattr(post, "copy", None), getattr(post, "alt_text", None)
    has = {field for platform, field in known.index if platform == network}
    counts = []
    if isinstance(written, str) and written:
        field = next((name for name in _COPY if name in has), None)
        link = int(known["number"][(network, "link")]) if "link" in has else None
        if field:
            counts.append((field, text_length(written, unit=str(known.loc[(network, field), "unit"]), link=link)))
        counts += [(name, len(sign.findall(written))) for name, sign in _COUNTED.items() if name in has]
    if isinstance(alt, str) and alt and "alt text" in has:
        counts.append(("alt text", text_length(alt)))
    return counts


def words_to_avoid(posts: pd.DataFrame, avoid: Sequence[str]) -> list[tuple[str, str]]:
    """Return (post id, phrase) where a text says what the client does not want said; accents and capitals aside.

    Parameters
    ----------
    posts
        `post_id` and what is written.
    avoid
        Phrases of the brief.

    Returns
    -------
    list of tuple
        Post id and phrase, once each.

    """
    phrases = [(phrase, re.compile(rf"(?<!\w){re.escape(_plain(phrase))}(?!\w)")) for phrase in avoid if _plain(phrase)]
    return [
        (str(post_id), phrase)
        for post_id, written in zip(posts["post_id"], _written(posts), strict=True)
        for phrase, sign in phrases
        if sign.search(written)
    ]


def _written(posts: pd.DataFrame) -> list[str]:
    parts = [posts[name].fillna("").astype("str") for name in ("title", "copy", "alt_text") if name in posts]
    return [_plain("\n".join(said)) for said in zip(*parts, strict=True)]


def _plain(written: str) -> str:
    split = unicodedata.normalize("NFKD", written)
    return re.sub(r"\s+", " ", "".join(c for c in split if not unicodedata.combining(c)).casefold()).strip()


def examples(posts: pd.DataFrame, outcome: pd.Series) -> tuple[list[str], list[str]]:
    """Return opening lines of own posts people answered most, and least: what a tone sounds like.

    Parameters
    ----------
    posts
        Own posts with `text`.
    outcome
        What each brought, other things equal (residuals), same index.

    Returns
    -------
    tuple of list
        Opening lines answered most, and least; both empty with fewer than twelve different lines.

    """
    told = posts["text"].dropna().astype("str").map(_opening)
    ranked = told[told.str.len() >= 20].to_frame("line").assign(got=outcome.reindex(told.index)).dropna()
    ranked = ranked.sort_values("got", ascending=False, kind="stable").drop_duplicates("line")
    if len(ranked) < 4 * _MOST:
        return [], []
    return ranked["line"].head(_MOST).tolist(), ranked["line"].tail(_MOST).tolist()


def _opening(written: str) -> str:
    line = next((line.strip() for line in written.splitlines() if line.strip()), "")
    return line if len(line) <= 140 else line[:139].rsplit(" ", 1)[0] + "…"
