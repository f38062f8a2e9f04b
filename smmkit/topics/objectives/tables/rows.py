"""The rows of notebook 03: the baselines, the offers, what would have to be true, the board."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isfinite

import pandas as pd

from smmkit.measures.kpis import Window
from smmkit.metrics import METRICS
from smmkit.present.chances import in_ten
from smmkit.present.display import NOTHING
from smmkit.present.facts import text_table
from smmkit.text import N_, Message, Text
from smmkit.text.apart import quantities_apart
from smmkit.topics.objectives.analysis import Detectable, Lever, Offer
from smmkit.topics.objectives.proposals import Board, Case, Conflict, Guard
from smmkit.topics.objectives.proposals.aims import EVERYWHERE
from smmkit.topics.objectives.proposals.declared import (
    aimed_value,
    change_value,
    expected_value,
    gain_value,
    month_value,
    seen_months,
    small_value,
    usual_value,
)
from smmkit.topics.objectives.proposals.sentences import WHY

RULES: Mapping[str, str] = {
    "hold": N_("to hold"),
    "reach": N_("within reach"),
    "stretch": N_("a stretch"),
    "wish": N_("a wish"),
    "signed": N_("signed"),
}
LETTERS: Mapping[str, str] = {
    "S": N_("specific"), "M": N_("measurable"), "A": N_("attainable"), "R": N_("relevant"), "T": N_("time-bound"),
}  # fmt: skip
LEVERS: Mapping[str, str] = {
    "posts": N_("posts a month"),
    "visits_per_post": N_("visits per post"),
    "events_per_visit": N_("key events per visit"),
    "money_per_event": N_("money per key event"),
    "likes_per_reach": N_("likes per person reached"),
    "all_per_like": N_("interactions per like"),
}


def named(case: Case, text: Text) -> str:
    """Return what an objective counts, and where."""
    return f"{text.word(METRICS[case.aim.metric].name)} ({text.word(case.aim.where)})"


def baseline_table(found: Sequence[Case], text: Text) -> pd.DataFrame:
    """Return where each objective's measure stands: last month, a year ago, the baseline and what broke."""
    rows = [
        (
            named(case, text),
            text.word(RULES["signed"]) if case.signed else text("new"),
            month_value(case, case.outlook.last, text),
            month_value(case, case.outlook.year_ago, text, back=12),
            usual_value(case, text),
            text.number(case.outlook.n),
            "; ".join(text(one.said) for one in case.outlook.breaks) or text("none"),
        )
        for case in found
    ]
    heads = (
        N_("Measure"),
        N_("Standing"),
        N_("This month"),
        N_("A year ago"),
        N_("Baseline"),
        N_("Comparable months"),
        N_("Breaks"),
    )
    return _table(rows, heads, text, seen_months(found))


def outlook_table(found: Sequence[Case], text: Text) -> pd.DataFrame:
    """Return what each measure does by its deadline if nothing changes."""
    rows = []
    for case in found:
        unit, band = METRICS[case.aim.metric].unit, case.outlook.band(case.aim.deadline)
        low, middle, high = band if band is not None else (None, None, None)
        sure = {
            "enough": N_("from eight months or more"),
            "few": N_("a judgement: few months"),
            "none": N_("no number: too few months"),
        }
        rows.append((named(case, text), text.date(case.aim.deadline), expected_value(case, middle, text),
                     text.range(low, high, unit), text.word(sure[case.outlook.enough])))  # fmt: skip
    heads = (N_("Measure"), N_("Deadline"), N_("Expected"), N_("Between"), N_("How sure"))
    return _table(rows, heads, text, seen_months(found))


def offers_table(found: Sequence[Case], text: Text) -> pd.DataFrame:
    """Return the targets on offer, signed and wished for, each with its probability."""
    rows = []
    for case in found:
        signed = (case.chosen,) if case.signed and case.chosen is not None else ()
        own = [(one, named(case, text)) for one in (*signed, *(() if case.signed else case.offers))]
        whole = f"{text.word(METRICS[case.aim.metric].name)} ({text.word(EVERYWHERE)})"
        asked = zip(case.wishes, case.aim.wishes, strict=True)
        own += [(one, whole if wish.whole else named(case, text)) for one, wish in asked]
        rows += [_offer_row(one, name, place, case, text) for place, (one, name) in enumerate(own)]
    heads = (N_("Measure"), N_("Offer"), N_("Target figure"), N_("Chances"), N_("Months it was met"), N_("Remark"))
    return _table(rows, heads, text, seen_months(found))


def _offer_row(one: Offer, name: str, place: int, case: Case, text: Text) -> tuple[str, ...]:
    remark = ""
    if one is case.chosen and not case.signed:
        remark = text("proposed")
    elif one.already and one.rule != "hold":
        remark = text("met already: not a target")
    target = aimed_value(case, one.target, text, one.rule, place)
    return (
        name,
        text.word(RULES[one.rule]),
        target,
        in_ten(one.chance, text),
        text("{met:number} of 3", met=one.met),
        remark,
    )


def seen_table(found: Sequence[Case], text: Text) -> pd.DataFrame:
    """Return whether the change could be told from luck, and what to ask for where it could not."""
    rows = []
    for case in found:
        if case.seen is None or case.chosen is None:
            continue
        unit = METRICS[case.aim.metric].unit
        rows.append(
            (
                named(case, text),
                aimed_value(case, case.chosen.target, text, "chosen"),
                change_value(case.seen.change, unit, text),
                _asks(case, case.seen, unit, text),
            )
        )
    heads = (N_("Measure"), N_("Target figure"), N_("Least change that shows"), N_("Would we see it?"))
    return _table(rows, heads, text, seen_months(found))


