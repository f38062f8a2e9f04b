"""A budget line of any name goes from the tables into the plan and back: an id is never a key to the data."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from ledgers import evidence

from smmkit import schema
from smmkit.client import Client
from smmkit.ledger import Ledger
from smmkit.measures.spend import line_names, spend_by_line, spend_rows
from smmkit.plan import Decision, Plan, approve, load_plan, parse_plan
from smmkit.sources.line_names import spell_lines_alike
from smmkit.text import Text
from smmkit.topics.budget import analysis as budget
from smmkit.topics.budget import proposals
from smmkit.topics.budget import tables as tables_of
from smmkit.topics.report.proposals.money import month_money
from smmkit.topics.results import analysis as results
from smmkit.topics.results import proposals as held

SAY = Text("es", country="ES", currency="EUR")
CLIENT = Client.model_validate(
    {
        "name": "Alba", "sector": "cafe", "country": "ES", "language": "es", "timezone": "Europe/Madrid",
        "currency": "EUR", "margin": 0.5,
        "accounts": [{"platform": "instagram", "handle": "alba"}],
    }
)  # fmt: skip
LINES = ("Influencers Madrid", "Meta · Captación web", "P.R. & Eventos 2026", "foto y vídeo", "ÑANDÚ", "meta-ads")
MONTHS = ("2026-08", "2026-09", "2026-10")


def tables() -> dict[str, pd.DataFrame]:
    rows = [
        {"day": f"{month}-05", "line": line, "kind": "influencers", "platform": "", "amount": 100.0 + 10 * place}
        for month in MONTHS
        for place, line in enumerate(LINES)
    ]
    costs = schema.conform(pd.DataFrame(rows).assign(currency="EUR", tax_included=False), "costs")
    return {"costs": costs, **{name: schema.empty(name) for name in ("ads", "web", "budget_judgements")}}


def proposed(given, plan, month):
    end = pd.Timestamp(f"{month}-01") + pd.offsets.MonthEnd(0)
    study = budget.study(
        given["ads"], given["costs"], given["web"], given["budget_judgements"],
        approved=proposals.approved_amounts(plan), end=end, total=None, draws=20,
    )  # fmt: skip
    return proposals.line_items(study, proposals.split_judgement(study, CLIENT), CLIENT, plan, month), end


@pytest.mark.parametrize("forget", [False, True], ids=["with its name", "an older plan without names"])
def test_every_proposal_can_be_approved_and_the_next_months_still_run(tmp_path, forget) -> None:
    given = tables()
    for month in MONTHS:
        plan = load_plan(tmp_path).naming(line_names(given))
        items, end = proposed(given, plan, month)
        assert {item.about["line"] for item in items} >= set(LINES)
        spent = spend_by_line(spend_rows(given["ads"], given["costs"]), pd.Timestamp(f"{month}-01"), end)
        against = results.spend_against_plan(held.planned(plan, plan, CLIENT, until=end).lines, spent)
        assert set(against["line"]) >= set(LINES)
        ledger = Ledger([evidence(period=month), *items])
        by = Decision("approver", date.fromisoformat(f"{month}-28"))
        approve(tmp_path, [item.id for item in items], ledger, by, say=SAY)
        if forget:
            path = tmp_path / "plan.toml"
            kept = [row for row in path.read_text(encoding="utf-8").splitlines() if not row.startswith("line = ")]
            path.write_text("\n".join(kept) + "\n", encoding="utf-8")
    amounts = proposals.approved_amounts(load_plan(tmp_path).naming(line_names(given)))
    assert set(amounts.index) >= set(LINES)
    assert amounts["Influencers Madrid"] == pytest.approx(100.0)


def test_one_line_spelled_in_several_ways_is_one_line() -> None:
    costs = pd.DataFrame({"line": ["Meta Ads", "Foto y vídeo", "foto y video", "Foto y vídeo", None]})
    judged = pd.DataFrame({"line": ["FOTO Y VÍDEO"]})
    ads = pd.DataFrame({"platform": ["instagram"]})
    alike = spell_lines_alike({"costs": costs, "budget_judgements": judged, "ads": ads})
    assert alike["costs"]["line"].dropna().tolist() == ["meta-ads", "Foto y vídeo", "Foto y vídeo", "Foto y vídeo"]
    assert alike["budget_judgements"]["line"].tolist() == ["Foto y vídeo"]
    assert costs["line"].tolist()[0] == "Meta Ads"


def test_a_line_goes_by_the_plans_own_words_wherever_it_is_shown() -> None:
    """The client approved “Anuncios en redes”; no notebook, report or panel calls the same line “Meta ads”."""
    given = tables()
    plan = Plan.model_validate(
        {"budget_lines": [{"id": "BL-meta-ads", "title": "Anuncios en redes: 150 € al mes", "status": "approved",
                           "by": "approver", "on": "2026-09-30", "value": 150.0, "unit": "money"}]}
    ).naming(line_names(given))  # fmt: skip
    first, end = pd.Timestamp("2026-10-01"), pd.Timestamp("2026-10-31")
    study = budget.study(
        given["ads"], given["costs"], given["web"], given["budget_judgements"],
        approved=proposals.approved_amounts(plan), end=end, total=None, draws=20, titles=plan.line_titles,
    )  # fmt: skip
    spend = spend_rows(given["ads"], given["costs"])
    items = proposals.line_items(study, proposals.split_judgement(study, CLIENT), CLIENT, plan, "2026-10")
    ours = next(item for item in items if item.id == "BL-meta-ads")
    names = {
        "06 proposal": SAY(ours.title).split(":")[0],
        "06 lines": tables_of.lines_table(study, plan, CLIENT, SAY).iloc[:, 0].tolist()[
            list(study.frame.lines.index).index("meta-ads")
        ],
        "06 split": next(iter(set(
            tables_of.moves_table(budget.move_table(study, study.amounts), "plan", SAY, titles=study.titles).iloc[:, 0]
        ) & {"Anuncios en redes", "Meta ads", "Anuncios de Meta"})),
        "09": next(row for row in held.planned(plan, plan, CLIENT, until=end).lines.to_dict("records"))["title"],
        "11": next(line.name for line in month_money(spend, plan, first, end).lines if line.line == "meta-ads"),
    }  # fmt: skip
    assert set(names.values()) == {"Anuncios en redes"}, names


def test_what_another_notebook_found_about_a_line_is_read_with_it_and_nothing_else() -> None:
    from smmkit.ledger import Item, Kind, Verdict
    from smmkit.text import Message
    from smmkit.topics.budget.proposals import seen_elsewhere

    def found(id: str, kind: Kind, **about: str) -> Item:
        rest = {} if kind is Kind.EV else {"owner": "approver", "because": ("EV-creators-cost",)}
        return Item(id=id, kind=kind, title=Message(id), verdict=Verdict.JUDGE, about=about, **rest)

    creators = found("EV-creators-cost", Kind.EV, line="influencers")
    others = [
        found("EV-x", Kind.EV),
        found("EV-y", Kind.EV, line="fairs"),
        found("DE-creators", Kind.DE, line="influencers"),
    ]
    known = {one.id: one for one in (creators, *others)}
    assert seen_elsewhere(known, ["influencers", "meta-ads"]) == [creators]
    assert seen_elsewhere(known, ["meta-ads"]) == []


def test_campaigns_of_which_no_curve_speaks_are_signed_once_with_their_account() -> None:
    rows = pd.DataFrame(
        {"platform": "meta", "date_start": pd.Timestamp("2026-10-01"), "date_stop": pd.Timestamp("2026-10-31"),
         "level": "campaign", "campaign_name": ["Feria", "Otoño"], "spend": [30.0, 20.0], "currency": "EUR",
         "results": [10.0, 20.0], "result_type": "messages",
         "source_file": "ads.csv"}
    )  # fmt: skip
    given = {**tables(), "costs": schema.empty("costs"), "ads": schema.conform(rows, "ads")}
    items, _ = proposed(given, parse_plan(""), "2026-10")
    lines = {item.id: item.value for item in items if str(item.id).startswith("BL-meta")}
    assert lines == {"BL-meta-ads": pytest.approx(50.0)}
    named = parse_plan('[[budget_lines]]\nid = "BL-meta-feria"\nstatus = "approved"\nby = "approver"\nvalue = 30.0\n')
    items, _ = proposed(given, named, "2026-10")
    within = [item.value for item in items if "within" in item.about]
    assert sorted(within) == [pytest.approx(20.0), pytest.approx(30.0)]
