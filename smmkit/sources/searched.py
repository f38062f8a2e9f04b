"""Reports of keywords and search terms: what was looked for tells the rows apart, and two filtered exports as well."""

from __future__ import annotations

import pandas as pd

from smmkit.sources.headers import words
from smmkit.sources.kind import Reading
from smmkit.sources.privacy import hash_people, mask_text

SEARCHED = {
    "_keyword": (
        "Keyword", "Search keyword", "Palabra clave", "Palabra clave de búsqueda", "Palavra-chave",
        "Palavra-chave de pesquisa", "Pesquisar palavra-chave", "Targeting",
    ),
    "_search": (
        "Search term", "Término de búsqueda", "Termo de pesquisa", "Customer Search Term", "Search query",
    ),
    "_match": (
        "Match type", "Tipo de concordancia", "Tipo de correspondência",
        "Tipo de correspondência dos termos de pesquisa", "Pesquisar tipo de correspondência de palavra-chave",
    ),
}  # fmt: skip
_MATCHES = {"broad": ("broad", "ampl"), "phrase": ("phrase", "frase"), "exact": ("exact", "exat")}
_UNSAID = "-"


def told_by_search(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Keep keyword, search and kind of match as a breakdown: a filtered export of one ad group holds only its own.

    A row that names none of them still is a part of the report, not the whole of its ad group. What people typed may
    be anybody's name, so it is kept as a code.
    """
    present = [column for column in SEARCHED if column in frame]
    if not {"_keyword", "_search"} & set(present):
        return frame.drop(columns=present)
    told = {column: frame[column].fillna(_UNSAID).str.casefold() for column in present}
    if "_keyword" in told:
        told["_keyword"] = mask_text(told["_keyword"], handles=True).str.replace(";", ",", regex=False)
    if "_search" in told:
        told["_search"] = hash_people(told["_search"], reading.client)
    if "_match" in told:
        told["_match"] = told["_match"].map({cell: _match(cell) for cell in told["_match"].unique()}).astype("str")
    return frame.assign(**told)


def _match(cell: str) -> str:
    """Return the kind of match in one language, so that the same export in another is known again."""
    plain = words(cell)
    return next((kind for kind, signs in _MATCHES.items() if any(sign in plain for sign in signs)), plain or _UNSAID)
