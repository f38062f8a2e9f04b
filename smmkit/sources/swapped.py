"""Dates in which a spreadsheet swapped day and month, found out and put right by the moments that the ids hold."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from smmkit.sources.kind import Reading, Step
from smmkit.text import N_, Message

_HOUR = pd.Timedelta(hours=1)
_DAY = pd.Timedelta(days=1)
_SAMPLE = 2000


def put_right(instants: Callable[[pd.Series], pd.Series], column: str) -> Step:
    """Return a step that swaps day and month back where the post's id proves that they were swapped.

    Where some posts prove it and others have no id to tell by, the analyst is asked for a new export: a guess
    could move a post by months.

    Parameters
    ----------
    instants
        Function of `smmkit.sources.ids`.
    column
        Column that holds the id.

    """

    def step(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
        if column not in frame or "published_at" not in frame or not reading.zone.name:
            return frame
        sample = frame[[column, "published_at"]].iloc[:: max(1, len(frame) // _SAMPLE)]
        if not ((sample["published_at"] - instants(sample[column])).abs() > _DAY).any():
            return frame
        written, truth = frame["published_at"], instants(frame[column])
        other = _swapped(written, reading.zone.name)
        wrong = ((written - truth).abs() > _DAY) & ((other - truth).abs() <= _HOUR)
        if not wrong.any():
            return frame
        told = Message(
            N_("Day and month were swapped in {count:number} dates: the posts' ids prove it, and they were put right."),
            {"count": int(wrong.sum())},
        )
        unproved = truth.isna() & other.notna()
        if unproved.any():
            said = N_(
                "Day and month are swapped in {count:number} dates, as the posts' ids prove; {others:number} posts "
                "have no id to tell by. Export again and do not save the file in a spreadsheet."
            )
            reading.ask(Message(said, {"count": int(wrong.sum()), "others": int(unproved.sum())}))
            return frame
        reading.warn(told)
        return frame.assign(published_at=written.mask(wrong, other))

    return step


def _swapped(times: pd.Series, zone: str) -> pd.Series:
    """Return the times with day and month swapped, on the zone's clock; missing where there is no such month."""
    local = times.dt.tz_convert(zone).dt.tz_localize(None)
    text = local.dt.strftime("%Y-%d-%m %H:%M:%S").where(local.dt.day <= 12)
    swapped = pd.to_datetime(text, format="%Y-%m-%d %H:%M:%S", errors="coerce").astype("datetime64[us]")
    there: pd.Series = swapped.dt.tz_localize(zone, ambiguous="NaT", nonexistent="shift_forward").dt.tz_convert("UTC")
    return there
