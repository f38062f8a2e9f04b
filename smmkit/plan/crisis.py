"""Who leads in a crisis, when the alarm goes off, and how grave it is."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from smmkit.client.fields import Clock, Phrases, Role, WithoutContact, wrong
from smmkit.client.record import Record

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


class Hours(Record):
    """Hours in which somebody answers."""

    days: tuple[Weekday, ...] = Field(min_length=1, examples=["monday"])
    """Days of the week."""
    from_time: Clock = Field(examples=["09:00"])
    """First local hour."""
    to_time: Clock = Field(examples=["18:00"])
    """Last local hour."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.to_time <= self.from_time:
            raise wrong(
                f"to_time is {self.to_time}, which is not after from_time, {self.from_time}",
                "Split hours over midnight into two days.", "to_time",
            )  # fmt: skip
        return self


class Severity(Record):
    """What makes a situation as grave as this."""

    level: Literal[1, 2, 3] = Field(examples=[2])
    """1 is handled by the community manager, 2 by the crisis lead, 3 by the management."""
    times_usual: float | None = Field(default=None, gt=1)
    """From so many times the usual number of mentions."""
    mentions: int | None = Field(default=None, ge=1)
    """From so many mentions in a day."""
    signs: Phrases = ()
    """Or where one of these is seen, such as the press, somebody's health, the law."""

    @model_validator(mode="after")
    def _says_when(self) -> Self:
        if self.times_usual is None and self.mentions is None and not self.signs:
            raise wrong(f"severity {self.level} does not say when", "Add times_usual, mentions or signs.", "level")
        return self


class Crisis(Record):
    """The rules of a crisis; people appear by role."""

    lead: Role = "crisis_lead"
    """The role that leads."""
    deputies: tuple[Role, ...] = ()
    """The roles that lead when the lead cannot be reached, in their order."""
    hours: tuple[Hours, ...] = ()
    """When somebody watches and answers."""
    first_answer_minutes: int = Field(default=60, ge=1, le=10080)
    """Minutes to the first public answer."""
    alone_up_to: float | None = Field(default=None, ge=0)
    """Money the community manager may spend alone to put something right, in the client's currency."""
    false_alarms_per_week: Annotated[float, Field(gt=0, le=7)] = 0.5
    """How often the alarm may go off for nothing."""
    severity: tuple[Severity, ...] = ()
    """When a situation is how grave."""
    drill_months: int = Field(default=6, ge=1, le=36)
    """Months after which a drill is due again."""
    contacts: dict[str, WithoutContact] = Field(default={})
    """Role -> where the way to reach it is kept, such as the list at the reception; never the number itself."""

    @model_validator(mode="after")
    def _nothing_twice(self) -> Self:
        levels = [rule.level for rule in self.severity]
        for place, level in enumerate(levels):
            if level in levels[:place]:
                raise wrong(f"severity {level} stands here twice", "Join the two.", "severity", place, "level")
        if self.lead in self.deputies:
            raise wrong(f"'{self.lead}' is its own deputy", "Name other roles.", "deputies")
        return self

    def rule(self, level: int) -> Severity | None:
        """Return when a situation is as grave as this, as the plan has it."""
        return next((rule for rule in self.severity if rule.level == level), None)

    def reached(self, *, times: float, mentions: int) -> int | None:
        """Return how grave so many mentions are by the plan; None where no rule of it counts mentions.

        Parameters
        ----------
        times
            How many times the usual number of mentions.
        mentions
            Mentions on the worst day.

        """
        counted = [rule for rule in self.severity if rule.times_usual is not None or rule.mentions is not None]
        met = [
            rule.level
            for rule in counted
            if (rule.times_usual is not None and times >= rule.times_usual)
            or (rule.mentions is not None and mentions >= rule.mentions)
        ]
        return max(met, default=1) if counted else None
