"""`smmkit alarm`: cheap, without a run, with what stops and who leads."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner
from effort import effort

from smmkit.cli import alarm as command
from smmkit.plan import load_plan, parse_plan
from smmkit.plan.calendar import load_calendar
from smmkit.plan.pause import pause
from smmkit.text import Text

SLUG = "cafe-lumbre"
EN = Text("en")


@pytest.fixture(scope="module")
def in_crisis(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """Copy one client, its mentions and inbox cut on the third day of its crisis."""
    data = tmp_path_factory.mktemp("data")
    folder = data / "clients" / SLUG
    shutil.copytree(root / "data" / "clients" / SLUG, folder)
    for name, column in (("mentions", "at"), ("inbox", "received_at")):
        path = folder / "exports" / f"{name}.csv"
        table = pd.read_csv(path, dtype=str, keep_default_na=False)
        table[table[column] < "2026-07-27"].to_csv(path, index=False)
    return data


def asked(data: Path, out: Path, *more: str) -> tuple[int, str]:
    done = CliRunner().invoke(
        command.alarm, [*more, "--data", str(data), "--out", str(out)], standalone_mode=False, catch_exceptions=False
    )
    return int(done.return_value), done.output


def test_an_alarm_that_is_on_exits_with_3_and_says_what_when_who_and_what_stops(
    in_crisis: Path, tmp_path: Path
) -> None:
    code, said = asked(in_crisis, tmp_path, SLUG, "--json")
    (record,) = json.loads(said)
    assert (code, record["on"], record["since"]) == (3, True, "2026-07-24")
    assert record["cause"] == "un vídeo de una cucaracha en la vitrina"
    assert record["lead"] == "crisis_lead"
    calendar = load_calendar(in_crisis / "clients" / SLUG)
    due = pd.to_datetime(calendar["on"])
    soon = calendar[due.between("2026-07-26", "2026-07-28") & calendar["state"].isin(["client_ok", "scheduled"])]
    assert set(soon["post_id"]) <= set(record["pause_posts"])
    assert {"BL-meta-ads", "BL-google-ads"} <= set(record["pause_ads"])
    code, said = asked(in_crisis, tmp_path, SLUG)
    assert code == 3
    assert "ALARMA desde el" in said
    assert "cucaracha" in said
    titled = soon[soon["title"].notna()]["title"]
    assert len(titled)
    assert all(f"«{title}» en " in said for title in titled)


def test_unchanged_exports_are_not_opened_again(
    in_crisis: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = asked(in_crisis, tmp_path, SLUG, "--json")
    monkeypatch.setattr(command, "_measured", None)
    assert asked(in_crisis, tmp_path, SLUG, "--json") == first


def test_after_new_exports_only_mentions_and_inbox_are_read(
    in_crisis: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from smmkit.sources import few

    asked(in_crisis, tmp_path, SLUG)
    opened: list[str] = []
    plainly = few.read_grids
    monkeypatch.setattr(few, "read_grids", lambda path: opened.append(path.name) or plainly(path))
    (in_crisis / "clients" / SLUG / "exports" / "inbox.csv").touch()
    assert asked(in_crisis, tmp_path, SLUG)[0] == 3
    assert set(opened) <= {"mentions.csv", "inbox.csv", "crisis_log.csv"}


def test_a_thousand_clients_without_news_take_little(in_crisis: Path, tmp_path: Path) -> None:
    asked(in_crisis, tmp_path, SLUG)
    folder = in_crisis / "clients" / SLUG
    with effort() as fifty:
        for _ in range(50):
            command.looked_at(folder, tmp_path)
    assert fifty.units * 20 < 600


def test_what_stops_is_what_would_go_out_in_the_next_three_days() -> None:
    calendar = pd.DataFrame(
        [
            ("gone", "2026-07-26", "09:00", "scheduled"),
            ("soon", "2026-07-26", "18:00", "scheduled"),
            ("no-hour", "2026-07-28", None, "client_ok"),
            ("late", "2026-07-29", "12:01", "scheduled"),
            ("idea", "2026-07-27", "12:00", "idea"),
            ("out", "2026-07-27", "12:00", "published"),
            ("undated", None, None, "scheduled"),
        ],
        columns=["post_id", "on", "at", "state"],
    )
    calendar["on"] = pd.to_datetime(calendar["on"])
    calendar["network"] = "instagram"
    calendar["title"] = [None, "The menu", None, *[None] * 4]
    plan = parse_plan(
        """
[[campaigns]]
id = "CA-now"
status = "approved"
by = "approver"
on = 2026-07-01
because = ["EV-a"]
start = 2026-07-28
end = 2026-08-10
[[campaigns]]
id = "CA-later"
status = "approved"
by = "approver"
on = 2026-07-01
because = ["EV-a"]
start = 2026-08-01
end = 2026-08-10
[[campaigns]]
id = "CA-over"
status = "approved"
by = "approver"
start = 2026-07-01
end = 2026-07-25
[[campaigns]]
id = "CA-last-day"
status = "approved"
by = "approver"
end = 2026-07-26
[[campaigns]]
id = "CA-always"
status = "approved"
by = "approver"
start = 2026-07-01
[[campaigns]]
id = "CA-no"
status = "rejected"
by = "approver"
start = 2026-07-01
[[budget_lines]]
id = "BL-meta-ads"
status = "approved"
by = "approver"
on = 2026-07-01
because = ["EV-a"]
value = 10.0
[[budget_lines]]
id = "BL-scheduler"
status = "approved"
by = "approver"
on = 2026-07-01
because = ["EV-a"]
value = 10.0
"""
    )
    found = pause(calendar, plan, pd.Timestamp("2026-07-26 12:00"))
    assert found.ids == ("soon", "no-hour", "CA-now", "CA-last-day", "CA-always", "BL-meta-ads")
    assert [EN(said) for said in found.said] == [
        "“The menu” on Instagram, Jul 26, 2026 at 18:00",
        "The post on Instagram of Jul 28, 2026",
        "Campaign “now”",
        "Campaign “last day”",
        "Campaign “always”",
        "Meta ads",
    ]


def test_a_client_without_a_word_from_anybody_is_told_that_the_alarm_is_blind(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "clients" / "quiet"
    (folder / "exports").mkdir(parents=True)
    shutil.copy(root / "data" / "clients" / SLUG / "client.toml", folder)
    shutil.copy(root / "data" / "clients" / SLUG / "logo.svg", folder)
    code, said = asked(tmp_path, tmp_path / "out", "quiet", "--lang", "en")
    assert code == 0
    assert "blind" in said
    assert load_plan(folder).crisis.lead == "crisis_lead"
