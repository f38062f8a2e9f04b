"""What a run found and proposes: one frozen record per fact, judgement or proposal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Self

from smmkit.errors import DataError
from smmkit.files import digest
from smmkit.ledger.kinds import Kind
from smmkit.ledger.numbers import plain, plain_message
from smmkit.ledger.verdict import Check, Experiment, Judgement, Verdict
from smmkit.metrics import METRICS
from smmkit.text.message import Message, Scalar

# What a comparison of two values is said in: how many times, by which share, by how many points.
COMPARED = ("ratio", "rate", "points")
UNITS = ("rate", "count", "money", "hours", "score", "people", "points", "ratio", "index")
ID_PATTERN = r"[A-Z]{2}(-[a-z0-9]+)+"
PERIOD_PATTERN = r"\d{4}-(0[1-9]|1[0-2])"
WINDOW_PATTERN = r"\d{4}-\d{2}(-\d{2})?(:\d{4}-\d{2}(-\d{2})?)?"


@dataclass(frozen=True)
class Source:
    """Where a fact was read: an export file and its rows, such as `2-31`."""

    file: str
    rows: str = ""


@dataclass(frozen=True, kw_only=True)
class Item:
    """One fact, judgement or proposal, with what it rests on.

    Parameters
    ----------
    id
        What the item is about, made by `item_id`; the same fact has the same id next month.
    kind
        Its first two letters.
    title
        What it says, in any language.
    because
        Ids it rests on, in this ledger or in `plan.toml`. Only evidence, and a judgement
        somebody answers for, may rest on nothing.
    value, low, high
        The number and its interval; rates as fractions, money in the client's currency.
    p_value
        Chance of such a difference without any, corrected within its family of questions.
    unit
        One of `UNITS`.
    n
        Rows, posts or people the number was measured on.
    period
        Month, such as `2026-10`; empty until the workbook that records the item stamps its own.
    verdict
        How far the data carry it. For evidence, DECIDE means they are enough to state it.
    metric, definition
        Key of the KPI and version of its definition.
    owner
        Role that answers for it.
    status
        `proposed`, until somebody approves it in `plan.toml`.
    source
        Files and rows it was read from.
    about
        What it is about, as data: `line`, `platform`, `format`, `topic`, `competitor`, `choice`... An id is made
        from such words and is never taken apart again.
    topics
        Matters it speaks of, such as `complaints` or `price`, for departments that asked to be told.
    scope, window
        What the number covers (networks, formats, channels) and from when to when (`2026-10`, or
        `2025-11:2026-10`); one (metric, scope, window) has one value.
    importance
        How much it matters in a summary; 0 is nothing, and only the order counts.
    checks, experiment, collect
        Why it has its verdict, and what would carry it further.

    Raises
    ------
    DataError
        If the record contradicts itself: the sentence says how.

    """

    id: str
    kind: Kind
    title: Message
    because: tuple[str, ...] = ()
    value: float | None = None
    low: float | None = None
    high: float | None = None
    p_value: float | None = None
    unit: str | None = None
    n: int | None = None
    period: str = ""
    verdict: Verdict
    metric: str | None = None
    definition: str | None = None
    owner: str | None = None
    status: str = "proposed"
    source: tuple[Source, ...] = ()
    about: Mapping[str, Scalar] = field(default_factory=dict)
    topics: tuple[str, ...] = ()
    scope: str | None = None
    window: str | None = None
    importance: float | None = None
    checks: tuple[Check, ...] = ()
    experiment: Experiment | None = None
    collect: Message | None = None

    def __post_init__(self) -> None:
        """Take plain values only, and refuse a record that contradicts itself."""
        for name in ("value", "low", "high", "p_value", "importance"):
            number = plain(getattr(self, name))
            object.__setattr__(self, name, None if number is None else float(number))
        object.__setattr__(self, "n", None if plain(self.n) is None else int(plain(self.n)))
        object.__setattr__(self, "period", str(self.period))
        object.__setattr__(self, "definition", None if self.definition is None else str(self.definition))
        object.__setattr__(self, "title", plain_message(self.title))
        object.__setattr__(self, "because", tuple(dict.fromkeys(self.because)))
        object.__setattr__(self, "source", tuple(self.source))
        object.__setattr__(self, "about", MappingProxyType({key: plain(one) for key, one in self.about.items()}))
        object.__setattr__(self, "topics", tuple(dict.fromkeys(self.topics)))
        object.__setattr__(self, "checks", tuple(self.checks))
        for complaint in _complaints(self):
            raise DataError(f"{self.id}: {complaint}")

    @property
    def fact(self) -> str:
        """What its number is, as it is declared beside it: `metric|scope|window`.

        What no registered KPI names is its own metric, under its id, for the month it was recorded for. Empty where
        the item states no number, or a KPI's number without saying what it covers.
        """
        if self.value is None or (self.metric and not (self.scope and self.window)):
            return ""
        return "|".join((self.metric or self.id, self.scope or "all", self.window or self.period))

    def __hash__(self) -> int:
        """Hash what tells items apart."""
        return hash((self.id, self.period, self.value))

    def __getstate__(self) -> dict[str, Any]:
        """Pickle by content: a mapping proxy cannot be pickled."""
        return {**self.__dict__, "about": dict(self.about)}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Freeze what was pickled."""
        self.__dict__.update({**state, "about": MappingProxyType(state["about"])})

    @classmethod
    def of(cls, id: str, title: Message, judgement: Judgement, **rest: Any) -> Self:
        """Build an item from its judgement; the kind is read from the id.

        A proposal with verdict NO DATA gets no number: the workbook refuses one.
        """
        kind = kind_of(id)
        rest.setdefault("owner", judgement.owner)
        if judgement.verdict is Verdict.NO_DATA and kind is not Kind.EV:
            rest.update(value=None, low=None, high=None, p_value=None)
        return cls(
            id=id,
            kind=kind,
            title=title,
            verdict=judgement.verdict,
            checks=judgement.checks,
            experiment=judgement.experiment,
            collect=judgement.collect,
            **rest,
        )


