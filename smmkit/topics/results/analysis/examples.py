"""Real posts and days behind a finding: typical ones, because the best ones would only show luck."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from smmkit.measures.hours import ALL
from smmkit.measures.posts import post_features
from smmkit.topics.results.analysis.works import AUDIENCE, FORMAT, HOUR, REST, SUBJECT

COUNT = 3
RECENT_DAYS = 182
MOST = 44
COLUMNS = ["finding", "published", "platform", "format", "words", "value", "spend"]


def real_examples(
    found: pd.DataFrame, posts: pd.DataFrame, about: pd.Series, ads: pd.DataFrame, *, end: pd.Timestamp,
) -> pd.DataFrame:  # fmt: skip
    """Return, for each finding and each open question, recent posts whose result is nearest to its middle one.

    Of the people ads were shown to, days with results nearest to the middle stand in place of posts.

    Parameters
    ----------
    found
        From `findings`.
    posts
        Canonical posts with `published_local`.
    about
        Subject per post, from `measures.subjects.post_subjects`.
    ads
        From `measures.costs.campaign_results`.
    end
        Last day that counts; posts of the half year before it are shown, older ones where it holds too few.

    Returns
    -------
    DataFrame
        `finding` (its row in `found`), `published` (local day), `platform`, `format`, `words` (title, or else the first
        words of the text), `value` (what it earned), `spend` (of a day of ads; else missing).

    """
    features = post_features(posts)
    features = features.assign(subject=about.reindex(features.index))
    inside = features["published"].between(end - pd.Timedelta(days=RECENT_DAYS), end + pd.Timedelta(days=1))
    named = set(found.loc[found["kind"] == HOUR, "name"])
    rows: list[tuple[Any, ...]] = []
    for place, finding in enumerate(found.to_dict("records")):
        if finding["kind"] == AUDIENCE:
            own = ads[(ads["line"] == finding["name"]) & (ads["result_type"] == finding["place"])]
            shown = _nearest(own, "results", COUNT, day="day").to_dict("records")
            rows += [(place, one["day"], one["platform"], "", "", one["results"], one["spend"]) for one in shown]
            continue
        of, outcome = _asked(features, finding, named), str(finding["outcome"])
        recent = of & inside
        mine = features[recent if int(features.loc[recent, outcome].notna().sum()) >= COUNT else of]
        typical = _nearest(mine, outcome, COUNT, day="published")
        for index, one in zip(typical.index, typical.to_dict("records"), strict=True):
            told = (one["published"], one["platform"], one["format"], _words(posts.loc[[index]]))
            rows.append((place, *told, one[outcome], float("nan")))
    return pd.DataFrame(rows, columns=COLUMNS)


def _asked(features: pd.DataFrame, finding: Mapping[Hashable, Any], named: set[object]) -> pd.Series[bool]:
    """Return which posts a finding speaks of."""
    name, place = finding["name"], finding["place"]
    if finding["kind"] == FORMAT:
        found = (features["platform"] == place) & (features["format"] == name)
    elif finding["kind"] == SUBJECT:
        found = features["subject"] == name
    else:
        at = ~features["hour"].isin(list(named)) if name == REST else features["hour"] == name
        found = at & ((features["format"] == place) | (place == ALL))
    return pd.Series(found.fillna(False), dtype=bool)


def _nearest(rows: pd.DataFrame, outcome: str, count: int, *, day: str) -> pd.DataFrame:
    """Return so many rows whose outcome is nearest to the middle one, in the order of their days."""
    told = rows.dropna(subset=[outcome])
    near = (told[outcome] - told[outcome].median()).abs().sort_values(kind="stable").index[:count]
    return told.loc[near].sort_values(day, kind="stable")


def _words(post: pd.DataFrame) -> str:
    told = [str(one) for name in ("title", "text") for one in post[name].dropna()]
    line = " ".join("".join(told[:1]).split())
    return line if len(line) <= MOST else f"{line[:MOST].rsplit(' ', 1)[0]}…"
