"""Last month enters this one once: sure results and calls, from its own ledger, or the sentence that says why not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from ledgers import commit

from smmkit.ledger import Check, Item, judge, write_part
from smmkit.period import Period
from smmkit.plan.load import parse_plan
from smmkit.text import Message, Text
from smmkit.topics.brief.proposals import last_items, last_said

SURE = judge([Check("rows", True, Message("it holds"))])
OPEN = judge([Check("rows", True, Message("it holds")), Check("interval", False, Message("it holds"))], owner="Owner")
NOW = Period("2026-10")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    items = [
        Item.of("EV-x", Message("it holds"), SURE),
        Item.of("RS-autumn", Message("{n:number} answers", {"n": 7}), SURE, because=("EV-x",), value=0.4, low=0.3,
                high=0.5, unit="rate"),
        Item.of("RS-spring", Message("it holds"), OPEN, because=("EV-x",), value=0.1, low=-0.1, high=0.3, unit="rate"),
        Item.of("DE-stop-giveaways", Message("it holds"), SURE, because=("RS-autumn",)),
    ]  # fmt: skip
    month = tmp_path / "2026-09"
    month.mkdir()
    write_part(month, "09", [replace(item, period="2026-09") for item in items])
    commit(month)
    return tmp_path


def test_sure_results_and_calls_enter_with_that_months_ledger_as_their_source(out: Path) -> None:
    items = {item.id: item for item in last_items(out, NOW, parse_plan(""))}
    assert list(items) == ["EV-last-rs-autumn", "EV-last-de-stop-giveaways"]
    autumn = items["EV-last-rs-autumn"]
    assert autumn.source[0].file == "2026-09/ledger.json"
    assert (autumn.value, autumn.about["quadrant"], autumn.about["of"]) == (0.4, "strength", "RS-autumn")
    assert Text("en")(autumn.title) == "In September 2026: 7 answers"
    assert Text("es", country="ES")(autumn.title) == "En septiembre de 2026: 7 respuestas"
    assert "nobody has decided yet" in Text("en")(items["EV-last-de-stop-giveaways"].title)


def test_a_month_that_was_never_run_is_a_sentence_with_the_command(tmp_path: Path) -> None:
    assert last_items(tmp_path, NOW, parse_plan("")) == []
    (said,) = last_said([], tmp_path, NOW, "cafe-lumbre")
    assert "smmkit run cafe-lumbre --period 2026-09" in Text("en")(said)


def test_a_sentence_of_an_earlier_version_is_told_as_such_and_never_half_in_english(out: Path) -> None:
    gone = Item.of("RS-winter", Message("{n:number} answers of a version long gone", {"n": 9}), SURE, because=("EV-x",),
                   value=0.6, low=0.5, high=0.7, unit="rate")  # fmt: skip
    write_part(out / "2026-09", "10", [replace(gone, period="2026-09")])
    commit(out / "2026-09")
    items = last_items(out, NOW, parse_plan(""))
    assert [item.id for item in items] == ["EV-last-rs-autumn", "EV-last-de-stop-giveaways"]
    *kept, said = last_said(items, out, NOW, "cafe-lumbre")
    assert kept == items
    spanish = Text("es", country="ES")(said)
    assert spanish.startswith("El mes de septiembre de 2026 se ejecutó con una versión anterior del programa")
    assert "smmkit run cafe-lumbre --period 2026-09" in spanish
