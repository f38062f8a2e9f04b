"""What a department asked for, answered from what people wrote, or said to be unanswerable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from smmkit.measures.needs import of_products, plain_words
from smmkit.topics.community.analysis.tastes import ASK, COMPLAIN, WANT

CAUSES = "causes"
SAME_WORDS = "same words"
MOST = 3
# Words by which a need is known; a need that names none of them is not answered by guessing.
_SIGNS = {
    CAUSES: ("queja", "reclama", "complain", "causa", "cause", "problema", "problem"),
    ASK: ("pregunt", "duda", "question", "ask", "consult"),
    WANT: ("gust", "prefer", "like", "love", "elogi", "prais", "want"),
}
# Letters that two words must share to speak of the same thing: long enough for a stem, short enough for its endings.
_STEM = 5
# Words of a need that say nothing of what it is about.
_EMPTY = ("product", "servic", "client", "customer", "people", "gente", "about", "sobre", "cuant", "which", "what")


@dataclass(frozen=True)
class Found:
    """Something people wrote: the phrase or cause, how many messages, and how ten or more of them put it."""

    phrase: str
    n: int
    example: str = ""


@dataclass(frozen=True)
class Answer:
    """One need of one department.

    Parameters
    ----------
    department, need
        As the brief has them.
    about
        `causes`, `ask`, `like`, `same words`, or None where nothing people wrote can answer it.
    found
        What was found.

    """

    department: str
    need: str
    about: str | None
    found: tuple[Found, ...]


def answers_to(needs: list[tuple[str, str]], register: pd.DataFrame, causes: pd.DataFrame) -> tuple[Answer, ...]:
    """Return an answer per need.

    A need is first looked for by its own words (shipping, faulty) among the phrases people use and the causes of
    complaints; where it asks for all causes, questions or tastes, the most frequent ones answer it.

    Parameters
    ----------
    needs
        Department and need, from the brief.
    register
        From `tastes.register`.
    causes
        From `complaints.cause_table`.

    Returns
    -------
    tuple of Answer
        In the order of the needs.

    """
    return tuple(_answer(department, need, register, causes) for department, need in needs)


def _answer(department: str, need: str, register: pd.DataFrame, causes: pd.DataFrame) -> Answer:
    words = plain_words(need)
    about = next((name for name, signs in _SIGNS.items() if any(word.startswith(signs) for word in words)), None)
    if about == CAUSES:
        found = _causes(causes)
    elif about is not None:
        said = register[register["kind"] == about]
        found = _phrases(said[said["product"] != ""] if about == WANT and of_products(need) else said)
    else:
        about, found = SAME_WORDS, _by_words(words, register, causes)
    return Answer(department, need, about if found else None, tuple(found[:MOST]))


def _causes(causes: pd.DataFrame) -> list[Found]:
    return [Found(str(cause), int(row["n"])) for cause, row in causes.iterrows()]


def _phrases(register: pd.DataFrame) -> list[Found]:
    return [
        Found(str(row["attribute"]), int(row["n"]), str(row["wording"][0][0]) if len(row.get("wording", ())) else "")
        for row in register.to_dict("records")
    ]


def _by_words(words: Sequence[str], register: pd.DataFrame, causes: pd.DataFrame) -> list[Found]:
    """Return phrases and causes that hold a word of the need, the most frequent first."""
    stems = {word[:_STEM] for word in words if len(word) >= _STEM and not word.startswith(_EMPTY)}
    every = [*_causes(causes), *_phrases(register)]
    subjects = [""] * len(causes) + [str(row.get("product", "")) for row in register.to_dict("records")]
    met = [one for one, subject in zip(every, subjects, strict=True) if stems & _stems(f"{one.phrase} {subject}")]
    return sorted(met, key=lambda one: (-one.n, one.phrase))


def _stems(written: str) -> set[str]:
    return {word[:_STEM] for word in plain_words(written) if len(word) >= _STEM}


KINDS_OF_NEED = (CAUSES, ASK, WANT, COMPLAIN)
