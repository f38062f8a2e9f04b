"""Column names of the platforms' exports in the three interface languages that are seen most.

Spain and Latin America differ: "Veces guardado" against "Veces que se guardó", `vídeo` against `video`.
"""

from __future__ import annotations

from collections.abc import Mapping

UI = ("en-US", "es-ES", "es-LA")

INSTAGRAM: Mapping[str, tuple[str, ...]] = {
    "post_id": ("Post ID", "identificador de la publicación", "Identificador de la publicación"),
    "account_id": ("Account ID", "Identificador de la cuenta", "Identificador de la cuenta"),
    "handle": ("Account username", "Nombre de usuario de la cuenta", "Nombre de usuario de la cuenta"),
    "name": ("Account name", "Nombre de la cuenta", "Nombre de la cuenta"),
    "text": ("Description", "Descripción", "Descripción"),
    "duration_s": ("Duration (sec)", "Duración (segundos)", "Duración (segundos)"),
    "published": ("Publish time", "Hora de publicación", "Hora de publicación"),
    "url": ("Permalink", "Enlace permanente", "Enlace permanente"),
    "type": ("Post type", "Tipo de publicación", "Tipo de publicación"),
    "comment": ("Data comment", "Comentario sobre los datos", "Comentario sobre los datos"),
    "period": ("Date", "Fecha", "Fecha"),
    "views": ("Views", "Visualizaciones", "Visualizaciones"),
    "reach": ("Reach", "Alcance", "Alcance"),
    "votes": ("Likes", "Me gusta", "Me gusta"),
    "shares": ("Shares", "Veces que se ha compartido", "Veces que se compartió"),
    "comments": ("Comments", "Comentarios", "Comentarios"),
    "saves": ("Saves", "Veces guardado", "Veces que se guardó"),
    "follows": ("Follows", "Seguidores", "Seguimientos"),
}

STORIES: Mapping[str, tuple[str, ...]] = {
    **{key: names for key, names in INSTAGRAM.items() if key not in {"comments", "saves", "follows"}},
    "profile_visits": ("Profile visits", "Visitas al perfil", "Visitas al perfil"),
    "replies": ("Replies", "Respuestas", "Respuestas"),
    "link_clicks": ("Link clicks", "Clics en el enlace", "Clics en el enlace"),
    "stickers": ("Sticker taps", "Toques en stickers", "Toques en stickers"),
    "navigation": ("Navigation", "Navegación", "Navegación"),
    "follows": INSTAGRAM["follows"],
}

FACEBOOK: Mapping[str, tuple[str, ...]] = {
    "post_id": INSTAGRAM["post_id"],
    "account_id": ("Page ID", "Identificador de la página", "Identificador de la página"),
    "name": ("Page name", "Nombre de la página", "Nombre de la página"),
    "title": ("Title", "Título", "Título"),
    "text": INSTAGRAM["text"],
    "duration_s": INSTAGRAM["duration_s"],
    "published": INSTAGRAM["published"],
    "caption": ("Caption type", "Tipo de subtítulo", "Tipo de subtítulo"),
    "url": INSTAGRAM["url"],
    "crosspost": ("Is crosspost", "Es una publicación cruzada", "Es una publicación cruzada"),
    "share": ("Is share", "Es una publicación compartida", "Es una publicación compartida"),
    "type": INSTAGRAM["type"],
    "languages": ("Languages", "Idiomas", "Idiomas"),
    "labels": ("Custom labels", "Etiquetas personalizadas", "Etiquetas personalizadas"),
    "funded": ("Funded content status", "Estado de contenido financiado", "Estado de contenido financiado"),
    "comment": INSTAGRAM["comment"],
    "period": INSTAGRAM["period"],
    "views": INSTAGRAM["views"],
    "impressions": ("Impressions", "Impresiones", "Impresiones"),
    "reach": INSTAGRAM["reach"],
    "total": (
        "Reactions, comments and shares",
        "Reacciones, comentarios y veces que se ha compartido",
        "Reacciones, comentarios y veces que se compartió",
    ),
    "votes": ("Reactions", "Reacciones", "Reacciones"),
    "comments": INSTAGRAM["comments"],
    "shares": INSTAGRAM["shares"],
    "clicks": ("Total clicks", "Total de clics", "Total de clics"),
    "views_again": INSTAGRAM["views"],
    "views_3s": (
        "3-second video views",
        "Visualizaciones de vídeo de 3 segundos",
        "Reproducciones de video de 3 segundos",
    ),
    "link_clicks": ("Link Clicks", "Clics en el enlace", "Clics en el enlace"),
}

TYPES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "instagram": {
        "reel": ("IG reel", "Reel de Instagram", "Reel de Instagram"),
        "image": ("IG image", "Imagen de Instagram", "Imagen de Instagram"),
        "carousel": ("IG carousel", "Secuencia de Instagram", "Secuencia de Instagram"),
        "story": ("IG story", "Historia de Instagram", "Historia de Instagram"),
    },
    "facebook": {
        "reel": ("Reels", "Reels", "Reels"),
        "image": ("Photos", "Fotos", "Fotos"),
        "carousel": ("Multi-photo", "Varias fotos", "Varias fotos"),
        "link": ("Links", "Enlaces", "Enlaces"),
    },
}

LIFETIME = ("Lifetime", "Total", "Total")

