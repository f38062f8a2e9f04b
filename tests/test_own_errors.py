"""Nobody reads the name of one of our classes: an error of ours is its sentence, whoever raised it and wherever."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import smmkit.errors as errors
from smmkit.errors import ConfigError, OutdatedError, SmmkitError, own_names
from smmkit.run.sentences import of_one_client, sentence, sentence_of

PACKAGE = Path(errors.__file__).parent


def bases_of(path: Path) -> dict[str, list[str]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    classes = (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    return {one.name: [ast.unparse(base).split(".")[-1] for base in one.bases] for one in classes}


def test_every_error_of_ours_stands_in_one_module_so_that_its_name_is_known_in_every_process() -> None:
    known, elsewhere = own_names(), {}
    for path in (one for one in PACKAGE.rglob("*.py") if one != PACKAGE / "errors.py"):
        elsewhere |= {f"{path.name}: {name}": each for name, each in bases_of(path).items() if known & set(each)}
    assert elsewhere == {}
    assert known == {name for name, each in bases_of(PACKAGE / "errors.py").items() if name}
    assert len(known) >= 8


@pytest.mark.parametrize("name", sorted(own_names()))
def test_an_error_of_ours_that_a_cell_raised_is_told_without_its_class(name: str) -> None:
    assert sentence_of(name, "calendar.csv, row 3: post_id is empty.") == "calendar.csv, row 3: post_id is empty."


def test_an_error_of_somebody_else_keeps_the_class_that_tells_what_it_is() -> None:
    assert sentence_of("KeyError", "'Alcance'") == "KeyError: 'Alcance'"


@pytest.mark.parametrize(
    ("error", "alone", "beside"),
    [
        (ConfigError("plan.toml, line 3: no."), "plan.toml, line 3: no.", "plan.toml, line 3: no."),
        (OutdatedError("old.json: run it again."), "old.json: run it again.", "old.json: run it again."),
        (ValueError("odd"), "ValueError: odd", "ValueError: odd. The other clients are not affected."),
        (
            OSError(28, "No space left on device", "/x"),
            "/x: No space left on device. Make room or mend the permissions, then run again.",
            "/x: No space left on device. Make room or mend the permissions, then run again. "
            "The other clients are not affected.",
        ),
    ],
    ids=["ours", "another version's", "nobody's", "the disk's"],
)  # fmt: skip
def test_one_exception_is_told_in_the_same_words_wherever_it_is_met(
    error: SmmkitError | OSError | ValueError, alone: str, beside: str
) -> None:
    assert sentence(error) == alone
    assert of_one_client(error) == beside
