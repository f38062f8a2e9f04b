"""Ads beyond Meta: Google Ads, LinkedIn Campaign Manager, TikTok Ads, Pinterest Ads, X Ads.

No real file of these was at hand; the shapes were read in public code: Google's campaign report and its
time series in importers and their fixtures in Spanish and Portuguese (title, range of days, header, `Total: ...` rows
last), TikTok's `By Day` table, Pinterest's and LinkedIn's columns in readers of their downloads, X's campaign table
in an importer that names its columns one by one.
"""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd

from smmkit.schema.export_range import export_range
from smmkit.sources import cells
from smmkit.sources.google_segments import SEGMENTS, not_by_conversion, not_by_people, not_every_search
from smmkit.sources.grid import Grid
from smmkit.sources.kind import ExportKind, Reading, Section, Step, Zone
from smmkit.sources.kinds.meta_ads import broken_down, one_currency, spend_reported
from smmkit.sources.layout import single, told_by_word
from smmkit.sources.resaved import read_times
from smmkit.sources.searched import SEARCHED, told_by_search
from smmkit.sources.steps import account_of
from smmkit.sources.tongues import GOOGLE_ADS, in_tongues
from smmkit.text import N_, Message

_LEVELS = {"ad_name": "ad", "ad_id": "ad", "ad_set_name": "ad_set", "ad_set_id": "ad_set"}
_DAYS = ("iso", "%m/%d/%Y", "%a, %b %d, %Y", "%a, %d %b %Y", "%b %d, %Y", "%d %b %Y", "%Y/%m/%d")
_MONTHS = ("iso", "%b %Y", "%B %Y", "%b de %Y", "%B de %Y", "%Y-%m")
_WEEK = pd.Timedelta(days=6)
_ONE_DAY = r"(?:[^\W\d_]+ \d{1,2}, \d{4}|\d{1,2}\.? (?:de )?[^\W\d_]+\.? (?:de )?\d{4}|\d{4}-\d\d-\d\d)"
_RANGE = re.compile(rf"({_ONE_DAY})\s*[-–—]\s*({_ONE_DAY})")
_SPAN = re.compile(r"^\s*(\S+(?: \S+){0,2}?)\s+[-–—]\s+(\S+(?: \S+){0,2}?)\s*$")
_REPORT = re.compile(r"Report (Start|End):\s*(\d{1,2}/\d{1,2}/\d{4})")
_TIME = re.compile(r"Report Time:\s*(\d{1,2}/\d{1,2}/\d{4})\s*[-,]\s*(\d{1,2}/\d{1,2}/\d{4})")
NO_ZONE = Zone("", N_("Days of the ad account's own time zone, which the file does not name."))
_WEEKDAY = re.compile(r"[^\W\d_]{3}\.?, (?:\d{1,2} [^\W\d_]{3,}\.? \d{4}|[^\W\d_]{3,} \d{1,2}, \d{4})")


