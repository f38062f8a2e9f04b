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
@click.option(
    "--world",
    type=click.Choice(["smooth", "rough"]),
    default="smooth",
    show_default=True,
    help="rough: heavy tails, gaps, late invoices, several accounts, yes/no answers.",
)
@click.option(
    "--secret-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A class secret: without it nobody can make the same data again.",
)
@click.option("--no-truth", is_flag=True, help="Write the truths to FOLDER/teacher instead of the clients' folders.")
def demo(
    count: int | None,
    folder: Path | None,
    seed: int,
    nothing_planted: bool,
    world: str,
    secret_file: Path | None,
    no_truth: bool,
) -> None:
    """Invent COUNT clients in FOLDER/clients; without arguments write the three of the project anew.

    Sizes, sectors, countries and platforms vary with the seed; truth.toml says what is planted in each client's data.
    """
    from smmkit.client import SCHEMA_FILE
    from smmkit.demo import COMMITTED, further_specs, write_client
    from smmkit.folders import demo_dir

    if count is None:
        if nothing_planted or no_truth or secret_file or world != "smooth":
            raise click.UsageError("The three clients of the project are as they are; say how many others, and where.")
        root, specs, schema = demo_dir() / "clients", list(COMMITTED), SCHEMA_FILE
    elif folder is None:
        raise click.UsageError("Name the folder to write into, such as: smmkit demo 20 /tmp/clients")
    else:
        secret, planted = _secret(secret_file), not nothing_planted
        root = folder / "clients"
        specs = list(further_specs(count, seed=seed, planted=planted, world=world, secret=secret))
        root.mkdir(parents=True, exist_ok=True)
        schema = root / SCHEMA_FILE.name
        shutil.copyfile(SCHEMA_FILE, schema)
    teacher = folder / "teacher" if folder is not None and no_truth else None
    if teacher is not None:
        teacher.mkdir(parents=True, exist_ok=True)
    for spec in specs:
        apart = None if teacher is None else teacher / f"{spec.slug}.truth.toml"
        if apart is not None:
            (root / spec.slug / "truth.toml").unlink(missing_ok=True)
        write_client(root / spec.slug, spec, schema=schema, truth_file=apart)
    click.echo(f"{len(specs)} clients in {root}.")
    if teacher is not None:
        click.echo(f"What is planted stands in {teacher}; do not hand that folder out.")
    if folder is not None:
        click.echo(f"Next: smmkit run --all --data {folder}")


def _secret(file: Path | None) -> bytes:
    """Return the class secret, of any length, as 32 bytes; none where no file is named."""
    if file is None:
        return b""
    from hashlib import blake2b

    secret = file.read_bytes().strip()
    if len(secret) < 8:
        raise click.UsageError(f"{file}: the secret is shorter than 8 characters. Write a longer one.")
    return blake2b(secret, digest_size=32).digest()
