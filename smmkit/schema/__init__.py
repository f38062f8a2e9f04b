"""Canonical tables: what every export is turned into before anything is calculated."""

from smmkit.schema.frames import conform, empty
from smmkit.schema.platform_names import PLATFORM_NAMES, platform_name
from smmkit.schema.records import AUDIT, DTYPES, ByHand, Column, Table
from smmkit.schema.rules import model, violations
from smmkit.schema.tables import HAND_KEPT, TABLES

__all__ = [
    "AUDIT",
    "DTYPES",
    "HAND_KEPT",
    "PLATFORM_NAMES",
    "TABLES",
    "ByHand",
    "Column",
    "Table",
    "conform",
    "empty",
    "model",
    "platform_name",
    "violations",
]
