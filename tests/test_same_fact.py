"""One fact, one number: what notebooks and reports declare of a number agrees wherever it is shown.

It reads what is rendered. A table's cell declares `metric|scope|window` as `data-fact`, as do the large numbers of a
page; a sentence declares by its link to an item, whose own metric, scope and window count; a figure's title by the
metadata of its picture; a spreadsheet by a hidden column. Numbers are compared as they are rounded: 540 is 540.47.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import matplotlib.pyplot as plt
import openpyxl
import pandas as pd
import pytest
from openpyxl.utils import get_column_letter

from smmkit import month_folder
from smmkit.errors import DataError
from smmkit.ledger import Item, Ledger, read_ledger
from smmkit.measures.kpis import Scope, Window
from smmkit.present.display import figure_png, table_html
from smmkit.present.facts import STANDING, StatedAmount, fact_key, scoped, stated, text_table
from smmkit.present.style import finish
from smmkit.report.fragments import link_items
from smmkit.report.portfolio import write_portfolio
from smmkit.report.sheets import Sheet, workbook_bytes
from smmkit.text import Text

PAGES = ("workbook.html", "report.html", "steering.html", "strategy.html", "signoff.html")
OCTOBER = Window.month("2026-10")
LEAST = 0.9
_TAG = re.compile(r"<[^>]+>")
_TABLE = re.compile(r"<table.*?</table>", re.S)
_ROW = re.compile(r"<tr[^>]*>.*?</tr>", re.S)
_CELL = re.compile(r"<td([^>]*)>(.*?)</td>", re.S)
_FACT = re.compile(r'data-fact="([^"]*)"')
_DECLARED = re.compile(r'<(?:span|div|p)[^>]*data-fact="([^"]*)"[^>]*>(.*?)</(?:span|div|p)>', re.S)
_SMALL = re.compile(r'<small[^>]*data-fact="([^"]*)"[^>]*>(.*?)</small>', re.S)
_LINK = re.compile(r"\[([A-Z]{2}-[a-z0-9-]+)\]\(#")
_AMOUNT = r"[-+−]?\s*(?:[A-Z]{0,3}[$€])?\s*[-+−]?\d[\d.,\u00a0\u202f]*"
# A lone number that says it is money or a rate: a currency sign, a percentage, percentage points.
_MONEY_OR_RATE = re.compile(rf"^(?=.*(?:[$€%]|\bpp\b))({_AMOUNT})\s*(?:[$€%]|pp|[A-Z]{{3}})?$")
_IN_SENTENCE = re.compile(r"\d[\d.,]*\s*(?:%|€|pp\b)|\$\s*\d")


@dataclass(frozen=True)
class Number:
    """A number as it stands on a page: what it declares (or nothing), and the values its rounding allows."""

    where: str
    shown: str
    fact: str
    low: float
    high: float


def read(shown: str, text: Text) -> tuple[float, float]:
    """Return the ends of what a shown number may have been before it was rounded; a percentage as a fraction."""
    symbols = text.locale.number_symbols["latn"]
    bare = re.sub(r"[^\d.,]", "", shown).replace(symbols["group"], "").replace(symbols["decimal"], ".")
    half = 0.5 * 10.0 ** -(len(bare.partition(".")[2]))
    value = float(bare) * (-1 if re.match(r"^\D*[-−]", shown) else 1)
    scale = 0.01 if "%" in shown or shown.endswith("pp") else 1.0
    return scale * (value - half), scale * (value + half)


def numbers(html: str, where: str, text: Text) -> Iterator[Number]:
    """Go through the cells that are money or a rate, and those that declare."""
    for table in _TABLE.findall(html):
        for row in _ROW.findall(table):
            inherited = _FACT.search(row[: row.index(">")])
            for attributes, content in _CELL.findall(row):
                shown = unescape(_TAG.sub("", content)).strip()
                own = _FACT.search(attributes)
                if own is None and inherited and re.match(rf"^{_AMOUNT}", shown):
                    own, inherited = inherited, None  # a row's declaration is that of its first number
                if own or _MONEY_OR_RATE.match(shown):
                    yield Number(where, shown, unescape(own[1]) if own else "", *read(shown, text))


def sentences(markdown: str, ledger: Ledger, where: str) -> Iterator[Number]:
    """Go through the generated sentences that state money or a rate, each with what its items declare."""
    for said in markdown.split("\n\n"):
        if _IN_SENTENCE.search(said):
            items = [ledger[id] for id in _LINK.findall(said) if id in ledger]
            facts = [item for item in items if item.fact]
            yield from (of_item(item, where) for item in facts)
            if not facts:
                yield Number(where, said, "", 0.0, 0.0)


def figure(metadata: dict[str, object], where: str, text: Text) -> Iterator[Number]:
    """Go through the sums of money and rates in a figure's title: what its picture's metadata declares of them."""
    title, facts = str(metadata.get("title", "")), metadata.get("facts", ())
    assert isinstance(facts, list | tuple)
    for fact, shown in facts:
        yield Number(where, shown, fact, *read(shown, text))
    if not facts and _IN_SENTENCE.search(title):
        yield Number(where, title, "", 0.0, 0.0)


def large_numbers(html: str, where: str, text: Text) -> Iterator[Number]:
    """Go through the declared numbers outside tables: those of cards, and those inside a sentence of the portfolio."""
    for fact, content in _DECLARED.findall(_TABLE.sub("", html)) + _SMALL.findall(html):
        shown = unescape(_TAG.sub("", content)).strip()
        if amount := re.search(rf"(?:[$€]\s*)?{_AMOUNT}\s*(?:[$€%]|pp)?", shown):
            yield Number(where, amount[0], unescape(fact), *read(amount[0].strip(), text))


def sheet_numbers(path: Path, text: Text) -> Iterator[Number]:
    """Go through the declared cells of a spreadsheet: its hidden last column says which they are."""
    for sheet in openpyxl.load_workbook(path).worksheets:
        letter = get_column_letter(sheet.max_column)
        if not sheet.column_dimensions[letter].hidden:
            continue
        for row in sheet.iter_rows(min_row=2, values_only=True):
            for told in str(row[-1] or "").splitlines():
                column, _, fact = told.partition("=")
                value, where = row[int(column)], f"{path.name}, {sheet.title}"
                if isinstance(value, int | float):
                    yield Number(where, str(value), fact, value - 1e-6, value + 1e-6)
                elif any(sign.isdigit() for sign in str(value)):
                    yield Number(where, str(value), fact, *read(str(value), text))


def of_item(item: Item, where: str) -> Number:
    """Return an item's number at the precision of the ledger."""
    value = float(item.value or 0.0)
    return Number(f"{where}: {item.id}", str(value), item.fact, value - 1e-9, value + 1e-9)


