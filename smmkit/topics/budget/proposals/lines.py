"""The budget as proposals: an amount per line, with the verdict of the split it comes from."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from smmkit.client import Client
from smmkit.ledger import Check, Experiment, Item, Judgement, Verdict, item_id, judge
from smmkit.measures.alarm import Alarm
from smmkit.measures.names import line_name, result_name
from smmkit.plan import Plan
from smmkit.text import N_, Message
from smmkit.text.message import Scalar
from smmkit.topics.budget.analysis import MOST_CHANCE, Split, Study, design_trial, holding
from smmkit.topics.budget.proposals.evidence import campaign_items, gain_item, pace_items, return_items
from smmkit.topics.budget.proposals.limits import limit_items
from smmkit.topics.budget.proposals.mix import mix_items
from smmkit.topics.budget.proposals.sentences import money_items

MOST_GAP = 0.01
_EARLIER = ("OB", "ST")


def split_judgement(study: Study, client: Client, *, alarm: Alarm | None = None) -> Judgement:
    """Decide how far the data carry a new split of the elastic lines.

    Parameters
    ----------
    study, client
        The budget; the client's approver answers for what is only judged.
    alarm
        The crisis alarm that is on: no ads are raised while it is, so today's amounts stay.

    Returns
    -------
    Judgement
        DECIDE only if the curves are measured, the gain's interval lies above zero, the returns differ
        beyond chance, the split is proven best and within the spend that was seen.

    """
    if alarm is not None:
        said = Message(N_("the crisis alarm has been on since {since:date}"), {"since": str(alarm.since)})
        return judge([*_checks(study), Check("alarm", False, said)], owner=client.roles.approver)
    return judge(_checks(study), experiment=_experiment(study), owner=client.roles.approver)


def _checks(study: Study) -> list[Check]:
    comparison, split = study.comparison, study.split
    lines = [] if study.found.curves is None else list(study.found.curves.lines)
    measured = len(lines) > 1 and not study.found.judged_only
    rows = Check(
        "rows", measured, Message(N_("{lines:number} lines with a measured curve, of at least 2"),
                                  {"lines": len(lines) if not study.found.judged_only else 0}))  # fmt: skip
    if comparison is None or split is None:
        return [rows]
    return [
        rows,
        Check(
            "interval",
            not comparison.holds_zero,
            Message(
                N_("gain between {low:number1} and {high:number1} results a month"),
                {"low": comparison.low, "high": comparison.high},
            ),
        ),
        Check(
            "multiplicity",
            comparison.p_equal < MOST_CHANCE,
            Message(
                N_("returns this different by chance: {p:percent1}, {most:percent1} at most"),
                {"p": comparison.p_equal, "most": MOST_CHANCE},
            ),
        ),
        Check(
            "optimality",
            split.gap <= MOST_GAP,
            Message(N_("the split misses at most {gap:percent2} of the best possible"), {"gap": split.gap}),
        ),
        _seen(study, split),
    ]


def _seen(study: Study, split: Split) -> Check:
    """Ask whether every proposed amount lies within what the line ever spent."""
    seen = study.found.table.reindex(split.spend.index)
    inside = bool((split.spend.le(1.001 * seen["most"]) & split.spend.ge(0.999 * seen["least"])).all())
    within, outside = (
        N_("every proposed amount lies within the spend that was seen"),
        N_("a proposed amount lies outside the spend that was seen"),
    )
    return Check("seen", inside, Message(within if inside else outside))


def _experiment(study: Study) -> Experiment | None:
    trial = design_trial(study)
    if trial is None:
        return None
    values: dict[str, Scalar] = {"line": line_name(trial.line)}
    return Experiment(
        arms=(
            Message(N_("Odd weeks: {line:word} at half its spend, {spend:money0} a week"),
                    values | {"spend": trial.low_spend}),
            Message(N_("Even weeks: {line:word} at one and a half times its spend, {spend:money0} a week"),
                    values | {"spend": trial.high_spend}),
        ),
        sample_size=trial.per_arm,
        weeks=trial.weeks,
        metric="key_events" if study.found.result == "key_events" else "cpa",
    )  # fmt: skip


def approved_amounts(plan: Plan) -> pd.Series:
    """Give the money a month per line that stands in the plan, by the lines' names in the tables."""
    amounts = {entry.booked_as: entry.value for entry in plan.budget_lines if entry.status != "rejected"}
    return pd.Series(amounts, dtype=float)


def proposed_amounts(study: Study, judgement: Judgement) -> pd.Series:
    """Give the money per line that is proposed: the best split if it is decided, else today's."""
    return study.amounts if judgement.verdict is Verdict.DECIDE else study.amounts_now


