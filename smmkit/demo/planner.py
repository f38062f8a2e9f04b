"""The content team's tables: the calendar in the client's own folder, ideas, events, hours and curated sources."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from smmkit.demo.channels import networks
from smmkit.demo.csvfile import write_canonical, write_plain
from smmkit.demo.posts import captions
from smmkit.demo.spec import Spec
from smmkit.demo.truth import HOURS, Truth
from smmkit.demo.words import sector_words
from smmkit.demo.work import filled, work
from smmkit.period import Period
from smmkit.schema import TABLES

CALENDAR = "calendar.csv"
HEADER = TABLES["calendar"].names
HOURS_EACH = {"reel": 3.5, "carousel": 2.5, "image": 1.0, "link": 0.5, "video": 6.0, "text": 0.3}
_STATES = ("idea", "draft", "internal_ok", "client_ok", "scheduled")
_GAP = 3
"""Days between two planned posts; every other network in turn."""


def write_calendar(folder: Path, spec: Spec, truth: Truth) -> None:
    """Write the calendar: what was planned for the month of the crisis and the last two, and for the next."""
    rows = list(calendar_rows(spec, truth))
    columns: dict[str, list[Any]] = {name: [row[name] for row in rows] for name in HEADER}
    write_canonical(folder / CALENDAR, columns)


def calendar_rows(spec: Spec, truth: Truth) -> Iterator[dict[str, Any]]:
    """Yield one row per post of the calendar, in order of time."""
    last = Period(spec.last)
    months = [last, last.next()]
    if truth.crisis:
        months.insert(0, Period.of(truth.crisis[0]))
    number = 0
    for month in months:
        days = [month.start + timedelta(days=n) for n in range(0, (month.end - month.start).days, _GAP)]
        for day in days:
            yield _row(spec, truth, day, number)
            number += 1
    yield from _held_back(spec, truth, number)


def planner_truth(spec: Spec, truth: Truth) -> dict[str, Any]:
    """Return which posts stand in the way of the crisis plan, and how many there are."""
    rows = list(calendar_rows(spec, truth))
    content: dict[str, Any] = {"calendar": {"rows": len(rows)}}
    if truth.crisis:
        content["calendar"]["to_pause"] = [row["post_id"] for row in rows if _within(row, truth, 3)]
    return content


def write_content_tables(folder: Path, spec: Spec, truth: Truth) -> None:
    """Write ideas, events, hours and curated sources."""
    words, sector = work(spec.language, spec.country), sector_words(spec.language, spec.country).sectors[spec.sector]
    ideas = [
        (
            f"idea-{number + 1:02d}",
            sector.interests[axis],
            sector.segments[segment],
            kind,
            ";".join(name for name in where.split(";") if name in spec.platforms),
            filled(text, spec, truth),
            f"https://{spec.handle}.example/" if kind == "link" else "",
            asset,
            "community_manager",
            "",
            rights,
        )
        for number, (axis, segment, kind, where, text, asset, rights) in enumerate(words.ideas)
    ]
    names = ("idea_id", "axis", "segment", "format", "networks", "text", "link", "asset_needed", "owner", "source")
    write_plain(folder / "ideas.csv", (*names, "rights"), ideas)
    events = [
        (on, until, filled(name, spec, truth), filled(place, spec, truth), kind)
        for on, until, name, place, kind in words.events
    ]
    write_plain(folder / "events.csv", ("on", "until", "name", "place", "kind"), events)
    rows = [("community_manager", 14, kind, each) for kind, each in HOURS_EACH.items() if kind != "video"]
    rows += [("social_media_manager", 5, "link", HOURS_EACH["link"])]
    write_plain(folder / "capacity.csv", ("role", "hours_week", "format", "hours_each"), rows)
    curated = [(source, url, sector.interests[axis], licence, on) for source, url, axis, licence, on in words.curated]
    write_plain(folder / "curated.csv", ("source", "url", "axis", "licence", "on"), curated)


def _row(spec: Spec, truth: Truth, day: date, number: int) -> dict[str, Any]:
    rng = spec.rng(f"calendar-{number}")
    sector = sector_words(spec.language, spec.country).sectors[spec.sector]
    mine = [network for network in networks(spec) if network in {"instagram", "facebook"}] or networks(spec)
    network = mine[number % len(mine)]
    kinds = ("image", "carousel", "link") if network == "facebook" else ("reel", "carousel", "image")
    kind = kinds[(number // 2) % 3]
    post_id = f"{day:%Y%m%d}-{network}-{kind}"
    state = _state(spec, day, number)
    copy = captions(spec, rng, 1)[0] if state != "idea" else ""
    campaign = "CA-autumn" if truth.campaign and truth.campaign[0] <= day <= truth.campaign[1] else ""
    link = f"https://{spec.handle}.example/" if kind == "link" else ""
    return {
        "post_id": post_id,
        "on": str(day),
        "at": f"{int(rng.choice(HOURS)):02d}:00",
        "network": network,
        "format": kind,
        "axis": sector.interests[number % 5],
        "campaign": campaign,
        "segment": "SG-regulars",
        "objective": "OB-key-events" if kind == "link" and "ga4" in spec.platforms else "OB-err",
        "title": sector.things[number % len(sector.things)],
        "copy": copy,
        "link": link,
        "asset": f"{post_id}.jpg" if state in {"client_ok", "scheduled", "published", "measured"} else "",
        "alt_text": sector.things[number % len(sector.things)] if copy else "",
        "owner": "community_manager",
        "state": state,
        "utm_source": network,
        "utm_medium": "social",
        "utm_campaign": campaign.lower() or "always-on",
        "utm_content": post_id,
    }


def _state(spec: Spec, day: date, number: int) -> str:
    """Return how far a post is: past ones are published or measured, the next month's anywhere on the way."""
    if day <= spec.end - timedelta(days=14):
        return "rejected" if number % 11 == 10 else "measured"
    if day <= spec.end:
        return "published"
    return "rejected" if number % 9 == 8 else _STATES[(number * 3) % len(_STATES)]


def _within(row: dict[str, Any], truth: Truth, days: int) -> bool:
    assert truth.crisis
    day = date.fromisoformat(row["on"])
    return row["state"] == "scheduled" and truth.crisis[0] <= day < truth.crisis[0] + timedelta(days=days)


def _held_back(spec: Spec, truth: Truth, number: int) -> Iterator[dict[str, Any]]:
    """Yield the posts that were scheduled when the crisis began and never went out."""
    if not truth.crisis:
        return
    for place in range(3):
        day = truth.crisis[0] + timedelta(days=place)
        row = _row(spec, truth, day, number + place)
        yield row | {"post_id": f"{row['post_id']}-held", "state": "scheduled", "utm_content": f"{row['post_id']}-held"}
