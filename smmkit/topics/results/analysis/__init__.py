"""What happened, against what was planned; what worked, what did not, and what nobody knows yet."""

from smmkit.measures.formats import format_effects
from smmkit.topics.results.analysis.against_plan import (
    objective_status,
    spend_against_plan,
    standing_table,
)
from smmkit.topics.results.analysis.attribution import BOOKS, path_books
from smmkit.topics.results.analysis.campaign import (
    CERTAINTY,
    CampaignEffect,
    campaign_effect,
    day_controls,
    weekday_controls,
)
from smmkit.topics.results.analysis.campaigns import campaign_costs, campaign_effects, campaign_returns
from smmkit.topics.results.analysis.examples import real_examples
from smmkit.topics.results.analysis.experiments import ab_results, sample_size, shares_p_value
from smmkit.topics.results.analysis.formats import format_rates, weeks_told
from smmkit.topics.results.analysis.funnel import Funnel, Stage, funnel
from smmkit.topics.results.analysis.guardrails import Guarded, Held, held
from smmkit.topics.results.analysis.labels import LEAST_EVENTS, LEFT, LabelBook, LabelLine, label_book
from smmkit.topics.results.analysis.level import Prior, counterfactual
from smmkit.topics.results.analysis.months import kpi_months
from smmkit.topics.results.analysis.returns import (
    Return,
    attribution_table,
    campaign_return,
)
from smmkit.topics.results.analysis.step import step_test
from smmkit.topics.results.analysis.variance import Variance, revenue_groups, spend_groups, variance, variances
from smmkit.topics.results.analysis.works import findings

__all__ = [
    "BOOKS",
    "CERTAINTY",
    "LEAST_EVENTS",
    "LEFT",
    "CampaignEffect",
    "Funnel",
    "Guarded",
    "Held",
    "LabelBook",
    "LabelLine",
    "Prior",
    "Return",
    "Stage",
    "Variance",
    "ab_results",
    "attribution_table",
    "campaign_costs",
    "campaign_effect",
    "campaign_effects",
    "campaign_return",
    "campaign_returns",
    "counterfactual",
    "day_controls",
    "findings",
    "format_effects",
    "format_rates",
    "funnel",
    "held",
    "kpi_months",
    "label_book",
    "objective_status",
    "path_books",
    "real_examples",
    "revenue_groups",
    "sample_size",
    "shares_p_value",
    "spend_against_plan",
    "spend_groups",
    "standing_table",
    "step_test",
    "variance",
    "variances",
    "weekday_controls",
    "weeks_told",
]
