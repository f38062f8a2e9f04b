"""What the commands about one client's month have in common: options, and opening its records."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from smmkit.cli.language import LANGUAGES, answer_in, named_language
from smmkit.errors import ConfigError
from smmkit.period import Period
from smmkit.plan.month import Month, check_run, check_shown, check_stands
from smmkit.plan.month import open_month as month_of
from smmkit.text import Text

__all__ = ["Month", "check_run", "check_shown", "check_stands", "month_options", "open_month", "place_options"]


def read_period(context: click.Context, option: click.Parameter, written: str | None) -> Period | None:
    """Read a month; another text is wrong usage."""
    try:
        return Period(written) if written else None
    except ConfigError as error:
        raise click.BadParameter(str(error), context, option) from None


_LANG = "smmkit.lang"


def open_month(slug: str, data: Path | None, out: Path | None, period: Period | None) -> Month:
    """Open a client's month for whoever typed the command: in the language they named, else in the client's."""
    month = month_of(slug, data, out, period)
    lang = named_language(click.get_current_context().meta.get(_LANG))
    client = month.client
    if lang is not None:
        month = replace(month, reader=Text(lang, country=client.country, currency=client.currency))
    answer_in(month.say)
    return month


def month_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the client's name, the folders and the language it answers in."""
    speak = click.option(
        "--lang", type=click.Choice(LANGUAGES), expose_value=False, callback=_remember,
        help="Language of the answer. Default: yours, else the client's.",
    )  # fmt: skip
    return place_options(click.argument("client")(speak(command)))


def _remember(context: click.Context, option: click.Parameter, value: str | None) -> None:
    context.meta[_LANG] = value


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
