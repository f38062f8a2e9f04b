"""Notebook 08's sums, held to published numbers and to worlds nobody here made."""

from __future__ import annotations

import itertools
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smmkit import schema
from smmkit.client import load_client
from smmkit.dated import add_local_times
from smmkit.folders import client_folder, demo_dir
from smmkit.ledger import Kind
from smmkit.measures.people import pillars
from smmkit.measures.response import (
    desk_clock,
    survival_curve,
    waiting_at,
    waiting_quantile,
    waits,
)
from smmkit.text import Text
from smmkit.topics.community.analysis.answers import answers
from smmkit.topics.community.analysis.complaints import STEPS, cause_table, iceberg, ladder
from smmkit.topics.community.analysis.load import Cover, backlog, erlang_c, people_by_hour, service_level
from smmkit.topics.community.analysis.posture import (
    ACCIDENT,
    CHALLENGE,
    DENY,
    DIMINISH,
    INFORM,
    PREVENTABLE,
    REBUILD,
    RUMOUR,
    VICTIM,
    consistent,
    posture,
    reason,
)
from smmkit.topics.community.analysis.replies import habit_table, sameness
from smmkit.topics.community.analysis.tastes import _words, register
from smmkit.topics.community.plots import plot_waiting
from smmkit.topics.community.proposals import complaint_items
from smmkit.topics.community.proposals.service import cover_items
from smmkit.topics.report.proposals.points import larger_first

NOBODY = pd.DataFrame(columns=["weekday", "from_time", "to_time", "people"])


def test_the_curve_gives_the_remission_times_of_freireich() -> None:
    # 6-MP arm of Freireich et al. (1963), Blood 21:699-716, as in R's survival texts.
    ended = [6, 6, 6, 7, 10, 13, 16, 22, 23]
    going_on = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    hours = pd.Series([*ended, *going_on], dtype=float)
    curve = survival_curve(hours, pd.Series([True] * 9 + [False] * 12))
    assert curve["hours"].tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert curve["waiting"].round(4).tolist() == [0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482]
    assert waiting_quantile(curve, 0.5) == 23
    # Log-minus-log with Greenwood's variance, as in Stata's and R's texts on the same data.
    assert curve["low"].round(3).tolist() == [0.620, 0.563, 0.503, 0.432, 0.368, 0.268, 0.188]
    assert curve["high"].round(3).tolist() == [0.952, 0.923, 0.889, 0.849, 0.805, 0.747, 0.680]
    # All of 21 still wait: of as many, Wilson allows that one in seven does not.
    assert waiting_at(curve, 5.9) == pytest.approx((1.0, 21 / (21 + 1.959964**2), 1.0))
    assert waiting_at(curve, 6.0) == waiting_at(curve, 6.9) == tuple(curve.loc[0, ["waiting", "low", "high"]])


@given(
    st.lists(st.floats(0.1, 50), min_size=2, max_size=30),
    st.lists(st.floats(0.1, 60), min_size=1, max_size=10),
)
def test_what_nobody_answered_never_makes_the_wait_look_shorter(answered: list[float], silent: list[float]) -> None:
    alone = survival_curve(pd.Series(answered), pd.Series([True] * len(answered)))
    whole = survival_curve(pd.Series(answered + silent), pd.Series([True] * len(answered) + [False] * len(silent)))
    for share in (0.5, 0.9):
        assert waiting_quantile(whole, share) >= waiting_quantile(alone, share) - 1e-9


@pytest.mark.parametrize("zone", ["Europe/Madrid", "America/Mexico_City", "America/Denver"])
@pytest.mark.parametrize("saturday", ["2026-03-07", "2026-03-28", "2026-10-24", "2026-10-31"])
def test_a_message_on_saturday_night_starts_its_wait_on_monday_at_nine(zone: str, saturday: str) -> None:
    night = pd.Timestamp(f"{saturday} 23:00", tz=zone)
    clock = desk_clock(NOBODY, zone, night.tz_localize(None), night.tz_localize(None))
    monday = pd.Timestamp(saturday, tz=zone) + pd.DateOffset(days=2, hours=9)
    at = pd.Series([night]), pd.Series([monday + pd.Timedelta(minutes=30)])
    assert clock.hours_between(*at).iloc[0] == pytest.approx(0.5)


