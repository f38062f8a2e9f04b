"""What truth.toml says is really in the clients' files: counted again from what the importers read."""

import tomllib
from dataclasses import replace

import numpy as np
import pandas as pd
import prepared
import pytest

from smmkit.client import load_client
from smmkit.demo import COMMITTED, draw_truth, further_specs, write_client
from smmkit.demo.clock import after_working, working_minutes
from smmkit.demo.plan import plan_history
from smmkit.demo.posts import simulate_posts
from smmkit.demo.words import sector_words
from smmkit.folders import clients_dir, demo_dir
from smmkit.plan import load_plan
from smmkit.plan.calendar import load_calendar
from smmkit.sources import import_client
from smmkit.sources.privacy import hash_people

SLUGS = [spec.slug for spec in COMMITTED]
STEPS = ["listen", "understand", "empathise", "apologise", "solve", "thank", "archive"]


class Read:
    """A committed client as anybody reads it."""

    def __init__(self, slug):
        self.slug = slug
        self.folder = clients_dir(demo_dir()) / slug
        self.client = load_client(self.folder)
        self.tables = import_client(self.client, prepared.imported(slug)).tables
        self.truth = tomllib.loads((self.folder / "truth.toml").read_text(encoding="utf-8"))

    def local(self, table, column):
        return self.tables[table][column].dt.tz_convert(self.client.timezone).dt.tz_localize(None)

    def hashed(self, *names):
        return hash_people(pd.Series(names, dtype="str"), self.client).tolist()


@pytest.fixture(scope="module", params=SLUGS)
def read(request):
    return Read(request.param)


@pytest.mark.parametrize("seed", range(4))
def test_a_segment_likes_most_what_its_name_says(seed):
    for spec in further_specs(12, seed=seed):
        truth = draw_truth(spec)
        sector = sector_words(spec.language, spec.country).sectors[spec.sector]
        assert {name for likes in sector.likes for name in likes} <= set(sector.interests)
        for centre, likes in zip(truth.segments, sector.likes, strict=True):
            mine = [centre[sector.interests.index(name)] for name in likes]
            rest = [value for name, value in zip(sector.interests, centre, strict=True) if name not in likes]
            assert min(mine) > 0.7 > 0.5 > max(rest)


def test_customers_stand_around_their_segments_and_some_between_them(read):
    table = read.tables["customers"]
    interests = [column for column in table if column.startswith("interest_")]
    points = table[interests].to_numpy(dtype=float)
    centres = np.array([list(one["interests"].values()) for one in read.truth["segments"]])
    distance = np.sort(((points[:, None, :] - centres) ** 2).sum(axis=2) ** 0.5, axis=1)
    assert [column.removeprefix("interest_") for column in interests] == list(read.truth["segments"][0]["interests"])
    assert 0.02 < (distance[:, 0] > 0.75 * distance[:, 1]).mean() < 0.35


def test_link_posts_get_link_clicks(read):
    posts = read.tables["posts"]
    feed = posts[(posts["platform"] == "facebook") & posts["link_clicks"].notna()]
    rate = feed.groupby(feed["format"] == "link")[["link_clicks", "reach"]].sum().astype(float)
    rate = rate["link_clicks"] / rate["reach"]
    assert rate[True] - rate[False] == pytest.approx(read.truth["links"]["more_per_person_reached"], rel=0.1)


def test_the_crisis_is_in_mentions_and_messages_and_nowhere_else(read):
    crisis = read.truth["crisis"]
    span = pd.Timestamp(crisis["start"]), pd.Timestamp(crisis["end"]) + pd.Timedelta(days=1)
    for table, column in (("mentions", "at"), ("inbox", "received_at")):
        when = read.local(table, column)
        about = (read.tables[table]["cause"] == crisis["cause"]).fillna(False)
        assert about.sum() > 30
        assert when[about].between(*span).all()
        bad = read.tables[table]["cause"].notna() & ~about
        assert bad.groupby(when.dt.date).sum().max() <= 6
    assert ((read.tables["inbox"]["cause"] == crisis["cause"]).sum()) == read.truth["crisis_messages"]


