"""What a split of the budget must respect: total, bounds, steps and caps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from smmkit.allocation.families import Array
from smmkit.errors import DataError
from smmkit.metrics import HALF_A_CENT

_SLACK = 1e-9


@dataclass(frozen=True)
class Limits:
    """Rules of a split over lines, all in the client's currency.

    Parameters
    ----------
    total
        Money to spend, all of it.
    low, high
        Least and most per line; equal for a fixed line.
    optional
        True where a line may also get nothing: zero or at least `low`.
    step
        Money step used when the curves are not all concave.
    group
        Group of each line, "" for none.
    caps
        Most money a group may get together, by group.
    whole
        True where a line may only get its floor and whole steps above it.

    """

    total: float
    low: Array
    high: Array
    optional: NDArray[np.bool_]
    step: float
    group: tuple[str, ...]
    caps: Mapping[str, float]
    whole: NDArray[np.bool_]

    @classmethod
    def of(
        cls,
        total: float,
        *,
        low: ArrayLike,
        high: ArrayLike,
        optional: ArrayLike = False,
        step: float | None = None,
        group: Sequence[str] = (),
        caps: Mapping[str, float] | None = None,
        whole: ArrayLike = False,
    ) -> Limits:
        """Build and check limits; a missing step is a five-hundredth of the total.

        Raises
        ------
        DataError
            If no split can respect the limits.

        """
        shape = np.broadcast_shapes((1,), np.shape(low), np.shape(high), np.shape(optional), np.shape(group or ""))
        low = np.broadcast_to(np.asarray(low, dtype=float), shape).copy()
        high = np.broadcast_to(np.asarray(high, dtype=float), shape).copy()
        may_be_zero = np.broadcast_to(np.asarray(optional, dtype=bool), shape).copy()
        names = tuple(group) or ("",) * len(low)
        in_steps = np.broadcast_to(np.asarray(whole, dtype=bool), shape).copy()
        grid = float(step or total / 500 or 1.0)
        limits = cls(float(total), low, high, may_be_zero, grid, names, dict(caps or {}), in_steps)
        limits.check()
        return limits

    @property
    def floor(self) -> Array:
        """Least each line can get, zero for an optional one."""
        return np.where(self.optional, 0.0, self.low)

    def members(self, name: str) -> NDArray[np.intp]:
        """Positions of the lines of a group."""
        return np.flatnonzero(np.array(self.group) == name)

    def ceiling(self) -> float:
        """Most that can be spent in all, caps included."""
        return self._within_caps(self.high)

    def _within_caps(self, amounts: Array) -> float:
        capped = [name in self.caps for name in self.group]
        groups = (min(float(amounts[self.members(name)].sum()), cap) for name, cap in self.caps.items())
        return float(amounts[~np.array(capped, dtype=bool)].sum()) + sum(groups)

    def check(self) -> None:
        """Raise a DataError if no split can respect the limits."""
        if not np.isfinite([self.total, self.step, *self.low, *self.high]).all() or self.step <= 0:
            raise DataError("The budget, its bounds and its step must be numbers, and the step above zero.")
        wrong = np.flatnonzero((self.low < 0) | (self.high < self.low))
        if len(wrong):
            at = int(wrong[0])
            raise DataError(
                f"Line {at + 1} has the bounds {self.low[at]:g} and {self.high[at]:g}. "
                "The lower bound must be zero or more and not above the upper one."
            )
        slack = _SLACK * max(self.total, self.step)
        least, most = float(self.floor.sum()), self.ceiling()
        if not least - slack <= self.total <= most + slack:
            raise DataError(
                f"A total of {self.total:,.2f} does not fit the bounds of the lines, which allow from {least:,.2f} "
                f"to {most:,.2f}. Change the total or widen the bounds."
            )
        for name, cap in self.caps.items():
            held = float(self.floor[self.members(name)].sum())
            if held > cap + slack:
                raise DataError(
                    f"Group '{name}' may spend {cap:,.2f} at most, and its lines need {held:,.2f} at least. "
                    "Raise the cap or lower the lower bounds."
                )

    def allow(self, spend: Array) -> bool:
        """Whether a split keeps bounds and caps, to less than a cent."""
        inside = (spend >= self.low - HALF_A_CENT) & (spend <= self.high + HALF_A_CENT)
        capped = all(spend[self.members(name)].sum() <= cap + HALF_A_CENT for name, cap in self.caps.items())
        return capped and bool((inside | (self.optional & (np.abs(spend) <= HALF_A_CENT))).all())

    def reachable(self, total: float) -> float:
        """Give the total nearest to a wished one that the lines can add up to.

        Where all lines take any amount that is the wish itself, drawn between
        the bounds. With whole steps or a zero-or-at-least line there are holes;
        then it is the largest total below the wish, in steps above the floors.
        """
        least = float(self.floor.sum())
        wished = float(np.clip(total, least, self.ceiling()))
        if not (self.optional.any() or self.whole.any()):
            return wished
        steps = int(np.floor((wished - least) / self.step + _SLACK))
        below = [min(high, steps) for low, high in self._step_ranges() if low <= steps]
        return least + max(below) * self.step

    def _step_ranges(self) -> list[tuple[int, int]]:
        """Ranges of whole steps above the floors that all lines together can take."""
        groups = [
            (self.members(name), (cap - float(self.floor[self.members(name)].sum()))) for name, cap in self.caps.items()
        ]
        alone = [at for at, name in enumerate(self.group) if name not in self.caps]
        parts = [self._sum_of(members, int(np.floor(room / self.step + _SLACK))) for members, room in groups]
        whole = [(0, 0)]
        for part in [*parts, *(self._line_range(at) for at in alone)]:
            whole = _added(whole, part)
        return whole

    def _sum_of(self, members: NDArray[np.intp], cap: int) -> list[tuple[int, int]]:
        ranges = [(0, 0)]
        for at in members:
            ranges = _added(ranges, self._line_range(int(at)))
        return [(low, min(high, cap)) for low, high in ranges if low <= cap]

    def _line_range(self, at: int) -> list[tuple[int, int]]:
        top = int(np.floor((self.high[at] - self.floor[at]) / self.step + _SLACK))
        if not self.optional[at]:
            return [(0, top)]
        first = int(np.ceil(self.low[at] / self.step - _SLACK))
        return [(0, 0), (first, top)] if first <= top else [(0, 0)]

    def with_total(self, total: float) -> Limits:
        """Give the same rules for another total; caps stay as amounts.

        Raises
        ------
        DataError
            If the bounds do not allow the total.

        """
        limits = replace(self, total=float(total))
        limits.check()
        return limits


def _added(one: list[tuple[int, int]], other: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Add ranges of steps to ranges of steps, joined where they touch."""
    sums = sorted((a + c, b + d) for a, b in one for c, d in other)
    joined = [sums[0]]
    for low, high in sums[1:]:
        if low <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(high, joined[-1][1]))
        else:
            joined.append((low, high))
    return joined


