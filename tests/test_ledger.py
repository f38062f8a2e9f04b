"""Items, their links and their fingerprints."""

from __future__ import annotations

import json
from dataclasses import replace

import jsonschema
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledgers import NOTHING, OPEN, PERIOD, chain, evidence, proposal

from smmkit.errors import DataError
from smmkit.ledger import (
    Check,
    Experiment,
    Item,
    Kind,
    Ledger,
    Verdict,
    check_chain,
    item_id,
    judge,
)
from smmkit.ledger.fingerprints import below, fingerprint, mark
from smmkit.ledger.kinds import KINDS
from smmkit.ledger.links import check_grounded, ungrounded
from smmkit.ledger.numbers import shown
from smmkit.ledger.records import dump, load
from smmkit.ledger.schema import SCHEMA_FILE, ledger_schema
from smmkit.text import Message, Text

# Kinds in an order in which each may rest on some earlier one.
ORDER = [Kind.EV, Kind.SW, Kind.ST, Kind.OB, Kind.SG, Kind.CH, Kind.BL, Kind.CA, Kind.PO, Kind.RS, Kind.DE]


@st.composite
def ledgers(draw: st.DrawFn) -> list[Item]:
    """Draw a ledger whose links are legal and run from later kinds to earlier ones."""
    items = [evidence(f"EV-e{n}", draw(st.floats(0.01, 0.9))) for n in range(draw(st.integers(1, 4)))]
    for kind in ORDER[1:]:
        for n in range(draw(st.integers(0, 2))):
            legal = [item.id for item in items if item.kind in KINDS[kind].rests_on]
            reasons = draw(st.lists(st.sampled_from(legal), min_size=1, max_size=3, unique=True))
            items.append(proposal(item_id(kind, f"p{n}"), *reasons))
    return items


@pytest.mark.parametrize(
    ("parts", "id"),
    [
        (("instagram", "reel", "err"), "EV-instagram-reel-err"),
        (("Instagrám", "Año nuevo"), "EV-instagram-ano-nuevo"),
        (("meta_ads", 18), "EV-meta-ads-18"),
    ],
)
def test_an_id_is_made_of_what_the_item_is_about(parts: tuple[object, ...], id: str) -> None:
    assert item_id("EV", *parts) == id


def test_an_id_needs_words() -> None:
    with pytest.raises(DataError, match="needs words"):
        item_id("EV", "–")


CHECKS = {"rows": Check("rows", True, Message("12 posts")), "few": Check("rows", False, Message("2 posts"))}
OPEN_CHECK = Check("interval", False, Message("holds zero"))
TRIAL = Experiment((Message("a"), Message("b")), 40, 6.0, "err")
YEARS = Experiment((Message("a"), Message("b")), 40, 61.0, "err")
EIGHT, NEARLY_NINE = (Experiment((Message("a"), Message("b")), 40, weeks, "err") for weeks in (8.0, 8.1))


@pytest.mark.parametrize(
    ("checks", "more", "verdict"),
    [
        (["rows"], {}, "DECIDE"),
        (["rows"], {"experiment": TRIAL, "owner": "approver"}, "DECIDE"),
        (["rows", "open"], {"experiment": TRIAL, "owner": "approver"}, "TEST"),
        (["rows", "open"], {"owner": "approver"}, "JUDGE"),
        (["rows", "open"], {"experiment": YEARS, "owner": "approver"}, "JUDGE"),
        (["rows", "open"], {"experiment": YEARS}, "NO DATA"),
        (["rows", "open"], {"experiment": EIGHT}, "TEST"),
        (["rows", "open"], {"experiment": NEARLY_NINE}, "NO DATA"),
        (["rows", "open"], {}, "NO DATA"),
        (["few"], {}, "NO DATA"),
        (["few"], {"experiment": TRIAL}, "NO DATA"),
        (["few"], {"experiment": TRIAL, "owner": "approver"}, "JUDGE"),
        ([], {}, "NO DATA"),
        ([], {"experiment": TRIAL}, "NO DATA"),
        ([], {"owner": "approver"}, "JUDGE"),
    ],
)
def test_one_place_decides_the_verdict(checks: list[str], more: dict[str, object], verdict: str) -> None:
    judged = judge([OPEN_CHECK if name == "open" else CHECKS[name] for name in checks], **more)
    assert judged.verdict == verdict
    long = more.get("experiment") is YEARS and verdict == "JUDGE"  # its length is told, it is not offered
    assert (judged.experiment is not None) == (verdict == "TEST" or long)
    assert (judged.owner is not None) == (verdict == "JUDGE")
    assert (judged.collect is not None) == (verdict == "NO DATA")


