"""Each segment as a person would tell it, what to say to it, and what nobody knows of it yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from smmkit.client import Client
from smmkit.ledger import Check, Item, Source, item_id, judge
from smmkit.text import N_, Message
from smmkit.topics.segments.analysis import Cards, Concentration
from smmkit.topics.segments.proposals.names import NAMELESS
from smmkit.topics.segments.proposals.personas import listed, people, persona

NO_PORTRAIT = N_("No groups were found, so there is nobody to portray: speak to everybody alike.")
TOO_FEW = N_("Fewer than fifty customers have a revenue on record, so nobody can tell how much rests on few of them.")
_SAY = N_("Speak to this group about what it cares for ({likes}), in the client's own tone ({tone})")
_SAY_LESS = N_(
    "Speak to this group about what it cares for ({likes}) and not about what leaves it cold ({dislikes}), in the "
    "client's own tone ({tone})"
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
        said += [people(cards.told(segment), names), *persona(cards, segment, names)]
    return said or [Message(NO_PORTRAIT)]


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
        likes, dislikes = (listed(cards, segment, side, names) for side in ("high", "low"))
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
