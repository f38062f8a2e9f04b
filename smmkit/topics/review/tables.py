"""Notebook 10's tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from smmkit.ledger import Item, Ledger
from smmkit.measures.scopes import Window
from smmkit.plan import Plan
from smmkit.plan.log import Version
from smmkit.plan.trace import falls
from smmkit.present.facts import STANDING, of_item, scoped, stated, text_table
from smmkit.schema.platform_names import platform_name
from smmkit.text import N_, Message, Text
from smmkit.topics.review.analysis import Trial
from smmkit.topics.review.proposals.brief import Line
from smmkit.topics.review.proposals.calls import Verdicts

SAYS = {
    "keep": N_("keep"), "change": N_("change"), "stop": N_("stop"), "test": N_("test"), "wait": N_("wait"),
    "not tried": N_("not tried"),
}  # fmt: skip
AGREES = {"yes": N_("agrees"), "no": N_("differs"), "only the team": N_("only the team knows")}
HOW = {"decided": N_("decided"), "review": N_("review"), "taken back": N_("taken back"), "by hand": N_("by hand")}
_NEARLY = 0.8


def execution_table(done: pd.DataFrame, text: Text, *, window: Window | None = None) -> pd.DataFrame:
    """Return posts planned, published and late, by network."""
    rows = [
        (platform_name(row["platform"]), text.number(row["planned"]) if row["planned"] else text.word(None),
         text.number(row["done"]), text.number(row["late"]),
         stated(text.percent(row["share"]), "executed", row["platform"], window))
        for row in done.to_dict("records")
    ]  # fmt: skip
    heads = (N_("Network"), N_("Planned"), N_("Published"), N_("Late"), N_("Done"))
    return text_table(rows, heads, text, window=window)


def objective_table(plan: Plan, ledger: Ledger, text: Text, *, window: Window | None = None) -> pd.DataFrame:
    """Return each objective: its chance at signing and now, as notebook 03 left it, and how the month stands."""
    rows = []
    for one in (each for each in plan.objectives if each.status == "approved"):
        now = next((i for i in ledger.values() if i.id.startswith("EV-chance") and i.id.endswith(one.id[3:])), None)
        result = next((i for i in ledger.values() if i.id.startswith("RS-") and one.id in i.because), None)
        signed = one.p_at_signing if one.p_at_signing is not None else one.probability
        rows.append(
            (one.title, stated(text.percent(signed), "chance_when_signed", one.id, STANDING),
             of_item(text.percent(now.value if now else None), now), text.date(one.deadline),
             text(result.title) if result else text.word(None))
        )  # fmt: skip
    heads = (N_("Objective"), N_("Chance when signed"), N_("Chance now"), N_("Deadline"), N_("This month"))
    return text_table(rows, heads, text, window=window)


def rule_table(found: Verdicts, text: Text, *, window: Window | None = None) -> pd.DataFrame:
    """Return what the rule says of everything, with the number that decides."""
    rows = []
    for one, call in zip(found.subjects, found.calls, strict=True):
        name = one.about.get("title") or f"{platform_name(one.about['platform'])}, {text.word(one.about['format'])}"
        case, what = call.case, scoped(*call.case.name.split())
        rows.append(
            (str(name), of_item(text.percent(case.effect), one.result), text.interval(case.low, case.high, "percent"),
             stated(text.percent(case.bar), "bar", what, STANDING),
             stated(text.percent(call.chance), "chance", what, window),
             stated(text.percent(call.loss, 1), "expected_loss", what, window),
             text.number(call.patience), text.word(SAYS[call.says]))
        )  # fmt: skip
    heads = (N_("What"), N_("Effect"), N_("Interval"), N_("Must reach"), N_("Chance that it does"),
             N_("Expected loss of keeping it"), N_("Months of patience left"), N_("The rule says"))  # fmt: skip
    return text_table(rows, heads, text, window=window)


def history_table(versions: Sequence[Version], text: Text) -> pd.DataFrame:
    """Return the versions of the plan: since when, how, by whom, and how much changed."""
    rows = [
        (text.date(one.on), text.word(HOW.get(one.how, one.how)), text.word(one.by or None), ", ".join(one.ids),
         text.number(sum(len(new) for _, _, new in one.edits)))
        for one in versions
    ]  # fmt: skip
    heads = (N_("In force since"), N_("How"), N_("By"), N_("Entries"), N_("Lines written"))
    return text_table(rows, heads, text)


def trial_table(trials: Iterable[Trial], text: Text, *, window: Window | None = None) -> pd.DataFrame:
    """Return the open questions: what a test would need, and what eight weeks could show."""
    rows = [
        (" ".join(map(text.word, one.question.name.split())), text.number(one.needed),
         stated(text.percent(one.sees), "seen_effect", scoped(*one.question.name.split()), window)
         if one.weeks is not None else text.word(N_("not testable: a judgement")))
        for one in trials
    ]  # fmt: skip
    heads = (N_("Question"), N_("Weeks to see a fifth"), N_("Seen in eight weeks at most"))
    return text_table(rows, heads, text, window=window)


def diff_table(items: Iterable[Item], plan: Plan, ledger: Ledger, text: Text) -> pd.DataFrame:
    """Return the plan's changes: what each proposal writes, what ends with it, and what rests on its first cause."""
    rows = []
    for item in items:
        ends = [entry.title or id for id in str(item.about.get("ends") or "").split() if (entry := plan.entry(id))]
        stops = ends if item.about.get("choice") == "stop" else []
        fall = falls(item.because[0], ledger, plan) if item.because else ()
        rows.append(
            (item.id, text(item.title), ", ".join(stops) or text.word(None), ", ".join(item.because),
             text.date(item.about.get("check_on")), text.word(item.owner), text.number(len(fall)))
        )  # fmt: skip
    heads = (N_("Entry"), N_("What changes"), N_("Ends"), N_("Because"), N_("Checked on"), N_("Owner"),
             N_("Falls if the cause is withdrawn"))  # fmt: skip
    return text_table(rows, heads, text)


