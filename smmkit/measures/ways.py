"""The ways a KPI is computed from the columns its record names; `kpis` looks them up by `Metric.how`.

Each takes one `TableReading` (record, rows of the window, scope, days) and returns a `Measured`: value and interval in
the unit of the record, rows and days behind them; None where the rows tell nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from types import MappingProxyType

import numpy as np
import pandas as pd

from smmkit.dated import day_places
from smmkit.measures.costs import NEVER_ZERO, campaign_results, cost_per_result, told_or_none
from smmkit.measures.daily import NOTHING, added_up, counted_once, told_by_metric
from smmkit.measures.followers import followers_on, known_followers
from smmkit.measures.inbox import asking, last_told
from smmkit.measures.mentions import counts_told, daily_mentions, known_brands, tone_interval, tone_on, voice_table
from smmkit.measures.money_told import ads_told
from smmkit.measures.pace import PaceMonth, pace_so_far
from smmkit.measures.readings import ALSO, Facts, Measured, TableReading, column, unknown
from smmkit.measures.response import desk_of, survival_curve, usual_wait, waiting_quantile, waits
from smmkit.measures.spend import ads_line, last_booked
from smmkit.metrics import rate_per_row
from smmkit.stats import UNKNOWN, Interval, rate_interval, ratio_bootstrap, wilson
from smmkit.stats.serial import serial_mean, serial_ratio


def _mean_of_posts(asked: TableReading) -> Measured | None:
    """Return the mean of the posts' own rates or counts; its interval holds the mean of a few skewed posts."""
    values = asked.inside(asked.record.key, lambda _: _per_post(asked))["value"]
    known = values[~np.isnan(values)] * asked.record.factor
    return Measured(float(known.mean()), lambda: rate_interval(known), known.size, asked.span) if known.size else None


def _per_post(asked: TableReading) -> pd.DataFrame:
    """Return each own post's `day` and `value`."""
    posts, record = asked.own, asked.record
    if record.denominator == "followers_total":
        posts = posts.assign(followers_total=followers_on(posts, _known_followers(asked.facts)))
    values = rate_per_row(posts, record.key) if record.denominator else column(posts, record.numerator)
    return pd.DataFrame({"day": posts["day"], "value": values.astype(float)})


def _known_followers(facts: Facts) -> pd.DataFrame:
    """Return the client's follower counts, reported or counted by hand, brought together once."""
    tables = facts.table("daily"), facts.table("competitors")
    return facts.once("followers", lambda: known_followers(*tables, own=facts.brand))


def _pooled(asked: TableReading) -> Measured | None:
    """Return sum of numerator over sum of denominator, of the rows that report both."""
    both, factor = asked.inside(asked.record.key, lambda _: _both(asked)), asked.record.factor
    if not both["bottom"].sum() > 0:
        return None

    def interval() -> Interval:
        rows = both.table()
        if asked.table == "posts":
            found = ratio_bootstrap(rows["top"], rows["bottom"])
        else:
            days = rows.groupby("day")[["top", "bottom"]].sum()
            found = serial_ratio(days["top"], days["bottom"], day_places(days.index)).interval()
        return Interval(*(end * factor for end in found))

    value = float(both["top"].sum() / both["bottom"].sum()) * factor
    return Measured(value, interval, len(both), both.days)


def _both(asked: TableReading) -> pd.DataFrame:
    """Return `day`, numerator (`top`) and denominator (`bottom`) of the rows that report both."""
    record, rows = asked.record, asked.own
    if asked.table == "daily":
        rows = _wide(rows, (record.numerator, record.denominator))
    named = {"top": record.numerator, "bottom": record.denominator}
    emptied = NEVER_ZERO if asked.table == "ads" else ()
    parts = {part: (told_or_none if name in emptied else column)(rows, name) for part, name in named.items()}
    return pd.DataFrame({"day": rows["day"], **parts}).dropna()


def _wide(daily: pd.DataFrame, metrics: tuple[str, str]) -> pd.DataFrame:
    """Return one row per network, account and day with a column per metric."""
    rows = pd.concat([counted_once(daily, one) for one in metrics])
    keys = ["platform", "account_id", "day"]
    table = rows.assign(account_id=rows["account_id"].fillna("")).pivot_table("value", keys, "metric", aggfunc="sum")
    return table.reset_index()


def _total(asked: TableReading) -> Measured | None:
    """Return the sum over the days that report it; of money without interval, for it is counted in full."""
    days = asked.inside(asked.record.key, lambda _: _per_day(asked))
    if not len(days):
        return None
    n, amount = int(days["rows"].sum()), float(days["value"].sum())
    covered = asked.posts_told if asked.table == "posts" else len(days)
    if asked.record.unit == "money" or asked.table == "posts":
        return Measured(amount, unknown, n, covered)
    return Measured(amount, lambda: _moved(days.table().set_index("day")["value"], amount), n, covered)


