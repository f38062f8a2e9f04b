"""Real posts behind a finding: typical ones, because the best ones would only show luck."""

from __future__ import annotations

import pandas as pd

from smmkit.measures.posts import post_features

COUNT = 3
RECENT_DAYS = 182
MOST = 60
COLUMNS = ["platform", "format", "side", "outcome", "published", "words", "value"]


def typical_posts(posts: pd.DataFrame, effects: pd.DataFrame, *, end: pd.Timestamp, count: int = COUNT) -> pd.DataFrame:
    """Return, for each format that works or does not, recent posts whose result is nearest to its middle one.

    A format that brings more of one thing and less of another is shown for both.

    Parameters
    ----------
    posts
        Canonical posts with `published_local`.
    effects
        From `format_effects`.
    end
        Last day that counts; posts of the half year before it are shown.
    count
        How many of each format.

    Returns
    -------
    DataFrame
        `platform`, `format`, `side` (`works` or `fails`), `outcome` (its clearest one), `published` (local day),
        `words` (title, or else the first words of the text), `value` (what it earned); the clearest finding first.

    """
    features = post_features(posts)
    recent = features[features["published"].between(end - pd.Timedelta(days=RECENT_DAYS), end + pd.Timedelta(days=1))]
    clear = effects[effects["side"].ne("")].sort_values("p_value").drop_duplicates(["platform", "format", "side"])
    rows = []
    for finding in clear.to_dict("records"):
        outcome = str(finding["outcome"])
        own = recent[(recent["platform"] == finding["platform"]) & (recent["format"] == finding["format"])]
        told = own.dropna(subset=[outcome])
        near = (told[outcome] - told[outcome].median()).abs().sort_values(kind="stable").index[:count]
        for place in near:
            shown = (finding["platform"], finding["format"], finding["side"], outcome)
            rows.append((*shown, told.loc[place, "published"], _words(posts.loc[place]), told.loc[place, outcome]))
    return pd.DataFrame(rows, columns=COLUMNS)


def _words(post: pd.Series) -> str:
    told = next((str(post[name]) for name in ("title", "text") if not pd.isna(post[name])), "")
    line = " ".join(told.split())
    return line if len(line) <= MOST else f"{line[:MOST].rsplit(' ', 1)[0]}…"
