"""Turn the text cells of a section into typed columns, as the kind and the canonical table ask."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pandas as pd

from smmkit.schema import TABLES, Column
from smmkit.sources import cells
from smmkit.sources.cellbytes import repeated
from smmkit.sources.headers import words
from smmkit.sources.kind import CLIENT_ZONE, ExportKind, Reading
from smmkit.sources.lone_rows import lone_rows
from smmkit.sources.missing import stripped
from smmkit.sources.resaved import read_times
from smmkit.sources.row_numbers import rows_of
from smmkit.sources.tones import told_in_numbers
from smmkit.sources.weekdays import check_weekdays
from smmkit.text import N_, Message

# Free text keeps a lone dash; in every other column it means "not reported".
_FREE_TEXT = frozenset({"text", "title", "note", "cause"})
_LONG = 10_000
_AMOUNTS = frozenset({("daily", "value"), ("ads", "results"), ("ads", "purchases"), ("ads", "leads")})
_RATE = re.compile(r"(?:percent|rate|share)$")  # scratch columns that may hold percent signs
_DIGITS = re.compile(r"[-+]?[\d.,]*\d")
_YES = frozenset({"1", "true", "yes", "y", "si", "s", "sim", "x", "verdadero", "verdadeiro", "cierto"})
_NO = frozenset({"0", "false", "no", "n", "nao", "falso"})


def typed_frame(reading: Reading) -> pd.DataFrame:
    """Return the section with its canonical and scratch columns, typed, plus constants and file and row."""
    kind, body = reading.kind, reading.section.body
    data = dict(_columns(reading))
    frame = pd.DataFrame(data, index=body.index, copy=False)
    for column, value in kind.constants.items():
        if column not in frame:
            frame[column] = repeated(value, body.index) if isinstance(value, str) else value
    frame["source_file"] = repeated(reading.path, body.index)
    frame["source_row"] = pd.Series(body.index, index=body.index).astype("Int64")
    return frame


def _columns(reading: Reading) -> Iterator[tuple[str, pd.Series]]:
    """Convert every column; the columns of a long table side by side, what they have to say in their order."""

    def converted(column: str, place: int) -> tuple[pd.Series, Reading]:
        own = replace(reading, warnings=[], questions=[], censored={}, totals_read={}, unread={})
        raw = _one_of_repeated(column, place, own)
        return _converted(raw, column_record(column, reading.kind), own), own

    places = reading.match.columns
    with ThreadPoolExecutor(1 if len(reading.section.body) < _LONG else os.cpu_count()) as pool:
        for column, (series, said) in zip(places, pool.map(converted, places, places.values()), strict=True):
            for message in said.warnings:
                reading.warn(message)
            for question in said.questions:
                reading.ask(question)
            reading.censored |= said.censored
            reading.unread |= said.unread
            reading.totals_read |= said.totals_read
            yield column, series


def column_record(name: str, kind: ExportKind) -> Column:
    """Return what the canonical table, or for a scratch column the kind, says of a column."""
    if name.startswith("_"):
        return Column(name, kind.scratch.get(name, "text"))
    column = TABLES[kind.table].column(name)
    if column is None:
        raise KeyError(f"kind {kind.name}: table {kind.table} has no column {name}")
    return column


def _one_of_repeated(column: str, place: int, reading: Reading) -> pd.Series:
    """Return the cells of a column that may stand in the file several times."""
    body, header = reading.section.body, reading.section.header
    cells_ = body[place]
    for other in reading.match.repeated.get(column, ()):
        if words(header[other]) != words(header[place]):
            continue
        if cells_.equals(body[other]):
            continue
        differ = int((cells_ != body[other]).sum())
        if column in _ONCE:
            said = N_(
                "Column “{column}” is there twice and differs in {count:number} rows: two tables side by side, or two "
                "counts of one thing. Leave one of them, or put the tables below each other."
            )
            reading.ask(Message(said, {"column": header[place].strip(), "count": differ}))
            continue
        reading.warn(
            Message(
                N_("Column “{column}” is there twice; the first was taken. Rows in which they differ: {count:number}."),
                {"column": header[place].strip(), "count": differ},
            )
        )
    return cells_


_ONCE = frozenset(("day", "date_start", "published_at", "spend", "amount"))  # of two, nobody knows which counts


def _converted(raw: pd.Series, column: Column, reading: Reading) -> pd.Series:
    match column.kind:
        case "count" | "number":
            return _number(raw, column, reading)
        case "time" | "day":
            return _time(raw, column, reading)
        case "flag":
            return _flag(raw, column, reading)
        case _:
            return _text(raw, column, reading)


def _each_as_written(raw: pd.Series, whole: bool, reading: Reading) -> cells.Numbers | None:
    """Read totals rows apart from the rows where each of the two is written in one way, and say so."""
    lone = raw.index.isin(list(lone_rows(reading)))
    if not lone.any() or lone.all():
        return None
    style = reading.style or reading.kind.number_format
    parts = [cells.parse_numbers(raw[part], number_format=style, whole=whole) for part in (~lone, lone)]
    if any(part.question is not None for part in parts):
        return None
    said = N_(
        "The totals row (row {row:number}) writes numbers another way (“{total}”) than the rows do (“{cell}”); each "
        "was read as it is written."
    )
    shown = {"total": _first_number(raw[lone]), "cell": _first_number(raw[~lone])}
    reading.warn(Message(said, {"row": int(raw.index[lone][0]), **shown}))
    whole_column = {
        name: pd.concat([getattr(part, name) for part in parts]) for name in ("values", "misfits", "censored")
    }
    for name in ("values", "censored"):
        whole_column[name] = whole_column[name].reindex(raw.index)
    return replace(parts[0], **whole_column)


def _first_number(raw: pd.Series) -> str:
    """Return the first cell of plain digits and marks: nothing else is ever shown."""
    return next((cell.strip() for cell in raw if _DIGITS.fullmatch(cell.strip())), "…")


def _number(raw: pd.Series, column: Column, reading: Reading) -> pd.Series:
    whole = column.kind == "count"
    own = raw
    if len(reading.totals):
        raw = pd.concat([raw, reading.totals[reading.match.columns[column.name]]])
    parsed = cells.parse_numbers(raw, number_format=reading.style or reading.kind.number_format, whole=whole)
    if parsed.question is not None and reading.client.number_format:
        parsed = cells.parse_numbers(raw, number_format=reading.client.number_format, whole=whole)
    if parsed.question is not None:
        parsed = _each_as_written(raw, whole, reading) or parsed
    if len(reading.totals):
        reading.totals_read[column.name] = parsed.values.loc[reading.totals.index]
        misfits = parsed.misfits[parsed.misfits.index.isin(own.index)]
        if len(misfits) < len(parsed.misfits):
            _say_unread_total(column.name, parsed.misfits[~parsed.misfits.index.isin(own.index)], reading)
        parsed = replace(
            parsed, values=parsed.values.loc[own.index], misfits=misfits, censored=parsed.censored.loc[own.index]
        )
    question = parsed.question
    if question is None and parsed.percent and _is_amount(column, reading.kind.table):
        question = Message(
            N_("It counts, but carries percent signs, so it does not say how many; export the file again.")
        )
    if question is not None:
        reading.ask_about(column.name, question)
    reading.misfits(column.name, parsed.misfits)
    reading.censored[column.name] = parsed.censored
    return parsed.values.round().astype("Int64") if whole and parsed.values.dtype != "Int64" else parsed.values


def _say_unread_total(column: str, cells_: pd.Series, reading: Reading) -> None:
    said = N_(
        "The totals row says nothing of column “{column}” that can be read (row {rows}), so it checks nothing there."
    )
    reading.warn(Message(said, {"column": reading.header_of(column), "rows": rows_of(cells_)}))


def _is_amount(column: Column, table: str) -> bool:
    """Tell whether a column holds so many of something, which no percent sign can say."""
    if column.kind == "count" or column.unit in {"s", "money"} or (table, column.name) in _AMOUNTS:
        return True
    return column.name.startswith("_") and not _RATE.search(column.name)


def _time(raw: pd.Series, column: Column, reading: Reading) -> pd.Series:
    formats = reading.kind.times.get(column.name, ("iso",))
    zone = None
    if column.kind == "time":
        zone = reading.client.timezone if reading.kind.zone.name == CLIENT_ZONE else reading.kind.zone.name or "UTC"
    values = read_times(raw, column.name, formats, zone, reading).values.astype(column.dtype)
    check_weekdays(raw, values, column.name, zone, reading)
    return values


def _flag(raw: pd.Series, column: Column, reading: Reading) -> pd.Series:
    plain = raw.map({cell: words(cell) for cell in raw.unique()})
    result = pd.Series(pd.NA, index=raw.index, dtype="boolean")
    result[plain.isin(_YES)] = True
    result[plain.isin(_NO)] = False
    reading.misfits(column.name, raw[result.isna() & ~cells.missing(raw)])
    return result


def _text(raw: pd.Series, column: Column, reading: Reading) -> pd.Series:
    """Read a text column; where few different cells repeat, each of them is read once."""
    if len(raw) < _LONG or len(raw.iloc[:_LONG].unique()) > _LONG // 20:
        return _plain_text(raw, column, reading)
    said = list(reading.warnings)
    codes, _ = pd.factorize(raw)
    first = raw[~pd.Series(codes, index=raw.index).duplicated()]
    distinct = _plain_text(first, column, reading)
    if reading.warnings != said:  # every cell must be counted
        reading.warnings[:] = said
        return _plain_text(raw, column, reading)
    same = distinct.dtype == raw.dtype and distinct.equals(first)
    return raw if same else pd.Series(distinct.array.take(codes), index=raw.index)


def _plain_text(raw: pd.Series, column: Column, reading: Reading) -> pd.Series:
    plain = stripped(raw)
    absent = plain == "" if column.name in _FREE_TEXT else cells.missing(plain)
    plain = plain.mask(absent) if absent.any() else plain
    if column.name.endswith("_id"):
        plain = _whole_ids(plain, reading)
    spelled = reading.kind.values.get(column.name)
    return plain if spelled is None and not column.allowed else _spelled(plain, column, spelled or {}, reading)


def _whole_ids(ids: pd.Series, reading: Reading) -> pd.Series:
    """Refuse ids that a spreadsheet has rounded, such as 1.20253E+17: many become the same."""
    rounded = cells.lost_digits(ids)
    if not rounded.any():
        return ids
    reading.warn(
        Message(
            N_(
                "A spreadsheet has rounded the ids (row {rows}); they tell nothing apart any more and were left out. "
                "Export again and do not open the file before importing it."
            ),
            {"rows": rows_of(ids[rounded])},
        )
    )
    return ids.mask(rounded)


_BEFORE_ACCOUNT = re.compile(r"([^-–:|(]+?)\s*[-–:|(]\s*(\w.*)")  # `Instagram - acme`, `Facebook Page: Acme`


def _called(cell: str, column: Column, table: Mapping[str, str]) -> str:
    """Return the word of a cell; of a network and its account, which names no network, the network's."""
    whole = words(cell)
    found = None if whole in table or column.name != "platform" else _BEFORE_ACCOUNT.fullmatch(cell)
    return whole if found is None or set(words(found[2]).split()) & set(table) else words(found[1])


def _spelled(plain: pd.Series, column: Column, spelled: Mapping[str, str], reading: Reading) -> pd.Series:
    """Return canonical values for the words of any language; an unknown word is `other` or missing, with a warning."""
    table = {words(cell): value for cell, value in spelled.items()}
    table |= {words(value): value for value in column.allowed}
    known = {cell: table[word] for cell in plain.dropna().unique() if (word := _called(cell, column, table)) in table}
    result = plain.map(known).astype("str")
    if not column.allowed:
        return result.fillna(plain)
    unknown = plain[result.isna() & plain.notna()]
    if column.name == "sentiment" and len(unknown):
        result = result.fillna(told_in_numbers(unknown, reading).reindex(result.index)).astype("str")
        unknown = plain[result.isna() & plain.notna()]
    reading.misfits(column.name, unknown)
    return result.mask(result.isna() & plain.notna(), "other") if "other" in column.allowed else result
