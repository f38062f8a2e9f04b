"""Splits that were tried out and kept under a name."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import numpy as np
import pandas as pd

from smmkit.errors import DataError
from smmkit.files import write_whole
from smmkit.measures.names import line_name
from smmkit.present.facts import text_table
from smmkit.text import N_, Text
from smmkit.topics.budget.analysis import Study

COLUMNS = ("name", "aim", "total", "line", "amount", "results", "low", "high")
_NUMBERS = ("total", "amount", "results", "low", "high")


@dataclass(frozen=True)
class Scenario:
    """A split and what it brings.

    Parameters
    ----------
    aim
        `results`, `value` or `mix`.
    spend
        Money a month per line.
    results, low, high
        Results a month with their 95 % interval; the ends are missing with a single draw.

    """

    aim: str
    spend: pd.Series
    results: float
    low: float
    high: float


def scenario(study: Study, spend: pd.Series, *, aim: str) -> Scenario:
    """Return a split with the results it brings, whatever it aims at."""
    assert study.found.curves is not None
    results = study.found.curves.responses(spend.to_numpy(float)).sum(axis=1)
    low, high = np.percentile(results, [2.5, 97.5]) if len(results) > 1 else (np.nan, np.nan)
    return Scenario(aim, spend, float(results.mean()), float(low), float(high))


def save_scenario(path: Path, name: str, kept: Scenario) -> None:
    """Add a scenario to a file, one row per line; one of the same name is replaced.

    Parameters
    ----------
    path
        A CSV file; made where it is missing.
    name
        What it is called.
    kept
        The split.

    """
    name = " ".join(name.split())
    before = load_scenarios(path)
    others = [row for row in before if row["name"] != name]
    total = f"{kept.spend.sum():.2f}"
    own = [
        dict(zip(COLUMNS, (name, kept.aim, total, str(line), f"{amount:.2f}", f"{kept.results:.1f}",
                           f"{kept.low:.1f}", f"{kept.high:.1f}"), strict=True))
        for line, amount in kept.spend.items()
    ]  # fmt: skip
    written = StringIO()
    table = csv.DictWriter(written, COLUMNS, lineterminator="\n")
    table.writeheader()
    table.writerows([*others, *own])
    write_whole(path, written.getvalue())


def load_scenarios(path: Path) -> list[dict[str, str]]:
    """Return the rows of a file of scenarios; none where it is missing.

    Raises
    ------
    DataError
        If it is not as `save_scenario` writes it.

    """
    if not path.is_file():
        return []
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            rows = [dict(row) for row in csv.DictReader(lines)]
        for row in rows:
            _ = row["name"], row["line"], [float(row[name]) for name in _NUMBERS]
    except (ValueError, KeyError, TypeError, csv.Error):
        raise DataError(
            f"{path.name}: this is not a file of scenarios as the panel saves them. Move it away and save anew."
        ) from None
    return rows


def saved_table(rows: Iterable[Mapping[str, str]], text: Text, name_of: Callable[[str], str]) -> pd.DataFrame:
    """Return saved scenarios one below the other: what each spends on a line and in all, and the results it brings."""
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        shown = found.setdefault(row["name"], {text("Scenario"): row["name"]})
        shown[text.word(name_of(row["line"]))] = text.money(float(row["amount"]), 0)
        said, (low, high) = text.number(float(row["results"]), 1), (float(row[end]) for end in ("low", "high"))
        if np.isfinite([low, high]).all():
            said = text("{result} (between {low:number} and {high:number})", result=said, low=low, high=high)
        shown |= {text("Total"): text.money(float(row["total"]), 0), text("Results a month"): said}
    return pd.DataFrame([*found.values()]).fillna("–")


def what_if_table(
    spend: Mapping[str, float],
    results: Mapping[str, float],
    text: Text,
    *,
    ends: tuple[float, float] | None = None,
    titles: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Return a split and its results per line, with the total and the interval of its results."""
    rows = [
        (text.word(line_name(line, titles)), text.money(spend[line], 0), text.number(results[line], 1))
        for line in spend
    ]
    found = text.number(sum(results.values()), 1)
    if ends is not None and np.isfinite(ends).all():
        found = text("{result} (between {low:number} and {high:number})", result=found, low=ends[0], high=ends[1])
    total = (text("Total"), text.money(sum(spend.values()), 0), found)
    return text_table([*rows, total], (N_("Line"), N_("Spent a month"), N_("Results a month")), text)
