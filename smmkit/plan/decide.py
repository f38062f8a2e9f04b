"""Write decisions into the plan: approve or reject what a run proposes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from datetime import date
from pathlib import Path
from typing import Any

from smmkit.errors import DataError
from smmkit.files import digest
from smmkit.folders import command
from smmkit.ledger.fingerprints import grounds, mark
from smmkit.ledger.items import Item
from smmkit.ledger.kinds import ARRAYS, KINDS, Kind
from smmkit.ledger.ledger import Ledger
from smmkit.ledger.links import check_grounded
from smmkit.ledger.numbers import settled, shown
from smmkit.ledger.verdict import Verdict
from smmkit.plan.change import Decision, Records, change
from smmkit.plan.entries import ENTRIES, Entry
from smmkit.plan.model import Plan
from smmkit.plan.stale import AGAIN
from smmkit.text.message import N_, Message

# In a title a line goes by its name in words; the plan keeps it as the tables of costs call it.
_DATA = frozenset({"line"})
_LISTS = frozenset({"platforms", "formats", "channels"})
_DAYS = ("start", "end", "deadline", "day")
_WORD = N_("{role:word}, {day:date}: “{said}”")


def approve(
    folder: Path, ids: Sequence[str], ledger: Ledger, decision: Decision, *,
    say: Callable[[Message], str], tell: Callable[[Message], str] | None = None,
) -> Plan:  # fmt: skip
    """Write proposals of a run into `plan.toml` as approved, with the evidence they rest on.

    Parameters
    ----------
    folder
        The client's folder.
    ids
        Proposals to approve; all of them or, if one cannot be, none.
    ledger
        The run's items.
    decision
        Who decides.
    say
        Says a message in the client's language: titles in the plan are for people to read.
    tell
        Says what went wrong to whoever asks, in their language; default: in the client's.

    Returns
    -------
    Plan
        As it stands now.

    Raises
    ------
    DataError
        If an id is not proposed, cannot be approved, or has no data.
    ConfigError
        If `plan.toml` was broken by hand.
    RunError
        If somebody else is writing the plan.

    """
    items = [_proposal(id, ledger, folder.name) for id in ids]
    for item in items:
        if item.verdict is Verdict.NO_DATA and item.collect is not None:
            raise DataError(
                f"{item.id} has no data to stand on, so there is nothing to approve. {(tell or say)(item.collect)}"
            )

    def said(plan: Plan) -> Records:
        check_grounded(ids, ledger, known={entry.id for entry in plan})
        return _with_words(plan, {item.id: _record(item, plan, ledger, decision, say) for item in items})

    month = max((item.period for item in items), default=None)
    return change(folder, said, decision, month=month)


def _record(
    item: Item, plan: Plan, ledger: Ledger, decision: Decision, say: Callable[[Message], str]
) -> dict[str, Any]:
    if item.about.get(AGAIN):
        return renewal(item, plan, ledger, decision, say)
    record = approval(item, ledger, decision, say=say)
    return {**record, "because": list(unrefused(record["because"], plan))}


def reject(
    folder: Path, ids: Sequence[str], ledger: Ledger, decision: Decision, *, say: Callable[[Message], str]
) -> Plan:
    """Write proposals into `plan.toml` as rejected; an approved entry is rejected where it stands.

    Parameters and errors are those of `approve`; what has no data may well be rejected.
    """

    def rejected(id: str, plan: Plan) -> dict[str, Any]:
        said: dict[str, Any] = {"status": "rejected", "by": decision.by, "on": decision.on, "note": decision.note}
        if plan.entry(id) is not None:
            return said
        item = _proposal(id, ledger, folder.name)
        return {"id": id, "title": say(item.title), **said, "period": item.period, "because": list(item.because)}

    return change(folder, lambda plan: _with_words(plan, {id: rejected(id, plan) for id in ids}), decision)


def comment(
    folder: Path, ids: Sequence[str], ledger: Ledger, decision: Decision, *, say: Callable[[Message], str]
) -> Plan:
    """Write a word on proposals into `plan.toml`; what stands stays as it stands, and no earlier word is lost.

    Parameters and errors are those of `approve`; a proposal the plan does not hold yet enters it as proposed.
    """
    if not (decision.note or "").strip():
        raise DataError("A comment needs a sentence: write it as the note.")
    word = say(Message(_WORD, {"role": decision.by, "day": decision.on.isoformat(), "said": decision.note}))

    def commented(id: str, plan: Plan) -> dict[str, Any]:
        entry = plan.entry(id)
        if entry is not None:
            return {"note": _joined(entry.note, word)}
        item = _proposal(id, ledger, folder.name)
        said: dict[str, Any] = {"id": id, "title": say(item.title), "status": "proposed", "note": word}
        return {**said, "period": item.period, "because": list(item.because)}

    return change(folder, lambda plan: {id: commented(id, plan) for id in ids}, decision)


def _with_words(plan: Plan, records: Records) -> Records:
    """Return the records with what was said of each proposal before it was decided kept in its note."""
    found = {id: dict(record) for id, record in records.items()}
    for id, record in found.items():
        entry = plan.entry(id)
        if entry is not None and entry.status == "proposed" and entry.note:
            record["note"] = _joined(entry.note, record.get("note"))
    return found


def _joined(*notes: str | None) -> str | None:
    return " · ".join(filter(None, notes)) or None


def approval(item: Item, ledger: Ledger, decision: Decision, *, say: Callable[[Message], str]) -> dict[str, Any]:
    """Return the entry an approval writes: the proposal, the decision, and a snapshot of its evidence.

    Keys that only one kind of entry has (a campaign's `start`, a budget line's `line`...) are taken from what the
    proposal is about, else from the values of its title that have the same name.
    """
    extras = _extras(item)
    return {
        "id": item.id,
        "title": say(item.title),
        "status": "approved",
        "by": decision.by,
        "on": decision.on,
        "note": decision.note,
        "period": item.period,
        **_numbers(item),
        "unit": item.unit,
        **{name: date.fromisoformat(str(v)) if name in _DAYS else v for name, v in extras.items()},
        "verdict": str(item.verdict),
        "owner": item.owner,
        "metric": item.metric,
        "definition": item.definition,
        "fingerprint": ledger.fingerprint(item),
        "because": list(item.because),
        "evidence": [snapshot(ground, say) for ground in grounds(ledger, item.id) if ground.id != item.id],
    }


def renewal(
    item: Item, plan: Plan, ledger: Ledger, decision: Decision, say: Callable[[Message], str]
) -> dict[str, Any]:
    """Return what an entry says once it is approved again as it stands: by whom, when, and on which evidence."""
    entry = plan.entry(item.id)
    kept = [] if entry is None else [(before, ledger.get(before.id)) for before in entry.evidence]
    evidence = [
        before.model_dump(exclude_none=True) if now is None or now.verdict is Verdict.NO_DATA else snapshot(now, say)
        for before, now in kept
    ]
    said = {"status": "approved", "by": decision.by, "on": decision.on, "note": decision.note, "period": item.period}
    reasons = () if entry is None else unrefused(entry.because, plan)
    return {**said, "fingerprint": None, "because": list(reasons), "evidence": evidence}


def unrefused(ids: Iterable[str], plan: Plan) -> tuple[str, ...]:
    """Return the reasons that nobody rejected: whoever says yes all the same does not rest on what was refused."""
    rejected = {entry.id for entry in plan if entry.status == "rejected"}
    return tuple(id for id in ids if id not in rejected)


def terms(item: Item) -> str:
    """Return the hash of what an approval puts into the plan besides words and reasons: amount, days, choice...

    Empty for what says nothing but its words.
    """
    extras = _extras(item)
    if item.value is None and not extras:
        return ""
    said = [shown(item.value, item.unit), item.unit, sorted((name, str(value)) for name, value in extras.items())]
    return digest(json.dumps(said, ensure_ascii=False).encode())[:16]


def _extras(item: Item) -> dict[str, Any]:
    """Return what only one kind of entry has, from what the proposal is about or from its title's values."""
    own = ENTRIES[item.kind].model_fields.keys() - Entry.model_fields.keys()
    words = {name: value for name, value in item.title.values.items() if name not in _DATA}
    told = {**words, **item.about}
    extras: dict[str, Any] = {name: value for name, value in told.items() if name in own and value is not None}
    extras |= _nested(told, own)
    return {"target": item.value, **extras} if item.kind is Kind.OB else extras


