"""Meta Business Suite, audience: followers by age and sex, by country, by city; two layouts and retyped tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from smmkit.schema.export_range import export_end
from smmkit.sources.audience_sums import sums_apart
from smmkit.sources.grid import Grid
from smmkit.sources.headers import words
from smmkit.sources.kind import ExportKind, Reading, Section, Zone
from smmkit.sources.layout import blocks
from smmkit.sources.networks import named, network_of
from smmkit.sources.row_numbers import rows_of
from smmkit.sources.steps import account_of
from smmkit.text import N_, Message

_HEADER = ("dimension", "value", "sex", "share", "count")
Row = tuple[str, str, str, str, str]
_ALL = "followers"
_SEXES = {
    "women": "women", "woman": "women", "female": "women", "f": "women", "mujeres": "women", "mujer": "women",
    "mulheres": "women", "men": "men", "man": "men", "male": "men", "m": "men", "hombres": "men", "hombre": "men",
    "homens": "men", "femmes": "women", "hommes": "men", "frauen": "women", "manner": "men",
    "donne": "women", "donna": "women", "uomini": "men", "uomo": "men",
    "unknown": "unknown", "u": "unknown", "desconocido": "unknown", "otros": "unknown",
}  # fmt: skip
_DIMENSIONS = {
    "cities": "city", "ciudades": "city", "cidades": "city", "city": "city", "ciudad": "city",
    "villes": "city", "stadte": "city", "pays": "country", "lander": "country",
    "countries": "country", "paises": "country", "country": "country", "pais": "country",
    "languages": "language", "idiomas": "language", "lingue": "language", "citta": "city", "paesi": "country",
    "paese": "country",
}  # fmt: skip
_SHARE_NAMES = frozenset(("value", "valor", "share", "percentage", "porcentaje", "porcentagem", "cuota"))
_SHARE = re.compile(r"<?\s*\d+(?:[.,]\d+)?\s*%?")
_TITLE_WORDS = (
    "gender",
    "sexo",
    "age",
    "edad",
    "genre",
    "geschlecht",
    "alter",
    "abonnes",
    "audience",
    "audiencia",
    "publico",
    "followers",
    "seguidores",
    "eta",
    "genere",
    "pubblico",
    "top",
)
_AGE = re.compile(r"\d|^\W*$|total|all|unknown", re.IGNORECASE)
_TOLERATED, _SEVERAL = 1.02, 3


def audience_sections(grid: Grid, kind: ExportKind) -> list[Section]:
    """Return every table of the file as rows of dimension, value, sex, share and count; one section a network."""
    if len(grid.cells) > _LONGEST:
        return []
    titles: list[str] = []
    found: dict[str | None, list[tuple[int, Row]]] = {}
    network: str | None = None
    for lines in _tables(grid):
        title = ""
        while lines and _is_alone(lines[0][1]):
            title = next(cell for cell in lines.pop(0)[1] if cell)
            titles.append(title)
        network = named(title) or network
        about = lines[0][1][0] if lines and _is_named_header(lines[0][1]) else title
        rows = _people(lines) or _age_and_sex(lines) or _places(lines, about)
        found.setdefault(network if named(title) or not title else None, []).extend(rows)
    everything = [row for rows in found.values() for row in rows]
    if not {"women", "men"} <= {row[2] for _, row in everything} and not _is_audience(titles, everything):
        return []
    return [_section(rows, name, titles) for name, rows in _by_network(found).items() if rows]


def _by_network(found: dict[str | None, list[tuple[int, Row]]]) -> dict[str | None, list[tuple[int, Row]]]:
    """Return the rows of each network; where only one is named, the tables without a name are of it too."""
    networks = [name for name in found if name]
    if len(networks) != 1 or None not in found:
        return found
    return {networks[0]: sorted([*found[None], *found[networks[0]]])}


def _section(rows: list[tuple[int, Row]], network: str | None, titles: list[str]) -> Section:
    body = pd.DataFrame([list(row) for _, row in rows], index=[number for number, _ in rows], dtype="str")
    mine = [title for title in titles if named(title) == network] if network else titles
    return Section(tuple(mine), _HEADER, body)


def _tables(grid: Grid) -> Iterator[list[tuple[int, list[str]]]]:
    """Yield the lines of each table: parted by blank lines or, where those were lost, by the titles."""
    for block in blocks(grid.cells):
        part: list[tuple[int, list[str]]] = []
        for number, *cells in block.itertuples(name=None):
            line = [str(cell).strip() for cell in cells]
            titled = _is_title(line) or _is_named_header(line)
            if part and titled and any(not _is_title(cells) for _, cells in part):
                yield part
                part = []
            part.append((int(number), line))
        yield part


def _is_title(line: list[str]) -> bool:
    filled = [cell for cell in line if cell]
    return len(filled) == 1 and any(word in words(filled[0]).split() for word in (*_TITLE_WORDS, *_DIMENSIONS))


def _is_named_header(line: list[str]) -> bool:
    """Tell a header that says what its list is about (`Top cities, Value`): a title lost its line to it."""
    return _is_header(line) and any(word in words(line[0]).split() for word in _DIMENSIONS)


def _is_alone(line: list[str]) -> bool:
    """Tell a line of one cell of words, as titles are; technical names are those of a number below them."""
    return len([cell for cell in line if cell]) == 1 and not _is_number(line) and not _is_technical(line)


def _is_technical(line: list[str]) -> bool:
    return any("UNIQUE_USERS" in cell.split(",") for cell in line)


def _is_number(line: list[str]) -> bool:
    return bool(_SHARE.fullmatch(next(cell for cell in line if cell)))


def _people(lines: list[tuple[int, list[str]]]) -> list[tuple[int, Row]]:
    """Read the block that counts all followers: technical names, and the number below them."""
    if len(lines) != 2 or not _is_technical(lines[0][1]) or len([cell for cell in lines[1][1] if cell]) != 1:
        return []
    number, cells = lines[1]
    return [(number, ("other", _ALL, "", "", next(cell for cell in cells if cell)))]


# An audience file is a handful of lines; longer files are not worth the search.
_LONGEST = 150


def _is_audience(titles: list[str], rows: list[tuple[int, Row]]) -> bool:
    named = any(word in words(title).split() for title in titles for word in _TITLE_WORDS)
    return named and bool(rows) and all(row[0] != "other" for _, row in rows)


def _age_and_sex(lines: list[tuple[int, list[str]]]) -> list[tuple[int, Row]]:
    """Read a table with one row per age and one column per sex, whatever their order."""
    if len(lines) < 2:
        return []
    columns = {place: _SEXES[words(cell)] for place, cell in enumerate(lines[0][1]) if words(cell) in _SEXES}
    if not {"women", "men"} <= set(columns.values()):
        return []
    return [
        (number, ("age_sex", cells[0], sex, _percent(cells[place]), ""))
        for number, cells in lines[1:]
        for place, sex in columns.items()
        if cells[0] and _AGE.search(cells[0])
    ]


def _places(lines: list[tuple[int, list[str]]], title: str) -> list[tuple[int, Row]]:
    """Read places told in two wide rows (names, shares) or in one row each."""
    dimension = next((_DIMENSIONS[word] for word in words(title).split() if word in _DIMENSIONS), "other")
    if len(lines) == 2 and lines[1][1] and all(_SHARE.fullmatch(cell) for cell in lines[1][1] if cell):
        number, shares = lines[1]
        pairs = zip(lines[0][1], shares, strict=True)
        return [(number, (dimension, name, "", _percent(share), "")) for name, share in pairs if name]
    return [(number, _place(cells, dimension) or _unread(cells)) for number, cells in lines if not _is_header(cells)]


def _is_header(cells: list[str]) -> bool:
    """Tell the line of names above a list of places from the places."""
    return any(words(cell) in _SHARE_NAMES for cell in cells[1:])


def _place(cells: list[str], dimension: str) -> Row | None:
    """Read a place with its share; a place cut at its commas stands in several cells."""
    filled = [cell for cell in cells if cell]
    if len(filled) < 2 or not _SHARE.fullmatch(filled[-1]) or any(map(_SHARE.fullmatch, filled[:-1])):
        return None
    return dimension, ", ".join(filled[:-1]), "", _percent(filled[-1]), ""


def _unread(cells: list[str]) -> Row:
    """Keep a line nobody understands, so that the report can name it."""
    return "other", ", ".join(cell for cell in cells if cell), "", "", ""


def _percent(share: str) -> str:
    """Write a share as the percentage it is; new exports leave the sign out."""
    return share if not share or "%" in share else f"{share}%"


def network_and_day(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Add network, account and export day, none of which the table itself holds."""
    platform = network_of(reading.section.title, reading)
    end = export_end(reading.path)
    if end is None:
        said = N_("The file does not say when it was exported; put the day into its name (audience_2026-10-31.csv).")
        reading.warn(Message(said))
    day = pd.Series(end, index=frame.index, dtype="datetime64[us]")
    return frame.assign(platform=platform, account_id=account_of(reading.client, platform), as_of=day)


