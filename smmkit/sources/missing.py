"""What the platforms write where they have nothing to say, and ids that lost their digits."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

MISSING = ("", "-", "--", "–", "—", "n/a", "#n/a", "nan", "null", "undefined")
ROUNDED_FROM = 16  # a spreadsheet keeps 15 digits of a number
_ROUNDED = rf"^\s*([0-9]+([.,][0-9]+)?[eE]\+?[0-9]+|[0-9]{{{ROUNDED_FROM},}}[.,]0*)\s*$"
_LONGEST_WORD = 12  # with room for blanks around it
BLANKS = " \t\r\n\u00a0\u202f\u2007\ufeff"


def arrow(cells: pd.Series) -> pa.ChunkedArray:
    """Return text cells as Arrow sees them, without a copy when pandas holds them in Arrow."""
    found = pa.array(cells, type=pa.large_string(), from_pandas=True)
    return found if isinstance(found, pa.ChunkedArray) else pa.chunked_array([found])


def stripped(cells: pd.Series) -> pd.Series:
    """Return the cells without blanks at their ends, no-break spaces included; uncopied if there are none."""
    blank = pc.match_substring_regex(arrow(cells), rf"^[{BLANKS}]|[{BLANKS}]$")
    if not pc.any(blank, min_count=0).as_py():
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
    shortest = pc.min(pc.binary_length(words)).as_py()
    if shortest is not None and shortest > _LONGEST_WORD and not words.null_count:
        return pd.Series(False, index=cells.index)
    words = pc.utf8_lower(pc.utf8_trim(words, BLANKS))
    found = pc.or_kleene(pc.is_in(words, value_set=pa.array(MISSING, pa.large_string())), pc.is_null(words))
    return pd.Series(found.to_numpy(), index=cells.index, dtype=bool)


def lost_digits(cells: pd.Series) -> pd.Series:
    """Tell which ids a spreadsheet has rounded: `1.20253E+17`, `17841401577886844.0`, or 18 digits all ending in 000.

    Such an id names no post any more and must not be joined on.
    """
    words = arrow(cells)
    found = pd.Series(False, index=cells.index)
    if pc.any(pc.match_substring_regex(words, "[.,eE]"), min_count=0).as_py():
        found |= pc.match_substring_regex(words, _ROUNDED).to_numpy()
    long = pc.greater_equal(pc.binary_length(words), ROUNDED_FROM)
    zeros = pc.and_(long, pc.ends_with(words, pattern="0"))
    if pc.equal(pc.sum(long), pc.sum(zeros)).as_py():  # by chance: one in a thousand for three ids
        digits = pc.and_(zeros, pc.match_substring_regex(words, "^[0-9]+$")).to_numpy()
        found |= digits & (cells[digits].nunique() >= 3)
    return found
