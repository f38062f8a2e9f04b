"""The budget as proposals: an amount per line, said against the plan and against what the month cost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from smmkit.client import Client
from smmkit.ledger import Item, Judgement, Kind, Verdict, item_id, judge
from smmkit.measures.names import KEPT_BACK
from smmkit.plan import Plan
from smmkit.plan.within import booked_lines
from smmkit.topics.budget.analysis import Study, holding
from smmkit.topics.budget.proposals.accounts import account_items
from smmkit.topics.budget.proposals.evidence import campaign_items, gain_item, pace_items, return_items
from smmkit.topics.budget.proposals.judgement import line_judgements, moves_money
from smmkit.topics.budget.proposals.kept import below_items, kept_item, nothing_item, short_items, spend_item
from smmkit.topics.budget.proposals.known import known_items, rests_on_cost, rests_on_silent
from smmkit.topics.budget.proposals.limits import limit_items
from smmkit.topics.budget.proposals.mix import mix_items
from smmkit.topics.budget.proposals.sentences import money_items
from smmkit.topics.budget.proposals.titles import line_title
from smmkit.topics.budget.proposals.trials import line_trials, trial_title

_EARLIER = ("OB", "ST")


def approved_amounts(plan: Plan, names: Sequence[str] = ()) -> pd.Series:
    """Give the money a month per line that stands in the plan.

    Parameters
    ----------
    plan
        Its entries know their line by its name or, where that was not kept, by their id.
    names
        What the tables call their lines. An id forgets capitals, accents and signs, so it is compared with the ids
        that these names would get, and never read backwards.

    Returns
    -------
    Series of float
        Whole lines and the parts of them; lines the plan holds only in parts stand with what these come to.

    """
    by_id = _by_id(names)
    held = [entry for entry in plan.budget_lines if entry.status != "rejected"]
    amounts = {by_id.get(entry.id) or entry.booked_as: entry.value for entry in (*held, *booked_lines(held))}
    return pd.Series(amounts, dtype=float)


def plan_parts(plan: Plan, names: Sequence[str] = ()) -> dict[str, str]:
    """Give, by the names of `approved_amounts`, the lines of the plan that share another's money, and that line."""
    by_id = _by_id(names)
    return {
        by_id.get(entry.id) or entry.booked_as: by_id.get(entry.within) or entry.within.removeprefix("BL-")
        for entry in plan.budget_lines
        if entry.within
    }


def _by_id(names: Sequence[str]) -> dict[str, str]:
    return {item_id("BL", name): name for name in reversed(list(names))}


def proposed_amounts(study: Study, judgement: Judgement) -> pd.Series:
    """Give the money per line that is proposed: the best split where the accounting clearly speaks for it."""
    return study.amounts if moves_money(judgement) else study.amounts_now


def line_items(
    study: Study, judgement: Judgement, client: Client, plan: Plan, period: str, *, elsewhere: Sequence[Item] = ()
) -> list[Item]:
    """Propose an amount for every line.

    Where the accounting clearly speaks for it the elastic lines get the best
    split; otherwise they keep the plan. Either way the accounting alone
    decides nothing: each line carries its own experiment, or the role that
    answers for it. Money without a purpose is never put up for signature.

    Parameters
    ----------
    study
        The budget.
    judgement
        From `split_judgement`.
    client
        Roles that answer for fixed lines.
    plan
        Strategies and objectives that a line already rests on.
    period
        Month, such as `2026-10`.
    elsewhere
        What earlier notebooks found about lines, from `seen_elsewhere`.

    Returns
    -------
    list of Item
        One BL item per line; where campaigns are the lines, the accounts that
        are billed for them come first, and campaigns have items of their own
        only where a curve speaks of one of the account's or the plan names one:
        else the account is signed once, and not campaign by campaign again. The amounts of what lies within no
        other line, and what is named as left without a purpose, add up to the
        total to the cent.

    """
    amounts = proposed_amounts(study, judgement)
    if amounts.drop(list(KEPT_BACK)).sum() <= 0:
        return [nothing_item(period, study)]
    trials = line_trials(study, judgement, amounts, plan, elsewhere)
    judged = line_judgements(study, judgement, client, trials)
    fixed = judge([], owner=client.roles.approver)
    held, limits = holding(study.frame, amounts), [item.id for item in limit_items(study, period)]
    items = []
    for name, amount in amounts.items():
        line = str(name)
        if line in KEPT_BACK and (left := kept_item(line, float(amount), study, period)):
            items.append(left)
            continue
        because = (*_because(line, study, client, plan, judged, elsewhere), *(limits[at] for at in held.get(line, ())))
        about = {"line": line}
        if line in study.accounts:
            about["within"] = item_id("BL", study.accounts[line])
        tried = trial_title(trials[line], study, float(amount), period) if line in trials else None
        title = tried or line_title(line, float(amount), study, period)
        items.append(
            Item.of(item_id("BL", line), title, judged.get(line, fixed), because=because, value=float(amount),
                    **_ends(study, line, float(amount)), unit="money", period=period, about=about)
        )  # fmt: skip
    wholes = account_items(
        study,
        items,
        fixed,
        period,
        rests_on=lambda line: (*rests_on_silent(line, study), *_earlier(line, plan, elsewhere)),
    )
    told = [item for item in items if item.about.get("line") in judged or plan.entry(item.id) is not None]
    apart = {item.about.get("within") for item in told} | {None}
    return [*wholes, *(item for item in items if item.about.get("within") in apart)]