def line_items(study: Study, judgement: Judgement, client: Client, plan: Plan, period: str) -> list[Item]:
    """Propose an amount for every line.

    With DECIDE the elastic lines get the best split; with any other verdict
    they keep today's, scaled to the total, and the experiment is attached.

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

    Returns
    -------
    list of Item
        One BL item per line; their values add up to the total to the cent.

    """
    amounts = proposed_amounts(study, judgement)
    if amounts.sum() <= 0:
        return [_nothing(period)]
    ends = study.comparison.lines if study.comparison is not None else pd.DataFrame(columns=["low", "high"])
    fixed = judge([], owner=client.roles.approver)
    held, limits = holding(study.frame, amounts), [item.id for item in limit_items(study, period)]
    items = []
    for name, amount in amounts.items():
        line = str(name)
        elastic = line in study.frame.elastic
        because = (*_because(line, elastic, study, plan), *(limits[at] for at in held.get(line, ())))
        number = ends.T.get(line) if elastic else None
        items.append(
            Item.of(
                item_id("BL", line),
                _title(line, float(amount), study, elastic=elastic),
                judgement if elastic and study.found.curves is not None else fixed,
                because=because,
                value=float(amount),
                low=_end(number, "low", float(amount)),
                high=_end(number, "high", float(amount)),
                unit="money",
                period=period,
                about={"line": line},
            )
        )
    return items


def _end(ends: pd.Series | None, name: str, amount: float) -> float | None:
    """End of the interval of the best spend, if there is one and it holds the amount."""
    if ends is None or not np.isfinite(ends["low"]) or not ends["low"] - 0.01 <= amount <= ends["high"] + 0.01:
        return None
    return min(float(ends[name]), amount) if name == "low" else max(float(ends[name]), amount)


def _title(line: str, amount: float, study: Study, *, elastic: bool) -> Message:
    now = study.frame.lines["now"].get(line, 0.0)
    values: dict[str, Scalar] = {"line": line_name(line), "amount": amount, "now": float(now)}
    if not elastic:
        return Message(N_("{line:word}: {amount:money} a month, fixed"), values)
    if amount > 1.005 * now:
        return Message(N_("{line:word}: raise to {amount:money} a month (spent so far: {now:money0})"), values)
    if amount < 0.995 * now:
        return Message(N_("{line:word}: lower to {amount:money} a month (spent so far: {now:money0})"), values)
    return Message(N_("{line:word}: keep at {amount:money} a month"), values)


def _because(line: str, elastic: bool, study: Study, plan: Plan) -> tuple[str, ...]:
    """Evidence of the line, and what the plan already rests it on."""
    entry = plan.entry(item_id("BL", line))
    earlier = tuple(id for id in (entry.because if entry else ()) if id[:2] in _EARLIER and plan.entry(id))
    if not elastic or study.found.curves is None:
        return earlier
    return (item_id("EV", "budget", line, "next-cost"), "EV-budget-gain", *earlier)


def _nothing(period: str) -> Item:
    collect = Message(
        N_("Keep a table of costs (day, line, kind, amount) and put the ads export into the exports folder.")
    )
    rows = Check("rows", False, Message(N_("no amount was spent or planned")))
    return Item.of(
        "DE-budget-costs", Message(N_("Keep account of what each line costs: without it there is no budget to split")),
        judge([rows], collect=collect, owner=None), because=("EV-budget-spend",), period=period,
    )  # fmt: skip


def spend_item(study: Study, period: str) -> Item:
    """State what was spent a month over the last year."""
    total = float(study.now.sum())
    rows = Check("rows", total > 0, Message(N_("{lines:number} lines with spend"), {"lines": len(study.now)}))
    title = (
        Message(N_("Spent a month over the last year: {total:money0} (lines: {lines:number})"),
                {"total": total, "lines": len(study.now)})
        if total > 0
        else Message(N_("Nothing is known of what was spent"))
    )  # fmt: skip
    return Item.of("EV-budget-spend", title, judge([rows]), value=total or None, unit="money",
                   n=len(study.spend) or None, period=period)  # fmt: skip


def budget_items(
    study: Study,
    judgement: Judgement,
    client: Client,
    plan: Plan,
    *,
    costs: pd.DataFrame,
    pace: pd.DataFrame,
    period: str,
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
        *campaign_items(costs, period),
        *return_items(study, period),
        *limit_items(study, period),
        *([gain] if gain is not None else []),
        *pace_items(pace, period),
        *money_items(study, client.margin, period),
    ]
    mix = mix_items(study, client, plan, period)
    return [*evidence, *line_items(study, judgement, client, plan, period), *mix, *extra]


def verdict_message(study: Study, judgement: Judgement) -> Message:
    """Say in one sentence what is proposed and why."""
    values: dict[str, Scalar] = {"result": result_name(study.found.result)}
    if judgement.verdict is Verdict.DECIDE:
        return Message(
            N_("Proposed: move the money to the best split. The gain in {result:word} is above zero in all but one of "
               "forty draws, and the returns differ beyond chance."), values)  # fmt: skip
    if judgement.verdict is Verdict.TEST and judgement.experiment is not None:
        return Message(
            N_("Proposed: keep today's split and vary one line for {weeks:number} weeks. "
               "The data do not show that another split is better."),
            values | {"weeks": judgement.experiment.weeks})  # fmt: skip
    if study.found.curves is None:
        return Message(N_("Proposed: every line keeps its amount, because no curve says what another would bring."))
    if study.found.judged_only:
        return Message(
            N_("Proposed: keep today's split. The better one rests on judgement alone; "
               "whoever approves the budget may follow it as such."), values)  # fmt: skip
    return Message(
        N_("Proposed: keep today's split. Nothing measured speaks for another, "
           "and no test of half a year would tell."), values)  # fmt: skip
