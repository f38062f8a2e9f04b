"""A persona card's sentences about whom a post can reach, what people ask and when they are active."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from smmkit.client import Client
from smmkit.schema import platform_name
from smmkit.text import N_, Message
from smmkit.topics.segments.analysis import FEWEST, Habits

PARTS: Mapping[str, str] = {
    "morning": N_("in the morning"), "midday": N_("around midday"), "afternoon": N_("in the afternoon"),
    "evening": N_("in the evening"), "night": N_("at night"),
}  # fmt: skip
_KINDS = {
    (True, False): N_(
        "Whom a post can reach: on {platform}, {low:number} to {high:number} of the {followers:number} followers are "
        "{ages} years old, as its people are more often than all customers. How many of them belong here nobody counts."
    ),
    (False, True): N_(
        "Whom a post can reach: on {platform}, {low:number} to {high:number} of the {followers:number} followers live "
        "in {places}, as its people do more often than all customers. How many of them belong here nobody counts."
    ),
    (True, True): N_(
        "Whom a post can reach: on {platform}, at least {low:number} and at most {high:number} of the "
        "{followers:number} followers are {ages} years old and live in {places}, as its people are and do more often "
        "than all customers. How many of them belong here nobody counts."
    ),
}
_SAME = N_(
    "Whom a post can reach: no age and no city surely stands out among its people, so no network tells them apart, "
    "and a post speaks to everybody there."
)
_NO_AGES = N_(
    "Whom a post can reach: nobody knows, for the table of customers says neither their age nor their city. Keep an "
    "age band and a city with each customer."
)
_NO_TABLE = N_(
    "Whom a post can reach: its people have an age or a city of their own, and no network's export tells how many of "
    "its followers do. Export each network's audience, and count its followers once a week."
)
_ASK = N_(
    "What they ask: {share:percent} of those who asked ({low:percent} to {high:percent}) ask mostly about {subject}; "
    "of all customers {overall:percent}."
)
_ASK_SAME = N_("What they ask: nothing the other customers do not ask too, as far as {n:number} people who wrote tell.")
_ASK_FEW = N_("What they ask: nobody can tell yet, because fewer than ten of them are known among those who wrote.")
_ASK_NOBODY = N_(
    "What they ask: nobody can tell, because no message is tied to a customer. Keep the same customer number, e-mail "
    "or handle beside each message and in the table of customers."
)
_WRITE = N_(
    "When they are active: {share:percent} of those who wrote ({low:percent} to {high:percent}) mostly write "
    "{part:word}; of all customers {overall:percent}."
)
_ORDER = N_(
    "When they are active: {share:percent} of them ordered last on a {day:weekday} ({low:percent} to {high:percent}); "
    "of all customers {overall:percent}."
)
_ACTIVE_SAME = N_("When they are active: no day and no hour surely stands out beside all customers.")
_DAYS_ALONE = N_(
    "When they are active: no day of the week surely stands out in their orders. At which hour nobody can tell: "
    "it takes more messages that are tied to a customer."
)
_NO_DAYS = N_(
    "When they are active: nobody can tell. Keep the day of the last order with each customer, and the same customer "
    "number, e-mail or handle beside each message."
)


def words_of(client: Client) -> dict[str, tuple[str, ...]]:
    """Return the words that tell each subject of the brief, by what the subject means to a reader."""
    return {term.meaning: (term.name, *term.words) for term in client.glossary}


def reached(reach: pd.DataFrame, segment: int | str) -> list[Message]:
    """Return whom a post can reach of a segment's kind, network by network, or what would tell.

    Parameters
    ----------
    reach
        From `analysis.reach_table`; empty where nothing is known around the customers.
    segment
        Which one.

    """
    own = reach[reach["segment"] == segment].to_dict("records")
    if not own:
        return []
    leans = bool(own[0]["ages"]), bool(own[0]["places"])
    if not any(leans):
        return [Message(_SAME if own[0]["known"] else _NO_AGES)]
    told = [Message(_KINDS[leans], _people(row)) for row in own if pd.notna(row["low"])]
    return told or [Message(_NO_TABLE)]


def _people(row: Mapping[Any, Any]) -> dict[str, Any]:
    values = {"platform": platform_name(row["platform"]), "low": int(row["low"]), "high": int(row["high"])}
    values["followers"] = int(row["followers"])
    return values | {name: ", ".join(row[name]) for name in ("ages", "places") if row[name]}


def asked_by(habits: Habits, segment: int) -> list[Message]:
    """Return what a segment's people ask, or which data would tell.

    Parameters
    ----------
    habits
        From `analysis.habits`.
    segment
        Which one.

    """
    writers = int(habits.writers.get(segment, 0))
    own = habits.asks[habits.asks["segment"] == segment]
    if own.empty:
        return [Message(_ASK_FEW if writers and writers < FEWEST else _ASK_NOBODY)]
    told = [Message(_ASK, _beside(row, subject=str(row["subject"]))) for row in _above(own)]
    return told or [Message(_ASK_SAME, {"n": writers})]


def active(habits: Habits, segment: int) -> list[Message]:
    """Return when a segment's people are active, or which data would tell.

    Parameters
    ----------
    habits
        From `analysis.habits`.
    segment
        Which one.

    """
    hours, days = (table[table["segment"] == segment] for table in (habits.hours, habits.weekdays))
    told = [Message(_WRITE, _beside(row, part=PARTS[row["part"]])) for row in _above(hours)]
    told += [Message(_ORDER, _beside(row, day=int(row["weekday"]))) for row in _above(days)]
    if told:
        return told
    if days.empty:
        return [Message(_NO_DAYS)]
    return [Message(_DAYS_ALONE if hours.empty else _ACTIVE_SAME)]


def _above(rows: pd.DataFrame) -> list[dict[Any, Any]]:
    high = rows[rows["side"] == "high"].sort_values("share", ascending=False, kind="stable")
    return high.to_dict("records")


def _beside(row: Mapping[Any, Any], **more: Any) -> dict[str, Any]:
    return {**{name: float(row[name]) for name in ("share", "low", "high", "overall")}, **more}
