"""The month a workbook is about."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from smmkit.errors import ConfigError


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
