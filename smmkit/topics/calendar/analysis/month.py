"""The posts a month still needs, beside those the client's calendar holds already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pandas as pd

from smmkit.measures.coverage import a_week, told_days
from smmkit.topics.calendar.analysis.mix import COMMUNITY, SELL, SHARE, TELL, apportion, interleaved
from smmkit.topics.calendar.analysis.weeks import Week

ENDED = ("rejected",)
_NOT_PLANNED = ("story", "live", "other")
_FIRST_GUESS = ("image", "carousel", "video")
# Where nothing but films can be published, or nobody publishes anything else.
_FILMS = ("youtube", "tiktok")
_MONTHS_BACK = 6
PUBLISHED_AT = "published_local"


def purpose_of(calendar: pd.DataFrame, curated: pd.DataFrame) -> pd.Series:
    """Return what each post of the client's calendar is for.

    Its own column `purpose` counts first. Else a post sells if it belongs to a campaign or carries a link, and shares
    if its link is one of the curated sources'.

    Parameters
    ----------
    calendar
        The client's calendar: `campaign`, `link` and, where somebody filled it in, `purpose`.
    curated
        Sources whose posts are passed on: `url`.

    Returns
    -------
    Series of str
        One of `mix.PURPOSES` per post, same index.

    """
    own = calendar["purpose"] if "purpose" in calendar else pd.Series(pd.NA, index=calendar.index, dtype="str")
    known = own.where(own.isin([SELL, SHARE, COMMUNITY, TELL]))
    link = calendar["link"].fillna("").astype("str")
    sources = tuple(str(url) for url in curated["url"].dropna()) if len(curated) else ()
    shared = (
        link.map(lambda one: bool(one) and one.startswith(sources)) if sources else pd.Series(False, calendar.index)
    )
    sells = calendar["campaign"].notna() | ((link != "") & ~shared.astype(bool))
    guessed = pd.Series(TELL, index=calendar.index).mask(sells.astype(bool), SELL).mask(shared.astype(bool), SHARE)
    return known.fillna(guessed).astype("str")


def usual_pace(posts: pd.DataFrame, networks: Sequence[str], until: date) -> dict[str, int]:
    """Return posts a week on each network so far: those of the last thirteen weeks that its files tell of.

    One a week at least and seven at most.

    Parameters
    ----------
    posts
        The client's own posts.
    networks
        Networks to plan for.
    until
        Last day that counts.

    Returns
    -------
    dict
        Network -> whole posts a week.

    """
    last = pd.Timestamp(until)
    first = last - pd.Timedelta(days=7 * 13 - 1)
    lasting = posts[~posts["format"].isin(_NOT_PLANNED).to_numpy(bool)]
    when = lasting[PUBLISHED_AT].dt.tz_localize(None) if len(lasting) else pd.Series(dtype="datetime64[us]")
    days = when.dt.normalize()
    paces = {}
    for name in networks:
        mine = lasting["platform"] == name
        count = int(days[mine].between(first, last).sum())
        paces[name] = a_week(count, told_days(lasting[mine], days[mine], first, last))
    return {name: int(np.clip(round(pace), 1, 7)) for name, pace in paces.items()}


def format_weights(
    posts: pd.DataFrame, networks: Sequence[str], ideas: pd.DataFrame,
    ended: Mapping[tuple[str, str], str] | None = None,
) -> dict[str, dict[str, float]]:  # fmt: skip
    """Return how often each network uses each format, over the last half year; what vanishes in a day is left out.

    A network without posts takes the formats of the team's ideas for it, else image, carousel and video alike; where
    films alone are published, films.

    Parameters
    ----------
    posts
        The client's own posts, or `post_features`: `platform`, `format` and the `month` of publication.
    networks
        Networks to plan for.
    ideas
        The team's ideas: `networks`, `format`.
    ended
        What was decided to end, by network and format: the format that comes instead; empty where none does.

    Returns
    -------
    dict
        Network -> format -> posts counted (or ideas); weights for `mix.apportion`.

    """
    recent = posts[posts["month"].isin(sorted(posts["month"].unique())[-_MONTHS_BACK:])]
    recent = recent[~recent["format"].isin(_NOT_PLANNED)]
    found = {}
    for name in networks:
        counted = recent.loc[recent["platform"] == name, "format"].value_counts()
        asked = (
            ideas.loc[ideas["networks"].fillna("").str.contains(name, regex=False), "format"].dropna().value_counts()
        )
        used = counted if len(counted) else asked
        guess = ("video",) if name in _FILMS else _FIRST_GUESS
        found[name] = {str(form): float(n) for form, n in used.items()} or dict.fromkeys(guess, 1.0)
        found[name] = _without_ended(name, found[name], ended or {})
    return found


def _without_ended(network: str, weights: dict[str, float], ended: Mapping[tuple[str, str], str]) -> dict[str, float]:
    """Give the places of a format that was ended to the one that comes instead, else to all others."""
    kept = {form: weight for form, weight in weights.items() if (network, form) not in ended}
    for form, weight in weights.items():
        if instead := ended.get((network, form)):
            kept[instead] = kept.get(instead, 0.0) + weight
    return kept or weights


def wanted_posts(
    weeks: Sequence[Week],
    per_week: Mapping[str, int],
    have: pd.DataFrame,
    *,
    formats: Mapping[str, Mapping[str, float]],
    axes: Mapping[str, float],
    purposes: Mapping[str, int],
    exploration_share: float,
) -> pd.DataFrame:
    """Return the posts the month still needs, week by week.

    Subjects and purposes are split over the whole month and then over the networks, so that both add up exactly; on
    each network they follow each other as evenly mixed as whole posts allow.

    Parameters
    ----------
    weeks
        From `weeks_of`.
    per_week
        Posts a week by network.
    have
        The client's own posts of the month: `week` (name), `network`.
    formats
        From `format_weights`.
    axes
        Weight of each subject.
    purposes
        From `purposes_for`; they add up to the new posts of `open_slots`.
    exploration_share
        Share of posts that try hours nobody knows enough about.

    Returns
    -------
    DataFrame
        `post_id`, `week` (place in `weeks`), `network`, `format`, `axis`, `purpose`, `ideal` (0-1), `explores`.

    """
    slots = open_slots(weeks, per_week, have)
    left_axes, left_purposes = apportion(len(slots), axes), dict(purposes)
    parts = []
    for place, (network, own) in enumerate(slots.groupby("network", sort=False)):
        share_axes, share_purposes = apportion(len(own), left_axes), apportion(len(own), left_purposes)
        left_axes = {name: left_axes[name] - share_axes[name] for name in left_axes}
        left_purposes = {name: left_purposes[name] - share_purposes[name] for name in left_purposes}
        columns = {
            "format": interleaved(apportion(len(own), formats[str(network)])),
            "axis": list(np.roll(np.array(interleaved(share_axes), dtype=object), place)),
            "purpose": interleaved(share_purposes),
        }
        parts.append(own.assign(**columns))
    if not parts:
        return slots.assign(format="", axis="", purpose="", explores=False, post_id="")
    table = pd.concat(parts).sort_values(["week", "ideal", "network"], kind="stable").reset_index(drop=True)
    every = 1 / exploration_share if exploration_share > 0 else np.inf
    turn = np.arange(1, len(table) + 1)
    table["explores"] = np.floor(turn / every) > np.floor((turn - 1) / every)
    return table.assign(post_id=_names(table, weeks))


def open_slots(weeks: Sequence[Week], per_week: Mapping[str, int], have: pd.DataFrame) -> pd.DataFrame:
    """Return one row per post still missing: `week`, `network`, `ideal`; a week has what its open days allow.

    Parameters
    ----------
    weeks
        From `weeks_of`.
    per_week
        Network -> posts a week.
    have
        Posts that stand already: `week` (its name), `network`.

    Returns
    -------
    DataFrame
        `week` (place in `weeks`), `network`, `ideal` (moment within the week, 0 to 1).

    """
    days = sum(len(week.days) for week in weeks)
    rows = []
    for network, count in per_week.items():
        total = round(count * days / 7)
        shares = apportion(total, {week.name: float(len(week.open_days)) for week in weeks})
        for place, week in enumerate(weeks):
            held = int(((have["week"] == week.name) & (have["network"] == network)).sum())
            missing = max(shares[week.name] - held, 0)
            rows += [(place, network, (number + 0.5) / missing) for number in range(missing)]
    return pd.DataFrame(rows, columns=["week", "network", "ideal"]).astype({"week": int, "ideal": float})


def _names(table: pd.DataFrame, weeks: Sequence[Week]) -> list[str]:
    """Return ids that say week, network, format and subject; the same post has the same id next time."""
    from smmkit.measures.labels import campaign_name

    seen: dict[str, int] = {}
    names = []
    for row in table.itertuples():
        name = f"{weeks[int(str(row.week))].name}-{row.network}-{row.format}-{campaign_name(str(row.axis)) or 'post'}"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return names


def within_cap(purposes: pd.Series, own: pd.Series, cap: float) -> pd.Series:
    """Return the purposes of the new posts, the last that would sell turned into others until the cap is kept.

    Parameters
    ----------
    purposes
        Of the new posts, in the order they were made.
    own
        Of the posts the calendar holds already.
    cap
        Largest share of the whole month that may sell.

    Returns
    -------
    Series of str
        Same index as `purposes`.

    """
    kept = purposes.copy()
    month = len(kept) + len(own)
    over = int((kept == SELL).sum() + (own == SELL).sum()) - int(np.floor(cap * month + 1e-9))
    selling = kept.index[kept == SELL]
    kept[selling[max(len(selling) - max(over, 0), 0) :]] = TELL
    return kept
