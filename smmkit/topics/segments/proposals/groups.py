"""Notebook 04: what was found about segments, as evidence; whom to address, as proposals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from smmkit.client import Client
from smmkit.ledger import Check, Item, Source, item_id, judge
from smmkit.ledger.portraits import PORTRAIT, as_portrait
from smmkit.text import N_, Message
from smmkit.topics.segments.analysis import CERTAINTY, MIN_ROWS, STABLE, TELLING, Cards, Rules, Structure
from smmkit.topics.segments.proposals.habits import reached
from smmkit.topics.segments.proposals.names import NAMELESS, feature_name
from smmkit.topics.segments.proposals.personas import BY_RULE, HIDDEN_BELOW, people, persona, rule_persona

STRUCTURE = "EV-customers-structure"
FAITHFUL = 0.8
LEAST = 30
_COLLECT = N_(
    "Ask customers what they like, in the shop, by e-mail or after an order, until {needed:number} have answered, and "
    "keep each answer as a number from 0 to 1 in customers.csv."
)
# Nothing found is no proof of nothing: more answers tell up to `TELLING`, another question after that.
_ASK_MORE = N_("Ask until {telling:number} customers have answered: of fewer, a group of three in ten may stay unseen.")
_ASK_ELSE = N_(
    "Ask something that parts people better, such as what they came for. By these questions a group of three in ten "
    "that differs in several answers would have shown nine times in ten."
)
_ASK_APART = N_(
    "Ask something that parts people better, such as what they came for: more answers to the same questions will not "
    "tell."
)
_ASK_NUMBERS = N_("Ask at least two things on a scale, such as from 1 to 5, instead of yes or no.")
_OUTCOMES = {
    "few": N_("{n:number} customers have answered everything; segments can be looked for from {needed:number} on"),
    "answers": N_(
        "No segments are told: answers of yes or no cut people into groups by themselves, so any grouping "
        "would look real"
    ),
    "continuum": N_(
        "No separate groups can be told apart among the {n:number} customers: their tastes run from one into the other"
    ),
    "blurred": N_(
        "No separate groups can be told apart among the {n:number} customers: they are more unlike than chance "
        "explains, but no gap parts them"
    ),
    "unstable": N_(
        "No firm groups can be told yet among the {n:number} customers: whoever else is asked, the groups come out "
        "differently"
    ),
    "segments": N_(
        "There are {groups:number} groups among the {n:number} customers, and they come back when other "
        "customers are asked"
    ),
}
# What is signed is whom the content is for; how many they are and what they bring is the why.
_TITLES = (
    N_(
        "Make no posts of their own for customers drawn to nothing in particular, what is for everybody reaches them: "
        "{share:percent} of the customers ({low:percent} to {high:percent}), {money:percent} of the revenue"
    ),
    N_(
        "Make posts and offers for customers drawn to {first}: {share:percent} of the customers ({low:percent} to "
        "{high:percent}), {money:percent} of the revenue"
    ),
    N_(
        "Make posts and offers for customers drawn to {first} and {second}: {share:percent} of the customers "
        "({low:percent} to {high:percent}), {money:percent} of the revenue"
    ),
)
_TOO_SMALL = N_("Make nothing for a group of fewer than ten customers that stands apart: it is too small to be told of")
_NAMES = (N_("Nothing in particular"), N_("{first}"), N_("{first} and {second}"))
BEHAVIOUR_NAMES: Mapping[str, str] = {
    "loyal": N_("Loyal"),
    "new": N_("New"),
    "occasional": N_("Occasional"),
    "lapsed": N_("Lapsed"),
}
_BEHAVIOUR = {
    "loyal": N_(
        "{share:percent} of the customers keep coming back ({low:percent} to {high:percent}); they brought "
        "{money:percent} of the revenue"
    ),
    "new": N_(
        "{share:percent} of the customers are new ({low:percent} to {high:percent}); they brought "
        "{money:percent} of the "
        "revenue"
    ),
    "occasional": N_(
        "{share:percent} of the customers buy now and then ({low:percent} to {high:percent}); they brought "
        "{money:percent} of the revenue"
    ),
    "lapsed": N_(
        "{share:percent} of the customers have stopped buying ({low:percent} to {high:percent}); they once brought "
        "{money:percent} of the revenue"
    ),
}
_FOR = {
    "loyal": N_(
        "Thank customers who keep coming back and tell them news first: {share:percent} of the customers "
        "({low:percent} to {high:percent}), who brought {money:percent} of the revenue"
    ),
    "new": N_(
        "Help new customers to a second order with tips and answers: {share:percent} of the customers "
        "({low:percent} to {high:percent}), who brought {money:percent} of the revenue"
    ),
    "occasional": N_(
        "Give customers who buy now and then a reason to come again soon: {share:percent} of the customers "
        "({low:percent} to {high:percent}), who brought {money:percent} of the revenue"
    ),
    "lapsed": N_(
        "Invite back customers who have stopped buying, with what is new since: {share:percent} of the customers "
        "({low:percent} to {high:percent}), who once brought {money:percent} of the revenue"
    ),
}
_NOT_FOUND = N_("no groups were found, which does not prove that there are none")
_COUNTED = N_("{n:number} customers with all answers, of at least {needed:number}")
_CHANCE = N_("chance of such a fit without any groups: {p:percent2}")
_AGREED = N_("agreement between resamples {stability:number2}, of at least {needed:number2}")
_FAITHFUL = N_("two or three rules put {fidelity:percent} of unseen customers into their segment")


def segment_name(features: tuple[str, ...], names: Mapping[str, str] = NAMELESS) -> Message:
    """Return a segment's name from the features that name it."""
    first, second = (*(feature_name(one, names) for one in features[:2]), "", "")[:2]
    return Message(_NAMES[min(len(features), 2)], {"first": first, "second": second})


