"""A client with only some of its exports, some of them cut short, gets every notebook: figures and tables too."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import matplotlib as mpl
import pytest
from inprocess import folders, official, run_cells
from prepared import lay_import

from smmkit.errors import DataError
from smmkit.folders import notebooks_dir

DATA = Path(__file__).resolve().parents[1] / "data" / "clients"
KEPT = (0.04, 0.1, 0.25, 0.5, 0.8)
ROWS = (1, 2, 5, 20)
MONTHS = ("2026-10", "2026-10", "2026-07", "2026-02", "2025-10")


def thinned(exports: Path, drawn: random.Random) -> None:
    """Leave out files at random, and of some tables all but their first or last rows."""
    share = drawn.choice(KEPT)
    for path in sorted(path for path in exports.iterdir() if path.is_file()):
        if drawn.random() > share:
            path.unlink()
            continue
        lines = path.read_bytes().splitlines(keepends=True)
        if path.suffix == ".csv" and len(lines) > 2 and drawn.random() < 0.4:
            count = drawn.choice(ROWS)
            rows = lines[1 : 1 + count] if drawn.random() < 0.5 else lines[1:][-count:]
            path.write_bytes(b"".join([lines[0], *rows]))


@pytest.mark.heavy
@pytest.mark.parametrize("seed", range(60))
def test_a_client_with_some_of_its_exports_gets_every_notebook(seed: int, tmp_path: Path) -> None:
    mpl.use("Agg")
    drawn = random.Random(seed)
    slug = drawn.choice(sorted(path.name for path in DATA.iterdir() if path.is_dir()))
    data, out = tmp_path / "clients", tmp_path / "out"
    shutil.copytree(DATA / slug, data / slug)
    thinned(data / slug / "exports", drawn)
    if drawn.random() < 0.4:
        for name in ("plan.toml", "plan_log.jsonl", "calendar.csv"):
            (data / slug / name).unlink(missing_ok=True)
    asked = {"client": slug, "period": drawn.choice(MONTHS), "lang": drawn.choice(["en", "es"])}
    refused = ""
    with folders(data, out), official(out / slug):
        for path in sorted(notebooks_dir().glob("[0-9][0-9]_*.ipynb")):
            try:
                run_cells(path.name, asked)
            except DataError as error:  # nothing of that month, or nothing at all
                refused = f"{path.name}: {error}"
                break
    assert not refused or (refused.startswith("00") and ("--period" in refused or "smmkit check" in refused))


def test_a_client_that_exports_ads_alone_gets_every_notebook(tmp_path: Path) -> None:
    mpl.use("Agg")
    data, out, slug = tmp_path / "clients", tmp_path / "out", "ridgeline-bikes"
    shutil.copytree(DATA / slug, data / slug, ignore=shutil.ignore_patterns("plan*", "calendar.csv"))
    for path in (data / slug / "exports").iterdir():
        if "Campaigns" not in path.name:
            path.unlink()
    with folders(data, out), official(out / slug):
        for path in sorted(notebooks_dir().glob("[0-9][0-9]_*.ipynb")):
            run_cells(path.name, {"client": slug, "period": "2026-10", "lang": "en"})
    assert (out / slug / "2026-10" / "ledger.json").exists()


@pytest.mark.parametrize("name", ["07_campaign_content_plan.ipynb", "09_results_analysis.ipynb"])
def test_posts_of_a_month_with_a_crisis_are_told_apart_in_the_clients_own_days(name: str, tmp_path: Path) -> None:
    mpl.use("Agg")
    lay_import("ridgeline-bikes", tmp_path)
    with folders(DATA, tmp_path), official(tmp_path / "ridgeline-bikes"):
        run_cells(name, {"client": "ridgeline-bikes", "period": "2026-07", "lang": "en"})
