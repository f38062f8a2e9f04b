"""Notebook 07's new posts: each one's moment, idea, source and objective, and what found no place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from smmkit.ledger import Kind
from smmkit.ledger.portraits import portrait_of
from smmkit.measures import hours as times
from smmkit.measures.labels import campaign_name
from smmkit.report.document import Book
from smmkit.text import Text
from smmkit.topics.calendar.analysis import matching, mix, month, slots
from smmkit.topics.calendar.analysis.formats import Sides, is_poor
from smmkit.topics.calendar.analysis.links import ORGANIC, source_name
from smmkit.topics.calendar.analysis.weeks import Week, hours_left, work_of
from smmkit.topics.calendar.proposals.aims import objective_for


@dataclass(frozen=True)
class Frame:
    """What the month's new posts have to fit into.

    Attributes
    ----------
    weeks, own
        The weeks of the month, and the client's own posts in them.
    hours, window
        What is known of hours, and those the house allows.
    holidays
        Public holidays of the month: nothing is sold on them.
    sides
        What is known of formats, by purpose.

    """

    weeks: Sequence[Week]
    own: pd.DataFrame
    hours: times.PostingHours
    window: Sequence[int]
    holidays: frozenset[date]
    sides: Sides

    def taken(self) -> pd.DataFrame:
        """Return the moments of the posts that stand: `network`, `at`; noon where nobody wrote the hour."""
        at = self.own["on"] + pd.to_timedelta(self.own["at"].fillna("12:00").astype("str") + ":00")
        return self.own.assign(at=at)[["network", "at"]]


def placed(book: Book, wanted: pd.DataFrame, frame: Frame) -> tuple[pd.DataFrame, dict[str, str]]:
    """Return the new posts with their moments as rows of the calendar, and what was left out and why."""
    capacity, policy = book.table("capacity"), book.plan.calendar_policy
    owed, told = wanted["purpose"].isin([mix.SHARE, mix.COMMUNITY]), wanted["slug"].notna()
    thought = wanted["post_id"].isin(list(matching.matched_ideas(wanted[~told], book.table("ideas"))))
    posts = work_of(wanted, capacity).assign(priority=(3 * owed + 2 * told + thought) * slots.OWED)
    open_days = {place: _quiet(book, week.open_days) for place, week in enumerate(frame.weeks)}
    possible = slots.moments(posts, times.hour_choices(posts, frame.hours, window=frame.window), open_days)
    found = slots.assign(
        posts,
        _on_its_days(possible, posts, frame.holidays),
        spacing_hours=policy.spacing_hours,
        taken=frame.taken(),
        capacity=hours_left(frame.weeks, capacity, frame.own),
    )
    kept = posts[posts["post_id"].isin(list(found.at))]
    pairs = zip(kept["network"], kept["format"], strict=True)
    poor = np.array([is_poor(frame.sides, mix.TELL, *pair) for pair in pairs], dtype=bool)
    purposes = month.within_cap(
        kept["purpose"], frame.own["purpose"], policy.promo_cap, fixed=frozenset(kept.index[poor])
    )
    turned = (purposes != kept["purpose"]) & poor
    left = dict(found.left_out) | dict.fromkeys(kept.loc[turned, "post_id"], slots.CAPPED)
    kept = kept.assign(purpose=purposes)[~turned]
    moment = pd.to_datetime(kept["post_id"].map(dict(found.at)))
    return _rows(book, kept, moment, frame), left


def _on_its_days(possible: pd.DataFrame, posts: pd.DataFrame, holidays: frozenset[date]) -> pd.DataFrame:
    """Keep the moments on the days a post may go out on: its occasion's, and no holiday where it sells on any."""
    own = posts.iloc[possible["post"].to_numpy(int)].reset_index(drop=True)
    day = possible["at"].dt.normalize().reset_index(drop=True)
    first, last = pd.to_datetime(own["first"]), pd.to_datetime(own["last"])
    inside = first.isna() | ((day >= first) & (day <= last))
    sold = (own["purpose"] == mix.SELL) & (first.isna() | (first < last))
    allowed = inside & ~(sold & day.isin(pd.to_datetime(sorted(holidays))))
    kept: pd.DataFrame = possible.loc[allowed.to_numpy(bool)].reset_index(drop=True)
    return kept


def _quiet(book: Book, days: Sequence[date]) -> list[date]:
    """Leave out the days a crisis that is still on would silence."""
    history = book.alarm
    if history.on is None:
        return list(days)
    until = pd.Timestamp(str(history.as_of)).date() + timedelta(days=3)
    return [day for day in days if day > until]


