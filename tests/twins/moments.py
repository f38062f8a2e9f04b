"""Moments and the ids the platforms would give to posts of that moment."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

import xlsxwriter

NOON = datetime(2026, 3, 27, 12, 34, 56, tzinfo=UTC)  # two days before Europe moves its clocks


def moment(n: int) -> datetime:
    """Return the moment of the n-th post: a day and an hour later than the one before."""
    return NOON + timedelta(days=n, hours=n)


def snowflake(at: datetime) -> str:
    """Return the id X would give to a post of that moment."""
    return str((int(at.timestamp() * 1000) - 1288834974657 << 22) + 5)


def tiktok_id(at: datetime) -> str:
    """Return the id TikTok would give to a video of that moment."""
    return str((int(at.timestamp()) << 32) + 5)


def linkedin_id(at: datetime) -> str:
    """Return the number LinkedIn would give to a post of that moment."""
    return str((int(at.timestamp() * 1000) << 22) + 5)


def sheets(tables: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    """Return an .xlsx."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        for name, rows in tables.items():
            sheet = book.add_worksheet(name)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    return stream.getvalue()
