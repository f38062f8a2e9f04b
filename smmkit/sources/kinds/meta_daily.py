"""Meta Business Suite, one metric per file (Reach.csv, Alcance.csv...): title line, day, value; networks stacked."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import PurePath

import numpy as np
import pandas as pd

from smmkit.sources.grid import Grid
from smmkit.sources.headers import words
from smmkit.sources.kind import ExportKind, Reading, Section, Zone
from smmkit.sources.layout import blocks, first_cells, first_header, header_place, section_at
from smmkit.sources.networks import NETWORKS, SHORT, network_of
from smmkit.sources.steps import account_of
from smmkit.text import N_, Message

# title without the network's name -> metric
_METRICS = {
    "reach": "reach", "alcance": "reach", "views": "views", "visualizaciones": "views", "visualizacoes": "views",
    "content interactions": "interactions", "interacciones con el contenido": "interactions",
    "interacoes com conteudos": "interactions", "interacoes com o conteudo": "interactions",
    "interacoes": "interactions", "interacciones con contenido": "interactions",
    "interactions": "interactions", "interacciones": "interactions",
    "follows": "follows_new", "new followers": "follows_new", "seguidores": "follows_new",
    "nuevos seguidores": "follows_new", "seguimientos": "follows_new", "novos seguidores": "follows_new",
    "seguidos": "follows_new", "visits": "visits", "profile visits": "visits", "visitas": "visits",
    "visitas al perfil": "visits", "visitas ao perfil": "visits", "link clicks": "link_clicks",
    "clics en el enlace": "link_clicks", "clics en enlaces": "link_clicks", "cliques no link": "link_clicks",
    "page reach": "reach", "alcance de la pagina": "reach", "alcance da pagina": "reach", "page visits": "visits",
    "page and profile visits": "visits", "visitas a la pagina": "visits", "visitas a pagina": "visits",
    "visitas a la pagina y al perfil": "visits", "visitas ao perfil e a pagina": "visits",
    "new likes and follows": "follows_new", "page new likes": "follows_new", "new page likes": "follows_new",
    "page new followers": "follows_new", "new page followers": "follows_new",
    "nuevos me gusta de la pagina": "follows_new", "novas curtidas da pagina": "follows_new",
    "novas curtidas e seguidores": "follows_new", "nuevos me gusta y seguidores": "follows_new",
    "couverture": "reach", "reichweite": "reach", "vues": "views", "aufrufe": "views",
    "interactions avec le contenu": "interactions", "interactions sur le contenu": "interactions",
    "interaktionen mit inhalten": "interactions", "content interaktionen": "interactions",
    "nouveaux abonnes": "follows_new", "neue follower": "follows_new", "neue abonnenten": "follows_new",
    "visites": "visits", "visites du profil": "visits", "besuche": "visits", "profilbesuche": "visits",
    "clics sur un lien": "link_clicks", "link klicks": "link_clicks",
    "cliques na ligacao": "link_clicks", "cliques em ligacoes": "link_clicks", "espetadores": "reach",
    "viewers": "reach", "espectadores": "reach", "visualizadores": "reach", "spectateurs": "reach",
    "paid reach": "reach", "paid impressions": "impressions",
    "copertura": "reach", "account raggiunti": "reach", "spettatori": "reach", "visualizzazioni": "views",
    "interazioni": "interactions", "interazioni con i contenuti": "interactions",
    "interazioni con il contenuto": "interactions", "follow": "follows_new", "nuovi follower": "follows_new",
    "visite": "visits", "visite al profilo": "visits", "visite alla pagina": "visits", "clic sul link": "link_clicks",
    "clic sui link": "link_clicks", "cliques em ligacao": "link_clicks", "seguimentos": "follows_new",
    "unfollows": "unfollows", "unfollow": "unfollows",
    "impressions": "impressions", "impresiones": "impressions", "impressoes": "impressions",
}  # fmt: skip
_FILLER = {"a", "ao", "de", "do", "da", "no", "en", "on", "del", "na", "sur", "auf", "di", "della", "su"}


def titled_blocks(grid: Grid, kind: ExportKind) -> list[Section]:
    """Return the stacked tables; each title also carries the titles of the other tables of the file."""
    if first_header(grid, kind) is None:
        return []
    found: list[Section] = []
    above: list[str] = []
    for block in blocks(grid.cells):
        place = header_place(block.iloc[:10], kind)
        if place is None:
            above += first_cells(block)
            continue
        section = section_at(block, place)
        found.append(replace(section, title=(*above, *section.title)))
        above = []
    titles = [section.title[-1] if section.title else "" for section in found]
    return [
        replace(section, title=(titles[i], *(other for j, other in enumerate(titles) if j != i)))
        for i, section in enumerate(found)
    ]


def metric_and_network(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Read metric and network from the title, the only place that names them."""
    title = reading.section.title[0]
    metric = metric_of(title)
    alone = len(reading.section.title) == 1  # two tables without titles are not both what the file is called
    if metric is None and (words(title) in _MISNAMED or (not title and alone)):
        metric = metric_of(re.sub(r"[\d()_-]+", " ", PurePath(reading.path).stem))
    if metric is None and not title:
        said = N_(
            "The line that says what the numbers are is gone, and the file's name does not say it ({name}). Export it "
            "again, or call the file what it holds, such as Reach.csv."
        )
        reading.ask(Message(said, {"name": PurePath(reading.path).name}))
        return frame.iloc[:0]
    if metric is None:
        reading.warn(
            Message(N_("The title “{title}” names no metric that is known; the table was left out."), {"title": title})
        )
        everything = pd.Series(True, index=frame.index)
        return reading.drop(frame, everything, Message(N_("No metric is known by that title.")))
    platform = network_of(reading.section.title, reading)
    reading.zone = Zone("", N_("Days as Meta counts them; the hour in the file only follows daylight saving time."))
    return frame.assign(
        platform=platform, metric=metric, scope="total", account_id=account_of(reading.client, platform)
    )


