"""LinkedIn page, competitor analytics: pages side by side over a range of days that stands above the table.

Read in public code that takes these workbooks apart (sheet “COMPETITORS”: a line with first and last day, then `Page`,
which stays English in other languages, and numbers of the range).
"""

from __future__ import annotations

import pandas as pd

from smmkit.schema.export_range import export_end
from smmkit.sources import cells
from smmkit.sources.kind import ExportKind, Reading
from smmkit.sources.layout import single
from smmkit.text import N_, Message

_ABOVE = 5
_PAGE = ("Page", "Página")
_NEW = ("New Followers", "Nuevos seguidores", "Novos seguidores")
_TOTAL = ("Total Followers", "Seguidores totales", "Total de seguidores")
_LEFT_OUT = (
    "Total post engagements", "Total posts", "Posts", "Comments*", "Reactions*", "Reposts*", "Publicaciones",
    "Publicações", "Comentarios*", "Comentários*", "Reacciones*", "Reações*", "Interacciones*", "Engajamentos*",
)  # fmt: skip


def on_last_day(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Give every page the last day of the range: its number of followers is that day's."""
    above = [str(cell) for row in reading.grid.cells.head(_ABOVE).to_numpy(dtype=object) for cell in row if cell]
    written = pd.Series([cell for cell in above if any(map(str.isdigit, cell))], dtype="str")
    read = [cells.parse_times(written, (style, "iso"), zone=None).values for style in ("%m/%d/%Y", "%d/%m/%Y")]
    days = max(
        read, key=lambda values: int(values.notna().sum())
    )  # as LinkedIn writes them, unless only the other fits
    last = days.max() if days.notna().any() else export_end(reading.path)
    if last is None:
        said = N_(
            "Nothing says on which day these pages had that many followers. Put the day into the file's name, such as "
            "competitors_2026-10-31.xlsx."
        )
        reading.ask(Message(said))
        return frame
    reading.warn(Message(N_("Posts and interactions of a range belong to no day: only the followers are kept.")))
    return frame.assign(day=pd.Series(last, index=frame.index, dtype="datetime64[us]"), source="LinkedIn")


KINDS = (
    ExportKind(
        name="linkedin-rivals",
        label=N_("Pages compared (LinkedIn competitor analytics)"),
        table="competitors",
        headers={"competitor": _PAGE, "followers_total": _TOTAL, "_new": _NEW},
        required=("competitor", "followers_total", "_new"),
        excluded=("Date", "Fecha", "Data"),
        layout=single,
        constants={"platform": "linkedin"},
        known=_LEFT_OUT,
        steps=(on_last_day,),
    ),
    ExportKind(
        name="linkedin-rivals-range",
        label=N_("Pages compared (LinkedIn competitor analytics)"),
        table="competitors",
        headers={
            "competitor": _PAGE,
            "_new": _NEW,
            "_posts": ("Posts", "Total posts", "Publicaciones", "Publicações"),
        },
        required=("competitor", "_new", "_posts"),
        excluded=(*_TOTAL, "Date", "Fecha", "Data"),
        layout=single,
        refusal=N_(
            "This table of LinkedIn compares pages over a range of days and does not say how many followers they have, "
            "so nothing of it belongs to a day. Write their followers into competitors.csv, a row a page and day."
        ),
    ),
)
