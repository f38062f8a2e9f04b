"""Which table of the workbook an unknown one may be, and which of its columns is which, by what they are called."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

import pandas as pd

from smmkit.schema import TABLES
from smmkit.sources.headers import words
from smmkit.sources.mapping_needs import DAILY, still_needed
from smmkit.sources.one_currency import without_currency
from smmkit.sources.other_networks import network_called
from smmkit.sources.proposal_dates import CLOCK
from smmkit.sources.proposal_words import GUESSES, in_turn

_FIRST = 1000  # more than the kinds that share a word
_MOST = 0.5
_AROUND = re.compile(
    r"^(?:post|number of|numero de|n o de|total(?: de)?|metrics|segments) | (?:per|por) post$| totale?s?$"
    r"| (?:sin|sem|without|before|excl|excluding|ex) (?:iva|vat|tax|taxes|impuestos|igv)$"
)
# `Alcance (año anterior)`, `Reach (last 7 days)`, `Impressions (thousands)`, `Gasto (previsto)`
_OTHERWISE = re.compile(
    r"\b(?:previous|prev|prior|last|past|anterior(?:es)?|pasad[oa]s?|ultim[oa]s?|vorjahr|comparison|comparativa|vs|change"
    r"|variacion|variation|difference|diferencia|avg|average|mean|promedio|medi[oa]|mediana?|goal|target|objetivo"
    r"|forecast|prevision|previst[oa]s?|planned|planificad[oa]s?|estimated|estimad[oa]s?|cumulative|acumulad[oa]s?"
    r"|acumulado|thousands?|miles|milhares|k|millions?|millones|cents?|centimos|centavos|rate|ratio|tasa|percent"
    r"|percentage|porcentaje|\d+ ?d(?:ays?|ias?|ays)?)\b"
)
_MONEY = frozenset(
    ("cost", "spend", "spent", "coste", "costo", "custo", "gasto", "gastado", "inversion", "investimento", "costs",
     "budget", "presupuesto", "orcamento")
)  # fmt: skip
_NAMING = frozenset(("published_at", "day", "post_id", "url", "text"))  # a post has one of these, a list of rivals none
# One of these makes a table worth reading; without, what it holds is an id or a state.
_TOLD = {
    "posts": frozenset(column.name for column in TABLES["posts"].columns if column.kind == "count"),
    "ads": frozenset({"campaign_name", "campaign_id", "ad_set_name", "ad_name", "impressions", "clicks_all"}),
    "mentions": frozenset({"sentiment", "source"}),
    "audience": frozenset({"share", "count"}),
    "inbox": frozenset({"text"}),
    "customers": frozenset({"orders", "revenue", "last_order_on", "first_order_on"}),
    "web": frozenset({"sessions", "users", "new_users", "key_events", "revenue"}),
}
_DAY = frozenset(
    ("day", "date", "dia", "fecha", "data", "by day", "week", "semana", "date week", "week start", "month", "mes",
     "quarter", "trimestre")
)  # fmt: skip


def columns_of(header: list[str], body: pd.DataFrame) -> tuple[str, dict[str, int]]:
    """Return the table that fits the header best, and canonical column -> position."""
    tables: dict[str, dict[str, int]] = {}
    for place in in_turn(header):
        prose = _is_prose(body.iloc[:, place])
        for table, column in meanings(header[place]):
            if prose and _is_counted(table, column):
                continue
            tables.setdefault(table, {}).setdefault(column, place)
    _published(tables, header)
    paying = bool(money_of_campaigns(header)) and "campaign_name" in tables.get("ads", {})
    # The same number of columns: posts first, because that is what most tools export.
    paid = "spend" in tables.get("ads", {}) and _mostly_paid(body.iloc[:, tables["ads"]["spend"]])
    weight = {"ads": 4 if paid else 0}  # only that table has room for the money
    # Columns that tell no post from another are of days.
    liked = "posts" if {"post_id", "url", "text", "title"} & set(tables.get("posts", {})) else "daily"
    ranked = sorted(
        tables, key=lambda table: (_fit(tables[table]) + weight.get(table, 0), table == liked), reverse=True
    )
    found = (_completed(table, tables[table], header, tables.get("daily", {})) for table in ranked)
    # What paid campaigns brought is not what the account did.
    fitting = (one for one in found if would_do(one[0], set(one[1])) and not (paying and one[0] == "daily"))
    return next(fitting, ("posts", {}))


def money_of_campaigns(header: list[str]) -> list[str]:
    """Return the headers that speak of money."""
    return [cell for cell in header if _MONEY & set(words(cell).split())]


def _published(tables: dict[str, dict[str, int]], header: list[str]) -> None:
    """Take for a post's moment the column that says so (“Video publish time”), not a day beside it (“Date”)."""
    posts = tables.get("posts", {})
    taken = words(header[posts["published_at"]]) if "published_at" in posts else ""
    if taken in _DAY | CLOCK:  # an hour alone is no moment: its day stands beside it
        others = CLOCK if taken in CLOCK else _DAY | CLOCK
        said = (("posts", "published_at") in meanings(cell) and words(cell) not in others for cell in header)
        posts["published_at"] = next((place for place, so in enumerate(said) if so), posts["published_at"])


