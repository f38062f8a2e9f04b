"""How lines, results and levels are called, as catalogue keys."""

from __future__ import annotations

from smmkit.text import N_

# Slugs of usual lines, so that both languages name them; any other slug is shown as it is written.
LINES = {
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
    "test-reserve": N_("Test reserve"),
    "contingency": N_("Contingency"),
}
KINDS = {
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
LEVELS = {
    "L3": N_("carry-over and saturation from a year of weeks"),
    "L2": N_("cost per result from the weeks with spend"),
    "L1": N_("judged by the team"),
}
_RESULTS = {
    "key_events": N_("key events"),
    "purchase": N_("purchases"),
    "messaging": N_("conversations started"),
    "lead": N_("leads"),
    "link_click": N_("link clicks"),
    "engagement": N_("post engagements"),
    "reach": N_("people reached"),
}
_RESULT = N_("results")


def line_word(line: str) -> str:
    """Give the name of a line."""
    return LINES.get(line, line if " " in line else line.replace("-", " ").capitalize())


def result_word(result: str) -> str:
    """Give the name of a result type in the plural."""
    return next((word for part, word in _RESULTS.items() if part in result.casefold()), _RESULT)
