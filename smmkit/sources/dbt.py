"""Tables of the public dbt packages for social media and ad reporting -> canonical tables."""

from __future__ import annotations

import pandas as pd

from smmkit.client import Client
from smmkit.schema import conform
from smmkit.sources.found import Drop
from smmkit.sources.privacy import mask_text
from smmkit.sources.report import Part
from smmkit.text import N_, Message

POSTS = "social_media_reporting__rollup_report"
ADS = {
    "campaign": "ad_reporting__campaign_report",
    "ad_set": "ad_reporting__ad_group_report",
    "ad": "ad_reporting__ad_report",
    "account": "ad_reporting__account_report",
}
_NETWORKS = {"twitter": "x", "twitter_organic": "x", "linkedin_pages": "linkedin", "facebook_pages": "facebook"}
_AD_NETWORKS = {
    "facebook_ads": "meta",
    "google_ads": "google",
    "linkedin_ads": "linkedin",
    "pinterest_ads": "pinterest",
    "tiktok_ads": "tiktok",
    "twitter_ads": "x",
    "microsoft_ads": "microsoft",
    "reddit_ads": "reddit",
    "snapchat_ads": "snapchat",
    "amazon_ads": "amazon",
}
POST_COLUMNS = {
    "platform": "platform",
    "page_id": "account_id",
    "page_name": "account_handle",
    "post_id": "post_id",
    "post_message": "text",
    "post_url": "url",
    "created_timestamp": "published_at",
    "impressions": "impressions",
    "likes": "likes",
    "comments": "comments",
    "shares": "shares",
    "clicks": "clicks_total",
}
AD_COLUMNS = {
    "platform": "platform",
    "account_id": "account_id",
    "account_name": "_account_name",
    "date_day": "date_start",
    "campaign_id": "campaign_id",
    "campaign_name": "campaign_name",
    "ad_group_id": "ad_set_id",
    "ad_group_name": "ad_set_name",
    "ad_id": "ad_id",
    "ad_name": "ad_name",
    "spend": "spend",
    "impressions": "impressions",
    "clicks": "clicks_all",
    "conversions": "results",
    "conversions_value": "conversions_value",
}
# The packages write 0 for what the network does not report, and views into YouTube's clicks.
_NEVER_REPORTED = {"facebook": ("comments", "shares"), "youtube": ("impressions", "clicks_total")}

_OTHERS = Message(N_("They belong to accounts that client.toml does not name."))

Found = tuple[Part, list[tuple[str, pd.DataFrame]]]


def posts_from_rollup(raw: pd.DataFrame, client: Client) -> Found:
    """Return the client's posts from the rollup of all networks.

    Parameters
    ----------
    raw
        Rows of `social_media_reporting__rollup_report`.
    client
        Whose pages count.

    Returns
    -------
    tuple
        What was understood, and the rows of `posts`.

    """
    frame = raw.rename(columns=POST_COLUMNS)
    frame["platform"] = _named(frame["platform"], _NETWORKS)
    frame, dropped = _own_posts(frame, client)
    frame["published_at"] = pd.to_datetime(frame["published_at"], utc=True).astype("datetime64[us, UTC]")
    frame, warnings = _reported(frame)
    parts = [column for column in ("likes", "comments", "shares") if column in frame]
    names = [
        "+".join(part for part, known in zip(parts, row, strict=True) if known)
        for row in frame[parts].notna().to_numpy()
    ]
    latest = frame["published_at"].dt.tz_localize(None).dt.normalize().max()
    frame = frame.assign(
        grain="lifetime",
        is_own=True,
        published_precision="minute",
        interactions=frame[parts].sum(axis=1, min_count=1).astype("Int64"),
        interactions_parts=pd.Series(names, index=frame.index, dtype="str"),
        as_of=pd.Series(latest, index=frame.index, dtype="datetime64[us]"),
    )
    if "text" in frame:
        frame["text"] = mask_text(frame["text"].astype("str"))
    table = conform(_audited(frame, POSTS), "posts")
    how = Message(N_("The dbt package writes UTC."))
    return _part(table, "posts", raw, dropped, warnings, how), [("posts", table)]