def default_bounds(
    spend: ArrayLike, *, margin: float = 0.3, step: float = 0.0, most: ArrayLike | None = None
) -> tuple[Array, Array]:
    """Bound each line to a margin around what it usually spends.

    A curve is only known near the amounts that were really spent, so a
    proposal does not leave them by more than the margin, nor exceed what the
    line was able to spend.

    Parameters
    ----------
    spend
        Money usually spent per line.
    margin
        Share of the spend allowed up and down.
    step
        Money step; bounds are drawn inwards to multiples of it, or to the
        nearest multiple where none lies between them.
    most
        Most each line was able to spend; missing where not known.

    Returns
    -------
    tuple of arrays
        Lower and upper bound per line.

    """
    now = np.asarray(spend, dtype=float)
    able = np.full_like(now, np.inf) if most is None else np.nan_to_num(np.asarray(most, dtype=float), nan=np.inf)
    high = np.minimum(now * (1 + margin), able)
    low = np.minimum(now * (1 - margin), high)
    if step > 0:
        inner_low, inner_high = np.ceil(low / step - _SLACK) * step, np.floor(high / step + _SLACK) * step
        only = np.minimum(np.round(now / step) * step, np.where(inner_high > 0, inner_high, np.inf))
        fits = inner_low <= inner_high
        low, high = np.where(fits, inner_low, only), np.where(fits, inner_high, only)
    return low, high
