"""Canonical tables that come from platform exports."""

from __future__ import annotations

from smmkit.schema.records import AD_NETWORKS, AUDIT, PLATFORMS, ByHand, Column, Table, count, money
from smmkit.schema.tables.web import TABLES as WEB_TABLES
from smmkit.text import N_

FORMATS = (
    N_("reel"),
    N_("image"),
    N_("carousel"),
    N_("story"),
    N_("video"),
    N_("live"),
    N_("link"),
    N_("text"),
    N_("other"),
)
DAILY_METRICS = (
    "reach",
    "views",
    "interactions",
    "follows_new",
    "followers_total",
    "visits",
    "link_clicks",
    "impressions",
    "clicks",
    "reactions",
    "likes",
    "comments",
    "shares",
    "saves",
    "profile_visits",
    "unfollows",
    "posts",
    "watch_h",
    "sessions",
)

_platform = Column("platform", required=True, allowed=PLATFORMS)
_counts = tuple(
    count(name)
    for name in (
        "reactions",
        "likes",
        "comments",
        "shares",
        "saves",
        "link_clicks",
        "clicks_total",
        "profile_visits",
        "follows",
        "video_views_3s",
    )
)

POSTS = Table(
    N_("posts"),
    ("platform", "post_id", "grain", "day"),
    (
        _platform,
        Column("account_id"),
        Column("account_handle"),
        Column("is_own", "flag", required=True),
        Column("post_id", required=True),
        Column("grain", required=True, allowed=("lifetime", "day")),
        Column("day", "day"),
        Column("published_at", "time"),
        Column("published_precision", allowed=("minute", "day")),
        Column("format", allowed=FORMATS),
        Column("title"),
        Column("text"),
        Column("url"),
        Column("is_paid", "flag"),
        Column("duration_s", "number", "s", additive="n", low=0.0),
        count("impressions"),
        count("views"),
        count("reach", "n", unit="people"),
        *_counts,
        Column("watch_s", "number", "s", additive="y"),
        Column("watch_avg_s", "number", "s", additive="n"),
        count("interactions"),
        Column("interactions_parts"),
        count("interactions_reported"),
        *AUDIT,
    ),
    when="published_at",
    read_from=("day", "published_at"),
    tells_month=True,
    needed_by=("00", "01", "02", "03", "05", "07", "08", "09", "10"),
)

DAILY = Table(
    N_("daily"),
    ("platform", "account_id", "day", "metric", "scope"),
    (
        _platform,
        Column("account_id"),
        Column("day", "day", required=True),
        Column("metric", required=True, allowed=DAILY_METRICS),
        Column("value", "number", additive="d"),
        Column("scope", required=True, allowed=("organic", "paid", "total")),
        *AUDIT,
    ),
    when="day",
    read_from=("day",),
    tells_month=True,
    needed_by=("00", "01", "03", "04", "05", "09"),
    by_hand=ByHand(
        N_("Daily figures (kept by hand)"),
        N_("One row per network, day and metric: a figure you read off the screen."),
        ("platform", "day", "metric", "value"),
        by_name=False,
    ),
)

_advertised = Column("platform", required=True, allowed=(*PLATFORMS, *AD_NETWORKS))
_ads = (
    _advertised,
    Column("account_id"),
    Column("date_start", "day", required=True),
    Column("date_stop", "day", required=True),
    Column("level", required=True, allowed=("account", "campaign", "ad_set", "ad")),
    Column("campaign_id"),
    Column("campaign_name"),
    Column("ad_set_id"),
    Column("ad_set_name"),
    Column("ad_id"),
    Column("ad_name"),
    Column("breakdown"),
    Column("currency", required=True),
    money("spend", required=True),
    count("impressions", low=0),
    count("reach", "n", low=0, unit="people"),
    Column("frequency", "number", additive="n", low=0.0),
    count("link_clicks", low=0),
    count("clicks_all", low=0),
    Column("results", "number", additive="y", low=0.0),
    Column("result_type"),
    Column("purchases", "number", additive="y", low=0.0),
    Column("leads", "number", additive="y", low=0.0),
    money("conversions_value"),
    Column("delivery"),
    Column("attribution"),
)

