"""Notebook 08's tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from smmkit.client import Client
from smmkit.measures.alarm import AlarmHistory
from smmkit.measures.scopes import Window
from smmkit.present.facts import scoped, stated, text_table
from smmkit.text import N_, Message, Text
from smmkit.topics.community.analysis import Answers, Cover, Drilled, Iceberg, Pillars
from smmkit.topics.community.analysis.answers import PROMISES
from smmkit.topics.community.proposals.cards import Card

ITEMS = {
    "greeting": N_("a greeting"), "personal": N_("the person's own matter"), "empathy": N_("understanding for it"),
    "solution": N_("a way out"), "thanks": N_("thanks"), "sign_off": N_("a farewell"),
}  # fmt: skip
MESSAGE_KINDS = {"complaint": N_("complaint"), "question": N_("question"), "praise": N_("praise")}
KINDS = {"ask": N_("asked"), "like": N_("praised"), "complain": N_("complained about")}
MEMBERS = {"helper": N_("helper"), "critic": N_("critic"), "active": N_("active member")}
_MOST = 8


def promise_table(found: Answers | None, text: Text, *, window: Window | None = None) -> pd.DataFrame:
    """Return the share answered within each time that could be promised."""
    rows: list[tuple[str, ...]] = []
    for hours in PROMISES:
        if found is None:
            break
        share, low, high = found.within(hours)
        answered = stated(text.percent(share), "answered_within", f"{hours}h", window)
        rows.append((text.number(hours), answered, text.interval(low, high, "percent")))
    return text_table(rows, (N_("Working hours"), N_("Answered by then"), N_("Interval")), text, window=window)


def late_table(found: Answers | None, text: Text, *, most: int = 10, kind: str = "") -> pd.DataFrame:
    """Return the messages that wait longer than promised and have no answer yet, the newest month's: Monday's list.

    Complaints come first, then whoever has waited longest. What is older than a month is past an answer. With a `kind`
    these alone; the clock is the same for all.
    """
    heads = (N_("What"), N_("Since"), N_("Working hours waited"), N_("Message"))
    if found is None:
        return text_table([], heads, text)
    late = found.waiting_late()
    rows = [
        (text.word(MESSAGE_KINDS.get(str(row["kind"]), N_("message"))), text.date(row["local"]),
         text.number(row["hours"], 0), str(row["message_id"]))
        for row in late[(late["kind"] == kind) | (not kind)].head(most).to_dict("records")
    ]  # fmt: skip
    until = text(N_("Working hours waited, up to {day:date}"), day=found.until)
    return text_table(rows, (*heads[:2], until, heads[3]), text)


def cover_table(found: Cover | None, text: Text, days: Sequence[int]) -> pd.DataFrame:
    """Return messages a week by weekday, in the client's order: with somebody at the desk, and without."""
    rows: list[tuple[str, ...]] = []
    for day in days:
        if found is None:
            break
        there, came = found.people.to_numpy()[day] > 0, found.arrivals.to_numpy()[day]
        inside, outside = came[there].sum(), came[~there].sum()
        rows.append((text.weekday(day), text.number(inside, 1), text.number(outside, 1)))
    return text_table(rows, (N_("Day"), N_("With somebody there"), N_("With nobody there")), text)


def habit_table(habits: pd.DataFrame, text: Text, *, window: Window | None = None) -> pd.DataFrame:
    """Return how often answers have each part, the weakest first, and how well both raters agree."""
    rows = [
        (text.word(ITEMS.get(str(item), str(item))),
         stated(text.percent(row["share"]), "reply_habit", str(item), window),
         text.interval(row["low"], row["high"], "percent"),
         stated(text.percent(row["agree"]), "raters_agree", str(item), window), text.number(row["kappa"], 2))
        for item, row in habits.iterrows()
    ]  # fmt: skip
    heads = (N_("An answer has"), N_("How often"), N_("Interval"), N_("Raters agree"), N_("Beyond chance (kappa)"))
    return text_table(rows, heads, text, window=window)


def cause_table(causes: pd.DataFrame, text: Text, *, window: Window | None = None) -> pd.DataFrame:
    """Return the causes of complaints, with how long they take and how many came back."""
    rows = [
        (str(cause), text.number(row["n"]), stated(text.percent(row["share"]), "complaint_share", str(cause), window),
         text.interval(row["low"], row["high"], "percent"),
         stated(text.percent(row["so_far"]), "complaint_share", scoped("up-to", cause), window),
         text.number(row["hours_to_solve"]),
         stated(text.percent(row["unsolved"]), "unsolved_share", str(cause), window),
         text.number(row["repeated"]))
        for cause, row in causes.iterrows()
    ]  # fmt: skip
    heads = (N_("Cause"), N_("Complaints with it"), N_("Share"), N_("Interval"), N_("So far"), N_("Hours to solve"),
             N_("Not solved"), N_("Wrote again"))  # fmt: skip
    return text_table(rows, heads, text, window=window)


