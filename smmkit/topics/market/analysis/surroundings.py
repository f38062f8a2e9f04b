"""What the team wrote down: the state of the accounts, facts of the sector, and what rivals did lately."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from smmkit.measures.mentions import known_brands

AREAS = ("market", "political", "economic", "social", "technological", "environmental", "legal")
OLD_MONTHS = 18
LAST_MOVES = 3


def profile_table(profiles: pd.DataFrame, *, end: date) -> pd.DataFrame:
    """Return each account with what is wrong with it.

    Parameters
    ----------
    profiles
        Canonical table, read as it stood when the team looked.
    end
        Last day of the month.

    Returns
    -------
    DataFrame
        `platform`, `handle`, `state`, `lacks` (tuple of `bio`, `link`; a badge is nice to have, so its absence is no
        fault), `verified`, `silent` (days since its last post), `read_on`; accounts with a fault first.

    """
    known = profiles[profiles["read_on"].isna() | (profiles["read_on"] <= pd.Timestamp(end))]
    last = known.sort_values("read_on").drop_duplicates(["platform", "handle"], keep="last")
    lacks = pd.Series(
        [tuple(part for part in ("bio", "link") if _no(row[part])) for row in last.to_dict("records")],
        index=last.index, dtype=object,
    )  # fmt: skip
    silent = (pd.Timestamp(end) - last["last_post_on"]).dt.days.clip(lower=0)
    table = last.assign(lacks=lacks, silent=silent, state=last["state"].fillna("active"))
    at_fault = table["state"].ne("active") | table["lacks"].map(len).gt(0)
    ordered = table.assign(fault=at_fault).sort_values("fault", ascending=False, kind="stable")
    return ordered[["platform", "handle", "state", "lacks", "verified", "silent", "read_on"]].reset_index(drop=True)


def sector_facts(sector: pd.DataFrame, *, end: date) -> pd.DataFrame:
    """Return the facts known by the end of the month, by area (PESTEL, the market first), the newest first.

    Parameters
    ----------
    sector
        Canonical table; facts without an area come last.
    end
        Last day of the month.

    Returns
    -------
    DataFrame
        `area`, `fact`, `so_what`, `quadrant`, `source`, `on`, `old` (it speaks of a day more than eighteen months ago).

    """
    known = sector[sector["on"].notna() & (sector["on"] <= pd.Timestamp(end))]
    place = known["area"].map({name: number for number, name in enumerate(AREAS)}).fillna(len(AREAS))
    old = known["on"] < pd.Timestamp(end) - pd.DateOffset(months=OLD_MONTHS)
    ordered = known.assign(place=place, old=old).sort_values(["place", "on"], ascending=[True, False], kind="stable")
    return ordered[["area", "fact", "so_what", "quadrant", "source", "on", "old"]].reset_index(drop=True)


def last_moves(moves: pd.DataFrame, rivals: Sequence[str], *, end: date) -> pd.DataFrame:
    """Return the last moves of each rival.

    Parameters
    ----------
    moves
        Canonical table `rival_moves`.
    rivals
        Rivals of the brief; what others did stays out.
    end
        Last day of the month.

    Returns
    -------
    DataFrame
        `competitor`, `on`, `platform`, `move`, `link`; rival by rival, the newest first.

    """
    named = moves.assign(competitor=known_brands(moves["competitor"], list(rivals)))
    known = named[named["competitor"].notna() & (named["on"] <= pd.Timestamp(end))]
    newest = known.sort_values("on", ascending=False, kind="stable").groupby("competitor", sort=False).head(LAST_MOVES)
    place = newest["competitor"].map({name: number for number, name in enumerate(rivals)})
    ordered = newest.assign(place=place).sort_values(["place", "on"], ascending=[True, False], kind="stable")
    return ordered[["competitor", "on", "platform", "move", "link"]].reset_index(drop=True)


def _no(value: object) -> bool:
    return not pd.isna(value) and not bool(value)  # type: ignore[call-overload]
