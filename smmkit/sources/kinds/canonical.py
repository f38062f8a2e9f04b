"""Tables the team keeps by hand: canonical columns, ISO dates, local times, the client's way of writing numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from smmkit.client.roles import holds_role_word
from smmkit.schema import AUDIT, HAND_KEPT, Column, Table
from smmkit.schema.tables.community import WEEKDAYS
from smmkit.sources.handwords import HEADERS, WORDS, WORDS_OF, called
from smmkit.sources.kind import CLIENT_ZONE, ExportKind, Reading, Step, Zone
from smmkit.sources.layout import single
from smmkit.sources.mapping_needs import UNNAMED
from smmkit.sources.privacy import hash_people
from smmkit.sources.steps import masked, named_by_words
from smmkit.text import N_, Message

_LOCAL = Zone(CLIENT_ZONE, N_("Times without an offset are the client's local time (client.toml)."))
_HASH = "_hash"
_JUDGES, _CODE = frozenset({"judge", "rater"}), 6
_AUDIT = frozenset(column.name for column in AUDIT)
_WEEKDAYS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
_VALUES = {"weekday": dict(zip(_WEEKDAYS, WEEKDAYS, strict=True)), **WORDS}
_NOT_FREE = frozenset({"url", "link", "source", "currency", "from_time", "to_time", "handle"})
_DAYS = Zone("", N_("The table holds days only."))


def hash_authors(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Replace names of persons by hashes; customers too, so that who wrote is known again among who bought."""
    for column in [name for name in map(str, frame) if name.startswith("_") and name.endswith(_HASH)]:
        frame = frame.assign(**{column[1:]: hash_people(frame[column], reading.client)})
    if "customer_id" in frame:
        frame = frame.assign(customer_id=hash_people(frame["customer_id"], reading.client))
    return frame


def judges_by_role(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Keep who judges by role; what holds no word of a role may be a person's name and becomes a code."""
    client = reading.client
    known = {name.casefold() for name in (*client.roles.names.values(), *(one.name for one in client.departments))}
    for column in sorted(_JUDGES & set(frame.columns)):
        written = map(str, frame[column].dropna().unique())
        named = [name for name in written if name.casefold() not in known and not holds_role_word(name)]
        if client.roles.confirmed or not named:
            continue
        codes = "#" + hash_people(frame[column], client).str[:_CODE]
        frame = frame.assign(**{column: frame[column].mask(frame[column].isin(named), codes)})
        said = N_(
            "Column “{column}” names {count:number} judges by no role; each is kept as a code. Write the role, such as "
            "“{role}”."
        )
        role = str(client.roles.social_media_manager)
        reading.warn(Message(said, {"column": reading.header_of(column), "count": len(named), "role": role}))
    return frame


def fill_defaults(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Fill what a hand-kept table may leave open."""
    table = reading.kind.table
    if table == "daily" and "scope" not in frame:
        frame = frame.assign(scope="total")
    if table == "mentions" and "source" not in frame:
        frame = frame.assign(source="other")
    if table == "costs":
        frame = _one_currency(frame, reading)
    return frame


def _one_currency(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    own = reading.client.currency
    if "currency" not in frame:
        return frame.assign(currency=own)
    frame = frame.assign(currency=frame["currency"].fillna(own))
    foreign = frame["currency"] != own
    if foreign.any():
        reading.warn(
            Message(
                N_(
                    "Amounts in {found}, while client.toml says {currency}: {count:number}. They are kept and not "
                    "added to other money."
                ),
                {
                    "count": int(foreign.sum()),
                    "currency": own,
                    "found": ", ".join(sorted(set(frame.loc[foreign, "currency"]))),
                },
            )
        )
    return frame


def named_if_not(table: str) -> Step:
    """Return a step that names messages by moment and text where the team keeps no number of them."""
    column = UNNAMED[table][0]
    named = named_by_words(*UNNAMED[table])
    return lambda frame, reading: frame if column in frame else named(frame, reading)


def _unnumbered(kind: ExportKind) -> ExportKind:
    """Return the kind of a file that carries the table's name and numbers no message: moment and text will do."""
    number, *instead = UNNAMED[kind.table][:3]
    needed = dict.fromkeys((*(name for name in kind.required if name != number), *instead))
    return replace(
        kind,
        name=f"{kind.name}-unnumbered",
        required=tuple(needed),
        excluded=kind.headers[number],
        file_name=kind.table,
    )


def _kind(table: Table) -> ExportKind:
    kept = table.by_hand
    if kept is None:
        raise AssertionError(f"{table.name} is not kept by hand")
    columns = dict(_headers(table))
    steps: tuple[Step, ...] = (fill_defaults,)
    if any(name.startswith("_") for name in columns) or "customer_id" in columns:
        steps = (*steps, hash_authors)
    if table.name in UNNAMED:
        steps = (*steps, named_if_not(table.name))
    if _JUDGES & set(columns):
        steps = (*steps, judges_by_role)
    texts = [column.name for column in table.columns if _is_free(column, by_name=kept.by_name)]
    timed = any(column.kind == "time" for column in table.columns)
    return ExportKind(
        name=f"team-{table.name.replace('_', '-')}",
        label=kept.label,
        table=table.name,
        headers=columns,
        required=tuple(_scratch(name) for name in kept.header),
        layout=single,
        zone=_LOCAL if timed else _DAYS,
        number_format=None,
        values={name: words for name, words in {**_VALUES, **WORDS_OF.get(table.name, {})}.items() if name in columns},
        steps=(*steps, masked(*texts, handles=True)) if texts else steps,
        file_name=table.name if kept.by_name else "",
    )


def _headers(table: Table) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each column with the headers it may stand under; a person is read under a scratch column and hashed."""
    for column in table.columns:
        name = column.name
        if name in _AUDIT and name not in table.key:
            continue
        if name.endswith(_HASH):
            bare = name.removesuffix(_HASH)
            yield _scratch(name), (bare, name, *HEADERS.get(bare, ()))
        else:
            yield name, (name, *column.also, *called(table.name, name))
    if table.name == "customers":
        yield "_author_hash", ("author",)


def _scratch(column: str) -> str:
    return f"_{column}" if column.endswith(_HASH) else column


def _is_free(column: Column, *, by_name: bool) -> bool:
    """Tell whether people may have written anything into a column, other people's names and numbers included."""
    if column.kind != "text" or column.allowed or not by_name:
        return column.name in {"text", "reply"}
    return not column.name.endswith(("_id", _HASH)) and column.name not in _NOT_FREE


_KEPT = tuple(_kind(table) for table in HAND_KEPT)
KINDS = (*_KEPT, *(_unnumbered(kind) for kind in _KEPT if kind.table in UNNAMED))
