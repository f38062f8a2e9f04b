"""What was decided on the review does not come back as if nobody had answered: refused is refused, approved stands."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from ledgers import evidence, proposal

from smmkit.ledger import Item, Ledger, Source
from smmkit.period import Period
from smmkit.plan import Decision, Plan, parse_plan
from smmkit.plan.review import approve_review, open_calls, settled_by, without_settled
from smmkit.plan.trace import falls
from smmkit.text import Message, Text
from smmkit.topics.report.proposals.story import coming
from smmkit.topics.report.proposals.summary import summary
from smmkit.topics.review.proposals import brief, undone_items
from smmkit.topics.review.proposals.settled import settled_said
from smmkit.topics.review.tables import diff_table

EN = Text("en")
SEPTEMBER = Period("2026-09")
STOP, CHANGE = "DE-stop-facebook-link", "DE-change-facebook-link"


def call(id: str = STOP, to: str = "video") -> Item:
    choice = id.split("-")[1]
    reasons = ["RS-facebook-link-votes", *([f"RS-facebook-{to}-votes"] if choice == "change" else [])]
    about = {"choice": choice, "platform": "facebook", "format": "link", "to": to, "check_on": "2026-10-31"}
    title = Message("Give up {form:word} on {platform}", {"form": "posts with a link", "platform": "Facebook"})
    return proposal(id, *reasons, title=title, about=about, owner="social_media_manager")


def ledger(*items: Item) -> Ledger:
    results = [proposal(f"RS-facebook-{form}-votes", "EV-reel-err") for form in ("link", "video", "image")]
    return Ledger([evidence(), *results, *items])


def plan(status: str, id: str = STOP, **more: str) -> Plan:
    told = {"title": "Give up links", "by": "approver", **more}
    lines = [f'{name} = "{value}"' for name, value in told.items()]
    because = 'because = ["RS-facebook-link-interactions", "RS-facebook-video-interactions"]'
    head = f'[[decisions]]\nid = "{id}"\nstatus = "{status}"\non = 2026-08-04\nchoice = "{id.split("-")[1]}"\n'
    return parse_plan("\n".join([head, because, *lines]))


@pytest.mark.parametrize("status", ["approved", "rejected"])
def test_what_was_decided_is_no_change_of_the_plan(status: str) -> None:
    items, decided = ledger(call()), plan(status)
    assert open_calls(items, decided) == ()
    assert STOP in items
    assert STOP not in without_settled(items, decided)
    assert diff_table([call()], decided, items, EN).empty
    assert [item.id for item in open_calls(items, Plan())] == [STOP]


def test_whoever_refused_to_end_something_is_not_asked_for_it_in_other_words() -> None:
    assert settled_by(call(CHANGE), plan("rejected")) is not None
    assert settled_by(call(STOP), plan("rejected", CHANGE)) is not None
    assert settled_by(call(CHANGE), plan("approved")) is None


def test_another_format_in_its_place_is_a_new_question() -> None:
    decided = plan("approved", CHANGE)
    assert settled_by(call(CHANGE), decided) is not None
    other = call(CHANGE, to="image")
    assert settled_by(other, decided) is None
    (row,) = diff_table([other], decided, ledger(other), EN).to_dict("records")
    assert row["Old"] == "approved: Give up links"


def test_all_of_the_review_is_all_that_nobody_decided_on(tmp_path: Any) -> None:
    (tmp_path / "plan.toml").write_text(
        f'[[decisions]]\nid = "{STOP}"\ntitle = "x"\nstatus = "rejected"\nby = "approver"\non = 2026-08-04\n'
    )
    keep = proposal("DE-keep-facebook-video", "RS-facebook-video-votes", about={"choice": "keep"})
    done = approve_review(tmp_path, (), ledger(call(), keep), Decision("approver", date(2026, 9, 3)), say=EN)
    assert done == ("DE-keep-facebook-video",)


def test_the_desk_is_given_no_order_that_was_refused_or_that_nobody_approved() -> None:
    def due(decided: Plan) -> list[str]:
        return [EN(line.due) for line in brief(ledger(call()), decided, SEPTEMBER) if line.id == STOP]

    assert due(plan("rejected")) == []
    assert due(plan("approved")) == ["approved on Aug 4, 2026"]
    assert due(Plan()) == ["from Oct 5, 2026, once it is approved"]


def test_what_was_refused_is_not_asked_again_and_what_is_asked_is_not_told_as_coming() -> None:
    for decided, told in ((plan("rejected"), []), (plan("approved"), []), (Plan(), [STOP])):
        items = ledger(call())
        found = summary(items, decided)
        assert [item.id for item in found.to_sign] == told
        assert coming(found, without_settled(items, decided)) == ()


def test_what_was_refused_is_told_with_its_reason_and_what_stands_with_its_day() -> None:
    roles = {"approver": "Board"}
    _, ((refused, id),) = settled_said([call()], plan("rejected", note="Links lead to the gifts"), roles)
    assert id == STOP
    assert EN(refused) == (
        "Refused on Aug 4, 2026 by Board, for this reason: Links lead to the gifts. It was: Give up links"
    )
    ((stands, _),), _ = settled_said([call()], plan("approved"), roles)
    assert EN(stands) == "Approved on Aug 4, 2026: Give up posts with a link on Facebook"


def test_what_was_refused_falls_with_nothing() -> None:
    assert STOP not in falls("RS-facebook-link-votes", ledger(call()), plan("rejected"))
    assert STOP in falls("RS-facebook-link-votes", ledger(call()), plan("approved"))


def test_a_format_that_was_to_end_and_still_goes_out_is_counted_from_the_decision() -> None:
    days = ["2026-08-03", "2026-08-20", "2026-09-10", "2026-09-30"]
    posts = pd.DataFrame({"platform": "facebook", "format": "link", "day": pd.to_datetime(days)})
    end, told = pd.Timestamp("2026-09-30"), {"period": "2026-09", "source": (Source("posts.csv", "2-5"),)}
    (item,) = undone_items([call()], plan("approved"), posts, end, **told)
    assert (item.id, item.value) == ("EV-undone-facebook-link", 3)
    assert EN(item.title) == (
        "On Aug 4, 2026 it was decided to give up posts with a link on Facebook; 3 have gone out since"
    )
    for decided, seen in ((plan("rejected"), posts), (Plan(), posts), (plan("approved"), posts.head(2))):
        assert undone_items([call()], decided, seen, end, **told) == []
    with_clicks = SimpleNamespace(**{name: getattr(call(), name) for name in ("id", "because")})
    with_clicks.about = {**call().about, "gain": 0.5}
    assert undone_items([with_clicks], plan("approved"), posts, end, **told) == []  # type: ignore[list-item]
