"""Steps that read what the address of a post says: its id, its account, its moment."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from smmkit.sources import ids
from smmkit.sources.kind import Reading, Step
from smmkit.text import N_, Message

_DAY = pd.Timedelta(days=1)
_NUMBERED = (
    (r"(?:twitter|x)\.com/\w+/status/(\d+)", ids.x_snowflake),
    (r"tiktok\.com/@[\w.]+/(?:video|photo)/(\d+)", ids.tiktok),
    (r"linkedin\.com/.*urn:li:(?:activity|share|ugcPost):(\d+)", ids.linkedin_urn),
)


def read_address(pattern: str) -> Step:
    """Return a step that fills `post_id` and the account from `url`.

    Parameters
    ----------
    pattern
        Regular expression with a group `id` and, if the address names the account, `handle`.

    """

    def step(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
        if "url" not in frame:
            return frame
        found = frame["url"].astype("str").str.extract(pattern)
        frame = frame.copy()
        known = frame["post_id"] if "post_id" in frame else pd.Series(pd.NA, index=frame.index, dtype="str")
        frame["post_id"] = known.fillna(found["id"]).astype("str")
        if "handle" in found:
            frame["account_handle"] = found["handle"].astype("str")
            frame["account_id"] = frame["account_handle"].str.casefold()
        return frame

    return step


def moment_from_id(instants: Callable[[pd.Series], pd.Series], column: str) -> Step:
    """Return a step that takes the moment of publication from the id where the export gives only a day.

    The id counts only if it falls within a day of the exported date; elsewhere the day stays.

    Parameters
    ----------
    instants
        Function of `smmkit.sources.ids`.
    column
        Column that holds the id.

    """

    def step(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
        truth = instants(frame[column]) if column in frame else pd.Series(pd.NaT, index=frame.index)
        truth = truth.astype("datetime64[us, UTC]")
        if "published_at" not in frame:
            return frame.assign(published_at=truth, published_precision="minute")
        day = frame["published_at"]
        agrees = day.isna() | ((truth - day > -_DAY) & (truth - day < 2 * _DAY))
        use = truth.notna() & agrees
        both = int((truth.notna() & day.notna()).sum())
        near = int((use & day.notna()).sum())
        if both:
            said = (
                N_("The hours come from the ids: {near:number} of {rows:number} agree with the exported day.")
                if near == both
                else N_("Only {near:number} of {rows:number} exported days agree with the ids; the rest have no hour.")
            )
            reading.check("timezone", near >= 0.9 * both, Message(said, {"near": near, "rows": both}))
        return frame.assign(
            published_at=day.where(~use, truth),
            published_precision=use.map({True: "minute", False: "day"}).astype("str"),
        )

    return step


def of_address(urls: pd.Series) -> pd.Series:
    """Return the moment that a post's address holds, whichever of the networks it is on."""
    text = urls.astype("str")
    found = ids.instagram_shortcode(text)
    for pattern, instants in _NUMBERED:
        found = found.fillna(instants(text.str.extract(pattern)[0]))
    return found
