"""What the commands about one client's month have in common: options, and opening its records."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from smmkit.errors import ConfigError
from smmkit.period import Period
from smmkit.plan.month import Month, check_run, check_shown, check_stands, open_month

__all__ = ["Month", "check_run", "check_shown", "check_stands", "month_options", "open_month", "place_options"]


def read_period(context: click.Context, option: click.Parameter, written: str | None) -> Period | None:
    """Read a month; another text is wrong usage."""
    try:
        return Period(written) if written else None
    except ConfigError as error:
        raise click.BadParameter(str(error), context, option) from None


def month_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the client's name and the folders."""
    return place_options(click.argument("client")(command))


def place_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the folders and the month."""
    folder = click.Path(file_okay=False, path_type=Path)
    for option in (
        click.option("--out", type=folder, help="Folder of the workbooks [default: workbooks]."),
        click.option("--data", type=folder, help="Folder of the clients [default: data, or the demo]."),
        click.option(
            "--period", callback=read_period, metavar="MONTH", help="Month such as 2026-10 [default: the latest run]."
        ),
    ):
        command = option(command)
    return command
