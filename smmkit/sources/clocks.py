"""Times of day as people and tools write them (`6:00 p. m.`, `18h05`, `at 6pm`, `GMT`) -> `18:05:00`, or ISO in UTC."""

from __future__ import annotations

import re

import pandas as pd

from smmkit.sources.grid import TEXT
from smmkit.sources.times import MONTH_OF

_CLOCK = re.compile(
    r"(?P<day>.*\d)(?:,?\s+(?:at|a las?|às|as|à|um|alle(?: ore)?|[-–|·@])\s+|[,\s]\s*)"
    r"(?P<hour>\d{1,2})(?:(?P<mark>[:.h])(?P<minute>\d\d)(?::(?P<second>\d\d))?|(?P<bare>h))?"
    r"(?:\s?(?P<half>[ap])\.?\s?m\.?)?\s?(?:h|hs|hrs?|uhr|horas?)?\.?",
    re.IGNORECASE,
)
_WORLD = re.compile(
    r"(?:[A-Za-z]{3},? )?"
    r"(?:(?P<d>\d{1,2}) (?P<m>[A-Za-z]{3}) (?P<y>20\d\d) (?P<t>\d\d:\d\d:\d\d) (?P<z>GMT|UTC|[+-]\d{4})"
    r"|(?P<m2>[A-Za-z]{3}) (?P<d2>\d{1,2}) (?P<t2>\d\d:\d\d:\d\d) (?P<z2>[+-]\d{4}) (?P<y2>20\d\d))"
)
_NOON = 12


def plain_clocks(text: pd.Series) -> pd.Series:
    """Write the time of day at the end of each cell as `HH:MM:SS`, mail's and Twitter's moments as ISO.

    Cells without such a time stay as they are; nothing is taken for a time that names neither its minutes nor its half
    of the day nor an `h`.
    """
    changed = {cell: _plain(cell) for cell in text.drop_duplicates()}
    return text.map(changed).astype(TEXT)


def _plain(cell: str) -> str:
    if found := _WORLD.fullmatch(cell):
        return _iso(found) or cell
    found = _CLOCK.fullmatch(cell.replace("\u202f", " ").replace("\xa0", " "))
    if found is None or not (found["minute"] or found["half"] or found["bare"]):
        return cell
    hour, half = int(found["hour"]), (found["half"] or "").casefold()
    if half:
        if not 1 <= hour <= _NOON:
            return cell
        hour = hour % _NOON + _NOON * (half == "p")
    return f"{found['day']} {hour:02d}:{found['minute'] or '00'}:{found['second'] or '00'}"


def _iso(found: re.Match[str]) -> str | None:
    day, name, year, clock, zone = (found[key] or found[key + "2"] for key in "dmytz")
    month = MONTH_OF.get(name.casefold())
    if month is None:
        return None
    offset = "Z" if zone in {"GMT", "UTC"} else f"{zone[:3]}:{zone[3:]}"
    return f"{year}-{month:02d}-{int(day):02d}T{clock}{offset}"
