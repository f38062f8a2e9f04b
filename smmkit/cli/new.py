"""`smmkit new`: start a client."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from smmkit.schema import Table
    from smmkit.text import Text

_HERE = Path(__file__).resolve().parent


@click.command()
@click.argument("slug")
@click.option(
    "--data", type=click.Path(file_okay=False, path_type=Path), help="Data folder; default: SMMKIT_DATA or ./data."
)
@click.option("--lang", type=click.Choice(["en", "es"]), help="Language. Default: SMMKIT_LANG, or the system's.")
def new(slug: str, data: Path | None, lang: str | None) -> None:
    """Start client SLUG: a commented client.toml to fill in, and a folder for its exports.

    SLUG is the client's short name in small letters and hyphens, such as cafe-lumbre.
    """
    from smmkit.cli.language import command_text
    from smmkit.folders import command, remember_typed
    from smmkit.text import N_

    text = command_text(lang)
    folder = start_client(slug, data, lang=text.lang)
    click.echo(text(N_("{file}: fill it in (about ten minutes)."), file=str(folder / "client.toml")))
    put = N_("{folder}: put the platforms' files here; README.txt says where to find each.")
    click.echo(text(put, folder=str(folder / "exports")))
    remember_typed(data, None)
    click.echo(text(N_("Then: {command}"), command=command("check", slug)))


def start_client(slug: str, data: Path | None = None, *, lang: str = "en") -> Path:
    """Write the folder of a new client, its comments in a language, and return it.

    Raises
    ------
    ConfigError
        If the name is not a plain one, the client is there already, or nothing can be written there.

    """
    from smmkit.client import check_slug
    from smmkit.errors import ConfigError

    check_slug(slug)
    root = _clients_root(data)
    folder = root / slug
    if folder.exists():
        raise ConfigError(f"{folder}: this client is there already. Edit its client.toml, or choose another name.")
    try:
        _fill(folder, root, slug, lang)
    except OSError as error:  # half a client would be in the way of the next attempt
        shutil.rmtree(folder, ignore_errors=True)
        raise ConfigError(
            f"{folder}: cannot be written ({error.strerror}). Choose another folder with --data."
        ) from None
    return folder


def _fill(folder: Path, root: Path, slug: str, lang: str) -> None:
    """Write what a new client begins with."""
    from smmkit.client import SCHEMA_FILE

    (folder / "exports").mkdir(parents=True)
    schema = root / SCHEMA_FILE.name
    if not schema.exists():
        shutil.copyfile(SCHEMA_FILE, schema)
    template = _template("new_client.toml", lang).read_text(encoding="utf-8")
    brief = template.replace("{schema}", Path(os.path.relpath(schema, folder)).as_posix())
    brief = brief.replace("{name}", slug.replace("-", " ").title()).replace("{handle}", slug.replace("-", ""))
    (folder / "client.toml").write_text(brief, encoding="utf-8", newline="\n")
    shutil.copyfile(_template("new_plan.toml", lang), folder / "plan.toml")
    _write_tables(folder / "exports", lang)


def _template(name: str, lang: str) -> Path:
    """Return a text to start from, in a language; English is the one without a mark."""
    stem, dot, kind = name.partition(".")
    own = _HERE / f"{stem}.{lang}{dot}{kind}"
    return own if own.is_file() else _HERE / name


def _write_tables(exports: Path, lang: str) -> None:
    """Write the hand-kept tables, empty, each with a remark, and the text that lists them all."""
    from smmkit.cli.language import command_text
    from smmkit.schema import HAND_KEPT

    text = command_text(lang)
    (exports / "by_hand").mkdir()
    listed = [_template("new_exports.txt", lang).read_text(encoding="utf-8").rstrip("\n"), ""]
    for table in HAND_KEPT:
        header = ",".join(table.written)
        more = f",{table.open_prefix}..." if table.open_prefix else ""
        listed += [f"  {table.name}.csv", f"      {_remark(table, text)}", f"      {header}{more}"]
        empty = f"# {_remark(table, text)}\n{header}\n"
        (exports / "by_hand" / f"{table.name}.csv").write_text(empty, encoding="utf-8", newline="\n")
    (exports / "README.txt").write_text("\n".join(listed) + "\n", encoding="utf-8", newline="\n")


def _remark(table: Table, text: Text) -> str:
    """Return what a row of a hand-kept table says, and the words some of its columns take."""
    said = text.word(table.by_hand.row) if table.by_hand else ""
    choices = [f"{column.name}: {' '.join(column.allowed)}" for column in table.columns if 0 < len(column.allowed) < 10]
    return " ".join([said, *(f"({one})" for one in choices)])


def _clients_root(data: Path | None) -> Path:
    """Return the folder of clients; a client of one's own never lands among the invented ones of the package."""
    from smmkit.folders import clients_dir, data_dir, demo_dir

    chosen = data if data is not None else data_dir()
    if data is None and chosen == demo_dir() and not chosen.is_relative_to(Path.cwd()):
        chosen = Path("data").resolve()
        return chosen / "clients"
    return clients_dir(chosen)
