"""What a budget counts when it aims at a mix: the weights of the approved objectives."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from smmkit.client.fields import wrong

RESULTS = ("key_events", "orders", "leads")
VALUE = ("revenue",)
_NOISE = 1e-6


class Weighted(Protocol):
    """An objective that may carry a weight."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def status(self) -> str:
        """Whether it stands."""

    @property
    def metric(self) -> str | None:
        """The measure it is judged by."""

    @property
    def weight(self) -> float | None:
        """Its share of the mix."""


def check_weight(objective: Weighted) -> None:
    """Refuse a weight on an objective no budget line has a curve for."""
    if objective.weight is not None and objective.metric not in (*RESULTS, *VALUE):
        raise wrong(
            f"{objective.id} has a weight and its metric is '{objective.metric}'",
            f"Money can be split for {', '.join(RESULTS)} (results) or {', '.join(VALUE)} (value): "
            "change the metric or remove the weight.",
            "weight",
        )


def check_weights(objectives: Sequence[Weighted]) -> None:
    """Refuse weights of approved objectives that are no shares of one whole."""
    carrying = [(number, one) for number, one in enumerate(objectives) if _counts(one)]
    total = sum(one.weight or 0.0 for _, one in carrying)
    sides = {one.metric in VALUE for _, one in carrying}
    if total > 1 + _NOISE or (len(sides) == 2 and total < 1 - _NOISE):
        raise wrong(
            f"the weights of the approved objectives add up to {total:g}", "Make them add up to 1.",
            "objectives", carrying[-1][0], "weight",
        )  # fmt: skip


def value_weight(objectives: Sequence[Weighted]) -> float | None:
    """Give the share of the value, 0-1, in a mix of results and value; None where no approved objective says.

    Where only one side carries weights, the other has the rest.
    """
    carrying = [one for one in objectives if _counts(one)]
    if not carrying:
        return None
    value = [one.weight or 0.0 for one in carrying if one.metric in VALUE]
    return min(sum(value), 1.0) if value else max(1.0 - sum(one.weight or 0.0 for one in carrying), 0.0)


def _counts(one: Weighted) -> bool:
    return one.status == "approved" and one.weight is not None
