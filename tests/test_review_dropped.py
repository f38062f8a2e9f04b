"""What last month's review proposed does not vanish in silence: the cause stands beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from ledgers import evidence, proposal

from smmkit.ledger import Item, Verdict
from smmkit.plan import Plan, parse_plan
from smmkit.text import Message, Text
from smmkit.topics.review.analysis import Case, ReviewRule
from smmkit.topics.review.proposals import Subject, call_items, dropped_items, verdicts

EN = Text("en")
RULE = ReviewRule()
SHORT = Case("facebook reel", -0.4, -0.55, -0.27, certain=True, planned=18, done=18, months=6, alternative="carousel")
INNER = "On {platform}, go for {to:word} instead of {form:word}"


def last(of: str = "DE-change-facebook-reel") -> Item:
    values = {"platform": "Facebook", "to": "carousels", "form": "reels"}
    title = Message("In {month_before:month} it was proposed, and nobody has decided yet: {inner:sentence}",
                    {**values, "inner": INNER, "month_before": "2026-09"})  # fmt: skip
    return evidence(f"EV-last-{of.lower()}", None, title=title, about={"finding": "last month", "of": of})


def dropped(*cases: Case, plan: Plan | None = None, rule: ReviewRule = RULE, item: Item | None = None) -> list[Item]:
    found = verdicts([Subject(case, ("RS-x",), {"platform": "facebook", "format": "reel"}) for case in cases], rule)
    before = item or last()
    calls = [proposal(f"DE-{call.says}-{call.case.name.replace(' ', '-')}", "RS-x")
             for call in found.calls if call.says in ("keep", "change", "stop")]  # fmt: skip
    return dropped_items(found, calls, {before.id: before}, plan or Plan())


@pytest.mark.parametrize(
    ("case", "rule", "cause"),
    [
        (replace(SHORT, done=14.3), RULE,
         "of the posts planned while it is tried 79.4% were published, and below 80% nothing is judged"),
        (replace(SHORT, effect=-0.19, low=-0.34, high=-0.02, certain=False), RULE,
         "by the rule that was signed, this month's numbers are not enough for it"),
        (SHORT, replace(RULE, max_changes=0), "other changes weigh more, and 0 at most are made at once"),
        (replace(SHORT, name="facebook image"), RULE, "no result of this month tells of it"),
    ],
)  # fmt: skip
def test_what_is_proposed_no_longer_says_why_and_what_it_was(case: Case, rule: ReviewRule, cause: str) -> None:
    (item,) = dropped(case, rule=rule)
    assert (item.id, item.verdict) == ("EV-dropped-de-change-facebook-reel", Verdict.DECIDE)
    assert item.because == ("EV-last-de-change-facebook-reel",)
    assert EN(item.title) == (
        f"No longer proposed: {cause}. In September 2026 it was: On Facebook, go for carousels instead of reels"
    )


def test_what_is_proposed_again_or_was_decided_is_not_named() -> None:
    assert dropped(SHORT) == []
    thin = replace(SHORT, done=1)
    for status in ("approved", "rejected"):
        told = f'[[decisions]]\nid = "DE-change-facebook-reel"\ntitle = "x"\nstatus = "{status}"\nby = "approver"\n'
        assert dropped(thin, plan=parse_plan(told)) == []
    assert dropped(thin, item=last("RS-facebook-reel")) == []  # a result is no call
    assert len(dropped(thin)) == 1


@pytest.mark.parametrize(
    ("effect", "says", "dice"),
    [
        (0.34, "of the people they reach, 34% more interact than with the other posts (between 19% and 50% more)",
         "de las personas a las que llegan, interactúa un 34\N{NO-BREAK SPACE}% más que con las demás publicaciones"),
        (1.4, "of the people they reach, 2.4 times as many interact", "multiplican por 2,4"),
    ],
)  # fmt: skip
def test_what_is_kept_for_its_rate_does_not_bring_more_rate(effect: float, says: str, dice: str) -> None:
    case = Case("instagram carousel", effect, 0.19, effect + 0.16, certain=True, planned=18, done=18, months=6)
    subject = Subject(case, ("RS-x",), {"platform": "instagram", "format": "carousel"}, metric="err")
    (item,) = call_items(verdicts([subject], RULE), period="2026-10", check_on=date(2026, 11, 30))
    assert says in EN(item.title)
    assert dice in Text("es", country="ES")(item.title)
    assert "ngagement rate" not in EN(item.title)
