"""What only the analyst can say of a table of ads: its days, and how its numbers are written."""

from __future__ import annotations

import pandas as pd

from smmkit.sources.kind import Reading
from smmkit.text import N_, Message

_SAMPLE, _ONE_DAY = 200, r"\d{4}-\d\d-\d\d|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}"


def ask_dates(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Ask for the days the spend belongs to: without them it can go into no month."""
    body, unknown = reading.section.body.head(_SAMPLE), set(reading.match.unknown)
    dated = [cell.strip() for place, cell in enumerate(reading.section.header) if cell.strip() in unknown
             and len(body) and body[place].str.fullmatch(_ONE_DAY).all()]  # fmt: skip
    if dated:
        said = N_(
            "The table says what was spent, and its days seem to stand under {columns}, which nobody here knows. If "
            "they are the days of the report, write Reporting starts and Reporting ends over them."
        )
        reading.ask(Message(said, {"columns": ", ".join(f"“{cell}”" for cell in dated)}))
        return frame
    reading.ask(
        Message(
            N_(
                "The table says what was spent but not when. Export it again from Ads Manager (columns Reporting "
                "starts and Reporting ends), or describe it in exports/mapping.toml."
            )
        )
    )
    return frame


def ask_numbers(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Ask how numbers with a comma are meant, if the brief does not say so."""
    body = reading.section.body
    cells_ = pd.concat([body[place] for place in body.columns])
    commas = cells_[cells_.str.fullmatch(r"\d{1,3},\d+")]
    if commas.empty or reading.client.number_format:
        return frame
    doubtful = commas[commas.str.fullmatch(r"[1-9]\d{0,2},\d{3}")]
    example = str((doubtful if len(doubtful) else commas).iloc[0])
    values = {"cell": example, "one": example.replace(",", "."), "other": example.replace(",", "")}
    reading.ask(
        Message(
            N_(
                "Is “{cell}” meant as {one} or as {other}? Commas also separate the columns of this file. "
                "Write number_format = “1.234,5” or “1,234.5” into client.toml."
            ),
            values,
        )
    )
    return frame
