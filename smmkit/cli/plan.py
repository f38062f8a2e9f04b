"""`smmkit plan`: what stands, what is stale and why, what is proposed."""

from __future__ import annotations

import json
import os
from datetime import date, datetime
from difflib import unified_diff
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from smmkit.cli.month import Month, month_options, open_month, read_period
from smmkit.folders import command
from smmkit.ledger import Item
from smmkit.ledger.records import to_record
from smmkit.period import Period
from smmkit.plan import Change, Entry, stale_entries
from smmkit.plan.change import locked
from smmkit.plan.log import LOG_FILE, read_log, settle, version_on
from smmkit.plan.month import came_later
from smmkit.plan.reasons import reason
from smmkit.plan.review import amount_of
from smmkit.plan.waiting import unsigned, waiting
from smmkit.present.decision import if_approved
from smmkit.text import N_

_SIGNED = N_("For a signature, as on signoff.html: {count:number}")
_UNSIGNED = N_("To decide without a signature of the client's: {count:number}")


_LATER = N_(
    "Exports that came after {month:month} was run and do not count in it: {count:number}, such as {file}. To count "
    "what they tell of it and of the months before: {again}"
)
_AHEAD = N_(
    "It is dated {day:date}, a day that has not come. Write the day of the decision: on = {today}, in plan.toml."
)


def _months(
    context: click.Context, option: click.Parameter, written: tuple[str, str] | None
) -> tuple[Period, Period] | None:
    """Read two months; another text is wrong usage."""
    first, second = (read_period(context, option, one) for one in written or ("", ""))
    return None if first is None or second is None else (first, second)


@click.command()
@month_options
@click.option(
    "--diff",
    nargs=2,
    callback=_months,
    metavar="MONTH MONTH",
    help="Show what changed between the plans of two months.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def plan(
    client: str, data: Path | None, out: Path | None, period: Period | None, as_json: bool,
    diff: tuple[Period, Period] | None,
) -> None:  # fmt: skip
    """Show what stands, what is stale and why, and what is proposed."""
    month = open_month(client, data, out, period)
    _settle(month)
    if diff:
        _echo_diff(month, *diff)
        return
    stale = stale_entries(month.plan, month.ledger)
    if as_json:
        click.echo(json.dumps(_record(month, stale), ensure_ascii=False, indent=1))
        return
    _echo_plan(month, stale)
    _echo_proposals(month)
    _echo_later(month)


def _settle(month: Month) -> None:
    """Bring the plan's history up to date, where it can be written: an edit by hand counts from the day it is seen."""
    folder = month.client.folder
    if os.access(folder / LOG_FILE, os.W_OK):
        with locked(folder):
            settle(folder, _today(month))


def _today(month: Month) -> date:
    return datetime.now(ZoneInfo(month.client.timezone)).date()


def _echo_diff(month: Month, first: Period, second: Period) -> None:
    """Print the lines in which the plans differ that stood on the first days of two months."""
    versions = read_log(month.client.folder)
    texts = []
    for each in (first, second):
        version = version_on(versions, each.start)
        texts.append("" if version is None else version.text)
        if version is None:
            click.echo(month.say(N_("{month:month}: nothing was promised yet."), month=str(each)))
    old, new = (text.splitlines() for text in texts)
    lines = list(unified_diff(old, new, str(first), str(second), lineterm=""))
    for line in lines or [month.say(N_("Both months began with the same plan."))]:
        click.echo(line)


def _echo_plan(month: Month, stale: dict[str, tuple[Change, ...]]) -> None:
    text = month.say
    click.echo(text(N_("The plan of {client}"), client=month.client.name))
    entries = sorted(month.plan, key=lambda entry: entry.id not in stale)
    if not entries:
        click.echo("  " + text(N_("Nothing is decided yet.")))
    width, names = max((len(entry.id) for entry in entries), default=0), {entry.id: entry.title for entry in entries}
    for entry in entries:
        status = text.word("stale" if entry.id in stale else entry.status)
        click.echo(f"  {status:<10}  {entry.id:<{width}}  {_said(month, entry)}")
        if entry.on is not None and entry.on > (today := _today(month)):
            click.echo("              " + text(_AHEAD, day=entry.on.isoformat(), today=today.isoformat()))
        for change in stale.get(entry.id, ()):
            click.echo("              " + text(reason(change, text, names)))


def _said(month: Month, entry: Entry) -> str:
    """Return an entry's title, amount, and who decided it when."""
    number = amount_of(entry)
    amount = [] if number is None else [month.say.quantity(number, entry.unit)]
    decided = [] if entry.by is None else [month.say.word(entry.by)]
    day = [] if entry.on is None else [month.say.date(entry.on)]
    about = ", ".join([*amount, *decided, *day])
    return f"{entry.title} ({about})" if about else entry.title


def _echo_proposals(month: Month) -> None:
    """List what the month's run proposes and an approval would change."""
    text = month.say
    signed, other = (group(month.ledger, month.plan) for group in (waiting, unsigned))
    if month.period is None:
        click.echo(text(N_("No month has been run yet, so nothing is proposed.")))
        return
    click.echo("\n" + text(N_("Proposed by the run of {month:month}"), month=str(month.period)))
    if not (signed or other):
        click.echo("  " + text(N_("Nothing beyond the plan.")))
    for head, items in ((_SIGNED, signed), (_UNSIGNED, other)):
        if items:
            click.echo("  " + text(head, count=len(items)))
        for item in items:
            click.echo(f"  {text.word(item.verdict.value):<10}  {text(item.title)}")
            click.echo(f"              {_change(item, month)} [{item.id}]")


def _echo_later(month: Month) -> None:
    """Say which exports the month was made without: what it proposes does not count them."""
    if month.period is None or not (later := came_later(month.client, month.out)):
        return
    again = command("run", month.client.slug, "--period", str(month.period))
    values = {"count": len(later), "month": str(month.period), "file": later[0], "again": again}
    click.echo("\n" + month.say(_LATER, **values))


def _record(month: Month, stale: dict[str, tuple[Change, ...]]) -> dict[str, Any]:
    """Return the same as plain JSON values."""
    return {
        "client": month.client.slug,
        "period": None if month.period is None else str(month.period),
        "plan": [
            {
                **entry.model_dump(mode="json", include={"id", "title", "status", "by", "on", "note", "value", "unit"}),
                "status": "stale" if entry.id in stale else entry.status,
                "reasons": [_reason_record(change) for change in stale.get(entry.id, ())],
            }
            for entry in month.plan
        ],
        "proposed": [
            {**to_record(item), "said": month.say(item.title), "changes": _change(item, month), "to_sign": to_sign}
            for group, to_sign in ((waiting, True), (unsigned, False))
            for item in group(month.ledger, month.plan)
        ],
    }


def _change(item: Item, month: Month) -> str:
    stale = item.id in stale_entries(month.plan, month.ledger)
    return month.say(if_approved(item, month.plan.entry(item.id), month.say, stale=stale))


def _reason_record(change: Change) -> dict[str, Any]:
    """Return a reason with the old and the new number."""
    sides = {"before": change.before, "now": change.now}
    numbers = {
        name: side and {"period": side.period, "value": side.value, "low": side.low, "high": side.high}
        for name, side in sides.items()
    }
    return {"id": change.id, "why": change.why, **numbers}
