"""A topic's documents are written after its notebook, without the batch knowing any of them."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from batch_site import Site

from smmkit.errors import RunError
from smmkit.ledger import write_part
from smmkit.report.document import Document
from smmkit.run import child, documents, inputs
from smmkit.run.chain import client_chain
from smmkit.run.opened import book_until
from smmkit.run.tasks import Done, Outcome, Task
from smmkit.topics import NOTEBOOKS
from smmkit.workbook import open_workbook

# A topic that is nobody's: its one module, as a topic's own package would hold it.
TOPIC = """
import os
from smmkit.report.document import Document

def manual(book):
    if (book.client.folder / "mood.txt").read_text() == "breaks":
        raise ValueError("no manual today")
    ids = ",".join(sorted(book.ledger)) or "none"
    return f"<p>{book.client.slug} {book.period} {book.text.lang} {ids}</p>"

def bulletins(book):
    wanted = (book.client.folder / "departments.txt").read_text().split()
    return {f"bulletin_{name}.html": name.encode() for name in wanted}

DOCUMENTS = (Document("00", "manual.html", manual), Document("00", "bulletin_*.html", bulletins))
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Return a batch with one topic more, whose steps are done in this process."""
    inputs.notebooks.cache_clear()
    site = Site(tmp_path)
    site.add_notebook("00_first", "1")
    site.add_notebook("01_second", "2")
    site.add_client("alpha")
    (site.clients / "alpha/departments.txt").write_text("sales shop", encoding="utf-8")
    (site.clients / "alpha/mood.txt").write_text("good", encoding="utf-8")
    scope: dict[str, tuple[Document, ...]] = {}
    exec(TOPIC, scope)
    after = lambda number: tuple(each for each in scope["DOCUMENTS"] if each.notebook == number)  # noqa: E731
    monkeypatch.setattr(documents, "documents_after", after)
    monkeypatch.setenv("SMMKIT_DATA", str(site.clients))
    monkeypatch.setenv("SMMKIT_OUT", str(site.out))
    return site


def test_a_writer_may_name_only_files_of_its_own_document() -> None:
    for name in ("../client.toml", "other.html", "bulletin_a/b.html", "bulletin_.\u202egnp", ""):
        document = Document("00", "bulletin_*.html", lambda book, name=name: {name: "x"})
        with pytest.raises(RunError, match="no file of this document"):
            document.files(None)  # type: ignore[arg-type]
    assert Document("00", "a.html", lambda book: None).files(None) == {}  # type: ignore[arg-type]


def test_every_topics_documents_are_found_and_none_takes_anothers_file() -> None:
    from fnmatch import fnmatchcase

    folder = Path(documents.topics.__path__[0])
    there = {path.parent.name for path in folder.glob("*/documents*") if path.suffix in {".py", ""}}
    assert set(documents.modules()) == there
    assert all(set(documents.documents_after(number)) <= set(documents.documents()) for number in NOTEBOOKS.values())
    assert sum(len(documents.documents_after(number)) for number in NOTEBOOKS.values()) == len(documents.documents())
    names = [each.name for each in documents.documents()]
    clashes = [(a, b) for a in names for b in names if a is not b and fnmatchcase(a, b)]
    assert not clashes
    assert len(set(names)) == len(names)


def run(site: Site) -> Outcome:
    """Play the processes of a client's chain; what comes after a notebook's cells is done as a step does it."""
    site.mark_imported("alpha")
    chain = client_chain("alpha", site.settings())
    done: Done | None = None
    while True:
        try:
            task = next(chain) if done is None else chain.send(done)
        except StopIteration as end:
            return end.value[-1]
        if task.kind == "notebook":
            write_part(site.month("alpha"), task.name[:2], [])
            done = child.put_in_place(task, site.month("alpha"), f"{{}} {task.name}", lambda *_: None)
        else:
            (site.month("alpha") / "workbook.html").write_text("", encoding="utf-8")
            done = Done()


def test_documents_follow_their_notebook_and_stand_in_the_record(site: Site) -> None:
    before = {path: path.read_bytes() for path in site.clients.rglob("*") if path.is_file()}
    outcome = run(site)
    assert outcome.status == "done", outcome.failure
    month = site.month("alpha")
    assert (month / "manual.html").read_text(encoding="utf-8") == "<p>alpha 2026-10 es none</p>"
    steps = json.loads((month / "run.json").read_text(encoding="utf-8"))["steps"]
    assert sorted(steps["00_first"]["documents"]) == ["bulletin_sales.html", "bulletin_shop.html", "manual.html"]
    assert steps["01_second"]["documents"] == {}
    assert {path: path.read_bytes() for path in site.clients.rglob("*") if path.is_file()} == before
    # What is missing is made again, and a department that is gone takes its bulletin with it.
    (month / "manual.html").unlink()
    assert run(site).ran[0] == "00_first"
    (site.clients / "alpha/departments.txt").write_text("shop", encoding="utf-8")
    assert run(site).status == "done"
    assert sorted(path.name for path in month.glob("bulletin_*")) == ["bulletin_shop.html"]
    # A writer that fails names its document, and everything stays as it was.
    old = (month / "manual.html").read_bytes(), (month / "00_first.ipynb").read_bytes()
    (site.clients / "alpha/mood.txt").write_text("breaks", encoding="utf-8")
    failed = run(site)
    assert failed.failure is not None
    assert (failed.failure.step, failed.failure.message) == ("00_first, manual.html", "ValueError: no manual today")
    assert ((month / "manual.html").read_bytes(), (month / "00_first.ipynb").read_bytes()) == old


def test_documents_are_made_of_the_month_their_cells_have_opened(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.mark_imported("alpha")
    opened = open_workbook("alpha", "2026-10", "es")
    costs = opened.facts.table("costs")
    cells = SimpleNamespace(shell=SimpleNamespace(user_ns={"wb": opened, "other": 1}))
    kernel = SimpleNamespace(ListKernel=SimpleNamespace(initialized=lambda: True, instance=lambda: cells))
    monkeypatch.setitem(sys.modules, "smmkit.run.kernel", kernel)
    task = Task("notebook", 60.0, "smmkit", "alpha", "2026-10", "es", str(site.out), "08_community.ipynb")
    book = book_until(task)
    assert (book.last, book.facts) == ("08", opened.facts)
    assert book.facts.table("costs").equals(costs)
    assert opened.last is None
    # Another month or language than the cells' is opened anew.
    assert book_until(replace(task, lang="en")).text.lang == "en"