def topic_names(client: Client) -> dict[str, str]:
    """Return what each interest means to a reader, as the brief's glossary has it."""
    return client.subjects


def structure_item(structure: Structure, *, period: str, source: tuple[Source, ...]) -> Item:
    """Return whether segments were found, as evidence; that none was is never decided, and says what would tell."""
    curve = structure.curve
    values = {
        "n": structure.n,
        "needed": structure.needed,
        "groups": structure.groups,
        "noise": structure.noise,
        "silhouette": None if curve.empty else float(curve["fit"].iloc[structure.place]),
        "stability": None if curve.empty else float(curve["stability"].iloc[structure.place]),
    }
    counted = Message(_COUNTED, {"n": structure.n, "needed": structure.needed})
    asked = [Check("rows", structure.outcome != "few", counted)]
    if structure.groups is None:
        asked.append(Check("structure", False, Message(_NOT_FOUND)))
    judgement = judge(asked, collect=_to_ask(structure))
    used = {name: value for name, value in values.items() if f"{{{name}:" in _OUTCOMES[structure.outcome]}
    return Item.of(
        STRUCTURE,
        Message(_OUTCOMES[structure.outcome], used),
        judgement,
        value=structure.groups,
        unit="count",
        n=structure.n,
        period=period,
        source=source,
    )


def _to_ask(structure: Structure) -> Message:
    if structure.outcome == "few":
        return Message(_COLLECT, {"needed": structure.needed})
    if structure.outcome == "answers":
        return Message(_ASK_NUMBERS)
    if structure.n < TELLING:
        return Message(_ASK_MORE, {"telling": TELLING})
    return Message(_ASK_ELSE if structure.outcome == "continuum" else _ASK_APART)


