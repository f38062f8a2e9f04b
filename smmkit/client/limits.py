"""`[[budget_limits]]` of the brief: what every proposed budget keeps to, whatever the curves say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from smmkit.client.fields import Phrases, as_list, wrong
from smmkit.client.record import Record

LineKind = Literal["ads", "production", "tools", "people", "influencers", "contests", "events"]
# What is kept back follows from the other lines, so no limit can hold it.
_KEPT_BACK = {"contingency", "test-reserve", "test_reserve"}


class BudgetLimit(Record):
    """A limit on one budget line, or on several together."""

    lines: Phrases = Field(default=(), examples=[["meta-ads"]])
    """Short names of the lines, as in the table of costs."""
    kinds: Annotated[tuple[LineKind, ...], BeforeValidator(as_list)] = Field(default=(), examples=[["ads"]])
    """Kinds of line; every line of the kind counts, fixed ones too."""
    max_share: float | None = Field(default=None, gt=0, le=1, examples=[0.6])
    """Most they get together, as a share of the whole budget between 0 and 1."""
    max: float | None = Field(default=None, ge=0, examples=[900])
    """Most they get together in a month."""
    min: float | None = Field(default=None, gt=0, examples=[200])
    """Least the line gets in a month; for one line."""
    at_least: float | None = Field(default=None, gt=0, examples=[300])
    """The line gets nothing or this much at least; for one line."""

    @property
    def names(self) -> tuple[str, ...]:
        """What the limit is about, as it was written."""
        return (*self.lines, *self.kinds)

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if not self.names:
            raise wrong("this limit names no line", 'Add lines = ["meta-ads"] or kinds = ["ads"].')
        if kept := [line for line in self.lines if line in _KEPT_BACK]:
            raise wrong(
                f"a limit holds '{kept[0]}', which gets what the other lines leave",
                "Limit those, or approve an amount for it in plan.toml.", "lines",
            )  # fmt: skip
        if all(amount is None for amount in (self.max_share, self.max, self.min, self.at_least)):
            raise wrong("this limit holds nothing", "Add one of max_share, max, min or at_least.")
        for one, other in (("max_share", "max"), ("min", "at_least")):
            if getattr(self, one) is not None and getattr(self, other) is not None:
                raise wrong(f"this limit has both {one} and {other}", "Keep one of them.", other)
        self._check_least()
        return self

    def _check_least(self) -> None:
        name = "min" if self.min is not None else "at_least"
        least = getattr(self, name)
        if least is not None and (len(self.lines) != 1 or self.kinds):
            raise wrong(
                f"{name} stands for {', '.join(self.names)}",
                f"{name} is for one line: write a [[budget_limits]] of its own for each.", name,
            )  # fmt: skip
        if least is not None and self.max is not None and least > self.max:
            raise wrong(f"{name} is {least:g} and max is {self.max:g}", f"Lower {name} or raise max.", name)


def check_limits(limits: Sequence[BudgetLimit], budget: float | None) -> None:
    """Refuse limits that contradict each other or the budget, whatever the data say.

    Raises
    ------
    PydanticCustomError
        With the place in the file; `smmkit.client` turns it into a sentence.

    """
    least: dict[str, float] = {}
    for number, limit in enumerate(limits):
        if limit.min is not None:
            least[limit.lines[0]] = limit.min
            if budget is not None and sum(least.values()) > budget:
                raise wrong(
                    f"the limits ask for {sum(least.values()):g} a month at least, and monthly_budget is {budget:g}",
                    "Lower a min or raise monthly_budget.", "budget_limits", number, "min",
                )  # fmt: skip
    for number, limit in enumerate(limits):
        name = "max" if limit.max is not None else "max_share"
        most = limit.max if limit.max is not None else (limit.max_share or 1.0) * (budget or float("inf"))
        asked = sum(least.get(line, 0.0) for line in limit.lines)
        asked = max([asked, *(limit.at_least or 0.0,)])
        if asked > most:
            raise wrong(
                f"{', '.join(limit.lines)} may get {most:g} a month at most, and the limits ask for {asked:g} at least",
                f"Raise this {name} or lower what is asked for.", "budget_limits", number, name,
            )  # fmt: skip
