"""What segments ask and when they are active, where messages and customers name the same person."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from smmkit import schema
from smmkit.client import load_client
from smmkit.sources import import_client
from smmkit.text import Text
from smmkit.topics.segments import analysis as segments
from smmkit.topics.segments.proposals.habits import active, asked_by

TEXT = Text("en")
WORDS = {"what it costs": ("price", "cost"), "group rides": ("ride",)}
LABELS = pd.Series(np.repeat([0, 1], 100))


def buyers() -> pd.DataFrame:
    """Two hundred customers; the first hundred ordered last on a Saturday, the others on a Tuesday."""
    days = pd.to_datetime(np.where(LABELS == 0, "2026-10-03", "2026-10-06"))
    return schema.conform(
        pd.DataFrame({"customer_id": [f"c{i}" for i in range(200)], "last_order_on": days}), "customers"
    )


def messages(writers: list[int], text: str, hour: int) -> pd.DataFrame:
    at = pd.to_datetime(f"2026-10-05T{hour:02d}:00Z")
    frame = pd.DataFrame(
        {"message_id": [f"m{one}-{hour}" for one in writers], "author_hash": [f"c{one}" for one in writers],
         "platform": "instagram", "kind": "question", "text": text, "received_at": at}
    )  # fmt: skip
    table = schema.conform(frame, "inbox")
    return table.assign(received_local=table["received_at"])


def found(*parts: pd.DataFrame, customers: pd.DataFrame | None = None) -> segments.Habits:
    inbox = pd.concat(parts) if parts else messages([], "", 0)
    return segments.habits(buyers() if customers is None else customers, LABELS, inbox, WORDS)


def test_what_a_segment_asks_and_when_is_told_where_its_writers_are_known() -> None:
    habits = found(messages(list(range(40)), "What does it cost?", 21), messages(list(range(100, 140)), "A ride?", 9))
    assert habits.writers.to_dict() == {0: 40, 1: 40}
    (asked,) = asked_by(habits, 0)
    assert TEXT(asked).startswith("What they ask: 100% of those who asked (")
    assert TEXT(asked).endswith("ask mostly about what it costs; of all customers 50%.")
    written, ordered = (TEXT(one) for one in active(habits, 0))
    assert "mostly write in the evening" in written
    assert "ordered last on a Saturday" in ordered


def test_one_who_writes_a_hundred_times_is_one_person() -> None:
    much = pd.concat([messages([0], "What does it cost?", 21)] * 100)
    rest = messages(list(range(1, 40)), "A ride?", 9)
    habits = found(much, rest, messages(list(range(100, 140)), "A ride?", 9))
    row = habits.asks.set_index(["segment", "subject"]).loc[0, "what it costs"]
    assert (row["count"], row["share"]) == (1, 1 / 40)
    assert row["side"] == ""


def test_segments_that_ask_alike_are_not_told_apart() -> None:
    random, told = np.random.default_rng(4), 0
    for _ in range(40):
        writers = random.permutation(200)[:80]
        halves = messages(writers[:40].tolist(), "price", 9), messages(writers[40:].tolist(), "ride", 21)
        habits = found(*halves)
        told += bool((habits.asks["side"] != "").any()) + bool((habits.hours["side"] != "").any())
    assert told <= 8  # of eighty tables four by chance; four more for luck


def test_fewer_than_ten_writers_are_not_told_of_and_nobody_is_told_apart_by_name() -> None:
    habits = found(messages(list(range(9)), "What does it cost?", 21))
    assert habits.asks.empty
    assert "fewer than ten of them are known" in TEXT(asked_by(habits, 0)[0])
    assert "no message is tied to a customer" in TEXT(asked_by(habits, 1)[0])


def test_without_messages_or_days_it_is_said_which_data_would_tell() -> None:
    nothing = buyers().assign(last_order_on=pd.NaT)
    habits = found(customers=nothing)
    assert "Keep the same customer number, e-mail or handle" in TEXT(asked_by(habits, 0)[0])
    assert TEXT(active(habits, 0)[0]).startswith(
        "When they are active: nobody can tell. Keep the day of the last order"
    )


def test_who_wrote_is_known_again_among_who_bought_by_number_mail_or_handle(tmp_path: Path) -> None:
    """The two tables are imported as somebody keeps them; neither holds the person afterwards."""
    exports = tmp_path / "tienda" / "exports"
    exports.mkdir(parents=True)
    head = 'name = "Tienda"\ncountry = "ES"\nlanguage = "es"\ntimezone = "Europe/Madrid"\ncurrency = "EUR"\n'
    (exports.parent / "client.toml").write_text(head + 'sector = "x"\nmargin = 0.4\naccounts = []\n')
    who = ["c10665", "ana@example.com", "@ana"]
    rows = "".join(f"{one},2026-10-01,2026-10-01,1,10.5\n" for one in who)
    (exports / "customers.csv").write_text("customer_id,first_order_on,last_order_on,orders,revenue\n" + rows)
    rows = "".join(f"m{n},instagram,2026-10-0{n + 1}T10:00,{one},question\n" for n, one in enumerate(who))
    (exports / "inbox.csv").write_text("message_id,platform,received_at,author,kind\n" + rows)
    read = import_client(load_client(exports.parent), tmp_path / "out").tables
    assert set(read["customers"]["customer_id"]) == set(read["inbox"]["author_hash"])
    assert not set(who) & set(read["customers"]["customer_id"])
