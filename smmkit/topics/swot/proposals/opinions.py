"""What the workshop holds, and whether the month's data measure the same thing."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import pandas as pd

from smmkit.ledger import Item, Ledger, Verdict
from smmkit.measures.formats import MIN_OF_FORMAT
from smmkit.measures.opinions import STATEMENT, beside_measured
from smmkit.measures.posts import lasting, own_posts
from smmkit.measures.scopes import Window
from smmkit.text import N_, Message
from smmkit.topics.swot.analysis.networks import DAYS
from smmkit.topics.swot.analysis.statements import Theme, theme_of

_UNMEASURED = N_("{statement} (the workshop's view, not measured)")
_FORMAT = N_("{statement} (the workshop's view; what each format brings is measured among the results)")
_ANSWERS = N_("{statement} (the workshop's view; when messages come and are answered is measured with the community)")
_FACTS = {"people": "EV-team-one-person"}
"""Evidence of this notebook that measures what an opinion is about."""
_WAIT = "EV-answers-wait"


def formats_told(posts: pd.DataFrame, *, end: date) -> frozenset[str]:
    """Return the formats of which enough posts are on record for somebody to measure what they bring.

    Parameters
    ----------
    posts
        Canonical posts with `published_local`.
    end
        Last day of the month; a quarter is looked at.

    """
    if posts.empty:
        return frozenset()
    counts = recent_posts(posts, end=end)["format"].astype(str).value_counts()
    return frozenset(str(name) for name in counts.index[counts >= MIN_OF_FORMAT])


def recent_posts(posts: pd.DataFrame, *, end: date) -> pd.DataFrame:
    """Return the own posts of the last three months that stay."""
    kept = lasting(own_posts(posts, organic=True))
    days = kept["published_local"].dt.tz_localize(None).dt.normalize()
    return kept[Window(end, end).ending(DAYS).holds(days)]


def opinion(
    statement: str, quadrant: str, ledger: Ledger, formats: Collection[str]
) -> tuple[Message, tuple[str, ...], Theme]:
    """Return an opinion in words, the evidence that measures the same thing, and what it is about.

    Parameters
    ----------
    statement, quadrant
        As the workshop wrote it, and where it stands on the board.
    ledger
        The evidence of this notebook and of those before it.
    formats
        From `formats_told`.

    """
    said, theme = {STATEMENT: statement}, theme_of(statement, quadrant)
    fact = ledger.get(_FACTS.get(theme.kind, ""))
    if fact is not None and _stated(fact) and (measured := beside_measured(statement, fact.title)) is not None:
        return measured, (fact.id,), theme
    wait = ledger.get(_WAIT)
    if theme.kind == "answers" and wait is not None and _stated(wait):
        return Message(_ANSWERS, said), (), theme
    return Message(_FORMAT if theme.format in formats else _UNMEASURED, said), (), theme


def _stated(fact: Item) -> bool:
    return fact.verdict is Verdict.DECIDE
