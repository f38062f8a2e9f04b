"""The board of any client: two to seven items a quadrant or why not, made of this month's 00 and 01 alone."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from inprocess import cells, folders, ledger_of, official
from test_market_start import BRIEF, counts

from smmkit.demo import further_specs, write_client
from smmkit.ledger import Check, Item, judge, write_part
from smmkit.text import Message, Text
from smmkit.topics.swot import plots, tables
from smmkit.topics.swot.analysis import LIMIT, QUADRANTS

ROOT = Path(__file__).resolve().parents[1]
DEMOS = ("cafe-lumbre", "libreria-cenzontle", "ridgeline-bikes")
MONTH = "2026-10"
SEED = 77


def demo(slug: str) -> Callable[[Path], str]:
    def write(data: Path) -> str:
        shutil.copytree(ROOT / "data" / "clients" / slug, data / slug)
        return slug

    return write


def one_network(data: Path) -> str:
    """Write a client that is on Instagram alone, has no workshop behind it, and whose rivals are counted there."""
    slug = demo("ridgeline-bikes")(data)
    folder = data / slug
    brief = (folder / "client.toml").read_text(encoding="utf-8")
    first, *others = re.findall(r"(?ms)^\[\[accounts\]\]\n.*?(?=^\[)", brief)
    for other in others:
        brief = brief.replace(other, "")
    (folder / "client.toml").write_text(brief, encoding="utf-8")
    for path in (folder / "exports").iterdir():
        content = path.read_bytes()
        elsewhere = b"Page ID" in content[:400] or path.name == "Table data.csv" or path.suffix == ".xlsx"
        if elsewhere or path.name in {"swot_ratings.csv", "judgements.csv"}:
            path.unlink()
    rivals = folder / "exports" / "competitors.csv"
    lines = rivals.read_text(encoding="utf-8").splitlines()
    rivals.write_text("\n".join([lines[0], *(one for one in lines[1:] if "nstagram" in one)]) + "\n", encoding="utf-8")
    assert "instagram" in first
    return slug


def from_zero(data: Path, *, rivals: bool = True) -> str:
    """Write a client on no network, with or without rivals that somebody counts."""
    (data / "olmo" / "exports").mkdir(parents=True)
    (data / "olmo" / "client.toml").write_text(BRIEF, encoding="utf-8")
    fact = "fact,area,source,on,so_what,quadrant\nOak costs 9 % more,market,Exchange,2026-06-30,Explain it.,threat\n"
    (data / "olmo" / "exports" / "sector.csv").write_text(fact, encoding="utf-8")
    if rivals:
        (data / "olmo" / "exports" / "competitors.csv").write_text(counts(), encoding="utf-8")
    return "olmo"


def rough(number: int) -> Callable[[Path], str]:
    def write(data: Path) -> str:
        *_, spec = further_specs(number + 1, seed=SEED, planted=False, world="rough")
        write_client(data / spec.slug, spec)
        return str(spec.slug)

    return write


def lonely(data: Path) -> str:
    return from_zero(data, rivals=False)


def second_notebook(slug: str, data: Path, out: Path, lang: str) -> dict[str, Any]:
    """Run 00 and 01, then 02, and return what its cells left."""
    ledger_of(slug, data=data, out=out, only=("00", "01"), lang=lang)
    scope: dict[str, Any] = {}
    with folders(data, out), official(out / slug):
        for code, injects in cells("02_swot.ipynb"):
            exec(code, scope)  # the project's own cells
            scope |= {"client": slug, "period": MONTH, "lang": lang} if injects else {}
    return scope


SOME = {"from zero": from_zero, "from zero, nobody counted": lonely}
MANY = {**{slug: demo(slug) for slug in DEMOS}, "one network": one_network,
        **{f"rough {number}": rough(number) for number in range(5)}}  # fmt: skip


def held_to_its_bounds(write: Callable[[Path], str], home: Path, lang: str) -> None:
    slug = write(home / "data")
    left = second_notebook(slug, home / "data", home / "out", lang)
    text: Text = left["wb"].text
    shown = tables.board(left["weighing"], left["items"], text, looked=left["looked"]).plain.split("\n\n")
    assert len(shown) >= len(QUADRANTS)
    for name, part in zip(QUADRANTS, shown, strict=False):
        head, *lines = part.split("\n")
        held = int((left["weighing"].table["quadrant"] == name).sum())
        assert head == text.word(tables.NAMES[name])
        assert held <= LIMIT
        assert len(lines) == (held if held >= tables.LEAST else held + 1), part
        if held < tables.LEAST:
            assert "swot_ratings.csv" in lines[-1]
            assert text.word(tables.SIDES[name]) in lines[-1]


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("case", SOME)
def test_a_quadrant_holds_two_to_seven_items_or_says_why(case: str, lang: str, tmp_path: Path) -> None:
    held_to_its_bounds(SOME[case], tmp_path, lang)


@pytest.mark.heavy
@pytest.mark.parametrize("case", MANY)
def test_the_quadrants_of_many_clients_hold_two_to_seven_items_or_say_why(case: str, tmp_path: Path) -> None:
    held_to_its_bounds(MANY[case], tmp_path, "es")


def test_nothing_in_02_reads_a_later_notebook_of_the_same_month(tmp_path: Path) -> None:
    slug = from_zero(tmp_path / "data")
    data, out = tmp_path / "data", tmp_path / "out"
    ledger_of(slug, data=data, out=out, only=("00", "01", "02"))
    part = out / slug / MONTH / "ledger" / "02.json"
    before = part.read_bytes()
    sure = judge([Check("rows", True, Message("rows"))])
    for number in ("04", "05", "06", "07", "08", "09"):
        later = Item.of(f"EV-later-{number}", Message("later"), sure, value=0.9, low=0.8, high=0.95, unit="rate", n=90,
                        period=MONTH, about={"finding": "lapsed buyers"})  # fmt: skip
        write_part(out / slug / MONTH, number, [later])
    ledger_of(slug, data=data, out=out, only=("02",))
    assert part.read_bytes() == before


@pytest.mark.parametrize(
    "sentence",
    [
        "Nobody answers at night or on weekends (the workshop's view; when messages come and are answered is measured "
        "among the results)",
        "Nadie contesta por la noche ni en fin de semana (opinión del taller; cuándo llegan y se contestan los "
        "mensajes se mide entre los resultados)",
    ],
)
def test_what_stands_over_a_bar_is_shortened_and_never_cut(sentence: str) -> None:
    ways = [SimpleNamespace(title=Message(said)) for said in (sentence, "Another")]
    ax = plots.plot_ranks(pd.DataFrame({1: [0.6, 0.4], 2: [0.4, 0.6]}), ways, Text("en"))
    figure = ax.get_figure(root=True)
    figure.canvas.draw()
    (label,) = (one for one in ax.texts if one.get_text().endswith("…"))
    assert len(label.get_text()) > 90
    assert label.get_window_extent().x1 <= figure.bbox.width
    plt.close(figure)
