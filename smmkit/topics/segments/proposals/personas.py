"""A persona card's sentences: who, what they care for, how they buy, where they come from, what nobody knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from smmkit.schema import platform_name
from smmkit.text import N_, Message
from smmkit.text.message import Scalar
from smmkit.topics.segments.analysis import MIDDLE, Cards
from smmkit.topics.segments.proposals.habits import active, asked_by, reached
from smmkit.topics.segments.proposals.names import NAMELESS, feature_name

HIDDEN_BELOW = 10
"""Groups smaller than this are not told apart: their members could be guessed."""
PEOPLE: tuple[str, ...] = (
    N_("Those drawn to nothing in particular"),
    N_("Those drawn to {first}"),
    N_("Those drawn to {first} and {second}"),
)
BY_RULE: Mapping[str, str] = {
    "loyal": N_("Those who keep coming back"),
    "new": N_("The new ones"),
    "occasional": N_("Those who buy now and then"),
    "lapsed": N_("Those who have stopped buying"),
}
_WHO = N_(
    "Who: {share:percent} of the customers ({low:percent} to {high:percent}), with {money:percent} of the revenue."
)
_CARE = N_("What they care for: {likes}.")
_CARE_LESS = N_("What they care for: {likes}. What leaves them cold: {dislikes}.")
_SOME = N_("More than the others, though not much: {likes}.")
_BUY = N_(
    "How they buy: half of them have ordered {orders:number} {orders:plural|time|times} or more, and half have not "
    "ordered for {days:number} days or longer."
)
_WORTH = N_("What one of them has spent: {revenue:money0} on average ({low:money0} to {high:money0}).")
_WORTH_ALONE = N_("What one of them has spent: {revenue:money0} on average.")
_PLACE = N_(
    "Where they come from: {share:percent} of them through {place:word} ({low:percent} to {high:percent}); of all "
    "customers {overall:percent}."
)
_ANYWHERE = N_("Where they come from: no channel surely stands out among its people, so none reaches them alone.")
_NOWHERE = N_("Where they come from: the table of customers does not say it.")
_UNKNOWN = N_(
    "What we do not know: which words move them. Links with utm_content for each group, and a question at the till, "
    "would tell."
)
_UNKNOWN_TASTE = N_(
    "What we do not know: what they like, what they ask and when they are online. A short question at the till, kept "
    "with the customer's number, would tell."
)


def people(features: tuple[str, ...], names: Mapping[str, str] = NAMELESS) -> Message:
    """Return what a group is called on its card."""
    first, second = (*(feature_name(one, names) for one in features[:2]), "", "")[:2]
    return Message(PEOPLE[min(len(features), 2)], {"first": first, "second": second})


def persona(
    cards: Cards, segment: int, names: Mapping[str, str] = NAMELESS, asked: Sequence[Message] = ()
) -> list[Message]:
    """Return what is known of a group found in the data, and what is not; nothing of fewer than ten people.

    Parameters
    ----------
    cards
        From `analysis.describe`.
    segment
        Which one.
    names
        What each interest means to a reader.
    asked
        What campaigns ask of it, from `asked_of`.

    """
    row, worth = (_numbers(table, segment) for table in (cards.sizes, cards.value))
    if int(row["count"]) < HIDDEN_BELOW:
        return []
    ends: dict[str, Scalar] = {end: float(row[end]) for end in ("share", "low", "high")}
    likes, dislikes = (listed(cards, segment, side, names) for side in ("high", "low"))
    some = _some(cards, segment, names)
    cared: dict[str, Scalar] = {"likes": likes}
    if dislikes:
        cared["dislikes"] = dislikes
    return [
        Message(_WHO, ends | {"money": float(worth["revenue_share"])}),
        *([Message(_CARE_LESS if dislikes else _CARE, cared)] if likes else []),
        *([Message(_SOME, {"likes": some})] if some else []),
        *_bought(worth),
        *_places(cards.channels, segment),
        *reached(cards.reach, segment),
        *asked_by(cards.habits, segment),
        *active(cards.habits, segment),
        *asked,
        Message(_UNKNOWN),
    ]


def _numbers(table: pd.DataFrame, segment: int) -> pd.Series[float]:
    """Return a group's row of a table of numbers."""
    return pd.Series({str(name): float(column.loc[segment]) for name, column in table.astype(float).items()})


def _bought(worth: pd.Series[float]) -> list[Message]:
    said = []
    if pd.notna(worth["orders"]) and pd.notna(worth["recency_days"]):
        values: dict[str, Scalar] = {"orders": int(worth["orders"]), "days": int(worth["recency_days"])}
        said.append(Message(_BUY, values))
    if pd.notna(worth["revenue"]):
        known = pd.notna(worth["low"])
        money: dict[str, Scalar] = {key: float(worth[key]) for key in ("revenue", *(("low", "high") if known else ()))}
        said.append(Message(_WORTH if known else _WORTH_ALONE, money))
    return said


def _places(channels: pd.DataFrame, segment: int) -> list[Message]:
    own = channels[channels["segment"] == segment]
    if own.empty:
        return [Message(_NOWHERE)]
    high = own[own["side"] == "high"]
    ends = ("share", "low", "high", "overall")
    told = [
        Message(_PLACE, {"place": platform_name(row["channel"]), **{end: float(row[end]) for end in ends}})
        for _, row in high.iterrows()
    ]
    return told or [Message(_ANYWHERE)]


def rule_persona(row: pd.Series[float], reach: Sequence[Message] = ()) -> list[Message]:
    """Return what is known of buyers grouped by rule: `row` of `analysis.behaviour_table`, `reach` from `reached`."""
    if int(row["count"]) < HIDDEN_BELOW:
        return []
    worth = Message(_WORTH_ALONE, {"revenue": float(row["revenue"])}) if pd.notna(row["revenue"]) else None
    return [*([worth] if worth else []), *reach, Message(_UNKNOWN_TASTE)]


def listed(cards: Cards, segment: int, side: str, names: Mapping[str, str]) -> str:
    """Return the three things a group cares for most, or least, as one text; a weak liking is left out."""
    own = cards.tastes[(cards.tastes["segment"] == segment) & (cards.tastes["side"] == side)]
    firm = own[own["mean"] >= MIDDLE] if side == "high" and (own["mean"] >= MIDDLE).any() else own
    ranked = firm.sort_values("distance", ascending=side == "low")["feature"]
    return ", ".join(feature_name(str(feature), names) for feature in ranked[:3])


def _some(cards: Cards, segment: int, names: Mapping[str, str]) -> str:
    """Return what a group has more taste for than the others, and still not much, beside what it cares for."""
    own = cards.tastes[(cards.tastes["segment"] == segment) & (cards.tastes["side"] == "high")]
    little = own[own["mean"] < MIDDLE] if (own["mean"] >= MIDDLE).any() else own.iloc[:0]
    return ", ".join(feature_name(str(feature), names) for feature in little["feature"][:3])
