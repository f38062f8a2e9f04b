"""Notebook 11's tables: the week's tasks, the departments' bulletin, the sign-off sheet."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from smmkit.client import Client
from smmkit.ledger import Item
from smmkit.measures.scopes import Window
from smmkit.present.facts import item_number, text_table
from smmkit.text import N_, Text
from smmkit.topics.report.proposals import Summary

KINDS = {
    "EV": N_("Evidence"), "SW": N_("SWOT item"), "ST": N_("Strategy"), "OB": N_("Objective"), "SG": N_("Segment"),
    "CH": N_("Channel"), "BL": N_("Budget line"), "CA": N_("Campaign"), "PO": N_("Post"), "RS": N_("Result"),
    "DE": N_("Decision"),
}  # fmt: skip


def headlines_table(items: Iterable[Item], text: Text, *, window: Window | None = None) -> pd.DataFrame:
    """Return items with their number, its interval and the count it was measured on."""
    rows = [
        (text(item.title), item_number(item, text), text.range(item.low, item.high, item.unit),
         text.number(item.n), text.word(item.verdict.value), item.id)
        for item in items
    ]  # fmt: skip
    heads = (N_("What it says"), N_("Value"), N_("Interval"), N_("n"), N_("Verdict"), N_("Item"))
    return text_table(rows, heads, text, window=window)


def week_table(found: Summary, text: Text, *, most: int = 8) -> pd.DataFrame:
    """Return the Community Manager's page: the experiments to run, with arms, sample and weeks."""
    rows = [
        (text(item.title), " / ".join(text(arm) for arm in item.experiment.arms),
         text.number(item.experiment.sample_size), text.number(item.experiment.weeks, 1), item.id)
        for item in found.open_questions[:most]
        if item.experiment
    ]  # fmt: skip
    heads = (N_("Open question"), N_("Compare"), N_("Per variant"), N_("Weeks"), N_("Item"))
    return text_table(rows, heads, text)


def collect_table(found: Summary, text: Text) -> pd.DataFrame:
    """Return what to collect, and for each the questions it would answer."""
    asked: dict[str, list[Item]] = {}
    for item in found.missing:
        asked.setdefault(text(item.collect) if item.collect else "–", []).append(item)
    rows = [
        (collect, text.number(len(items)), text(items[0].title), " ".join(item.id for item in items))
        for collect, items in sorted(asked.items(), key=lambda pair: -len(pair[1]))
    ]
    heads = (N_("Collect"), N_("Questions it answers"), N_("For example"), N_("Item"))
    return text_table(rows, heads, text)


def bulletin_table(found: Summary, client: Client, text: Text) -> pd.DataFrame:
    """Return one line per department: what it asked for and what the month says."""
    said = " ".join(text(item.title) + "." for item in found.headlines[:3]) or text("Nothing is firm this month.")
    rows = [(department.name, "; ".join(department.needs) or "–", said) for department in client.departments]
    heads = (N_("Department"), N_("Asked for"), N_("This month"))
    return text_table(rows, heads, text)


def sign_off_table(found: Summary, client: Client, text: Text, *, window: Window | None = None) -> pd.DataFrame:
    """Return the sheet the client signs: each proposal with a box for yes and one for no."""
    rows = [
        (text.word(KINDS[item.kind.value]), text(item.title), item_number(item, text),
         text.word(item.verdict.value), item.id, "☐", "☐")
        for item in found.to_sign
    ]  # fmt: skip
    heads = (N_("Kind"), N_("Proposal"), N_("Value"), N_("Verdict"), N_("Item"), N_("Yes"), N_("No"))
    return text_table(rows, heads, text, window=window)