def silence_table(
    found: Iceberg | None, left: dict[str, tuple[float, float]], cost: tuple[float, float] | None, text: Text
) -> pd.DataFrame:
    """Return the iceberg in numbers, and what silence may cost."""
    if found is None:
        return text_table([], (N_("What"), N_("How many")), text)
    unknown = text(N_("nobody can tell without a survey"))
    rows = [
        (text(N_("Complaints heard")), text.number(found.heard)),
        (text(N_("Unhappy people")), text.interval(found.low, found.high) if found.own else unknown),
        (text(N_("Unhappy and silent")), text.interval(*found.silent) if found.own else unknown),
    ]
    for name, key in (
        ("complained", N_("Will not buy again, having complained")),
        ("silent", N_("… having kept silent")),
    ):
        if name in left:
            rows.append((text(key), text.interval(*left[name], "percent")))
    if cost is not None:
        rows.append((text(N_("Margin lost with the silent ones")), text.interval(*cost, "money0")))
    return text_table(rows, (N_("What"), N_("How many")), text)


def register_table(register: pd.DataFrame, text: Text) -> pd.DataFrame:
    """Return what people like, ask and complain about; nothing of fewer than ten messages."""
    rows = [
        (text.word(KINDS[str(row["kind"])]), str(row["product"]), str(row["attribute"]), _put(row["wording"], text),
         text.number(row["n"]), text.word(_trend(float(row["low"]), float(row["high"]))))
        for row in register.to_dict("records")
    ]  # fmt: skip
    heads = (N_("What people do"), N_("Subject"), N_("In their words"), N_("As they put it"),
             N_("Messages that say it"), N_("Last three months"))  # fmt: skip
    return text_table(rows, heads, text)


def _put(wording: Sequence[tuple[str, int]], text: Text) -> str:
    return "; ".join(text(N_("“{run}” ({n:number})"), run=run, n=n) for run, n in wording)


def _trend(low: float, high: float) -> str:
    return N_("more than before") if low > 1 else N_("less than before") if high < 1 else N_("no change shown")


def needs_table(said: Sequence[tuple[str, str, Message]], text: Text) -> pd.DataFrame:
    """Return what each department asked for, and the answer."""
    rows = [(department, need, text(answer)) for department, need, answer in said]
    return text_table(rows, (N_("Department"), N_("Asked for"), N_("What people wrote")), text)


def pillar_table(found: Pillars | None, text: Text) -> pd.DataFrame:
    """Return the members who write most, by a short hash; never a name."""
    rows = [
        (str(name)[:6], text.word(MEMBERS[row["role"]]), text.number(row["messages"]), text.number(row["praise"]),
         text.number(row["complaints"]))
        for name, row in (found.members.head(_MOST).iterrows() if found else ())
    ]  # fmt: skip
    return text_table(rows, (N_("Member"), N_("Role"), N_("Messages"), N_("Praise"), N_("Complaints")), text)


def alarm_table(history: AlarmHistory, text: Text) -> pd.DataFrame:
    """Return every alarm of the history."""
    rows = [
        (text.date(alarm.since), text.date(alarm.until), text.number(alarm.mentions), text.number(alarm.usual),
         text.number(alarm.complaints), alarm.cause or text(N_("nobody noted it")))
        for alarm in history.alarms
    ]  # fmt: skip
    heads = (N_("From"), N_("To"), N_("Mentions"), N_("Usual"), N_("Complaints"), N_("Cause"))
    return text_table(rows, heads, text)


def cards_table(cards: Iterable[Card], client: Client, text: Text) -> pd.DataFrame:
    """Return the cards of the manual in short, with the names the client gives the roles."""
    names = client.roles.names
    rows = [
        (text.word(card.situation.name), text.number(card.severity.level), names.get(card.leads, card.leads),
         names.get(card.signs_off, card.signs_off), text.word(card.posture_word), text(card.margin))
        for card in cards
    ]  # fmt: skip
    heads = (N_("Situation"), N_("Severity"), N_("Leads"), N_("Signs"), N_("Posture"), N_("May decide alone"))
    return text_table(rows, heads, text)


def drill_table(found: Drilled, text: Text) -> pd.DataFrame:
    """Return the last drill, and whether one is due."""
    day = text.date(found.last) if found.last else text(N_("never"))
    due = text(N_("due now")) if found.due else text(N_("not yet"))
    window = Window(found.last, found.last) if found.last else None
    score = stated(text.percent(found.score), "drill_score", "", window)
    rows = [(day, text.number(found.minutes), score, due)]
    heads = (N_("Last drill"), N_("Minutes to the first answer"), N_("Steps done right"), N_("The next one"))
    return text_table(rows, heads, text, window=window)
