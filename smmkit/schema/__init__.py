"""Canonical tables: what every export is turned into before anything is calculated."""

from smmkit.schema.frames import TABLES, conform, empty
from smmkit.schema.platform_names import PLATFORM_NAMES, platform_name
from smmkit.schema.records import DTYPES, Column, Table
from smmkit.schema.rules import check_table, model, violations

__all__ = [
    "DTYPES",
    "PLATFORM_NAMES",
    "TABLES",
    "Column",
    "Table",
    "check_table",
    "conform",
    "empty",
    "model",
    "platform_name",
    "violations",
]
