"""`smmkit new`: start a client."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from smmkit.schema import Table

_HERE = Path(__file__).resolve().parent


@click.command()
@click.argument("slug")
@click.option(
    "--data", type=click.Path(file_okay=False, path_type=Path), help="Data folder; default: SMMKIT_DATA or ./data."
)
def new(slug: str, data: Path | None) -> None:
    """Start client SLUG: a commented client.toml to fill in, and a folder for its exports.

    SLUG is the client's short name in small letters and hyphens, such as cafe-lumbre.
    """
    from smmkit.folders import command, remember_typed

    folder = start_client(slug, data)
    click.echo(f"{folder / 'client.toml'}: fill it in (about ten minutes).")
    click.echo(f"{folder / 'exports'}: put the platforms' files here; README.txt says where to find each.")
    remember_typed(data, None)
    click.echo(f"Then: {command('check', slug)}")


def start_client(slug: str, data: Path | None = None) -> Path:
    """Write the folder of a new client and return it.

    Raises
    ------
    ConfigError
        If the name is not a plain one, or the client is there already.

    """
    from smmkit.client import SCHEMA_FILE, check_slug
    from smmkit.errors import ConfigError

    check_slug(slug)
    root = _clients_root(data)
    folder = root / slug
    if folder.exists():
        raise ConfigError(f"{folder}: this client is there already. Edit its client.toml, or choose another name.")
    (folder / "exports").mkdir(parents=True)
    schema = root / SCHEMA_FILE.name
    if not schema.exists():
        shutil.copyfile(SCHEMA_FILE, schema)
    template = (_HERE / "new_client.toml").read_text(encoding="utf-8")
    brief = template.replace("{schema}", Path(os.path.relpath(schema, folder)).as_posix())
    brief = brief.replace("{name}", slug.replace("-", " ").title()).replace("{handle}", slug.replace("-", ""))
    (folder / "client.toml").write_text(brief, encoding="utf-8", newline="\n")
    shutil.copyfile(_HERE / "new_plan.toml", folder / "plan.toml")
    _write_tables(folder / "exports")
    return folder


def _write_tables(exports: Path) -> None:
    """Write the hand-kept tables, empty, each with a remark, and the text that lists them all."""
    from smmkit.schema import HAND_KEPT

    (exports / "by_hand").mkdir()
    listed = [(_HERE / "new_exports.txt").read_text(encoding="utf-8").rstrip("\n"), ""]
    for table in HAND_KEPT:
        header = ",".join(table.written)
        more = f",{table.open_prefix}..." if table.open_prefix else ""
        listed += [f"  {table.name}.csv", f"      {_remark(table)}", f"      {header}{more}"]
        empty = f"# {_remark(table)}\n{header}\n"
        (exports / "by_hand" / f"{table.name}.csv").write_text(empty, encoding="utf-8", newline="\n")
    (exports / "README.txt").write_text("\n".join(listed) + "\n", encoding="utf-8", newline="\n")


def _remark(table: Table) -> str:
    """Return what a row of a hand-kept table says, and the words some of its columns take."""
    said = table.by_hand.row if table.by_hand else ""
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
