"""Posts of the month that a finding speaks of, for the eye: examples, not proof."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from smmkit.dated import local_days
from smmkit.ledger import Item
from smmkit.measures.posts import own_posts
from smmkit.report.document import Book
from smmkit.schema import platform_name

EACH = 3
_FINDINGS = 2
_LONGEST = 80


@dataclass(frozen=True)
class Example:
    """A post: network and format, the first words of its caption, its day, its address where the export gives one."""

    network: str
    form: str
    words: str
    day: str
    url: str


def examples(book: Book, items: Sequence[Item]) -> tuple[Example, ...]:
    """Return three posts of the month for each of the first findings about a format, those most answered first.

    Parameters
    ----------
    book
        The month.
    items
        What the section tells; `RS-<network>-<format>-...` speaks of a format.

    """
    own = _own(book)
    kinds = list(dict.fromkeys(tuple(item.id.split("-")[1:3]) for item in items))
    found: list[Example] = []
    for kind in kinds:
        rows = own[(own["platform"] == kind[0]) & (own["format"] == kind[-1])].head(EACH)
        found += [_example(row, book) for row in rows.to_dict("records")]
        if len(found) >= EACH * _FINDINGS:
            break
    return tuple(found)


def _own(book: Book) -> pd.DataFrame:
    """Return the client's own posts of the month's calm days that have words, those most answered first."""
    posts = book.table("posts")
    days = local_days(posts, "posts")
    inside = (days >= pd.Timestamp(book.period.start)) & (days <= pd.Timestamp(book.period.end)) & posts["text"].notna()
    inside &= book.alarm.calm(days)
    own = own_posts(posts.assign(day=days)[inside.to_numpy(bool)])
    return own.sort_values(["interactions", "post_id"], ascending=[False, True], na_position="last")


def _example(row: Mapping[Hashable, Any], book: Book) -> Example:
    words = " ".join(str(row["text"]).split())
    url = str(row.get("url") or "")
    short = words if len(words) <= _LONGEST else words[:_LONGEST].rsplit(" ", 1)[0] + "…"
    day = book.text.date(f"{pd.Timestamp(str(row['day'])):%Y-%m-%d}")
    network, form = platform_name(str(row["platform"])), book.text.word(str(row["format"]))
    return Example(network, form, short, day, url if url.startswith("https://") else "")
