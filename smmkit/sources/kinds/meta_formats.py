"""Meta Business Suite, content formats: what was published, seen and answered per format over a period nobody names."""

from __future__ import annotations

import pandas as pd

from smmkit.sources.grid import Grid
from smmkit.sources.headers import words
from smmkit.sources.kind import ExportKind, Reading, Section, Zone
from smmkit.sources.kinds.meta_audience import network_and_day
from smmkit.sources.kinds.meta_posts import FORMATS
from smmkit.sources.layout import blocks
from smmkit.sources.row_numbers import rows_of
from smmkit.text import N_, Message

_HEADER = ("metric", "name", "value")
# The line above each block -> metric.
_TITLES = {
    "views": "views", "visualizaciones": "views", "visualizacoes": "views",
    "reach": "reach", "alcance": "reach",
    "content interactions": "interactions", "interacciones con el contenido": "interactions",
    "interacoes com conteudos": "interactions",
    "interacoes com o conteudo": "interactions", "interacciones": "interactions", "interactions": "interactions",
    "conteudos publicados": "posts", "contenidos publicados": "posts",
    "published content": "posts", "contenido publicado": "posts", "conteudo publicado": "posts",
}  # fmt: skip
_BLOCK = 3  # title, names, values
_LONGEST = 40
_WIDEST = 20
# Instagram tells only these two apart, and "posts" is not one of the formats.
_FORMATS = {words(cell): name for cell, name in FORMATS.items()} | dict.fromkeys(("stories", "historias"), "story")
_WHOLE = {"posts", "publicaciones", "publicacoes"}


def format_sections(grid: Grid, kind: ExportKind) -> list[Section]:
    """Return the blocks (title, names, values) as rows of metric, name and value."""
    if len(grid.cells) > _LONGEST or grid.cells.shape[1] > _WIDEST:
        return []
    titles: list[str] = []
    unknown: list[tuple[int, list[str]]] = []
    rows: list[tuple[int, tuple[str, str, str]]] = []
    for block in blocks(grid.cells):
        lines = [(int(number), [cell.strip() for cell in cells]) for number, *cells in block.itertuples(name=None)]
        while len(lines) > _BLOCK and sum(map(bool, lines[0][1])) == 1:
            lines.pop(0)
        if len(lines) != _BLOCK or sum(map(bool, lines[0][1])) != 1:
            return []
        metric = _metric(lines[0][1])
        if metric is None:  # a block nobody knows does not spoil the others
            unknown.append(lines[0])
            continue
        titles.append(lines[0][1][0])
        (_, names), (number, values) = lines[1:]
        rows += [(number, (metric, name, value)) for name, value in zip(names, values, strict=True) if name or value]
    if not any(words(name) in {*_FORMATS, *_WHOLE} for _, (_, name, _) in rows):
        return []
    rows += [(number, ("", cells[0], "")) for number, cells in unknown]
    body = pd.DataFrame([list(row) for _, row in rows], index=[number for number, _ in rows], dtype="str")
    return [Section(tuple(titles), _HEADER, body)]


def _metric(cells: list[str]) -> str | None:
    """Return the metric a line names, if it holds nothing else."""
    return _TITLES.get(words(cells[0])) if sum(map(bool, cells)) == 1 else None


def pairs(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Leave out names without a number and numbers without a name, and say which formats are not known."""
    strange = frame["metric"].isna()
    if strange.any():
        said = N_("Blocks whose title is not known were left out (row {rows}).")
        frame = reading.drop(
            frame, strange, Message(said, {"rows": rows_of(frame.set_index("source_row")["name"][strange.to_numpy()])})
        )
    alone = frame["name"].isna() | frame["value"].isna()
    cells = (frame["name"].fillna("") + frame["value"].astype("str").fillna("")).set_axis(frame["source_row"])
    said = N_("They are a name without its number, or a number without its name (row {rows}).")
    frame = reading.drop(frame, alone, Message(said, {"rows": rows_of(cells[alone.to_numpy()])}))
    parts = frame["value"][frame["value"].mod(1) != 0]
    if len(parts):  # “,46” is 46 with a mark before it, and nobody publishes half a post
        said = N_("“{cell}” is no whole number, but this column counts something.")
        reading.ask(Message(said, {"cell": f"{float(parts.iloc[0]):g}"}))
    plain = frame["name"].map(words)
    odd = frame.set_index("source_row")["name"][~plain.isin({*_FORMATS, *_WHOLE}).to_numpy()]
    if len(odd):
        reading.warn(Message(N_("Formats that are not known (row {rows})."), {"rows": rows_of(odd)}))
    return frame.assign(format=plain.map(_FORMATS).astype("str"))


def no_period(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Say what the totals can and cannot be used for."""
    reading.warn(
        Message(
            N_(
                "These are totals of a period that the file does not name. They are kept for reference; "
                "the analyses compare formats by the posts' own export."
            )
        )
    )
    return frame


KINDS = (
    ExportKind(
        name="meta-content-formats",
        label=N_("Content formats (Meta Business Suite)"),
        table="content_formats",
        headers={name: (name,) for name in _HEADER},
        required=_HEADER,
        layout=format_sections,
        final_newline=True,
        zone=Zone("", N_("Totals without times.")),
        steps=(pairs, network_and_day, no_period),
    ),
)
