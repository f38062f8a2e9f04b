"""What `plan.toml` may hold, as records; the JSON Schema for editors is made from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Self

from pydantic import model_validator

from smmkit.client.fields import wrong
from smmkit.client.record import Record
from smmkit.ledger.items import item_id
from smmkit.ledger.kinds import ARRAYS, Kind
from smmkit.plan.crisis import Crisis
from smmkit.plan.entries import (
    BudgetLine,
    Campaign,
    Channel,
    Entry,
    Month,
    Objective,
    Post,
    Resolution,
    Segment,
    Strategy,
)
from smmkit.plan.policies import CalendarPolicy, Review
from smmkit.plan.weights import check_weights
from smmkit.plan.within import booked_lines, check_parts


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
    decisions: tuple[Resolution, ...] = ()
    """What else was decided."""
    review: Review = Review()
    """The rule of the monthly review, fixed before the month it judges."""
    calendar_policy: CalendarPolicy = CalendarPolicy()
    """House rules of the calendar."""
    crisis: Crisis = Crisis()
    """Who leads in a crisis, and when the alarm goes off."""

    @model_validator(mode="after")
    def _nothing_twice(self) -> Self:
        seen: set[str] = set()
        for name in ARRAYS.values():
            for number, entry in enumerate(getattr(self, name)):
                if entry.id in seen:
                    raise wrong(f"'{entry.id}' stands in the plan twice", "Remove one of them.", name, number, "id")
                seen.add(entry.id)
        check_weights(self.objectives)
        check_parts(self.budget_lines)
        return self

    @cached_property
    def _by_id(self) -> dict[str, Entry]:
        return {entry.id: entry for entry in self}

    def __iter__(self) -> Iterator[Entry]:  # type: ignore[override]
        """Go through the entries, kind by kind, in the order of the file."""
        for name in ARRAYS.values():
            yield from getattr(self, name)

    def naming(self, lines: Iterable[str]) -> Plan:
        """Return the plan with each budget line called as the data call it.

        Parameters
        ----------
        lines
            The names of lines in the tables of costs and ads; an entry is about the one its id was made from.

        """
        named = {item_id(Kind.BL, line): line for line in lines if any(map(str.isalnum, line))}
        entries = tuple(one.model_copy(update={"line": named.get(one.id, one.line)}) for one in self.budget_lines)
        return Plan.model_construct(
            **{**{name: getattr(self, name) for name in Plan.model_fields}, "budget_lines": entries}
        )

    @property
    def lines_in_force(self) -> tuple[BudgetLine, ...]:
        """The approved budget lines as their money is booked, each amount once: what every sum over the plan uses."""
        return booked_lines(one for one in self.budget_lines if one.status == "approved")

    @property
    def amounts_in_force(self) -> dict[str, float]:
        """The approved money a month by line as it is booked; lines without an amount are left out."""
        return {line.booked_as: line.amount for line in self.lines_in_force if line.amount is not None}

    @property
    def line_titles(self) -> dict[str, str]:
        """What the client calls its approved budget lines, by the name the tables of costs have for them."""
        approved = (one for one in self.budget_lines if one.status == "approved")
        return {one.booked_as: one.called for one in approved if one.title}

    @property
    def ids(self) -> frozenset[str]:
        """All ids the plan holds."""
        return frozenset(self._by_id)

    def entry(self, id: str) -> Entry | None:
        """Return an entry by its id, or None."""
        return self._by_id.get(id)
