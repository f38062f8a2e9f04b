"""Rows of one file that are about the same thing: pasted twice, split by a column nobody mapped, or two counts."""

from __future__ import annotations

import pandas as pd

from smmkit.schema import TABLES
from smmkit.sources.cellbytes import all_different
from smmkit.sources.kind import Reading
from smmkit.text import N_, Message

# Counts somebody made: which of two is right, only they can say.
_COUNTED_BY_HAND = frozenset({"competitors", "ratings", "market", "topics", "ab_tests", "customers"})
_NEVER_SUMMED = frozenset({"reach", "followers_total"})
_SIZES = ("views", "impressions", "reach", "interactions", "likes")


def one_row_a_key(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Return the canonical rows of one file with each key once, summed where the file splits it, or ask.

    Exact repeats are said and, where a key tells rows apart, left out.
    """
    name = reading.kind.table
    key = [column for column in TABLES[name].key if column in frame]
    if any(all_different(frame[column]) for column in key if column.endswith("_id") and frame[column].notna().all()):
        return frame
    if TABLES[name].repeatable:
        return _say_repeats(frame, reading)
    frame = _without_repeats(frame, key, reading)
    again = frame.duplicated(key, keep=False)
    if not again.any():
        return frame
    split = _splitting(frame[again], key, reading)
    if name == "posts":
        return _ask_days(frame, key, reading) if _on_several_days(frame, key) else _largest(frame, key, reading)
    if split and name in {"daily", "web"}:
        return _summed(frame, key, again, split, reading)
    if name in _COUNTED_BY_HAND or name in {"daily", "web"}:
        return _ask(frame, again, reading)
    said = N_("Rows that the file tells twice with different values, the last one taken: {count:number}.")
    old = frame.duplicated(key, keep="last")
    return reading.drop(frame, old, Message(said, {"count": int(old.sum())}))


def _say_repeats(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    same = frame.duplicated([column for column in frame if column != "source_row"])
    if same.any():
        said = N_(
            "Rows that repeat another row to the letter (such as row {row:number}): {count:number}. They are counted; "
            "remove them from the file if they were pasted twice."
        )
        row = int(frame.loc[same, "source_row"].iloc[0])
        reading.warn(Message(said, {"count": int(same.sum()), "row": row}))
    return frame


def _without_repeats(frame: pd.DataFrame, key: list[str], reading: Reading) -> pd.DataFrame:
    again = frame.duplicated(key, keep=False)
    if not again.any():
        return frame
    same = frame[again].duplicated([column for column in frame if column != "source_row"])
    if not same.any():
        return frame
    same = same.reindex(frame.index, fill_value=False)
    lines = frame.loc[same, "source_row"].nunique()
    said = N_("Rows that repeat another row to the letter, counted once: {count:number}.")
    reading.warn(Message(said, {"count": int(lines)}))
    if len(frame) == frame["source_row"].nunique():
        return reading.drop(frame, same, Message(N_("They repeat another row to the letter.")))
    return frame[~same]


def _splitting(rows: pd.DataFrame, key: list[str], reading: Reading) -> list[str]:
    """Return the headers of columns nobody mapped that tell the rows of one key apart."""
    body, header = reading.section.body, reading.section.header
    lines = pd.Index(rows["source_row"].dropna().astype(int))
    if not lines.isin(body.index).all() or len(lines) != len(rows):
        return []
    taken = {*reading.match.columns.values(), *(k for places in reading.match.repeated.values() for k in places)}
    group = rows.groupby(key, dropna=False, sort=False).ngroup().to_numpy()
    found = []
    for place in (k for k in range(len(header)) if k not in taken and header[k].strip()):
        cells = body.loc[lines, place].reset_index(drop=True)
        words = cells.str.contains(r"[^\W\d_]", regex=True).mean() > 0.5
        if words and not cells.groupby(group).transform(lambda some: some.duplicated()).any():
            found.append(header[place].strip())
    return found


def _summed(frame: pd.DataFrame, key: list[str], again: pd.Series, split: list[str], reading: Reading) -> pd.DataFrame:
    """Add up the parts of a key; what does not add up (people reached) is left out and said."""
    rows = frame[again]
    if reading.kind.table == "daily":
        numbers, never = ["value"], []
        people = rows["metric"].isin(_NEVER_SUMMED)
        if people.any():
            _say_people(sorted(rows.loc[people, "metric"].unique()), split, reading)
        rows = rows[~people]
    else:
        table = TABLES[reading.kind.table]
        numbers = [column.name for column in table.columns if column.additive == "y"]
        never = [c.name for c in table.columns if c.additive == "n" and rows[c.name].notna().any()]
        if never:
            _say_people(never, split, reading)
    parts = rows.groupby(key, dropna=False, sort=False)
    whole = parts.first().reset_index().reindex(columns=frame.columns)
    for column in numbers:
        whole[column] = parts[column].sum(min_count=1).to_numpy()
    for column in never:
        whole[column] = pd.NA
    said = N_("The file splits each row by “{columns}”, which is not imported: {count:number} rows were added up.")
    lines = int(rows["source_row"].nunique())
    reading.summed = True
    reading.warn(Message(said, {"columns": ", ".join(split), "count": lines}))
    return pd.concat([frame[~again], whole.astype(frame.dtypes.to_dict())]).sort_values("source_row", kind="stable")


def _say_people(metrics: list[str], split: list[str], reading: Reading) -> None:
    said = N_(
        "The file splits each row by “{columns}”, and the parts of {metrics} do not add up, so it was left out. "
        "Export without that column."
    )
    reading.warn(Message(said, {"columns": ", ".join(split), "metrics": ", ".join(metrics)}))


def _on_several_days(frame: pd.DataFrame, key: list[str]) -> bool:
    """Tell whether a post stands there with moments of publication more than a day apart."""
    if "published_at" not in frame:
        return False
    told = frame.groupby(key, dropna=False, sort=False)["published_at"].agg(["min", "max"])
    return bool((told["max"] - told["min"] > pd.Timedelta(days=1)).any())


def _ask_days(frame: pd.DataFrame, key: list[str], reading: Reading) -> pd.DataFrame:
    said = N_(
        "A post stands there on several days (rows {rows}), so column “{column}” is not when it went out. Leave one "
        "row a post, with the day of its publication."
    )
    again = frame.loc[frame.duplicated(key, keep=False), "source_row"].dropna().astype(int)
    shown = ", ".join(map(str, again.drop_duplicates().head(4)))
    reading.ask(Message(said, {"rows": shown, "column": reading.header_of("published_at")}))
    return frame.iloc[:0]


def _largest(frame: pd.DataFrame, key: list[str], reading: Reading) -> pd.DataFrame:
    """Keep, of a post told twice, the row with the larger numbers: over a post's life they only grow."""
    size = frame[[column for column in _SIZES if column in frame]].astype("Float64").sum(axis=1)
    order = size.sort_values(kind="stable").index
    old = frame.loc[order].duplicated(key, keep="last").reindex(frame.index)
    count = int(old.sum())
    said = N_("The file tells a post twice with different numbers; the larger ones were taken: {count:number} rows.")
    reading.warn(Message(said, {"count": count}))
    return reading.drop(frame, old, Message(N_("The same post a second time, with smaller numbers.")))


def _ask(frame: pd.DataFrame, again: pd.Series, reading: Reading) -> pd.DataFrame:
    rows = frame.loc[again, "source_row"].dropna().astype(int)
    said = N_(
        "The file counts the same thing twice with different numbers (rows {rows}). Which count is right? Remove the "
        "other from the file."
    )
    shown = ", ".join(map(str, rows.drop_duplicates().head(4)))
    reading.ask(Message(said, {"rows": shown}))
    return frame.iloc[:0]
