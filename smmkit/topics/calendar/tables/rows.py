"""A table of formatted strings with headings in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from smmkit.text import Text


def formatted(rows: Iterable[Sequence[object]], heads: Sequence[str], text: Text) -> pd.DataFrame:
    """Return rows as a table; the headings are catalogue keys."""
    return pd.DataFrame(list(rows), columns=[text.word(head) for head in heads], dtype="str")
