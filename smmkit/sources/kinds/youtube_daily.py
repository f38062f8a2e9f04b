"""YouTube Studio by day: table data by date, and totals of another number than the views."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from smmkit.sources.daily import long_daily
from smmkit.sources.kind import ExportKind, Reading
from smmkit.sources.kinds.youtube import DAYS, LEFT_OUT, SPLITS, VIDEO, ZONE, needs_channel, two_columns
from smmkit.sources.kinds.youtube import KINDS as VIDEOS
from smmkit.sources.layout import single
from smmkit.sources.tongues import YOUTUBE, in_tongues
from smmkit.text import N_


def gained(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Take the subscribers won on a day; where the table tells only what is left of them, that."""
    return frame if "_new" in frame or "_net" not in frame else frame.assign(_new=frame["_net"])


_SOCIAL = ("impressions", "likes", "comments", "shares")
_DAILY = {
    "_views": ("views", "total"),
    "_hours": ("watch_h", "total"),
    "_new": ("follows_new", "total"),
    "_lost": ("unfollows", "total"),
    **{f"_{name}": (name, "total") for name in _SOCIAL},
}
# Table data by date: the row of the total first, the numbers of a video beside each day.
_BY_DATE = ExportKind(
    name="youtube-daily-table",
    label=N_("YouTube by day (YouTube Studio, table data)"),
    table="daily",
    headers={
        "day": ("Date", "Fecha", "Data"),
        "_views": VIDEO["views"],
        "_hours": VIDEO["_watch_h"],
        "_net": VIDEO["follows"],
        "_new": ("Subscribers gained", "Suscriptores ganados", "Suscriptores obtenidos"),
        "_lost": ("Subscribers lost", "Suscriptores perdidos"),
        **{f"_{name}": VIDEO[name] for name in ("impressions", "likes", "comments", "shares")},
    },
    required=("day", "_views", "_hours"),
    excluded=(*VIDEO["post_id"], *VIDEO["title"], *SPLITS, "Subscription status", "Estado de suscripción"),
    layout=single,
    constants={"platform": "youtube"},
    times={"day": DAYS},
    zone=ZONE,
    number_format=None,
    scratch=dict.fromkeys(("_views", "_hours", "_net", "_new", "_lost", *(f"_{one}" for one in _SOCIAL)), "number"),
    known=(*LEFT_OUT, "Dislikes", "No me gusta"),
    steps=(needs_channel, gained, long_daily(_DAILY, interactions={"total": ("_likes", "_comments", "_shares")})),
)
# Totals of another number than the views: one column beside the day, called as YouTube Studio alone does.
_TOTALS = tuple(
    replace(
        next(kind for kind in VIDEOS if kind.name == "youtube-daily"),
        name=f"youtube-daily-{name}",
        label=label,
        headers={"day": ("Date", "Fecha", "Data"), column: VIDEO[known]},
        required=("day", column),
        number_format=None,
        scratch={column: "number"},
        steps=(needs_channel, long_daily({column: (metric, "total")})),
    )
    for name, label, column, known, metric in (
        ("follows", N_("YouTube subscribers by day (YouTube Studio, totals)"), "_net", "follows", "follows_new"),
        ("hours", N_("YouTube watch time by day (YouTube Studio, totals)"), "_hours", "_watch_h", "watch_h"),
    )
)
_CHART = N_(
    "This is YouTube Studio's chart of another number than the views. Put “Table data” of the same download here; for "
    "the days, choose “Views” above the chart and download it again."
)
_OTHERS = (
    "Engaged views", "Average view duration", "Average percentage viewed (%)", "Impressions click-through rate (%)",
    "Unique viewers", "New viewers", "Returning viewers", "Estimated revenue (*)", "Receita estimada (*)",
    "Ingresos estimados (*)", "Visualizações intencionais",
    "Duração média da visualização", "Duración media de las visualizaciones", "Duración promedio de vistas",
)  # fmt: skip
_VIDEOS_BY_DAY = next(kind for kind in VIDEOS if kind.name == "youtube-videos-daily")
_SPLIT = next(kind for kind in VIDEOS if kind.name == "youtube-by-source")
# What is told by day of a number no table has, and by who subscribes: named, so that nobody types a mapping for it.
_REFUSED = (
    replace(_VIDEOS_BY_DAY, name="youtube-chart", required=("day", "post_id", "title", "published_at"), refusal=_CHART),
    replace(
        _VIDEOS_BY_DAY,
        name="youtube-totals-other",
        headers={"day": ("Date", "Fecha", "Data"), "_other": _OTHERS},
        required=("day", "_other"),
        layout=two_columns,
        refusal=_CHART,
    ),
    replace(
        _SPLIT,
        name="youtube-by-subscription",
        headers={**_SPLIT.headers, "_by": ("Subscription status", "Estado de suscripción")},
        excluded=("Date", "Fecha", "Data"),
    ),
)
KINDS = tuple(in_tongues(kind, YOUTUBE) for kind in (_BY_DATE, *_TOTALS, *_REFUSED))