ADS: Mapping[str, tuple[str, ...]] = {
    "start": ("Reporting starts", "Inicio del informe", "Inicio del informe"),
    "stop": ("Reporting ends", "Fin del informe", "Fin del informe"),
    "campaign": ("Campaign name", "Nombre de la campaña", "Nombre de la campaña"),
    "delivery": ("Campaign delivery", "Entrega de la campaña", "Entrega de la campaña"),
    "results": ("Results", "Resultados", "Resultados"),
    "indicator": ("Result indicator", "Indicador de resultado", "Indicador de resultado"),
    "cost": ("Cost per results", "Coste por resultados", "Costo por resultados"),
    "budget": ("Ad set budget", "Presupuesto del conjunto de anuncios", "Presupuesto del conjunto de anuncios"),
    "spend": ("Amount spent ({currency})", "Importe gastado ({currency})", "Importe gastado ({currency})"),
    "impressions": ("Impressions", "Impresiones", "Impresiones"),
    "reach": ("Reach", "Alcance", "Alcance"),
    "link_clicks": ("Link clicks", "Clics en el enlace", "Clics en el enlace"),
    "purchases": ("Purchases", "Compras", "Compras"),
    "value": ("Purchases conversion value", "Valor de conversión de compras", "Valor de conversión de compras"),
    "ends": ("Ends", "Finalización", "Finalización"),
}

# file name, then the title of each block and its network; a title without network leaves it to the file name
DAILY: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "file": {
        "reach": ("Reach", "Alcance", "Alcance"),
        "views": ("Views Instagram", "Visualizaciones Instagram", "Visualizaciones Instagram"),
        "interactions": ("Interactions Instagram", "Interacciones Instagram", "Interacciones Instagram"),
        "follows": ("Follows", "Seguidores", "Seguidores"),
        "visits": ("Visits", "Visitas", "Visitas"),
        "link_clicks": ("Link clicks", "Clics en el enlace", "Clics en el enlace"),
    },
    "instagram": {
        "reach": ("Instagram reach", "Alcance de Instagram", "Alcance de Instagram"),
        "views": ("Views", "Visualizaciones", "Visualizaciones"),
        "interactions": ("Content interactions", "Interacciones con el contenido", "Interacciones con el contenido"),
        "follows": ("Instagram follows", "Seguidores de Instagram", "Seguidores de Instagram"),
        "visits": ("Instagram profile visits", "Visitas al perfil de Instagram", "Visitas al perfil de Instagram"),
        "link_clicks": ("Instagram link clicks", "Clics en el enlace de Instagram", "Clics en el enlace de Instagram"),
    },
    "facebook": {
        "reach": ("Facebook reach", "Alcance de Facebook", "Alcance de Facebook"),
        "follows": ("Facebook follows", "Seguidores de Facebook", "Seguidores de Facebook"),
    },
}

DAY = ("Date", "Fecha", "Fecha")

AUDIENCE: Mapping[str, tuple[str, ...]] = {
    "age": ("Age & gender", "Edad y sexo", "Edad y sexo"),
    "women": ("Women", "Mujeres", "Mujeres"),
    "men": ("Men", "Hombres", "Hombres"),
    "countries": ("Top countries", "Principales países", "Principales países"),
    "cities": ("Top cities", "Principales ciudades", "Principales ciudades"),
    "file": ("Audience", "Publico", "Publico"),
}

GA4: Mapping[str, tuple[str, ...]] = {
    "start": ("Start date", "Fecha de inicio", "Fecha de inicio"),
    "end": ("End date", "Fecha de finalización", "Fecha de finalización"),
    "account": ("Account", "Cuenta", "Cuenta"),
    "property": ("Property", "Propiedad", "Propiedad"),
    "all": ("All Users", "Todos los usuarios", "Todos los usuarios"),
    "title": ("Report CSV Export", "Exportación de informe en CSV", "Exportación de informe en CSV"),
    "date": ("Date", "Fecha", "Fecha"),
    "channel": (
        "Session default channel group",
        "Grupo de canales predeterminado de la sesión",
        "Grupo de canales predeterminado de la sesión",
    ),
    "sessions": ("Sessions", "Sesiones", "Sesiones"),
    "users": ("Total users", "Total de usuarios", "Total de usuarios"),
    "engaged": ("Engaged sessions", "Sesiones con interacción", "Sesiones con interacción"),
    "key_events": ("Key events", "Eventos clave", "Eventos clave"),
    "revenue": ("Total revenue", "Ingresos totales", "Ingresos totales"),
    "free": ("Free form 1", "Formato libre 1", "Formato libre 1"),
    "campaign": ("Session campaign", "Campaña de la sesión", "Campaña de la sesión"),
    "content": (
        "Session manual ad content",
        "Contenido de anuncio manual de la sesión",
        "Contenido de anuncio manual de la sesión",
    ),
}

COUNTRY_NAMES: Mapping[str, tuple[str, ...]] = {
    "ES": ("Spain", "España", "España"),
    "MX": ("Mexico", "México", "México"),
    "CL": ("Chile", "Chile", "Chile"),
    "AR": ("Argentina", "Argentina", "Argentina"),
    "CO": ("Colombia", "Colombia", "Colombia"),
    "US": ("United States", "Estados Unidos", "Estados Unidos"),
    "GB": ("United Kingdom", "Reino Unido", "Reino Unido"),
}


def named(names: Mapping[str, tuple[str, ...]], ui: str) -> dict[str, str]:
    """Return the names of one interface language."""
    place = UI.index(ui)
    return {key: options[place] for key, options in names.items()}
