"""Whether a table that reads like one network's is another's: a column, or the file's name, says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import PurePath

import pandas as pd

from smmkit.sources.headers import match, words
from smmkit.sources.kind import ExportKind, Section

BOUGHT = {
    "facebook": "meta", "fb": "meta", "instagram": "meta", "ig": "meta", "meta": "meta", "google": "google",
    "adwords": "google", "youtube": "google", "tiktok": "tiktok", "tik tok": "tiktok", "linkedin": "linkedin",
    "linked in": "linkedin", "pinterest": "pinterest", "twitter": "x", "x": "x", "snapchat": "snapchat",
    "snap": "snapchat", "reddit": "reddit", "bing": "microsoft", "microsoft": "microsoft", "amazon": "amazon",
}  # fmt: skip
_APART = {"facebook": "facebook", "fb": "facebook", "instagram": "instagram", "ig": "instagram", "youtube": "youtube"}
SPELLED = {**BOUGHT, **_APART}
"""What people call a network -> its name here."""
_AROUND = re.compile(r"^paid | (?:business|page|paid|cpc)$|(?<= )(?:ads?|advertising)$|^(?:anuncios|ads) (?:de |en )?")
_FLAG = {"x"}  # a mark, unless other networks stand beside it
_ROWS, _DIFFERENT, _MOST = 2000, 12, 0.5
# What people write themselves into these says nothing of the network.
_NAMES = frozenset({"campaign_name", "ad_set_name", "ad_name", "text", "title", "url", "_keyword", "_search"})
_LIKE_GOOGLE = re.compile(
    r"impr|currency code|codigo d[ae] moneda|codigo da moeda|conv value|valor (?:de )?conv"
    r"|(?:cost|coste|costo|custo) conv"
    r"|(?:campaign|ad group) (?:status|state|type)|(?:estado|tipo) de (?:la )?campana|(?:status|tipo) d[ae] campanha"
    r"|avg .*|cpc (?:medio|med|prom)|bid strategy type|optimization score|nivel de optimizacion|view through conv"
    r"|search .*"
)
_LIKE_META = frozenset({"date_start", "delivery", "result_type", "attribution", "ad_set_name", "purchases", "leads"})


def networks_named(cells: Iterable[str], *, ads: bool) -> set[str] | None:
    """Return the networks that the cells of a column name; None where most of them name none.

    Parameters
    ----------
    cells
        Text cells.
    ads
        Facebook and Instagram are bought in one place, Meta's; YouTube's ads in Google's.

    """
    different = {words(cell) for cell in dict.fromkeys(cells)} - {""}
    if not different or len(different) > _DIFFERENT:
        return None
    found = [_network(cell, ads=ads) for cell in different]
    told = {name for name in found if name is not None}
    if len([name for name in found if name is not None]) <= _MOST * len(found) or different <= _FLAG:
        return None
    return told


def network_called(cell: str) -> str | None:
    """Return the network that a cell or header names and nothing else; a lone X may be a mark."""
    plain = words(cell)
    return None if plain in _FLAG else _network(plain, ads=False)


def is_anothers(kind: ExportKind, sections: Sequence[Section], name: str) -> bool:
    """Tell whether a table that has the headers of a kind is not, or not alone, of that kind's network."""
    own = _of_kind(kind)
    if not own or kind.chosen or kind.refusal is not None:
        return False
    return any(_column_of_others(section, kind, own) for section in sections) or _called_otherwise(
        kind, sections, own, name
    )


def _of_kind(kind: ExportKind) -> str:
    if kind.table not in {"ads", "posts", "daily"}:
        return ""
    return kind.constants.get("platform", kind.name.partition("-")[0] if kind.table == "ads" else "")


def _column_of_others(section: Section, kind: ExportKind, own: str) -> bool:
    found = match(section.header, kind)
    if found is None:
        return False
    skipped = {place for column, place in found.columns.items() if column in _NAMES}
    for place in map(int, section.body.columns):
        cells: pd.Series = section.body[place].iloc[:_ROWS]
        if place in skipped or len(set(cells.iloc[: 3 * _DIFFERENT])) > _DIFFERENT:
            continue
        named = networks_named(cells.unique(), ads=kind.table == "ads")
        if named and named - {own}:
            return True
    return False


def _called_otherwise(kind: ExportKind, sections: Sequence[Section], own: str, name: str) -> bool:
    """Tell whether the file is called after another network of ads and no header is the kind's network's alone."""
    if kind.table != "ads" or own not in {"google", "meta"} or not sections:
        return False
    plain = words(PurePath(name).stem).split()
    called = {BOUGHT[word] for word in plain if word in BOUGHT and word not in _FLAG}
    if not called or own in called:
        return False
    header = sections[0].header
    if own == "google":
        return not sections[0].title and not any(_LIKE_GOOGLE.fullmatch(words(cell)) for cell in header)
    found = match(header, kind)
    return found is not None and not _LIKE_META & set(found.columns)


def _network(cell: str, *, ads: bool) -> str | None:
    bare = _AROUND.sub("", cell).strip()
    known = BOUGHT if ads else SPELLED
    return known.get(cell) or known.get(bare)
