"""Write a client of the outside world as a folder: a brief, a plan, and the files its platforms would export."""

from __future__ import annotations

from pathlib import Path

import outside_world as outside
import pandas as pd

BRIEF = """name = "{own}"
sector = "Ferretería"
country = "ES"
language = "en"
timezone = "Europe/Madrid"
currency = "EUR"
week_start = "monday"
margin = 0.4
monthly_budget = 1500.0
budget_step = 10.0
{accounts}{rivals}
[[goals]]
id = "more"
goal = "More visits"
metric = "sessions"
direction = "up"
start = 2026-01-01
deadline = 2026-12-31
owner = "approver"

[brand]
colour = "#8A3B12"
tone = ["close"]
avoid = ["politics"]

[roles]
approver = "Management"
social_media_manager = "Social media manager"
community_manager = "Community manager"
crisis_lead = "Spokesperson"
"""
PLAN = """period = "2026-09"

[[objectives]]
id = "OB-sessions"
title = "More visits"
status = "approved"
by = "approver"
on = 2026-08-01
deadline = 2026-12-31
because = ["ST-visits"]
metric = "sessions"
unit = "count"
baseline = {baseline}
target = {target}
owner = "social_media_manager"

[[strategies]]
id = "ST-visits"
title = "Visits from the networks"
status = "approved"
by = "approver"
on = 2026-08-01
because = ["EV-data-web"]

[[campaigns]]
id = "CA-otono"
title = "Otoño"
status = "approved"
by = "approver"
on = 2026-09-01
because = ["ST-visits"]
metric = "sessions"
start = {start}
end = {end}

[[budget_lines]]
id = "BL-meta-ads"
title = "Meta ads"
status = "approved"
by = "approver"
on = 2026-08-01
because = ["ST-visits"]
value = 900.0
unit = "money"
"""
_TYPES = {"image": "IG image", "carousel": "IG carousel", "reel": "IG reel"}
_PAGE_TYPES = {"image": "Photos", "carousel": "Multi media", "reel": "Reels"}


def write_outside(folder: Path, one: outside.Client) -> None:
    """Write `client.toml`, `plan.toml` and `exports/` of one client."""
    exports = folder / "exports"
    exports.mkdir(parents=True)
    posts = one.tables["posts"]
    numbers = {name: f"1784{number:013d}" for number, name in enumerate(sorted(posts["account_id"].unique()), 1)}
    accounts = "".join(
        f'\n[[accounts]]\nplatform = "{"facebook" if name == "fb0" else "instagram"}"\nhandle = "{name}"\n'
        f'account_id = "{number}"\n'
        for name, number in numbers.items()
    )
    rivals = "".join(f'\n[[competitors]]\nname = "{name}"\n' for name in outside.RIVALS)
    (folder / "client.toml").write_text(
        BRIEF.format(own=outside.OWN, accounts=accounts, rivals=rivals), encoding="utf-8"
    )
    usual = float(one.tables["web"]["sessions"].iloc[-120:-60].mean() * 30)
    start, end = (f"{day:%Y-%m-%d}" for day in outside.CAMPAIGN)
    plan = PLAN.format(baseline=round(usual), target=round(usual * 1.1), start=start, end=end)
    (folder / "plan.toml").write_text(plan, encoding="utf-8")
    _write_posts(exports, posts, numbers)
    _write_web(exports, one.tables["web"])
    _write_ads(exports, one.tables["ads"])
    daily = one.tables["daily"].assign(account_id=lambda t: t["account_id"].map(numbers))
    for name, table in {**one.tables, "daily": daily}.items():
        if name not in {"posts", "web", "ads"}:
            _kept(table).to_csv(exports / f"{name}.csv", index=False)


