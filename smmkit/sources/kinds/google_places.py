"""Google Business Profile, performance report of many places: totals of each place over the range in the file's name.

Read in public code that takes these files apart: `Store code,Business name,Address,Labels,Google Search - Mobile, …`,
then a line that explains each column in a sentence, then a row per place. The days stand in the name alone
(`GMB insights (Performance Report) - 2026-3-1 - 2026-3-31 - ….csv`). No file in another language was found: the
Spanish and
Portuguese headers are translations that were held against no file, and one spelled otherwise is listed as not
understood.
"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from smmkit.schema.export_range import export_range
from smmkit.sources.grid import Grid
from smmkit.sources.headers import words
from smmkit.sources.kind import ExportKind, Reading, Section, Zone
from smmkit.sources.layout import single
from smmkit.text import N_, Message

_METRICS = {
    "_search_mobile": ("seen_search_mobile", "Google Search - Mobile|Búsqueda de Google: móvil"
        "|Búsqueda de Google: móviles"
        "|Búsqueda de Google: dispositivos móviles|Pesquisa Google: dispositivos móveis"
        "|Pesquisa Google - Dispositivos móveis"
        "|Búsqueda de Google - Móvil|Búsqueda de Google - Dispositivos móviles"),
    "_search_desktop": ("seen_search_desktop", "Google Search - Desktop|Búsqueda de Google: ordenador"
        "|Búsqueda de Google: ordenadores|Búsqueda de Google: computadora|Búsqueda de Google: computadoras"
        "|Búsqueda de Google - Ordenador|Búsqueda de Google - Computadora|Pesquisa Google: computadores"
        "|Pesquisa Google - Computadores"),
    "_maps_mobile": ("seen_maps_mobile", "Google Maps - Mobile|Google Maps: móvil|Google Maps: móviles"
        "|Google Maps: dispositivos móviles|Google Maps - Móvil|Google Maps - Dispositivos móviles"
        "|Google Maps: dispositivos móveis|Google Maps - Dispositivos móveis"),
    "_maps_desktop": ("seen_maps_desktop", "Google Maps - Desktop|Google Maps: ordenador|Google Maps: ordenadores"
        "|Google Maps: computadora|Google Maps: computadoras|Google Maps - Ordenador|Google Maps - Computadora"
        "|Google Maps: computadores|Google Maps - Computadores"),
    "_calls": ("calls", "Calls|Llamadas|Ligações|Chamadas"),
    "_messages": ("messages", "Messages|Mensajes|Mensagens"),
    "_bookings": ("bookings", "Bookings|Reservas"),
    "_directions": ("directions", "Directions|Cómo llegar|Indicaciones|Rotas|Como chegar"),
    "_website": ("website_clicks", "Website clicks|Clics en el sitio web|Cliques no site|Cliques no website"),
    "_orders": ("food_orders", "Food orders|Pedidos de comida|Pedidos de comidas"),
    "_menu": ("menu_clicks", "Food menu clicks|Clics en el menú|Clics en el menú de comida|Cliques no cardápio"),
    "_hotel": ("hotel_bookings", "Hotel bookings|Reservas de hotel"),
}  # fmt: skip
# The report until 2022 (“Discovery Report”): how people searched, and what they did.
_DISCOVERY = {
    "_direct": ("searches_direct", "Direct searches|Direct|Búsquedas directas|Pesquisas diretas"),
    "_discovery": ("searches_discovery", "Discovery searches|Discovery|Búsquedas de descubrimiento"
        "|Búsquedas indirectas|Pesquisas de descoberta"),
    "_branded": ("searches_branded", "Branded searches|Branded|Búsquedas de marca|Pesquisas de marca"),
    "_views_search": ("views_search", "Search views|Visualizaciones en la Búsqueda|Vistas en la Búsqueda"
        "|Visualizações na Pesquisa"),
    "_views_maps": ("views_maps", "Maps views|Visualizaciones en Maps|Vistas en Maps|Visualizações no Maps"),
    "_website": ("website_clicks", "Website actions|Acciones en el sitio web|Ações no site"),
    "_directions": ("directions", "Directions actions|Acciones de cómo llegar|Acciones de indicaciones|Ações de rotas"),
    "_calls": ("calls", "Phone call actions|Acciones de llamada|Acciones de llamada telefónica|Ações de ligação"),
}  # fmt: skip
_PLACES = ("Business name", "Nombre de la empresa", "Nombre del negocio", "Nome da empresa")
_PLACE = frozenset(map(words, _PLACES))


def places(grid: Grid, kind: ExportKind) -> list[Section]:
    """Return the rows of places; the line that explains the columns is none of them."""
    found = single(grid, kind)
    if not found:
        return []
    section = found[0]
    place = next(k for k, head in enumerate(section.header) if words(head) in _PLACE)
    named = section.body[place].str.strip() != ""
    return [replace(section, body=section.body[named])]


def by_place(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Turn the columns into one row a place and metric, of the days that the file's name tells."""
    days = export_range(reading.path)
    if days is None:
        said = N_(
            "Google Business Profile tells totals of each place over a period, and the file's name does not say which. "
            "Name the file with its first and last day, such as gmb 2026-10-01 - 2026-10-31.csv."
        )
        reading.ask(Message(said))
        return frame.iloc[:0]
    reading.warn(Message(N_("Totals of places on Google belong to no day: they are kept, and no notebook uses them.")))
    told = {column: metric for column, (metric, _) in {**_DISCOVERY, **_METRICS}.items() if column in frame}
    base = frame[["place", *(c for c in ("store_code", "as_of", "source_file", "source_row") if c in frame)]]
    pieces = [
        base.assign(metric=metric, value=frame[column].astype("Float64"), date_start=days[0], date_stop=days[1])
        for column, metric in told.items()
    ]
    long = pd.concat(pieces)
    return long[long["value"].notna()].reset_index(drop=True)


def _report(name: str, metrics: dict[str, tuple[str, str]], required: tuple[str, ...]) -> ExportKind:
    """Return the kind of one of Google's two reports of places."""
    return ExportKind(
        name=name,
        label=N_("Google Business Profile"),
        table="place_totals",
        headers={
            "place": _PLACES,
            "store_code": ("Store code", "Código de tienda", "Código da loja"),
            **{column: tuple(spelled.split("|")) for column, (_, spelled) in metrics.items()},
        },
        required=("place", *required),
        layout=places,
        scratch=dict.fromkeys(metrics, "count"),
        known=(
            "Address", "Labels", "Overall rating", "Dirección", "Etiquetas", "Valoración general", "Endereço",
            "Total searches", "Total views", "Total actions", "Total de búsquedas", "Total de visualizaciones",
            "Total de acciones", "Total de pesquisas", "Total de visualizações", "Total de ações",
            "Photo views", "Total photo views", "Owner photo views", "Customer photo views",
        ),
        zone=Zone("", N_("Days as Google counts them; the file names no zone.")),
        steps=(by_place,),
    )  # fmt: skip


KINDS = (
    _report("google-business-profile", _METRICS, ("_search_mobile", "_maps_mobile")),
    _report("google-business-discovery", _DISCOVERY, ("_direct", "_discovery", "_views_maps")),
)
