"""One name everywhere: of budget lines, kinds of cost, results, networks and formats, as catalogue keys."""

from __future__ import annotations

import re
from collections.abc import Mapping

from smmkit.metrics import METRICS
from smmkit.schema import platform_name
from smmkit.text import N_

__all__ = [
    "CONTINGENCY",
    "FORMS",
    "KEPT_BACK",
    "KINDS",
    "LINES",
    "REST",
    "TEST_RESERVE",
    "form_name",
    "line_name",
    "metric_name",
    "platform_name",
    "result_name",
]

CONTINGENCY, TEST_RESERVE = "contingency", "test-reserve"
KEPT_BACK = (TEST_RESERVE, CONTINGENCY)
"""Lines of money kept back for what may come: unspent is how it should be."""
# Slugs of usual lines, so that both languages name them; any other slug is shown as it is written.
LINES: Mapping[str, str] = {
    "meta-ads": N_("Meta ads"),
    "google-ads": N_("Google ads"),
    "tiktok-ads": N_("TikTok ads"),
    "linkedin-ads": N_("LinkedIn ads"),
    "influencers": N_("Influencers"),
    "community": N_("Community hours"),
    "content-production": N_("Content production"),
    "scheduler": N_("Publishing tool"),
    "events": N_("Events"),
    "contests": N_("Contests"),
    TEST_RESERVE: N_("Test reserve"),
    CONTINGENCY: N_("Contingency"),
}
REST = N_("Rest of {line:word}")
"""What a line of the plan holds beyond the lines within it."""
KINDS: Mapping[str, str] = {
    "ads": N_("advertising"),
    "production": N_("production"),
    "tools": N_("tools"),
    "people": N_("people's hours"),
    "influencers": N_("influencers"),
    "contests": N_("contests"),
    "events": N_("events"),
    "contingency": N_("contingency"),
    "test_reserve": N_("test reserve"),
}
_RESULTS: Mapping[str, str] = {
    "key_events": N_("key events"),
    "purchase": N_("purchases"),
    "messaging": N_("conversations started"),
    "lead": N_("leads"),
    "link_click": N_("link clicks"),
    "engagement": N_("post engagements"),
    "reach": N_("people reached"),
}
_RESULT = N_("results")
FORMS: Mapping[str, str] = {
    "reel": N_("reels"),
    "image": N_("pictures"),
    "carousel": N_("carousels"),
    "story": N_("stories"),
    "video": N_("videos"),
    "live": N_("live broadcasts"),
    "link": N_("posts with a link"),
    "text": N_("posts of text alone"),
    "other": N_("other posts"),
}
"""Several posts of a format, as they stand inside a sentence."""
# Where the trade's word says nothing to a client.
_PLAIN: Mapping[str, str] = {
    "net_sentiment": N_("Praise less complaints, of 100 mentions"),
    "applause": N_("Likes and reactions per post"),
    "conversation": N_("Comments per post"),
    "amplification": N_("Shares per post"),
    "response_rate": N_("Messages answered by a person"),
    "sov": N_("Our share of what is said of us and our rivals"),
}


def line_name(line: str, titles: Mapping[str, str] | None = None) -> str:
    """Return the name of a budget line.

    Parameters
    ----------
    line
        Its slug, such as `meta-ads`.
    titles
        What `plan.toml` calls its lines; the plan's word wins, for the client approved it.

    Returns
    -------
    str
        A catalogue key, the plan's own title, or the slug in words.

    """
    if titles and (title := titles.get(line)):
        return title
    return LINES.get(line, line if " " in line else line.replace("-", " ").capitalize())


def result_name(result_type: object) -> str:
    """Return a result type in the plural (catalogue key); one that is not known stays in the platform's words.

    Parameters
    ----------
    result_type
        As the platform calls it.

    Returns
    -------
    str
        A catalogue key.

    """
    written = "" if result_type is None else str(result_type)
    known = next((word for part, word in _RESULTS.items() if part in written.casefold()), "")
    tail = re.split(r"[.:]", written)[-1].replace("_", " ").strip()
    return known or (_RESULT if tail.casefold() in ("", "nan", "<na>") else tail)


def form_name(form: object) -> str:
    """Return the catalogue key of several posts of a format; one that is not known keeps its own name.

    Parameters
    ----------
    form
        A format of the schema, such as `reel`.

    Returns
    -------
    str

    """
    return FORMS.get(str(form), str(form))


def metric_name(key: str) -> str:
    """Return what a page for readers calls a metric (catalogue key): plain words where the trade's say nothing.

    Parameters
    ----------
    key
        A key of `METRICS`.

    Returns
    -------
    str

    """
    return _PLAIN.get(key, METRICS[key].name)
