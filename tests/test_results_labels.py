"""Notebook 09: what came by the label (UTM) of campaign and post adds up to the month and names no false winner."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_sources_meta import BRIEF

from smmkit import schema
from smmkit.client import load_client
from smmkit.ledger import Verdict
from smmkit.measures.kpis import Facts
from smmkit.measures.labels import CALENDAR, Labels, labels_of
from smmkit.measures.scopes import Window
from smmkit.measures.visits import NONE, UNKNOWN, visits_by_network
from smmkit.plan.calendar import load_calendar, parse_calendar
from smmkit.sources import read_exports
from smmkit.sources.web_views import split_web
from smmkit.text import Text
from smmkit.topics.results import proposals, tables
from smmkit.topics.results.analysis import LEFT, LabelBook, campaign_return, label_book

Twin = Callable[..., tuple[Facts, Labels]]
ROOT = Path(__file__).parents[1]
MARCH = Window(date(2026, 3, 1), date(2026, 3, 31))
PLAN = {"CA-autumn": "Campaña de otoño", "CA-spring": "Spring giveaway"}
RUNNING = {"CA-autumn": (date(2026, 3, 5), date(2026, 3, 25))}
CALENDAR_FILE = (
    "post_id,on,network,title,campaign,utm_campaign,utm_content\n"
    "reel-1,2026-03-06,instagram,The new roast,CA-autumn,ca-autumn,reel-1\n"
    "link-1,2026-03-08,facebook,A tasting,CA-autumn,ca-autumn,link-1\n"
    "tip-1,2026-03-02,instagram,A tip,,always-on,tip-1\n"
    "given,2026-03-09,instagram,Given to a campaign later,CA-autumn,always-on,given\n"
)
HEADERS = {
    "en": "Date,Session campaign,Session manual ad content,Sessions,Key events,Total revenue",
    "es": "Fecha,Campaña de la sesión,Contenido de anuncio manual de la sesión,Sesiones,Eventos clave,Ingresos totales",
    "pt": "Data,Campanha da sessão,Conteúdo do anúncio manual da sessão,Sessões,Eventos principais,Receita total",
}
ROWS = (
    "20260306,ca-autumn,reel-1,40,4,80",
    "20260307,CA AUTUMN,Reel 1,10,1,20",
    "20260308,campaña_de_otoño,link-1,30,2,40",
    "20260308,always-on,tip-1,20,1,10",
    "20260309,always-on,given,5,0,0",
    "20260309,always-on,bio,5,0,0",
    "20260309,summer-2026,reel-1,50,3,60",
    "20260310,(direct),(not set),100,5,100",
    "20260310,(organic),(not set),40,4,90",
)
CHANNELS = "Date,Session default channel group,Sessions,Key events,Total revenue"
BY_CHANNEL = (
    "20260306,Direct,40,4,80", "20260307,Direct,10,1,20", "20260308,Direct,50,3,50", "20260309,Direct,60,3,60",
    "20260310,Direct,140,9,190",
)  # fmt: skip


def export(header: str, rows: Sequence[str]) -> str:
    return "\n".join(("# Start date: 20260301", "# End date: 20260331", header, *rows, ""))


@pytest.fixture
def twin(tmp_path: Path) -> Twin:
    """Put exports into a client's folder beside its calendar; return its tables and what its labels name."""
    folder = tmp_path / "cafe"
    (folder / "exports").mkdir(parents=True)
    (folder / "client.toml").write_text(BRIEF, encoding="utf-8")
    (folder / "calendar.csv").write_text(CALENDAR_FILE, encoding="utf-8")

    def read(**files: str) -> tuple[Facts, Labels]:
        for name, text in files.items():
            (folder / "exports" / f"{name}.csv").write_text(text, encoding="utf-8")
        return Facts(read_exports(load_client(folder)).tables), labels_of(PLAN, load_calendar(folder))

    return read


def booked(facts: Facts, labels: Labels) -> LabelBook:
    book = label_book(facts, labels, RUNNING, MARCH)
    assert book is not None
    return book


