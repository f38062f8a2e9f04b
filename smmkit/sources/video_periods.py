"""YouTube tells a video's numbers for the period that was chosen: exports of periods that do not overlap add up."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pandas as pd

from smmkit.schema import TABLES
from smmkit.schema.export_range import export_range

Piece = tuple[str, pd.DataFrame]
_ADDED = [column.name for column in TABLES["posts"].columns if column.additive == "y"]
_PEOPLE = [column.name for column in TABLES["posts"].columns if column.additive == "n"]


def video_periods_added(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the tables with the videos of YouTube exports of one period after another once each, added up.

    Whoever exports every month gets the views of that month, not of the video's life: the last export alone would
    tell one month of all. Where periods overlap, or a name holds none, nothing is added and the numbers are compared.

    Parameters
    ----------
    pieces
        Canonical table and rows, in the order of the files.

    """
    places = [place for place, (name, frame) in enumerate(pieces) if name == "posts" and _of_a_period(frame)]
    spans = {place: export_range(str(pieces[place][1]["source_file"].iloc[0])) for place in places}
    known = sorted((span, place) for place, span in spans.items() if span is not None)
    if len(known) < 2 or any(earlier[0][1] >= later[0][0] for earlier, later in pairwise(known)):
        return list(pieces)
    order = [place for _, place in known]
    whole = pd.concat([pieces[place][1] for place in order], ignore_index=True)
    added = {order[-1]: ("posts", _added(whole))}
    return [added.get(place, piece) for place, piece in enumerate(pieces) if place in added or place not in order]


def _of_a_period(frame: pd.DataFrame) -> bool:
    return len(frame) > 0 and bool((frame["platform"].eq("youtube") & frame["grain"].eq("lifetime")).all())


def _added(whole: pd.DataFrame) -> pd.DataFrame:
    """Return each video once; what does not add up (people, averages) only where one period tells it."""
    videos = whole.groupby(["account_id", "post_id"], dropna=False, sort=False)
    told = videos.last().reset_index().reindex(columns=whole.columns)
    for column in _ADDED:
        told[column] = videos[column].sum(min_count=1).to_numpy()
    several = (videos.size() > 1).to_numpy()
    for column in _PEOPLE:
        if column != "duration_s":
            told[column] = told[column].mask(several)
    return told.astype(whole.dtypes.to_dict())
