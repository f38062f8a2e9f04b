"""What `plan.toml` may hold, as records; the JSON Schema for editors is made from them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import AfterValidator, Field, field_validator, model_validator

from smmkit.client.fields import wrong
from smmkit.client.record import Record
from smmkit.ledger.items import Item, Kind, item_id
from smmkit.ledger.ledger import Ledger
from smmkit.ledger.links import RESTS_ON
from smmkit.plan.weights import check_weight, check_weights

Status = Literal["approved", "proposed", "rejected"]


def _month(written: str) -> str:
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", written):
        raise wrong(f"the month is '{written}'", "Write year and month, such as 2026-09.")
    return written


Month = Annotated[str, AfterValidator(_month), Field(examples=["2026-09"])]


class Evidence(Record):
    """A piece of evidence as it stood when an entry was approved."""

    id: str
    """The id of the evidence."""
    period: Month
    """The month it was measured in."""
    mark: str
    """Hash of the evidence as it was shown."""
    shown: str = ""
    """What it said, in the client's language."""
    value: float | None = None
    """The number."""
    low: float | None = None
    """Low end of its interval."""
    high: float | None = None
    """High end of its interval."""
    unit: str | None = None
    """Unit of the number."""
    definition: str | None = None
    """Definition of the metric it was measured by."""


class Entry(Record):
    """One approved, proposed or rejected item of the plan."""

    kind: ClassVar[Kind]

    id: str = Field(examples=["BL-meta-ads"])
    """What the entry is about; the same id as in the ledger."""
    title: str = Field("", examples=["Meta Ads: 450 a month"])
    """What it says."""
    status: Status = "proposed"
    """Whether it stands."""
    by: str | None = None
    """The role that decided, never a person's name."""
    on: date | None = None
    """The day of the decision."""
    note: str | None = None
    """Why it was decided so."""
    period: Month | None = None
    """The month whose evidence the decision rests on."""
    value: float | None = None
    """The number that was approved; rates between 0 and 1, money in the client's currency."""
    unit: str | None = None
    """Unit of the number."""
    low: float | None = None
    """Low end of its interval."""
    high: float | None = None
    """High end of its interval."""
    verdict: str | None = None
    """How far the data carried it at that time."""
    owner: str | None = None
    """The role that answers for it."""
    metric: str | None = None
    """The measure it is judged by."""
    definition: str | None = None
    """Definition of that measure."""
    fingerprint: str | None = None
    """Hash of the evidence it rests on."""
    because: tuple[str, ...] = ()
    """Ids it rests on."""
    evidence: tuple[Evidence, ...] = ()
    """The evidence below it, as it stood when it was approved."""

    @property
    def amount(self) -> float | None:
        """The number the entry is about."""
        return self.value

    @field_validator("id")
    @classmethod
    def _of_its_kind(cls, id: str) -> str:
        if not id.startswith(f"{cls.kind}-") or id != item_id(cls.kind, id[3:] or "x"):
            raise wrong(
                f"id is '{id}'", f"Here an id starts with {cls.kind}-, such as {cls.kind}-{_EXAMPLES[cls.kind]}."
            )
        return id

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        for reason in self.because:
            if reason[:2] not in RESTS_ON[self.kind]:
                allowed = ", ".join(sorted(RESTS_ON[self.kind]))
                raise wrong(f"{self.id} rests on '{reason}'", f"It may rest on ids of kind {allowed}.", "because")
        if self.status != "proposed" and not self.by:
            raise wrong(
                f"{self.id} is {self.status}, but nobody is named", 'Add a line such as by = "approver".', "status"
            )
        return self


class Objective(Entry):
    """Where a measure shall stand, and by when."""

    kind = Kind.OB
    baseline: float | None = None
    """Where the measure stands."""
    target: float | None = None
    """Where it shall stand."""
    deadline: date | None = None
    """By when."""
    probability: float | None = Field(None, ge=0, le=1)
    """How likely it is to get there."""
    weight: float | None = Field(None, ge=0, le=1)
    """Its share where a budget aims at results and value together; all such shares add up to 1."""

    @property
    def amount(self) -> float | None:
        """The target."""
        return self.target if self.value is None else self.value

    @model_validator(mode="after")
    def _weighs_money(self) -> Self:
        check_weight(self)
        return self


class Strategy(Entry):
    """A way to go."""

    kind = Kind.ST