_ADS_KEY = (
    "platform",
    "account_id",
    "date_start",
    "date_stop",
    "level",
    "campaign_id",
    "campaign_name",
    "ad_set_id",
    "ad_set_name",
    "ad_id",
    "ad_name",
    "breakdown",
    "currency",
    "result_type",
)
ADS = Table(
    N_("ads"),
    _ADS_KEY,
    (*_ads, *AUDIT),
    when="date_start",
    read_from=("date_stop", "date_start"),
    tells_month=True,
    repeatable=True,
    needed_by=("00", "02", "03", "05", "06", "07", "09"),
)
# The same spend seen at a finer level or split by age, region...: apart, so that no sum counts it twice.
ADS_DETAIL = Table(
    N_("ads_detail"),
    _ADS_KEY,
    (*_ads, *AUDIT),
    repeatable=True,
)
ADS_TOTALS = Table(
    N_("ads_reported_totals"),
    ("platform", "account_id", "date_start", "date_stop", "level", "source_file"),
    (
        _advertised,
        Column("account_id"),
        Column("date_start", "day", required=True),
        Column("date_stop", "day", required=True),
        Column("level", required=True),
        Column("currency", required=True),
        money("spend"),
        count("impressions", low=0),
        count("reach", "n", low=0, unit="people"),
        *AUDIT,
    ),
    when="date_start",
    repeatable=True,
)

AUDIENCE = Table(
    N_("audience"),
    ("platform", "account_id", "as_of", "dimension", "value", "sex"),
    (
        _platform,
        Column("account_id"),
        Column(
            "dimension",
            required=True,
            allowed=("age_sex", "city", "country", "language", "job", "seniority", "industry", "hour", "other"),
        ),
        Column("value", required=True),
        Column("sex", allowed=("women", "men", "unknown")),
        Column("share", "number", additive="y", low=0.0, high=1.02),
        Column("share_max", "number", additive="n", low=0.0, high=1.0),
        count("count", low=0),
        *AUDIT,
    ),
    needed_by=("04", "05"),
)

# Totals by format of a period the export does not name; posts are compared by their own rows instead.
CONTENT_FORMATS = Table(
    N_("content_formats"),
    ("platform", "account_id", "as_of", "metric", "name"),
    (
        _platform,
        Column("account_id"),
        Column("metric", required=True, allowed=("posts", "views", "reach", "interactions")),
        Column("name", required=True),
        Column("format", allowed=FORMATS),
        Column("value", "number", required=True, additive="n", low=0.0),
        *AUDIT,
    ),
)

# Totals of each place on Google over a range of days, which no day of the month can be told from; used by no analysis.
PLACE_METRICS = (
    "seen_search_mobile", "seen_search_desktop", "seen_maps_mobile", "seen_maps_desktop", "calls", "messages",
    "bookings", "directions", "website_clicks", "food_orders", "menu_clicks", "hotel_bookings",
    # until 2022 Google told how people searched, not on which device
    "searches_direct", "searches_discovery", "searches_branded", "views_search", "views_maps",
)  # fmt: skip
PLACE_TOTALS = Table(
    N_("place_totals"),
    ("place", "store_code", "date_start", "date_stop", "metric"),
    (
        Column("place", required=True),
        Column("store_code"),
        Column("date_start", "day", required=True),
        Column("date_stop", "day", required=True),
        Column("metric", required=True, allowed=PLACE_METRICS),
        Column("value", "number", required=True, additive="n", low=0.0),
        *AUDIT,
    ),
    when="date_start",
)

BREAKS = Table(
    N_("breaks"),
    ("platform", "metric", "day"),
    (
        _platform,
        Column("metric", required=True),
        Column("day", "day", required=True),
        Column("replaced_by"),
        Column("source_file"),
    ),
    needed_by=("00", "03"),
)

TABLES = (POSTS, DAILY, ADS, ADS_DETAIL, ADS_TOTALS, AUDIENCE, CONTENT_FORMATS, PLACE_TOTALS, *WEB_TABLES, BREAKS)
