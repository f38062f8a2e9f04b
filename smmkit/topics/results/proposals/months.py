"""Which of the month's numbers moved further than chance alone moves them, in words."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd

from smmkit.measures.names import metric_name, platform_name, result_name
from smmkit.metrics import METRICS
from smmkit.period import Period
from smmkit.text import N_, Message, Text
from smmkit.text.message import Scalar

_MOVED = {
    ("before", "higher"): N_(
        "{place:word}: “{measure:word}” is above {month:month}, further than chance alone moves it from one month "
        "to the next."
    ),
    ("before", "lower"): N_(
        "{place:word}: “{measure:word}” is below {month:month}, further than chance alone moves it from one month "
        "to the next."
    ),
    ("year", "higher"): N_(
        "{place:word}: “{measure:word}” is above {month:month}, further than chance alone moves it."
    ),
    ("year", "lower"): N_("{place:word}: “{measure:word}” is below {month:month}, further than chance alone moves it."),
}
_UNUSUAL = {
    "higher than usual": N_("{place:word}: higher than the months before would lead one to expect: {list}."),
    "lower than usual": N_("{place:word}: lower than the months before would lead one to expect: {list}."),
}
_LISTED = N_("“{measure:word}”")
QUIET = N_(
    "An ordinary month: none of {n:number} comparisons shows a number that moved further than chance alone moves it."
)
_FEW = N_(
    "No number moved further than chance alone moves it from one month to another; too few months are known to say "
    "what is usual."
)
NO_MONTH = N_("No month before this one is in the exports, so nothing can be said of what moved.")
_SHORT = N_(
    "{place:word}: the exports hold rows of only {days:number} of the {of:number} days of {month:month}, so its totals "
    "are compared per day or not at all. If the account was not silent on the others, export the whole month again."
)
TOGETHER = N_("All together")
_ADS = N_("Ads on {network:word}")
_OF_RESULT = N_("{measure:word}: {result:word}")
_BEFORE = {"before": 1, "year": 12}


def place_name(row: Mapping[Hashable, Any], text: Text) -> str:
    """Return whose number a row of `analysis.kpi_months` tells: a network, its ads, or all together."""
    if not row["network"]:
        return text(TOGETHER)
    name = platform_name(row["network"])
    record = METRICS[row["metric"]]
    return text(_ADS, network=name) if record.tables == ("ads",) and record.how != "whole" else name


def measure_name(row: Mapping[Hashable, Any], text: Text) -> str:
    """Return what a row tells; of a cost per result, of which."""
    name = text.word(metric_name(row["metric"]))
    return text(_OF_RESULT, measure=name, result=result_name(row["result"])) if row["result"] else name


def month_lines(months: pd.DataFrame, text: Text, *, period: Period) -> list[Message]:
    """Return what moved beyond chance among the numbers people ask for, or that nothing did; the table has the numbers.

    Parameters
    ----------
    months
        From `analysis.kpi_months`.
    text
        In whose words the numbers stand.
    period
        The month.

    """
    asked = months[months["asked"] & months["now"].notna()]
    rows = asked.to_dict("records")
    moved = [
        Message(_MOVED[name, row[f"than_{name}"]], {**_named(row, text), "month": str(period.shift(-back))})
        for row in rows for name, back in _BEFORE.items() if row[f"than_{name}"] in ("higher", "lower")
    ]  # fmt: skip
    unusual = _unusual(rows, text)
    compared = int((asked[["than_before", "than_year", "word"]] != "").to_numpy().sum())
    usual = bool(asked["low"].notna().any())
    quiet = Message(QUIET, {"n": compared}) if usual else Message(_FEW if compared else NO_MONTH)
    return [*(moved + unusual or [quiet]), *_half_told(rows, text, period)]


def _unusual(rows: Sequence[Mapping[Hashable, Any]], text: Text) -> list[Message]:
    """Return, for each place and side, which numbers the months before would not have led one to expect."""
    found: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        if row["word"] in _UNUSUAL:
            said = text(_LISTED, measure=measure_name(row, text))
            found.setdefault((place_name(row, text), row["word"]), []).append(said)
    return [Message(_UNUSUAL[word], {"place": place, "list": ", ".join(said)}) for (place, word), said in found.items()]


def _named(row: Mapping[Hashable, Any], text: Text) -> dict[str, Scalar]:
    return {"place": place_name(row, text), "measure": measure_name(row, text)}


def _half_told(rows: Sequence[Mapping[Hashable, Any]], text: Text, period: Period) -> list[Message]:
    """Return, for each place, that its export ends or begins inside the month."""
    told = {place_name(row, text): int(row["days"]) for row in rows if pd.notna(row["days"])}
    return [
        Message(_SHORT, {"place": place, "days": days, "of": period.days, "month": str(period)})
        for place, days in told.items()
    ]
