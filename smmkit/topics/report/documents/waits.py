"""What of a month waits for somebody, with whom and since when: approvals, decisions, posts, exports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from smmkit.measures.coverage import coverage
from smmkit.plan import stale_entries
from smmkit.plan.approvals import approval_columns, asks_client
from smmkit.report.document import Book
from smmkit.text import N_
from smmkit.topics.report.documents.ahead import calendar_of
from smmkit.topics.report.documents.monthly import page_one, waiting_of
from smmkit.topics.report.proposals.talk import to_talk_about

# Three days are the platforms' usual lag.
_LAG = 3
_WATCHED = ("posts", "daily", "ads", "web", "mentions", "inbox")
_CLIENTS, _OURS = "internal_ok", ("idea", "draft")
_SIGN = N_("Proposals to sign or refuse: {count:number}")
_TALK = N_("Decisions to be taken in a conversation: {count:number}")
_AGAIN = N_("Approved decisions to look at again, for their numbers have changed: {count:number}")
_YES = N_("Posts that wait for the client's yes: {count:number}")
_READY = N_("Posts of the next seven days that are only an idea or a draft: {count:number}")
_DECIDE = N_("To decide: {what}")
_EXPORT = N_("Export again, up to today: {name:word}")
_UNNOTED = N_("not noted")
_REPORT = N_("the report of {month:month}")


@dataclass(frozen=True)
class Waiting:
    """Something that waits: what, with whom, since when (both as shown)."""

    what: str
    who: str
    since: str


def waits_of(book: Book, after: date, *, days: int) -> tuple[Waiting, ...]:
    """Return what waits: what only the client can give first, then what the team owes.

    Parameters
    ----------
    book
        The month.
    after
        The last day of the week that is told of.
    days
        How many days after it count as the next ones.

    """
    roles, text = book.client.roles, book.text
    said, reported = text.word, text(_REPORT, month=str(book.period))
    found, stale = waiting_of(book), len(stale_entries(book.plan, book.ledger))
    client, team = said(roles.approver), said(roles.social_media_manager)
    talk = to_talk_about(page_one(book), found.to_sign, book.ledger, text)
    posts = _coming(book, after)
    yes = posts[[asks_client(post) for post in posts.to_dict("records")]]
    ours = _unready(posts, after, days)
    lines = [
        (text(_SIGN, count=len(found.to_sign)), client, reported) if found.to_sign else None,
        (text(_TALK, count=len(talk)), client, reported) if talk else None,
        (text(_YES, count=len(yes)), client, _since(yes, book)) if len(yes) else None,
        (text(_AGAIN, count=stale), client, reported) if stale else None,
        *((text(_DECIDE, what=text(one.title)), said(str(one.about["decides"])), reported) for one in found.undecided),
        (text(_READY, count=len(ours)), said(roles.community_manager), said(None)) if len(ours) else None,
        *((text(_EXPORT, name=name), team, text.date(last)) for name, last in late_exports(book)),
    ]
    return tuple(Waiting(*line) for line in lines if line)


def late_exports(book: Book) -> list[tuple[str, date]]:
    """Return the tables whose exports tell of nothing in the last three days of the month, nor after it, by name.

    With the last day each tells of. An export that goes on says by its later rows, or by the days in its name, that
    nothing happened in between.
    """
    end = pd.Timestamp(book.period.end) - pd.Timedelta(days=_LAG)
    watched = {name: book.imported.tables[name] for name in _WATCHED if name in book.tables}
    last = coverage(watched, book.client.timezone).groupby("table")["last"].max()
    return [(book.text.word(name), last[name].date()) for name in watched if name in last and last[name] < end]


def _coming(book: Book, after: date) -> pd.DataFrame:
    calendar = calendar_of(book)
    return calendar[pd.to_datetime(calendar["on"]) > pd.Timestamp(after)]


def _unready(posts: pd.DataFrame, after: date, days: int) -> pd.DataFrame:
    last = pd.Timestamp(after) + pd.Timedelta(days=days)
    return posts[posts["state"].isin(_OURS) & (pd.to_datetime(posts["on"]) <= last)]


def _since(posts: pd.DataFrame, book: Book) -> str:
    """Return since when posts wait for the client: the first yes of the team that was written down."""
    column = next(name for name in approval_columns(_CLIENTS) if name.endswith("_on"))
    written = pd.to_datetime(posts[column], errors="coerce").dropna() if column in posts else pd.Series(dtype=object)
    return book.text.date(written.min()) if len(written) else book.text(_UNNOTED)
