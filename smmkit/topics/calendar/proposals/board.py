"""Notebook 07's month: the client's own posts, what is proposed beside them, when, and what was left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from smmkit.client import Client
from smmkit.measures import hours as times
from smmkit.measures.labels import campaign_name
from smmkit.measures.posts import own_posts, post_features
from smmkit.measures.subjects import post_subjects
from smmkit.period import Period
from smmkit.plan import Plan
from smmkit.plan.calendar import load_calendar
from smmkit.plan.pause import Pause, pause
from smmkit.report.document import Book
from smmkit.text import N_
from smmkit.topics.calendar.analysis import matching, mix, month, slots
from smmkit.topics.calendar.analysis.links import ORGANIC, source_name
from smmkit.topics.calendar.analysis.weeks import Week, hours_left, weeks_of, work_of
from smmkit.topics.calendar.proposals.formats import ended_formats, formats_used

WAITS = ("idea", "draft")
DEFAULT_AXES = (N_("our work"), N_("our people"), N_("useful answers"))
_ENGAGEMENT = ("err", "engagement", "interactions", "reach", "views", "followers")


@dataclass(frozen=True)
class Board:
    """A month of content.

    Attributes
    ----------
    period
        The month that is planned: the one after the workbook's.
    weeks
        Its ISO weeks.
    calendar
        The whole of the client's calendar.
    own
        Its posts of the month, not rejected: with `week`, `purpose`.
    proposed
        New posts that found a place: columns of the calendar and `week`, `purpose`, `explores`, `idea`, `source` and
        `licence` (of what others made), `basis` (outcome an hour rests on, or empty).
    left_out
        Why a post found none, by its id, and the role whose hours were missing.
    subjects, weights, purposes, hours
        What the mix and the hours rest on.
    paused
        Posts and ads the crisis plan stops.
    promo_share
        Share of the month's posts that sell.
    names
        What a reader calls each subject.

    """

    period: Period
    weeks: Sequence[Week]
    calendar: pd.DataFrame
    own: pd.DataFrame
    proposed: pd.DataFrame
    left_out: Mapping[str, str]
    wanted: pd.DataFrame
    subjects: mix.Subjects
    weights: Mapping[str, float]
    purposes: Mapping[str, int]
    hours: times.PostingHours
    paused: Pause
    promo_share: float
    holidays: Mapping[date, str]
    names: Mapping[str, str]

    def called(self, subject: object) -> str:
        """Return a subject as a reader calls it; the calendar and the tables hold its short name."""
        return "–" if pd.isna(subject) else self.names.get(str(subject), str(subject))  # type: ignore[call-overload]


def month_board(book: Book) -> Board:
    """Plan the month after the workbook's, around what the client's calendar holds."""
    planned, policy = book.period.next(), book.plan.calendar_policy
    calendar = load_calendar(book.client.folder)
    holidays = public_holidays(book.client.country, planned, book.text.lang)
    weeks = weeks_of(planned.start, planned.end, closed=policy.days_without_posts, holidays=list(holidays))
    own = _own_posts(calendar, book.table("curated"), weeks)
    features = post_features(book.table("posts"))
    first, last = _window(policy.from_time, policy.to_time)
    hours = times.best_hours(features, first=first, last=last)
    subjects = _subjects(book, features)
    wanted, weights, purposes = _wanted(book, weeks, own, features, subjects)
    stopped = _paused(book, calendar)
    proposed, left = _placed(book, wanted, weeks, own, hours, range(first, last + 1))
    selling = pd.concat([own["purpose"], proposed["purpose"]])
    share = float((selling == mix.SELL).mean()) if len(selling) else 0.0
    return Board(
        planned,
        weeks,
        calendar,
        own,
        proposed,
        left,
        wanted,
        subjects,
        weights,
        purposes,
        hours,
        stopped,
        share,
        holidays,
        book.client.subjects,
    )


def public_holidays(country: str, period: Period, lang: str) -> dict[date, str]:
    """Return a month's national holidays and their names; none for a country nobody keeps a list of."""
    import holidays

    try:
        found = holidays.country_holidays(country, years=period.start.year, language="es" if lang == "es" else "en_US")
    except NotImplementedError:
        return {}
    return {day: str(name) for day, name in sorted(found.items()) if period.start <= day <= period.end}


def _window(from_time: str, to_time: str) -> tuple[int, int]:
    """Return the first and last whole hour a post may go out at."""
    first, minutes = (int(part) for part in str(from_time).split(":")[:2])
    return first + (minutes > 0), int(str(to_time).split(":")[0])


def _own_posts(calendar: pd.DataFrame, curated: pd.DataFrame, weeks: Sequence[Week]) -> pd.DataFrame:
    names = {pd.Timestamp(day): week.name for week in weeks for day in week.days}
    dated = calendar.assign(week=calendar["on"].map(names), purpose=month.purpose_of(calendar, curated))
    kept = dated["week"].notna() & ~dated["state"].isin(month.ENDED).fillna(False).astype(bool)
    return dated[kept].reset_index(drop=True)


def _subjects(book: Book, features: pd.DataFrame) -> mix.Subjects:
    words = {term.name: [term.name, *term.words] for term in book.client.glossary}
    return mix.subject_results(features, post_subjects(book.table("posts"), words))


def networks_of(client: Client, plan: Plan) -> list[str]:
    """Return where the client publishes: the policy's networks, else those it has accounts on and does not close."""
    closed = {one.platform for one in plan.channels if one.action == "close" and one.status == "approved"}
    asked = plan.calendar_policy.posts_per_week or dict.fromkeys(account.platform for account in client.accounts)
    return [name for name in dict.fromkeys(asked) if name not in closed]


