"""Documents that leave the house hold their data inert, ask nothing of other addresses, and fit their paper."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import shutil
import zipfile
from datetime import date
from html import unescape
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import prepared
import pytest
from click.testing import CliRunner
from markupsafe import escape

from smmkit.cli.approve import approve
from smmkit.client import load_client
from smmkit.errors import ConfigError
from smmkit.ledger import Check, Item, Ledger, judge, read_ledger
from smmkit.month_folder import states
from smmkit.plan import Plan, load_plan
from smmkit.plan.signoff import held, load_signoff
from smmkit.report.charts import Bullet, bullet_svg, spark_svg
from smmkit.report.letters import guarded, letter, named_tables
from smmkit.report.page_linter import told_sentences, untrue_sentences
from smmkit.report.portfolio import URGENCY, write_portfolio
from smmkit.report.sheets import Sheet, workbook_bytes
from smmkit.text import Message, Text
from smmkit.topics.report.documents.monthly import TEMPLATES as REPORTS
from smmkit.topics.report.documents.signing import ToSign, _sheet
from smmkit.topics.report.documents.strategy import TEMPLATES, StrategyPart, parts
from smmkit.topics.report.proposals.money import MonthMoney
from smmkit.topics.report.proposals.opinions import measured_title
from smmkit.topics.report.proposals.story import story
from smmkit.topics.report.proposals.summary import summary

HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
CLIENTS = ("cafe-lumbre", "libreria-cenzontle", "ridgeline-bikes")
# Who reads them types no command; the team's own sheets carry ids, for `approve` and `trace`.
OUTSIDE = ("report.html", "signoff.html", "steering.html", "strategy.html", "bulletin_*.html", "week_*.html",
           "approval_*.html", "brief_*.html", "faq.html", "crisis_manual.html", "first_hour_*.html")  # fmt: skip
PAGES = ("report.html", "steering.html", "signoff.html", "strategy.html")


def test_a_figure_says_hostile_words_as_words() -> None:
    for drawn in (bullet_svg(Bullet(3.0, 5.0, 2.0, 4.0), HOSTILE), spark_svg([1.0, 2.0, 3.0], HOSTILE)):
        assert "<script" not in drawn
        assert "&lt;script&gt;" in drawn


def test_a_client_is_asked_for_a_table_and_never_for_a_file_of_the_house() -> None:
    said = "Keep inbox.csv: one row per message; exports/by_hand/cm_report.csv too, not www.shop.example/list.csv.html"
    told = named_tables(said, Text("en"))
    assert told.startswith("Keep the table “inbox”: one row per message; the table “cm report” too")
    assert named_tables("Lleve competitors.csv.", Text("es")) == "Lleve la tabla «competidores»."


def test_a_sheet_with_nothing_to_sign_says_so_and_asks_for_no_signature(root: Path) -> None:
    client = load_client(root / "data" / "clients" / "cafe-lumbre")
    one = ToSign("OB-x", "Take it to 120.", "JUDGE", "f", "t", (), ("The brief asks for 400.",))
    page = {n: letter(REPORTS / "signoff.html", client, Text("en"), month="2026-10", sheets=[one] * n, sure=[],
                      talk=["Agree to the $20."], script="save()") for n in (0, 1)}  # fmt: skip
    assert all("Agree to the $20." in page[n] for n in page)
    assert "Nothing waits for your signature." in page[0]
    assert not re.search("<button|<input|<script|Signature and role", page[0])
    assert "<button" in page[1]
    assert "The brief asks for 400." in page[1]


def test_a_telephone_is_asked_to_decide_only_where_something_waits(root: Path) -> None:
    client, plan = load_client(root / "data" / "clients" / "cafe-lumbre"), Plan()
    told = story(summary(Ledger(), plan), Ledger(), plan, MonthMoney(0.0, None, (), "2026-10"), budget=0.0)
    shown = {"story": told, "bullets": {"money": ""}, "keys": {"spent": "", "planned": ""}, "before": {}}
    page = {n: letter(REPORTS / "report.html", client, Text("en"), month="2026-10", sections=[], menu=[], measures={},
                      waiting=n, **shown) for n in (0, 3)}  # fmt: skip
    assert "Decide now" not in page[0]
    assert "Decide now (3)" in page[3]


def test_a_plan_without_anything_approved_is_two_headings_and_no_empty_one() -> None:
    book = SimpleNamespace(text=Text("es", country="ES"), plan=Plan(), ledger=Ledger([]),
                           client=SimpleNamespace(goals=()))  # fmt: skip
    found = parts(book)  # type: ignore[arg-type]
    assert [one.title for one in found] == ["Qué busca el negocio", "DAFO", "El plan"]
    assert all(one.lines or one.rows for one in found)


@pytest.mark.parametrize(("lang", "word"), [("en", "Through social media"), ("es", "Desde las redes")])
def test_the_sheet_says_which_channels_an_objective_counts(lang: str, word: str) -> None:
    judged = judge([Check("rows", False, Message("rows"))], owner="approver")
    for channels, told in (("Organic Social|Organic Video", True), ("Email", False), ("", False)):
        item = Item.of("OB-orders", Message("x"), judged, because=("EV-a",), about={"scope.channels": channels})
        facts = SimpleNamespace(once=lambda key, made: made())
        book = SimpleNamespace(text=Text(lang), ledger=Ledger([item]), plan=Plan(), facts=facts)
        because = _sheet(item, book).because  # type: ignore[arg-type]
        assert any(word in one and "Organic Social, Organic Video" in one for one in because) is told


def test_a_month_nobody_knows_is_a_gap_in_the_line() -> None:
    drawn = str(spark_svg([1.0, 2.0, None, 3.0, 4.0], ""))
    assert len(re.findall("<polyline", drawn)) == 2
    assert spark_svg([1.0, None, 2.0], "") == ""


def test_a_page_may_use_only_its_own_styles_and_scripts() -> None:
    page = guarded("<html><head><style>a{}</style></head><body><script>let a=1</script></body></html>")
    for inside in ("a{}", "let a=1"):
        assert base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode() in page
    assert "default-src 'none'" in page
    assert "script-src 'none'" in guarded("<html><head></head></html>")


def test_a_cell_that_looks_like_a_formula_is_text() -> None:
    rows = [('=HYPERLINK("http://x")', 1.5), ("+1", None), ("@a", 2), ("-3", 3)]
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes([Sheet("a/b", ("x", "y"), rows)])))
    sheet = book["a b"]
    assert [sheet.cell(line, 1).data_type for line in range(2, 6)] == ["s"] * 4
    assert sheet["B2"].value == 1.5


def test_the_same_rows_make_the_same_file() -> None:
    sheets = [Sheet("a", ("x",), [("1",)])]
    assert workbook_bytes(sheets) == workbook_bytes(sheets)


def sheet(folder: Path, **rest: object) -> Path:
    answers = [{"id": "BL-ads", "fingerprint": "", "choice": "approved", "note": ""}]
    path = folder / "signoff.json"
    content = {"client": "cafe", "period": "2026-09", "by": "approver", "on": "2026-10-02", "answers": answers, **rest}
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"client": "other"}, "belongs to other"),
        ({"period": "2026-08"}, "belongs to cafe, 2026-08"),
        ({"answers": []}, "holds no answer"),
        ({"answers": [{"id": "BL-ads", "choice": "approved"}, {"id": "BL-ads", "choice": "rejected"}]}, "BL-ads twice"),
        ({"answers": [{"id": "BL-ads", "choice": "perhaps"}]}, "is no signed sheet"),
    ],
)
def test_a_sheet_that_cannot_be_used_says_why(tmp_path: Path, change: dict, sentence: str) -> None:
    with pytest.raises(ConfigError, match=sentence):
        load_signoff(sheet(tmp_path, **change), client="cafe", period="2026-09")


def test_a_file_that_is_no_sheet_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "signoff.json"
    for content in (b"\x00\xff", b"[]", b"{}"):
        path.write_bytes(content)
        with pytest.raises(ConfigError, match="is no signed sheet"):
            load_signoff(path, client="cafe", period="2026-09")
    with pytest.raises(ConfigError, match="cannot be read"):
        load_signoff(tmp_path / "absent.json", client="cafe", period="2026-09")


def test_an_answer_to_what_is_no_longer_proposed_is_refused(tmp_path: Path) -> None:
    found = load_signoff(sheet(tmp_path), client="cafe", period="2026-09")
    standing, said = held(found, Ledger([]), Text("en"), on=date(2026, 10, 2))
    assert standing == ()
    assert ["proposes it no longer" in Text("en")(one) for one in said] == [True]


@pytest.fixture(scope="module", params=["en", "es"])
def months(request: pytest.FixtureRequest) -> list[Path]:
    return [prepared.workbooks(request.param) / slug / prepared.PERIOD for slug in CLIENTS]


def test_every_product_is_there_and_asks_nothing_of_another_address(months: list[Path]) -> None:
    for month in months:
        for name in PAGES:
            page = (month / name).read_text(encoding="utf-8")
            assert "default-src 'none'" in page
            assert not re.findall(
                r"""<link|src=["'](?!data:)|url\((?!["']?data:)""", page
            )  # links are followed by hand
        with zipfile.ZipFile(month / "strategy.docx") as file:
            assert "word/document.xml" in file.namelist()
        assert (month / "report.xlsx").stat().st_size > 5000


