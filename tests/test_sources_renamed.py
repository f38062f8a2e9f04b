"""What is told of a file: a column somebody renamed, what its days count, which columns name people."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from drops import dropped, said

from smmkit.sources.headers_seen import headers_of_month
from smmkit.sources.report import taken_for
from smmkit.sources.store import write_import
from smmkit.text import Text

POST = "18000000000000001,178414,acme,Acme,text,0,09/03/2026 10:15,,IG image,,Lifetime,100,80,9,1,1,0,0\n"
HEAD = (
    "Post ID,Account ID,Account username,Account name,Description,Duration (sec),Publish time,Permalink,Post type,"
    "Data comment,Date,Views,Reach,Likes,Shares,Comments,Saves,Follows\n"
)
ASKED = "is not in the file. If it is the same, give it that name"


@pytest.mark.parametrize("renamed", ["Reach_1", "Reach 2", "Reachh", "REACH (1)"])
def test_a_header_with_a_number_or_a_slip_is_held_against_the_count_that_is_missing(
    tmp_path: Path, renamed: str
) -> None:
    imported = dropped(tmp_path, {"ig.csv": HEAD.replace(",Reach,", f",{renamed},") + POST})
    assert f"Column “{renamed}” is not known, and “Reach” {ASKED}" in said(imported)
    assert imported.tables["posts"]["reach"].isna().all()


@pytest.mark.parametrize("header", ["Paid reach", "Notes", "Reach rate", "Rank"])
def test_a_header_that_says_something_else_is_only_unknown(tmp_path: Path, header: str) -> None:
    imported = dropped(tmp_path, {"ig.csv": HEAD.replace(",Reach,", f",{header},") + POST})
    assert ASKED not in said(imported)


def test_links_are_no_slip_of_likes(tmp_path: Path) -> None:
    assert ASKED not in said(dropped(tmp_path, {"ig.csv": HEAD.replace(",Likes,", ",Links,") + POST}))


@pytest.mark.parametrize(("lost", "letter"), [("Views", "L"), ("Follows", "R")])
def test_a_column_that_lost_its_name_is_not_lost_in_silence(tmp_path: Path, lost: str, letter: str) -> None:
    counted = POST.replace("1,1,0,0\n", "1,1,0,7\n")
    imported = dropped(tmp_path, {"ig.csv": HEAD.replace(f",{lost}", ",") + counted})
    assert f"Columns without a name, not read: {letter}." in said(imported)


def test_a_column_beyond_the_alphabet_is_named_as_a_spreadsheet_does(tmp_path: Path) -> None:
    noted = "".join(f",Note {word}" for word in "abcdefgh")
    data = HEAD.strip() + noted + ",,\n" + POST.strip() + ",n" * 8 + ",1,2\n"
    assert "Columns without a name, not read: AA, AB." in said(dropped(tmp_path, {"ig.csv": data}))


def test_a_nameless_column_that_holds_nothing_is_not_spoken_of(tmp_path: Path) -> None:
    imported = dropped(tmp_path, {"ig.csv": HEAD.replace(",Post type", ",,Post type") + POST.replace(",IG", ",-,IG")})
    assert "without a name" not in said(imported)


def test_where_the_count_is_there_nothing_is_asked_about_its_double(tmp_path: Path) -> None:
    data = HEAD.strip() + ",Reach_1\n" + POST.strip() + ",81\n"
    assert ASKED not in said(dropped(tmp_path, {"ig.csv": data}))


def test_what_delivery_cost_is_not_listed_among_the_columns_that_name_people(tmp_path: Path) -> None:
    head = "Name,Email,Financial Status,Currency,Total,Created at,Lineitem quantity,Shipping,Shipping Method"
    head += ",Shipping Name\n"
    order = "#1001,ana@example.com,paid,EUR,20.00,2026-09-03 10:00:00 +0200,1,4.50,Standard,Ana\n"
    (part,) = dropped(tmp_path, {"orders_export.csv": head + order}).files[0].parts
    assert part.private == ("Shipping Name",)
    assert part.left_out == ("Shipping", "Shipping Method")


def by_day(metric: str, *counts: int) -> str:
    rows = "".join(f'"2026-09-{day:02d}T00:00:00","{count}"\n' for day, count in enumerate(counts, 1))
    return f'sep=,\n"{metric}"\n"Date","Primary"\n{rows}'


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", ["One metric by day (Meta Business Suite): Instagram (reach)",
                "One metric by day (Meta Business Suite): Facebook (new followers)"]),
        ("es", ["Una métrica por día (Meta Business Suite): Instagram (alcance)",
                "Una métrica por día (Meta Business Suite): Facebook (seguidores nuevos)"]),
    ],
)  # fmt: skip
def test_what_a_file_of_days_counts_and_of_which_network_is_told(tmp_path: Path, lang: str, told: list[str]) -> None:
    files = {"a.csv": by_day("Instagram reach", 120, 130), "b.csv": by_day("Facebook follows", 3, 0)}
    reports = dropped(tmp_path, files).files
    assert [taken_for(report.parts[0], Text(lang)) for report in reports] == told
    assert [report.as_json(Text(lang))["networks"] for report in reports] == [
        {"instagram": ["reach"]}, {"facebook": ["follows_new"]},
    ]  # fmt: skip


def test_a_network_that_the_name_of_the_kind_tells_is_not_told_twice(tmp_path: Path) -> None:
    (report,) = dropped(tmp_path, {"ig.csv": HEAD + POST}).files
    assert taken_for(report.parts[0], Text("en")) == "Instagram posts (Meta Business Suite)"
    assert report.parts[0].networks == {"instagram": ()}


def test_a_month_that_an_earlier_version_recorded_is_still_held_against_this_one(tmp_path: Path) -> None:
    imported = dropped(tmp_path, {"ig.csv": HEAD + POST})
    write_import(tmp_path, "key", {}, imported.files)
    whole = headers_of_month(tmp_path)
    record = json.loads((tmp_path / "import.json").read_text(encoding="utf-8"))
    for part in record["files"][0]["parts"]:
        del part["networks"]
    (tmp_path / "import.json").write_text(json.dumps(record), encoding="utf-8")
    earlier = headers_of_month(tmp_path)
    assert whole is not None
    assert earlier is not None
    assert earlier.seen.equals(whole.seen)
