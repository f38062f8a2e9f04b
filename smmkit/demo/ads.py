"""Paid media: what was spent each week, what it brought, and Ads Manager's file with its totals row first."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from smmkit.demo.csvfile import write_plain
from smmkit.demo.headers import ADS, named
from smmkit.demo.spec import Spec
from smmkit.demo.truth import Truth
from smmkit.demo.words import sector_words

ORDER = 32
"""Mean order in euros' worth."""

_SPLIT = {"prospecting": 0.55, "retargeting": 0.30, "messages": 0.15}
_PURCHASE_SPLIT = {"prospecting": 0.6, "retargeting": 0.4, "messages": 0.0}
_PURCHASE = "actions:offsite_conversion.fb_pixel_purchase"
_MESSAGE = "actions:onsite_conversion.messaging_conversation_started_7d"
_BUDGET = "Using ad set budget"


def weekly_spend(spec: Spec, truth: Truth, line: str) -> pd.Series:
    """Return the money a line spent in each week, indexed by the week's first day; some weeks it rests."""
    rng = spec.rng(f"spend-{line}")
    weeks = pd.date_range(spec.start, spec.end, freq="7D")
    spend = truth.curve(line).usual * np.exp(rng.normal(0, 0.55, len(weeks))) * (rng.random(len(weeks)) > 0.12)
    quiet = weeks.strftime("%Y-%m") == (spec.empty_month or "")
    return pd.Series(np.where(quiet, 0.0, spend).round(2), index=weeks)


def weekly_results(spec: Spec, truth: Truth, line: str) -> pd.Series:
    """Return the orders a line brought in each week: chance around its curve."""
    spend = weekly_spend(spec, truth, line)
    expected = truth.curve(line).results(spend.to_numpy())
    if spec.world.rough:
        chance = spec.world.shocks(spec.rng(f"results-noise-{line}"), len(spend), noise=spec.world.noise)
        expected = expected * np.exp(chance) * spec.world.level(pd.DatetimeIndex(spend.index))
    return pd.Series(spec.rng(f"results-{line}").poisson(expected), index=spend.index)


def simulate_ads(spec: Spec, truth: Truth) -> pd.DataFrame:
    """Return one row per day and Meta campaign that spent anything."""
    rng = spec.rng("ads")
    spend, orders = weekly_spend(spec, truth, "meta-ads"), weekly_results(spec, truth, "meta-ads")
    days = spec.days
    week = (np.arange(len(days)) // 7).clip(0, len(spend) - 1)
    share = rng.dirichlet(np.full(7, 12.0), len(spend)).ravel()[: len(days)]
    words = sector_words(spec.language, spec.country).words
    parts = []
    for campaign, part in _SPLIT.items():
        money = (spend.to_numpy()[week] * share * part).round(2)
        chance = np.minimum(_PURCHASE_SPLIT[campaign] * share, 1.0)
        impressions = rng.poisson(money / spec.money(7.5) * 1000)
        parts.append(
            pd.DataFrame(
                {
                    "day": days,
                    "campaign": words[campaign],
                    "spend": money,
                    "impressions": impressions,
                    "reach": (impressions / rng.uniform(1.1, 1.35, len(days))).astype(int),
                    "link_clicks": rng.binomial(impressions, 0.013),
                    "purchases": rng.poisson(orders.to_numpy()[week] * chance),
                    "chats": rng.poisson(money / spec.money(1.4)) if campaign == "messages" else 0,
                }
            )
        )
    table = pd.concat(parts, ignore_index=True)
    table = table[table["spend"] > 0].sort_values(["day", "campaign"], ignore_index=True)
    order = spec.money(ORDER) * np.exp(rng.normal(0, 0.25, len(table)))
    table["value"] = (table["purchases"] * order).round(2)
    return table


def write_ads(folder: Path, spec: Spec, ads: pd.DataFrame) -> None:
    """Write Ads Manager's campaigns by day; the first row sums the money and counts people once."""
    names = named(ADS, spec.place.headers)
    header = [name.format(currency=spec.place.currency) for name in names.values()]
    first, last = spec.start.isoformat(), spec.end.isoformat()
    total = {
        "start": first,
        "stop": last,
        "spend": f"{ads['spend'].sum():.2f}",
        "impressions": int(ads["impressions"].sum()),
        "reach": int(ads["reach"].sum() * 0.46),
        "link_clicks": int(ads["link_clicks"].sum()),
        "purchases": int(ads["purchases"].sum()),
        "value": f"{ads['value'].sum():.2f}",
    }
    columns = _ad_columns(ads, chat=sector_words(spec.language, spec.country).words["messages"])
    rows = zip(*(columns[key] for key in names), strict=True)
    file = folder / f"{spec.handle}-Campaigns-{first}-{last}.csv"
    write_plain(file, header, [[total.get(key, "") for key in names], *rows])


def _ad_columns(ads: pd.DataFrame, *, chat: str) -> dict[str, list[Any]]:
    """Return the cells of each column; a result is a purchase or a chat, whichever the campaign is for."""
    chats = ads["campaign"] == chat
    results = ads["chats"].where(chats, ads["purchases"])
    some = results > 0
    day = ads["day"].dt.strftime("%Y-%m-%d").tolist()
    return {
        "start": day,
        "stop": day,
        "campaign": ads["campaign"].tolist(),
        "delivery": ["active"] * len(ads),
        "results": np.where(some, results.astype(str), "").tolist(),
        "indicator": np.where(some, np.where(chats, _MESSAGE, _PURCHASE), "").tolist(),
        "cost": np.where(some, (ads["spend"] / results.where(some, 1)).map("{:.6f}".format), "").tolist(),
        "budget": [_BUDGET] * len(ads),
        "spend": ads["spend"].map("{:.2f}".format).tolist(),
        "impressions": ads["impressions"].tolist(),
        "reach": ads["reach"].tolist(),
        "link_clicks": ads["link_clicks"].tolist(),
        "purchases": np.where(chats, "", ads["purchases"].astype(str)).tolist(),
        "value": np.where(chats, "", ads["value"].map("{:.2f}".format)).tolist(),
        "ends": ["Ongoing"] * len(ads),
    }
