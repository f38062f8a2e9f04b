"""What each line costs and until when that is known; which lines ended or pause; what the brief gives in all."""

from __future__ import annotations

import pandas as pd

from smmkit.client import Client
from smmkit.ledger import Check, Item, item_id, judge
from smmkit.measures.names import KEPT_BACK
from smmkit.period import Period
from smmkit.text import N_, Message
from smmkit.text.message import Scalar
from smmkit.topics.budget.analysis import Study
from smmkit.topics.budget.proposals.titles import month_known

ENDED, PAUSED, UNSURE = "EV-budget-ended", "EV-budget-paused", "EV-budget-silent"
TOTAL, SPEND = "EV-budget-total", "EV-budget-spend"
_NAMED = 3
_ADS = "-ads"
_COST = N_("{line:word}: a usual month cost {now:money0}, and {month:month} cost {last:money0}")
_OLD = N_(
    "{line:word}: a usual month cost {now:money0}; nothing is known after {until:date}, and {month:month} cost "
    "{last:money0}"
)
_NEVER = N_("{line:word}: nobody noted what it costs; its amount is what was approved")
_BOOK = Message(N_("Put what each line costs into the table of costs every month, or export the ads of the month."))
_GIVEN = N_(
    "The budget is {total:money0} a month in all; a twentieth of it is kept for tests and what no line needs for what "
    "nobody foresees, unless the plan names an amount"
)
_ONE = N_(
    "{lines:word} ended: it last cost something on {day:date}. The {money:money0} it took of a usual month are free; "
    "if it is to run again, give it an amount in the plan"
)
_SOME = N_(
    "{lines:word} ended: the last of them cost something on {day:date}. The {money:money0} they took of a usual month "
    "are free; whichever is to run again needs an amount in the plan"
)
_MANY = N_(
    "{lines:word} and {more:number} more ended: the last of them cost something on {day:date}. The {money:money0} they "
    "took of a usual month are free; whichever is to run again needs an amount in the plan"
)
_PAUSE = (
    N_("{lines:word} pauses: it last cost something on {day:date}, and once before it was silent for as long and went "
       "on. The {money:money0} it took of a usual month wait; when it is to go on, give it an amount in the plan"),
    N_("{n:number} lines of ads pause, among them {lines:word}: the last of them cost something on {day:date}, and "
       "each was once before silent for as long and went on. The {money:money0} they took of a usual month wait; "
       "whichever is to go on needs an amount in the plan"),
)  # fmt: skip
_EITHER = (
    N_("{lines:word} cost nothing in {month:month}; it last cost something on {day:date}. Whether it paused or ended "
       "no export says, so the {money:money0} it took of a usual month wait for an answer"),
    N_("{n:number} lines of ads cost nothing in {month:month}, among them {lines:word}; the last of them cost "
       "something on {day:date}. Whether they paused or ended no export says, so the {money:money0} they took of a "
       "usual month wait for an answer"),
)  # fmt: skip
_GOES_ON = Message(N_("Give what is to go on an amount in the plan; what gets none, and costs nothing for another "
                      "month, has ended."))  # fmt: skip


def cost_id(line: str) -> str:
    """Return the id of the evidence on what a line costs."""
    return item_id("EV", "budget", line, "cost")


def rests_on_cost(line: str, study: Study, client: Client) -> tuple[str, ...]:
    """Return the evidence on the amount of a line that nothing moves: what it costs, or what there is in all."""
    if line in KEPT_BACK:
        return (TOTAL if client.monthly_budget else SPEND,)
    return (cost_id(study.accounts.get(line, line)),)


def rests_on_silent(line: str, study: Study) -> tuple[str, ...]:
    """Return the evidence on what ended or pauses, for the account it lies in and for what is kept back."""
    return tuple(
        id for id, own in _silent(study) if line in {KEPT_BACK[1], *(study.accounts.get(one, "") for one in own)}
    )


def silent_ids(study: Study) -> tuple[str, ...]:
    """Return the ids of what `silent_items` says."""
    return tuple(id for id, _ in _silent(study))


def _silent(study: Study) -> list[tuple[str, dict[str, pd.Timestamp]]]:
    silent = study.silent
    kinds = ((ENDED, silent.ended), (PAUSED, silent.paused), (UNSURE, silent.unsure))
    return [(id, own) for id, own in kinds if own]


