"""How results and value count together, and who says so."""

from __future__ import annotations

from smmkit.client import Client
from smmkit.ledger import Check, Item, judge
from smmkit.plan import Plan
from smmkit.plan.weights import value_weight
from smmkit.text import N_, Message
from smmkit.topics.budget.analysis import Study

HALF = 0.5


def mix_weight(plan: Plan) -> float:
    """Give the share of the value in a mix of results and value: as approved, else half."""
    weight = value_weight(plan.objectives)
    return HALF if weight is None else weight


def mix_items(study: Study, client: Client, plan: Plan, period: str) -> list[Item]:
    """State the weights of the mix as the judgement they are, with its reason.

    Returns
    -------
    list of Item
        One DE item; none where the worth of a result is not known for every line, so that there is no mix.

    """
    if study.frame.limits is None or not study.worth.reindex(study.frame.elastic).notna().all():
        return []
    weight = value_weight(plan.objectives)
    if weight is None:
        title = Message(
            N_("A mix of results and revenue counts each half: no approved objective carries a weight, "
               "and no data say which matters more"))  # fmt: skip
    else:
        title = Message(
            N_("A mix of results and revenue counts results {results:percent} and revenue {value:percent}, "
               "as the approved objectives say"), {"results": 1 - weight, "value": weight})  # fmt: skip
    because = tuple(one.id for one in plan.objectives if one.status == "approved" and one.weight is not None)
    measured = Check("measured", False, Message(N_("How much a result matters beside its revenue is not measured")))
    return [
        Item.of("DE-budget-mix", title, judge([measured], owner=client.roles.approver), because=because,
                value=mix_weight(plan), unit="rate", period=period)
    ]  # fmt: skip


def no_mix_message() -> Message:
    """Say why a split can only aim at results."""
    return Message(N_("What a result is worth is not known for every line, so a split can only aim at results."))
