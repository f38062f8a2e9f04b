"""The one door a notebook uses: a client's month, its tables, its plan and its ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from smmkit import schema
from smmkit.client import Client, load_client
from smmkit.dated import add_local_times, between, covered_months, latest_period, local_days, until
from smmkit.errors import DataError
from smmkit.folders import client_folder, command, data_dir, default_out
from smmkit.inventory import IMPORTED
from smmkit.lazy import Lazy
from smmkit.ledger import Item, Kind, Ledger, Source, read_ledger, write_part
from smmkit.ledger.citing import Rows, sources_of
from smmkit.ledger.store import read_part, tried_ledger, write_scratch
from smmkit.measures.alarm import AlarmHistory, alarm_history, known_crises
from smmkit.measures.currencies import own_money
from smmkit.measures.kpis import Facts, Window
from smmkit.measures.spend import line_names
from smmkit.metrics import METRICS, Metric
from smmkit.month_folder import IMPORT_REPORT, is_official, publish
from smmkit.period import Period, check_covered
from smmkit.plan import Plan, load_plan, promise_of
from smmkit.present import display
from smmkit.sources import Imported, import_client
from smmkit.sources.dates import load_dates
from smmkit.text import N_, Message, Text

if TYPE_CHECKING:
    from ipywidgets import VBox

    from smmkit.present.display import Prose
    from smmkit.present.fixed import FixedPanel

NOTHING_YET = N_("This table is empty so far. It would hold: {columns}.")


@dataclass(frozen=True)
class Workbook:
    """One client's month.

    Parameters
    ----------
    client
        The brief, from `client.toml`.
    period
        The month the workbook is about.
    text
        Says things in the language of this workbook.
    out
        Folder of this month's files, `workbooks/<client>/<period>`.
    imported
        What was understood of each export, and the canonical tables.
    plan
        What was approved, from `plan.toml`.
    last
        Number of the last notebook whose items count; None for all there are.

    """

    client: Client
    period: Period
    text: Text
    out: Path
    imported: Imported
    plan: Plan
    last: str | None = None

    @property
    def metrics(self) -> Mapping[str, Metric]:
        """The KPI registry."""
        return METRICS

    @property
    def ledger(self) -> Ledger:
        """Every item recorded so far for this month; by hand, this notebook's own experiment among them."""
        return self._items() if self.last is None else self._until

    @cached_property
    def _until(self) -> Ledger:  # read once
        return self._items(f"{int(str(self.last)) + 1:02d}")

    @property
    def official(self) -> bool:
        """Whether a run records this, or somebody tries something by hand."""
        return is_official(self.out.parent)

    def _items(self, before: str | None = None) -> Ledger:
        if self.official:
            return read_ledger(self.out, before=before)
        return tried_ledger(self.out, own=self._tried, before=before, known=self.plan.ids)

    @cached_property
    def _tried(self) -> set[str]:
        return set()

    @cached_property
    def _cut(self) -> Lazy[pd.DataFrame]:
        return Lazy(schema.TABLES, self._until_now)

    def _until_now(self, name: str) -> pd.DataFrame:
        whole = self.imported.tables[name] if name in self.imported.tables else schema.empty(name)
        whole = own_money(whole, name, self.client.currency)
        return until(add_local_times(whole, self.client.timezone), name, self.period)

    def table(self, name: str) -> pd.DataFrame:
        """Return a canonical table up to the end of the period, with local times beside the UTC ones.

        A strategy for October has not read November. A table without an export comes back empty, with its columns.
        """
        return self._cut[name].copy(deep=False)  # what changes the copy leaves the table as it is

    def month(self, name: str) -> pd.DataFrame:
        """Return the rows of a canonical table that fall into the period, by the client's local time."""
        return self.between(name, self.period, self.period)

    def between(self, name: str, first: Period, last: Period) -> pd.DataFrame:
        """Return the rows of a canonical table from one month to another, both included."""
        return between(self.table(name), name, first, last)

    @cached_property
    def days(self) -> Mapping[str, pd.Series[Any]]:
        """The local day of each row, by canonical table the client has exports of."""
        return Lazy(self.tables, lambda name: local_days(self._cut[name], name))

    @property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        """The canonical tables the client has exports of, up to the end of the period."""
        return Lazy([name for name in schema.TABLES if name in self.imported.tables], self.table)

    @cached_property
    def alarm(self) -> AlarmHistory:
        """The crisis alarms up to the end of the month: what every notebook, page and command says of them."""
        known, budget = known_crises(self.table("crisis_log")), self.plan.crisis.false_alarms_per_week
        inputs = self.table("mentions"), self.table("inbox")
        return alarm_history(*inputs, brand=self.client.name, budget=budget, known=known)

    @cached_property
    def facts(self) -> Facts:
        """What any KPI is read from: the tables up to this month, the brand and its rivals, the approved money."""
        rivals = tuple(one.name for one in self.client.competitors)
        return Facts(self.tables, self.client.name, rivals, self.promised.amounts_in_force, self.client.timezone)

    @cached_property
    def promised(self) -> Plan:
        """The plan this month is judged by: the one in force on its first day."""
        promise = promise_of(self.client.folder, self.period.start, self.plan)
        return promise.plan.naming(line_names(self.imported.tables))

    @property
    def window(self) -> Window:
        """The days of this month."""
        return Window(self.period.start, self.period.end)

    def known(self, *names: str) -> Window:
        """Return the days from the first row of tables to the end of this month: what their whole history speaks of."""
        days = pd.concat([local_days(self.table(name), name) for name in names]).dropna()
        return self.window if days.empty else Window(days.min().date(), self.period.end)

    @property
    def months(self) -> pd.PeriodIndex:
        """The fourteen months that end with this one."""
        return pd.period_range(end=pd.Period(str(self.period), freq="M"), periods=14, freq="M")

    @cached_property
    def dates(self) -> pd.DataFrame:
        """Commercial dates of the client's country: `day`, `key`, `major` (a yearly peak of its sector)."""
        return load_dates(self.client.country, self.client.sector)

    @cached_property
    def sources(self) -> Mapping[str, tuple[Source, ...]]:
        """Files and rows each canonical table was read from."""
        return Lazy(schema.TABLES, lambda name: sources_of(self._cut[name]))

    @cached_property
    def _rows(self) -> Rows:
        return Rows(self.tables, self.days, self.sources, self.imported.feeds)

    def require(self, name: str) -> pd.DataFrame:
        """Return a canonical table that a section cannot do without.

        Raises
        ------
        DataError
            If the client has no row of it.

        """
        table = self.table(name)
        if table.empty:
            raise DataError(
                f"{self.client.exports}: no {name} up to {self.period}. "
                f"Put an export with {name} into that folder; "
                f"`{command('check', self.client.slug)}` says what was understood."
            )
        return table

    def before(self, part: str) -> Ledger:
        """Return the items of the notebooks that come before one, such as `11`; its own are left out."""
        return self._items(part)

    def record(self, part: str, items: Sequence[Item]) -> pd.DataFrame:
        """Write a notebook's items into the ledger, in place of its earlier ones, and show them as decisions.

        By hand nothing official changes: items are kept aside, called an experiment where they differ.
        """
        from smmkit.present.decision import decision_table

        stamped = [self._stamped(item, part) for item in items]
        if self.official:
            write_part(self.out, part, stamped, known=self.plan.ids)
            return decision_table(stamped, self.plan, self.ledger, self.text)
        differs = write_scratch(self.out, part, stamped, known=self.plan.ids)
        self._tried.add(part)
        return decision_table(stamped, self.plan, self.ledger, self.text, experiment=differs)

    def decide(self, part: str) -> VBox | FixedPanel:
        """Return the panel on which a run's proposals are decided as `smmkit approve` does; in a run, its table."""
        from smmkit.plan.month import month_now
        from smmkit.present.decision_panel import decision_panel

        items = read_part(self.out, part, tried=not self.official) or []
        now = partial(month_now, self.client.folder, self.out)
        return decision_panel(items, now, self.plan, self.text, client=self.client.slug, ledger=self.ledger)

    def _stamped(self, item: Item, part: str) -> Item:  # with the rows it was counted on
        rests = [name for name, table in schema.TABLES.items() if part in table.needed_by and item.kind is Kind.EV]
        return replace(item, period=item.period or str(self.period), source=self._rows.cited(item, rests))

    def say(self, *sentences: Message | Item | str) -> Prose:
        """Return sentences as prose; an item, or the id of one, is said with a link to it."""
        ledger = self.ledger
        told = [ledger.get(said, said) if isinstance(said, str) else said for said in sentences]
        return display.prose(told, self.text)

    def upstream(self, part: str) -> list[Item]:
        """Return the items an earlier notebook recorded for this month.

        Raises
        ------
        DataError
            If that notebook has not run; says which command runs it.

        """
        items = read_part(self.out, part, tried=not self.official)
        if items is None:
            raise DataError(
                f"notebook {part} has not run for {self.client.slug}, {self.period}. "
                f"Run: {command('run', self.client.slug, '--period', str(self.period), '--only', part)}"
            )
        return items


