"""Notebook 07's voice: openings of own posts that people answered most and least."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from smmkit.measures.posts import own_posts, post_features
from smmkit.measures.timing import Timing
from smmkit.topics.calendar.analysis.wording import examples


@dataclass(frozen=True)
class Voice:
    """Openings that were answered, and openings that were not; empty where too few posts say anything."""

    good: tuple[str, ...]
    poor: tuple[str, ...]


def voice_of(posts: pd.DataFrame, timing: Timing) -> Voice:
    """Return three openings of each kind, chosen by what is left when format, hour and network are taken off.

    Parameters
    ----------
    posts
        Canonical posts with their texts.
    timing
        The fitted effects on interactions.

    """
    if timing.model is None:
        return Voice((), ())
    features = post_features(posts)
    rows = features[features[timing.outcome].notna()]
    got = pd.Series(np.log1p(rows[timing.outcome].clip(lower=0).astype(float)), rows.index)
    rest = got - timing.model.predict(rows)
    good, poor = examples(own_posts(posts), rest)
    return Voice(tuple(good), tuple(poor))
