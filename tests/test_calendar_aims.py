"""What the month's new posts are for: formats that serve it, ideas as they were thought, occasions, working days."""

from __future__ import annotations

import html
from datetime import date

import numpy as np
import pandas as pd
import pytest
from test_calendar_month import EN, book_of, written

from smmkit import schema
from smmkit.ledger import Experiment, Item, Kind, Ledger, Verdict
from smmkit.measures.formats import FAILS, WORKS, sides
from smmkit.period import Period
from smmkit.plan import Plan, parse_plan
from smmkit.plan.approvals import approved, asks_client
from smmkit.plan.unsigned import ending, pace_tests
from smmkit.text import Message
from smmkit.topics.calendar import proposals
from smmkit.topics.calendar.analysis.days import public_holidays, working_day, works
from smmkit.topics.calendar.analysis.formats import suited_formats
from smmkit.topics.calendar.analysis.matching import in_own_format, matched_ideas
from smmkit.topics.calendar.analysis.mix import COMMUNITY, SELL, SHARE, TELL
from smmkit.topics.calendar.analysis.run_sheets import run_sheet
from smmkit.topics.calendar.documents.briefs import brief_pages
from smmkit.topics.calendar.documents.pages import approval_pages, design_pages
from smmkit.topics.calendar.documents.workbook import workbook_of
from smmkit.topics.calendar.proposals.aims import still_ended, with_ended
from smmkit.topics.report.proposals.ahead import month_ahead
from smmkit.topics.review.proposals.brief import brief

NO_DAYS = pd.DataFrame({"day": pd.to_datetime([]), "key": [], "major": np.array([], dtype=bool)})
OBJECTIVES = """
[[objectives]]
id = "OB-err"
title = "More answers"
metric = "err"
status = "approved"
by = "approver"
on = 2026-08-01

[[objectives]]
id = "OB-key-events"
title = "More orders"
metric = "key_events"
status = "approved"
by = "approver"
on = 2026-08-01

[calendar_policy]
spacing_hours = 20.0
promo_cap = 0.4
[calendar_policy.posts_per_week]
facebook = 4
"""


def published(seed: int = 3) -> pd.DataFrame:
    """Return a year of posts: links bring a third of the answers and four times the clicks of the other formats."""
    random, rows = np.random.default_rng(seed), []
    for day in pd.date_range("2025-11-01", "2026-10-25", freq="2D"):
        form = str(random.choice(["link", "image", "carousel"]))
        mean = np.array([60, 12, 12, 160] if form == "link" else [60, 36, 36, 40]) * random.lognormal(0, 0.2, 4)
        likes, comments, shares, clicks = (int(one) for one in random.poisson(mean))
        rows.append(
            {"platform": "facebook", "account_id": "1", "post_id": f"p{day:%m%d}", "format": form, "is_own": True,
             "is_paid": False, "grain": "lifetime", "text": "A post", "likes": likes, "comments": comments,
             "published_at": day.tz_localize("UTC") + pd.Timedelta(hours=int(random.integers(9, 20))),
             "shares": shares, "link_clicks": clicks}
        )  # fmt: skip
    table = schema.conform(pd.DataFrame(rows), "posts")
    return table.assign(published_local=table["published_at"].dt.tz_convert("America/Denver"))


@pytest.mark.parametrize("pace", [4, 6])
def test_no_new_post_takes_a_format_that_brings_less_of_what_its_objective_counts(pace: int) -> None:
    book = book_of(posts=published())
    book.plan = parse_plan(OBJECTIVES.replace("facebook = 4", f"facebook = {pace}"))
    board = proposals.month_board(book)
    links = board.proposed[board.proposed["format"] == "link"]
    assert len(board.proposed) > 10
    assert len(links)
    assert set(links["objective"]) == {"OB-key-events"}
    assert set(links["purpose"]) == {SELL}