def followers_apart(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Take the number of all followers out of the shares: it is a count of the day of the export."""
    counted = frame["value"] == _ALL
    if not counted.any():
        return frame
    row = frame[counted].iloc[0]
    end = export_end(reading.path)
    if end is None:
        said = N_(
            "The file counts {count:number} followers and does not say of which day, so the number is not kept. Put "
            "the day into the file's name (audience_2026-10-31.csv)."
        )
        reading.warn(Message(said, {"count": int(row["count"])}))
    else:
        platform = network_of(reading.section.title, reading)
        told: dict[str, object] = {"platform": platform, "account_id": account_of(reading.client, platform), "day": end}
        told |= {"metric": "followers_total", "scope": "total", "value": float(row["count"])}
        told |= {"source_file": reading.path, "source_row": row["source_row"]}
        reading.add("daily", pd.DataFrame([told]))
    return frame[~counted]


def fractions_back(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Read shares that a workbook keeps as fractions (0.439 shown as 43.9 %): taken for percentages they vanish."""
    totals = frame.groupby("dimension")["share"].sum()
    whole = totals.drop("age_sex", errors="ignore")
    told = float(totals.get("age_sex", 0.0))
    lost = 0.98 <= 100 * told <= _TOLERATED
    alone = not told and len(frame) >= _SEVERAL and reading.grid.encoding in {"xlsx", "xls"}
    if not lost and not (alone and bool((100 * whole <= _TOLERATED).all())):
        return frame
    return frame.assign(share=frame["share"] * 100)


def censored_apart(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Keep `< 1 %` as what it is: a share that is missing but known to lie below 0.01."""
    ceiling = pd.Series(0.01, index=frame.index, dtype="Float64")
    return frame.assign(share_max=ceiling.where(reading.censored["share"].to_numpy()))


def unread_named(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Leave out the lines nobody understands, and say so."""
    unread = frame["value"].isna() | (frame["share"].isna() & frame["share_max"].isna())
    said = N_("Lines that hold no name with its share (row {rows}).")
    cells = frame.set_index("source_row").loc[unread.to_numpy(), "value"]
    return reading.drop(frame, unread, Message(said, {"rows": rows_of(cells)}))


def untitled_named(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Say when a list of shares has lost the title that says what it is about."""
    lost = frame.loc[frame["dimension"] == "other"].set_index("source_row")["value"]
    if len(lost):
        said = N_("Shares without a title that says what they are about (row {rows}).")
        reading.warn(Message(said, {"rows": rows_of(lost)}))
    return frame


def shares_add_up(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Check that the shares of age and sex are shares of one whole."""
    total = float(frame.loc[frame["dimension"] == "age_sex", "share"].sum())
    if total:
        said = N_("Shares by age and sex add up to {total:percent1}.")
        reading.check("shares", 0.98 <= total <= _TOLERATED, Message(said, {"total": total}))
    return frame


AUDIENCE = ExportKind(
    name="meta-audience",
    label=N_("Audience (Meta Business Suite)"),
    table="audience",
    headers={name: (name,) for name in _HEADER},
    required=_HEADER,
    layout=audience_sections,
    zone=Zone("", N_("A snapshot without times.")),
    steps=(
        censored_apart,
        sums_apart,
        fractions_back,
        followers_apart,
        unread_named,
        network_and_day,
        untitled_named,
        shares_add_up,
    ),
)

KINDS = (AUDIENCE,)
