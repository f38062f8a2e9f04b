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
_POSTED = {word: name for word, name in SPELLED.items() if name not in {"meta", "google", "microsoft", "amazon"}}
_AROUND = re.compile(r"^paid | (?:business|page|paid|cpc)$|(?<= )(?:ads?|advertising)$|^(?:anuncios|ads) (?:de |en )?")
_FLAG = {"x"}  # a mark, unless other networks stand beside it
_ROWS, _DIFFERENT, _MOST, _SHORT = 2000, 12, 0.5, 5
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


def is_anothers(kind: ExportKind, sections: Sequence[Section], name: str, *, sheet: str = "") -> bool:
    """Tell whether a table that has the headers of a kind is not, or not alone, of that kind's network."""
    own = _of_kind(kind)
    if not own or kind.chosen or kind.refusal is not None:
        return False
    if any(titles_between(section.body, ads=kind.table == "ads") - {own} for section in sections):
        return True
    return any(_column_of_others(section, kind, own) for section in sections) or _called_otherwise(
        kind, sections, own, (sheet, PurePath(name).stem)
    )


def titles_between(rows: pd.DataFrame, *, ads: bool) -> set[str]:
    """Return the networks that rows of one cell name."""
    return set[str]().union(*(named_in(title, ads=ads) for title in titles_of(rows)))


def titles_of(rows: pd.DataFrame) -> list[str]:
    """Return the rows of one cell that name one network: titles (`GOOGLE ADS`) of what stands below each."""
    if not len(rows) or len(rows) > _ROWS:  # nobody writes titles between thousands of rows
        return []
    alone = rows[(rows != "").sum(axis=1) == 1]
    titles = ["".join(cells).strip() for cells in alone.to_numpy(dtype=object).tolist()]
    return [title for title in titles if len(words(title).split()) <= _SHORT and len(named_in(title)) == 1]


def named_in(text: str, *, ads: bool = True) -> set[str]:
    """Return the networks that a line, the name of a sheet or of a file names among other words."""
    known = BOUGHT if ads else _POSTED
    return {known[word] for word in words(text).split() if word in known and word not in _FLAG}


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


def _called_otherwise(kind: ExportKind, sections: Sequence[Section], own: str, called: Sequence[str]) -> bool:
    """Tell whether a table is called after another network of ads and no header is the kind's network's alone.

    What stands nearest to it counts: the campaigns' own names, then a line above it, its sheet, the file's name.
    """
    if kind.table != "ads" or own not in {"google", "meta"} or not sections:
        return False
    found = match(sections[0].header, kind)
    if found is None or (own == "meta" and _LIKE_META & set(found.columns)):
        return False
    if own == "google" and any(_LIKE_GOOGLE.fullmatch(words(cell)) for cell in sections[0].header):
        return False
    if _campaigns_of_others(sections[0], kind, own):
        return True
    above = [named_in(line) for line in reversed(sections[0].title)]
    by_name = [named_in(text) for text in called] if own == "meta" or not sections[0].title else []
    said = next((names for names in (*above, *by_name) if names), set[str]())
    return bool(said) and own not in said


def _campaigns_of_others(section: Section, kind: ExportKind, own: str) -> bool:
    """Tell whether most campaigns are called after a network (`TikTok - Pan`), and not all after the kind's own."""
    found = match(section.header, kind)
    place = found.columns.get("campaign_name") if found is not None else None
    if place is None:
        return False
    firsts = {words(cell).partition(" ")[0] for cell in section.body[place].iloc[:_ROWS].unique()} - {""}
    named = {BOUGHT[word] for word in firsts if word in BOUGHT and word not in _FLAG}
    return len(firsts & BOUGHT.keys()) > _MOST * len(firsts) and bool(named - {own})


def _network(cell: str, *, ads: bool) -> str | None:
    bare = _AROUND.sub("", cell).strip()
    known = BOUGHT if ads else SPELLED
    return known.get(cell) or known.get(bare)