def shown(path: Path) -> str:
    """Return what a reader sees of a page."""
    page = path.read_text(encoding="utf-8")
    return re.sub(r"<(style|script).*?</\1>|<[^>]+>", " ", page, flags=re.S)


def test_nobody_outside_the_house_reads_an_id_a_slug_or_a_command(months: list[Path]) -> None:
    for month in months:
        pages = [path for name in OUTSIDE for path in month.glob(name)]
        assert len(pages) > 8
        for path in [*pages, *month.glob("bulletin_*.txt")]:
            said = shown(path)
            found = re.findall(r"\b(?:EV|SW|ST|OB|SG|CH|BL|CA|PO|RS|DE)-[a-z0-9]+(?:-[a-z0-9]+)*\b", said)
            assert not found, (path.name, found[:3])
            assert "smmkit" not in said, path.name
            assert ".toml" not in said, path.name
            assert month.parent.name not in said, path.name


def test_the_first_screen_tells_objectives_and_money(months: list[Path]) -> None:
    for month in months:
        page = (month / "report.html").read_text(encoding="utf-8")
        assert page.index('class="verdict"') < page.index('class="goals"') < page.index('class="three"')
        assert page.count('class="goal"') >= 2


def test_each_sentence_of_a_page_is_its_item_s_and_a_wrong_digit_is_found(months: list[Path], root: Path) -> None:
    for month in months:
        client = load_client(root / "data" / "clients" / month.parent.name)
        lang = json.loads((month / "run.json").read_text(encoding="utf-8"))["lang"]
        text, ledger = Text(lang, country=client.country, currency=client.currency), read_ledger(month)
        for name in ("report.html", "steering.html", "signoff.html"):
            page = (month / name).read_text(encoding="utf-8")
            assert untrue_sentences(page, ledger, text) == [], name
            told = [said for _, said in told_sentences(page) if re.search(r"\d", said)]
            assert told, name
            wrong = re.sub(r"\d", lambda digit: str((int(digit[0]) + 1) % 10), told[0], count=1)
            planted = page.replace(escape(told[0]), escape(wrong), 1)
            assert planted != page, told[0]
            assert len(untrue_sentences(planted, ledger, text)) == 1, name