def sums(book: LabelBook) -> dict[str, tuple[float | None, float | None, float | None]]:
    return {line.key: (line.sessions, line.key_events, line.revenue) for line in book.campaigns}


def said(book: LabelBook | None, labels: Labels, lang: str = "en") -> list[str]:
    text = Text(lang, country="ES" if lang == "es" else "US", currency="EUR")
    items = proposals.label_items(book, labels, period="2026-03", source=())
    return [text(getattr(one, "title", one)) for one in proposals.label_lines(items, book)]


KNOWN = labels_of(PLAN, schema.empty("calendar"))


@pytest.mark.parametrize("label", ["ca-autumn", "CA Autumn", "ca_autumn", "Campaña de Otoño", "campana-de-otono"])
def test_a_label_is_known_by_its_letters_and_digits_alone(label: str, twin: Twin) -> None:
    facts, labels = twin(a=export(HEADERS["en"], [f"20260306,{label},x,40,4,80"]))
    assert [line.key for line in booked(facts, labels).known] == ["CA-autumn"]


@pytest.mark.parametrize("label", ["ca-autum", "autumn", "ca-autumn-2", "caautumn"])
def test_what_is_merely_alike_is_nobodys(label: str, twin: Twin) -> None:
    facts, labels = twin(a=export(HEADERS["en"], [f"20260306,{label},reel-1,40,4,80"]))
    book = booked(facts, labels)
    assert sums(book)[UNKNOWN] == (40, 4, 80)
    assert book.strangers == (label,)
    assert not any(book.posts.values())


@pytest.mark.parametrize("own", ["(not set)", "(direct)", "(organic)", "(referral)", "(none)", "(other)"])
def test_what_ga4_writes_itself_is_no_campaign(own: str, twin: Twin) -> None:
    facts, labels = twin(a=export(HEADERS["en"], [f"20260306,{own},(not set),40,4,80"]))
    book = booked(facts, labels)
    assert sums(book)[NONE] == (40, 4, 80)
    assert book.strangers == ()


@pytest.mark.parametrize("lang", HEADERS)
def test_an_export_in_each_language_tells_campaigns_and_posts_alike(lang: str, twin: Twin) -> None:
    book = booked(*twin(a=export(HEADERS[lang], ROWS)))
    assert sums(book) == {
        "CA-autumn": (80, 7, 140), CALENDAR: (30, 1, 10), UNKNOWN: (50, 3, 60), NONE: (140, 9, 190)
    }  # fmt: skip
    assert [(line.post, line.sessions) for line in book.posts["CA-autumn"]] == [("reel-1", 50), ("link-1", 30)]
    assert [(line.post, line.sessions) for line in book.posts[CALENDAR]] == [("tip-1", 20), ("given", 5), (UNKNOWN, 5)]
    assert (book.strangers, book.stray_posts) == (("summer-2026",), ("bio",))


def test_a_post_is_known_by_campaign_and_content_together(twin: Twin) -> None:
    book = booked(*twin(a=export(HEADERS["en"], ["20260306,always-on,reel-1,40,4,80"])))
    assert [line.post for line in book.posts[CALENDAR]] == [UNKNOWN]


def test_posts_outside_all_campaigns_keep_their_label_when_one_is_given_to_a_campaign(
    twin: Twin,
) -> None:
    _, labels = twin()
    assert labels.campaigns["always-on"] == CALENDAR


def test_a_label_of_two_campaigns_or_posts_is_neithers() -> None:
    calendar = schema.conform(
        pd.DataFrame(
            [("a", "CA-autumn", "spring-giveaway", "x"), ("b", "CA-autumn", "joint", "y"),
             ("c", "CA-spring", "joint", "y"), ("d", "CA-spring", "ca-spring", "z"),
             ("e", "CA-spring", "CA spring", "Z")],
            columns=["post_id", "campaign", "utm_campaign", "utm_content"],
        ),
        "calendar",
    )  # fmt: skip
    labels = labels_of(PLAN, calendar)
    assert labels.campaigns["spring-giveaway"] == "CA-spring"  # its title goes before what a link was given
    assert labels.twice == {"joint"}
    assert labels.posts_twice == {("CA-spring", "z")}


