"""What people like and ask, and what departments asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from smmkit.client import Client
from smmkit.errors import DataError
from smmkit.ledger import Check, Item, Source, item_id, judge
from smmkit.report.document import Book
from smmkit.text import N_, Message, Scalar
from smmkit.topics.community.analysis import Answer, most_put, register, tagged_messages
from smmkit.topics.community.analysis.needs import SAME_WORDS, Found

TOP = 3
LEAST = 10
# A name has three words at most (“tarta de queso”); what is longer is a piece of a sentence.
LONGEST_NAME = 3


def taste_items(register: pd.DataFrame, *, period: str, source: tuple[Source, ...], since: date) -> list[Item]:
    """Return the phrases people use most when they ask and when they praise, counted from a day on.

    What has a subject (`about["subject"]`) is told apart: “friendly service” is no product that people like.
    """
    items: list[Item] = []
    for kind in ("ask", "like"):
        said_so = register[register["kind"] == kind]
        coded = said_so[(said_so["product"] != "") & (kind == "like")]
        for row in said_so[said_so.index.isin([*said_so.head(TOP).index, *coded.head(TOP).index])].itertuples():
            count = int(str(row.n))
            runs: tuple[tuple[str, int], ...] = tuple(row.wording)  # type: ignore[arg-type]
            lately = int(row.by_month.get(period, 0))  # type: ignore[union-attr]
            counted: dict[str, Scalar] = {"n": count, "since": since.isoformat(), "now": lately, "month": period}
            rows = Check("rows", count >= LEAST, Message(N_("ten messages or more say it")))
            items.append(
                Item.of(
                    named("EV", f"tastes {kind}", str(row.attribute)),
                    _told(kind, str(row.product), str(row.attribute), runs, counted),
                    judge([rows]),
                    value=count,
                    unit="count",
                    n=count,
                    period=period,
                    source=source,
                    about={"subject": str(row.product)} if row.product else {},
                )
            )
    return items


def _told(kind: str, subject: str, phrase: str, runs: Sequence[tuple[str, int]], counted: dict[str, Scalar]) -> Message:
    """Return what people ask or praise under the name the list of questions has for it.

    A question without a subject and praise in a run of words (“wheels are a work”) are told as people put them, and
    two questions that share a word as two.
    """
    shared = most_put(runs, int(str(counted["n"]))) if kind == "ask" and not subject else tuple(runs[:1])
    if len(shared) > 1:
        (first, often), (second, less) = shared
        return Message(_TWO_ASKED, counted | {"put": first, "often": often, "other": second, "less": less})
    put = shared[0][0] if shared else ""
    if put and ((kind == "ask" and not subject) or (kind == "like" and len(phrase.split()) > LONGEST_NAME)):
        return Message(_LIKE_THIS[kind], counted | {"put": put})
    values = counted | {"phrase": phrase} | ({"put": put} if put else {})
    if kind == "ask" and subject not in ("", phrase):
        return Message((_ASKED_OF, _ASKED_OF_AS_IN)[bool(put)], values | {"about": subject})
    key = {"ask": _ASKED, "like": _LIKED}[kind]
    return Message((key, _AS_IN[key])[bool(put)], values)


_NEED = N_(
    "{department} asked about “{need}”. What people write of it most often, with how many messages and how they put "
    "it: {listed}"
)
_ASKED = N_("{n:number} messages since {since:date} ({now:number} in {month:month}) ask about “{phrase}”")
_LIKED = N_("{n:number} messages since {since:date} ({now:number} in {month:month}) praise “{phrase}”")
_ASKED_OF = N_("{n:number} messages since {since:date} ({now:number} in {month:month}) ask about “{about}” ({phrase})")
_ASKED_OF_AS_IN = N_(
    "{n:number} messages since {since:date} ({now:number} in {month:month}) ask about “{about}” ({phrase}), such as "
    "“{put}”"
)
_LIKE_THIS = {
    "ask": N_("{n:number} messages since {since:date} ({now:number} in {month:month}) ask “{put}” and the like"),
    "like": N_(
        "{n:number} messages since {since:date} ({now:number} in {month:month}) praise with “{put}” and the like"
    ),
}
_TWO_ASKED = N_(
    "{n:number} messages since {since:date} ({now:number} in {month:month}) ask most often “{put}” ({often:number}) "
    "and “{other}” ({less:number})"
)
_AS_IN = {
    _ASKED: N_(
        "{n:number} messages since {since:date} ({now:number} in {month:month}) ask about “{phrase}”, such as “{put}”"
    ),
    _LIKED: N_(
        "{n:number} messages since {since:date} ({now:number} in {month:month}) praise “{phrase}”, such as “{put}”"
    ),
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
                named("EV", f"need {answer.department}", answer.need), title,
                judge([Check("rows", True, Message(N_("ten messages or more say it")))]), value=first.n, unit="count",
                n=first.n, period=period, source=source, importance=0.0,
                about={"department": answer.department, "need": answer.need},
            )
        )  # fmt: skip
    return items


def _counted(found: Found) -> str:
    """Return how many messages, and how people put it where that says more than the phrase."""
    return f"{found.n}: {found.example}" if found.example and found.example != found.phrase else str(found.n)


def named(kind: str, what: str, name: str) -> str:
    """Return an id for words people wrote; writing that has no Latin letter is known by its length."""
    try:
        item_id(kind, name)
    except DataError:
        name = f"other {len(name)}"
    return item_id(kind, what, name)
