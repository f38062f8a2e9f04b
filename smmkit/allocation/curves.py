"""Response curves of all lines at once, with their uncertainty as draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from smmkit.allocation.families import FAMILIES, Array, Family
from smmkit.errors import DataError

_TINY = float(np.finfo(float).tiny)
_BISECTIONS = 60


@dataclass(frozen=True)
class Curves:
    """One response curve per budget line: base + scale * shape(spend / half).

    Parameters
    ----------
    lines
        Names of the lines.
    family
        Shape of each line: a key of `FAMILIES`.
    scale
        Results that one unit of shape is worth, shape (draws, lines).
    half
        Money in one unit of the shape's own spend axis, shape (draws, lines).
    exponent
        Exponent of power and Hill shapes, shape (draws, lines).
    base
        Results with no spend at all, shape (draws, lines).

    """

    lines: tuple[str, ...]
    family: tuple[str, ...]
    scale: Array
    half: Array
    exponent: Array
    base: Array

    @classmethod
    def of(
        cls,
        lines: Sequence[str],
        *,
        family: str | Sequence[str],
        scale: ArrayLike,
        half: ArrayLike = 1.0,
        exponent: ArrayLike = 1.0,
        base: ArrayLike = 0.0,
    ) -> Curves:
        """Build curves from numbers, lists or (draws, lines) arrays.

        Raises
        ------
        DataError
            If a family is unknown or a parameter is outside what its shape allows.

        """
        names = (family,) * len(lines) if isinstance(family, str) else tuple(family)
        parts = [np.atleast_2d(np.asarray(part, dtype=float)) for part in (scale, half, exponent, base)]
        shape = np.broadcast_shapes((1, len(lines)), *(part.shape for part in parts))
        curves = cls(tuple(lines), names, *(np.broadcast_to(part, shape).copy() for part in parts))
        curves._check()
        return curves

    def _check(self) -> None:
        for column, (line, name) in enumerate(zip(self.lines, self.family, strict=True)):
            if name not in FAMILIES:
                raise DataError(f"Line {line}: '{name}' is no response curve. Choose one of {', '.join(FAMILIES)}.")
            numbers = np.stack([part[:, column] for part in (self.scale, self.half, self.exponent, self.base)])
            if not np.isfinite(numbers).all() or (numbers[0] < 0).any() or (numbers[1] <= 0).any():
                raise DataError(
                    f"Line {line}: the curve needs a scale of zero or more and a spend unit above zero, "
                    f"and holds {numbers[:, 0].tolist()}. Check the numbers it was fitted to."
                )
            allowed = FAMILIES[name].exponents
            if allowed and not ((numbers[2] > allowed[0]) & (numbers[2] < allowed[1])).all():
                raise DataError(
                    f"Line {line}: a {name} curve needs an exponent between {allowed[0]:g} and {allowed[1]:g}, "
                    f"not {numbers[2, 0]:g}. Choose another curve or check the data."
                )

    @property
    def draws(self) -> int:
        """How many draws of the parameters the curves hold."""
        return int(self.scale.shape[0])

    @cached_property
    def _parts(self) -> list[tuple[Family, Any]]:
        names = np.array(self.family)
        present = [name for name in FAMILIES if name in self.family]
        if len(present) == 1:
            return [(FAMILIES[present[0]], slice(None))]
        return [(FAMILIES[name], np.flatnonzero(names == name)) for name in present]

    def responses(self, spend: ArrayLike) -> Array:
        """Give the results of every draw and line at a spend per line, (draws, lines)."""
        spend = np.broadcast_to(np.asarray(spend, dtype=float), (len(self.lines),))
        unit = spend / self.half
        shape = np.empty_like(unit)
        for family, which in self._parts:
            shape[:, which] = family.response(unit[:, which], self.exponent[:, which])
        return np.asarray(self.base + self.scale * shape)

    def response(self, spend: ArrayLike) -> Array:
        """Give the expected results per line: the mean over the draws."""
        return np.asarray(self.responses(spend).mean(axis=0))

    def marginal(self, spend: ArrayLike) -> Array:
        """Give the expected results of one more unit of money per line."""
        return self._mean_slope(np.asarray(spend, dtype=float) / self.half)

    def marginals(self, spend: ArrayLike) -> Array:
        """Give the results of one more unit of money of every draw and line, (draws, lines)."""
        unit = np.broadcast_to(np.asarray(spend, dtype=float), (len(self.lines),)) / self.half
        slope = np.empty_like(unit)
        for family, which in self._parts:
            slope[:, which] = family.marginal(unit[:, which], self.exponent[:, which])
        return np.asarray(slope * self.scale / self.half)

    def _mean_slope(self, unit: Array) -> Array:
        """Give the marginal results at spends in units of each draw; asked for thousands of times a split."""
        if len(self._parts) == 1:
            slope = self._parts[0][0].marginal(unit, self.exponent)
        else:
            slope = np.empty_like(unit)
            for family, which in self._parts:
                slope[:, which] = family.marginal(unit[:, which], self.exponent[:, which])
        return np.asarray(np.add.reduce(slope * self.scale / self.half, axis=0) / self.draws)

    @cached_property
    def _inflections(self) -> Array:
        at = np.empty_like(self.half)
        for family, which in self._parts:
            at[:, which] = family.inflection(self.exponent[:, which])
        return np.asarray(at * self.half)

    @property
    def inflection(self) -> Array:
        """Spend per line from which the curve is concave in every draw."""
        return np.asarray(self._inflections.max(axis=0))

    def steepest(self, low: ArrayLike, high: ArrayLike) -> Array:
        """Bound the marginal results per line anywhere between two spends.

        The slope of a shape rises up to its inflection and falls after it, so
        between two spends it is steepest where it comes nearest to it.
        """
        return self._mean_slope(np.clip(self._inflections, low, high) / self.half)

    def spend_at(self, price: ArrayLike, *, low: Array, high: Array) -> Array:
        """Find the spend at which one more unit of money brings `price` results.

        Parameters
        ----------
        price
            Marginal results per unit of money, one for all lines or one each.
        low, high
            Spend between which to look; the curves are concave there.

        Returns
        -------
        array
            Spend per line, at a bound where the slope is never `price` inside.

        """
        price = np.broadcast_to(np.asarray(price, dtype=float), (len(self.lines),))
        if self.draws > 1:
            return self._bisect(price, low, high)
        live = self.scale[0] > 0
        slope = np.clip(price * self.half[0] / np.where(live, self.scale[0], 1.0), _TINY, 1.0 / _TINY)
        unit = np.empty_like(slope)
        with np.errstate(over="ignore"):
            for family, which in self._parts:
                unit[which] = family.inverse(slope[which], self.exponent[0, which])
            return np.asarray(np.clip(np.where(live, unit * self.half[0], low), low, high))

    def _bisect(self, price: Array, low: Array, high: Array) -> Array:
        below, above = low.astype(float), high.astype(float)
        for _ in range(_BISECTIONS):
            middle = (below + above) / 2
            worth_more = self.marginal(middle) > price
            below, above = np.where(worth_more, middle, below), np.where(worth_more, above, middle)
        return np.asarray((below + above) / 2)

    def draw(self, number: int) -> Curves:
        """Give the curves of one draw."""
        one = slice(number, number + 1)
        return replace(
            self, scale=self.scale[one], half=self.half[one], exponent=self.exponent[one], base=self.base[one]
        )

    def take(self, positions: Sequence[int]) -> Curves:
        """Give the curves of some lines, by position."""
        at = np.asarray(positions, dtype=int)
        return Curves(
            tuple(self.lines[i] for i in at),
            tuple(self.family[i] for i in at),
            self.scale[:, at],
            self.half[:, at],
            self.exponent[:, at],
            self.base[:, at],
        )

    @classmethod
    def joined(cls, parts: Sequence[Curves]) -> Curves:
        """Put the curves of several sets of lines together, with as many draws as the largest."""
        draws = max(part.draws for part in parts)

        def stacked(name: str) -> Array:
            arrays = [getattr(part, name) for part in parts]
            spread = [array[np.arange(draws) % len(array)] for array in arrays]
            return np.concatenate(spread, axis=1)

        lines = tuple(line for part in parts for line in part.lines)
        family = tuple(name for part in parts for name in part.family)
        return cls(lines, family, stacked("scale"), stacked("half"), stacked("exponent"), stacked("base"))

    def weighted(self, worth: pd.Series | float) -> Curves:
        """Express the results in another unit: worth of one result per line.

        Parameters
        ----------
        worth
            Value of one result, for all lines or per line name.

        """
        factor = worth.reindex(list(self.lines)).to_numpy(dtype=float) if isinstance(worth, pd.Series) else worth
        if not np.isfinite(factor).all():
            raise DataError("A line has no worth per result. Give one number for each line that is optimised.")
        return replace(self, scale=self.scale * factor, base=self.base * factor)