def segment_items(
    structure: Structure, cards: Cards, client: Client, *, period: str, source: tuple[Source, ...],
    asked: Mapping[int, Sequence[Message]] | None = None,
) -> list[Item]:  # fmt: skip
    """Return one segment to address per group found: `SG-<what it values>`; nothing where none were found.

    Each carries its portrait, with what campaigns ask of it (`asked`, from `asked_of`).
    """
    if cards.sizes.empty:
        return []
    shared, called = _structure_checks(structure, cards.rules), topic_names(client)
    items = []
    for segment, row in cards.sizes.iterrows():
        names, count = cards.names[int(str(segment))], int(row["count"])
        said = cards.told(int(str(segment)))
        told = persona(cards, int(str(segment)), called, (asked or {}).get(int(str(segment)), ()))
        counted = Message(N_("{count:number} customers, of at least {least:number}"), {"count": count, "least": LEAST})
        worth = float(cards.value["revenue_share"].to_numpy(float)[int(str(segment))])
        judgement = judge([*shared, Check("size", count >= LEAST, counted)], owner=client.roles.social_media_manager)
        items.append(
            Item.of(
                item_id("SG", *(map(feature_name, names) if names else ("no strong taste",))),
                _segment_title(said, row, worth, called) if count >= HIDDEN_BELOW else Message(_TOO_SMALL),
                judgement,
                because=(STRUCTURE,),
                **(_shares(row) if count >= HIDDEN_BELOW else {}),
                period=period,
                source=source,
                about=carried(people(said, called), told),
            )
        )
    return items


def _shares(row: pd.Series[float]) -> dict[str, Any]:
    return {"value": row["share"], "low": row["low"], "high": row["high"], "unit": "rate", "n": int(row["count"])}


def carried(name: Message, told: Sequence[Message]) -> dict[str, str]:
    """Return a portrait as an item carries it: what the group is called, and then what is known of it."""
    return {PORTRAIT: as_portrait([name, *told])} if told else {}


def _segment_title(names: tuple[str, ...], size: pd.Series[float], worth: float, called: Mapping[str, str]) -> Message:
    key = _TITLES[min(len(names), 2)]
    named = dict(zip(("first", "second"), (feature_name(one, called) for one in names), strict=False))
    ends = {end: float(size[end]) for end in ("share", "low", "high")}
    return Message(key, {**named, **ends, "money": worth})


def _structure_checks(structure: Structure, rules: Rules) -> list[Check]:
    stability = float(structure.curve["stability"].iloc[structure.place])
    counts = {"n": structure.n, "needed": structure.needed}
    agreed = {"stability": stability, "needed": STABLE}
    return [
        Check("rows", structure.n >= MIN_ROWS, Message(_COUNTED, counts)),
        Check("structure", structure.p_value < CERTAINTY, Message(_CHANCE, {"p": structure.p_value})),
        Check("stability", stability >= STABLE, Message(_AGREED, agreed)),
        Check("rules", rules.fidelity >= FAITHFUL, Message(_FAITHFUL, {"fidelity": rules.fidelity})),
    ]


def behaviour_items(
    table: pd.DataFrame, structure: Structure, client: Client, *, period: str, source: tuple[Source, ...],
    reach: pd.DataFrame | None = None,
) -> list[Item]:  # fmt: skip
    """Return segments fixed by rule before looking, for the roles to judge: `SG-loyal-customers`, ...

    Each carries its portrait, with whom a post can reach of its kind (`reach`, from `analysis.reach_table`).

    Returns
    -------
    list of Item
        Empty where segments were found in the data, or nobody is known to have bought.

    """
    if structure.groups is not None:
        return []
    check = Check("structure", False, Message(N_("the data tell no segments apart")))
    judgement = judge([check], owner=client.roles.social_media_manager)
    return [
        Item.of(
            item_id("SG", str(name), "customers"),
            Message(_FOR[str(name)], _behaviour_values(row)),
            judgement,
            because=(STRUCTURE,),
            **_shares(row),
            period=period,
            source=source,
            about=carried(Message(BY_RULE[str(name)]), _by_rule(str(name), row, reach)),
        )
        for name, row in table.iterrows()
        if row["count"] >= HIDDEN_BELOW
    ]


def _by_rule(name: str, row: pd.Series[float], reach: pd.DataFrame | None) -> list[Message]:
    known = rule_persona(row, [] if reach is None else reached(reach, name))
    return [Message(_BEHAVIOUR[name], _behaviour_values(row)), *known] if known else []


def _behaviour_values(row: pd.Series[float]) -> dict[str, str | float]:
    numbers = {"share": "share", "low": "low", "high": "high", "money": "revenue_share"}
    return {key: float(row[column]) for key, column in numbers.items()}
