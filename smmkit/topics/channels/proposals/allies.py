"""With whom: partners to write to, creators to ask, and members of the community to invite."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from smmkit.client import Client
from smmkit.ledger import Check, Item, Kind, Verdict, item_id, judge
from smmkit.measures.people import Pillars
from smmkit.report.document import Book
from smmkit.schema import platform_name
from smmkit.sources.references import load_creator_tiers
from smmkit.text import N_, Message, Scalar
from smmkit.topics.channels.analysis.creators import ABROAD, JUMP, RATE, TALK, Creator, Flag, creators, shortlist
from smmkit.topics.channels.analysis.own_cost import OwnCost
from smmkit.topics.channels.analysis.partners import Partner, to_approach
from smmkit.topics.channels.proposals.tools import named, unique

NO_PARTNERS = Message(N_(
    "Nobody has listed possible partners: fill in partners.csv with whom you could ally, what each gives and asks, and "
    "how much of its audience may be yours."
))  # fmt: skip
NO_CREATORS = Message(N_(
    "Nobody has counted creators: fill in creators.csv, one row per creator and week, and ask each the four questions "
    "below."
))  # fmt: skip
NO_MEMBERS = Message(N_("No message names its author, so nobody can tell who helps the others."))
QUESTIONS = (
    N_("A screenshot of your own statistics: audience by country and age, last 90 days."),
    N_("Views and interactions of your last ten posts, the paid ones marked."),
    N_("Where did your followers come from in the last six months, week by week?"),
    N_("Whom else have you advertised for in the last six months, and how did you label it?"),
)
MIN_HELPS = 5
_COMMON = N_("{partner} reaches {low:number} to {high:number} people who are probably ours too")
_UNMEASURED = N_("{partner}: nobody has guessed how many of its people are ours too")
_WRITE = N_("Write to {partner}: it gives {gives}, and it asks for {asks}")
_RATED = N_(
    "Of a thousand followers of creator {code} on {network}, {per:number1} react to a post ({low:number1} to "
    "{high:number1}); usual for that size are {least:number1} to {most:number1}"
)
_RATED_ALONE = N_(
    "Of a thousand followers of creator {code} on {network}, {per:number1} react to a post ({low:number1} to "
    "{high:number1}); nobody publishes what is usual there"
)
_RATED_FEW = N_(
    "Of a thousand followers of creator {code} on {network}, {per:number1} react to a post; usual for that size are "
    "{least:number1} to {most:number1}"
)
_RATED_ALONE_FEW = N_(
    "Of a thousand followers of creator {code} on {network}, {per:number1} react to a post; nobody publishes what is "
    "usual there"
)
FLAGS = {
    JUMP: N_(
        "Ask creator {code} where the {value:number} new followers counted on {day:date} came from: {usual:number} a "
        "week are usual, and no more people watched"
    ),
    RATE: N_(
        "Ask creator {code} how reactions come about: {value:percent1} of the followers react to a post, and above "
        "{usual:percent1} is already high for that size"
    ),
    TALK: N_(
        "Ask creator {code} who comments: {value:percent1} of the reactions are comments, and {usual:percent1} are "
        "usual among the creators of this list"
    ),
    ABROAD: N_("Ask creator {code} whom the posts reach: {value:percent} of the audience live in our country"),
}
_PRICE = N_(
    "A reaction to a post of the creators on the shortlist costs {low:money} to {high:money}; one to our own posts "
    "costs {own:money}, hours included"
)
_PRICE_PAID = N_(
    "A reaction to a post of the creators on the shortlist costs {low:money} to {high:money}; in our own ads it costs "
    "{paid:money} ({paid_low:money} to {paid_high:money})"
)
_PRICE_ALONE = N_("A reaction to a post of the creators on the shortlist costs {low:money} to {high:money}")
_SHORTLIST = N_(
    "Ask {count:number} {count:plural|creator|creators} the four questions before any fee is agreed: {codes}"
)
_HELPERS = N_(
    "{count:number} {count:plural|member helps or praises|members help or praise} "
    "month after month, without being asked"
)
_INVITE = N_(
    "Invite {count:plural|the member who helps|those who help} most ({count:number}), each in a private message, to be "
    "the first to hear and try"
)


def partner_items(found: Sequence[Partner], client: Client) -> list[Item]:
    """Return how many people each open partner shares with the client, and three to write to.

    Parameters
    ----------
    found
        From `analysis.partners`.
    client
        Its roles write.

    """
    evidence = [_shared(one) for one in found if one.open]
    asked = [_approach(one, client) for one in to_approach(tuple(found))]
    return unique([*evidence, *asked])


def _shared(one: Partner) -> Item:
    values: dict[str, Scalar] = {"partner": one.name, "low": one.low, "high": one.high}
    known = one.high > 0
    ends: dict[str, Any] = {"low": one.low, "high": one.high, "unit": "people"} if known else {}
    title = Message(_COMMON if known else _UNMEASURED, values)
    return Item(id=named("EV", "partner", one.name), kind=Kind.EV, title=title, verdict=Verdict.JUDGE,
                about={"tables": "partners", "rows": one.name}, **ends)  # fmt: skip


def _approach(one: Partner, client: Client) -> Item:
    values: dict[str, Scalar] = {"partner": one.name, "gives": one.gives or "–", "asks": one.asks or "–"}
    owner = client.roles.names.get(one.owner, client.roles.social_media_manager)
    return Item.of(named("DE", "partner", one.name), Message(_WRITE, values), judge([], owner=owner),
                   because=(named("EV", "partner", one.name),), about={"choice": one.name})  # fmt: skip


def first_message(one: Partner, client: Client) -> Message:
    """Return the first message to a partner, to be made one's own."""
    values: dict[str, Scalar] = {"client": client.name, "sector": client.sector, "gives": one.gives or "–",
                                 "asks": one.asks or "–"}  # fmt: skip
    return Message(N_(
        "Hello, we are {client} ({sector}). Many of your people are ours too, and we would like to do something "
        "together: from you, {gives}; from us, {asks}. Could we talk for a quarter of an hour this week?"
    ), values)  # fmt: skip