def test_answers_keep_the_planted_pace(read):
    inbox, truth = read.tables["inbox"], read.truth["response"]
    person = (inbox["answered_by"] == "person").fillna(False)
    waited = working_minutes(read.local("inbox", "answered_at")[person]) - working_minutes(
        read.local("inbox", "received_at")[person]
    )
    assert np.median(waited) == pytest.approx(truth["median_minutes"], rel=0.15)
    assert 0.6 < (waited <= truth["promise_minutes"]).mean() < 0.85
    assert (inbox["answered_by"] == "bot").mean() == pytest.approx(truth["bot"], abs=0.03)
    when = read.local("inbox", "received_at")
    there = (when.dt.weekday < 5) & when.dt.hour.between(9, 18)
    never = inbox["answered_at"].isna()[inbox["kind"] != "other"]
    there = there[inbox["kind"] != "other"]
    assert never[~there].mean() > 1.4 * never[there].mean()
    quiet = ~inbox["cause"].eq(read.truth["crisis"]["cause"]).fillna(False)
    per_day = when[quiet].dt.weekday.value_counts().sort_index()
    assert per_day[5:].mean() / per_day.mean() == pytest.approx(truth["written_on_weekend_days"], abs=0.12)


def test_causes_and_tastes_are_as_many_as_written(read):
    inbox = read.tables["inbox"]
    counted = inbox["cause"].value_counts()
    assert {one["cause"]: one["n"] for one in read.truth["causes"]} == {
        str(cause): n for cause, n in counted.items() if cause != read.truth["crisis"]["cause"]
    }
    assert counted.drop(read.truth["crisis"]["cause"]).idxmax() == read.truth["causes"][0]["cause"]
    sizes = [one["n"] for one in read.truth["tastes"]]
    assert min(sizes) < 10 <= sorted(sizes)[1]
    for one in read.truth["tastes"]:
        assert one["hidden"] == (one["n"] < 10)
        asked = {"like": "praise"}.get(one["wish"], "question")
        mine = (inbox["product"] == one["product"]) & (inbox["kind"] == asked)
        assert mine.sum() >= one["n"]


def test_people_write_as_often_as_written_and_helpers_answer_others(read):
    inbox = read.tables["inbox"]
    counted = inbox["author_hash"].value_counts()
    for one in read.truth["people"]:
        assert counted[read.hashed(one["author"])[0]] == one["n"]
    helpers = read.hashed(*(one["author"] for one in read.truth["people"] if one["role"] == "helper"))
    theirs = inbox[inbox["author_hash"].isin(helpers)]
    others = inbox[inbox["thread_id"].isin(theirs["thread_id"]) & ~inbox["author_hash"].isin(helpers)]
    assert set(others["thread_id"]) == set(theirs["thread_id"])
    assert (others["kind"] == "question").all()
    assert counted[~counted.index.isin(read.hashed(*(one["author"] for one in read.truth["people"])))].max() <= 6


def test_answers_have_the_planted_habits_and_two_raters_agree(read):
    replies = read.tables["inbox"]
    said = replies.loc[(replies["answered_by"] == "person").fillna(False), "reply"].dropna()
    assert 0.15 < said.duplicated(keep=False).mean() < 0.6
    assert said.value_counts().head(3).sum() / len(said) == pytest.approx(0.24, abs=0.06)
    samples = read.tables["reply_samples"]
    wide = samples.pivot_table(index=["message_id", "item"], columns="rater", values="score").astype(float)
    assert (wide.iloc[:, 0] == wide.iloc[:, 1]).mean() > 0.8
    assert wide.mean(axis=1).groupby("item").mean().idxmin() == read.truth["answers"]["weakest_habit"]


def test_complaints_break_at_the_apology(read):
    steps = read.tables["complaints_log"].sort_values(["message_id", "at"], kind="stable").groupby("message_id")["step"]
    chains = steps.agg(list)
    truth = read.truth["complaint_steps"]
    assert chains.map(lambda chain: chain == STEPS).mean() == pytest.approx(truth["in_order"], abs=0.2)
    missing = pd.Series([step for chain in chains for step in STEPS if step not in chain]).value_counts()
    assert missing.idxmax() == truth["breaks_at"]
    assert set(read.tables["complaints_log"]["message_id"]) <= set(read.tables["inbox"]["message_id"])


