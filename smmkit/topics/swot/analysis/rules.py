"""What makes evidence a strength, a weakness, an opportunity or a threat."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd

STRENGTHS, WEAKNESSES, OPPORTUNITIES, THREATS = "strengths", "weaknesses", "opportunities", "threats"
QUADRANTS = (STRENGTHS, WEAKNESSES, OPPORTUNITIES, THREATS)
INTERNAL = (STRENGTHS, WEAKNESSES)
LIMIT = 7
MAJOR = 2.0
SENTIMENT, ALARM, INBOX_ALARM = "sentiment against rivals", "alarm", "alarm in the inbox"
COLUMNS = ["id", "evidence", "quadrant", "kind", "platform", "subject", "called", "distance", "major", "rule"]


@dataclass(frozen=True)
class ItemRule:
    """When evidence becomes a SWOT item.

    Parameters
    ----------
    finding
        What the evidence it speaks of says it found (`about = {"finding": ...}` of its item).
    kind
        What it is about: `rate`, `reputation`, `voice`, `complaints`, `buyers`, `network`, `answers`, `person`,
        `absent` (internal); `topic`, `rival`, `price`, `alarm`, `metric` (external).
    helpful, harmful
        Quadrants of evidence that lies on the good or the bad side of the reference; empty where that
        side is only what is to be expected.
    good
        +1 where more is better, -1 where less is.
    reference
        Value that means neither: 1 for a ratio, 0 for a difference or a growth.
    least
        Smallest distance of the value from the reference worth an item: what is certain may
        still be trifling.
    why
        Catalogue key of the rule in words.
    ceiling
        Largest distance credited: a planning prior is never major, nor decided on the data alone.

    """

    finding: str
    kind: str
    helpful: str
    harmful: str
    good: int
    reference: float
    least: float
    why: str
    ceiling: float = float("inf")


_RIVALS = "against a typical rival"
_LAST_YEAR = "against the same months a year ago"
_FLAT = "against no growth, season taken off"
_OWN_GROWTH = "against the client's own growth"
_WEEKS = "against the weeks before"
_MARKET = "against the client's share of the market"
_BUYERS = "against half of the customers"
_NETWORK = "against three fifths of all interactions"
_WAIT = "against a working day of eight hours"
_PERSON = "against three fifths of all posts"
_ABSENT = "against being there as well"
_RETIRED = "against a year that can be compared"
_QUARTER = "against the three months before"

RULES: tuple[ItemRule, ...] = (
    ItemRule("rate against rivals", "rate", STRENGTHS, WEAKNESSES, 1, 1.0, 0.1, _RIVALS),
    ItemRule("rate against last year", "rate", STRENGTHS, WEAKNESSES, 1, 1.0, 0.1, _LAST_YEAR),
    ItemRule("rating against rivals", "reputation", STRENGTHS, WEAKNESSES, 1, 0.0, 0.1, _RIVALS),
    ItemRule(SENTIMENT, "reputation", STRENGTHS, WEAKNESSES, 1, 0.0, 0.05, _RIVALS),
    ItemRule("voice against market", "voice", STRENGTHS, WEAKNESSES, 1, 0.0, 0.03, _MARKET, 1.2),
    ItemRule(INBOX_ALARM, "complaints", WEAKNESSES, WEAKNESSES, -1, 1.0, 0.5, _WEEKS),
    ItemRule("complaints against before", "complaints", "", WEAKNESSES, -1, 1.0, 0.25, _QUARTER),
    ItemRule(ALARM, "alarm", THREATS, THREATS, -1, 1.0, 0.5, _WEEKS),
    ItemRule("growth of a topic", "topic", OPPORTUNITIES, THREATS, 1, 0.0, 0.1, _FLAT),
    ItemRule(
        "growth against own",
        "rival",
        OPPORTUNITIES,
        THREATS,
        -1,
        0.0,
        0.005,
        _OWN_GROWTH,
    ),
    ItemRule("lapsed buyers", "buyers", "", WEAKNESSES, -1, 0.5, 0.05, _BUYERS),
    ItemRule("network carries", "network", "", WEAKNESSES, -1, 0.6, 0.05, _NETWORK, 1.2),
    ItemRule("wait for an answer", "answers", "", WEAKNESSES, -1, 8.0, 1.0, _WAIT),
    ItemRule("one person makes", "person", "", WEAKNESSES, -1, 0.6, 0.05, _PERSON, 1.2),
    ItemRule("no presence", "absent", "", WEAKNESSES, -1, 0.0, 0.5, _ABSENT, 1.2),
    ItemRule("retired metric", "metric", "", THREATS, -1, 0.0, 0.5, _RETIRED, 1.2),
    ItemRule("ad price against last year", "price", OPPORTUNITIES, THREATS, -1, 1.0, 0.05, _LAST_YEAR),
)


def swot_items(evidence: pd.DataFrame) -> pd.DataFrame:
    """Return the evidence that is a SWOT item, by the rules, at most seven a quadrant.

    Evidence is an item only if it may be stated at all, its interval lies wholly on one side
    of its reference, and the difference is worth an item. What no rule speaks of, and what
    lies across its reference, is no item: it neither helps nor harms as far as can be told.

    Parameters
    ----------
    evidence
        `id`, `finding`, `platform` (empty where it speaks of no network), `value`, `low`, `high`, `stated` (bool: the
        data are enough), `subject` (what its id says), `called` (how a reader calls that).

    Returns
    -------
    DataFrame
        `id` (SW-...), `evidence`, `quadrant`, `kind`, `platform`, `subject`, `called`, `distance`
        (from the reference, in half-widths of the interval; over 1 by construction),
        `major` (it would hold with an interval twice as wide), `rule`; the farthest first.

    """
    rows = []
    hushed = _not_surely_liked(evidence)
    for row in evidence[evidence["stated"].astype(bool)].to_dict("records"):
        for rule in RULES:
            if rule.kind == "voice" and hushed and float(row["value"]) > rule.reference:
                continue
            match = rule.finding == row["finding"]
            ends = (float(row["low"]), float(row["high"]))
            clear = ends[0] > rule.reference or ends[1] < rule.reference
            if match and clear and abs(float(row["value"]) - rule.reference) >= rule.least:
                rows.append(_item({str(name): value for name, value in row.items()}, rule))
    rows = [row for row in rows if row["quadrant"]]
    table = pd.DataFrame(rows, columns=COLUMNS).sort_values("distance", ascending=False, kind="stable")
    kept = table.groupby("quadrant", sort=False).head(LIMIT)
    order = kept["quadrant"].map(QUADRANTS.index)
    return kept.assign(order=order).sort_values("order", kind="stable").drop(columns="order").reset_index(drop=True)


def looked_at(evidence: pd.DataFrame) -> dict[str, int]:
    """Return how many pieces of evidence could have stood in each quadrant, whatever they turned out to say.

    Parameters
    ----------
    evidence
        As in `swot_items`.

    Returns
    -------
    dict
        Quadrant -> pieces of evidence that a rule with that quadrant speaks of.

    """
    asked = [{rule.helpful, rule.harmful} for found in evidence["finding"] for rule in RULES if rule.finding == found]
    return {name: sum(name in sides for sides in asked) for name in QUADRANTS}


def is_prior(finding: object) -> bool:
    """Return whether evidence of this finding is a planning prior, never decided on by the data alone.

    Parameters
    ----------
    finding
        What an item's `about` calls its finding; anything else is none.

    Returns
    -------
    bool
        Whether a rule with a ceiling speaks of it.

    """
    return any(rule.finding == finding and rule.ceiling < float("inf") for rule in RULES)


def _not_surely_liked(evidence: pd.DataFrame) -> bool:
    """Return whether being talked about is no strength: an alarm was on, or the tone does not surely favour us.

    A tone that is unsure leans to one side this month and to the other the next; what is not stated moves no item.
    """
    tone = evidence[evidence["finding"] == SENTIMENT]
    kinder = tone["stated"].astype(bool) & tone["value"].gt(0).fillna(False).astype(bool)
    return bool(evidence["finding"].isin([ALARM, INBOX_ALARM]).any() or (len(tone) and not kinder.any()))


def expert_statements(judgements: pd.DataFrame, ids: Collection[str]) -> pd.DataFrame:
    """Return what judges compare inside a group without any evidence for it: their own items.

    Parameters
    ----------
    judgements
        Canonical table; topics `swot-strengths`, `swot-weaknesses`, ...
    ids
        Ids of the items that rest on evidence.

    Returns
    -------
    DataFrame
        `quadrant`, `statement`, `judges` (roles, joined by commas).

    """
    rows = []
    for quadrant in QUADRANTS:
        own = judgements[judgements["topic"] == f"swot-{quadrant}"]
        named = dict.fromkeys([*own["left"], *own["right"]])
        for statement in (name for name in named if name not in ids):
            judges = own.loc[(own["left"] == statement) | (own["right"] == statement), "judge"]
            rows.append((quadrant, statement, ", ".join(sorted(set(judges)))))
    return pd.DataFrame(rows, columns=["quadrant", "statement", "judges"])


def _item(row: dict[str, object], rule: ItemRule) -> dict[str, object]:
    value, low, high = (float(str(row[name])) for name in ("value", "low", "high"))
    better = (value - rule.reference) * rule.good > 0
    distance = min(_distance(value, low, high, rule.reference), rule.ceiling)
    return {
        "id": "SW" + str(row["id"])[2:],
        "evidence": row["id"],
        "quadrant": rule.helpful if better else rule.harmful,
        "kind": rule.kind,
        "platform": row["platform"],
        "subject": row["subject"],
        "called": row["called"],
        "distance": distance,
        "major": distance >= MAJOR,
        "rule": rule.why,
    }


def _distance(value: float, low: float, high: float, reference: float) -> float:
    """Return how many half-widths of the interval lie between value and reference; ratios on the log scale."""
    if reference == 1.0:
        value, low, high, reference = (float(np.log(number)) for number in (value, low, high, reference))
    half = value - low if value > reference else high - value
    return abs(value - reference) / half if half > 0 else float("inf")
