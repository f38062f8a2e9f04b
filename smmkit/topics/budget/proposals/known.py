"""What each line costs and until when that is known; which lines have ended; what the brief gives in all."""

from __future__ import annotations

from smmkit.client import Client
from smmkit.ledger import Check, Item, item_id, judge
from smmkit.measures.names import KEPT_BACK
from smmkit.period import Period
from smmkit.text import N_, Message
from smmkit.text.message import Scalar
from smmkit.topics.budget.analysis import Study
from smmkit.topics.budget.proposals.titles import month_known

ENDED, TOTAL, SPEND = "EV-budget-ended", "EV-budget-total", "EV-budget-spend"
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


def cost_id(line: str) -> str:
    """Return the id of the evidence on what a line costs."""
    return item_id("EV", "budget", line, "cost")


def rests_on_cost(line: str, study: Study, client: Client) -> tuple[str, ...]:
    """Return the evidence on the amount of a line that nothing moves: what it costs, or what there is in all."""
    if line in KEPT_BACK:
        return (TOTAL if client.monthly_budget else SPEND,)
    return (cost_id(study.accounts.get(line, line)),)


def rests_on_ended(line: str, study: Study) -> tuple[str, ...]:
    """Return the evidence on what ended, for the account it ended in and for what is kept back of its money."""
    touched = {study.accounts.get(one, "") for one in study.ended} | ({KEPT_BACK[1]} if study.ended else set())
    return (ENDED,) if line in touched else ()


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
    return [*_total_items(study, client, period), *ended_items(study, period),
            *(_cost_item(line, study, period) for line in named)]  # fmt: skip


def ended_items(study: Study, period: str) -> list[Item]:
    """Say which lines ended, since when, and what money that frees; nothing where none did."""
    if not study.ended:
        return []
    cost = study.now[list(study.ended)].sort_values(ascending=False)
    names = [study.name_of(str(line)) for line in cost.index]
    values: dict[str, Scalar] = {
        "lines": ", ".join(names[:_NAMED]), "more": len(names) - _NAMED, "money": float(cost.sum()),
        "day": max(study.ended.values()).date().isoformat(),
    }  # fmt: skip
    key = _ONE if len(names) == 1 else _SOME if len(names) <= _NAMED else _MANY
    rows = Check("rows", True, Message(N_("{lines:number} lines with spend"), {"lines": len(names)}))
    return [
        Item.of(ENDED, Message(key, values), judge([rows]), value=float(cost.sum()), unit="money", period=period,
                about={"tables": _tables(study, [*study.ended]), "rows": "+".join(study.ended), "days": _year(period)})
    ]  # fmt: skip


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