def test_one_creator_bought_followers_and_one_was_watched(read):
    truth = read.truth["creator"]
    table = read.tables["creators"].sort_values("as_of")
    jumps, watched = {}, {}
    for name, rows in table.groupby("creator_hash"):
        gain = rows["followers"].astype(float).diff()
        week = int(gain.argmax())
        usual = gain.median()
        jumps[name] = (gain.max() - usual) / (1.4826 * (gain - usual).abs().median())
        views = rows["views"].astype(float)
        watched[name] = views.iloc[week] / views.iloc[max(0, week - 4) : week].mean()
    bought = read.hashed(truth["bought_followers"])[0]
    flagged = [name for name in jumps if jumps[name] > 6 and watched[name] < 1.5]
    assert flagged == [bought]
    assert sum(value > 6 for value in jumps.values()) == 2
    assert read.truth["creator"]["jump"] == 5000


def test_one_tool_does_nothing_that_a_paid_one_does_not(read):
    tools = read.tables["tools"]
    jobs = tools[tools["has"].astype(bool)].groupby("tool")["job"].agg(set)
    truth = read.truth["tools"]
    assert jobs[truth["overlapping"]] <= jobs[truth["does_the_same"]]
    price = tools.groupby("tool")["price_month"].first()
    assert price[truth["overlapping"]] > 0


def test_one_rival_grows_faster_than_all(read):
    table = read.tables["competitors"]
    instagram = table[table["platform"] == "instagram"].sort_values("day")
    growth = instagram.groupby("competitor")["followers_total"].agg(lambda one: float(one.iloc[-1] / one.iloc[0]))
    assert growth.idxmax() == read.truth["rival"]["grows_faster"]
    assert growth.max() > growth[read.client.name] > growth.drop([growth.idxmax(), read.client.name]).max()
    counted = set(table.loc[table["competitor"] != read.client.name, "platform"])
    missing = [name for name in read.client.platforms if name not in counted]
    assert missing == read.truth["followers_of_rivals_missing"]


def test_facts_have_sources_and_one_is_too_old(read):
    sector = read.tables["sector"]
    old = sector[sector["on"] < pd.Timestamp("2026-10-31") - pd.DateOffset(months=18)]
    assert old["fact"].tolist() == read.truth["sector"]["facts"]
    assert sector["source"].notna().all()
    assert set(sector["area"]) == {
        "market",
        "political",
        "economic",
        "social",
        "technological",
        "environmental",
        "legal",
    }


def test_the_calendar_holds_what_a_crisis_must_pause(read):
    calendar = load_calendar(read.folder)
    assert len(calendar) == read.truth["calendar"]["rows"]
    start = pd.Timestamp(read.truth["crisis"]["start"])
    near = calendar["on"].between(start, start + pd.Timedelta(hours=71)) & (calendar["state"] == "scheduled")
    assert calendar.loc[near, "post_id"].tolist() == read.truth["calendar"]["to_pause"]
    november = calendar[calendar["on"] >= pd.Timestamp("2026-11-01")]
    assert {"idea", "draft", "internal_ok", "client_ok", "scheduled", "rejected"} == set(november["state"])
    plan = load_plan(read.folder)
    assert set(calendar["objective"]) | set(calendar["segment"]) <= plan.ids


def test_the_manager_counted_wrong_in_one_week(read):
    report, truth = read.tables["cm_report"], read.truth["cm_report"]
    posts = read.tables["posts"]
    feed = posts[(posts["platform"] == "instagram") & (posts["format"] != "story") & posts["is_own"].astype(bool)]
    local = feed["published_at"].dt.tz_convert(read.client.timezone).dt.tz_localize(None)
    weeks = local.dt.to_period("W-SUN").dt.start_time.value_counts()
    said = report[(report["platform"] == "instagram") & (report["what"] == truth["what"])].set_index("week")["number"]
    off = said.astype(float) - weeks.reindex(said.index).fillna(0)
    wrong = off[off >= truth["too_many"]]
    assert [str(day.date()) for day in wrong.index] == [truth["disagrees"]]