def _rows(book: Book, kept: pd.DataFrame, moment: pd.Series, frame: Frame) -> pd.DataFrame:
    ideas, hours = book.table("ideas").drop_duplicates("idea_id").set_index("idea_id"), frame.hours
    idea = kept["post_id"].map(matching.matched_ideas(kept[kept["slug"].isna()], book.table("ideas")))
    shared = _shared(kept.assign(at=moment), idea, ideas, used_until(book.table("curated"), book.period.end))
    groups = known_groups(book)
    known = [hours.hour_for(form, purpose) for form, purpose in zip(kept["format"], kept["purpose"], strict=True)]
    basis = [found[0] if found and found[1] == at.hour else "" for found, at in zip(known, moment, strict=True)]
    own_words = {name: idea.map(ideas[name]) for name in ("text", "link", "asset_needed", "segment", "owner")}
    rows = pd.DataFrame(
        {
            "post_id": kept["post_id"],
            "on": moment.dt.normalize(),
            "at": moment.dt.strftime("%H:%M"),
            "network": kept["network"],
            "format": kept["format"],
            "axis": kept["axis"],
            "campaign": kept["campaign"],
            "segment": own_words["segment"].map(lambda said: groups.get(_folded(said), pd.NA), na_action="ignore"),
            "objective": [objective_for(book.plan, purpose) or pd.NA for purpose in kept["purpose"]],
            "title": own_words["text"].where(kept["slug"].isna(), _told(book, kept)),
            "copy": pd.NA,
            "link": own_words["link"].fillna(shared["url"]),
            "asset": own_words["asset_needed"],
            "alt_text": pd.NA,
            "owner": own_words["owner"].fillna(kept["role"].where(kept["role"] != "")).fillna("community_manager"),
            "state": "idea",
            "utm_source": kept["network"].map(source_name),
            "utm_medium": ORGANIC,
            "utm_campaign": kept["campaign"].map(campaign_name, na_action="ignore").fillna("always-on"),
            "utm_content": kept["post_id"].map(campaign_name),
            "purpose": kept["purpose"],
            "idea": idea,
            **{name: shared[name] for name in ("source", "licence")},
            "explores": kept["explores"],
            "basis": basis,
            "event": kept["event"],
            "week": [frame.weeks[place].name for place in kept["week"]],
        }
    )
    return rows.sort_values(["on", "at", "network"], kind="stable").reset_index(drop=True)


def known_groups(book: Book) -> dict[str, str]:
    """Return the ids of the groups people know from the plan and the cards, by id and name in small letters.

    What an idea calls its readers in the team's own words names no group of the plan; it stays with the ideas.
    """
    found: dict[str, str] = {}
    for entry in book.plan.segments:
        found |= dict.fromkeys((_folded(entry.id), _folded((entry.title or entry.id).split(":")[0])), entry.id)
    for item in book.ledger.values():
        if item.kind is Kind.SG and (told := portrait_of(item)):
            found |= dict.fromkeys((_folded(item.id), _folded(book.text(told[0]))), item.id)
    return found


def _folded(said: object) -> str:
    return str(said).strip().casefold()


def _told(book: Book, kept: pd.DataFrame) -> pd.Series:
    """Return what the posts that tell of an occasion say of it, in the client's language whoever reads it."""
    client = book.client
    theirs = Text(client.language, country=client.country, currency=client.currency)
    pairs = zip(kept["says"], kept["event"], strict=True)
    return pd.Series([theirs(says, event=event) if pd.notna(says) else pd.NA for says, event in pairs],
                     kept.index, dtype="object")  # fmt: skip


def _shared(posts: pd.DataFrame, idea: pd.Series, ideas: pd.DataFrame, curated: pd.DataFrame) -> pd.DataFrame:
    """Return name, licence and address of what each post shares: its idea's source, else one of the curated ones."""
    found = matching.matched_sources(posts.sort_values("at", kind="stable"), curated)
    row = posts["post_id"].map(found)
    named = {name: row.map(curated[name]) for name in ("url", "source", "licence")}
    theirs = idea.map(ideas["source"])
    said = {"source": theirs, "licence": idea.map(ideas["rights"]).where(theirs.notna())}
    return pd.DataFrame(named | {name: own.where(theirs.notna(), named[name]) for name, own in said.items()})


def used_until(curated: pd.DataFrame, end: date) -> pd.DataFrame:
    """Return the sources as they stood at a month's end: what was used only later counts as not used."""
    return curated.assign(on=curated["on"].where(pd.to_datetime(curated["on"]) <= pd.Timestamp(end)))
