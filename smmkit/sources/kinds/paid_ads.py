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

from smmkit.sources.ad_days import DAYS, days_of_ads
from smmkit.sources.google_segments import SEGMENTS, not_by_conversion, not_by_people, not_every_search
from smmkit.sources.grid import Grid
from smmkit.sources.kind import ExportKind, Reading, Section, Step, Zone
from smmkit.sources.kinds.meta_ads import broken_down, spend_reported
from smmkit.sources.layout import single, told_by_word
from smmkit.sources.one_currency import one_currency
from smmkit.sources.searched import SEARCHED, told_by_search
from smmkit.sources.steps import account_of
from smmkit.sources.tongues import GOOGLE_ADS, in_tongues
from smmkit.sources.totals import sums_apart
from smmkit.text import N_, Message

_LEVELS = {"ad_name": "ad", "ad_id": "ad", "ad_set_name": "ad_set", "ad_set_id": "ad_set"}
NO_ZONE = Zone("", N_("Days of the ad account's own time zone, which the file does not name."))
_WEEKDAY = re.compile(r"[^\d,\s]{2,4}, (?:\d{1,2} (?:de )?[^\W\d_]{3,}\.? (?:de )?\d{4}|[^\W\d_]{3,} \d{1,2}, \d{4})")


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
    "_month": ("Month", "Mes", "Mês", "By Month", "Quarter", "Trimestre", "Year", "Año", "Ano"),
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
_OF_SEARCHES = (
    "Added/Excluded", "Agregadas o excluidas", "Añadidas o excluidas", "Adicionada/excluída", "Search keyword*",
    "Keyword status", "Status da palavra-chave*",
)  # fmt: skip
STEPS = (one_currency, sums_apart, days_of_ads, spend_reported)
_CURRENCY, _SUMS, *_DAYS_AND_SPEND = STEPS


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
       steps=(_CURRENCY, _SUMS, not_by_conversion, not_every_search, told_by_search, *_DAYS_AND_SPEND,
              paid_on("google"), broken_down)),
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
    ), month_first=True, zone=Zone("UTC", N_("Campaign Manager says that its days are cut in UTC."))),
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
        times={"day": DAYS},
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
    headers={**_KINDS[0].headers, "_added": _OF_SEARCHES[:4]},
    required=("_search", "spend", "_added"),
)
KINDS = tuple(in_tongues(kind, GOOGLE_ADS) if "google" in kind.name else kind for kind in (*_KINDS, _SEARCHES))
