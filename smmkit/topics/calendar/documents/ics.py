"""The calendar as a file every calendar program reads (RFC 5545): stable ids, exact times, changes counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from smmkit.files import digest
from smmkit.plan.calendar_sheet import STATE_WORDS
from smmkit.report.document import Book
from smmkit.schema import platform_name
from smmkit.text import Text
from smmkit.topics.calendar.documents.lines import Line, month_lines

FILE = "calendar.ics"
_LASTS = timedelta(minutes=15)
_SURE = {"client_ok", "scheduled", "published", "measured"}
_MARK = "X-SMMKIT-CONTENT"


def calendar_ics(book: Book) -> bytes:
    """Return the month's posts as events; what was sent out before counts the changes of each.

    The last version of the file lies in the month's folder. A post that is as it was keeps its sequence, one that
    changed gets the next, one that is gone is cancelled: programs that have it then take it away.
    """
    path = book.out / FILE
    before = path.read_bytes() if path.is_file() else b""
    stamp = datetime.combine(book.period.end, datetime.min.time(), ZoneInfo("UTC"))
    return events_file(
        month_lines(book), before, slug=book.client.slug, zone=book.client.timezone, stamp=stamp, text=book.text
    )


def events_file(lines: Sequence[Line], before: bytes, *, slug: str, zone: str, stamp: datetime, text: Text) -> bytes:
    """Return an iCalendar file of posts.

    Parameters
    ----------
    lines
        Posts: `post_id`, `on`, `at` (local; empty for the whole day), `network`, `format`, `title`, `subject`, `holds`,
        `paused`, `tagged`.
    before
        The file as it was, or nothing.
    slug, zone
        The client's short name and time zone.
    stamp
        Moment the file speaks for; no clock is read.
    text
        Language of the summaries.

    """
    from icalendar import Calendar

    known = _known(before)
    found = Calendar()
    for name, value in (("prodid", "-//smmkit//calendar//EN"), ("version", "2.0"), ("method", "PUBLISH")):
        found.add(name, value)
    found.add("x-wr-timezone", zone)
    current = {f"{line['post_id']}@{slug}.smmkit": _facts(line, zone, text) for line in lines if line["on"]}
    gone = {uid: _cancelled(event) for uid, event in known.items() if uid not in current}
    for uid, facts in sorted({**gone, **current}.items()):
        found.add_component(_event(uid, facts, known.get(uid), stamp))
    return bytes(found.to_ical())


def utc_moment(on: str, at: str, zone: str) -> datetime:
    """Return a local day and hour as a moment in UTC; an hour the clock skips counts as the one after."""
    local = datetime.fromisoformat(f"{on}T{at}").replace(tzinfo=ZoneInfo(zone))
    return local.astimezone(ZoneInfo("UTC"))


def _facts(line: Line, zone: str, text: Text) -> dict[str, Any]:
    what = line["title"] or line["subject"]
    state = text("paused by the crisis plan") if line["paused"] else text.word(STATE_WORDS[line["holds"]])
    start: date | datetime = utc_moment(line["on"], line["at"], zone) if line["at"] else date.fromisoformat(line["on"])
    return {
        "dtstart": start,
        "dtend": start + (_LASTS if line["at"] else timedelta(days=1)),
        "summary": f"{platform_name(line['network'])} · {text.word(line['format'])} · {what}",
        "description": "\n".join(part for part in (state, line["copy"], line["tagged"]) if part),
        "status": "CONFIRMED" if line["holds"] in _SURE and not line["paused"] else "TENTATIVE",
    }


def _known(before: bytes) -> dict[str, Any]:
    from icalendar import Calendar

    if not before:
        return {}
    return {str(event["uid"]): event for event in Calendar.from_ical(before).walk("VEVENT")}


def _cancelled(event: Any) -> dict[str, Any]:
    kept = {name: event.decoded(name) for name in ("dtstart", "dtend")}
    told = {name: str(event.get(name, "")) for name in ("summary", "description")}
    return {**kept, **told, "status": "CANCELLED"}


def _event(uid: str, facts: Mapping[str, Any], earlier: Any, stamp: datetime) -> Any:
    from icalendar import Event

    mark = digest("\x1f".join(f"{name}={facts[name]}" for name in sorted(facts)).encode())
    sequence = 0
    if earlier is not None:
        same = str(earlier.get(_MARK, "")) == mark
        sequence = int(earlier.get("sequence", 0)) + (0 if same else 1)
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", stamp)
    event.add("sequence", sequence)
    for name, value in facts.items():
        event.add(name, value)
    event.add(_MARK, mark)
    return event
