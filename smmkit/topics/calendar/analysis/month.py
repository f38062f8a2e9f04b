"""The posts a month still needs, beside those the client's calendar holds already."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from datetime import date

import numpy as np
import pandas as pd

from smmkit.measures.coverage import a_week, told_days
from smmkit.topics.calendar.analysis.formats import NOT_PLANNED, Sides, suited_formats
from smmkit.topics.calendar.analysis.mix import COMMUNITY, SELL, SHARE, TELL, apportion, interleaved
from smmkit.topics.calendar.analysis.weeks import Week

ENDED = ("rejected",)
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
    lasting = posts[~posts["format"].isin(NOT_PLANNED).to_numpy(bool)]
    when = lasting[PUBLISHED_AT].dt.tz_localize(None) if len(lasting) else pd.Series(dtype="datetime64[us]")
    days = when.dt.normalize()
    paces = {}
    for name in networks:
        mine = lasting["platform"] == name
        count = int(days[mine].between(first, last).sum())
        paces[name] = a_week(count, told_days(lasting[mine], days[mine], first, last))
    return {name: int(np.clip(round(pace), 1, 7)) for name, pace in paces.items()}


def wanted_posts(
    weeks: Sequence[Week],
    per_week: Mapping[str, float],
    have: pd.DataFrame,
    *,
    formats: Mapping[str, Mapping[str, float]],
    axes: Mapping[str, float],
    purposes: Mapping[str, int],
    exploration_share: float,
    sides: Sides | None = None,
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
    sides
        What is known of formats, by what a purpose counts; None where nothing is.

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
        in_turn = interleaved(share_purposes)
        columns = {
            "format": suited_formats(in_turn, str(network), formats[str(network)], sides or {}),
            "axis": list(np.roll(np.array(interleaved(share_axes), dtype=object), place)),
            "purpose": in_turn,
        }
        parts.append(own.assign(**columns))
    if not parts:
        return slots.assign(format="", axis="", purpose="", explores=False, post_id="")
    table = pd.concat(parts).sort_values(["week", "ideal", "network"], kind="stable").reset_index(drop=True)
    every = 1 / exploration_share if exploration_share > 0 else np.inf
    turn = np.arange(1, len(table) + 1)
    table["explores"] = np.floor(turn / every) > np.floor((turn - 1) / every)
    return named(table, weeks)


def open_slots(weeks: Sequence[Week], per_week: Mapping[str, float], have: pd.DataFrame) -> pd.DataFrame:
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


def named(table: pd.DataFrame, weeks: Sequence[Week]) -> pd.DataFrame:
    """Return posts with ids that say week, network, format and subject; the same post has the same id next time.

    Parameters
    ----------
    table
        Posts: `week` (place in `weeks`), `network`, `format`, `axis`; `slug` of those that tell of an occasion, which
        stands for format and subject.
    weeks
        The weeks of the month.

    Returns
    -------
    DataFrame
        With `post_id`.

    """
    from smmkit.measures.labels import campaign_name

    seen: dict[str, int] = {}
    names = []
    for row in table.itertuples():
        what = getattr(row, "slug", None)
        about = f"{row.format}-{campaign_name(str(row.axis)) or 'post'}" if what is None or pd.isna(what) else what
        name = f"{weeks[int(str(row.week))].name}-{row.network}-{about}"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return table.assign(post_id=names)


def within_cap(purposes: pd.Series, own: pd.Series, cap: float, *, fixed: Collection[Hashable] = ()) -> pd.Series:
    """Return the purposes of the new posts, the last that would sell turned into others until the cap is kept.

    Parameters
    ----------
    purposes
        Of the new posts, in the order they were made.
    own
        Of the posts the calendar holds already.
    cap
        Largest share of the whole month that may sell.
    fixed
        Posts of the index whose format would bring less for anything else: they are turned last.

    Returns
    -------
    Series of str
        Same index as `purposes`.

    """
    kept = purposes.copy()
    month = len(kept) + len(own)
    over = int((kept == SELL).sum() + (own == SELL).sum()) - int(np.floor(cap * month + 1e-9))
    selling = kept.index[kept == SELL]
    ranked = [*(one for one in selling if one in fixed), *(one for one in selling if one not in fixed)]
    kept[ranked[max(len(ranked) - max(over, 0), 0) :]] = TELL
    return kept
