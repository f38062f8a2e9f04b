"""What would have to be true: a target taken apart into the levers somebody can pull."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from smmkit.measures.kpis import Facts, Scope, Window, kpi_value
from smmkit.measures.posts import FLEETING, own_posts
from smmkit.measures.readings import column
from smmkit.metrics import WEB

CHAINS: Mapping[str, tuple[str, ...]] = {
    "key_events": ("posts", "visits_per_post", "events_per_visit"),
    "sessions": ("posts", "visits_per_post"),
    "revenue": ("posts", "visits_per_post", "events_per_visit", "money_per_event"),
    "err": ("likes_per_reach", "all_per_like"),
}
"""Factors whose product is the KPI."""
ROOM = 6
"""Months among which a lever's own best shows how far it can move."""
ALIKE = 1e-6
"""Logarithm of a ratio below which a product counts as unchanged."""


@dataclass(frozen=True)
class Lever:
    """One factor of a KPI, today and where it would have to be.

    Parameters
    ----------
    name
        Key of the factor.
    today, needed, best
        In its own unit; `best` is its best month of the last six.
    adds
        What its rise adds to the KPI, in the KPI's unit.

    """

    name: str
    today: float
    needed: float
    best: float
    adds: float

    @property
    def beyond(self) -> bool:
        """Whether it would have to be better than in its best month."""
        return self.needed > self.best * (1 + 1e-9)


def lmdi(before: Sequence[float], after: Sequence[float]) -> list[float]:
    """Return what each factor's change adds to the change of their product, without a rest.

    Parameters
    ----------
    before, after
        The positive factors, in one order.

    Returns
    -------
    list of float
        One per factor; they add up to the change of the product.

    Notes
    -----
    Logarithmic mean Divisia index I, additive form: Ang (2004), *Energy Policy* 32, 1131-1139.

    """
    first, second = float(np.prod(before)), float(np.prod(after))
    parts = np.log(np.divide(after, before))
    whole = float(parts.sum())
    # Of products this near to each other the logarithmic mean is the geometric one, whatever their size.
    weight = (first * second) ** 0.5 if abs(whole) < ALIKE else (second - first) / whole
    return [float(weight * part) for part in parts]


def lever_values(key: str, facts: Facts, scope: Scope, windows: Sequence[Window]) -> pd.DataFrame:
    """Return the factors of a KPI, window by window; their product is the KPI.

    Parameters
    ----------
    key
        A KPI of `CHAINS`; any other has no levers.
    facts, scope, windows
        As for `kpi_series`.

    Returns
    -------
    DataFrame
        One column per factor; a window that lacks one is left out.

    """
    if key not in CHAINS:
        return pd.DataFrame()
    rows = [_web(facts, scope, one) if key != "err" else _posts(facts, scope, one) for one in windows]
    table = pd.DataFrame(rows, columns=[*CHAINS["revenue"], *CHAINS["err"]], dtype=float)[list(CHAINS[key])]
    return table[(table > 0).all(axis=1)].reset_index(drop=True)


def _published(facts: Facts, scope: Scope, window: Window) -> pd.DataFrame:
    own = Scope(networks=scope.networks, formats=scope.formats, without=scope.without or FLEETING)
    posts = facts.cut("posts", own, window)
    return facts.table("posts")[:0] if posts is None else own_posts(posts)


def _web(facts: Facts, scope: Scope, window: Window) -> dict[str, float]:
    count = float(len(_published(facts, Scope(), window)))
    visits, events, money = (kpi_value(one, facts, scope, window).value or np.nan for one in WEB)
    return {
        "posts": count,
        "visits_per_post": visits / count if count else np.nan,
        "events_per_visit": events / visits,
        "money_per_event": money / events,
    }


def _posts(facts: Facts, scope: Scope, window: Window) -> dict[str, float]:
    posts = _published(facts, scope, window).dropna(subset=["interactions", "reach"])
    rate = kpi_value("err", facts, scope, window).value
    likes = column(posts, "likes").sum()
    if posts.empty or rate is None or not likes > 0:
        return {}
    deeper = float(posts["interactions"].astype(float).sum() / likes)
    return {"likes_per_reach": rate / deeper, "all_per_like": deeper}


def levers_to(target: float, values: pd.DataFrame) -> tuple[Lever, ...]:
    """Return where each factor would have to be for a target, each moved as far as its own best month allows.

    Parameters
    ----------
    target
        Of the KPI, above its last value.
    values
        From `lever_values`, month by month; today is the mean month of the last six, never one month.

    Returns
    -------
    tuple of Lever
        Empty where a factor is not known, or nothing has to rise. What the best months do not reach is shared alike.

    """
    recent = values.tail(ROOM)
    so_far = recent.cumprod(axis=1).mean().to_numpy(float) if len(recent) else np.array([np.inf])
    if not target > so_far[-1]:
        return ()
    today = so_far / np.r_[1.0, so_far[:-1]]
    best = recent.max().to_numpy(float)
    gap = float(np.log(target / np.prod(today)))
    room = np.log(best / today)
    share = room / room.sum() * min(gap, room.sum()) if room.sum() > 0 else np.zeros(room.size)
    share = share + (gap - share.sum()) / room.size
    needed = today * np.exp(share)
    adds = lmdi(list(today), list(needed))
    return tuple(
        Lever(str(name), *map(float, numbers))
        for name, *numbers in zip(values.columns, today, needed, best, adds, strict=True)
    )
