"""`smmkit demo`: invent clients with a known truth."""

from __future__ import annotations

import shutil
from pathlib import Path

import click


@click.command()
@click.argument("count", type=click.IntRange(min=1), required=False)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), required=False)
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Same seed, same bytes.")
@click.option("--nothing-planted", is_flag=True, help="Clients whose data hold no effect at all.")
def demo(count: int | None, folder: Path | None, seed: int, nothing_planted: bool) -> None:
    """Invent COUNT clients in FOLDER/clients; without arguments write the three of the project anew.

    Sizes, sectors, countries and platforms vary with the seed; truth.toml says what is planted in each client's data.
    """
    from smmkit.client import SCHEMA_FILE
    from smmkit.demo import COMMITTED, further_specs, write_client
    from smmkit.folders import demo_dir

    if count is None:
        root, specs, schema = demo_dir() / "clients", list(COMMITTED), SCHEMA_FILE
    elif folder is None:
        raise click.UsageError("Name the folder to write into, such as: smmkit demo 20 /tmp/clients")
    else:
        root, specs = folder / "clients", list(further_specs(count, seed=seed, planted=not nothing_planted))
        root.mkdir(parents=True, exist_ok=True)
        schema = root / SCHEMA_FILE.name
        shutil.copyfile(SCHEMA_FILE, schema)
    for spec in specs:
        write_client(root / spec.slug, spec, schema=schema)
    click.echo(f"{len(specs)} clients in {root}.")
    if folder is not None:
        click.echo(f"Next: smmkit run --all --data {folder}")
