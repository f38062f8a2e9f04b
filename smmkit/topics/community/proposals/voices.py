"""Complaints, silence, tastes and what departments asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import pandas as pd

from smmkit.client import Client
from smmkit.errors import DataError
from smmkit.ledger import Check, Item, Kind, Source, Verdict, item_id, judge
from smmkit.measures.needs import subjects_of as subjects_asked
from smmkit.report.document import Book
from smmkit.text import N_, Message, Scalar
from smmkit.topics.community.analysis import Answer, Iceberg, Ladder, register, tagged_messages
from smmkit.topics.community.analysis.needs import SAME_WORDS, Found

TOP = 3
LEAST = 10
STEPS = {
    "listen": N_("listen"), "understand": N_("understand"), "empathise": N_("empathise"),
    "apologise": N_("apologise"), "solve": N_("solve"), "thank": N_("thank"), "archive": N_("archive"),
}  # fmt: skip
_CODE = Message(N_("Note the cause of each complaint in a few words of your own, always the same ones."))


def complaint_items(
    causes: pd.DataFrame, steps: Ladder | None, silence: Iceberg | None, client: Client,
    *, period: str, source: tuple[Source, ...], since: date,
) -> list[Item]:  # fmt: skip
    """Return the most frequent causes with who mends each, how the steps were kept, and the silent ones.

    A cause of which nobody complained in the month is told and waits for nobody; where the month tells no complaint
    at all, nobody knows which have ended.

    Parameters
    ----------
    causes
        From `analysis.cause_table`.
    steps, silence
        From `analysis.ladder` and `analysis.iceberg`; None without a log, or without a complaint.
    client
        Its roles answer for the proposals.
    period
        Month, such as `2026-10`.
    source
        Files and rows of inbox and mentions.
    since
        The first day the complaints are counted from.

    """
    items: list[Item] = []
    total, lately = (int(causes[name].sum()) if len(causes) else 0 for name in ("n", "lately"))
    alive = causes[causes["lately"] > 0] if lately else causes
    asked = {*causes.head(TOP).index, *alive.head(TOP).index}
    for cause, row in causes[causes.index.isin(asked)].iterrows():
        told = _Told(total, lately, period, since)
        items.append(_cause(str(cause), row, told, source))
        items += [_mended(str(cause), items[-1], client)] if cause in alive.index else []
    if steps is not None and steps.complaints:
        items.append(_steps(steps, period))
    if silence is not None and silence.heard:
        items.append(_silence(silence, period, source))
    return items


class _Told(NamedTuple):
    """Complaints with a cause: since the first day, and in the month."""

    total: int
    lately: int
    period: str
    since: date


_OF_ALL = N_(
    "{n:number} of the {total:number} complaints since {since:date} with a cause noted are about “{cause}” "
    "({low:percent} to {high:percent} of all)"
)
_OF_MONTH = N_(
    "{n:number} of the {total:number} complaints since {since:date} with a cause noted are about “{cause}” "
    "({low:percent} to {high:percent} of all); in {month:month}, {now:number} of {lately:number}"
)


def _cause(cause: str, row: pd.Series, told: _Told, source: tuple[Source, ...]) -> Item:
    counted = Message(
        N_("{found:number} complaints with a cause, of at least {needed:number}"),
        {"found": told.total, "needed": LEAST},
    )
    shares = {"low": row["low"], "high": row["high"]}
    values: dict[str, Scalar] = {"n": int(row["n"]), "total": told.total, "cause": cause, **shares}
    values |= {"since": told.since.isoformat()}
    if told.lately:
        values |= {"month": told.period, "now": int(row["lately"]), "lately": told.lately}
    return Item.of(
        _named("EV", "complaints", cause), Message(_OF_MONTH if told.lately else _OF_ALL, values),
        judge([Check("rows", told.total >= LEAST, counted)], collect=_CODE), value=float(row["share"]),
        low=float(row["low"]), high=float(row["high"]), unit="rate", n=told.total, period=told.period, source=source,
        about={"rows": "has-cause"},
    )  # fmt: skip


def _mended(cause: str, evidence: Item, client: Client) -> Item:
    """Return the proposal that somebody ends a cause."""
    mends = _department(client)
    key = (
        N_("{department} finds out why people complain about “{cause}” and what ends it; those who complained are told")
        if mends
        else N_("Find out why people complain about “{cause}” and what ends it; tell those who complained")
    )
    action = Message(key, {"cause": cause, "department": mends} if mends else {"cause": cause})
    owner = judge([], owner=mends or client.roles.social_media_manager)
    return Item.of(_named("DE", "complaint", cause), action, owner, because=(evidence.id,), period=evidence.period)


def _department(client: Client) -> str:
    """Return the department that asked for complaints; empty where none did."""
    asked = (one.name for one in client.departments for need in one.needs if "complaints" in subjects_asked(need))
    return next(asked, "")


def _steps(steps: Ladder, period: str) -> Item:
    low, high = steps.interval
    values: dict[str, Scalar] = {"kept": steps.in_order, "complaints": steps.complaints}
    key = N_("All of {complaints:number} complaints got the seven steps of a good answer, in their order")
    if steps.breaks_at is not None:
        values["step"] = STEPS[steps.breaks_at]
        key = N_("{kept:number} of {complaints:number} complaints got the seven steps of a good answer, in their "
                 "order; the one left out most is “{step:word}”")  # fmt: skip
    elif steps.in_order < steps.complaints:
        key = N_("{kept:number} of {complaints:number} complaints got the seven steps of a good answer, in their order")
    rows = Check("rows", steps.complaints >= LEAST, Message(
        N_("{found:number} complaints with their steps, of at least {needed:number}"),
        {"found": steps.complaints, "needed": LEAST}))  # fmt: skip
    return Item.of("EV-complaints-steps", Message(key, values), judge([rows], collect=Message(
        N_("Keep complaints_log.csv: one row per step taken on a complaint."))), value=steps.share, low=low, high=high,
        unit="rate", n=steps.complaints, period=period, about={"tables": "complaints_log"})  # fmt: skip


def _silence(found: Iceberg, period: str, source: tuple[Source, ...]) -> Item:
    values = {"heard": found.heard, "low": found.low, "high": found.high}
    key = (
        N_("For {heard:number} complaints in the inbox, {low:number} to {high:number} people were unhappy, "
           "by the brand's own survey")
        if found.own
        else N_("For {heard:number} complaints in the inbox, between {low:number} and {high:number} people were "
                "unhappy: fewer if the loss is large, more if it is small")
    )  # fmt: skip
    return Item(
        id="EV-complaints-silent", kind=Kind.EV, title=Message(key, values), low=found.low, high=found.high,
        unit="people", n=found.heard, period=period, source=source,
        verdict=Verdict.DECIDE if found.own else Verdict.JUDGE,
    )  # fmt: skip


def taste_items(register: pd.DataFrame, *, period: str, source: tuple[Source, ...], since: date) -> list[Item]:
    """Return the phrases people use most when they ask and when they praise, counted from a day on."""
    items: list[Item] = []
    for kind, key in (("ask", _ASKED), ("like", _LIKED)):
        for row in register[register["kind"] == kind].head(TOP).itertuples():
            count = int(str(row.n))
            values: dict[str, Scalar] = {"n": count, "phrase": str(row.attribute), "since": since.isoformat()}
            put = row.wording[0][0] if row.wording else ""  # type: ignore[index]
            said = (key, _AS_IN[key])[bool(put)]
            rows = Check("rows", count >= LEAST, Message(N_("ten messages or more say it")))
            items.append(
                Item.of(
                    _named("EV", f"tastes {kind}", str(row.attribute)),
                    Message(said, values | ({"put": str(put)} if put else {})),
                    judge([rows]),
                    value=count,
                    unit="count",
                    n=count,
                    period=period,
                    source=source,
                )
            )
    return items


_NEED = N_(
    "{department} asked about “{need}”. What people write of it most often, with how many messages and how they put "
    "it: {listed}"
)
_ASKED = N_("{n:number} messages since {since:date} ask about “{phrase}”")
_LIKED = N_("{n:number} messages since {since:date} praise “{phrase}”")
_AS_IN = {
    _ASKED: N_("{n:number} messages since {since:date} ask about “{phrase}”, such as “{put}”"),
    _LIKED: N_("{n:number} messages since {since:date} praise “{phrase}”, such as “{put}”"),
}


def needs_of(client: Client) -> list[tuple[str, str]]:
    """Return each department with each of its needs, as the brief has them."""
    return [(department.name, need) for department in client.departments for need in department.needs]


def subjects_of(client: Client) -> dict[str, tuple[str, ...]]:
    """Return the client's subjects with the words that belong to each."""
    return {term.name: term.words for term in client.glossary}