def _per_day(asked: TableReading) -> pd.DataFrame:
    """Return `day`, the `value` it adds up to and the `rows` that report it."""
    name = asked.record.numerator
    if asked.table == "daily":
        scoped = asked.scope.paid is not None
        told = asked.facts.once(("counted once", asked.scope), lambda: told_by_metric(asked.whole, scoped=scoped))
        rows = [told[one] for one in ALSO.get(name, (name,)) if one in told]
        return added_up(*(np.concatenate(parts) for parts in zip(*(rows or [NOTHING]), strict=True)))
    return added_up(asked.own["day"].to_numpy(), column(asked.own, name).to_numpy(float))


def _moved(values: pd.Series[float], amount: float) -> Interval:
    """Return between what the total of as many days would move from one month to the next without any cause."""
    moved = serial_mean(values, day_places(values.index)).interval()
    margin, least = (moved.high - moved.low) / 2 * len(values), 0.0 if (values >= 0).all() else -np.inf
    return Interval(max(amount - margin, least), amount + margin) if margin == margin else UNKNOWN


def _whole_range(asked: TableReading) -> Measured | None:
    """Return what one row tells of exactly the window: reach, and impressions over it, are not added up."""
    start, end = pd.Timestamp(asked.window.start), pd.Timestamp(asked.window.end)
    rows = asked.whole
    rows = rows[(rows["date_start"] == start) & (rows["date_stop"] == end) & rows["reach"].notna()]
    if len(rows) != 1 or (rate := asked.record.denominator and rate_per_row(rows, asked.record.key)) is None:
        return None
    value = column(rows, asked.record.numerator).iloc[0] if isinstance(rate, str) else float(rate.iloc[0])
    return Measured(float(value), unknown, 1, asked.window.days) if value == value else None


