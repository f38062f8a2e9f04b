"""Meta Business Suite, content export: Instagram posts and stories, Facebook posts and videos (EN, ES, PT)."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from smmkit.sources import ids
from smmkit.sources.kind import ExportKind, Reading, Zone
from smmkit.sources.layout import single, told_by
from smmkit.sources.steps import (
    add_interactions,
    check_ids,
    check_reported,
    grain_from_period,
    identified,
    mark_own,
    masked,
    minute_precision,
)
from smmkit.sources.swapped import put_right
from smmkit.sources.tongues import META_POSTS, in_tongues
from smmkit.text import N_, Message

# Measured on six accounts on four continents: the account's own zone is never used, whatever its country.
PACIFIC = Zone(
    "America/Los_Angeles",
    N_("Meta exports post times in Los Angeles time, whatever the account's country."),
)

_HEADERS = {
    "post_id": ("Post ID", "Identificador de la publicación", "Identificação da publicação"),
    "title": ("Title", "Título"),
    "text": ("Description", "Descripción", "Descrição"),
    "duration_s": ("Duration (sec)", "Duración (segundos)", "Duração (segundos)"),
    "published_at": ("Publish time", "Hora de publicación", "Horário de publicação"),
    "url": ("Permalink", "Enlace permanente", "Link permanente"),
    "format": ("Post type", "Tipo de publicación", "Tipo de publicação"),
    "_period": ("Date", "Fecha", "Data"),
    "impressions": ("Impressions", "Impresiones", "Impressões"),
    # until 2024 Instagram called the views of a reel plays
    "views": ("Views", "Visualizaciones", "Visualizações", "Plays", "Reproducciones", "Reproduções"),
    # the raw id leaks into English exports, sometimes beside the proper column
    "reach": ("Reach", "Alcance", "IMPRESSION:UNIQUE_USERS"),
    "likes": ("Likes", "Me gusta", "Curtidas"),
    "comments": ("Comments", "Comentarios", "Comentários", "Replies", "Respuestas", "Respostas"),
    "shares": (
        "Shares",
        "Veces que se compartió",
        "Veces que se ha compartido",
        "Veces compartido",
        "Compartilhamentos",
    ),
    "link_clicks": ("Link clicks", "Clics en el enlace", "Cliques no link"),
    "profile_visits": ("Profile visits", "Visitas al perfil", "Visitas ao perfil"),
}
FORMATS = {
    "IG reel": "reel", "Reel": "reel", "Reels": "reel", "Reel de Instagram": "reel",
    "Reel Instagram": "reel", "Reel do Instagram": "reel",
    "IG image": "image", "Photo": "image", "Photos": "image", "Imagen de Instagram": "image",
    "Imagem do Instagram": "image", "Image Instagram": "image", "Foto": "image", "Fotos": "image", "Imagen": "image",
    "IG carousel": "carousel", "Multi-photo": "carousel", "Secuencia de Instagram": "carousel",
    "Carrusel de Instagram": "carousel", "Carrossel do Instagram": "carousel",
    "Carrousel Instagram": "carousel", "Várias fotos": "carousel",
    "Varias fotos": "carousel", "Álbum": "carousel", "Album": "carousel",
    "IG story": "story", "Story": "story", "Historia de Instagram": "story", "Historia": "story",
    "Story do Instagram": "story",
    "IG video": "video", "Videos": "video", "Video": "video", "Vídeo": "video", "Vídeos": "video",
    "Vidéos": "video", "Vidéo": "video",
    "Vídeo de Instagram": "video", "Video de Instagram": "video",
    "Live": "live", "Live video": "live", "Vídeo en directo": "live", "Video en vivo": "live", "En vivo": "live",
    "Reel di Instagram": "reel", "Immagine di Instagram": "image", "Carosello di Instagram": "carousel",
    "Storia di Instagram": "story", "Video di Instagram": "video", "História do Instagram": "story",
    "Immagine": "image", "Carosello": "carousel", "Storia": "story", "Più foto": "carousel", "Testo": "text",
    "IG-Reel": "reel", "IG-Bild": "image", "IG-Karussell": "carousel", "IG-Story": "story", "Bild": "image",
    "Bilder": "image", "Karussell": "carousel", "Instagram-Reel": "reel", "Instagram-Bild": "image",
    "Instagram-Karussell": "carousel", "Instagram-Story": "story",
    "Links": "link", "Link": "link", "Liens": "link", "Lien": "link", "Enlaces": "link", "Enlace": "link",
    "Ligações": "link", "Ligação": "link",
    "Text": "text", "Texto": "text", "Texte": "text", "Status": "text",
    "Others": "other", "Other": "other", "Otros": "other", "Otro": "other",
    "Outros": "other", "Outras": "other", "Otras": "other",
}  # fmt: skip
_TIMES = {"published_at": ("%m/%d/%Y %H:%M",)}
_KNOWN = ("Data comment", "Comentario sobre los datos", "Comentário de dados")

_INSTAGRAM = {
    **_HEADERS,
    "account_id": ("Account ID", "Identificador de la cuenta", "Identificação da conta"),
    "account_handle": ("Account username", "Nombre de usuario de la cuenta", "Nome de usuário da conta"),
    "saves": ("Saves", "Veces que se guardó", "Veces guardado", "Salvamentos"),
    # "Seguidores" in Spain's exports are the follows that came from the post
    "follows": ("Follows", "Seguimientos", "Seguidores", "Seguimentos"),
    "_navigation": ("Navigation", "Navegación", "Navegação"),
}

_OF_A_PAGE = ("Page ID", "Identificador de la página", "Identificação da Página")


def only_instagram(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Ask for the ids where the addresses are not Instagram's."""
    elsewhere = ~frame["url"].str.contains("instagram.com/", regex=False).fillna(False).astype(bool)
    if elsewhere.any():
        reading.ask(Message(N_("The table names neither post nor account; export it again with Post ID ticked.")))
    return frame.assign(post_id=pd.Series(pd.NA, index=frame.index, dtype="str")) if "post_id" not in frame else frame