def days_of_ads(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Give every row its first and last day: of its day, week or month, else of the report above the table."""
    start, stop = _report_range(reading)
    if "_day" in frame:
        first, last = _first_and_last(frame["_day"].fillna(""), reading)
    elif "_week" in frame:
        first = read_times(frame["_week"].fillna(""), "_week", _DAYS, None, reading).values
        last = first + _WEEK
    elif "_month" in frame:
        first = cells.parse_times(frame["_month"].fillna(""), _MONTHS, zone=None).values
        last = first + pd.offsets.MonthEnd(0)
    else:
        first = last = pd.Series(pd.NaT, index=frame.index, dtype="datetime64[us]")
    if start is not None and stop is not None:  # a week that began before the report holds the report's days only
        reading.days = (start, stop)
        first, last = first.fillna(start), last.fillna(stop)
        first, last = first.where(first >= start, start), last.where(last <= stop, stop)
    frame = frame.assign(date_start=first.astype("datetime64[us]"), date_stop=last.astype("datetime64[us]"))
    if len(frame) and frame["date_start"].isna().all() and not reading.questions:
        said = N_("The table says what was spent but not when. Export it again split by day, or with its dates.")
        reading.ask(Message(said))
    return frame


def _first_and_last(written: pd.Series, reading: Reading) -> tuple[pd.Series, pd.Series]:
    """Return the days of a column that names one day a row, or two of them (`2026-09-01 - 2026-09-30`)."""
    span = written.str.extract(_SPAN)
    if not len(written) or not span.notna().all(axis=None):
        day = read_times(written, "_day", _DAYS, None, reading).values
        return day, day
    first, last = (read_times(span[place], "_day", _DAYS, None, reading).values for place in (0, 1))
    return first, last


def _report_range(reading: Reading) -> tuple[pd.Timestamp | None, pd.Timestamp | None]:
    """Return the days that the lines above the table name."""
    above = "\n".join(reading.section.title)
    found = _RANGE.search(above) or _TIME.search(above)
    written = list(found.groups()) if found else [hit[1] for hit in sorted(_REPORT.findall(above), reverse=True)]
    if len(written) != 2:
        return export_range(reading.path) or (None, None)
    text = pd.Series([re.sub(r"\bde |(?<=\d)\.(?= )", "", day) for day in written], dtype="str")
    days = cells.parse_times(text, ("%m/%d/%Y", "iso", "%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y"), zone=None)
    first, last = days.values
    return (None, None) if pd.isna(first) or pd.isna(last) or last < first else (first, last)


def paid_on(platform: str) -> Step:
    """Return a step that adds the network, its account and how fine the rows are."""

    def step(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
        named = [column for column in _LEVELS if column in frame and frame[column].notna().any()]
        parts = {"campaign_name", "_search", "_keyword"} & set(frame.columns)  # searches never are the whole account
        level = _LEVELS[named[0]] if named else "campaign" if parts else "account"
        return frame.assign(platform=platform, level=level, account_id=account_of(reading.client, platform))

    return step


def chart(grid: Grid, kind: ExportKind) -> list[Section]:
    """Return the one table of a chart: days such as `mar, 1 sep 2026` and a few numbers."""
    found = single(grid, kind)
    if not found or len([cell for cell in found[0].header if cell]) > _WIDEST or not len(found[0].body):
        return []
    first = str(found[0].body.iloc[0, 0]).strip()
    return found if _WEEKDAY.fullmatch(first) else []


def of_ads(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Write a chart's impressions as those of paid ads, never as a network's own."""
    frame = reading.drop(frame, frame["day"].isna(), Message(N_("They have no day.")))
    account = account_of(reading.client, "google")
    return frame.assign(
        platform="google", account_id=account, metric="impressions", scope="paid", value=frame["_shown"]
    )


# “Campaign name”, “Cost” and “Impressions” alone would be anybody's table.
_TIKTOKS = (
    r"(?:by|stat time|por) (?:day|dia)|c\w+ (?:destination|destino)|(?:clicks all|clics todos|cliques todos)"
    r"|(?:ad group|adgroup) (?:name|id)|nombre del grupo de anuncios|nome do grupo de anuncios"
    r"|cost per 1000 people reached"
)
# A column that says whose each row is: then the table is of several networks.
_SEVERAL = ("Channel", "Canal", "Platform", "Plataforma", "Source", "Fuente", "Medium", "Social network", "Red social")
_WIDEST = 8
_COMMON = {
    "_day": ("Day", "Día", "Dia", "Date", "Fecha", "Data", "By Day", "Por día", "Por dia", "Stat time day"),
    "_week": ("Week", "Semana", "By Week"),
    "_month": ("Month", "Mes", "Mês", "By Month"),
    "_currency": ("Currency code", "Currency", "Código de moneda", "Moneda", "Código da moeda", "Moeda", "Divisa"),
    "campaign_id": ("Campaign ID", "ID de campaña", "ID de la campaña", "ID da campanha"),
    "impressions": ("Impressions", "Impr.", "Impresiones", "Impressões"),
}
LEFT_OUT = (
    "CTR*", "Primary status", "Campaign Budget*", "Campaign objective", "Result rate", "Saves",
    "CPC*", "CPM*", "Avg. *", "Budget*", "Presupuesto*", "Orçamento*", "Cost / conv.", "Coste/conv.",
    "Custo / conv.", "Costo/conv.", "Conv. rate", "Porcentaje de conv.", "Taxa de conv.", "Status*", "Estado*",
    "Motivos*",
    "Optimization score", "Nivel de optimización", "Pontuação de otimização", "Account Name", "Account name",
    "Account",
    "Cuenta", "Conta", "Campaign status", "Campaign type", "Tipo de campaña", "Tipo de campanha", "Bid strategy type",
    "Tipo de estrategia de puja", "Nombre del presupuesto", "Campaign Status", "Campaign Group*", "Frequency",
    "Average *", "Click Through Rate*",
    "eCPC*", "Cost per *", "Cost Type", "Daily Budget", "Total Budget", "Campaign Start Date", "Campaign End Date",
    "Campaign Objective Type", "Reactions", "Comments", "Shares", "Follows", "Other Clicks", "Total Social Actions",
    "Total Engagements", "Total play actions", "Video views*",
    "Nome do orçamento", "Tipo de orçamento", "Interactions", "Interaction rate",
)  # fmt: skip
_OF_SEARCHES = ("Added/Excluded", "Agregadas o excluidas", "Añadidas o excluidas", "Search keyword*", "Keyword status")
STEPS = (one_currency, days_of_ads, spend_reported)


def ads_of(name: str, label: str, platform: str, own: dict[str, tuple[str, ...]]) -> ExportKind:
    """Return the kind of one network's table of campaigns."""
    return ExportKind(
        name=name,
        label=label,
        table="ads",
        headers={**_COMMON, **own},
        required=("campaign_name", "spend", "impressions"),
        layout=single,
        final_newline=True,
        zone=NO_ZONE,
        number_format=None,
        known=LEFT_OUT,
        steps=(not_by_people, *STEPS, paid_on(platform), broken_down),
    )


_KINDS = (
    replace(ads_of(
        "google-ads", N_("Ads (Google Ads, campaign report)"), "google",
        {
            "campaign_name": ("Campaign", "Campaña", "Campanha"),
            "ad_set_name": ("Ad group", "Grupo de anuncios", "Grupo de anúncios"),
            "spend": ("Cost", "Coste", "Costo", "Custo"),
            "clicks_all": ("Clicks", "Clics", "Cliques"),
            "results": ("Conversions", "Conversiones", "Conversões"),
            "conversions_value": ("Conv. value", "Valor de conv.", "Valor conv."),
            **SEARCHED,
            **SEGMENTS,
        },
    ), required=("campaign_name", "spend"), excluded=_SEVERAL, known=(*LEFT_OUT, *_OF_SEARCHES),
       steps=(not_by_conversion, not_every_search, told_by_search, *STEPS, paid_on("google"), broken_down)),
    replace(ads_of(
        "linkedin-ads", N_("Ads (LinkedIn Campaign Manager)"), "linkedin",
        {
            "_day": ("Start Date (in UTC)", "Fecha de inicio (en UTC)", "Data de início (em UTC)", "Start Date"),
            "campaign_name": ("Campaign Name", "Nombre de la campaña", "Nome da campanha"),
            "ad_name": ("Creative Name", "Ad Name"),
            "spend": ("Total Spent", "Total gastado", "Total gasto", "Gasto total"),
            "clicks_all": ("Clicks", "Clics", "Cliques"),
            "results": ("Conversions", "Conversiones", "Conversões"),
            "conversions_value": ("Total Conversion Value",),
            "leads": ("Leads",),
            "reach": ("Reach", "Alcance"),
        },
    ), zone=Zone("UTC", N_("Campaign Manager says that its days are cut in UTC."))),
    replace(ads_of(
        "tiktok-ads", N_("Ads (TikTok Ads Manager)"), "tiktok",
        {
            "campaign_name": ("Campaign name", "Nombre de la campaña", "Nome da campanha"),
            "ad_set_name": ("Ad group name", "Nombre del grupo de anuncios", "Nome do grupo de anúncios"),
            "ad_name": ("Ad name", "Nombre del anuncio", "Nome do anúncio"),
            "spend": ("Cost", "Coste", "Costo", "Custo"),
            "link_clicks": ("Clicks (destination)", "Clics (destino)", "Cliques (destino)"),
            "clicks_all": ("Clicks (all)", "Clics (todos)", "Cliques (todos)"),
            "results": ("Conversions", "Results", "Conversiones", "Resultados", "Conversões"),
            "purchases": ("Complete payment", "Purchases (website)", "Payments completed (website)"),
            "conversions_value": ("Total complete payment value", "Total purchase value (website)"),
            "_age": ("Age",), "_gender": ("Gender",), "_placement": ("Placement",), "_country": ("Country/Region",),
            "reach": ("Reach", "Alcance"),
        },
    ), layout=told_by_word(_TIKTOKS)),
    ads_of(
        "pinterest-ads", N_("Ads (Pinterest Ads)"), "pinterest",
        {
            "campaign_name": ("Campaign name", "Nombre de la campaña", "Nome da campanha"),
            "ad_set_name": ("Ad group name",),
            "ad_name": ("Ad name", "Pin promotion name"),
            "spend": ("Spend in account currency", "Spend in account currency (*)"),
            "clicks_all": ("Pin clicks", "Clicks"),
            "link_clicks": ("Outbound clicks",),
            "ad_set_id": ("Ad group ID",),
            "results": ("Total conversions", "Conversions", "Total conversions (Checkout)"),
            "purchases": ("Checkouts", "Total checkouts"),
            "conversions_value": (
                "Checkout value in account currency", "Total conversion value", "Total order value (Checkout)",
            ),
            "reach": ("Reach",),
        },
    ),
    replace(ads_of(
        "x-ads", N_("Ads (X Ads)"), "x",
        {
            "_day": ("Time", "Time period", "Date"),
            "campaign_name": ("Campaign", "Campaign name"),
            "_funding": (
                "Funding instrument ID", "Funding instrument name", "Funding source ID", "Funding source name",
                "Funding source", "Funding instrument",
            ),
            "spend": ("Spend",),
            "link_clicks": ("Link clicks", "URL clicks"),
            "clicks_all": ("Clicks",),
            "results": ("Results",),
            "result_type": ("Result type", "Results type"),
        },
    ), required=("campaign_name", "_funding", "spend", "impressions")),
    ExportKind(
        name="google-ads-cost-chart",
        label=N_("Cost by day (Google Ads, chart)"),
        table="ads",
        headers={
            "_day": ("Date", "Fecha", "Data"),
            "spend": ("Cost", "Coste", "Costo", "Custo"),
            "impressions": ("Impr.", "Impressions", "Impresiones", "Impressões"),
            "clicks_all": ("Clicks", "Clics", "Cliques"),
            "results": ("Conversions", "Conversiones", "Conversões"),
        },
        required=("_day", "spend"),
        layout=chart,
        final_newline=True,
        zone=NO_ZONE,
        number_format=None,
        known=LEFT_OUT,
        steps=(*STEPS, paid_on("google"), broken_down),
    ),
    ExportKind(
        name="google-ads-chart",
        label=N_("Impressions by day (Google Ads, chart)"),
        table="daily",
        headers={"day": ("Date", "Fecha", "Data"), "_shown": ("Impr.", "Impressions", "Impresiones", "Impressões")},
        required=("day", "_shown"),
        excluded=("Coste", "Cost", "Costo", "Custo", "Likes", "Engagements", "New follows"),
        layout=chart,
        final_newline=True,
        times={"day": _DAYS},
        scratch={"_shown": "count"},
        zone=NO_ZONE,
        number_format=None,
        known=(*LEFT_OUT, "Clicks", "Clics", "Cliques"),
        steps=(of_ads,),
    ),
)  # fmt: skip
# Searches of the whole account, without the campaign they belong to.
_SEARCHES = replace(
    _KINDS[0],
    name="google-ads-searches",
    label=N_("Ads (Google Ads, search terms of the account)"),
    headers={**_KINDS[0].headers, "_added": _OF_SEARCHES[:3]},
    required=("_search", "spend", "_added"),
)
KINDS = tuple(in_tongues(kind, GOOGLE_ADS) if "google" in kind.name else kind for kind in (*_KINDS, _SEARCHES))