def open_workbook(client: str, period: str | None = None, lang: str | None = None) -> Workbook:
    """Open a client's month: check the brief, import the exports (or reopen them), read the plan.

    Parameters
    ----------
    client
        Name of the client's folder.
    period
        Month such as `2026-10`; None for the latest complete month of the data.
    lang
        `en` or `es`; None for the client's own language.

    Returns
    -------
    Workbook

    Raises
    ------
    ConfigError
        If the client, its `client.toml` or its `plan.toml` cannot be used.
    DataError
        If none of the client's exports can be used.

    """
    brief = load_client(client_folder(client, data_dir()))
    root = default_out() / brief.slug
    text = Text(lang or brief.language, country=brief.country, currency=brief.currency)
    imported = import_client(brief, root / IMPORTED, tell=None if is_official(root) else display.reading_line(text))
    month = Period(period) if period else latest_period(imported.tables, brief.timezone)
    out = root / str(month)
    if new := not (out / IMPORT_REPORT).is_file():
        check_covered(client, str(month), covered_months(imported.tables, brief.timezone))
    if new or is_official(root):  # what a run left in a month is not touched by hand
        publish(root / IMPORTED, out)
    display.use_display(brief.brand.colour, nothing=text(NOTHING_YET, columns="{columns}"))
    if not is_official(root):
        display.say_headings_stay(text, brief.slug, str(month))
    return Workbook(brief, month, text, out, imported, load_plan(brief.folder).naming(line_names(imported.tables)))
