"""Keys of the exercises about posts, hours, formats, rivals and topics."""

from __future__ import annotations

import pandas as pd

from smmkit.course.teacher.expect import Case, Expected, any_of, exactly, key, near

# As many weeks as the exercise's column `now` adds up, counted here apart from it.
_TOPIC_WEEKS = 8


def october(case: Case, platform: str) -> pd.DataFrame:
    """Return the month's posts of a network by the client's clock, stories left out."""
    posts = case.wb.table("posts")
    local = posts["published_local"].dt.strftime("%Y-%m") == str(case.wb.period)
    mine: pd.DataFrame = posts[local & (posts["platform"] == platform) & (posts["format"] != "story")]
    return mine


def rivals(case: Case) -> pd.DataFrame:
    """Return what was counted by hand about the rivals."""
    counted = case.wb.table("competitors")
    return counted[counted["competitor"] != case.wb.client.name]


@key("00-month")
def month(case: Case) -> Expected:
    """Posts and interactions of the month on Instagram."""
    posts = october(case, "instagram")
    return {"posts": exactly(len(posts)), "interactions": near(posts["interactions"].sum(), share=0.002)}


@key("00-saves")
def saves(case: Case) -> Expected:
    """Saves nobody counted."""
    return {"verdict": any_of("NO DATA"), "posts": exactly(len(october(case, "facebook")))}


@key("01-voice")
def voice(case: Case) -> Expected:
    """Mentions of the client among those of all brands."""
    told = case.wb.month("mentions")
    brands = {case.wb.client.name, *(one.name for one in case.wb.client.competitors)}
    counts = told[told["brand"].isin(brands)]["brand"].value_counts()
    own = counts.get(case.wb.client.name, 0)
    return {"share": near(own / counts.sum(), share=0.01, least=0.006), "mentions": exactly(own)}


@key("01-rival")
def rival(case: Case) -> Expected:
    """The rival planted to grow faster, and its last count."""
    fast = case.truth["rival"]["grows_faster"]
    counted = rivals(case).query("platform == 'instagram' and competitor == @fast").sort_values("day")
    return {"rival": any_of(fast), "followers": near(counted["followers_total"].iloc[-1], share=0.002)}


@key("01-topic")
def topic(case: Case) -> Expected:
    """The topic planted to grow, and its volume in the eight weeks the workbook counts."""
    name = case.truth["topic"]["name"]
    weeks = case.wb.table("topics").query("topic == @name").sort_values("week")
    weekly = weeks.loc[weeks["week"] + pd.Timedelta(days=6) <= case.end, "volume"]
    return {"topic": any_of(name), "volume": near(weekly.tail(_TOPIC_WEEKS).sum(), share=0.005)}


@key("01-reach")
def reach(case: Case) -> Expected:
    """What rivals reach is private."""
    counted = rivals(case)
    return {"verdict": any_of("NO DATA"), "rows": exactly(counted["day"].between(case.start, case.end).sum())}


@key("02-network")
def network(case: Case) -> list[Expected]:
    """The network that carries most, over the months the workbook looks at."""
    from smmkit.topics.swot.analysis import network_shares

    shares = network_shares(case.wb.table("posts"), end=case.wb.period.end).set_index("platform")["share"]
    return [{"network": any_of(shares.idxmax()), "share": near(shares.max(), least=0.006)}]


@key("07-hour")
def hour(case: Case) -> Expected:
    """The hour planted for interactions, and the lift a sound method finds there."""
    from smmkit.topics.calendar import proposals

    hours = case.once("board", lambda: proposals.month_board(case.wb)).hours.timings["interactions"].hours
    planted = next(one["hour"] for one in case.truth["hours"] if one["outcome"] == "interactions")
    return {
        "hour": exactly(planted),
        "more": near(hours.loc[planted, "effect"], share=0.1),
        "verdict": any_of("DECIDE"),
    }


@key("07-mix")
def mix(case: Case) -> Expected:
    """Counts of the calendar file."""
    calendar = pd.read_csv(case.wb.client.folder / "calendar.csv")
    usual = (calendar["network"] + calendar["format"]).value_counts().iloc[0]
    return {"posts": exactly(usual), "without_link": near(calendar["link"].isna().mean(), least=0.006)}


@key("09-winner")
def winner(case: Case) -> Expected:
    """The format planted to win; how much more must lie near what posts of that format really got."""
    from smmkit.measures.posts import OUTCOMES, post_features
    from smmkit.topics.results import analysis as results

    effects = results.format_effects(post_features(case.wb.table("posts")), list(OUTCOMES))
    planted = case.truth["formats"]["winning"]
    row = effects.query("platform == 'instagram' and outcome == 'interactions' and format == @planted").iloc[0]
    return {"format": any_of(planted), "more": near(row["effect"], share=0.08), "verdict": any_of("DECIDE")}


@key("10-stop")
def stop(case: Case) -> list[Expected]:
    """Two weeks are no evidence, whatever they were."""
    posts = case.wb.table("posts").query("platform == 'facebook' and format == 'reel'")
    mean = near(posts["interactions"].mean(), share=0.005)
    return [{"reels": exactly(len(posts)), "mean": mean, "verdict": any_of("TEST", "NO DATA")}]
