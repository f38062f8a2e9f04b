"""A row that adds up others is never data; money is read as the file proves; the same thing is never told twice."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from drops import checks, dropped, said
from twins import META_TWINS
from twins.record import csv_bytes

from smmkit.sources.sum_labels import is_total

ADS = "Day,Campaign name,Amount spent (EUR),Impressions,Link clicks\n"
ROWS = ("2026-09-07,Bread,20.40,2150,61\n", "2026-09-07,Coffee,4.75,480,9\n", "2026-09-08,Bread,18.00,1990,52\n")
SUM = "{day},{name},43.15,4620,122\n"
WORDS = (
    "Total", "TOTAL", "Grand total", "Total general", "Totales", "Total geral", "Resultados totales", "Subtotal",
    "Total: Campaigns", "Total of 3 results", "Total de 3 resultados", "Results from 2 campaigns", "Suma", "Soma", "Σ",
)  # fmt: skip


@pytest.mark.parametrize("name", WORDS)
def test_a_row_that_calls_itself_a_total_is_known(name: str) -> None:
    assert is_total(name)


@pytest.mark.parametrize("name", ["Total Wellness", "Totally new", "Summer", "Results", "12"])
def test_a_name_that_only_begins_like_a_total_is_none(name: str) -> None:
    assert not is_total(name)


@pytest.mark.parametrize(("name", "place"), [("Total", 0), ("Totales", 1), ("Total: Campaigns", 3)])
def test_a_row_that_calls_itself_a_total_is_a_check_and_no_campaign(tmp_path: Path, name: str, place: int) -> None:
    rows = list(ROWS)
    rows.insert(place, SUM.format(day="2026-09-07", name=name))
    found = dropped(tmp_path, {"a.csv": ADS + "".join(rows)})
    assert found.tables["ads"]["spend"].sum() == pytest.approx(43.15)
    assert checks(found) == [True, True]
    (total,) = found.tables["ads_reported_totals"].to_dict("records")
    assert (total["spend"], f"{total['date_start']:%m-%d}", f"{total['date_stop']:%m-%d}") == (43.15, "09-07", "09-08")


def test_people_reached_in_a_total_are_held_against_no_sum(tmp_path: Path) -> None:
    header = "Day,Campaign name,Amount spent (EUR),Reach\n"
    rows = "2026-09-07,Bread,20.40,2000\n2026-09-08,Bread,18.00,1800\n,Total,38.40,2900\n"
    assert checks(dropped(tmp_path, {"a.csv": header + rows})) == [True]


@pytest.mark.parametrize("name", ["Σ", "Sum", "Suma", "Overall"])
def test_a_label_without_the_word_total_is_found_in_between_where_its_numbers_add_up(tmp_path: Path, name: str) -> None:
    rows = [f"2026-09-{n:02d},Bread,{n}.00,{100 * n},{n}\n" for n in range(1, 13)]
    rows.insert(6, f",{name},,7800,\n")
    found = dropped(tmp_path, {"a.csv": ADS + "".join(rows)})
    assert found.tables["ads"]["impressions"].sum() == 7800
    rows[6] = f"2026-09-06,{name},7.00,750,7\n"
    named = dropped(tmp_path / "b", {"a.csv": ADS + "".join(rows)})
    assert named.tables["ads"]["impressions"].sum() == 8550


@pytest.mark.parametrize("label", ["Resumen", "All my posts"])
def test_a_post_without_a_day_that_reached_as_many_as_all_others_is_a_sum_somebody_wrote(
    tmp_path: Path, label: str
) -> None:
    twin = next(one for one in META_TWINS if one.source == "meta-facebook-posts")
    written = twin.data.decode("utf-8-sig")
    mark = max(",;", key=written.partition("\n")[0].count)
    header, *rows = csv.reader(written.splitlines(keepends=True), delimiter=mark)
    place = header.index("Reach")
    whole = sum(int(row[place]) for row in rows if len(row) == len(header) and row[place])

    def with_row(reach: int) -> bytes:
        row = [label] + [""] * (len(header) - 1)
        row[place] = str(reach)
        return csv_bytes([header, rows[0], row, *rows[1:]])

    plain = dropped(tmp_path, {"e.csv": twin.data}).tables["posts"]["reach"]
    found = dropped(tmp_path / "a", {"e.csv": with_row(whole)})
    assert found.tables["posts"]["reach"].tolist() == plain.tolist()
    assert "sum of all the others" in said(found)
    other = dropped(tmp_path / "b", {"e.csv": with_row(whole - 9)})
    assert whole - 9 in other.tables["posts"]["reach"].tolist()


@pytest.mark.parametrize("day", ["", "2026-09-08"])
def test_a_nameless_row_among_named_ones_is_a_total(tmp_path: Path, day: str) -> None:
    found = dropped(tmp_path, {"a.csv": ADS + "".join(ROWS) + SUM.format(day=day, name="")})
    assert found.tables["ads"]["impressions"].sum() == 4620
    assert checks(found) == [True, True]


def test_a_nameless_row_that_sums_its_day_is_a_total(tmp_path: Path) -> None:
    of_days = "2026-09-07,,25.15,2630,70\n", "2026-09-08,,18.00,1990,52\n"
    found = dropped(tmp_path, {"a.csv": ADS + ROWS[0] + ROWS[1] + of_days[0] + ROWS[2] + of_days[1]})
    assert found.tables["ads"]["spend"].tolist() == [20.4, 4.75, 18.0]


def test_a_campaign_whose_name_begins_with_total_is_data(tmp_path: Path) -> None:
    found = dropped(tmp_path, {"a.csv": ADS + "".join(ROWS) + "2026-09-08,Total Wellness,5.00,100,3\n"})
    assert "Total Wellness" in set(found.tables["ads"]["campaign_name"])
    assert found.tables["ads"]["spend"].sum() == pytest.approx(48.15)


def test_a_labelled_subtotal_that_holds_the_sum_above_it_is_no_data(tmp_path: Path) -> None:
    week = "2026-09-07,Total week 37,25.15,2630,70\n"
    found = dropped(tmp_path, {"a.csv": ADS + ROWS[0] + ROWS[1] + week + ROWS[2]})
    assert found.tables["ads"]["spend"].sum() == pytest.approx(43.15)


def test_a_total_that_is_not_the_sum_is_said(tmp_path: Path) -> None:
    found = dropped(tmp_path, {"a.csv": ADS + "".join(ROWS) + ",Total,99.00,9999,300\n"})
    assert checks(found) == [False, False]


@pytest.mark.parametrize(("clicks", "told"), [(30, True), (1, False)])
def test_clicks_that_cost_nothing_are_said_where_they_would_cost_much(tmp_path: Path, clicks: int, told: bool) -> None:
    found = dropped(tmp_path, {"a.csv": ADS + "".join(ROWS) + f"2026-09-09,Bread,0.00,900,{clicks}\n"})
    assert ("Clicks that cost nothing" in said(found)) == told
    assert found.tables["ads"]["spend"].sum() == pytest.approx(43.15)


@pytest.mark.parametrize("row", [
    ",Average,14.38,1540,40.67\n", ",Promedio,14.38,1540,41\n", "Media,,14.38,1540,41\n",
    ",Total,43.15,4620,122\n,Average,14.38,1540,40.67\n,Max,20.40,2150,61\n,Min,4.75,480,9\n",
])  # fmt: skip
def test_averages_somebody_added_are_no_data(tmp_path: Path, row: str) -> None:
    found = dropped(tmp_path, {"a.csv": ADS + "".join(ROWS) + row})
    assert found.tables["ads"]["spend"].sum() == pytest.approx(43.15)
    assert all(checks(found))
    assert "row of averages" in " ".join(drop.why.key for part in found.files[0].parts for drop in part.dropped)


def test_a_campaign_called_media_is_data(tmp_path: Path) -> None:
    found = dropped(tmp_path, {"a.csv": ADS + "".join(ROWS) + "2026-09-08,Media,7.00,1540,41\n"})
    assert found.tables["ads"]["spend"].sum() == pytest.approx(50.15)


def test_exports_pasted_below_each_other_are_their_rows_and_their_totals_together(tmp_path: Path) -> None:
    first = ADS + ROWS[0] + ROWS[1] + ",Total,25.15,2630,70\n"
    second = "\ufeff" + ADS + ROWS[2] + ",Total,18.00,1990,52\n"
    found = dropped(tmp_path, {"a.csv": first + second})
    assert found.tables["ads"]["spend"].tolist() == [20.4, 4.75, 18.0]
    assert checks(found) == [True, True]
    (part,) = found.files[0].parts
    assert [drop.why.key[:6] for drop in part.dropped] == ["The he", "The to"]
    assert not part.warnings


def test_the_total_of_the_account_may_hold_more_than_the_file(tmp_path: Path) -> None:
    more = ",Total: Campaigns,43.15,4620,122\n,Total: Account,50.00,5000,130\n"
    found = dropped(tmp_path, {"a.csv": ADS + "".join(ROWS) + more})
    assert checks(found) == [True, True]
    alone = dropped(tmp_path / "b", {"a.csv": ADS + "".join(ROWS) + ",Total: Account,50.00,5000,130\n"})
    assert checks(alone) == []
    assert alone.tables["ads_reported_totals"]["spend"].tolist() == [50.0]


def test_the_total_of_an_account_that_holds_no_more_than_the_file_proves_it(tmp_path: Path) -> None:
    found = dropped(tmp_path, {"a.csv": ADS + "".join(ROWS) + ",Total: Account,43.15,4620,122\n"})
    assert checks(found) == [True, True]


def test_a_total_of_the_account_below_its_campaigns_is_damaged_and_counts_for_nothing(tmp_path: Path) -> None:
    more = ",Total: Campaigns,43.15,4620,122\n,Total: Account,5.00,,\n"
    found = dropped(tmp_path, {"a.csv": ADS + "".join(ROWS) + more})
    assert found.tables["ads_reported_totals"]["spend"].tolist() == [43.15]
    assert "is less than the rows add up to" in said(found)


def test_the_total_of_the_account_is_about_all_days_of_the_report(tmp_path: Path) -> None:
    above = 'Campaign report\n"September 1, 2026 - September 13, 2026"\nWeek,Campaign,Currency code,Cost,Impr.,Clicks\n'
    rows = "2026-08-31,Mugs,EUR,40.00,1000,60\n,Total: Account,EUR,50.00,2100,130\n"
    found = dropped(tmp_path, {"ads.csv": above + rows})
    (total,) = found.tables["ads_reported_totals"].to_dict("records")
    assert (total["spend"], total["level"]) == (50.0, "account")
    assert [f"{total[end]:%m-%d}" for end in ("date_start", "date_stop")] == ["09-01", "09-13"]
    assert [f"{day:%m-%d}" for day in found.tables["ads"]["date_stop"]] == ["09-06"]


def test_totals_leave_tables_kept_by_hand(tmp_path: Path) -> None:
    costs = "day,line,kind,amount\n2026-09-01,photos,production,300\n2026-09-02,ads,ads,120.5\n,Total,,420.5\n"
    found = dropped(tmp_path, {"costs.csv": costs})
    assert found.tables["costs"]["amount"].sum() == 420.5
    assert checks(found) == [True]


MAPPING = """
[[files]]
name = "tool"
table = "ads"
match = ["Name", "Cost"]
[files.columns]
campaign_name = "Name"
spend = "Cost"
impressions = "Seen"
[files.constants]
platform = "google"
level = "campaign"
currency = "EUR"
date_start = "2026-09-01"
date_stop = "2026-09-30"
"""


@pytest.mark.parametrize("name", ["Acme Ltd", "Total", ""])
def test_a_mapped_table_keeps_its_totals_apart_whatever_they_are_called(tmp_path: Path, name: str) -> None:
    table = f"Name,Cost,Seen\nA,60.00,1200\nB,40.00,9800\nC,11.50,700\n{name},111.50,11700\n"
    found = dropped(tmp_path, {"tool.csv": table}, mapping=MAPPING)
    assert found.tables["ads"]["spend"].sum() == 111.5
    assert checks(found) == [True, True]
    assert sorted(found.tables["ads"]["campaign_name"]) == ["A", "B", "C"]


def test_totals_of_a_whole_life_are_no_totals_rows(tmp_path: Path) -> None:
    header = (
        "Identificador de la publicación,Nombre de usuario de la cuenta,Identificador de la cuenta,Hora de publicación,"
    )
    row = "1800000000000000{n},acme,17840000000000001,09/0{n}/2026 08:10,Total,{n}00\n"
    table = header + "Fecha,Visualizaciones\n" + "".join(row.format(n=n) for n in (1, 2))
    assert len(dropped(tmp_path, {"a.csv": table}).tables["posts"]) == 2


@pytest.mark.parametrize(
    ("currency", "cells", "spend"),
    [
        ("EUR", ("20,40;2.150", "4,75;480"), 25.15),  # another amount proves the comma
        ("CLP", ("12.500;804", "9.750;310"), 22250),  # no decimals
        ("COP", ("139.306;1.204", "250.000;12.204"), 389306),  # counts with dots
        ("EUR", ("12.50;2,150", "9.75;310"), 22.25),
        ("EUR", ("1.234,50;804", "9.750;310"), 10984.5),
    ],
)
def test_money_is_read_as_the_file_proves(tmp_path: Path, currency: str, cells: tuple[str, ...], spend: float) -> None:
    table = f"Día;Nombre de la campaña;Importe gastado ({currency});Impresiones\n"
    table += "".join(f"2026-09-0{n};C{n};{row}\n" for n, row in enumerate(cells, 1))
    found = dropped(tmp_path, {"a.csv": table}, currency=currency)
    assert found.tables["ads"]["spend"].sum() == pytest.approx(spend)


def test_three_digits_behind_every_mark_are_a_question(tmp_path: Path) -> None:
    table = (
        "Día;Nombre de la campaña;Importe gastado (EUR);Impresiones\n2026-09-01;A;12.500;804\n2026-09-02;A;9.750;310\n"
    )
    found = dropped(tmp_path, {"a.csv": table})
    assert "can be read as 12.500 or as 12500" in said(found)
    assert "ads" not in found.tables
    told = dropped(tmp_path, {"a.csv": table}, more='number_format = "1.234,5"\n')
    assert told.tables["ads"]["spend"].sum() == 22250


def test_a_column_nobody_imports_can_prove_the_decimal_mark(tmp_path: Path) -> None:
    table = 'Day,Campaign name,Amount spent (EUR),Impressions,"CPM (cost per 1,000)"\n2026-09-01,A,12.500,804,15.55\n'
    assert dropped(tmp_path, {"a.csv": table}).tables["ads"]["spend"].tolist() == [12.5]


def test_an_infinite_number_is_a_misfit(tmp_path: Path) -> None:
    costs = "day,line,kind,amount,hours\n2026-09-01,a,ads,3,1e400\n2026-09-02,b,ads,5,2\n"
    found = dropped(tmp_path, {"costs.csv": costs})
    assert found.tables["costs"]["hours"].fillna(-1).tolist() == [-1, 2]
    assert "could not be read" in said(found)


def test_an_infinite_amount_is_asked_about(tmp_path: Path) -> None:
    costs = "day,line,kind,amount\n2026-09-01,a,ads,1e400\n2026-09-02,b,ads,5\n"
    found = dropped(tmp_path, {"costs.csv": costs})
    assert "costs" not in found.tables
    assert "cannot be read" in said(found)


@pytest.mark.parametrize(
    ("days", "first"),
    [
        (("03/09/2026", "15/09/2026"), "2026-09-03"),
        (("9/3/2026", "9/15/2026"), "2026-09-03"),
        (("3-9-26", "15-9-26"), "2026-09-03"),
        (("03.09.2026", "15.09.2026"), "2026-09-03"),
        (("9/3/2026 8:05 AM", "9/15/2026 8:05 PM"), "2026-09-03"),
    ],
)
def test_dates_written_anew_are_read_in_the_order_the_file_proves(
    tmp_path: Path, days: tuple[str, str], first: str
) -> None:
    costs = "day;line;kind;amount\n" + "".join(f"{day};a;ads;5\n" for day in days)
    found = dropped(tmp_path, {"costs.csv": costs})
    assert str(found.tables["costs"]["day"].min())[:10] == first
    assert len(found.tables["costs"]) == 2


def test_dates_that_prove_no_order_are_a_question(tmp_path: Path) -> None:
    found = dropped(tmp_path, {"costs.csv": "day;line;kind;amount\n03/09/2026;a;ads;5\n04/10/2026;a;ads;6\n"})
    assert "day/month or month/day" in said(found)
    assert "costs" not in found.tables


def test_a_mixture_of_real_and_written_dates_is_a_question(tmp_path: Path) -> None:
    table = "Date,Views\n2026-03-01,5\n13/01/2026,7\n14/01/2026,8\n15/01/2026,9\n"
    found = dropped(tmp_path, {"a.csv": table})
    assert "changed some of the dates" in said(found)


def test_one_date_of_two_columns_proves_both(tmp_path: Path) -> None:
    table = "Reporting starts,Reporting ends,Campaign name,Amount spent (EUR)\n1/2/2026,1/31/2026,A,5.00\n"
    assert str(dropped(tmp_path, {"a.csv": table}).tables["ads"]["date_start"].iloc[0])[:10] == "2026-01-02"


def test_a_post_without_one_publish_time_is_not_kept(tmp_path: Path) -> None:
    header = "Post ID,Account ID,Account username,Publish time,Date,Views\n"
    found = dropped(tmp_path, {"a.csv": header + "18000000000000001,17840000000000001,acme,soon,Lifetime,5\n"})
    assert "posts" not in found.tables
    assert "No cell is a date" in said(found)
    assert "soon" not in said(found)


DAILY = """
[[files]]
name = "t"
table = "daily"
match = ["Date", "Views"]
[files.columns]
day = "Date"
views = "Views"
[files.constants]
platform = "youtube"
"""


def test_rows_split_by_a_column_nobody_mapped_are_added_up(tmp_path: Path) -> None:
    table = "Date,Kind,Views\n2026-01-01,Known,10\n2026-01-01,New,100\n2026-01-02,Known,20\n"
    found = dropped(tmp_path, {"t.csv": table}, mapping=DAILY)
    assert found.tables["daily"]["value"].tolist() == [110, 20]
    assert found.files[0].parts[0].rows == 3
    assert "2 rows were added up" in said(found)


def test_people_reached_are_never_added_up(tmp_path: Path) -> None:
    table = "Date,Kind,Reach\n2026-01-01,Known,10\n2026-01-01,New,100\n2026-01-02,Known,20\n"
    found = dropped(tmp_path, {"t.csv": table}, mapping=DAILY.replace("Views", "Reach").replace("views", "reach"))
    assert found.tables["daily"]["value"].tolist() == [20]
    assert "do not add up" in said(found)


def test_two_counts_of_one_day_are_a_question(tmp_path: Path) -> None:
    header = "competitor,platform,day,followers_total\n"
    rows = "Rival,instagram,2026-09-01,1000\nRival,instagram,2026-09-01,1200\n"
    found = dropped(tmp_path, {"competitors.csv": header + rows})
    assert "Which count is right?" in said(found)
    assert "later export" not in said(found)


def test_a_post_told_twice_keeps_its_larger_numbers(tmp_path: Path) -> None:
    header = "Post ID,Account ID,Account username,Publish time,Date,Views\n"
    row = "18000000000000001,17840000000000001,acme,01/13/2026 08:24,Lifetime,{}\n"
    found = dropped(tmp_path, {"a.csv": header + row.format(100) + row.format(40)})
    assert found.tables["posts"]["views"].tolist() == [100]
    assert found.files[0].parts[0].rows == 1
    assert "tells a post twice" in said(found)


def test_rows_pasted_twice_are_said(tmp_path: Path) -> None:
    costs = "day,line,kind,amount\n" + "2026-09-01,a,ads,5\n" * 2
    assert "repeat another row to the letter" in said(dropped(tmp_path, {"costs.csv": costs}))
    views = "Date,Views\n" + "2026-03-01,5\n" * 2
    found = dropped(tmp_path / "b", {"yt.csv": views})
    assert found.tables["daily"]["value"].tolist() == [5]
    assert "counted once" in said(found)


def test_zeros_of_posts_that_people_reacted_to_were_not_measured(tmp_path: Path) -> None:
    header = "Post ID,Account ID,Account username,Publish time,Date,Views,Reach,Likes\n"
    row = "1800000000000000{n},17840000000000001,acme,01/1{n}/2026 08:24,Lifetime,{v},{v},{likes}\n"
    rows = [row.format(n=1, v=0, likes=9), row.format(n=2, v=0, likes=0), row.format(n=3, v=50, likes=3)]
    posts = dropped(tmp_path, {"a.csv": header + "".join(rows)}).tables["posts"]
    assert posts["reach"].isna().tolist() == [True, False, False]


def test_days_are_those_of_the_clients_calendar(tmp_path: Path) -> None:
    table = 'Content,Video title,Video publish time,Views\na,One,"Jan 5, 2026",200\nb,Two,"Jan 6, 2026",100\n'
    found = dropped(tmp_path, {"yt.csv": table}, zone="Europe/Madrid")
    part = found.files[0].parts[0]
    assert (part.first, part.last, str(found.tables["posts"]["as_of"].max())[:10]) == (
        "2026-01-05", "2026-01-06", "2026-01-06",
    )  # fmt: skip


def test_subscribers_gained_less_lost_may_be_below_zero(tmp_path: Path) -> None:
    table = "Content,Video title,Video publish time,Views,Subscribers\nTotal,,,300,5\n"
    table += 'a,One,"Jan 5, 2026",200,8\nb,Two,"Jan 6, 2026",100,-3\n'
    assert dropped(tmp_path, {"yt.csv": table}).tables["posts"]["follows"].tolist() == [8, -3]


THREADS = """id,permalink,text,timestamp,views,likes,replies,reposts,quotes,shares
18001,https://www.threads.net/@acme/post/Cabc,Hola,2026-09-03T10:00:00+0000,1200,50,4,3,1,2
18002,https://www.threads.com/@acme/post/Cabd,Adios,2026-09-14T10:00:00+0000,800,20,1,0,0,0
36003.0,{label},,,2000.0,70.0,5.0,3.0,1.0,2.0
"""


@pytest.mark.parametrize("label", ["Totales", "Total", ""])
def test_a_total_in_place_of_an_address_or_of_small_counts_is_no_post(label: str, tmp_path: Path) -> None:
    posts = dropped(tmp_path, {"threads.csv": THREADS.format(label=label)}).tables["posts"]
    assert (len(posts), posts["views"].sum(), posts["likes"].sum()) == (2, 2000, 70)


def test_shares_of_which_a_part_is_not_told_are_not_known(tmp_path: Path) -> None:
    table = THREADS.replace("\n36003.0,{label},,,2000.0,70.0,5.0,3.0,1.0,2.0", "").replace(",3,1,2\n", ",,1,2\n")
    found = dropped(tmp_path, {"threads.csv": table})
    assert found.tables["posts"]["shares"].isna().tolist() == [True, False]
    assert "told in part only" in said(found)


IG = (
    "Post ID,Account ID,Account username,Publish time,Permalink,Date,Views,Reach,Likes,Shares,Comments,Saves\n"
    "1800000000000001,17840000000000001,acme,09/13/2026 08:24,https://www.instagram.com/p/C1abc/,Lifetime,9000,900,"
    "{likes},3,2,1\n"
    "1800000000000002,17840000000000001,acme,09/14/2026 08:24,https://www.instagram.com/p/C2abc/,Lifetime,90,80,"
    "50,3,2,1\n"
)


@pytest.mark.parametrize(("likes", "lost"), [("1.2K", True), ("-5", True), ("", False), ("7", False)])
def test_a_sum_of_which_a_part_cannot_be_read_is_not_known(tmp_path: Path, likes: str, lost: bool) -> None:
    posts = dropped(tmp_path, {"a.csv": IG.format(likes=likes)}).tables["posts"]
    assert posts["interactions"].isna().tolist() == [lost, False]
    assert posts["interactions_parts"].isna().tolist() == [lost, False]


def test_a_day_of_which_a_part_cannot_be_read_has_no_interactions(tmp_path: Path) -> None:
    days = (
        "Date,Video Views,Profile Views,Likes,Comments,Shares\n2026-09-01,1200,15,1.2K,1,0\n2026-09-02,950,15,3,1,0\n"
    )
    daily = dropped(tmp_path, {"Overview_2026-09-02.csv": days}).tables["daily"]
    assert daily.loc[daily["metric"] == "interactions", "value"].tolist() == [4.0]


def test_a_report_that_kept_nothing_but_its_totals_holds_no_campaign(tmp_path: Path) -> None:
    report = (
        "Informe de campaña\n1 de septiembre de 2026 - 13 de septiembre de 2026\n"
        "Semana,Estado de la campaña,Campaña,Código de moneda,Tipo de campaña,Coste,Impr.,CTR,Clics,Conversiones\n"
        ' --,Total: Campañas,--,EUR,--,"1.260,75",2.000,"6,10%",122,"5,00"\n'
        ',Total: Cuenta,,EUR,,"1.300,00",2.100,"6,10%",130,"5,00"\n'
    )
    found = dropped(tmp_path, {"google.csv": report})
    assert "ads" not in found.tables
    assert "The totals row, kept apart" in said(found)


def test_durations_in_two_currencies_are_asked_about(tmp_path: Path) -> None:
    rows = "".join(
        f'2026-03-0{n},{c * 11},One,"Aug 28, 2025",{d},10\n' for n, c, d in ((1, "a", "US$65"), (2, "b", "€65"))
    )
    table = f"Date,Content,Video title,Video publish time,Duration,Views\n{rows}"
    found = dropped(tmp_path, {"videos.csv": table})
    asked = [question.key for file in found.files for part in file.parts for question in part.questions]
    assert asked == ["Column “{column}”: {inner:sentence}"]


def test_a_row_that_sums_the_others_is_none_of_them_though_it_leaves_a_column_empty(tmp_path: Path) -> None:
    header = (
        "Tweet id,Tweet permalink,Tweet text,time,impressions,engagements,retweets,replies,likes,promoted impressions"
    )
    posts = [
        f"203750866720863027{n},https://x.com/acme/status/203750866720863027{n},Hi,2026-03-2{n} 12:34 +0000,"
        f"{1000 + n},18,2,1,5,{900 if n == 2 else '-'}"
        for n in range(4)
    ]
    summed = "Resumen,,,,4006,72,8,4,20,"
    imported = dropped(tmp_path, {"tweets.csv": "\n".join([header, posts[0], summed, *posts[1:]]) + "\n"})
    assert imported.tables["posts"]["impressions"].sum() == 4006
    assert "holds the sum of all the others" in said(imported)
