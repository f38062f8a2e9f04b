"""The month a workbook is about."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from smmkit.errors import ConfigError, PeriodError

MONTH = 365.25 / 12
"""Days of a mean month."""

WEEKS_PER_MONTH = MONTH / 7
"""Weeks of a mean month."""

LONGEST_TEST = 8.0
"""Weeks a team waits for the answer of a test at most."""


@dataclass(frozen=True, order=True)
class Period:
    """One calendar month, written `2026-10`.

    Raises
    ------
    ConfigError
        If the text is not a year and a month.

    """

    name: str

    def __post_init__(self) -> None:
        """Refuse what is not a month."""
        if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", self.name):
            raise ConfigError(f"period {self.name!r} is not a month: write year and month, such as 2026-10.")

    @classmethod
    def of(cls, day: date) -> Period:
        """Return the month a day falls in."""
        return cls(f"{day.year:04d}-{day.month:02d}")

    @property
    def start(self) -> date:
        """First day of the month."""
        return date(int(self.name[:4]), int(self.name[5:]), 1)

    @property
    def end(self) -> date:
        """Last day of the month, which belongs to it."""
        return self.start.replace(day=self.days)

    @property
    def days(self) -> int:
        """Number of days."""
        return monthrange(self.start.year, self.start.month)[1]

    def shift(self, months: int) -> Period:
        """Return the month that lies so many months later (or earlier, if negative)."""
        index = self.start.year * 12 + self.start.month - 1 + months
        return Period(f"{index // 12:04d}-{index % 12 + 1:02d}")

    def previous(self) -> Period:
        """Return the month before."""
        return self.shift(-1)

    def next(self) -> Period:
        """Return the month after."""
        return self.shift(1)

    def __str__(self) -> str:
        """Return the written form, `2026-10`."""
        return self.name


def month_span(written: str) -> list[Period]:
    """Return the months of `2026-10`, or all from one to another of `2026-07:2026-10`, in order.

    Raises
    ------
    ConfigError
        If one of them is no month, or the first lies after the last.

    """
    first, colon, last = written.partition(":")
    months = [Period(first)]
    end = Period(last) if colon else months[0]
    if end < months[0]:
        raise ConfigError(f"period {written!r} ends before it begins: write the earlier month first.")
    while months[-1] < end:
        months.append(months[-1].next())
    return months


def check_covered(client: str, period: str, months: Sequence[str]) -> None:
    """Refuse a month of which the exports hold nothing.

    Parameters
    ----------
    client
        The client's short name.
    period
        The month asked for.
    months
        The months the exports have rows of, in order; empty where no row has a date, so that any month will do.

    Raises
    ------
    PeriodError
        Says which months there are.

    """
    if months and period not in months:
        first, last = months[0], months[-1]
        raise PeriodError(
            f"{client}: the exports hold nothing of {period} (they reach from {first} to {last}). "
            "Choose a month with --period."
        )


def iso_week(day: date) -> str:
    """Return the ISO week of a day as files and posts name it, such as `2026-w45`."""
    year, number, _ = day.isocalendar()
    return f"{year}-w{number:02d}"


def days_of_week(name: str) -> tuple[date, date] | None:
    """Return Monday and Sunday of a week that `iso_week` named; None where it is no such name."""
    found = re.fullmatch(r"(\d{4})-w(\d\d)", name)
    try:
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1) if found else None
    except ValueError:  # no year has a week 60
        return None
    return None if monday is None else (monday, monday + timedelta(days=6))
