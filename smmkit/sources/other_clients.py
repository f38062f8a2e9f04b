"""Rows of other clients in the table of an agency (`Cliente`): left out where the client's own are named."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from smmkit.client import Client
from smmkit.sources.headers import words
from smmkit.sources.kind import Reading
from smmkit.sources.missing import stripped
from smmkit.text import N_, Message

_HEADERS = frozenset(
    ("client", "cliente", "clients", "clientes", "client name", "nombre del cliente", "nome do cliente", "advertiser",
     "advertiser name", "anunciante")
)  # fmt: skip
_TABLES = frozenset({"ads", "posts", "daily", "costs", "web", "money_states"})  # elsewhere a client is who buys
_SEVERAL = 2
_LEFT_OUT = N_("They are of other clients (column “{column}”).")
_NOBODY = N_(
    "Column “{column}” names several clients, and none of them as client.toml does. Write the client's name as it "
    "stands there, or leave its rows alone in the file."
)


def other_clients_apart(reading: Reading) -> None:
    """Leave out the rows that a column of clients gives to others; ask where it names nobody the brief knows.

    Only tables described in `mapping.toml` or kept by hand are looked at: a platform exports one account.
    """
    kind, section = reading.kind, reading.section
    if kind.table not in _TABLES or not (kind.chosen or kind.name.startswith("team-")):
        return
    taken = {place for name, place in reading.match.columns.items() if not name.startswith("_match")}
    for place in (k for k, cell in enumerate(section.header) if words(cell) in _HEADERS and k not in taken):
        cells = stripped(section.body[place])
        mine = {name: is_own(name, reading.client) for name in cells.unique() if name}
        if not any(mine.values()) and len(mine) >= _SEVERAL:
            reading.ask(Message(_NOBODY, {"column": section.header[place].strip()}))
        elif any(mine.values()) and not all(mine.values()):
            others = cells.map(mine).eq(False)
            why = Message(_LEFT_OUT, {"column": section.header[place].strip()})
            reading.section = section = replace(section, body=reading.drop(section.body, others, why))


def is_own(name: str, client: Client) -> bool:
    """Tell whether a name is the client's, or holds it as a whole (“Acme Shop”), or is held by it.

    Parameters
    ----------
    name
        As somebody wrote it.
    client
        Known by its name, its slug and the handles of its accounts.

    """
    handles = [account.handle for account in client.accounts]
    written = f" {words(name)} "
    known = [words(own) for own in (client.name, client.slug, *handles)]
    whole = {own.replace(" ", "") for own in known}
    return words(name).replace(" ", "") in whole or any(f" {own} " in written or written in f" {own} " for own in known)


def own_by_name(names: pd.Series, client: Client) -> pd.Series:
    """Tell which rows are of the client's accounts by what their account is called.

    Parameters
    ----------
    names
        Handles or names of accounts; empty cells are the client's.
    client
        Whose accounts.

    Returns
    -------
    Series
        False where another account is named beside one of the client's, or nothing but handles of others; names of
        another sort (`Acme Madrid`, of which nothing says whose they are) tell nobody apart.

    """
    different = list(map(str, names.dropna().unique()))
    mine = [name for name in different if is_own(name, client)]
    if not mine and not all(_is_handle(name) for name in different):
        return pd.Series(True, index=names.index)
    return names.isna() | names.isin(mine)


def _is_handle(name: str) -> bool:
    return name.startswith("@") or (name == name.casefold() and " " not in name.strip())