def _nested(told: Mapping[str, Any], own: Set[str]) -> dict[str, dict[str, Any]]:
    """Return the records inside an entry, named with a dot such as `scope.channels`; `|` parts a list."""
    found: dict[str, dict[str, Any]] = {}
    for name, value in told.items():
        head, dot, rest = name.partition(".")
        if dot and head in own and value is not None:
            found.setdefault(head, {})[rest] = str(value).split("|") if rest in _LISTS else value
    return found


def snapshot(item: Item, say: Callable[[Message], str]) -> dict[str, Any]:
    """Return a piece of evidence as the plan keeps it."""
    return {
        "id": item.id,
        "period": item.period,
        **_numbers(item),
        "unit": item.unit,
        "definition": item.definition,
        "mark": mark(item),
        "shown": say(item.title),
    }


def _numbers(item: Item) -> dict[str, float | None]:
    numbers = {"value": item.value, "low": item.low, "high": item.high}
    return {name: None if number is None else settled(number) for name, number in numbers.items()}


def decidable(item: Item) -> bool:
    """Tell whether an item can be approved: it has a place in the plan, and a decision says what is chosen."""
    chosen = item.kind is not Kind.DE or bool({"choice"} & {*item.about, *item.title.values})
    return item.kind in ARRAYS and item.kind is not Kind.PO and chosen


_ALIKE = 0.75
"""How much of an id of another kind must be as it was typed to be what was meant."""


def _proposal(id: str, ledger: Ledger, client: str) -> Item:
    """Return the item of an id that can be decided on."""
    item = ledger.get(id)
    if item is None:
        from difflib import get_close_matches

        offered = [one for one, item in ledger.items() if decidable(item)]
        alike = [one for one in offered if one.partition("-")[0] == id.partition("-")[0]]
        near = get_close_matches(id, alike, n=1) or get_close_matches(id, offered, n=1, cutoff=_ALIKE)
        hint = f"Did you mean {near[0]}?" if near else f"`{command('plan', client)}` lists what is proposed."
        raise DataError(f"{id}: this month's ledger proposes no such item. {hint}")
    if item.kind is Kind.DE and not decidable(item):
        raise DataError(f"{id} asks for a decision and offers no choice of its own; approve what it rests on.")
    if not decidable(item):
        raise DataError(f"{id} is {KINDS[item.kind].name}, which is found, not decided; approve what rests on it.")
    return item
