"""Propose a `mapping.toml` for an export nobody knows: which columns it may hold, for the analyst to correct."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

import pandas as pd

from smmkit.client import Client
from smmkit.schema import TABLES
from smmkit.sources import cells
from smmkit.sources.grid import Grid
from smmkit.sources.header_rows import header_place
from smmkit.sources.headers import words
from smmkit.sources.mapping_needs import DAILY, still_needed
from smmkit.sources.millionths import in_millionths
from smmkit.sources.one_currency import written_currencies
from smmkit.sources.proposal_dates import CLOCK, ProposedDates, quoted
from smmkit.sources.proposal_words import (
    GUESSES,
    in_turn,
    lacking,
    network_of,
    network_of_links,
    of_hand_kept,
    scope_of,
    wholes_alone,
)
from smmkit.text import N_

_FIRST = 1000  # more than the kinds that share a word
PROPOSED = N_(
    "This is none of the known exports (found: {columns}). If it belongs to the client, say which column is "
    "which in exports/mapping.toml; smmkit check proposes one."
)
UNPROPOSED = N_(
    "This is none of the known exports (found: {columns}), and too few of its columns are recognised for a "
    "mapping to be proposed. Say which is which in exports/mapping.toml, or move it out of the folder."
)
_SAMPLE = 500
_MOST = 0.5
_AROUND = re.compile(r"^(?:post|number of|numero de|n o de|total(?: de)?) | (?:per|por) post$| totale?s?$")
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
    ("day", "date", "dia", "fecha", "data", "by day", "week", "semana", "date week", "week start", "month", "mes")
)


def propose(grid: Grid, client: Client, *, name: str = "my-export") -> str:
    """Return a `mapping.toml` to start from.

    Parameters
    ----------
    grid
        A file or sheet of unknown kind.
    client
        Decides the platform when there is only one, and the number format.
    name
        What to call this kind of file.

    Returns
    -------
    str
        TOML with what could be recognised; lines to decide are marked `# ?`. Empty if the grid holds no table.

    """
    place = header_place(grid)
    if place is None:
        return ""
    header = [str(cell).strip() for cell in grid.cells.iloc[place]]
    if in_millionths(header) is not None:  # no mapping divides
        return ""
    body = grid.cells.iloc[place + 1 : place + 1 + _SAMPLE]
    table, columns = _by_name(name, header) or _columns(header, body)
    if not columns or not _would_do(table, set(columns)):
        return ""
    columns = wholes_alone(columns, header) if table == "daily" else columns
    named = {column: header[k] for column, k in columns.items()}
    dates = ProposedDates.of(table, columns, header, body)
    if dates.clock is not None:
        named[dates.column] += f" + {dates.clock}"
    used = [*(header[k] for k in columns.values()), dates.clock]
    lines = [
        "[[files]]",
        f"name = {quoted(slug(name))}",
        f"table = {quoted(table)}",
        f"match = [{', '.join(quoted(header[k]) for k in [*dict.fromkeys(columns.values())][:4])}]",
        "",
        "[files.columns]",
        *(f"{column} = {quoted(spelled)}" for column, spelled in named.items()),
        *(f"# ? = {quoted(cell)}" for cell in header if cell and cell not in used),
    ]
    about = " ".join([name, *header, *map(str, grid.cells.iloc[:place, 0])])
    linked = network_of_links(body[columns["url"]]) if "url" in columns else None
    money = _currency_line(body[columns["spend"]], client) if "spend" in columns else ""
    lines += _constants(table, columns, client, about, header, linked, money)
    lines += ["", "[files.dates]", *dates.lines]
    lines += ["", "[files.numbers]", _number_line(table, columns, body)]
    return "\n".join(lines) + "\n"


def _by_name(name: str, header: list[str]) -> tuple[str, dict[str, int]] | None:
    """Return the hand-kept table whose name a file carries, with what its columns may be called in any tool."""
    named = of_hand_kept(name, header)
    if named is None:
        return None
    table, columns = named
    for place, cell in enumerate(header):
        column = dict(_meanings(cell)).get(table)
        if column and column not in columns and place not in columns.values():
            columns[column] = place
    return table, columns


def slug(name: str) -> str:
    """Return a file's name as small letters and hyphens."""
    return words(name.rpartition("/")[2].rpartition(".")[0] or name).replace(" ", "-") or "my-export"


def _columns(header: list[str], body: pd.DataFrame) -> tuple[str, dict[str, int]]:
    """Return the table that fits the header best, and canonical column -> position."""
    tables: dict[str, dict[str, int]] = {}
    for place in in_turn(header):
        prose = _is_prose(body.iloc[:, place])
        for table, column in _meanings(header[place]):
            if prose and _is_counted(table, column):
                continue
            tables.setdefault(table, {}).setdefault(column, place)
    _published(tables, header)
    # The same number of columns: posts first, because that is what most tools export.
    paid = "spend" in tables.get("ads", {}) and _mostly_paid(body.iloc[:, tables["ads"]["spend"]])
    weight = {"ads": 4 if paid else 0}  # only that table has room for the money
    # Columns that tell no post from another are of days.
    liked = "posts" if {"post_id", "url", "text", "title"} & set(tables.get("posts", {})) else "daily"
    ranked = sorted(
        tables, key=lambda table: (_fit(tables[table]) + weight.get(table, 0), table == liked), reverse=True
    )
    found = (_completed(table, tables[table], header) for table in ranked)
    return next(((table, chosen) for table, chosen in found if _would_do(table, set(chosen))), ("posts", {}))


