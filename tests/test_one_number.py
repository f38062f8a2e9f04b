"""A number that has a name is written where it is named, and nowhere else."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1] / "smmkit"
# The number, and the one file that may write it; invented clients and teaching material are worlds of their own.
NAMED = {
    "half a cent": (0.005, "metrics.py", {"topics/swot/analysis/rules.py", "topics/channels/analysis/creators.py",
                                          "topics/results/analysis/campaign.py", "topics/review/plots.py"}),
    "days of a year": (365.25, "period.py", set()),
    "limits of a chart of single values": (2.66, "measures/usual.py", set()),
}  # fmt: skip
"""Name -> number, home, files where the same digits mean a share, a chance or a correlation."""
APART = ("demo", "course")


def _writers(number: float) -> set[str]:
    """Return the files that write a number as a literal."""
    found = set()
    for path in ROOT.rglob("*.py"):
        name = path.relative_to(ROOT).as_posix()
        if name.split("/")[0] in APART:
            continue
        literals = (
            node.value for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Constant)
        )
        if any(type(value) in (int, float) and value == number for value in literals):
            found.add(name)
    return found


@pytest.mark.parametrize("name", NAMED)
def test_a_number_with_a_name_is_written_in_one_file(name: str) -> None:
    number, home, otherwise = NAMED[name]
    assert _writers(number) - otherwise == {home}
