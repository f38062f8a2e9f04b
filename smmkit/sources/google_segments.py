"""Reports of ads that are split so that they no longer tell what was spent: by search, by conversion, by who saw."""

from __future__ import annotations

import re
from collections.abc import Callable

import pandas as pd

from smmkit.sources.headers import words
from smmkit.sources.kind import Reading, Step
from smmkit.text import N_, Message

# What a report is split by: each row is a part of its campaign, and an export filtered by one holds no more.
SEGMENTS = {
    "_device": ("Device", "Dispositivo"),
    "_country": ("Country/Territory", "Country", "País/territorio", "País", "País/território"),
    "_region": ("Region", "Región", "Região"),
    "_network": ("Network (with search partners)", "Network", "Red (con socios de búsqueda)", "Red", "Rede"),
    "_age": ("Age", "Edad", "Idade"),
    "_gender": ("Gender", "Sexo", "Gênero"),
    "_hour": ("Hour of the day", "Hour of day", "Hora del día", "Hora do dia"),
}


def not_every_search(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Say that a report of search terms holds less than was spent: Google leaves rare searches out of it."""
    if any(words(cell) in _SEARCHES for cell in reading.section.header):
        said = N_(
            "A report of search terms leaves out what few people searched for, so its cost is less than was spent. "
            "Export the campaign report instead."
        )
        reading.warn(Message(said))
    return frame


def _never_split(by: Callable[[str], object], said: str) -> Step:
    """Return a step that asks for a report again if a header, in plain words, says that it is split so."""

    def step(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
        split = next((cell for cell in reading.section.header if by(words(cell))), None)
        if split is not None:
            reading.ask(Message(said, {"column": split.strip()}))
        return frame

    return step


_PEOPLE = re.compile(r"^(?:.* )?segment(?: value)?$|^segmento(?: de)?\b")
_CONVERSIONS = frozenset(
    ("conversion action", "conversion action name", "conversion category", "conversion source", "accion de conversion",
     "categoria de conversion", "fuente de conversion", "acao de conversao", "categoria de conversao",
     "origem da conversao", "action de conversion", "categorie de conversion", "conversion aktion",
     "conversion kategorie")
)  # fmt: skip
_SEARCHES = frozenset(("search term", "termino de busqueda", "termo de pesquisa"))
# Google tells no cost of the parts of a segment by conversion, and zero reads as free.
not_by_conversion = _never_split(
    _CONVERSIONS.__contains__,
    N_(
        "Split by “{column}”, Google Ads tells no cost of each part, so nothing here says what was spent. Export "
        "the report again without that segment."
    ),
)
# Each of LinkedIn's demographics splits the same spend again.
not_by_people = _never_split(
    _PEOPLE.search,
    N_(
        "Split by “{column}”, the same spend stands under several kinds of people, so the rows do not add up to "
        "what was spent. Export the campaign report instead."
    ),
)