def test_an_ad_goes_by_its_name_unless_a_campaign_does() -> None:
    labels = labels_of(PLAN, schema.empty("calendar"), ["Web prospecting", "Spring giveaway"])
    assert labels.campaigns["web-prospecting"] == "ads:web-prospecting"
    assert labels.names["ads:web-prospecting"] == "Web prospecting"
    assert labels.campaigns["spring-giveaway"] == "CA-spring"


def test_several_exports_of_the_same_days_count_each_visit_once(twin: Twin) -> None:
    alone = [f"{row.split(',')[0]},{row.split(',')[1]},{','.join(row.split(',')[3:])}" for row in ROWS]
    wide = [row.replace(",", ",instagram / social,", 1) for row in ROWS]
    book = booked(
        *twin(
            channels=export(CHANNELS, BY_CHANNEL),
            content=export(HEADERS["en"], ROWS),
            campaign=export("Date,Session campaign,Sessions,Key events,Total revenue", alone),
            sources=export(HEADERS["en"].replace("Date,", "Date,Session source / medium,"), wide),
        )
    )
    assert sums(book)["CA-autumn"] == (80, 7, 140)
    assert [line.sessions for line in book.posts["CA-autumn"]] == [50, 30]
    assert (book.whole.sessions, book.whole.key_events, book.whole.revenue) == (300, 20, 400)
    assert book.line(LEFT) is None


def test_a_visit_of_a_network_told_by_two_exports_counts_once(twin: Twin) -> None:
    source = "Date,Session source / medium,Sessions,Key events,Total revenue"
    facts, _ = twin(
        channels=export(CHANNELS, BY_CHANNEL),
        sources=export(source, ["20260306,instagram / social,40,4,80"]),
        wide=export(
            source.replace("medium,", "medium,Session campaign,"), ["20260306,instagram / social,ca-autumn,40,4,80"]
        ),
    )
    assert visits_by_network(facts.tables, ["instagram"], MARCH)["sessions"].tolist() == [40]


def test_what_a_filtered_export_leaves_out_is_a_row_of_its_own(twin: Twin) -> None:
    facts, labels = twin(channels=export(CHANNELS, BY_CHANNEL), a=export(HEADERS["en"], ROWS[:3]))
    book = booked(facts, labels)
    assert sums(book) == {"CA-autumn": (80, 7, 140), LEFT: (220, 13, 260)}


def test_an_export_that_tells_more_than_the_month_is_said(twin: Twin) -> None:
    facts, labels = twin(channels=export(CHANNELS, BY_CHANNEL), a=export(HEADERS["en"], [*ROWS, "20260306,x,y,25,0,0"]))
    book = booked(facts, labels)
    assert sums(book)[LEFT] == (-25, 0, 0)
    assert any("tells 25 visits more" in one for one in said(book, labels))


NUMBERS = st.one_of(st.none(), st.integers(0, 40))
TOLD = st.lists(
    st.tuples(
        st.integers(1, 3), st.sampled_from([None, "Direct", "Email"]),
        st.sampled_from([None, "ca-autumn", "x", "(direct)"]), st.sampled_from([None, "reel-1", "(not set)"]),
        NUMBERS, NUMBERS,
    ),
    min_size=1, max_size=25, unique_by=lambda row: row[:4],
)  # fmt: skip


@settings(deadline=None, max_examples=30)
@given(TOLD)
def test_the_rows_always_add_up_to_the_month(rows: list[tuple[object, ...]]) -> None:
    columns = ["day", "channel", "campaign", "content", "sessions", "key_events"]
    frame = pd.DataFrame(rows, columns=columns)
    frame["day"] = pd.to_datetime("2026-03-01") + pd.to_timedelta(frame["day"], unit="D")
    counted, detail = split_web(schema.conform(frame.assign(scope="session"), "web"))
    book = label_book(Facts({"web": counted, "web_detail": detail}), KNOWN, RUNNING, MARCH)
    if book is None:
        told = frame["campaign"].notna() & frame[["sessions", "key_events"]].notna().any(axis=1)
        assert not told.any()
        return
    for name in ("sessions", "key_events"):
        parts = [value for line in book.campaigns if (value := getattr(line, name)) is not None]
        whole = getattr(book.whole, name)
        if parts and whole is not None:
            assert sum(parts) == pytest.approx(whole)