def inbox_of(rows: list[tuple[str, str | None, str | None, str | None, str | None]]) -> pd.DataFrame:
    columns = ["received_at", "answered_at", "solved_at", "reopened_at", "answered_by"]
    table = pd.DataFrame(rows, columns=columns)
    for column in columns[:4]:
        table[column] = pd.to_datetime(table[column], utc=True)
        table[column.replace("_at", "_local")] = table[column]
    return table.assign(message_id=[f"m{n}" for n in range(len(table))], kind="question")


def test_a_reopened_message_waits_again_bots_stand_apart_and_silence_is_no_answer() -> None:
    inbox = inbox_of(
        [
            ("2026-10-05T09:00", "2026-10-05T11:00", "2026-10-07T10:00", "2026-10-06T09:00", "person"),
            ("2026-10-05T09:00", "2026-10-05T09:01", None, None, "bot"),
            ("2026-10-05T09:00", None, None, None, None),
        ]
    )
    clock = desk_clock(NOBODY, "UTC", pd.Timestamp("2026-10-05"), pd.Timestamp("2026-10-09"))
    found = waits(inbox, clock, pd.Timestamp("2026-10-08T18:00", tz="UTC"))
    assert found["hours"].round(2).tolist() == [2.0, 0.02, 36.0, 10.0]
    assert found["by"].tolist() == ["person", "bot", "nobody", "person"]
    assert found["answered"].tolist() == [True, False, False, True]
    assert found["again"].tolist() == [False, False, False, True]
    curve = survival_curve(found["hours"], found["answered"])
    assert waiting_at(curve, 1.0)[0] == 1.0


def test_a_reopened_message_waits_until_somebody_answers_it_and_not_until_it_is_solved() -> None:
    times = ("2026-10-05T09:00", "2026-10-06T10:00", "2026-10-06T15:00", "2026-10-06T09:00", "person")
    clock = desk_clock(NOBODY, "UTC", pd.Timestamp("2026-10-05"), pd.Timestamp("2026-10-09"))
    found = waits(inbox_of([times]), clock, pd.Timestamp("2026-10-08T18:00", tz="UTC"))
    assert found.loc[found["again"], "hours"].tolist() == [1.0]


def test_answers_count_once_a_message_and_what_can_be_promised_is_what_nine_of_ten_of_the_answered_got() -> None:
    """People waited 1, 4 and 1 hours, nine in vain, and once again from the last moment on: half had waited 1."""
    came, ten = "2026-10-05T09:00", "2026-10-05T10:00"
    inbox = inbox_of(
        [
            (came, ten, None, None, "person"),
            (came, "2026-10-05T13:00", None, None, "person"),
            (came, "2026-10-05T09:01", None, None, "bot"),
            (came, None, None, None, None),
            (came, ten, "2026-10-05T10:30", "2026-10-06T09:00", "person"),
        ]
    )
    inbox.loc[4, "answered_at"] = inbox.loc[0, "answered_at"]
    closing = inbox_of([("2026-10-06T09:00", "2026-10-06T09:00", None, None, "bot")])
    found = answers(pd.concat([inbox, closing], ignore_index=True), NOBODY, "UTC")
    assert found is not None
    assert (found.messages, found.never, found.bots, found.reopened) == (6, 1, 2, 1)
    assert (found.median, found.ninth) == (1.0, float("inf"))
    assert (found.within(1.0)[0], found.within(4.0)[0]) == (0.5, 0.75)
    assert found.promise == 4.0  # three of four ever had one, and nine tenths of these within four hours
    assert found.late(2.0)["hours"].tolist() == [9.0, 4.0]
    assert found.waiting_late()["hours"].tolist() == [9.0]
    assert found.waiting_late(days=0).empty
    assert answers(inbox[:0], NOBODY, "UTC") is None


