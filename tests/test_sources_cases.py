"""Inputs that failed once, kept beside the project: the right value of each holds, or the right question is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd
import pytest
from drops import dropped, said

from smmkit.sources import Imported

Right = Callable[[Imported], bool]


def sums(table: str, **columns: float) -> Right:
    """Return a check of a table's sums."""

    def holds(found: Imported) -> bool:
        return table in found.tables and all(
            float(found.tables[table][column].sum()) == pytest.approx(total) for column, total in columns.items()
        )

    return holds


def rows(table: str, count: int) -> Right:
    return lambda found: len(found.tables.get(table, ())) == count


def asks(words: str) -> Right:
    return lambda found: not found.tables and words in said(found)


def tells(words: str) -> Right:
    return lambda found: words in said(found)


def both(*rights: Right) -> Right:
    return lambda found: all(right(found) for right in rights)


def by_platform(table: str, **values: float) -> Right:
    def holds(found: Imported) -> bool:
        numbers = found.tables[table].groupby("platform")["value"].sum()
        return numbers.to_dict() == pytest.approx(values)

    return holds


def shares(found: Imported) -> bool:
    audience = found.tables["audience"]
    ages = audience[audience["dimension"] == "age_sex"].groupby("platform")["share"].sum()
    return len(audience) == 13 and ages.to_dict() == pytest.approx({"facebook": 1.0, "instagram": 1.0})


def hours(found: Imported) -> bool:
    audience = found.tables["audience"]
    return set(audience["count"]) == {100} and set(audience["as_of"]) == {pd.Timestamp("2026-02-28")}


CASES: Mapping[str, Right] = {
    "imports/audience_two_networks.csv": shares,
    "imports/audience_small_counts.csv": both(rows("audience", 4), tells("counts 85 followers")),
    "imports/audience_blank_lines_lost.csv": both(rows("audience", 7), sums("audience", share=2.56)),
    "imports/audience_cities_with_header.csv": sums("audience", share=0.608),
    "imports/audience_cities_split_by_tab.csv": sums("audience", share=1.24),
    "imports/ads_account_level.csv": both(rows("ads", 3), sums("ads", spend=30, impressions=3000)),
    "imports/ads_account_level_no_totals.csv": both(rows("ads", 2), sums("ads", spend=22)),
    "imports/FollowerActivity_2026-02-28.csv": hours,
    "imports/yt_negative_subscribers.csv": sums("posts", follows=5),
    "imports/yt_totals_resaved.csv": sums("daily", value=350),
    "imports/ig_same_post_twice.csv": both(rows("posts", 1), tells("tells a post twice with different numbers")),
    "imports/fb_posts_short_rows.csv": both(rows("posts", 6), sums("posts", views=60)),
    "imports/ig_posts_lines_quoted_where_needed.csv": sums("posts", views=600, reach=300),
    "imports/ig_posts_real_date_cells.xlsx": lambda found: (
        str(found.tables["posts"]["published_at"].iloc[0]) == "2026-01-13 16:24:00+00:00"
    ),
    "imports/formats_one_unknown_title_pt.csv": sums("content_formats", value=110 + 43519 + 51),
    "imports/ig_trimmed_pt.csv": sums("posts", impressions=300, reach=236),
    "imports/tiktok_business_audience.csv": sums("daily", value=15 + 1005 + 75),
    "imports/tiktok_business_overview.csv": rows("daily", 18),
    "imports/Viewers_2026-02-02.csv": sums("daily", value=280),
    "imports/FollowerTopTerritories.csv": sums("audience", share=1),
    "imports/linkedin_organic_only_en.csv": rows("daily", 14),
    "imports/linkedin_organic_only_pt.csv": rows("daily", 14),
    "imports/linkedin_followers_organic_only_en.csv": sums("daily", value=7),
    "imports/linkedin_visitors_es.csv": sums("daily", value=111),
    "imports/Facebook e Instagram - Visualizaciones.csv": asks("both Facebook and Instagram"),
    "tables/m01_ads_decimal_comma_thousand_dot.csv": sums("ads", spend=43.15, impressions=4620),
    "tables/m01b_ads_total_named_last_en.csv": both(rows("ads", 3), sums("ads", spend=43.15)),
    "tables/m01c_ads_total_named_with_dates.csv": both(rows("ads", 2), sums("ads", spend=43.15)),
    "tables/m02_google_ads_week_es.csv": both(rows("ads", 3), sums("ads", spend=360)),
    "tables/m02b_google_ads_series_es.csv": by_platform("daily", google=5219),
    "tables/m02c_google_ads_series_cost_es.csv": sums("ads", spend=119.35),
    "tables/m05_ga4_exploration_grand_total.csv": both(rows("web", 6), sums("web", sessions=60)),
    "tables/m05b_ga4_report_totals.csv": both(rows("web", 6), sums("web", sessions=60)),
    "tables/m06_ig_zero_filled_reach.csv": asks("another account's file"),
    "tables/m07_costs_excel_es.csv": both(rows("costs", 3), sums("costs", amount=2530.75)),
    "tables/m07b_competitors_excel_es.csv": asks("day/month or month/day"),
    "tables/m08_costs_amount_as_date.csv": asks("turned numbers into dates"),
    "tables/m11_ads_us_dates_pyg.csv": sums("ads", spend=180000),
    "tables/m11b_ads_ambiguous_dates.csv": asks("day/month or month/day"),
    "tables/m15_linkedin_campaign_manager.csv": both(rows("ads", 2), sums("ads", spend=2060.7)),
    "tables/m16_google_business_profile.csv": asks("Google Business Profile"),
    "tables/m18_meta_daily_2022_named_column.csv": by_platform("daily", facebook=200, instagram=610),
    "tables/m20_ads_purchase_columns.csv": sums("ads", spend=50),
    "tables/m22_meta_daily_pt_interacoes.csv": sums("daily", value=12),
    "tables/m23_ads_clp_thousand_dots.csv": sums("ads", spend=37550),
    "tables/m23b_ads_cop_thousand_dots_impr.csv": sums("ads", spend=389306),
    "tables/m24_pinterest_ads.csv": sums("ads", spend=20.3, impressions=10400),
    "tables/m25_tiktok_ads.csv": both(rows("ads", 2), sums("ads", spend=1042.5)),
    "tables/m31_ads_no_data_available.csv": asks("No campaign ran in this period"),
    "tables/m32_ads_pt_daily_no_results_column.csv": rows("ads", 2),
    "tables/m33_competitors_two_sources_one_day.csv": asks("Which count is right?"),
    "tables/m35_mentions_sentiment_words.csv": both(
        rows("mentions", 129), lambda found: bool(found.tables["mentions"]["sentiment"].notna().all())
    ),
    "tables/m36_google_ads_month_en.csv": both(rows("ads", 2), sums("ads", spend=100)),
    "tables/m37_costs_cop_thousand_dots.csv": asks("can be read as 139.306"),
}
CURRENCIES = {"m23_": "CLP", "m23b": "COP", "m37_": "COP", "m11_": "PYG", "m32_": "BRL"}
MAPPED = {
    "m02_google_ads_week_es.csv": ("m02_google_ads_week_es.mapping.toml", sums("ads", spend=360)),
    "m03_video_table_pt_total_first.csv": ("m03_video_table_pt_total_first.mapping.toml", sums("posts", views=3000)),
    "m15_linkedin_campaign_manager.csv": ("m15_linkedin_two_dates_one_header.mapping.toml", sums("ads", spend=2060.7)),
    "m24_pinterest_ads.csv": ("m24_pinterest_ads.mapping.toml", sums("daily", value=10400)),
    "m25_tiktok_ads.csv": ("m25_tiktok_ads.mapping.toml", sums("ads", spend=1042.5)),
    "m34_daily_rows_per_campaign.csv": ("m34_daily_rows_per_campaign.mapping.toml", sums("daily", value=13500)),
    "m36_google_ads_month_en.csv": ("m36_google_ads_month_en.mapping.toml", sums("ads", spend=100)),
}