def test_the_first_visits_campaign_is_not_the_visits(twin: Twin) -> None:
    facts, labels = twin(a=export("Date,First user campaign,New users", ["20260306,ca-autumn,40"]))
    assert label_book(facts, labels, RUNNING, MARCH) is None


@pytest.mark.parametrize(
    ("lang", "asked"), [("en", "Session manual ad content"), ("es", "Contenido de anuncio manual")]
)
def test_without_campaigns_one_sentence_says_what_to_export(lang: str, asked: str, twin: Twin) -> None:
    facts, labels = twin(channels=export(CHANNELS, BY_CHANNEL))
    book = label_book(facts, labels, RUNNING, MARCH)
    (line,) = said(book, labels, lang)
    assert asked in line
    text = Text(lang, country="US", currency="EUR")
    assert tables.label_table(book, labels, schema.empty("calendar"), {}, text, window=MARCH).empty


def test_an_export_without_content_asks_for_it(twin: Twin) -> None:
    facts, labels = twin(a=export("Date,Session campaign,Sessions,Key events", ["20260306,ca-autumn,40,4"]))
    book = booked(facts, labels)
    assert any("campaigns and no posts" in line for line in said(book, labels))
    assert not any(
        "campaigns and no posts" in line for line in said(booked(*twin(b=export(HEADERS["en"], ROWS))), labels)
    )


def test_a_campaign_that_ran_without_one_labelled_visit_is_told_its_label(
    twin: Twin,
) -> None:
    facts, labels = twin(a=export(HEADERS["en"], ROWS[3:]))
    book = booked(facts, labels)
    assert sums(book)["CA-autumn"] == (0, 0, 0)
    assert any("utm_campaign=ca-autumn" in line for line in said(book, labels))
    assert "CA-spring" not in sums(book)  # it did not run


def test_a_campaign_of_days_the_export_does_not_tell_is_unknown_and_not_silent(twin: Twin) -> None:
    facts, labels = twin(a=export(HEADERS["en"], ROWS[:5]))
    late, met = (date(2026, 3, 20), date(2026, 3, 30)), (date(2026, 3, 8), date(2026, 3, 30))
    books = [label_book(facts, labels, {"CA-spring": days}, MARCH) for days in (late, met)]
    assert [book is not None and [*book.silent] for book in books] == [[], ["CA-spring"]]


@pytest.mark.parametrize("lang", ["en", "es"])
def test_labels_of_nobody_are_counted_and_named_in_both_languages(lang: str, twin: Twin) -> None:
    facts, labels = twin(
        a=export(HEADERS["en"], [*ROWS, "20260311,Promo Julio,x,1,0,0", "20260311,promo_julio,x,1,0,0"])
    )
    book = booked(facts, labels)
    spoken = said(book, labels, lang)
    start = "2 campaigns in Google Analytics belong" if lang == "en" else "Hay 2 campañas de Google Analytics"
    (stranger,) = [line for line in spoken if line.startswith(start)]
    assert "summer-2026" in stranger
    assert "romo" in stranger
    assert any("bio" in line and "utm_content" in line for line in spoken)
    assert "110" in spoken[0]


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_table_names_posts_and_repeats_what_was_left(lang: str, twin: Twin) -> None:
    facts, labels = twin(a=export(HEADERS["en"], ROWS))
    text = Text(lang, country="US", currency="USD")
    costs = {"CA-autumn": pd.DataFrame({"line": ["ads"], "amount": [50.0], "hours": [0.0]})}
    found = {"CA-autumn": campaign_return(np.linspace(0, 800, 1001), 0.5, 50.0)}
    left = tables.left_over(found, text, window=MARCH)
    campaigns = pd.DataFrame([{"id": "CA-autumn", "title": "x"}])
    returned = tables.returns_table(campaigns, costs, found, text, window=MARCH).to_numpy()[0, -1]
    shown = tables.label_table(booked(facts, labels), labels, parse_calendar(CALENDAR_FILE), left, text, window=MARCH)
    assert shown.iloc[0, -1] == returned
    assert all(amount in returned for amount in ("+$150", "-$40", "+$340"))
    assert "The new roast" in shown.iloc[1, 0]
    assert shown.iloc[-1].tolist()[2:4] == ["20", "300"]


