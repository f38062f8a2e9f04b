"""Whether an unknown table is about other companies than the client: rivals side by side, as tools compare them."""

from __future__ import annotations

import pandas as pd

from smmkit.client import Client
from smmkit.schema import TABLES
from smmkit.sources.handwords import called
from smmkit.sources.headers import words
from smmkit.sources.own_accounts import is_own
from smmkit.text import N_, Message

# Who a row is about; a “profile” or an “account” is as a rule the client's own.
_COMPANY = frozenset(
    (*map(words, called("competitors", "competitor")), "competitor", "competitors", "company", "companies", "compania",
     "brand name", "company name", "nombre de la empresa", "nome da empresa", "rivales", "competidores", "concorrentes")
) - {"cuenta"}  # fmt: skip
_OTHERS = N_(
    "Column “{column}” names others than the client, so these are not the client's own numbers, or not alone. Leave "
    "the client's rows in this file; what rivals have and do goes into competitors.csv."
)


def of_rivals(header: list[str], body: pd.DataFrame, client: Client) -> int | None:
    """Return the place of the column that names other companies than the client; None where no column does."""
    for place in (place for place, cell in enumerate(header) if words(cell) in _COMPANY):
        names = {str(name).strip() for name in body.iloc[:, place]} - {""}
        if any(not is_own(name, client) for name in names if not name.isdigit()):
            return place
    return None


def as_rivals(
    table: str, columns: dict[str, int], header: list[str], body: pd.DataFrame, client: Client
) -> tuple[str, dict[str, int]]:
    """Return the table of rivals where days are told of other companies, no columns where posts are; else what came.

    Parameters
    ----------
    table, columns
        Canonical table, and canonical column -> position, as the headers alone say.
    header, body
        The table.
    client
        Its name, slug, accounts' handles tell its own rows.

    """
    place = of_rivals(header, body, client) if table in {"daily", "posts"} else None
    if place is None or place in columns.values():
        return table, columns
    if table == "posts" or "followers_total" not in columns:
        return table, {}
    known = {name: at for name, at in columns.items() if TABLES["competitors"].column(name) is not None}
    return "competitors", {"competitor": place, **known}


def said_of_rivals(header: list[str], body: pd.DataFrame, client: Client) -> Message | None:
    """Return why nothing is proposed for a table that names other companies; None where it names none."""
    place = of_rivals(header, body, client)
    return None if place is None else Message(_OTHERS, {"column": header[place]})
