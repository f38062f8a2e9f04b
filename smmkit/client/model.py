"""What `client.toml` may hold, as records; the JSON Schema for editors is made from them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, Self, get_args

from pydantic import BeforeValidator, Field, PrivateAttr, model_validator

from smmkit.client.fields import (
    Colour,
    Country,
    Currency,
    Handle,
    Logo,
    MetricKey,
    Phrases,
    Platform,
    TextId,
    WithoutContact,
    Zone,
    as_list,
    wrong,
)
from smmkit.client.limits import BudgetLimit, check_limits
from smmkit.client.record import Record
from smmkit.client.roles import Roles
from smmkit.client.scope import WrittenScope
from smmkit.metrics import METRICS

Matter = Literal["complaints", "questions", "tastes", "rivals", "product", "price", "stock", "shipping"]
RoleKey = Literal["approver", "social_media_manager", "community_manager", "crisis_lead"]
ReportSection = Literal["numbers", "worked", "money", "people", "rivals", "plan", "missing", "signoff"]
SECTIONS: tuple[ReportSection, ...] = get_args(ReportSection)


class Account(Record):
    """One of the client's own accounts."""

    platform: Platform = Field(examples=["instagram"])
    """The network."""
    handle: Handle = Field(examples=["cafelumbre"])
    """The name behind the @."""
    account_id: TextId | None = Field(default=None, examples=["17841400000000000"])
    """The platform's number of the account, in quotes; tells own posts from joint ones."""


class Competitor(Record):
    """A rival the client is compared with."""

    name: str = Field(min_length=1, examples=["Café Rival"])
    """The name used in the hand-kept tables."""
    handles: dict[Platform, Handle] = Field(default={})
    """Its account on each network."""


class Goal(Record):
    """A goal of the business, with the measure that tells whether it is met."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$", examples=["more-orders"])
    """A short name of your own, in small letters and hyphens."""
    goal: str = Field(min_length=1, examples=["More orders through the web shop"])
    """The goal in one sentence."""
    metric: MetricKey = Field(examples=["err"])
    """The measure."""
    direction: Literal["up", "down"] | None = None
    """Whether more or less is better; by default as with the measure: less of costs and waits, more of all else."""
    start: date = Field(examples=["2026-01-01"])
    """The first day that counts."""
    deadline: date = Field(examples=["2026-12-31"])
    """The last day that counts."""
    target: float | None = None
    """The value wished for, if there is one; rates between 0 and 1."""
    owner: WithoutContact | None = None
    """The role that answers for it."""
    scope: WrittenScope = WrittenScope()
    """What the measure counts: networks, formats, web channels."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.deadline <= self.start:
            raise wrong(
                f"deadline is {self.deadline}, which is not after start, {self.start}",
                "Write a later deadline or an earlier start.",
                "deadline",
            )
        return self

    @model_validator(mode="after")
    def _the_right_way(self) -> Self:
        if self.direction == "up" and METRICS[self.metric].less_is_better:
            raise wrong(
                f"direction is up, and of {self.metric} less is better",
                'Write direction = "down", or leave the line out.',
                "direction",
            )
        return self

    @property
    def falls(self) -> bool:
        """Whether less is better."""
        return self.direction == "down" if self.direction else METRICS[self.metric].less_is_better


class Brand(Record):
    """How the client looks and speaks."""

    colour: Colour = Field(default="#0072B2", examples=["#1A73E8"])
    """The main colour of the charts and the report."""
    accent: Colour | None = None
    """A second colour."""
    logo: Logo | None = None
    """A picture in the client's folder."""
    tone: Phrases = ()
    """How the brand speaks."""
    avoid: Phrases = ()
    """Words and matters the brand keeps away from."""


class Department(Record):
    """A department that gets its own bulletin."""

    name: str = Field(min_length=1, examples=["Sales"])
    """What it is called."""
    needs: Phrases = ()
    """What it wants to know each month, in its own words."""
    topics: tuple[Matter, ...] = ()
    """Matters its bulletin tells of besides its needs."""


class Term(Record):
    """A subject of the client's, and the words by which people speak of it."""

    name: str = Field(min_length=1, examples=["work"])
    """What the tables call it: a topic, or an interest of customers."""
    meaning: str = Field(min_length=1, examples=["working from the café"])
    """What is meant, as a reader should see it."""
    words: Phrases = ()
    """Words in messages and posts that speak of it."""


class Report(Record):
    """How the client's report is made up."""

    sections: tuple[ReportSection, ...] = SECTIONS
    """Its sections in their order; one that is not named is left out."""
    logo: Logo | None = None
    """A picture in the client's folder; the brand's where none is named."""
    colour: Colour | None = None
    """Its main colour; the brand's where none is named."""
    accent: Colour | None = None
    """Its second colour."""
    footer: WithoutContact = ""
    """What stands at the foot of each page."""

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        for place, name in enumerate(self.sections):
            if name in self.sections[:place]:
                raise wrong(f"the section '{name}' stands here twice", "Remove one of them.", "sections")
        return self


