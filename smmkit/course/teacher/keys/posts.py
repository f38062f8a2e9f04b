"""Keys of the exercises about posts, hours, formats, rivals and topics."""

from __future__ import annotations

import pandas as pd

from smmkit.course.teacher.expect import Case, Expected, any_of, exactly, key, near, total

# As many weeks as the exercise's column `now` adds up, counted here apart from it.
_TOPIC_WEEKS, _YEAR_OF_WEEKS = 8, 52


def october(case: Case, platform: str) -> pd.DataFrame:
    """Return the month's posts of a network by the client's clock, stories left out."""
    posts = case.wb.table("posts")
    local = posts["published_local"].dt.strftime("%Y-%m") == str(case.wb.period)
    mine: pd.DataFrame = posts[local & (posts["platform"] == platform) & (posts["format"] != "story")]
    return mine


def feed_interactions(case: Case, **of: str) -> float:
    """Return what a client's posts got in all, of a network and format; stories have no part in the feed."""
    posts = case.wb.table("posts")
    posts = posts[posts["format"] != "story"]
    for column, value in of.items():
        posts = posts[posts[column] == value]
    return float(posts["interactions"].sum())


def rivals(case: Case) -> pd.DataFrame:
    """Return what was counted by hand about the rivals."""
    counted = case.wb.table("competitors")
    return counted[counted["competitor"] != case.wb.client.name]


@key("00-month")
def month(case: Case) -> Expected:
    """Posts and interactions of the month on Instagram."""
    posts = october(case, "instagram")
    comments = exactly(posts["comments"].sum())
    return {"posts": exactly(len(posts)), "interactions": total(posts["interactions"].sum()), "comments": comments}


@key("00-saves")
def saves(case: Case) -> Expected:
    """Saves nobody counted."""
    posts = october(case, "facebook")
    interactions = total(posts["interactions"].sum())
    told = {"posts": exactly(len(posts)), "interactions": interactions, "comments": exactly(posts["comments"].sum())}
    return {"verdict": any_of("NO DATA"), **told}


@key("01-voice")
def voice(case: Case) -> Expected:
    """Mentions of the client among those of all brands."""
    told = case.wb.month("mentions")
    brands = {case.wb.client.name, *(one.name for one in case.wb.client.competitors)}
    counts = told[told["brand"].isin(brands)]["brand"].value_counts()
    own = counts.get(case.wb.client.name, 0)
    share = near(own / counts.sum(), share=0.01, least=0.006)
    ever = exactly((case.wb.table("mentions")["brand"] == case.wb.client.name).sum())
    return {"share": share, "mentions": exactly(own), "among": exactly(counts.sum()), "ever": ever}


@key("01-rival")
def rival(case: Case) -> Expected:
    """The rival planted to grow faster, its first and its last count."""
    fast = case.truth["rival"]["grows_faster"]
    counted = rivals(case).query("platform == 'instagram' and competitor == @fast").sort_values("day")
    first, last = (total(counted["followers_total"].iloc[place]) for place in (0, -1))
    return {"rival": any_of(fast), "first": first, "followers": last}


@key("01-topic")
def topic(case: Case) -> Expected:
    """The topic planted to grow, its volume in the eight weeks the workbook counts and in those a year before."""
    name = case.truth["topic"]["name"]
    weeks = case.wb.table("topics").query("topic == @name").sort_values("week")
    weekly = weeks.loc[weeks["week"] + pd.Timedelta(days=6) <= case.end, "volume"]
    now, before = (total(weekly.iloc[-_TOPIC_WEEKS - back :][:_TOPIC_WEEKS].sum()) for back in (0, _YEAR_OF_WEEKS))
    return {"topic": any_of(name), "volume": now, "before": before}


@key("01-reach")
def reach(case: Case) -> Expected:
    """What rivals reach is private."""
    counted = rivals(case)
    mine = counted[counted["day"].between(case.start, case.end)]
    last = mine[(mine["platform"] == "instagram") & (mine["day"] == mine["day"].max())]
    followers = total(last["followers_total"].sum())
    return {"verdict": any_of("NO DATA"), "rows": exactly(len(mine)), "followers": followers}


@key("02-network")
def network(case: Case) -> list[Expected]:
    """The network that carries most, over the months the workbook looks at."""
    from smmkit.topics.swot.analysis import network_shares

    shares = network_shares(case.wb.table("posts"), end=case.wb.period.end)
    top, among = shares.iloc[0], total(shares["interactions"].sum())
    counted = {"interactions": total(top["interactions"]), "among": among}
    return [{"network": any_of(top["platform"]), "share": near(top["share"], least=0.006), **counted}]


@key("07-hour")
def hour(case: Case) -> Expected:
    """The hour planted for interactions, and the lift a sound method finds there."""
    from smmkit.topics.calendar import proposals

    hours = case.once("board", lambda: proposals.month_board(case.wb)).hours.timings["interactions"].hours
    planted = next(one["hour"] for one in case.truth["hours"] if one["outcome"] == "interactions")
    posts = case.wb.table("posts")
    then = posts[(posts["format"] != "story") & (posts["published_local"].dt.hour == planted)]
    return {
        "hour": exactly(planted),
        "more": near(hours.loc[planted, "effect"], share=0.1),
        "interactions": total(then["interactions"].sum()),
        "verdict": any_of("DECIDE"),
    }


@key("07-mix")
def mix(case: Case) -> Expected:
    """Counts of the calendar file, which all clients share, and what the month brought this one."""
    calendar = pd.read_csv(case.wb.client.folder / "calendar.csv")
    usual = (calendar["network"] + calendar["format"]).value_counts().iloc[0]
    made = [october(case, network) for network in set(case.wb.table("posts")["platform"])]
    return {
        "posts": exactly(usual),
        "without_link": near(calendar["link"].isna().mean(), least=0.006),
        "published": exactly(sum(map(len, made))),
        "interactions": total(sum(one["interactions"].sum() for one in made)),
        "in_all": total(feed_interactions(case)),
    }


@key("09-winner")
def winner(case: Case) -> Expected:
    """The format planted to win; how much more must lie near what posts of that format really got."""
    from smmkit.measures.posts import FORMAT_OUTCOMES, post_features
    from smmkit.topics.results import analysis as results

    effects = results.format_effects(post_features(case.wb.table("posts")), FORMAT_OUTCOMES)
    planted = case.truth["formats"]["winning"]
    row = effects.query("platform == 'instagram' and outcome == 'interactions' and format == @planted").iloc[0]
    interactions = total(feed_interactions(case, platform="instagram", format=planted))
    more = near(row["effect"], share=0.08)
    return {"format": any_of(planted), "more": more, "interactions": interactions, "verdict": any_of("DECIDE")}


@key("10-stop")
def stop(case: Case) -> list[Expected]:
    """Two weeks are no evidence, whatever they were."""
    posts = case.wb.table("posts").query("platform == 'facebook' and format == 'reel'")
    mean = near(posts["interactions"].mean(), share=0.005)
    interactions = total(feed_interactions(case, platform="facebook"))
    return [
        {
            "reels": exactly(len(posts)),
            "mean": mean,
            "interactions": interactions,
            "verdict": any_of("TEST", "JUDGE", "NO DATA"),
        }
    ]
