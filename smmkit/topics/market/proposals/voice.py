"""Share of voice and sentiment, as evidence."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd

from smmkit.ledger import Check, Item, Source, item_id, judge
from smmkit.ledger.checks import apart, direction, enough, independent, nearly_side, wait
from smmkit.metrics import metric
from smmkit.schema import platform_name
from smmkit.stats import Estimate
from smmkit.text import N_, Message
from smmkit.topics.market.analysis import MIN_DAYS, MIN_MENTIONS, ExtraShare, QuerySet

MENTIONS_FOUND = N_("{found:number} mentions of at least {needed:number}")
DAYS_FOUND = N_("{found:number} days with mentions of at least {needed:number}")
LABELS_FOUND = N_("{found:number} labelled mentions of each side, of at least {needed:number}")
_SHARE = N_(
    "{share:percent} of what is said about us and our rivals is about us ({low:percent} to {high:percent}); "
    "we listened in {sources}, to {brands}"
)
_BARE_SHARE = N_(
    "{share:percent} of what is said about us and our rivals is about us; we listened in {sources}, to {brands}"
)
_NET = N_("Of every 100 mentions of us, {net:number} more are praise than complaint ({low:number} to {high:number})")
_BARE_NET = N_("Of every 100 mentions of us, {net:number} more are praise than complaint")
_NET_ILL = N_(
    "Of every 100 mentions of us, {net:number} more are complaint than praise ({low:number} to {high:number})"
)
_OPEN_NET = N_(
    "Of every 100 mentions of us, {net:number} more are praise than complaint, but it might be otherwise: from "
    "{complaint:number} more of complaint to {praise:number} more of praise"
)
_OPEN_NET_ILL = N_(
    "Of every 100 mentions of us, {net:number} more are complaint than praise, but it might be otherwise: from "
    "{praise:number} more of praise to {complaint:number} more of complaint"
)
_BARE_NET_ILL = N_("Of every 100 mentions of us, {net:number} more are complaint than praise")
_EXTRA = N_(
    "We hold {voice:percent} of the conversation ({low:percent} to {high:percent}) and {share:percent} of the market "
    "({source}, {day:date}); that counts how much is said of us, kind or not"
)
_BARE_EXTRA = N_(
    "We hold {voice:percent} of the conversation and {share:percent} of the market ({source}, {day:date}); that counts "
    "how much is said of us, kind or not"
)
_NO_FEELING = N_(
    "We cannot tell whether people speak better of us or of our rivals: too few days have labelled mentions"
)
_NEARLY_FELT = N_(
    "People seem to speak {side:word} of us than of our rivals, but chance may still explain it: the difference lies "
    "between {low:number} and {high:number} of every 100 mentions"
)
_LISTEN = N_("Export the mentions of the brand and its rivals, found with one and the same query.")
_LABEL = N_("Label at least thirty mentions of the brand and thirty of its rivals as positive, neutral or negative.")


def voice_items(
    voice: pd.DataFrame, counts: pd.DataFrame, query: QuerySet, extra: ExtraShare | None,
    *, period: str, source: tuple[Source, ...],
) -> list[Item]:  # fmt: skip
    """Return the client's share of voice and, where its market share is known, the extra share.

    Parameters
    ----------
    voice, counts, query, extra
        From `analysis.market`: `voice_table`, `brand_mentions`, `query_set`, `extra_share`.
    period
        Month, such as `2026-10`.
    source
        Files and rows of the mentions.

    Returns
    -------
    list of Item
        `EV-sov` and `EV-esov`; nothing for a client without rivals, who has no share to measure.

    """
    mine = voice[voice["is_own"]]
    if mine.empty or len(voice) < 2:
        return []
    row, total = mine.iloc[0], int(voice["mentions"].sum())
    checks = [
        enough(total, MIN_MENTIONS, MENTIONS_FOUND),
        enough(int((counts.sum(axis=1) > 0).sum()), MIN_DAYS, DAYS_FOUND),
        independent(row["low"], row["high"]),
    ]
    judgement = judge(checks, collect=Message(_LISTEN))
    if total == 0:
        nothing = Message(N_("We heard nobody talk about us or our rivals this month"))
        return [Item.of("EV-sov", nothing, judgement, period=period, metric="sov")]
    values = {"share": row["share"], "low": row["low"], "high": row["high"],
              "sources": ", ".join(map(platform_name, query.sources)) or "–", "brands": ", ".join(query.brands),
              }  # fmt: skip
    title = _told(_SHARE, _BARE_SHARE, values)
    item = Item.of(
        "EV-sov", title, judgement, value=row["share"], low=row["low"], high=row["high"], unit="rate", n=total,
        period=period, metric="sov", scope=str(row["brand"]), window=period, definition=metric("sov").definition,
        source=source, about={"rows": "all"},
    )  # fmt: skip
    return [item] if extra is None else [item, _extra(extra, checks, total, period, source)]


def sentiment_items(
    table: pd.DataFrame, gap: tuple[Estimate, int], *, own: str, period: str, source: tuple[Source, ...]
) -> list[Item]:
    """Return the client's net sentiment and its difference from the rivals'.

    Parameters
    ----------
    table, gap
        From `analysis.market.sentiment_table` and `sentiment_gap`.
    own
        Name of the client.
    period
        Month, such as `2026-10`.
    source
        Files and rows of the mentions.

    Returns
    -------
    list of Item
        `EV-net-sentiment` and `EV-net-sentiment-vs-rivals`, where there is a label.

    """
    row = table[table["brand"] == own].astype({"net": float, "low": float, "high": float}).iloc[0]
    items = []
    if row["labelled"]:
        checks = [enough(row["labelled"], MIN_MENTIONS, MENTIONS_FOUND), independent(row["low"], row["high"])]
        title = _net_title(float(row["net"]), float(row["low"]), float(row["high"]))
        items.append(_points("EV-net-sentiment", title, checks, row["net"], row["low"], row["high"], None,
                             int(row["labelled"]), period, source, own))  # fmt: skip
    found, labelled = gap
    if labelled:
        items.append(_sentiment_gap(found, labelled, period, source))
    return items


def _extra(extra: ExtraShare, checks: list[Check], total: int, period: str, source: tuple[Source, ...]) -> Item:
    size = extra.market_share
    values: dict[str, str | float] = {
        "voice": size + extra.value, "low": size + extra.low, "high": size + extra.high, "share": size,
        "source": extra.source or "–", "day": extra.as_of.isoformat(),
    }  # fmt: skip
    title = _told(_EXTRA, _BARE_EXTRA, values)
    asked = [*checks, apart(extra.low, extra.high, 0.0)]
    return Item.of(
        "EV-esov", title, judge(asked, collect=Message(_LISTEN)), because=("EV-sov",), value=extra.value, low=extra.low,
        high=extra.high, unit="points", n=total, period=period, metric="esov", scope="all",
        window=period, definition=metric("esov").definition, about={"finding": "voice against market"},
        source=source,
    )  # fmt: skip


def _told(key: str, bare: str, values: dict[str, str | float]) -> Message:
    """Return a sentence with its interval, or without one where none is known."""
    if float(values["low"]) <= float(values["high"]):
        return Message(key, values)
    return Message(bare, {name: value for name, value in values.items() if name not in {"low", "high"}})


def _net_title(net: float, low: float, high: float) -> Message:
    """Return net sentiment in mentions of a hundred, turned round where complaint is the larger."""
    ill = net < 0
    if low < 0 < high:
        open_ends = {"net": 100 * abs(net), "praise": 100 * high, "complaint": -100 * low}
        return Message(_OPEN_NET_ILL if ill else _OPEN_NET, open_ends)
    ends = (-high, -low) if ill else (low, high)
    values: dict[str, str | float] = {"net": 100 * abs(net), "low": 100 * ends[0], "high": 100 * ends[1]}
    return _told(_NET_ILL, _BARE_NET_ILL, values) if ill else _told(_NET, _BARE_NET, values)


def _sentiment_gap(gap: Estimate, labelled: int, period: str, source: tuple[Source, ...]) -> Item:
    value, ends, p = gap.value, gap.interval(), gap.p_value()
    told, side = direction(*ends, 0.0, p), ""
    if not ends.low <= ends.high:
        key = _NO_FEELING
    elif side := nearly_side(*ends, 0.0, p):
        key = _NEARLY_FELT
    elif told > 0:
        key = N_(
            "People speak better of us than of our rivals: praise less complaints, of every 100 mentions, "
            "is {gap:number} higher for us ({low:number} to {high:number})"
        )
    elif told < 0:
        key = N_(
            "People speak worse of us than of our rivals: praise less complaints, of every 100 mentions, "
            "is {gap:number} lower for us ({low:number} to {high:number})"
        )
    else:
        key = N_(
            "We cannot tell whether people speak better of us or of our rivals: praise less complaints, of every 100 "
            "mentions, may be up to {below:number} lower for us, or up to {high:number} higher"
        )
    low, high = (-ends.high, -ends.low) if told < 0 else (ends.low, ends.high)
    values: dict[str, str | float] = {
        "gap": 100 * abs(value),
        "low": 100 * low,
        "high": 100 * high,
        "side": side,
        "below": -100 * low,
    }
    title = Message(key, {name: number for name, number in values.items() if f"{{{name}" in key})
    checks = [
        enough(labelled, MIN_MENTIONS, LABELS_FOUND),
        independent(ends.low, ends.high),
        apart(*ends, 0.0, p),
    ]
    id, about = item_id("EV", "net sentiment vs rivals"), {"finding": "sentiment against rivals"}
    return _points(id, title, checks, value, *ends, p, labelled, period, source, "all+less-rivals", about)


def _points(
    id: str, title: Message, checks: list[Check], value: float, low: float, high: float, p_value: float | None, n: int,
    period: str, source: tuple[Source, ...], scope: str, about: Mapping[str, str] = MappingProxyType({}),
) -> Item:  # fmt: skip
    about = {**about, "rows": f"{scope}+has-sentiment"}
    return Item.of(
        id, title, judge(checks, collect=wait(low, high, 0.0, p_value, _LABEL)), value=value, low=low, high=high,
        p_value=p_value, unit="points", n=n, period=period, about=about, metric="net_sentiment", scope=scope,
        window=period, definition=metric("net_sentiment").definition, source=source,
    )  # fmt: skip
