"""Notebook 09's tables of what moved the money, and of three books of the same results."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from smmkit.measures.scopes import Window
from smmkit.present.facts import scoped, stated, text_table
from smmkit.text import N_, Text
from smmkit.topics.results.analysis import BOOKS, Variance
from smmkit.topics.results.proposals.books import MATTERS

_HEADS = {
    "last": N_("Last click gets all"),
    "linear": N_("Every touch gets the same"),
    "position": N_("First and last get most"),
}


def variance_table(found: Mapping[str, Variance | None], text: Text, *, before: Window, now: Window) -> pd.DataFrame:
    """Return money of last month and of this one, and what lies between: how much, of what, at which price."""
    rows = []
    for matter, one in found.items():
        if one is None:
            continue
        parts = [("volume_part", one.volume), ("mix_part", one.mix), ("price_part", one.price)]
        rows.append(
            (text.word(MATTERS[matter]), stated(text.money(one.before, 0), matter, "told-both", before),
             *(stated(text.signed(value, "money0"), name, matter, now) for name, value in parts),
             stated(text.money(one.now, 0), matter, "told-both", now))
        )  # fmt: skip
    heads = (N_("What"), N_("Month before"), N_("From how much"), N_("From where"), N_("From the price of each"),
             N_("This month"))  # fmt: skip
    return text_table(rows, heads, text, window=now)


def books_table(books: pd.DataFrame, text: Text, *, window: Window | None = None) -> pd.DataFrame:
    """Return what each channel is credited with in each book: key events and, where it is told, revenue."""
    money = bool(len(books)) and float(books["last_money"].sum()) > 0
    rows = [
        (text.word(str(row["channel"])),
         *(stated(_credit(row, book, text, money=money), "credited", scoped(row["channel"], book), window)
           for book in BOOKS))
        for row in books.to_dict("records")
    ]  # fmt: skip
    return text_table(rows, (N_("Channel"), *(_HEADS[book] for book in BOOKS)), text, window=window)


def _credit(row: Mapping[Any, Any], book: str, text: Text, *, money: bool) -> str:
    events = text.number(row[book])
    return f"{events} ({text.money(row[f'{book}_money'], 0)})" if money else events
