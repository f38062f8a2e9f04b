"""Where the next unit of money works hardest: curves, the exact split, how sure it is, and tracking."""

from smmkit.allocation.curves import Curves
from smmkit.allocation.limits import Limits, default_bounds
from smmkit.allocation.money import allocate, cents_within, to_cents
from smmkit.allocation.optimise import Split, optimise
from smmkit.allocation.scenarios import Scenarios, next_money, scenario_table, total_for_cost, within_reach
from smmkit.allocation.uncertainty import MOST_CHANCE, Comparison, compare, equal_returns
from smmkit.topics.budget.analysis.adstock import AdstockFit, fit_adstock, season_and_trend
from smmkit.topics.budget.analysis.base import scaled_to
from smmkit.topics.budget.analysis.bookings import capacity, spread_invoices
from smmkit.topics.budget.analysis.controls import control_columns
from smmkit.topics.budget.analysis.frame import NOTICED, Frame
from smmkit.topics.budget.analysis.grid import what_if_grid
from smmkit.topics.budget.analysis.judged import check_judgements, judged_curves
from smmkit.topics.budget.analysis.levels import line_names
from smmkit.topics.budget.analysis.line_keys import line_key, one_name_each
from smmkit.topics.budget.analysis.lines import budget_frame, settled, with_changes
from smmkit.topics.budget.analysis.points import (
    curve_marks,
    curve_points,
    daily_spend,
    followed,
    month_variance,
    move_table,
    study_pace,
    study_scenarios,
)
from smmkit.topics.budget.analysis.responses import Responses, barely_identified, response_table, responses, supported
from smmkit.topics.budget.analysis.rules import Held, WrittenLimit
from smmkit.topics.budget.analysis.series import (
    KEY_EVENTS,
    Series,
    campaign_series,
    channel_of,
    monthly_spend,
    web_series,
)
from smmkit.topics.budget.analysis.shrunken import PowerFit, fit_power
from smmkit.topics.budget.analysis.study import Study, study
from smmkit.topics.budget.analysis.tightness import holding
from smmkit.topics.budget.analysis.tracking import cost_variance, cumulative_spend
from smmkit.topics.budget.analysis.trial import Trial, design_trials
from smmkit.topics.budget.analysis.value import OBJECTIVES, aimed_at, worth_per_result
from smmkit.topics.budget.analysis.words import LEVELS

__all__ = [
    "supported",
    "barely_identified",
    "line_names",
    "one_name_each",
    "line_key",
    "followed",
    "control_columns",
    "spread_invoices",
    "capacity",
    "AdstockFit",
    "Comparison",
    "Curves",
    "Frame",
    "NOTICED",
    "Held",
    "KEY_EVENTS",
    "LEVELS",
    "Limits",
    "MOST_CHANCE",
    "OBJECTIVES",
    "PowerFit",
    "Responses",
    "WrittenLimit",
    "Scenarios",
    "Series",
    "Split",
    "Study",
    "Trial",
    "aimed_at",
    "allocate",
    "budget_frame",
    "campaign_series",
    "cents_within",
    "channel_of",
    "check_judgements",
    "compare",
    "cost_variance",
    "cumulative_spend",
    "curve_marks",
    "curve_points",
    "daily_spend",
    "default_bounds",
    "design_trials",
    "equal_returns",
    "fit_adstock",
    "fit_power",
    "holding",
    "judged_curves",
    "month_variance",
    "monthly_spend",
    "move_table",
    "next_money",
    "optimise",
    "response_table",
    "responses",
    "scaled_to",
    "scenario_table",
    "season_and_trend",
    "settled",
    "study",
    "study_pace",
    "study_scenarios",
    "to_cents",
    "total_for_cost",
    "web_series",
    "what_if_grid",
    "with_changes",
    "within_reach",
    "worth_per_result",
]
