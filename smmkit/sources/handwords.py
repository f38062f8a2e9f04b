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
            "open": "abierto|abierta|pendiente|sin responder|nuevo|nueva|aberto|pendente|new|pending",
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
            "people": "personal|equipo|sueldos|salarios|nómina|honorarios|pessoas|equipe|salaries|staff",
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
