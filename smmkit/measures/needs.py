"""What a department wants to know, as subjects that facts can be filed under."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

# Beginnings of words, without accents, in English and Spanish. A need in other words is said to be unanswered.
SUBJECTS: Mapping[str, tuple[str, ...]] = {
    "complaints": ("complain", "queja", "quejan", "reclam", "cause", "causa", "problem"),
    "questions": ("ask", "question", "pregunt", "duda", "consult"),
    "tastes": ("like", "taste", "want", "gust", "prefer", "quier", "desea", "demand", "pide"),
    "rivals": ("rival", "compet"),
    "product": ("product", "defect", "qualit", "calidad", "menu", "carta"),
    "price": ("price", "precio", "cost", "tarifa"),
    "stock": ("stock", "agota", "availab", "disponib", "existenc"),
    "shipping": ("ship", "deliver", "envio", "entrega"),
    "reputation": ("review", "rating", "opinion", "resena", "reputa", "valorac"),
    "results": ("result", "sale", "order", "venta", "pedido", "visit", "campaign", "campana"),
}
# Words that begin like one of them and are about something else.
OTHER = frozenset({"production", "productions", "productive", "productivity", "costume", "costumes", "orderly"})


# Facts whose ids hold a name somebody gave, such as an ad called "Messages and questions": they are about this alone.
NAMED = {
    "ads": ("results",), "budget": ("results", "price"), "campaign": ("results",), "cost": ("results",),
    "test": ("results",), "competitor": ("rivals",),
}  # fmt: skip
# Facts known by their first words, whose other words count as well: who asks has not praised, a rival did something.
SAID = {"tastes-ask": ("questions",), "tastes-like": ("tastes",), "move": ("rivals",)}


def plain_words(written: str) -> tuple[str, ...]:
    """Return the words of a phrase, in small letters and without accents.

    Parameters
    ----------
    written
        A phrase of a person.

    Returns
    -------
    tuple of str
        In the order they were written.

    """
    apart = unicodedata.normalize("NFKD", written.casefold())
    return tuple(re.findall(r"[a-z0-9]+", "".join(c for c in apart if not unicodedata.combining(c))))


@lru_cache(maxsize=4096)
def subjects_of(written: str) -> tuple[str, ...]:
    """Return the subjects a need, or the words of an id, is about.

    Parameters
    ----------
    written
        What a department wants to know, such as "what people ask before they buy".

    Returns
    -------
    tuple of str
        Keys of `SUBJECTS`, in their order; empty where no word is known.

    """
    words = [word for word in plain_words(written) if word not in OTHER]
    return tuple(name for name, stems in SUBJECTS.items() if any(word.startswith(stems) for word in words))


def of_products(need: str) -> bool:
    """Say whether a need asks what people like of products: praise of nothing one could buy does not answer it.

    Parameters
    ----------
    need
        What a department wants to know.

    Returns
    -------
    bool
        Whether it names both.

    """
    return {"product", "tastes"} <= set(subjects_of(need))


def answers(need: str, topics: Iterable[str], id: str) -> bool:
    """Say whether a fact, by its topics or else by the words of its id, is about what a department asked.

    Parameters
    ----------
    need
        What the department wants to know.
    topics
        What the fact is about, keys of `SUBJECTS` or other words.
    id
        The fact's id; read only where it has no topics.

    Returns
    -------
    bool
        Whether the fact answers the need.

    """
    asked = set(subjects_of(need))
    told = {name for topic in topics for name in (topic, *subjects_of(topic))}
    return bool(asked & (told or set(_named(id))))


def _named(id: str) -> tuple[str, ...]:
    """Return what a fact without topics is about, by its id."""
    words = id.split("-")[1:] or [id]
    for size in (2, 1):
        if (said := SAID.get("-".join(words[:size]))) is not None:
            return (*said, *subjects_of(" ".join(words[size:])))
    return NAMED.get(words[0], subjects_of(" ".join(words)))
