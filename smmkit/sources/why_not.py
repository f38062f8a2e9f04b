"""Why no mapping can describe a table: networks or months side by side, months instead of days, money without a day."""

from __future__ import annotations

import re

import pandas as pd

from smmkit.schema import platform_name
from smmkit.sources.grid import Grid
from smmkit.sources.header_rows import header_place, is_month, is_value
from smmkit.sources.headers import words
from smmkit.sources.mapping_needs import DAILY, TOLD_BY_PERIOD
from smmkit.sources.other_networks import network_called, titles_between
from smmkit.sources.periods import read_periods
from smmkit.sources.proposal_columns import meanings, money_of_campaigns
from smmkit.sources.sum_labels import is_total
from smmkit.text import N_, Message

_SEVERAL, _SAMPLE, _SHOWN, _TOP = 2, 200, 4, 10
_ONE_DAY = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}")
_STRETCH = frozenset(
    ("week", "semana", "semaine", "woche", "settimana", "month", "mes", "mois", "monat", "mese", "quarter",
     "trimestre", "quartal", "date week", "week start")
)  # fmt: skip
_PIVOTED = re.compile(r"(?:sum|suma|soma|somme|summe|somma|count|recuento|promedio|average|media) (?:of|de|von|di) .+")
_ASIDE = N_(
    "The columns {columns} are networks, months or days side by side, which no mapping can describe. Put one of them "
    "in each row: a column with its name, one with the day, one with the number."
)
_NO_DAYS = N_(
    "Each row of this table is about a month or a week (column “{column}”), and these numbers are read by day. Export "
    "it day by day; a number of followers needs the day on which it was read, such as 2026-10-31."
)
_PIVOT = N_(
    "This is a summary made in a spreadsheet (column “{column}”). Put the export it was made from here instead."
)


_BELOW = N_(
    "Lines that hold only the name of a network ({networks}) say what the rows below them are of, which no mapping "
    "can describe. Add a column with the network's name to each row."
)
_NO_SPEND = N_(
    "This table names campaigns, and no column is known to say what each row cost (found: {columns}); a budget or a "
    "running total is not it. Call the column with the amount that was spent “Spend”."
)


_TAXED = N_(
    "This table tells money with and without its tax ({columns}), and nothing says which of them counts. Call the "
    "column that does “Spend” (in costs.csv: amount)."
)
_TAX = frozenset(("iva", "vat", "igv", "tva", "mwst", "ust", "gst", "tax", "taxes", "impuesto", "impuestos", "imposto"))
_WITH_TAX = frozenset(
    ("base", "net", "neto", "netto", "subtotal", "total", "gross", "bruto", "brutto", "importe", "amount", "ht", "ttc")
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
    beside = _days_aside(grid, place)
    if beside:
        return _aside(beside)
    if place is None:
        return None
    header = [str(cell).strip() for cell in grid.cells.iloc[place]]
    below = titles_below(grid)
    if below:
        return Message(_BELOW, {"networks": ", ".join(map(platform_name, below))})
    pivoted = next((cell for cell in header if _PIVOTED.fullmatch(words(cell))), None)
    if pivoted is not None:
        return Message(_PIVOT, {"column": pivoted})
    taxed = taxed_money(header)
    if taxed:
        return Message(_TAXED, {"columns": ", ".join(f"“{cell}”" for cell in taxed[:_SHOWN])})
    aside = [cell for cell in header if is_month(cell)]
    aside = aside if len(aside) >= _SEVERAL else networks_aside(header)
    if aside:
        return _aside(aside)
    daily = {column for cell in header for table, column in meanings(cell) if table == "daily"} & DAILY
    money = money_of_campaigns(header)
    if money:  # ads may well be told by month
        daily = set()
    stretch = None if by_hand or not daily else stretch_of(header, grid.cells.iloc[place + 1 : place + 1 + _SAMPLE])
    if stretch is not None:
        return Message(_NO_DAYS, {"column": stretch})
    campaigns = any(("ads", "campaign_name") in meanings(cell) for cell in header)
    unspent = money and campaigns and not any(("ads", "spend") in meanings(cell) for cell in header)
    return Message(_NO_SPEND, {"columns": ", ".join(f"“{cell}”" for cell in money[:_SHOWN])}) if unspent else None


def taxed_money(header: list[str]) -> list[str]:
    """Return the headers of money with its tax beside it (`Base imponible`, `IVA`, `Total`) where none is spend."""
    told = [(cell, set(words(cell).split())) for cell in header]
    if any(("ads", "spend") in meanings(cell) for cell in header):
        return []
    found = [cell for cell, said in told if said & _TAX or (said & _WITH_TAX and len(said) <= _SEVERAL)]
    return found if len(found) >= _SEVERAL and any(said & _TAX and len(said) <= _SEVERAL for _, said in told) else []


def titles_below(grid: Grid) -> list[str]:
    """Return the networks that rows of one cell name (`META ADS`, `GOOGLE ADS`), where several are named."""
    networks = sorted(titles_between(grid.cells, ads=True))
    return networks if len(networks) >= _SEVERAL else []


def _aside(cells: list[str]) -> Message:
    shown = ", ".join(f"“{cell}”" for cell in cells[:_SHOWN]) + (", …" if len(cells) > _SHOWN else "")
    return Message(_ASIDE, {"columns": shown})


def _days_aside(grid: Grid, place: int | None) -> list[str]:
    """Return months or days that stand side by side above the rows: they are no headers by themselves."""
    top = grid.cells.iloc[: _TOP if place is None else place].to_numpy(dtype=object).tolist()
    rows = ([str(cell).strip() for cell in cells if str(cell).strip()] for cells in top)
    told = next((row for row in rows if len(row) > 1), [])  # what stands below holds the numbers
    found = [cell for cell in told if is_month(cell) or _ONE_DAY.fullmatch(cell)]
    others = [cell for cell in told if cell not in found]
    return found if len(found) >= _SEVERAL and not any(map(is_value, others)) else []


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
