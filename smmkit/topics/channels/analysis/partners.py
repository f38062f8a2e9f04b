"""With whom to ally: how many of a partner's people are ours too, against what it asks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

LITTLE, SOME, MUCH = 1, 2, 3
MOST = 3
# Beginnings of words by which it is known what a partner asks; a rough reading, and said to be one.
_MONEY = ("cuota", "pag", "patrocin", "euro", "peso", "dollar", "fee", "paid", "pay", "sponsor", "money", "dinero")
_EXCLUSIVE = ("exclusiv",)
_WORK = (
    *("taller", "dia", "equipo", "jornada", "hora", "evento", "charla", "curso", "visita", "personal"),
    *("workshop", "day", "team", "hour", "event", "talk", "course", "visit", "staff", "class"),
)
_NAMED = ("mencion", "mention", "etiquet", "tag", "link", "enlace", "logo")
_CLOSED = frozenset({"rejected", "active", "closed", "rechazado", "activo"})


@dataclass(frozen=True)
class Partner:
    """Somebody to ally with.

    Parameters
    ----------
    name, kind, gives, asks, risk, owner, status
        As the team wrote them; empty where nothing is written.
    low, high
        People of its audience who are probably ours too.
    effort
        1 (little), 2 (some) or 3 (much), read from what it asks.
    exclusive
        Whether it asks for exclusivity.

    """

    name: str
    kind: str
    gives: str
    asks: str
    risk: str
    owner: str
    status: str
    low: float
    high: float
    effort: int
    exclusive: bool

    @property
    def open(self) -> bool:
        """Whether somebody may still be asked: neither decided on nor bought with exclusivity."""
        return self.status.casefold() not in _CLOSED and not self.exclusive

    @property
    def worth(self) -> float:
        """People in common at least, for each unit of effort."""
        return self.low / self.effort


def partners(listed: pd.DataFrame) -> tuple[Partner, ...]:
    """Return the partners, those worth most for what they ask first.

    Parameters
    ----------
    listed
        Hand-kept: `partner`, `kind`, `audience`, `overlap_guess_low`, `overlap_guess_high`, `gives`, `asks`, `risk`,
        `owner`, `status`. Without audience or overlap the people in common are unknown and count as none.

    Returns
    -------
    tuple of Partner
        Open ones first.

    """
    found = [_partner(row) for row in listed.to_dict("records")]
    return tuple(sorted(found, key=lambda one: (not one.open, -one.worth, one.name)))


def to_approach(found: tuple[Partner, ...]) -> tuple[Partner, ...]:
    """Return the three to approach first: open, and with people in common.

    Parameters
    ----------
    found
        From `partners`, in their order.

    Returns
    -------
    tuple of Partner
        `MOST` at most.

    """
    return tuple(one for one in found if one.open and one.low > 0)[:MOST]


def _partner(row: Mapping[Any, Any]) -> Partner:
    told = {name: _word(row[name]) for name in ("kind", "gives", "asks", "risk", "owner", "status")}
    audience = _number(row["audience"])
    ends = sorted((_number(row["overlap_guess_low"]), _number(row["overlap_guess_high"])))
    asked = _words(f"{told['asks']} {told['risk']}")
    exclusive = any(word.startswith(_EXCLUSIVE) for word in asked)
    paid = exclusive or any(word.startswith(_MONEY) for word in asked)
    works = any(word.startswith(_WORK) for word in asked) and not any(word.startswith(_NAMED) for word in asked)
    effort = MUCH if paid else SOME if works else LITTLE
    return Partner(str(row["partner"]), **told, low=audience * ends[0], high=audience * ends[1], effort=effort,
                   exclusive=exclusive)  # fmt: skip


def _word(value: object) -> str:
    return "" if value is None or value != value or str(value) == "<NA>" else str(value).strip()


def _number(value: object) -> float:
    written = _word(value)
    return float(written) if written else 0.0


def _words(written: str) -> list[str]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", written.casefold()) if not unicodedata.combining(c))
    return re.findall(r"[a-z]+", plain)
