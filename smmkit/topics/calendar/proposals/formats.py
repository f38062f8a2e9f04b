"""Which formats the next month is made of: those that are published, without those that were decided to end."""

from __future__ import annotations

import pandas as pd

from smmkit.measures.posts import own_posts
from smmkit.plan import Plan


def formats_used(posts: pd.DataFrame, features: pd.DataFrame) -> pd.DataFrame:
    """Return the posts that tell which formats a network uses.

    Parameters
    ----------
    posts
        Canonical posts.
    features
        From `post_features`: posts with a minute of publication; a network that tells days alone has none of them.

    Returns
    -------
    DataFrame
        `platform`, `format`, `month`.

    """
    own = own_posts(posts)
    own = own[~own["platform"].isin(features["platform"]) & own["published_local"].notna()]
    form, months = own["format"].fillna("other"), own["published_local"].dt.strftime("%Y-%m")
    days_alone = pd.DataFrame({"platform": own["platform"], "format": form, "month": months})
    return pd.concat([features[["platform", "format", "month"]], days_alone], ignore_index=True)


def ended_formats(plan: Plan) -> dict[tuple[str, str], str]:
    """Return the formats an approved review ends, by network and format, with the one that comes instead, if any."""
    found = {}
    for entry in plan.decisions:
        parts = entry.id.split("-")
        if entry.status == "approved" and entry.choice in ("stop", "change") and len(parts) == 4:
            instead = [id.split("-")[2] for id in entry.because[1:2] if id.startswith(f"RS-{parts[2]}-")]
            found[parts[2], parts[3]] = instead[0] if instead and entry.choice == "change" else ""
    return found
