"""What GA4 calls the dimensions and numbers of its exports, in the languages they come in."""

from __future__ import annotations

from smmkit.sources.headers import words
from smmkit.sources.tongues import GA4, headers_in

DIMENSIONS = headers_in({
    "channel": (
        "Session default channel group",
        "Session primary channel group (Default Channel Group)",
        "Session primary channel group",
        "First user default channel group",
        "First user primary channel group (Default Channel Group)",
        "First user primary channel group",
        "Grupo de canales predeterminado de la sesión",
        "Grupo de canales principal de la sesión (Grupo de canales predeterminado)",
        "Grupo de canales principal de la sesión",
        "Grupo principal de canales de la sesión (Grupo de canales predeterminado)",
        "Grupo de canais padrão da sessão",
        "Grupo de canales predeterminado del primer usuario",
        "Grupo de canales principal del primer usuario (Grupo de canales predeterminado)",
    ),
    "source": ("Session source", "First user source", "Fuente de la sesión"),
    "medium": ("Session medium", "First user medium", "Medio de la sesión"),
    "_source_medium": ("Session source / medium", "Fuente/Medio de la sesión", "Fuente / Medio de la sesión"),
    "campaign": (
        "Session campaign",
        "Session manual campaign name",
        "First user campaign",
        "Campaña de la sesión",
        "Nombre de campaña manual de la sesión",
    ),
    "content": (
        "Session manual ad content",
        "Manual ad content",
        "Contenido de anuncio manual de la sesión",
        "Contenido del anuncio manual de la sesión",
        "Contenido de anuncio manual",
        "Contenido del anuncio manual",
    ),
}, GA4)  # fmt: skip
UNLABELLED = "(not set)"
# What tells that a channel is the one of a user's first visit, not of the visit counted.
FIRST_USER = ("first user", "del primer usuario", "premier utilisateur", "erster nutzer", "do primeiro usuario")
# What GA4's reports split by and no analysis here does.
UNUSED = frozenset(
    words(name)
    for name in (
        "Country", "Country ID", "Region", "Region ID", "City", "City ID", "Language", "Age",
        "Gender", "Interests", "Device category", "Device model", "Hour", "Hora", "Nth hour", "Day of week",
        "Día de la semana", "Dia da semana",
        "Browser", "Operating system", "OS with version", "Platform", "Platform / device category",
        "Screen resolution", "App version", "Event name", "Item name", "Item category", "Audience name", "Hostname",
        "Page path", "Page path and screen class", "Page title", "Page title and screen class",
        "Page title and screen name", "Page location", "Landing page", "Landing page + query string",
        "País", "Región", "Ciudad", "Idioma", "Edad", "Sexo", "Categoría de dispositivo", "Modelo de dispositivo",
        "Navegador", "Sistema operativo", "Plataforma", "Resolución de pantalla", "Nombre del evento",
        "Nombre del artículo", "Categoría de artículo", "Nombre de la audiencia", "Nombre de host",
        "Ruta de la página", "Ruta de página y clase de pantalla", "Ruta de la página y clase de pantalla",
        "Título de la página", "Título de página y clase de pantalla", "Título de página y nombre de pantalla",
        "Página de destino", "Página de destino + cadena de consulta",
    )
)  # fmt: skip
METRICS = {
    "sessions": ("Sessions", "Sesiones", "Sessões"),
    "users": (
        "Total users",
        "Users",
        "Active users",
        "Usuarios totales",
        "Total de usuarios",
        "Usuarios",
        "Usuarios activos",
        "Total de usuários",
        "Usuários ativos",
    ),
    "new_users": ("New users", "Usuarios nuevos", "Nuevos usuarios", "Novos usuários"),
    "engaged_sessions": ("Engaged sessions", "Sesiones con interacción", "Sessões engajadas"),
    "events": ("Event count", "Número de eventos", "Recuento de eventos", "Contagem de eventos"),
    "key_events": ("Key events", "Conversions", "Eventos clave", "Conversiones", "Eventos principais", "Conversões"),
    "revenue": ("Total revenue", "Ingresos totales", "Total de ingresos", "Receita total"),
}
LEFT_OUT = (
    "Returning users", "Usuarios recurrentes", "Average*", "Tiempo*", "Duración*", "Event count per user",
    "Eventos por*", "Events per session", "Engagement rate", "Porcentaje de interacciones", "Tasa de interacción",
    "Tasa de eventos clave de*", "Tasa de rebote", "Porcentaje de rebote", "Bounce rate",
    "30 days", "7 days", "1 day", "30 días", "7 días", "1 día", "Session key event rate*", "Views",
    "Views per session",
)  # fmt: skip
