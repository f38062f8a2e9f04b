"""Collect every message of the project and keep the Spanish catalogue in step with them."""

from __future__ import annotations

import ast
import json
import re
import sys
from functools import cache
from io import SEEK_END, BytesIO
from pathlib import Path

import nbformat
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from filelock import FileLock
from jinja2 import Environment
from jinja2.nodes import Call, Const, Name

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from smmkit.course.unit import said_in
from smmkit.text.notebooks import prose_blocks

LOCALE = ROOT / "smmkit" / "locale" / "es"
HOUSE = "house"
# The course's texts hold sample answers, so their Spanish lies beside them and not in the package students install.
COURSE = ROOT / "notebooks" / "course" / "es.po"
HEADER = b"""msgid ""
msgstr ""
"Project-Id-Version: smmkit\\n"
"Language: es\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
CALLS = {"text", "N_", "Message", "word"}
# What users may have raised at them, and how click says what is wrong.
ERRORS = "errors"
RAISED = {"DataError", "ConfigError", "RunError", "PeriodError", "SmmkitError", "UsageError", "wrong", "E_"}
SPEAKING = ("cli", "client", "plan", "sources", "run", "report", "course")


def python_messages(path: Path) -> set[str]:
    """Return the literals given first to `text(...)`, `N_(...)`, `Message(...)` or `text.word(...)`."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and node.args and _name(node.func) in CALLS:
            found |= set(_literals(node.args[0]))
    return found | (command_messages(path) if path.parent.name == "cli" else set())


def command_messages(path: Path) -> set[str]:
    """Return what `--help` shows: the docstrings of commands, and the words on their options."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and any("command" in ast.unparse(d) or "group" in ast.unparse(d)
                                                     for d in node.decorator_list):  # fmt: skip
            found.add(ast.get_docstring(node) or "")
        if isinstance(node, ast.keyword) and node.arg == "help" and isinstance(node.value, ast.Constant):
            found.add(str(node.value.value))
        if (
            isinstance(node, ast.Assign)
            and ast.unparse(node.targets[0]) == "COMMANDS"
            and isinstance(node.value, ast.Dict)
        ):
            found |= {value.elts[1].value for value in node.value.values}  # type: ignore[attr-defined]
    return found - {""}


@cache
def raised_messages(path: Path) -> set[str]:
    """Return the sentences a module may raise, with a letter for each value that is filled in."""
    parts = path.relative_to(ROOT / "smmkit").parts if path.is_relative_to(ROOT / "smmkit") else ("",)
    if path.suffix != ".py" or (len(parts) > 1 and parts[0] not in SPEAKING):
        return set()
    calls = (node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call))
    found = set()
    for call in (one for one in calls if _name(one.func) in RAISED):
        keys = {_template(arg) for arg in call.args} - {""}
        found |= keys if _name(call.func) == "E_" else set(filter(_telling, keys))
    return found


def _template(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value) if isinstance(node.value, str) else ""
    if isinstance(node, ast.IfExp | ast.BoolOp):
        return ""
    if not isinstance(node, ast.JoinedStr):
        return ""
    letters = iter("abcdefghijklmnop")
    return "".join(
        str(part.value) if isinstance(part, ast.Constant) else "{" + next(letters) + "}" for part in node.values
    )


def _telling(key: str) -> bool:
    """Say whether a sentence has words of its own: a place and a value alone say nothing to translate."""
    return " " in key.strip() and len(re.findall(r"[A-Za-z]{2,}", re.sub(r"\{\w\}", "", key))) >= 2


def notebook_messages(path: Path) -> set[str]:
    """Return the blocks of a notebook's Markdown cells."""
    cells = nbformat.read(path, as_version=4).cells
    return {block for cell in cells if cell.cell_type == "markdown" for block in prose_blocks(cell.source)}


def files_below(places: list[Path]) -> list[Path]:
    """Return the modules, templates, notebooks and units of the course below the places."""
    kinds = ("*.py", "*.ipynb", "templates/*.html", "course/[0-9]*.toml")
    below = [[p] if p.is_file() else [path for kind in kinds for path in sorted(p.rglob(kind))] for p in places]
    return [path for paths in below for path in paths if ".ipynb_checkpoints" not in path.parts]


def messages(places: list[Path] | None = None) -> set[str]:
    """Return every message below the places (default: package and notebooks)."""
    return {key for path in files_below(places or [ROOT / "smmkit", ROOT / "notebooks"]) for key in said(path)}


