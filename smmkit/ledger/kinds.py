"""What an item of the ledger can be: each kind a record, so that nothing about it is written twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Kind(StrEnum):
    """What an item is; the first two letters of its id."""

    EV = "EV"
    SW = "SW"
    ST = "ST"
    OB = "OB"
    SG = "SG"
    CH = "CH"
    BL = "BL"
    CA = "CA"
    PO = "PO"
    RS = "RS"
    DE = "DE"


@dataclass(frozen=True)
class KindFacts:
    """What is known of a kind.

    Parameters
    ----------
    name
        What one such item is called in an error sentence.
    rests_on
        The kinds it may rest on: the chain runs from evidence to the calendar, never back.
    example
        The rest of an id of this kind.
    array
        The array of tables in `plan.toml` that holds approved ones; empty for what is found, not decided.
    signed
        Whether the client signs it.

    """

    name: str
    rests_on: frozenset[Kind]
    example: str
    array: str = ""
    signed: bool = False


def _of(*names: str) -> frozenset[Kind]:
    return frozenset(Kind(name) for name in names)


# In the order of the argument, which is also that of plan.toml and of what is signed.
KINDS: Mapping[Kind, KindFacts] = MappingProxyType(
    {
        Kind.EV: KindFacts("evidence", _of("EV"), "instagram-reel-err"),
        Kind.SW: KindFacts("a SWOT item", _of("EV", "RS"), "strength-reels"),
        Kind.OB: KindFacts(
            "an objective", _of("EV", "SW", "ST", "OB", "RS"), "engagement-rate", "objectives", signed=True
        ),
        Kind.ST: KindFacts("a strategy", _of("EV", "SW", "SG", "RS"), "more-reels", "strategies", signed=True),
        Kind.SG: KindFacts("a segment", _of("EV", "ST", "OB"), "families", "segments", signed=True),
        Kind.CH: KindFacts(
            "a channel", _of("EV", "SW", "ST", "OB", "SG", "CH", "RS"), "tiktok", "channels", signed=True
        ),
        Kind.BL: KindFacts(
            "a budget line",
            _of("EV", "ST", "OB", "SG", "CH", "BL", "RS"),
            "meta-ads",
            "budget_lines",
            signed=True,
        ),
        Kind.CA: KindFacts(
            "a campaign", _of("EV", "ST", "OB", "SG", "CH", "BL", "RS"), "autumn-sale", "campaigns", signed=True
        ),
        Kind.PO: KindFacts(
            "a calendar post",
            _of("EV", "ST", "OB", "SG", "CH", "BL", "CA", "RS"),
            "instagram-reel-recipe",
            "posts",
        ),
        Kind.RS: KindFacts("a result", _of("EV", "ST", "OB", "SG", "CH", "BL", "CA", "PO"), "autumn-sale"),
        Kind.DE: KindFacts("a decision", frozenset(Kind), "answer-within-an-hour", "decisions"),
    }
)
ARRAYS: Mapping[Kind, str] = MappingProxyType({kind: facts.array for kind, facts in KINDS.items() if facts.array})
"""The array of tables of `plan.toml` that holds each kind."""
