"""Put the tables of all files together, so that nothing is counted twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from smmkit.schema import TABLES, conform, empty
from smmkit.sources.buyers import periods_added
from smmkit.sources.cellbytes import all_different
from smmkit.sources.filtered import Disputed, without_disputed
from smmkit.sources.line_names import spell_lines_alike
from smmkit.sources.overlap import split_views
from smmkit.sources.same_posts import told_by_address
from smmkit.sources.video_periods import video_periods_added
from smmkit.sources.web_views import one_row_a_key, split_web
from smmkit.text import N_, Message

_VIEW_COLUMNS = ["source_file", "level", "breakdown"]
_VIDEO_IN_URL = r"/(?:reel|reels|videos|watch/?\?v=)/?(?:[^/\d][^/]*/)?(\d{10,})"


@dataclass(frozen=True)
class MergedTables:
    """All tables, and per file what was taken from another one instead.

    Parameters
    ----------
    tables
        Canonical table -> rows.
    notes
        File -> what is told by another file too.
    disputed
        What no file counts for until somebody answers.

    """

    tables: dict[str, pd.DataFrame]
    notes: dict[str, tuple[Message, ...]]
    disputed: Disputed = field(default_factory=Disputed)


def merge_tables(pieces: Sequence[tuple[str, pd.DataFrame]], filters: Mapping[str, str] | None = None) -> MergedTables:
    """Merge the tables of all files: of rows with the same key the latest export's stays.

    Parameters
    ----------
    pieces
        Canonical table and rows, in the order of the files.
    filters
        File -> the filter it names of itself, where it names one.

    """
    pieces, disputed = without_disputed(video_periods_added(pieces), filters or {})
    notes = disputed.notes
    tables = {}
    for name in dict.fromkeys(name for name, _ in pieces):
        frames = [frame for table, frame in pieces if table == name and not frame.empty]
        if name == "customers" and len(frames) > 1:
            frames = periods_added(frames, lambda rows, said: _note(rows, notes, said))
        whole = _latest(frames, name, notes) if frames else empty(name)
        tables[name] = whole
    if "ads" in tables:
        _part_ads(tables, notes)
    if "web" in tables and not tables["web"].empty:
        whole = one_row_a_key([frame for table, frame in pieces if table == "web" and not frame.empty])
        tables["web"], tables["web_detail"] = split_web(whole)
        _note(
            tables["web_detail"],
            notes,
            N_("Rows that show visits another table tells too, not added to them: {count:number}."),
        )
    if "posts" in tables:
        tables["posts"] = _addressed_once(_videos_once(tables["posts"], notes), notes)
        tables["breaks"] = definition_breaks(tables["posts"])
    tables = spell_lines_alike(tables)
    return MergedTables(tables, {file: tuple(said) for file, said in notes.items()}, disputed)


def definition_breaks(posts: pd.DataFrame) -> pd.DataFrame:
    """Return where a platform replaced a metric: no calculation may compare across such a day.

    Meta counted impressions until 2024-25 and counts views since; the break is the first post reported in views.
    """
    found = []
    told = posts[["platform", "views", "impressions", "published_at", "source_file"]]
    replaced = {"facebook", "instagram"} & set(told.loc[told["impressions"].notna(), "platform"])
    for platform in sorted(replaced):
        rows = told[told["platform"] == platform]
        after = rows["views"].notna() & rows["impressions"].isna() & rows["published_at"].notna()
        if not after.any():
            continue
        first = rows[after].sort_values("published_at").iloc[0]
        day = first["published_at"].tz_localize(None).normalize()
        found.append(
            {
                "platform": platform,
                "metric": "impressions",
                "day": day,
                "replaced_by": "views",
                "source_file": first["source_file"],
            }
        )
    return conform(pd.DataFrame(found, columns=["platform", "metric", "day", "replaced_by", "source_file"]), "breaks")


def _latest(frames: list[pd.DataFrame], name: str, notes: dict[str, list[Message]]) -> pd.DataFrame:
    """Concatenate and keep, of every key, the row of the latest export."""
    key = [column for column in TABLES[name].key if column in frames[0].columns]
    whole = frames[0] if len(frames) == 1 else pd.concat(frames, ignore_index=True)
    if TABLES[name].repeatable:
        piece = np.repeat(np.arange(len(frames)), [len(frame) for frame in frames])
        number = whole.groupby([piece, *key], dropna=False, sort=False).cumcount()
        again = whole.assign(_number=number)
        key = [*key, "_number"]
    else:
        again = whole
    if any(all_different(again[column]) for column in key if column.endswith("_id")):
        return whole
    if not again.duplicated(key).any():
        return whole
    order = whole["as_of"].argsort(kind="stable") if "as_of" in whole and len(frames) > 1 else None
    ordered = again if order is None else again.iloc[_by_date(whole["as_of"])]
    old = ordered.duplicated(key, keep="last")
    _note(ordered[old], notes, N_("Rows that a later export holds too, taken from there: {count:number}."))
    kept = ordered[~old].drop(columns="_number", errors="ignore")
    return kept.sort_index().reset_index(drop=True)


def _by_date(as_of: pd.Series) -> list[int]:
    """Return positions in order of the export day; undated exports first, ties in order of the files."""
    return list(as_of.reset_index(drop=True).sort_values(kind="stable", na_position="first").index)


def _part_ads(tables: dict[str, pd.DataFrame], notes: dict[str, list[Message]]) -> None:
    """Keep one view of the spend in `ads`; the same spend seen otherwise goes to `ads_detail`."""
    ads = tables["ads"]
    views = ads.groupby(_VIEW_COLUMNS, dropna=False, sort=False).ngroups
    if views <= 1:
        return
    counted, apart = split_views(ads)
    _note(apart, notes, N_("Rows that show spend another export already holds, kept as detail only: {count:number}."))
    tables["ads"] = conform(counted, "ads")
    if not apart.empty:
        before = [tables["ads_detail"]] if "ads_detail" in tables else []
        tables["ads_detail"] = pd.concat([*before, conform(apart, "ads_detail")], ignore_index=True)


def _videos_once(posts: pd.DataFrame, notes: dict[str, list[Message]]) -> pd.DataFrame:
    """Leave out a Facebook video told by the video export when its post is there too."""
    bare = (posts["platform"] == "facebook") & posts["url"].isna()
    if not bare.any():
        return posts
    linked = posts.loc[(posts["platform"] == "facebook") & ~bare, "url"].str.extract(_VIDEO_IN_URL)[0].dropna()
    twice = bare & posts["post_id"].isin(set(linked))
    _note(posts[twice], notes, N_("Videos that a post export holds too, taken from there: {count:number}."))
    return posts[~twice].reset_index(drop=True)


def _addressed_once(posts: pd.DataFrame, notes: dict[str, list[Message]]) -> pd.DataFrame:
    """Leave out a post named by its address when another export tells it under its own id."""
    twice = told_by_address(posts)
    if not twice.any():
        return posts
    _note(
        posts[twice], notes, N_("Posts that another export holds under their own id, taken from there: {count:number}.")
    )
    return posts[~twice].reset_index(drop=True)


def _note(rows: pd.DataFrame, notes: dict[str, list[Message]], key: str) -> None:
    for file, count in rows["source_file"].value_counts(sort=False).items():
        notes.setdefault(str(file), []).append(Message(key, {"count": int(count)}))