def _ends(study: Study, line: str, amount: float) -> dict[str, float | None]:
    """Give the interval of the best spend, if there is one and it holds the amount."""
    none: dict[str, float | None] = {"low": None, "high": None}
    if study.comparison is None or line not in study.comparison.lines.index:
        return none
    low, high = map(float, study.comparison.lines.loc[line, ["low", "high"]])
    if not np.isfinite(low) or not low - 0.01 <= amount <= high + 0.01:
        return none
    return {"low": min(low, amount), "high": max(high, amount)}


def seen_elsewhere(before: Mapping[str, Item], lines: Iterable[object]) -> list[Item]:
    """Return what earlier notebooks found about a line's money, and their tests: `EV-creators-cost`, `CH-facebook`.

    Parameters
    ----------
    before
        The items of the notebooks before this one.
    lines
        The budget's lines.

    """
    named = {str(line) for line in lines}
    told = [item for item in before.values() if item.kind is Kind.EV and str(item.about.get("line", "")) in named]
    return [*told, *(item for item in before.values() if item.kind is Kind.CH and item.verdict is Verdict.TEST)]


def _because(
    line: str, study: Study, client: Client, plan: Plan, judged: dict[str, Judgement], elsewhere: Sequence[Item]
) -> tuple[str, ...]:
    """Evidence of the line, here and in earlier notebooks, and what the plan already rests it on."""
    earlier = _earlier(line, plan, elsewhere)
    if line not in judged:
        return (*rests_on_cost(line, study, client), *rests_on_silent(line, study), *earlier)
    if line in study.frame.elastic and study.frame.limits is None:
        return ("EV-budget-short" if study.frame.short else "EV-budget-spend", *earlier)
    gain = () if study.comparison is None or line in study.found.left_out else ("EV-budget-gain",)
    return (item_id("EV", "budget", line, "next-cost"), *gain, *earlier)


def _earlier(line: str, plan: Plan, elsewhere: Sequence[Item]) -> tuple[str, ...]:
    entry = plan.entry(item_id("BL", line))
    earlier = tuple(id for id in (entry.because if entry else ()) if id[:2] in _EARLIER and plan.entry(id))
    return (*(item.id for item in elsewhere if item.about.get("line") == line), *earlier)


def budget_items(
    study: Study,
    judgement: Judgement,
    client: Client,
    plan: Plan,
    *,
    costs: pd.DataFrame,
    pace: pd.DataFrame,
    period: str,
    elsewhere: Sequence[Item] = (),
    extra: Sequence[Item] = (),
) -> list[Item]:
    """Collect the items of notebook 06.

    Parameters
    ----------
    study, judgement, client, plan
        As in `line_items`.
    costs
        Cost per result of each campaign, for `campaign_items`.
    pace
        Plan against actual, for `pace_items`.
    period
        Month, such as `2026-10`.
    elsewhere
        What earlier notebooks found about lines, from `seen_elsewhere`.
    extra
        Further items to record with them.

    Returns
    -------
    list of Item
        Evidence first, then an amount per line.

    """
    gain = gain_item(study, period)
    evidence = [
        spend_item(study, period),
        *below_items(study, period),
        *known_items(study, client, period),
        *campaign_items(costs, period),
        *return_items(study, period),
        *limit_items(study, period),
        *([gain] if gain is not None else []),
        *pace_items(pace, period, study.titles),
        *money_items(study, client.margin, period),
    ]
    mix = mix_items(study, client, plan, period)
    lines = line_items(study, judgement, client, plan, period, elsewhere=elsewhere)
    return [*evidence, *short_items(study, client, period), *lines, *mix, *extra]