def _growth(asked: TableReading) -> Measured | None:
    """Return followers at the end over those at the start, less one, of the accounts told at both.

    A count stands for the start or the end of the window up to a quarter of its days off: one of May is no start of
    October, and what the first days brought is no growth of the month.
    """
    told = asked.whole[(asked.whole["metric"] == "followers_total") & asked.whole["value"].notna()]
    told = told.sort_values("day").assign(account=told["platform"].str.cat(told["account_id"].fillna("")))
    start, end = pd.Timestamp(asked.window.start), pd.Timestamp(asked.window.end)
    near = timedelta(days=asked.window.days // 4)
    before = told[told["day"].between(start - near, start)].groupby("account")["value"].last()
    after = told[(told["day"] > start) & told["day"].between(end - near, end)].groupby("account").last()
    both = before.index.intersection(after.index)
    if both.empty or not before[both].sum() > 0:
        return None
    value = float(after.loc[both, "value"].sum() / before[both].sum()) - 1
    return Measured(value, unknown, len(both), (after.loc[both, "day"].min() - start).days + 1)


def _share_of_voice(asked: TableReading) -> Measured | None:
    """Return own mentions over those of the brands the brief names; days are drawn, for a burst is one event."""
    own, brands = asked.facts.brand, (asked.facts.brand, *asked.facts.rivals)
    if not asked.span:
        return None
    heard = asked.facts.once(("voices", asked.scope), lambda: counts_told(asked.whole, brands))
    counts = heard.loc[heard.index.isin(asked.days)]  # nobody knows what was said on a day that nobody exported
    said = counts.sum()
    if not said[own] or (said > 0).sum() < 2:
        return None

    def interval() -> Interval:
        row = voice_table(counts, own=own).query("is_own").iloc[0]
        return Interval(float(row["low"]), float(row["high"]))

    return Measured(float(said[own] / said.sum()), interval, int(said.sum()), asked.span)


def _extra_share(asked: TableReading) -> Measured | None:
    """Return share of voice less the latest share of market, which is taken as given."""
    voice, market = _share_of_voice(asked), asked.facts.table("market")
    own = market[known_brands(market["brand"], [asked.facts.brand]).notna()]
    own = own[own["as_of"] <= pd.Timestamp(asked.window.end)]
    if voice is None or own.empty:
        return None
    given, found = float(own.sort_values("as_of")["market_share"].iloc[-1]), voice.interval
    return voice._replace(value=voice.value - given, interval=lambda: Interval(*(end - given for end in found())))


def _net_sentiment(asked: TableReading) -> Measured | None:
    """Return positive less negative own mentions over all of a known tone."""
    brands = (asked.facts.brand,)
    inside = asked.inside("tones", lambda whole: daily_mentions(whole, brands))
    positive, negative, rated = (int(inside[name].sum()) for name in ("positive", "negative", "rated"))
    if not rated:
        return None

    def interval() -> Interval:
        return tone_interval(tone_on(inside.table(), asked.days))

    return Measured((positive - negative) / rated, interval, rated, asked.span)


def _per_result(asked: TableReading) -> Measured | None:
    """Return the cost of one result; of several types there is none, for they are never added up."""
    wanted = {"cpl": "lead", "cpe": "engagement"}.get(asked.record.key, asked.scope.results)
    rows = asked.inside("results", campaign_results).table()
    rows = rows[rows["result_type"].astype("str").str.contains(wanted, case=False, regex=False)]
    if rows.empty or len(rows["result_type"].unique()) > 1 or not rows["results"].sum() > 0:
        return None

    def interval() -> Interval:
        one = cost_per_result(rows.assign(line="")).iloc[0]
        return Interval(float(one["low"]), float(one["high"]))

    cost = float(rows["spend"].sum()) / float(rows["results"].sum())
    return Measured(cost, interval, int(rows["row"].nunique()), int(rows["day"].nunique()))


def _ad_spend(asked: TableReading) -> Measured | None:
    """Return what was paid for ads, each amount once; invoices count where no platform reports it."""
    spend = _spend(asked)
    ads = spend[(spend["kind"] == "ads") & asked.window.holds(spend["day"])]
    return Measured(float(ads["amount"].sum()), unknown, len(ads), int(ads["day"].nunique())) if len(ads) else None


def _spend(asked: TableReading) -> pd.DataFrame:
    spend = asked.facts.spend
    if asked.scope.networks:
        spend = spend[spend["line"].isin([ads_line(one) for one in asked.scope.networks])]
    return spend[spend["line"].isin(asked.scope.lines)] if asked.scope.lines else spend


def _pace(asked: TableReading) -> Measured | None:
    """Return share of the budget spent over share of the month elapsed, of the lines the plan funds."""
    spend, planned = _spend(asked), pd.Series(dict(asked.facts.planned or {}), dtype=float)
    planned = planned[planned.index.isin(spend["line"])]
    if planned.empty or not planned.sum() > 0:
        return None
    seen = last_booked(spend, pd.Timestamp(asked.window.end)).date()
    month = PaceMonth.of(asked.window.start, asked.window.end, seen_until=seen)
    own = spend[spend["line"].isin(planned.index)]
    told = asked.facts.once("ads told", lambda: ads_told(asked.facts.table("ads")))
    value = pace_so_far(planned, own, month, told)
    return Measured(value, unknown, len(own), month.elapsed) if value == value else None


def _answered(asked: TableReading) -> Measured | None:
    """Return messages a person answered over those that ask for an answer (questions and complaints)."""
    told = asked.inside("asks", asking)["told"]
    n = len(told)
    return Measured(float(told.sum() / n), lambda: wilson(float(told.sum()), n), n, asked.span) if n else None


def _waiting_time(asked: TableReading) -> Measured | None:
    """Return the median wait in hours of the desk (Kaplan and Meier 1958): who still waits counts as waiting.

    The window holds the messages by the day they came; what ends a wait may come later, up to the last one told.
    """
    end = "solved_at" if asked.record.key == "resolution_time" else "answered_at"
    if not len(asked.inside(("ended", end), lambda whole: whole.loc[whole[end].notna(), ["day"]])):
        return None
    told = asked.inside(end, lambda whole: _waited(whole, end, asked.facts))
    value = usual_wait(told["hours"], told["answered"])

    def interval() -> Interval:
        curve = survival_curve(told["hours"], told["answered"])
        return Interval(*(waiting_quantile(curve.assign(waiting=curve[side]), 0.5) for side in ("low", "high")))

    return Measured(value, interval, len(told), asked.span) if np.isfinite(value) else None


def _waited(whole: pd.DataFrame, end: str, facts: Facts) -> pd.DataFrame:
    """Return how long each message waited for a person until `end`, with the `day` it came."""
    until = last_told(whole)
    known = whole[whole["day"].notna()]
    if end == "solved_at":
        by = known["answered_by"].mask(lambda one: one == "bot")
        known = known.assign(answered_at=known["solved_at"], answered_by=by)
    desk = facts.once("desk", lambda: desk_of(facts.table("inbox"), facts.table("team_hours"), facts.timezone))
    told = waits(known, desk, until)
    return told.loc[told["by"] != "bot", ["day", "hours", "answered"]]


WAYS: Mapping[str, Callable[[TableReading], Measured | None]] = MappingProxyType(
    {
        "mean": _mean_of_posts,
        "pooled": _pooled,
        "total": _total,
        "whole": _whole_range,
        "growth": _growth,
        "share": _share_of_voice,
        "extra": _extra_share,
        "balance": _net_sentiment,
        "result": _per_result,
        "answered": _answered,
        "wait": _waiting_time,
        "pace": _pace,
        "spent": _ad_spend,
    }
)
"""What a record calls its way of being computed (`Metric.how`), and the function that does it."""
