"""`smmkit approve` and `smmkit reject`: write decisions into plan.toml."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from smmkit import plan as plans
from smmkit.cli.month import Month, check_run, check_shown, month_options, open_month
from smmkit.period import Period
from smmkit.plan import Decision
from smmkit.text import N_, Message


def decision_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the ids to decide on, who decides and why."""
    for option in (
        click.option("--note", help="Why, in a sentence."),
        click.option("--by", "role", required=True, metavar="ROLE", help="Role that decides, as in client.toml."),
        click.argument("ids", nargs=-1, required=True, metavar="ID..."),
    ):
        command = option(command)
    return month_options(command)


@click.command()
@decision_options
def approve(
    client: str, ids: tuple[str, ...], role: str, note: str | None,
    data: Path | None, out: Path | None, period: Period | None,
) -> None:  # fmt: skip
    """Write proposals of the latest run into plan.toml as approved."""
    month = open_month(client, data, out, period)
    check_run(month)
    decision = _decision(month, role, note)
    _check_money(ids, role, month)
    check_shown(month, ids)
    plan = plans.approve(month.client.folder, ids, month.ledger, decision, say=month.text)
    for id in ids:
        click.echo(month.text(N_("{id} is approved."), id=id))
    for sentence in _open_questions(ids, month, plan):
        click.echo(month.text(sentence))


@click.command()
@decision_options
def reject(
    client: str, ids: tuple[str, ...], role: str, note: str | None,
    data: Path | None, out: Path | None, period: Period | None,
) -> None:  # fmt: skip
    """Write proposals into plan.toml as rejected."""
    month = open_month(client, data, out, period)
    plans.reject(month.client.folder, ids, month.ledger, _decision(month, role, note), say=month.text)
    for id in ids:
        click.echo(month.text(N_("{id} is rejected."), id=id))


def _decision(month: Month, role: str, note: str | None) -> Decision:
    """Check that a role decides, and date the decision by the client's calendar."""
    roles = month.client.roles.names
    if role not in roles and role not in roles.values():
        listed = ", ".join(roles)
        raise click.UsageError(
            f"--by {role!r} is no role of {month.client.slug}; use one of {listed}, never a person's name."
        )
    return Decision(role, datetime.now(ZoneInfo(month.client.timezone)).date(), note)


def _check_money(ids: tuple[str, ...], role: str, month: Month) -> None:
    """Refuse amounts of money approved by a role the brief does not allow to."""
    allowed = month.client.approval.money
    named = {month.client.roles.names[one] for one in allowed}
    amounts = [id for id in ids if id in month.ledger and month.ledger[id].unit == "money"]
    if amounts and role not in allowed and role not in named:
        raise click.UsageError(
            f"{amounts[0]} is money, which {role} may not approve for {month.client.slug}: that takes "
            f"{' or '.join(allowed)}. The brief allows others under [approval] money in client.toml."
        )


def _open_questions(ids: tuple[str, ...], month: Month, plan: plans.Plan) -> list[Message]:
    """Say which foundations of an approval nobody has approved."""
    found = []
    for id in ids:
        for reason in month.ledger[id].because:
            entry = plan.entry(reason)
            if reason[:2] in plans.ARRAYS and (entry is None or entry.status != "approved"):
                said = N_("{id} rests on {reason}, which is not approved.")
                found.append(Message(said, {"id": id, "reason": reason}))
    return found
