"""What results cost, and what came back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from smmkit.client import Client
from smmkit.ledger import Check, Item, Source, item_id, judge
from smmkit.measures.names import result_name
from smmkit.text import N_, Message
from smmkit.topics.results.analysis import Return
from smmkit.topics.results.proposals.campaigns import days_of

_ROI_UP = N_(
    "“{title}” cost {cost:money0} and brought {margin:money0} after the cost of the goods "
    "({low:money0} to {high:money0}): it paid for itself"
)
_ROI_DOWN = N_(
    "“{title}” lost money: it cost {cost:money0} and brought {margin:money0} after the cost of the goods "
    "({low:money0} to {high:money0}). Do not repeat it as it was"
)
_ROI_OPEN = N_(
    "“{title}” cost {cost:money0} and brought between {low:money0} and {high:money0} after the cost of the goods, "
    "so we cannot tell whether it paid for itself"
)
# Margins below nothing are told as what the days brought less than they would have without the campaign.
_LOST_YET_MORE = N_(
    "“{title}” lost money: it cost {cost:money0}; after the cost of the goods, its days brought {margin:money0} more "
    "than they would have without it (between {less:money0} less and {high:money0} more). Do not repeat it as it was"
)
_LOST_MIXED = N_(
    "“{title}” lost money: it cost {cost:money0}; after the cost of the goods, its days brought {lost:money0} less "
    "than they would have without it (between {less:money0} less and {high:money0} more). Do not repeat it as it was"
)
_LOST_LESS = N_(
    "“{title}” lost money: it cost {cost:money0}; after the cost of the goods, its days brought {lost:money0} less "
    "than they would have without it (between {least:money0} and {less:money0} less). Do not repeat it as it was"
)
_OPEN_MIXED = N_(
    "“{title}” cost {cost:money0}; after the cost of the goods, its days brought between {less:money0} less and "
    "{high:money0} more than they would have without it, so we cannot tell whether it paid for itself"
)
_OPEN_LESS = N_(
    "“{title}” cost {cost:money0}; after the cost of the goods, its days brought between {least:money0} and "
    "{less:money0} less than they would have without it, so it most likely lost money"
)
_COST = N_("“{title}” cost {cost:money0} in all, {hours:number} hours of the team included")
_PAID = N_("“{title}” cost {cost:money0} in what was paid; nobody wrote down the team's hours")


def return_items(
    campaigns: pd.DataFrame,
    costs: Mapping[str, pd.DataFrame],
    returns: Mapping[str, Return | None],
    client: Client,
    *,
    period: str,
    source: tuple[Source, ...],
) -> list[Item]:
    """Return the full cost of each campaign, as evidence, and whether it came back: `RS-<campaign>-roi`."""
    items = []
    for row in campaigns.to_dict("records"):
        id, table = str(row["id"]), costs[str(row["id"])]
        cost, hours = float(table["amount"].sum()), float(table["hours"].sum())
        if cost <= 0:
            continue
        name = id[3:]
        rows = Check("rows", True, Message(N_("{n:number} cost lines"), {"n": len(table)}))
        title = Message(_COST if hours > 0 else _PAID, {"title": row["title"], "cost": cost, "hours": hours})
        items.append(
            Item.of(
                item_id("EV", "campaign", name, "cost"),
                title,
                judge([rows]),
                value=cost,
                unit="money",
                n=len(table),
                period=period,
                source=source,
                about={"days": days_of(row, period)},
            )
        )
        found = returns[id]
        if found is not None:
            items.append(_return_item(row, found, client, period))
    return items


def _return_item(row: dict[Any, Any], found: Return, client: Client, period: str) -> Item:
    sure = max(found.probability, 1 - found.probability) >= 0.995
    checks = [
        Check("interval", sure, Message(N_("that the margin covers the cost, or does not, must be all but certain"))),
        Check(
            "shared_cost",
            False,
            Message(N_("the costs are those of all work on these days, not of the campaign alone")),
        ),
    ]
    return Item.of(
        item_id("RS", str(row["id"])[3:], "roi"),
        _return_title(str(row["title"]), found, sure=sure),
        judge(checks, owner=client.roles.social_media_manager),
        because=(str(row["id"]), item_id("EV", "campaign", str(row["id"])[3:], "cost")),
        value=found.value,
        low=found.low,
        high=found.high,
        unit="ratio",
        period=period,
        metric="roi",
        scope=str(row["id"]),
        window=days_of(row, period),
    )


def _return_title(title: str, found: Return, *, sure: bool) -> Message:
    """Say what a campaign cost and what its days brought, in amounts that are never below nothing."""
    low, high, margin = found.margin_low, found.margin_high, found.margin
    if sure and found.value > 0:
        key = _ROI_UP
    elif low >= 0:
        key = _ROI_DOWN if sure else _ROI_OPEN
    elif not sure:
        key = _OPEN_MIXED if high >= 0 else _OPEN_LESS
    else:
        key = _LOST_YET_MORE if margin >= 0 else _LOST_MIXED if high >= 0 else _LOST_LESS
    amounts = {"low": low, "high": high, "margin": margin, "less": -low, "least": -high, "lost": -margin}
    said = {name: amount for name, amount in amounts.items() if f"{{{name}:" in key}
    return Message(key, {"title": title, "cost": found.cost, **said})


def cost_items(table: pd.DataFrame, *, period: str, source: tuple[Source, ...]) -> list[Item]:
    """Return what a paid result cost per campaign, as evidence: `EV-ads-<campaign>-cpa`."""
    key = N_(
        "The ads “{name}” cost {cost:money} per result ({low:money} to {high:money}), over {results:number} "
        "{result:word}"
    )
    none = N_("The ads “{name}” spent {spend:money} and brought no result ({result:word})")
    items = []
    for row in table.to_dict("records"):
        found = row["results"] > 0
        shown = ("cost", "low", "high", "results") if found else ("spend",)
        said: dict[str, str | float] = {name: float(row[name]) for name in shown}
        said |= {"name": str(row["campaign"]), "result": result_name(row["result_type"])}
        rows = Check(
            "rows",
            row["results"] >= 10,
            Message(N_("{n:number} results, of at least {least:number}"), {"n": float(row["results"]), "least": 10}),
        )
        collect = Message(N_("Let the campaign run until it has ten results."))
        items.append(
            Item.of(
                item_id("EV", "ads", row["campaign"], str(row["result_type"]).rsplit(".", 1)[-1], "cpa"),
                Message(key if found else none, said),
                judge([rows], collect=collect),
                value=float(row["cost"]) if found else None,
                low=float(row["low"]) if found else None,
                high=float(row["high"]) if found else None,
                unit="money",
                n=int(row["n"]),
                period=period,
                metric="cpa",
                scope=f"{row['line']}+{row['result_type']}",
                window=period,
                source=source,
            )
        )
    return items
