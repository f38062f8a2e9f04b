"""A number that has a name is written where it is named, and nowhere else."""

from __future__ import annotations

import ast
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1] / "smmkit"
# The number, and the one file that may write it; invented clients and teaching material are worlds of their own.
NAMED = {
    "half a cent": (0.005, "metrics.py", {"topics/swot/analysis/rules.py", "topics/channels/analysis/creators.py",
                                          "topics/results/analysis/campaign.py", "topics/review/plots.py"}),
    "days of a year": (365.25, "period.py", set()),
    "scale of the median deviation": (1.4826, "stats/robust.py", set()),
    "limits of a chart of single values": (2.66, "measures/usual.py", set()),
}  # fmt: skip
"""Name -> number, home, files where the same digits mean a share, a chance or a correlation."""
APART = ("demo", "course")


@cache
def _writers() -> dict[float, set[str]]:
    """Return the files that write each number as a literal."""
    found: dict[float, set[str]] = defaultdict(set)
    numbers = {number for number, _, _ in NAMED.values()}
    for path in ROOT.rglob("*.py"):
        name, source = path.relative_to(ROOT).as_posix(), path.read_text("utf-8")
        if name.split("/")[0] in APART or not any(str(number) in source for number in numbers):
            continue
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Constant) and type(node.value) is float and node.value in numbers:
                found[node.value].add(name)
    return found


@pytest.mark.parametrize("name", NAMED)
def test_a_number_with_a_name_is_written_in_one_file(name: str) -> None:
    number, home, otherwise = NAMED[name]
    assert _writers()[number] - otherwise == {home}
