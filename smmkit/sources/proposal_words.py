"""Which column is which where a file carries a hand-kept table's name, or tells wholes and parts apart."""

from __future__ import annotations

import re

import pandas as pd

from smmkit.schema import AUDIT, PLATFORM_NAMES, TABLES
from smmkit.sources.handwords import called
from smmkit.sources.headers import words
from smmkit.sources.other_networks import named_in

_AUDIT = frozenset(column.name for column in AUDIT) | {"as_of"}
_PARTS = {
    word: part
    for part, said in {
        "organic": "organic organicas organicos organico organica",
        "paid": "paid sponsored patrocinadas patrocinados patrocinado patrocinada pagadas pagados pagado pagada pago",
    }.items()
    for word in said.split()
}


# Words of tools whose exports were never seen (Metricool, Hootsuite, Buffer, Brandwatch...): enough for a proposal,
# no more. They go before the words of known exports, which may mean something else (YouTube's "Contenido" is an id).
GUESSES: dict[str, dict[str, tuple[str, ...]]] = {
    "posts": {
        "published_at": (
            "date", "fecha", "published", "published at", "publicado", "created at", "date published", "sent at",
            "fecha de publicación", "data", "data de publicação", "posted at", "posted on", "publishing date",
            "posted date", "post date", "publish date", "created time", "published date", "published time",
            "posted time", "date time", "date and time", "fecha y hora", "fecha hora", "data e hora",
            "time posted", "publishing time", "publication date", "publication time", "published on",
        ),
        "platform": (
            "network", "platform", "red", "red social", "social network", "canal", "channel", "service", "rede",
        ),
        "post_id": ("id", "post id", "content id", "message id"),
        "url": (
            "url", "link", "enlace", "permalink", "post url", "video link", "enlace del vídeo", "enlace del video",
            "link do vídeo", "post link", "enlace de la publicación", "service link", "permalink url",
        ),
        "text": (
            "text", "texto", "content", "contenido", "message", "mensaje", "caption", "copy", "conteúdo", "update",
            "título del vídeo", "título del video", "video title", "título do vídeo",
        ),
        "format": ("type", "tipo", "format", "formato", "media type"),
        "views": ("video views", "plays", "reproducciones", "view count", "play count", "video view count"),
        "likes": ("like", "me gusta", "reactions and likes", "like count"),
        "comments": ("comment", "replies", "comment count", "comments count"),
        "shares": ("share", "retweets", "reposts", "compartidos", "retweet count", "repost count", "share count"),
        "saves": ("saved", "guardados", "bookmarks"),
        "link_clicks": ("clicks", "clics", "link click"),
        "interactions_reported": ("engagement", "engagements", "interactions", "interacciones"),
    },
    "mentions": {
        "at": ("date", "fecha", "published", "published at", "created at", "publication date", "fecha de publicación"),
        "mention_id": ("url", "link", "enlace", "mention id", "resource id"),
        "text": (
            "snippet", "full text", "mention", "mención", "text", "texto", "mensaje", "message", "description",
            "content", "hit sentence", "contenido",
        ),
        "source": ("domain", "dominio", "source", "fuente", "site", "source name"),
        "sentiment": ("sentiment", "sentimiento", "tone", "tono"),
        "language": ("language", "idioma", "lang", "language code"),
        "country": ("country", "country code", "país"),
        "reach": ("reach", "reach (new)", "direct reach", "alcance"),
    },
    "ads": {
        "spend": (
            "inversión en medios", "media investment", "investimento em mídia",
            "gross spend", "total spend", "ad spend", "media spend", "media cost", "investment", "inversión",
            "investimento", "gasto total", "total spent", "total gastado", "importe total gastado", "gasto",
            "coste total", "costo total", "custo total", "valor gasto", "advertiser spend", "total cost",
            "actual spend", "actual cost", "real spend", "gasto real", "inversión real", "coste real", "costo real",
            "investimento real", "custo real", "gasto ejecutado", "inversión ejecutada",
        ),
        "date_start": (
            "gregorian date", "stat time day", "start time", "start date", "time period", "start date in utc",
            "fecha de inicio en utc", "data de início em utc", "período", "periodo", "period", "by day",
            "período de tiempo", "período de tempo",
        ),
        "date_stop": ("end time", "end date"),
        "platform": (
            "channel", "canal", "platform", "plataforma", "ad platform", "publisher", "medio", "red", "red social",
            "rede", "rede social",
        ),
        "ad_set_name": (
            "ad set", "adset", "ad set name", "ad group", "ad group name", "conjunto de anuncios", "conjunto",
            "grupo de anuncios", "conjunto de anúncios", "grupo de anúncios",
        ),
        "ad_name": ("publicación", "publicação", "pieza", "creatividad", "creative", "anuncio", "anúncio"),
        "currency": ("currency", "currency code", "moneda", "divisa", "moeda", "código de moneda"),
        "impressions": ("paid impressions", "impr."),
        "clicks_all": ("swipe ups", "swipes"),
        "reach": ("paid reach",),
        "conversions_value": ("revenue", "conversion value", "purchase value"),
    },
    "daily": {
        "day": ("date", "day", "fecha", "dia", "data"),
        "followers_total": ("followers", "total followers", "seguidores", "seguidores totales", "followers count"),
        "follows_new": (
            "new followers", "gained followers", "followers gained", "nuevos seguidores", "novos seguidores",
        ),
        "unfollows": ("lost followers", "followers lost", "unfollows", "seguidores perdidos"),
        "posts": ("posts", "published posts", "publicaciones", "publicações"),
        "interactions": ("interactions", "interacciones", "interações"),
        "profile_visits": ("profile views", "profile visits", "visitas al perfil", "visitas ao perfil"),
        "link_clicks": ("clicks", "link clicks", "clics", "cliques"),
        "views": ("views", "video views", "views per day", "visualizaciones", "visualizações"),
        "reach": ("reach", "accounts reached", "reached accounts", "cuentas alcanzadas", "contas alcançadas"),
        **{name: (name,) for name in ("impressions", "likes", "comments", "shares", "saves")},
    },
    "web": {"day": ("date", "day", "fecha", "dia", "data")},
    "customers": {
        "customer_id": ("customer id", "id de cliente", "id del cliente", "id do cliente"),
        "orders": ("total orders", "orders count", "number of orders", "orders", "total de pedidos", "pedidos"),
        "revenue": ("total spent", "amount spent", "lifetime value", "total gastado", "total gasto"),
        "city": ("default address city", "billing city", "city", "ciudad", "cidade"),
        "first_order_on": ("first order", "first order date", "primer pedido"),
        "last_order_on": ("last order", "last order date", "último pedido"),
    },
    "inbox": {
        "received_at": (
            "created date", "received", "received at", "date received", "recibido", "fecha de recepción",
            "message date", "created at", "requested at", "conversation started at", "fecha de creación", "created",
            "fecha de solicitud", "ticket created at", "started at",
        ),
        "answered_at": (
            "first response date", "first response", "first reply", "response date", "replied at", "answered at",
            "fecha de respuesta", "fecha de primera respuesta",
        ),
        "message_id": ("message id", "id del mensaje", "ticket id", "id del ticket", "ticket", "id de ticket"),
        "thread_id": ("conversation id", "thread id"),
        "platform": ("network", "red", "red social", "platform", "channel", "canal"),
        "text": (
            "message", "mensaje", "text", "texto", "message text", "inbound message", "subject", "asunto",
            "first message", "primer mensaje", "ticket subject",
        ),
    },
}  # fmt: skip