def test_whoever_signs_can_read_why_of_each_proposal_that_rests_on_something(months: list[Path], root: Path) -> None:
    for month in months:
        client = load_client(root / "data" / "clients" / month.parent.name)
        lang = json.loads((month / "run.json").read_text(encoding="utf-8"))["lang"]
        text, ledger = Text(lang, country=client.country, currency=client.currency), read_ledger(month)
        page = (month / "signoff.html").read_text(encoding="utf-8")
        waiting = re.findall(r'<li data-item="([^"]+)">(.*?)<fieldset', page, re.S)
        assert len(waiting) == len(ledger["DE-sign-off"].because)
        for id, shown in waiting:
            known = [measured_title(ledger[reason], ledger) for reason in ledger[id].because if reason in ledger]
            assert known, id
            assert all(escape(text(said)) in shown for said in known), id


def test_a_report_is_light(months: list[Path]) -> None:
    assert all((month / "report.html").stat().st_size < 150_000 for month in months)


def test_each_network_tells_this_month_last_month_and_last_year_or_says_what_is_missing(months: list[Path]) -> None:
    for month in months:
        page = (month / "report.html").read_text(encoding="utf-8")
        numbers = page[page.index('id="numbers"') : page.index("</section>", page.index('id="numbers"'))]
        tables = re.findall(r"<tbody>(.*?)</tbody>", numbers, re.S)
        assert len(tables) >= 4  # all together, and three networks
        for table in tables[1:]:
            rows = [
                [re.sub("<[^>]+>", "", cell).strip() for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.S)]
                for row in re.findall(r"<tr>(.*?)</tr>", table, re.S)
            ]
            assert len([name for row in rows for name in row[0].split(";")]) >= 10
            assert all(all(row[1:4] if len(row) > 2 else row[1:]) for row in rows), rows


