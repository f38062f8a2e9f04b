"""Notebook 09: what happened and what worked, as evidence and results."""

from smmkit.topics.results.proposals.campaigns import campaign_items, effect_sentence
from smmkit.topics.results.proposals.experiments import experiment_items
from smmkit.topics.results.proposals.formats import OUTCOME_NAMES, format_items, rate_items
from smmkit.topics.results.proposals.money import cost_items, return_items
from smmkit.topics.results.proposals.plan import Planned, fact_items, objective_items, planned, told

__all__ = [
    "OUTCOME_NAMES",
    "Planned",
    "campaign_items",
    "cost_items",
    "effect_sentence",
    "experiment_items",
    "fact_items",
    "format_items",
    "objective_items",
    "planned",
    "rate_items",
    "return_items",
    "told",
]
