"""Notebook 07's occasions: the house's own events and the great days of trade that the month has to tell of."""

from __future__ import annotations

from datetime import date

import pandas as pd

from smmkit.ledger import item_id
from smmkit.measures.labels import campaign_name
from smmkit.measures.subjects import subjects_of
from smmkit.report.document import Book
from smmkit.report.trade import dates_to_prepare
from smmkit.sources.dates import date_names
from smmkit.topics.calendar.analysis import matching, month
from smmkit.topics.calendar.analysis.campaigns import kind_of
from smmkit.topics.calendar.analysis.occasions import Told, told_of_event, told_of_trade, with_occasions
from smmkit.topics.calendar.proposals.days import holidays_around
from smmkit.topics.calendar.proposals.placing import Frame


def with_told(book: Book, wanted: pd.DataFrame, frame: Frame) -> pd.DataFrame:
    """Return the month's new posts, some of which tell of an occasion; none of them holds an idea of the team's."""
    gap = pd.Timedelta(hours=book.plan.calendar_policy.spacing_hours)
    held = {str(name): rows["at"] for name, rows in frame.taken().groupby("network")}

    def free(network: str, form: str, day: date) -> bool:
        hours = frame.hours.tried.get(form, frame.hours.tried["all"])
        moments = [pd.Timestamp(day) + pd.Timedelta(hours=hour) for hour in hours]
        own = held.get(network, pd.Series(dtype="datetime64[us]"))
        return any(bool(((own - at).abs() >= gap).all()) for at in moments)

    ideas = matching.matched_ideas(wanted, book.table("ideas"))
    found = with_occasions(wanted, _asked(book, frame), frame.weeks, taken=list(ideas), free=free)
    return month.named(found.sort_values(["week", "ideal", "network"], kind="stable", ignore_index=True), frame.weeks)


def _asked(book: Book, frame: Frame) -> list[Told]:
    """Return the posts occasions ask for: all days themselves first, then what goes before and after them."""
    rejected = {one.id for one in book.plan.campaigns if one.status == "rejected"}
    events = [one for one in book.table("events").to_dict("records") if _id(one["name"]) not in rejected]
    told = [_of_event(str(one["name"]), one, book) for one in events]
    days = [posts[0] for posts in told if posts]
    rest = [one for posts in told for one in posts[1:]]
    return [one for one in (*days, *_of_trade(book), *rest) if not _stands(one, frame.own)]


def _id(name: object) -> str:
    return item_id("CA", str(name))


def _of_event(name: str, row: dict[object, object], book: Book) -> list[Told]:
    start, until = pd.Timestamp(str(row["on"])).date(), row.get("until")
    end = start if until is None or pd.isna(until) else pd.Timestamp(str(until)).date()  # type: ignore[call-overload]
    words = {term.name: [term.name, term.meaning, *term.words] for term in book.client.glossary}
    subject = subjects_of(pd.Series([name]), words).iloc[0]
    kind = kind_of(name, str(row.get("kind")))[0]
    axis = "" if pd.isna(subject) else str(subject)
    return told_of_event(name, kind, _id(name), start, max(start, end), axis=axis, holidays=holidays_around(book))


def _of_trade(book: Book) -> list[Told]:
    """Return the great days of trade that the report says to prepare for; of a stretch its first day."""
    coming, names = book.period.next(), date_names(book.client.country, book.client.language)
    dates = dates_to_prepare(book)
    great = dates[dates["major"].astype(bool)]
    days = [(pd.Timestamp(str(row["day"])).date(), str(row["key"])) for row in great.to_dict("records")]
    first = {key: day for day, key in sorted(days, reverse=True) if coming.start <= day <= coming.end}
    return [told_of_trade(names.get((str(day), key), key), campaign_name(key), day) for key, day in first.items()]


def _stands(one: Told, own: pd.DataFrame) -> bool:
    """Say whether the client's own calendar tells of an occasion on those days already."""
    days = pd.to_datetime(own["on"])
    there = (days >= pd.Timestamp(one.first)) & (days <= pd.Timestamp(one.last))
    return bool(one.campaign and (there & (own["campaign"] == one.campaign).fillna(False)).any())
