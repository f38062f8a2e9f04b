"""The topics' documents: found by where they stand, written after their notebook, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules

from smmkit import topics
from smmkit.files import digest, write_whole
from smmkit.report.document import Book, Document
from smmkit.run.rooms import declared

MODULE = "documents"


@cache
def modules() -> dict[str, str]:
    """Return the module that declares a topic's documents, by topic."""
    names = sorted(module.name for module in iter_modules(topics.__path__))
    found = {name: f"{topics.__name__}.{name}.{MODULE}" for name in names}
    return {name: module for name, module in found.items() if find_spec(module) is not None}


@cache
def documents() -> tuple[Document, ...]:
    """Return every topic's documents, in the order of the topics' names."""
    return tuple(each for module in modules().values() for each in import_module(module).DOCUMENTS)


def documents_after(notebook: str) -> tuple[Document, ...]:
    """Return what is written after a notebook, such as `08`: only topics that declare something for it are loaded."""
    declaring = {name.split(".")[2] for name in declared().get(notebook, ())}
    named = [name for name in topics.NOTEBOOKS if name in declaring and name in modules()]
    found = (each for name in named for each in import_module(modules()[name]).DOCUMENTS)
    return tuple(each for each in found if each.notebook == notebook)


def contents(notebook: str, book: Callable[[], Book], tell: Callable[[str], None]) -> dict[str, dict[str, bytes]]:
    """Return the files of each document that comes after a notebook; nothing is written yet.

    Parameters
    ----------
    notebook
        Number of the notebook.
    book
        Opens the month; called only if there is something to write.
    tell
        Is told the name of each document before it is made.

    """
    asked = documents_after(notebook)
    opened = book() if asked else None
    found = {}
    for each in asked:
        assert opened is not None
        tell(each.name)
        found[each.name] = each.files(opened)
    return found


def put(out: Path, files: Mapping[str, Mapping[str, bytes]]) -> dict[str, str]:
    """Write documents into a month's folder and return the hash of each file by its name.

    Each file is replaced in one step; a file of the same document that is no longer written goes.
    """
    hashes = {}
    for name, written in files.items():
        for gone in {path.name for path in out.glob(name)} - written.keys():
            (out / gone).unlink()
        for file, content in written.items():
            write_whole(out / file, content)
            hashes[file] = digest(content)
    return hashes