def team_table(report: pd.DataFrame, text: Text, *, most: int = 12) -> pd.DataFrame:
    """Return where the team's report and the exports differ, and what only the team saw; the latest first."""
    odd = report[report["agrees"] != "yes"].sort_values("week", ascending=False, kind="stable").head(most)
    rows = [
        (text.date(row["week"]), platform_name(row["platform"]) if pd.notna(row["platform"]) else text.word(None),
         str(row["what"]), text.number(row["said"]), text.number(row["counted"]),
         text.word(AGREES[str(row["agrees"])]), str(row["note"]) if pd.notna(row["note"]) else "")
        for row in odd.to_dict("records")
    ]  # fmt: skip
    heads = (N_("Week from"), N_("Network"), N_("Matter"), N_("Report"), N_("Exports"), N_("Compared"), N_("Note"))
    return text_table(rows, heads, text)


def team_said(report: pd.DataFrame) -> Message:
    """Say how far the team's report and the exports agree; without a report, who owes it."""
    if report.empty:
        return Message(N_("There is no report of the community manager, who owes it: exports/by_hand/cm_report.csv."))
    known = report[report["agrees"] != "only the team"]
    agreed = int((known["agrees"] == "yes").sum())
    if agreed == len(known):
        return Message(N_("Every count of the team agrees with the exports."))
    if agreed >= _NEARLY * len(known):
        return Message(N_("Nearly all counts of the team agree with the exports; the table marks those that do not."))
    return Message(N_("Many counts of the team disagree with the exports; the table marks them."))


def brief_table(lines: Iterable[Line], text: Text) -> pd.DataFrame:
    """Return the brief for the Community Manager, line by line."""
    rows = [(text.word(one.head), text(one.sentence), text(one.due), one.id) for one in lines]
    return text_table(rows, (N_("On Monday"), N_("What to do"), N_("When"), N_("Ask about")), text)
