"""July 2026: the crisis of each invented client stands on page 1 of its report and on the portfolio."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from inprocess import folders, ledger_of
from prepared import lay_import

from smmkit.client import load_client
from smmkit.folders import client_folder, demo_dir
from smmkit.ledger import Kind, read_ledger
from smmkit.report import write_portfolio
from smmkit.topics.report.documents import DOCUMENTS
from smmkit.topics.review.documents import parts
from smmkit.workbook import open_workbook

CLIENTS = ("cafe-lumbre", "libreria-cenzontle", "ridgeline-bikes")
JULY = "2026-07"


def cause_of(slug: str) -> str:
    planted = tomllib.loads((client_folder(slug, demo_dir()) / "truth.toml").read_text(encoding="utf-8"))
    return str(planted["crisis"]["cause"])


def first_page(html: str) -> str:
    """Return what stands before the report's second section, without tags."""
    body = html.split("<main", 1)[-1]
    return " ".join(re.sub(r"<[^>]+>", " ", re.split(r"<h2", body, maxsplit=2)[0]).split())


def said(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.parametrize("slug", [CLIENTS[0], *(pytest.param(one, marks=pytest.mark.heavy) for one in CLIENTS[1:])])
def test_the_cause_opens_the_report_of_july_and_stands_on_the_card_of_the_portfolio(slug: str, tmp_path: Path) -> None:
    data, lang = demo_dir(), load_client(client_folder(slug, demo_dir())).language
    lay_import(slug, tmp_path)
    ledger_of(slug, data=data, out=tmp_path, period=JULY, lang=lang, only=["00"])
    with folders(data, tmp_path):
        book = open_workbook(slug, JULY, lang)
        written = {name: content.decode(errors="ignore") for one in DOCUMENTS if one.name in ("report.*", "card.json")
                   for name, content in one.files(book).items()}  # fmt: skip
    assert cause_of(slug) in first_page(written["report.html"])
    assert cause_of(slug) in written["card.json"]


def test_after_a_crisis_the_desk_reads_first_whom_to_tell_what_was_done(tmp_path: Path) -> None:
    data, slug = demo_dir(), "ridgeline-bikes"
    lay_import(slug, tmp_path)
    ledger_of(slug, data=data, out=tmp_path, period=JULY, lang="en", only=["00"])
    with folders(data, tmp_path):
        book = open_workbook(slug, JULY, "en")
        assert book.alarm.on is None  # it was over before the month was
        (head, lines), *_rest = parts(book)
    assert head == "First of all"
    assert lines[0].sentence.endswith("Tell those who complained what was done, one by one.")
    assert lines[0].sentence.startswith("In the alarm that began on Jul 11, 2026, ")
    assert {line.due for line in lines} == {"from Aug 3, 2026"}


@pytest.mark.heavy
def test_one_command_puts_the_cause_on_page_1_of_all_clients_and_on_the_portfolio(root: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "smmkit.cli", "run", "--all", "--period", JULY, "--out", str(tmp_path)]
    environment = {**os.environ, "SMMKIT_DATA": str(root / "data")}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    portfolio = said(write_portfolio(tmp_path).read_text(encoding="utf-8"))
    for slug in CLIENTS:
        report = (tmp_path / slug / JULY / "report.html").read_text(encoding="utf-8")
        assert cause_of(slug) in first_page(report), slug
        assert cause_of(slug) in portfolio, slug
        ledger = read_ledger(tmp_path / slug / JULY)
        lines = [item for item in ledger.values() if item.kind is Kind.BL]
        assert lines, slug
        assert not [item.id for item in lines if "raise the plan" in item.title.key], slug
        strengths = {item.id for item in ledger.values() if item.kind is Kind.SW and "strength" in item.topics}
        assert not [id for id in strengths if "sov" in id], slug
