"""Words of Spanish and Portuguese teams for what the hand-kept tables call positive, solved, advertising..."""

from __future__ import annotations

from collections.abc import Mapping

Words = Mapping[str, str]


def _words(said: Mapping[str, str]) -> dict[str, str]:
    return {word.strip(): value for value, words in said.items() for word in words.split("|")}


WORDS: Mapping[str, Words] = {
    "sentiment": _words({
        "positive": "positivo|positiva|positivos|pos|bueno|favorable|+",
        "neutral": "neutro|neutra|neutral|neu|indiferente|mixto|misto",
        "negative": "negativo|negativa|negativos|neg|malo|desfavorable",
        "unknown": "desconocido|sin clasificar|no clasificado|n/d|no sabe|desconhecido|sem classificação|not rated",
    }),
    "quadrant": _words({
        "strength": "fortaleza|fortalezas|fuerza|força|strengths",
        "weakness": "debilidad|debilidades|fraqueza|weaknesses",
        "opportunity": "oportunidad|oportunidades|oportunidade|opportunities",
        "threat": "amenaza|amenazas|ameaça|ameaças|threats",
    }),
    "answered_by": _words({
        "person": "persona|humano|agente|equipo|pessoa|human|agent",
        "bot": "robot|automático|automática|automatico|chatbot|respuesta automática|automated",
    }),
    "platform": _words({
        "facebook": "fb|facebook page|página de facebook", "instagram": "ig|insta",
        "x": "twitter|x (twitter)|x/twitter",
        "tiktok": "tik tok", "youtube": "yt|you tube", "linkedin": "li|linked in",
        "google": "google ads|google maps|google business profile|reseñas de google|adwords",
        "meta": "meta ads|facebook ads|facebook e instagram|facebook and instagram",
        "email": "correo|correo electrónico|e-mail|mail", "web": "página web|sitio web|website|sitio",
        "other": "otro|otra|otros|outro|outra", "whatsapp": "wa|whats app|whatsapp business",
    }),
}  # fmt: skip
# Where the same header means something else from table to table.
WORDS_OF: Mapping[str, Mapping[str, Words]] = {
    "mentions": {
        "status": _words({
            "open": "abierto|abierta|pendiente|sin responder|nuevo|nueva|en curso|"
            "en proceso|aberto|pendente|new|pending",
            "answered": "respondido|respondida|contestado|contestada|answered|replied",
            "solved": "resuelto|resuelta|solucionado|solucionada|cerrado|cerrada|resolvido|closed|resolved|done",
            "archived": "archivado|archivada|descartado|descartada|arquivado",
        }),
    },
    "costs": {
        "kind": _words({
            "ads": "anuncios|publicidad|pauta|anuncio|publicidade|advertising|paid|inversión publicitaria",
            "production": "producción|diseño|fotografía|foto|fotos|vídeo|video|contenido|produção|design|photography",
            "tools": "herramientas|herramienta|software|ferramentas|suscripciones",
            "people": "agencia|agency|agência|personal|equipo|sueldos|salarios|nómina|honorarios|pessoas|equipe"
            "|salaries|staff",
            "influencers": "influencer|creadores|creadores de contenido|influenciadores|creators",
            "contests": "sorteos|sorteo|concursos|concurso|promociones|sorteios|giveaways",
            "events": "eventos|evento|event",
            "contingency": "contingencia|imprevistos|contingência",
            "test_reserve": "reserva de prueba|reserva para pruebas|pruebas|test|tests|reserva de teste",
        }),
    },
    "inbox": {
        "kind": _words({
            "question": "pregunta|consulta|duda|pergunta|dúvida",
            "complaint": "queja|reclamo|reclamación|reclamação|problema",
            "praise": "elogio|felicitación|agradecimiento|gracias|thanks|compliment",
            "other": "otro|otra|otros|outro|outros",
        }),
    },
}  # fmt: skip
# What Spanish and Portuguese teams call the columns, where they translate the first line too.
HEADERS: Mapping[str, tuple[str, ...]] = {
    name: tuple(spelled.split("|"))
    for name, spelled in {
        "day": "fecha|día|data|dia|date", "on": "fecha|día|data", "at": "fecha y hora|fecha|data e hora|data",
        "week": "semana", "as_of": "fecha|a fecha de|data",
        "platform": "red|red social|plataforma|rede|rede social",
        "competitor": "competidor|competencia|rival|concorrente|marca|empresa|cuenta|brand", "brand": "marca",
        "followers_total": "seguidores|número de seguidores|total de seguidores|followers|total followers|fans",
        "posts": "publicaciones|número de publicaciones|publicações", "interactions": "interacciones|interações",
        "source": "fuente|origen|fonte", "note": "nota|notas|observaciones|comentario|comentarios|observações",
        "line": "partida|línea|línea de presupuesto|concepto|item", "kind": "tipo|clase|categoría|type|category",
        "amount": "importe|monto|valor|coste|costo",
        "currency": "moneda|divisa|moeda", "hours": "horas",
        "mention_id": "id de la mención|id mención|id de mención|id",
        "message_id": "id del mensaje|id mensaje|id de mensaje|id da mensagem|id",
        "text": "texto|mensaje|mensagem|contenido", "author": "autor|autora|usuario", "language": "idioma",
        "country": "país",
        "sentiment": "sentimiento|sentimento", "status": "estado|situação", "cause": "causa|motivo",
        "topic": "tema|asunto",
        "is_complaint": "es queja|queja", "product": "producto|produto", "reply": "respuesta|resposta",
        "received_at": "recibido|recibido el|fecha de recepción|recebido em|fecha y hora|fecha|data e hora|data",
        "answered_at": "respondido|respondido el|fecha de respuesta|respondido em",
        "solved_at": "resuelto|resuelto el|fecha de resolución|resolvido em", "reopened_at": "reabierto|reabierto el",
        "answered_by": "respondido por|quién responde",
        "rating": "puntuación|valoración|nota media|puntuación media|nota|estrellas|avaliação",
        "scale": "escala", "count": "número de reseñas|reseñas|opiniones|valoraciones",
        "market_share": "cuota de mercado|participación de mercado", "volume": "volumen|volume",
        "weekday": "día de la semana|dia da semana", "from_time": "desde|hora de inicio|de",
        "to_time": "hasta|hora de fin|a",
        "people": "personas|pessoas", "role": "rol|puesto", "fact": "hecho|dato", "judge": "juez|experto|quien juzga",
        "customer_id": "id de cliente|id cliente|código de cliente|código cliente|número de cliente|cliente",
        "orders": "pedidos|compras",
        "revenue": "ingresos|facturación|ventas|receita",
        "first_order_on": "primera compra|primer pedido", "last_order_on": "última compra|último pedido",
        "city": "ciudad|cidade", "age_band": "edad|tramo de edad|faixa etária", "channel": "canal",
        "metric": "métrica", "value": "valor", "shown": "qué se mostró|qué era|o que se mostrou",
    }.items()
}  # fmt: skip
# Where a table is told by month too.
_HEADERS_OF: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "costs": {"day": ("mes", "month", "mês", "periodo", "período", "period", "semana", "week")},
}


def called(table: str, column: str) -> tuple[str, ...]:
    """Return what teams call a column of a hand-kept table, in any language."""
    return (*HEADERS.get(column, ()), *_HEADERS_OF.get(table, {}).get(column, ()))
