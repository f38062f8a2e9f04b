"""Small exports written as platforms, tools, offices and spreadsheets write them: each total, or a question.

`unseen/right.toml` holds what each folder's file says in all: most was written by hand from the files before they were
read, the rest keeps what was read and then looked at.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from drops import brief, dropped

from smmkit.sources import Imported

FOLDER = Path(__file__).parent / "unseen"
RIGHT: dict[str, dict[str, Any]] = tomllib.loads((FOLDER / "right.toml").read_text(encoding="utf-8"))
MORE = "".join(f'[[accounts]]\nplatform = "{name}"\nhandle = "acme"\n' for name in ("pinterest", "threads", "bluesky"))
# Where day and month could be swapped: the first and the last day.
DAYS = {
    "2md02": ("2026-09-01", "2026-09-03"),
    "3lm01": ("2026-09-01", "2026-09-13"),
    "3lm02": ("2026-09-01", "2026-09-05"),
    "3ex19": ("2026-09-01", "2026-09-03"),
    "3ex20": ("2026-09-03", "2026-09-11"),
}


def read(folder: Path, key: str) -> Imported:
    said = {name: RIGHT[key][name] for name in ("currency", "country") if name in RIGHT[key]}
    files = {path.name: path.read_bytes() for path in (FOLDER / key).iterdir()}
    return dropped(folder, files, toml=brief("Europe/Madrid", **said) + MORE)


def sums(imported: Imported) -> Iterator[tuple[str, float]]:
    for name, table in imported.tables.items():
        if name == "daily":
            for parts, rows in table.groupby(["platform", "metric", "scope"]):
                yield ".".join(("daily", *parts)), round(float(rows["value"].sum()), 3)
        elif name != "breaks":
            for column in table:
                if str(table[column].dtype) in {"Int64", "Float64"} and table[column].notna().any():
                    yield f"{name}.{column}", round(float(table[column].sum()), 3)


# What once failed, and one of each family; the others by name (`-m heavy`).
OFTEN = frozenset(
    (
        "1g02",
        "1g05",
        "1g07",
        "1g10",
        "1g14",
        "1l02",
        "1t05",
        "1p02",
        "1x01",
        "1m04",
        "2ig03",
        "2ig06",
        "2md02",
        "2yt05",
        "2ga04",
        "2hk02",
        "2hk08",
        "2pin01",
        "2thr01",
        "2bs01",
        "3lm01",
        "3lm02",
        "3mt07",
        "3ex02",
        "3ex19",
        "3ex20",
        "4sp01",
        "4hs01",
        "4gb02",
        "4fi01",
        "4sh02",
        "4bw01",
        "4mc01",
        "4yt01",
        "4wo01",
        "5ma02",
        "5ma05",
        "5go01",
        "5go03",
        "5yt01",
        "5yt04",
        "5li03",
        "5gb01",
        "5ga01",
        "5x01",
        "5tt01",
        "5sn01",
        "5hk01",
        "7ma01",
        "7ma03",
        "7ma05",
        "7ma08",
        "7go01",
        "7go04",
        "7li03",
        "7ig01",
        "7yt02",
        "7tn01",
        "7mc01",
        "7go05",
        "7li05",
        "7ma11",
        "7sh01",
        "7md02",
        "7fb02",
    )
)


@pytest.mark.parametrize("key", [key if key in OFTEN else pytest.param(key, marks=pytest.mark.heavy) for key in RIGHT])
def test_a_file_written_as_they_write_it_gives_its_totals_or_a_question(key: str, tmp_path: Path) -> None:
    imported = read(tmp_path, key)
    found = dict(sums(imported))
    if RIGHT[key].get("answer") == "ask":
        assert not found
        assert all(file.refused or any(part.questions for part in file.parts) for file in imported.files)
        return
    wanted = {name: value for name, value in RIGHT[key].items() if "." in name}
    assert {name: found.get(name) for name in wanted} == wanted
    if key in DAYS:
        table = next(imported.tables[name] for name in ("daily", "posts") if name in imported.tables)
        days = table["day" if table["day"].notna().any() else "published_at"].dropna()
        assert (f"{days.min():%Y-%m-%d}", f"{days.max():%Y-%m-%d}") == DAYS[key]
