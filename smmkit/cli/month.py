"""What the commands about one client's month have in common: options, and opening its records."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from smmkit.client import Client, load_client
from smmkit.errors import ConfigError, DataError
from smmkit.folders import client_folder, default_out
from smmkit.ledger import Ledger, read_ledger
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
        If the month asked for was not run.

    """
    client = load_client(client_folder(slug, data))
    folder = (out or default_out()) / client.slug
    ledger = Ledger()
    month = period or _latest(folder)
    if month is not None:
        ledger = read_ledger(folder / str(month))
        if not ledger:
            raise DataError(
                f"{folder / str(month)}: no ledger, so {month} has not been run."
                f" Run: smmkit run {client.slug} --period {month}"
            )
    text = Text(client.language, country=client.country, currency=client.currency)
    return Month(client, load_plan(client.folder), ledger, month, text)


def check_run(month: Month) -> None:
    """Refuse a client no month of which has been run.

    Raises
    ------
    DataError
        Says which command runs it.

    """
    if month.period is None:
        raise DataError(f"{month.client.slug}: no month has been run yet. Run: smmkit run {month.client.slug}")


def _latest(folder: Path) -> Period | None:
    found = [Period(path.parent.name) for path in folder.glob("[0-9][0-9][0-9][0-9]-[0-9][0-9]/ledger.json")]
    return max(found, default=None)
