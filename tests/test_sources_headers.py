"""Every header known to exist is understood by the kind it belongs to, in every language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from test_sources_meta import BRIEF
from twins import meta

from smmkit.client import load_client
from smmkit.sources import cells, read_exports
from smmkit.sources.headers import match, words
from smmkit.sources.kind import ExportKind
from smmkit.sources.kinds import KINDS
from smmkit.sources.kinds.meta_daily import metric_of
from smmkit.sources.kinds.meta_posts import FORMATS

# "Post ID (F)", "Duration (F youtube, seconds)", "Date (F) = Lifetime | MM/DD/YYYY"
_ENTRY = re.compile(r"(?P<header>.+?)\s*\([FC]\b(?P<hint>[^()]*)\)(?:\s*=.*)?")
_FAMILIES = {
    "youtube": "youtube",
    "linkedin": "linkedin",
    "tiktok": "tiktok",
    "x": "x",
    "older x": "x",
    "video level": "meta-facebook-videos",
    "ig story": "meta-instagram-stories",
    "story": "meta-instagram-stories",
    "latam": "meta",
    "spain": "meta",
}
# What the map calls a column -> what the kinds call it; None: understood and left out on purpose.
_ALSO = {
    "post_type_raw": {"format", "_type"},
    "period_raw": {"_period"},
    "account_name": {None},
    "duration_s": {"_duration"},
    "watch_h": {"_watch_h"},
    "watch_avg_s": {"_watch_avg"},
    "negative_feedback": {None},
    "title": {"text"},
    "published_at": {"_when"},
    "post_id": {"title"},
    "link_clicks": {None},
    "frequency": {"_frequency"},
    "purchase_value": {"conversions_value"},
    "platform_or_breakdown": {"_age", "_gender", "_region", "_month"},
    "date_start": {"_day"},
}
# Facebook's own exports name both, so a video is not called a reel.
_NOT_REELS = {"Videos"}
_METRICS = {"follows": "follows_new"}


def header_map(shared: Path) -> dict[str, Any]:
    yaml = pytest.importorskip("yaml")
    found: dict[str, Any] = yaml.safe_load((shared / "header_map.yaml").read_text(encoding="utf-8"))
    return found


def entries(spelled: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Yield each header with the network its remark names."""
    for lang, headers in spelled.items():
        for entry in headers if lang != "note" else ():
            found = _ENTRY.fullmatch(entry)
            assert found, entry
            hint = re.sub(r"^[\s:]*(?:lower-case|means.*|raw id.*)?", "", found["hint"]).split(",")[0].strip()
            yield found["header"], hint


def place(header: str, kind: ExportKind) -> str | None:
    """Return what a kind makes of a header: a column, None if it is left out on purpose, `?` if it is unknown."""
    cell = header.replace("(XXX)", "(EUR)")
    rest = [kind.headers[column][0].replace("(*)", "(EUR)") for column in kind.required]
    found = match((cell, *rest), kind)
    if found is None:
        return "?"
    column = next((name for name, spot in found.columns.items() if spot == 0), None)
    column = column or next((name for name, spots in found.repeated.items() if 0 in spots), None)
    if column is not None:
        return column
    return "?" if cell in found.unknown else None


@pytest.mark.parametrize("section", ["posts", "ads"])
def test_every_known_header_is_understood(section: str, shared: Path) -> None:
    strange = []
    for column, spelled in header_map(shared)[section].items():
        by_day = {f"_{column}", f"_{column}_total", f"_{column}_organic"}
        wanted = {column, *_ALSO.get(column, set()), *by_day}
        for header, hint in entries(spelled):
            family = next((name for word, name in _FAMILIES.items() if word in (hint, hint.split(" ")[0])), "")
            made = {place(header, kind) for kind in KINDS if kind.name.startswith(family)}
            if made.isdisjoint(wanted):
                strange.append((column, header, hint))
    assert strange == []


def test_every_known_title_is_a_metric(shared: Path) -> None:
    titles = {column: spelled for column, spelled in header_map(shared)["daily"].items() if column != "value"}
    assert titles
    for column, spelled in titles.items():
        for title, _ in entries(spelled):
            assert metric_of(title) == _METRICS.get(column, column), title


def test_every_known_word_is_read(shared: Path) -> None:
    values = header_map(shared)["values"]
    numbers = pd.Series([*values["missing"], *values["not_a_number_in_number_column"], "1"], dtype="str")
    parsed = cells.parse_numbers(numbers, number_format="plain")
    assert parsed.question is None
    assert parsed.misfits.empty
    assert parsed.values.notna().sum() == 1
    assert parsed.censored.tolist() == [cell == "< 1%" for cell in numbers]
    days = cells.parse_times(pd.Series(values["never_date"], dtype="str"), ("iso",), zone=None)
    assert days.values.isna().all()
    assert days.misfits.empty
    formats = {words(cell): name for cell, name in FORMATS.items()}
    for name, spelled in values["post_type"].items():
        spelled = [cell for cell in spelled if cell not in _NOT_REELS]
        assert {cell: formats.get(words(cell)) for cell in spelled} == dict.fromkeys(spelled, name)


def test_every_word_for_lifetime_is_a_lifetime(shared: Path, tmp_path: Path) -> None:
    for number, word in enumerate(header_map(shared)["values"]["lifetime"]):
        folder = tmp_path / f"cafe{number}"
        (folder / "exports").mkdir(parents=True)
        (folder / "client.toml").write_text(BRIEF, encoding="utf-8")
        (folder / "exports" / "a.csv").write_bytes(meta.instagram_posts(meta.IG_EN, ("IG reel",) * 3, word))
        assert set(read_exports(load_client(folder)).tables["posts"]["grain"]) == {"lifetime"}
