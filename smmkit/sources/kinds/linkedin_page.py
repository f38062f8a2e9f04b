"""LinkedIn company page: content by day and by post, followers, visitors (EN, ES, PT; FR and DE as translated)."""

from __future__ import annotations

import pandas as pd

from smmkit.sources import ids
from smmkit.sources.addresses import moment_from_id, read_address
from smmkit.sources.daily import dated_by_file, long_daily
from smmkit.sources.headers import words
from smmkit.sources.kind import ExportKind, Reading, Zone
from smmkit.sources.layout import single
from smmkit.sources.steps import add_interactions, mark_own, masked
from smmkit.sources.tongues import in_tongues
from smmkit.sources.translations import LINKEDIN
from smmkit.text import N_

_DAY = ("%m/%d/%Y", "iso")
_UTC = Zone("UTC", N_("The sheet says that all dates and times are in UTC."))
_SCOPES = {"organic": "organic", "sponsored": "paid", "total": "total"}
_ES = {
    "organic": ("orgánicas", "orgánicos", "orgánico", "generales"),
    "sponsored": ("patrocinadas", "patrocinados", "patrocinado"),
    "total": ("total", "totales"),
}
_PT = {
    "organic": ("orgânicas", "orgânicos", "orgânico"),
    "sponsored": ("patrocinadas", "patrocinados", "patrocinado"),
    "total": ("total",),
}
_WORDS = {
    "impressions": ("Impressions", "Impresiones", "Impressões"),
    "clicks": ("Clicks", "Clics", "Cliques"),
    "reactions": ("Reactions", "Reacciones", "Reações"),
    "comments": ("Comments", "Comentarios", "Comentários"),
    "shares": ("Reposts", "Veces compartido", "Compartilhamentos"),
}
_SPONSORED = frozenset({"sponsored", "patrocinado", "patrocinada", "sponsorise", "gesponsert"})


def _headers() -> dict[str, tuple[str, ...]]:
    """Return every metric in every scope as its headers in the three languages."""
    headers: dict[str, tuple[str, ...]] = {"day": ("Date", "Fecha", "Data")}
    for metric, (english, spanish, portuguese) in _WORDS.items():
        for scope, name in _SCOPES.items():
            headers[f"_{metric}_{name}"] = (
                f"{english} ({scope})",
                *(f"{spanish} ({word})" for word in _ES[scope]),
                *(f"{portuguese} ({word})" for word in _PT[scope]),
            )
    headers["_impressions_total"] += ("Impresiones totales",)
    for scope, name in _SCOPES.items():
        headers[f"_shares_{name}"] += (f"Shares ({scope})",)  # until 2022
    headers["_reach_organic"] = (
        "Unique impressions (organic)",
        "Impresiones únicas (orgánicas)",
        "Impressões únicas (orgânicas)",
    )
    return headers


_METRICS = {column: (column.split("_")[1], column.split("_")[2]) for column in _headers() if column.startswith("_")}
_INTERACTIONS = {scope: (f"_reactions_{scope}", f"_comments_{scope}", f"_shares_{scope}") for scope in _SCOPES.values()}