def one_row_per_day(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Drop days without a value and fill the days on which nobody followed: Meta leaves them out."""
    frame = reading.drop(
        frame, frame["value"].isna() | frame["day"].isna(), Message(N_("They hold no day or no value."))
    )
    if frame.empty or frame["metric"].iloc[0] != "follows_new":
        return frame
    every = pd.date_range(frame["day"].min(), frame["day"].max()).astype("datetime64[us]")
    absent = every.difference(pd.DatetimeIndex(frame["day"]))
    if absent.empty:
        return frame
    reading.warn(
        Message(
            N_("Days without new followers, missing in the file and filled with 0: {count:number}."),
            {"count": len(absent)},
        )
    )
    zeros = frame.iloc[[0] * len(absent)].assign(day=absent, value=0.0).drop(columns="source_row")
    return pd.concat([frame, zeros.astype(frame.dtypes.drop("source_row").to_dict())], ignore_index=True)


def metric_of(title: str) -> str | None:
    """Return the metric a title names, with or without the network."""
    plain = words(title)
    bare = " ".join(word for word in plain.split() if SHORT.get(word, word) not in NETWORKS)
    while bare and bare.split()[-1] in _FILLER:
        bare = bare.rpartition(" ")[0]
    return _METRICS.get(plain) or _METRICS.get(bare)


ONE_METRIC = ExportKind(
    name="meta-daily-metric",
    label=N_("One metric by day (Meta Business Suite)"),
    table="daily",
    headers={"day": ("Date", "Fecha", "Data", "Datum"), "value": ("Primary", "Principal", "Principale")},
    required=("day", "value"),
    layout=titled_blocks,
    final_newline=True,
    times={"day": ("iso",)},
    steps=(metric_and_network, one_row_per_day),
)


def named_blocks(grid: Grid, kind: ExportKind) -> list[Section]:
    """Return tables of 2020-23, whose second header repeats the title, with that header as the title."""
    if len(grid.cells) < _SHORTEST or not _is_named(grid):
        return []
    found = []
    for block in (part for whole in blocks(grid.cells) for part in _parted(whole)):
        place = next((k for k, row in enumerate(block.to_numpy(dtype=object).tolist()[:10]) if _heads(row)), None)
        if place is not None:
            section = section_at(block, place)
            told = next((line for line in section.title if metric_of(line)), section.header[1])
            found.append(replace(section, title=(told,), header=(section.header[0], "Primary")))
    titles = [section.title[0] for section in found]
    return [
        replace(section, title=(titles[i], *(other for j, other in enumerate(titles) if j != i)))
        for i, section in enumerate(found)
    ]


_SHORTEST = 2


def _parted(block: pd.DataFrame) -> list[pd.DataFrame]:
    """Cut a block where a second header stands in it: the blank line above was lost."""
    likely = [k for k in np.flatnonzero(block[0].str.casefold().isin(_DAYS)) if _heads(block.iloc[k].tolist())]
    starts = [0, *likely[1:], len(block)]
    return [block.iloc[first:last] for first, last in pairwise(starts)]


def _is_named(grid: Grid) -> bool:
    return any(_heads(row) for row in grid.cells.head(10).to_numpy(dtype=object).tolist())


def _heads(row: list[str]) -> bool:
    """Tell a header of a day and one metric, which names the network too."""
    filled = [cell for cell in row if cell]
    if (
        len(filled) != 2
        or words(filled[0]) not in _DAYS
        or not any(name in words(filled[1]).split() for name in NETWORKS)
    ):
        return False
    return metric_of(filled[1]) is not None or words(filled[1]) in _MISNAMED


# Early in 2023 and 2024 visits stood under these; the title, or else the file's name, says so.
_MISNAMED = frozenset(("facebook page likes", "instagram followers"))
_DAYS = frozenset(("date", "fecha", "data", "datum"))

# Business Suite 2020-23, seen in public reports and code: the metric's name stands where “Primary” stands today.
NAMED_METRIC = replace(
    ONE_METRIC,
    name="meta-daily-named-metric",
    label=N_("One metric by day (Meta Business Suite, until 2023)"),
    headers={"day": ("Date", "Fecha", "Data", "Datum"), "value": ("Primary",)},
    layout=named_blocks,
)

KINDS = (ONE_METRIC, NAMED_METRIC)
