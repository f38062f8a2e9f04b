"""Money that a program counts in millionths, as the interfaces of Google, X, Pinterest, Snapchat and Reddit tell it.

Fivetran, Airbyte and Singer load such columns as they come: `cost_micros`, `spend_in_micro_dollar`, and for Snapchat
and Reddit a bare `spend`. Read as money they are a million times too much, and every total agrees with itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from smmkit.sources.headers import words
from smmkit.sources.kind import Reading
from smmkit.text import N_, Message

_MILLIONTH = re.compile(r".*\bmicros?\b.*")
# What a thousand impressions or one click cost nowhere: in a currency of which a hundred buy more than a meal, in any.
_DEAR, _DEAREST = 20_000, 20_000_000
_HARD = frozenset(
    ("USD", "EUR", "GBP", "CHF", "CAD", "AUD", "NZD", "SGD", "BRL", "MXN", "PEN", "PLN", "SEK", "NOK", "DKK", "ILS")
)
NAMED = N_(
    "Column “{column}” counts money in millionths, as a program gets it from an ad network. Export the report from the "
    "network's own page; or divide the column by 1,000,000 and call it spend."
)


SCALED = N_(
    "Column “{column}” counts money in thousands or in cents, which no mapping can say. Write the whole amounts and "
    "call the column by its name alone."
)
_SCALED = re.compile(
    r"\b(?:thousands?|miles|milhares|k|cents?|centimos|centavos|millions?|millones|milhoes|mill|tsd|mio)\b"
)
_MONEY = frozenset(
    ("cost", "costs", "spend", "spent", "coste", "costo", "custo", "gasto", "gastos", "inversion", "investimento",
     "importe", "monto", "amount", "eur", "usd")
)  # fmt: skip


def scaled_money(header: Iterable[str]) -> str | None:
    """Return the header of a column that counts money in thousands or in cents (`Gasto (miles €)`), or None."""
    plain = ((str(cell).strip(), words(str(cell))) for cell in header)
    return next((cell for cell, said in plain if _SCALED.search(said) and _MONEY & set(said.split())), None)


def in_millionths(header: Iterable[str]) -> str | None:
    """Return the header of a column that counts money in millionths, or None."""
    found = [str(cell).strip() for cell in header if _MILLIONTH.fullmatch(words(str(cell)))]
    return min(found, key=len, default=None)


def ask_millionths(frame: pd.DataFrame, reading: Reading) -> None:
    """Ask where whole amounts are so large that a thousand impressions, or a click, would cost a million."""
    if reading.kind.table != "ads" or "spend" not in frame:
        return
    said = too_dear(frame, reading.header_of("spend"), reading.client.currency)
    if said is not None:
        reading.ask(said)


def too_dear(frame: pd.DataFrame, header: str, currency: str) -> Message | None:
    """Return what is to be said of amounts at which a thousand impressions, or a click, would cost a million."""
    spend = frame["spend"].astype("Float64")
    spent, dear = float(spend.sum()), _DEAR if currency in _HARD else _DEAREST
    if spent < dear or not bool((spend.dropna() % 1 == 0).all()):
        return None
    for column, times, said in _DEARNESS:
        seen = float(frame[column].astype("Float64").sum()) if column in frame else 0.0
        if seen > 0 and spent / seen * times > dear:
            return Message(said, {"cost": round(spent / seen * times), "column": header})
    return None


_DEARNESS = (
    (
        "impressions",
        1000,
        N_(
            "1,000 impressions would have cost {cost:number}: the amounts of “{column}” seem to be in millionths, as "
            "a program gets them from an ad network. Export the report from the network's own page, or divide the "
            "column by 1,000,000."
        ),
    ),
    (
        "clicks_all",
        1,
        N_(
            "A click would have cost {cost:number}: the amounts of “{column}” seem to be in millionths, as a program "
            "gets them from an ad network. Export the report from the network's own page, or divide the column by "
            "1,000,000."
        ),
    ),
)