def ads_from_report(raw: pd.DataFrame, level: str, client: Client) -> Found:
    """Return the client's spend by day from one level of the ad reports.

    Parameters
    ----------
    raw
        Rows of an `ad_reporting__..._report`.
    level
        campaign or account (both become `ads`), ad_set or ad (`ads_detail`: no sum may count spend twice).
    client
        Whose ad accounts count, and the currency, which the packages do not name.

    Returns
    -------
    tuple
        What was understood, and the rows.

    """
    frame = raw.rename(columns=AD_COLUMNS)
    frame["platform"] = _named(frame["platform"], _AD_NETWORKS)
    known = frame["platform"].isin(list(_AD_NETWORKS.values()))
    foreign = _drops(known, Message(N_("They are from a network this workbook does not know.")))
    own, warnings = _own_ads(frame[known], client)
    frame = frame[known][own]
    days = pd.to_datetime(frame["date_start"]).astype("datetime64[us]")
    frame = frame.assign(
        level=level,
        currency=client.currency,
        date_start=days,
        date_stop=days,
        result_type="conversions" if "results" in frame else None,
        as_of=pd.Series(days.max(), index=frame.index, dtype="datetime64[us]"),
    )
    for column in ("spend", "impressions", "clicks_all", "results", "conversions_value"):
        if column in frame:
            frame[column] = pd.to_numeric(frame[column]).astype("Float64")
    table = "ads" if level in ("campaign", "account") else "ads_detail"
    rows = conform(_audited(frame, ADS[level]), table)
    currency = Message(
        N_("The table names no currency; {currency} of client.toml was assumed."), {"currency": client.currency}
    )
    return _part(rows, table, raw, foreign + _drops(own, _OTHERS), (currency, *warnings), None), [(table, rows)]


def _own_posts(frame: pd.DataFrame, client: Client) -> tuple[pd.DataFrame, tuple[Drop, ...]]:
    """Keep the rows of the client's own pages: a warehouse may hold many clients."""
    keys = {
        (a.platform, key.casefold()) for a in client.accounts for key in (a.account_id, a.handle.lstrip("@")) if key
    }
    named = [
        frame[column].astype("str").str.casefold() for column in ("account_id", "account_handle") if column in frame
    ]
    own = pd.Series(
        [any((row[0], cell) in keys for cell in row[1:]) for row in zip(frame["platform"], *named, strict=True)],
        index=frame.index,
        dtype=bool,
    )
    return frame[own].copy(), _drops(own, _OTHERS)


def _reported(frame: pd.DataFrame) -> tuple[pd.DataFrame, tuple[Message, ...]]:
    """Undo what the package writes for want of a number: zeros, and views in YouTube's clicks."""
    frame = frame.copy()
    counts = [c for c in ("impressions", "likes", "comments", "shares", "clicks_total") if c in frame]
    for column in counts:
        frame[column] = pd.to_numeric(frame[column]).astype("Int64")
    if "clicks_total" in frame:
        frame["views"] = frame["clicks_total"].where(frame["platform"] == "youtube")
    said = []
    for network, rows in frame.groupby("platform").groups.items():
        for column in counts:
            cells = frame.loc[rows, column]
            zeros = len(cells) > 1 and bool((cells.fillna(0) == 0).all()) and bool(cells.notna().any())
            if zeros or column in _NEVER_REPORTED.get(str(network), ()):
                frame.loc[rows, column] = pd.NA
            if zeros:
                values = {"column": column, "network": str(network)}
                said.append(Message(N_("{column} of {network} is 0 in every row: taken as not reported."), values))
    return frame, tuple(said)


def _own_ads(frame: pd.DataFrame, client: Client) -> tuple[pd.Series, tuple[Message, ...]]:
    """Tell the client's ad accounts: by id or name; else, with a warning, the only one of each network."""
    names = {client.name.casefold(), client.slug, *(a.handle.casefold().lstrip("@") for a in client.accounts)}
    ids = {account.account_id for account in client.accounts if account.account_id}
    own = frame["account_id"].astype("str").isin(ids)
    if "_account_name" in frame:
        own |= frame["_account_name"].astype("str").str.casefold().isin(names)
    if own.any() or frame.empty:
        return own, ()
    alone = frame.groupby("platform")["account_id"].transform("nunique") == 1
    taken = ", ".join(sorted(frame.loc[alone, "account_id"].astype("str").unique()))
    said = Message(
        N_("No ad account is named in client.toml; the only one of its network was taken: {accounts}."),
        {"accounts": taken or "–"},
    )
    return alone.astype(bool), (said,)


def _named(networks: pd.Series, names: dict[str, str]) -> pd.Series:
    plain = networks.astype("str").str.casefold()
    return plain.map(names).fillna(plain).astype("str")


def _drops(kept: pd.Series, why: Message) -> tuple[Drop, ...]:
    left_out = int((~kept).sum())
    return (Drop(left_out, why),) if left_out else ()


def _audited(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    return frame.assign(source_file=name, source_row=frame.index)


def _part(
    rows: pd.DataFrame,
    table: str,
    raw: pd.DataFrame,
    dropped: tuple[Drop, ...],
    warnings: tuple[Message, ...],
    how: Message | None,
) -> Part:
    days = rows["published_at" if table == "posts" else "date_start"].dropna()
    return Part(
        source="warehouse",
        label=N_("SQL warehouse"),
        table=table,
        rows=len(rows),
        rows_read=len(raw),
        grain="lifetime" if table == "posts" else "",
        dropped=dropped,
        first=str(days.min())[:10] if len(days) else None,
        last=str(days.max())[:10] if len(days) else None,
        timezone="UTC" if how else None,
        timezone_how=how,
        warnings=warnings,
    )
