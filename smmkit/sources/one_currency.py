"""In which currency a table of ads is: by its header, a column, or what stands beside the amounts (`US$8.90`)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import pandas as pd

from smmkit.sources.kind import Reading
from smmkit.text import N_, Message

_BEFORE = r"^[\s(+-]*([^\d\s(+.,-][^\d\s.,-]{0,3})\s*-?[\d.,]"
_BEHIND = r"\d[.,]?\s*([^\d\s).,%-][^\d\s).,%-]{0,3})[\s)]*$"
# A dollar or a yen alone is that of several countries.
_SIGNS = {
    "US$": "USD", "R$": "BRL", "S/": "PEN", "€": "EUR", "£": "GBP", "₹": "INR", "₴": "UAH", "₡": "CRC", "₲": "PYG",
    "₩": "KRW", "A$": "AUD", "AU$": "AUD", "CA$": "CAD", "C$": "CAD", "MX$": "MXN", "NZ$": "NZD", "HK$": "HKD",
    "NT$": "TWD", "Û": "EUR", "AR$": "ARS", "CLP$": "CLP", "COL$": "COP",
}  # fmt: skip
_AT_END = re.compile(r"[\s(\[,/_-]+([A-Z]{3}|[A-Z]{1,3}\$|[$€£¥₹₡₲]|S/)[)\].\s]*$")
_WORDS_TOO = frozenset(("ALL", "TOP", "TRY"))  # codes that are English words
_SAMPLE = 20_000
_SEVERAL = N_("The rows are in several currencies ({currencies}), so they do not add up. Export one at a time.")


def one_currency(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Take the currency from the header of the spend, its column or the amounts, and hold it against the brief's."""
    written = reading.match.captured.get("spend")
    if "_currency" in frame and (several := sorted(frame["_currency"].dropna().unique()))[1:]:
        reading.ask(Message(_SEVERAL, {"currencies": ", ".join(several)}))
    if written is None and "_currency" in frame and frame["_currency"].notna().any():
        written = str(frame["_currency"].dropna().iloc[0])
    if written is None and (found := _beside_amounts(reading)):
        written = found[0]
        if found[1:]:
            reading.ask(Message(_SEVERAL, {"currencies": ", ".join(found)}))
    if written is None:
        written = reading.client.currency
        reading.warn(
            Message(N_("The file names no currency; {currency} of client.toml was assumed."), {"currency": written})
        )
    elif written != reading.client.currency:
        reading.warn(
            Message(
                N_(
                    "The amounts are in {found}, but client.toml says {currency}: they are kept and counted nowhere, "
                    "because money of two currencies does not add up."
                ),
                {"found": written, "currency": reading.client.currency},
            )
        )
    return frame.assign(currency=written)


def written_currencies(cells: Iterable[pd.Series], own: str) -> list[str]:
    """Return the currencies that stand beside the amounts of some columns of text.

    Parameters
    ----------
    cells
        Columns of amounts.
    own
        The brief's currency: a lone `$` is its dollar or peso, and a US dollar where it has none.

    Returns
    -------
    list of str
        Codes such as `EUR`, each once; empty where the cells hold bare numbers.

    """
    marks = set[str]()
    for column in cells:
        text = column.iloc[:_SAMPLE].astype("str")
        for shape in (_BEFORE, _BEHIND):
            marks |= set(text.str.extract(shape)[0].dropna().unique())
    return sorted({code for mark in marks if (code := _code(mark.upper(), own))})


def without_currency(header: str) -> str:
    """Return a header without the currency at its end: `Gasto MXN`, `Spend (US$)`."""
    found = _AT_END.search(header)
    return header[: found.start()] if found and _code(found[1].upper(), "") else header


def currency_of_header(header: str, own: str) -> str | None:
    """Return the currency a header names at its end; a lone `$` is that of the brief, or a US dollar."""
    found = _AT_END.search(header)
    return _code(found[1].upper(), own) if found else None


def _beside_amounts(reading: Reading) -> list[str]:
    place = reading.match.columns.get("spend")
    return [] if place is None else written_currencies([reading.section.body[place]], reading.client.currency)


def _code(mark: str, own: str) -> str | None:
    if mark == "$":
        return own if "$" in _symbol(own) else "USD"
    if mark in _SIGNS:
        return _SIGNS[mark]
    return mark if re.fullmatch("[A-Z]{3}", mark) and mark in _codes() - _WORDS_TOO else None


@lru_cache(maxsize=1)
def _codes() -> frozenset[str]:
    from babel.numbers import list_currencies

    return frozenset(list_currencies("en"))


def _symbol(currency: str) -> str:
    from babel.numbers import get_currency_symbol

    if not currency:
        return ""
    return str(get_currency_symbol(currency, "en")) + ("$" if currency in _PESOS else "")


_PESOS = frozenset(("ARS", "BOB", "CLP", "COP", "DOP", "MXN", "UYU", "CUP", "SVC", "NIO"))
