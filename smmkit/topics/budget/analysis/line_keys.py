"""One line, one name: what the tables and the plan write differently is the same line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

import pandas as pd


def line_key(name: str) -> str:
    """Return what two spellings of a line have in common: its words, without case, accents and signs.

    Parameters
    ----------
    name
        A line as somebody wrote it.

    Returns
    -------
    str
        Words in small letters, joined by hyphens; the name itself where it holds no word.

    """
    plain = unicodedata.normalize("NFKD", name)
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()
    return "-".join(re.findall(r"[^\W_]+", letters)) or name


def one_name_each(names: Iterable[str]) -> dict[str, str]:
    """Give, for each spelling, the one that stands for its line: the first of the line, as written.

    Parameters
    ----------
    names
        Spellings, in the order in which they count.

    Returns
    -------
    dict
        Spelling -> name of its line.

    """
    first: dict[str, str] = {}
    return {name: first.setdefault(line_key(name), name) for name in names}


def with_one_name(spend: pd.DataFrame) -> pd.DataFrame:
    """Return rows of spend with one name a line.

    Parameters
    ----------
    spend
        One row per amount, with `line`.

    Returns
    -------
    DataFrame
        The same rows, `line` written one way.

    """
    if spend.empty:
        return spend
    names = one_name_each(sorted(spend["line"].astype(str).unique(), key=lambda name: (name != line_key(name), name)))
    return spend.assign(line=spend["line"].astype(str).map(names))


def named_as(amounts: pd.Series, names: Iterable[str]) -> pd.Series:
    """Give amounts by the names the tables use; a line they do not know keeps the name it has.

    Parameters
    ----------
    amounts
        Money per line, under any spelling.
    names
        Names of the lines in the tables.

    Returns
    -------
    Series of float
        Money by name; spellings of one line are added up.

    """
    known = {line_key(name): name for name in reversed(list(names))}
    labels = [known.get(line_key(str(name)), str(name)) for name in amounts.index]
    named = pd.Series(amounts.to_numpy(float), index=pd.Index(labels, dtype=object), dtype=float)
    return named.groupby(level=0, sort=False).sum(min_count=1)
