"""Notebook 07's tables on campaigns: briefs, checklists, ads, sources to share from."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from smmkit.ledger import Ledger
from smmkit.measures.scopes import Window
from smmkit.plan import Plan
from smmkit.present.facts import stated, text_table
from smmkit.text import N_, Text
from smmkit.topics.calendar.analysis.campaigns import KIND_WORDS
from smmkit.topics.calendar.proposals.board import Board
from smmkit.topics.calendar.proposals.briefs import Brief, group_of
from smmkit.topics.calendar.proposals.placing import used_until


def campaigns_table(briefs: Sequence[Brief], text: Text) -> pd.DataFrame:
    """Return one line a campaign: days, expected effect, how long it takes to see it, the stop rule."""
    rows = []
    for brief in briefs:
        lasts = (brief.end - brief.start).days + 1
        if brief.expected is None:
            expected, needed = text("nobody has said"), text("cannot be told")
        else:
            expected = text("{rise:percent} more {what}", rise=brief.expected, what=text.word(brief.measure))
            needed = text("{days:number}, and it lasts {lasts:number}", days=brief.days_needed, lasts=lasts)
        money = "; ".join(
            text("{line:word}: out of {amount:money0} a month", line=name, amount=amount)
            for name, amount in brief.lines
        )
        when = text.date(brief.start) if lasts == 1 else text.interval(str(brief.start), str(brief.end), "date")
        rows.append(
            (
                brief.title,
                text.word(KIND_WORDS[brief.kind]),
                when,
                money or text("no money of its own"),
                expected,
                needed,
                text.word(brief.stop),
            )
        )
    heads = (
        N_("Campaign"),
        N_("Kind"),
        N_("Days"),
        N_("Money"),
        N_("Expected"),
        N_("Days it takes to see that"),
        N_("Stop rule"),
    )
    return text_table(rows, heads, text)


def duties_table(briefs: Sequence[Brief], text: Text) -> pd.DataFrame:
    """Return what to settle before the campaigns start, each with its source."""
    rows = [
        (
            brief.title,
            text.word(duty.what),
            text("{source}, read {day:date}", source=duty.source, day=duty.read_on)
            if duty.source
            else text("house rule"),
        )
        for brief in briefs
        for duty in brief.duties
    ]
    return text_table(rows, (N_("Campaign"), N_("To settle"), N_("Source")), text)


def ads_table(board: Board, plan: Plan, ads: pd.DataFrame, ledger: Ledger, text: Text) -> pd.DataFrame:
    """Return the month's approved lines of ads: money a day and its limits, audience, pieces, state."""
    days, window = board.period.days, Window.month(board.period)
    month_rows = (
        ads[pd.to_datetime(ads["date_start"]) >= pd.Timestamp(board.period.previous().start)] if len(ads) else ads
    )
    segments = "; ".join(group_of(one, ledger, text)[0] for one in plan.segments if one.status == "approved")
    rows = []
    for line in plan.lines_in_force:
        if "ads" not in line.booked_as.split("-") or line.amount is None:
            continue
        own = month_rows[month_rows["platform"].astype("str").str.contains(line.booked_as.split("-")[0])]
        pieces = ", ".join(own["ad_name"].dropna().astype(str).unique()[:3]) or text("none on record")
        daily = line.amount / days
        state = text("paused by the crisis plan") if line.id in board.paused.ids else text("runs all month")
        limits = text.interval(0.8 * daily, 1.2 * daily, "money")
        a_day = stated(text.money(daily), "daily_amount", line.booked_as, window)
        rows.append((text.word(line.called), a_day, limits, segments or text("everybody"), pieces, state))
    heads = (
        N_("Line"),
        N_("A day"),
        N_("Look again if a day is outside"),
        N_("Audience"),
        N_("Last pieces"),
        N_("State"),
    )
    return text_table(rows, heads, text, window=window)


def curated_table(board: Board, curated: pd.DataFrame, text: Text) -> pd.DataFrame:
    """Return the sources to share from, the one not used for longest first; none without a licence."""
    ranked = used_until(curated, board.period.previous().end).sort_values("on", kind="stable", na_position="first")
    rows = [
        (
            row["source"],
            board.called(row["axis"]),
            row["licence"] if pd.notna(row["licence"]) else text("none: ask before using it"),
            text.date(row["on"] if pd.notna(row["on"]) else None),
        )
        for row in ranked.to_dict("records")
    ]
    return text_table(rows, (N_("Source"), N_("Subject"), N_("Licence"), N_("Last used")), text)
