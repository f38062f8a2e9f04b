"""One spelling per budget line: “Meta Ads”, “meta ads” and “meta-ads” are the same line in every table."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from smmkit.measures.spend import ads_line
from smmkit.sources.headers import words

_TABLES = ("costs", "budget_judgements", "money_states")


def spell_lines_alike(tables: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return the tables with each line spelled one way: as the ads' own line, else as it stands most often.

    Parameters
    ----------
    tables
        Canonical tables by name; those with a column `line` are looked at.

    """
    held = {name: tables[name] for name in _TABLES if name in tables and not tables[name].empty}
    counts = Counter(str(line) for table in held.values() for line in table["line"].dropna())
    if not counts:
        return tables
    ranked = sorted(counts, key=lambda line: (-counts[line], line))
    platforms = list(tables["ads"]["platform"].dropna().unique()) if "ads" in tables else []
    spelled = {words(line): line for line in reversed(ranked)}
    spelled |= {words(line): line for line in map(ads_line, platforms)}
    alike = {line: spelled[words(line)] for line in counts if spelled[words(line)] != line}
    if not alike:
        return tables
    return {
        **tables,
        **{name: table.assign(line=table["line"].replace(alike)) for name, table in held.items()},
    }
