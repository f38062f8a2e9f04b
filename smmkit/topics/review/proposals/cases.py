"""What is judged this month: formats on each network, and the strategies that campaigns carry out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from smmkit.ledger import Item, Kind, Ledger, Verdict, item_id
from smmkit.measures.posts import PER_REACH
from smmkit.plan import Plan
from smmkit.plan.entries import Campaign
from smmkit.plan.guardrails import broken_guardrails
from smmkit.text import Scalar
from smmkit.topics.review.analysis import Case, carried_out

OUTCOMES = ("interactions", "votes")
"""What a format is judged by: the first that was measured."""


@dataclass(frozen=True)
class Subject:
    """A case with the words and ids a proposal needs.

    Parameters
    ----------
    case
        What is judged.
    because
        Ids of the results and of the entries it rests on.
    about
        Data about it: `platform`, `format`, `to`, `title`.
    entries
        Entries of the plan that end with it.
    promised
        Whether its bar is what the plan promised.
    n, metric
        Rows behind it, and its measure.
    result
        The item that says how large the effect is.
    best
        The effect of what is known to do better in its place.
    guardrail
        The measure whose signed limit broke; empty if none did.

    """

    case: Case
    because: tuple[str, ...]
    about: Mapping[str, Scalar]
    entries: tuple[str, ...] = ()
    promised: bool = False
    n: int | None = None
    metric: str | None = None
    result: Item | None = None
    best: float | None = None
    guardrail: str = ""


def subjects(
    ledger: Ledger, plan: Plan, posts: pd.DataFrame, done: pd.DataFrame, end: date, calendar: pd.DataFrame | None = None
) -> tuple[Subject, ...]:  # fmt: skip
    """Return what is judged.

    Parameters
    ----------
    ledger
        The month's items: results of formats (`RS-<network>-<format>-...`) and of campaigns.
    plan
        The plan in force on the month's first day.
    posts
        From `analysis.feed`.
    done
        From `analysis.executed`, over the months of patience.
    end
        Last day of the month.
    calendar
        The client's calendar: a campaign whose posts were not published has not failed; None asks nothing of it.

    """
    return (*_formats(ledger, posts, done), *_strategies(ledger, plan, end, calendar))


def _formats(ledger: Ledger, posts: pd.DataFrame, done: pd.DataFrame) -> list[Subject]:
    plans = {row["platform"]: (float(row["planned"]), float(row["done"])) for row in done.to_dict("records")}
    found = []
    for (network, form), rows in posts.groupby(["platform", "format"], observed=True):
        item = format_result(ledger, str(network), str(form))
        if item is None or item.value is None:
            continue
        planned, was = plans.get(network, (0.0, 0.0))
        case = Case(
            f"{network} {form}", item.value, item.low, item.high, certain=item.verdict is Verdict.DECIDE,
            planned=planned, done=was, months=int(rows["day"].dt.to_period("M").nunique()),
        )  # fmt: skip
        about: dict[str, Scalar] = {"platform": str(network), "format": str(form)}
        clicks = ledger.get(item_id("RS", network, form, "conversions"))
        gains = clicks is not None and clicks.verdict is Verdict.DECIDE and (clicks.value or 0.0) > 0
        about |= {"gain": clicks.value} if gains and clicks is not None else {}
        found.append(Subject(case, (item.id,), about, n=item.n, metric=item.metric, result=item))
    return [_with_better(one, found) for one in found]


def _with_better(one: Subject, others: list[Subject]) -> Subject:
    """Name the format that certainly works best on the same network, to take the place of one that does not."""
    same = [o for o in others if o.about["platform"] == one.about["platform"] and o.case.certain]
    best = max(same, key=lambda o: o.case.effect or 0.0, default=None)
    if best is None or (best.case.effect or 0.0) <= 0 or best is one:
        return one
    to = str(best.about["format"])
    rests = (*one.because, *best.because)
    return replace(one, case=replace(one.case, alternative=to), because=rests, about={**one.about, "to": to},
                   best=best.case.effect)  # fmt: skip


def format_result(ledger: Ledger, network: str, form: str) -> Item | None:
    """Return what is known of a format, by the first outcome that says something.

    That more of those it reaches answer speaks for a format; that fewer do says nothing of what it brings in all.
    """
    named = [ledger.get(item_id("RS", network, form, outcome)) for outcome in OUTCOMES]
    rate = ledger.get(item_id("RS", network, form, PER_REACH))
    named += [rate] if rate is not None and (rate.value or 0.0) > 0 else []
    return next((item for item in (*named, ledger.get(item_id("RS", network, form))) if item is not None), None)


def _strategies(ledger: Ledger, plan: Plan, end: date, calendar: pd.DataFrame | None) -> list[Subject]:
    ended = [one for one in plan.campaigns if one.status == "approved" and one.end and one.end <= end]
    results = {one.id: ledger.get(item_id(Kind.RS, one.id[3:])) for one in ended}
    proven = any(item and item.verdict is Verdict.DECIDE and (item.value or 0) > 0 for item in results.values())
    found = []
    for strategy in (one for one in plan.strategies if one.status == "approved"):
        mine = [(one, results[one.id]) for one in ended if strategy.id in one.because]
        told = [(one, item) for one, item in mine if item is not None and item.value is not None]
        if told:
            campaign, item = told[-1]
            done = (0, 0) if calendar is None else carried_out(calendar, campaign.id)
            found.append(
                _strategy(strategy.id, strategy.title, campaign, item, plan=plan, end=end, proven=proven, done=done)
            )
            found[-1] = _guarded(found[-1], broken_guardrails(ledger, _served(strategy.id, plan)))
    return found


def _served(strategy: str, plan: Plan) -> list[str]:
    """Return the objectives a strategy works for: those that rest on it."""
    return [one.id for one in plan.objectives if one.status == "approved" and strategy in one.because]


def _guarded(one: Subject, broken: Sequence[Item]) -> Subject:
    """Mark what works for an objective whose guardrail broke: that ends it, whatever else it brought."""
    if not broken:
        return one
    rests = (*one.because, *(item.id for item in broken))
    return replace(one, case=replace(one.case, broken=True), because=rests, guardrail=broken[0].metric or "")


def _strategy(
    id: str, title: str, campaign: Campaign, item: Item, *, plan: Plan, end: date, proven: bool,
    done: tuple[int, int],
) -> Subject:  # fmt: skip
    """Judge a strategy by its last campaign: by what that one promised."""
    start = campaign.start or end
    months = (end.year - start.year) * 12 + end.month - start.month
    case = Case(
        id[3:].replace("-", " "), item.value, item.low, item.high, bar=max(campaign.expected or 0.0, 0.0),
        certain=item.verdict is Verdict.DECIDE, months=months, proven=proven, planned=done[0], done=done[1],
    )  # fmt: skip
    coming = tuple(
        one.id for one in plan.campaigns
        if one.status == "approved" and id in one.because and one.start and one.start > end
    )  # fmt: skip
    about = {"title": title, "campaign": campaign.title}
    because = (item.id, id, *coming)
    return Subject(case, because, about, (id, *coming), promised=True, n=item.n, metric=item.metric, result=item)
