"""`smmkit lab`: work on a client in JupyterLab, and publish what was tried there."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from smmkit import folders
from smmkit.cli.language import command_text
from smmkit.cli.month import place_options
from smmkit.errors import ConfigError
from smmkit.period import Period
from smmkit.text import N_


@click.command()
@place_options
@click.argument("client", required=False)
@click.option("--lang", type=click.Choice(["en", "es"]), help="Language. Default: the client's own.")
@click.option("--only", metavar="NN", help="Notebook to open first. Default: 00.")
@click.option("--publish", metavar="NN", help="Run this notebook officially, with the parameters saved in the lab.")
@click.option("--anew", is_flag=True, help="Write changed notebooks anew; what they were stays beside them.")
@click.option("--no-browser", is_flag=True, help="Print the address instead of opening a browser.")
@click.option("--port", type=click.IntRange(1, 65535), help="Port of the server.")
@click.option("--prepare-only", is_flag=True, help="Write the notebooks and say where; start nothing.")
def lab(
    client: str | None, data: Path | None, out: Path | None, period: Period | None, lang: str | None, only: str | None,
    publish: str | None, anew: bool, no_browser: bool, port: int | None, prepare_only: bool,
) -> int:  # fmt: skip
    """Open JupyterLab on a client, with folders, month and language set.

    What is tried there is kept aside and never replaces what a run recorded; decisions made on a panel go into
    plan.toml as `smmkit approve` writes them.
    """
    folders.remember_typed(data, out)
    slug = client or _only_client(data)
    if publish:
        return _publish(slug, publish, data, out)
    return _open(slug, data, out, period, lang, only or "00", anew=anew, prepare_only=prepare_only,
                 options=_options(no_browser, port))  # fmt: skip


def _only_client(data: Path | None) -> str:
    slugs = folders.client_slugs(data)
    if len(slugs) != 1:
        new = folders.command("new", "NAME")
        raise click.UsageError(f"Name a client: {', '.join(slugs) or f'there is none yet; start one with {new}'}.")
    return slugs[0]


def _options(no_browser: bool, port: int | None) -> list[str]:
    return [*(["--no-browser"] if no_browser else []), *([f"--port={port}"] if port else [])]


def _places(data: Path | None, out: Path | None) -> tuple[Path, Path]:
    return (data or folders.data_dir()).resolve(), (out or folders.default_out()).resolve()


def _open(
    slug: str, data: Path | None, out: Path | None, period: Period | None, lang: str | None, only: str, *,
    anew: bool, prepare_only: bool, options: list[str],
) -> int:  # fmt: skip
    from smmkit.client import load_client
    from smmkit.run import lab as room
    from smmkit.text import Text

    brief = load_client(folders.client_folder(slug, data))
    root, workbooks = _places(data, out)
    first = room.notebook_of(only, folders.notebooks_dir())
    month = str(period) if period else _month(brief, workbooks / slug)
    spoken = lang or brief.language
    text = Text(spoken, country=brief.country, currency=brief.currency)
    told = {"client": slug, "period": month, "lang": spoken}
    found = room.prepare_lab(
        folders.notebooks_dir(), workbooks / slug / room.FOLDER, told, text, data=root, out=workbooks, anew=anew
    )
    say = command_text(lang)
    click.echo(say(N_("The notebooks of {client}, {month}, lie in {folder}."), client=slug, month=month,
                   folder=str(found.folder)))  # fmt: skip
    for name in found.kept:
        again = folders.command("lab", slug, "--anew")
        click.echo(say(N_("{name}: kept as you changed it. To have it anew: {command}"), name=name, command=again))
    if prepare_only:
        return 0
    click.echo(say(N_("They open without results: Run > Run All Cells shows them. Ctrl-C here ends JupyterLab.")))
    environment = room.lab_environment(found.folder, data=root, out=workbooks)
    return room.open_lab(room.lab_command(found.folder, first, options), environment)


def _month(brief: Any, folder: Path) -> str:
    """Return the latest month that was run, else the latest the exports cover; a line tells how far reading is."""
    from smmkit import month_folder
    from smmkit.dated import latest_period
    from smmkit.inventory import IMPORTED
    from smmkit.sources import import_client

    watched = sys.stderr.isatty()
    imported = import_client(brief, folder / IMPORTED, tell=_line if watched else None)
    click.echo("\r\x1b[K" if watched else "", nl=False, err=True)
    months = month_folder.months(folder)
    return months[-1] if months else str(latest_period(imported.tables, brief.timezone))


def _line(done: int, total: int, name: str) -> None:
    """Say on one line which export is being read."""
    from smmkit.files import inert

    said = command_text()(N_("Reading the exports: {done:number} of {total:number}"), done=done, total=total)
    click.echo(f"\r{said} {inert(name)[:40]:<40}", nl=False, err=True)


def _publish(slug: str, number: str, data: Path | None, out: Path | None) -> int:
    from smmkit.cli.run import run
    from smmkit.client import load_client
    from smmkit.run import lab as room
    from smmkit.text import Text

    brief = load_client(folders.client_folder(slug, data))
    _, workbooks = _places(data, out)
    notebooks = folders.notebooks_dir()
    path = workbooks / slug / room.FOLDER / room.notebook_of(number, notebooks)
    saved = room.saved_parameters(path)
    if saved["client"] != slug:
        raise ConfigError(f"{path.name} is set to {saved['client']}, not to {slug}. Name that client, or set it back.")
    say = command_text()
    if changed := room.changed_cells(path, notebooks, Text(saved["lang"], country=brief.country)):
        said = N_("{name}: changed cells stay in the lab ({cells}); a run uses the product's own notebook.")
        click.echo(say(said, name=path.name, cells=", ".join(changed)))
    words = [slug, "--only", number, "--period", saved["period"], "--lang", saved["lang"]]
    words += [*(["--data", str(data)] if data else []), *(["--out", str(out)] if out else [])]
    return int(run.main(words, prog_name="smmkit run", standalone_mode=False) or 0)