def paid_and_text(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Tell sponsored posts from organic ones; what LinkedIn calls the title is the post's text."""
    kinds = frame["_type"].fillna("").map(words) if "_type" in frame else pd.Series("", index=frame.index)
    return frame.assign(is_paid=kinds.isin(_SPONSORED).astype("boolean"), text=frame["title"])


_SNAPSHOTS = {
    "location": "city",
    "ubicacion": "city",
    "country region": "country",
    "pais region": "country",
    "job function": "job",
    "funcion laboral": "job",
    "funcion": "job",
    "seniority": "seniority",
    "nivel de experiencia": "seniority",
    "nivel de responsabilidad": "seniority",
    "industry": "industry",
    "sector": "industry",
    "company size": "other",
    "tamano de la empresa": "other",
    "localidade": "city",
    "funcao": "job",
    "senioridade": "seniority",
    "setor": "industry",
    "tamanho da empresa": "other",
}


def dimension_of_header(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Tell what the sheet splits the followers by; of which day it is, only the file's name can say."""
    header = reading.section.header[reading.match.columns["value"]]
    return dated_by_file(frame.assign(dimension=_SNAPSHOTS[words(header)]), reading)


_FORMATS = {
    "video": "video", "vídeo": "video", "image": "image", "imagen": "image", "imagem": "image",
    "multi image": "carousel", "document": "carousel", "documento": "carousel", "article": "link", "artículo": "link",
    "artigo": "link", "text": "text", "texto": "text", "poll": "other", "event": "other",
}  # fmt: skip
_KINDS = (
    ExportKind(
        name="linkedin-page-daily",
        label=N_("LinkedIn page by day"),
        table="daily",
        headers=_headers(),
        required=("day", "_impressions_organic", "_reactions_organic"),  # people reached are left out by some
        layout=single,
        constants={"platform": "linkedin"},
        times={"day": _DAY},
        zone=_UTC,
        scratch=dict.fromkeys(_METRICS, "count"),
        known=("Engagement rate*", "Tasa de interacción*", "Taxa de engajamento*"),
        steps=(long_daily(_METRICS, interactions=_INTERACTIONS),),
    ),
    ExportKind(
        name="linkedin-page-posts",
        label=N_("LinkedIn page posts"),
        table="posts",
        headers={
            "title": ("Post title", "Update title", "Título de la publicación", "Título da publicação"),
            "url": ("Post link", "Update link", "Enlace de la publicación", "Link da publicação"),
            "_type": ("Post type", "Update type", "Tipo de publicación", "Tipo de publicação"),
            "published_at": ("Created date", "Fecha de creación", "Criação"),
            "impressions": ("Impressions", "Impresiones", "Impressões"),
            "views": ("Views", "Views (Excluding offsite video views)", "Visualizaciones", "Visualizações"),
            "clicks_total": ("Clicks", "Clics", "Cliques"),
            "likes": ("Likes", "Recomendaciones", "Gostaram"),
            "comments": ("Comments", "Comentarios", "Comentários"),
            "shares": ("Reposts", "Shares", "Veces compartido", "Compartilhamentos"),
            "follows": ("Follows", "Seguidores", "Seguimientos"),
            "format": ("Content Type", "Tipo de contenido", "Tipo de conteúdo"),
        },
        required=("title", "url", "published_at", "impressions", "likes"),
        layout=single,
        constants={"platform": "linkedin", "grain": "lifetime"},
        times={"published_at": _DAY},
        zone=_UTC,
        values={"format": _FORMATS},
        known=(
            "Campaign*",
            "Nombre de la campaña",
            "Nome da campanha",
            "Fecha de inicio de campaña",
            "Fecha de finalización de campaña",
            "Data de início da campanha",
            "Data de término da campanha",
            "Audience",
            "Público",
            "Offsite Views",
            "Visualizaciones fuera del sitio",
            "Visualizações fora do site",
            "Click through rate*",
            "Porcentaje de clics",
            "Taxa de cliques*",
            "Engagement rate",
            "Tasa de interacción",
            "Taxa de engajamento",
        ),
        private=("Posted by", "Anunciado por", "Publicado por", "Publicada por"),
        steps=(
            paid_and_text,
            masked("title", "text"),
            read_address(r"urn:li:(?:activity|share|ugcPost):(?P<id>\d+)"),
            moment_from_id(ids.linkedin_urn, "url"),
            add_interactions,
            mark_own,
        ),
    ),
    ExportKind(
        name="linkedin-page-followers",
        label=N_("New followers of a LinkedIn page"),
        table="daily",
        headers={
            "day": ("Date", "Fecha", "Data"),
            "_organic": ("Organic followers", "Seguidores orgánicos", "Seguidores orgânicos"),
            "_paid": ("Sponsored followers", "Seguidores patrocinados", "Seguidores via publicidade"),
            "_total": ("Total followers", "Seguidores totales", "Total de seguidores"),
        },
        required=("day", "_organic"),
        layout=single,
        constants={"platform": "linkedin"},
        times={"day": _DAY},
        zone=_UTC,
        scratch=dict.fromkeys(("_organic", "_paid", "_total"), "count"),
        known=(
            "Auto-invited followers",
            "Seguidores invitados automáticamente",
            "Seguidores convidados automaticamente",
        ),
        # "Total followers" is the total of that day's NEW followers, not the number of followers.
        steps=(
            long_daily(
                {
                    "_organic": ("follows_new", "organic"),
                    "_paid": ("follows_new", "paid"),
                    "_total": ("follows_new", "total"),
                }
            ),
        ),
    ),
    ExportKind(
        name="linkedin-page-visitors",
        label=N_("Visitors of a LinkedIn page"),
        table="daily",
        headers={
            "day": ("Date", "Fecha", "Data"),
            "_visits": (
                "Total page views (total)",
                "Total de visualizaciones de la página (total)",
                "Visualizaciones totales de la página (total)",
                "Total de visualizações de página (total)",
                "Total de visualizações da página (total)",
                "Visualizações totais da página (total)",
            ),
            "_unique": (
                "Total unique visitors (total)",
                "Total de visitantes únicos (total)",
                "Visitantes únicos totales (total)",
                "Visitantes únicos totais (total)",
            ),
        },
        required=("day", "_visits", "_unique"),
        layout=single,
        constants={"platform": "linkedin"},
        times={"day": _DAY},
        zone=_UTC,
        scratch={"_visits": "count"},
        known=(
            "Overview*",
            "Life*",
            "Jobs*",
            "Total page views*",
            "Total unique visitors*",
            "Visualizaciones de la página*",
            "Visitantes únicos*",
            "Total de visualiza*",
            "Visualizações*",
            "Total de visitantes únicos*",
        ),
        steps=(long_daily({"_visits": ("visits", "total")}),),
    ),
    ExportKind(
        name="linkedin-page-audience",
        label=N_("Followers of a LinkedIn page by place, job and industry"),
        table="audience",
        headers={
            "value": (
                "Location",
                "Ubicación",
                "Country/Region",
                "País/Región",
                "Job function",
                "Función laboral",
                "Función",
                "Seniority",
                "Nivel de experiencia",
                "Nivel de responsabilidad",
                "Industry",
                "Sector",
                "Company size",
                "Tamaño de la empresa",
                "Localidade",
                "Função",
                "Nível de experiência",
                "Senioridade",
                "Setor",
                "Tamanho da empresa",
            ),
            "count": ("Total followers", "Seguidores totales", "Total de seguidores"),
        },
        required=("value", "count"),
        excluded=("Date", "Fecha"),
        layout=single,
        constants={"platform": "linkedin"},
        steps=(dimension_of_header,),
    ),
)
KINDS = tuple(in_tongues(kind, LINKEDIN) for kind in _KINDS)
