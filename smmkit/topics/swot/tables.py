"""Notebook 02's tables: SWOT, rules, matrices, judges, TOWS."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import pandas as pd

from smmkit.ledger import Item
from smmkit.ledger.portraits import course_of
from smmkit.measures.scopes import Window
from smmkit.present.display import NOTHING, Prose
from smmkit.present.facts import STANDING, scoped, stated, text_table
from smmkit.schema import platform_name
from smmkit.scoring import LIMIT
from smmkit.text import N_, Message, Text
from smmkit.text.inert import inert
from smmkit.topics.swot.analysis import CELLS as QUADRANT_PAIRS
from smmkit.topics.swot.analysis import QUADRANTS, RULES, ItemRule, Weighing
from smmkit.topics.swot.proposals import CELLS, Standing

NAMES: Mapping[str, str] = {
    "strengths": N_("Strengths"),
    "weaknesses": N_("Weaknesses"),
    "opportunities": N_("Opportunities"),
    "threats": N_("Threats"),
}
KINDS: Mapping[str, str] = {
    "rate": N_("Interaction rate"),
    "reputation": N_("Reputation"),
    "voice": N_("Share of voice"),
    "topic": N_("Topic"),
    "rival": N_("Rival"),
    "price": N_("Price of attention"),
    "complaints": N_("Complaints"),
    "alarm": N_("Crisis alarm"),
    "buyers": N_("Customers who stopped buying"),
    "network": N_("One network carries most"),
    "answers": N_("Wait for an answer"),
    "person": N_("One person makes most"),
    "absent": N_("No account where the rivals are"),
    "metric": N_("A number the platform retired"),
}
REASONS: Mapping[str, str] = {
    "against a typical rival": N_("against a typical rival"),
    "against the same months a year ago": N_("against the same months a year ago"),
    "against the weeks before": N_("against the weeks before"),
    "against no growth, season taken off": N_("against no growth, season taken off"),
    "against the client's own growth": N_("against the client's own growth"),
    "against the client's share of the market": N_("against the client's share of the market"),
    "against half of the customers": N_("against half of the customers"),
    "against three fifths of all interactions": N_("against three fifths of all interactions"),
    "against a working day of eight hours": N_("against a working day of eight hours"),
    "against three fifths of all posts": N_("against three fifths of all posts"),
    "against being there as well": N_("against being there as well"),
    "against a year that can be compared": N_("against a year that can be compared"),
    "against the three months before": N_("against the three months before"),
    "the workshop's view": N_("the workshop's view"),
    "quoted, not measured": N_("quoted, not measured"),
    "measured the month before": N_("measured the month before"),
}


def rules_table(text: Text) -> pd.DataFrame:
    """Return the rules: what is looked at, against what, and which quadrant it can enter."""
    rows = [
        (text.word(KINDS[rule.kind]), text.word(REASONS[rule.why]),
         stated(_least(rule, text), "threshold", scoped(rule.kind, rule.finding, rule.why), STANDING),
         text.word(NAMES.get(rule.helpful)), text.word(NAMES[rule.harmful]))
        for rule in RULES
    ]  # fmt: skip
    heads = (N_("What"), N_("Compared"), N_("Worth an item from"), N_("If better"), N_("If worse"))
    return text_table(list(dict.fromkeys(rows)), heads, text, window=STANDING)


def change_table(yearly: pd.DataFrame, text: Text) -> pd.DataFrame:
    """Return the client's own results against a year ago."""
    rows = [
        (platform_name(row.platform), text.number(row.before), text.number(row.now), text.number(row.ratio, 2),
         text.interval(row.low, row.high, "number2"), text("yes") if row.comparable else text("no"))
        for row in _rows(yearly)
    ]  # fmt: skip
    heads = (
        N_(
            "Platform"
        ), N_("Posts a year ago"), N_("Posts now"), N_("Engagement rate, times last year's"), N_("Interval"),
        N_("Same definition"),
    )  # fmt: skip
    return text_table(rows, heads, text)


