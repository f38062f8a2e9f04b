"""Partners, creators, ambassadors and rules as tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlsplit

import pandas as pd

from smmkit.client import Client
from smmkit.measures.people import Pillars
from smmkit.measures.scopes import Window
from smmkit.present.facts import stated, text_table
from smmkit.schema import platform_name
from smmkit.text import N_, Message, Text
from smmkit.topics.channels.analysis import Creator, Partner, to_approach, with_age
from smmkit.topics.channels.proposals.allies import FLAGS, QUESTIONS, ambassadors, first_message, flag_said
from smmkit.topics.channels.tables.networks import read_said

EFFORT = {1: N_("little"), 2: N_("some"), 3: N_("much")}
KINDS = {
    "association": N_("association"), "media": N_("media outlet"), "fair": N_("fair"), "brand": N_("brand"),
    "venue": N_("venue"),
}  # fmt: skip
ASK_ABOUT = {"jump": N_("a week of new followers"), "rate": N_("very many reactions"), "talk": N_("who comments"),
             "abroad": N_("where the audience lives")}  # fmt: skip
CONTRACT = (
    N_("What is delivered: posts, formats, networks, days."),
    N_("Who approves before it is published, and how often it may be changed."),
    N_("Where, how long and for what we may use it, in ads too."),
    N_("Which rivals are excluded, and until when."),
    N_("Fee, taxes, invoice, day of payment."),
    N_("How it is labelled as advertising, and who checks it."),
    N_("Which numbers are sent after seven and thirty days, as screenshots of the network's own statistics."),
    N_("What happens if it comes late, is taken down, or harms the brand."),
)
NO_RULES = N_("No rule of this country is on file: ask who supervises advertising there, and label it at the start.")
NOT_LEGAL = N_("This is a checklist and not legal advice.")
_MOST = 8


def partner_table(found: Sequence[Partner], text: Text) -> pd.DataFrame | None:
    """Return the partners, those worth most for what they ask first; None where none is listed."""
    rows = [
        (one.name, text.word(KINDS.get(one.kind, one.kind)), text.interval(one.low, one.high) if one.high else
         text.word(None), one.gives, one.asks, text.word(EFFORT[one.effort]), one.risk, _state(one, text))
        for one in found
    ]  # fmt: skip
    heads = (N_("Partner"), N_("Kind"), N_("People in common, guessed"), N_("Gives"), N_("Asks for"), N_("Effort"),
             N_("Risk"), N_("Now"))  # fmt: skip
    return text_table(rows, heads, text) if rows else None


def _state(one: Partner, text: Text) -> str:
    if one.exclusive:
        return text(N_("no: it asks for exclusivity"))
    return text(N_("may be asked")) if one.open else text(N_("decided already"))


def message_table(found: Sequence[Partner], client: Client, text: Text) -> pd.DataFrame | None:
    """Return the first message to the three partners to write to, and who writes; None where there is none."""
    rows = [
        (one.name, text.word(client.roles.names.get(one.owner, client.roles.social_media_manager)),
         text(first_message(one, client)))
        for one in to_approach(tuple(found))
    ]  # fmt: skip
    return text_table(rows, (N_("Write to"), N_("Who writes"), N_("First message")), text) if rows else None


def creator_table(found: Sequence[Creator], text: Text, *, window: Window) -> pd.DataFrame | None:
    """Return the creators by code; None where none is listed."""
    rows = [
        (one.short, platform_name(one.platform), text.number(one.followers), text.number(1000 * one.rate, 1),
         _usual(one, text), stated(text.money(one.fee, 0), "creator_fee", one.short, window),
         stated(text.money(one.cost), "creator_cost", one.short, window),
         text.interval(one.cost_low, one.cost_high, "money"),
         stated(text.percent(one.home), "audience_home", one.short, window),
         ", ".join(text.word(ASK_ABOUT[flag.kind]) for flag in one.flags) or text.word(None))
        for one in found
    ]  # fmt: skip
    heads = (N_("Creator"), N_("Network"), N_("Followers"), N_("React, of 1,000"), N_("Usual for the size"),
             N_("Fee of a post"), N_("Cost of a reaction"), N_("Interval"), N_("Audience in our country"),
             N_("To ask about"))  # fmt: skip
    return text_table(rows, heads, text, window=window) if rows else None


def _usual(one: Creator, text: Text) -> str:
    if one.tier is None:
        return text.word(None)
    least, most = (1000 * float(one.tier[name]) for name in ("average_from", "average_to"))
    return text.interval(least, most, "number1")


def question_table(found: Sequence[Creator], text: Text) -> pd.DataFrame:
    """Return the four questions to ask of each creator, and those that their numbers raise."""
    own = [Message(FLAGS[flag.kind], flag_said(one, flag).values) for one in found for flag in one.flags]
    rows = [(text(N_("of everybody")), text(question)) for question in QUESTIONS]
    rows += [(str(message.values["code"]), text(message)) for message in own]
    return text_table(rows, (N_("Ask"), N_("The question")), text)


def ambassador_table(found: Pillars | None, text: Text) -> pd.DataFrame | None:
    """Return the members to invite, by a short hash; never a name. None where there is none."""
    rows = [
        (str(name)[:6], text.number(row["messages"]), text.number(row["praise"]), text.number(row["helps"]),
         text.number(row["months"]))
        for name, row in ambassadors(found).head(_MOST).iterrows()
    ]  # fmt: skip
    heads = (N_("Member"), N_("Messages"), N_("Praise"), N_("Answers to others"), N_("Months"))
    return text_table(rows, heads, text) if rows else None


def checklist_rows(rules: pd.DataFrame, text: Text, *, end: date) -> list[tuple[str, str, str, str]]:
    """Return rules and points of the contract: what, whose rule, its address and when it was read."""
    lang = "es" if text.lang == "es" else "en"
    rows = [
        (str(row[f"what_{lang}"]), str(row[f"name_{lang}"]), str(row["source"]),
         read_said(row["read_on"], bool(row["old"]), text))
        for row in with_age(rules, end=end).to_dict("records")
    ]  # fmt: skip
    blank = text.word(None)
    rows += [] if len(rows) else [(text(NO_RULES), blank, blank, blank)]
    return rows + [(text(point), text(N_("contract")), blank, blank) for point in CONTRACT]


def checklist_table(rules: pd.DataFrame, text: Text, *, end: date) -> pd.DataFrame:
    """Return the checklist of a country: rules with their source and day, then what belongs in a contract."""
    rows = [
        (what, name, urlsplit(source).hostname or source, read)
        for what, name, source, read in checklist_rows(rules, text, end=end)
    ]
    return text_table(rows, (N_("See to it"), N_("Whose rule"), N_("Read at"), N_("Read on")), text)
