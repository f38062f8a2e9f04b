"""Several files together: nothing twice, nothing lost, one bad file harms no other."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from briefs import client_of
from click.testing import CliRunner
from effort import effort
from test_sources_meta import BRIEF, DATA, said
from twins import META_TWINS, meta
from twins.record import csv_bytes

from smmkit.cli.check import check
from smmkit.client import Client, load_client
from smmkit.errors import DataError
from smmkit.schema import TABLES, violations
from smmkit.sources import import_client, read_exports
from smmkit.text import Text

RECIPES = b"recipe,minutes,serves\nGazpacho,15,4\nTortilla,30,6\n"


@pytest.fixture
def client(tmp_path: Path) -> Client:
    return client_of(tmp_path / "cafe", BRIEF)


def put(client: Client, name: str, data: bytes) -> None:
    (client.exports / name).write_bytes(data)


def ads_rows(*rows: list[object], extra: tuple[str, ...] = ()) -> bytes:
    header = [
        "Reporting starts",
        "Reporting ends",
        "Campaign name",
        *extra,
        "Amount spent (EUR)",
        "Impressions",
        "Reach",
    ]
    return csv_bytes([header, *rows])


def test_the_latest_export_of_a_post_stays(client: Client) -> None:
    old = DATA["a.csv"]
    new = old.replace(b",1200,900,80,", b",1500,990,95,")
    put(client, "Mar-01-2026_Apr-30-2026_1.csv", new)
    put(client, "Mar-01-2026_Mar-31-2026_2.csv", old)
    imported = read_exports(client)
    posts = imported.tables["posts"]
    assert len(posts) == 3
    assert posts["views"].max() == 4000
    assert 1500 in posts["views"].tolist()
    assert "taken from there: 3" in said(imported)


def test_overlapping_metric_files_count_a_day_once(client: Client) -> None:
    for name, first, values in (("instagram a.csv", 1, [5, 6, 7]), ("instagram b.csv", 3, [7, 8])):
        put(client, name, meta.one_metric([("Reach", meta.days(date(2026, 3, first), values))]))
    daily = read_exports(client).tables["daily"]
    assert daily["value"].sum() == 5 + 6 + 7 + 8


def test_a_month_and_its_days_are_the_same_spend(client: Client) -> None:
    put(client, "month.csv", ads_rows(["2026-02-01", "2026-02-28", "Spring", 28, 300, 200]))
    put(
        client,
        "days.csv",
        ads_rows(*([f"2026-02-{n:02d}", f"2026-02-{n:02d}", "Spring", 1, 10, 9] for n in range(1, 29))),
    )
    imported = read_exports(client)
    assert imported.tables["ads"]["spend"].tolist() == [1.0] * 28
    assert imported.tables["ads_detail"]["spend"].tolist() == [28.0]
    assert "kept as detail only: 1" in said(imported)


def test_a_longer_export_counts_before_the_part_it_covers(client: Client) -> None:
    put(client, "half.csv", ads_rows(["2026-02-01", "2026-02-14", "Spring", 10, 100, 90]))
    put(client, "whole.csv", ads_rows(["2026-02-01", "2026-02-28", "Spring", 30, 300, 190]))
    tables = read_exports(client).tables
    assert tables["ads"]["spend"].sum() == 30
    assert tables["ads_detail"]["spend"].sum() == 10


def test_exports_of_other_campaigns_on_the_same_days_add_up(client: Client) -> None:
    put(client, "a.csv", ads_rows(["2026-02-01", "2026-02-28", "Spring", 30, 300, 200]))
    put(client, "b.csv", ads_rows(["2026-02-01", "2026-02-28", "Easter", 20, 200, 150]))
    tables = read_exports(client).tables
    assert tables["ads"]["spend"].sum() == 50
    assert "ads_detail" not in tables


def test_the_ads_of_a_campaign_are_the_campaigns_spend(client: Client) -> None:
    put(client, "campaigns.csv", ads_rows(["2026-02-01", "2026-02-28", "Spring", 30, 300, 200]))
    rows = [["2026-02-01", "2026-02-28", "Spring", f"Ad {n}", 10, 100, 80] for n in range(3)]
    put(client, "ads.csv", ads_rows(*rows, extra=("Ad name",)))
    tables = read_exports(client).tables
    assert tables["ads"][["level", "spend"]].to_numpy().tolist() == [["campaign", 30.0]]
    assert tables["ads_detail"]["level"].tolist() == ["ad"] * 3


def test_spend_by_age_is_the_same_spend(client: Client) -> None:
    span = ["2026-02-01", "2026-02-28", "Spring"]
    put(client, "a.csv", ads_rows([*span, 30, 300, 200]))
    put(client, "b.csv", ads_rows([*span, "18-24", 12, 100, 90], [*span, "25-34", 18, 200, 120], extra=("Age",)))
    tables = read_exports(client).tables
    assert tables["ads"]["spend"].sum() == 30
    assert tables["ads_detail"]["breakdown"].tolist() == ["age=18-24", "age=25-34"]


def test_spend_of_other_days_is_added(client: Client) -> None:
    put(client, "a.csv", ads_rows(["2026-01-01", "2026-01-31", "Spring", 10, 100, 90]))
    put(client, "b.csv", ads_rows(["2026-02-01", "2026-02-28", "Spring", 20, 200, 190]))
    tables = read_exports(client).tables
    assert tables["ads"]["spend"].sum() == 30
    assert "ads_detail" not in tables


def test_a_video_told_by_two_exports_counts_once(client: Client) -> None:
    put(client, "videos.csv", meta.facebook_videos_resaved())
    posts = meta.facebook_posts_views_twice().replace(b"/posts/900000000000001", b"/reel/700000000000000/")
    put(client, "posts.csv", posts)
    imported = read_exports(client)
    assert len(imported.tables["posts"]) == 3 + 1
    assert "taken from there: 1" in said(imported)


def test_a_photo_a_recipe_and_a_torn_file_harm_nothing(client: Client) -> None:
    put(client, "good.csv", DATA["a.csv"])
    put(client, "empty.csv", b"")
    put(client, "photo.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    put(client, "recipes.csv", RECIPES)
    put(client, "torn.csv", DATA["h.csv"][:61])
    imported = read_exports(client)
    text = Text("en")
    refused = {report.file: text(report.refused) for report in imported.files if report.refused}
    assert set(refused) == {"empty.csv", "photo.csv", "recipes.csv", "torn.csv"}
    assert "recipe, minutes, serves" in refused["recipes.csv"]
    assert len(imported.tables["posts"]) == 3
    result = CliRunner().invoke(check, [client.slug, "--data", str(client.folder.parent)], standalone_mode=False)
    assert result.return_value == 0


def test_a_client_with_nothing_usable_fails_alone_and_says_why(client: Client, tmp_path: Path) -> None:
    put(client, "recipes.csv", RECIPES)
    with pytest.raises(DataError, match=r"no file can be used \(recipes.csv\).*smmkit check cafe"):
        import_client(client, tmp_path / "out")
    result = CliRunner().invoke(check, [client.slug, "--data", str(client.folder.parent)], standalone_mode=False)
    assert result.return_value == 1


def test_an_import_is_reopened_while_nothing_changes(client: Client, tmp_path: Path) -> None:
    put(client, "a.csv", DATA["a.csv"])
    put(client, "b.csv", DATA["h.csv"])
    first = import_client(client, tmp_path / "out")
    changed = (tmp_path / "out" / "import.json").stat().st_mtime_ns
    again = import_client(client, tmp_path / "out")
    assert (tmp_path / "out" / "import.json").stat().st_mtime_ns == changed
    assert again.files == first.files
    for name, table in first.tables.items():
        pd.testing.assert_frame_equal(again.tables[name], table)
    put(client, "b.csv", DATA["instagram alcance.csv"])
    assert len(import_client(client, tmp_path / "out").tables["daily"]) == 3


def test_every_imported_table_keeps_its_schema(client: Client) -> None:
    for twin in META_TWINS:
        put(client, twin.name, twin.data)
    for name, table in read_exports(client).tables.items():
        assert violations(table, name).empty
        assert tuple(table.columns) == TABLES[name].names


def test_hand_kept_tables_take_local_times_and_local_numbers(client: Client) -> None:
    put(
        client,
        "inbox.csv",
        b"message_id,platform,received_at,kind,text\n1,instagram,2026-07-01 10:00,question,call 612345678 @ana\n",
    )
    put(client, "costs.csv", b'day;line;kind;amount\n2026-07-01;meta-ads;ads;"1.250,75"\n')
    tables = read_exports(client).tables
    assert str(tables["inbox"]["received_at"].iloc[0]) == "2026-07-01 08:00:00+00:00"
    assert tables["inbox"]["text"].tolist() == ["call [phone] [user]"]
    assert tables["costs"][["amount", "currency"]].to_numpy().tolist() == [[1250.75, "EUR"]]


def test_an_amount_with_two_readings_is_asked_for(client: Client) -> None:
    put(client, "costs.csv", b"day,line,kind,amount\n2026-07-01,meta-ads,ads,1.250\n")
    imported = read_exports(client)
    assert "costs" not in imported.tables
    assert "set number_format in client.toml" in said(imported)


def test_authors_are_hashed_by_client(client: Client, tmp_path: Path) -> None:
    table = b"mention_id,at,source,text,author\n1,2026-07-01,x,hello,Ana Perez\n2,2026-07-02,x,again,ana perez\n"
    put(client, "mentions.csv", table)
    mine = read_exports(client).tables["mentions"]["author_hash"]
    other_folder = tmp_path / "other"
    (other_folder / "exports").mkdir(parents=True)
    (other_folder / "client.toml").write_text(BRIEF, encoding="utf-8")
    (other_folder / "exports" / "mentions.csv").write_bytes(table)
    theirs = read_exports(load_client(other_folder)).tables["mentions"]["author_hash"]
    assert mine.nunique() == 1
    assert "ana" not in mine.iloc[0].lower() or len(mine.iloc[0]) == 16
    assert mine.iloc[0] != theirs.iloc[0]


def test_a_broken_row_is_named_with_file_row_column_value_and_rule(client: Client) -> None:
    put(client, "costs.csv", b"day,line,kind,amount,hours\n2026-07-01,a,ads,1.5,2\n2026-07-02,b,tools,3.5,-4\n")
    imported = read_exports(client)
    assert len(imported.tables["costs"]) == 1
    assert "hours must be at least 0: 1 (row 3)" in said(imported)
    assert "hours debe ser como mínimo 0: 1 (fila 3)" in said(imported, "es")


def test_every_broken_rule_is_said_in_spanish(client: Client) -> None:
    rows = b"2026-07-01,a,beer,1,,\n2026-07-02,b,tools,,,\n2026-07-03,c,tools,5,-1,\n2026-07-04,,tools,5,,\n"
    put(client, "costs.csv", b"day,line,kind,amount,hours,note\n2026-07-05,d,tools,5,1,\n" + rows)
    put(client, "market.csv", b"as_of,brand,market_share\n2026-07-01,a,0.5\n2026-07-01,b,1.5\n")
    spoken = said(read_exports(client), "es")
    assert "must" not in spoken
    for rule in ("no debe estar vacía", "como mínimo 0", "como máximo 1"):
        assert rule in spoken


def test_check_prints_one_json_object_per_file(client: Client) -> None:
    put(client, "a.csv", DATA["a.csv"])
    put(client, "recipes.csv", RECIPES)
    arguments = [client.slug, "--json", "--data", str(client.folder.parent)]
    records = json.loads(CliRunner().invoke(check, arguments, standalone_mode=False).stdout)
    wanted = {"file", "source", "table", "rows", "dropped", "unknown_columns", "timezone", "checks", "warnings"}
    assert [record["file"] for record in records] == ["a.csv", "recipes.csv"]
    assert all(wanted <= set(record) for record in records)


@pytest.mark.heavy
def test_a_typical_client_is_imported_soon_and_opened_again_at_once(client: Client, tmp_path: Path) -> None:
    for number in range(4):
        for twin in META_TWINS[:3]:
            rows = twin.data.decode("utf-8-sig").split("\n", 1)
            put(client, f"{number}-{twin.name}", ("\ufeff" + rows[0] + "\n" + rows[1] * 80).encode())
    read_exports(client)
    with effort() as first:
        import_client(client, tmp_path / "out")
    with effort() as again:
        import_client(client, tmp_path / "out")
    assert first.units < 15
    assert again.units < 1


@pytest.mark.parametrize(("ids", "kept"), [(("Mugs", "Plates"), 15.0), (("Mugs", "Mugs"), 10.0)])
def test_filtered_exports_of_one_campaign_add_up_and_the_same_ad_counts_once(
    client: Client, ids: tuple[str, str], kept: float
) -> None:
    for name, ad_set, last, spend in (("a.csv", ids[0], 28, 10), ("b.csv", ids[1], 27, 5)):
        row = ["2026-02-01", f"2026-02-{last}", "Spring", ad_set, spend, 100, 90]
        put(client, name, ads_rows(row, extra=("Ad set name",)))
    assert read_exports(client).tables["ads"]["spend"].sum() == kept


def test_the_same_money_under_a_new_name_counts_once(client: Client) -> None:
    for name, ad_set, last in (("a.csv", "Mugs", 28), ("b.csv", "Mugs (new)", 27)):
        put(
            client,
            name,
            ads_rows(["2026-02-01", f"2026-02-{last}", "Spring", ad_set, 10, 100, 90], extra=("Ad set name",)),
        )
    assert read_exports(client).tables["ads"]["spend"].sum() == 10.0


def keywords(*rows: tuple[str, str, float], header: str = "Search keyword,Match type,Campaign,Ad group") -> bytes:
    """Return a report of Google Ads about September, as it is downloaded."""
    lines = [f"{word},{match},Brand,Mugs,EUR,{cost:.2f},100,10" for word, match, cost in rows]
    above = 'Search keyword report\n"September 1, 2026 - September 30, 2026"\n'
    return (above + header + ",Currency code,Cost,Impr.,Clicks\n" + "\n".join(lines) + "\n").encode()


BROAD, TERMS = "Broad match", "Search term,Match type,Campaign,Ad group"


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        (keywords(("mugs", BROAD, 12), ("cups", BROAD, 3)), keywords(("plates", BROAD, 5)), 20.0),
        (keywords(("mugs", BROAD, 12)), keywords(("mugs", "Exact match", 5)), 17.0),
        (keywords(("mugs", BROAD, 12), header=TERMS), keywords(("plates", BROAD, 5), header=TERMS), 17.0),
        # exported again a day later, and again in Spanish: the same keyword is counted once
        (keywords(("mugs", BROAD, 12), ("cups", BROAD, 3)), keywords(("Mugs", BROAD, 12.5)), 15.5),
        (
            keywords(("mugs", BROAD, 12)),
            keywords(
                ("mugs", "Concordancia amplia", 12.5), header="Palabra clave,Tipo de concordancia,Campaign,Ad group"
            ),
            12.5,
        ),
        # one row without a keyword (a dynamic ad) is a part of the report as well
        (keywords(("mugs", BROAD, 12), (" --", " --", 4)), keywords(("plates", BROAD, 5)), 21.0),
    ],
)
def test_filtered_exports_of_the_searches_of_one_ad_group_add_up(
    client: Client, first: bytes, second: bytes, kept: float
) -> None:
    put(client, "a.csv", first)
    put(client, "b.csv", second)
    assert read_exports(client).tables["ads"]["spend"].sum() == kept


def test_what_people_typed_is_kept_as_a_code(client: Client) -> None:
    put(client, "a.csv", keywords(("ana lopez 612 345 678", BROAD, 12), header=TERMS))
    assert "ana" not in read_exports(client).tables["ads"].to_csv()


def test_the_campaign_report_counts_before_its_keywords(client: Client) -> None:
    put(client, "a.csv", keywords(("mugs", BROAD, 12), ("cups", BROAD, 3)))
    above = 'Campaign report\n"September 1, 2026 - September 30, 2026"\n'
    put(client, "b.csv", f"{above}Campaign,Currency code,Cost,Impr.\nBrand,EUR,16,300\n".encode())
    tables = read_exports(client).tables
    assert (tables["ads"]["spend"].sum(), tables["ads_detail"]["spend"].sum()) == (16.0, 15.0)
