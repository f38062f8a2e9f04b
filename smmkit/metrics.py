"""The KPI registry: what each number means, and which definition of it is in force.

A metric is a record. Calculations look up its columns here, reports its name and formula,
and the definition guard its version: two numbers of different versions are never compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from smmkit.errors import DataError
from smmkit.text import N_

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Metric:
    """One KPI.

    Parameters
    ----------
    key
        Short name used in code, ids and files.
    name, formula, trap
        Catalogue keys: how it is called, how it is computed, how it misleads.
    numerator, denominator
        Canonical columns; empty where the KPI is not a ratio of two columns.
    unit
        `rate` (fraction 0-1), `count`, `money`, `hours`, `people`, `points`, `ratio` or `index`.
    grain
        What one value describes: post, day, month, campaign, message, respondent.
    additive
        Whether values of disjoint parts may be summed.
    source
        Who defines it so.
    version
        Definition in force; it changes when a platform or this registry changes the formula.
    how
        Which way of `measures.kpis` computes it from the columns named above.
    tables
        Canonical tables it is read from, the first that reports it; one more may hold its denominator.
    factor
        What the ratio is multiplied by, such as 1000.
    export
        Catalogue key: which export would give it, where nothing does.
    less_is_better
        Whether a smaller number is the better one, where nobody says otherwise.

    """

    key: str
    name: str
    formula: str
    numerator: str
    denominator: str
    unit: str
    grain: str
    additive: bool
    source: str
    trap: str
    version: str = "1"
    how: str = "apart"
    tables: tuple[str, ...] = ()
    factor: float = 1.0
    export: str = ""
    less_is_better: bool = False

    @property
    def definition(self) -> str:
        """Name and version, as written into ledger items."""
        return f"{self.key}/{self.version}"


HALF_A_CENT = 0.005
"""Amounts of money nearer to each other than this are the same."""
WEB = ("sessions", "key_events", "revenue")
"""What the website counts, from the visit to the money."""

_PAID = N_("Check currency, tax and who defines the action before comparing.")
_POSTS = N_("Export each network's posts with their reach and interactions.")
_DAILY = N_("Export the account's own overview by day.")
_FOLLOWERS = N_("Export the account's followers by day.")
_WEB = N_("Export sessions, key events and revenue by day and channel from Google Analytics.")
_ADS = N_("Export the ads by day with spend, impressions, link clicks and conversion value.")
_RESULTS = N_("Export the ads by day with their results, and name one type of result.")
_WHOLE = N_("Export the ads once for exactly these days as one row: reach of days or posts is never added up.")
_REACH = N_(
    "Reach of days or posts is never added up: read the people reached in all in the network's own overview. "
    "Of ads, export exactly these days as one row."
)
_MENTIONS = N_("Keep the mentions of the brand and its rivals, with their sentiment.")
_MARKET = N_("Keep the shares of market beside the mentions, each with its source.")
_INBOX = N_("Export the inbox with the moment each message came, was answered and solved, and who answered.")
_PLAN = N_("Approve an amount for the budget line in the plan.")
_ROI = N_("Notebook 09 tells it per campaign, from daily revenue, the margin in the brief and the costs.")
_NPS = N_("Ask customers in a survey how likely they are to recommend the brand, from 0 to 10.")
_ORDERS = N_("Keep the shop's orders by day.")
_BARCELONA = "AMEC, Barcelona Principles 3.0"
_IAB = "IAB and MRC media measurement guidelines"
_PLATFORM = "the platform's own definition"

METRICS: dict[str, Metric] = {
    metric.key: metric
    for metric in (
        Metric("err", N_("Engagement rate by reach"), N_("interactions / people reached, per post; a period is the mean of its posts"),
               "interactions", "reach", "rate", "post", False, "trade standard (ERR)",
               N_("A ratio of sums gives another number: that one is called pooled engagement rate."),
               how="mean", tables=("posts",), export=_POSTS),
        Metric("err_pooled", N_("Pooled engagement rate by reach"), N_("sum of interactions / sum of reach of the posts"),
               "interactions", "reach", "rate", "month", False, "trade standard",
               N_("Big posts weigh most; reach summed over posts is not people."),
               how="pooled", tables=("posts",), export=_POSTS),
        Metric("er_followers", N_("Engagement rate by followers"), N_("interactions per post / followers"),
               "interactions", "followers_total", "rate", "post", False, "trade standard",
               N_("The only rate that can be computed for competitors; a large old audience lowers it."),
               how="mean", tables=("posts", "daily"), export=_FOLLOWERS),
        Metric("er_impressions", N_("Engagement rate by impressions"), N_("interactions / impressions"),
               "interactions", "impressions", "rate", "post", False, "trade standard",
               N_("Impressions and views are different counts and are never mixed."),
               how="mean", tables=("posts",), export=_POSTS),
        Metric("er_views", N_("Engagement rate by views"), N_("interactions / views"),
               "interactions", "views", "rate", "post", False, "trade standard",
               N_("Impressions and views are different counts and are never mixed."),
               how="mean", tables=("posts",), export=_POSTS),
        Metric("er_daily", N_("Daily engagement rate"), N_("interactions in a day / followers that day"),
               "interactions", "followers_total", "rate", "day", False, "trade standard",
               N_("It counts interactions with old posts too."),
               how="pooled", tables=("daily",), export=_FOLLOWERS),
        Metric("applause", N_("Applause"), N_("likes or reactions per post"), "likes", "", "count", "post", False,
               "Kaushik (2011)", N_("Per post, not per person."),
               how="mean", tables=("posts",), export=_POSTS),
        Metric("conversation", N_("Conversation"), N_("comments per post"), "comments", "", "count", "post", False,
               "Kaushik (2011)", N_("Per post, not per person."),
               how="mean", tables=("posts",), export=_POSTS),
        Metric("amplification", N_("Amplification"), N_("shares per post"), "shares", "", "count", "post", False,
               "Kaushik (2011)", N_("Per post, not per person."),
               how="mean", tables=("posts",), export=_POSTS),
        Metric("interactions", N_("Interactions"), N_("likes or reactions + comments + shares + saves, over the parts the platform reports"),
               "interactions", "", "count", "post", True, "this workbook",
               N_("Platforms report different parts; compare only where the parts are the same."),
               how="total", tables=("daily", "posts"), export=_DAILY),
        Metric("interactions_per_1k", N_("Interactions per thousand impressions"), N_("interactions / impressions × 1000"),
               "interactions", "impressions", "ratio", "post", False, "trade standard", N_("Compare medians across brands, not means."),
               how="mean", tables=("posts",), factor=1000, export=_POSTS),
        Metric("reach", N_("Reach"), N_("different people who saw it"), "reach", "", "people", "post", False, _PLATFORM,
               N_("Reach is never added up: the same person is counted once per post."),
               how="whole", tables=("ads",), export=_REACH),
        Metric("impressions", N_("Impressions"), N_("times it was shown"), "impressions", "", "count", "post", True, _PLATFORM,
               N_("Instagram stopped reporting impressions in 2025; views are another count."),
               how="total", tables=("daily", "posts"), export=_DAILY),
        Metric("views", N_("Views"), N_("times it was played or shown, as the platform counts since 2025"),
               "views", "", "count", "post", True, _PLATFORM, N_("Never joined to impressions."),
               how="total", tables=("daily", "posts"), export=_DAILY),
        Metric("frequency", N_("Frequency"), N_("impressions / reach"), "impressions", "reach", "ratio", "campaign", False, _IAB,
               N_("Needs the platform's own overall reach, not a sum."),
               how="whole", tables=("ads",), export=_WHOLE),
        Metric("follower_growth", N_("Follower growth"), N_("net new followers / followers at the start"),
               "follows_new", "followers_total", "rate", "month", False, "trade standard",
               N_("LinkedIn's “Total followers” are the new followers of the day."),
               how="growth", tables=("daily",), export=_FOLLOWERS),
        Metric("sov", N_("Share of voice"), N_("own mentions / (own mentions + those of the rivals named)"),
               "mentions", "mentions", "rate", "month", False, "trade standard", N_("It depends on the query: the query is kept with the number."),
               how="share", tables=("mentions",), export=_MENTIONS),
        Metric("esov", N_("Extra share of voice"), N_("share of voice − share of market"), "", "", "points", "month", False,
               "Binet and Field (2013)", N_("A rule of thumb to plan by, not a law."),
               how="extra", tables=("mentions", "market"), export=_MARKET),
        Metric("net_sentiment", N_("Net sentiment"), N_("share of positive − share of negative mentions, neutral ones in the denominator"),
               "sentiment", "mentions", "points", "month", False, "trade standard", N_("The variant without neutrals has another name and another value."),
               how="balance", tables=("mentions",), export=_MENTIONS),
        Metric("ctr", N_("Click-through rate"), N_("link clicks / impressions"), "link_clicks", "impressions", "rate", "campaign", False, _IAB, _PAID,
               how="pooled", tables=("ads",), export=_ADS),
        Metric("cpm", N_("Cost per thousand impressions"), N_("cost / impressions × 1000"), "spend", "impressions", "money", "campaign", False, _IAB, _PAID,
               how="pooled", tables=("ads",), factor=1000, export=_ADS, less_is_better=True),
        Metric("cpc", N_("Cost per click"), N_("cost / link clicks"), "spend", "link_clicks", "money", "campaign", False, _IAB, _PAID,
               how="pooled", tables=("ads",), export=_ADS, less_is_better=True),
        Metric("cpa", N_("Cost per result"), N_("cost / results of one type"), "spend", "results", "money", "campaign", False, _IAB,
               N_("Results of different types are never added up."),
               how="result", tables=("ads",), export=_RESULTS, less_is_better=True),
        Metric("cpl", N_("Cost per lead"), N_("cost / leads"), "spend", "leads", "money", "campaign", False, _IAB, _PAID,
               how="result", tables=("ads",), export=_RESULTS, less_is_better=True),
        Metric("cpe", N_("Cost per interaction"), N_("cost / interactions"), "spend", "interactions", "money", "campaign", False, _IAB, _PAID,
               how="result", tables=("ads",), export=_RESULTS, less_is_better=True),
        Metric("cvr", N_("Conversion rate"), N_("conversions / clicks or sessions"), "key_events", "sessions", "rate", "campaign", False, _IAB, _PAID,
               how="pooled", tables=("web",), export=_WEB),
        Metric("roas", N_("Return on ad spend"), N_("attributed revenue / ad cost"), "conversions_value", "spend", "ratio", "campaign", False, _IAB,
               N_("It is not profit, and attribution is not cause."),
               how="pooled", tables=("ads",), export=_ADS),
        Metric("roi", N_("Return on investment"), N_("(incremental margin − full cost) / full cost"), "", "", "ratio", "campaign", False,
               _BARCELONA, N_("Fees and hours belong to the cost."),
               how="apart", tables=(), export=_ROI),
        Metric("first_response", N_("Working hours to the first answer"), N_("working hours from a message to its first human answer; median, unanswered ones censored"),
               "", "", "hours", "message", False, "trade standard", N_("Bots do not answer; a reopened thread counts again."),
               how="wait", tables=("inbox",), export=_INBOX, less_is_better=True),
        Metric("resolution_time", N_("Working hours to the solution"), N_("working hours from a message to its solution; median, unsolved ones censored"),
               "", "", "hours", "message", False, "trade standard", N_("An average of the solved ones alone flatters."),
               how="wait", tables=("inbox",), export=_INBOX, less_is_better=True),
        Metric("response_rate", N_("Response rate"), N_("messages answered by a person / messages that ask for an answer"),
               "inbox", "inbox", "rate", "month", False, "trade standard", N_("Young messages may still be answered."),
               how="answered", tables=("inbox",), export=_INBOX),
        Metric("pace", N_("Pace ratio"), N_("share of the lines' budget spent, without what is kept back / share of the time elapsed; 0.9 to 1.1 is healthy"),
               "spend", "", "ratio", "month", False, "trade standard", N_("Spend is reported with one to three days of lag."),
               how="pace", tables=("ads", "costs"), export=_PLAN),
        Metric("nps", N_("Net promoter score"), N_("share of 9-10 − share of 0-6"), "", "", "points", "respondent", False,
               "Reichheld (2003)", N_("Needs a survey; below 200 answers the interval is wide."),
               how="apart", tables=(), export=_NPS),
        Metric("visits", N_("Profile visits"), N_("visits to the profile"), "visits", "", "count", "day", True, _PLATFORM, N_("Visits are not people."),
               how="total", tables=("daily",), export=_DAILY),
        Metric("follows_new", N_("New followers"), N_("people who started to follow"), "follows_new", "", "count", "day", True, _PLATFORM,
               N_("Those who left are not taken off."),
               how="total", tables=("daily",), export=_DAILY),
        Metric("link_clicks", N_("Link clicks"), N_("clicks on links that lead away from the network"), "link_clicks", "", "count", "day", True,
               _PLATFORM, N_("A click is not a visit: some give up before the page stands."),
               how="total", tables=("daily", "posts"), export=_DAILY),
        Metric("sessions", N_("Web sessions"), N_("visits to the website"), "sessions", "", "count", "day", True, "Google Analytics 4", N_("Sessions are not people."),
               how="total", tables=("web",), export=_WEB),
        Metric("key_events", N_("Key events"), N_("actions on the website that the business counts as a result"),
               "key_events", "", "count", "day", True, "Google Analytics 4", N_("Attributed by the last source unless set otherwise."),
               how="total", tables=("web",), export=_WEB),
        Metric("revenue", N_("Revenue"), N_("sales recorded on the website"), "revenue", "", "money", "day", True, "Google Analytics 4",
               N_("Attributed revenue is not caused revenue."),
               how="total", tables=("web",), export=_WEB),
        Metric("orders", N_("Orders"), N_("orders recorded"), "orders", "", "count", "month", True, "the client's own records", N_("Returns are not taken off."),
               how="apart", tables=(), export=_ORDERS),
        Metric("leads", N_("Enquiries (leads)"), N_("contacts that asked for an offer"), "leads", "", "count", "month", True, "the client's own records", _PAID,
               how="total", tables=("ads",), export=_RESULTS),
        Metric("spend", N_("Ad spend"), N_("paid to the platforms"), "spend", "", "money", "day", True, _PLATFORM, N_("Fees, tax and hours are not in it."),
               how="spent", tables=("ads", "costs"), export=_ADS),
    )
}  # fmt: skip


def metric(key: str) -> Metric:
    """Return a KPI by its key.

    Raises
    ------
    DataError
        If there is no such KPI; names the nearest.

    """
    if key in METRICS:
        return METRICS[key]
    from difflib import get_close_matches

    near = get_close_matches(key, METRICS, n=1)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    raise DataError(f"there is no metric {key!r}.{hint} Metrics: {', '.join(sorted(METRICS))}.")


def rate_per_row(table: pd.DataFrame, key: str) -> pd.Series:
    """Return one value of a ratio KPI per row: its numerator over its denominator.

    Parameters
    ----------
    table
        Canonical table with the KPI's two columns.
    key
        A KPI that is a ratio of two columns, such as `err`.

    Returns
    -------
    Series of Float64
        NA where either part is not reported or the denominator is zero.

    """
    record = metric(key)
    below = table[record.denominator].astype("Float64")
    return (table[record.numerator].astype("Float64") / below.where(below > 0)).rename(key)