def of_month(out: Path, text: Text) -> list[Number]:
    """Return what a client's month states: its notebooks, its pages, its ledger."""
    ledger = read_ledger(out)
    found = [of_item(item, "ledger.json") for item in ledger.values() if item.fact]
    for path in sorted(out.glob("[0-9][0-9]_*.ipynb")):
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            for output in cell.get("outputs", ()):
                data = output.get("data", {})
                where = f"{path.stem}, {cell['id']}"
                found += numbers("".join(data.get("text/html", "")), where, text)
                found += sentences("".join(data.get("text/markdown", "")), ledger, where)
                found += figure(output.get("metadata", {}).get("image/png", {}), where, text)
    for page in [*map(out.joinpath, PAGES), *sorted(out.glob("week_*.html"))]:
        found += numbers(page.read_text("utf-8"), page.name, text)
        found += large_numbers(page.read_text("utf-8"), page.name, text)
    found += sheet_numbers(out / "report.xlsx", text)
    return found + on_the_portfolio(out, text)


def on_the_portfolio(out: Path, text: Text) -> list[Number]:
    """Return what the page over all clients states of one of them, written as the first client's country does."""
    text = Text(text.lang, country="ES", currency=text.currency)
    page = (out.parents[1] / "index.html").read_text("utf-8")
    rows = [row for row in _ROW.findall(page) if f'href="{out.parent.name}/' in row]
    return [one for row in rows for one in large_numbers(row, "index.html", text)]


