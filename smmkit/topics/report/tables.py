"""Notebook 11's tables: what was promised, the tests to run, what to collect, the bulletin, the sheet to sign."""

from __future__ import annotations

import pandas as pd

from smmkit.client import Client
from smmkit.ledger import Ledger
from smmkit.measures.scopes import Window
from smmkit.present.facts import STANDING, item_number, of_item, stated, text_table
from smmkit.text import N_, Text
from smmkit.topics.report.proposals import Summary
from smmkit.topics.report.proposals.bulletin import department_answers
from smmkit.topics.report.proposals.story import Story

KINDS = {
    "EV": N_("Evidence"), "SW": N_("SWOT item"), "ST": N_("Strategy"), "OB": N_("Objective"), "SG": N_("Segment"),
    "CH": N_("Channel"), "BL": N_("Budget line"), "CA": N_("Campaign"), "PO": N_("Post"), "RS": N_("Result"),
    "DE": N_("Decision"),
}  # fmt: skip
_MOST = 8


def promised_table(told: Story, ledger: Ledger, text: Text, *, window: Window | None = None) -> pd.DataFrame:
    """Return what was promised: this month's number, the target, and how it stands; the month's money last."""
    rows = [
        (goal.title, of_item(text.quantity(goal.value, goal.unit), ledger.get(goal.item)),
         stated(text.quantity(goal.target, goal.unit), "target", goal.id, STANDING),
         " ".join(text(said) for said in (goal.word, *goal.notes)))
        for goal in told.goals
    ]  # fmt: skip
    money = told.money
    spent = stated(text.money(money.spent, 0), "booked", "", money.month) if money.told else "–"
    planned = stated(text.money(money.planned, 0), "planned", "", money.month)
    rows.append((text("Money this month"), spent, planned, " ".join(map(text, (money.word, *money.notes)))))
    heads = (N_("What was promised"), N_("This month"), N_("Promised"), N_("How it stands"))
    return text_table(rows, heads, text, window=window)


def week_table(found: Summary, text: Text) -> pd.DataFrame:
    """Return the experiments somebody can run: what is asked, the arms, how many each needs, for how long."""
    rows = [
        (text(item.title), " / ".join(text(arm) for arm in item.experiment.arms),
         text(N_("{size:number} {unit:word}"), size=item.experiment.sample_size, unit=item.experiment.counted),
         text.number(item.experiment.weeks, 1), item.id)
        for item in found.open_questions
        if item.experiment is not None
    ]  # fmt: skip
    heads = (N_("Open question"), N_("Compare"), N_("Per variant"), N_("Weeks"), N_("Item"))
    return text_table(rows[:_MOST], heads, text)


def collect_table(found: Summary, text: Text) -> pd.DataFrame:
    """Return what to collect, what most proposals wait for first; what only time brings comes last."""
    rows = [
        (text(one.items[0].collect) if one.items[0].collect else "–", text.number(len(one.items)),
         text(one.items[0].title), " ".join(item.id for item in one.items))
        for one in found.missing
    ]  # fmt: skip
    heads = (N_("Collect"), N_("Questions it answers"), N_("For example"), N_("Item"))
    return text_table(rows, heads, text)


def bulletin_table(client: Client, ledger: Ledger, text: Text) -> pd.DataFrame:
    """Return what each department asked for, and the month's first answer to it."""
    rows = [
        (department.name, answer.need, answer.sentences[0] if answer.sentences else text("Nothing for you this month."))
        for department in client.departments
        for answer in department_answers(department, ledger, text)
    ]
    return text_table(rows, (N_("Department"), N_("Asked for"), N_("This month")), text)


def sign_off_table(found: Summary, client: Client, text: Text, *, window: Window | None = None) -> pd.DataFrame:
    """Return the sheet the client signs: each proposal with a box for yes and one for no."""
    rows = [
        (text.word(KINDS[item.kind.value]), text(item.title), item_number(item, text),
         text.word(item.verdict.value), item.id, "☐", "☐")
        for item in found.to_sign
    ]  # fmt: skip
    heads = (N_("Kind"), N_("Proposal"), N_("Value"), N_("Verdict"), N_("Item"), N_("Yes"), N_("No"))
    return text_table(rows, heads, text, window=window)
