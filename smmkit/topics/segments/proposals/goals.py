"""What each campaign to come shall bring, in units of its own measure, and what that asks of each group."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pandas as pd

from smmkit.measures.outcome import daily_outcome, outcome_words, usual_day
from smmkit.metrics import METRICS
from smmkit.plan import Plan
from smmkit.plan.entries import Campaign
from smmkit.text import N_, Message
from smmkit.text.message import Scalar
from smmkit.topics.segments.analysis import HEADS

_ORDERS = frozenset({"key_events", "orders", "leads"})
_COLUMNS = ["campaign", "title", "metric", "total", "weigh", "rise"]
_ASKED: Mapping[str, str] = {
    "count": N_(
        "What “{campaign}” asks of them: {target:number} of the {total:number} {what:word} it shall add "
        "({low:number} to {high:number})."
    ),
    "money": N_(
        "What “{campaign}” asks of them: {target:money0} of the {total:money0} it shall add ({low:money0} to "
        "{high:money0})."
    ),
}
_MEANT = N_("“{campaign}” hopes for {rise:percent} more {what:word} than such days usually bring: {total:number} more.")
_COUNTED = N_("“{campaign}” hopes for {total:number} {what:word}.")
_PAID = N_("“{campaign}” hopes for {total:money0} {what:word}.")
_NOT_SPLIT = N_(
    "“{campaign}” is measured by a rate ({what:word}), and a rate is not shared out: the same is asked of everybody."
)
_NO_NUMBER = N_("Nobody can say what “{campaign}” shall bring in numbers, so there is nothing to share out.")
NOTHING_TO_COME = N_("No approved campaign is still to come, and one that is over is not shared out.")


def planned_campaigns(plan: Plan, daily: pd.DataFrame, web: pd.DataFrame, *, until: pd.Timestamp) -> pd.DataFrame:
    """Return the approved campaigns that are not over by a day, with what each shall bring.

    Parameters
    ----------
    plan
        The approved plan.
    daily, web
        Canonical tables: what a usual day has is read from them.
    until
        Last day of the month; a campaign that ended by then is over, and its result stands in notebook 09.

    Returns
    -------
    DataFrame
        `campaign`, `title`, `metric`, `total` (in units of the measure; NaN where it cannot be told), `weigh` (what a
        segment's part follows), `rise` (share; NaN where the plan names an amount).

    """
    approved = [one for one in plan.campaigns if one.status == "approved"]
    spans = [(one.start, one.end) for one in approved]
    rows = [
        _planned(one, usual_day(daily_outcome(one.metric or "sessions", daily, web, until), spans))
        for one in approved
        if one.end is None or pd.Timestamp(one.end) > until
    ]
    return pd.DataFrame(rows, columns=_COLUMNS)


def _planned(one: Campaign, usual: float) -> dict[str, object]:
    """Return one campaign: a share of a usual day times its days, or the amount it names."""
    key = one.metric or "sessions"
    record = METRICS.get(key)
    days = (one.end - one.start).days + 1 if one.start and one.end else math.nan
    share = one.unit in (None, "rate") and one.amount is not None
    rise = float(one.amount) if share and one.amount is not None else math.nan
    adds = record is not None and record.additive
    named = math.nan if one.amount is None or share else float(one.amount)
    total = (rise * usual * days if share else named) if adds else math.nan
    weigh = "revenue" if record is not None and record.unit == "money" else "orders" if key in _ORDERS else HEADS
    return dict(zip(_COLUMNS, (one.id, one.title or one.id, key, total, weigh, rise), strict=True))


def meant(campaigns: pd.DataFrame) -> list[Message]:
    """Return what each campaign shall bring, in words; one sentence where none is still to come.

    Parameters
    ----------
    campaigns
        From `planned_campaigns`.

    """
    return [_meant(row) for row in campaigns.to_dict("records")] or [Message(NOTHING_TO_COME)]


def _meant(row: Mapping[object, object]) -> Message:
    key, said = str(row["metric"]), {"campaign": str(row["title"]), "what": outcome_words(str(row["metric"]))}
    total, rise = float(str(row["total"])), float(str(row["rise"]))
    if key not in METRICS or not METRICS[key].additive:
        return Message(_NOT_SPLIT, dict(said))
    if math.isnan(total):
        return Message(_NO_NUMBER, {"campaign": said["campaign"]})
    if math.isnan(rise):
        return Message(_PAID if METRICS[key].unit == "money" else _COUNTED, {**said, "total": total})
    return Message(_MEANT, {**said, "rise": rise, "total": round(total)})


def asked_of(targets: pd.DataFrame, campaigns: pd.DataFrame) -> dict[int, list[Message]]:
    """Return what the campaigns to come ask of each group.

    Parameters
    ----------
    targets
        From `analysis.campaign_targets`.
    campaigns
        From `planned_campaigns`.

    Returns
    -------
    dict
        Segment -> sentences.

    """
    known = campaigns.set_index("campaign")
    asked: dict[int, list[Message]] = {}
    for row in targets.to_dict("records"):
        title, key, total = (known.loc[row["campaign"], name] for name in ("title", "metric", "total"))
        unit = "money" if METRICS[str(key)].unit == "money" else "count"
        values: dict[str, Scalar] = {end: float(row[end]) for end in ("target", "low", "high")}
        values |= {"campaign": str(title), "total": round(float(str(total)))}
        values |= {"what": outcome_words(str(key))} if unit == "count" else {}
        asked.setdefault(int(row["segment"]), []).append(Message(_ASKED[unit], values))
    return asked
