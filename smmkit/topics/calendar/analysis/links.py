"""Links that can be counted: one address a post and network, and the channel GA4 will put its visits in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from smmkit.measures.labels import SHOP
from smmkit.text import N_

ORGANIC, PAID = "social", "paid_social"
# How GA4's list of sources calls a network; others are called as they are here.
SOURCES = {"x": "twitter", "google_ads": "google", "meta": "facebook"}
_SOCIAL = {
    "facebook",
    "instagram",
    "linkedin",
    "pinterest",
    "tiktok",
    "twitter",
    "threads",
    "bluesky",
    "whatsapp",
    "t.co",
    "reddit",
}
_VIDEO = {"youtube", "vimeo", "twitch", "dailymotion"}
_SEARCH = {"google", "bing", "yahoo", "duckduckgo", "ecosia", "baidu", "yandex"}
_SHOPPING = {"amazon", "ebay", "etsy", "mercadolibre", "walmart", "alibaba", "aliexpress"}
_IS_PAID = re.compile(r"(.*cp.*|ppc|retargeting|paid.*)")
_SOCIAL_MEDIA = {"social", "social-network", "social-media", "sm", "social network", "social media"}
_DISPLAY = {"display", "banner", "expandable", "interstitial", "cpm"}
_MAIL = {"email", "e-mail", "e_mail", "e mail"}
_NAMES = ("utm_source", "utm_medium", "utm_campaign", "utm_content")
CHANNELS = (
    N_("Direct"), N_("Cross-network"), N_("Paid Shopping"), N_("Paid Search"), N_("Paid Social"), N_("Paid Video"),
    N_("Display"), N_("Paid Other"), N_("Organic Shopping"), N_("Organic Social"), N_("Organic Video"),
    N_("Organic Search"), N_("Referral"), N_("Email"), N_("Affiliates"), N_("Audio"), N_("SMS"),
    N_("Mobile Push Notifications"), N_("Unassigned"),
)  # fmt: skip


@dataclass(frozen=True)
class Utm:
    """What a link says of the post it stands in."""

    source: str
    medium: str
    campaign: str
    content: str


def tagged(link: str, utm: Utm) -> str:
    """Return a link with its four tags; what else it asks for and its anchor stay.

    Parameters
    ----------
    link
        The page.
    utm
        The tags; they replace earlier ones.

    Returns
    -------
    str
        The address with `utm_source`, `utm_medium`, `utm_campaign` and `utm_content`, in that order, last.

    """
    parts = urlsplit(link)
    kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name not in _NAMES]
    tags = zip(_NAMES, (utm.source, utm.medium, utm.campaign, utm.content), strict=True)
    return urlunsplit(parts._replace(query=urlencode([*kept, *tags])))


def tags_of(link: str) -> Utm:
    """Return the tags of a link; a missing one is empty.

    Parameters
    ----------
    link
        An address.

    Returns
    -------
    Utm
        Its four tags.

    """
    found = dict(parse_qsl(urlsplit(link).query, keep_blank_values=True))
    return Utm(*(found.get(name, "") for name in _NAMES))


def source_name(network: str) -> str:
    """Return what to write as source so that GA4 knows the network: X goes by twitter.

    Parameters
    ----------
    network
        Canonical name, such as `x`.

    Returns
    -------
    str
        What `utm_source` says.

    """
    return SOURCES.get(network, network)


def channel(utm: Utm) -> str:
    """Return the channel of GA4's default group a visit falls in.

    The first rule that fits counts, in Google's order (Default channel group, support.google.com/analytics/answer/
    9756891; wording of the rules as reprinted by docs.shoplift.ai/analyze/reports/channel-groups and
    colemanmarketing.co.uk/ga4-default-channel-grouping, read 2026-11-25). Google's lists of sites are longer than
    the names here, which are those of the networks this workbook knows.

    Parameters
    ----------
    utm
        Tags of the link the visit came by.

    Returns
    -------
    str
        One of `CHANNELS`.

    """
    source, medium, campaign = (one.casefold() for one in (utm.source, utm.medium, utm.campaign))
    site = re.sub(r"^(www|m|l|lm)\.|\.(com|net|org|tv)$", "", source)
    paid, shop = bool(_IS_PAID.fullmatch(medium)), site in _SHOPPING or bool(SHOP.fullmatch(campaign))
    rules = (
        (source in {"direct", "(direct)"} and medium in {"(not set)", "(none)", ""}, "Direct"),
        ("cross-network" in campaign, "Cross-network"),
        (shop and paid, "Paid Shopping"),
        (site in _SEARCH and paid, "Paid Search"),
        (site in _SOCIAL and paid, "Paid Social"),
        (site in _VIDEO and paid, "Paid Video"),
        (medium in _DISPLAY, "Display"),
        (paid, "Paid Other"),
        (shop, "Organic Shopping"),
        (site in _SOCIAL or medium in _SOCIAL_MEDIA, "Organic Social"),
        (site in _VIDEO or "video" in medium, "Organic Video"),
        (site in _SEARCH or medium == "organic", "Organic Search"),
        (medium in {"referral", "app", "link"}, "Referral"),
        (source in _MAIL or medium in _MAIL, "Email"),
        (medium == "affiliate", "Affiliates"),
        (medium == "audio", "Audio"),
        (source == "sms" or medium == "sms", "SMS"),
        (medium.endswith("push") or "mobile" in medium or "notification" in medium, "Mobile Push Notifications"),
    )
    return next((name for fits, name in rules if fits), "Unassigned")
