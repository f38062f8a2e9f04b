"""What the month before found and decided, recorded again so that this month can rest on it: `EV-last-<id>`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from smmkit.ledger import Check, Item, Kind, Source, Verdict, item_id, judge, read_ledger
from smmkit.period import Period
from smmkit.plan import Plan
from smmkit.text import N_, Message
from smmkit.text.catalogue import translations

SHOWN = 2
"""Results a side that enter the board of notebook 02: the surest of each."""
CALLS = ("DE-keep-", "DE-change-", "DE-stop-")
RULE = N_("measured the month before")
_RESULT = N_("In {month_before:month}: {inner:sentence}")
_APPROVED = N_("In {month_before:month} it was decided, and it is in the plan: {inner:sentence}")
_OPEN = N_("In {month_before:month} it was proposed, and nobody has decided yet: {inner:sentence}")
_NEVER_RUN = N_(
    "{month_before:month} was never run, so nothing of it enters here. "
    "To have it: smmkit run {client} --period {period}"
)
_EARLIER = N_(
    "{month_before:month} was run with an earlier version of the program, so part of what it found cannot be told "
    "here. To have it: smmkit run {client} --period {period}"
)
_NOTHING = N_("{month_before:month} left no result and no decision that is sure enough to rest on.")


def last_items(out: Path, period: Period, plan: Plan) -> list[Item]:
    """Return the sure results and the calls of the month before, as evidence of this one.

    Parameters
    ----------
    out
        Folder of the client's months.
    period
        This month.
    plan
        What is approved: it says which calls were decided.

    Returns
    -------
    list of Item
        `EV-last-<id>`, whose source is that month's ledger; the surest results carry the quadrant of the board they
        belong in. Empty where the month before was never run. A sentence of an earlier version of the program, which
        can be said in one language only, is left out; `last_said` says so.

    """
    before = period.shift(-1)
    ledger = {item.id: item for item in read_ledger(out / str(before)).values() if _readable(item)}
    results = [item for item in ledger.values() if item.kind is Kind.RS and _enters(item)]
    placed = _placed(results)
    calls = [item for item in ledger.values() if item.id.startswith(CALLS) and _enters(item)]
    return [*(_again(item, before, _RESULT, placed.get(item.id)) for item in results), *_calls(calls, before, plan)]


def last_said(items: Sequence[Item], out: Path, period: Period, client: str) -> list[Item | Message]:
    """Return the items, or why there are none: the month was never run, or left nothing that is sure.

    Parameters
    ----------
    items
        From `last_items`.
    out, period
        As for `last_items`.
    client
        Folder of the client, as the command takes it.

    """
    before = str(period.shift(-1))
    ledger = read_ledger(out / before)
    known = {"month_before": before, "client": client, "period": before}
    old = () if all(map(_readable, filter(_enters, ledger.values()))) else (Message(_EARLIER, known),)
    if items or old:
        return [*items, *old]
    if ledger:
        return [Message(_NOTHING, {"month_before": before})]
    return [Message(_NEVER_RUN, known)]


def _enters(item: Item) -> bool:
    return item.verdict is Verdict.DECIDE and (item.kind is Kind.RS or item.id.startswith(CALLS))


def _readable(item: Item) -> bool:
    """Say whether this version of the program has an item's sentence, so that every language can say it."""
    return item.title.key in _sentences()


@lru_cache(maxsize=1)
def _sentences() -> frozenset[str]:
    return frozenset(translations("es", "ES"))


def _calls(calls: Sequence[Item], before: Period, plan: Plan) -> Iterator[Item]:
    for item in calls:
        entry = plan.entry(item.id)
        approved = entry is not None and entry.status == "approved"
        yield _again(item, before, _APPROVED if approved else _OPEN, None)


def _again(item: Item, before: Period, key: str, quadrant: str | None) -> Item:
    title = Message(key, {**item.title.values, "inner": item.title.key, "month_before": str(before)})
    about = {"finding": "last month", "of": item.id} | ({"quadrant": quadrant, "rule": RULE} if quadrant else {})
    known = Check("recorded", True, Message(N_("it stands in the ledger of that month")))
    return Item.of(
        item_id("EV", "last", item.id), title, judge([known]), value=item.value, low=item.low, high=item.high,
        unit=item.unit, n=item.n, period=str(before), source=(Source(f"{before}/ledger.json", item.id),), about=about,
    )  # fmt: skip


def _placed(results: Sequence[Item]) -> dict[str, str]:
    """Return the quadrant of the surest results of each side: what works is a strength, what does not a weakness."""
    told = [item for item in results if item.low is not None and item.high is not None]
    good = sorted((item for item in told if (item.low or 0) > 0), key=lambda item: -(item.low or 0))
    bad = sorted((item for item in told if (item.high or 0) < 0), key=lambda item: item.high or 0)
    return {item.id: "strength" for item in good[:SHOWN]} | {item.id: "weakness" for item in bad[:SHOWN]}
