"""The cheapest tools that do every job that is needed: an exact set cover."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from smmkit.errors import DataError

JOBS = ("publish", "approve", "inbox", "analytics", "ads", "listen", "design", "utm", "archive")


@dataclass(frozen=True)
class Cover:
    """A set of tools and its price.

    Parameters
    ----------
    tools
        Names, in the order of the table.
    price
        Money a month, together.

    """

    tools: tuple[str, ...]
    price: float


@dataclass(frozen=True)
class Tools:
    """What the listed tools can do and cost.

    Parameters
    ----------
    jobs
        Tools x jobs, whether each does each.
    price
        Money a month of each tool, in the client's currency.
    exports
        Whether what was made in it can be taken along; missing where nobody said.
    needed, nobody
        Jobs that must be done and some tool does; jobs that must be done and none does.
    best, second
        The cheapest tools that do all jobs needed, and the next best set; None where nothing is listed.
    extra
        Per further job, what doing it too would add to the price; NaN where no tool does it.
    doubled
        Paid tools that add nothing to the best ones, each with the tool that does the same.
    foreign
        Tools left out because their price is in another currency, or nobody noted it.
    read_on
        The oldest day on which a price was read; None where nobody said.

    """

    jobs: pd.DataFrame
    price: pd.Series[float]
    exports: pd.Series[bool]
    needed: tuple[str, ...]
    nobody: tuple[str, ...]
    best: Cover | None
    second: Cover | None
    extra: pd.Series[float]
    doubled: tuple[tuple[str, str], ...]
    foreign: tuple[str, ...]
    read_on: pd.Timestamp | None


def needed_jobs(tables: Iterable[str]) -> tuple[str, ...]:
    """Return the jobs a client cannot do without: publish, approve, measure, and what its data show it does.

    Parameters
    ----------
    tables
        Names of the tables the client has rows of.

    Returns
    -------
    tuple of str
        In the order of `JOBS`.

    """
    held = set(tables)
    does = {"inbox": "inbox" in held, "ads": "ads" in held, "listen": "mentions" in held}
    return tuple(job for job in JOBS if job in ("publish", "approve", "analytics") or does.get(job, False))


def tools(listed: pd.DataFrame, needed: Sequence[str], *, currency: str) -> Tools | None:
    """Return what the listed tools can do and cost; None where none is listed.

    Parameters
    ----------
    listed
        Hand-kept: `tool`, `job`, `has`, `price_month`, `currency`, `export`, `read_on`.
    needed
        Jobs that must be done.
    currency
        The client's.

    Returns
    -------
    Tools or None
        Prices a month, in the client's currency.

    """
    if listed.empty:
        return None
    rows = listed.assign(job=listed["job"].astype(str).str.strip().str.casefold())
    price = rows.groupby("tool", sort=False)["price_month"].max().astype(float)
    abroad = rows["currency"].notna() & (rows["currency"] != currency) & (rows["price_month"].fillna(0) > 0)
    foreign = [str(name) for name in price.index if price.isna()[name] or abroad[rows["tool"] == name].any()]
    kept = rows[~rows["tool"].isin(foreign)]
    jobs = kept.assign(has=kept["has"].fillna(False).astype(bool)).pivot_table(
        index="tool", columns="job", values="has", aggfunc="max", fill_value=False, sort=False
    )
    jobs, price = jobs.astype(bool), price.drop(foreign)
    able = [job for job in needed if job in jobs and jobs[job].any()]
    best = cheapest_cover(jobs, price, able)
    extra = {job: _with(jobs, price, able, job, best) for job in [*JOBS, *jobs.columns] if job not in needed}
    days = pd.to_datetime(rows["read_on"]).dropna()
    said = kept.groupby("tool", sort=False)["export"].max()
    return Tools(
        jobs, price, said, tuple(able), tuple(job for job in needed if job not in able), best,
        next_cover(jobs, price, able, best), pd.Series(extra, dtype=float), doubled(jobs, price, best), tuple(foreign),
        days.min() if len(days) else None,
    )  # fmt: skip


def cheapest_cover(jobs: pd.DataFrame, price: pd.Series[float], needed: Sequence[str]) -> Cover | None:
    """Return the cheapest tools that together do every job needed, none of them idle.

    Exact: a mixed-integer programme, solved to the end (`scipy.optimize.milp`, HiGHS).

    Parameters
    ----------
    jobs
        Tools x jobs, whether each does each.
    price
        Money a month of each tool, any currency.
    needed
        Jobs to be done.

    Returns
    -------
    Cover or None
        None where no tools are listed, nothing is needed, or a job is done by none of them.

    """
    return _solved(jobs, price, needed, [])


def next_cover(jobs: pd.DataFrame, price: pd.Series[float], needed: Sequence[str], best: Cover | None) -> Cover | None:
    """Return the cheapest cover that does without one tool of the best one at least.

    Parameters
    ----------
    jobs
        Tools x jobs, whether each does each.
    price
        Money a month of each tool.
    needed
        Jobs that must be done.
    best
        From `cheapest_cover`.

    Returns
    -------
    Cover or None
        None where there is no other set.

    """
    return None if best is None else _solved(jobs, price, needed, [best.tools])


def _with(jobs: pd.DataFrame, price: pd.Series[float], needed: list[str], job: str, best: Cover | None) -> float:
    if best is None or job not in jobs:
        return float("nan")
    more = cheapest_cover(jobs, price, [*needed, job])
    return float("nan") if more is None else more.price - best.price


def _solved(
    jobs: pd.DataFrame, price: pd.Series[float], needed: Sequence[str], without: Sequence[tuple[str, ...]]
) -> Cover | None:
    if (price < 0).any():
        raise DataError("tools: a price below zero; write what the tool costs in a month, 0 where it is free.")
    if jobs.empty or not len(needed) or not all(job in jobs and jobs[job].any() for job in needed):
        return None
    covers = jobs[list(needed)].to_numpy(float).T
    amounts = price.reindex(jobs.index).to_numpy(float)
    bans = np.array([jobs.index.isin(names).astype(float) for names in without]).reshape(-1, len(jobs))
    chosen = _least(amounts / (amounts.max() or 1.0), covers, bans)
    if chosen is None:
        return None
    chosen = _without_idle(chosen, covers)
    names = tuple(str(name) for name, one in zip(jobs.index, chosen, strict=True) if one)
    return Cover(names, float(amounts @ chosen))


def _least(
    cost: NDArray[np.float64], covers: NDArray[np.float64], bans: NDArray[np.float64]
) -> NDArray[np.int64] | None:
    """Return 0 or 1 per tool, the least cost that covers every job; None where no set does."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    rules = [LinearConstraint(covers, lb=1.0)]
    if len(bans):
        rules.append(LinearConstraint(bans, ub=bans.sum(axis=1) - 1))
    found = milp(cost, integrality=np.ones(len(cost), dtype=int), bounds=Bounds(0, 1), constraints=rules,
                 options={"mip_rel_gap": 0.0})  # fmt: skip
    return None if found.x is None else np.rint(found.x).astype(int)


