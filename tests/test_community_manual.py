"""The crisis manual: fifteen cards, nothing empty, no name, no word the brand keeps away from."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from io import BytesIO
from types import SimpleNamespace

import pandas as pd
import pytest

from smmkit import schema
from smmkit.client import load_client
from smmkit.client.model import Department
from smmkit.folders import client_folder, demo_dir
from smmkit.ledger import Ledger, Source
from smmkit.measures.alarm import AlarmHistory
from smmkit.measures.alarm.history import Alarm
from smmkit.measures.kpis import Facts
from smmkit.measures.needs import answers
from smmkit.period import Period
from smmkit.plan import load_plan, parse_plan
from smmkit.text import Text
from smmkit.topics.community.analysis.drill import drilled
from smmkit.topics.community.analysis.needs import answers_to
from smmkit.topics.community.analysis.questions import Question, most_put
from smmkit.topics.community.analysis.replies import sameness
from smmkit.topics.community.documents import DOCUMENTS, manual
from smmkit.topics.community.documents.sheets import _asked
from smmkit.topics.community.proposals import need_items, needs_said
from smmkit.topics.community.proposals.cards import Past, level_of, manual_cards, past_of
from smmkit.topics.community.proposals.voices import taste_items
from smmkit.topics.report.proposals.bulletin import department_answers

CLIENTS = ["cafe-lumbre", "libreria-cenzontle", "ridgeline-bikes"]


@pytest.fixture(params=[(slug, lang) for slug in CLIENTS for lang in ("en", "es")], ids=str)
def book(request: pytest.FixtureRequest) -> SimpleNamespace:
    slug, lang = request.param
    folder = client_folder(slug, demo_dir())
    client = load_client(folder)
    text = Text(lang, country=client.country if lang == client.language else "US", currency=client.currency)
    return SimpleNamespace(
        client=client, plan=load_plan(folder), text=text, alarm=AlarmHistory(), table=schema.empty,
        period=Period("2026-10"), facts=Facts({}, client.name),
    )  # fmt: skip


def test_fifteen_cards_are_whole_short_and_free_of_what_the_brand_avoids(book: SimpleNamespace) -> None:
    cards = manual_cards(book.client, book.plan.crisis, past=Past(history=True))
    assert len({(card.situation.id, card.severity.level) for card in cards}) == 15
    for card in cards:
        said = card.holding(book.text, book.client.brand.avoid)
        assert 0 < len(said) <= 280
        assert not [word for word in book.client.brand.avoid if word.casefold() in said.casefold()]
        for heading, lines in manual.blocks(card, book):
            assert heading
            assert lines, heading
            assert all(lines), heading


def test_an_accident_of_a_client_with_a_past_is_made_good_and_not_explained_away(book: SimpleNamespace) -> None:
    defect = {
        past: next(
            card.posture
            for card in manual_cards(book.client, book.plan.crisis, past=Past(history=past))
            if card.situation.id == "defect"
        )
        for past in (False, True)
    }
    assert defect == {False: "diminish", True: "rebuild"}


def test_the_manual_is_a_page_a_card_without_an_address_outside(book: SimpleNamespace) -> None:
    html = manual.write_manual(book)
    again = manual.write_manual_docx(book), manual.write_manual_docx(book)
    hours = manual.write_first_hours(book)
    assert html.count("<section>") == 19
    assert not re.search(r"https?://|src=|@import", html)
    assert again[0] == again[1]
    assert len(hours) == 5


def test_a_drill_that_is_too_long_ago_is_due() -> None:
    drills = pd.DataFrame({"on": pd.to_datetime(["2026-03-01"]), "minutes": [40.0], "score": [0.8]})
    assert drilled(drills, date(2026, 10, 31), months=6).due
    assert not drilled(drills, date(2026, 8, 31), months=6).due
    assert drilled(drills.iloc[:0], date(2026, 8, 31), months=6).last is None


def test_two_departments_with_different_needs_never_get_the_same_text() -> None:
    register = pd.DataFrame({"attribute": ["oat milk", "cake"], "kind": ["ask", "like"], "n": [20, 30]})
    causes = pd.DataFrame({"n": [12, 8]}, index=["long queue", "price"])
    needs = [("Sales", "what is asked before buying"), ("Operations", "causas de queja"), ("Finance", "cash flow")]
    said = [Text("en")(answer) for _, _, answer in needs_said(answers_to(needs, register, causes))]
    assert len(set(said)) == 3
    assert "oat milk (20)" in said[0]
    assert "long queue (12)" in said[1]
    assert said[2].startswith("Nothing people wrote answers this")


def test_a_need_is_answered_by_its_own_words_too() -> None:
    register = pd.DataFrame(
        {
            "attribute": ["envío"],
            "kind": ["ask"],
            "n": [69],
            "product": ["envíos"],
            "wording": [(("cuánto tarda", 35),)],
        }
    )
    causes = pd.DataFrame({"n": [13, 8]}, index=["cafetera defectuosa", "price"])
    needs = [("Operaciones", "productos defectuosos"), ("Operaciones", "envíos y plazos"), ("Finanzas", "tesorería")]
    said = [Text("en")(answer) for _, _, answer in needs_said(answers_to(needs, register, causes))]
    assert said[0] == "Most often: cafetera defectuosa (13)"
    assert said[1] == "Most often: envío (69: cuánto tarda)"
    assert said[2].startswith("Nothing people wrote answers this")


def alarm(since: date, until: date, mentions: int = 40, usual: float = 10.0) -> Alarm:
    return Alarm(
        since=since, until=until, at=pd.Timestamp(since), stream="mentions", messages=mentions, mentions=mentions,
        usual=usual, complaints=0, usual_complaints=0.0, unanswered=0, cause="glass", about=20, score=9.0,
    )  # fmt: skip


def tone(days: pd.DatetimeIndex, own: str, rival: str) -> pd.DataFrame:
    """Return two mentions a day of the client and two of a rival, each of one tone."""
    rows = [(day + pd.Timedelta(hours=hour), brand, feeling) for day in days for hour in (9, 18)
            for brand, feeling in (("Café Lumbre", own), ("La Molienda", rival))]  # fmt: skip
    table = pd.DataFrame(rows, columns=["at", "brand", "sentiment"])
    return table.assign(local_at=table["at"].dt.tz_localize("Europe/Madrid"))


def test_the_crisis_that_is_on_is_not_its_own_past_and_its_tone_no_bad_reputation() -> None:
    client = load_client(client_folder("cafe-lumbre", demo_dir()))
    now = alarm(date(2026, 7, 24), date(2026, 7, 30))
    history = AlarmHistory(alarms=(now,), as_of=date(2026, 7, 31))
    kind, crisis = pd.date_range("2026-05-01", "2026-07-23"), pd.date_range("2026-07-24", "2026-07-31")
    mentions = pd.concat([tone(kind, "positive", "positive"), tone(crisis, "negative", "positive")])
    assert past_of(history, mentions, client, date(2026, 7, 31)) == Past(history=False, bad_reputation=False)
    later = AlarmHistory(alarms=(now,), as_of=date(2026, 10, 31))
    assert past_of(later, mentions.iloc[:0], client, date(2026, 10, 31)) == Past(history=True, bad_reputation=False)


def test_an_accident_of_a_client_people_speak_ill_of_is_made_good_though_it_is_the_first() -> None:
    client = load_client(client_folder("cafe-lumbre", demo_dir()))
    days = pd.date_range("2026-01-01", "2026-10-31")
    feelings = [("negative", "positive"), ("negative", "neutral"), ("neutral", "positive"), ("negative", "positive")]
    said = [tone(days[n::4], own, rival) for n, (own, rival) in enumerate(feelings)]
    past = past_of(AlarmHistory(), pd.concat(said), client, date(2026, 10, 31))
    assert past == Past(history=False, bad_reputation=True)
    found = {card.situation.id: card for card in manual_cards(client, load_plan(client.folder).crisis, past=past)}
    assert (found["defect"].posture, found["defect"].why) == ("rebuild", "disliked")
    assert (found["troll"].posture, found["troll"].why) == ("deny", "false")


def test_how_grave_it_is_follows_the_plan_s_own_numbers() -> None:
    client = load_client(client_folder("ridgeline-bikes", demo_dir()))
    rules = parse_plan(
        """
