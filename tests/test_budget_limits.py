"""Limits and weights a client writes: understood, kept to the cent, priced, or refused in one sentence."""

from __future__ import annotations

import shutil
from pathlib import Path

import inprocess
import numpy as np
import pandas as pd
import prepared
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_budget_proposals import CLIENT, END, JUDGED, PERIOD, TEXT, everything, invented, items_of

from smmkit.client import parse_client
from smmkit.errors import ConfigError, DataError
from smmkit.ledger import Ledger, Verdict, check_chain
from smmkit.plan import Plan
from smmkit.plan.load import parse_plan
from smmkit.topics.budget import analysis as budget
from smmkit.topics.budget import proposals, tables
from smmkit.topics.budget.analysis import Curves, Limits, WrittenLimit, optimise
from smmkit.topics.budget.panels import budget_panel

BRIEF = """name = "Alba"
sector = "cafe"
country = "ES"
language = "es"
timezone = "Europe/Madrid"
currency = "EUR"
margin = 0.5
monthly_budget = 1000
[[accounts]]
platform = "instagram"
handle = "alba"
[[budget_limits]]
"""
PAID = WrittenLimit("client.toml, [[budget_limits]] number 1", kinds=("ads",), share=0.5)
ALL_OR_NOTHING = WrittenLimit("client.toml, [[budget_limits]] number 2", lines=("influencers",), at_least=300.0)


# --- what is written ------------------------------------------------------------------------

