"""From which network, or through which social channel, a visit to the website came, and what it brought."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from smmkit.measures.scopes import Window


def visits_by_network(tables: Mapping[str, pd.DataFrame], names: list[str], window: Window) -> pd.DataFrame:
    """Return key events and revenue by the network a visit came from; missing where no export splits by source.

    Parameters
    ----------
    tables
        Canonical tables by name: `web`, else `web_detail`, where it has `source`.
    names
        Networks to tell of.
    window
        The days that count.

    Returns
    -------
    DataFrame
        `sessions`, `key_events`, `revenue` (client's currency), one row per name in their order.

    """
    columns = ["sessions", "key_events", "revenue"]
    blank = pd.DataFrame(np.nan, index=pd.Index(names, name="platform"), columns=columns)
    for name in ("web", "web_detail"):
        web = tables.get(name, pd.DataFrame())
        if web.empty or web["source"].isna().all():
            continue
        days = pd.to_datetime(web["day"])
        told = web[window.holds(days) & web["source"].notna()]
        network = told["source"].astype(str).str.casefold().map(source_network)
        sums = told.groupby(network)[columns].sum(min_count=1).astype(float)
        return pd.DataFrame(sums.reindex(names).fillna(0.0).rename_axis("platform"))
    return blank


def social_channels(web: pd.DataFrame) -> tuple[str, ...]:
    """Return the web channels that are social, as the export writes them.

    Parameters
    ----------
    web
        Canonical web: `channel`.

    Returns
    -------
    tuple of str
        In alphabetical order.

    """
    names = pd.Series(web["channel"].dropna().unique() if "channel" in web else [], dtype="str")
    return tuple(sorted(names[names.str.contains("social", case=False)]))


_SOURCES = {
    "ig": "instagram", "fb": "facebook", "lnkd": "linkedin", "yt": "youtube", "twitter": "x", "t.co": "x",
    "youtu": "youtube", "bsky": "bluesky",
}  # fmt: skip
_KNOWN = frozenset(
    ("instagram", "facebook", "tiktok", "linkedin", "youtube", "x", "pinterest", "threads", "bluesky", "whatsapp")
)


def source_network(source: str) -> str | None:
    """Return the network a visit's source stands for, such as `l.instagram.com`; None where it is none.

    Parameters
    ----------
    source
        A visit's source as GA4 writes it.

    Returns
    -------
    str or None
        Canonical name of the network.

    """
    words = [part for part in source.replace("/", ".").split(".") if part]
    if source in _SOURCES or source == "t.co":
        return _SOURCES[source]
    return next((_SOURCES.get(word, word) for word in words if word in _KNOWN or word in _SOURCES), None)
