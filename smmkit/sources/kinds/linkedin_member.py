"""LinkedIn member (creator) workbook: days, top posts, followers, demographics."""

from __future__ import annotations

import re

import pandas as pd

from smmkit.sources import cells, ids
from smmkit.sources.addresses import moment_from_id, read_address
from smmkit.sources.daily import dated_by_file, long_daily
from smmkit.sources.grid import Grid
from smmkit.sources.headers import words
from smmkit.sources.kind import ExportKind, Layout, Reading, Section, Zone
from smmkit.sources.layout import single
from smmkit.sources.steps import add_interactions, mark_own
from smmkit.text import N_

_DAY = ("%m/%d/%Y", "iso")
_ZONE = Zone("UTC", N_("LinkedIn cuts days in UTC."))
_TOTAL = re.compile(
    r"(?:Total followers on|Seguidores totales (?:el|a fecha de)|Total de seguidores (?:el|em))\s+"
    r"(\d{1,2}/\d{1,2}/\d{4}):?",
    re.IGNORECASE,
)
_LESS = r"(?i)^\s*(?:less than|menos del?|menos que)\s+"
_DIMENSIONS = {
    "job titles": "job",
    "job title": "job",
    "locations": "city",
    "location": "city",
    "industries": "industry",
    "industry": "industry",
    "seniority": "seniority",
    "company size": "other",
    "company": "other",
    "companies": "other",
    "cargos": "job",
    "puestos": "job",
    "funciones": "job",
    "ubicaciones": "city",
    "localidades": "city",
    "sectores": "industry",
    "setores": "industry",
    "nivel de experiencia": "seniority",
    "senioridade": "seniority",
    "nivel de responsabilidad": "seniority",
}


_POST_URL = frozenset(
    ("post url", "url de la publicacion", "url da publicacao", "enlace de la publicacion", "link da publicacao")
)


def in_sheet(*names: str) -> Layout:
    """Return a layout for a sheet of one of those names: its headers alone would fit other exports too."""

    def layout(grid: Grid, kind: ExportKind) -> list[Section]:
        return single(grid, kind) if words(grid.sheet or "") in {words(name) for name in names} else []

    return layout


def side_by_side(grid: Grid, kind: ExportKind) -> list[Section]:
    """Join the two tables that TOP POSTS sets side by side: by engagements and by impressions."""
    rows = list(grid.cells.head(10).itertuples(index=False, name=None))
    found = [k for k, row in enumerate(rows) if sum(words(cell) in _POST_URL for cell in row) == 2]
    if not found:
        return []
    row, body = rows[found[0]], grid.cells.iloc[found[0] + 1 :]
    starts = [k for k, cell in enumerate(row) if words(cell) in _POST_URL]
    left, right = (body[[start, start + 1, start + 2]].set_axis(["url", "day", "value"], axis=1) for start in starts)
    left, right = left[left["url"] != ""], right[right["url"] != ""]
    joined = left.assign(row=left.index).merge(
        right.assign(row=right.index), on="url", how="outer", suffixes=("", "_2")
    )
    joined = joined.assign(
        row=joined["row"].fillna(joined["row_2"]).astype(int), day=joined["day"].fillna(joined["day_2"])
    )
    table = joined.set_index("row")[["url", "day", "value", "value_2"]].fillna("").set_axis(range(4), axis=1)
    header = (row[starts[0]], row[starts[0] + 1], row[starts[0] + 2], row[starts[1] + 2])
    return [Section((), header, table.sort_index())]