def _kept(table: pd.DataFrame) -> pd.DataFrame:
    """Return what somebody would keep by hand: no audit columns, no empty ones, local times."""
    table = table.drop(columns=["source_file", "source_row", "local_at"], errors="ignore").dropna(axis=1, how="all")
    moments = [name for name in table if isinstance(table[name].dtype, pd.DatetimeTZDtype)]
    local = {name: table[name].dt.tz_convert("Europe/Madrid").dt.strftime("%Y-%m-%dT%H:%M") for name in moments}
    return table.assign(**local)


def _write_posts(exports: Path, posts: pd.DataFrame, numbers: dict[str, str]) -> None:
    local = posts["published_at"].dt.tz_convert("America/Los_Angeles").dt.strftime("%m/%d/%Y %H:%M")
    common = {
        "Publish time": local, "Duration (sec)": 0, "Data comment": "", "Date": "Lifetime", "Reach": posts["reach"],
        "Shares": posts["shares"], "Comments": posts["comments"], "Description": "Text of post " + posts["post_id"],
    }  # fmt: skip
    table = pd.DataFrame(common, index=posts.index)
    ours = posts["platform"].eq("instagram")
    names = posts["account_id"].map(numbers)
    own_ids = pd.Series([f"180{number:014d}" for number in range(len(posts))], index=posts.index)
    insta = table[ours].assign(
        **{"Post ID": own_ids, "Account ID": names, "Account username": posts["account_id"], "Account name": "Casa",
           "Permalink": "https://www.instagram.com/p/" + own_ids + "/", "Post type": posts["format"].map(_TYPES),
           "Views": (posts["reach"] * 1.3).astype(int), "Likes": posts["likes"], "Saves": posts["saves"], "Follows": 0}
    )  # fmt: skip
    insta.to_csv(exports / "instagram.csv", index=False)
    page = table[~ours].assign(
        **{"Post ID": own_ids, "Page ID": names, "Page name": "Casa", "Title": "", "Caption type": "N/A",
           "Permalink": "https://www.facebook.com/casa/posts/" + own_ids, "Is crosspost": 0, "Is share": 0,
           "Post type": posts["format"].map(_PAGE_TYPES), "Languages": "", "Custom labels": "",
           "Funded content status": "", "Views": (posts["reach"] * 1.3).astype(int),
           "Reactions, comments and shares": posts["interactions"], "Reactions": posts["likes"],
           "Total clicks": posts["comments"] * 3, "3-second video views": 0, "Link Clicks": 0}
    )  # fmt: skip
    page.to_csv(exports / "facebook.csv", index=False)


def _write_web(exports: Path, web: pd.DataFrame) -> None:
    days = web["day"].dt.strftime("%Y%m%d")
    head = f"# ----\n# Report CSV Export\n# Start date: {days.iloc[0]}\n# End date: {days.iloc[-1]}\n"
    users = (web["sessions"] * 0.8).astype(int)
    table = pd.DataFrame(
        {"Date": days, "Session default channel group": "Organic Search", "Sessions": web["sessions"],
         "Total users": users, "Engaged sessions": users, "Key events": (web["sessions"] // 40),
         "Total revenue": (web["sessions"] // 40) * 30.0}
    )  # fmt: skip
    (exports / "ga4.csv").write_text(head + table.to_csv(index=False), encoding="utf-8")


def _write_ads(exports: Path, ads: pd.DataFrame) -> None:
    day = ads["date_start"].dt.strftime("%Y-%m-%d")
    clicks = (ads["impressions"] * 0.012).round().astype(int)
    table = pd.DataFrame(
        {"Reporting starts": day, "Reporting ends": day, "Campaign name": ads["campaign_name"],
         "Campaign delivery": "active", "Results": clicks, "Result indicator": "actions:link_click",
         "Amount spent (EUR)": ads["spend"], "Impressions": ads["impressions"],
         "Reach": (ads["impressions"] * 0.8).astype(int), "Link clicks": clicks}
    )  # fmt: skip
    table.to_csv(exports / "meta_ads.csv", index=False)
