"""Where the next unit of money works hardest: curves, the exact split, how sure it is, and tracking."""

from smmkit.analysis.budget.adstock import AdstockFit, fit_adstock, season_and_trend
from smmkit.analysis.budget.curves import Curves
from smmkit.analysis.budget.judged import check_judgements, judged_curves
from smmkit.analysis.budget.limits import Limits, default_bounds
from smmkit.analysis.budget.money import allocate, cents_within, to_cents
from smmkit.analysis.budget.optimise import Split, optimise
from smmkit.analysis.budget.scenarios import Scenarios, next_money, scenario_table, total_for_cost, within_reach
from smmkit.analysis.budget.shrunken import WEEKS_PER_MONTH, PowerFit, cost_per_result, fit_power
from smmkit.analysis.budget.tracking import Month, cost_variance, cumulative_spend, pace_table
from smmkit.analysis.budget.uncertainty import Comparison, compare, equal_returns

__all__ = [
    "WEEKS_PER_MONTH",
    "AdstockFit",
    "Comparison",
    "Curves",
    "Limits",
    "Month",
    "PowerFit",
    "Scenarios",
    "Split",
    "allocate",
    "cents_within",
    "check_judgements",
    "compare",
    "cost_per_result",
    "cost_variance",
    "cumulative_spend",
    "default_bounds",
    "equal_returns",
    "fit_adstock",
    "fit_power",
    "judged_curves",
    "next_money",
    "optimise",
    "pace_table",
    "scenario_table",
    "season_and_trend",
    "to_cents",
    "total_for_cost",
    "within_reach",
]
