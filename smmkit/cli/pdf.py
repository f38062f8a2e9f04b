"""`smmkit pdf`: a finished month's pages as PDFs, beside them."""

from __future__ import annotations

from pathlib import Path

import click

from smmkit import folders
from smmkit.cli.language import command_text
from smmkit.cli.month import Month, open_month, read_period
from smmkit.errors import ConfigError, SmmkitError
from smmkit.period import Period
from smmkit.text import retell

# What people print or mail; the next run of the month takes a PDF away together with its page.
PAGES = ("report.html", "steering.html", "signoff.html", "strategy.html", "week_*.html")


@click.command()
@click.argument("clients", nargs=-1, metavar="[CLIENT]...")
@click.option("--all", "everyone", is_flag=True, help="All clients of the data folder.")
@click.option(
    "--period", callback=read_period, metavar="MONTH", help="Month such as 2026-10 [default: the latest run]."
)
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="Folder of the clients.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder of the workbooks.")
def pdf(
    clients: tuple[str, ...], everyone: bool, period: Period | None, data: Path | None, out: Path | None
) -> int:  # fmt: skip
    """Write the report, the page for the management, the week, the plan and the sheet to sign as PDFs."""
    folders.remember_typed(data, out)
    if bool(clients) == everyone:
        raise click.UsageError("Name clients, or --all for every one.")
    slugs = folders.client_slugs(data) if everyone else list(dict.fromkeys(clients))
    if not slugs:
        start = folders.command("new", "NAME")
        raise ConfigError(f"{folders.clients_dir(data)}: no client found. Start one with: {start}")
    failed = False
    for slug in slugs:
        try:
            names = write_pdfs(open_month(slug, data, out, period))
            click.echo(f"{slug}: {', '.join(names)}")
        except SmmkitError as error:
            click.echo(f"{slug}: {retell(str(error), command_text(None))}", err=True)
            failed = True
    return int(failed)


def write_pdfs(month: Month) -> list[str]:
    """Write a month's PDFs and return their names."""
    from smmkit.files import write_whole
    from smmkit.report.months import write_months
    from smmkit.report.pdf import page_pdf

    pages = sorted(path for name in PAGES for path in month.out.glob(name))
    if not pages:
        raise ConfigError(f"{month.out}: no page to print. Run: {folders.command('run', month.client.slug)}")
    for page in pages:
        write_whole(page.with_suffix(".pdf"), page_pdf(page.read_text(encoding="utf-8")))
    write_months(month.out.parent, month.client, month.client.language)
    return [page.with_suffix(".pdf").name for page in pages]
