"""Which format each new post takes: as often as before, and none known to bring less of what the post is for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from smmkit.measures.formats import FAILS, WORKS
from smmkit.topics.calendar.analysis.mix import apportion, interleaved

NOT_PLANNED = ("story", "live", "other")
_FIRST_GUESS = ("image", "carousel", "video")
# Where nothing but films can be published, or nobody publishes anything else.
_FILMS = ("youtube", "tiktok")
_MONTHS_BACK = 6
Sides = Mapping[str, Mapping[tuple[str, str], str]]
"""Purpose -> (network, format) -> `works` or `fails`: what is known of a format by what that purpose counts."""


def format_weights(
    posts: pd.DataFrame, networks: Sequence[str], ideas: pd.DataFrame,
    ended: Mapping[tuple[str, str], str] | None = None,
) -> dict[str, dict[str, float]]:  # fmt: skip
    """Return how often each network uses each format, over the last half year; what vanishes in a day is left out.

    A network without posts takes the formats of the team's ideas for it, else image, carousel and video alike; where
    films alone are published, films.

    Parameters
    ----------
    posts
        The client's own posts, or `post_features`: `platform`, `format` and the `month` of publication.
    networks
        Networks to plan for.
    ideas
        The team's ideas: `networks`, `format`.
    ended
        What was decided to end, by network and format: the format that comes instead; empty where none does.

    Returns
    -------
    dict
        Network -> format -> posts counted (or ideas); weights for `mix.apportion`.

    """
    recent = posts[posts["month"].isin(sorted(posts["month"].unique())[-_MONTHS_BACK:])]
    recent = recent[~recent["format"].isin(NOT_PLANNED)]
    found = {}
    for name in networks:
        counted = recent.loc[recent["platform"] == name, "format"].value_counts()
        asked = (
            ideas.loc[ideas["networks"].fillna("").str.contains(name, regex=False), "format"].dropna().value_counts()
        )
        used = counted if len(counted) else asked
        guess = ("video",) if name in _FILMS else _FIRST_GUESS
        found[name] = {str(form): float(n) for form, n in used.items()} or dict.fromkeys(guess, 1.0)
        found[name] = _without_ended(name, found[name], ended or {})
    return found


def _without_ended(network: str, weights: dict[str, float], ended: Mapping[tuple[str, str], str]) -> dict[str, float]:
    """Give the places of a format that was ended to the one that comes instead, else to all others."""
    kept = {form: weight for form, weight in weights.items() if (network, form) not in ended}
    for form, weight in weights.items():
        if instead := ended.get((network, form)):
            kept[instead] = kept.get(instead, 0.0) + weight
    return kept or weights


def is_poor(sides: Sides, purpose: str, network: str, form: str) -> bool:
    """Say whether a format is known to bring less on a network of what a purpose counts.

    Parameters
    ----------
    sides
        What is known of formats.
    purpose, network, form
        What a post is for, where it goes out, and as what.

    Returns
    -------
    bool
        False where nobody knows.

    """
    return sides.get(purpose, {}).get((network, form)) == FAILS


def suited_formats(purposes: Sequence[str], network: str, weights: Mapping[str, float], sides: Sides) -> list[str]:
    """Return a format for each post of a network: in proportion to weights, none that brings less of what it is for.

    A poor format goes to the posts that count something else, as far as there are any; where there are too few, what
    works best takes its place, as the review says too, else the other formats do in proportion.

    Parameters
    ----------
    purposes
        What each post is for, in order.
    network
        Where they go out.
    weights
        From `format_weights`: of this network.
    sides
        What is known of formats.

    Returns
    -------
    list of str
        One per post. A purpose for which every format is poor takes them as they come.

    """
    from scipy.optimize import linear_sum_assignment

    plain = interleaved(apportion(len(purposes), weights))
    poor = np.array([[is_poor(sides, one, network, form) for form in plain] for one in purposes], dtype=bool)
    if not poor.any():
        return plain
    places = np.arange(len(plain))
    rows, columns = linear_sum_assignment(poor * len(plain) ** 2 + np.abs(places[:, None] - places[None, :]))
    found = [plain[column] for column in columns]
    wrong = [int(row) for row, column in zip(rows, columns, strict=True) if poor[row, column]]
    for purpose in dict.fromkeys(purposes[place] for place in wrong):
        mine = [place for place in wrong if purposes[place] == purpose]
        fresh = interleaved(apportion(len(mine), _instead(purpose, network, weights, sides)))
        for place, form in zip(mine, fresh, strict=False):
            found[place] = form
    return found


def _instead(purpose: str, network: str, weights: Mapping[str, float], sides: Sides) -> dict[str, float]:
    """Return the weights of what takes a poor format's place: of what works, where something does."""
    left = {form: weight for form, weight in weights.items() if not is_poor(sides, purpose, network, form)}
    known = sides.get(purpose, {})
    return {form: weight for form, weight in left.items() if known.get((network, form)) == WORKS} or left