def of_hand_kept(name: str, header: list[str]) -> tuple[str, dict[str, int]] | None:
    """Return the hand-kept table whose name a file carries, and column -> place by what teams call them."""
    table = re.sub(r"(_\d+)+$", "", words(name.rpartition("/")[2].rpartition(".")[0]).replace(" ", "_"))
    record = TABLES.get(table)
    if record is None or record.by_hand is None:
        return None
    plain = [words(cell) for cell in header]
    found: dict[str, int] = {}
    for column in record.columns:
        if column.name in _AUDIT and column.name not in record.by_hand.header:
            continue
        spelled = [words(one) for one in (column.name, *column.also, *called(table, column.name))]
        place = next((plain.index(one) for one in spelled if one in plain), None)
        if place is not None and place not in found.values():
            found[column.name] = place
    return table, found


_HOSTS = {
    "instagram.com": "instagram",
    "facebook.com": "facebook",
    "fb.com": "facebook",
    "twitter.com": "x",
    "x.com": "x",
    "tiktok.com": "tiktok",
    "youtube.com": "youtube",
    "youtu.be": "youtube",
    "linkedin.com": "linkedin",
    "threads.net": "threads",
    "threads.com": "threads",
    "bsky.app": "bluesky",
    "pinterest.com": "pinterest",
}