def creators_of(book: Book) -> tuple[Creator, ...]:
    """Return what the client's table of creators tells of each: made once for the notebook and its documents."""
    currency = book.client.currency
    made = lambda: creators(book.table("creators"), load_creator_tiers(), currency=currency)  # noqa: E731
    return book.facts.once("creators", made)


def creator_items(found: Sequence[Creator], own: OwnCost, client: Client) -> list[Item]:
    """Return what creators' followers do, what is to be asked, what a reaction costs, and whom to ask first.

    Parameters
    ----------
    found
        From `analysis.creators`; known by a code alone.
    own
        What a reaction costs the client itself.
    client
        Its social media manager asks.

    """
    if not found:
        return []
    items = [_rated(one) for one in found if one.rate > 0]
    items += [_flagged(one, flag) for one in found for flag in one.flags]
    listed = shortlist(found)
    if not listed:
        return unique(items)
    price = _priced(listed, own)
    because = [item_id("EV", "creator", one.short, "rate") for one in listed] + [item.id for item in price]
    codes = ", ".join(one.short for one in listed)
    ask = Item.of("DE-creators", Message(_SHORTLIST, {"count": len(listed), "codes": codes}),
                  judge([], owner=client.roles.social_media_manager), because=tuple(because),
                  about={"choice": codes})  # fmt: skip
    return unique([*items, *price, ask])


_WORDS = {
    (True, True): _RATED, (False, True): _RATED_ALONE, (True, False): _RATED_FEW, (False, False): _RATED_ALONE_FEW,
}  # fmt: skip