def disagreements(found: list[Number]) -> list[str]:
    """Return, per declaration, two numbers that cannot be the same one."""
    by_fact: dict[str, list[Number]] = defaultdict(list)
    for number in found:
        if number.fact:
            by_fact[number.fact].append(number)
    clashes = []
    for fact, same in by_fact.items():
        highest, lowest = max(same, key=lambda one: one.low), min(same, key=lambda one: one.high)
        if highest.low > lowest.high + 1e-9:
            clashes.append(f"{fact}: {highest.shown} ({highest.where}) and {lowest.shown} ({lowest.where})")
    return clashes


def months(workbooks: Path, root: Path) -> Iterator[tuple[Path, Text]]:
    from smmkit.client import load_client

    lang = json.loads(next(workbooks.glob("*/2026-10/run.json")).read_text("utf-8"))["lang"]
    for out in sorted(workbooks.glob("*/2026-10")):
        client = load_client(root / "data" / "clients" / out.parent.name)
        yield out, Text(lang, country=client.country, currency=client.currency)


def test_a_fact_has_one_value_wherever_it_is_shown(workbooks: Path, root: Path) -> None:
    clients = 0
    for out, text in months(workbooks, root):
        assert disagreements(of_month(out, text)) == []
        clients += 1
    assert clients >= 3


def test_nine_numbers_in_ten_declare_what_they_are(workbooks: Path, root: Path) -> None:
    told: list[Number] = []
    for out, text in months(workbooks, root):
        told += [number for number in of_month(out, text) if number.where != "ledger.json"]
    silent = [f"{one.where}: {one.shown}" for one in told if not one.fact]
    assert len(silent) <= (1 - LEAST) * len(told), silent


def test_every_table_that_states_money_or_rates_says_its_window(workbooks: Path, root: Path) -> None:
    stating = 0
    for out, _ in months(workbooks, root):
        for path in sorted(out.glob("[0-9][0-9]_*.ipynb")):
            for cell in json.loads(path.read_text("utf-8"))["cells"]:
                for output in cell.get("outputs", ()):
                    html = "".join(output.get("data", {}).get("text/html", ""))
                    tables = [table for table in _TABLE.findall(html) if "data-fact" in table]
                    stating += len(tables)
                    assert all("<caption" in table for table in tables), f"{path.stem}, {cell['id']}"
    assert stating


def shown_spend(amount: str) -> str:
    row = ("Meta", stated(amount, "booked", "meta-ads", OCTOBER))
    return table_html(text_table([row], ("Line", "Spent"), Text("en"), window=OCTOBER))


def test_a_planted_disagreement_is_found_and_a_rounded_number_is_none() -> None:
    text = Text("en")
    first = list(numbers(shown_spend("$540.47"), "06", text))
    assert disagreements([*first, *numbers(shown_spend("$540"), "09", text)]) == []
    (clash,) = disagreements([*first, *numbers(shown_spend("$541"), "09", text)])
    assert clash.startswith("booked|meta-ads|2026-10: $541 (09)")


def test_a_number_declares_once_and_survives_rendering_with_its_window() -> None:
    html = shown_spend("$540.47")
    assert '<td data-fact="booked|meta-ads|2026-10">$540.47</td>' in html
    assert ">October 2026</caption>" in html
    assert "data-fact" not in table_html(pd.DataFrame({"Spent": ["$540.47"]}))
    scoped = fact_key("err", Scope(networks=("instagram",)).key, Window(OCTOBER.start, OCTOBER.end.replace(day=5)))
    assert scoped == "err|instagram|2026-10-01:2026-10-05"
    with pytest.raises(DataError, match="no metric 'ratio_of_all'"):
        stated("3", "ratio_of_all", "", OCTOBER)