def test_a_shift_is_worth_the_messages_that_come_while_nobody_is_there() -> None:
    arrivals, people = (pd.DataFrame(value, index=range(7), columns=range(24)) for value in (0.0, 0.0))
    arrivals.loc[0, 10], arrivals.loc[0, 20], arrivals.loc[6, 21] = 6.0, 4.0, 2.0
    people.loc[0, 10] = 1.0
    found = Cover(arrivals, people, 1.0)
    assert (found.outside, found.share_outside, found.hours_outside) == (6.0, 0.5, 1.0)
    assert found.best_shift(1) == ((0, 1, 2, 3, 4), 20, 4.0)


def test_before_the_first_answer_and_after_the_last_the_share_waiting_is_no_certainty() -> None:
    # Three of three: 3 / (3 + 1.96^2) at the least; none of three: 1.96^2 / (3 + 1.96^2) at the most (Wilson).
    curve = survival_curve(pd.Series([2.0, 3.0, 5.0]), pd.Series([True] * 3))
    assert waiting_at(curve, 1.0) == pytest.approx((1.0, 3 / (3 + 1.959964**2), 1.0))
    assert waiting_at(curve, 5.0) == pytest.approx((0.0, 0.0, 1.959964**2 / (3 + 1.959964**2)))
    nobody = survival_curve(pd.Series([2.0, 3.0]), pd.Series([False] * 2))
    assert waiting_at(nobody, 1.0) == (1.0, 0.0, 1.0)


def test_live_chat_needs_erlang_c_and_messages_a_queue() -> None:
    assert erlang_c(10, 8) == pytest.approx(0.4092, abs=5e-5)  # any Erlang table
    assert service_level(10, 8, seconds=20, handling=240) == pytest.approx(0.654, abs=5e-4)
    assert erlang_c(3, 3) == 1.0


def test_a_shift_says_how_much_sooner_somebody_is_there_and_nothing_where_it_helps_nobody() -> None:
    evenings = pd.DataFrame(0.0, index=range(7), columns=range(24))
    evenings.loc[0:4, 20] = 2.0
    mornings = pd.DataFrame(0.0, index=range(7), columns=range(24))
    mornings.loc[:, 9] = 1.0
    client = load_client(client_folder("cafe-lumbre", demo_dir()))
    *_, shift = cover_items(Cover(evenings, mornings, 10.0), client, period="2026-10", source=())
    assert Text("en")(shift.title) == (
        "Put somebody at the desk from Monday to Friday from 19:00 to 21:00: 10.0 messages a week come then, and a "
        "message would wait 0 hours on average until somebody is there for it, instead of 13, at ten minutes an answer"
    )
    waits = backlog(Cover(evenings, mornings, 10.0)).mean_wait
    assert waits == pytest.approx(13)  # queues at the ends of the hours from 20 to 8
    *_, flooded = cover_items(Cover(evenings * 60, mornings, 10.0), client, period="2026-10", source=())
    assert "would wait" not in Text("en")(flooded.title)


def test_a_queue_obeys_little_and_empties_only_where_somebody_sits() -> None:
    arrivals = pd.DataFrame(1.0, index=range(7), columns=range(24))
    nine_to_six = pd.DataFrame(0.0, index=range(7), columns=range(24))
    nine_to_six.loc[:, 9:17] = 1.0
    calm = backlog(Cover(arrivals, nine_to_six, 1.0), minutes_each=10)
    assert calm.use == pytest.approx(24 / 54)
    assert calm.queue[8] == pytest.approx(calm.queue.max())
    assert calm.queue.mean() == pytest.approx(calm.mean_wait * 1.0)  # L = lambda W with one arrival an hour
    assert backlog(Cover(arrivals, nine_to_six * 0.3, 1.0), minutes_each=10).mean_wait == float("inf")


