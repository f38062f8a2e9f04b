"""Canonical tables: what every export is turned into before anything is calculated."""

from smmkit.schema.frames import TABLES, conform, empty
from smmkit.schema.records import DTYPES, Column, Table
from smmkit.schema.rules import check_table, model, violations

__all__ = ["DTYPES", "TABLES", "Column", "Table", "check_table", "conform", "empty", "model", "violations"]
