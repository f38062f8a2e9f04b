"""Google Analytics: sessions, key events and revenue per day and channel."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from smmkit.demo.ads import ORDER, weekly_results, weekly_spend
from smmkit.demo.csvfile import write_ga4
from smmkit.demo.headers import GA4, named
from smmkit.demo.posts import followers
from smmkit.demo.series import daily_series
from smmkit.demo.spec import Spec
from smmkit.demo.truth import Truth

# Sessions a day per follower of the biggest account, and key events per session.
CHANNELS = {
    "Organic Search": (0.035, 0.015),
    "Direct": (0.020, 0.018),
    "Organic Social": (0.018, 0.010),
    "Referral": (0.006, 0.010),
    "Email": (0.005, 0.025),
}
RULE = "-" * 40


def simulate_web(spec: Spec, truth: Truth, ads: pd.DataFrame) -> pd.DataFrame:
    """Return one row per day and channel; paid channels sell what their curves say."""
    rng = spec.rng("web")
    size = followers(spec, truth, "instagram")[1]
    clicks = ads.groupby("day")["link_clicks"].sum().reindex(spec.days, fill_value=0).to_numpy() if len(ads) else 0
    sold = ads.groupby("day")["purchases"].sum().reindex(spec.days, fill_value=0).to_numpy() if len(ads) else 0
    parts = []
    for channel, (level, rate) in CHANNELS.items():
        sessions = daily_series(spec, truth, f"web-{channel}", size * level, lifted=True)
        extra = _daily(spec, truth, "influencers") if channel == "Organic Social" else 0
        parts.append(_channel(spec, channel, sessions, rng.binomial(sessions, rate) + extra))
    lift = np.where(truth.in_campaign, 1 + truth.campaign_lift, 1.0)
    if len(ads):
        parts.append(_channel(spec, "Paid Social", rng.poisson(clicks * 0.85 * lift), np.asarray(sold)))
    visits = weekly_spend(spec, truth, "google-ads").to_numpy() / spec.money(0.45) / 7
    sessions = rng.poisson(visits.repeat(7)[: len(spec.days)] * lift)
    parts.append(_channel(spec, "Paid Search", sessions, _daily(spec, truth, "google-ads")))
    table = pd.concat(parts, ignore_index=True)
    table["revenue"] = (table["key_events"] * spec.money(ORDER) * np.exp(rng.normal(0, 0.2, len(table)))).round(2)
    table["users"] = (table["sessions"] * 0.86).astype(int)
    table["engaged"] = rng.binomial(table["sessions"], 0.58)
    return table


def write_web(folder: Path, spec: Spec, web: pd.DataFrame) -> None:
    """Write GA4's export: lines of # above, dates without separators, busiest rows first."""
    names = named(GA4, spec.place.headers)
    preamble = [
        RULE,
        names["title"],
        f"{names['account']}: {spec.name}",
        f"{names['property']}: {spec.handle}.example - GA4",
        RULE,
        "",
        names["all"],
        f"{names['start']}: {spec.start:%Y%m%d}",
        f"{names['end']}: {exported_days(spec)[-1]:%Y%m%d}",
    ]
    keys = ["channel", "sessions", "users", "engaged", "key_events", "revenue"]
    table = web[(web["sessions"] + web["key_events"] > 0) & web["day"].isin(exported_days(spec))]
    table = table.sort_values(["sessions", "day"], ascending=[False, True])
    days = table["day"].dt.strftime("%Y%m%d").tolist()
    rows = zip(days, *(table[key].tolist() for key in keys), strict=True)
    write_ga4(folder / "data-export.csv", preamble, [names["date"], *(names[key] for key in keys)], rows)


def exported_days(spec: Spec) -> pd.DatetimeIndex:
    """Return the days the export holds: all of them, or without some weeks and the last days in the rough world."""
    world, days = spec.world, spec.days
    if not world.rough or len(days) < 120:
        return days
    kept = np.ones(len(days), dtype=bool)
    for week in spec.rng("missing-weeks").permutation(np.arange(4, len(days) // 7 - 8))[: world.missing_weeks]:
        kept[7 * week : 7 * week + 7] = False
    if world.ends_early_days:
        kept[-world.ends_early_days :] = False
    return days[kept]


def usual_key_events(spec: Spec, truth: Truth) -> float:
    """Return the key events expected in a month at the usual spend."""
    unpaid = spec.followers * sum(level * rate for level, rate in CHANNELS.values()) * 30.4
    lines = [curve for curve in truth.curves if curve.line != "meta-ads" or "meta-ads" in spec.platforms]
    paid = sum(float(curve.results(np.array(curve.usual))) for curve in lines) * 30.4 / 7
    return round(unpaid + paid, -1)


def _daily(spec: Spec, truth: Truth, line: str) -> np.ndarray:
    """Spread the orders of each week over its days."""
    rng = spec.rng(f"daily-{line}")
    weeks = weekly_results(spec, truth, line).to_numpy()
    return rng.multinomial(weeks, np.full(7, 1 / 7)).ravel()[: len(spec.days)]


def _channel(spec: Spec, channel: str, sessions: np.ndarray, key_events: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame(
        {"day": spec.days, "channel": channel, "sessions": np.maximum(sessions, key_events), "key_events": key_events}
    )
