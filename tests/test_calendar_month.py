"""Notebook 07's month: under a crisis, without a plan, without posts, and with what others made."""

from __future__ import annotations

import html
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pandas as pd
import pytest
from effort import effort
from ledgers import evidence

from smmkit import schema
from smmkit.client import load_client
from smmkit.dated import add_local_times
from smmkit.folders import client_folder, demo_dir
from smmkit.ledger import Item, Kind, Ledger, Verdict
from smmkit.ledger.portraits import PORTRAIT, as_portrait
from smmkit.measures.alarm import AlarmHistory
from smmkit.measures.alarm.history import Alarm
from smmkit.measures.readings import Facts
from smmkit.period import Period
from smmkit.plan import Decision, Plan, load_plan, parse_plan
from smmkit.plan.approvals import approved
from smmkit.plan.calendar_sheet import STATE_WORDS
from smmkit.plan.decide import approval
from smmkit.plan.entries import Campaign
from smmkit.sources.dates import load_dates
from smmkit.text import Message, Text
from smmkit.topics.calendar import proposals, tables
from smmkit.topics.calendar.analysis.campaigns import KIND_WORDS, KINDS
from smmkit.topics.calendar.analysis.matching import matched_ideas, matched_sources
from smmkit.topics.calendar.analysis.mix import SELL, SHARE, TELL
from smmkit.topics.calendar.analysis.run_sheets import RISKS
from smmkit.topics.calendar.documents.briefs import brief_pages
from smmkit.topics.calendar.documents.workbook import workbook_of
from smmkit.topics.calendar.proposals.briefs import group_of
from smmkit.topics.calendar.proposals.sentences import week_said

EN = Text("en", country="US", currency="USD")
CRISIS = Alarm(
    since=date(2026, 10, 29), until=date(2026, 10, 31), at=pd.Timestamp("2026-10-29"), stream="mentions", messages=60,
    mentions=60, usual=8.0, complaints=0, usual_complaints=0.0, unanswered=0, cause="a stem", about=40, score=9.0,
)  # fmt: skip


def book_of(*, plan: bool = True, alarm: bool = False, **own: pd.DataFrame) -> SimpleNamespace:
    """Return a client's October without any export; the plan, an alarm or tables where asked for."""
    client = load_client(client_folder("ridgeline-bikes", demo_dir()))
    history = AlarmHistory(alarms=(CRISIS,), as_of=date(2026, 10, 31)) if alarm else AlarmHistory()
    return SimpleNamespace(
        client=client, plan=load_plan(client.folder) if plan else Plan(), text=EN, period=Period("2026-10"),
        table=lambda name: own.get(name, add_local_times(schema.empty(name), client.timezone)), alarm=history,
        ledger=Ledger({}), dates=load_dates("US", client.sector), facts=Facts({}, client.name),
    )  # fmt: skip


@pytest.fixture(scope="module")
def stopped() -> tuple[SimpleNamespace, proposals.Board]:
    book = book_of(alarm=True)
    return book, proposals.month_board(book)


def said_of(book: SimpleNamespace, board: proposals.Board) -> list[str]:
    room = proposals.room_item(board)
    return [EN(getattr(one, "title", one)) for one in proposals.month_sentences(board, book.plan, room)]


def test_a_network_that_is_kept_and_has_no_posts_a_week_in_the_plan_is_named() -> None:
    book = book_of()
    asked = [one for one in said_of(book, proposals.month_board(book)) if one.startswith("Kept, and without a post")]
    assert len(asked) == 1
    assert "YouTube, LinkedIn" in asked[0]
    policy = book.plan.calendar_policy.model_copy(
        update={"posts_per_week": {"instagram": 4, "facebook": 4, "youtube": 0, "linkedin": 0}}
    )
    book.plan = book.plan.model_copy(update={"calendar_policy": policy})
    assert not [one for one in said_of(book, proposals.month_board(book)) if one.startswith("Kept, and without")]


