"""The generic importer: `exports/mapping.toml` says which column of an unknown export is which."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from smmkit.client import Client
from smmkit.client.fields import wrong
from smmkit.client.lines import key_lines
from smmkit.client.load import check_own
from smmkit.client.sentences import sentences
from smmkit.client.written import toml_content
from smmkit.errors import ConfigError
from smmkit.schema import TABLES
from smmkit.sources.addresses import of_address
from smmkit.sources.daily import long_daily, year_from_name
from smmkit.sources.kind import CLIENT_ZONE, ExportKind, Step, Zone
from smmkit.sources.layout import single
from smmkit.sources.mapped_steps import copied, days_of_header, joined, of_one_network, told_by_period
from smmkit.sources.mapping_needs import DAILY, PARTS, PERIOD, TOLD_BY_PERIOD, UNNAMED, still_needed
from smmkit.sources.mapping_proposal import propose
from smmkit.sources.other_networks import SPELLED
from smmkit.sources.steps import add_interactions, check_ids, id_from_url, mark_own, masked, named_by_words
from smmkit.sources.swapped import put_right
from smmkit.text import N_

__all__ = ["mapped_kinds", "propose"]

FILE = "mapping.toml"
_TOKENS = (("YYYY", "%Y"), ("HH:MM:SS", "%H:%M:%S"), ("HH:MM", "%H:%M"), ("YY", "%y"), ("DD", "%d"), ("MM", "%m"))
YEARLESS = "yearless"  # the year comes from the range in the file's name
_PLUS = " + "  # joins two headers: the day and the hour of one moment
# What the tools for all networks call them.
_NETWORKS = {
    "instagram business": "instagram", "instagram personal": "instagram", "facebook page": "facebook",
    "facebook pages": "facebook", "facebook group": "facebook", "twitter": "x", "x (twitter)": "x", "x/twitter": "x",
    "linkedin page": "linkedin", "linkedin profile": "linkedin", "linkedin company": "linkedin",
    "youtube channel": "youtube", "tiktok business": "tiktok", "google business": "google",
    "google business profile": "google", "google ads": "google", "adwords": "google", "meta ads": "meta",
    "facebook ads": "meta", "tiktok ads": "tiktok", "linkedin ads": "linkedin", "x ads": "x", "twitter ads": "x",
    "pinterest ads": "pinterest", "microsoft ads": "microsoft", "bing ads": "microsoft", "bing": "microsoft",
    "reddit ads": "reddit", "snapchat ads": "snapchat", "amazon ads": "amazon", "youtube ads": "google",
}  # fmt: skip
# What the networks' own interfaces, and tools that pass their words on, call a format.
_FORMATS = {
    "FEED_IMAGE": "image", "FEED_VIDEO": "video", "FEED_CAROUSEL_ALBUM": "carousel", "CAROUSEL_ALBUM": "carousel",
    "REELS_VIDEO": "reel", "REELS": "reel", "STORY_IMAGE": "story", "STORY_VIDEO": "story", "Carrusel": "carousel",
    "Carousel": "carousel",
}  # fmt: skip
Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", examples=["metricool-posts"])]


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Dates(_Record):
    """How the file writes times: `DD/MM/YYYY HH:MM`, a strptime format or `iso`; and in which zone."""

    format: str = "iso"
    zone: str = CLIENT_ZONE

    @model_validator(mode="after")
    def _can_be_read(self) -> Self:
        if self.zone != CLIENT_ZONE and not _is_zone(self.zone):
            raise wrong(f"zone is '{self.zone}'", "Write a zone such as Europe/Madrid, or client.", "zone")
        if self.format not in {"iso", YEARLESS, PERIOD} and not re.search("%[dmY]", strptime(self.format)):
            raise wrong(f"format is '{self.format}'", "Write it like DD/MM/YYYY HH:MM, or iso.", "format")
        return self


class NumberFormat(_Record):
    """How the file writes numbers; left out: whatever all cells of a column fit."""

    format: Literal["plain", "1,234.5", "1.234,5", "1 234,5", "1'234.5"] | None = None


class FileMapping(_Record):
    """One kind of file, told by its headers."""

    name: Name = "mapped"
    table: Literal[tuple(TABLES)] = "posts"  # type: ignore[valid-type]
    match: tuple[str, ...] = ()
    columns: dict[str, str] = Field(min_length=1, examples=[{"post_id": "ID"}])
    constants: dict[str, str] = {}
    dates: Dates = Dates()
    numbers: NumberFormat = NumberFormat()

    @model_validator(mode="after")
    def _complete(self) -> Self:
        table = TABLES[self.table]
        for column in (*self.columns, *self.constants):
            if table.column(column) is None and not (self.table == "daily" and column in DAILY):
                raise wrong(
                    f"table {self.table} has no column '{column}'",
                    f"Write one of: {', '.join(name for name in table.names if not name.startswith('source_'))}.",
                    "columns",
                    column,
                )
        if self.dates.format == PERIOD and self.table not in TOLD_BY_PERIOD:
            raise wrong(
                f"format is '{PERIOD}'",
                f"Only {' and '.join(sorted(TOLD_BY_PERIOD))} may be told by month or week; {self.table} needs days.",
                "dates",
                "format",
            )
        lacking = still_needed(self.table, {*self.columns, *self.constants})
        if lacking:
            raise wrong(
                f"table {self.table} needs {', '.join(lacking)}",
                "Add each under [files.columns], or under [files.constants] if all rows have the same.",
                "columns",
            )
        return self


class Mapping(_Record):
    """The whole file: `[[files]]`, or the keys of a single one at the top level."""

    files: tuple[FileMapping, ...]


def mapped_kinds(client: Client) -> tuple[ExportKind, ...]:
    """Return the kinds of export that the analyst described in `exports/mapping.toml`.

    Parameters
    ----------
    client
        Whose exports folder holds the file.

    Raises
    ------
    ConfigError
        Naming file, line and what to write, if the file cannot be understood.

    """
    path = client.exports / FILE
    if not path.is_file():
        return ()
    check_own(path, client.folder)
    shown = f"{client.slug}/exports/{FILE}"
    try:
        text = path.read_text(encoding="utf-8-sig")
        document = toml_content(text, file=shown)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{shown}: this is not TOML ({error}). Put every text in double quotes.") from None
    try:
        mapping = Mapping.model_validate(_as_files(document))
    except ValidationError as error:
        raise ConfigError(sentences(error, Mapping, shown, key_lines(text))) from None
    return tuple(_kind(file) for file in mapping.files)


def strptime(written: str) -> str:
    """Return a format such as `DD/MM/YYYY HH:MM` as `strptime` wants it."""
    if "%" in written:
        return written
    for word, directive in _TOKENS:
        written = written.replace(word, directive)
    return written


def _as_files(document: dict[str, Any]) -> dict[str, Any]:
    return document if "files" in document else {"files": [document]}


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def _kind(file: FileMapping) -> ExportKind:
    daily = {f"_{name}": (name, "total") for name in file.columns if file.table == "daily" and name in DAILY}
    span = TOLD_BY_PERIOD[file.table] if file.dates.format == PERIOD else ()
    whole, joint = _written(file, span)
    first = {header: name for name, header in reversed(whole.items())}
    copies = {name: first[header] for name, header in whole.items() if first[header] != name}
    whole = {name: header for name, header in whole.items() if name not in copies}
    columns = {(f"_{name}" if name in DAILY and daily else name): (header,) for name, header in whole.items()}
    columns |= {f"_{name}{k}": (header,) for name, headers in joint.items() for k, header in enumerate(headers)}
    also = {f"_match{k}": (header,) for k, header in enumerate(file.match) if (header,) not in columns.values()}
    style = file.dates.format if file.dates.format in {"iso", YEARLESS, PERIOD} else strptime(file.dates.format)
    before: tuple[Step, ...] = ()
    if style == YEARLESS and "day" in columns:
        columns["_day"] = columns.pop("day")
        style, before = "iso", (year_from_name("_day"),)
    if span:
        style, before = "iso", (told_by_period(*span),)
    before += (copied(copies),) if copies else ()
    before += (days_of_header(file.columns["date_start"]),) if "date_start" in columns else ()
    timed = [c.name for c in TABLES[file.table].columns if c.kind in ("time", "day") and c.name in columns]
    matched = {column for column, headers in columns.items() if headers[0] in file.match}
    alone = (of_one_network,) if "platform" in file.constants and "platform" not in file.columns else ()
    return ExportKind(
        name=f"mapping-{file.name}",
        label=file.name,
        table=file.table,
        headers={**columns, **also},
        required=tuple(sorted((matched or set(columns)) | set(also))),
        layout=single,
        constants=_constants(file, style),
        times=dict.fromkeys(timed, (style,)),
        zone=Zone(file.dates.zone, N_("The zone is stated in exports/mapping.toml.")),
        number_format=file.numbers.format,
        values=_known_words(file.table),
        scratch={name: "number" if metric in PARTS else "count" for name, (metric, _) in daily.items()},
        steps=(*alone, *before, *_joined(joint, style), *_steps(file, daily)),
        chosen=True,
    )


def _written(file: FileMapping, span: tuple[str, ...]) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """Return column -> header, and columns that several headers tell together; a stretch of days is one of them."""
    named = {"span" if name in span[:1] else name: header for name, header in file.columns.items()}
    named = {name: header for name, header in named.items() if name not in span}
    joint = {name: tuple(header.split(_PLUS)) for name, header in named.items() if _PLUS in header or name == "span"}
    return {name: header for name, header in named.items() if name not in joint}, joint


def _joined(joint: dict[str, tuple[str, ...]], style: str) -> Iterator[Step]:
    return (joined(name, len(headers), style) for name, headers in joint.items() if name != "span")


def _constants(file: FileMapping, style: str) -> dict[str, str]:
    constants = dict(file.constants)
    if file.table == "posts":
        precise = style == "iso" or "%H" in style or "%I" in style
        constants = {"grain": "lifetime", "published_precision": "minute" if precise else "day"} | constants
    if file.table == "daily":
        constants = {"scope": "total"} | constants
    return constants


def _steps(file: FileMapping, daily: dict[str, tuple[str, str]]) -> tuple[Step, ...]:
    if file.table == "posts":
        witness = (put_right(of_address, "url"), check_ids(of_address, "url"))
        return (id_from_url, masked("text", "title"), add_interactions, mark_own, *witness)
    if daily:
        return (long_daily(daily),)
    named = (named_by_words(*UNNAMED[file.table]),) if file.table in UNNAMED else ()
    return (*named, masked("text", handles=True))


def _known_words(table: str) -> dict[str, dict[str, str]]:
    """Return what the known exports of a table call a format or a network: other tools use the same words."""
    from smmkit.sources.kinds import KINDS

    words: dict[str, dict[str, str]] = {"platform": dict(_NETWORKS)} | (
        {"format": _FORMATS} if table == "posts" else {}
    )
    for kind in KINDS:
        if kind.table == table:
            for column, spelled in kind.values.items():
                words[column] = {**spelled, **words.get(column, {})}
    if table == "ads":
        words["platform"] |= SPELLED
    return words
