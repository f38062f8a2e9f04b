"""Tables the team keeps by hand: canonical columns, ISO dates, local times, the client's way of writing numbers."""

from __future__ import annotations

import pandas as pd

from smmkit.schema import TABLES
from smmkit.sources.kind import CLIENT_ZONE, Kind, Step, Zone
from smmkit.sources.layout import single
from smmkit.sources.privacy import hash_people
from smmkit.sources.reading import Reading
from smmkit.sources.steps import masked
from smmkit.text import N_, Message

# What must be in the header: enough to tell every table from the others.
_REQUIRED = {
    "competitors": ("competitor", "platform", "day", "followers_total"),
    "costs": ("day", "line", "kind", "amount"),
    "inbox": ("message_id", "platform", "received_at"),
    "mentions": ("mention_id", "at", "text"),
    "customers": ("customer_id", "orders", "revenue"),
    "ratings": ("brand", "source", "as_of", "rating"),
    "judgements": ("judge", "topic", "left", "right", "ratio"),
    "budget_judgements": ("line", "judge", "result_now"),
    "market": ("as_of", "brand", "market_share"),
    "topics": ("week", "topic", "volume"),
    "ab_tests": ("test", "arm", "exposed", "converted"),
    "daily": ("platform", "day", "metric", "value"),
}
_LABELS = {
    "competitors": N_("Competitors (kept by hand)"),
    "costs": N_("Costs (kept by hand)"),
    "inbox": N_("Customer messages (kept by hand)"),
    "mentions": N_("Mentions (kept by hand)"),
    "customers": N_("Customers (from your own system)"),
    "ratings": N_("Ratings (kept by hand)"),
    "judgements": N_("Expert comparisons (kept by hand)"),
    "budget_judgements": N_("Budget judgements (kept by hand)"),
    "market": N_("Market shares (kept by hand)"),
    "topics": N_("Topics by week (kept by hand)"),
    "ab_tests": N_("A/B tests (kept by hand)"),
    "daily": N_("Daily figures (kept by hand)"),
}
_LOCAL = Zone(CLIENT_ZONE, N_("Times without an offset are the client's local time (client.toml)."))
_DAYS = Zone("", N_("The table holds days only."))


def hash_authors(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Replace names of persons by hashes."""
    if "_author" in frame:
        frame = frame.assign(author_hash=hash_people(frame["_author"], reading.client))
    if "customer_id" in frame:
        named = frame["customer_id"].str.contains("@", regex=False).fillna(False).astype(bool)
        hashed = hash_people(frame["customer_id"].where(named), reading.client)
        frame = frame.assign(customer_id=frame["customer_id"].mask(named, hashed))
    return frame


def fill_defaults(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Fill what a hand-kept table may leave open."""
    table = reading.kind.table
    if table == "daily" and "scope" not in frame:
        frame = frame.assign(scope="total")
    if table == "mentions" and "source" not in frame:
        frame = frame.assign(source="other")
    if table == "costs":
        frame = _one_currency(frame, reading)
    return frame


def _one_currency(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    own = reading.client.currency
    if "currency" not in frame:
        return frame.assign(currency=own)
    frame = frame.assign(currency=frame["currency"].fillna(own))
    foreign = frame["currency"] != own
    if foreign.any():
        reading.warn(
            Message(
                N_("Amounts that are not in {currency}, kept but not to be added to other money: {count:number}."),
                {"count": int(foreign.sum()), "currency": own},
            )
        )
    return frame


def _kind(name: str) -> Kind:
    table = TABLES[name]
    columns = {
        column: (column,) for column in table.names if column not in {"source_file", "source_row", "author_hash"}
    }
    if "as_of" not in table.key:
        columns.pop("as_of", None)
    steps: tuple[Step, ...] = (fill_defaults,)
    if name in {"mentions", "customers"}:
        columns["_author"] = ("author",)
        steps = (*steps, hash_authors)
    if name in {"mentions", "inbox"}:
        steps = (*steps, masked("text", handles=True))
    timed = any(column.kind == "time" for column in table.columns)
    return Kind(
        name=f"team-{name.replace('_', '-')}",
        label=_LABELS[name],
        table=name,
        headers=columns,
        required=_REQUIRED[name],
        layout=single,
        zone=_LOCAL if timed else _DAYS,
        number_format=None,
        steps=steps,
    )


KINDS = tuple(_kind(name) for name in _REQUIRED)
