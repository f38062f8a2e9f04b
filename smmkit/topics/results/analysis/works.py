"""What works, what does not and what nobody knows yet: formats, subjects, hours and the people ads are shown to."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from smmkit.measures.hours import ALL, PostingHours
from smmkit.measures.posts import PER_REACH
from smmkit.measures.subjects import Subjects

COLUMNS = ["kind", "place", "name", "side", "outcome", "n", "effect", "low", "high"]
FORMAT, SUBJECT, HOUR, AUDIENCE = "format", "subject", "hour", "audience"
KINDS = (FORMAT, SUBJECT, HOUR, AUDIENCE)
REST = -1
"""The hour that stands for all that are not named."""
_SIDES = ("works", "fails", "")


def findings(effects: pd.DataFrame, subjects: Subjects, hours: PostingHours, costs: pd.DataFrame) -> pd.DataFrame:
    """Return everything asked about what works, each with its answer; nothing is measured here.

    A format that brings more of one thing and less of another stands on both sides, each with its clearest count, or
    with its rate per person reached where no count says so.
    Ads work for some people where a result costs surely less than from all others the same was asked of (intervals
    apart), and do not where it costs surely more; alone with their kind of result they are compared with nobody.

    Parameters
    ----------
    effects
        From `format_effects`.
    subjects, hours
        From `measures.subjects` and `measures.hours`, as notebook 07 plans by them.
    costs
        From `measures.costs.cost_per_result`.

    Returns
    -------
    DataFrame
        `kind` (format, subject, hour, audience), `place` (the network of a format, the format of an hour or `all`, the
        result of an audience), `name`, `side` (`works`, `fails` or empty), `outcome`, `n` (posts or days), `effect`
        with `low`, `high` (fractions against the other posts; of an audience, money per result); what works first.

    """
    rows = [*_formats(effects), *_subjects(subjects), *_hours(hours), *_audiences(costs)]
    table = pd.DataFrame(rows, columns=COLUMNS)
    order = table["side"].map({side: place for place, side in enumerate(_SIDES)})
    kinds = table["kind"].map({kind: place for place, kind in enumerate(KINDS)})
    ranked = table.assign(order=order, of=kinds).sort_values(["order", "of"], kind="stable", ignore_index=True)
    return ranked[COLUMNS]


def _formats(effects: pd.DataFrame) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = []
    for (platform, form), own in effects.groupby(["platform", "format"], observed=True):
        counts_first = own.assign(rate=own["outcome"] == PER_REACH).sort_values(["rate", "p_value"])
        clear = counts_first[counts_first["side"] != ""].drop_duplicates("side")
        asked = own.sort_values("outcome", key=lambda names: names != "interactions").head(1)
        shown = clear if len(clear) else asked
        for one in shown.to_dict("records"):
            rows.append((FORMAT, platform, form, one["side"], one["outcome"], int(one["n"]), *_ends(one)))
    return rows


def _subjects(subjects: Subjects) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = []
    for one in subjects.table.rename_axis("subject").reset_index().to_dict("records"):
        side = ("works" if one["effect"] > 0 else "fails") if one["subject"] in subjects.clear else ""
        gains = np.expm1(_ends(one))
        rows.append((SUBJECT, ALL, str(one["subject"]), side, "interactions", int(one["n"]), *gains))
    return rows


def _hours(hours: PostingHours) -> list[tuple[Any, ...]]:
    named = hours.named.to_dict("records")
    rows = [(HOUR, row["format"], row["hour"], "works", row["outcome"], row["n"], row["lift"], row["low"], row["high"])
            for row in named]  # fmt: skip
    posts = max((timing.n for timing in hours.timings.values()), default=0)
    blank = (float("nan"),) * 3
    return [*rows, (HOUR, ALL, REST, "", "interactions", posts, *blank)] if posts else [*rows]


def _audiences(costs: pd.DataFrame) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = []
    for _, own in costs.groupby(["platform", "result_type"], observed=True):
        for place, one in own.iterrows():
            rest = own.drop(index=place)
            cheaper, dearer = one["high"] < rest["low"].min(), one["low"] > rest["high"].max()
            side = "works" if len(rest) and cheaper else "fails" if len(rest) and dearer else ""
            ends = (float(one["cost"]), float(one["low"]), float(one["high"]))
            rows.append((AUDIENCE, one["result_type"], one["line"], side, "results", int(one["n"]), *ends))
    return rows


def _ends(one: Any) -> tuple[float, float, float]:
    return float(one["effect"]), float(one["low"]), float(one["high"])