def test_a_format_nobody_knows_to_be_poor_is_used_as_often_as_before() -> None:
    purposes = [TELL, SELL, TELL, COMMUNITY, SHARE, TELL]
    weights = {"image": 3.0, "link": 3.0}
    free = suited_formats(purposes, "facebook", weights, {})
    assert sorted(free) == ["image"] * 3 + ["link"] * 3
    poor = {purpose: {("facebook", "link"): FAILS} for purpose in (TELL, COMMUNITY, SHARE)}
    found = suited_formats(purposes, "facebook", weights, poor)
    assert [form for form, purpose in zip(found, purposes, strict=True) if purpose != SELL] == ["image"] * 5
    assert found[1] == "link"
    assert suited_formats(purposes, "instagram", weights, poor) == free


def test_what_works_takes_the_place_of_what_brings_less() -> None:
    known = {TELL: {("facebook", "link"): FAILS, ("facebook", "carousel"): WORKS}}
    found = suited_formats([TELL] * 6, "facebook", {"link": 4.0, "image": 1.0, "carousel": 1.0}, known)
    assert sorted(found) == ["carousel"] * 5 + ["image"]


def test_a_format_that_gave_way_and_works_for_clicks_stays_for_what_sells() -> None:
    pair = ("facebook", "link")
    assert still_ended({pair: "carousel"}, {SELL: {pair: WORKS}}) == {}
    assert still_ended({pair: "carousel"}, {SELL: {}}) == {pair: "carousel"}
    assert still_ended({pair: ""}, {SELL: {pair: WORKS}}) == {pair: ""}
    assert with_ended({TELL: {}}, {pair: ""}) == {TELL: {pair: FAILS}}


def test_a_format_is_judged_by_the_first_outcome_that_says_something() -> None:
    rows = [("facebook", "link", "interactions", "fails"), ("facebook", "link", "votes", "works"),
            ("facebook", "reel", "interactions", ""), ("facebook", "reel", "votes", "works")]  # fmt: skip
    table = pd.DataFrame(rows, columns=["platform", "format", "outcome", "side"])
    assert sides(table, ("interactions", "votes")) == {("facebook", "link"): FAILS, ("facebook", "reel"): WORKS}


def ideas_of(**own: object) -> pd.DataFrame:
    row = {"idea_id": "video", "axis": "x", "segment": None, "format": "reel", "networks": "instagram",
           "text": "In thirty seconds", "link": None, "asset_needed": "vertical video", "owner": None, "source": None,
           "rights": "own"}  # fmt: skip
    return pd.DataFrame([row | own])


def test_an_idea_for_a_video_is_never_filed_as_a_picture() -> None:
    posts = pd.DataFrame({"post_id": ["a"], "axis": "x", "network": "instagram", "format": "image", "purpose": [TELL]})
    assert matched_ideas(posts, ideas_of()) == {}
    planned = in_own_format(posts, ideas_of(), {})
    assert planned["format"].tolist() == ["reel"]
    assert matched_ideas(planned, ideas_of()) == {"a": "video"}
    assert matched_ideas(posts, ideas_of(format=None)) == {"a": "video"}


def test_an_idea_whose_format_brings_less_of_what_a_post_is_for_stays_an_idea() -> None:
    posts = pd.DataFrame({"post_id": ["a"], "axis": "x", "network": "instagram", "format": "image", "purpose": [TELL]})
    poor = {TELL: {("instagram", "reel"): FAILS}}
    assert in_own_format(posts, ideas_of(), poor)["format"].tolist() == ["image"]


def test_a_group_only_the_team_speaks_of_stays_with_the_ideas() -> None:
    axis = next(iter(book_of().client.subjects))
    for said, expected in (("Families at tea", set()), ("sg-regulars", {"SG-regulars"})):
        own = [ideas_of(idea_id=f"i{n}", axis=axis, networks=None, format=None, segment=said) for n in range(9)]
        book = book_of(ideas=pd.concat(own, ignore_index=True))
        board = proposals.month_board(book)
        assert board.proposed["idea"].notna().any()
        assert set(board.proposed["segment"].dropna()) == expected
    assert "Families at tea" not in expected


