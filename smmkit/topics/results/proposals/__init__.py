"""Notebook 09: what happened and what worked, as evidence and results."""

from smmkit.topics.results.proposals.asked import asked_items
from smmkit.topics.results.proposals.books import NO_PATHS, book_items, or_why, variance_items
from smmkit.topics.results.proposals.campaigns import campaign_items, effect_sentence, promised_of
from smmkit.topics.results.proposals.experiments import experiment_items, variant_names
from smmkit.topics.results.proposals.formats import OUTCOME_NAMES, format_items, rate_items
from smmkit.topics.results.proposals.funnel import NO_STEPS, funnel_lines, visit_items
from smmkit.topics.results.proposals.guardrails import guarded, guardrail_items
from smmkit.topics.results.proposals.labels import NO_LABELS, known_labels, label_items, label_lines, running
from smmkit.topics.results.proposals.money import cost_items, return_items
from smmkit.topics.results.proposals.months import measure_name, month_lines, place_name
from smmkit.topics.results.proposals.plan import Planned, fact_items, objective_items, planned, told, words_of

__all__ = [
    "visit_items",
    "NO_LABELS",
    "NO_PATHS",
    "NO_STEPS",
    "OUTCOME_NAMES",
    "Planned",
    "asked_items",
    "book_items",
    "campaign_items",
    "cost_items",
    "effect_sentence",
    "experiment_items",
    "fact_items",
    "format_items",
    "funnel_lines",
    "guarded",
    "guardrail_items",
    "known_labels",
    "label_items",
    "label_lines",
    "measure_name",
    "month_lines",
    "objective_items",
    "or_why",
    "place_name",
    "promised_of",
    "planned",
    "rate_items",
    "return_items",
    "running",
    "told",
    "variance_items",
    "variant_names",
    "words_of",
]
