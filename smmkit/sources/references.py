"""Public facts beside the client's exports: what networks retired, how creators do, how advertising is labelled."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from smmkit.folders import data_dir, demo_dir


def load_retirements() -> pd.DataFrame:
    """Return the metrics networks retired: `platform`, `metric`, `retired_on`, `replaced_by`, `where`, `source`."""
    return _read("metric_retirements.csv").assign(retired_on=lambda rows: pd.to_datetime(rows["retired_on"]))


def load_creator_tiers() -> pd.DataFrame:
    """Return what creators of each size usually get: rates of interactions per post by followers, with their source."""
    found = _read("creator_tiers.csv")
    numbers = ["followers_from", "followers_to", "low", "average_from", "average_to", "high"]
    return found.astype(dict.fromkeys(numbers, "float")).assign(read_on=pd.to_datetime(found["read_on"]))


def load_disclosure_rules(country: str) -> pd.DataFrame:
    """Return how a country asks creators to label advertising, one row a rule, with its source and the day it was read.

    Parameters
    ----------
    country
        Two letters; a country nobody wrote rules down for has no row.

    """
    found = _read("disclosure_rules.csv")
    days = {name: pd.to_datetime(found[name]) for name in ("in_force", "read_on")}
    return found.assign(**days)[found["country"] == country].reset_index(drop=True)


def _read(name: str) -> pd.DataFrame:
    path = data_dir() / "reference" / name
    return _kept(str(path if path.is_file() else demo_dir() / "reference" / name)).copy()


@lru_cache(maxsize=8)
def _kept(path: str) -> pd.DataFrame:
    return pd.read_csv(path, dtype="str")
