"""What somebody who knows how a client was invented would see in its exports: the most any rule can find."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import norm

from smmkit.demo.spec import Spec
from smmkit.demo.team import SPREAD
from smmkit.demo.truth import draw_truth
from smmkit.demo.web import CHANNELS, exported_days

Powers = dict[str, float]
MOOD, OWN = 0.22, 0.18
"""Chance of a post and of its votes, as `smmkit.demo.posts` draws them (standard deviations of logarithms)."""


def powers(spec: Spec, truth: dict[str, Any], folder: Path) -> Powers:
    """Return the chance that each thing planted is seen at two-sided 0.5 %; none where no export holds it."""
    exports = folder / "exports"
    there = {name: float((exports / f"{name}.csv").is_file()) for name in ("topics", "ab_tests", "customers")}
    return {
        "campaign": campaign_power(spec, truth) if "campaign" in truth else 0.0,
        "topic": there["topics"],
        "A/B test": there["ab_tests"],
        "segments": told_apart(spec, exports) if there["customers"] else 0.0,
    }


def campaign_power(spec: Spec, truth: dict[str, Any]) -> float:
    """Return the chance that who knows the world's noise sees the campaign.

    As in `outside_world.web_days`: none where the export holds less than nine tenths of its days.
    """
    first, last = (pd.Timestamp(truth["campaign"][end]) for end in ("start", "end"))
    days = exported_days(spec)
    seen, whole = int(((days >= first) & (days <= last)).sum()), (last - first).days + 1
    if seen < 0.9 * whole:
        return 0.0
    world, shares = spec.world, np.array([level for level, _ in CHANNELS.values()])
    spread = world.noise / (1 - world.ar**2) ** 0.5 * float((shares**2).sum() ** 0.5 / shares.sum())
    error = spread * ((1 + world.ar) / (1 - world.ar) / seen) ** 0.5
    return _power(truth["campaign"]["lift"], error)


def told_apart(spec: Spec, folder: Path) -> float:
    """Return how many of the people of the group hardest to tell would be put into it by who knows the groups."""
    truth, world = draw_truth(spec), spec.world
    said = pd.read_csv(folder / "customers.csv").filter(like="interest_").to_numpy(float)
    group = spec.rng("customers").choice(len(truth.segments), len(said), p=truth.segment_shares)
    yes = spec.rng("asked").permutation(said.shape[1])[: world.yes_no]
    likely = []
    for centre, share in zip(np.asarray(truth.segments), truth.segment_shares, strict=True):
        logs = norm.logpdf(said, centre, SPREAD)
        logs[:, yes] = np.log(np.where(said[:, yes] > 0.5, centre[yes], 1 - centre[yes]))
        likely.append(logs.sum(axis=1) + np.log(share))
    best = np.argmax(likely, axis=0)
    return min(float((best[group == k] == k).mean()) for k in range(len(truth.segments)))


def format_powers(truth: dict[str, Any], posts: pd.DataFrame) -> Powers:
    """Return the chance that the winning format is seen, per network, from how many posts there are of it."""
    rough = truth.get("world")  # a smooth world does nothing to a post, and writes nothing down
    wild = 0.6 * rough["noise"] / (1 - rough["ar"] ** 2) ** 0.5 if rough else 0.0
    spread = (MOOD**2 + OWN**2 + wild**2) ** 0.5
    found: Powers = {}
    for network, rows in posts[posts["is_own"].fillna(True)].groupby("platform"):
        mine = int((rows["format"] == truth["formats"]["winning"]).sum())
        if 0 < mine < len(rows):
            error = spread * (1 / mine + 1 / (len(rows) - mine)) ** 0.5
            found[f"format {network}"] = _power(truth["formats"]["winning_lift"], error)
    return found


def _power(lift: float, error: float) -> float:
    return float(norm.sf(norm.isf(0.0025) - np.log1p(lift) / error))
