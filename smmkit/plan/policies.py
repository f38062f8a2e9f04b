"""House rules of the plan that outlive a month: how results are judged, how the calendar is filled."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from smmkit.client.fields import Clock, Platform, wrong
from smmkit.client.record import Record

Share = Annotated[float, Field(ge=0, le=1)]


class Review(Record):
    """The rule by which a month is judged, written before the month begins."""

    keep_at: Share = 0.8
    """Keep what is better than its alternative with at least this probability."""
    stop_at: Share = 0.2
    """Stop what is better with at most this probability, once patience is used up."""
    patience_months: int = Field(default=3, ge=1, le=24)
    """Months something may try before it can be stopped."""
    max_changes: int = Field(default=4, ge=1, le=20)
    """Most changes in one month, so that their effects can be told apart."""
    max_loss: Share = 0.1
    """Expected loss that may be borne while waiting, as a share of what the objective brings."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.stop_at >= self.keep_at:
            raise wrong(
                f"stop_at is {self.stop_at:g} and keep_at is {self.keep_at:g}", "Make stop_at the smaller.", "stop_at"
            )
        return self


class CalendarPolicy(Record):
    """House rules of the calendar."""

    posts_per_week: dict[Platform, Annotated[int, Field(ge=0, le=70)]] = Field(default={})
    """Posts a week on each network."""
    spacing_hours: float = Field(default=20, ge=0, le=168)
    """Least hours between two posts of one network."""
    from_time: Clock = "08:00"
    """Earliest local hour of a post."""
    to_time: Clock = "22:00"
    """Latest local hour of a post."""
    days_without_posts: tuple[date, ...] = ()
    """Days on which nothing is published."""
    promo_cap: Share = 0.4
    """Largest share of posts that sell."""
    curated_floor: Share = 0.1
    """Least share of posts that show what others made."""
    community_floor: Share = 0.0
    """Least share of posts that show the community."""
    exploration_share: Share = 0.2
    """Share of slots that try hours and formats nobody knows enough about."""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.to_time <= self.from_time:
            raise wrong(
                f"to_time is {self.to_time}, which is not after from_time, {self.from_time}",
                "Write a later to_time.", "to_time",
            )  # fmt: skip
        if self.curated_floor + self.community_floor > 1:
            raise wrong(
                f"curated_floor and community_floor add up to {self.curated_floor + self.community_floor:g}",
                "Together they leave room for at most 1.", "community_floor",
            )  # fmt: skip
        return self