NOT_COUNTED: Mapping[str, int] = MappingProxyType({})
FEWEST = 3
_FEW = N_("Fewer than three items stand on this side: a weighted mean of them would say nothing.")
_NO_PAIR = N_("Nothing inside meets anything outside here, so there is no strategy.")
SIDES: Mapping[str, str] = {
    "strengths": N_("strength"),
    "weaknesses": N_("weakness"),
    "opportunities": N_("opportunity"),
    "threats": N_("threat"),
}
LEAST = 2
_THIN: Mapping[tuple[bool, bool], str] = {
    (False, False): N_(
        "Nothing on record could show any {side:word} this month, so nobody knows of one. The workshop may add what it "
        "sees (swot_ratings.csv); notebook 01 ends with what to collect."
    ),
    (False, True): N_(
        "No {side:word} can be shown this month: {n:number} {n:plural|thing|things} that could have shown one "
        "{n:plural|was|were} measured, and {n:plural|it does not clearly do so|none clearly does}. The workshop may "
        "add what it sees (swot_ratings.csv)."
    ),
    (True, False): N_(
        "Only one {side:word}: nothing else on record could show another. The workshop may add what it sees "
        "(swot_ratings.csv)."
    ),
    (True, True): N_(
        "Only one {side:word}: {n:number} {n:plural|thing|things} that could have shown one {n:plural|was|were} "
        "measured, and nothing else clearly does. The workshop may add what it sees (swot_ratings.csv)."
    ),
}
"""Why a quadrant holds fewer than two items: whether it holds one, and whether anything measured could have been one.
"""


def board(
    weighing: Weighing,
    items: Iterable[Item],
    text: Text,
    left: Sequence[Message] = (),
    *,
    looked: Mapping[str, int] = NOT_COUNTED,
) -> Prose:
    """Return the four quadrants as real text: each item with its evidence, how much it is, and who answers for it.

    Why a quadrant holds fewer than two says how many things were `looked` at (`analysis.looked_at`); what the workshop
    rated and could not be placed (`left`) is said at the end.
    """
    said = {item.id: item for item in items}
    parts, plain = [], []
    for name in QUADRANTS:
        own = [said[id] for id in weighing.table.loc[weighing.table["quadrant"] == name, "id"]]
        why = [_thin(name, len(own), looked.get(name, 0), text)] if len(own) < LEAST else []
        shown = [" · ".join(filter(None, [f"- {inert(_said(item, text))}", _proof(item, text)])) for item in own]
        parts.append("\n\n".join([f"**{text.word(NAMES[name])}**", *(["\n".join(shown)] if own else []),
                                  *map(inert, why)]))  # fmt: skip
        plain.append("\n".join([text.word(NAMES[name]), *(_said(item, text) for item in own), *why]))
    rest = [text(message) for message in left]
    return Prose("\n\n".join([*parts, *map(inert, rest)]), "\n\n".join([*plain, *rest]))


def _thin(name: str, held: int, looked: int, text: Text) -> str:
    """Say why a quadrant holds fewer than two items: nothing was measured that could show one, or nothing did."""
    message = _THIN[held > 0, looked > held]
    values: dict[str, str | int] = {"side": SIDES[name], "n": looked}
    return text(Message(message, {one: value for one, value in values.items() if f"{{{one}" in message}))


def _said(item: Item, text: Text) -> str:
    """Return an item's sentence, its verdict and its owner."""
    sentence = text(item.title)
    about = [text.word(item.verdict.value), *([item.owner] if item.owner else [])]
    return f"{sentence}{'' if sentence.endswith('.') else '.'} {' · '.join(about)}"


def _proof(item: Item, text: Text) -> str:
    """Return links to the evidence an item rests on."""
    return ", ".join(f"[{one}](#{one})" for one in item.because)


def swot_table(weighing: Weighing, items: Iterable[Item], text: Text) -> pd.DataFrame:
    """Return the SWOT, quadrant by quadrant; an empty quadrant says so."""
    said = {item.id: item for item in items}
    rows = []
    for name in QUADRANTS:
        own = weighing.table[weighing.table["quadrant"] == name]
        if own.empty:
            rows.append((text.word(NAMES[name]), text("no evidence for any"), "–", "–", "–"))
        rows += [
            (text.word(NAMES[name]), text(said[row.id].title), text.word(REASONS[row.rule]),
             stated(text.percent(row.weight), "weight", row.id, said[row.id].period),
             text.word(said[row.id].verdict.value))
            for row in _rows(own)
        ]  # fmt: skip
    heads = (N_("Quadrant"), N_("Item"), N_("Compared"), N_("Weight"), N_("Verdict"))
    months = {item.period for item in said.values()}
    return text_table(rows, heads, text, window=Window.month(max(months)) if months else None)