class Segment(Entry):
    """A group of people the plan addresses."""

    kind = Kind.SG


class Channel(Entry):
    """A channel to keep, open or close."""

    kind = Kind.CH
    platform: str | None = None
    """The network."""
    action: Literal["keep", "open", "close"] | None = None
    """What to do with it."""


class BudgetLine(Entry):
    """An amount of money for a month."""

    kind = Kind.BL


class Campaign(Entry):
    """Something with a beginning, an end and an expected effect."""

    kind = Kind.CA
    start: date | None = None
    """First day."""
    end: date | None = None
    """Last day."""
    expected: float | None = None
    """Expected effect on its measure."""

    @property
    def amount(self) -> float | None:
        """The expected effect."""
        return self.expected if self.value is None else self.value

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.start and self.end and self.end < self.start:
            raise wrong(f"end is {self.end}, which is before start, {self.start}", "Write a later end.", "end")
        return self


class Post(Entry):
    """A post of the calendar."""

    kind = Kind.PO
    platform: str | None = None
    """The network."""
    day: date | None = None
    """When it is published."""


_MODELS = (Objective, Strategy, Segment, Channel, BudgetLine, Campaign, Post)
ENTRIES: dict[Kind, type[Entry]] = {model.kind: model for model in _MODELS}
"""The record of each kind."""

_EXAMPLES = {
    Kind.OB: "engagement-rate",
    Kind.ST: "more-reels",
    Kind.SG: "families",
    Kind.CH: "tiktok",
    Kind.BL: "meta-ads",
    Kind.CA: "autumn-sale",
    Kind.PO: "instagram-reel-recipe",
}


class Plan(Record):
    """What was decided for a client."""

    period: Month | None = None
    """The month the plan was last approved for."""
    objectives: tuple[Objective, ...] = ()
    """What shall be reached."""
    strategies: tuple[Strategy, ...] = ()
    """The ways to go."""
    segments: tuple[Segment, ...] = ()
    """Whom the plan addresses."""
    channels: tuple[Channel, ...] = ()
    """Where the client is present."""
    budget_lines: tuple[BudgetLine, ...] = ()
    """What is spent."""
    campaigns: tuple[Campaign, ...] = ()
    """What runs when."""
    posts: tuple[Post, ...] = ()
    """What is published."""
    calendar_policy: dict[str, Any] = Field(default={})
    """House rules of the calendar: hours, posts a week, days without posts."""
    review: dict[str, Any] = Field(default={})
    """The rule of the review, fixed before the month it judges."""
    crisis: dict[str, Any] = Field(default={})
    """Alarm thresholds and who is called."""

    @model_validator(mode="after")
    def _nothing_twice(self) -> Self:
        seen: set[str] = set()
        for name in ARRAYS.values():
            for number, entry in enumerate(getattr(self, name)):
                if entry.id in seen:
                    raise wrong(f"'{entry.id}' stands in the plan twice", "Remove one of them.", name, number, "id")
                seen.add(entry.id)
        check_weights(self.objectives)
        return self

    @cached_property
    def _by_id(self) -> dict[str, Entry]:
        return {entry.id: entry for entry in self}

    def __iter__(self) -> Iterator[Entry]:  # type: ignore[override]
        """Go through the entries, kind by kind, in the order of the file."""
        for name in ARRAYS.values():
            yield from getattr(self, name)

    def status_of(self, item: Item, ledger: Ledger) -> str:
        """Return how an item stands: `approved`, `rejected`, `proposed`, `stale`, or `new` if the plan lacks it."""
        from smmkit.plan.stale import stale_entries

        entry = self.entry(item.id)
        if entry is None:
            return "new"
        return "stale" if item.id in stale_entries(self, ledger) else entry.status

    @property
    def ids(self) -> frozenset[str]:
        """All ids the plan holds."""
        return frozenset(self._by_id)

    def entry(self, id: str) -> Entry | None:
        """Return an entry by its id, or None."""
        return self._by_id.get(id)


ARRAYS: dict[Kind, str] = {
    Kind.OB: "objectives",
    Kind.ST: "strategies",
    Kind.SG: "segments",
    Kind.CH: "channels",
    Kind.BL: "budget_lines",
    Kind.CA: "campaigns",
    Kind.PO: "posts",
}
"""The array of tables that holds each kind."""
