"""Nothing hangs in the air: what is read is written, what has to be installed is used, a function has a caller."""

from __future__ import annotations

import ast
import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "smmkit"
KINDS = "EV|SW|ST|OB|SG|CH|BL|CA|PO|RS|DE"
AN_ID = re.compile(rf"(?:{KINDS})-[a-z0-9][a-z0-9-]*")

# Ids whose words are put together while a month runs, and where.
PUT_TOGETHER = {
    "DE-change": "topics/review/proposals/calls.py: what the rule says",
    "DE-stop": "topics/review/proposals/calls.py: what the rule says",
    "EV-partner": "topics/channels/proposals/allies.py: unique ids of partners",
    "EV-tastes-ask": "topics/community/proposals: the kind of a phrase",
    "EV-tastes-like": "topics/community/proposals: the kind of a phrase",
}
# Programs and data, which nobody imports.
NOT_IMPORTED = {"jupyterlab": "`smmkit lab` starts it", "tzdata": "time zones of a computer that has none"}
IMPORTED_AS = {"scikit-learn": "sklearn"}
# Public functions that only tools and tests call.
NO_CALLER = {
    "client_schema": "tests/refresh.py schemas writes what editors check client.toml by",
    "plan_schema": "tests/refresh.py schemas writes what editors check plan.toml by",
    "ledger_schema": "tests/refresh.py schemas writes what readers of a ledger check it by",
    "said_in": "tests/catalogue.py collects the sentences of the course with it",
    "untrue_sentences": "the yardstick of pages: each sentence is its item's",
    "within_budget": "the alarm's promise, held by simulation",
    "naive2": "the yardstick of forecasts (M competitions)",
    "service_level": "Erlang C for live chat, held to published tables (specs/08)",
    "chance_better": "the chance that one share beats another, held to its closed form (specs/10)",
}


@cache
def trees() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}


def named_strings(modules: Iterable[ast.Module]) -> dict[str, str]:
    """Return the strings that modules give a name to; of two with one name, the last one's."""
    found = {}
    for tree in modules:
        for node in tree.body:
            if isinstance(node, ast.Assign):
                names, values = node.targets[0], node.value
                both = isinstance(names, ast.Tuple) and isinstance(values, ast.Tuple)
                pairs = zip(names.elts, values.elts, strict=True) if both else [(names, values)]
                for one, value in pairs:
                    if isinstance(one, ast.Name) and isinstance(value, ast.Constant):
                        found[one.id] = value.value
    return {name: value for name, value in found.items() if isinstance(value, str)}


def beginning(node: ast.expr, named: dict[str, str]) -> tuple[str, bool]:
    """Return how a text begins as far as the source tells, and whether that is all of it."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value, True
    if isinstance(node, ast.Name) and node.id in named:
        return named[node.id], True
    if isinstance(node, ast.Attribute) and re.fullmatch(KINDS, node.attr):
        return node.attr, True
    if isinstance(node, ast.JoinedStr):
        first = node.values[0] if node.values else None
        told = first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""
        return told, False
    return "", False


def written() -> Iterator[tuple[str, bool, set[ast.AST]]]:
    """Yield each id that the code makes, as far as it is told, whether it is whole, and the nodes that tell it."""
    everywhere = named_strings(trees().values())
    for tree in trees().values():
        named = everywhere | named_strings([tree])
        for node in (one for one in ast.walk(tree) if isinstance(one, ast.Call)):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            keyword = [one.value for one in node.keywords if one.arg == "id"]
            if name == "item_id":
                words, whole = [], True
                for part in node.args:
                    word, all_of_it = beginning(part, named)
                    words += [re.sub(r"[^a-z0-9]+", "-", word.casefold()).strip("-") if words else word] if word else []
                    whole = bool(word) and all_of_it
                    if not whole:
                        break
                yield "-".join(words), whole, set()
            elif name in ("of", "Item"):
                for part in [*node.args[:1], *keyword]:
                    word, whole = beginning(part, named)
                    yield word.rstrip("-"), whole, set(ast.walk(part))


def read() -> dict[str, set[str]]:
    """Return the ids that the code names where it does not make them, with the files."""
    makes = {id(node) for _, _, nodes in written() for node in nodes}
    found: dict[str, set[str]] = {}
    for path, tree in trees().items():
        if PACKAGE / "demo" in path.parents or path == PACKAGE / "plan" / "entries.py":
            continue  # what the invented clients' plans hold, and examples of ids
        for node in ast.walk(tree):
            text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
            if AN_ID.fullmatch(text) and id(node) not in makes:
                found.setdefault(text.rstrip("-"), set()).add(str(path.relative_to(PACKAGE)))
    return found


def test_every_id_that_is_read_is_written_somewhere() -> None:
    made = {(id, whole) for id, whole, _ in written() if "-" in id}
    asked = read()
    assert len(made) > 80
    assert len(asked) > 40

    def is_made(id: str) -> bool:
        return any(
            one == id or one.startswith(f"{id}-") or (not whole and f"{id}-".startswith(f"{one}-"))
            for one, whole in made
        )

    nowhere = {id: files for id, files in asked.items() if not is_made(id) and id not in PUT_TOGETHER}
    assert nowhere == {}
    assert [id for id in PUT_TOGETHER if is_made(id) or id not in asked] == []


def imports() -> set[str]:
    found = set()
    for tree in trees().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                found |= {one.name.split(".")[0] for one in node.names}
            elif isinstance(node, ast.ImportFrom):
                found.add((node.module or "").split(".")[0])
    return found


def test_every_package_that_everybody_has_to_install_is_imported() -> None:
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    names = [re.split(r"[\[<>=;!~ ]", one)[0] for one in asked]
    known = imports()
    unused = [one for one in names if IMPORTED_AS.get(one, one.replace("-", "_")) not in known]
    assert sorted(unused) == sorted(NOT_IMPORTED)


def public_functions() -> dict[str, Path]:
    """Return the public functions of the package; what a decorator registers has a caller in that."""
    return {
        node.name: path
        for path, tree in trees().items()
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not node.decorator_list
    }


def called() -> set[str]:
    """Return every name the package and its notebooks use; being offered by a room is no use."""
    found = set()
    for path, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Name):
                found.add(node.id)
            elif isinstance(node, ast.Attribute):
                found.add(node.attr)
            elif isinstance(node, ast.alias) and node.asname not in (None, node.name):
                found.add(node.name)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and path.name != "__init__.py":
                found |= set(re.findall(r"\w+", node.value)) if "(" in node.value or ":" in node.value else {node.value}
    books = [json.loads(path.read_text(encoding="utf-8")) for path in (ROOT / "notebooks").rglob("*.ipynb")]
    for cell in (cell for book in books for cell in book["cells"] if cell["cell_type"] == "code"):
        found |= set(re.findall(r"\w+", "".join(cell["source"])))
    for path in (ROOT / "notebooks").rglob("*.toml"):
        found |= set(re.findall(r"\w+", path.read_text(encoding="utf-8")))
    return found | set(re.findall(r"\w+", (ROOT / "pyproject.toml").read_text(encoding="utf-8")))


def test_every_public_function_has_a_caller_besides_the_tests() -> None:
    known, used = public_functions(), called()
    idle = {name: str(path.relative_to(ROOT)) for name, path in known.items() if name not in used}
    assert {name: path for name, path in idle.items() if name not in NO_CALLER} == {}
    assert [name for name in NO_CALLER if name not in idle] == []