@cache
def said(path: Path) -> set[str]:
    """Return the messages of one file."""
    if path.suffix == ".html":
        return template_messages(path)
    if path.suffix == ".toml":
        return set(said_in(path))
    return python_messages(path) | raised_messages(path) if path.suffix == ".py" else notebook_messages(path)


def template_messages(path: Path) -> set[str]:
    """Return the literals given first to `text(...)` in a template."""
    tree = Environment().parse(path.read_text(encoding="utf-8"))
    calls = [call for call in tree.find_all(Call) if isinstance(call.node, Name) and call.node.name == "text"]
    return {call.args[0].value for call in calls if call.args and isinstance(call.args[0], Const)}


def room(path: Path) -> str:
    """Return the topic a file belongs to, or the house; a notebook belongs to the first topic it imports."""
    if path.suffix == ".toml":
        return COURSE.parent.name
    if path.suffix == ".ipynb":
        topics = re.findall(r"from smmkit\.topics\.(\w+)", path.read_text(encoding="utf-8"))
        return topics[0] if topics else HOUSE
    parts = path.relative_to(ROOT / "smmkit").parts
    return parts[1] if parts[0] == "topics" and len(parts) > 2 else HOUSE


def rooms() -> dict[str, str]:
    """Return the catalogue each message belongs to: its topic's, or the house's where several rooms say it."""
    found: dict[str, set[str]] = {}
    for path in files_below([ROOT / "smmkit", ROOT / "notebooks"]):
        for key in said(path):
            found.setdefault(key, set()).add(room(path))
        for key in raised_messages(path):
            found[key].add(ERRORS)
    rooms_of = {key: next(iter(where)) if len(where) == 1 else HOUSE for key, where in found.items()}
    return {key: ERRORS if ERRORS in found[key] else name for key, name in rooms_of.items()}


def read_catalogue() -> dict[str, str]:
    """Return what is translated, from all files."""
    known = {}
    for path in catalogues():
        with path.open("rb") as file:
            known |= {str(m.id): str(m.string) for m in read_po(file) if m.id}
    return known


def catalogues() -> list[Path]:
    """Return the catalogue's files: one per topic, and the course's."""
    return [*sorted(LOCALE.glob("*.po")), *([COURSE] if COURSE.is_file() else [])]


def place(name: str) -> Path:
    """Return where a catalogue lies."""
    return COURSE if name == COURSE.parent.name else LOCALE / f"{name}.po"


def update(new: dict[str, str], *, prune: bool = False) -> None:
    """Merge translations into the catalogue; `prune` drops what nothing uses any more."""
    with FileLock(str(LOCALE) + ".lock"):
        files = rendered(new, prune=prune)
        for path in set(catalogues()) - {place(name) for name in files}:
            path.unlink()
        for name, content in files.items():
            path = place(name)
            if not path.is_file() or path.read_bytes() != content:
                path.with_suffix(".new").write_bytes(content)
                path.with_suffix(".new").replace(path)
    Path(str(LOCALE) + ".lock").unlink(missing_ok=True)


def rendered(new: dict[str, str], *, prune: bool = False) -> dict[str, bytes]:
    """Return each catalogue's file by name, with translations merged in, sorted by message."""
    known = read_catalogue() | {key: value for key, value in new.items() if value}
    where = rooms()
    catalogs: dict[str, Catalog] = {}
    for key in sorted(set(where) | (set() if prune else set(known))):
        if known.get(key):
            name = where.get(key, HOUSE)
            catalogs.setdefault(name, Catalog(locale="es", project="smmkit", charset="utf-8")).add(key, known[key])
    return {name: _written(catalog) for name, catalog in catalogs.items()}


def _written(catalog: Catalog) -> bytes:
    file = BytesIO(HEADER)
    file.seek(0, SEEK_END)
    write_po(file, catalog, width=0, no_location=True, omit_header=True, sort_output=True)
    return file.getvalue()


def main(arguments: list[str]) -> None:
    """Run `catalogue FILE.json`, `catalogue --missing [PLACE...]` or `catalogue --prune`."""
    if arguments and arguments[0] == "--missing":
        known = read_catalogue()
        missing = sorted(messages([(ROOT / a).resolve() for a in arguments[1:]]) - {k for k, v in known.items() if v})
        print(json.dumps(dict.fromkeys(missing, ""), ensure_ascii=False, indent=1))
        return
    new = {}
    for name in (a for a in arguments if not a.startswith("--")):
        new |= json.loads(Path(name).read_text(encoding="utf-8"))
    update(new, prune="--prune" in arguments)


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _literals(node: ast.expr) -> list[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return _literals(node.body) + _literals(node.orelse)
    return []