@given(st.lists(st.tuples(st.sampled_from(["rows", "interval", "placebo"]), st.booleans()), max_size=5), st.booleans())
def test_a_failed_check_never_decides(answers: list[tuple[str, bool]], owned: bool) -> None:
    judged = judge([Check(name, ok, Message("found")) for name, ok in answers], owner="approver" if owned else None)
    assert (judged.verdict is Verdict.DECIDE) == (bool(answers) and all(ok for _, ok in answers))


def test_a_proposal_without_data_carries_no_number() -> None:
    item = proposal("BL-x", "EV-a", judgement=NOTHING, value=100.0, low=50.0, high=150.0, unit="money")
    assert (item.value, item.low, item.high) == (None, None, None)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"id": "EV_reel"}, "looks like EV-instagram-reel"),
        ({"id": "SW-reel"}, "looks like EV-instagram-reel"),
        ({"period": "2026-13"}, "not a month"),
        ({"unit": "euros"}, "unit 'euros' is unknown"),
        ({"unit": None}, "has no unit"),
        ({"low": 0.9, "high": 0.1}, "the low end comes first"),
    ],
)
def test_a_record_that_contradicts_itself_is_refused(change: dict[str, object], sentence: str) -> None:
    with pytest.raises(DataError, match=sentence):
        replace(evidence(), **change)


@pytest.mark.parametrize(
    ("rest", "sentence"),
    [
        ({"verdict": Verdict.DECIDE}, "must rest on something"),
        ({"verdict": Verdict.JUDGE}, "needs an owner"),
        ({"verdict": Verdict.TEST, "because": ("EV-a",)}, "needs its experiment"),
        ({"verdict": Verdict.NO_DATA, "because": ("EV-a",)}, "what to collect"),
    ],
)
def test_a_proposal_says_what_it_rests_on(rest: dict[str, object], sentence: str) -> None:
    with pytest.raises(DataError, match=sentence):
        Item(id="BL-x", kind=Kind.BL, title=Message("Spend"), period=PERIOD, **rest)


def test_a_judgement_somebody_answers_for_may_rest_on_nothing() -> None:
    judged = judge([], owner="social_media_manager")
    assert proposal("SG-families", judgement=judged).owner == "social_media_manager"


def test_numpy_and_pandas_values_become_plain() -> None:
    title = Message("{a} {b} {c}", {"a": np.float64(1.5), "b": pd.NA, "c": pd.Timestamp("2026-09-03")})
    item = evidence(value=np.float64(0.5), n=np.int64(3), title=title, low=np.nan, high=None)
    assert (type(item.value), item.low, type(item.n)) == (float, None, int)
    assert dict(item.title.values) == {"a": 1.5, "b": None, "c": "2026-09-03"}
    json.loads(dump([item]))


def test_an_id_names_one_thing() -> None:
    with pytest.raises(DataError, match="two items carry this id"):
        Ledger([evidence(), evidence(value=0.5)])


@given(ledgers(), st.randoms(use_true_random=False))
def test_the_same_items_give_the_same_bytes_in_any_order(items: list[Item], random: object) -> None:
    shuffled = list(items)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert dump(shuffled) == dump(items)
    assert [Ledger(shuffled).fingerprint(item) for item in items] == [Ledger(items).fingerprint(item) for item in items]


@given(ledgers())
def test_what_is_read_back_is_what_was_written(items: list[Item]) -> None:
    read = load(dump(items), where="ledger.json")
    assert dump(read) == dump(items)
    assert [mark(item) for item in read] == [mark(item) for item in Ledger(items).values()]


@given(ledgers())
def test_drawn_ledgers_are_legal_and_grounded(items: list[Item]) -> None:
    ledger = Ledger(items)
    check_chain(ledger)
    assert ungrounded(ledger, kinds=Kind) == ()


@given(st.floats(0.01, 0.99), st.floats(-1e-10, 1e-10))
def test_a_fingerprint_ignores_noise_below_what_is_shown(value: float, noise: float) -> None:
    rounded = round(value, 3)
    before, after = evidence(value=rounded), evidence(value=rounded + noise)
    assert mark(before) == mark(after)


@pytest.mark.parametrize(("unit", "step"), [("rate", 0.001), ("money", 0.01), ("count", 1), ("hours", 0.1)])
def test_a_fingerprint_sees_a_change_of_the_last_shown_digit(unit: str, step: float) -> None:
    pair = [evidence(value=value, unit=unit, low=None, high=None) for value in (12.0, 12.0 + step)]
    assert mark(pair[0]) != mark(pair[1])


