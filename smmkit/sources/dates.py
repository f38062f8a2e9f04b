"""Commercial dates of a country, and which of them are a yearly peak of a sector."""

from __future__ import annotations

import pandas as pd

from smmkit.client.fields import fold
from smmkit.folders import data_dir, demo_dir

COLUMNS = ["day", "key", "major"]


def load_dates(country: str, sector: str) -> pd.DataFrame:
    """Return the commercial dates of a country: `day`, `key`, `major`.

    A date is major where the reference table says so for everyone, or where a word of the client's
    sector begins with one of the date's stems; all other dates are minor.

    Parameters
    ----------
    country
        Two letters, such as `ES`.
    sector
        As the brief writes it.

    """
    table = _table()
    own = table[table["country"] == country]
    words = fold(sector).replace("/", " ").split()
    suits = [stems == "all" or any(w.startswith(s) for w in words for s in stems.split()) for stems in own["sectors"]]
    days = pd.to_datetime(own["day"], format="%Y-%m-%d")
    return pd.DataFrame(
        {"day": days, "key": own["key"], "major": (own["reach"] == "major") & pd.Series(suits, own.index)}
    )


def date_names(country: str, lang: str) -> dict[tuple[str, str], str]:
    """Return what each commercial date of a country is called in a language, by its day and key.

    A span has two days of one key, its first and its last.
    """
    table = _table()
    own = table[table["country"] == country]
    days = zip(own["day"], own["key"], strict=True)
    return dict(zip(days, own["name_es" if lang == "es" else "name_en"], strict=True))


def _table() -> pd.DataFrame:
    path = data_dir() / "reference" / "commercial_dates.csv"
    return pd.read_csv(path if path.is_file() else demo_dir() / "reference" / path.name, dtype="str")
