"""Notebook 00's tables: files, coverage, capability, metric definitions, who does what."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import pandas as pd

from smmkit.client import Client
from smmkit.metrics import METRICS, Metric
from smmkit.present.facts import text_table
from smmkit.schema import platform_name
from smmkit.sources.report import FileReport, taken_for
from smmkit.text import N_, Text
from smmkit.topics.brief.analysis import ALLOWS, Capability

# R does it, A answers for it, C is asked, I is told: Social media manager, community manager, client, departments.
RACI: tuple[tuple[str, str, str, str, str], ...] = (
    (N_("Business goals"), "C", "I", "A R", "C"),
    (N_("Objectives and KPIs"), "A R", "C", "C", "I"),
    (N_("Strategy, segments and channels"), "A R", "C", "C", "I"),
    (N_("Budget"), "R", "I", "A", "I"),
    (N_("Content calendar"), "A", "R", "C", "C"),
    (N_("Publishing and replies"), "A", "R", "I", "I"),
    (N_("Weekly report"), "I", "A R", "I", "I"),
    (N_("Crisis: first answer"), "A", "R", "I", "C"),
    (N_("Crisis: public position"), "R", "C", "A", "C"),
    (N_("Monthly results and next plan"), "A R", "C", "C", "I"),
    (N_("Approval of the plan"), "R", "I", "A", "I"),
)


def files_table(files: Iterable[FileReport], text: Text) -> pd.DataFrame:
    """Return what each file was taken for: kind, table, rows kept and left out, dates, clock."""
    heads = (
        N_("File"), N_("Taken for"), N_("Table"), N_("Rows"), N_("Left out"),
        N_("First day"), N_("Last day"), N_("Clock"),
    )  # fmt: skip
    rows = [
        (report.file, taken_for(part, text), text.word(part.table), text.number(part.rows),
         text.number(sum(drop.rows for drop in part.dropped)), text.date(part.first), text.date(part.last),
         part.timezone or "–")
        for report in files
        for part in report.parts
    ]  # fmt: skip
    return text_table(rows, heads, text)


def notes_table(files: Iterable[FileReport], text: Text) -> pd.DataFrame:
    """Return what the analyst should know of each file: refusals, questions, rows left out, failed checks, warnings."""
    rows = []
    for report in files:
        parts = report.parts
        said = [report.refused] if report.refused else []
        said += [drop.why for part in parts for drop in part.dropped]
        said += [check.found for part in parts for check in part.checks if not check.passed]
        rows += [(report.file, text(note)) for note in dict.fromkeys([*said, *report.warnings])]
    return text_table(rows, (N_("File"), N_("What to know")), text)


def breaks_table(breaks: pd.DataFrame, text: Text) -> pd.DataFrame:
    """Return the days on which a platform's metric changed its meaning."""
    rows = [
        (platform_name(row.platform), _counted(row.metric, text), text.date(row.day), _counted(row.replaced_by, text))
        for row in breaks.drop_duplicates(["platform", "metric", "day"]).itertuples()
    ]
    heads = (N_("Platform"), N_("Metric"), N_("Since"), N_("Replaced by"))
    return text_table(rows, heads, text)


def _counted(metric: object, text: Text) -> str:
    """Return what a metric is called, or its key where no registered metric is meant."""
    return text.word(METRICS[str(metric)].name if str(metric) in METRICS else metric)


def coverage_text(coverage: pd.DataFrame, text: Text) -> pd.DataFrame:
    """Return what each table covers, in words."""
    rows = [
        (text.word(str(name)), text.number(row.rows), text.date(row.first), text.date(row.last),
         text.number(row.months), text.number(row.gaps))
        for name, row in zip(coverage.index, coverage.itertuples(), strict=True)
    ]  # fmt: skip
    heads = (N_("Table"), N_("Rows"), N_("First day"), N_("Last day"), N_("Months"), N_("Months missing between"))
    return text_table(rows, heads, text)


def capability_table(reached: Capability, text: Text) -> pd.DataFrame:
    """Return what each capability level asks for and what was found."""
    rows = [
        (text.word(ALLOWS[part.level]), text.word(part.name), text.number(part.found), text.number(part.needed),
         text("yes") if part.met else text("no"))
        for part in reached.requirements
    ]  # fmt: skip
    heads = (N_("In order to"), N_("It needs"), N_("Found"), N_("Needed"), N_("Enough"))
    return text_table(rows, heads, text)


def metrics_table(metrics: Iterable[Metric], reported: Collection[str], text: Text) -> pd.DataFrame:
    """Return the definitions in force of the metrics the client's exports can give.

    Parameters
    ----------
    metrics
        The registry.
    reported
        What the exports report, from `analysis.audit.columns_in_reach`.
    text
        Language of the words.

    """
    metrics = [one for one in metrics if {one.numerator, one.denominator} - {""} <= set(reported)]
    rows = [
        (text.word(metric.name), text.word(metric.formula), metric.definition, text.word(metric.trap))
        for metric in metrics
    ]
    heads = (N_("Metric"), N_("Formula"), N_("Definition"), N_("Beware"))
    return text_table(rows, heads, text)


def raci_table(client: Client, text: Text) -> pd.DataFrame:
    """Return who does, answers for, is asked and is told."""
    roles: Sequence[str] = (
        client.roles.social_media_manager,
        client.roles.community_manager,
        client.roles.approver,
        text.word(N_("Departments")),
    )
    rows = [(text.word(task), *marks) for task, *marks in RACI]
    return text_table(rows, (N_("Task"), *roles), text)