def month_of(rates: dict[str, float], rng: np.random.Generator, *, visits: int = 60, uneven: float = 0.0) -> Facts:
    """Return a month of labelled visits per campaign; `uneven` makes the rate of a day wander."""
    rows = []
    for label, rate in rates.items():
        for day in pd.date_range("2026-03-01", "2026-03-31"):
            count = int(rng.poisson(visits))
            chance = float(np.clip(rate * np.exp(rng.normal(0, uneven) - uneven**2 / 2), 0, 1))
            rows.append((day, label, count, int(rng.binomial(count, chance))))
    frame = pd.DataFrame(rows, columns=["day", "campaign", "sessions", "key_events"]).assign(scope="session")
    return Facts({"web": schema.conform(frame, "web")})


@pytest.mark.parametrize("uneven", [0.0, 0.6])
def test_campaigns_alike_seldom_get_a_winner(uneven: float) -> None:
    rng, hits = np.random.default_rng(3), 0
    for _ in range(40):
        facts = month_of({"ca-autumn": 0.03, "ca-spring": 0.03, "always-on": 0.03}, rng, uneven=uneven)
        book = label_book(facts, Labels({**KNOWN.campaigns, "always-on": CALENDAR}, PLAN, {}), RUNNING, MARCH)
        hits += bool(book and book.apart)
    assert hits <= 1


def test_a_campaign_far_better_is_said_and_left_to_somebodys_judgement() -> None:
    facts = month_of({"ca-autumn": 0.08, "ca-spring": 0.02}, np.random.default_rng(1))
    book = booked(facts, KNOWN)
    assert [(high.key, low.key) for high, low in book.apart] == [("CA-autumn", "CA-spring")]
    (item,) = [
        one for one in proposals.label_items(book, KNOWN, period="2026-03", source=()) if one.id == "EV-labels-rates"
    ]
    assert item.verdict is Verdict.JUDGE
    assert "nobody knows whether the campaign is the reason" in Text("en")(item.title)


def test_few_results_are_not_compared_and_ads_are_not_set_beside_posts() -> None:
    rng = np.random.default_rng(2)
    few = booked(month_of({"ca-autumn": 0.0, "ca-spring": 0.5}, rng, visits=1), KNOWN)
    assert few.compared == ()
    labels = labels_of(PLAN, schema.empty("calendar"), ["Prospecting"])
    mixed = booked(month_of({"ca-autumn": 0.02, "prospecting": 0.2}, rng), labels)
    assert mixed.compared == ()
    assert any("enough key events to compare" in line for line in said(mixed, labels))


@pytest.mark.parametrize("slug", ["cafe-lumbre", "ridgeline-bikes", "libreria-cenzontle"])
def test_the_labels_of_an_invented_client_add_up_to_its_channels_day_by_day(slug: str) -> None:
    tables_ = read_exports(load_client(ROOT / "data/clients" / slug)).tables
    month = {name: tables_[name][tables_[name]["day"] >= "2026-10-01"] for name in ("web", "web_detail")}
    names = ["sessions", "key_events", "revenue"]
    days = {name: table.groupby("day")[names].sum().astype(float).round(2) for name, table in month.items()}
    assert month["web_detail"]["campaign"].notna().all()
    pd.testing.assert_frame_equal(days["web"], days["web_detail"])
