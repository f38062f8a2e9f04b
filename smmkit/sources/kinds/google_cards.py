"""Cards of Google Ads' overview, each downloaded on its own: campaigns are read, the others split the same money again.

Seen in public repositories in English and Portuguese: `Campaigns(2026.05.05-2026.05.24).csv` and its sisters name
their days in the file's name alone and write amounts with their currency (`R$ 236,86`, `US$8.90`).
"""

from __future__ import annotations

from dataclasses import replace

from smmkit.sources.grid import Grid
from smmkit.sources.headers import words
from smmkit.sources.kind import ExportKind, Section
from smmkit.sources.kinds.paid_ads import ads_of
from smmkit.sources.layout import single, told_by
from smmkit.text import N_

_COST = ("Cost", "Coste", "Costo", "Custo")
_CLICKS = ("Clicks", "Clics", "Cliques")
_SHOWN = ("Impressions", "Impresiones", "Impressões")
_CAMPAIGN = ("Campaign Name", "Nombre de la campaña", "Nome da campanha", "Campaign", "Campaña", "Campanha")
_DATED = ("Date", "Day", "Fecha", "Data", "Dia", "Día")
_LABEL = N_("A card of Google Ads' overview")
_SPLIT = N_(
    "This is a card of Google Ads' overview that splits the account's numbers in its own way. The campaigns hold the "
    "same ones: export the campaign report instead, split by day."
)

_CAMPAIGNS = replace(
    ads_of(
        "google-ads-campaigns-card",
        N_("Ads (Google Ads, campaigns of the overview)"),
        "google",
        {
            "campaign_name": _CAMPAIGN[:3],
            "_group": ("Campaign Group Name", "Nombre del grupo de campañas", "Nome do grupo de campanhas"),
            "spend": _COST,
            "clicks_all": _CLICKS,
            "results": ("Conversions", "Conversiones", "Conversões"),
        },
    ),
    required=("campaign_name", "_group", "spend"),
)


def _card(name: str, *headers: tuple[str, ...], without: tuple[str, ...] = ()) -> ExportKind:
    """Return the kind of one card that is not read, told by its headers."""
    columns = {f"_{place}": spelled for place, spelled in enumerate(headers)}
    return ExportKind(
        name=f"google-ads-card-{name}",
        label=_LABEL,
        table="ads",
        headers=columns,
        required=tuple(columns),
        excluded=without,
        layout=single,
        refusal=_SPLIT,
    )


def of_weekdays(grid: Grid, kind: ExportKind) -> list[Section]:
    """Return the table of the seven days of a week: a column called “Day” holds no date there."""
    found = [section for section in single(grid, kind) if sum(map(bool, section.header)) == _PAIR]
    days = found[0].body[0].str.strip().str.fullmatch(r"[^\W\d_]+(?:-[^\W\d_]+)?") if found else None
    return found if days is not None and 0 < len(days) <= _WEEK and days.all() else []


def of_hours(grid: Grid, kind: ExportKind) -> list[Section]:
    """Return the table of hours, or of weekdays and hours, and of nothing else."""
    return [section for section in single(grid, kind) if sum(map(bool, section.header)) <= _PAIR + 1]


def of_bills(grid: Grid, kind: ExportKind) -> list[Section]:
    """Return the table of bills by the title above it: its columns could be those of any account."""
    return [one for one in single(grid, kind) if any("faturamento" in words(line).split() for line in one.title)]


_WEEK, _PAIR = 7, 2
_NO_OTHER = (*_CAMPAIGN, *_DATED)
KINDS = (
    _CAMPAIGNS,
    _card("keywords", ("Criterion Status", "Status do critério"), _COST),
    _card("devices", ("Device", "Dispositivo"), _COST, _CLICKS, without=_NO_OTHER),
    replace(
        _card("networks", ("Network", "Rede"), _COST, _CLICKS, ("Avg. CPC", "CPC méd."), without=_NO_OTHER),
        layout=told_by(r"(?i)^google |^search partners|^pesquisa google|^parceiros de pesquisa"),
    ),
    _card("searches", ("Search", "Pesquisar"), _COST, _CLICKS, _SHOWN, without=_NO_OTHER),
    _card("words", ("Top Containing Queries", "Principais consultas com a palavra"), _COST),
    _card("changes", ("Cost (Comparison)", "Custo (Comparação)"), _COST, without=(*_DATED, *_CLICKS)),
    _card("ages", ("Percent of known total", "Porcentagem do total conhecido"), _SHOWN),
    replace(_card("hours", ("Start Hour", "Hora de início"), _SHOWN), layout=of_hours),
    replace(_card("weekdays", ("Day", "Día", "Dia"), _SHOWN, without=_COST), layout=of_weekdays),
    _card("hour-series", ("Hour",), _COST, ("Avg. CPC",), _SHOWN, without=_NO_OTHER),
    _card("places", ("Location Name",), _SHOWN, without=_NO_OTHER),
    _card("score", ("Optimisation score", "Optimization score", "Pontuação de otimização"), _CAMPAIGN[:3],
          without=(*_COST, *_CLICKS)),
    replace(
        _card("bills", ("Custos",), ("Créditos",), ("Saldo atual",)),
        label=N_("Bills of Google Ads"),
        layout=of_bills,
        refusal=N_(
            "These are the bills and payments of Google Ads, not what its campaigns did. Export the campaign report "
            "instead, split by day."
        ),
    ),
)  # fmt: skip
