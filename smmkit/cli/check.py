"""`smmkit check`: what was understood of each export."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from smmkit import folders
from smmkit.cli.language import command_text, spoken
from smmkit.errors import ConfigError, SmmkitError
from smmkit.files import inert
from smmkit.text import N_, Text, retell

if TYPE_CHECKING:
    from smmkit.client import Client
    from smmkit.sources import FileReport, Part


GRAINS = {"lifetime": N_("over the lifetime"), "day": N_("day by day")}


@click.command()
@click.argument("clients", nargs=-1, metavar="[CLIENT]...")
@click.option("--all", "everyone", is_flag=True, help="All clients of the data folder.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON: one object per file.")
@click.option("--columns", is_flag=True, help="Also list which header became which column.")
@click.option("--lang", type=click.Choice(["en", "es"]), help="Language. Default: SMMKIT_LANG, or the system's.")
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="Folder of the clients.")
def check(
    clients: tuple[str, ...], everyone: bool, as_json: bool, columns: bool, lang: str | None, data: Path | None
) -> int:
    """Say what was understood of each export: kind, rows, dates, time zone, totals, doubts.

    Nothing is written. Warnings end in exit code 0; 1 says that a client has no file that can be used.
    """
    if bool(clients) == everyone:
        raise click.UsageError(
            "Name clients, or --all for every one." if not clients else "Name clients or --all, not both."
        )
    folders.remember_typed(data, None)
    slugs = folders.client_slugs(data) if everyone else list(dict.fromkeys(clients))
    if not slugs:
        raise ConfigError(
            f"{folders.clients_dir(data)}: no client found. Start one with: {folders.command('new', 'NAME')}"
        )
    records: list[dict[str, Any]] = []
    failed = False
    for slug in slugs:
        try:
            text, files, problem = _checked(slug, data, lang, as_json=as_json)
        except SmmkitError as error:
            if as_json:
                records.append({"client": slug, "error": retell(str(error), command_text(lang))})
            else:
                click.echo(inert(f"{slug}: {retell(str(error), command_text(lang))}"), err=True)
            failed = True
            continue
        records += [{"client": slug, **report.as_json(text)} for report in files]
        if not as_json:
            _echo_client(slug, files, text, columns=columns)
        if problem:
            click.echo(inert(problem), err=True)
            failed = True
    if len(slugs) > 1:
        _echo_same_files(slugs, data, lang)
    if as_json:
        click.echo(json.dumps(records, ensure_ascii=False, indent=1))
    return int(failed)


def _echo_same_files(slugs: list[str], data: Path | None, lang: str | None) -> None:
    """Name the exports that lie under several clients."""
    from smmkit.sources import exports_of, same_files

    text = Text(spoken(lang))
    for message in same_files({slug: exports_of(folders.client_folder(slug, data)) for slug in slugs}):
        click.secho(inert(text(message)), fg="yellow", err=True)


def _checked(
    slug: str, data: Path | None, lang: str | None, *, as_json: bool
) -> tuple[Text, list[FileReport], str | None]:
    """Read a client's exports; the last value is the sentence for a client of whom nothing can be used."""
    from smmkit.client import load_client
    from smmkit.client.load import missing_logos
    from smmkit.sources import nothing_usable, read_exports

    client: Client = load_client(folders.client_folder(slug, data))
    imported = read_exports(client)
    lang = spoken(lang)
    text = Text(lang, country=client.country, currency=client.currency)
    for message in () if as_json else missing_logos(client):
        click.secho(f"{slug}: ! {inert(text(message))}", fg="yellow", err=True)
    return text, imported.files, None if imported.tables else nothing_usable(client, imported.files)


def _echo_client(slug: str, files: list[FileReport], text: Text, *, columns: bool) -> None:
    usable = sum(report.usable for report in files)
    click.secho(
        f"{slug}: "
        + text(
            N_("{usable:number} of {files:number} {files:plural|file|files} can be used"),
            usable=usable,
            files=len(files),
        ),
        bold=True,
    )
    for report in files:
        click.secho(f"\n  {inert(report.file)}", bold=True)
        for part in report.parts:
            for line in _part_lines(part, text, columns=columns):
                click.echo(f"    {line}")
        if report.refused:
            click.secho("    ✗ " + text(report.refused), fg="red")
        questions = {said for part in report.parts for said in part.questions}
        told = {done.found for part in report.parts for done in part.checks}
        for said in (said for said in report.warnings if said not in told):
            click.secho(f"    {'?' if said in questions else '!'} " + text(said), fg="yellow")
        if report.proposal:
            click.echo("\n" + "\n".join(f"      {line}".rstrip() for line in report.proposal.splitlines()))
    click.echo()


def _part_lines(part: Part, text: Text, *, columns: bool) -> Iterator[str]:
    """Say in a few lines what one table of a file was taken for."""
    from smmkit.sources.report import taken_for

    grain = f", {', '.join(text.word(GRAINS[name]) for name in part.grain.split(', '))}" if part.grain else ""
    sheet = f" [{part.sheet}]" if part.sheet else ""
    yield f"{taken_for(part, text)}{sheet} → {part.table}{grain}"
    kept = text(N_("Rows kept: {rows:number} of {read:number}"), rows=part.rows, read=part.rows_read)
    more = (
        text(N_("{records:number} {records:plural|value|values}"), records=part.records)
        if part.records > part.rows
        else ""
    )
    span = f"{part.first} – {part.last}" if part.first else ""
    yield "; ".join(said for said in (kept, more, span) if said)
    if part.timezone_how:
        zone = f"{part.timezone}: " if part.timezone else ""
        yield zone + text(part.timezone_how)
    for drop in part.dropped:
        yield text(N_("Rows left out: {rows:number}. {why}"), rows=drop.rows, why=text(drop.why))
    for done in part.checks:
        yield f"{'✓' if done.passed else '✗'} {text(done.found)}"
    if part.unknown:
        yield text(N_("Unknown columns: {columns}"), columns=", ".join(part.unknown))
    if part.private:
        yield text(N_("Left out because they name people: {columns}"), columns=", ".join(part.private))
    if columns:
        yield from (f"  {column} ← {header}" for column, header in part.columns.items())
        if part.left_out:
            yield text(N_("Not needed: {columns}"), columns=", ".join(part.left_out))
