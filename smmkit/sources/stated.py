"""What an export says of its own filter: in the lines above its table, or in its name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest
from pathlib import PurePath

from smmkit.sources.headers import words
from smmkit.sources.kind import Reading
from smmkit.sources.privacy import mask_words
from smmkit.text import N_, Message

_FILTERED = N_(
    "The lines above the table name a filter ({filter}): it tells a part, not the whole. Export it again without the "
    "filter or comparison."
)

_SAID = re.compile(
    r"#?\s*(?:filters?|filtered by|filtros?|filtrado por|segments?|segmentos?|comparisons?|comparaci[oó]n"
    r"|compara[cç][aã]o)\s*[:=]\s*(.+)",
    re.IGNORECASE,
)
# GA4 writes whom a table is about above its first day: everybody, or one comparison.
_START = frozenset({"start date", "fecha de inicio", "data de inicio", "date de debut", "startdatum"})
_EVERYBODY = frozenset(
    {"", "all users", "todos los usuarios", "todos os usuarios", "tous les utilisateurs", "alle nutzer"}
)
_NOTHING = frozenset({"", "none", "no", "all", "ninguno", "todo", "todos", "nenhum", "tudo"})
_NAMES = re.compile(
    r"filtered|filtrad[oa]|filter|filtro|mobile|m[oó]vil|desktop|ordenador|escritorio|tablet|tableta", re.IGNORECASE
)


def stated_filter(title: Sequence[str], header: Sequence[str] = ()) -> str:
    """Return the filter that the lines above a table name; empty where they name none.

    Parameters
    ----------
    title
        The lines, as they stand in the file.
    header
        The table's columns: a line that names one of them (`Sessions by channel`) is what the table is called.

    """
    for line, after in zip_longest(title, title[1:], fillvalue=""):
        said = _SAID.fullmatch(line.strip())
        if said and words(said[1]) not in _NOTHING:
            return said[1].strip()
        audience = line.lstrip("# ").strip()
        begins = words(after.lstrip("# ").partition(":")[0]) in _START
        if begins and line.startswith("#") and _names_people(audience, header):
            return audience
    return ""


def _names_people(line: str, header: Sequence[str]) -> bool:
    """Tell whether a line above GA4's first day says whose visits follow: no question, no name of a table."""
    plain = f" {words(line)} "
    named = any(f" {words(cell)} " in plain for cell in header if words(cell))
    return plain.strip() not in _EVERYBODY and not named and not line.endswith("?") and ":" not in line


def say_filter(reading: Reading) -> None:
    """Warn that a file tells a part, where it says so of itself."""
    if found := stated_filter(reading.section.title, reading.section.header):
        reading.warn(Message(_FILTERED, {"filter": mask_words(found)}))


def named_filter(file: str) -> str:
    """Return the word of a file's name that sounds like a filter; only another file of the same days can confirm it."""
    found = _NAMES.search(PurePath(file).stem)
    return found[0] if found else ""
