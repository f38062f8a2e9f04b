"""Strengths, weaknesses, opportunities and threats as ledger items."""

from __future__ import annotations

import numpy as np
import pandas as pd

from smmkit.ledger import Check, Item, Ledger, Verdict, item_id, judge
from smmkit.plan import Plan
from smmkit.stats import LEVEL
from smmkit.text import N_, Message
from smmkit.topics.swot.analysis import INTERNAL, LIMIT, expert_statements, internal_ratings, is_prior

EXPERT = "expert"
_AMONG_ALL = N_(
    "chance of such a difference without any: {p:percent2}; among all questions asked, at most {needed:percent2} "
    "may be left"
)
_SINGULAR = {
    "strengths": "strength", "weaknesses": "weakness", "opportunities": "opportunity", "threats": "threat",
}  # fmt: skip
_CARRIES_OUT = {"BL", "CA", "CH", "PO"}


def with_experts(items: pd.DataFrame, judgements: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Add what judges hold without evidence, and name it by id in their comparisons.

    Parameters
    ----------
    items
        From `analysis.swot.swot_items`.
    judgements
        Canonical table.

    Returns
    -------
    items, judgements
        The items with kind `expert` and column `owner`; the comparisons with ids instead of
        statements. A group keeps no more than seven items, evidence first.

    """
    found = expert_statements(judgements, set(items["id"]))
    ids = {statement: item_id("SW", statement) for statement in found["statement"]}
    experts = pd.DataFrame(
        {
            "id": found["statement"].map(ids), "evidence": "", "quadrant": found["quadrant"], "kind": EXPERT,
            "platform": "", "subject": found["statement"], "distance": 1.0, "major": False,
            "rule": "held by experts, not measured", "owner": found["judges"],
        }
    )  # fmt: skip
    both = pd.concat([items.assign(owner=""), experts], ignore_index=True) if len(experts) else items.assign(owner="")
    kept = both.groupby("quadrant", sort=False).head(LIMIT).reset_index(drop=True)
    named = judgements.assign(left=judgements["left"].replace(ids), right=judgements["right"].replace(ids))
    return kept, named


def swot_ledger_items(table: pd.DataFrame, ledger: Ledger, *, period: str, owner: str) -> list[Item]:
    """Return one item per row: it says what its evidence says, or what its judges hold.

    Evidence may be stated at the error of its own family of questions. To be decided on, it must
    also hold the error of all questions the workbook asks; otherwise somebody answers for it.

    Parameters
    ----------
    table
        Rows of a `Weighing`, with `owner`.
    ledger
        The evidence they rest on.
    period
        Month, such as `2026-10`.
    owner
        Role that answers for what the data alone do not decide.

    """
    return [_item(row, ledger, period, owner) for row in table.to_dict("records")]


def rated(table: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Add the 1-4 ratings of the IFE and EFE matrices.

    Inside, the distance from the reference decides (4 and 1 where it is large). Outside, the
    plan does: 4 where an approved measure answers the item, 3 where an approved strategy or
    objective does, 2 where one is only proposed, 1 where nothing does.
    """
    inside = table["quadrant"].isin(INTERNAL)
    answers = [_answer({str(row["id"]), str(row["evidence"])}, plan) for row in table.to_dict("records")]
    return table.assign(rating=np.where(inside, internal_ratings(table), np.array(answers, dtype=float)))


def sides(rated: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the inside items (strengths, weaknesses) and the outside ones (opportunities, threats)."""
    inside = rated["quadrant"].isin(INTERNAL)
    return rated[inside], rated[~inside]


def _item(row: dict[object, object], ledger: Ledger, period: str, owner: str) -> Item:
    id = str(row["id"])
    if row["kind"] == EXPERT:
        title = Message(N_("{statement} (held by experts, not measured)"), {"statement": str(row["subject"])})
        check = Check("rows", False, Message(N_("nothing in the data speaks of it")))
        topics = (_SINGULAR[str(row["quadrant"])],)
        return Item.of(id, title, judge([check], owner=str(row["owner"])), period=period, topics=topics)
    fact = ledger[str(row["evidence"])]
    rows = Check("rows", fact.verdict is Verdict.DECIDE, Message(N_("its evidence may be stated")))
    p = 1.0 if fact.p_value is None or is_prior(fact.about.get("finding")) else fact.p_value
    among = Check("multiplicity", p <= LEVEL, Message(_AMONG_ALL, {"p": p, "needed": LEVEL}))
    return Item.of(
        id, fact.title, judge([rows, among], owner=owner), because=(fact.id,), value=fact.value, low=fact.low,
        high=fact.high, p_value=fact.p_value, unit=fact.unit, n=fact.n, period=period, metric=fact.metric,
        scope=fact.scope, window=fact.window,
        definition=fact.definition, source=fact.source, topics=(_SINGULAR[str(row["quadrant"])], str(row["kind"])),
        about={"counted": True} if fact.about.get("counted") else {},
    )  # fmt: skip


def _answer(ids: set[str], plan: Plan) -> float:
    """Rate how the plan answers an outside item, following its links upwards."""
    reached = set(ids)
    found = 1.0
    for entry in plan:  # strategies and objectives stand before what carries them out
        if reached.isdisjoint(entry.because):
            continue
        reached.add(entry.id)
        approved = entry.status == "approved"
        found = max(found, (4.0 if str(entry.kind) in _CARRIES_OUT else 3.0) if approved else 2.0)
    return found
