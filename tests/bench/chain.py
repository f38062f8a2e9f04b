"""Run a client's notebooks for their ledger alone: the cells no record needs are left out (tables, figures)."""

from __future__ import annotations

from pathlib import Path

from inprocess import REPORT

from smmkit.course.trial import decided
from smmkit.folders import notebooks_dir
from smmkit.ledger import Item


def parts_of(slug: str, *, data: Path, out: Path, period: str) -> dict[str, list[Item]]:
    """Run every notebook but the report of one client's month in this process; return what each recorded."""
    import matplotlib as mpl

    mpl.use("Agg")
    parts = sorted(path.name[:2] for path in notebooks_dir().glob("[0-9][0-9]_*.ipynb"))
    return {part: decided(data / slug, part, out=out, period=period, lang="en") for part in parts if part != REPORT}
