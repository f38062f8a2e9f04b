"""Notebook 07's tables on content: subjects, purposes, voice, hours."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from smmkit.client import Client
from smmkit.measures.hours import ALL
from smmkit.measures.posts import OUTCOMES
from smmkit.measures.scopes import Window
from smmkit.plan import Plan
from smmkit.present.display import NOTHING
from smmkit.present.facts import STANDING, stated, text_table
from smmkit.schema import platform_name
from smmkit.text import N_, Text
from smmkit.topics.calendar.analysis import wording
from smmkit.topics.calendar.analysis.mix import COMMUNITY, PURPOSES, SELL, SHARE, apportion
from smmkit.topics.calendar.proposals.board import Board
from smmkit.topics.calendar.proposals.posts import PURPOSE_WORDS
from smmkit.topics.calendar.tables.month import post_said

OUTCOME_WORDS = {
    "votes": N_("Likes"),
    "interactions": N_("Comments, shares and saves"),
    "conversions": N_("Clicks and new followers"),
}


def axes_table(board: Board, text: Text) -> pd.DataFrame:
    """Return what each subject brought and how many posts it gets."""
    counts = apportion(len(board.own) + len(board.proposed), board.weights)
    table = board.subjects.table
    rows = []
    for name, count in counts.items():
        known = name in table.index
        effect = table.loc[name] if known else None
        rows.append(
            (
                board.called(name),
                text.number(effect["n"] if effect is not None else 0),
                text(
                    N_("{low} to {high}"),
                    low=text.signed(effect["low"], "percent"),
                    high=text.signed(effect["high"], "percent"),
                )
                if effect is not None
                else text.word(None),
                text("yes") if name in board.subjects.clear else text("no"),
                text.number(count),
            )
        )
    heads = (
        N_("Subject"),
        N_("Posts so far"),
        N_("Answers against the average post"),
        N_("Beyond chance"),
        N_("Next month"),
    )
    return text_table(rows, heads, text)


def purpose_table(board: Board, plan: Plan, text: Text) -> pd.DataFrame:
    """Return what next month's posts are for, beside the house rules."""
    policy = plan.calendar_policy
    rules = {
        SELL: text("at most {share:percent}", share=policy.promo_cap),
        SHARE: text("at least {share:percent}", share=policy.curated_floor),
        COMMUNITY: text("at least {share:percent}", share=policy.community_floor),
    }
    window = Window.month(board.period)
    every = pd.concat([board.own["purpose"], board.proposed["purpose"]])
    rows = [
        (
            text.word(PURPOSE_WORDS[name]),
            text.number(int((board.own["purpose"] == name).sum())),
            text.number(int((board.proposed["purpose"] == name).sum())),
            stated(text.percent(float((every == name).mean()) if len(every) else None), "purpose_share", name, window),
            stated(rules.get(name, text.word(None)), "threshold", name, STANDING),
        )
        for name in PURPOSES
    ]
    heads = (N_("Purpose"), N_("In the calendar"), N_("Proposed"), N_("Share"), N_("House rule"))
    return text_table(rows, heads, text, window=window)


def grid_table(board: Board, text: Text) -> pd.DataFrame:
    """Return the month's posts by subject and network with format."""
    every = pd.concat([board.own, board.proposed], ignore_index=True)
    where = every["network"].map(platform_name) + " · " + every["format"].map(text.word)
    grid = pd.crosstab(every["axis"].fillna("–"), where)
    rows = [
        (board.called(name), *(text.number(count) if count else "" for count in row))
        for name, row in zip(grid.index, grid.to_numpy(), strict=True)
    ]
    return text_table(rows, (N_("Subject"), *grid.columns), text)


def voice_table(client: Client, good: Sequence[str], poor: Sequence[str], text: Text) -> pd.DataFrame:
    """Return the card of tone: what we are, openings people answered, openings nobody did, what we never say."""
    formal = {"ES": N_("tú, as the trade does in Spain"), "MX": N_("tú; usted where somebody complains")}
    rows = [(text("We sound"), ", ".join(client.brand.tone) or text.word(None))]
    rows += [(text("People answered most"), line) for line in good]
    rows += [(text("People answered least"), line) for line in poor]
    rows += [(text("We never say"), phrase) for phrase in client.brand.avoid]
    if client.language == "es":
        rows += [(text("We address people as"), text.word(formal.get(client.country, formal["MX"])))]
    return text_table(rows, (N_("What"), N_("How")), text)


def checks_table(board: Board, client: Client, limits: pd.DataFrame, text: Text) -> pd.DataFrame:
    """Return what is wrong with texts already written: over a limit, or a phrase the client never says."""
    said = {row["post_id"]: post_said(row, board.called(row["axis"]), text) for row in board.own.to_dict("records")}
    rows = [
        (
            said[one.post_id],
            text(
                "{network} allows {limit:number} {field:word}; this has {found:number}.",
                network=platform_name(one.network),
                limit=one.limit,
                field=wording.LIMIT_WORDS.get(one.field, one.field),
                found=one.found,
            ),
            text("{source}, read {day:date}", source=one.source, day=one.read_on),
        )
        for one in wording.over_limits(board.own, limits)
    ]
    rows += [
        (said[post_id], text("It says “{phrase}”, which the client never says.", phrase=phrase), text("the brief"))
        for post_id, phrase in wording.words_to_avoid(board.own, client.brand.avoid)
    ]
    table = text_table(rows, (N_("Post"), N_("What is wrong"), N_("By which rule")), text)
    written = text("Nothing is wrong with what is written so far.")
    table.attrs[NOTHING] = written if len(board.own) else text("No post is written yet.")
    return table


def hours_table(board: Board, text: Text) -> pd.DataFrame:
    """Return, per outcome, whether posting hours are known and which."""
    rows = []
    window = Window.month(board.period)
    for outcome in OUTCOMES:
        timing = board.hours.timings[outcome]
        named = board.hours.named[board.hours.named["outcome"] == outcome]
        hours = [
            text("{format}: {hour:hour}", format=text.word(form) if form != ALL else text("all formats"), hour=hour)
            for form, hour in zip(named["format"], named["hour"], strict=True)
        ]
        gain = text.percent(max(timing.gain, 0.0), 1) if timing.gain == timing.gain else text.word(None)
        rows.append(
            (
                text.word(OUTCOME_WORDS[outcome]),
                text.number(timing.n),
                stated(gain, "forecast_gain", outcome, window),
                "; ".join(hours) or text("none; hours are tried"),
            )
        )
    heads = (N_("What people do"), N_("Posts"), N_("Better forecast of later posts"), N_("Hours to count on"))
    return text_table(rows, heads, text, window=window)
