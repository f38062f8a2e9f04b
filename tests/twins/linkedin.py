"""Twins of LinkedIn's exports: page (EN, ES, PT), followers, member."""

from __future__ import annotations

from twins.moments import linkedin_id, moment, sheets
from twins.ole2 import workbook
from twins.record import Twin, csv_bytes

DAILY_EN = (
    "Date|Impressions (organic)|Impressions (sponsored)|Impressions (total)|Unique impressions (organic)|"
    "Clicks (organic)|Clicks (sponsored)|Clicks (total)|Reactions (organic)|Reactions (sponsored)|Reactions (total)|"
    "Comments (organic)|Comments (sponsored)|Comments (total)|Reposts (organic)|Reposts (sponsored)|Reposts (total)|"
    "Engagement rate (total)"
)
DAILY_ES = (
    "Fecha|Impresiones (orgánicas)|Impresiones (patrocinadas)|Impresiones totales|Impresiones únicas (orgánicas)|"
    "Clics (orgánicos)|Clics (patrocinados)|Clics (Totales)|Reacciones (generales)|Reacciones (patrocinadas)|"
    "Reacciones (total)|Comentarios (orgánicos)|Comentarios (patrocinados)|Comentarios (totales)|"
    "Veces compartido (orgánico)|Veces compartido (patrocinado)|Veces compartido (total)|Tasa de interacción (total)"
)
POSTS_EN = (
    "Post title|Post link|Post type|Campaign name|Posted by|Created date|Audience|Impressions|Views|Offsite Views|"
    "Clicks|Likes|Comments|Reposts|Follows|Engagement rate|Content Type"
)
POSTS_ES = (
    "Título de la publicación|Enlace de la publicación|Tipo de publicación|Nombre de la campaña|Anunciado por|"
    "Fecha de creación|Público|Impresiones|Visualizaciones|Visualizaciones fuera del sitio|Clics|Recomendaciones|"
    "Comentarios|Veces compartido|Seguidores|Tasa de interacción|Tipo de contenido"
)
POSTS_PT = (
    "Título da publicação|Link da publicação|Tipo de publicação|Nome da campanha|Publicada por|Criação|Público|"
    "Impressões|Visualizações|Visualizações fora do site|Cliques|Gostaram|Comentários|Compartilhamentos|Seguidores|"
    "Taxa de engajamento|Tipo de conteúdo"
)
_URN = "https://www.linkedin.com/feed/update/urn:li:activity:"


def posts(header: str, sponsored: str, content: str) -> list[list[str | float]]:
    """Rows of the posts' sheet: a sentence first; an employee's name in one column."""
    remark = "Engagement metrics for individual posts. All dates and times are in UTC."
    rows: list[list[str | float]] = [[remark], list(header.split("|"))]
    for n in range(2):
        what = ["Hello", _URN + linkedin_id(moment(n)), "Organic" if n else sponsored, "", "Employee Name"]
        numbers = [532.0 + n, "", "", 27.0, 5.0, 1.0, 1.0, "", 0.06, content]
        rows.append([*what, f"{moment(n):%m/%d/%Y}", "All followers", *numbers])
    return rows


def by_day(header: str) -> list[list[str | float]]:
    """Rows of the daily sheet; a reaction taken back makes a negative day."""
    remark = "Aggregated engagement metrics. All dates and times are in UTC."
    rows: list[list[str | float]] = [[remark], list(header.split("|"))]
    for n in range(3):
        reactions = -1.0 if n == 1 else 3.0
        values = [100.0, 0.0, 100.0, 40.0, 2.0, 0.0, 2.0, reactions, 0.0, reactions]
        rows.append([f"{moment(n):%m/%d/%Y}", *values, 1.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.058823529411764705])
    return rows


def member() -> bytes:
    """Five sheets: two tables side by side, a preamble, `< 1%`."""
    link = [_URN + linkedin_id(moment(n)) for n in range(2)]
    on = [f"{moment(n).month}/{moment(n).day}/{moment(n).year}" for n in range(3)]
    top = ["Post URL", "Post publish date"]
    return sheets(
        {
            "DISCOVERY": [["Overall Performance", "3/27/2026 - 3/29/2026"], ["Impressions", 300]],
            "ENGAGEMENT": [["Date", "Impressions", "Engagements"], *([on[n], 100 + n, 7] for n in range(3))],
            "TOP POSTS": [
                ["Maximum of 50 posts available to include in this list"],
                [],
                [*top, "Engagements", "", *top, "Impressions"],
                [link[0], on[0], 30, "", link[1], on[1], 900],
                [link[1], on[1], 20, "", link[0], on[0], 800],
            ],
            "FOLLOWERS": [
                ["Total followers on 3/29/2026:", 2713],
                [],
                ["Date", "New followers"],
                *([day, 4] for day in on),
            ],
            "DEMOGRAPHICS": [
                ["Top Demographics", "Value", "Percentage"],
                ["Job titles", "Project Manager", 0.05],
                ["Locations", "Madrid", 0.28],
                ["Seniority", "Owner", "< 1%"],
            ],
        }
    )


def followers() -> bytes:
    """`Total followers` is the total of the day's new ones."""
    header = ["Date", "Sponsored followers", "Organic followers", "Auto-invited followers", "Total followers"]
    return csv_bytes([header, *([f"{moment(n):%m/%d/%Y}", 0, 5, 1, 6] for n in range(3))])


def visitors() -> bytes:
    """Page views by day, split by page and device."""
    header = ["Date", "Overview page views (total)", "Total page views (total)", "Total unique visitors (total)"]
    return csv_bytes([header, *([f"{moment(n):%m/%d/%Y}", 20, 30, 11] for n in range(3))])


_SUMS = {"impressions": 1065, "likes": 10, "interactions": 14}
LINKEDIN_TWINS = (
    Twin("li1.xls", workbook({"Metrics": by_day(DAILY_EN)}), "linkedin-page-daily", "daily", 57),
    Twin(
        "li2.xls",
        workbook({"All posts": posts(POSTS_EN, "Sponsored", "Video")}),
        "linkedin-page-posts",
        "posts",
        2,
        _SUMS,
    ),
    Twin("li3.xlsx", sheets({"Indicadores": by_day(DAILY_ES)}), "linkedin-page-daily", "daily", 57),
    Twin("li4.xlsx", sheets({"A": posts(POSTS_ES, "Patrocinado", "Vídeo")}), "linkedin-page-posts", "posts", 2, _SUMS),
    Twin("li5.csv", csv_bytes(posts(POSTS_PT, "Patrocinada", "Vídeo")), "linkedin-page-posts", "posts", 2, _SUMS),
    Twin("li7.csv", visitors(), "linkedin-page-visitors", "daily", 3, {"value": 90}),
    Twin(
        "li8_2026-03-31.xlsx",
        sheets({"Location": [["Location", "Total followers"], ["Madrid", 70], ["Lugo", 30]]}),
        "linkedin-page-audience",
        "audience",
        2,
        {"count": 100},
    ),
    Twin("li6.csv", followers(), "linkedin-page-followers", "daily", 9, {"value": 33}),
)
