"""A month's money that is only its part, by days, of a longer sum is told so wherever that money is told."""

from __future__ import annotations

import ast
import json
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from inprocess import folders, official

from smmkit.measures.money_told import said_by_days
from smmkit.present.display import table_html
from smmkit.text import Text
from smmkit.topics.results.tables import spend_table

SLUG = "cafe-lumbre"
SAID = {
    "en": "Of this month's money, €310 was exported in one sum with other months",
    "es": "Del dinero de este mes, 310 € se exportaron en una sola suma con otros meses",
}
HEAD = '"Inicio del informe","Fin del informe","Nombre de la campaña","Importe gastado (EUR)",Impresiones,Alcance\n'
QUARTER = f"{HEAD}2026-08-01,2026-10-31,Otoño,920.00,9000,4000\n"
MONTH = f"{HEAD}2026-10-01,2026-10-31,Otoño,310.00,9000,4000\n"


@pytest.fixture(params=["06_budget_allocation:load-study", "09_results_analysis:money-table"])
def place(request: pytest.FixtureRequest) -> tuple[str, str]:
    name, _, cell = request.param.partition(":")
    return name, cell


@pytest.mark.parametrize("lang", ["en", "es"])
def test_both_notebooks_say_that_a_month_is_a_part_of_a_longer_sum(
    place: tuple[str, str], lang: str, home: Callable[[str], tuple[Path, Path]], root: Path
) -> None:
    assert SAID[lang] in seen(place, lang, *home(QUARTER), root)


def test_of_a_month_that_was_exported_alone_they_say_nothing(
    place: tuple[str, str], home: Callable[[str], tuple[Path, Path]], root: Path
) -> None:
    said = seen(place, "en", *home(MONTH), root)
    assert "310" in said or "usual month" in said  # its money is told
    assert "one sum" not in said


def test_what_must_be_known_of_a_table_stands_below_it() -> None:
    spend = pd.DataFrame({"line": ["ads"], "planned": [300.0], "spent": [310.0], "pace": [1.03], "status": ["on_plan"]})
    titles = pd.DataFrame({"line": ["ads"], "title": ["Ads"]})
    table = spend_table(spend, titles, Text("en", currency="EUR"), shared=310.0)
    assert table_html(table).rpartition("</table>")[2].count("one sum with other months") == 1
    assert "one sum" not in table_html(spend_table(spend, titles, Text("en")))
    assert said_by_days(0.0) == ()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Callable[[str], tuple[Path, Path]]:
    """Return a function that gives data and workbooks of a client whose only ads are these; no cell records."""

    @cache
    def written(ads: str) -> tuple[Path, Path]:
        data, out = (tmp_path_factory.mktemp(name) for name in ("clients", "out"))
        shutil.copytree(root / "data" / "clients" / SLUG, data / SLUG)
        (old,) = (data / SLUG / "exports").glob("*-Campaigns-*.csv")
        old.unlink()
        (data / SLUG / "exports" / "anuncios.csv").write_text(ads, encoding="utf-8")
        return data, out

    return written


def seen(place: tuple[str, str], lang: str, data: Path, out: Path, root: Path) -> str:
    """Return what a cell of a notebook prints."""
    with folders(data, out), official(out / SLUG):
        return printed(shown(root / "notebooks" / f"{place[0]}.ipynb", place[1], lang))


def shown(path: Path, last: str, lang: str) -> Any:
    """Run a notebook's cells up to one, and return what that one ends in."""
    scope: dict[str, Any] = {}
    for id, source in code_of(path):
        if id == last:
            *before, end = ast.parse(source).body
            exec(compile(ast.Module(before, []), id, "exec"), scope)
            assert isinstance(end, ast.Expr)
            return eval(compile(ast.Expression(end.value), id, "eval"), scope)
        exec(source, scope)
        if id in ("parameters", "params"):
            scope |= {"client": SLUG, "period": "2026-10", "lang": lang}
    raise AssertionError(f"{path.name} has no cell {last}")


def code_of(path: Path) -> Iterator[tuple[str, str]]:
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code" and "teaching" not in cell["metadata"].get("tags", []):
            yield cell["id"], "".join(cell["source"])


def printed(found: Any) -> str:
    said = table_html(found) if isinstance(found, pd.DataFrame) else repr(found)
    return unescape(said).replace("\N{NO-BREAK SPACE}", " ")
