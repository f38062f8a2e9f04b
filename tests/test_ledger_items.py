"""What an item says besides its number: what it is about, what it covers, how much it matters."""

from __future__ import annotations

import copy
import pickle
from dataclasses import replace

import pytest
from ledgers import evidence

from smmkit.errors import DataError
from smmkit.ledger import Ledger, write_part
from smmkit.ledger.checks import apart, enough
from smmkit.ledger.records import dump, load


def told():
    return evidence(
        about={"platform": "instagram", "line": "Meta · Captación"}, topics=("price", "price", "stock"),
        low=0.02, high=0.04, scope="instagram/reel", window="2025-11:2026-10", importance=2,
    )  # fmt: skip


def test_all_of_it_survives_the_file_a_copy_and_another_process() -> None:
    item = told()
    assert item.topics == ("price", "stock")
    (read,) = load(dump([item]), where="test")
    assert read == item == pickle.loads(pickle.dumps(item)) == copy.deepcopy(item)
    assert hash(read) == hash(item)
    with pytest.raises(TypeError):
        item.about["platform"] = "x"


def test_none_of_it_moves_a_fingerprint() -> None:
    plain = replace(told(), about={}, topics=(), scope=None, window=None, importance=None)
    assert Ledger([plain]).fingerprint(plain) == Ledger([told()]).fingerprint(told())


@pytest.mark.parametrize(
    ("rest", "said"),
    [({"window": "last month"}, "the window 'last month' is no month"), ({"importance": -1.0}, "0 is the least")],
)
def test_a_record_that_says_nonsense_is_refused(rest, said) -> None:
    with pytest.raises(DataError, match=said):
        evidence(**rest)


def test_an_item_without_a_month_cannot_be_written_past_the_workbook(tmp_path) -> None:
    with pytest.raises(DataError, match="EV-reel-err: it names no month"):
        write_part(tmp_path, "01", [evidence(period="")])


def test_two_checks_every_topic_asks() -> None:
    assert (enough(8, 8, "{found} of {needed}").passed, enough(7, 8, "{found} of {needed}").passed) == (True, False)
    assert (apart(1.1, 2.0, 1.0).passed, apart(0.9, 2.0, 1.0).passed, apart(0.1, 0.9, 1.0).passed) == (
        True, False, True,
    )  # fmt: skip