def test_the_five_questions_of_a_reader_are_answered_on_page_1(months: list[Path]) -> None:
    """What happened; are we on target; what did it cost; what do you want from me; what comes next."""
    for month in months:
        page = (month / "report.html").read_text(encoding="utf-8")
        first = page[page.index('class="verdict"') : page.index('id="numbers"')]
        verdict = re.search(r'class="verdict">([^<]+)<', first)
        assert verdict
        assert verdict[1].strip().endswith(".")
        assert re.search(r'class="n" data-fact="booked\|all\|2026-10">[^<]*\d', first)
        lists = re.findall(r'<ol class="steps">(.*?)</ol>', first, re.S)
        assert len(lists) == 3
        assert all(1 <= len(re.findall("<li", one)) <= 3 for one in lists)
        goals = re.findall(r'<section class="goal">(.*?)</section>', first, re.S)
        assert all('class="word' in goal for goal in goals)
        promised = [goal for goal in goals if 'data-plan="' in goal]
        assert promised
        assert all(re.search(r"(20\d\d): <span data-fact", goal) for goal in promised)  # what it was before
        assert len(re.findall(r'data-item="(?:BL|OB|CA|ST|CH|SG|PO|DE-stop|DE-change|DE-test)-', lists[1])) >= 1


def test_departments_with_different_needs_read_different_lines(months: list[Path]) -> None:
    for month in months:
        bulletins = sorted(month.glob("bulletin_*.txt"))
        told = [path.read_text(encoding="utf-8").split("\n", 2)[2] for path in bulletins]
        assert len(bulletins) >= 2
        assert len(set(told)) == len(told)


def test_the_portfolio_says_the_same_as_the_report(months: list[Path]) -> None:
    index = (months[0].parents[1] / "index.html").read_text(encoding="utf-8")
    for month in months:
        card = json.loads((month / "card.json").read_text(encoding="utf-8"))
        page = (month / "signoff.html").read_text(encoding="utf-8")
        assert card["waiting"] == page.count("<fieldset")
        assert f'data-waiting="{card["waiting"]}"' in index