def judges_table(weighing: Weighing, text: Text) -> pd.DataFrame:
    """Return the weights of the four groups and how consistent each judge is; CR above 0.1 is flagged."""
    if weighing.unfinished:
        names = ", ".join(text.word(NAMES[name]) for name in weighing.unfinished)
        key = N_(
            "The four groups weigh the same for now: not every one is compared with another yet. Missing: {names}."
        )
        return text_table([(text(key, names=names),)], (N_("Judges"),), text)
    if weighing.groups is None:
        return text_table([(text("Nobody compared the four groups, so they weigh the same."),)], (N_("Judges"),), text)
    rows = [
        (str(judge), text.number(row.pairs), text.number(row.consistency_ratio, 3),
         text("yes") if row.consistent else text("no, over {limit:number1}: ask again", limit=LIMIT))
        for judge, row in zip(weighing.groups.judges.index, _rows(weighing.groups.judges), strict=True)
    ]  # fmt: skip
    together = weighing.groups
    rows.append(
        (text("All together"), text.word(None), text.number(together.consistency_ratio, 3),
         text("yes") if together.consistent else text("no, over {limit:number1}: ask again", limit=LIMIT))
    )  # fmt: skip
    heads = (N_("Who judged"), N_("Pairs compared"), N_("CR"), N_("Consistent"))
    return text_table(rows, heads, text)


def matrix_table(rated: pd.DataFrame, items: Iterable[Item], text: Text) -> pd.DataFrame:
    """Return one side's matrix: weight (summing to 1), rating 1-4, product."""
    said = {item.id: item for item in items}
    total = rated["weight"].sum()
    if len(rated) < FEWEST:
        return text_table([(text.word(_FEW),)], (N_("Matrix"),), text)
    rows = [
        (text(said[row.id].title), text.word(NAMES[row.quadrant]), text.number(row.weight / total, 2),
         text.number(row.rating), text.number(row.weight / total * row.rating, 2))
        for row in _rows(rated)
    ]  # fmt: skip
    heads = (N_("Item"), N_("Quadrant"), N_("Weight"), N_("Rating 1-4"), N_("Weight × rating"))
    return text_table(rows, heads, text)


def tows_board(strategies: Iterable[Item], text: Text) -> Prose:
    """Return each strategy with how it is carried out: for whom, where, who, first step, cost, objective."""
    parts, plain = [], []
    for cell, own in _by_cell(strategies).items():
        lines = [f"**{text.word(CELLS[cell])}**", ""]
        lines += [line for item in own for line in _carried_out(item, text)] or [inert(text.word(_NO_PAIR))]
        parts.append("\n".join(lines).rstrip())
        said = [(text(item.title), *map(text, course_of(item))) for item in own]
        plain.append("\n".join([text.word(CELLS[cell]), *(line for one in said for line in one)]))
    return Prose("\n\n".join(parts), "\n\n".join(plain))


def earlier_table(standings: Iterable[Standing], text: Text) -> pd.DataFrame:
    """Return how each strategy decided on earlier stands today, and what was said when one was rejected."""
    rows = [
        (one.title, text.word(one.status), text.date(one.on) if one.on else "–",
         " ".join(filter(None, [text("“{said}”.", said=one.note.rstrip(".")) if one.note else "", text(one.said)])))
        for one in standings
    ]  # fmt: skip
    heads = (N_("Strategy"), N_("Decision"), N_("Date"), N_("How it stands today"))
    table = text_table(rows, heads, text)
    table.attrs[NOTHING] = text("No strategy has been decided on yet.")
    return table


def _carried_out(item: Item, text: Text) -> list[str]:
    """Return a strategy as Markdown: its sentence with its verdict, and a line for each part of its course."""
    head = f"{inert(text(item.title))} · {text.word(item.verdict.value)} · [{item.id}](#{item.id})"
    return [head, "", *(f"- {inert(text(line))}" for line in course_of(item)), ""]


def _by_cell(strategies: Iterable[Item]) -> dict[str, list[Item]]:
    known = list(strategies)
    cells = QUADRANT_PAIRS.values()
    return {cell: [item for item in known if item.id.startswith(f"ST-{cell.lower()}-")] for cell in cells}


def _least(rule: ItemRule, text: Text) -> str:
    """Write the smallest difference in the unit of the rule: per cent of a ratio or growth, points, stars."""
    if rule.kind == "reputation" and "rating" in rule.finding:
        return text("{stars:number1} stars", stars=rule.least)
    if rule.kind == "answers":
        return text("{hours:number} {hours:plural|hour|hours}", hours=rule.least)
    if rule.kind in {"absent", "metric"}:
        return text("one")
    if rule.reference == 1.0 or rule.kind in {"topic", "buyers", "network", "person"}:
        return text("{share:percent}", share=rule.least)
    return text("{points:points1}", points=rule.least)


def _rows(table: pd.DataFrame) -> Iterable[Any]:
    return table.itertuples(index=False)