def test_ads_a_crisis_pauses_are_named_and_no_new_post_is_placed_before_the_pause_is_over(
    stopped: tuple[SimpleNamespace, proposals.Board],
) -> None:
    book, board = stopped
    lines = [one for one in book.plan.budget_lines if one.status == "approved" and "ads" in one.booked_as.split("-")]
    assert lines
    assert {one.id for one in lines} <= set(board.paused.ads)
    said = said_of(book, board)
    assert any(one.startswith("A crisis alarm is on.") for one in said)
    for line in lines:
        assert line.title.split(":")[0] in said
    assert len(board.proposed)
    assert pd.to_datetime(board.proposed["on"]).min() > pd.Timestamp("2026-11-03")


def test_the_table_and_the_sheet_of_ads_say_what_is_paused(
    stopped: tuple[SimpleNamespace, proposals.Board], tmp_path: Path
) -> None:
    book, board = stopped
    shown = tables.ads_table(board, book.plan, schema.empty("ads"), Ledger([]), EN)
    assert set(shown["State"]) == {"paused by the crisis plan"}
    (tmp_path / "calendar.xlsx").write_bytes(workbook_of([], book))
    page = openpyxl.load_workbook(tmp_path / "calendar.xlsx")["Ads"]
    assert {row[3].value for row in list(page.iter_rows())[1:]} == {"paused by the crisis plan"}
    calm = book_of()
    (tmp_path / "calm.xlsx").write_bytes(workbook_of([], calm))
    page = openpyxl.load_workbook(tmp_path / "calm.xlsx")["Ads"]
    assert {row[3].value for row in list(page.iter_rows())[1:]} == {"runs all month"}


def test_a_reader_meets_subjects_by_what_they_mean_and_never_by_their_short_name(
    stopped: tuple[SimpleNamespace, proposals.Board],
) -> None:
    book, board = stopped
    names = book.client.subjects
    assert set(board.weights) & {short for short, meant in names.items() if short != meant}
    curated = pd.DataFrame({"source": ["a"], "axis": [next(iter(names))], "licence": ["CC BY"], "on": [pd.NaT]})
    shown = [
        tables.axes_table(board, EN), tables.grid_table(board, EN), tables.month_table(board, EN),
        tables.left_out_table(board, EN), tables.curated_table(board, curated, EN),
    ]  # fmt: skip
    for table in shown:
        assert set(table["Subject"]) <= set(names.values()) | {"–"}
    said = [
        EN(one.title)
        for one in (proposals.mix_item(board, book.client), *proposals.post_items(board, book.client, book.plan))
    ]
    assert not [
        one for one in said for short, meant in names.items() if f" {short} " in one and short not in meant.split()
    ]


def test_a_client_without_a_plan_or_a_post_gets_a_month_of_places_with_a_purpose_soon() -> None:
    with effort() as whole:
        book = book_of(plan=False)
        board = proposals.month_board(book)
        items = proposals.post_items(board, book.client, book.plan)
        shown = tables.month_table(board, EN)
    assert whole.units < 60
    assert len(board.proposed) >= 8
    assert board.proposed[["axis", "format", "at", "purpose", "owner"]].notna().to_numpy().all()
    assert board.proposed.loc[board.proposed["event"].isna(), "title"].isna().all()
    assert board.hours.named.empty
    assert len(items) == len(board.proposed) + len(board.own)
    assert len(shown) == len(items)


def test_what_others_made_has_a_source_with_a_licence_and_none_comes_twice_in_a_row() -> None:
    posts = pd.DataFrame({"post_id": list("abcdef"), "axis": ["x", "y", "x", "x", "z", "x"],
                          "purpose": [SHARE, SHARE, TELL, SHARE, SHARE, SHARE]})  # fmt: skip
    curated = pd.DataFrame(
        [("One", "https://one.example", "x", "CC BY", "2026-10-01"), ("Two", "https://two.example", "y", "quote", None),
         ("Old", "https://old.example", "x", "CC BY", "2026-01-01"), ("No", "https://no.example", "x", None, None)],
        columns=["source", "url", "axis", "licence", "on"],
    )  # fmt: skip
    found = matched_sources(posts, curated)
    assert found == {"a": 2, "b": 1, "d": 0, "e": 2, "f": 0}
    assert "c" not in found
    assert matched_sources(posts, curated.iloc[3:]) == {}


