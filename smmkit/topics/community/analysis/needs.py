"""What a department asked for, answered from what people wrote, or said to be unanswerable."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

import pandas as pd

from smmkit.topics.community.analysis.tastes import ASK, COMPLAIN, WANT

CAUSES = "causes"
# Words by which a need is known; a need that names none of them is not answered by guessing.
_SIGNS = {
    CAUSES: ("queja", "reclama", "complain", "causa", "cause", "problema", "problem"),
    ASK: ("pregunt", "duda", "question", "ask", "consult"),
    WANT: ("gust", "prefer", "like", "love", "elogi", "prais", "want"),
}


@dataclass(frozen=True)
class Answer:
    """One need of one department.

    Parameters
    ----------
    department, need
        As the brief has them.
    about
        `causes`, `ask`, `like`, or None where nothing people wrote can answer it.
    found
        What was found: the phrase or cause, and how many messages.

    """

    department: str
    need: str
    about: str | None
    found: tuple[tuple[str, int], ...]


def answers_to(needs: list[tuple[str, str]], register: pd.DataFrame, causes: pd.DataFrame) -> tuple[Answer, ...]:
    """Return an answer per need.

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
    plain = "".join(c for c in unicodedata.normalize("NFKD", need.casefold()) if not unicodedata.combining(c))
    about = next((name for name, signs in _SIGNS.items() if any(sign in plain for sign in signs)), None)
    if about == CAUSES:
        found = [(str(cause), int(row["n"])) for cause, row in causes.head(3).iterrows()]
    elif about is not None:
        rows = register[register["kind"] == about].head(3)
        found = [(str(phrase), int(n)) for phrase, n in zip(rows["attribute"], rows["n"], strict=True)]
    else:
        found = []
    return Answer(department, need, about if found else None, tuple(found))


KINDS_OF_NEED = (CAUSES, ASK, WANT, COMPLAIN)
