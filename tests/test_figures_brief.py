"""The figures of notebooks 00 and 11 draw their tables and claim no more."""

from __future__ import annotations

import re
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from smmkit.present.alignment import classed
from smmkit.present.display import figure_png, table_html
from smmkit.present.style import alt_text, brand_colour, finish, set_brand
from smmkit.report import cells
from smmkit.report.cells import cell_html
from smmkit.text import Text
from smmkit.topics.brief.analysis import ALLOWS, Capability
from smmkit.topics.brief.plots import plot_coverage
from smmkit.topics.report.plots import plot_verdicts

MONTHS = pd.period_range("2026-08", "2026-10", freq="M")
COVERAGE = pd.DataFrame([[3, 0, 5], [1, 1, 1]], index=["posts", "ads"], columns=MONTHS)
COUNTS = pd.DataFrame({"DECIDE": [1, 0], "TEST": [0, 2], "JUDGE": [3, 0], "NO DATA": [0, 0]}, index=["ST", "BL"])


@pytest.fixture(params=["en", "es"])
def text(request: pytest.FixtureRequest) -> Text:
    return Text(request.param, country="ES", currency="EUR")


def alt(ax: Axes) -> str:
    figure = ax.get_figure(root=True)
    assert figure is not None
    return alt_text(figure)


def test_coverage_marks_each_month_with_rows_and_each_without(text: Text) -> None:
    ax = plot_coverage(COVERAGE, Capability(2, ()), text)
    full, empty = (len(part.get_offsets()) for part in ax.collections)
    assert (full, empty) == (5, 1)
    assert text.word(ALLOWS[2]) in ax.get_title(loc="left")
    assert text.word("ads") in alt(ax)
    assert text.word("posts") not in alt(ax).split(":")[-1]
    plt.close("all")


def test_verdict_bars_add_up_and_the_title_counts_what_can_be_decided(text: Text) -> None:
    ax = plot_verdicts(COUNTS, text)
    assert sum(bar.get_width() for bar in ax.patches) == 6
    title = ax.get_title(loc="left")
    assert "1" in title
    assert "6" in title
    assert text.word("TEST") in alt(ax)
    plt.close("all")


def test_without_proposals_the_figure_says_so_and_shows_no_axis(text: Text) -> None:
    ax = plot_verdicts(COUNTS.iloc[:0], text)
    assert not ax.axison
    assert ax.get_title(loc="left") == text("There is no proposal yet")
    plt.close("all")


def test_a_picture_carries_its_alternative_text() -> None:
    ax = plot_verdicts(COUNTS, Text("en"))
    figure = ax.get_figure(root=True)
    assert figure is not None
    encoded, metadata = figure_png(figure)
    assert encoded.startswith("iVBOR")
    assert metadata["alt"] == alt(ax)
    plt.close("all")


def test_on_a_telephone_a_figures_title_stands_above_it_as_text_and_nothing_in_it_is_html() -> None:
    ax = plot_verdicts(COUNTS, Text("en"))
    finish(ax, text=Text("en"), title="Reels <b>win</b>", alt="Verdicts.")
    figure = ax.get_figure(root=True)
    assert figure is not None
    encoded, metadata = figure_png(figure)
    output = {"data": {"image/png": encoded}, "metadata": {"image/png": metadata}}
    page = cell_html({"cell_type": "code", "source": "", "outputs": [output]}, {})
    assert '<p class="told">Reels &lt;b&gt;win&lt;/b&gt;</p><div class="picture"' in page
    css = (Path(cells.__file__).parent / "page.css").read_text(encoding="utf-8")
    assert ".told { display: none;" in css
    assert ".told { display: block; }" in css.split("@media (max-width: 40rem)")[1]
    plt.close("all")


def test_no_tick_stands_where_its_label_would_round_it_away() -> None:
    ax = plt.subplots()[1]
    ax.barh([0], [0.17])
    ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: Text("en").percent(value)))
    finish(ax, text=Text("en"), title="t", alt="a")
    ax.get_figure(root=True).canvas.draw()
    for tick in ax.get_xticks():
        assert tick == pytest.approx(round(100 * tick) / 100, abs=1e-9)
    plt.close("all")


def test_the_brand_colour_draws_the_client() -> None:
    set_brand("#123456")
    assert brand_colour() == "#123456"
    set_brand(None)
    assert brand_colour() == "#0072B2"


def test_a_hostile_caption_stays_text_in_a_table() -> None:
    html = table_html(pd.DataFrame({"caption": ["<script>alert(1)</script>", "=HYPERLINK(1)"]}))
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_words_stand_left_and_numbers_right_in_notebook_and_page():
    table = pd.DataFrame(
        {
            "Network": ["Instagram", "Facebook"],
            "Spent": ["1.234 €", "–"],
            "Between": ["-1,6 a 2,7", "US$ 3 a US$ 4"],
            "Said": ["25 of 43 complaints went through the seven steps in order", "2 of 3 never came back to the shop"],
            "Moved": ["+3 %", "cannot be told"],
            "Customer": ["#538363", "#213498"],
        }
    )
    html = table_html(table)
    cells = re.findall(r"<t([dh])\b([^>]*)>", html)
    left = [place % 6 for place, (_, rest) in enumerate(cells) if "text-align: left" in rest]
    assert left == [0, 3, 5] * 3
    assert [rest for _, rest in re.findall(r"<t([dh])\b([^>]*)>", classed(html)) if "style" in rest] == []
    assert classed(html).count('class="num"') == 9
