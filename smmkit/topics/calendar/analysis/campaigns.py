"""A campaign on one page: its kind, its days, what would show its effect, and when to stop it."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from smmkit.stats import serial_mean
from smmkit.text import N_

KINDS = ("promo", "contest", "ads", "event", "launch", "fair", "creator", "own")
KIND_WORDS = {
    "promo": N_("promotion"), "contest": N_("giveaway or contest"), "ads": N_("ads campaign"), "event": N_("event"),
    "launch": N_("launch"), "fair": N_("fair"), "creator": N_("campaign with a creator"),
    "own": N_("event of the house"),
}  # fmt: skip
"""What each kind is called."""
SHORT = 4
"""Days below which a campaign has no half time: nothing that could be seen by then could still change it."""
# How a title that names no kind gives it away; the first that fits counts.
_SIGNS = (
    ("contest", ("sorteo", "concurso", "giveaway", "contest", "sweepstake", "raffle")),
    ("fair", ("feria", "fair", "mercado", "market")),
    ("launch", ("lanzamiento", "presentacion", "presentación", "launch")),
    ("event", ("taller", "evento", "jornada", "workshop", "event", "open day")),
    ("creator", ("creador", "influencer", "creator")),
    ("ads", ("anuncio", "ads")),
)
# Both errors of the question "did it work?": 5 % of false alarms, 80 % of real effects seen.
_Z = 1.959964 + 0.841621


def kind_of(title: str, written: str | None = None) -> tuple[str, bool]:
    """Return a campaign's kind, and whether it was written down or read from its title.

    Parameters
    ----------
    title
        What the campaign is called, in Spanish or English.
    written
        The kind in the plan, if there is one.

    Returns
    -------
    tuple of str and bool
        One of `KINDS`, and whether somebody wrote it.

    """
    if written in KINDS:
        return str(written), True
    said = title.casefold()
    return next((kind for kind, words in _SIGNS if any(word in said for word in words)), "promo"), False


def days_to_see(daily: pd.Series, effect: float) -> float:
    """Return how many days a campaign must run to show an effect on a daily measure, if it is there.

    Two stretches of equal length are compared; each day resembles the one before, so the days count for as many
    fewer as `stats.serial_mean` says: the correlation taken from a month of days alone is too low.

    Parameters
    ----------
    daily
        The measure per day, as it is without the campaign.
    effect
        The share by which the campaign shall raise it.

    Returns
    -------
    float
        Days; NaN without a month of days, infinite without an effect.

    """
    known = daily.dropna().astype(float)
    if len(known) < 28 or known.mean() <= 0:
        return float("nan")
    if effect <= 0:
        return float("inf")
    if not known.std() > 0:
        return 0.0
    worth = serial_mean(known, np.flatnonzero(daily.notna())).effective / len(known)
    noise = float(known.std()) / float(known.mean()) / effect
    return float(np.ceil(2 * (_Z * noise) ** 2 / min(worth, 1.0)))


def overlapping(first: date, last: date, start: date | None, end: date | None) -> bool:
    """Say whether something with an open or closed beginning and end meets a month.

    Parameters
    ----------
    first, last
        Of the month, both days included.
    start, end
        Of the other; None where it has none.

    Returns
    -------
    bool
        Whether they share a day.

    """
    return (start is None or start <= last) and (end is None or end >= first)
