"""Notebook 07's month: the client's own posts, what is proposed beside them, when, and what was left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from smmkit.client import Client
from smmkit.measures import hours as times
from smmkit.measures.formats import format_effects
from smmkit.measures.posts import FORMAT_OUTCOMES, own_posts, post_features
from smmkit.measures.subjects import post_subjects
from smmkit.period import Period
from smmkit.plan import Plan
from smmkit.plan.calendar import load_calendar
from smmkit.plan.pause import Pause, pause
from smmkit.report.document import Book
from smmkit.text import N_
from smmkit.topics.calendar.analysis import matching, mix, month
from smmkit.topics.calendar.analysis.formats import Sides, format_weights
from smmkit.topics.calendar.analysis.weeks import Week, weeks_of
from smmkit.topics.calendar.proposals.aims import format_sides, still_ended, with_ended
from smmkit.topics.calendar.proposals.days import holidays_around
from smmkit.topics.calendar.proposals.formats import ended_formats, formats_used
from smmkit.topics.calendar.proposals.placing import Frame, placed
from smmkit.topics.calendar.proposals.telling import with_told

WAITS = ("idea", "draft")
DEFAULT_AXES = (N_("our work"), N_("our people"), N_("useful answers"))


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
        `licence` (of what others made), `basis` (outcome an hour rests on, or empty) and `event` (which one it
        tells of, if any).
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

    @property
    def told(self) -> dict[str, int]:
        """How many of the month's posts belong to each campaign, the client's own and the proposed ones."""
        every = pd.concat([self.own["campaign"], self.proposed["campaign"]]).dropna().astype("str")
        return {str(name): int(count) for name, count in every.value_counts().items()}


def month_board(book: Book) -> Board:
    """Plan the month after the workbook's, around what the client's calendar holds."""
    planned, policy = book.period.next(), book.plan.calendar_policy
    calendar = load_calendar(book.client.folder)
    holidays = {day: name for day, name in holidays_around(book).items() if planned.start <= day <= planned.end}
    weeks = weeks_of(planned.start, planned.end, closed=policy.days_without_posts, holidays=list(holidays))
    own = _own_posts(calendar, book.table("curated"), weeks)
    features = post_features(book.table("posts"))
    first, last = _window(policy.from_time, policy.to_time)
    hours = times.best_hours(features, first=first, last=last)
    subjects = _subjects(book, features)
    sides = format_sides(format_effects(features, FORMAT_OUTCOMES), book.plan)
    wanted, weights, purposes = _wanted(book, weeks, own, features, subjects, sides)
    frame = Frame(tuple(weeks), own, hours, range(first, last + 1), frozenset(holidays), sides)
    wanted = with_told(book, wanted, frame)
    stopped = paused(book, calendar)
    proposed, left = placed(book, wanted, frame)
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


def _on_trial(book: Book) -> dict[str, float]:
    """Return the posts a week of the networks an agreed test of another pace runs on in the planned month."""
    month_ = book.period.next()
    return {
        str(one.platform): one.half
        for one in book.plan.channels
        if one.status == "approved" and one.half and one.start and one.end and one.action == "keep"
        and one.start <= month_.end and one.end >= month_.start
    }  # fmt: skip


def _wanted(
    book: Book, weeks: Sequence[Week], own: pd.DataFrame, features: pd.DataFrame, subjects: mix.Subjects, sides: Sides
) -> tuple[pd.DataFrame, dict[str, float], dict[str, int]]:
    policy, ideas = book.plan.calendar_policy, book.table("ideas")
    networks = networks_of(book.client, book.plan)
    usual = month.usual_pace(own_posts(book.table("posts")), networks, book.period.end)
    asked: dict[str, int] = {str(name): count for name, count in policy.posts_per_week.items()}
    pace: dict[str, float] = {name: asked.get(name, usual[name]) for name in networks} | _on_trial(book)
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
    ended = still_ended(ended_formats(book.plan), sides)
    formats = format_weights(used, networks, ideas, ended)
    wanted = month.wanted_posts(
        weeks, pace, own, formats=formats, axes=weights, purposes=purposes,
        exploration_share=policy.exploration_share, sides=sides,
    )  # fmt: skip
    return month.named(matching.in_own_format(wanted, ideas, with_ended(sides, ended)), weeks), weights, purposes


def paused(book: Book, calendar: pd.DataFrame) -> Pause:
    """Return the posts and ads the crisis plan stops; none while no alarm is on."""
    history = book.alarm
    return Pause() if history.on is None else pause(calendar, book.plan, pd.Timestamp(str(history.as_of)))
