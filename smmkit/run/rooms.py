"""Which rooms of the program a notebook's result depends on, read from who imports whom.

A room is a folder of the package (`measures`, `topics/budget`) or a module at its top (`workbook`). A notebook
depends on what it imports, on what that imports in turn, on the stylesheets and tables beside those modules, and on the
sentences of their topics. An edit in another topic is no reason to run it again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from pathlib import Path

import smmkit
from smmkit import folders
from smmkit.files import digest

PACKAGE = Path(smmkit.__file__).parent
TOP = "smmkit"
# What brings every notebook into its language and runs its cells, whatever it imports itself.
RUNNING = ("smmkit.run.prepare", "smmkit.run.execute", "smmkit.run.kernel")
# The tables of public facts, which any room may read.
REFERENCE = "data/reference"
_IMPORT = re.compile(
    r"^[ \t]*(?:from[ \t]+(smmkit[\w.]*)[ \t]+import[ \t]+(\([^)]*\)|[^\n]+)|import[ \t]+(smmkit[^\n]*))", re.M
)
_DECLARED = re.compile(r"\bDocument\(\s*(?:notebook\s*=\s*)?[\"'](\d\d)[\"']")
_NAME = re.compile(r"[\w.]+")
_BESIDE = {".toml", ".json", ".css", ".mplstyle", ".html", ".js", ".csv", ".yaml", ".txt"}


@cache
def sources() -> dict[str, str]:
    """Return the source text of every module, by its dotted name; a package stands under its own name."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        if parts[0] != "bundle":
            found[".".join([TOP, *parts]).removesuffix(".__init__")] = path.read_text(encoding="utf-8")
    return found


def imported(source: str, known: Collection[str]) -> set[str]:
    """Return the modules a source text imports, late imports too, with the packages around each."""
    found: set[str] = set()
    for package, names, plain in _IMPORT.findall(source):
        said = _NAME.findall(re.sub(r"#[^\n]*|\bas\s+\w+", "", names or plain))
        found |= {package, *(f"{package}.{name}" for name in said)} if package else set(said)
    parts = [name.split(".") for name in found if name]
    return {name for each in parts for end in range(1, len(each) + 1) if (name := ".".join(each[:end])) in known}


@cache
def graph() -> dict[str, frozenset[str]]:
    """Return which module imports which."""
    return {name: frozenset(imported(source, sources())) - {name} for name, source in sources().items()}


def reached(seeds: Iterable[str]) -> set[str]:
    """Return all modules some modules depend on, themselves among them."""
    found: set[str] = set()
    waiting = set(seeds)
    while waiting:
        name = waiting.pop()
        found.add(name)
        waiting |= graph()[name] - found
    return found


@cache
def declared() -> dict[str, tuple[str, ...]]:
    """Return the modules that declare a document to come after a notebook, by the notebook's number."""
    found: dict[str, tuple[str, ...]] = {}
    for name, source in sources().items():
        if re.fullmatch(rf"{TOP}\.topics\.\w+\.documents(\.\w+)*", name):
            for number in sorted(set(_DECLARED.findall(source))):
                found[number] = (*found.get(number, ()), name)
    return found


def room_of(module: str) -> str:
    """Return the room a module stands in, as a reader finds it in the tree: `smmkit/topics/budget`."""
    parts = module.split(".")
    return "/".join(parts[: 3 if parts[1:2] == ["topics"] else 2])


def notebook_rooms(number: str, cells: str) -> dict[str, str]:
    """Return the hash of each room a notebook depends on.

    Parameters
    ----------
    number
        The notebook's number: documents may be declared to come after it.
    cells
        The source of its code cells.

    """
    return room_digests(frozenset({*imported(cells, sources()), *declared().get(number, ()), *RUNNING}))


@cache
def room_digests(seeds: frozenset[str]) -> dict[str, str]:
    """Return the hash of each room that some modules depend on: the modules reached, and what lies beside them."""
    rooms: dict[str, list[str]] = {}
    for name in sorted(reached(seed for seed in seeds if seed in sources())):
        rooms.setdefault(room_of(name), []).append(digest(sources()[name].encode()))
    for room, hashes in rooms.items():
        hashes += [hashed for _, hashed in sorted(_beside().get(room, {}).items())]
    for room, hashed in _sentences(rooms).items():
        rooms[room] = [*rooms.get(room, []), hashed]
    rooms[TOP] = [*rooms.get(TOP, []), smmkit.__version__]
    if (reference := _reference()) is not None:
        rooms[REFERENCE] = [reference]
    return {room: digest("".join(parts).encode()) for room, parts in sorted(rooms.items())}


@cache
def _beside() -> dict[str, dict[str, str]]:
    """Return the hash of each file that is not a module, by room."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted(PACKAGE.rglob("*")):
        name = path.relative_to(PACKAGE).as_posix()
        if path.suffix in _BESIDE and not name.startswith(("bundle/", "locale/")):
            room = room_of(".".join([TOP, *name.split("/")[:-1], "x"]))
            found.setdefault(room, {})[name] = digest(path.read_bytes())
    return found


def _sentences(rooms: Mapping[str, object]) -> dict[str, str]:
    """Return the hash of the translations by room: a topic's own, and those that several rooms say."""
    found: dict[str, str] = {}
    for path in sorted((PACKAGE / "locale").rglob("*.[pt]o*")):
        topic = f"{TOP}/topics/{path.stem}"
        room = topic if (PACKAGE / "topics" / path.stem).is_dir() else f"{TOP}/locale"
        if room in rooms or room != topic:
            found[room] = digest((found.get(room, "") + digest(path.read_bytes())).encode())
    return found


@cache
def _reference() -> str | None:
    folder = folders.demo_dir() / "reference"
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return digest(json.dumps([[path.name, digest(path.read_bytes())] for path in files]).encode()) if files else None


def import_digest() -> str:
    """Return the hash of what reads exports: it decides whether they have to be read again."""
    return digest(json.dumps(room_digests(frozenset({f"{TOP}.workbook", f"{TOP}.run.exports"}))).encode())


def report_rooms() -> dict[str, str]:
    """Return the hash of each room the report depends on."""
    return room_digests(frozenset({f"{TOP}.report"}))


def forget() -> None:
    """Look at the program anew; for a test that changes it."""
    for looked in (sources, graph, declared, room_digests, _beside, _reference):
        looked.cache_clear()
