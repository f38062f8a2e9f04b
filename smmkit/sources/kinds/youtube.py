"""YouTube Studio: table data, chart data, totals, ages (EN, ES, PT, FR, DE)."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from smmkit.sources import cells
from smmkit.sources.daily import long_daily
from smmkit.sources.grid import Grid
from smmkit.sources.kind import ExportKind, Reading, Section, Zone
from smmkit.sources.layout import single
from smmkit.sources.steps import add_interactions, mark_own, masked
from smmkit.sources.sum_labels import is_total
from smmkit.sources.tongues import YOUTUBE, in_tongues
from smmkit.text import N_, Message

DAYS = ("%b %d, %Y", "%d %b %Y", "iso", "%d. %b %Y", "%d.%m.%Y")
ZONE = Zone(
    "client",
    N_("YouTube Studio gives days in the channel's zone, taken to be the client's; nothing in the file proves it."),
)
VIDEO = {
    "post_id": ("Content", "Contenido", "Conteúdo", "Video", "Vídeo"),
    "title": ("Video title", "Título del vídeo", "Título del video", "Título do vídeo"),
    "published_at": (
        "Video publish time",
        "Hora de publicación del vídeo",
        "Hora de publicación del video",
        "Fecha de publicación del vídeo",
        "Horário de publicação do vídeo",
    ),
    "_duration": ("Duration", "Duración", "Duração"),
    "views": ("Views", "Visualizaciones", "Vistas", "Visualizações"),
    "_watch_h": (
        "Watch time (hours)",
        "Tiempo de visualización (horas)",
        "Tiempo de reproducción (horas)",
        "Tempo de exibição (horas)",
    ),
    "follows": ("Subscribers", "Suscriptores", "Inscritos"),
    "impressions": (
        "Impressions",
        "Impresiones",
        "Impressões",
        "Thumbnail impressions",
        "Impressões de miniaturas",
    ),
    "_watch_avg": ("Average view duration", "Duración media de las visualizaciones", "Duración promedio de vistas"),
    "likes": ("Likes", "Me gusta"),
    "comments": ("Comments added", "Comentarios añadidos", "Comentarios agregados"),
    "shares": ("Shares", "Veces que se ha compartido", "Compartidos"),
}
LEFT_OUT = (
    "Impressions click-through rate*",
    "Porcentaje de clics de las impresiones*",
    "Tasa de clics de las impresiones*",
    "Taxa de cliques de impressões*",
    "Thumbnail click-through rate*",
    "Taxa de cliques na miniatura*",
    "Average percentage viewed*",
    "Porcentaje medio visto*",
    "Subscribers gained",
    "Subscribers lost",
    "Suscriptores ganados",
    "Suscriptores perdidos",
    "Your estimated revenue*",
    "Ingresos estimados*",
    "Likes (vs. dislikes)*",
    "Unique viewers",
    "Engaged views",
)


def without_total(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Take the first row, the total, out of the table and compare it with the videos below."""
    total = frame["post_id"].fillna("").map(is_total).astype(bool)
    note = ~total & frame["views"].isna() & frame["title"].isna()
    if total.any():
        said, found = frame.loc[total, "views"].iloc[0], frame.loc[~total, "views"].sum()
        complete = pd.notna(said) and int(said) == int(found)
        reading.check(
            "totals",
            complete,
            Message(
                N_(
                    "The videos listed add up to {found:number} views, YouTube's own total is {said:number} "
                    "(it also counts deleted videos and those beyond the list)."
                ),
                {"found": int(found), "said": None if pd.isna(said) else int(said)},
            ),
        )
    if note.any():
        reading.warn(Message(N_("YouTube Studio lists only the first videos; the others are missing from this file.")))
    frame = reading.drop(frame, note, Message(N_("A remark of YouTube Studio, no video.")))
    return reading.drop(frame, total.reindex(frame.index), Message(N_("The totals row.")))


