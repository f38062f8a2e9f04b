"""Sentences and figures as the client's country writes them."""

from __future__ import annotations

import math
import re
import string
from collections.abc import Mapping
from datetime import date, datetime
from numbers import Real
from typing import Any

from babel.dates import format_date, format_datetime, get_day_names
from babel.numbers import format_currency, format_decimal, format_percent, get_currency_precision

from smmkit.text.catalogue import translations
from smmkit.text.locales import locale_of
from smmkit.text.message import N_, Message
from smmkit.text.quotes import nested

MISSING = "–"
_WHOLE = 10  # from here on nobody says tenths
_POINT = re.compile(r"(?<=\d)\.(?=\d)")
_NAME = re.compile(r"[a-z0-9]+(_[a-z0-9]+)+")
_FROM_TO = N_("{low} to {high}")


class Text:
    """Says things in one language and one country's formats.

    Parameters
    ----------
    lang
        `en` or `es`.
    country
        Two-letter country code; decides formats and regional words.
    currency
        Three-letter code for `money`.

    Examples
    --------
    >>> Text("en", country="US")("Reels earn {rate:percent1} per person reached", rate=0.031)
    'Reels earn 3.1% per person reached'

    """

    def __init__(self, lang: str, *, country: str = "US", currency: str = "USD") -> None:
        self.lang = lang
        self.country = country
        self.currency = currency
        self.locale = locale_of(lang, country)
        self._catalogue = translations(lang, country)
        self._formatter = _Formatter(self)

    def __call__(self, message: Message | str, /, **values: Any) -> str:
        """Return a message in the language, its values formatted as its placeholders ask."""
        key, filled = (message.key, message.values) if isinstance(message, Message) else (message, values)
        return nested(self._formatter.vformat(self._catalogue.get(key, key), (), filled))

    def word(self, key: Any) -> str:
        """Return a single word or heading in the language."""
        return MISSING if _is_missing(key) else self._catalogue.get(str(key)) or _spaced(str(key))

    def noun(self, key: Any) -> str:
        """Return a heading as it stands inside a sentence: without its capital, unless it is an abbreviation."""
        word = self.word(key)
        return word if word[1:2].isupper() else word[:1].lower() + word[1:]

    def sentence(self, message: Any) -> str:
        """Return another message as part of a sentence."""
        return MISSING if _is_missing(message) else self(message)

    def number(self, value: Any, digits: int = 0) -> str:
        """Return a number with a fixed count of decimals."""
        if _is_missing(value):
            return MISSING
        return str(format_decimal(_rounded(value, digits), format=_pattern(digits), locale=self.locale))

    def typed(self, written: str) -> str:
        """Return words of a reference table, typed with decimal points (`1.91:1`), as the reader writes numbers."""
        return _POINT.sub(self.locale.number_symbols["latn"]["decimal"], written)

    def about(self, value: Any) -> str:
        """Return a number as people say it in a sentence: `1`, `1.5`, `12`; tenths only below ten."""
        if _is_missing(value):
            return MISSING
        rounded = _rounded(value, 1)
        return self.number(value, 0 if abs(rounded) >= _WHOLE or rounded == int(rounded) else 1)

    def percent(self, value: Any, digits: int = 0) -> str:
        """Return a fraction 0-1 as a percentage."""
        if _is_missing(value):
            return MISSING
        pattern = self.locale.percent_formats[None].pattern.replace("#,##0", _pattern(digits))
        return str(format_percent(_rounded(value, digits + 2), format=pattern, locale=self.locale))

    def signed(self, value: Any, spec: str) -> str:
        """Return a change in the format asked for, with its sign; one minus sign is used everywhere, a hyphen."""
        shown = self.formatted(value, spec)
        zero = self.formatted(0.0, spec)
        return f"+{shown}" if not _is_missing(value) and float(value) > 0 and shown != zero else shown

    def points(self, value: Any, digits: int = 1) -> str:
        """Return a difference of fractions in percentage points, with its sign."""
        if _is_missing(value):
            return MISSING
        sign = "+" if value and value > 0 else ""
        return f"{sign}{self.number(100 * float(value or 0), digits)} {self.word('pp')}"

    def money(self, value: Any, digits: int | None = None, currency: str | None = None) -> str:
        """Return an amount of money, with the decimals its currency has unless told otherwise."""
        if _is_missing(value):
            return MISSING
        code = currency or self.currency
        digits = get_currency_precision(code) if digits is None else digits
        pattern = self.locale.currency_formats["standard"].pattern.replace("#,##0.00", _pattern(digits))
        amount = _rounded(value, digits)
        written = str(format_currency(amount, code, format=pattern, locale=self.locale, currency_digits=False))
        return _LETTER_BEFORE_DIGIT.sub("\u00a0", written)

    def amount(self, value: Any) -> str:
        """Return an amount of money as people write it: cents only where it has some."""
        return self.money(value, 0 if _has_no_cents(value) else None)

    def date(self, day: Any) -> str:
        """Return a day, such as `3 Oct 2026`."""
        return MISSING if _is_missing(day) else str(format_date(_day(day), format="medium", locale=self.locale))

    def month(self, period: object) -> str:
        """Return a month in words, such as `October 2026`."""
        if _is_missing(period):
            return MISSING
        pattern = "MMMM 'de' y" if self.lang == "es" else "MMMM y"
        return str(format_datetime(datetime.fromisoformat(f"{str(period)[:7]}-01"), pattern, locale=self.locale))

    def short_month(self, period: object) -> str:
        """Return a month as it stands below an axis, such as `Oct 2026`: a whole one collides with its neighbours."""
        if _is_missing(period):
            return MISSING
        day = datetime.fromisoformat(f"{str(period)[:7]}-01")
        return str(format_datetime(day, "MMM y", locale=self.locale))

    def weekday(self, index: Any) -> str:
        """Return the name of a weekday; 0 is Monday."""
        return MISSING if _is_missing(index) else str(get_day_names("wide", locale=self.locale)[int(index or 0)])

    def hour(self, hour: Any) -> str:
        """Return an hour of the day, such as `19:00`."""
        return MISSING if _is_missing(hour) else f"{int(hour or 0):02d}:00"

    def interval(self, low: Any, high: Any, spec: str = "number") -> str:
        """Return an interval, both ends in the same format; a dash where they read the same, for that is none."""
        if _is_missing(low) or _is_missing(high):
            return MISSING
        return self._between(self.formatted(low, spec), self.formatted(high, spec))

    def _between(self, low: str, high: str) -> str:
        return MISSING if low == high else self(_FROM_TO, low=low, high=high)

    def quantity(self, value: Any, unit: str | None, more: int = 0) -> str:
        """Return a number in the unit of a ledger item (`rate`, `money`, `hours`...), with so many digits more."""
        if _is_missing(value):
            return MISSING
        if unit == "hours":
            return f"{self.number(value, 1 + more)} h"
        if unit == "money":
            return self.money(value, get_currency_precision(self.currency) + more - 1) if more else self.amount(value)
        spec = _UNIT_FORMATS.get(unit or "", "number2")
        kind, digits = (spec[:-1], int(spec[-1])) if spec[-1].isdigit() else (spec, 0)
        return self.formatted(value, f"{kind}{digits + more}" if more else spec)

    def range(self, low: Any, high: Any, unit: str | None, more: int = 0) -> str:
        """Return an interval in the unit of a ledger item; a dash where both ends read the same."""
        if _is_missing(low) or _is_missing(high):
            return MISSING
        if unit == "money" and not more:
            return self.interval(low, high, "money0" if _has_no_cents(low) and _has_no_cents(high) else "money")
        return self._between(self.quantity(low, unit, more), self.quantity(high, unit, more))

    def formatted(self, value: Any, spec: str) -> str:
        """Return a value as a placeholder's format asks; an unknown format is a programming error."""
        if spec.startswith(_PLURAL):
            one, many = spec.removeprefix(_PLURAL).split("|")
            return one if isinstance(value, Real) and self.about(value) == self.about(1) else many
        kind, digits = (spec[:-1], int(spec[-1])) if spec[-1:].isdigit() else (spec, None)
        if kind == "":
            return MISSING if _is_missing(value) else str(value)
        if kind not in _SPECS:
            raise ValueError(f"unknown format {spec!r}")
        method = getattr(self, kind)
        return str(method(value) if digits is None else method(value, digits))


