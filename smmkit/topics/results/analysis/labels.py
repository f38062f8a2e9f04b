"""What each campaign and each post brought, by the label of its links (UTM): books of the last click, no cause."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations

import pandas as pd

from smmkit.measures.kpis import Facts, KpiValue, Scope, Window, kpi_value
from smmkit.measures.labels import ADS, CALENDAR, Labels, campaign_name
from smmkit.measures.visits import NONE, UNKNOWN, labelled_visits
from smmkit.metrics import WEB
from smmkit.stats import SAID, holm
from smmkit.topics.results.analysis.experiments import shares_p_value

LEAST_EVENTS = 10
"""Key events a campaign must have before its rate is set beside another's."""
LEFT = "left"
"""Key of what the export by campaign does not tell of the month's visits."""


@dataclass(frozen=True)
class LabelLine:
    """What came by the links of one campaign, or of one post of it.

    Parameters
    ----------
    key, post
        Of `Labels`, `UNKNOWN`, `NONE` or `LEFT`; `post` is empty for the campaign itself.
    sessions, key_events, revenue
        Of the month; None where the export does not tell them.
    rate
        Key events per visit, with its interval by days.

    """

    key: str
    post: str
    sessions: float | None
    key_events: float | None
    revenue: float | None
    rate: KpiValue | None = None

    @property
    def comparable(self) -> bool:
        """Whether its rate may be set beside another's: enough results, and no more of them than visits."""
        events, visits = self.key_events or 0.0, self.sessions or 0.0
        enough = LEAST_EVENTS <= events <= visits and not self.post
        return enough and self.rate is not None and self.rate.low is not None


@dataclass(frozen=True)
class LabelBook:
    """The month's visits by the labels of their links.

    Parameters
    ----------
    campaigns
        Those of the plan, then posts outside them, ads, labels of nobody, visits without a label, and what the
        export does not tell; together they are the month.
    posts
        Per key, posts of the calendar first, the one with most visits first.
    whole
        The month's visits, key events and revenue, as every other page tells them.
    strangers
        Labels of campaigns that name nothing, as GA4 writes them; the one with most visits first.
    stray_posts
        Labels of content that name no post, among visits of a known campaign.
    silent
        Id of each campaign without a visit that ran on a day the export tells -> the label its links should carry.
    compared
        Campaigns whose rate is set beside that of another of their kind (ads, or what the house posts).
    apart
        Pairs whose rates are surely not the same, the higher one first.
    by_post
        Whether the export tells content.

    """

    campaigns: tuple[LabelLine, ...]
    posts: Mapping[str, tuple[LabelLine, ...]]
    whole: LabelLine
    strangers: tuple[str, ...]
    stray_posts: tuple[str, ...]
    silent: Mapping[str, str]
    compared: tuple[LabelLine, ...]
    apart: tuple[tuple[LabelLine, LabelLine], ...]
    by_post: bool

    @property
    def known(self) -> tuple[LabelLine, ...]:
        """Campaigns, posts outside them and ads: what a label names."""
        return tuple(line for line in self.campaigns if line.key not in {UNKNOWN, NONE, LEFT})

    def line(self, key: str) -> LabelLine | None:
        """Return the line of a key."""
        return next((line for line in self.campaigns if line.key == key), None)


def label_book(
    facts: Facts, labels: Labels, running: Mapping[str, tuple[date, date]], window: Window
) -> LabelBook | None:
    """Return what the month's visits brought by campaign and by post; None where no export tells campaigns.

    Parameters
    ----------
    facts
        The client's tables.
    labels
        Whose label is whose.
    running
        Id of each approved campaign -> its first and last day.
    window
        The month.

    Returns
    -------
    LabelBook or None
        Its lines add up to the month's own numbers.

    """
    visits = labelled_visits(facts.tables, labels, window)
    rows, pieces = visits.campaigns, visits.posts
    if rows.empty:
        return None
    found = {str(key): _line(str(key), "", part, window) for key, part in rows.groupby("key")}
    told = pd.to_datetime(rows["day"].unique())  # a campaign of days that no row tells is unknown, and not silent
    now = [id for id, (first, last) in running.items() if Window(first, last).holds(pd.Series(told)).any()]
    silent = [id for id in now if id not in found]
    found |= {id: LabelLine(id, "", 0.0, _nothing(rows, "key_events"), _nothing(rows, "revenue")) for id in silent}
    values = {name: kpi_value(name, facts, Scope(), window).value for name in WEB}
    rate = kpi_value("cvr", facts, Scope(), window)
    whole = LabelLine("", "", values["sessions"], values["key_events"], values["revenue"], rate if rate.value else None)
    lines = sorted(found.values(), key=lambda line: (_kind(line.key), -(line.sessions or 0.0), line.key))
    known = [line for line in lines if line.key not in {UNKNOWN, NONE}]
    own = pieces[~pieces["key"].isin([UNKNOWN, NONE]) & ~pieces["key"].str.startswith(f"{ADS}:")]
    return LabelBook(
        campaigns=(*lines, *_left(whole, lines)),
        posts={str(key): _posts(str(key), part, window) for key, part in own.groupby("key")},
        whole=whole,
        strangers=_spelled(rows[rows["key"] == UNKNOWN], "campaign"),
        stray_posts=_spelled(own[own["post"] == UNKNOWN], "content"),
        silent={id: _label_of(id, labels) for id in silent},
        compared=tuple(line for pair in _pairs(known) for line in pair),
        apart=_apart(_pairs(known)),
        by_post=not pieces.empty,
    )


