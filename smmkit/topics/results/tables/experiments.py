"""Notebook 09's table of A/B tests: what was compared, and what came of it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from smmkit.measures.scopes import Window
from smmkit.present.facts import scoped, stated, text_table
from smmkit.text import N_, Text
from smmkit.topics.results.proposals import variant_names
from smmkit.topics.results.tables.judged import SIDES


def tests_table(tests: pd.DataFrame, text: Text, *, window: Window | None) -> pd.DataFrame:
    """Return the A/B tests."""
    rows = [
        (
            str(row.test),
            _variants(row, text),
            text.number(row.n),
            stated(text.percent(row.base_rate, 2), "cvr", scoped(row.test, row.base), window),
            stated(text.percent(row.rate, 2), "cvr", scoped(row.test, row.arm), window),
            stated(text.points(row.difference, 2), "cvr", scoped(row.test, row.arm, "less", row.base), window),
            text.interval(row.low, row.high, "points2"),
            text.word(SIDES[str(row.side)]) if row.ended else text("still running"),
        )
        for row in tests.itertuples(index=False)
    ]
    heads = (
        N_("A/B test"), N_("Variants"), N_("People"), N_("Rate of the base"), N_("Rate of the variant"),
        N_("Difference"), N_("Interval"), N_("Finding"),
    )  # fmt: skip
    return text_table(rows, heads, text, window=window)


def _variants(row: Any, text: Text) -> str:
    """Return what was compared, and where nobody wrote down what the variants were, where to write it."""
    arm, base = variant_names(row._asdict())
    if pd.isna(row.shown) and pd.isna(row.base_shown):
        return text(_UNTOLD, arm=arm, base=base)
    return text("{arm} against {base}", arm=arm, base=base)


_UNTOLD = N_("{arm} against {base}; what they showed is not written down (column “shown” of ab_tests.csv)")
