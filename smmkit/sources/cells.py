"""Text cells -> numbers, times and ids: one reading per column, or a question."""

from smmkit.sources.missing import lost_digits, missing
from smmkit.sources.numbers import NUMBER_FORMATS, Numbers, parse_durations, parse_numbers
from smmkit.sources.times import Times, parse_times, spread
from smmkit.sources.yearless import parse_yearless

__all__ = [
    "NUMBER_FORMATS",
    "Numbers",
    "Times",
    "lost_digits",
    "missing",
    "parse_durations",
    "parse_numbers",
    "parse_times",
    "parse_yearless",
    "spread",
]
