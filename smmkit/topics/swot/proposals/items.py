"""Strengths, weaknesses, opportunities and threats as ledger items."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd

from smmkit.ledger import Check, Item, Ledger, Verdict, item_id, judge
from smmkit.plan import Plan
from smmkit.stats import LEVEL
from smmkit.text import N_, Message
from smmkit.topics.swot.analysis import EXPERT, INTERNAL, LIMIT, expert_statements, internal_ratings, is_prior
from smmkit.topics.swot.analysis import joint_ratings as joint
from smmkit.topics.swot.proposals.opinions import opinion

QUOTED = "sector"
_AMONG_ALL = N_(
    "chance of such a difference without any: {p:percent2}; among all questions asked, at most {needed:percent2} "
    "may be left"
)
_SINGULAR = {
    "strengths": "strength", "weaknesses": "weakness", "opportunities": "opportunity", "threats": "threat",
}  # fmt: skip
_PLURAL = {name: plural for plural, name in _SINGULAR.items()}
_UNPLACED = N_(
    "Rated in the workshop and left out, because they are not on this month's board and no quadrant is agreed for "
    "them: {items}"
)
_CARRIES_OUT = {"BL", "CA", "CH", "PO"}


def with_experts(
    items: pd.DataFrame, judgements: pd.DataFrame, ratings: pd.DataFrame | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Add what judges hold without evidence, name it by id in their comparisons, and note what they rated.

    Parameters
    ----------
    items
        From `analysis.swot.swot_items`, perhaps with `with_quoted`.
    judgements, ratings
        Canonical tables `judgements` and `swot_ratings`.

    Returns
    -------
    items, judgements
        The items with kind `expert`, and columns `owner` and `given` (their joint rating 1-4, missing where nobody
        rated); the comparisons with ids instead of statements. A group keeps no more than seven items, evidence first.

    """
    known = items if "owner" in items else items.assign(owner="")
    rated = joint(ratings) if ratings is not None else pd.DataFrame({"item": [], "quadrant": [], "rating": []})
    found = expert_statements(judgements, set(known["id"]))
    own = rated[rated["quadrant"].ne("") & ~rated["item"].isin([*known["id"], *found["statement"]])]
    if len(own):
        found = pd.concat([found, own.rename(columns={"item": "statement"})[list(found)]], ignore_index=True)
    ids = {statement: item_id("SW", statement) for statement in found["statement"]}
    experts = pd.DataFrame(
        {
            "id": found["statement"].map(ids), "evidence": "", "quadrant": found["quadrant"], "kind": EXPERT,
            "platform": "", "subject": found["statement"], "called": found["statement"], "distance": 1.0,
            "major": False, "rule": "the workshop's view", "owner": found["judges"],
        }
    )  # fmt: skip
    both = pd.concat([known, experts], ignore_index=True) if len(experts) else known
    kept = both.groupby("quadrant", sort=False).head(LIMIT).reset_index(drop=True)
    named = judgements.assign(left=judgements["left"].replace(ids), right=judgements["right"].replace(ids))
    given = dict(zip(rated["item"].replace(ids), rated["rating"], strict=True))
    return kept.assign(given=kept["id"].map(given).astype(float)), named


def with_quoted(items: pd.DataFrame, evidence: Ledger, *, owner: str) -> pd.DataFrame:
    """Add the facts of the sector that somebody called an opportunity or a threat, and last month's surest results.

    Parameters
    ----------
    items
        From `analysis.swot.swot_items`.
    evidence
        The month's evidence; a quoted fact carries `about = {"quadrant": ...}`, a result of last month its rule too.
    owner
        Role that answers for calling it one.

    """
    rows = [
        {
            "id": "SW" + item.id[2:], "evidence": item.id, "quadrant": _PLURAL[str(item.about["quadrant"])],
            "kind": QUOTED, "platform": "", "subject": "", "called": "", "distance": 1.0, "major": False,
            "rule": str(item.about.get("rule") or "quoted, not measured"), "owner": owner,
        }
        for item in evidence.values()
        if item.about.get("quadrant") in _PLURAL and item.verdict is Verdict.DECIDE
    ]  # fmt: skip
    known = items.assign(owner="")
    return pd.concat([known, pd.DataFrame(rows)], ignore_index=True) if rows else known


def unplaced(table: pd.DataFrame, ratings: pd.DataFrame) -> list[Message]:
    """Say which rated items are left out: they are no id of the board, and no quadrant is agreed for them."""
    rated = joint(ratings)
    known = {*table["id"], *table["subject"]}
    lost = [item for item in rated.loc[rated["quadrant"].eq(""), "item"] if item not in known]
    return [Message(_UNPLACED, {"items": "; ".join(lost)})] if lost else []


def swot_ledger_items(
    table: pd.DataFrame, ledger: Ledger, *, period: str, owner: str, formats: Collection[str] = ()
) -> list[Item]:
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
    formats
        From `formats_told`: of these an opinion is measured later, and says so.

    """
    return [_item(row, ledger, period, owner, formats) for row in table.to_dict("records")]


def rated(table: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Add the 1-4 ratings of the IFE and EFE matrices: the workshop's where it rated, else those of a rule.

    A strength is rated 3 or 4 and a weakness 1 or 2 (David, 1986), so that judges are held to their side. By rule,
    the distance from the reference decides inside (4 and 1 where it is large). Outside, the plan does: 4 where an
    approved measure answers the item, 3 where an approved strategy or objective does, 2 where one is only proposed,
    1 where nothing does.
    """
    inside = table["quadrant"].isin(INTERNAL)
    answers = [_answer({str(row["id"]), str(row["evidence"])}, plan) for row in table.to_dict("records")]
    ruled = np.where(inside, internal_ratings(table), np.array(answers, dtype=float))
    given = table["given"].to_numpy(float) if "given" in table else np.full(len(table), np.nan)
    strong, weak = table["quadrant"].eq(INTERNAL[0]), table["quadrant"].eq(INTERNAL[1])
    held = np.where(strong, np.maximum(given, 3.0), np.where(weak, np.minimum(given, 2.0), given))
    return table.assign(rating=np.where(np.isnan(given), ruled, held))


def sides(rated: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the inside items (strengths, weaknesses) and the outside ones (opportunities, threats)."""
    inside = rated["quadrant"].isin(INTERNAL)
    return rated[inside], rated[~inside]


def _item(row: dict[object, object], ledger: Ledger, period: str, owner: str, formats: Collection[str]) -> Item:
    id = str(row["id"])
    if row["kind"] == EXPERT:
        title, measured, theme = opinion(str(row["subject"]), str(row["quadrant"]), ledger, formats)
        nothing = (
            N_("what the data say of it is no proof of the opinion") if measured else N_("nothing here measures it")
        )
        about = {name: value for name, value in (("theme", theme.kind), ("format", theme.format)) if value}
        judgement = judge([Check("rows", False, Message(nothing))], owner=str(row["owner"]))
        topics = (_SINGULAR[str(row["quadrant"])],)
        return Item.of(id, title, judgement, because=measured, period=period, topics=topics, about=about)
    fact = ledger[str(row["evidence"])]
    if row["kind"] == QUOTED:
        last = bool(fact.about.get("rule"))
        why = (
            N_("measured the month before, not again here") if last else N_("quoted from its source, not measured here")
        )
        judgement = judge([Check("measured", False, Message(why))], owner=owner)
        return Item.of(id, fact.title, judgement, because=(fact.id,), period=period, source=fact.source,
                       topics=(_SINGULAR[str(row["quadrant"])], "last month" if last else QUOTED))  # fmt: skip
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
