"""Plain numbers: as they are stored, and as they are shown."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

from smmkit.text.message import Message

# As `Text.quantity` writes each unit.
_DECIMALS = {"rate": 3, "points": 3, "money": 2, "hours": 1, "score": 2, "ratio": 2, "index": 1}


def plain(value: Any) -> Any:
    """Return a value as plain text or number: NumPy scalars unpacked, missing as None, days as ISO text."""
    if value is None or type(value).__name__ in {"NAType", "NaTType"}:
        return None
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, bool | int | str):
        return str(value) if isinstance(value, str) else value
    if hasattr(value, "item"):
        return plain(value.item())
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return str(value)


def plain_message(message: Message) -> Message:
    """Return a message whose values are plain."""
    return Message(message.key, {name: plain(value) for name, value in message.values.items()})


def settled(value: float, digits: int = 10) -> float:
    """Round to significant digits, which every computer agrees on."""
    return 0.0 if value == 0 else round(value, digits - 1 - math.floor(math.log10(abs(value))))


def shown(value: float | None, unit: str | None) -> float | None:
    """Round a number as it is shown: by its unit, but never to fewer than two significant digits.

    Noise below that precision moves no decision. A number is first rounded to nine significant
    digits, so that two computers agree on which side of a half it lies.
    """
    if value is None:
        return None
    near = settled(value, 9)
    if near == 0:
        return 0.0
    digits = max(_DECIMALS.get(unit or "", 0), 1 - math.floor(math.log10(abs(near))))
    return round(near, digits) + 0.0
