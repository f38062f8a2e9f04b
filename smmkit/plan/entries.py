"""One entry of `plan.toml`: an objective, a strategy, an amount... as it was decided, with its evidence."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, Field, field_validator, model_validator

from smmkit.client.fields import MetricKey, Platform, Role, wrong
from smmkit.client.record import Record
from smmkit.client.scope import WrittenScope
from smmkit.ledger.items import item_id
from smmkit.ledger.kinds import KINDS, Kind
from smmkit.plan.weights import check_weight

Status = Literal["approved", "proposed", "rejected"]
CampaignType = Literal["promo", "contest", "ads", "event", "launch", "fair", "creator", "own"]


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
    by: Role | None = None
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
    owner: Role | None = None
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
                f"id is '{id}'", f"Here an id starts with {cls.kind}-, such as {cls.kind}-{KINDS[cls.kind].example}."
            )
        return id

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        for reason in self.because:
            if reason[:2] not in KINDS[self.kind].rests_on:
                allowed = ", ".join(sorted(KINDS[self.kind].rests_on))
                raise wrong(f"{self.id} rests on '{reason}'", f"It may rest on ids of kind {allowed}.", "because")
        if self.status != "proposed" and not self.by:
            raise wrong(
                f"{self.id} is {self.status}, but nobody is named", 'Add a line such as by = "approver".', "status"
            )
        return self


class Guardrail(Record):
    """A measure that must not get worse while an objective is pursued."""

    metric: MetricKey = Field(examples=["first_response"])
    """The measure."""
    at_least: float | None = None
    """It must not fall below this; rates between 0 and 1."""
    at_most: float | None = None
    """It must not rise above this."""
    scope: WrittenScope = WrittenScope()
    """What the measure counts."""

    @model_validator(mode="after")
    def _bounds(self) -> Self:
        if self.at_least is None and self.at_most is None:
            raise wrong(f"the guardrail on {self.metric} holds nothing", "Add at_least or at_most.")
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
    probability: float | None = Field(default=None, ge=0, le=1)
    """How likely it is to get there."""
    p_at_signing: float | None = Field(default=None, ge=0, le=1)
    """How likely it was when it was signed; never changed afterwards."""
    scope: WrittenScope = WrittenScope()
    """What the measure counts: networks, formats, web channels."""
    guardrail: Guardrail | None = None
    """What must not break on the way."""
    rule: str | None = Field(default=None, pattern=r"^[a-z0-9][a-z0-9-]*$", examples=["reach"])
    """The offer its target was taken from: hold, reach, stretch or a name of your own."""
    weight: float | None = Field(default=None, ge=0, le=1)
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
    start: date | None = None
    """First day of a test."""
    end: date | None = None
    """Its last day."""
    half: float | None = None
    """Posts a week it asks for."""
    floor: float | None = None
    """What a post has to bring at least while it runs."""


class BudgetLine(Entry):
    """An amount of money for a month."""

    kind = Kind.BL
    line: str | None = None
    """The line as the tables of costs call it."""
    within: str | None = Field(default=None, pattern=r"^BL-", examples=["BL-meta-ads"])
    """The line whose money it shares; a campaign lies within the account that is billed for it."""

    @model_validator(mode="after")
    def _is_that_line(self) -> Self:
        if self.line is not None and item_id(Kind.BL, self.line) != self.id:
            do = f"Write the line of {self.id}, or give the entry the id {item_id(Kind.BL, self.line)}."
            raise wrong(f"line is '{self.line}'", do, "line")
        if self.within == self.id:
            raise wrong(f"{self.id} lies within itself", "Name the line that holds its money.", "within")
        return self

    @property
    def booked_as(self) -> str:
        """The line as the tables of costs call it; an entry older than that key goes by the words of its id."""
        return self.line or self.id.removeprefix("BL-")

    @property
    def called(self) -> str:
        """What people call the line: the words its title begins with, else the name it has everywhere."""
        from smmkit.measures.names import line_name  # late: a plan is read without any table library

        return self.title.split(":")[0].strip() or line_name(self.booked_as)


class Resolution(Entry):
    """A decision that is no objective, strategy or amount: an answer time, a tool, what to stop."""

    kind = Kind.DE
    choice: str = ""
    """What was chosen, in a few words."""


class Campaign(Entry):
    """Something with a beginning, an end and an expected effect."""

    kind = Kind.CA
    type: CampaignType | None = None
    """What kind of campaign it is; where nobody wrote it, it is read from the title."""
    start: date | None = None
    """First day."""
    end: date | None = None
    """Last day."""
    expected: float | None = None
    """Expected effect on its measure."""
    objective: str | None = Field(default=None, pattern=r"^OB-", examples=["OB-key-events-social"])
    """The objective it serves."""
    segments: tuple[Annotated[str, Field(pattern=r"^SG-")], ...] = ()
    """The segments it speaks to; all approved ones where none is named."""
    lines: tuple[Annotated[str, Field(pattern=r"^BL-")], ...] = ()
    """The budget lines that pay for it."""
    networks: tuple[Platform, ...] = ()
    """Where it runs; wherever the client publishes where none is named."""
    place: str | None = None
    """Where people meet, if they do."""
    message: str | None = None
    """What it says, in one sentence."""
    offer: str | None = None
    """What people get."""
    risk: str | None = None
    """What may go wrong, beside what usually does."""

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


ENTRIES: dict[Kind, type[Entry]] = {
    model.kind: model for model in (Objective, Strategy, Segment, Channel, BudgetLine, Campaign, Post, Resolution)
}
"""The record of each kind."""