def events(*rows: tuple[str, str | None, str, str]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["on", "until", "name", "kind"])
    return table.assign(on=pd.to_datetime(table["on"]), until=pd.to_datetime(table["until"]), place="Denver")


def test_a_fair_has_its_invitation_reminder_day_and_thanks_in_the_calendar_with_its_campaign() -> None:
    book = book_of(events=events(("2026-11-28", "2026-11-29", "Winter market", "fair")))
    board = proposals.month_board(book)
    told = board.proposed[board.proposed["campaign"].fillna("") == "CA-winter-market"]
    days = {str(title).split(": ")[1]: str(on)[:10] for title, on in zip(told["title"], told["on"], strict=True)}
    assert days["live, on the day itself"] == "2026-11-28"
    assert days["a reminder shortly before"] == "2026-11-27"
    assert days["thanks to those who came"] == "2026-11-30"
    assert "2026-11-19" <= days["the day, the place and how to come"] <= "2026-11-23"
    assert set(told["utm_campaign"]) == {"ca-winter-market"}
    (_, event) = proposals.brief_items(proposals.campaign_briefs(book), book, "x", told=board.told)
    assert EN(event.title).endswith("with its checklist and run sheet, and 4 posts of it in next month's calendar.")
    (_, event) = proposals.brief_items(proposals.campaign_briefs(book), book, "x")
    assert EN(event.title).endswith("with its checklist and run sheet.")
    plain = proposals.month_board(book_of())
    assert len(board.proposed) + len(board.left_out) == len(plain.proposed) + len(plain.left_out)


def test_great_days_the_report_says_to_prepare_for_have_a_post() -> None:
    buyers = pd.DataFrame({"customer_id": ["a"]})
    board = proposals.month_board(book_of(customers=buyers))
    told = board.proposed.set_index("event")["on"]
    assert "Black Friday" not in set(proposals.month_board(book_of()).proposed["event"].dropna())
    assert str(told["Cyber Monday"])[:10] in {"2026-11-29", "2026-11-30"}
    assert str(told["Black Friday"])[:10] in {"2026-11-26", "2026-11-27"}


def test_an_event_that_was_refused_is_not_told() -> None:
    book = book_of(events=events(("2026-11-14", None, "Open day", "own")))
    assert (proposals.month_board(book).proposed["campaign"] == "CA-open-day").any()
    refused = written("own").model_copy(update={"id": "CA-open-day", "status": "rejected"})
    book.plan = book.plan.model_copy(update={"campaigns": (refused,)})
    assert not (proposals.month_board(book).proposed["campaign"] == "CA-open-day").any()


def test_nothing_is_sold_on_a_public_holiday() -> None:
    for seed in range(2):
        board = proposals.month_board(book_of(posts=published(seed)))
        selling = board.proposed[board.proposed["purpose"] == SELL]
        assert len(selling)
        assert not set(pd.to_datetime(selling["on"]).dt.date) & set(board.holidays)
        assert date(2026, 11, 26) in board.holidays


@pytest.mark.parametrize("kind", ["fair", "own", "launch", "contest", "promo"])
def test_no_deadline_falls_on_a_day_nobody_works(kind: str) -> None:
    free = public_holidays("ES", date(2026, 9, 1), date(2027, 2, 1), "es")
    for start, end in ((date(2026, 11, 28), date(2026, 11, 29)), (date(2026, 12, 5), date(2026, 12, 5))):
        sheet = run_sheet(kind, start, end, ads=False, holidays=free)
        off = [line for line in sheet if not start <= line.day <= end and not works(line.day, free)]
        assert not off
        assert all(line.day < start for line in sheet if line.part == "Before")
        assert all(line.day > end for line in sheet if line.part == "After")


