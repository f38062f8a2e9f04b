"""Rows of other clients in the table of an agency (`Cliente`): left out where the client's own are named."""

from __future__ import annotations

from dataclasses import replace

from smmkit.sources.headers import words
from smmkit.sources.kind import Reading
from smmkit.sources.missing import stripped
from smmkit.sources.own_accounts import is_own
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
