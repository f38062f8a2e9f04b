"""Which plan a month is judged by: the one in force on its first day, for every page and notebook alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from smmkit.ledger.kinds import ARRAYS
from smmkit.plan.load import parse_plan
from smmkit.plan.log import BY_HAND, LOG_FILE, Version, read_log, version_on
from smmkit.plan.model import Plan
from smmkit.text import N_, Message

_NOTHING = N_("Nothing was promised yet when this month began, so nothing is judged by a promise.")
_SINCE = N_("This month is judged by the plan that stood on its first day, in force since {on:date}.")
_OWN_DAYS = N_("This month is judged by what the plan says was approved by its first day.")


@dataclass(frozen=True)
class Promise:
    """What a month is judged by.

    Parameters
    ----------
    plan
        The plan in force on its first day; an empty one where nothing was promised yet.
    said
        Which plan that is, as a sentence.
    logged
        Whether the plan's history tells it.

    """

    plan: Plan
    said: Message
    logged: bool


def promise_of(folder: Path, first: date, now: Plan) -> Promise:
    """Return what was promised when a month began.

    Before its history begins, a plan written by hand is taken at its word: what it says was approved by that day.

    Parameters
    ----------
    folder
        The client's folder.
    first
        First day of the month.
    now
        The plan as it stands today.

    Returns
    -------
    Promise
        Rebuilt from the plan's history; a signature after the first day counts from the next month.

    """
    versions = read_log(folder)
    version = version_on(versions, first)
    if version is not None:
        return Promise(_parsed(version), Message(_SINCE, {"on": str(version.on)}), True)
    if versions and versions[0].how != BY_HAND:
        return Promise(Plan(), Message(_NOTHING), False)
    plan = _by_its_own_days(_parsed(versions[0]) if versions else now, first)
    return Promise(plan, Message(_OWN_DAYS if any(plan) else _NOTHING), False)


def _parsed(version: Version) -> Plan:
    return parse_plan(version.text, file=LOG_FILE)


def _by_its_own_days(plan: Plan, first: date) -> Plan:
    """Return a plan without the entries that say they were decided later."""
    kept = {name: getattr(plan, name) for name in Plan.model_fields}
    for name in ARRAYS.values():
        kept[name] = tuple(one for one in kept[name] if one.on is None or one.on <= first)
    return Plan.model_construct(**kept)
