"""Headers translated, and held against no file: X in Spanish, LinkedIn in French and German, TikTok Studio in five.

No file of these was found. One that is spelled otherwise is not recognised, and is then asked about as before.
"""

from __future__ import annotations

from smmkit.sources.tongues import split

X = split(
    {
        "Post id": "ID de la publicación|Identificador de la publicación|ID del post|Identificador del post|Id de post",
        "Date": "Fecha",
        "Post text": "Texto de la publicación|Texto del post",
        "Post Link": "Enlace de la publicación|Enlace del post",
        "Impressions": "Impresiones",
        "Likes": "Me gusta",
        "Engagements": "Interacciones",
        "Bookmarks": "Guardados|Elementos guardados|Marcadores",
        "Shares": "Veces compartido|Compartidos|Veces que se compartió|Veces que se ha compartido",
        "Reposts": "Republicaciones|Reposts",
        "Replies": "Respuestas",
        "New follows": "Nuevos seguidores|Nuevos seguimientos",
        "Unfollows": "Dejar de seguir|Dejaron de seguir|Seguidores perdidos",
        "Profile visits": "Visitas al perfil|Visitas de perfil",
        "Create Post": "Crear publicación|Publicaciones creadas|Crear post",
        "URL Clicks": "Clics en la URL|Clics en URL|Clics de URL|Clics en el enlace",
        "Detail Expands": "Ampliaciones de detalles|Detalles ampliados|Expansiones de detalles",
        "Hashtag Clicks": "Clics en la etiqueta|Clics en el hashtag|Clics en etiquetas|Clics en hashtags",
        "Permalink Clicks": "Clics en el enlace permanente|Clics en enlaces permanentes",
        "Video views": "Visualizaciones de vídeo|Visualizaciones de video|Reproducciones de video",
        "Media views": "Visualizaciones multimedia|Visualizaciones de multimedia",
    }
)

_PARTS = {
    "organic": ("organiques", "organique", "organisch"),
    "sponsored": ("sponsorisées", "sponsorisés", "sponsorisé", "gesponsert"),
    "total": ("total", "totales", "totaux", "gesamt"),
}
_COUNTED = {
    "Impressions": ("Impressions", "Impressionen"),
    "Unique impressions": ("Impressions uniques", "Einzelne Impressionen", "Eindeutige Impressionen"),
    "Clicks": ("Clics", "Klicks"),
    "Reactions": ("Réactions", "Reaktionen"),
    "Comments": ("Commentaires", "Kommentare"),
    "Reposts": ("Republications", "Partages", "Reposts", "Geteilte Inhalte"),
}
LINKEDIN = {
    f"{english} ({part})": tuple(f"{name} ({word})" for name in names for word in spelled)
    for english, names in _COUNTED.items()
    for part, spelled in _PARTS.items()
} | split(
    {
        "Date": "Datum",
        "Post title": "Titre du post|Titre de la publication|Beitragstitel|Titel des Beitrags",
        "Post link": "Lien du post|Lien de la publication|Beitragslink|Link zum Beitrag",
        "Post type": "Type de post|Type de publication|Beitragstyp|Beitragsart",
        "Created date": "Date de création|Erstellungsdatum",
        "Impressions": "Impressionen",
        "Views": "Vues|Aufrufe|Ansichten",
        "Clicks": "Clics|Klicks",
        "Likes": "J'aime|„Gefällt mir“",
        "Comments": "Commentaires|Kommentare",
        "Reposts": "Republications|Partages|Reposts",
        "Follows": "Abonnés|Abonnements|Follower",
        "Content Type": "Type de contenu|Inhaltstyp|Art des Inhalts",
        "Campaign*": "Nom de la campagne|Début de la campagne*|Fin de la campagne*|Kampagnen*",
        "Offsite Views": "Vues hors site",
        "Audience": "Zielgruppe",
        "Click through rate*": "Taux de clics*|Klickrate*",
        "Engagement rate": "Taux d'engagement|Engagement-Rate",
        "Engagement rate*": "Taux d'engagement*|Engagement-Rate*",
        "Posted by": "Publié par|Veröffentlicht von|Gepostet von",
        "Organic followers": "Abonnés organiques|Organische Follower",
        "Sponsored followers": "Abonnés sponsorisés|Gesponserte Follower",
        "Total followers": "Total des abonnés|Nombre total d'abonnés|Follower gesamt|Follower insgesamt",
        "Auto-invited followers": "Abonnés invités automatiquement|Automatisch eingeladene Follower",
    }
)
TIKTOK = split(
    {
        "Date": "Fecha|Data",
        "Video Views": "Visualizaciones de vídeo|Visualizaciones de vídeos|Visualizaciones de videos"
        "|Visualizaciones de video|Vistas de video|Vistas de videos|Visualizações de vídeo|Visualizações de vídeos"
        "|Vues de vidéos|Vues vidéo|Visualizzazioni video|Videoaufrufe",
        "Profile Views": "Visualizaciones del perfil|Visualizaciones de perfil|Vistas del perfil"
        "|Visualizações de perfil|Visualizações do perfil|Vues du profil|Visualizzazioni del profilo|Profilaufrufe",
        "Likes": "Me gusta|Curtidas|Mentions J'aime|J'aime|Mi piace",
        "Comments": "Comentarios|Comentários|Commentaires|Commenti|Kommentare",
        "Shares": "Veces compartido|Compartidos|Compartir|Compartilhamentos|Partages|Condivisioni|Geteilt",
        "Followers": "Seguidores|Follower|Abonnés",
        "Difference in followers from previous day": "Diferencia de seguidores respecto al día anterior",
        "Unique Viewers": "Espectadores únicos",
    }
)
