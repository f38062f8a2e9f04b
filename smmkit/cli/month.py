"""What the commands about one client's month have in common: options, and opening its records."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from smmkit import month_folder
from smmkit.client import Client, load_client
from smmkit.errors import ConfigError, DataError
from smmkit.folders import client_folder, command, default_out, remember_typed
from smmkit.inventory import INDEX, Index, client_inputs
from smmkit.ledger import Ledger, read_ledger
from smmkit.ledger.numbers import shown
from smmkit.period import Period
from smmkit.plan import Plan, load_plan
from smmkit.text import Text


@dataclass(frozen=True)
class Month:
    """A client's brief, plan and ledger of one month."""

    client: Client
    plan: Plan
    ledger: Ledger
    period: Period | None
    text: Text
    out: Path


def _period(context: click.Context, option: click.Parameter, written: str | None) -> Period | None:
    """Read a month; another text is wrong usage."""
    try:
        return Period(written) if written else None
    except ConfigError as error:
        raise click.BadParameter(str(error), context, option) from None


def month_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the client's name and the folders."""
    folder = click.Path(file_okay=False, path_type=Path)
    for option in (
        click.option("--out", type=folder, help="Folder of the workbooks [default: workbooks]."),
        click.option("--data", type=folder, help="Folder of the clients [default: data, or the demo]."),
        click.option(
            "--period", callback=_period, metavar="MONTH", help="Month such as 2026-10 [default: the latest run]."
        ),
        click.argument("client"),
    ):
        command = option(command)
    return command


def open_month(slug: str, data: Path | None, out: Path | None, period: Period | None) -> Month:
    """Read a client's brief, plan and ledger; without a month, of the latest that was run.

    Raises
    ------
    DataError
        If the month asked for was not run, or does not stand as its run left it.

    """
    client = load_client(client_folder(slug, data))
    folder = (out or default_out()) / client.slug
    ledger = Ledger()
    remember_typed(data, out)
    month = period or _latest(folder)
    if month is not None:
        check_stands(client, folder / str(month))
        ledger = read_ledger(folder / str(month))
    text = Text(client.language, country=client.country, currency=client.currency)
    return Month(client, load_plan(client.folder), ledger, month, text, folder / str(month))


def check_stands(client: Client, out: Path) -> None:
    """Refuse a month whose run did not come to its end, or that is no longer what the run left or was made from.

    Raises
    ------
    DataError
        Names the file and says what to run.

    """
    index = Index.read(out.parent / INDEX)
    found = month_folder.trouble(out, client_inputs(client.folder, index))
    again = command("run", client.slug, "--period", out.name)
    if found is None:
        return
    if not (out / month_folder.RECORD).is_file():
        raise DataError(f"{out}: {out.name} has not been run. Run: {again}")
    raise DataError(f"{out}: {found}, so what this month shows cannot be relied on. Run: {again}")


def check_shown(month: Month, ids: Sequence[str]) -> None:
    """Refuse to approve what the report does not show as the ledger has it.

    Raises
    ------
    DataError
        Names the item and both amounts.

    """
    steps = month_folder.read_record(month.out).get("steps", {})
    seen = steps.get("report", {}).get("shown")
    for item in (month.ledger[id] for id in ids if id in month.ledger):
        if seen is not None and (item.id not in seen or seen[item.id] != shown(item.value, item.unit)):
            says = month.text.quantity(seen.get(item.id), item.unit)
            now = month.text.quantity(item.value, item.unit)
            raise DataError(
                f"{item.id}: the report shows {says}, the ledger {now}; only what the report shows is approved. "
                f"Run: {command('run', month.client.slug, '--period', str(month.period))}"
            )


def check_run(month: Month) -> None:
    """Refuse a client no month of which has been run.

    Raises
    ------
    DataError
        Says which command runs it.

    """
    if month.period is None:
        raise DataError(f"{month.client.slug}: no month has been run yet. Run: {command('run', month.client.slug)}")


def _latest(folder: Path) -> Period | None:
    return max(map(Period, month_folder.months(folder)), default=None)