def test_a_holiday_on_a_sunday_is_one_and_the_working_day_before_a_bridge_is_found() -> None:
    november = public_holidays("ES", date(2026, 11, 1), date(2026, 11, 30), "es")
    assert november == {date(2026, 11, 1): "Todos los Santos"}
    free = public_holidays("ES", date(2026, 12, 1), date(2026, 12, 31), "es")
    assert {date(2026, 12, 6), date(2026, 12, 8)} <= set(free)
    assert working_day(date(2026, 12, 8), free) == date(2026, 12, 7)
    assert working_day(date(2026, 12, 8), free, later=True) == date(2026, 12, 9)
    assert public_holidays("XX", date(2026, 1, 1), date(2026, 12, 31), "en") == {}


def month_of(book: object, rows: list[dict[str, object]]) -> None:
    """Give a book a month of the client's own posts, as notebook 07 records them."""
    kept = [{"origin": "client", "purpose": TELL, "week": "2026-w46", "title": "A post", "at": "10:00", **row}
            for row in rows]  # fmt: skip
    book.ledger = Ledger(  # type: ignore[attr-defined]
        {f"PO-{row['post_id']}": Item(id=f"PO-{row['post_id']}", kind=Kind.PO, title=Message("x"), because=("EV-x",),
                                      verdict=Verdict.JUDGE, owner="x", period="2026-10", about=row) for row in kept}
    )  # fmt: skip


def test_design_is_due_on_a_working_day_and_never_before_the_plan_is_made() -> None:
    book = book_of()
    month_of(book, [{"post_id": "a", "on": "2026-11-04", "network": "instagram", "format": "image", "state": "idea",
                     "origin": "proposed"},
                    {"post_id": "b", "on": "2026-11-18", "network": "instagram", "format": "image", "state": "idea",
                     "origin": "proposed"}])  # fmt: skip
    page = "".join(design_pages(book).values())
    assert "due at once" in page
    assert "due Nov 13, 2026" in page


def test_the_report_counts_as_the_approval_pages_ask() -> None:
    row = {"network": "instagram", "format": "image", "copy": "Words", "asset": "a.jpg", "link": ""}
    agreed = row | approved(row, "client_ok", role="approver", on=date(2026, 11, 2))
    month = [
        row | {"post_id": "house", "state": "internal_ok"}, row | {"post_id": "nobody", "state": "scheduled"},
        agreed | {"post_id": "agreed"}, agreed | {"post_id": "edited", "copy": "Others"},
        row | {"post_id": "draft", "state": "draft"}, row | {"post_id": "idea", "state": "idea", "copy": ""},
        row | {"post_id": "no", "state": "rejected"},
    ]  # fmt: skip
    asked = [str(one["post_id"]) for one in month if asks_client(one)]
    assert asked == ["house", "nobody", "edited"]
    calendar = pd.DataFrame([one | {"on": "2026-11-12"} for one in month])
    said = EN(month_ahead(calendar, Plan(), NO_DAYS,
                          {}, Period("2026-11"), proposed=20)[0].sentence)  # fmt: skip
    assert said == (
        "Posts in the calendar for November 2026: 5 planned by the team, 1 that are only ideas, 20 proposed by this "
        "workbook. Waiting for your yes: 3."
    )


def test_who_says_yes_without_the_picture_is_told_that_it_will_be_asked_again() -> None:
    book = book_of()
    month_of(book, [{"post_id": "a", "on": "2026-11-12", "network": "instagram", "format": "image", "copy": "Words",
                     "state": "internal_ok", "origin": "proposed"}])  # fmt: skip
    (page,) = approval_pages(book).values()
    assert "not there yet; you will be asked again once it is" in page


def stopped(*ends: str) -> Item:
    return Item(id="DE-stop-x", kind=Kind.DE, title=Message("Stop “Giveaways”"), because=("RS-x",), period="2026-10",
                verdict=Verdict.DECIDE, about={"choice": "stop", "ends": " ".join(ends)})  # fmt: skip