def network_of_links(links: pd.Series) -> str | None:
    """Return the network that every address of a column belongs to; None if there are several, or none."""
    hosts = links[links != ""].str.extract(r"(?i)^(?:https?://)?(?:[\w-]+\.)*?([\w-]+\.[a-z]{2,3})(?:[/?:]|$)")[0]
    found = set(hosts.str.lower().map(_HOSTS))
    network = found.pop() if len(found) == 1 else None
    return network if isinstance(network, str) else None


def network_of(table: str, said: str, owned: tuple[str, ...], linked: str | None) -> str | None:
    """Return the network of every row: the one named in a file or above it, the client's only one, that of its links.

    Ads on Facebook and Instagram are bought in one place, Meta's; a network's own numbers are never Meta's. Where
    several are named, it is none of them.
    """
    known = TABLES[table].column("platform").allowed  # type: ignore[union-attr]
    flags = {one for one in PLATFORM_NAMES if one in words(said).split()}
    named = sorted((flags | named_in(said, ads=table == "ads")) & set(known) - ({"meta"} if table != "ads" else set()))
    if table == "ads":
        named = list(dict.fromkeys("meta" if one in _METAS else one for one in named))
    only = named[0] if len(named) == 1 else linked if named else owned[0] if len(owned) == 1 else linked
    return "meta" if table == "ads" and only in _METAS else only


_METAS = frozenset({"facebook", "instagram"})


def lacking(table: str, given: set[str]) -> list[str]:
    """Return, for the analyst to fill in, what a table needs and one word could say for every row."""
    record = TABLES[table]
    metric = record.column("metric")
    given = given | ({"metric"} if metric is not None and given & set(metric.allowed) else set())
    if table == "posts" and "published_at" not in given:
        return ['# published_at = "..."  # ? which column says when each was published']
    if record.by_hand is None and table not in {"audience", "daily"}:
        return []
    asked = (one for one in record.columns if one.required and one.allowed and one.name not in given)
    return [f'# {one.name} = "..."  # ? {" or ".join(one.allowed)}' for one in asked if one.name not in _AUDIT]


def scope_of(cell: str) -> str | None:
    """Return the part of a whole that a header names, `organic` or `paid`; None if it names none."""
    return next((_PARTS[word] for word in words(cell).split() if word in _PARTS), None)


def in_turn(header: list[str]) -> list[int]:
    """Return the places of the headers: a whole before its parts, the number of a day before a running total."""
    plain = [words(cell) for cell in header]
    by_day = any(_BY_DAY.search(cell) for cell in plain)
    running = [by_day and cell.startswith("total ") for cell in plain]
    return sorted(range(len(header)), key=lambda place: (scope_of(header[place]) is not None, running[place]))


_BY_DAY = re.compile(r"\b(?:per day|por dia|al dia)$")


def wholes_alone(columns: dict[str, int], header: list[str]) -> dict[str, int]:
    """Leave out the parts (“Clicks (organic)”) beside wholes (“Impressions (total)”): they are not of one scope."""
    numbers = {name: place for name, place in columns.items() if name not in {"day", "platform"}}
    parts = {name for name, place in numbers.items() if scope_of(header[place])}
    return columns if len(parts) == len(numbers) else {k: v for k, v in columns.items() if k not in parts}