[crisis]
lead = "crisis_lead"
deputies = ["approver"]
[[crisis.severity]]
level = 2
times_usual = 3.0
[[crisis.severity]]
level = 3
mentions = 90
signs = ["the mayor calls"]
"""
    ).crisis
    days = pd.date_range("2026-07-01", "2026-07-31")
    for most, times, level in ((20, 2.0, 1), (20, 4.0, 2), (95, 4.0, 3)):
        counts = pd.DataFrame({"mentions": 1.0}, index=days)
        counts.iloc[-2] = most
        found = alarm(date(2026, 7, 29), date(2026, 7, 31), mentions=int(times * 10))
        assert level_of(AlarmHistory(counts=counts), found, rules) == level
    text = Text("en", country="US")
    said = {card.severity.level: [text(one) for one in card.when] for card in manual_cards(client, rules, past=Past())}
    assert said[2][-1] == "Mentions reach 3 times the usual number."
    assert said[3] == ["Mentions reach 90 in one day.", "The mayor calls."]


def test_the_public_is_spoken_to_in_its_language_whatever_the_manual_s(book: SimpleNamespace) -> None:
    card = manual_cards(book.client, book.plan.crisis, past=Past())[0]
    said = manual.said_first(card, book)
    public = Text(book.client.language, country=book.client.country)
    assert said[0] == card.holding(public, book.client.brand.avoid)
    assert len(said) == 1 + (book.text.lang != book.client.language)


def hostile_inbox() -> pd.DataFrame:
    """Return messages and answers that carry names, handles and telephone numbers."""
    rows = [
        ("complaint", "Soy María Ybarrondo, @mariaybarrondo, mi móvil es 600 123 123", "Lo sentimos @mariaybarrondo")
    ]
    rows += [
        ("question", f"@cliente{n} ¿tenéis leche de avena, Ybarrondo{n}?", "Hola @cliente, sí: 600123123")
        for n in range(14)
    ]
    rows += [("praise", "qué rica la tarta de queso @mariaybarrondo", "Gracias @mariaybarrondo") for _ in range(14)]
    table = pd.DataFrame(rows, columns=["kind", "text", "reply"])
    at = pd.date_range("2026-10-01 10:00", periods=len(table), freq="7h", tz="UTC")
    return schema.empty("inbox").reindex(range(len(table))).assign(
        **table, message_id=[f"m{n}" for n in range(len(table))], received_at=at, received_local=at,
        answered_by="person", author_hash=[f"h{n}" for n in range(len(table))], cause="pedido",
        answered_at=at + pd.Timedelta(hours=1), solved_at=at + pd.Timedelta(hours=2), reopened_at=pd.NaT,
    )  # fmt: skip


def test_no_name_handle_or_number_of_a_person_stands_in_any_document() -> None:
    folder = client_folder("cafe-lumbre", demo_dir())
    client, inbox = load_client(folder), hostile_inbox()
    book = SimpleNamespace(
        client=client, plan=load_plan(folder), text=Text("es", country="ES"), period=Period("2026-10"),
        table=lambda name: inbox if name == "inbox" else schema.empty(name), alarm=AlarmHistory(),
        facts=Facts({}, client.name, (), {}, client.timezone),
    )  # fmt: skip
    written = {name: content for one in DOCUMENTS for name, content in one.files(book).items()}
    assert {"crisis_manual.html", "crisis_manual.docx", "complaints.xlsx", "tastes.xlsx", "faq.html"} <= set(written)
    for name, content in written.items():
        said = read_text(content)
        assert not re.search(r"ybarrondo|@cliente|600.?123.?123", said, re.IGNORECASE), name
    assert "leche de avena" in read_text(written["faq.html"])
    found = sameness(inbox)
    assert found is not None
    assert not re.search(r"ybarrondo|@|600", found.often, re.IGNORECASE)


def read_text(content: bytes) -> str:
    """Return what a document holds, whatever its kind."""
    if not content.startswith(b"PK"):
        return content.decode()
    with zipfile.ZipFile(BytesIO(content)) as packed:
        return "\n".join(packed.read(name).decode(errors="ignore") for name in packed.namelist())


def test_a_department_reads_in_its_own_bulletin_what_people_wrote_of_its_need() -> None:
    causes = pd.DataFrame({"n": [13, 8]}, index=["cafetera defectuosa", "price"])
    register = pd.DataFrame({"attribute": ["cake"], "kind": ["like"], "n": [30], "product": [""]})
    needs = [("Operaciones", "productos defectuosos"), ("Ventas", "qué productos gustan")]
    items = need_items(answers_to(needs, register, causes), period="2026-10", source=(Source("inbox.csv", "2-99"),))
    ledger, text = Ledger(items), Text("en")
    mine, other = (Department(name=name, needs=(need,)) for name, need in needs)
    told = (
        "Operaciones asked about “productos defectuosos”. What people write of it most often, with how many messages "
        "and how they put it: cafetera defectuosa (13)."
    )
    assert [one.sentences for one in department_answers(mine, ledger, text)] == [(told,)]
    assert [one.sentences for one in department_answers(other, ledger, text)] == [()]


@pytest.mark.parametrize(
    ("need", "id", "told"),
    [
        ("qué se pregunta antes de comprar", "EV-cost-meta-mensajes-y-consultas", False),
        ("qué se pregunta antes de comprar", "EV-tastes-ask-gluten", True),
        ("qué productos gustan", "EV-tastes-ask-gluten", False),
        ("qué productos gustan", "EV-tastes-like-tarta", True),
        ("envíos y plazos", "EV-tastes-ask-envio", True),
        ("opiniones de clientes", "RS-test-pagina-con-opiniones-b", False),
        ("preguntas y dudas", "EV-competitor-consultas-norte-instagram-er", False),
        ("qué hace la competencia", "EV-move-tinta-clara-regala-el-envio", True),
        ("envíos y plazos", "EV-move-tinta-clara-regala-el-envio", True),
        ("resultados", "EV-cost-meta-mensajes-y-consultas", True),
    ],
)
def test_a_name_somebody_gave_answers_no_department(need: str, id: str, *, told: bool) -> None:
    assert answers(need, (), id) is told


def test_a_matter_ticked_in_the_brief_is_answered_where_no_need_names_it() -> None:
    asked = {"attribute": ["vegan"], "kind": ["ask"], "n": [125], "product": [""], "by_month": [{"2026-10": 11}]}
    register = pd.DataFrame({**asked, "wording": [(("Is the bar vegan?", 125),)]})
    asks = Ledger(taste_items(register, period="2026-10", source=(), since=date(2026, 9, 1)))
    sales = Department(name="Sales", needs=("what people complain about",), topics=("complaints", "questions", "price"))
    complained, questions, price = department_answers(sales, asks, Text("en"))
    assert (complained.need, complained.sentences) == ("what people complain about", ())
    assert questions.need == "What people ask"
    assert "Is the bar vegan?" in questions.sentences[0]
    assert (price.need, price.sentences) == ("Prices", ())


def test_two_questions_that_share_a_word_are_not_one_question_many_times() -> None:
    wording = (("How long does a bar last?", 308), ("Is the oat bar vegan?", 352))
    assert most_put(wording, 660) == (wording[1], wording[0])
    assert most_put((("Is the oat bar vegan?", 500), wording[0]), 660) == (("Is the oat bar vegan?", 500),)
    en = Text("en")
    assert _asked(Question("", "bar", 660, wording), en, set()) == "About “bar”: 660 messages"
    alike = Question("", "bar", 308, wording[:1])
    assert _asked(alike, en, set()) == "“How long does a bar last?”: 308 messages"


def test_a_bulletin_tells_the_words_of_the_same_messages_once() -> None:
    causes = pd.DataFrame({"n": [13]}, index=["price"])
    put = "hay envío el mismo día"
    asked = {"attribute": ["envío"], "kind": ["ask"], "n": [125], "product": ["envíos"], "wording": [((put, 9),)]}
    asked["by_month"] = [{"2026-10": 11}]
    register = pd.DataFrame(asked)
    need = ("Operaciones", "envío")
    items = need_items(answers_to([need], register, causes), period="2026-10", source=())
    asks = taste_items(register, period="2026-10", source=(), since=date(2026, 9, 1))
    (answer,) = department_answers(Department(name=need[0], needs=(need[1],)), Ledger([*items, *asks]), Text("en"))
    assert len(items) == len(asks) == 1
    assert "\n".join(answer.sentences).count(put) == 1


@pytest.mark.parametrize(
    ("kind", "subject", "phrase", "put", "says", "not_says"),
    [
        ("ask", "gravel frame", "size", "Which size fits me?", "ask about “gravel frame” (size), such as", "“size”"),
        ("ask", "", "abre", "¿A qué hora abre la tienda?", "ask “¿A qué hora abre la tienda?” and the like", "“abre”"),
        ("ask", "", "abre", "", "ask about “abre”", "(abre)"),
        ("ask", "", "bar", "Is it vegan?|Does it last?", "“Is it vegan?” (40) and “Does it last?” (30)", "“bar”"),
        ("like", "", "wheels are a work", "Those wheels are a work of art", "work of art” and the like", "“wheels"),
        ("like", "cakes", "tarta de queso", "La tarta de queso, la mejor", "praise “tarta de queso”, such as", "cakes"),
    ],
)  # fmt: skip
def test_what_people_ask_has_the_name_of_the_list_of_questions(
    kind: str, subject: str, phrase: str, put: str, says: str, not_says: str
) -> None:
    first, _, second = put.partition("|")
    said = ((second, 30), (first, 40)) if second else ((put, 12),) if put else ()
    register = pd.DataFrame(
        {
            "attribute": [phrase],
            "kind": [kind],
            "n": [72],
            "product": [subject],
            "wording": [said],
            "by_month": [{"2026-09": 5, "2026-10": 7}],
        }
    )
    (item,) = taste_items(register, period="2026-10", source=(), since=date(2026, 9, 1))
    title = Text("en")(item.title)
    assert says in title
    assert not_says not in title
    assert "(7 in October 2026)" in title