class Approval(Record):
    """Who may approve what."""

    money: Annotated[tuple[RoleKey, ...], BeforeValidator(as_list)] = Field(default=("approver",), min_length=1)
    """The roles that may approve amounts of money."""


class Database(Record):
    """A database that holds exports besides the folder."""

    url: str | None = None
    """Address of the database (needs the extra `sql`)."""


class Client(Record):
    """One client's brief."""

    name: str = Field(min_length=1, examples=["Café Lumbre"])
    """The name as the client writes it."""
    sector: str = Field(min_length=1, examples=["Coffee shop and roastery"])
    """What the business does, in a few words."""
    country: Country = Field(examples=["ES"])
    """Two letters: decides formats, holidays and regional words."""
    language: Literal["en", "es"] = Field(examples=["es"])
    """The language of the workbook."""
    timezone: Zone = Field(examples=["Europe/Madrid"])
    """Where the customers' clock is."""
    currency: Currency = Field(examples=["EUR"])
    """Three letters; all money is in it."""
    week_start: Literal["monday", "sunday", "saturday"] = "monday"
    """The day that weekdays are listed from; weeks are counted from Monday."""
    number_format: Literal["1,234.5", "1.234,5"] | None = None
    """How the exports write numbers, if they leave it open."""
    margin: float = Field(ge=0, le=1, examples=[0.35])
    """What is left of 1 of revenue before marketing, between 0 and 1."""
    monthly_budget: float | None = Field(default=None, gt=0)
    """Money for social media in a month, hours and tools included."""
    budget_step: float | None = Field(default=None, gt=0)
    """The smallest amount worth moving between budget lines."""
    budget_limits: tuple[BudgetLimit, ...] = ()
    """What every proposed budget keeps to."""
    accounts: tuple[Account, ...]
    """The client's own accounts; `[]` where it has none yet."""
    competitors: tuple[Competitor, ...] = ()
    """Three to five rivals."""
    goals: tuple[Goal, ...] = ()
    """What the business wants."""
    brand: Brand = Brand()
    """How the client looks and speaks."""
    roles: Roles = Roles()
    """Who does what."""
    departments: tuple[Department, ...] = ()
    """Who else gets a bulletin."""
    glossary: tuple[Term, ...] = ()
    """The client's own subjects, in its own words."""
    report: Report = Report()
    """How the client's report is made up."""
    approval: Approval = Approval()
    """Who may approve what."""
    source: Database = Database()
    """A database that holds exports besides the folder."""

    _folder: Path = PrivateAttr(default=Path("client"))

    @property
    def folder(self) -> Path:
        """The client's folder."""
        return self._folder

    @property
    def slug(self) -> str:
        """The client's short name: that of its folder."""
        return self._folder.name

    @property
    def exports(self) -> Path:
        """The folder of the platforms' files and the hand-kept tables."""
        return self._folder / "exports"

    @property
    def locale(self) -> str:
        """Language and country, such as `es_ES`."""
        return f"{self.language}_{self.country}"

    @property
    def weekdays(self) -> tuple[int, ...]:
        """The days of the week as the client lists them; 0 is Monday."""
        first = {"monday": 0, "saturday": 5, "sunday": 6}[self.week_start]
        return tuple((first + day) % 7 for day in range(7))

    @property
    def subjects(self) -> dict[str, str]:
        """What tables call a subject of the client's -> what it means to a reader, as the glossary has it."""
        return {term.name: term.meaning for term in self.glossary}

    @property
    def platforms(self) -> tuple[str, ...]:
        """The networks the client is on, in the order of the brief."""
        return tuple(dict.fromkeys(account.platform for account in self.accounts))

    @model_validator(mode="after")
    def _nothing_twice(self) -> Self:
        _refuse_repeats("handle", self._handles())
        _refuse_repeats("goal", ((goal.id, ("goals", n, "id")) for n, goal in enumerate(self.goals)))
        _refuse_repeats("rival", ((rival.name, ("competitors", n, "name")) for n, rival in enumerate(self.competitors)))
        limits = enumerate(self.budget_limits)
        _refuse_repeats("limit on", ((", ".join(sorted(one.names)), ("budget_limits", n)) for n, one in limits))
        check_limits(self.budget_limits, self.monthly_budget)
        return self

    def _handles(self) -> Iterator[tuple[str, tuple[str | int, ...]]]:
        for number, account in enumerate(self.accounts):
            yield f"{account.platform} @{account.handle}", ("accounts", number, "handle")
        for number, rival in enumerate(self.competitors):
            for platform, handle in rival.handles.items():
                yield f"{platform} @{handle}", ("competitors", number, "handles", platform)


def _refuse_repeats(what: str, values: Iterator[tuple[str, tuple[str | int, ...]]]) -> None:
    seen: set[str] = set()
    for value, path in values:
        if value.casefold() in seen:
            raise wrong(
                f"the {what} '{value}' stands here a second time", "Remove it or correct one of the two.", *path
            )
        seen.add(value.casefold())