def test_a_shared_post_carries_its_source_its_licence_and_a_link_that_is_not_ours(
    stopped: tuple[SimpleNamespace, proposals.Board],
) -> None:
    curated = pd.DataFrame([("One", "https://one.example/a", "rides", "CC BY", pd.NaT)],
                           columns=["source", "url", "axis", "licence", "on"])  # fmt: skip
    book = book_of(curated=curated)
    board = proposals.month_board(book)
    shared = board.proposed[board.proposed["purpose"] == SHARE]
    assert len(shared)
    assert set(zip(shared["source"], shared["licence"], shared["link"], strict=True)) == {
        ("One", "CC BY", "https://one.example/a")
    }
    assert not tables.links_table(board, EN).astype(str).to_numpy().tolist() or not any(
        "one.example" in str(cell) for cell in tables.links_table(board, EN).to_numpy().ravel()
    )
    assert "from One (CC BY)" in set(tables.month_table(board, EN)["What"])
    assert any("have no source with a license yet" in one for one in said_of(*stopped))


def test_an_idea_of_others_only_fills_a_post_that_shares() -> None:
    posts = pd.DataFrame({"post_id": ["a", "b", "c"], "axis": "x", "network": "instagram", "format": "image",
                          "purpose": [TELL, SHARE, SELL]})  # fmt: skip
    ideas = pd.DataFrame({"idea_id": ["own", "theirs", "shop"], "axis": "x", "format": "image", "networks": "instagram",
                          "link": [None, None, "https://a.example"], "source": [None, "A magazine", None]})  # fmt: skip
    assert matched_ideas(posts, ideas) == {"a": "own", "b": "theirs", "c": "shop"}


def test_selling_above_the_cap_is_said_and_stops_nothing() -> None:
    book = book_of()
    own = proposals.month_board(book).own
    assert (own["purpose"] == SELL).any()
    tight = book.plan.calendar_policy.model_copy(update={"promo_cap": 0.01})
    book.plan = book.plan.model_copy(update={"calendar_policy": tight})
    board = proposals.month_board(book)
    assert "More posts sell than the house allows" in " ".join(said_of(book, board))
    assert len(board.own) == len(own)
    assert not (board.proposed["purpose"] == SELL).any()


def test_a_post_edited_after_its_yes_is_named_with_the_reason() -> None:
    book = book_of()
    board = proposals.month_board(book)
    row = {name: str(cell) for name, cell in board.own.iloc[0].items() if cell == cell and cell is not pd.NaT}
    agreed = board.own.head(1).assign(**approved(row, "client_ok", role="approver", on=date(2026, 11, 2)))
    assert tables.approvals_table(replace(board, own=agreed), EN).empty
    edited = replace(board, own=agreed.assign(copy="Other words"))
    (shown,) = tables.approvals_table(edited, EN).to_dict("records")
    assert shown["Post"] == "Nov 1, 2026, 18:00 · Instagram · carousel · a hand-built wheelset"
    assert shown["State that holds"] == EN.word(STATE_WORDS["draft"])
    assert shown["Why"].startswith("Changed since it was approved")


def test_a_week_is_said_by_its_days() -> None:
    assert week_said("2026-w45", EN) == "Nov 2, 2026 to Nov 8, 2026"
    assert week_said("2026-w53", Text("es", country="ES")) == "28 dic 2026 a 3 ene 2027"


