"""Meta Ads Manager and Ads Reporting (csv, xlsx; EN, ES, PT, FR, DE): spend by campaign, ad set or ad."""

from __future__ import annotations

import re

import pandas as pd

from smmkit.sources import cells
from smmkit.sources.grid import Grid
from smmkit.sources.headers import words
from smmkit.sources.kind import ExportKind, Reading, Section, Zone
from smmkit.sources.layout import single
from smmkit.sources.resaved import read_times
from smmkit.sources.steps import account_of, says_whose
from smmkit.sources.tongues import META_ADS, in_tongues
from smmkit.text import N_, Message

_NAMES = ("ad_name", "ad_set_name", "campaign_name")
_IDS = ("ad_id", "ad_set_id", "campaign_id")
_LEVELS = {"ad_name": "ad", "ad_set_name": "ad_set", "campaign_name": "campaign"}
_BREAKDOWNS = {
    "_age": "age", "_gender": "gender", "_country": "country", "_region": "region", "_placement": "placement",
    "_network": "platform", "_device": "device", "_keyword": "keyword", "_search": "search", "_match": "match",
}  # fmt: skip
_ALL = frozenset({"all", "todo", "todos", "todas"})
_CENT = 0.01
_NO_TOTALS = N_("The file has no totals row: spend cannot be checked, and the reach of all rows is not known.")