MISTAKES = {
    "nothing named": ("max = 5", 12, ["names no line", "kinds"]),
    "nothing held": ('lines = ["meta-ads"]', 12, ["holds nothing", "max_share"]),
    "share in percent": ('kinds = ["ads"]\nmax_share = 60', 14, ["max_share is '60'", "0.6"]),
    "two mosts": ('kinds = ["ads"]\nmax_share = 0.6\nmax = 5', 15, ["both max_share and max", "Keep one"]),
    "two leasts": ('lines = ["a"]\nmin = 6\nat_least = 5', 15, ["both min and at_least"]),
    "least of several": ('lines = ["a", "b"]\nmin = 6', 14, ["min stands for a, b", "for one line"]),
    "least of a kind": ('kinds = ["ads"]\nat_least = 6', 14, ["at_least stands for ads"]),
    "least above most": ('lines = ["a"]\nmin = 600\nmax = 500', 14, ["min is 600 and max is 500"]),
    "kept back": ('lines = ["contingency"]\nmax = 50', 13, ["what the other lines leave", "plan.toml"]),
    "unknown kind": ('kinds = ["advert"]\nmax = 50', 13, ["'advert'", "influencers"]),
    "unknown key": ('lines = ["a"]\nmaximum = 50', 14, ["unknown key 'maximum'", "Did you mean 'max'"]),
    "twice": (
        'lines = ["a"]\nmax = 50\n[[budget_limits]]\nlines = ["a"]\nmin = 5', 15, ["'a' stands here a second time"]
    ),
    "more than the budget": (
        'lines = ["a"]\nmin = 700\n[[budget_limits]]\nlines = ["b"]\nmin = 400', 17, ["ask for 1100 a month", "is 1000"]
    ),
    "cap below its lines": (
        'lines = ["a"]\nmin = 400\n[[budget_limits]]\nlines = ["a", "b"]\nmax_share = 0.3', 17,
        ["a, b may get 300 a month at most", "ask for 400 at least"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("written", "line", "words"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_wrong_limit_gets_a_sentence_with_its_line(written: str, line: int, words: list[str]) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_client(BRIEF + written, file="alba/client.toml")
    said = str(caught.value)
    assert said.startswith(f"alba/client.toml, line {line}: ")
    assert "\n" not in said
    for word in words:
        assert word in said


@pytest.mark.parametrize(
    ("written", "line", "words"),
    [
        ("monthly_budget = 1.500", 8, ["monthly_budget is written 1.500, which reads as 1.5", "Write 1500", "or 1.50"]),
        ("monthly_budget = 1000\nbudget_step = 1.000 # step", 9, ["budget_step is written 1.000", "Write 1000"]),
    ],
)
def test_a_dot_that_may_mean_thousands_is_asked_about(written: str, line: int, words: list[str]) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_client(BRIEF.replace("monthly_budget = 1000", written), file="alba/client.toml")
    assert str(caught.value).startswith(f"alba/client.toml, line {line}: ")
    assert all(word in str(caught.value) for word in words)


@pytest.mark.parametrize("written", ["1500", "1500.0", "1500.50", "0.500", "12.5"])
def test_other_amounts_are_read_as_they_stand(written: str) -> None:
    client = parse_client(BRIEF.removesuffix("[[budget_limits]]\n").replace("= 1000", f"= {written}"))
    assert client.monthly_budget == float(written)


def test_limits_become_rules_that_know_their_place() -> None:
    client = parse_client(
        BRIEF + 'kinds = "ads"\nmax_share = 0.6\n[[budget_limits]]\nlines = "google-ads"\nmin = 5\nmax = 9'
    )
    paid, google = proposals.budget_rules(client)
    assert (paid.kinds, paid.share, paid.single) == (("ads",), 0.6, False)
    assert (google.lines, google.least, google.most, google.single) == (("google-ads",), 5, 9, True)
    assert google.place == "client.toml, [[budget_limits]] number 2"


# --- the split under limits -----------------------------------------------------------------


@pytest.fixture(scope="module")
def limited() -> budget.Study:
    return ruled(PAID, ALL_OR_NOTHING)


def ruled(
    *rules: WrittenLimit, step: float | None = None, total: float | None = None, **approved: float
) -> budget.Study:
    """Return the study of an invented client under some limits."""
    tables_of = invented(1, True)
    plan = pd.Series({line.replace("_", "-"): amount for line, amount in approved.items()}, dtype=float)
    return budget.study(
        tables_of["ads"], tables_of["costs"], tables_of["web"], tables_of["budget_judgements"], approved=plan,
        end=END, total=total, step=step, draws=40, rules=rules,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("share", "least", "step"), [(0.5, 300.0, None), (0.6, 555.0, 10.0), (0.35, 900.0, None), (0.6, 555.0, 70.0)]
)
def test_paid_share_and_zero_or_at_least_hold_to_the_cent(share: float, least: float, step: float | None) -> None:
    paid = WrittenLimit("1", kinds=("ads",), share=share)
    study = ruled(paid, WrittenLimit("2", lines=("influencers",), at_least=least), step=step, total=1600.0)
    for amounts in (study.amounts, study.amounts_now):
        cents = (100 * amounts).round().astype(int)
        assert cents.sum() == 160_000
        assert cents[["meta-ads", "google-ads"]].sum() <= round(160_000 * share)
        assert cents["influencers"] == 0 or cents["influencers"] >= 100 * least
    check_chain(Ledger(items_of(study)[1]))


def test_a_budget_under_limits_can_be_shown_whole(limited: budget.Study) -> None:
    everything(limited, TEXT)
    grid = budget.what_if_grid(limited, totals=9)
    assert (grid[["meta-ads", "google-ads"]].sum(axis=1) <= limited.limits["most"][0] + 1e-6).all()


def test_a_limit_that_binds_says_so_and_has_a_price(limited: budget.Study) -> None:
    paid, other = limited.limits.to_dict("records")
    assert paid["cost"] > paid["more"] > 0
    assert other["cost"] == 0
    _, items = items_of(limited)
    said = {item.id: TEXT(item.title) for item in items}
    assert "It binds: without it" in said["EV-budget-limit-ads"]
    assert "at no cost" in said["EV-budget-limit-influencers"]
    because = {item.id: item.because for item in items}
    assert "EV-budget-limit-ads" in because["BL-meta-ads"]
    assert "EV-budget-limit-ads" in because["BL-google-ads"]
    assert "EV-budget-limit-ads" not in because["BL-influencers"]
    shown = tables.moves_table(budget.move_table(limited, limited.amounts), "usual", TEXT).set_index("Line")
    assert shown["Held by limit"]["Meta ads"] == "ads"
    assert shown["Held by limit"]["Influencers"] == ""


def test_more_room_brings_what_the_shadow_price_says(limited: budget.Study) -> None:
    paid = limited.limits.iloc[0]
    wider = ruled(WrittenLimit("1", kinds=("ads",), most=paid["most"] + paid["room"]), ALL_OR_NOTHING)
    assert wider.split.value - limited.split.value == pytest.approx(paid["more"])


def test_without_limits_nothing_is_said_of_them() -> None:
    study = ruled()
    assert study.limits.empty
    moves = tables.moves_table(budget.move_table(study, study.amounts), "usual", TEXT)
    assert "Held by limit" not in moves
    assert "sets no limit" in TEXT(proposals.limits_message(study))


def test_the_same_least_and_most_fix_a_line() -> None:
    study = ruled(WrittenLimit("1", lines=("google-ads",), least=333.33, most=333.33))
    assert study.amounts["google-ads"] == study.amounts_now["google-ads"] == 333.33


def test_a_limit_holds_a_line_without_a_curve_too() -> None:
    assert ruled(WrittenLimit("1", lines=("scheduler",), most=20.0)).amounts["scheduler"] == 20.0
    assert ruled(WrittenLimit("1", lines=("scheduler",), least=55.0)).amounts["scheduler"] == 55.0


def test_a_fixed_line_counts_under_the_limit_of_its_kind() -> None:
    study = ruled(WrittenLimit("1", kinds=("ads", "tools"), most=600.0))
    held = study.amounts[["meta-ads", "google-ads", "scheduler"]]
    assert held.sum() <= 600.0 + 1e-9
    assert held["scheduler"] == 40.0


def test_a_name_no_line_has_is_said_not_guessed() -> None:
    study = ruled(WrittenLimit("1", lines=("meta-adds",), most=20.0))
    (item,) = proposals.limit_items(study, PERIOD)
    assert item.verdict is Verdict.NO_DATA
    assert "Did you mean meta-ads?" in TEXT(item.title)


def test_judged_and_missing_curves_keep_limits_too() -> None:
    study = budget.study(
        **studied_tables() | {"judgements": JUDGED}, approved=pd.Series(dtype=float),
        end=END, total=1500.0, rules=(WrittenLimit("1", lines=("google-ads", "influencers"), most=900.0),),
    )  # fmt: skip
    assert study.amounts_now[["google-ads", "influencers"]].sum() <= 900.0
    everything(study, TEXT)
    empty = budget.study(
        **studied_tables(), approved=pd.Series({"tools": 90.0}), end=END, total=500.0,
        rules=(WrittenLimit("1", lines=("tools",), most=100.0),),
    )  # fmt: skip
    (item,) = proposals.limit_items(empty, PERIOD)
    assert "not known" in TEXT(item.title)


def studied_tables() -> dict[str, pd.DataFrame]:
    """Return a client's tables without a row, by the study's own names."""
    empty = {name: invented(1, True)[name].iloc[:0] for name in ("ads", "costs", "web")}
    return empty | {"judgements": pd.DataFrame(columns=JUDGED.columns)}


IMPOSSIBLE = {
    "min above the share left": (
        (PAID, WrittenLimit("number 2", lines=("meta-ads",), least=1200.0)), {"total": 2000.0},
        r"number 1: 1,000\.00 a month are left for the lines of ads .* ask for 1,200\.00 at least.*Raise this limit",
    ),
    "mins above what is left": (
        (WrittenLimit("1", lines=("meta-ads",), least=900.0), WrittenLimit("2", lines=("google-ads",), least=900.0)),
        {"total": 1700.0},
        r"client\.toml, \[\[budget_limits\]\]: .* 1,800\.00 .* 1,660\.00 are left for them\. Lower a min",
    ),
    "two shared limits on a line": (
        (PAID, WrittenLimit("number 2", lines=("google-ads", "influencers"), most=500.0)), {},
        r"number 2: google-ads is held together with other lines by .* number 1 too\. Leave the line in one",
    ),
    "approved above the limit": (
        (WrittenLimit("number 1", lines=("scheduler",), most=20.0),), {"scheduler": 40.0},
        r"number 1: scheduler gets 20\.00 a month at most, and plan\.toml approves 40\.00\. Change",
    ),
    "fixed lines above the limit": (
        (WrittenLimit("number 1", kinds=("tools", "ads"), most=30.0),), {},
        r"number 1: tools, ads may get 30\.00 a month together, .* cost 40\.00\. Raise the limit",
    ),
    "no whole step": (
        (WrittenLimit("number 1", lines=("influencers",), most=510.0, at_least=505.0),), {"step": 70.0},
        r"number 1: influencers may get 510\.00 a month at most, and 560\.00 at least .*Raise max",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("rules", "given_", "said"), IMPOSSIBLE.values(), ids=IMPOSSIBLE.keys())
def test_limits_that_cannot_all_hold_get_one_sentence(
    rules: tuple[WrittenLimit, ...], given_: dict[str, float], said: str
) -> None:
    with pytest.raises(DataError, match=said) as caught:
        ruled(*rules, **given_)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("whole", [False, True])
def test_the_bound_over_draws_counts_the_cap_and_is_never_beaten(whole: bool) -> None:
    rng = np.random.default_rng(5)
    curves = Curves.of(
        "abcdef", family="power", scale=np.array([9.0, 8, 2, 3, 2, 3]) * rng.lognormal(0, 0.2, (50, 6)), exponent=0.6
    )
    limits = Limits.of(
        3000.0, low=np.full(6, 50.0), high=1500.0, step=10.0, group=["g", "g", "", "", "", ""], caps={"g": 900.0},
        whole=whole,
    )  # fmt: skip
    split = optimise(curves, limits)
    assert split.spend[["a", "b"]].sum() == pytest.approx(900.0)
    assert split.gap < 0.001
    for spend in rng.dirichlet(np.ones(6), 3000) * 3000.0:
        if limits.allow(spend):
            assert curves.response(spend).sum() <= split.bound * (1 + 1e-12)


@st.composite
def limited_problems(draw: st.DrawFn) -> tuple[Curves, Limits]:
    n = draw(st.integers(2, 5))
    low = np.array([draw(st.integers(0, 20)) for _ in range(n)]) * 10.0
    high = low + np.array([draw(st.integers(0, 40)) for _ in range(n)]) * 10.0
    optional = [draw(st.booleans()) for _ in range(n)]
    cap = float(np.where(optional, 0.0, low)[:2].sum()) + 10.0 * draw(st.integers(0, 40))
    curves = Curves.of([str(i) for i in range(n)], family="log", scale=draw(st.floats(1, 90)), half=100.0)
    limits = Limits.of(
        float(np.where(optional, 0.0, low).sum()), low=low, high=high, optional=optional, step=10.0,
        group=["g", "g", *[""] * (n - 2)], caps={"g": cap}, whole=True,
    )  # fmt: skip
    return curves, limits


@settings(max_examples=60, deadline=None)
@given(limited_problems(), st.floats(0.0, 1.3))
def test_any_wished_total_is_drawn_to_one_the_lines_can_add_up_to(problem: tuple[Curves, Limits], share: float) -> None:
    curves, limits = problem
    wished = share * limits.ceiling()
    total = limits.reachable(wished)
    spend = optimise(curves, limits.with_total(total)).spend.to_numpy()
    assert spend.sum() == pytest.approx(total)
    assert limits.allow(spend)
    assert total <= max(wished, limits.floor.sum()) + 1e-6
    if not limits.optional.any():
        assert total > min(wished, limits.ceiling()) - limits.step


def test_the_panel_stays_within_the_limits(limited: budget.Study) -> None:
    panel = budget_panel(limited, TEXT)
    total, *_, bottom = panel.children
    for value in (total.min, total.max):
        total.value = value
        assert bottom.children[0].value.startswith("<table")


# --- the whole way --------------------------------------------------------------------------

PAID_60 = """
[[budget_limits]]
kinds = ["ads"]
max_share = 0.4

[[budget_limits]]
lines = ["influencers"]
at_least = 600
"""


def test_a_clients_limits_hold_from_the_brief_to_the_ledger(tmp_path: Path) -> None:
    source, slug = prepared.ROOT / "data" / "clients", "ridgeline-bikes"
    folder = tmp_path / "clients" / slug
    shutil.copytree(source / slug, folder)
    brief = (folder / "client.toml").read_text(encoding="utf-8").replace("#:schema ../../../", "#:schema ")
    (folder / "client.toml").write_text(brief + PAID_60, encoding="utf-8")
    ledger = inprocess.ledger_of(slug, data=tmp_path, out=tmp_path / "out", only=["06"])
    lines = {item.id: item for item in ledger.of_kind("BL")}
    amounts = {id: round(100 * item.value) for id, item in lines.items()}
    assert sum(amounts.values()) == 317_900
    assert amounts["BL-meta-ads"] + amounts["BL-google-ads"] <= 0.4 * 317_900
    assert amounts["BL-influencers"] == 0 or amounts["BL-influencers"] >= 60_000
    assert "EV-budget-limit-ads" in lines["BL-meta-ads"].because
    assert "It binds" in TEXT(ledger["EV-budget-limit-ads"].title)


# --- weights of the mix ---------------------------------------------------------------------

OBJECTIVES = """
[[objectives]]
id = "OB-key-events"
status = "{status}"
by = "approver"
metric = "key_events"
{results}
[[objectives]]
id = "OB-revenue"
status = "approved"
by = "approver"
metric = "{metric}"
{value}
"""


def planned(results: str = "", value: str = "", *, status: str = "approved", metric: str = "revenue") -> Plan:
    """Return a plan with two objectives."""
    return parse_plan(OBJECTIVES.format(results=results, value=value, status=status, metric=metric))


@pytest.mark.parametrize(
    ("plan", "weight"),
    [
        (planned("weight = 0.3", "weight = 0.7"), 0.7),
        (planned(value="weight = 0.7"), 0.7),
        (planned("weight = 0.8"), 0.2),
        (planned("weight = 0.3", "weight = 0.7", status="proposed"), 0.7),
        (planned("weight = 0.3", status="rejected"), 0.5),
        (planned(), 0.5),
    ],
    ids=["both", "value only", "results only", "one proposed", "rejected", "none"],
)
def test_the_mix_is_weighted_by_approved_objectives(plan: Plan, weight: float) -> None:
    assert proposals.mix_weight(plan) == pytest.approx(weight)


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        ({"results": "weight = 0.5", "value": "weight = 0.7"}, r"line 13: .* add up to 1\.2\. Make them add up to 1\."),
        ({"results": "weight = 0.2", "value": "weight = 0.7"}, r"line 13: .* add up to 0\.9\."),
        ({"value": "weight = 0.7", "metric": "err"}, r"line 13: OB-revenue has a weight and its metric is 'err'"),
        ({"value": "weight = 70"}, r"line 13: weight is '70'.* between 0 and 1, here perhaps 0\.7"),
    ],
)
def test_weights_that_make_no_whole_get_a_sentence(given_: dict[str, str], said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        planned(**given_)


def test_unapproved_weights_are_a_judgement_with_its_reason(limited: budget.Study) -> None:
    (half,) = proposals.mix_items(limited, CLIENT, Plan(), PERIOD)
    assert half.verdict is Verdict.JUDGE
    assert half.owner == CLIENT.roles.approver
    assert "no approved objective carries a weight" in TEXT(half.title)
    (weighed,) = proposals.mix_items(limited, CLIENT, planned(value="weight = 0.7"), PERIOD)
    assert weighed.because == ("OB-revenue",)
    assert "results 30% and revenue 70%" in TEXT(weighed.title)


def test_a_heavier_value_moves_money_to_the_dearer_result() -> None:
    study = ruled()
    curves, now = study.found.curves, study.now
    worth = pd.Series({"influencers": 300.0, "google-ads": 10.0, "meta-ads": 10.0})
    spends = [
        optimise(budget.aimed_at(curves, "mix", worth=worth, now=now, weight=weight), study.frame.limits).spend
        for weight in (0.0, 0.5, 1.0)
    ]
    assert spends[0]["influencers"] <= spends[1]["influencers"] <= spends[2]["influencers"]
    assert spends[0]["influencers"] < spends[2]["influencers"]


def test_the_panel_names_the_approved_weights(limited: budget.Study) -> None:
    _, aim, *_ = budget_panel(limited, TEXT, value_weight=0.7).children
    assert ("30% results, 70% revenue", "mix") in aim.options
