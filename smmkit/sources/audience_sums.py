"""Sums that somebody added to shares by age, country or city: their parts would count twice."""

from __future__ import annotations

import pandas as pd

from smmkit.sources.headers import words
from smmkit.sources.kind import Reading
from smmkit.sources.sum_labels import is_total
from smmkit.text import N_, Message

_ALL_AGES = frozenset(("all", "all ages", "todos", "todas", "todas las edades", "todas as idades", "tutte le eta"))


def sums_apart(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Leave out the row of a sum that somebody added below ages, countries or cities: its shares count again."""
    named = frame["value"].fillna("")
    whole = named.map(lambda cell: is_total(cell) or words(cell) in _ALL_AGES).astype(bool)
    alone = whole.groupby(frame["dimension"]).transform("all")
    return reading.drop(frame, whole & ~alone, Message(N_("A row that sums the others.")))
