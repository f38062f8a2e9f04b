"""The best response curve each line's data allow, by capability level."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from smmkit.allocation.curves import Curves
from smmkit.period import WEEKS_PER_MONTH
from smmkit.topics.budget.analysis.adstock import LEAST_WEEKS, AdstockFit, fit_adstock, season_and_trend
from smmkit.topics.budget.analysis.controls import control_columns
from smmkit.topics.budget.analysis.judged import NUMBERS, judged_curves
from smmkit.topics.budget.analysis.series import Series
from smmkit.topics.budget.analysis.shrunken import fit_power

SERIES, ROWS, JUDGED = "L3", "L2", "L1"
# Fewer weeks with spend than this say nothing of a line; half of them must have spend for a series.
LEAST_ROWS = 8
_LEAST_MOVE = 0.2
_MOST_DOUBT = 1.25
_FAR = 10.0
DRAWS = 200
SEED = 20260101


@dataclass(frozen=True)
class Responses:
    """Curves of the lines that have any, and what they rest on.

    Parameters
    ----------
    curves
        Results a month at a monthly spend; None where no line has a curve.
    table
        Indexed by line: `level` (L3 series, L2 rows, L1 judgement), `weeks`
        with spend, `least`, `most` (lowest and highest monthly spend seen, at
        the pace of a week), `carry_over` (share; missing unless L3).
    result
        What is counted.
    fits
        The series fitted, by channel.
    left_out
        Lines whose curve is barely identified: they keep their amount, and
        nothing is moved on their account.
    asked
        Curves of all lines, also of those left out.

    """

    curves: Curves | None
    table: pd.DataFrame
    result: str
    fits: dict[str, AdstockFit]
    left_out: tuple[str, ...] = ()
    asked: Curves | None = None

    @property
    def settled(self) -> float:
        """Share of the draws whose search stood still, of the series where fewest did; 1 without any."""
        return min((fit.settled for fit in self.fits.values()), default=1.0)

    @property
    def judged_only(self) -> bool:
        """Whether every curve is a judgement."""
        return bool((self.table["level"] == JUDGED).all())


def barely_identified(curves: Curves, spend: pd.Series) -> tuple[str, ...]:
    """Name the lines of which the data do not tell what one more unit of money brings.

    Parameters
    ----------
    curves
        Response per line, several draws.
    spend
        Money a month per line, where they are asked.

    Returns
    -------
    tuple of str
        Lines whose 95 % interval of results per money is wider than their own return and than the usual one of
        all lines: a line that surely brings nothing more is known well, one that may bring anything is not.

    """
    if curves.draws < 3:
        return ()
    money = spend.reindex(list(curves.lines)).to_numpy(float)
    slopes = curves.marginals(money)
    low, high = np.percentile(slopes, [2.5, 97.5], axis=0)
    own = np.median(slopes, axis=0)
    doubtful = high - low > _MOST_DOUBT * np.maximum(own, np.median(own))
    return tuple(line for line, doubt in zip(curves.lines, doubtful, strict=True) if doubt)


def responses(
    series: Series, judgements: pd.DataFrame, *, controls: pd.DataFrame | None = None, draws: int = DRAWS,
) -> Responses:  # fmt: skip
    """Fit each line by the best method its data allow.

    A year of weeks whose spend moved: carry-over and saturation (L3). Fewer
    weeks, and results that only exist because the line was paid: power curve,
    shrunken (L2). Otherwise the team's judgement (L1); a line without that
    has no curve and stays fixed. Judged results are used only when no line is
    measured: a judged order and a counted key event are not the same thing.

    Parameters
    ----------
    series
        Weekly spend and results per line.
    judgements
        Canonical table `budget_judgements`.
    controls
        Canonical table: what else moves results.
    draws
        Uncertainty of the curves.

    Returns
    -------
    Responses
        Curves and what they rest on.

    """
    weekly = series.weekly
    fits = _fit_series(weekly, controls, draws=draws, seed=SEED)
    parts = [fit.curves() for fit in fits.values()]
    fitted = {line for part in parts for line in part.lines}
    powered = _rows_for_power(weekly[~weekly["line"].isin(fitted)])
    if len(powered):
        parts.append(fit_power(powered, draws=draws, seed=SEED).curves)
    if parts:
        curves = Curves.joined(parts)
        return Responses(curves, _basis(weekly, curves, fits), series.result, fits)
    return _judged(judgements, series.result, draws=draws, seed=SEED)


def _fit_series(weekly: pd.DataFrame, controls: pd.DataFrame | None, *, draws: int, seed: int) -> dict[str, AdstockFit]:
    """Fit the lines of each channel together, where a year of moving spend allows it."""
    fits = {}
    for channel, own in weekly.groupby("channel", sort=True, observed=True):
        spend = own.pivot_table(index="week", columns="line", values="spend", aggfunc="sum").dropna()
        outcome = own.groupby("week")["results"].first().reindex(spend.index)
        if not _moves(spend) or outcome.notna().sum() < LEAST_WEEKS:
            continue
        known = season_and_trend(len(spend))
        if controls is not None:
            known = np.column_stack([known, control_columns(controls, pd.DatetimeIndex(spend.index))])
        fits[str(channel)] = fit_adstock(
            outcome.reset_index(drop=True), spend.reset_index(drop=True), controls=known, shape="exponential",
            draws=draws, seed=seed,
        )  # fmt: skip
    return {name: fit for name, fit in fits.items() if (np.median(fit.draws["effect"], axis=0) > 0).all()}


def _moves(spend: pd.DataFrame) -> bool:
    share = (spend > 0).mean()
    move = spend.std() / spend.mean().where(spend.mean() > 0)
    return len(spend) >= LEAST_WEEKS and bool((share >= 0.5).all() and (move >= _LEAST_MOVE).all())


def _rows_for_power(weekly: pd.DataFrame) -> pd.DataFrame:
    """Rows of paid lines that alone fill their channel, with enough weeks of spend."""
    paid = weekly[weekly["channel"] != "organic social"]
    alone = paid.groupby("channel")["line"].transform("nunique") == 1
    used = paid[alone & (paid["spend"] > 0) & paid["results"].notna()]
    counts = used.groupby("line")["week"].transform("size")
    return used[counts >= LEAST_ROWS]


def _basis(weekly: pd.DataFrame, curves: Curves, fits: dict[str, AdstockFit]) -> pd.DataFrame:
    tables = [fit.parameters["value"].xs("carry_over", level="parameter") for fit in fits.values()]
    carry = pd.concat(tables) if tables else pd.Series(dtype=float)
    used = weekly[(weekly["spend"] > 0) & weekly["line"].isin(curves.lines)].groupby("line")["spend"]
    return pd.DataFrame(
        {
            "level": [SERIES if line in carry.index else ROWS for line in curves.lines],
            "weeks": used.size().reindex(list(curves.lines)).to_numpy(),
            "least": used.min().reindex(list(curves.lines)).to_numpy() * WEEKS_PER_MONTH,
            "most": used.max().reindex(list(curves.lines)).to_numpy() * WEEKS_PER_MONTH,
            "carry_over": carry.reindex(list(curves.lines)).to_numpy(float),
        },
        index=pd.Index(curves.lines, name="line"),
    )


def _judged(judgements: pd.DataFrame, result: str, *, draws: int, seed: int) -> Responses:
    columns = ["level", "weeks", "least", "most", "carry_over"]
    judgements = judgements.dropna(subset=list(NUMBERS))  # a judge who left a cell empty has not judged that line yet
    if judgements.empty:
        return Responses(None, pd.DataFrame(columns=columns, index=pd.Index([], name="line")), result, {})
    curves = judged_curves(judgements, draws=draws, seed=seed)
    spend = judgements.groupby("line")["spend_now"].agg(["min", "max"]).astype(float)
    table = pd.DataFrame(
        {"level": JUDGED, "weeks": 0, "least": spend["min"], "most": 1.5 * spend["max"], "carry_over": np.nan},
        index=pd.Index(curves.lines, name="line"),
    )
    return Responses(curves, table[columns], result, {})


def response_table(found: Responses, spend: pd.Series) -> pd.DataFrame:
    """Say what each line brings at a spend, what a result costs and what the next one would.

    Parameters
    ----------
    found
        Curves per line.
    spend
        Money a month per line.

    Returns
    -------
    DataFrame
        `level`, `weeks`, `spend`, `result`, `cost` (money per result),
        `next_cost` (money for one more result) with `low` and `high` (95 %,
        missing with one draw; `high` is infinite where more money may bring
        nothing), `carry_over`.

    """
    curves = found.asked or found.curves
    if curves is None:
        return found.table.assign(**{name: [] for name in ("spend", "result", "cost", "next_cost", "low", "high")})
    money = spend.reindex(list(curves.lines)).to_numpy(float)
    result, slope = curves.response(money) - curves.response(np.zeros(len(money))), curves.marginal(money)
    slopes = curves.marginals(money)
    least, most = np.percentile(slopes, [2.5, 97.5], axis=0)
    many = curves.draws > 1
    with np.errstate(divide="ignore", invalid="ignore"):
        next_cost = np.where(slope > 1e-9 * result / money, 1 / slope, np.inf)
        low = 1 / most if many else np.full(len(money), np.nan)
        high = np.where(least > 1e-6 * slope, 1 / least, np.inf) if many else np.full(len(money), np.nan)
        cost = money / result
    ends = [supported(*numbers) for numbers in zip(next_cost, low, high, strict=True)]
    rounded = np.array(ends, dtype=float).reshape(-1, 3)
    return found.table.loc[list(curves.lines)].assign(
        spend=money, result=result, cost=cost, next_cost=rounded[:, 0], low=rounded[:, 1], high=rounded[:, 2]
    )


def supported(value: float, low: float, high: float) -> tuple[float, float, float]:
    """Round a number and its ends to the digits that two hundred draws support.

    The ends of an interval read off two hundred draws would be off by about a
    thirtieth of its width if they were drawn again. So two digits that matter
    are kept, or as many more as it takes to tell the ends apart. An end above
    ten times the number is no end: nothing limits it.

    Parameters
    ----------
    value
        The number, above zero.
    low, high
        Ends of its 95 % interval, in the same unit.

    Returns
    -------
    tuple of float
        Number and ends, rounded; an end that nothing limits is infinite.

    """
    high = high if high <= _FAR * value else float("inf")
    if not np.isfinite([value, low]).all() or value <= 0:
        return value, low, high
    width = (high if np.isfinite(high) else 2 * value) - low
    unit = 10.0 ** (np.floor(np.log10(value)) - 1)
    while unit > max(width, 1e-6 * value) / 4:
        unit /= 10
    return _to(value, unit), _to(low, unit), _to(high, unit)


def _to(number: float, unit: float) -> float:
    return float(np.round(np.round(number / unit) * unit, 9)) if np.isfinite(number) else number