def _complaints(item: Item) -> Iterator[str]:
    """Name what is wrong with a record, the first thing first."""
    if not re.fullmatch(ID_PATTERN, item.id) or item.id[:2] != item.kind:
        yield f"an id of kind {item.kind} looks like {item.kind}-instagram-reel; make it with item_id."
    if item.period and not re.fullmatch(PERIOD_PATTERN, item.period):
        yield f"the period {item.period!r} is not a month such as 2026-10."
    if item.unit is not None and item.unit not in UNITS:
        yield f"the unit {item.unit!r} is unknown; use one of {', '.join(UNITS)}."
    yield from _metric_complaints(item)
    if item.value is not None and item.unit is None:
        yield f"the value {item.value:g} has no unit; use one of {', '.join(UNITS)}."
    if item.window is not None and not re.fullmatch(WINDOW_PATTERN, item.window):
        yield f"the window {item.window!r} is no month or day, and no two of them, such as 2025-11:2026-10."
    if item.importance is not None and item.importance < 0:
        yield f"the importance is {item.importance:g}; 0 is the least."
    if item.low is not None and item.high is not None and item.low > item.high:
        yield f"the interval runs from {item.low:g} down to {item.high:g}; the low end comes first."
    if item.kind is Kind.EV:
        return
    if item.verdict is Verdict.JUDGE and not item.owner:
        yield "a judgement needs an owner, the role that answers for it."
    if item.verdict is Verdict.TEST and item.experiment is None:
        yield "a proposal to TEST needs its experiment: arms, sample size, weeks."
    if item.verdict is Verdict.NO_DATA and item.collect is None:
        yield "a proposal without data must say what to collect."
    if item.verdict is Verdict.NO_DATA and item.value is not None:
        yield "a proposal without data cannot carry a number."
    if not item.because and item.verdict is not Verdict.JUDGE:
        yield "a proposal must rest on something; name the evidence in because, or give it verdict JUDGE and an owner."


def _metric_complaints(item: Item) -> Iterator[str]:
    """Name a measure that is not registered, or a unit it is never told in."""
    if item.metric is None:
        return
    if item.metric not in METRICS:
        yield f"there is no metric {item.metric!r}; register it in smmkit/metrics.py, or leave metric out."
    elif item.unit is not None and item.unit not in (unit := METRICS[item.metric].unit, *COMPARED):
        yield f"{item.metric} is told in {unit}, not in {item.unit}; a comparison is told in {', '.join(COMPARED)}."


def kind_of(id: str) -> Kind:
    """Return the kind an id stands for.

    Raises
    ------
    DataError
        If its first letters are no kind.

    """
    try:
        return Kind(id.split("-", 1)[0])
    except ValueError:
        raise DataError(
            f"{id!r} is no item id: it starts with one of {', '.join(Kind)}, as in EV-instagram-reel-err."
        ) from None


def item_id(kind: str, *parts: object) -> str:
    """Return the id of what an item is about, such as `EV-instagram-reel-err`.

    Parameters
    ----------
    kind
        One of `Kind`.
    parts
        Words that name the thing: never a counter, never a date.

    """
    plain_text = unicodedata.normalize("NFKD", " ".join(str(part) for part in parts))
    words = re.findall(r"[a-z0-9]+", "".join(c for c in plain_text if not unicodedata.combining(c)).casefold())
    foreign = [str(part) for part in parts if _is_foreign(str(part))]
    if not words and not foreign:
        raise DataError(f"an id needs words that name the thing; found {parts!r}.")
    return "-".join([Kind(kind), *words, *(digest(name.casefold().encode())[:6] for name in foreign)])


def _is_foreign(name: str) -> bool:
    """Say whether a name is written in another script, or in pictures alone: no Latin word names it."""
    letters = [c for c in unicodedata.normalize("NFKD", name) if c.isalpha() and not c.isascii()]
    strange = any(not unicodedata.name(c, "").startswith(("LATIN", "MODIFIER")) for c in letters)
    pictures = any(unicodedata.category(c) in ("So", "Sk") for c in name) and not any(c.isalnum() for c in name)
    return strange or pictures