def known_items(study: Study, client: Client, period: str) -> list[Item]:
    """State what the lines that nothing moves cost, as of when, what ended, and what there is in all.

    Parameters
    ----------
    study
        The budget.
    client
        Its brief says what there is a month.
    period
        Month, such as `2026-10`.

    Returns
    -------
    list of Item
        Evidence: one item per fixed line or, where campaigns are the lines, per account of some; without a number
        where nobody noted one, and without data where the last of them are of an earlier month.

    """
    fixed = [str(line) for line in study.frame.lines.index if line not in {*study.frame.elastic, *study.found.left_out}]
    named = dict.fromkeys(study.accounts.get(line, line) for line in fixed if line not in KEPT_BACK)
    return [*_total_items(study, client, period), *silent_items(study, period),
            *(_cost_item(line, study, period) for line in named)]  # fmt: skip


def silent_items(study: Study, period: str) -> list[Item]:
    """Say which lines ended, which pause and of which nobody knows, since when, and what money that leaves."""
    return [_silent_item(id, own, study, period) for id, own in _silent(study)]


def _silent_item(id: str, own: dict[str, pd.Timestamp], study: Study, period: str) -> Item:
    cost = study.now[list(own)].sort_values(ascending=False)
    names = [study.name_of(str(line)) for line in cost.index]
    values: dict[str, Scalar] = {
        "lines": ", ".join(names[:_NAMED]), "more": len(names) - _NAMED, "money": float(cost.sum()), "n": len(names),
        "day": max(own.values()).date().isoformat(), "month": period,
    }  # fmt: skip
    key = {
        ENDED: _ONE if len(names) == 1 else _SOME if len(names) <= _NAMED else _MANY,
        PAUSED: _PAUSE[len(names) > 1],
        UNSURE: _EITHER[len(names) > 1],
    }[id]
    known = Check("rows", True, Message(N_("{lines:number} lines with spend"), {"lines": len(names)}))
    unsure = Check("rows", False, Message(N_("no export says whether it goes on")))
    judged = judge([unsure], collect=_GOES_ON) if id == UNSURE else judge([known])
    return Item.of(id, Message(key, _filled(key, values)), judged, value=float(cost.sum()),
                   unit="money", period=period,
                   about={"tables": _tables(study, [*own]), "rows": "+".join(own), "days": _year(period)})  # fmt: skip


def _filled(key: str, values: dict[str, Scalar]) -> dict[str, Scalar]:
    """Keep what a sentence fills in: evidence is compared by its words too."""
    return {name: value for name, value in values.items() if f"{{{name}:" in key}


def _total_items(study: Study, client: Client, period: str) -> list[Item]:
    if not client.monthly_budget:
        return []
    known = judge([Check("rows", True, Message(N_("{lines:number} lines of the budget"),
                                               {"lines": len(study.frame.lines)}))])  # fmt: skip
    return [Item.of(TOTAL, Message(_GIVEN, {"total": study.frame.total}), known, value=study.frame.total, unit="money",
                    period=period, about={"tables": "client.toml"})]  # fmt: skip


def _cost_item(line: str, study: Study, period: str) -> Item:
    own = [one for one, account in study.accounts.items() if account == line] or [line]
    month = month_known(study, own, period)
    now = float(study.now.reindex(own).sum())
    noted = bool(month) and bool(study.spend["line"].isin(own).any())
    recent = noted and str(month["month"]) >= period
    days = [study.until[one] for one in own if one in study.until]
    values: dict[str, Scalar] = {"line": study.name_of(line), "now": now, **month}
    values |= {"until": max(days).date().isoformat()} if days else {}
    rows = Check("rows", recent, Message(N_("what it cost is known up to the month itself") if recent else
                                         N_("what it cost is not known up to the month itself")))  # fmt: skip
    title = Message(_COST if recent else _OLD if noted else _NEVER, values)
    return Item.of(cost_id(line), title, judge([rows], collect=_BOOK), value=now if noted else None,
                   unit="money" if noted else None, period=period,
                   about={"tables": _tables(study, own) if noted else "plan.toml",
                          "rows": "+".join(dict.fromkeys([line, *own])), "days": _year(period)})  # fmt: skip


def _year(period: str) -> str:
    """Give the months a usual month is the mean of, as the rows that are cited are asked for."""
    return f"{Period(period).shift(-11)}:{period}"


def _tables(study: Study, lines: list[str]) -> str:
    """Name the tables that tell of some lines: what the platforms told, what was kept by hand, or both."""
    return "ads costs" if any(line in study.told or line.endswith(_ADS) for line in lines) else "costs"
