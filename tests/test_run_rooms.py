"""An edit in one room runs the notebooks that stand on it, and says which room it was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from test_layers import MODULES, imported, parts_of

from smmkit.folders import notebooks_dir
from smmkit.run import documents, inputs, rooms
from smmkit.run.chain import client_chain
from smmkit.run.month import facts_digest, look, plan
from smmkit.run.tasks import Done, Settings

ROOT = Path(__file__).resolve().parents[1]
CLIENT = "cafe-lumbre"


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    rooms.forget()
    inputs.notebooks.cache_clear()
    yield
    rooms.forget()
    inputs.notebooks.cache_clear()


def test_who_imports_whom_is_what_python_reads() -> None:
    for path in MODULES:
        name = ".".join(["smmkit", *parts_of(path)]).removesuffix(".__init__")
        parts = [["smmkit", *each] for each in imported(path)]
        whole = {".".join(each[:end]) for each in parts for end in range(2, len(each) + 1)} & rooms.sources().keys()
        found = rooms.imported(path.read_text(encoding="utf-8"), rooms.sources()) - {"smmkit"}
        assert found >= whole, (name, whole - found)


def test_what_is_declared_to_come_after_a_notebook_is_seen_without_importing_it() -> None:
    declared = {number for number, modules in rooms.declared().items() for _ in modules}
    assert declared == {each.notebook for each in documents.documents()}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return a demo client's month as the batch left it, every step played."""
    asked = Settings(ROOT / "data", str(tmp_path), notebooks_dir(), "2026-10")
    index, files, _ = look(CLIENT, asked)
    index.facts = {"digest": facts_digest(files), "latest": "2026-10", "lang": "es", "name": "Café"}
    out = tmp_path / CLIENT / "2026-10"
    (out / "ledger").mkdir(parents=True)
    index.write()
    chain, done = client_chain(CLIENT, asked), None
    while True:
        try:
            task = next(chain) if done is None else chain.send(done)
        except StopIteration:
            return asked
        name = "workbook.html" if task.kind == "report" else f"{task.name}.ipynb"
        (out / name).write_text("{}", encoding="utf-8")
        (out / "ledger" / f"{task.name[:2]}.json").write_text("{}", encoding="utf-8")
        done = Done({"output": task.name})


def edited(monkeypatch: pytest.MonkeyPatch, module: str) -> None:
    """Change a comment of one module, as an editor would."""
    before = rooms.sources()
    assert module in before
    after = before | {module: before[module] + "\n# another thought\n"}
    rooms.forget()
    inputs.notebooks.cache_clear()
    monkeypatch.setattr(rooms, "sources", lambda: after)
    monkeypatch.setattr(rooms, "forget", lambda: None)
    for looked in (rooms.graph, rooms.declared, rooms.room_digests):
        looked.cache_clear()


def actions(settings: Settings) -> dict[str, tuple[str, str]]:
    return {step.name[:2]: (step.action, step.reason) for step in plan(CLIENT, settings)}


def test_an_edit_in_one_topic_runs_its_notebook_and_names_the_room(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert {action for action, _ in actions(settings).values()} == {"skip"}
    edited(monkeypatch, "smmkit.topics.budget.analysis.tracking")
    found = actions(settings)
    numbers = [notebook.number for notebook in inputs.notebooks(notebooks_dir())]
    assert [found[number][0] for number in numbers if number < "06"] == ["skip"] * sum(n < "06" for n in numbers)
    assert found["06"] == ("run", "smmkit/topics/budget changed")
    assert {found[number] for number in numbers if number > "06"} == {
        ("wait", "rests on 06_budget_allocation (which runs first)")
    }


def test_an_edit_in_a_shared_room_runs_only_what_stands_on_it(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    edited(monkeypatch, "smmkit.allocation.water_filling")
    found = actions(settings)
    assert found["06"] == ("run", "smmkit/allocation changed")
    assert found["00"][0] == found["01"][0] == "skip"


def test_an_edit_below_everything_runs_everything(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    edited(monkeypatch, "smmkit.ledger.items")
    assert "skip" not in {action for action, _ in actions(settings).values()}


def test_an_approval_reads_no_export_again(settings: Settings) -> None:
    files = look(CLIENT, settings)[1]
    assert facts_digest({**files, "plan.toml": "another"}) == facts_digest(files)
    assert facts_digest({**files, "client.toml": "another"}) != facts_digest(files)
    exported = next(name for name in files if name.startswith("exports/"))
    assert facts_digest({**files, exported: "another"}) != facts_digest(files)
