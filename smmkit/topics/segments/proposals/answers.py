"""What customers said they care about, as evidence; it needs no segments."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from smmkit.ledger import Check, Item, Source, item_id, judge
from smmkit.text import N_, Message
from smmkit.topics.segments.analysis import leading_answer
from smmkit.topics.segments.proposals.names import NAMELESS, feature_name

LEAST = 30
NOBODY_ASKED = N_(
    "No customer has been asked yet what they care for. Keep the table of customers with a column per question, "
    "such as interest_price, answered between 0 and 1."
)
NO_LEAD = N_("No answer stands out: customers care about several things alike, or too few have answered.")
_LEADS = N_(
    "More customers care about {topic} than about anything else that was asked: {share:percent} of them "
    "({low:percent} to {high:percent})"
)


def answer_items(
    answers: pd.DataFrame, names: Mapping[str, str] = NAMELESS, *, period: str, source: tuple[Source, ...]
) -> list[Item]:
    """Return what most customers care about, where one answer leads beyond chance: `EV-answers-most`.

    Parameters
    ----------
    answers
        From `analysis.answer_table`.
    names
        What each interest means to a reader.
    period, source
        Month and files.

    """
    if leading_answer(answers) is None:
        return []
    first = answers.iloc[0]
    ends = {end: float(first[end]) for end in ("share", "low", "high")}
    rows = Check("rows", int(first["n"]) >= LEAST, Message(N_("{n:number} answers"), {"n": int(first["n"])}))
    title = Message(_LEADS, {**ends, "topic": feature_name(str(first["question"]), names)})
    collect = Message(N_("Ask at least thirty customers."))
    return [
        Item.of(
            item_id("EV", "answers", "most"), title, judge([rows], collect=collect), value=ends["share"],
            low=ends["low"], high=ends["high"], unit="rate", n=int(first["n"]), period=period, source=source,
        )
    ]  # fmt: skip


def no_lead(answers: pd.DataFrame) -> str:
    """Return why no answer leads: nobody was asked, or customers care about several things alike."""
    return NOBODY_ASKED if answers.empty else NO_LEAD