@pytest.mark.parametrize("name", CASES)
def test_the_right_value_of_a_case_holds(name: str, shared: Path, tmp_path: Path) -> None:
    path = shared / "cases" / name
    currency = next((code for start, code in CURRENCIES.items() if path.name.startswith(start)), "EUR")
    assert CASES[name](dropped(tmp_path, {path.name: path.read_bytes()}, currency=currency))


def test_every_proposal_for_a_file_nobody_knows_works_as_pasted(shared: Path, tmp_path: Path) -> None:
    tried = []
    for path in sorted((shared / "cases").glob("*/*.csv")):
        currency = next((code for start, code in CURRENCIES.items() if path.name.startswith(start)), "EUR")
        data = {path.name: path.read_bytes()}
        proposal = dropped(tmp_path / path.stem, data, currency=currency).files[0].proposal
        if not proposal:
            continue
        network = 'platform = "youtube"  # decided'
        pasted = proposal.replace('# platform = "..."  # ? which network is it', network)
        found = dropped(tmp_path / f"{path.stem}-pasted", data, mapping=pasted, currency=currency)
        questions = [question for report in found.files for part in report.parts for question in part.questions]
        assert found.tables or questions, f"{path.name}: {said(found)}"
        assert "that part is ignored" not in said(found)
        tried.append(path.name)
    assert "yt_subscription_status.csv" in tried


def test_views_split_by_a_column_nobody_mapped_are_added_up(shared: Path, tmp_path: Path) -> None:
    path = shared / "cases" / "imports" / "yt_subscription_status.csv"
    data = {path.name: path.read_bytes()}
    proposal = dropped(tmp_path / "a", data).files[0].proposal or ""
    pasted = proposal.replace('# platform = "..."  # ? which network is it', 'platform = "youtube"')
    found = dropped(tmp_path / "b", data, mapping=pasted)
    values = [
        number for table in found.tables.values() for column in ("value", "views") if column in table
        for number in table[column].dropna()
    ]  # fmt: skip
    assert sorted(values) == [110, 220]
    assert "a later export" not in said(found)


@pytest.mark.parametrize("name", MAPPED)
def test_the_right_value_of_a_mapped_case_holds(name: str, shared: Path, tmp_path: Path) -> None:
    folder = shared / "cases" / "tables"
    mapping, right = MAPPED[name]
    text = (folder / mapping).read_text(encoding="utf-8")
    assert right(dropped(tmp_path, {name: (folder / name).read_bytes()}, mapping=text))
