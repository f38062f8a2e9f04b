"""Each segment as a person would tell it, what to say to it, and what nobody knows of it yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from smmkit.client import Client
from smmkit.ledger import Check, Item, Source, item_id, judge
from smmkit.schema import platform_name
from smmkit.text import N_, Message
from smmkit.topics.segments.analysis import Cards, Concentration
from smmkit.topics.segments.proposals.groups import NAMELESS, feature_name, segment_name

NO_PORTRAIT = N_("No groups were found, so there is nobody to portray: speak to everybody alike.")
TOO_FEW = N_("Fewer than fifty customers have a revenue on record, so nobody can tell how much rests on few of them.")
_WHO = N_(
    "Who: {share:percent} of the customers ({low:percent} to {high:percent}), with {money:percent} of the revenue."
)
_CARE = N_("What they care for: {likes}.")
_CARE_LESS = N_("What they care for: {likes}. What leaves them cold: {dislikes}.")
_PLACE = N_("Where they come from: {places}, more than the other customers do.")
_ANYWHERE = N_("Where they come from: the same places as everybody, so no channel reaches them alone.")
_UNKNOWN = N_(
    "What we do not know: when they are online and what they answer to. Links with utm_content for each group, and a "
    "question at the till, would tell."
)
_SAY = N_("Speak to the people drawn to {likes} about just that, in the client's own tone ({tone})")
_SAY_LESS = N_(
    "Speak to the people drawn to {likes} about just that and leave {dislikes} out, in the client's own tone ({tone})"
)
_SAID = N_("no two messages have been compared yet")
_TOP = N_(
    "The best tenth of the customers brings {share:percent} of the revenue ({low:percent} to {high:percent}); if they "
    "only bought more often, it would be {even:percent}"
)
_KEY = N_("One customer alone brings {share:percent} of the revenue")
_KEYS = N_("{count:number} customers bring {share:percent} of the revenue between them")
_ENOUGH = N_("{found:number} customers with a revenue")


def portraits(cards: Cards, names: Mapping[str, str] = NAMELESS) -> list[Message]:
    """Return the sentences of every segment's portrait, segment by segment.

    Parameters
    ----------
    cards
        From `analysis.describe`.
    names
        What each interest means to a reader, as the brief's glossary has it.

    """
    said: list[Message] = []
    for segment in cards.names:
        said += [segment_name(cards.names[segment], names), *_portrait(cards, segment, names)]
    return said or [Message(NO_PORTRAIT)]


def _portrait(cards: Cards, segment: int, names: Mapping[str, str]) -> list[Message]:
    row = cards.sizes.index.get_loc(segment)
    ends = {end: float(cards.sizes[end].to_numpy(float)[row]) for end in ("share", "low", "high")}
    worth = float(cards.value["revenue_share"].to_numpy(float)[cards.value.index.get_loc(segment)])
    likes, dislikes = (_listed(cards, segment, side, names) for side in ("high", "low"))
    places = cards.channels[(cards.channels["segment"] == segment) & (cards.channels["side"] == "high")]
    where = Message(_PLACE, {"places": ", ".join(map(platform_name, places["channel"]))}) if len(places) else None
    care = Message(_CARE_LESS if dislikes else _CARE, {"likes": likes} | ({"dislikes": dislikes} if dislikes else {}))
    return [
        Message(_WHO, ends | {"money": worth}),
        *([care] if likes else []),
        where or Message(_ANYWHERE),
        Message(_UNKNOWN),
    ]


def message_items(
    cards: Cards, client: Client, groups: Sequence[Item], names: Mapping[str, str] = NAMELESS, *, period: str
) -> list[Item]:
    """Return what to say to each segment, for somebody to judge: `DE-message-<segment>`.

    Parameters
    ----------
    cards
        From `analysis.describe`.
    client
        The brief; gives the tone, and the social media manager who answers.
    groups
        The segments' items, in the order of the cards.
    names
        As for `portraits`.
    period
        Month, such as `2026-10`.

    """
    items = []
    for segment, group in zip(cards.names, groups, strict=False):
        likes, dislikes = (_listed(cards, segment, side, names) for side in ("high", "low"))
        if not likes or not client.brand.tone:
            continue
        values = {"likes": likes, "tone": ", ".join(client.brand.tone)}
        title = Message(_SAY_LESS if dislikes else _SAY, values | ({"dislikes": dislikes} if dislikes else {}))
        judgement = judge([Check("tested", False, Message(_SAID))], owner=client.roles.social_media_manager)
        id = item_id("DE", "message", group.id.removeprefix("SG-"))
        items.append(Item.of(id, title, judgement, because=(group.id,), period=period))
    return items


def concentration_items(found: Concentration | None, *, period: str, source: tuple[Source, ...]) -> list[Item]:
    """Return `EV-customers-top`, and `EV-customers-key` where single customers carry a twentieth or more.

    Parameters
    ----------
    found
        From `analysis.concentration`.
    period
        Month, such as `2026-10`.
    source
        Files and rows of the customers.

    """
    if found is None:
        return []
    rows = judge([Check("rows", True, Message(_ENOUGH, {"found": found.customers}))])
    values = {"share": found.share, "low": found.interval.low, "high": found.interval.high, "even": found.even}
    items = [
        Item.of("EV-customers-top", Message(_TOP, values), rows, value=found.share, low=found.interval.low,
                high=found.interval.high, unit="rate", n=found.customers, period=period, source=source)
    ]  # fmt: skip
    if len(found.accounts):
        share = float(found.accounts.sum())
        title = Message(_KEY, {"share": share})
        if len(found.accounts) > 1:
            title = Message(_KEYS, {"count": len(found.accounts), "share": share})
        items.append(
            Item.of("EV-customers-key", title, rows, value=share, unit="rate", n=found.customers, period=period,
                    source=source, about={"counted": True})
        )  # fmt: skip
    return items


def _listed(cards: Cards, segment: int, side: str, names: Mapping[str, str]) -> str:
    own = cards.tastes[(cards.tastes["segment"] == segment) & (cards.tastes["side"] == side)]
    ranked = own.sort_values("distance", ascending=side == "low")["feature"]
    return ", ".join(feature_name(str(feature), names) for feature in ranked[:3])
