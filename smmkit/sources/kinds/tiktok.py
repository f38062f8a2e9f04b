"""TikTok: videos and days from Business Center and from the creator's own export."""

from __future__ import annotations

import pandas as pd

from smmkit.sources import ids
from smmkit.sources.addresses import moment_from_id, read_address
from smmkit.sources.daily import dated_by_file, long_daily, year_from_name
from smmkit.sources.kind import ExportKind, Reading, Zone
from smmkit.sources.layout import single
from smmkit.sources.steps import add_interactions, check_ids, mark_own, masked
from smmkit.sources.tongues import in_tongues
from smmkit.sources.translations import TIKTOK
from smmkit.text import N_, Message

_ADDRESS = r"tiktok\.com/@(?P<handle>[\w.]+)/(?:video|photo)/(?P<id>\d+)"
_WEST = Zone(
    "", N_("TikTok cuts days in a zone of its own west of UTC: a video of the first hours may count to the day before.")
)
_UTC = Zone("UTC", N_("TikTok Business Center writes UTC (found by comparing exports with the videos' ids)."))
_SOCIAL = ("_likes", "_comments", "_shares")


def by_hour(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Average the followers online over the days, hour by hour."""
    hour = pd.to_numeric(frame["_hour"].str.extract(r"^(\d{1,2})(?::00)?$")[0], errors="coerce")
    frame = reading.drop(frame.assign(_hour=hour), hour.isna(), Message(N_("The hour cannot be read.")))
    if len(set(frame["_hour"].value_counts())) > 1:
        reading.warn(Message(N_("Some days lack some hours, so the means of those hours rest on fewer days.")))
    last = frame["day"] == frame["day"].max()
    unfinished = last & _zeros_at_the_end(frame.loc[last]).reindex(frame.index, fill_value=False)
    why = Message(N_("Hours of the last day that had not come yet when the file was made: they hold zeros."))
    day = frame["day"].max()
    frame = reading.drop(frame, unfinished, why)
    reading.summed = True
    means = frame.groupby("_hour", sort=True)["_online"].mean().round().astype("Int64")
    first = frame.groupby("_hour", sort=True)["source_row"].first()
    return pd.DataFrame(
        {
            "platform": "tiktok",
            "dimension": "hour",
            "value": means.index.astype(int).astype(str),
            "count": means.to_numpy(),
            "as_of": day,
            "source_file": reading.path,
            "source_row": first.to_numpy(),
        }
    )


def _zeros_at_the_end(hours: pd.DataFrame) -> pd.Series:
    """Tell which hours of a day are zeros after which nothing else comes; none if the whole day is zeros."""
    ordered = hours.sort_values("_hour")["_online"].fillna(0)
    later = ordered.iloc[::-1].cummax().iloc[::-1]
    return (later == 0) & bool((ordered > 0).any())


def needs_moment(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Leave out videos whose id does not tell when they were published: their dates have no year."""
    why = Message(N_("The date has no year and the video's address holds no id."))
    return reading.drop(frame, frame["published_at"].isna(), why)


_SEXES = {"male": "men", "female": "women", "other": "unknown", "others": "unknown"}


def sex_alone(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Write shares by sex as those of all ages."""
    return frame.assign(sex=frame["value"].str.casefold().map(_SEXES).astype("str"), value="all")


_POSTS = {
    "platform": "tiktok",
    "grain": "lifetime",
    "format": "video",
    "published_precision": "minute",
}
_DAILY = {
    "_views": ("views", "total"),
    "_reach": ("reach", "total"),
    "_profile": ("profile_visits", "total"),
    "_likes": ("likes", "total"),
    "_comments": ("comments", "total"),
    "_shares": ("shares", "total"),
    "_followers": ("followers_total", "total"),
    "_new": ("follows_new", "total"),
    "_lost": ("unfollows", "total"),
}

_KINDS = (
    ExportKind(
        name="tiktok-business-videos",
        label=N_("TikTok videos (Business Center)"),
        table="posts",
        headers={
            "title": ("Video title",),
            "url": ("Video link",),
            "published_at": ("Post time",),
            "views": ("Video views",),
            "likes": ("Likes",),
            "comments": ("Comments",),
            "shares": ("Shares",),
            "saves": ("Add to Favorites", "Favorites"),
            "duration_s": ("Duration",),
            "reach": ("Reached audience",),
            "follows": ("New followers",),
        },
        required=("url", "published_at", "views", "likes"),
        layout=single,
        constants=_POSTS,
        times={"published_at": ("%Y/%m/%d %H:%M:%S", "%Y-%m-%d %H:%M:%S")},
        zone=_UTC,
        steps=(
            read_address(_ADDRESS),
            masked("title"),
            add_interactions,
            mark_own,
            check_ids(ids.tiktok, "post_id"),
        ),
    ),
    ExportKind(
        name="tiktok-creator-videos",
        label=N_("TikTok videos (TikTok Studio)"),
        table="posts",
        headers={
            "title": ("Video title",),
            "url": ("Video link",),
            "views": ("Total views",),
            "likes": ("Total likes",),
            "comments": ("Total comments",),
            "shares": ("Total shares",),
            "_when": ("Post time",),
        },
        required=("url", "views", "likes", "_when"),
        layout=single,
        constants=_POSTS,
        zone=Zone(
            "UTC", N_("TikTok Studio gives days without a year; the moment comes from the videos' ids, which hold UTC.")
        ),
        known=("Time",),
        steps=(
            read_address(_ADDRESS),
            masked("title"),
            moment_from_id(ids.tiktok, "post_id"),
            needs_moment,
            add_interactions,
            mark_own,
        ),
    ),
    ExportKind(
        name="tiktok-business-daily",
        label=N_("TikTok account by day (Business Center)"),
        table="daily",
        headers={
            "day": ("Date",),
            "_views": ("Video views",),
            "_reach": ("Reached audience",),
            "_profile": ("Profile views",),
            "_likes": ("Likes",),
            "_comments": ("Comments",),
            "_shares": ("Shares",),
            "_followers": ("Followers", "Total followers"),
            "_new": ("New followers",),
            "_lost": ("Lost followers",),
        },
        required=("day", "_views", "_reach", "_profile"),
        layout=single,
        constants={"platform": "tiktok"},
        times={"day": ("%Y/%m/%d", "iso")},
        zone=_UTC,
        scratch=dict.fromkeys(_DAILY, "count"),
        known=(
            "Net growth",
            "Engaged audience",
            "Phone number clicks",
            "Website clicks",
            "Leads submission",
            "Email clicks",
            "Address clicks",
            "App download link clicks",
        ),
        steps=(long_daily(_DAILY, interactions={"total": _SOCIAL}),),
    ),
    ExportKind(
        name="tiktok-business-audience",
        label=N_("TikTok audience by day (Business Center)"),
        table="daily",
        headers={
            "day": ("Date",),
            "_new": ("New followers",),
            "_followers": ("Total followers",),
            "_reach": ("Reached audience",),
        },
        required=("day", "_new", "_followers"),
        excluded=("Video views",),
        layout=single,
        constants={"platform": "tiktok"},
        times={"day": ("%Y/%m/%d", "iso")},
        zone=_UTC,
        scratch=dict.fromkeys(("_new", "_followers", "_reach"), "count"),
        known=("Engaged audience", "Net growth", "Lost followers"),
        steps=(long_daily({name: _DAILY[name] for name in ("_new", "_followers", "_reach")}),),
    ),
    ExportKind(
        name="tiktok-viewers-daily",
        label=N_("TikTok viewers by day (TikTok Studio)"),
        table="daily",
        headers={
            "_day": ("Date",),
            "_reach": ("Total Viewers",),
            "_newcomers": ("New Viewers",),
            "_back": ("Returning Viewers",),
        },
        required=("_day", "_reach", "_newcomers", "_back"),
        layout=single,
        constants={"platform": "tiktok"},
        zone=_WEST,
        scratch={"_reach": "count"},
        steps=(year_from_name("_day"), long_daily({"_reach": ("reach", "total")})),
    ),
    ExportKind(
        name="tiktok-territories",
        label=N_("Where TikTok followers live (TikTok Studio)"),
        table="audience",
        headers={"value": ("Top territories",), "share": ("Distribution",)},
        required=("value", "share"),
        layout=single,
        constants={"platform": "tiktok", "dimension": "country"},
        steps=(dated_by_file,),
    ),
    ExportKind(
        name="tiktok-gender",
        label=N_("Sex of TikTok followers (TikTok Studio)"),
        table="audience",
        headers={"value": ("Gender",), "share": ("Distribution",)},
        required=("value", "share"),
        layout=single,
        constants={"platform": "tiktok", "dimension": "age_sex"},
        steps=(sex_alone, dated_by_file),
    ),
    ExportKind(
        name="tiktok-creator-daily",
        label=N_("TikTok account by day (TikTok Studio)"),
        table="daily",
        headers={
            "_day": ("Date",),
            "_views": ("Video Views",),
            "_profile": ("Profile Views",),
            "_likes": ("Likes",),
            "_comments": ("Comments",),
            "_shares": ("Shares",),
            "_followers": ("Followers",),  # until 2021 one table told both
        },
        required=("_day", "_views", "_profile"),
        excluded=("Reached audience",),
        layout=single,
        constants={"platform": "tiktok"},
        zone=_WEST,
        scratch=dict.fromkeys(_DAILY, "count"),
        known=("Unique Viewers", "Difference in followers from previous day", "Net followers"),
        steps=(year_from_name("_day"), long_daily(_DAILY, interactions={"total": _SOCIAL})),
    ),
    ExportKind(
        name="tiktok-followers-daily",
        label=N_("TikTok followers by day (TikTok Studio)"),
        table="daily",
        headers={
            "_day": ("Date",),
            "_followers": ("Followers",),
            "_change": ("Difference in followers from previous day",),
        },
        required=("_day", "_followers", "_change"),
        layout=single,
        constants={"platform": "tiktok"},
        zone=_WEST,
        scratch={"_followers": "count"},
        steps=(year_from_name("_day"), long_daily({"_followers": ("followers_total", "total")})),
    ),
    ExportKind(
        name="tiktok-follower-activity",
        label=N_("Hours at which TikTok followers are online (TikTok Studio)"),
        table="audience",
        headers={"_day": ("Date",), "_hour": ("Hour",), "_online": ("Active followers",)},
        required=("_day", "_hour", "_online"),
        layout=single,
        constants={"platform": "tiktok", "dimension": "hour"},
        zone=Zone("client", N_("TikTok Studio shows hours in the phone's zone, taken to be the client's.")),
        scratch={"_online": "number"},
        steps=(year_from_name("_day"), by_hour),
    ),
)
KINDS = tuple(
    in_tongues(kind, TIKTOK) if "creator-daily" in kind.name or "followers" in kind.name else kind for kind in _KINDS
)
