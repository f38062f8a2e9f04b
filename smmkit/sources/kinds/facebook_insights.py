"""Facebook Insights, the export by post that Meta Business Suite replaced in 2021-23 (EN): words under each header."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from smmkit.sources.grid import Grid
from smmkit.sources.kind import ExportKind, Reading, Section
from smmkit.sources.kinds.meta_posts import FORMATS, PACIFIC
from smmkit.sources.layout import single
from smmkit.sources.steps import add_interactions, mark_own, masked
from smmkit.text import N_

_PAGE_AND_POST = r"^(\d+)_\d+$"


def without_explanations(grid: Grid, kind: ExportKind) -> list[Section]:
    """Return the table without the row below the header, which explains each metric in a sentence."""
    return [replace(section, body=section.body.drop(index=_explaining(section.body))) for section in single(grid, kind)]


def _explaining(body: pd.DataFrame) -> list[int]:
    """Return the rows without an id in which every cell is a sentence such as `Lifetime: The number of...`."""
    nameless = body[body[0] == ""]
    told = ([cell for cell in row if cell] for row in nameless.to_numpy(dtype=object).tolist())
    explained = [bool(row) and all(cell.startswith(("Lifetime:", "Daily:")) for cell in row) for row in told]
    return list(nameless.index[explained])


def page_of_id(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Take the page from the post's id, which is `page_post`."""
    return frame.assign(account_id=frame["post_id"].str.extract(_PAGE_AND_POST)[0].astype("str"))


INSIGHTS = ExportKind(
    name="facebook-insights-posts",
    label=N_("Facebook posts (Facebook Insights, until 2023)"),
    table="posts",
    headers={
        "post_id": ("Post ID",),
        "url": ("Permalink",),
        "text": ("Post Message",),
        "format": ("Type",),
        "published_at": ("Posted",),
        "reach": ("Lifetime Post Total Reach",),
        "impressions": ("Lifetime Post Total Impressions",),
        "clicks_total": ("Lifetime Post Consumptions",),
    },
    required=("post_id", "published_at", "reach", "impressions"),
    layout=without_explanations,
    constants={"platform": "facebook", "grain": "lifetime", "published_precision": "minute"},
    times={"published_at": ("%m/%d/%Y %I:%M:%S %p", "%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M")},
    zone=PACIFIC,
    values={"format": FORMATS},
    known=("Countries", "Languages", "Audience Targeting", "Lifetime *"),
    steps=(page_of_id, masked("text"), add_interactions, mark_own),
)

KINDS = (INSIGHTS,)
