"""People's words are shown as people wrote them, each message once, and answer what was asked."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from smmkit import schema
from smmkit.client import Department, load_client
from smmkit.dated import add_local_times
from smmkit.folders import client_folder, demo_dir
from smmkit.ledger import Ledger
from smmkit.measures.alarm.history import Alarm
from smmkit.text import Text
from smmkit.topics.community import tables
from smmkit.topics.community.analysis.answers import answers
from smmkit.topics.community.analysis.complaints import cause_table
from smmkit.topics.community.analysis.needs import answers_to
from smmkit.topics.community.analysis.phrasing import name_of, shared_runs, written
from smmkit.topics.community.analysis.questions import questions_once
from smmkit.topics.community.proposals import complaint_items, needs_said, taste_items
from smmkit.topics.report.proposals.bulletin import department_answers

STOP = {"the", "for", "is", "a", "had", "i", "and", "which", "la", "de", "of", "my"}


def put(gram: str, *said: tuple[str, int]) -> tuple[tuple[str, int], ...]:
    texts = [text for text, n in said for _ in range(n)]
    messages = [written(text, number, str) for number, text in enumerate(texts)]
    return shared_runs(messages, gram, least=10, stop=STOP)


def test_two_questions_are_never_cut_down_to_the_words_they_share() -> None:
    many, beginners = "How many miles is the Sunday ride?", "Is the Sunday ride ok for beginners?"
    assert put("ride", (many, 37), (beginners, 34)) == ((many, 37), (beginners, 34))


@pytest.mark.parametrize(
    ("gram", "said", "shown"),
    [
        ("size fits", "Between a 54 and a 56, which size fits?", "Between a 54 and a 56, which size fits?"),
        ("fit", "Best fit I ever had", "Best fit I ever had"),
        ("size", "What size do I need at 5'9\"?", "What size do I need at 5'9\"?"),
        ("abre", "¿Alguien sabe a qué hora abre Café Lumbre?", "¿Alguien sabe a qué hora abre Café Lumbre?"),
        ("runs true after miles", "Mine runs true after 3,000 miles", "Mine runs true after 3,000 miles"),
    ],
)
def test_words_are_shown_with_their_capitals_numbers_and_marks(gram: str, said: str, shown: str) -> None:
    assert put(gram, (said, 12)) == ((shown, 12),)


def test_what_one_person_alone_wrote_is_never_shown() -> None:
    own = [(f"Where is my order {1000 + n}, please", 1) for n in range(12)]
    assert put("order", *own) == (("Where is my order…", 12),)
    handles = [(f"Thanks @person{n} for the order", 1) for n in range(12)]
    assert put("order", *handles) == ()


def test_a_sentence_that_is_cut_says_so() -> None:
    said = [(f"{name} gets my order wrong again today", 1) for name in "abcdefghijkl"]
    ((shown, n),) = put("order", *said)
    assert (shown, n) == ("…gets my order wrong again today", 12)


def test_words_that_add_an_article_alone_are_no_example() -> None:
    said = [(f"{n} la tarta de queso {n}", 1) for n in "abcdefghijkl"]
    assert put("tarta de queso", *said) == ()


def test_a_phrase_holds_the_number_many_wrote_and_nobody_s_own() -> None:
    shared = [written("It runs after 3,000 miles", n, str) for n in range(10)]
    assert name_of(shared, "runs after miles", least=10) == "runs after 3,000 miles"
    own = [written(f"It runs after {n} miles", n, str) for n in range(10)]
    assert name_of(own, "runs after miles", least=10) == "runs after miles"


@pytest.mark.parametrize(
    ("said", "gram", "name"),
    [
        (["El Etiopía lavado huele a jazmín", "Qué rico el Etiopía", "etiopía, siempre"], "etiopía", "Etiopía"),
        (["Tarta de queso, por favor", "La tarta de queso, sí"], "tarta de queso", "tarta de queso"),
        (["I LOVE the CHEESECAKE", "the cheesecake is fine", "my cheesecake"], "cheesecake", "cheesecake"),
    ],
)  # fmt: skip
def test_a_name_keeps_its_capital_and_the_first_word_of_a_sentence_does_not(
    said: list[str], gram: str, name: str
) -> None:
    messages = [written(one, number, lambda word: word) for number, one in enumerate(said * 5)]
    assert name_of(messages, gram, least=10) == name


def asked(*rows: tuple[str, str, int, tuple[tuple[str, int], ...]], kind: str = "ask") -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["product", "attribute", "n", "wording"])
    return table.assign(kind=kind, by_month=[{} for _ in rows])


def test_a_question_stands_under_one_subject_alone() -> None:
    club, son = ("¿Qué libro lee el club?", 27), ("Busco algo para leer con mi hijo", 31)
    table = asked(("infantil", "lea", 58, (son, club)), ("club", "club", 89, (club,)), ("x", "libro", 27, (club,)))
    found = questions_once(table)
    assert [(one.subject, one.n, one.wording) for one in found] == [("club", 89, (club,)), ("infantil", 31, (son,))]


def test_praise_of_no_product_answers_no_question_about_products() -> None:
    liked = asked(("", "friendly service", 53, ()), ("wheels", "work of art", 45, ()), kind="like")
    for need, shown in (("which products are liked", ["work of art"]), ("what people like", ["friendly service"])):
        (answer,) = answers_to([("Sales", need)], liked, pd.DataFrame())
        assert [one.phrase for one in answer.found][:1] == shown
        items = taste_items(liked, period="2026-10", source=(), since=date(2026, 9, 1))
        (told,) = department_answers(Department(name="Sales", needs=(need,)), Ledger(items), Text("en"))
        assert shown[0] in told.sentences[0]
    nothing = liked.assign(product="")
    (answer,) = answers_to([("Sales", "which products are liked")], nothing, pd.DataFrame())
    assert needs_said([answer])[0][2].key.startswith("Nothing people wrote")


def test_a_complaint_has_waited_as_long_on_every_list() -> None:
    came = pd.to_datetime(["2026-10-05 08:00", "2026-10-08 09:00", "2026-10-12 15:00"], utc=True)
    rows = {"message_id": ["1", "2", "3"], "platform": "instagram", "received_at": came,
            "kind": ["complaint", "question", "question"], "answered_by": [pd.NA, pd.NA, "person"],
            "answered_at": [pd.NaT, pd.NaT, pd.Timestamp("2026-10-12 15:30", tz="UTC")]}  # fmt: skip
    inbox = add_local_times(schema.conform(pd.DataFrame(rows), "inbox"), "Europe/Madrid")
    found = answers(inbox, schema.empty("team_hours"), "Europe/Madrid")
    whole = tables.late_table(found, Text("en")).set_index("Message")
    alone = tables.late_table(found, Text("en"), kind="complaint").set_index("Message")
    waited = "Working hours waited, up to Oct 12, 2026"
    assert list(alone.index) == ["1"]
    assert alone.loc["1", waited] == whole.loc["1", waited] == "52"


def test_the_cause_of_a_crisis_is_told_with_the_days_of_its_alarm() -> None:
    client = load_client(client_folder("cafe-lumbre", demo_dir()))
    at = pd.to_datetime(["2026-07-12"] * 30 + ["2026-10-02"] * 6).tz_localize("UTC")
    inbox = schema.empty("inbox").reindex(range(36)).assign(received_at=at, kind="complaint")
    inbox = add_local_times(inbox.assign(cause=["stem"] * 30 + ["late"] * 6), "Europe/Madrid")
    mentions = add_local_times(schema.empty("mentions"), "Europe/Madrid")
    causes = cause_table(inbox, mentions, month=date(2026, 10, 1))
    rang = Alarm(
        since=date(2026, 7, 11), until=date(2026, 7, 17), at=pd.Timestamp("2026-07-11"), stream="mentions", messages=90,
        mentions=60, usual=9.0, complaints=30, usual_complaints=2.0, unanswered=0, cause="stem", about=30, score=9.0,
    )  # fmt: skip
    told = {"period": "2026-10", "source": (), "since": date(2026, 7, 12), "alarms": [rang]}
    said = {one.id: Text("en")(one.title) for one in complaint_items(causes, None, None, client, **told)}
    assert "the crisis alarm was on from Jul 11, 2026 to Jul 17, 2026" in said["EV-complaints-stem"]
    assert "crisis" not in said["EV-complaints-late"]