def test_ticks_on_the_sheet_of_a_real_month_are_written_into_the_plan(
    months: list[Path], root: Path, tmp_path: Path
) -> None:
    month = months[1]
    slug = month.parent.name
    data, out = tmp_path / "data", tmp_path / "out"
    shutil.copytree(root / "data" / "clients" / slug, data / "clients" / slug)
    shutil.copytree(month.parent, out / slug)
    page = (month / "signoff.html").read_text(encoding="utf-8")
    boxes = re.findall(r'data-id="([^"]+)" data-fingerprint="([^"]*)" data-terms="([^"]*)"', page)[:3]
    choices = ("approved", "approved", "rejected")
    answers = [
        {"id": id, "fingerprint": print_, "terms": terms, "choice": choice, "note": f"note {place}"}
        for place, ((id, print_, terms), choice) in enumerate(zip(boxes, choices, strict=True))
    ]
    content = {"client": slug, "period": month.name, "by": "approver", "on": "2026-11-03", "answers": answers}
    (tmp_path / "signoff.json").write_text(json.dumps(content), encoding="utf-8")
    asked = [slug, "--from", str(tmp_path / "signoff.json"), "--data", str(data), "--out", str(out)]
    plan_before = (data / "clients" / slug / "plan.toml").read_bytes()
    for forged, sentence in (
        ({"by": "community_manager"}, "may not approve"),
        ({"on": "2126-11-03"}, "has not come"),
        ({"answers": [{**answers[0], "fingerprint": ""}]}, "los datos en que se apoya han cambiado"),
        ({"answers": [{**answers[0], "terms": "another amount"}]}, "ahora dice «"),
    ):
        (tmp_path / "forged.json").write_text(json.dumps({**content, **forged}), encoding="utf-8")
        tried = CliRunner().invoke(approve, [slug, "--from", str(tmp_path / "forged.json"), *asked[3:]])
        assert tried.exit_code != 0, forged
        assert sentence in str(tried.exception) + tried.output, forged
    other = CliRunner().invoke(approve, [*asked, "--by", "community_manager"])
    assert "another role" in other.output
    assert (data / "clients" / slug / "plan.toml").read_bytes() == plan_before
    done = CliRunner().invoke(approve, asked, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    plan = load_plan(data / "clients" / slug)
    for place, ((id, *_), choice) in enumerate(zip(boxes, choices, strict=True)):
        entry = plan.entry(id)
        assert entry is not None
        assert (entry.status, entry.by, str(entry.on)) == (choice, "approver", "2026-11-03")
        assert entry.note == f"note {place}"


def portfolio_of(folder: Path, clients: int) -> Path:
    """Write the months of many clients as a run leaves them, and the page over them."""
    for number in range(clients):
        month = folder / f"client-{number:04d}" / "2026-10"
        month.mkdir(parents=True)
        (month / "report.html").write_text("x", encoding="utf-8")
        kinds = [kind for place, kind in enumerate(URGENCY[2:-1]) if number % (place + 2) == 0]
        title = "Una comunidad que responde más y compra más a menudo"
        needs = [{"kind": kind, "key": "Out of reach: “{title}”.", "values": {"title": title}} for kind in kinds]
        card = {"currency": "EUR", "needs": needs, "waiting": number % 17, "goals": {"good": 1}, "verdicts": {}}
        (month / "card.json").write_text(json.dumps(card), encoding="utf-8")
        run = {"status": "done", "name": f"Client {number:04d}", "lang": "en", "files": states(month, ["report.html"])}
        (month / "run.json").write_text(json.dumps(run), encoding="utf-8")
    return write_portfolio(folder, "en")


def test_a_client_s_page_names_what_it_links_and_says_what_to_read_first(months: list[Path]) -> None:
    for month in months:
        page = (month.parent / "index.html").read_text("utf-8")
        links = dict(re.findall(r'href="[^"]*/([^"/]+)"[^>]*>([^<]+)</a>', page))
        assert "learning_log.csv" in links
        families = {
            name: said for name, said in links.items() if name.startswith(("brief_", "bulletin_", "first_hour_"))
        }
        assert len(families) >= 6
        for name, said in families.items():
            told = unescape(said).partition(": ")[2]
            assert told[0].isupper(), name
            assert told in unescape((month / name).read_text("utf-8"))


def test_the_portfolio_of_many_clients_is_light_and_lists_the_most_urgent_first(tmp_path: Path) -> None:
    page = portfolio_of(tmp_path, 200).read_text(encoding="utf-8")
    assert len(page.encode()) < 2 * 300_000
    urgencies = [int(one) for one in re.findall(r'data-urgency="(\d+)"', page)]
    assert len(urgencies) == 200
    assert urgencies == sorted(urgencies)


@pytest.mark.heavy
def test_the_portfolio_of_a_thousand_clients_stays_below_three_megabytes(tmp_path: Path) -> None:
    assert portfolio_of(tmp_path, 1000).stat().st_size < 3_000_000


def test_amounts_and_days_of_the_plan_stand_right_and_words_left() -> None:
    money = StrategyPart("Budget", (), ("Line", "A month"), (("Ads", "€610"), ("All lines together", "€2,270")))
    dated = StrategyPart("Actions", (), ("Action", "From", "To"), (("Autumn", "5 Oct 2026", "25 Oct 2026"),))
    told = StrategyPart("Channels", ("Instagram",))
    assert [one.numbers for one in (money, dated, told)] == [{1}, {1, 2}, set()]
    client = load_client(Path(__file__).resolve().parents[1] / "data" / "clients" / "cafe-lumbre")
    page = letter(
        TEMPLATES / "strategy.html", client, Text("en", country="ES"), month="2026-10", parts=(money, dated, told)
    )
    assert '<th scope="col" class="num">A month</th>' in page
    assert '<td class="num">€610</td>' in page
    assert "<td>Ads</td>" in page


def test_no_sentence_about_people_stands_on_two_cards(months: list[Path]) -> None:
    for month in months:
        page = (month / "personas.html").read_text(encoding="utf-8")
        cards = [re.findall(r"<li>(.*?)</li>", card) for card in page.split("<h2>")[1:]]
        lines = [line for card in cards for line in card]
        assert len(cards) > 2
        assert len(lines) == len(set(lines))


def test_the_plan_says_what_each_objective_counts_as_page_one_does(months: list[Path]) -> None:
    for month in months:
        report = (month / "report.html").read_text(encoding="utf-8")
        counted = re.findall(r'<section class="goal"><h3>.*?</h3><small>(.*?)</small>', report)
        plan = (month / "strategy.html").read_text(encoding="utf-8")
        assert len(counted) == 2
        assert all(f"<td>{measure}</td>" in plan for measure in counted)


def test_the_band_is_named_where_it_is_drawn_alone(months: list[Path]) -> None:
    for month in months:
        said = re.compile(r"gr[ae]y band|banda gris")
        assert said.search((month / "report.html").read_text(encoding="utf-8"))
        assert not said.search((month / "11_client_report.ipynb").read_text(encoding="utf-8"))
