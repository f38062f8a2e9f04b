"""What texts speak of, in the words of the brief's glossary, and what each subject brought."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from smmkit.measures.posts import MIN_POSTS, own_posts
from smmkit.stats.effects import fit_effects
from smmkit.stats.multiplicity import LEVEL, holm


def subjects_of(texts: pd.Series, words: Mapping[str, Sequence[str]]) -> pd.Series:
    """Return the subject each text speaks of: the one most of whose words it holds; NA where none.

    Parameters
    ----------
    texts
        What was written.
    words
        Subject -> words that tell it, as the brief's glossary has them.

    Returns
    -------
    Series of str
        Subject per text, same index.

    """
    said = texts.fillna("").astype("str").str.casefold()
    found = pd.DataFrame(
        {
            name: sum((said.str.count(_whole(word)) for word in own), pd.Series(0, texts.index))
            for name, own in words.items()
        },
        index=texts.index,
    )
    if found.empty or not found.shape[1]:
        return pd.Series(pd.NA, index=texts.index, dtype="str")
    return found.idxmax(axis=1).where(found.max(axis=1) > 0).astype("str")


def post_subjects(posts: pd.DataFrame, words: Mapping[str, Sequence[str]]) -> pd.Series:
    """Return the subject of each own post, by its title and text together; NA where no word tells it.

    Parameters
    ----------
    posts
        Canonical posts.
    words
        As for `subjects_of`.

    Returns
    -------
    Series of str
        Indexed as the own posts are.

    """
    own = own_posts(posts)
    texts = own["title"].fillna("").astype("str").str.cat(own["text"].fillna("").astype("str"), sep=" ")
    return subjects_of(texts, words)


def _whole(word: str) -> str:
    import re

    return rf"\b{re.escape(word.casefold())}"


@dataclass(frozen=True)
class Subjects:
    """What each subject brought so far.

    Attributes
    ----------
    table
        Indexed by subject: `n` posts, `effect` on log(1 + interactions) against the average post, `low`, `high`,
        `p_value` corrected over the subjects (Holm).
    n
        Posts whose subject is known.
    needed
        Posts it takes.

    """

    table: pd.DataFrame
    n: int
    needed: int = MIN_POSTS

    @property
    def clear(self) -> list[str]:
        """Subjects that surely do better or worse than the average."""
        return self.table.index[self.table["p_value"] < LEVEL].tolist() if len(self.table) else []


def subject_results(features: pd.DataFrame, subjects: pd.Series) -> Subjects:
    """Return what each subject adds to interactions, other things equal.

    Parameters
    ----------
    features
        From `post_features`.
    subjects
        From `subjects_of`, same index.

    Returns
    -------
    Subjects
        Effects by subject; an empty table with fewer than thirty posts or one subject.

    """
    rows = features.assign(subject=subjects.reindex(features.index).astype(object))
    rows = rows[rows["interactions"].notna() & rows["subject"].notna()]
    empty = pd.DataFrame(columns=["n", "effect", "low", "high", "p_value"], index=pd.Index([], name="subject"))
    if len(rows) < MIN_POSTS or rows["subject"].nunique() < 2:
        return Subjects(empty.astype(float), len(rows))
    outcome: pd.Series[float] = pd.Series(np.log1p(rows["interactions"].clip(lower=0).astype(float)), rows.index)
    model = fit_effects(outcome, rows, shrunken=("hour", "month"), free=("account", "format", "paid", "subject"))
    table = model.table("subject").rename_axis("subject")
    return Subjects(table.assign(p_value=holm(table["p_value"])), len(rows))
