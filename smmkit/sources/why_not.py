"""Why no mapping can describe a table: networks or months side by side, months instead of days, money without a day."""

from __future__ import annotations

import re

import pandas as pd

from smmkit.sources.grid import Grid
from smmkit.sources.header_rows import header_place
from smmkit.sources.headers import words
from smmkit.sources.mapping_needs import DAILY, TOLD_BY_PERIOD
from smmkit.sources.other_networks import network_called
from smmkit.sources.periods import read_periods
from smmkit.sources.proposal_columns import meanings
from smmkit.sources.sum_labels import is_total
from smmkit.sources.times import MONTH_OF
from smmkit.text import N_, Message

_SEVERAL, _SAMPLE, _SHOWN = 2, 200, 4
_STRETCH = frozenset(
    ("week", "semana", "semaine", "woche", "settimana", "month", "mes", "mois", "monat", "mese", "quarter",
     "trimestre", "quartal", "date week", "week start")
)  # fmt: skip
_MONEY = frozenset(("cost", "spend", "spent", "coste", "costo", "custo", "gasto", "inversion", "investimento", "costs"))
_PIVOTED = re.compile(r"(?:sum|suma|soma|somme|summe|somma|count|recuento|promedio|average|media) (?:of|de|von|di) .+")
_ASIDE = N_(
    "The columns {columns} are networks or months side by side, which no mapping can describe. Put one of them in each "
    "row: a column with its name, one with the day, one with the number."
)
_NO_DAYS = N_(
    "Each row of this table is about a month or a week (column “{column}”), and these numbers are read by day. Export "
    "it day by day; a number of followers needs the day on which it was read, such as 2026-10-31."
)
_PIVOT = N_(
    "This is a summary made in a spreadsheet (column “{column}”). Put the export it was made from here instead."
)


def why_not(grid: Grid, *, by_hand: bool = False) -> Message | None:
    """Return the true reason why nothing can be proposed for a table; None where none is seen.

    Parameters
    ----------
    grid
        A file or sheet of unknown kind for which no mapping is proposed.
    by_hand
        It carries the name of a table that is kept by hand, some of which are told by week.

    """
    place = header_place(grid)
    if place is None:
        return None
    header = [str(cell).strip() for cell in grid.cells.iloc[place]]
    pivoted = next((cell for cell in header if _PIVOTED.fullmatch(words(cell))), None)
    if pivoted is not None:
        return Message(_PIVOT, {"column": pivoted})
    aside = [cell for cell in header if _is_month(cell)]
    aside = aside if len(aside) >= _SEVERAL else networks_aside(header)
    if aside:
        shown = ", ".join(f"“{cell}”" for cell in aside[:_SHOWN]) + (", …" if len(aside) > _SHOWN else "")
        return Message(_ASIDE, {"columns": shown})
    daily = {column for cell in header for table, column in meanings(cell) if table == "daily"} & DAILY
    if any(_MONEY & set(words(cell).split()) for cell in header):  # ads may well be told by month
        daily = set()
    stretch = None if by_hand or not daily else stretch_of(header, grid.cells.iloc[place + 1 : place + 1 + _SAMPLE])
    return None if stretch is None else Message(_NO_DAYS, {"column": stretch})


def networks_aside(header: list[str]) -> list[str]:
    """Return the headers that name networks side by side (`Seguidores IG`, `Seguidores FB`); none if it is only one."""
    named = {cell: set(filter(None, map(network_called, words(cell).split()))) for cell in header}
    return [cell for cell, names in named.items() if names] if len(set().union(*named.values())) >= _SEVERAL else []


def stretch_of(header: list[str], body: pd.DataFrame) -> str | None:
    """Return the header of the column that says which month or week each row is about."""
    for place, cell in enumerate(header):
        written = body.iloc[:, place]
        told = written[~written.map(is_total)]
        if words(cell) in _STRETCH or (len(told) and (told != "").any() and read_periods(told) is not None):
            return cell
    return None


def no_days(table: str, column: int, body: pd.DataFrame) -> bool:
    """Tell whether a table that needs days tells months, weeks or ranges in the column of its day."""
    written = body.iloc[:_SAMPLE, column]
    told = written[(written != "") & ~written.map(is_total)]
    return table not in TOLD_BY_PERIOD and len(told) > 0 and read_periods(told) is not None


def _is_month(cell: str) -> bool:
    plain = words(cell)
    if any(plain == words(name) for name in MONTH_OF):
        return True
    return bool(plain) and not plain.isdigit() and read_periods(pd.Series([cell], dtype="str")) is not None
