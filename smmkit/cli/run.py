"""`smmkit run`: generate workbooks."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from smmkit import folders
from smmkit.cli.language import command_text
from smmkit.errors import ConfigError
from smmkit.text.message import N_

if TYPE_CHECKING:
    from smmkit.run.tasks import Settings


@click.command()
@click.argument("clients", nargs=-1, metavar="[CLIENT]...")
@click.option("--all", "everyone", is_flag=True, help="All clients of the data folder.")
@click.option(
    "--period",
    "periods",
    multiple=True,
    metavar="MONTH",
    help="Month 2026-10, or months 2026-07:2026-10 (repeat for more). Default: the latest complete one of each client.",
)
@click.option("--only", multiple=True, metavar="NN", help="Only this notebook (repeat for several).")
@click.option("-j", "--jobs", type=click.IntRange(min=1), help="Processes at work at once. Default: one per core.")
@click.option("--force", is_flag=True, help="Run what is up to date too.")
@click.option(
    "--check-content", is_flag=True, help="Read every file again, also where size and time say nobody touched it."
)
@click.option("--dry-run", is_flag=True, help="Say what would be run and why; write nothing.")
@click.option("--fail-fast", is_flag=True, help="Start nothing more after the first failure.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="Folder of the clients.")
@click.option("--out", help="Folder (or s3://... URL) to write to. Default: workbooks/.")
@click.option("--lang", type=click.Choice(["en", "es"]), help="Language. Default: the client's own.")
@click.option(
    "--timeout", type=click.FloatRange(min=0.1), default=600.0, show_default=True, help="Seconds a cell may take."
)
@click.option(
    "--engine", type=click.Choice(["smmkit", "nbclient"]), help="How notebooks are run; nbclient is plain papermill."
)
@click.option("--cluster", metavar="ADDRESS", help="Dask scheduler to send the clients to, such as tcp://host:8786.")
def run(
    clients: tuple[str, ...],
    everyone: bool,
    periods: tuple[str, ...],
    only: tuple[str, ...],
    jobs: int | None,
    force: bool,
    check_content: bool,
    dry_run: bool,
    fail_fast: bool,
    as_json: bool,
    data: Path | None,
    out: str | None,
    lang: str | None,
    timeout: float,
    engine: str | None,
    cluster: str | None,
) -> int:
    """Generate workbooks: notebooks, report, calendar, portfolio.

    What is up to date is left alone. A client that fails stops alone; exit code 1 says that one did,
    2 that the command itself is wrong.
    """
    from smmkit.run import batch

    if bool(clients) == everyone:
        raise click.UsageError("Name clients, or --all for every one; not both.")
    started = time.monotonic()
    folders.remember_typed(data, out)
    asked = {"lang": lang, "force": force, "check_content": check_content, "timeout": timeout}
    try:
        settings = _settings(data, out, periods, only, **asked, engine=_engine(engine))
        chosen = batch.chosen_clients(clients, settings.data)
    except ConfigError as error:
        raise click.UsageError(str(error)) from None
    return _go(chosen, settings, jobs, fail_fast, cluster, dry_run=dry_run, as_json=as_json, started=started)


def _settings(
    data: Path | None, out: str | None, periods: tuple[str, ...], only: tuple[str, ...], **asked: Any
) -> Settings:
    """Return what is asked for, folders and months looked up."""
    from smmkit.run import batch
    from smmkit.run.tasks import Settings

    notebooks = folders.notebooks_dir()
    return Settings(
        data=(data or folders.data_dir()).resolve(),
        out=_out(out),
        notebooks=notebooks,
        only=batch.check_numbers(only, notebooks),
        **_months(periods),
        **asked,
    )


def _go(
    clients: list[str],
    settings: Settings,
    jobs: int | None,
    fail_fast: bool,
    cluster: str | None,
    *,
    dry_run: bool,
    as_json: bool,
    started: float,
) -> int:
    from rich.console import Console

    from smmkit.run import batch, progress
    from smmkit.run.stopping import Stopped

    console, text = Console(stderr=as_json), command_text(settings.lang)
    if dry_run:
        plans = list(batch.plans(clients, settings))
        click.echo(progress.plan_as_json(plans)) if as_json else progress.print_plan(console, plans, text)
        return 0
    try:
        with progress.shown(console, len(clients), text) as watch:
            if cluster:
                from smmkit.run.cluster import run_on_cluster

                outcomes = run_on_cluster(clients, settings, cluster, watch=watch)
            else:
                outcomes = batch.run_batch(clients, settings, jobs=jobs, watch=watch, fail_fast=fail_fast)
    except Stopped as stop:
        said = N_("Stopped. What was finished is kept; run the same command again to go on.")
        click.echo(text.word(said), err=True)
        return 128 + stop.number
    code = batch.exit_code(outcomes)
    seconds = time.monotonic() - started
    if as_json:
        click.echo(progress.as_json(outcomes, settings.out, seconds, code))
    else:
        progress.print_summary(console, outcomes, settings.out, seconds, text)
    return code


def _out(out: str | None) -> str:
    """Return the folder to write to, absolute; a URL stays as it is."""
    if out and "://" in out:
        return out.rstrip("/")
    return str((Path(out) if out else folders.default_out()).resolve())


def _months(written: tuple[str, ...]) -> dict[str, Any]:
    """Return the months asked for as settings hold them: none, one, or several in order."""
    from smmkit.period import month_span

    months = sorted({month for each in written for month in month_span(each)})
    return {"period": str(months[0])} if len(months) == 1 else {"periods": tuple(map(str, months))}


def _engine(engine: str | None) -> str:
    """Return the engine in force; where processes cannot be forked safely, plain papermill, and say so."""
    forks = hasattr(os, "fork")
    if engine == "nbclient" or (forks and (engine or sys.platform != "darwin")):
        return engine or "smmkit"
    said = N_("This system cannot fork kernels safely, so notebooks run through plain papermill, more slowly.")
    click.echo(command_text().word(said), err=True)
    return "nbclient"
