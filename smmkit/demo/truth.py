"""The truth planted in a client's data, so that a method can be held against it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np
import pandas as pd

from smmkit.demo.spec import Spec
from smmkit.demo.words import sector_words

HOURS = (8, 10, 13, 16, 18, 20)
"""Hours of the client's clock at which posts go out."""


@dataclass(frozen=True)
class Curve:
    """Results of a line in a week: top * (1 - exp(-spend / half)), or a straight line where nothing is planted."""

    line: str
    channel: str
    top: float
    half: float
    usual: float
    straight: bool = False

    def results(self, spend: np.ndarray) -> np.ndarray:
        """Return the expected results at a weekly spend."""
        return self.top * (spend / self.half if self.straight else 1 - np.exp(-spend / self.half))


@dataclass(frozen=True)
class Truth:
    """Everything that is planted; empty where `spec.planted` is false."""

    spec: Spec
    votes_hours: dict[str, int]
    votes_lift: float
    interactions_hour: int | None
    interactions_lift: float
    winning_format: str | None
    useless_format: str | None
    format_lift: float
    segments: np.ndarray
    segment_shares: tuple[float, ...]
    campaign: tuple[date, date] | None
    campaign_lift: float
    crisis: tuple[date, date] | None
    crisis_factor: float
    curves: tuple[Curve, ...]
    topic: str | None
    topic_growth: float
    winning_test: str | None
    monthly_growth: float

    @cached_property
    def in_campaign(self) -> np.ndarray:
        """True for the days of the campaign that works."""
        return self._days(self.campaign)

    @cached_property
    def in_crisis(self) -> np.ndarray:
        """True for the days of the crisis."""
        return self._days(self.crisis)

    def _days(self, span: tuple[date, date] | None) -> np.ndarray:
        days = self.spec.days
        if span is None:
            return np.zeros(len(days), dtype=bool)
        return np.asarray((days >= pd.Timestamp(span[0])) & (days <= pd.Timestamp(span[1])))

    def curve(self, line: str) -> Curve:
        """Return the response curve of a budget line."""
        return next(curve for curve in self.curves if curve.line == line)


def draw_truth(spec: Spec) -> Truth:
    """Decide what is planted in a client."""
    rng = spec.rng("truth")
    sector = sector_words(spec.language, spec.country).sectors[spec.sector]
    votes, reel_votes, interactions = (int(hour) for hour in rng.choice(HOURS, 3, replace=False))
    feed = dict.fromkeys(("image", "carousel", "link"), votes) | {"reel": reel_votes}
    winning = str(rng.choice(["reel", "carousel"]))
    long = spec.planted and spec.months >= 12
    crisis = spec.end - timedelta(days=int(rng.integers(65, 145)))
    centres, shares = _segments(spec, rng)
    return Truth(
        spec=spec,
        votes_hours=feed if spec.planted else {},
        votes_lift=round(float(rng.uniform(0.9, 1.1)), 2) if spec.planted else 0.0,
        interactions_hour=interactions if spec.planted else None,
        interactions_lift=round(float(rng.uniform(2.1, 2.5)), 2) if spec.planted else 0.0,
        winning_format=winning if spec.planted else None,
        useless_format="link" if spec.planted else None,
        format_lift=round(float(rng.uniform(0.6, 0.8)), 2) if spec.planted else 0.0,
        segments=centres,
        segment_shares=shares,
        campaign=(date(2026, 10, 5), date(2026, 10, 25)) if long and spec.last == "2026-10" else None,
        campaign_lift=round(float(rng.uniform(0.3, 0.45)), 2) if long else 0.0,
        crisis=(crisis, crisis + timedelta(days=6)) if long else None,
        crisis_factor=8.0 if long else 1.0,
        curves=_curves(spec, rng),
        topic=sector.interests[int(rng.integers(len(sector.interests)))] if long else None,
        topic_growth=round(float(rng.uniform(0.015, 0.025)), 3) if long else 0.0,
        winning_test="landing-page" if spec.planted else None,
        monthly_growth=0.012 if spec.planted else 0.0,
    )


def _segments(spec: Spec, rng: np.random.Generator) -> tuple[np.ndarray, tuple[float, ...]]:
    """Return the centres of three groups of customers in five interests; or one centre alone.

    A group likes most what its name says; what else it likes differs from client to client.
    """
    if not spec.planted:
        return np.full((1, 5), 0.5), (1.0,)
    rng.permutation(5)  # once the order of the interests; drawn still, so that all other truths stay as they were
    own = spec.rng("segments")
    sector = sector_words(spec.language, spec.country).sectors[spec.sector]
    centres = own.uniform(0.24, 0.44, (len(sector.segments), 5))
    for group, likes in enumerate(sector.likes):
        for name in likes:
            centres[group, sector.interests.index(name)] = own.uniform(0.74, 0.86)
    return centres.round(2), (0.45, 0.33, 0.22)


def _curves(spec: Spec, rng: np.random.Generator) -> tuple[Curve, ...]:
    """Return the curves of the paid lines: money a week in the client's currency, results in orders."""
    size = (spec.followers / 8000) ** 0.5
    plans = {
        "meta-ads": ("Paid Social", 34, 150, 140),
        "google-ads": ("Paid Search", 30, 90, 60),
        "influencers": ("Organic Social", 9, 120, 110),
    }
    curves = []
    for line, (channel, top, half, usual) in plans.items():
        lift = float(rng.uniform(0.85, 1.15))
        if not spec.planted:
            top, half, usual, lift = 10, 100, 90, 1.0
        curves.append(
            Curve(
                line,
                channel,
                top=round(top * size * lift, 1),
                half=spec.money(half * size),
                usual=spec.money(usual * size),
                straight=not spec.planted,
            )
        )
    return tuple(curves)