def test_a_campaign_of_a_day_is_decided_on_before_it_and_not_at_half_time() -> None:
    from smmkit.topics.calendar.analysis.run_sheets import run_sheet

    steps = run_sheet("own", date(2026, 11, 14), date(2026, 11, 14), ads=False)
    rule = next(step for step in steps if "stop rule" in step.what)
    assert rule.day == date(2026, 11, 11)
    assert not any("stop the ads" in step.what for step in steps)


def written(kind: str) -> Campaign:
    return Campaign.model_validate(
        {"id": f"CA-{kind}", "title": "The one in autumn", "status": "approved", "by": "approver", "type": kind,
         "start": date(2026, 11, 12), "end": date(2026, 11, 25), "expected": 0.2, "metric": "sessions", "unit": "rate",
         "objective": "OB-err", "segments": ("SG-tech",), "lines": ("BL-content-production",), "networks": ("tiktok",),
         "message": "Made here <script>alert(1)</script>", "offer": "=HYPERLINK(1)", "risk": "It may rain."}
    )  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_brief_holds_all_that_was_written_of_its_campaign_and_what_its_kind_needs(kind: str) -> None:
    book = book_of(web=visits(60))
    book.plan = book.plan.model_copy(update={"campaigns": (written(kind),)})
    (page,) = brief_pages(book).values()
    objective, segment = (next(one for one in named if one.id == id).title.split(":")[0] for named, id in (
        (book.plan.objectives, "OB-err"), (book.plan.segments, "SG-tech")))  # fmt: skip
    line = next(one for one in book.plan.budget_lines if one.id == "BL-content-production")
    assert "<script>alert" not in page
    said = html.unescape(page)
    for part in (EN.word(KIND_WORDS[kind]), objective, segment, "of the customers", "TikTok", "It may rain.",
                 "Made here", "=HYPERLINK(1)", EN.money(line.amount, 0), "visits to the website, 100 a day",
                 "20% more", EN(RISKS[kind]), "Stop at half time", book.client.roles.approver,
                 book.client.departments[0].name, "Before", "During", "After"):  # fmt: skip
        assert part in said, part
    assert "read from its title" not in said
    assert "Facebook" not in said


