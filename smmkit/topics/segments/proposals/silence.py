"""Notebook 04: which of the best customers have stopped, as far as their own habit can tell."""

from __future__ import annotations

from smmkit.ledger import Check, Item, Source, judge
from smmkit.text import N_, Message
from smmkit.topics.segments.analysis import Silence

NOTEWORTHY = 0.05
"""Share of the revenue from which those who have stopped are news by themselves: that of a key account."""
NO_HABIT = N_(
    "Whether any of the best customers has stopped nobody can tell: keep the days of their first and last order and "
    "the number of their orders. Four orders are a habit."
)
NOBODY_GONE = N_(
    "None of the best customers has surely stopped: whoever has not ordered for a while may be between two orders."
)
_ONE = N_(
    "One of the best customers, who has brought {share:percent} of the revenue, used to order every {usual:number} "
    "{usual:plural|day|days} or so and has not ordered for {silent:number}: that is no accident, so somebody should "
    "ask why"
)
_SOME = N_(
    "{count:number} of the best customers, who have brought {share:percent} of the revenue between them, have been "
    "silent for far longer than they ever used to be: that is no accident, so somebody should ask them why"
)
_MANY = N_(
    "{count:number} of the {known:number} best customers who had a habit of ordering have fallen silent for longer "
    "than it explains, and they have brought {share:percent} of the revenue; where nobody had changed, {chance:number} "
    "at most would seem so"
)
_HABITS = N_("{found:number} of the best customers have ordered four times or more")


def silence_items(found: Silence, *, period: str, source: tuple[Source, ...]) -> list[Item]:
    """Return `EV-customers-gone`, key accounts that have stopped, and `EV-customers-quiet`, how many of the best have.

    Parameters
    ----------
    found
        From `analysis.silence_of_the_best`.
    period
        Month, such as `2026-10`.
    source
        Files and rows of the customers.

    """
    gone, items = found.gone, []
    enough = judge([Check("rows", True, Message(_HABITS, {"found": found.habit}))])
    share = float(gone["share"].sum())
    if share >= NOTEWORTHY:
        title = Message(_SOME, {"count": len(gone), "share": share})
        if len(gone) == 1:
            usual, silent = (max(round(float(gone[name].iloc[0])), 1) for name in ("usual", "silent"))
            title = Message(_ONE, {"share": share, "usual": usual, "silent": silent})
        items.append(
            Item.of("EV-customers-gone", title, enough, value=share, unit="rate", n=len(gone), period=period,
                    source=source, p_value=float(gone["p"].max()), about={"finding": "best customers gone"})
        )  # fmt: skip
    if found.many:
        values = {"count": found.long, "known": found.habit, "share": found.long_share, "chance": found.by_chance}
        items.append(
            Item.of("EV-customers-quiet", Message(_MANY, values), enough, value=found.long_share, unit="rate",
                    n=found.habit, period=period, source=source, about={"finding": "best customers silent"})
        )  # fmt: skip
    return items


def silence_said(found: Silence) -> list[Message]:
    """Return what to say where nothing surely changed: nobody has stopped, or nobody can tell."""
    known = found.accounts["p"].notna().any() or found.habit
    return [Message(NOBODY_GONE if known else NO_HABIT)]
