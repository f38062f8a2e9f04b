"""Keys of the exercises about creators, partners, the team's report and the calendar."""

from __future__ import annotations

import pandas as pd

from smmkit.course.teacher.expect import Case, Expected, any_of, day, exactly, key, near, total


def _fraud(case: Case) -> tuple[str, pd.DataFrame]:
    """Return the hash of the creator that bought followers, and the weekly counts.

    The truth names it before hashing, so it is known here by the jump in the planted week.
    """
    creators = case.wb.table("creators").sort_values(["creator_hash", "as_of"])
    creators = creators.assign(jump=creators.groupby("creator_hash")["followers"].diff())
    week = creators[creators["as_of"] == pd.Timestamp(case.truth["creator"]["week"])]
    return str(week.sort_values("jump")["creator_hash"].iloc[-1]), creators


@key("05-creator")
def creator(case: Case) -> Expected:
    """The planted week, the followers that came in it, and those before it."""
    name, creators = _fraud(case)
    week = pd.Timestamp(case.truth["creator"]["week"])
    before = creators[(creators["creator_hash"] == name) & (creators["as_of"] < week)]["followers"].iloc[-1]
    after = creators[(creators["creator_hash"] == name) & (creators["as_of"] == week)]["followers"].iloc[0]
    return {"week": day(week), "came": exactly(after - before), "before": exactly(before)}


@key("05-cost")
def cost(case: Case) -> Expected:
    """The cheapest thousand views among honest creators."""
    name, creators = _fraud(case)
    last = creators[(creators["creator_hash"] != name) & (creators["as_of"] == creators["as_of"].max())]
    each = last["fee"] * last["posts_30"] * 1000 / last["views"]
    return {
        "per_thousand": near(each.min(), share=0.01),
        "followers": exactly(last["followers"][each == each.min()].iloc[0]),
    }


@key("05-overlap")
def overlap(case: Case) -> list[Expected]:
    """A guess is no number; JUDGE is right as well, if somebody signs it."""
    counted = case.wb.table("competitors").sort_values("day")
    own = counted[(counted["competitor"] == case.wb.client.name) & (counted["platform"] == "instagram")]
    first, followers = (total(own["followers_total"].iloc[place]) for place in (0, -1))
    return [{"verdict": any_of("NO DATA", "JUDGE"), "first": first, "followers": followers}]


@key("10-report")
def report(case: Case) -> Expected:
    """The week in which three posts too many were reported."""
    told = case.wb.table("cm_report").query("platform == 'instagram'")
    monday = pd.Timestamp(case.truth["cm_report"]["disagrees"])
    posts = case.wb.table("posts").query("platform == 'instagram' and format != 'story'")
    days, six = posts["published_local"].dt.tz_localize(None).dt.normalize(), pd.Timedelta(days=6)
    spans = ((monday, monday + six), (told["week"].min(), told["week"].max() + six))
    week, nine = (total(posts.loc[days.between(*span), "interactions"].sum()) for span in spans)
    return {"week": day(monday), "claimed": exactly(told["number"].sum()), "interactions": week, "in_all": nine}


@key("10-done")
def done(case: Case) -> Expected:
    """What the calendar planned, and what came out."""
    calendar = pd.read_csv(case.wb.client.folder / "calendar.csv", parse_dates=["on"])
    mine = calendar[calendar["on"].between(case.start, case.end) & ~calendar["state"].isin(["rejected", "idea"])]
    posts = case.wb.month("posts")
    out = posts[(posts["format"] != "story") & posts["platform"].isin(set(mine["network"]))]
    interactions = total(out["interactions"].sum())
    counted = {"interactions": interactions, "comments": exactly(out["comments"].sum())}
    return {"planned": exactly(len(mine)), "published": exactly(len(out)), **counted}
