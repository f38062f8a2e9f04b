"""Collect every message of the project and keep the Spanish catalogue in step with them."""

from __future__ import annotations

import ast
import json
import sys
from io import SEEK_END, BytesIO
from pathlib import Path

import nbformat
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from filelock import FileLock

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from smmkit.text.notebooks import prose_blocks

PO = ROOT / "smmkit" / "locale" / "es" / "LC_MESSAGES" / "smmkit.po"
CALLS = {"text", "N_", "Message", "word"}


def python_messages(path: Path) -> set[str]:
    """Return the literals given first to `text(...)`, `N_(...)`, `Message(...)` or `text.word(...)`."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and node.args and _name(node.func) in CALLS:
            found |= set(_literals(node.args[0]))
    return found


def notebook_messages(path: Path) -> set[str]:
    """Return the blocks of a notebook's Markdown cells."""
    cells = nbformat.read(path, as_version=4).cells
    return {block for cell in cells if cell.cell_type == "markdown" for block in prose_blocks(cell.source)}


def messages(places: list[Path] | None = None) -> set[str]:
    """Return every message below the places (default: package and notebooks)."""
    found: set[str] = set()
    for place in places or [ROOT / "smmkit", ROOT / "notebooks"]:
        files = [place] if place.is_file() else [*sorted(place.rglob("*.py")), *sorted(place.rglob("*.ipynb"))]
        for path in files:
            if ".ipynb_checkpoints" in path.parts:
                continue
            found |= python_messages(path) if path.suffix == ".py" else notebook_messages(path)
    return found


def read_catalogue() -> dict[str, str]:
    """Return what is translated."""
    with PO.open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file) if m.id}


def update(new: dict[str, str], *, prune: bool = False) -> None:
    """Merge translations into the catalogue; `prune` drops what nothing uses any more."""
    with FileLock(str(PO) + ".lock"):
        PO.with_suffix(".new").write_bytes(rendered(new, prune=prune))
        PO.with_suffix(".new").replace(PO)
    Path(str(PO) + ".lock").unlink(missing_ok=True)


def rendered(new: dict[str, str], *, prune: bool = False) -> bytes:
    """Return the catalogue's file with translations merged in, sorted by message."""
    known = read_catalogue() | {key: value for key, value in new.items() if value}
    catalog = Catalog(locale="es", project="smmkit", charset="utf-8")
    for key in sorted(messages() | (set() if prune else set(known))):
        if known.get(key):
            catalog.add(key, known[key])
    file = BytesIO(PO.read_bytes().split(b"\n\n", 1)[0] + b"\n\n")
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
