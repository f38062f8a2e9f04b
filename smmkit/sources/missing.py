"""What the platforms write where they have nothing to say, and ids that lost their digits."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from smmkit.sources.cellbytes import arrow, bytes_in, cell_bytes

MISSING = ("", "-", "--", "–", "—", "n/a", "nan", "null", "undefined")
# A number that a page or a person shortened: `1.2K`, `1,5 mil`, `2,3 M`, `4 Mio.`
SHORTENED = r"\s*\d+(?:[.,]\d+)?\s*(?i:k|m|b|mm|mil|mill|millones|milh(?:ão|ões)|mln|mio|tsd|thousand|million)\.?\s*"
ROUNDED_FROM = 16  # a spreadsheet keeps 15 digits of a number
_ROUNDED = rf"^\s*([0-9]+([.,][0-9]+)?[eE]\+?[0-9]+|[0-9]{{{ROUNDED_FROM},}}[.,]0*)\s*$"
BLANKS = " \t\r\n\u00a0\u202f\u2007\ufeff"


def stripped(cells: pd.Series) -> pd.Series:
    """Return the cells without blanks at their ends, no-break spaces included; uncopied if there are none."""
    words = arrow(cells)
    edges = cell_bytes(words)
    suspects = words.filter(pa.array(_BLANK_START[edges.first] | _BLANK_END[edges.last]))
    if not len(suspects) or not pc.any(pc.match_substring_regex(suspects, rf"^[{BLANKS}]|[{BLANKS}]$")).as_py():
        return cells.astype("str")
    return cells.astype("str").str.strip(BLANKS)


def missing(cells: pd.Series) -> pd.Series:
    """Tell which cells say that there is no value.

    Parameters
    ----------
    cells
        Text cells.

    Returns
    -------
    Series of bool
        True for nothing, `-`, `--`, `N/A`, `NAN`, `undefined` in any case; a zero is a value.

    """
    words = arrow(cells)
    edges = cell_bytes(words)
    found = edges.empty.copy()
    suspects = _MISSING_START[edges.first] & ~found
    if suspects.any():
        plain = pc.utf8_lower(pc.utf8_trim(words.filter(pa.array(suspects)), BLANKS))
        found[suspects] = pc.is_in(plain, value_set=pa.array(MISSING, pa.large_string())).to_numpy()
    return pd.Series(found, index=cells.index, copy=False)


def lost_digits(cells: pd.Series) -> pd.Series:
    """Tell which ids a spreadsheet has rounded: `1.20253E+17`, `17841401577886844.0`, or 18 digits all ending in 000.

    Such an id names no post any more and must not be joined on.
    """
    words = arrow(cells)
    edges = cell_bytes(words)
    found = pd.Series(False, index=cells.index)
    if edges.hold(b".,eE"):
        found |= pc.fill_null(pc.match_substring_regex(words, _ROUNDED), False).to_numpy()
    long = edges.length >= ROUNDED_FROM
    if long.any() and (edges.last[long] == ord("0")).all():  # by chance: one in a thousand for three ids
        digits = long & pc.fill_null(pc.match_substring_regex(words, "^[0-9]+$"), False).to_numpy()
        found |= digits & (cells[digits].nunique() >= 3)
    return found


_BLANK_START = bytes_in(bytes(blank.encode()[0] for blank in BLANKS))
_BLANK_END = bytes_in(bytes(blank.encode()[-1] for blank in BLANKS))
_MISSING_START = _BLANK_START | bytes_in(
    bytes(letter.encode()[0] for word in MISSING if word for letter in (word[0], word[0].upper()))
)