def without_period(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Take each post's numbers for those of its whole time, unless it stands there more than once: then by day."""
    if frame["post_id"].dropna().duplicated().any():
        asked = N_("Posts stand there several times, and the column Date, which says why, is missing. Export it again.")
        reading.ask(Message(asked))
    said = N_("The column Date is missing; each post stands there once, so its numbers are those of its whole time.")
    reading.warn(Message(said))
    return frame


INSTAGRAM_POSTS = ExportKind(
    name="meta-instagram-posts",
    label=N_("Instagram posts (Meta Business Suite)"),
    table="posts",
    headers=_INSTAGRAM,
    required=("post_id", "account_handle", "published_at", "_period"),
    layout=single,
    final_newline=True,
    constants={"platform": "instagram"},
    times=_TIMES,
    zone=PACIFIC,
    values={"format": FORMATS},
    known=(
        *_KNOWN,
        "Account name",
        "Nombre de la cuenta",
        "Nome da conta",
        "Sticker taps",
        "Toques en stickers",
        "Toques en el sticker",
        "Toques em figurinhas",
    ),
    steps=(
        identified,
        grain_from_period,
        mark_own,
        minute_precision,
        put_right(ids.instagram_shortcode, "url"),
        check_ids(ids.instagram_shortcode, "url"),
        add_interactions,
        masked("text", "title"),
    ),
)

# Columns somebody left out of the export or deleted: the address still says which post it is.
INSTAGRAM_TRIMMED = replace(
    INSTAGRAM_POSTS,
    name="meta-instagram-posts-trimmed",
    label=N_("Instagram posts (Meta Business Suite, without ids)"),
    required=("url", "published_at", "format", "_period"),
    excluded=_OF_A_PAGE,
    steps=(only_instagram, *INSTAGRAM_POSTS.steps),
)

# The column that says of which time the numbers are was left out or deleted.
INSTAGRAM_UNDATED = replace(
    INSTAGRAM_POSTS,
    name="meta-instagram-posts-undated",
    label=N_("Instagram posts (Meta Business Suite, without the column Date)"),
    required=("post_id", "url", "published_at", "likes"),
    excluded=_OF_A_PAGE,
    layout=told_by(r"instagram\.com/"),
    steps=(without_period, *INSTAGRAM_POSTS.steps),
)

INSTAGRAM_STORIES = replace(
    INSTAGRAM_POSTS,
    name="meta-instagram-stories",
    label=N_("Instagram stories (Meta Business Suite)"),
    required=(*INSTAGRAM_POSTS.required, "_navigation"),
    constants={"platform": "instagram", "format": "story"},
)

_FACEBOOK = {
    **_HEADERS,
    "account_id": ("Page ID", "Identificador de la página", "Identificação da Página"),
    "interactions_reported": (
        "Reactions, comments and shares",
        "Reacciones, comentarios y veces que se compartió",
        "Reacciones, comentarios y veces que se ha compartido",
        "Reações, comentários e compartilhamentos",
    ),
    "reactions": ("Reactions", "Reacciones", "Reações"),
    "clicks_total": ("Total clicks", "Total de clics", "Clics totales", "Total de cliques"),
    "video_views_3s": (
        "3-second video views",
        "Visualizaciones de vídeo de 3 segundos",
        "Reproducciones de video de 3 segundos",
    ),
    "watch_s": ("Seconds viewed", "Segundos reproducidos"),
    "watch_avg_s": (
        "Average Seconds viewed",
        "Segundos reproducidos de media",
        "Segundos en promedio reproducidos",
    ),
}
_FACEBOOK_KNOWN = (
    *_KNOWN,
    "Page name", "Nombre de la página", "Nome da Página",
    "Caption type", "Tipo de subtítulo", "Is crosspost", "Es una publicación cruzada", "Es publicación cruzada",
    "Is share", "Es una publicación compartida", "Es contenido compartido", "Languages", "Idiomas",
    "Custom labels", "Etiquetas personalizadas", "Funded content status", "Estado de contenido financiado",
    "Estado del contenido financiado", "Universal video ID", "Identificador de vídeo universal",
    "Identificador de video universal",
    # splits of a whole that is imported, and metrics no analysis uses
    "Reach from *", "Alcance de *", "Views from *", "Visualizaciones de Publicaciones *",
    "3-second video views from *", "3-second video views by *", "1-minute *", "3-second viewers",
    "Visualizaciones de vídeo de 3 segundos de *", "Visualizaciones de vídeo de 3 segundos por *",
    "Visualizaciones de vídeo de 1 minuto *", "Reproducciones de video de 3 segundos de *",
    "Reproducciones de video de 3 segundos por *", "Reproducciones de video de 1 minuto *", "Espectadores *",
    "Seconds viewed from *", "Average Seconds viewed from *", "Segundos *",
    "Percentage of *", "Porcentaje de*", "Negative feedback from users*", "Unique negative feedback from users*",
    "Comentarios negativos *", "Other clicks", "Otros clics", "Clics de otro tipo",
    "Matched Audience Targeting Consumption *", "Consumo de segmentación *",
    "Estimated earnings *", "Ingresos *", "Ad CPM *", "CPM de anuncios *", "Ad impressions", "Impresiones de anuncios",
)  # fmt: skip

FACEBOOK_POSTS = ExportKind(
    name="meta-facebook-posts",
    label=N_("Facebook posts (Meta Business Suite)"),
    table="posts",
    headers=_FACEBOOK,
    required=("post_id", "account_id", "published_at", "_period"),
    layout=single,
    final_newline=True,
    excluded=("Account username", "Nombre de usuario de la cuenta", "Nome de usuário da conta"),
    constants={"platform": "facebook"},
    times=_TIMES,
    zone=PACIFIC,
    values={"format": FORMATS},
    known=_FACEBOOK_KNOWN,
    steps=(
        identified,
        grain_from_period,
        mark_own,
        minute_precision,
        check_reported,
        add_interactions,
        masked("text", "title"),
    ),
)

FACEBOOK_UNDATED = replace(
    FACEBOOK_POSTS,
    name="meta-facebook-posts-undated",
    label=N_("Facebook posts (Meta Business Suite, without the column Date)"),
    required=("post_id", "account_id", "url", "published_at"),
    layout=told_by(r"facebook\.com/"),
    steps=(without_period, *FACEBOOK_POSTS.steps),
)

FACEBOOK_VIDEOS = replace(
    FACEBOOK_POSTS,
    name="meta-facebook-videos",
    label=N_("Facebook videos (Meta Business Suite)"),
    headers={
        **_FACEBOOK,
        "post_id": (
            "Video asset ID",
            "Identificador de la pieza de vídeo",
            "Identificador de la pieza de video",
        ),
    },
    constants={"platform": "facebook", "format": "video"},
)

KINDS = tuple(
    in_tongues(kind, META_POSTS)
    for kind in (
        INSTAGRAM_POSTS,
        INSTAGRAM_TRIMMED,
        INSTAGRAM_UNDATED,
        INSTAGRAM_STORIES,
        FACEBOOK_POSTS,
        FACEBOOK_UNDATED,
        FACEBOOK_VIDEOS,
    )
)