def _rated(one: Creator) -> Item:
    values: dict[str, Scalar] = {"code": one.short, "network": platform_name(one.platform), "per": 1000 * one.rate}
    some = one.low <= one.high
    values |= {"low": 1000 * one.low, "high": 1000 * one.high} if some else {}
    if one.tier is not None:
        values |= {"least": 1000 * float(one.tier["average_from"]), "most": 1000 * float(one.tier["average_to"])}
    counted = judge([Check("rows", True, Message(N_("somebody counted likes and comments")))])
    title = Message(_WORDS[one.tier is not None, some], values)
    ends: dict[str, Any] = {"value": one.rate, "unit": "rate"} | ({"low": one.low, "high": one.high} if some else {})
    id = item_id("EV", "creator", one.short, "rate")
    return Item.of(id, title, counted, about={"tables": "creators", "rows": one.code}, **ends)


def _flagged(one: Creator, flag: Flag) -> Item:
    unit = {JUMP: "people", TALK: "rate", RATE: "rate", ABROAD: "rate"}[flag.kind]
    return Item(id=item_id("EV", "creator", one.short, flag.kind), kind=Kind.EV, title=flag_said(one, flag),
                verdict=Verdict.JUDGE, value=flag.value, unit=unit,
                about={"tables": "creators", "rows": one.code})  # fmt: skip


def flag_said(one: Creator, flag: Flag) -> Message:
    """Return what is to be asked of a creator, as a question and never as an accusation."""
    day = None if flag.day is None else flag.day.isoformat()
    return Message(FLAGS[flag.kind], {"code": one.short, "value": flag.value, "usual": flag.usual, "day": day})


def _priced(listed: Sequence[Creator], own: OwnCost) -> list[Item]:
    known = [one for one in listed if one.cost_low > 0]  # of too few counts nobody knows how far they lie apart
    if not known:
        return []
    values: dict[str, Scalar] = {
        "low": min(one.cost_low for one in known), "high": max(one.cost_high for one in known), "own": own.own,
        "paid": own.paid, "paid_low": own.paid_low, "paid_high": own.paid_high,
    }  # fmt: skip
    key = _PRICE_PAID if own.paid > 0 else _PRICE if own.own > 0 else _PRICE_ALONE
    codes = "+".join(one.code for one in known)
    low, high = min(one.cost_low for one in known), max(one.cost_high for one in known)
    fees = [one.fee for one in known if one.fee > 0]
    about: dict[str, Scalar] = {"line": "influencers", "tables": "creators", "rows": codes,
                                **({"fee": float(np.median(fees))} if fees else {})}  # fmt: skip
    return [Item(id="EV-creators-cost", kind=Kind.EV, title=Message(key, values), verdict=Verdict.JUDGE, unit="money",
                 low=low, high=high, about=about)]  # fmt: skip


def to_say(items: Sequence[Item]) -> list[Item]:
    """Return the items worth a sentence beside their table: what is to be asked, what it costs, what is proposed."""
    shown = ("EV-partner-", "EV-creator-")
    asked = tuple(f"-{kind}" for kind in FLAGS)
    return [item for item in items if not item.id.startswith(shown) or item.id.endswith(asked)]


def ambassadors(found: Pillars | None) -> pd.DataFrame:
    """Return the members who help or praise month after month, never those who mostly complain."""
    if found is None:
        return pd.DataFrame(columns=["messages", "praise", "helps", "months"])
    faithful = (found.members["role"] == "helper") & (found.members["months"] >= 2)
    kept: pd.DataFrame = found.members[faithful & (found.members["messages"] >= MIN_HELPS)]
    return kept


def member_items(found: Pillars | None, client: Client) -> list[Item]:
    """Return how many members help of their own accord, and the invitation to them."""
    count = len(ambassadors(found))
    if not count:
        return []
    values = {"count": count}
    counted = judge([Check("rows", True, Message(N_("their messages were counted")))])
    evidence = Item.of("EV-community-helpers", Message(_HELPERS, values), counted, value=float(count), unit="people",
                       about={"tables": "inbox mentions"})  # fmt: skip
    invite = Item.of("DE-ambassadors", Message(_INVITE, values), judge([], owner=client.roles.community_manager),
                     because=(evidence.id,), about={"choice": "ambassadors"})  # fmt: skip
    return [evidence, invite]