def test_the_brief_of_a_campaign_the_review_would_end_says_so_first() -> None:
    book = book_of()
    book.plan = book.plan.model_copy(update={"campaigns": (written("contest"),)})
    (plain,) = brief_pages(book).values()
    assert "Decide first whether it takes place" not in plain
    book.ledger = Ledger({"DE-stop-x": stopped("ST-x", "CA-contest")})
    (page,) = brief_pages(book).values()
    said = html.unescape(page)
    assert "Decide first whether it takes place at all. The review of this month proposes: Stop “Giveaways”." in said
    assert ending(book.ledger, book.plan, "CA-other") is None


def halved() -> Item:
    values = {"half": 1.9, "pace": 3.8, "network": "Facebook"}
    arms = Message("half"), Message("all")
    return Item(id="CH-facebook", kind=Kind.CH, title=Message("x", values), because=("EV-x",), period="2026-10",
                verdict=Verdict.TEST, experiment=Experiment(arms, 8, 8.0, "interactions", "posts"),
                about={"platform": "facebook", "start": "2026-11-02", "end": "2026-12-27"})  # fmt: skip


SIGNED = """
[[channels]]
id = "CH-facebook"
title = "Publish half as much"
platform = "facebook"
action = "keep"
status = "approved"
by = "approver"
on = 2026-10-30
verdict = "TEST"
start = 2026-11-02
end = 2026-12-27
half = 1.9
"""


def test_a_test_of_another_pace_says_what_it_changes_once_signed_and_is_planned_with_from_then_on() -> None:
    book = book_of()
    ledger = Ledger({"CH-facebook": halved()})
    for channels, told in (((), 1), (parse_plan(SIGNED).channels, 0)):
        book.plan = Plan(calendar_policy=book.plan.calendar_policy, channels=channels)
        board = proposals.month_board(book)
        room = proposals.room_item(board)
        assert len(pace_tests(ledger, book.plan)) == told
        said = [EN(getattr(one, "title", one)) for one in proposals.month_sentences(board, book.plan, room, ledger)]
        found = [one for one in said if "it is not signed yet" in one]
        assert len(found) == told
        assert all("Once it is signed, 8 of them go out" in one for one in found)
        held = sum(int((table["network"] == "facebook").sum()) for table in (board.own, board.wanted))
        assert (held <= 10) == (told == 0)


def test_the_brief_for_monday_does_not_say_publish_all_where_half_is_to_be_signed() -> None:
    said = Message("x", {"platform": "Facebook", "done": 15, "planned": 18})
    done = Item(id="EV-execution-facebook", kind=Kind.EV, period="2026-10", verdict=Verdict.DECIDE, value=0.8,
                unit="rate", title=said, about={"platform": "facebook"})  # fmt: skip
    ledger = Ledger({item.id: item for item in (done, halved())})
    (line,) = brief(ledger, Plan(), Period("2026-10"))
    assert EN(line.sentence).startswith("Facebook: publish all that is planned, unless the test of")


def test_the_sheet_calls_an_event_s_campaign_by_its_name(tmp_path) -> None:
    import openpyxl

    book = book_of(events=events(("2026-11-28", "2026-11-29", "Winter market", "fair")))
    board = proposals.month_board(book)
    items = [*proposals.brief_items(proposals.campaign_briefs(book), book, "x"),
             *proposals.post_items(board, book.client, book.plan)]  # fmt: skip
    book.ledger = Ledger({item.id: item for item in items})
    from smmkit.topics.calendar.documents.lines import month_lines

    (tmp_path / "c.xlsx").write_bytes(workbook_of(month_lines(book), book))
    head, *rows = openpyxl.load_workbook(tmp_path / "c.xlsx")["Month"].iter_rows(values_only=True)
    assert "Winter market" in {row[head.index("Campaign")] for row in rows}