# A currency told by its letters stands apart from the amount (CLDR's currencySpacing, which Babel does not apply).
_LETTER_BEFORE_DIGIT = re.compile(r"(?<=[^\W\d_])(?=\d)")
# `{n:number} {n:plural|post|posts}`: words that go by a count, which both languages tell as one or many.
_PLURAL = "plural|"
_UNIT_FORMATS = {
    "rate": "percent1",
    "points": "points1",
    "count": "number",
    "people": "number",
    "index": "number1",
}
NESTED = "inner"
"""The value that is itself the key of a message, filled in from the same values: `{inner:sentence}`."""
_SPECS = {
    "number", "about", "percent", "points", "money", "date", "month", "weekday", "hour", "word", "noun", "sentence",
}  # fmt: skip


class _Formatter(string.Formatter):
    """`str.format` whose format names are the methods of `Text`; no attribute or index look-up."""

    def __init__(self, text: Text) -> None:
        self._text = text

    def get_field(self, field_name: str, args: Any, kwargs: Mapping[str, Any]) -> tuple[Any, str]:
        value = kwargs[field_name]
        if field_name == NESTED:
            value = Message(str(value), {name: one for name, one in kwargs.items() if name != NESTED})
        return value, field_name

    def format_field(self, value: Any, format_spec: str) -> str:
        return self._text.formatted(value, "money0" if format_spec == "money" and _is_whole(value) else format_spec)


def _spaced(key: str) -> str:
    """Return the name of a table or column as words: `rival_moves` reads rival moves."""
    return key.replace("_", " ") if _NAME.fullmatch(key) else key


def _is_missing(value: object) -> bool:
    if value is None or type(value).__name__ in {"NAType", "NaTType"}:
        return True
    return isinstance(value, float) and not math.isfinite(value)


def _is_whole(amount: Any) -> bool:
    """Say whether an amount has no cents: inside a sentence nobody says them."""
    return not _is_missing(amount) and float(amount) == round(float(amount))


def _has_no_cents(amount: Any) -> bool:
    """Say whether an amount reads the same without its cents."""
    return not _is_missing(amount) and _is_whole(round(float(amount), 2))


def _rounded(value: Any, digits: int) -> float:
    """Round, and turn a negative zero into zero: `-0 %` is no number anybody says."""
    return round(float(value or 0.0), digits) + 0.0


def _pattern(digits: int) -> str:
    return "#,##0" + ("." + "0" * digits if digits else "")


def _day(day: Any) -> date:
    if isinstance(day, datetime):
        return day.date()
    return day if isinstance(day, date) else date.fromisoformat(str(day)[:10])