def _kind(key: str) -> int:
    """Return where a key stands: campaigns of the plan, posts outside them, ads, labels of nobody, no label."""
    order = {CALENDAR: 1, UNKNOWN: 3, NONE: 4}
    return order.get(key, 2 if key.startswith(f"{ADS}:") else 0)


def _label_of(id: str, labels: Labels) -> str:
    """Return what the links of a campaign carry: what the calendar writes, else its id."""
    written = [label for label, key in labels.campaigns.items() if key == id]
    return next((label for label in written if label == campaign_name(id)), written[0] if written else "")


def _line(key: str, post: str, rows: pd.DataFrame, window: Window) -> LabelLine:
    sums = {name: rows[name].astype(float).sum(min_count=1) for name in WEB}
    known = {name: float(value) if value == value else None for name, value in sums.items()}
    rate = kpi_value("cvr", Facts({"web": rows}), Scope(), window)
    return LabelLine(key, post, **known, rate=rate if rate.value is not None else None)


def _nothing(rows: pd.DataFrame, name: str) -> float | None:
    return 0.0 if rows[name].notna().any() else None


def _posts(key: str, rows: pd.DataFrame, window: Window) -> tuple[LabelLine, ...]:
    lines = [_line(key, str(post), part, window) for post, part in rows.groupby("post")]
    return tuple(sorted(lines, key=lambda line: (line.post in {UNKNOWN, NONE}, -(line.sessions or 0.0), line.post)))


def _left(whole: LabelLine, lines: list[LabelLine]) -> tuple[LabelLine, ...]:
    """Return what the lines lack of the month, where they lack anything; below nothing where they tell more."""
    rest: dict[str, float | None] = {}
    for name in WEB:
        total, parts = getattr(whole, name), [getattr(line, name) for line in lines]
        told = sum(part for part in parts if part is not None)
        rest[name] = None if total is None or not any(part is not None for part in parts) else total - told
    apart = any(value is not None and abs(value) >= 0.5 for value in rest.values())
    return (LabelLine(LEFT, "", rest["sessions"], rest["key_events"], rest["revenue"]),) if apart else ()


def _spelled(rows: pd.DataFrame, column: str) -> tuple[str, ...]:
    """Return labels as GA4 writes them, one for each that is the same, the one with most visits first."""
    if rows.empty:
        return ()
    names = rows[column].astype(str)
    visits = rows["sessions"].astype(float).fillna(0.0).groupby(names).sum().sort_values(ascending=False, kind="stable")
    seen: dict[str, str] = {}
    for name in visits.index:
        seen.setdefault(campaign_name(str(name)) or str(name), str(name))
    return tuple(seen.values())


def _pairs(lines: list[LabelLine]) -> list[tuple[LabelLine, LabelLine]]:
    """Return the campaigns of one kind that can be compared, two by two, the higher rate first."""
    kinds = [[line for line in lines if line.comparable and line.key.startswith(f"{ADS}:") == ads] for ads in (0, 1)]
    pairs = [pair for kind in kinds for pair in combinations(kind, 2)]
    return [(a, b) if _rate(a) >= _rate(b) else (b, a) for a, b in pairs]


def _apart(pairs: list[tuple[LabelLine, LabelLine]]) -> tuple[tuple[LabelLine, LabelLine], ...]:
    """Return the pairs whose rates differ beyond chance over all pairs, and whose intervals by days do not meet."""
    p = holm([shares_p_value(*_counts(high), *_counts(low)) for high, low in pairs])
    return tuple(
        (high, low) for (high, low), chance in zip(pairs, p, strict=True) if chance < SAID and _clear(high, low)
    )


def _counts(line: LabelLine) -> tuple[float, float]:
    return line.key_events or 0.0, line.sessions or 0.0


def _rate(line: LabelLine) -> float:
    return (line.key_events or 0.0) / (line.sessions or 1.0)


def _clear(high: LabelLine, low: LabelLine) -> bool:
    ends = (high.rate.low if high.rate else None, low.rate.high if low.rate else None)
    return ends[0] is not None and ends[1] is not None and ends[0] > ends[1]
