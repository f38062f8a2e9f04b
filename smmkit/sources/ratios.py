"""Columns a file works out of others (cost per result, CPM, CPC, frequency) tell whether those were read right.

A totals row shares the mistakes of the rows it adds up; a quotient does not, unless both its parts are off alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from smmkit.sources import cells
from smmkit.sources.headers import words
from smmkit.sources.kind import Reading
from smmkit.text import N_, Message, Scalar

_THOUSAND = 1000
# Words of the header, what is divided by what, and times how much.
_RATIOS = (
    (re.compile(r"(?:cost|coste|costo|custo) (?:per|por) (?:1 000|mille|mil) .*(?:reached|alcan[cz]ad[ao]s)"), "spend",
     "reach", _THOUSAND),
    (re.compile(r"(?:avg )?cpm\b.*|cost per (?:1 000|mille) .*"), "spend", "impressions", _THOUSAND),
    (re.compile(r"frequency|frecuencia|frequencia"), "impressions", "reach", 1),
    (re.compile(r"cpc (?:all|todos).*"), "spend", "clicks_all", 1),
    (re.compile(r"cpc (?:cost per link|coste por clic|costo por clic|custo por clique|link).*"), "spend",
     "link_clicks", 1),
    (re.compile(r"avg cpc|cpc medio|cpc prom(?:edio)?"), "spend", "clicks_all", 1),
    (re.compile(r"(?:cost|coste|costo|custo) (?:per|por|/)? ?(?:results?|resultados?|conv).*"), "spend",
     "results", 1),
)  # fmt: skip
_PARTS = ("spend", "impressions", "reach", "clicks_all", "link_clicks", "results")
_RESULTS = re.compile(r".*(?:results?|resultados?|conv).*")
_ENOUGH = 0.5
_FACTORS = (10.0, 100.0, 1000.0, 1e4, 1e6)
_CLOSE = 0.02


@dataclass(frozen=True)
class Ratio:
    """One column that the file works out of two others, beside the same worked out of what was read.

    Parameters
    ----------
    header
        What the file calls it.
    told
        The file's own numbers.
    worked_out
        The same from the columns that were read; rows without a positive number in each are left out.

    """

    header: str
    told: pd.Series
    worked_out: pd.Series

    @property
    def fits(self) -> float:
        """Share of the rows in which both agree, the rounding of the file's own number aside."""
        rounding = np.where(self.told == self.told.round(), 1.0, 0.01)
        return float(((self.told - self.worked_out).abs() <= rounding + _CLOSE * self.told).mean())

    @property
    def factor(self) -> float | None:
        """A power of ten by which most rows are off, or None."""
        off = np.log10((self.worked_out / self.told).to_numpy(float))
        near = [np.abs(np.abs(off) - np.log10(factor)) <= _CLOSE for factor in _FACTORS]
        best = max(zip(near, _FACTORS, strict=True), key=lambda pair: float(pair[0].mean()))
        return best[1] if float(best[0].mean()) > _ENOUGH else None


def check_ratios(frame: pd.DataFrame, reading: Reading) -> None:
    """Hold amounts and counts against what the file divides by itself; ask where they differ by a power of ten."""
    for ratio in ratios(frame, reading, reading.style or reading.kind.number_format):
        values: dict[str, Scalar] = {"column": ratio.header, "rows": len(ratio.told)}
        if ratio.fits > _ENOUGH:
            said = N_(
                "“{column}” worked out of the columns that were read agrees with the file's own: {rows:number} rows."
            )
            reading.check("ratio", True, Message(said, values))
        elif ratio.factor is not None:
            said = N_(
                "“{column}” of the file is {factor:number} times off what its other columns give, so its numbers may "
                "be read in the wrong way. Set number_format in client.toml to “1,234.5” or “1.234,5”."
            )
            reading.ask(Message(said, values | {"factor": ratio.factor}))
        elif not _RESULTS.fullmatch(words(ratio.header)):  # what counts as a result may differ from row to row
            said = N_(
                "“{column}” of the file is not what its other columns give ({rows:number} rows were compared). "
                "Look whether a column was changed by hand."
            )
            reading.check("ratio", False, Message(said, values))


def style_that_fits(reading: Reading, styles: Sequence[str]) -> str | None:
    """Return the one way of writing in which the file's quotients agree with what they are worked out of, or None."""
    body, places = reading.section.body, reading.match.columns
    asked = [column for column in _PARTS if column in places]
    found = []
    for style in styles:
        read = {column: cells.parse_numbers(body[places[column]], number_format=style) for column in asked}
        frame = pd.DataFrame(
            {column: one.values for column, one in read.items() if one.number_format in (style, "plain")}
        )
        shares = [ratio.fits for ratio in ratios(frame, reading, style)]
        found += [style] if shares and min(shares) > _ENOUGH else []
    return found[0] if len(found) == 1 else None


def ratios(frame: pd.DataFrame, reading: Reading, number_format: str | None) -> Iterator[Ratio]:
    """Yield the columns of a table of ads that can be worked out of others."""
    if reading.kind.table != "ads":
        return
    for place, header in enumerate(reading.section.header):
        found = next((one for one in _RATIOS if one[0].fullmatch(words(header))), None)
        if found is None or not {found[1], found[2]} <= set(frame.columns) or place not in reading.section.body:
            continue
        told = cells.parse_numbers(reading.section.body[place], number_format=number_format)
        if told.question is None:
            ratio = _ratio(header.strip(), told.values, frame, *found[1:])
            if len(ratio.told):
                yield ratio


def _ratio(header: str, told: pd.Series, frame: pd.DataFrame, above: str, below: str, times: float) -> Ratio:
    over, under, own = (part.reindex(frame.index).astype("Float64") for part in (frame[above], frame[below], told))
    kept = ((over > 0) & (under > 0) & (own > 0)).fillna(False).astype(bool)
    if below == "results":  # where people reached or shown are the result, the file tells the cost of a thousand
        for seen in {"reach", "impressions"} & set(frame.columns):
            kept &= (frame["results"] != frame[seen]).fillna(True).astype(bool)
    part = pd.DataFrame({"told": own, "over": over, "under": under})[kept].astype(float)
    return Ratio(header, part["told"], times * part["over"] / part["under"])