def _published(tables: dict[str, dict[str, int]], header: list[str]) -> None:
    """Take for a post's moment the column that says so (“Video publish time”), not a day beside it (“Date”)."""
    posts = tables.get("posts", {})
    taken = words(header[posts["published_at"]]) if "published_at" in posts else ""
    if taken in _DAY | CLOCK:  # an hour alone is no moment: its day stands beside it
        others = CLOCK if taken in CLOCK else _DAY | CLOCK
        said = (("posts", "published_at") in _meanings(cell) and words(cell) not in others for cell in header)
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


def _completed(best: str, chosen: dict[str, int], header: list[str]) -> tuple[str, dict[str, int]]:
    """Return the table and its columns with what one header may stand for twice: a day, a name."""
    if best == "ads" and not {"date_start", "date_stop"} <= set(chosen):
        day = chosen.get("date_start", next((place for place, cell in enumerate(header) if words(cell) in _DAY), None))
        chosen = chosen if day is None else {"date_start": day, "date_stop": day} | chosen
    if best == "posts" and not {"post_id", "url", "text"} & set(chosen) and "published_at" in chosen:
        chosen = {"day": chosen["published_at"]} | chosen
        return "daily", {column: place for column, place in chosen.items() if column in ("day", "platform", *DAILY)}
    named = "published_at" in chosen and "text" in chosen  # moment and text name a post that has no id
    apart = {"url"} & set(chosen) if named else {"url", "title", "text"} & set(chosen)
    if best == "posts" and "post_id" not in chosen and apart:
        own = min(apart, key=("url", "text", "title").index)  # what tells the posts apart where nothing is called an id
        chosen = {"post_id": chosen[own]} | chosen
    return best, chosen


def _would_do(table: str, columns: set[str]) -> bool:
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


def _meanings(cell: str) -> tuple[tuple[str, str], ...]:
    """Return what a header may mean: as it stands, without its remark in brackets, without “Post” around it."""
    cell = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", cell)  # createdAt
    plain, bare = words(cell), words(cell.partition("(")[0])
    meant: dict[str, str] = {}
    for spelled in (plain, bare, _AROUND.sub("", bare)):
        meant = dict(_spellings().get(spelled, ())) | meant
    return tuple(meant.items())


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


def _constants(
    table: str, columns: dict[str, int], client: Client, said: str, header: list[str], linked: str | None, money: str
) -> list[str]:
    """Return what holds for every row: the network where the file or the brief names it, and what ads need."""
    lines = []
    if "platform" not in columns and TABLES[table].column("platform") is not None:
        only = network_of(table, said, client.platforms, linked)
        lines.append(f"platform = {quoted(only)}" if only else '# platform = "..."  # ? which network is it')
    if table == "ads":
        level = next((level for column, level in _AD_LEVELS.items() if column in columns), "account")
        lines.append(f"level = {quoted(level)}")
        lines += [] if "currency" in columns else [money]
    parts = {part for place in columns.values() if (part := scope_of(header[place]))}
    if table == "daily" and len(parts) == 1:
        lines.append(f"scope = {quoted(parts.pop())}")
    lines += lacking(table, {*columns, "platform"})
    return ["", "[files.constants]", *lines] if lines else []


def _currency_line(amounts: pd.Series, client: Client) -> str:
    """Return the currency that stands beside the amounts; else the brief's, to be looked at."""
    found = written_currencies([amounts], client.currency)
    if len(found) == 1:
        return f"currency = {quoted(found[0])}"
    return f"currency = {quoted(client.currency)}  # ? the account's currency"


_AD_LEVELS = {
    "ad_name": "ad", "ad_id": "ad", "ad_set_name": "ad_set", "ad_set_id": "ad_set", "campaign_name": "campaign",
    "campaign_id": "campaign",
}  # fmt: skip


_POINT = r"^\D*\d+\.(?:\d\d?|\d{4,})\D*$"  # a point that parts no thousands


def _number_line(table: str, columns: dict[str, int], body: pd.DataFrame) -> str:
    """Return how the numbers are written: what one column gives away holds for all."""
    found, open_, points = set(), False, False
    for column, place in columns.items():
        record = TABLES[table].column(column)
        if record is not None and record.kind not in ("count", "number"):
            continue
        whole = record is not None and record.kind == "count"
        parsed = cells.parse_numbers(body[place], number_format=None, whole=whole)
        open_ = open_ or parsed.question is not None
        points = points or bool(body[place].str.contains(_POINT).any())
        found |= {parsed.number_format} if parsed.question is None else set()
    styles = found - {"plain"}
    if open_ and not styles and points:
        return 'format = "1,234.5"'
    if open_ and len(styles) != 1:
        return '# format = "1.234,5"  # ? or "1,234.5": some numbers can be read in two ways'
    return f"format = {quoted(styles.pop() if len(styles) == 1 else 'plain')}"