def register_of(book: Book) -> pd.DataFrame:
    """Return the register of tastes and questions of a month: made once for the notebook and its documents."""
    client = book.client

    def made() -> pd.DataFrame:
        messages = tagged_messages(book.table("inbox"), book.table("mentions"), client.name)
        found = register(messages, subjects_of(client), lang=client.language, brand=client.name)
        return found.assign(product=found["product"].replace(client.subjects))

    return book.facts.once(("register", "tastes"), made)


def needs_said(found: Sequence[Answer]) -> list[tuple[str, str, Message]]:
    """Return department, need and answer as a sentence; what cannot be answered says so."""
    out = []
    for answer in found:
        if answer.about is None:
            said = Message(
                N_("Nothing people wrote answers this. Say by which words it would be known, or ask it in a survey.")
            )
        else:
            listed = "; ".join(f"{one.phrase} ({_counted(one)})" for one in answer.found)
            said = Message(N_("Most often: {listed}"), {"listed": listed})
        out.append((answer.department, answer.need, said))
    return out


def need_items(found: Sequence[Answer], *, period: str, source: tuple[Source, ...]) -> list[Item]:
    """Return `EV-need-<department>-<need>` for what people wrote in a need's own words, for that department's bulletin.

    Causes, questions and tastes have items of their own; an answer of fewer than ten messages is left to the table.

    Parameters
    ----------
    found
        From `analysis.answers_to`.
    period
        Month, such as `2026-10`.
    source
        Files and rows of inbox and mentions.

    """
    items = []
    for answer in found:
        if answer.about != SAME_WORDS or not answer.found or answer.found[0].n < LEAST:
            continue
        first = answer.found[0]
        listed = "; ".join(f"{one.phrase} ({_counted(one)})" for one in answer.found)
        title = Message(_NEED, {"department": answer.department, "need": answer.need, "listed": listed})
        items.append(
            Item.of(
                _named("EV", f"need {answer.department}", answer.need), title,
                judge([Check("rows", True, Message(N_("ten messages or more say it")))]), value=first.n, unit="count",
                n=first.n, period=period, source=source, importance=0.0,
                about={"department": answer.department, "need": answer.need},
            )
        )  # fmt: skip
    return items


def _counted(found: Found) -> str:
    """Return how many messages, and how people put it where that says more than the phrase."""
    return f"{found.n}: {found.example}" if found.example and found.example != found.phrase else str(found.n)


def _named(kind: str, what: str, name: str) -> str:
    """Return an id for words people wrote; writing that has no Latin letter is known by its length."""
    try:
        item_id(kind, name)
    except DataError:
        name = f"other {len(name)}"
    return item_id(kind, what, name)
