"""Meta's exports: what each oddity must become."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from briefs import client_of
from twins import META_TWINS, Twin, meta

from smmkit.client import Client
from smmkit.measures.currencies import own_money
from smmkit.sources import Imported, read_exports
from smmkit.sources.steps import account_of
from smmkit.text import Text

BRIEF = f"""
name = "Café Lumbre"
sector = "Café"
country = "ES"
language = "es"
timezone = "Europe/Madrid"
currency = "EUR"
margin = 0.3
[[accounts]]
platform = "instagram"
handle = "cafe.lumbre"
account_id = "{meta.OWN}"
[[accounts]]
platform = "facebook"
handle = "cafelumbre"
account_id = "{meta.PAGE}"
"""


DATA = {twin.name: twin.data for twin in META_TWINS}


@pytest.fixture
def client(tmp_path: Path) -> Client:
    return client_of(tmp_path / "cafe", BRIEF)


@pytest.fixture
def drop(client: Client) -> Callable[..., Imported]:
    """Put files into the exports folder and read it."""

    def read(**files: bytes) -> Imported:
        for name, data in files.items():
            (client.exports / f"{name}.csv").write_bytes(data)
        return read_exports(client)

    return read


def said(imported: Imported, lang: str = "en") -> str:
    """Return everything the reports say."""
    text = Text(lang)
    return " ".join(text(message) for report in imported.files for message in report.warnings)


@pytest.mark.parametrize("twin", META_TWINS, ids=lambda twin: twin.name)
def test_every_twin_is_taken_for_what_it_is(twin: Twin, client: Client) -> None:
    (client.exports / twin.name).write_bytes(twin.data)
    imported = read_exports(client)
    (report,) = imported.files
    assert report.refused is None
    assert {part.source for part in report.parts} == {twin.source}
    table = imported.tables[twin.table]
    assert len(table) == twin.rows
    for column, total in twin.totals.items():
        assert float(table[column].sum()) == pytest.approx(total), column


def test_post_times_are_los_angeles_with_its_clock_changes(drop: Callable[..., Imported]) -> None:
    posts = drop(a=DATA["a.csv"]).tables["posts"]
    assert [str(at) for at in posts["published_at"].head(2)] == [
        "2026-03-05 17:30:00+00:00",
        "2026-03-10 16:30:00+00:00",
    ]


def test_the_ids_confirm_the_zone(drop: Callable[..., Imported]) -> None:
    (part,) = drop(a=DATA["a.csv"]).files[0].parts
    assert part.timezone == "America/Los_Angeles"
    assert [(check.name, check.passed) for check in part.checks] == [("timezone", True)]


def test_times_in_another_zone_are_found_out_by_the_ids(drop: Callable[..., Imported]) -> None:
    shifted = DATA["a.csv"].replace(b"09:30", b"17:30").replace(b"03/11/2026 18:02", b"03/12/2026 02:02")
    imported = drop(a=shifted)
    assert "8.0 hours off" in said(imported)
    assert not imported.files[0].parts[0].checks[0].passed


@pytest.mark.parametrize(
    ("changed", "hours"),
    [
        ((b"09:30", b"01:30"), "the others, read as America/Los_Angeles, are -8.0 hours off"),
        ((b"03/11/2026 18:02", b"03/11/2026 21:02"), "Only 2 of 3 times agree with the moment in the post's id; the "
         "others, read as America/Los_Angeles, are 3.0 hours off"),
    ],
    ids=["all of them earlier", "one of them later"],
)  # fmt: skip
def test_hours_that_are_too_early_or_wrong_in_some_rows_only_are_not_to_be_trusted(
    drop: Callable[..., Imported], changed: tuple[bytes, bytes], hours: str
) -> None:
    imported = drop(a=DATA["a.csv"].replace(*changed))
    assert hours in said(imported)
    assert not imported.files[0].parts[0].checks[0].passed


def test_what_names_no_account_is_of_the_one_account_of_its_network(client: Client) -> None:
    assert [account_of(client, name) for name in ("instagram", "facebook", "x")] == [meta.OWN, meta.PAGE, None]


def test_a_post_of_a_partners_account_is_not_own_and_its_name_is_hashed(drop: Callable[..., Imported]) -> None:
    posts = drop(a=DATA["a.csv"]).tables["posts"]
    assert posts["is_own"].tolist() == [True, True, False]
    assert posts["account_handle"].iloc[0] == "cafe.lumbre"
    assert "sol" not in posts["account_handle"].iloc[2]


def test_phone_numbers_and_addresses_leave_the_captions(drop: Callable[..., Imported]) -> None:
    texts = drop(a=DATA["a.csv"]).tables["posts"]["text"].tolist()
    assert texts[1] == 'Línea uno\n\nLínea "dos", escríbenos a [email]'
    assert texts[2] == "Con amigos ☕ [phone]"


def test_an_empty_cell_is_not_reported_and_never_zero(drop: Callable[..., Imported]) -> None:
    posts = drop(a=DATA["d.csv"]).tables["posts"]
    assert posts["link_clicks"].isna().tolist() == [False, True]
    assert posts["saves"].isna().all()
    assert posts["interactions_parts"].tolist() == ["likes+comments+shares"] * 2


def test_ids_stay_text(drop: Callable[..., Imported]) -> None:
    posts = drop(a=DATA["a.csv"]).tables["posts"]
    assert posts["post_id"].tolist() == ["18000000000000000", "18000000000000001", "18000000000000002"]


def test_rounded_ids_are_refused(drop: Callable[..., Imported]) -> None:
    damaged = DATA["e.csv"]
    for n in range(3):
        damaged = damaged.replace(f"90000000000000{n},{meta.PAGE}".encode(), f"9.0E+14,{meta.PAGE}".encode())
    imported = drop(a=damaged)
    assert "rounded the ids" in said(imported)
    posts = imported.tables["posts"]
    assert posts["post_id"].nunique() == len(posts)  # taken from the addresses instead


def test_a_column_that_differs_from_its_double_is_said(drop: Callable[..., Imported]) -> None:
    data = DATA["e.csv"].replace(b"500,390", b"501,390")
    assert "“Views” is there twice" in said(drop(a=data))


def test_the_platforms_apology_row_is_left_out_and_said(drop: Callable[..., Imported]) -> None:
    (part,) = drop(a=DATA["e.csv"]).files[0].parts
    assert [(loss.rows, "no post id" in loss.why.key) for loss in part.dropped] == [(1, True)]
    assert (part.rows, part.rows_read) == (3, 4)


def test_daily_and_lifetime_rows_of_a_post_stay_apart(drop: Callable[..., Imported]) -> None:
    posts = drop(a=DATA["e.csv"], b=DATA["f.csv"]).tables["posts"]
    assert posts.groupby("grain").size().to_dict() == {"day": 8, "lifetime": 3}
    assert posts.loc[posts["grain"] == "lifetime", "day"].isna().all()


def test_reactions_that_do_not_add_up_are_said(drop: Callable[..., Imported]) -> None:
    assert "in 2 of 3 rows" in said(drop(a=DATA["e.csv"].replace(b",12,7,3,2,", b",12,8,3,2,", 1)))


def test_impressions_and_views_are_never_joined_and_the_break_is_recorded(drop: Callable[..., Imported]) -> None:
    older = DATA["b.csv"].replace(b"/2026 ", b"/2024 ").replace(b"18000", b"17000")
    imported = drop(a=DATA["a.csv"], b=older)
    posts = imported.tables["posts"]
    assert not (posts["views"].notna() & posts["impressions"].notna()).any()
    assert imported.breaks[["platform", "metric", "replaced_by"]].to_numpy().tolist() == [
        ["instagram", "impressions", "views"]
    ]
    assert str(imported.breaks["day"].iloc[0].date()) == "2026-03-05"


def test_two_blocks_are_two_networks(drop: Callable[..., Imported]) -> None:
    imported = drop(a=DATA["h.csv"])
    daily = imported.tables["daily"]
    assert daily.groupby("platform")["value"].sum().to_dict() == {"facebook": 8.0, "instagram": 3.0}
    assert set(daily["metric"]) == {"follows_new"}
    assert "the other table of the file is instagram" in said(imported)


def test_days_without_followers_are_filled_and_said(drop: Callable[..., Imported]) -> None:
    imported = drop(a=DATA["h.csv"])
    daily = imported.tables["daily"]
    filled = daily[(daily["platform"] == "facebook") & (daily["day"] == "2026-01-02")]
    assert filled["value"].tolist() == [0.0]
    assert filled["source_row"].isna().all()
    assert "filled with 0: 1" in said(imported)


def test_the_hour_of_a_metric_file_is_only_daylight_saving(drop: Callable[..., Imported]) -> None:
    data = meta.one_metric([("Instagram reach", meta.days(date(2026, 3, 7), [1, 2]))], hour="01")
    assert [str(day)[:10] for day in drop(a=data).tables["daily"]["day"]] == ["2026-03-07", "2026-03-08"]


def test_a_title_without_a_network_counts_for_neither_unless_the_name_says(drop: Callable[..., Imported]) -> None:
    data = meta.one_metric([("Views", meta.days(date(2026, 3, 7), [1, 2]))])
    imported = drop(views=data)
    assert set(imported.tables["daily"]["platform"]) == {"meta"}
    assert "Put the network's name into the file's name" in said(imported)
    assert set(drop(**{"views": b"", "Facebook views": data}).tables["daily"]["platform"]) == {"facebook"}


def test_shares_become_fractions_of_one(drop: Callable[..., Imported]) -> None:
    audience = drop(audience_march=DATA["audience_2026-03-31.csv"]).tables["audience"]
    by_sex = audience[audience["dimension"] == "age_sex"].groupby("sex")["share"].sum()
    assert by_sex.round(3).to_dict() == {"men": 0.355, "women": 0.645}
    assert set(audience["dimension"]) == {"age_sex", "country", "city"}


def test_the_totals_row_leaves_the_table_and_checks_it(drop: Callable[..., Imported]) -> None:
    imported = drop(a=DATA["i.csv"])
    assert imported.tables["ads"]["spend"].sum() == pytest.approx(15.65)
    totals = imported.tables["ads_reported_totals"]
    assert totals[["spend", "reach"]].to_numpy().tolist() == [[15.65, 5200]]
    assert all(check.passed for check in imported.files[0].parts[0].checks)


def test_a_total_that_does_not_fit_is_said(drop: Callable[..., Imported]) -> None:
    imported = drop(a=DATA["i.csv"].replace(b"10.4,", b"10.9,"))
    assert "Spend of 3 rows: 16.15; the file's total: 15.65." in said(imported)


def test_campaigns_of_the_same_name_are_two(drop: Callable[..., Imported]) -> None:
    ads = drop(a=DATA["i.csv"]).tables["ads"]
    assert (ads["campaign_name"] == "Spring").sum() == 2
    assert ads["result_type"].dropna().tolist() == ["actions:post_engagement", "reach"]


def test_the_currency_of_the_header_is_held_against_the_brief(drop: Callable[..., Imported]) -> None:
    imported = drop(a=DATA["i.csv"].replace(b"(EUR)", b"(UAH)"))
    assert set(imported.tables["ads"]["currency"]) == {"UAH"}
    assert "The amounts are in UAH, but client.toml says EUR" in said(imported)


def test_a_file_in_another_currency_takes_no_row_of_the_clients_own_and_enters_no_sum(
    drop: Callable[..., Imported],
) -> None:
    own, foreign = DATA["i.csv"], DATA["i.csv"].replace(b"(EUR)", b"(UAH)")
    alone = drop(a=own).tables["ads"]
    both = drop(a=own, b=foreign).tables["ads"]
    assert both.groupby("currency").size().to_dict() == {"EUR": len(alone), "UAH": len(alone)}
    counted = own_money(both, "ads", "EUR")
    assert set(counted["currency"]) == {"EUR"}
    assert counted["spend"].sum() == alone["spend"].sum()
    assert own_money(both, "posts", "EUR") is both


def test_subtotals_over_all_days_are_left_out(drop: Callable[..., Imported]) -> None:
    ads = drop(a=DATA["j.csv"]).tables["ads"]
    assert (ads["date_start"] == ads["date_stop"]).all()
    assert ads["spend"].sum() == 6


def test_a_table_typed_by_hand_asks_instead_of_guessing(drop: Callable[..., Imported]) -> None:
    imported = drop(a=meta.ads_retyped())
    assert "ads" not in imported.tables
    assert "Is “3,315” meant as 3.315 or as 3315?" in said(imported)
    assert "not when" in said(imported)


def test_ads_of_a_workbook(client: Client) -> None:
    (client.exports / "k.xlsx").write_bytes(meta.ads_workbook())
    imported = read_exports(client)
    ads = imported.tables["ads"]
    assert set(ads["level"]) == {"ad"}
    assert pd.to_numeric(ads["frequency"]).round(3).tolist() == [2.25, 1.714]
    assert imported.tables["ads_reported_totals"]["reach"].tolist() == [900]


def test_a_comparison_of_two_periods_is_refused_in_a_sentence(drop: Callable[..., Imported]) -> None:
    (report,) = drop(a=meta.ads_comparison()).files
    assert "Export each period on its own" in Text("en")(report.refused)


def test_a_month_written_as_a_range_gives_its_days(drop: Callable[..., Imported]) -> None:
    ads = drop(a=meta.ads_by_month()).tables["ads"]
    assert [str(day)[:10] for day in ads["date_stop"]] == ["2026-02-28", "2026-03-11"]


def test_less_than_one_percent_is_not_zero_and_not_one(drop: Callable[..., Imported]) -> None:
    audience = drop(a=meta.audience_long()).tables["audience"]
    small = audience[audience["value"] == "Ourense, Spain"]
    assert small["share"].isna().all()
    assert small["share_max"].tolist() == [0.01]


def test_a_row_with_a_cell_too_many_is_left_out_and_said(drop: Callable[..., Imported]) -> None:
    damaged = DATA["e.csv"].replace(b"400,12,7,3,2", b"4,00,12,7,3,2", 1)
    imported = drop(a=damaged)
    assert len(imported.tables["posts"]) == 2
    assert imported.files[0].parts[0].dropped[0].why.key.startswith("They have more or fewer cells")


def test_a_count_below_zero_over_a_lifetime_is_missing_and_said(drop: Callable[..., Imported]) -> None:
    imported = drop(a=DATA["e.csv"].replace(b"500,400", b"-500,400").replace(b",500,390", b",-500,390"))
    assert imported.tables["posts"]["views"].isna().sum() == 1
    assert "(row 2)" in said(imported)


def test_totals_by_format_say_what_they_are_and_keep_every_number(drop: Callable[..., Imported]) -> None:
    imported = drop(**{"formatos instagram_2026-03-31": DATA["formatos instagram_2026-03-31.csv"]})
    table = imported.tables["content_formats"]
    assert table.groupby("metric")["value"].sum().to_dict() == {"posts": 15, "views": 2180, "interactions": 43}
    assert table[table["name"] == "Publicações"]["format"].isna().all()
    assert set(table["format"].dropna()) == {"reel", "story"}
    assert set(table["platform"]) == {"instagram"}
    assert "a period that the file does not name" in said(imported)
    assert "posts" not in imported.tables


def test_a_format_without_its_number_and_an_unknown_format_are_named(drop: Callable[..., Imported]) -> None:
    data = DATA["formats facebook_2026-03-31.csv"].replace(b"500;80;20", b"500;;20").replace(b"Reels", b"Holograms")
    imported = drop(**{"facebook_2026-03-31": data})
    assert "Formats that are not known (row 3, 7)" in said(imported)
    (loss,) = imported.files[0].parts[0].dropped
    assert (loss.rows, loss.why.values["rows"]) == (1, "3")


def test_the_row_that_explains_old_metrics_is_no_post(drop: Callable[..., Imported]) -> None:
    posts = drop(a=DATA["n.csv"]).tables["posts"]
    assert posts["account_id"].eq(meta.PAGE).all()
    assert str(posts["published_at"].iloc[0]) == "2019-12-10 21:30:05+00:00"
    assert set(posts["format"]) == {"image"}
