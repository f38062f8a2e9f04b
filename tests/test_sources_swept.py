"""Kinds of files found in a second sweep of public code, written anew: sums without a name, millionths, saved days."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import xlsxwriter
from drops import brief, checks, dropped, said

from smmkit.text import Text

YEAR_FREE = "Date,Video Views,Profile Views,Likes,Comments,Shares\n"
GOOGLE = "Campaign report\n1 September 2026 - 30 September 2026\nCampaign,Day,Currency code,Cost,Impr.,Clicks\n"
ROWS = "Bread,2026-09-01,EUR,13.50,1500,12\nCake,2026-09-02,EUR,6.50,500,3\n"
PAID = {
    "google": GOOGLE + ROWS + ",,,20.00,2000,15\n",
    "google by day": "Date,Clicks,Impressions,Cost\n"
    '"Thu, 5 Feb 2026",12,1500,13.50\n"Fri, 6 Feb 2026",3,500,6.50\n,15,2000,20.00\n',
    "linkedin": "Start Date (in UTC),Account Name,Currency,Campaign Name,Total Spent,Impressions,Clicks\n"
    "9/3/2026,Acme,EUR,Bread,13.50,1500,12\n9/4/2026,Acme,EUR,Cake,6.50,500,3\n,,,,20.00,2000,15\n",
    "tiktok": "By Day,Campaign name,Ad group name,Cost,Impressions,Clicks (destination)\n"
    "2026-09-01,Bread,g,13.50,1500,12\n2026-09-02,Cake,g,6.50,500,3\n,,,20.00,2000,15\n",
    "pinterest": "Date,Campaign name,Ad group name,Spend in account currency,Impressions,Pin clicks\n"
    "2026-09-01,Bread,g,13.50,1500,12\n2026-09-02,Cake,g,6.50,500,3\n,,,20.00,2000,15\n",
}


PINTEREST = '[[accounts]]\nplatform = "pinterest"\nhandle = "acme"\n'


@pytest.mark.parametrize("network", PAID)
def test_a_sum_below_ads_that_names_nothing_is_no_campaign_of_any_network(network: str, tmp_path: Path) -> None:
    found = dropped(
        tmp_path, {"ads.csv": PAID[network]}, toml=brief() + '[[accounts]]\nplatform = "pinterest"\nhandle = "a"\n'
    )
    ads = found.tables["ads"]
    assert (len(ads), ads["spend"].sum(), ads["impressions"].sum()) == (2, pytest.approx(20), 2000)
    assert checks(found)
    assert all(checks(found))


def test_a_nameless_row_of_ads_that_is_not_the_sum_says_so(tmp_path: Path) -> None:
    found = dropped(tmp_path, {"ads.csv": GOOGLE + ROWS + ",,,90.00,2000,15\n"})
    assert found.tables["ads"]["spend"].sum() == pytest.approx(20)
    assert False in checks(found)


def test_a_sum_of_rows_that_were_lost_stays_a_sum(tmp_path: Path) -> None:
    found = dropped(tmp_path, {"ads.csv": GOOGLE + ROWS.splitlines()[0] + "\n,,,20.00,2000,15\n"})
    assert found.tables["ads"]["spend"].sum() == pytest.approx(13.5)
    assert False in checks(found)


def test_a_pivot_that_writes_each_campaign_once_keeps_its_days(tmp_path: Path) -> None:
    found = dropped(tmp_path, {"ads.csv": GOOGLE + ROWS + ",2026-09-03,EUR,80.00,900,7\n"})
    assert found.tables["ads"]["spend"].sum() == pytest.approx(100)


def test_a_device_that_holds_the_sum_of_the_others_by_chance_is_none(tmp_path: Path) -> None:
    table = GOOGLE.replace("Day", "Device") + "Bread,Phones,EUR,2.00,1000,9\nBread,Tablets,EUR,1.00,500,3\n"
    found = dropped(tmp_path, {"ads.csv": table + "Bread,Computers,EUR,3.00,1500,12\n"})
    assert found.tables["ads"]["spend"].sum() == pytest.approx(6)


MICRO = {
    "snapchat": "date,ad_squad_id,impressions,spend,swipes\n"
    "2026-09-01,s1,42000,135300000,31\n2026-09-02,s1,9000,1200000,3\n",
    "tool": "date,campaign_name,impressions,clicks,spend\n2026-09-01,Bread,42000,31,135300000\n",
    "clicks": "date,campaign_name,clicks,spend\n2026-09-01,Bread,31,135300000\n",
}
MAPPED = (
    '[[files]]\nname = "tool"\ntable = "ads"\nmatch = ["campaign_name", "spend"]\n[files.columns]\n'
    'date_start = "date"\ndate_stop = "date"\ncampaign_name = "campaign_name"\nspend = "spend"\n'
    'clicks_all = "clicks"\n{seen}'
    '[files.constants]\nplatform = "reddit"\nlevel = "campaign"\ncurrency = "EUR"\n'
    '[files.dates]\nformat = "iso"\nzone = "client"\n[files.numbers]\nformat = "plain"\n'
)


@pytest.mark.parametrize("key", MICRO)
def test_amounts_that_a_program_counts_in_millionths_are_asked_about(key: str, tmp_path: Path) -> None:
    seen = "" if key == "clicks" else 'impressions = "impressions"\n'
    mapping = "" if key == "snapchat" else MAPPED.format(seen=seen)
    found = dropped(tmp_path, {"report.csv": MICRO[key]}, mapping=mapping)
    assert "ads" not in found.tables
    asked = [Text("en")(one) for part in found.files[0].parts for one in part.questions]
    assert any("millionths" in one for one in asked)


@pytest.mark.parametrize(
    ("currency", "spend"),
    [("EUR", "1800"), ("COP", "4100000"), ("IDR", "1900000"), ("VND", "15600000"), ("EUR", "9000.50")],
)
def test_dear_ads_are_no_millionths(currency: str, spend: str, tmp_path: Path) -> None:
    table = f"date,campaign_name,impressions,clicks,spend\n2026-09-01,Bread,1000,31,{spend}\n"
    mapping = MAPPED.format(seen='impressions = "impressions"\n').replace('"EUR"', f'"{currency}"')
    found = dropped(tmp_path, {"report.csv": table}, mapping=mapping, currency=currency)
    assert found.tables["ads"]["spend"].sum() == pytest.approx(float(spend))


@pytest.mark.parametrize("header", ["cost_micros", "spend_in_micro_dollar", "billed_charge_local_micro"])
def test_a_column_of_millionths_is_named_and_no_mapping_is_proposed_for_it(header: str, tmp_path: Path) -> None:
    table = f"date,campaign_id,impressions,clicks,{header}\n2026-09-01,17,42000,31,135300000\n"
    found = dropped(tmp_path, {"stats.csv": table})
    assert found.files[0].proposal is None or not found.files[0].proposal
    assert f"“{header}”" in said(found)
    assert "millionths" in said(found)


@pytest.mark.parametrize(
    ("first", "second", "third"),
    [
        ("30/8/2026", "31/8/2026", "1/9/2026"),
        ("30-08-2026", "31-08-2026", "01-09-2026"),
        ("8/30/26", "8/31/26", "9/1/26"),
    ],
)
def test_days_of_tiktok_that_a_spreadsheet_saved_with_their_year_are_read(
    first: str, second: str, third: str, tmp_path: Path
) -> None:
    rows = f"{first},10,1,2,0,0\n{second},20,1,2,0,0\n{third},30,1,2,0,0\n"
    daily = dropped(tmp_path, {"Overview.csv": YEAR_FREE + rows}).tables["daily"]
    views = daily[daily["metric"] == "views"].set_index("day")["value"].astype(int)
    assert {f"{day:%Y-%m-%d}": int(value) for day, value in views.items()} == {
        "2026-08-30": 10,
        "2026-08-31": 20,
        "2026-09-01": 30,
    }


def test_days_of_tiktok_saved_without_a_proof_of_their_order_are_asked_about(tmp_path: Path) -> None:
    rows = "10/09/2026,10,1,2,0,0\n11/09/2026,20,1,2,0,0\n"
    found = dropped(tmp_path, {"Overview.csv": YEAR_FREE + rows})
    assert "daily" not in found.tables
    assert "can be day/month or month/day" in str([one.values for one in found.files[0].parts[0].questions])


@pytest.mark.parametrize("days", [("31-Aug", "1-Sep"), ("31-ago", "01-sep")])
def test_days_of_tiktok_that_a_spreadsheet_shortened_get_their_year_from_the_name(
    days: tuple[str, str], tmp_path: Path
) -> None:
    rows = f"{days[0]},10,1,2,0,0\n{days[1]},20,1,2,0,0\n"
    daily = dropped(tmp_path, {"overview_2026-09-01.csv": YEAR_FREE + rows}).tables["daily"]
    assert (f"{daily['day'].min():%Y-%m-%d}", f"{daily['day'].max():%Y-%m-%d}") == ("2026-08-31", "2026-09-01")


def test_tiktoks_older_table_tells_followers_beside_views(tmp_path: Path) -> None:
    table = (
        "Date,Video views,Followers,Difference in followers from previous day,Profile views\n"
        "2026-09-01,342,285,1,24\n2026-09-02,289,284,-1,8\n"
    )
    daily = dropped(tmp_path, {"Last 60 days.csv": table}).tables["daily"]
    found = {metric: rows["value"].astype(int).tolist() for metric, rows in daily.groupby("metric")}
    assert found == {"followers_total": [285, 284], "views": [342, 289], "profile_visits": [24, 8]}


def test_posts_of_x_as_it_wrote_them_until_2025_are_read(tmp_path: Path) -> None:
    table = (
        "Post id,Date,Post text,Link,Impressions,Likes,Engagements,Bookmarks,Share,New follows,Replies,Reposts,"
        "Profile visits,Detail expands,Url clicks,Hashtag clicks,Permalink clicks\n"
        "1891564128784855141,Mon Feb 17 2025,Bread,https://x.com/acme/status/1891564128784855141,"
        "90,7,12,1,4,2,3,5,6,0,1,0,0\n"
    )
    found = dropped(tmp_path, {"account_analytics_content_2025-01-01_2025-02-19.csv": table})
    [post] = found.tables["posts"].to_dict("records")
    assert (post["platform"], post["impressions"], post["shares"], post["interactions"]) == ("x", 90, 5, 16)
    assert f"{post['published_at']:%Y-%m-%d}" == "2025-02-17"


def test_posts_of_another_network_under_the_words_x_used_are_not_its(tmp_path: Path) -> None:
    table = "Post id,Date,Post text,Link,Impressions,Reposts\n17,Mon Feb 17 2025,Bread,https://example.org/17,90,5\n"
    assert "posts" not in dropped(tmp_path, {"posts.csv": table}).tables


@pytest.mark.parametrize(
    "header",
    [
        "Content,Video title,Video publish time,Duration,Thumbnail impressions,Thumbnail click-through rate (%),Views",
        "Conteúdo,Título do vídeo,Horário de publicação do vídeo,Duração,Impressões de miniaturas,"
        "Taxa de cliques na miniatura (%),Visualizações",
    ],
)
def test_youtubes_impressions_of_thumbnails_are_its_impressions(header: str, tmp_path: Path) -> None:
    table = f'{header}\nTotal,,,,400,5.5,90\nabcdefghijk,Bread,"Oct 30, 2025",20,300,6,80\n'
    posts = dropped(tmp_path, {"Table data.csv": table + 'lmnopqrstuv,Cake,"Oct 31, 2025",20,100,6,10\n'}).tables[
        "posts"
    ]
    assert (posts["impressions"].sum(), posts["views"].sum()) == (400, 90)


def test_likes_taken_back_on_youtube_belong_to_the_sum(tmp_path: Path) -> None:
    table = (
        "Content,Video title,Video publish time,Views,Likes,Comments added\nTotal,,,90,5,1\n"
        'abcdefghijk,Bread,"Oct 30, 2025",80,7,1\nlmnopqrstuv,Cake,"Oct 31, 2025",10,-2,0\n'
    )
    found = dropped(tmp_path, {"Table data.csv": table})
    posts = found.tables["posts"]
    assert posts["likes"].sum() == 5
    assert posts["interactions"].tolist()[0] == 8
    assert posts["interactions"].isna().tolist() == [False, True]
    assert "could not be read" not in said(found)
    assert "below zero" in said(found)


@pytest.mark.parametrize("network", ["google", "google by day"])
def test_a_table_that_begins_in_the_second_column_is_read_as_before(network: str, tmp_path: Path) -> None:
    moved = "".join(f",{line}\n" for line in PAID[network].splitlines()[:-1])
    ads = dropped(tmp_path, {"ads.csv": moved}).tables["ads"]
    assert (len(ads), ads["spend"].sum()) == (2, pytest.approx(20))


def test_the_header_again_is_no_row_of_a_table_of_two_columns(tmp_path: Path) -> None:
    table = "Top territories,Distribution\nES,0.6\nTop territories,Distribution\nMX,0.4\n"
    audience = dropped(tmp_path, {"FollowerTopTerritories 2026-09-30.csv": table}).tables["audience"]
    assert audience["value"].tolist() == ["ES", "MX"]


def proposed(folder: Path, name: str, table: str) -> str:
    proposal = dropped(folder, {name: table}).files[0].proposal
    assert proposal
    return proposal


def test_a_proposal_for_days_knows_followers_and_not_the_running_total(tmp_path: Path) -> None:
    table = "Date,Total Views,Views Per Day,Followers,Gained followers,Lost followers\n2026-09-01,900,12,345,7,2\n"
    proposal = proposed(tmp_path, "days.csv", table)
    for line in (
        'table = "daily"',
        'views = "Views Per Day"',
        'followers_total = "Followers"',
        'follows_new = "Gained followers"',
        'unfollows = "Lost followers"',
    ):
        assert line in proposal


def test_a_proposal_for_posts_of_a_planner_is_not_one_for_days(tmp_path: Path) -> None:
    table = (
        "Date,Update,Service,Service Link,Type,Impressions,Engagements,Clicks\n"
        "2026-09-01T08:00:00Z,Bread,twitter,https://x.com/acme/status/1775000000000000000,text,800,25,12\n"
    )
    proposal = proposed(tmp_path, "report.csv", table)
    assert 'table = "posts"' in proposal
    assert 'text = "Update"' in proposal


@pytest.mark.parametrize(
    ("table", "lines"),
    [
        (
            "date,ad_id,spend,impressions\n2026-09-01,17,1.25,900\n",
            ('level = "ad"', 'platform = "meta"'),
        ),
        (
            'Date,Campaign,Creative,Impressions,Media Cost\n2026-09-01,Bread,b,"17,000",250.00\n',
            ('format = "1,234.5"',),
        ),
        ("Date,Ad Group,Creative,Impressions,Advertiser Spend\n2026-09-01,g,c,900,12.50\n", ('table = "ads"',)),
    ],
    ids=["ids tell the level", "cents tell the point", "only ads have room for money"],
)
def test_a_proposal_for_ads_takes_what_the_file_says(table: str, lines: tuple[str, ...], tmp_path: Path) -> None:
    proposal = proposed(tmp_path, "facebook report.csv", table)
    assert all(line in proposal for line in lines)


def test_everything_pasted_as_proposed_is_read(tmp_path: Path) -> None:
    table = "date,ad_id,spend,impressions\n2026-09-01,17,1.25,900\n2026-09-02,17,2.25,800\n"
    mapping = proposed(tmp_path, "facebook report.csv", table)
    found = dropped(tmp_path, {"facebook report.csv": table}, mapping=mapping)
    ads = found.tables["ads"]
    assert (ads["spend"].sum(), ads["platform"].unique().tolist(), ads["level"].unique().tolist()) == (
        3.5,
        ["meta"],
        ["ad"],
    )


def test_an_hour_of_one_digit_is_an_hour(tmp_path: Path) -> None:
    table = (
        "Tweet id,Tweet permalink,Tweet text,time,impressions,engagements,retweets,replies,favorites\n"
        "1,https://twitter.com/acme/status/1964000000000000001,a,2026-09-01 21:56:23,10,3,1,1,1\n"
        "2,https://twitter.com/acme/status/1964000000000000002,b,2026-09-02 3:29:41,20,3,1,1,1\n"
    )
    posts = dropped(tmp_path, {"tweets.csv": table}).tables["posts"]
    assert posts["published_at"].dt.strftime("%d %H:%M").tolist() == ["01 21:56", "02 03:29"]


@pytest.mark.parametrize(
    "header",
    ["Cost per 1,000 people reached", "Coste por 1.000 cuentas alcanzadas", "Custo por mil pessoas alcançadas"],
)
def test_what_a_thousand_people_reached_cost_is_no_price_of_impressions(header: str, tmp_path: Path) -> None:
    table = (
        f'By Day,Cost,Impressions,Reach,Clicks (destination),"{header}"\n'
        "2026-09-01,13.50,1500,900,12,15.00\n2026-09-02,6.00,500,400,3,15.00\n2026-09-03,6.00,500,300,3,20.00\n"
    )
    found = dropped(tmp_path, {"ads.csv": table})
    assert found.tables["ads"]["spend"].sum() == pytest.approx(25.5)
    assert checks(found) == [True]


TERMS = (
    "Search terms report\n1 September 2026 - 30 September 2026\n"
    "Search term,Match type,Added/Excluded,Clicks,Impr.,Currency code,Cost\n"
    "bread,Exact match,None,12,1500,EUR,13.50\ncake,Phrase match,None,3,500,EUR,6.50\n"
)


def test_a_sum_below_search_terms_is_no_search(tmp_path: Path) -> None:
    tables = dropped(tmp_path, {"terms.csv": TERMS + ",,,15,2000,,20.00\n"}).tables
    ads = tables.get("ads", tables.get("ads_detail"))
    assert ads is not None
    assert (len(ads), ads["spend"].sum()) == (2, pytest.approx(20))


def in_one_column(text: str) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Hoja1")
        for row, line in enumerate(text.splitlines()):
            sheet.write_string(row, 0, line)
    return stream.getvalue()


def test_lines_that_lie_whole_in_the_first_column_of_a_workbook_are_taken_apart(tmp_path: Path) -> None:
    found = dropped(tmp_path, {"ads.xlsx": in_one_column(GOOGLE + ROWS + "Total: Campaigns,,EUR,20.00,2000,15\n")})
    assert (len(found.tables["ads"]), found.tables["ads"]["spend"].sum()) == (2, pytest.approx(20))
    assert checks(found)
    assert all(checks(found))
    assert any("first column" in note.key for note in found.files[0].notes)


def test_sentences_below_each_other_in_a_workbook_are_no_table(tmp_path: Path) -> None:
    found = dropped(tmp_path, {"notes.xlsx": in_one_column("We met, talked, and left.\nNobody, alas, wrote.\nGood\n")})
    assert not found.tables.keys() - {"breaks"}
    assert not any("first column" in note.key for note in found.files[0].notes)


AUDIENCE = [["Age", "Women", "Men"], ["18-24", 0.2, 0.1], ["25-34", 0.4, 0.3]]


@pytest.mark.parametrize("told", ["ages", "cities"])
def test_shares_that_a_workbook_keeps_as_fractions_are_shares(told: str, tmp_path: Path) -> None:
    rows = [["Instagram followers by gender and age"], *AUDIENCE] if told == "ages" else []
    rows = rows or [["Instagram followers by top towns/cities"], ["Madrid", "Sevilla", "Lugo"], [0.5, 0.2, 0.1]]
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Hoja1")
        for row, line in enumerate(rows):
            sheet.write_row(row, 0, line)
    found = dropped(tmp_path, {"Audience instagram 2026-09-30.xlsx": stream.getvalue()})
    assert found.tables["audience"]["share"].sum() == pytest.approx(1.0 if told == "ages" else 0.8)
    assert all(checks(found))


@pytest.mark.parametrize("cell", ["###", "#¿NOMBRE?", "see invoice"])
def test_an_amount_that_cannot_be_read_leaves_no_smaller_total(cell: str, tmp_path: Path) -> None:
    found = dropped(tmp_path, {"ads.csv": GOOGLE + ROWS + f"Pie,2026-09-03,EUR,{cell},700,4\n"})
    assert "ads" not in found.tables
    asked = [Text("en")(one) for part in found.files[0].parts for one in part.questions]
    assert any("cannot be read: 1 (row 6)" in one for one in asked)


def test_an_amount_of_described_ads_that_cannot_be_read_is_asked_about(tmp_path: Path) -> None:
    table = "date,campaign_name,clicks,spend\n2026-09-01,Bread,3,10\n2026-09-02,Bread,4,###\n"
    found = dropped(tmp_path, {"report.csv": table}, mapping=MAPPED.format(seen=""))
    assert "ads" not in found.tables
    assert any("cannot be read" in one.key for one in found.files[0].parts[0].questions)


@pytest.mark.parametrize("cell", ["--", "", "n/a"])
def test_no_amount_where_nothing_was_spent_is_none(cell: str, tmp_path: Path) -> None:
    found = dropped(tmp_path, {"ads.csv": GOOGLE + ROWS + f"Pie,2026-09-03,EUR,{cell},0,0\n"})
    assert found.tables["ads"]["spend"].sum() == pytest.approx(20)


@pytest.mark.parametrize(
    ("table", "word"),
    [
        ("Name,Subject,Sent On,Sent On (UTC),Sent,Unique Opens,Click-To-Open Rate\nMay,Hi,1,2,3,4,0.2\n", "Klaviyo"),
        (
            "Video overview,,,\nDate,Views,Watch Time (ms),Completion Rate\n"
            '"Tue, Mar 10, 2026",28,2400,0.4\n"Mon, Mar 9, 2026",2,1200,0.2\n',
            "account overview",
        ),
        (
            "Name,Financial Status,Paid at,Currency,Total,Created at,Lineitem quantity\n"
            "#1,paid,2026-09-01 10:00:00 +0200,EUR,12.50,2026-09-01 10:00:00 +0200,1\n",
            "without the column Email",
        ),
    ],
)
def test_what_no_notebook_uses_is_called_by_its_name(table: str, word: str, tmp_path: Path) -> None:
    found = dropped(tmp_path, {"export.csv": table})
    assert word in said(found)
    assert found.files[0].proposal is None