def _mostly_paid(amounts: pd.Series) -> bool:
    """Tell whether most rows cost something, as they do where ads are told and not posts of which some were boosted."""
    return bool(amounts.str.contains("[1-9]").mean() > _MOST)


def _is_prose(column: pd.Series) -> bool:
    """Say whether a column is filled and none of its cells holds a digit, as the words of a review under “Comment”."""
    filled = column[column != ""]
    return len(filled) > 0 and not filled.str.contains(r"\d").any()


def _is_counted(table: str, name: str) -> bool:
    """Say whether a column holds numbers; what a table by day knows by no column of its own is a metric."""
    column = TABLES[table].column(name)
    return table == "daily" if column is None else column.kind in ("count", "number")


def _completed(
    best: str, chosen: dict[str, int], header: list[str], daily: dict[str, int]
) -> tuple[str, dict[str, int]]:
    """Return the table and its columns with what one header may stand for twice: a day, a name.

    Posts that nothing tells apart are days, in which a column may mean something else (“Seguidores” are no follows).
    """
    if best == "ads" and not {"date_start", "date_stop"} <= set(chosen):
        day = chosen.get("date_start", next((place for place, cell in enumerate(header) if words(cell) in _DAY), None))
        chosen = chosen if day is None else {"date_start": day, "date_stop": day} | chosen
    dated = "published_at" in chosen and words(header[chosen["published_at"]]) in _DAY
    if best == "posts" and not {"post_id", "url", "text"} & set(chosen) and dated:
        chosen = {"day": chosen["published_at"]} | chosen
        days = {column: place for column, place in chosen.items() if column in ("day", "platform", *DAILY)}
        return "daily", days | {name: at for name, at in daily.items() if name not in days and at not in days.values()}
    named = "published_at" in chosen and "text" in chosen  # moment and text name a post that has no id
    apart = {"url"} & set(chosen) if named else {"url", "title", "text"} & set(chosen)
    if best == "posts" and "post_id" not in chosen and apart:
        own = min(apart, key=("url", "text", "title").index)  # what tells the posts apart where nothing is called an id
        chosen = {"post_id": chosen[own]} | chosen
    return best, chosen


def would_do(table: str, columns: set[str]) -> bool:
    """Tell whether these columns, and the few words an analyst may add, make a description that can be read."""
    needed = still_needed(table, columns | {"currency"})
    worded = {column.name for column in TABLES[table].columns if column.allowed}
    told = _TOLD.get(table, frozenset())
    if table == "daily" and "value" not in columns:
        worded, told = worded - {"metric"}, DAILY
    named = table != "posts" or bool(_NAMING & columns)
    return named and not set(needed) - worded and (not told or bool(told & columns))


def _fit(columns: dict[str, int]) -> int:
    """Return how many columns a table takes; what only words about a brand have, a tone, weighs as four more."""
    return len(columns) + 4 * ("sentiment" in columns)


def meanings(cell: str) -> tuple[tuple[str, str], ...]:
    """Return what a header may mean: as it stands, without its remark in brackets, without “Post” around it."""
    cell = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", cell)  # createdAt
    plain, bare = words(cell), words(without_currency(cell).partition("(")[0])
    meant: dict[str, str] = {}
    of_one = " ".join(word for word in bare.split() if network_called(word) is None)  # “Instagram reach”, “Alcance IG”
    if _OTHERWISE.search(plain):  # what stands beside the name makes another number of it
        return _spellings().get(plain, ())
    for spelled in (plain, bare, _AROUND.sub("", bare), re.sub(r" (?:de|do|di|da|on|en|of|no)$", "", of_one)):
        meant = dict(_spellings().get(spelled, ())) | meant
    return tuple(one for one in meant.items() if "%" not in cell or not _is_amount(*one))


def _is_amount(table: str, name: str) -> bool:
    """Say whether a column counts something or holds money, so that a share of it is not it."""
    column = TABLES[table].column(name)
    return table == "daily" if column is None else column.kind == "count" or column.unit == "money"


@lru_cache(maxsize=1)
def _spellings() -> dict[str, tuple[tuple[str, str], ...]]:
    """Return header -> (table, column) from every known kind, the most frequent first, plus guesses for posts."""
    from smmkit.sources.kinds import KINDS

    counts: Counter[tuple[str, str, str]] = Counter()
    for kind in (kind for kind in KINDS if not kind.file_name):
        for column, headers in kind.headers.items():
            if not column.startswith("_") and (kind.table, column) != ("posts", "day"):
                counts.update((words(header), kind.table, column) for header in headers if "(*)" not in header)
    for table, guesses in GUESSES.items():
        for column, headers in guesses.items():
            counts.update({(words(header), table, column): _FIRST for header in headers})
    found: dict[str, dict[str, str]] = {}
    for (header, table, column), _ in counts.most_common():
        found.setdefault(header, {}).setdefault(table, column)
    return {header: tuple(tables.items()) for header, tables in found.items()}
