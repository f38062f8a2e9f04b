"""Meta's ads as its interface for programs gives them (Insights API), saved as a table by a script or a tool."""

from __future__ import annotations

from dataclasses import replace

from smmkit.sources.kinds.meta_ads import ADS
from smmkit.text import N_

_NAMES = {
    "date_start": ("date_start",),
    "date_stop": ("date_stop",),
    "campaign_name": ("campaign_name",),
    "campaign_id": ("campaign_id",),
    "ad_set_name": ("adset_name",),
    "ad_set_id": ("adset_id",),
    "ad_name": ("ad_name",),
    "ad_id": ("ad_id",),
    "spend": ("spend",),
    "_currency": ("account_currency",),
    "impressions": ("impressions",),
    "reach": ("reach",),
    "_frequency": ("frequency",),
    "link_clicks": ("inline_link_clicks", "link_clicks"),
    "clicks_all": ("clicks",),
    "purchases": ("purchases",),
    "_account": ("account_name",),
    "_age": ("age",),
    "_gender": ("gender",),
    "_country": ("country",),
    "_region": ("region",),
    "_placement": ("platform_position",),
    "_network": ("publisher_platform",),
    "_device": ("device_platform", "impression_device"),
}
_LEFT_OUT = ("actions", "action_values", "cost_per_*", "cpm", "cpc", "cpp", "ctr", "*_ctr", "account_id", "objective")
_API = replace(
    ADS,
    name="meta-ads-api",
    label=N_("Ads (Meta, Insights API)"),
    headers=_NAMES,
    required=("date_start", "date_stop", "spend", "impressions"),
    # the client's own tables and other tools' call a network, a currency or a level so
    excluded=("platform", "level", "currency", "channel", "source", "breakdown"),
    final_newline=False,
    known=_LEFT_OUT,
)
KINDS = (_API,)