def _without_idle(chosen: NDArray[np.int64], covers: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return a set without the tools it could do without: they are free, or the set would not be the cheapest."""
    kept = chosen.copy()
    for place in np.flatnonzero(chosen)[np.argsort(covers[:, chosen == 1].sum(axis=0), kind="stable")]:
        kept[place] = 0
        if (covers @ kept < 1).any():
            kept[place] = 1
    return kept


def doubled(jobs: pd.DataFrame, price: pd.Series[float], best: Cover | None) -> tuple[tuple[str, str], ...]:
    """Return the paid tools that add nothing to the best ones, each with the one that does the same alone.

    The second name is empty where only several of them together do.

    Parameters
    ----------
    jobs
        Tools x jobs, whether each does each.
    price
        Money a month of each tool.
    best
        From `cheapest_cover`.

    Returns
    -------
    tuple of tuple
        The tool, and the one of the best that does as much.

    """
    if best is None:
        return ()
    done = {str(tool): frozenset(jobs.columns[row]) for tool, row in zip(jobs.index, jobs.to_numpy(), strict=True)}
    together = frozenset().union(*(done[tool] for tool in best.tools))
    idle = [tool for tool in done if tool not in best.tools and price[tool] > 0 and done[tool] <= together]
    return tuple((tool, next((one for one in best.tools if done[tool] <= done[one]), "")) for tool in idle)
