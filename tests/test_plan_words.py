"""What several people say of one proposal at once: no word of it is lost."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Barrier

import pytest
from ledgers import chain

from smmkit.plan import Decision, Plan, approve, load_plan, reject
from smmkit.plan.decide import comment
from smmkit.text import Message, Text

DAY = date(2026, 10, 1)
PEOPLE = [f"role {number}" for number in range(6)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    client = tmp_path / "cafe"
    client.mkdir()
    return client


def said(role: str) -> Decision:
    return Decision(role, DAY, f"word of {role}")


@pytest.mark.parametrize("first", [comment, approve, reject], ids=lambda one: one.__name__)
def test_words_said_at_one_moment_all_stand_in_the_note(folder: Path, first: Callable[..., Plan]) -> None:
    """Everybody has read the plan before anybody writes it."""
    ledger, text, together = chain(), Text("en"), Barrier(len(PEOPLE) + 1)
    comment(folder, ["BL-meta-ads"], ledger, said("opener"), say=text)

    def speak(role: str) -> None:
        together.wait()
        tell = comment if role in PEOPLE else first
        tell(folder, ["BL-meta-ads"], ledger, said(role), say=text)

    with ThreadPoolExecutor(len(PEOPLE) + 1) as pool:
        list(pool.map(speak, [*PEOPLE, "decider"]))
    entry = load_plan(folder).entry("BL-meta-ads")
    note = (entry and entry.note) or ""
    assert [role for role in ("opener", *PEOPLE, "decider") if f"word of {role}" not in note] == []


def test_a_word_said_while_another_is_being_said_is_not_overwritten(folder: Path) -> None:
    ledger, text = chain(), Text("en")
    comment(folder, ["BL-meta-ads"], ledger, said("opener"), say=text)
    others = ["second"]

    def say(message: Message) -> str:
        if others:
            comment(folder, ["BL-meta-ads"], ledger, said(others.pop()), say=text)
        return text(message)

    comment(folder, ["BL-meta-ads"], ledger, said("first"), say=say)
    entry = load_plan(folder).entry("BL-meta-ads")
    note = (entry and entry.note) or ""
    assert [role for role in ("opener", "first", "second") if f"word of {role}" not in note] == []