def _asks(case: Case, seen: Detectable, unit: str, text: Text) -> str:
    """Return what to ask for where waiting until the deadline shows nothing: a test, more weeks, or a judgement."""
    if seen.seen:
        return text("yes")
    test = case.design
    if test is not None and test.fits:
        return text(_TESTS[test.unit], arm=test.arm, weeks=test.weeks)
    if seen.weeks_more is not None:
        return text("no: ask for {weeks:number} more weeks", weeks=seen.weeks_more)
    if test is None or not isfinite(test.sees):
        return text("no: nobody could tell; judge it, or take another measure")
    least = change_value(test.sees, unit, text)
    return text("no: even a test of eight weeks shows only a change of {least} or more, so it is judged", least=least)


_TESTS = {
    "days": N_(
        "not by waiting, but by a test: {arm:number} days with the new effort and {arm:number} without, picked "
        "at random, over {weeks:number} weeks"
    ),
    "posts": N_(
        "not by waiting, but by a test: {arm:number} posts made the new way and {arm:number} as they are, picked "
        "at random, over {weeks:number} weeks"
    ),
}


def lever_table(
    levers: Mapping[str, Sequence[Lever]], works: Mapping[str, Message], found: Sequence[Case], text: Text
) -> pd.DataFrame:
    """Return what would have to be true of each lever, and who works on it."""
    known = {case.aim.id: (named(case, text), METRICS[case.aim.metric].unit) for case in found}
    rows = [
        (
            known[id][0],
            text.word(LEVERS[one.name]),
            small_value(one.today, text),
            small_value(one.needed, text),
            small_value(one.best, text) + (f" ({text('never yet')})" if one.beyond else ""),
            gain_value(one.adds, known[id][1], text),
            text(works[one.name]),
        )
        for id, own in levers.items()
        for one in own
    ]
    heads = (N_("Measure"), N_("Lever"), N_("Today"), N_("Needed"), N_("Best month"), N_("Adds"), N_("Who works on it"))
    return _table(rows, heads, text)


def guard_table(found: Sequence[Case], guarded: Sequence[Guard | None], text: Text) -> pd.DataFrame:
    """Return what must not break while each objective is pursued."""
    rows = []
    for case, one in zip(found, guarded, strict=True):
        if one is None:
            rows.append((named(case, text), text.word(None), text.word(None)))
            continue
        limit = text.quantity(one.limit, METRICS[one.metric].unit)
        said = text("at most {limit}", limit=limit) if one.rising else text("at least {limit}", limit=limit)
        rows.append((named(case, text), text.word(METRICS[one.metric].name), said))
    return _table(rows, (N_("Objective on"), N_("What must not break"), N_("Limit a month")), text)


def conflict_table(found: Sequence[Conflict], titles: Mapping[str, str], text: Text) -> pd.DataFrame:
    """Return which objectives draw on the same money or the same posts."""
    rows = [(titles[one.first], titles[one.second], text.word(one.what)) for one in found]
    table = _table(rows, (N_("Objective"), N_("Against"), N_("Over")), text)
    table.attrs[NOTHING] = text("No two objectives live from the same money or the same places in the calendar.")
    return table


def board_table(rows: Sequence[Board], text: Text) -> pd.DataFrame:
    """Return the board as it is read this Monday."""
    shown = []
    for row in rows:
        unit, last = METRICS[row.metric].unit, row.weeks["value"].iloc[-1]
        now = text.quantity(last, unit)
        limits = text.range(row.limits.low, row.limits.high, unit) if row.limits else text.word(None)
        if row.limits is not None and last == last:
            now, (low, high) = quantities_apart(last, (row.limits.low, row.limits.high), unit, text)
            limits = text(N_("{low} to {high}"), low=low, high=high) if low != high else limits
        shown.append(
            (
                board_name(row, text),
                now,
                limits,
                text.word(row.file),
                text.word(row.owner),
                text(action(row)),
            )
        )
    heads = (
        N_("Number"),
        N_("Last week"),
        N_("Moves by itself between"),
        N_("Read from"),
        N_("Owner"),
        N_("What to do"),
    )
    return _table(shown, heads, text)


def board_name(row: Board, text: Text) -> str:
    """Return what a row of the board counts."""
    return f"{text.word(METRICS[row.metric].name)} ({text.word(row.where)})"


def action(row: Board) -> Message:
    """Return the one thing a number asks for this week."""
    if row.limits is None:
        return Message(N_("Too few weeks are known for limits: nothing to do yet."))
    if not row.signal:
        return Message(N_("Nothing to do."))
    return Message(_ASKS[row.good, row.beyond])


_ASKS = {
    (True, True): N_("Better than chance: write down what was different this week."),
    (True, False): N_(
        "Inside its limits, but near the good one in two of the last three weeks, which is more than chance: write "
        "down what was different."
    ),
    (False, True): N_("Worse than chance: find out what changed and tell the social media manager today."),
    (False, False): N_(
        "Inside its limits, but near the bad one in two of the last three weeks, which is more than chance: find out "
        "what changed and tell the social media manager today."
    ),
}


def smart_table(found: Sequence[Case], text: Text) -> pd.DataFrame:
    """Return the SMART check of each objective: a yes or no per letter, and why not."""
    yes = {True: text("yes"), False: text("no")}
    rows = [
        (
            named(case, text),
            *(yes[one.passed] for one in case.letters),
            "; ".join(text.word(WHY[one.why]) for one in case.failed),
        )
        for case in found
        if case.letters
    ]
    return _table(rows, (N_("Objective on"), *LETTERS.values(), N_("Why not")), text)


def _table(
    rows: Sequence[Sequence[str]], heads: Sequence[str], text: Text, window: Window | None = None
) -> pd.DataFrame:
    return text_table(rows, heads, text, window=window)