def _wanted(
    book: Book, weeks: Sequence[Week], own: pd.DataFrame, features: pd.DataFrame, subjects: mix.Subjects
) -> tuple[pd.DataFrame, dict[str, float], dict[str, int]]:
    policy, ideas = book.plan.calendar_policy, book.table("ideas")
    networks = networks_of(book.client, book.plan)
    usual = month.usual_pace(own_posts(book.table("posts")), networks, book.period.end)
    asked: dict[str, int] = {str(name): count for name, count in policy.posts_per_week.items()}
    pace = {name: asked.get(name, usual[name]) for name in networks}
    axes = mix.axes_of(ideas, own, [term.name for term in book.client.glossary])
    names = axes or [book.text.word(name) for name in DEFAULT_AXES]
    weights = mix.subject_weights(names, subjects)
    new = len(month.open_slots(weeks, pace, own))
    purposes = mix.purposes_for(
        new,
        {name: int((own["purpose"] == name).sum()) for name in mix.PURPOSES},
        sell=len(month.open_slots(weeks, dict.fromkeys(pace, 1), own.iloc[:0])),
        promo_cap=policy.promo_cap,
        curated_floor=policy.curated_floor,
        community_floor=policy.community_floor,
    )
    used = formats_used(book.table("posts"), features)
    formats = month.format_weights(used, networks, ideas, ended_formats(book.plan))
    wanted = month.wanted_posts(
        weeks, pace, own, formats=formats, axes=weights, purposes=purposes, exploration_share=policy.exploration_share
    )
    return wanted, weights, purposes


def _paused(book: Book, calendar: pd.DataFrame) -> Pause:
    history = book.alarm
    return Pause() if history.on is None else pause(calendar, book.plan, pd.Timestamp(str(history.as_of)))


def _placed(
    book: Book,
    wanted: pd.DataFrame,
    weeks: Sequence[Week],
    own: pd.DataFrame,
    hours: times.PostingHours,
    window: Sequence[int],
) -> tuple[pd.DataFrame, dict[str, str]]:
    """Return the new posts with their moments as rows of the calendar, and what was left out and why."""
    capacity = book.table("capacity")
    owed = wanted["purpose"].isin([mix.SHARE, mix.COMMUNITY])
    posts = work_of(wanted, capacity).assign(priority=owed * slots.OWED)
    taken = own.assign(at=own["on"] + pd.to_timedelta(own["at"].fillna("12:00").astype("str") + ":00"))
    possible = slots.moments(
        posts,
        times.hour_choices(posts, hours, window=window),
        {place: _quiet(book, week.open_days) for place, week in enumerate(weeks)},
    )
    found = slots.assign(
        posts,
        possible,
        spacing_hours=book.plan.calendar_policy.spacing_hours,
        taken=taken[["network", "at"]],
        capacity=hours_left(weeks, capacity, own),
    )
    kept = posts[posts["post_id"].isin(list(found.at))]
    purposes = month.within_cap(kept["purpose"], own["purpose"], book.plan.calendar_policy.promo_cap)
    kept = kept.assign(purpose=purposes)
    moment = pd.to_datetime(kept["post_id"].map(dict(found.at)))
    return _rows(book, kept, moment, weeks, hours), dict(found.left_out)


def _quiet(book: Book, days: Sequence[date]) -> list[date]:
    """Leave out the days a crisis that is still on would silence."""
    history = book.alarm
    if history.on is None:
        return list(days)
    until = pd.Timestamp(str(history.as_of)).date() + timedelta(days=3)
    return [day for day in days if day > until]


def _rows(
    book: Book, kept: pd.DataFrame, moment: pd.Series, weeks: Sequence[Week], hours: times.PostingHours
) -> pd.DataFrame:
    ideas = book.table("ideas").drop_duplicates("idea_id").set_index("idea_id")
    idea = kept["post_id"].map(matching.matched_ideas(kept, book.table("ideas")))
    shared = _shared(kept.assign(at=moment), idea, ideas, used_until(book.table("curated"), book.period.end))
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
            "campaign": pd.NA,
            "segment": own_words["segment"],
            "objective": [objective_for(book.plan, purpose) or pd.NA for purpose in kept["purpose"]],
            "title": own_words["text"],
            "copy": pd.NA,
            "link": own_words["link"].fillna(shared["url"]),
            "asset": own_words["asset_needed"],
            "alt_text": pd.NA,
            "owner": own_words["owner"].fillna(kept["role"].where(kept["role"] != "")).fillna("community_manager"),
            "state": "idea",
            "utm_source": kept["network"].map(source_name),
            "utm_medium": ORGANIC,
            "utm_campaign": "always-on",
            "utm_content": kept["post_id"].map(campaign_name),
            "purpose": kept["purpose"],
            "idea": idea,
            **{name: shared[name] for name in ("source", "licence")},
            "explores": kept["explores"],
            "basis": basis,
            "week": [weeks[place].name for place in kept["week"]],
        }
    )
    return rows.sort_values(["on", "at", "network"], kind="stable").reset_index(drop=True)


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


def objective_for(plan: Plan, purpose: str) -> str:
    """Return the approved objective a post serves: results for what sells, answers for everything else."""
    standing = [one for one in plan.objectives if one.status == "approved"]
    answers = [one.id for one in standing if (one.metric or "").startswith(_ENGAGEMENT)]
    results = [one.id for one in standing if one.id not in answers]
    ranked = [*results, *answers] if purpose == mix.SELL else [*answers, *results]
    return ranked[0] if ranked else ""