@given(
    st.integers(1000, 10**6), st.sampled_from(["rate", "count", "money", "hours", "score", "people", "points", "ratio"])
)
def test_what_counts_as_shown_is_what_is_written(hundredths: int, unit: str) -> None:
    value, text = hundredths / 100 + 0.0013, Text("en")
    assert text.quantity(shown(value, unit), unit) == text.quantity(value, unit)


def test_month_rows_and_source_do_not_change_a_fingerprint() -> None:
    assert mark(evidence()) == mark(evidence(period="2026-10", n=99, source=()))


def test_evidence_without_a_number_is_known_by_its_words() -> None:
    said = [
        Message("{day} wins by {v:percent1}", {"day": day, "v": v}) for day, v in (("a", 0.1), ("a", 0.2), ("b", 0.1))
    ]
    first, noisy, other = (mark(evidence(value=None, unit=None, title=title)) for title in said)
    assert first == noisy
    assert first != other


@given(ledgers(), st.data())
def test_exactly_what_rests_on_changed_evidence_changes_its_fingerprint(items: list[Item], data: st.DataObject) -> None:
    before = Ledger(items)
    changed = data.draw(st.sampled_from([item for item in items if item.kind is Kind.EV]))
    after = Ledger([replace(i, value=2.0, low=None, high=None) if i is changed else i for i in items])
    moved = {id for id in before if before.fingerprint(id) != after.fingerprint(id)}
    assert moved == {id for id in before if changed.id in below(before, id)}


@pytest.mark.parametrize(("kind", "reason"), [("BL", "PO"), ("EV", "SW"), ("SW", "ST"), ("OB", "BL"), ("ST", "CA")])
def test_an_illegal_link_is_refused_with_a_sentence(kind: str, reason: str) -> None:
    items = {"a": proposal(f"{kind}-a", f"{reason}-b") if kind != "EV" else evidence("EV-a", because=(f"{reason}-b",))}
    with pytest.raises(DataError, match=f"{kind}-a: .* cannot rest on .*{reason}-b.*; it may rest on"):
        check_chain(items)


def test_a_link_must_lead_somewhere() -> None:
    with pytest.raises(DataError, match="BL-a: it rests on EV-b, which neither"):
        check_chain({"BL-a": proposal("BL-a", "EV-b")})


def test_a_link_may_lead_into_the_plan() -> None:
    check_chain({"BL-a": proposal("BL-a", "OB-b")}, known={"OB-b"})


def test_a_circle_is_refused() -> None:
    items = Ledger([proposal("OB-a", "OB-b"), proposal("OB-b", "OB-c"), proposal("OB-c", "OB-a")])
    with pytest.raises(DataError, match="runs in a circle"):
        check_chain(items)


def test_every_kind_may_rest_on_evidence_and_nothing_early_on_the_calendar() -> None:
    assert all(Kind.EV in KINDS[kind].rests_on for kind in Kind)
    assert {kind for kind in Kind if Kind.PO in KINDS[kind].rests_on} == {Kind.RS, Kind.DE}


def test_a_chain_that_reaches_neither_evidence_nor_an_owner_is_found() -> None:
    items = {"OB-a": proposal("OB-a", "ST-gone"), "OB-b": proposal("OB-b", "EV-a"), "EV-a": evidence("EV-a")}
    assert ungrounded(items, kinds=["OB"]) == ("OB-a",)
    assert ungrounded(items, kinds=["OB"], known={"ST-gone"}) == ()
    check_grounded(["OB-b"], items)
    check_grounded(["OB-a"], items, known={"ST-gone"})
    with pytest.raises(DataError, match="OB-a: nothing it rests on reaches evidence"):
        check_grounded(["OB-b", "OB-a"], items)


def test_the_published_schema_is_that_of_the_records() -> None:
    assert SCHEMA_FILE.read_text(encoding="utf-8") == ledger_schema(), "run python tests/refresh.py schemas"


@settings(max_examples=20)
@given(ledgers())
def test_every_ledger_keeps_to_the_published_schema(items: list[Item]) -> None:
    full = [proposal("BL-open", "EV-e0", judgement=OPEN), proposal("BL-nothing", "EV-e0", judgement=NOTHING)]
    jsonschema.validate(json.loads(dump([*items, *full])), json.loads(ledger_schema()))


def test_a_fingerprint_of_a_chain_is_that_of_its_evidence() -> None:
    ledger = chain()
    assert fingerprint(ledger, "SW-strong-reels") == fingerprint(ledger, "EV-reel-err")
    assert ledger.fingerprint(ledger["BL-meta-ads"]) != ledger.fingerprint("BL-photos")
