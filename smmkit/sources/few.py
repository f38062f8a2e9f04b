"""Read a few canonical tables without the rest: what a command that runs every ten minutes can afford."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

import pandas as pd

from smmkit.client import Client
from smmkit.errors import DataError
from smmkit.schema import empty
from smmkit.sources.importer import export_files, export_name, known_kinds, read_exports
from smmkit.sources.merge import merge_tables
from smmkit.sources.reader import read_file, recognise
from smmkit.sources.textfile import read_grids


def few_tables(
    client: Client, wanted: Collection[str], *, skip: Collection[str] = ()
) -> tuple[dict[str, pd.DataFrame], list[str]]:
    """Return some canonical tables, empty where no export holds them, and the files that hold any.

    Every file not skipped is looked at, but only those that hold a wanted table are read to the end.

    Parameters
    ----------
    client
        The brief.
    wanted
        Names of canonical tables.
    skip
        Files, by their name below `exports/`, known to hold none of them.

    """
    if client.source.url:
        tables: Mapping[str, pd.DataFrame] = read_exports(client).tables
        return {name: tables.get(name, empty(name)) for name in wanted}, []
    kinds = known_kinds(client)
    named = {export_name(path, client): path for path in export_files(client)}
    holding = [name for name, path in named.items() if name not in skip and _holds(path, name, client, wanted)]
    pieces = [piece for name in holding for piece in read_file(named[name], client, kinds, name=name).tables]
    tables = merge_tables(pieces).tables if pieces else {}
    return {name: tables.get(name, empty(name)) for name in wanted}, holding


def _holds(path: Path, name: str, client: Client, wanted: Collection[str]) -> bool:
    try:
        grids = read_grids(path)
    except DataError:
        return False
    kinds = known_kinds(client)
    found = [recognise(grid, kinds, name=name) for grid in grids]
    return any(one is not None and one[0].table in wanted for one in found)
