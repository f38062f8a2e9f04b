"""The desk's brief is read by people: titles in its lines, ids and files below, for whoever looks them up."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest

from smmkit.client import load_client
from smmkit.folders import client_folder, demo_dir
from smmkit.ledger import Ledger
from smmkit.period import Period
from smmkit.plan import Plan
from smmkit.text import Message, Text
from smmkit.topics.review import documents
from smmkit.topics.review.proposals.brief import Line

COUNT = Message("Count the followers of {network} every week: a row in competitors.csv under your own name.",
                {"network": "Instagram"})  # fmt: skip


def page(lang: str, monkeypatch: pytest.MonkeyPatch) -> str:
    lines = [
        Line("To measure", COUNT, Message("until {day:date}", {"day": "2026-11-30"}), "EV-channel-instagram-followers")
    ]
    monkeypatch.setattr(documents, "brief", lambda *_: lines)
    book: Any = SimpleNamespace(
        ledger=Ledger(), plan=Plan(), period=Period("2026-10"), text=Text(lang),
        client=load_client(client_folder("cafe-lumbre", demo_dir())),
    )  # fmt: skip
    return str(documents.cm_brief_page(book))


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "every week: a row in the table “competitors” under your own name."),
        ("es", "una fila en la tabla «competidores» con el nombre propio."),
    ],
)
def test_lines_of_the_desks_brief_name_tables_and_files_and_ids_stand_below(
    lang: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = page(lang, monkeypatch).partition("<body")[2]
    lines, _, below = body.partition("</section>")
    shown = re.sub(r"<[^>]+>", "", lines)
    assert said in shown
    assert "EV-" not in shown
    assert ".csv" not in shown
    assert "exports/by_hand/competitors.csv" in below
    assert "EV-channel-instagram-followers" in below