def test_the_plan_has_a_keep_a_change_and_a_stop(read):
    review, plan = read.truth["review"], load_plan(read.folder)
    assert {review["keep"]["id"], review["change"]["id"], *review["stop"]["ids"]} <= plan.ids
    posts = read.tables["posts"]
    feed = posts[posts["platform"].isin(["instagram", "facebook"]) & (posts["format"] != "story")]
    rate = (feed["interactions"] / feed["reach"]).astype(float)
    means = rate.groupby([feed["platform"], feed["format"]]).mean()
    assert means["instagram"].idxmax() == review["keep"]["format"]
    assert means["facebook"].idxmin() == review["change"]["format"]
    web = read.tables["web"].groupby("day")["sessions"].sum()
    idle = read.truth["campaign_without_effect"]
    during = web[pd.Timestamp(idle["start"]) : pd.Timestamp(idle["end"])].mean()
    around = web[
        pd.Timestamp(idle["start"]) - pd.Timedelta(days=28) : pd.Timestamp(idle["end"]) + pd.Timedelta(days=28)
    ]
    assert during / around.mean() == pytest.approx(1, abs=0.06)


def test_the_last_of_three_plans_is_the_plan(read):
    spec = next(spec for spec in COMMITTED if spec.slug == read.slug)
    history = plan_history(spec, draw_truth(spec))
    assert [str(day) for day, _ in history] == ["2026-08-01", "2026-09-01", "2026-10-01"]
    last = load_plan(read.folder)
    assert [one["id"] for one in history[-1][1]["campaigns"]] == [entry.id for entry in last.campaigns]
    assert len({sum(one["value"] for one in plan["budget_lines"]) for _, plan in history}) == 1
    assert all(max(entry["on"] for entry in plan["campaigns"]) <= day for day, plan in history)


def test_no_slug_stands_where_a_client_reads(read):
    texts = pd.concat(
        [
            read.tables[table][column].astype("str")
            for table, column in (
                ("ab_tests", "test"),
                ("topics", "topic"),
                ("market", "source"),
                ("customers", "channel"),
            )
        ]
    )
    assert not texts.str.contains(r"landing-page|reposteria|ad-picture|^shop$|trade association estimate").any() or (
        read.client.language == "en"
    )
    assert not texts.str.contains(r"[a-z]-[a-z]").any()
    names = {term.name for term in read.client.glossary}
    assert set(read.tables["topics"]["topic"]) == names
    assert all(term.meaning != term.name for term in read.client.glossary)


def test_minutes_at_the_desk_are_taken_back():
    rng = np.random.default_rng(5)
    at = pd.Series(pd.Timestamp("2026-01-01") + pd.to_timedelta(rng.integers(0, 500_000, 400), unit="min"))
    minutes = rng.integers(1, 3000, 400)
    later = after_working(at, minutes)
    assert (working_minutes(later) - working_minutes(at) == minutes).all()
    assert (later > at).all()
    assert later.dt.weekday.max() == 4


def test_clients_without_effects_hold_none_of_these_either(tmp_path):
    spec = replace(COMMITTED[0], planted=False)
    write_client(tmp_path / spec.slug, spec)
    client = load_client(tmp_path / spec.slug)
    tables = import_client(client, tmp_path / "out").tables
    causes = tables["inbox"]["cause"].value_counts()
    assert len(causes) == 5
    assert causes.max() < 2.2 * causes.min()
    assert tables["inbox"]["author_hash"].value_counts().max() <= 6
    growth = tables["creators"].sort_values("as_of").groupby("creator_hash")["followers"].diff().astype(float)
    assert growth.max() < 1500
    posts = simulate_posts(spec, draw_truth(spec), "facebook")
    clicks = posts.groupby(posts["format"] == "link")[["link_clicks", "reach"]].sum()
    rate = clicks["link_clicks"] / clicks["reach"]
    assert rate[True] == pytest.approx(rate[False], rel=0.1)