def snapshot(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Add the number of followers that stands above the table, on the day it names."""
    for row, line in reading.grid.cells.head(5).iterrows():
        found = _TOTAL.match(str(line.iloc[0]).strip())
        if found is None:
            continue
        day = _last_day(found[1], frame["day"])
        value = cells.parse_numbers(pd.Series([line.iloc[1]]), number_format="plain", whole=True).values.iloc[0]
        total = {"platform": "linkedin", "day": day, "metric": "followers_total", "scope": "total", "value": value}
        extra = pd.DataFrame([{**total, "source_file": reading.path, "source_row": row}])
        reading.add("daily", extra)
    return frame


def _last_day(written: str, days: pd.Series) -> pd.Timestamp | None:
    """Read a day in the order of day and month that brings it nearest to the last of the table's days."""
    one = pd.Series([written])
    told = pd.concat([cells.parse_times(one, (style,), zone=None).values for style in ("%m/%d/%Y", "%d/%m/%Y")])
    told = told.dropna().reset_index(drop=True)
    if told.empty:
        return None
    far = (told - days.max()).abs().fillna(pd.Timedelta(0))
    return pd.Timestamp(told[int(far.argmin())])


def shares(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Read shares; `< 1%` keeps its bound."""
    raw = frame["_share"].fillna("").str.replace(_LESS, "< ", regex=True)
    parsed = cells.parse_numbers(raw, number_format="plain")
    if parsed.question is not None:
        reading.ask(parsed.question)
    reading.misfits("_share", parsed.misfits)
    bound = pd.Series(pd.NA, index=frame.index, dtype="Float64").mask(parsed.censored, 0.01)
    dimension = frame["_dimension"].fillna("").map(words).map(_DIMENSIONS).fillna("other")
    return frame.assign(share=parsed.values, share_max=bound, dimension=dimension.astype("str"))


KINDS = (
    ExportKind(
        name="linkedin-member-daily",
        label=N_("LinkedIn member by day"),
        table="daily",
        headers={
            "day": ("Date", "Fecha", "Data"),
            "_impressions": ("Impressions", "Impresiones", "Impressões"),
            "_interactions": ("Engagements", "Interacciones", "Engajamentos", "Interações"),
        },
        required=("day", "_impressions", "_interactions"),
        layout=in_sheet("ENGAGEMENT", "INTERACCIÓN", "INTERACCIONES", "ENGAJAMENTO", "INTERAÇÃO"),
        constants={"platform": "linkedin"},
        times={"day": _DAY},
        zone=_ZONE,
        scratch={"_impressions": "number", "_interactions": "number"},
        steps=(long_daily({"_impressions": ("impressions", "total"), "_interactions": ("interactions", "total")}),),
    ),
    ExportKind(
        name="linkedin-member-posts",
        label=N_("LinkedIn member's top posts"),
        table="posts",
        headers={
            "url": (
                "Post URL",
                "URL de la publicación",
                "URL da publicação",
                "Enlace de la publicación",
                "Link da publicação",
            ),
            "published_at": (
                "Post publish date",
                "Fecha de publicación",
                "Fecha de la publicación",
                "Data de publicação",
                "Data da publicação",
            ),
            "interactions_reported": ("Engagements", "Interacciones", "Engajamentos", "Interações"),
            "impressions": ("Impressions", "Impresiones", "Impressões"),
        },
        required=("url", "published_at", "interactions_reported", "impressions"),
        layout=side_by_side,
        constants={"platform": "linkedin", "grain": "lifetime"},
        times={"published_at": _DAY},
        zone=_ZONE,
        steps=(
            read_address(r"urn:li:(?:activity|share|ugcPost):(?P<id>\d+)"),
            moment_from_id(ids.linkedin_urn, "url"),
            add_interactions,
            mark_own,
        ),
    ),
    ExportKind(
        name="linkedin-member-followers",
        label=N_("LinkedIn member's followers"),
        table="daily",
        headers={
            "day": ("Date", "Fecha", "Data"),
            "_new": ("New followers", "Nuevos seguidores", "Seguidores nuevos", "Novos seguidores"),
        },
        required=("day", "_new"),
        layout=in_sheet("FOLLOWERS", "SEGUIDORES"),
        constants={"platform": "linkedin"},
        times={"day": _DAY},
        zone=_ZONE,
        scratch={"_new": "number"},
        steps=(snapshot, long_daily({"_new": ("follows_new", "total")})),
    ),
    ExportKind(
        name="linkedin-member-audience",
        label=N_("LinkedIn member's audience"),
        table="audience",
        headers={
            "_dimension": (
                "Top Demographics",
                "Principales datos demográficos",
                "Datos demográficos principales",
                "Principais dados demográficos",
                "Principais demografias",
            ),
            "value": ("Value", "Valor"),
            "_share": ("Percentage", "Porcentaje", "Porcentagem"),
        },
        required=("_dimension", "value", "_share"),
        layout=single,
        constants={"platform": "linkedin"},
        steps=(shares, dated_by_file),
    ),
)