def test_shifts_over_midnight_and_half_hours_are_counted_where_they_lie() -> None:
    hours = pd.DataFrame({"weekday": ["sunday"], "from_time": ["22:30"], "to_time": ["01:00"], "people": [2]})
    grid = people_by_hour(hours)
    assert (grid.loc[6, 22], grid.loc[6, 23], grid.loc[0, 0], grid.loc[0, 1]) == (1.0, 2.0, 2.0, 0.0)


def complained(cause: str, *days: str) -> pd.DataFrame:
    at = pd.to_datetime(list(days)).tz_localize("UTC") + pd.Timedelta(hours=10)
    inbox = schema.empty("inbox").reindex(range(len(days)))
    return add_local_times(inbox.assign(received_at=at, cause=cause, kind="complaint"), "Europe/Madrid")


def test_a_cause_nobody_complained_of_in_the_month_is_told_and_waits_for_nobody() -> None:
    inbox = pd.concat([complained("stem", *["2026-07-12"] * 30), complained("late", *["2026-10-02"] * 6),
                       complained("part", "2026-08-02", "2026-10-31"), complained("price", *["2026-06-02"] * 9),
                       complained("tone", "2026-10-09")], ignore_index=True)  # fmt: skip
    client = load_client(client_folder("cafe-lumbre", demo_dir()))
    told = {"period": "2026-10", "source": (), "since": date(2026, 6, 2)}
    nothing = add_local_times(schema.empty("mentions"), "Europe/Madrid")
    causes = cause_table(inbox, nothing, month=date(2026, 10, 1))
    assert dict(causes["lately"]) == {"stem": 0, "price": 0, "late": 6, "part": 1, "tone": 1}
    items = {one.id: one for one in complaint_items(causes, None, None, client, **told)}
    assert [id for id in items if id.startswith("DE-")] == [f"DE-complaint-{one}" for one in ("late", "part", "tone")]
    said = Text("en")(items["EV-complaints-stem"].title)
    assert said.startswith("Nobody complained of “stem” in October 2026; since Jun 2, 2026, 30 of 48 complaints")
    late = Text("en")(items["EV-complaints-late"].title)
    assert late.startswith(
        "In October 2026, 6 of 8 complaints with a cause noted were about “late”; since Jun 2, 2026,"
    )
    first = sorted((one for one in items.values() if one.kind is Kind.EV), key=larger_first)
    assert [one.id for one in first[:2]] == ["EV-complaints-late", "EV-complaints-part"]
    silent = cause_table(inbox, nothing, month=date(2026, 11, 1))  # no complaint at all: nobody knows what has ended
    unknown = {one.id: one for one in complaint_items(silent, None, None, client, **told)}
    assert "DE-complaint-stem" in unknown
    assert Text("en")(unknown["EV-complaints-stem"].title).endswith("of all)")


def test_thirteen_complaints_stand_for_19_to_433_unhappy_people() -> None:
    published = iceberg(13, pd.DataFrame())
    assert (round(published.low), round(published.high), published.own) == (19, 433, False)
    survey = pd.DataFrame({"problem": [1, 1], "complained": [1, 0], "repurchase": [1, 1], "n": [40, 60]})
    own = iceberg(13, survey)
    assert own.own
    assert published.low < own.low < 13 / 0.4 < own.high < published.high


