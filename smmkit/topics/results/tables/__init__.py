"""Notebook 09's tables: plan against actual, months, formats, campaigns, tests, money."""

from smmkit.topics.results.tables.books import books_table, variance_table
from smmkit.topics.results.tables.experiments import tests_table
from smmkit.topics.results.tables.funnel import funnel_table
from smmkit.topics.results.tables.judged import (
    attribution_table,
    campaigns_table,
    cost_table,
    left_over,
    rates_table,
    returns_table,
    spend_table,
    standing_table,
)
from smmkit.topics.results.tables.labels import label_table
from smmkit.topics.results.tables.months import closer_table, months_table, untold_table
from smmkit.topics.results.tables.works import works_table

__all__ = [
    "attribution_table",
    "books_table",
    "closer_table",
    "campaigns_table",
    "cost_table",
    "funnel_table",
    "label_table",
    "left_over",
    "months_table",
    "rates_table",
    "returns_table",
    "spend_table",
    "standing_table",
    "tests_table",
    "untold_table",
    "variance_table",
    "works_table",
]
