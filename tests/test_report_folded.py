"""Technique is folded on the analyst's page, and nobody's caption can open or close a fold."""

from __future__ import annotations

from nbformat import v4

from smmkit.report.fragments import fragment
from smmkit.text import Text


def page(*cells: object) -> str:
    return fragment(v4.new_notebook(cells=list(cells)), prefix="p", targets={}, text=Text("en"))


def table(id: str, *, technique: bool) -> object:
    shown = v4.new_output("display_data", data={"text/html": f"<table><tr><td>{id}</td></tr></table>"})
    return v4.new_code_cell("x", id=id, outputs=[shown], metadata={"tags": ["analyst"] if technique else []})


def test_cells_of_technique_in_a_row_share_one_fold() -> None:
    html = page(v4.new_markdown_cell("# T", id="t"), table("a", technique=True), table("b", technique=True),
                table("c", technique=False))  # fmt: skip
    assert html.count("<details") == html.count("</details>") == 1
    folded = html[html.index("<details") : html.index("</details>")]
    assert ">a<" in folded
    assert ">b<" in folded
    assert ">c<" not in folded
    assert "fold-" not in html
    assert html.count("<div") == html.count("</div>")


def test_what_somebody_wrote_opens_and_closes_nothing() -> None:
    html = page(v4.new_markdown_cell("folded-from-here", id="x"), v4.new_markdown_cell("folded-until-here", id="y"))
    assert "<details" not in html
    assert "folded-from-here" in html