def test_every_other_order_of_the_seven_steps_is_flagged() -> None:
    orders = [list(STEPS), *itertools.islice(itertools.permutations(STEPS), 1, 200)]
    rows = [
        (f"m{number}", step, pd.Timestamp("2026-10-01") + pd.Timedelta(minutes=place))
        for number, steps in enumerate(orders)
        for place, step in enumerate(steps)
    ]
    found = ladder(pd.DataFrame(rows, columns=["message_id", "step", "at"]))
    assert (found.complaints, found.in_order, found.swapped) == (200, 1, 199)
    right = pd.DataFrame(rows[:7], columns=["message_id", "step", "at"])
    assert (ladder(right).share, ladder(right).breaks_at) == (1.0, None)
    assert ladder(right[right["step"] != "apologise"]).breaks_at == "apologise"


# Coombs (2007), Corporate Reputation Review 10(3):163-176, the guidelines of crisis response.
COOMBS = {
    (VICTIM, False, False): INFORM, (VICTIM, True, False): DIMINISH, (VICTIM, False, True): DIMINISH,
    (VICTIM, True, True): DIMINISH, (ACCIDENT, False, False): DIMINISH, (ACCIDENT, True, False): REBUILD,
    (ACCIDENT, False, True): REBUILD, (ACCIDENT, True, True): REBUILD, (PREVENTABLE, False, False): REBUILD,
    (PREVENTABLE, True, False): REBUILD, (PREVENTABLE, False, True): REBUILD, (PREVENTABLE, True, True): REBUILD,
}  # fmt: skip


@pytest.mark.parametrize("case", [*COOMBS, (RUMOUR, True, True), (CHALLENGE, False, False)], ids=str)
def test_the_posture_is_the_one_coombs_gives(case: tuple[str, bool, bool]) -> None:
    assert posture(case[0], history=case[1], bad_reputation=case[2]) == COOMBS.get(case, DENY)


@pytest.mark.parametrize(
    ("cluster", "history", "disliked", "why"),
    [
        ("victim", False, False, "nobody"), ("accident", False, False, "first"), ("accident", True, True, "again"),
        ("victim", False, True, "disliked"), ("preventable", True, True, "ours"), ("rumour", True, True, "false"),
        ("challenge", False, False, "false"),
    ],
)  # fmt: skip
def test_why_a_posture_is_taken_is_what_speaks_for_it(cluster: str, history: bool, disliked: bool, why: str) -> None:
    assert reason(cluster, history=history, bad_reputation=disliked) == why


def test_deny_is_never_mixed_with_taking_the_blame() -> None:
    assert consistent({DENY, INFORM})
    assert not consistent({DENY, REBUILD})
    assert consistent({DIMINISH, REBUILD})


def questions(count: int, about: str, others: int = 60) -> pd.DataFrame:
    rng = np.random.default_rng(2)
    fillers = ["open", "parking", "delivery", "wifi", "menu", "terrace", "music", "receipt"]
    said = [f"@ana{n} do you have {about} please" for n in range(count)]
    said += [f"what about {rng.choice(fillers)} and {rng.choice(fillers)}" for _ in range(others)]
    praise = [f"lovely {rng.choice(fillers)} thank you" for _ in range(5 * others)]
    table = pd.DataFrame({"text": said + praise, "kind": ["ask"] * len(said) + ["like"] * len(praise)})
    at = pd.date_range("2026-06-01", periods=len(table), freq="h", tz="UTC")
    return table.assign(author=[f"h{n}" for n in range(len(table))], at=at, product=pd.NA)


def test_a_group_of_nine_stays_hidden_and_one_of_ten_is_shown_without_any_handle() -> None:
    ten = register(questions(10, "oat milk"), {"milk": ["oat milk"]}, lang="en", brand="Kettle")
    assert ten.loc[ten["attribute"] == "oat milk", ["product", "n", "people"]].to_numpy().tolist() == [["milk", 10, 10]]
    nine = register(questions(9, "oat milk"), {}, lang="en", brand="Kettle")
    assert not nine["attribute"].str.contains("oat|milk").any()
    assert not ten.astype(str).apply(lambda column: column.str.contains("@|ana")).to_numpy().any()


