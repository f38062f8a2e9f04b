"""What is planted in a client, as it is written to `truth.toml`."""

from __future__ import annotations

from datetime import date
from typing import Any

from smmkit.demo.channels import channels_truth
from smmkit.demo.desk import desk_truth
from smmkit.demo.inbox import community_truth
from smmkit.demo.loop import loop_truth
from smmkit.demo.plan import review_truth
from smmkit.demo.planner import planner_truth
from smmkit.demo.posts import LINK_CLICKS
from smmkit.demo.surroundings import surroundings_truth
from smmkit.demo.truth import Truth
from smmkit.demo.words import sector_words
from smmkit.demo.work import work
from smmkit.demo.world import world_truth


def truth_tables(truth: Truth) -> dict[str, Any]:
    """Return what is planted as it is written to `truth.toml`."""
    spec = truth.spec
    # TOML's numbers end at 64 bits; a seed made with a secret is longer.
    seed: int | str = spec.seed if spec.seed < 2**63 else str(spec.seed)
    content: dict[str, Any] = {"seed": seed, "planted": spec.planted}
    content |= world_truth(spec.world) if spec.world.rough else {}
    if spec.months > 2 and "facebook" in spec.platforms:
        day = date(2025, 11, 15)
        content["break"] = {"platform": "facebook", "metric": "impressions", "day": day, "replaced_by": "views"}
    if spec.planted:
        content |= _content_truth(truth) | _event_truth(truth) | _market_truth(truth)
        if len(spec.platforms) > 1:
            content |= community_truth(spec, truth) | desk_truth(spec, truth) | channels_truth(spec, truth)
            content |= surroundings_truth(spec, truth) | loop_truth(spec) | planner_truth(spec, truth)
            content |= review_truth(spec, truth)
    return content


def _content_truth(truth: Truth) -> dict[str, Any]:
    """Return the best hours, and the format that wins and the one that is no use."""
    hours: list[dict[str, Any]] = [
        {"format": name, "outcome": "votes", "hour": hour, "lift": truth.votes_lift}
        for name, hour in truth.votes_hours.items()
    ]
    both = {"format": "all", "outcome": "interactions"}
    hours.append({**both, "hour": truth.interactions_hour, "lift": truth.interactions_lift})
    formats = {
        "winning": truth.winning_format,
        "winning_lift": truth.format_lift,
        "useless": truth.useless_format,
        "useless_lift": -round(1 - 1 / (1 + truth.format_lift), 2),
    }
    links = {"format": "link", "metric": "link_clicks", "more_per_person_reached": LINK_CLICKS}
    return {"hours": hours, "formats": formats, "links": links}


def _event_truth(truth: Truth) -> dict[str, Any]:
    """Return the campaign that works, the one that does not, and the crisis."""
    content: dict[str, Any] = {}
    if truth.campaign:
        start, end = truth.campaign
        worked = {"id": "CA-autumn", "start": start, "end": end, "metric": "sessions"}
        content["campaign"] = {**worked, "lift": truth.campaign_lift}
        idle = {"id": "CA-spring", "start": date(2026, 5, 4), "end": date(2026, 5, 24), "metric": "sessions"}
        content["campaign_without_effect"] = idle
    if truth.crisis:
        start, end = truth.crisis
        cause = sector_words(truth.spec.language, truth.spec.country).sectors[truth.spec.sector].crisis
        content["crisis"] = {"start": start, "end": end, "factor": truth.crisis_factor, "cause": cause}
    return content


def _market_truth(truth: Truth) -> dict[str, Any]:
    """Return segments, response curves, the growing topic, the test that has a winner, and growth."""
    sector = sector_words(truth.spec.language, truth.spec.country).sectors[truth.spec.sector]
    content: dict[str, Any] = {
        "segments": [
            {"name": name, "share": share, "interests": dict(zip(sector.interests, map(float, centre), strict=True))}
            for name, share, centre in zip(sector.segments, truth.segment_shares, truth.segments, strict=True)
        ],
        "budget": [
            {"line": c.line, "channel": c.channel, "per": "week", "top": c.top, "half": c.half, "usual": c.usual}
            for c in truth.curves
        ],
        "ab_test": {
            "test": work(truth.spec.language, truth.spec.country).tests[truth.winning_test or ""],
            "winner": "B",
        },
        "followers": {"monthly_growth": truth.monthly_growth},
    }
    if truth.topic:
        content["topic"] = {"name": truth.topic, "weekly_growth": truth.topic_growth}
    return content
