"""What the team keeps itself: costs, judgements, customers, tests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from smmkit.demo.ads import weekly_spend
from smmkit.demo.csvfile import write_canonical, write_plain
from smmkit.demo.spec import Spec
from smmkit.demo.truth import Truth
from smmkit.demo.words import choose, sector_words
from smmkit.demo.work import work
from smmkit.period import Period

MONTHLY = (
    ("content-production", "production", "", 260, 14),
    ("community", "people", "", 420, 30),
    ("scheduler", "tools", "", 45, 0),
)
"""Line, kind, platform, euros a month, hours a month."""
_WEEKLY = (("google-ads", "ads", "google"), ("influencers", "influencers", "instagram"))
_WEIGHTS = {
    "swot": {"strengths": 0.34, "weaknesses": 0.20, "opportunities": 0.30, "threats": 0.16},
    "channels": {"reach": 0.22, "fit": 0.28, "cost": 0.18, "effort": 0.12, "conversion": 0.20},
}


def _booked(spec: Spec, spend: pd.Series, *, monthly: bool) -> list[tuple[pd.Timestamp, float]]:
    """Return the days and amounts a line's spend is booked on: by week, or as one invoice a month, late perhaps."""
    if monthly:
        months = pd.DatetimeIndex(spend.index).to_period("M")
        spend = pd.Series(spend.to_numpy(), index=months.end_time.normalize()).groupby(level=0).sum().round(2)
    days = pd.DatetimeIndex(spend.index) + pd.Timedelta(days=spec.world.booked_late_days)
    return [(day, float(n)) for day, n in zip(days, spend.to_numpy(), strict=True) if n > 0 and day <= spec.days[-1]]


SPREAD, BETWEEN = 0.13, 0.12
"""How far customers of one group differ in each interest, and how many belong half to another group."""


def write_costs(folder: Path, spec: Spec, truth: Truth) -> None:
    """Write what was paid besides Meta's ads, whose spend stands in Ads Manager's own file."""
    rng = spec.rng("costs")
    rows: list[tuple[object, ...]] = []
    for number, (line, kind, platform) in enumerate(_WEEKLY):
        for day, amount in _booked(spec, weekly_spend(spec, truth, line), monthly=number < spec.world.monthly_invoices):
            rows.append((f"{day:%Y-%m-%d}", line, kind, platform, amount, spec.place.currency, "false", "", ""))
    for day in spec.days[spec.days.is_month_end]:
        for line, kind, platform, euros, hours in MONTHLY:
            amount = round(spec.money(euros) * float(rng.uniform(0.95, 1.05)), 2)
            worked = round(hours * float(rng.uniform(0.85, 1.15)), 1) if hours else ""
            rows.append((f"{day:%Y-%m-%d}", line, kind, platform, amount, spec.place.currency, "false", worked, ""))
    names = ("day", "line", "kind", "platform", "amount", "currency", "tax_included", "hours", "note")
    rows.sort(key=lambda row: (str(row[0]), str(row[1])))
    write_plain(folder / "costs.csv", names, rows)


def write_budget_judgements(folder: Path, spec: Spec, truth: Truth) -> None:
    """Write what two roles expect of each line at four amounts a month; they are near the curve, not on it."""
    rng = spec.rng("budget-judgements")
    words = sector_words(spec.language, spec.country).words
    columns: dict[str, list[object]] = {
        name: []
        for name in ("line", "judge", "spend_now", "result_now", "result_at_min", "result_at_max", "result_at_plus50")
    }
    month = 30.4 / 7
    for curve in truth.curves:
        for judge in (words["judge_a"], words["judge_b"]):
            opinion = float(np.exp(rng.normal(0, 0.08))) if spec.planted else 1.0
            amounts = np.array([curve.usual, curve.usual * 0.2, curve.usual * 3, curve.usual * 1.5])
            expected = (curve.results(amounts) * month * opinion).round().astype(int)
            row = [curve.line, judge, round(curve.usual * month), *expected.tolist()]
            for name, value in zip(columns, row, strict=True):
                columns[name].append(value)
    write_canonical(folder / "budget_judgements.csv", columns)


_MONEY_DAYS = (("planned", -12), ("approved", 0), ("committed", 4), ("invoiced", 27), ("paid", 45))
"""What becomes of a month's amount, and on which day counted from the month's first."""
WAITING = "influencers"
"""The line whose last invoice nobody has signed yet."""


def write_money_states(folder: Path, spec: Spec, amounts: Mapping[str, float]) -> None:
    """Write how far the money of the last three months has come: planned, approved, committed, invoiced, paid."""
    rng = spec.rng("money-states")
    rows: list[tuple[object, ...]] = []
    for back in (2, 1, 0):
        month = Period(spec.last).shift(-back)
        for line, amount in amounts.items():
            spent = round(amount * float(rng.uniform(0.9, 1.04)), 2)
            for state, after in _MONEY_DAYS[: 2 if line in {"test-reserve", "contingency"} else 5]:
                on = month.start + timedelta(days=after)
                waits = back == 0 and line == WAITING and state == "invoiced"
                if on <= spec.end:
                    value = amount if state in {"planned", "approved"} else spent
                    who = "approver" if waits else ""
                    rows.append((on, line, state, value, spec.place.currency, f"{month}-{line}", who, ""))
    names = ("on", "line", "state", "amount", "currency", "reference", "next_approver", "note")
    rows.sort(key=lambda row: (str(row[0]), str(row[1]), str(row[2])))
    write_plain(folder / "money_states.csv", names, rows)