def one_currency(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Take the currency from the header of the spend and hold it against the brief's."""
    written = reading.match.captured.get("spend")
    if "_currency" in frame and (several := sorted(frame["_currency"].dropna().unique()))[1:]:
        said = N_("The rows are in several currencies ({currencies}), so they do not add up. Export one at a time.")
        reading.ask(Message(said, {"currencies": ", ".join(several)}))
    if written is None and "_currency" in frame and frame["_currency"].notna().any():
        written = str(frame["_currency"].dropna().iloc[0])
    if written is None:
        written = reading.client.currency
        reading.warn(
            Message(N_("The file names no currency; {currency} of client.toml was assumed."), {"currency": written})
        )
    elif written != reading.client.currency:
        reading.warn(
            Message(
                N_(
                    "The amounts are in {found}, but client.toml says {currency}: they are kept and counted nowhere, "
                    "because money of two currencies does not add up."
                ),
                {"found": written, "currency": reading.client.currency},
            )
        )
    return frame.assign(currency=written)


def days_of_rows(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Give every row its first and last day: of the breakdown by day or month, else of the report."""
    if frame.empty:
        return frame
    frame = frame.copy()
    if "_day" in frame:
        subtotal = frame["_day"].map(lambda cell: words(str(cell)) in _ALL)
        frame = reading.drop(frame, subtotal, Message(N_("They are subtotals over all days.")))
        day = read_times(frame["_day"].fillna(""), "_day", ("iso",), None, reading).values
        frame["date_start"] = day.fillna(frame["date_start"]) if "date_start" in frame else day
        frame["date_stop"] = day.fillna(frame["date_stop"]) if "date_stop" in frame else day
    if "_month" in frame:
        span = frame["_month"].fillna("").str.extract(r"^(\S+) - (\S+)$").fillna("")
        for column, place in (("date_start", 0), ("date_stop", 1)):
            day = cells.parse_times(span[place], ("iso",), zone=None).values
            frame[column] = day.fillna(frame[column]) if column in frame else day
    if "date_start" not in frame or frame["date_start"].isna().all():
        return ask_dates(frame, reading)
    stop = frame["date_stop"] if "date_stop" in frame else frame["date_start"]
    return frame.assign(date_stop=stop.fillna(frame["date_start"]))


def totals_apart(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Move the totals row out of the table and check the spend of the rows against it."""
    if frame.empty:
        return frame
    names = [column for column in (*_NAMES, *_IDS) if column in frame]
    level = next((_LEVELS[column] for column in _NAMES if column in frame), "campaign" if names else "account")
    frame = frame.assign(level=level, platform="meta", account_id=account_of(reading.client, "meta"))
    told = names or [column for column in ("_account", "_day", "_month", *_BREAKDOWNS) if column in frame]
    nameless = frame[told].isna().all(axis=1) if told else pd.Series(False, index=frame.index)
    if not nameless.any() or not (names or len(frame) > 1):
        if not len(reading.totals):
            reading.warn(Message(_NO_TOTALS))
        return frame
    total = _total_of(frame, nameless)
    first = pd.Series(frame.index.isin(total.index), index=frame.index)
    rows = reading.drop(frame, first, Message(N_("The totals row, kept apart to check the others.")))
    rows = reading.drop(rows, nameless[rows.index], Message(N_("They name no campaign.")))
    if len(total) == 1:
        reading.add("ads_reported_totals", total)
    spend = N_("Spend of {rows:number} {rows:plural|row|rows}: {sum:number2}; the file's total: {total:number2}.")
    _check_sum(rows, total, reading, "spend", spend)
    seen = N_("Impressions of {rows:number} rows: {sum:number}; the file's total: {total:number}.")
    _check_sum(rows, total, reading, "impressions", seen)
    return rows


def _total_of(frame: pd.DataFrame, nameless: pd.Series) -> pd.DataFrame:
    """Return the nameless row that sums the others, else all of them where each sums a part, else the first."""
    spend = frame.loc[nameless, "spend"].astype(float)
    near = _CENT * max(1, int((~nameless).sum()))
    whole = float(frame.loc[~nameless, "spend"].sum())
    if (exact := spend[(spend - whole).abs() <= near]).size:
        nameless = pd.Series(frame.index == exact.index[0], index=frame.index)
    elif abs(float(spend.sum()) - whole) > near:
        nameless = pd.Series(frame.index == spend.index[0], index=frame.index)
    found: pd.DataFrame = frame[nameless]
    return found


def _check_sum(rows: pd.DataFrame, total: pd.DataFrame, reading: Reading, column: str, said: str) -> None:
    if column not in rows or total[column].isna().all():
        return
    summed, stated = float(rows[column].sum()), float(total[column].sum())
    values = {"rows": len(rows), "sum": summed, "total": stated}
    reading.check(column, abs(summed - stated) <= _CENT * max(1, len(rows)), Message(said, values))


def broken_down(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Write the breakdown of a row as text (`age=18-24; gender=female`) and recompute the frequency."""
    present = [column for column in _BREAKDOWNS if column in frame]
    if present:
        joined = pd.Series("", index=frame.index, dtype="str")
        for column in present:
            joined = joined + (f"; {_BREAKDOWNS[column]}=" + frame[column]).fillna("")
        frame = frame.assign(breakdown=joined.str.removeprefix("; ").mask(joined == ""))
    if {"impressions", "reach"} <= set(frame.columns):
        shown = frame["reach"].mask(frame["reach"] <= 0)
        frame = frame.assign(frequency=(frame["impressions"] / shown).astype("Float64"))
    return frame


def spend_reported(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Leave out rows without spend: nothing was delivered and nothing reported."""
    return reading.drop(frame, frame["spend"].isna(), Message(N_("They hold no spend.")))


def compared(grid: Grid, kind: ExportKind) -> list[Section]:
    """Return the table of a report whose headers name the periods they belong to."""
    return [section for section in single(grid, kind) if any(map(_PERIOD_IN_HEADER.search, section.header))]


def ask_dates(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Ask for the days the spend belongs to: without them it can go into no month."""
    reading.ask(
        Message(
            N_(
                "The table says what was spent but not when. Export it again from Ads Manager (columns Reporting "
                "starts and Reporting ends), or describe it in exports/mapping.toml."
            )
        )
    )
    return frame


def ask_numbers(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Ask how numbers with a comma are meant, if the brief does not say so."""
    body = reading.section.body
    cells_ = pd.concat([body[place] for place in body.columns])
    commas = cells_[cells_.str.fullmatch(r"\d{1,3},\d+")]
    if commas.empty or reading.client.number_format:
        return frame
    doubtful = commas[commas.str.fullmatch(r"[1-9]\d{0,2},\d{3}")]
    example = str((doubtful if len(doubtful) else commas).iloc[0])
    values = {"cell": example, "one": example.replace(",", "."), "other": example.replace(",", "")}
    reading.ask(
        Message(
            N_(
                "Is “{cell}” meant as {one} or as {other}? Commas also separate the columns of this file. "
                "Write number_format = “1.234,5” or “1,234.5” into client.toml."
            ),
            values,
        )
    )
    return frame


_HEADERS = {
    "date_start": ("Reporting starts", "Inicio del informe", "Início dos relatórios"),
    "date_stop": ("Reporting ends", "Fin del informe", "Término dos relatórios"),
    "_day": ("Day", "Día", "Dia"),
    "_month": ("Month", "Mes", "Mês"),
    "campaign_name": ("Campaign name", "Nombre de la campaña", "Nome da campanha"),
    "campaign_id": ("Campaign ID", "Identificador de la campaña"),
    "ad_set_name": ("Ad set name", "Nombre del conjunto de anuncios", "Nome do conjunto de anúncios"),
    "ad_set_id": ("Ad set ID", "Identificador del conjunto de anuncios"),
    "ad_name": ("Ad name", "Nombre del anuncio", "Nome do anúncio"),
    "ad_id": ("Ad ID", "Identificador del anuncio"),
    "delivery": (
        "Campaign delivery", "Ad delivery", "Ad set delivery", "Delivery status", "Entrega de la campaña",
        "Entrega del anuncio", "Entrega del conjunto de anuncios", "Estado de la entrega",
    ),
    "spend": ("Amount spent (*)", "Importe gastado (*)", "Amount spent", "Importe gastado", "Valor usado (*)"),
    "_currency": ("Currency", "Divisa", "Moneda"),
    "impressions": ("Impressions", "Impresiones", "Impressões"),
    "reach": ("Reach", "Alcance"),
    "_frequency": ("Frequency", "Frecuencia", "Frequência"),
    "link_clicks": ("Link clicks", "Clics en el enlace", "Cliques no link"),
    "clicks_all": ("Clicks (all)", "Clics (todos)", "Cliques (todos)"),
    "results": ("Results", "Resultados"),
    "result_type": (
        "Result indicator", "Result type", "Indicador de resultado", "Indicador de resultados", "Tipo de resultado",
    ),
    "purchases": ("Purchases", "Compras"),
    "leads": ("Leads", "Clientes potenciales"),
    "conversions_value": ("Purchases conversion value", "Valor de conversión de compras"),
    "attribution": ("Attribution setting", "Configuración de atribución"),
    "_account": ("Account name", "Nombre de la cuenta", "Nome da conta"),
    "_age": ("Age", "Edad", "Idade"),
    "_gender": ("Gender", "Sexo", "Gênero"),
    "_country": ("Country", "País"),
    "_region": ("Region", "Región", "Região"),
    "_placement": ("Placement", "Ubicación"),
    "_network": ("Platform", "Plataforma"),
    "_device": ("Device platform", "Impression device", "Plataforma del dispositivo"),
}  # fmt: skip
_PERIOD_IN_HEADER = re.compile(r"\([A-Z]\w{2} \d{1,2}, \d{4} - [A-Z]\w{2} \d{1,2}, \d{4}\)")
_KNOWN = (
    "Cost per *", "CPC *", "CPM *", "CTR *", "Coste por *", "Costo por *", "Ad set budget*", "Campaign budget*",
    "Presupuesto *", "Bid", "Bid type", "Puja", "Tipo de puja", "Last significit edit", "Last significant edit",
    "Ends", "Starts", "Inicio", "Fin", "Finalización", "Quality ranking", "Engagement rate ranking",
    "Conversion rate ranking", "Clasificación *", "Total messaging contacts", "New messaging contacts",
    "Messaging conversations started", "Account ID",
    "Identificador de la cuenta", "Landing page views", "Visitas a la página de destino", "Objective", "Objetivo",
    "Purchase ROAS *", "ROAS *", "Retorno *",
)  # fmt: skip
_ZONE = Zone("", N_("Days of the ad account's own time zone, which the file does not name."))
_OF_META = ("date_start", "delivery", "result_type", "results", "clicks_all", "link_clicks", "reach", "ad_set_name")
_WHOSE = N_(
    "Nothing but “{column}”, which is Meta's name for it, says whose ads these are, so they were taken for Meta's. If "
    "they are another network's, say so in exports/mapping.toml."
)
_STEPS = (says_whose(*_OF_META, said=_WHOSE), one_currency, days_of_rows, spend_reported, totals_apart, broken_down)

ADS = ExportKind(
    name="meta-ads",
    label=N_("Ads (Meta Ads Manager)"),
    table="ads",
    headers=_HEADERS,
    required=("spend",),
    excluded=(
        "Swipe Ups", "Paid Impressions", "Funding source name", "Time period", "Gregorian date", "Ad Group Name",
        "Ad Squad Name", "Community", "eCPM",
    ),
    layout=single,
    final_newline=True,
    times={"date_start": ("iso",), "date_stop": ("iso",)},
    zone=_ZONE,
    known=_KNOWN,
    steps=_STEPS,
)  # fmt: skip

# Somebody's own table of campaigns: recognised, so that the question can be a good one.
RETYPED = ExportKind(
    name="meta-ads-retyped",
    label=N_("Ads, typed by hand"),
    table="ads",
    headers={
        "campaign_name": _HEADERS["campaign_name"],
        "spend": ("Spend", "Spend (*)", "Gasto", "Gasto (*)", "Inversión", "Inversión (*)"),
        "impressions": _HEADERS["impressions"],
        "reach": _HEADERS["reach"],
        "results": _HEADERS["results"],
        "link_clicks": _HEADERS["link_clicks"],
        "clicks_all": _HEADERS["clicks_all"],
        "delivery": ("Status", "Estado"),
        "_frequency": _HEADERS["_frequency"],
    },
    required=("campaign_name", "spend", "impressions", "results"),
    excluded=("Funding source name", "Funding instrument name", "Time period", "Gregorian date", "Swipe Ups"),
    layout=single,
    number_format=None,
    known=(*_KNOWN, "Notes", "Notas", "Landing Page Views"),
    steps=(ask_dates, ask_numbers),
)

# Two periods side by side: which of the two a number belongs to would have to be guessed.
COMPARISON = ExportKind(
    name="meta-ads-comparison",
    label=N_("Ads, two periods compared (Meta Ads Reporting)"),
    table="ads",
    headers={"campaign_name": _HEADERS["campaign_name"]},
    required=("campaign_name",),
    layout=compared,
    refusal=N_(
        "This report compares two periods. Export each period on its own, without comparison, and put both here."
    ),
)

KINDS = tuple(in_tongues(kind, META_ADS) for kind in (ADS, RETYPED, COMPARISON))