def seconds(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Read durations and watch time as seconds."""
    frame = frame.copy()
    for raw, column in (("_duration", "duration_s"), ("_watch_avg", "watch_avg_s")):
        if raw in frame:
            parsed = cells.parse_durations(frame[raw].fillna(""))
            if parsed.question is not None:
                reading.ask_about(raw, parsed.question)
            reading.misfits(raw, parsed.misfits)
            frame[column] = parsed.values
    if "_watch_h" in frame:
        frame["watch_s"] = frame["_watch_h"] * 3600
    return frame


def needs_channel(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Ask whose numbers these are: the file holds no more than a date and views."""
    if "youtube" not in reading.client.platforms:
        reading.ask(
            Message(
                N_(
                    "The file holds only days and views, as YouTube Studio's totals do, but client.toml names no "
                    "YouTube account. Add the account, or say in exports/mapping.toml whose views these are."
                )
            )
        )
    return frame


def two_columns(grid: Grid, kind: ExportKind) -> list[Section]:
    """Find totals: a table of no more than a date and views."""
    return [found for found in single(grid, kind) if sum(map(bool, found.header)) == 2 and not found.title]


_OLDEST = r"^\D*?(\d+) (?:años|anos|years|ans|jahre)?\s*(?:o más|ou mais|and over|et plus|y más|und älter)?$"


def age_bands(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Write age bands as 13-17 and shares as fractions; they must add up to a hundred."""
    written = frame["value"].str.replace(r"(\d+)\D{1,5}(\d+)", r"\1-\2", regex=True)
    written = written.str.replace(_OLDEST, r"\1+", regex=True, case=False)
    bands = written.str.extract(r"(\d+\s*-\s*\d+|\d+\+)")[0]
    share = frame["_percent"] / 100
    total = float(share.sum())
    reading.check(
        "shares",
        abs(total - 1) <= 0.02,
        Message(N_("The shares add up to {total:percent1}."), {"total": round(total, 4)}),
    )
    frame = frame.assign(value=bands.astype("str"), share=share)
    return reading.drop(frame, bands.isna(), Message(N_("No age band.")))


SPLITS = (
    "Traffic source", "Geography", "Cities", "Device type", "Operating system", "Playback location", "Sharing service",
    "Subtitles and CC", "New and returning viewers", "Content type", "Tipo de contenido", "Tipo de conteúdo",
    "YouTube product", "Producto de YouTube", "Playlist",
    "End screen type",
    "Player type", "Viewer gender", "Audio track", "Fuente de tráfico", "Zona geográfica", "Ubicación geográfica",
    "Geografía", "Ciudades", "Tipo de dispositivo", "Sistema operativo", "Lugar de reproducción", "Origem do tráfego",
    "Fonte de tráfego", "Área geográfica", "Tipo de dispositivo", "Sistema operacional",
)  # fmt: skip
_KINDS = (
    ExportKind(
        name="youtube-videos",
        label=N_("YouTube videos (YouTube Studio, table data)"),
        table="posts",
        headers=VIDEO,
        required=("post_id", "title", "published_at", "views"),
        excluded=("Date", "Fecha", "Data"),
        layout=single,
        final_newline=True,
        own_totals=True,
        constants={"platform": "youtube", "grain": "lifetime", "format": "video", "published_precision": "day"},
        times={"published_at": DAYS},
        zone=ZONE,
        scratch={"_watch_h": "number"},
        known=LEFT_OUT,
        steps=(without_total, seconds, masked("title"), add_interactions, mark_own),
    ),
    ExportKind(
        name="youtube-videos-daily",
        label=N_("YouTube videos by day (YouTube Studio, chart data)"),
        table="posts",
        headers={"day": ("Date", "Fecha", "Data"), **VIDEO},
        required=("day", "post_id", "title", "published_at", "views"),
        layout=single,
        final_newline=True,
        constants={"platform": "youtube", "grain": "day", "format": "video", "published_precision": "day"},
        times={"published_at": DAYS, "day": DAYS},
        zone=ZONE,
        scratch={"_watch_h": "number"},
        known=LEFT_OUT,
        steps=(seconds, masked("title"), add_interactions, mark_own),
    ),
    ExportKind(
        name="youtube-daily",
        label=N_("YouTube views by day (YouTube Studio, totals)"),
        table="daily",
        headers={"day": ("Date", "Fecha"), "_views": ("Views", "Visualizaciones", "Vistas")},
        required=("day", "_views"),
        layout=two_columns,
        constants={"platform": "youtube"},
        times={"day": DAYS},
        zone=ZONE,
        scratch={"_views": "count"},
        steps=(needs_channel, long_daily({"_views": ("views", "total")})),
    ),
    ExportKind(
        name="youtube-by-source",
        label=N_("YouTube views by source, place or device (YouTube Studio)"),
        table="daily",
        headers={
            "_by": SPLITS,
            "_views": ("Views", "Visualizaciones", "Vistas", "Visualizações"),
            "_hours": (
                "Watch time (hours)",
                "Tiempo de visualización (horas)",
                "Tiempo de reproducción (horas)",
                "Tempo de exibição (horas)",
            ),
        },
        required=("_by", "_views", "_hours"),
        layout=single,
        refusal=N_(
            "This table of YouTube Studio splits the views of a period by where they came from, or by a kind. No "
            "notebook uses that split. Choose “Content”, and put that table here."
        ),
    ),
    ExportKind(
        name="youtube-ages",
        label=N_("Ages of YouTube viewers (YouTube Studio)"),
        table="audience",
        headers={
            "value": ("Viewer age", "Edad de los espectadores", "Edad del usuario"),
            "_percent": ("Views (%)", "Visualizaciones (%)", "Vistas (%)"),
        },
        required=("value", "_percent"),
        layout=single,
        final_newline=True,
        constants={"platform": "youtube", "dimension": "age_sex"},
        scratch={"_percent": "number"},
        known=(
            "Average view duration",
            "Average percentage viewed*",
            "Watch time*",
            "Duración*",
            "Porcentaje*",
            "Tiempo*",
        ),
        steps=(age_bands,),
    ),
)
_SPLIT = next(kind for kind in _KINDS if kind.name == "youtube-by-source")
_BY_DAY = replace(
    _SPLIT,
    name="youtube-by-source-daily",
    headers={"day": ("Date", "Fecha", "Data"), **_SPLIT.headers},
    required=("day", "_by", "_views"),
)
KINDS = tuple(in_tongues(kind, YOUTUBE) for kind in (*_KINDS, _BY_DAY))
