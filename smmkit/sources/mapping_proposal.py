"""Propose a `mapping.toml` for an export nobody knows: which columns it may hold, for the analyst to correct."""

from __future__ import annotations

import pandas as pd

from smmkit.client import Client
from smmkit.schema import TABLES
from smmkit.sources import cells
from smmkit.sources.grid import Grid
from smmkit.sources.header_rows import headers_and_rows
from smmkit.sources.headers import words
from smmkit.sources.mapping_needs import PARTS
from smmkit.sources.millionths import in_millionths, scaled_money, too_dear
from smmkit.sources.one_currency import currency_of_header, written_currencies
from smmkit.sources.other_networks import networks_named
from smmkit.sources.proposal_columns import columns_of, meanings, money_of_campaigns, would_do
from smmkit.sources.proposal_dates import ProposedDates, quoted
from smmkit.sources.proposal_rivals import as_rivals
from smmkit.sources.proposal_words import (
    lacking,
    network_of,
    network_of_links,
    of_hand_kept,
    scope_of,
    wholes_alone,
)
from smmkit.sources.why_not import networks_aside, no_days, titles_below
from smmkit.text import N_, Message

PROPOSED = N_(
    "This is none of the known exports (found: {columns}). If it belongs to the client, say which column is "
    "which in exports/mapping.toml; smmkit check proposes one."
)
UNPROPOSED = N_(
    "This is none of the known exports (found: {columns}), and too few of its columns are recognised for a "
    "mapping to be proposed. Say which is which in exports/mapping.toml, or move it out of the folder."
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
    found = headers_and_rows(grid)
    if found is None:
        return ""
    place, header, body = found
    if in_millionths(header) is not None or scaled_money(header) is not None:  # no mapping divides
        return ""
    table, columns = _by_name(name, header) or columns_of(header, body)
    table, columns = as_rivals(table, columns, header, body, client)
    if not columns or not would_do(table, set(columns)):
        return ""
    columns = wholes_alone(columns, header) if table == "daily" else columns
    columns = _with_network(table, columns, body)
    if _in_vain(table, columns, header, body, client) or titles_below(grid):
        return ""
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
    about = " ".join([name, grid.sheet or "", *header, *map(str, grid.cells.iloc[:place, 0])])
    linked = network_of_links(body[columns["url"]]) if "url" in columns else None
    money = _currency_line(table, columns, header, body, client)
    lines += _constants(table, columns, client, about, header, linked, money)
    lines += ["", "[files.dates]", *dates.lines]
    lines += ["", "[files.numbers]", _number_line(table, columns, body)]
    return "\n".join(lines) + "\n"


def _in_vain(table: str, columns: dict[str, int], header: list[str], body: pd.DataFrame, client: Client) -> bool:
    """Tell whether no description could work: networks side by side, amounts in millionths, months for days."""
    if table in {"daily", "ads"} and networks_aside(header if table == "daily" else money_of_campaigns(header)):
        return True
    if table == "ads" and _dear(columns, header, body, client) is not None:
        return True
    timed = next((columns[name] for name in ("day", "published_at") if name in columns), None)
    return timed is not None and no_days(table, timed, body)


def dear_amounts(grid: Grid, client: Client) -> Message | None:
    """Return what is to be said of a table of ads whose amounts are in millionths, for which no mapping is proposed."""
    found = headers_and_rows(grid)
    if found is None:
        return None
    _, header, body = found
    table, columns = columns_of(header, body)
    return _dear(columns, header, body, client) if table == "ads" else None


def _dear(columns: dict[str, int], header: list[str], body: pd.DataFrame, client: Client) -> Message | None:
    """Say so where the amounts seem to be in millionths: every description of them would end in a question."""
    told = [name for name in ("spend", "impressions", "clicks_all") if name in columns]
    read = {name: cells.parse_numbers(body[columns[name]], number_format=None).values for name in told}
    return too_dear(pd.DataFrame(read), header[columns["spend"]], client.currency) if "spend" in read else None


def _with_network(table: str, columns: dict[str, int], body: pd.DataFrame) -> dict[str, int]:
    """Take for the network's a column that is called something else and names nothing but networks."""
    if "platform" in columns or TABLES[table].column("platform") is None:
        return columns
    free = (place for place in map(int, body.columns) if place not in columns.values())
    own = next((place for place in free if networks_named(body[place].unique(), ads=table == "ads")), None)
    return columns if own is None else columns | {"platform": own}


def _by_name(name: str, header: list[str]) -> tuple[str, dict[str, int]] | None:
    """Return the hand-kept table whose name a file carries, with what its columns may be called in any tool."""
    named = of_hand_kept(name, header)
    if named is None:
        return None
    table, columns = named
    for place, cell in enumerate(header):
        column = dict(meanings(cell)).get(table)
        if column and column not in columns and place not in columns.values():
            columns[column] = place
    return table, columns


def slug(name: str) -> str:
    """Return a file's name as small letters and hyphens."""
    return words(name.rpartition("/")[2].rpartition(".")[0] or name).replace(" ", "-") or "my-export"


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
    lines += [] if not money or "currency" in columns else [money]
    parts = {part for place in columns.values() if (part := scope_of(header[place]))}
    if table == "daily" and len(parts) == 1:
        lines.append(f"scope = {quoted(parts.pop())}")
    lines += lacking(table, {*columns, "platform"})
    return ["", "[files.constants]", *lines] if lines else []


def _currency_line(table: str, columns: dict[str, int], header: list[str], body: pd.DataFrame, client: Client) -> str:
    """Return the currency that the header or the amounts name; else, of ads, the brief's, to be looked at."""
    place = next((columns[name] for name in ("spend", "amount") if name in columns), None)
    if place is None or TABLES[table].column("currency") is None:
        return ""
    named = currency_of_header(header[place], client.currency)
    found = [named] if named else written_currencies([body[place]], client.currency)
    if len(found) == 1:
        return f"currency = {quoted(found[0])}"
    return f"currency = {quoted(client.currency)}  # ? the account's currency" if table == "ads" else ""


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
        whole = record.kind == "count" if record is not None else column not in PARTS
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