def write_judgements(folder: Path, spec: Spec) -> None:
    """Write pairwise comparisons on Saaty's scale; three judges, one of them less consistent."""
    rng = spec.rng("judgements")
    words = sector_words(spec.language, spec.country).words
    scale = np.array([1 / 9, 1 / 7, 1 / 5, 1 / 4, 1 / 3, 1 / 2, 1, 2, 3, 4, 5, 7, 9])
    columns: dict[str, list[object]] = {name: [] for name in ("judge", "topic", "left", "right", "ratio")}
    for judge, noise in ((words["judge_a"], 0.1), (words["judge_b"], 0.15), (words["judge_c"], 0.5)):
        for topic, weights in _WEIGHTS.items():
            for left, right in combinations(weights, 2):
                ratio = weights[left] / weights[right] * np.exp(rng.normal(0, noise))
                near = scale[np.abs(np.log(scale) - np.log(ratio)).argmin()]
                for name, value in zip(columns, (judge, topic, left, right, round(float(near), 4)), strict=True):
                    columns[name].append(value)
    write_canonical(folder / "judgements.csv", columns)


def write_customers(folder: Path, spec: Spec, truth: Truth) -> None:
    """Write customers with what they buy and like; three groups, or one cloud where nothing is planted."""
    rng = spec.rng("customers")
    sector = sector_words(spec.language, spec.country).sectors[spec.sector]
    count = 420
    group = rng.choice(len(truth.segments), count, p=truth.segment_shares)
    spread = SPREAD if spec.planted else 0.15
    interests = np.clip(_centres(spec, truth, group) + rng.normal(0, spread, (count, 5)), 0, 1).round(3)
    orders = 1 + rng.poisson(np.array([2.4, 1.2, 4.0])[group] if spec.planted else np.full(count, 2.0))
    recent = rng.integers(0, len(spec.days), count)
    past = np.minimum(recent + rng.integers(0, 60, count) * (orders - 1), len(spec.days) + 300)
    end = pd.Timestamp(spec.end)
    revenue = orders * spec.money(32) * np.exp(rng.normal(0, 0.35, count))
    columns: dict[str, list[Any]] = {
        "customer_id": [f"c{number:05d}" for number in rng.permutation(100_000)[:count]],
        "first_order_on": (end - pd.to_timedelta(past, unit="D")).strftime("%Y-%m-%d").tolist(),
        "last_order_on": (end - pd.to_timedelta(recent, unit="D")).strftime("%Y-%m-%d").tolist(),
        "orders": orders.tolist(),
        "revenue": revenue.round(2).tolist(),
        "city": choose(rng, spec.place.cities, count),
        "age_band": choose(rng, ("18-24", "25-34", "35-44", "45-54", "55+"), count),
        "channel": choose(rng, tuple(work(spec.language, spec.country).channels.values()), count),
    }
    interests = _asked(spec, interests)
    columns |= {f"interest_{name}": interests[:, place].tolist() for place, name in enumerate(sector.interests)}
    write_canonical(folder / "customers.csv", columns)


def _asked(spec: Spec, interests: np.ndarray) -> np.ndarray:
    """Return the interests as they were asked: as numbers, as yes or no, or on five steps."""
    world, out = spec.world, interests.copy()
    order = spec.rng("asked").permutation(out.shape[1])
    yes_no, likert = order[: world.yes_no], order[world.yes_no : world.yes_no + world.likert]
    out[:, yes_no] = spec.rng("yes-no").random(out[:, yes_no].shape) < out[:, yes_no]
    out[:, likert] = np.round(out[:, likert] * 4) / 4
    return out


def _centres(spec: Spec, truth: Truth, group: np.ndarray) -> np.ndarray:
    """Return what each customer likes on the whole; some stand between their group and the next one."""
    own: np.ndarray = truth.segments[group]
    if len(truth.segments) == 1:
        return own
    half = spec.rng("between").random(len(group)) < BETWEEN
    other = truth.segments[(group + 1) % len(truth.segments)]
    return np.where(half[:, None], 0.55 * own + 0.45 * other, own)


def write_tests(folder: Path, spec: Spec, truth: Truth) -> None:
    """Write three A/B tests: arm B of one wins clearly, the others differ by chance alone."""
    rng = spec.rng("tests")
    rows = []
    for number, (test, base) in enumerate((("landing-page", 0.040), ("email-subject", 0.060), ("ad-picture", 0.018))):
        start = pd.Timestamp(spec.end) - pd.Timedelta(days=28 + 60 * number if spec.months > 2 else 24)
        for arm, shown in zip("AB", work(spec.language, spec.country).variants[test], strict=True):
            exposed = int(rng.integers(3900, 4300))
            rate = base * (1.6 if arm == "B" and test == truth.winning_test else 1.0)
            end = start + pd.Timedelta(days=20)
            rows.append(
                (
                    work(spec.language, spec.country).tests[test],
                    arm,
                    shown,
                    f"{start:%Y-%m-%d}",
                    f"{end:%Y-%m-%d}",
                    exposed,
                    int(rng.binomial(exposed, rate)),
                    "web",
                )
            )
    names = ("test", "arm", "shown", "started_on", "ended_on", "exposed", "converted", "source")
    write_plain(folder / "ab_tests.csv", names, rows)