def test_a_word_of_the_calendar_or_of_liking_names_no_subject() -> None:
    asked = ["tienen la novela del mes", "qué libro lee el club este mes", "aceptan meses sin intereses"]
    praised = ["me encanta el horno", "nos encantó la terraza", "el horno es mi favorito"]
    said = [(text, kind) for texts, kind in ((asked, "ask"), (praised, "like")) for text in texts for _ in range(40)]
    table = pd.DataFrame(said, columns=["text", "kind"])
    at = pd.date_range("2026-06-01", periods=len(table), freq="h", tz="UTC")
    table = table.assign(author=[f"h{n}" for n in range(len(table))], at=at, product=pd.NA)
    found = register(table, {}, lang="es", brand="Cenzontle")
    names = set(found["attribute"])
    assert {"mes", "encanta", "encantó", "favorito"}.isdisjoint(names)
    assert found.loc[found["kind"] == "ask", "n"].tolist() == [40, 40, 40]
    assert "horno" in names
    assert _words("la bolsa de 250 g y el saco de 1,5 kg") == ["la", "bolsa", "de", "y", "el", "saco", "de"]


def test_two_raters_are_compared_beyond_chance() -> None:
    # Cohen's kappa: 20 both yes, 15 both no, 5 and 10 apart -> 0.4 (Wikipedia, "Cohen's kappa", first example).
    pairs = [(1, 1)] * 20 + [(1, 0)] * 5 + [(0, 1)] * 10 + [(0, 0)] * 15
    rows = [
        (f"m{n}", rater, "empathy", score)
        for n, pair in enumerate(pairs)
        for rater, score in zip("ab", pair, strict=True)
    ]
    found = habit_table(pd.DataFrame(rows, columns=["message_id", "rater", "item", "score"])).loc["empathy"]
    assert (found["kappa"], found["agree"], found["n"]) == (pytest.approx(0.4), pytest.approx(0.7), 50)


def test_answers_that_differ_in_a_name_alone_are_the_same() -> None:
    said = ["Thanks @ana, we are on it.", "Thanks @leo, we are on it!", "The oat milk is back.", None]
    inbox = pd.DataFrame({"answered_by": ["person"] * 3 + ["bot"], "reply": said})
    found = sameness(inbox)
    assert found is not None
    assert (found.answers, found.same, found.times) == (3, 2, 2)


def test_pillars_are_known_by_hash_and_told_apart_by_what_they_do() -> None:
    rows = [("helper", "t1", "other"), ("helper", "t2", "praise"), ("helper", "t3", "other")]
    rows += [("critic", f"c{n}", "complaint") for n in range(4)] + [(f"x{n}", f"t{n}", "question") for n in range(9)]
    table = pd.DataFrame(rows, columns=["author_hash", "thread_id", "kind"])
    order = [3, 4, 5, *range(6, 10), *range(-1, 8)]
    table["received_at"] = pd.Timestamp("2026-10-01", tz="UTC") + pd.to_timedelta(order, unit="h")
    found = pillars(table, pd.DataFrame())
    assert found is not None
    assert found.members["role"].to_dict() == {"critic": "critic", "helper": "helper"}
    assert found.authors == 11


def test_an_inbox_that_only_a_bot_answered_is_drawn_as_waiting():
    moments = pd.to_datetime(["2026-10-05 10:00", "2026-10-06 10:00"], utc=True)
    rows = {"message_id": ["1", "2"], "platform": "instagram", "received_at": moments, "answered_by": "bot",
            "answered_at": moments + pd.Timedelta(minutes=1)}  # fmt: skip
    inbox = add_local_times(schema.conform(pd.DataFrame(rows), "inbox"), "Europe/Madrid")
    found = answers(inbox, schema.empty("team_hours"), "Europe/Madrid")
    assert found is not None
    assert found.curve.empty
    assert plot_waiting(found, Text("en")).get_title(loc="left")