def visits(days: int) -> pd.DataFrame:
    dates = pd.date_range(end="2026-10-31", periods=days)
    return pd.DataFrame(
        {"day": dates, "scope": "session", "channel": "Organic Social", "sessions": [90.0, 110.0] * (days // 2)}
    )


def test_what_should_have_been_done_before_the_month_is_to_be_done_at_once() -> None:
    book = book_of()
    book.plan = book.plan.model_copy(update={"campaigns": (written("fair"),)})
    (brief,) = proposals.campaign_briefs(book)
    assert [step.day for step in brief.steps if brief.late(step)] == [date(2026, 10, 22), date(2026, 10, 29)]
    begun = replace(brief, start=date(2026, 10, 20))
    assert not any(begun.late(step) for step in begun.steps)


def test_an_event_that_is_approved_keeps_its_kind_and_its_place() -> None:
    events = pd.DataFrame(
        {"on": [pd.Timestamp("2026-11-28")], "until": [pd.NaT], "name": ["Winter days"], "place": ["Denver"],
         "kind": ["fair"]}
    )  # fmt: skip
    book = book_of(events=events)
    book.plan = book.plan.model_copy(update={"campaigns": ()})
    why, item = proposals.brief_items(proposals.campaign_briefs(book), book, "social_media_manager")
    assert why.id in item.because
    entry = approval(item, Ledger({item.id: item}), Decision("approver", date(2026, 11, 2)), say=EN)
    assert (entry["type"], entry["place"], entry["start"]) == ("fair", "Denver", date(2026, 11, 28))


def event_of(events: list[tuple[str, str, str]], campaigns: tuple[Campaign, ...] = (), *last: Item) -> list[Item]:
    """Return what notebook 07 proposes of some events: day, name and kind of each."""
    table = pd.DataFrame([(pd.Timestamp(on), pd.NaT, name, "Denver", kind) for on, name, kind in events],
                         columns=["on", "until", "name", "place", "kind"])  # fmt: skip
    book = book_of(events=table)
    book.plan = book.plan.model_copy(update={"campaigns": campaigns})
    book.ledger = Ledger({item.id: item for item in last})
    return proposals.brief_items(proposals.campaign_briefs(book), book, "social_media_manager")


def test_an_event_rests_on_what_it_serves_and_on_nobody_having_counted_the_last_of_its_kind() -> None:
    why, item = event_of([("2026-09-19", "Neighborhood fair", "fair"), ("2026-11-28", "Winter days", "fair")])
    assert "EV-content-room" not in item.because
    assert item.because == ("OB-key-events", why.id)
    assert (why.id, why.verdict) == ("EV-event-fair", Verdict.NO_DATA)
    assert EN(why.title) == (
        "Before it there was “Neighborhood fair” on Sep 19, 2026 (fair): nobody counted what it brought"
    )
    (first, _) = event_of([("2026-11-28", "Winter days", "fair"), ("2026-10-01", "Open day", "own")])
    assert "nobody knows what one brings" in EN(first.title)


def test_an_event_rests_on_what_the_last_campaign_of_its_kind_brought_where_a_month_told_it() -> None:
    fair = written("fair").model_copy(
        update={"id": "CA-spring-fair", "start": date(2026, 5, 2), "end": date(2026, 5, 9)}
    )
    told = evidence("EV-last-rs-spring-fair-roi")
    told = replace(told, about={"finding": "last month", "of": "RS-spring-fair-roi"})
    coming = [("2026-11-28", "Winter days", "fair")]
    (item,) = event_of(coming, (fair,), told)
    assert item.because == ("OB-key-events", told.id)
    why, item = event_of(coming, (fair,))
    assert "no month told beyond chance what it brought" in EN(why.title)


def test_every_row_of_the_sheet_to_design_stands_under_its_own_heads_and_the_page_leaves_blanks_out() -> None:
    from io import BytesIO

    from smmkit.ledger import Ledger
    from smmkit.topics.calendar.documents.pages import design_pages, design_sheets

    curated = pd.DataFrame([("One", "https://one.example/a", "rides", "CC BY", pd.NaT)],
                           columns=["source", "url", "axis", "licence", "on"])  # fmt: skip
    book = book_of(curated=curated)
    board = proposals.month_board(book)
    items = proposals.post_items(board, book.client, book.plan)
    book.ledger = Ledger({item.id: item for item in items})
    shared = 0
    for content in design_sheets(book).values():
        head, *rows = openpyxl.load_workbook(BytesIO(content)).active.iter_rows(values_only=True)
        assert all(len(row) == len(head) and row[head.index("Says yes")] == book.client.roles.approver for row in rows)
        shared += sum(row[head.index("Shared from")] == "One (CC BY)" for row in rows)
    assert shared
    pages = "".join(design_pages(book).values())
    assert "One (CC BY)" in pages
    assert "<td>–</td>" not in pages


def test_a_brief_calls_an_approved_group_as_this_month_found_it_and_else_as_it_was_approved() -> None:
    (entry,) = parse_plan(
        '[[segments]]\nid = "SG-gravel"\ntitle = "Drawn to gravel: 47% of customers"\nstatus = "approved"\n'
        'by = "approver"\non = 2026-08-01\nvalue = 0.47\nunit = "rate"\n'
    ).segments
    assert group_of(entry, Ledger([]), EN) == ("Drawn to gravel", 0.47)
    about = {PORTRAIT: as_portrait([Message("Those who prefer gravel"), Message("They buy twice a year.")])}
    found = Item(id="SG-gravel", kind=Kind.SG, title=Message("x"), verdict=Verdict.DECIDE, value=0.46, unit="rate",
                 because=("EV-x",), period="2026-10", about=about)  # fmt: skip
    assert group_of(entry, Ledger([found]), EN) == ("Those who prefer gravel", 0.46)