def test_a_hostile_name_in_a_scope_stays_text() -> None:
    row = (stated("3 %", "sov", '"><script>x</script>', OCTOBER),)
    assert "<script>" not in table_html(text_table([row], ("Share of voice",), Text("en"), window=OCTOBER))


def test_a_number_leads_to_the_item_that_says_where_it_comes_from() -> None:
    row = (stated("3 %", "sov", "all", OCTOBER, item="EV-sov"),)
    html = link_items(table_html(text_table([row], ("Share of voice",), Text("en"))), {"EV-sov": "EV-sov"})
    assert 'data-item="EV-sov"><a href="#EV-sov">3 %</a></td>' in html


def test_a_disagreement_planted_in_a_figures_title_is_found() -> None:
    text = Text("en")
    cost = stated("$541", "booked", "meta-ads", OCTOBER)
    ax = finish(plt.subplots()[1], text=text, title=text("Spent: {cost}", cost=str(cost)), alt="", states=[cost])
    (drawn,) = figure(figure_png(ax.figure)[1], "figure", text)
    (clash,) = disagreements([*numbers(shown_spend("$540.47"), "06", text), drawn])
    assert "$541 (figure)" in clash
    bare = finish(plt.subplots()[1], text=text, title="Spent: $541", alt="")
    (silent,) = figure(figure_png(bare.figure)[1], "figure", text)
    assert silent.fact == ""
    plt.close("all")


def test_a_disagreement_planted_in_a_spreadsheet_is_found(tmp_path: Path) -> None:
    text, fact = Text("en"), fact_key("booked", "meta-ads", OCTOBER)
    rows = [("Meta", StatedAmount(541.0, fact), stated("$540", "booked", "meta-ads", OCTOBER))]
    (tmp_path / "report.xlsx").write_bytes(workbook_bytes([Sheet("Money", ("Line", "Spent", "Said"), rows)]))
    found = list(sheet_numbers(tmp_path / "report.xlsx", text))
    assert [one.shown for one in found] == ["541", "$540"]
    assert "541 (report.xlsx, Money)" in disagreements(found)[0]


def test_a_disagreement_planted_on_the_portfolio_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text, out = Text("en"), tmp_path / "cafe" / "2026-10"
    out.mkdir(parents=True)
    need = {"kind": "money", "key": "{over:money0} more than approved was spent this month.", "values": {"over": 120},
            "fact": fact_key("over", "", OCTOBER)}  # fmt: skip
    (out / "card.json").write_text(json.dumps({"needs": [need], "currency": "USD", "waiting": 0}), "utf-8")
    (out / "report.html").write_text("", "utf-8")
    record = {"client": "cafe", "name": "Cafe", "period": "2026-10", "lang": "en", "status": "done"}
    (out / "run.json").write_text(json.dumps(record), "utf-8")
    monkeypatch.setattr(month_folder, "trouble", lambda *_, **__: None)
    write_portfolio(tmp_path, "en")
    (shown,) = on_the_portfolio(out, text)
    card = '<span class="word bad" data-fact="over|all|2026-10">$150 more than approved.</span>'
    assert disagreements([shown, *large_numbers(card, "report.html", text)])[0].startswith("over|all|2026-10: $150")
    card = card.replace("150", "120")
    assert disagreements([shown, *large_numbers(card, "report.html", text)]) == []


def test_what_stands_says_that_it_does() -> None:
    row = (stated("45%", "margin", "", STANDING),)
    html = table_html(text_table([row], ("Share",), Text("es", country="ES"), window=STANDING))
    assert 'data-fact="margin|all|standing"' in html
    assert ">En vigor hasta que alguien lo cambie</caption>" in html


def test_a_part_called_nought_is_no_missing_part() -> None:
    assert scoped("CA-x", "segment", 0) == "CA-x+segment+0"
    assert scoped("", None, "web") == "web"
    assert scoped() == "all"
