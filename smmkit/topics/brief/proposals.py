"""Notebook 00: what the data can carry, as evidence; what to collect next, as proposals."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from smmkit.client import Client
from smmkit.ledger import Check, Item, Kind, Source, Verdict, item_id, judge
from smmkit.text import N_, Message
from smmkit.topics.brief.analysis import Capability

# Each table a strategy stands on: what cannot be told without it, and who keeps it.
NEEDS: Mapping[str, str] = {
    "posts": N_("which content works"),
    "daily": N_("how the account grows and what a campaign adds"),
    "ads": N_("what a paid result costs"),
    "competitors": N_("how the client stands against its rivals"),
    "mentions": N_("share of voice, reputation and the crisis alarm"),
    "inbox": N_("how fast customers are answered"),
    "customers": N_("which segments buy"),
    "web": N_("which visits turn into business results"),
    "costs": N_("what social media costs in full, hours included"),
    "audience": N_("who the followers are"),
}


def brief_items(
    coverage: pd.DataFrame, reached: Capability, sources: Mapping[str, tuple[Source, ...]], client: Client, period: str
) -> list[Item]:
    """Return the items of notebook 00.

    Parameters
    ----------
    coverage
        From `analysis.audit.coverage_table`.
    reached
        From `analysis.audit.capability`.
    sources
        Files and rows each table was read from.
    client
        The brief; its roles answer for what is to be collected.
    period
        Month, such as `2026-10`.

    Returns
    -------
    list of Item
        One EV item per table and one for the level; one DE item per table that is missing.

    """
    tables = [_table_item(name, coverage, sources.get(name, ()), period) for name in NEEDS]
    level = _level_item(reached, [item for item in tables if item.n], period)
    gaps = [_collect_item(item, client, period) for item in tables if not item.n]
    return [*tables, level, *gaps]


def _table_item(name: str, coverage: pd.DataFrame, source: tuple[Source, ...], period: str) -> Item:
    rows = int(coverage["rows"].get(name, 0))
    months = int(coverage["months"].get(name, 0))
    found = Message(N_("{rows:number} rows in {months:number} months"), {"rows": rows, "months": months})
    collect = Message(N_("Put an export with {table:word} into the client's exports folder."), {"table": name})
    title = (
        Message(N_("{table:word}: {rows:number} rows up to this month"), {"table": name, "rows": rows})
        if rows
        else Message(
            N_("{table:word}: nothing yet, so we cannot tell {need:word}"), {"table": name, "need": NEEDS[name]}
        )
    )
    judgement = judge([Check("rows", rows > 0, found)], collect=collect)
    return Item.of(
        item_id("EV", "data", name), title, judgement,
        value=rows or None, unit="count", n=rows, period=period, source=source,
    )  # fmt: skip


def _level_item(reached: Capability, tables: list[Item], period: str) -> Item:
    title = Message(N_("The data reach capability level L{level:number} of L3"), {"level": reached.level})
    return Item(
        id="EV-data-level",
        kind=Kind.EV,
        title=title,
        value=float(reached.level),
        unit="score",
        period=period,
        verdict=Verdict.DECIDE,
        n=len(tables),
    )


def _collect_item(gap: Item, client: Client, period: str) -> Item:
    name = gap.id.removeprefix("EV-data-")
    title = Message(N_("Export {table:word} every month: without it we cannot tell {need:word}"),
                    {"table": name, "need": NEEDS[name]})  # fmt: skip
    rows = Check("rows", False, Message(N_("no row of this kind was found")))
    judgement = judge([rows], owner=client.roles.community_manager)
    return Item.of(item_id("DE", "collect", name), title, judgement, because=(gap.id,), period=period)
