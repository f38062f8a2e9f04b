"""Every number in generated prose leads to a ledger item."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from ledgers import OPEN, chain, evidence, proposal
from nbformat import NotebookNode
from prepared import PERIOD, workbooks
from prose_linter import unresolved_numbers

from smmkit.client import load_client
from smmkit.folders import client_folder, client_slugs
from smmkit.ledger import Item, Ledger, read_ledger
from smmkit.present.display import prose
from smmkit.text import Message, Text

TEXT = Text("en")


def notebook(*markdown: str) -> NotebookNode:
    outputs = [nbformat.v4.new_output("display_data", data={"text/markdown": text}) for text in markdown]
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("wb.say()", id="say", outputs=outputs)])


def found(sentence: Message | Item | str, ledger: Ledger, text: Text = TEXT) -> list[str]:
    said = sentence if isinstance(sentence, str) else prose([sentence], text).markdown
    return [one.number for one in unresolved_numbers(notebook(said), ledger, text, period="2026-09")]


@pytest.mark.parametrize(
    "text", [TEXT, Text("es", country="ES", currency="EUR"), Text("es", country="MX", currency="MXN")]
)
def test_a_sentence_made_from_an_item_resolves(text: Text) -> None:
    title = Message(
        "{spend:money0} bought {people:number} people at {rate:percent1} by {day:date}, {hour:hour} in {month:month}",
        {"spend": 12345.6, "people": 1234567, "rate": 0.0312, "day": "2026-10-03", "hour": 7, "month": "2026-10"},
    )
    ledger = Ledger([evidence(title=title, value=0.0312)])
    assert found(ledger["EV-reel-err"], ledger, text) == []


@pytest.mark.parametrize(
    ("sentence", "numbers"),
    [
        ("Reels earn 3.0 % [EV-reel-err](#EV-reel-err)", []),
        ("Reels earn 3.0 % (2.5 to 3.5) [EV-reel-err](#EV-reel-err)", []),
        ("Reels earn 3.7 % [EV-reel-err](#EV-reel-err)", ["3.7"]),
        ("Reels earn 3.0 %", []),
        ("Reels earn 3.0 %, images 2.0 %", ["2.0"]),
        ("On reels and images: 3.0 % and 2.0 % [BL-meta-ads](#BL-meta-ads)", []),
        ("Sales rose by 300 %", ["300"]),
        ("In September 2026 all is well at level L2, 95 times in 100", ["100"]),
        ("Nothing stands out yet.", []),
        ("See [EV-reel-err](#EV-reel-err) and EV-top-3.", []),
    ],
)
def test_a_number_resolves_to_the_item_it_links_to_or_to_one_item(sentence: str, numbers: list[str]) -> None:
    images = evidence("EV-image-err", 0.041, title=Message("Images"))
    ledger = Ledger({**chain(), "EV-image-err": images}) if "images 2" in sentence else chain()
    assert found(sentence, ledger) == numbers


def test_an_experiment_may_be_told() -> None:
    ledger = Ledger([evidence(), proposal("BL-a", "EV-reel-err", judgement=OPEN)])
    assert found("Two arms of 40 posts, 6 weeks [BL-a](#BL-a)", ledger) == []


def test_only_what_code_says_is_read() -> None:
    typed = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("Wilson (1927) gives 12.3 %.")])
    assert unresolved_numbers(typed, Ledger(), TEXT, period="2026-09") == []


def test_an_unresolved_number_names_its_cell_and_sentence() -> None:
    (one,) = unresolved_numbers(notebook("All is well.\n\nIt rose by 300 %."), Ledger(), TEXT, period="2026-09")
    assert (one.cell, one.sentence, one.number) == ("say", "It rose by 300 %.", "300")


@pytest.mark.parametrize("lang", ["en", "es"])
def test_no_report_of_a_demo_client_claims_a_number_nobody_recorded(lang: str, root: Path) -> None:
    out, complaints = workbooks(lang), []
    for slug in client_slugs(root / "data"):
        client = load_client(client_folder(slug, root / "data"))
        text = Text(lang, country=client.country, currency=client.currency)
        month = out / slug / PERIOD
        paths = sorted(month.glob("[0-9][0-9]_*.ipynb"))
        assert len(paths) > 5
        cells = [cell | {"id": f"{path.name} {cell.id}"} for path in paths for cell in nbformat.read(path, 4).cells]
        everything = nbformat.from_dict({"cells": cells})
        for one in unresolved_numbers(everything, read_ledger(month), text, period=PERIOD):
            complaints.append(f"{slug} {one.cell}: {one.number} in {one.sentence!r}")
    assert not complaints, "\n".join(complaints)
