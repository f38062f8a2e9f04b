"""Two reports of the same days: one exported twice is merged in silence, two that were filtered are asked about."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from drops import checks, dropped, said
from twins import TWINS
from twins.record import Twin

from smmkit.client import load_client
from smmkit.schema import conform
from smmkit.sources import Imported, read_exports
from smmkit.sources.dispute import Dispute
from smmkit.sources.disputed import RULES, disputes
from smmkit.sources.stated import named_filter, stated_filter
from smmkit.text import Text

ASKED = "tell the same differently"
PAIRS = 200
Rows = pd.DataFrame  # day, name, spend, impressions, clicks


def google(rows: Rows, *, by_day: bool) -> str:
    """Write a campaign report of Google Ads: by day, or one row a campaign over the whole range."""
    first, last = (pd.Timestamp(day).strftime("%B %-d, %Y") for day in (rows["day"].min(), rows["day"].max()))
    if not by_day:
        rows = rows.groupby("name", as_index=False).sum(numeric_only=True)
    head = "Day,Campaign" if by_day else "Campaign"
    lines = [
        ",".join([*([str(row.day)[:10]] if by_day else []), row.name_, "EUR", f"{row.spend:.2f}",
                  str(int(row.impressions)), str(int(row.clicks))])
        for row in rows.rename(columns={"name": "name_"}).itertuples()
    ]  # fmt: skip
    return f'Campaign report\n"{first} - {last}"\n{head},Currency code,Cost,Impr.,Clicks\n' + "\n".join(lines) + "\n"


def visits(rows: Rows, *, by_day: bool) -> str:
    """Write a GA4 report of sessions by channel and day."""
    first, last = (pd.Timestamp(day).strftime("%Y%m%d") for day in (rows["day"].min(), rows["day"].max()))
    lines = [f"{row.day:%Y%m%d},{row.name_},{int(row.clicks)},{int(row.impressions)}"
             for row in rows.rename(columns={"name": "name_"}).itertuples()]  # fmt: skip
    header = "Date,Session default channel group,Sessions,Event count"
    return f"# Start date: {first}\n# End date: {last}\n{header}\n" + "\n".join(lines) + "\n"


KINDS = (google, visits)


def truth(rng: np.random.Generator) -> Rows:
    """Return what happened: some campaigns or channels over some weeks, small and large."""
    days = pd.date_range("2026-03-01", periods=int(rng.integers(14, 62)))
    names = [f"Name {number}" for number in range(int(rng.integers(1, 5)))]
    volume = float(np.exp(rng.uniform(np.log(80), np.log(20_000))))
    rows = pd.MultiIndex.from_product([days, names], names=["day", "name"]).to_frame(index=False)
    size = volume * np.exp(rng.normal(0, 0.4, len(rows))) * (1 + 0.3 * np.sin(rows["day"].dt.dayofweek))
    rows["impressions"] = rng.poisson(size)
    rows["clicks"] = rng.binomial(rows["impressions"], 0.08)
    return rows.assign(spend=(rows["clicks"] * rng.uniform(0.2, 1.5)).round(2))


def corrected(rows: Rows, rng: np.random.Generator) -> Rows:
    """Return the same report exported later: settled days hardly moved, invalid traffic taken back."""
    moved = rng.random(len(rows)) < rng.uniform(0, 0.5)
    by = np.where(moved, 1 + rng.uniform(-0.03, 0.03, len(rows)), 1.0) * (
        1 - rng.choice([0, 0, 0, rng.uniform(0, 0.05)])
    )
    return rows.assign(**{name: (rows[name] * by).round(2 if name == "spend" else 0)
                          for name in ("impressions", "clicks", "spend")})  # fmt: skip


def early(rows: Rows, rng: np.random.Generator) -> Rows:
    """Return the report as it was on its last day: that day unfinished, the days before not yet complete."""
    age = (rows["day"].max() - rows["day"]).dt.days
    there = np.select(
        [age == 0, age == 1, age == 2], [rng.uniform(0.1, 1), rng.uniform(0.7, 1), rng.uniform(0.9, 1)], 1.0
    )
    cut = rows.assign(**{name: np.floor(rows[name] * there) for name in ("impressions", "clicks")})
    return cut.assign(spend=(rows["spend"] * there).round(2))


def filtered(rows: Rows, rng: np.random.Generator) -> tuple[Rows, Rows]:
    """Return two reports of one truth: each with a filter, or one with and one without."""
    names = pd.factorize(rows["name"])[0]
    logit = np.log(share := rng.uniform(0.1, 0.9)) - np.log(1 - share)
    logit = logit + rng.normal(0, 0.2, names.max() + 1)[names] + rng.normal(0, 0.15, len(rows))
    seen = rng.binomial(rows["impressions"].to_numpy(), 1 / (1 + np.exp(-logit)))
    clicks = np.minimum(rng.binomial(rows["clicks"].to_numpy(), 1 / (1 + np.exp(-logit))), seen)
    price = rng.uniform(0.8, 1.25)
    cost = (rows["spend"] / rows["clicks"].clip(lower=1) * clicks * price).clip(upper=rows["spend"]).round(2)
    part = rows.assign(impressions=seen, clicks=clicks, spend=cost)
    rest = rows.assign(**{name: rows[name] - part[name] for name in ("impressions", "clicks", "spend")})
    return (part, rows) if rng.random() < 0.3 else (part, rest)


def pair(folder: Path, number: int, world: Callable[[Rows, np.random.Generator], tuple[Rows, Rows]]) -> Imported:
    rng = np.random.default_rng(number)
    first, second = world(truth(rng), rng)
    write, by_day = KINDS[number % 2], number % 5 > 0
    files = {"report.csv": write(first, by_day=by_day), "report (1).csv": write(second, by_day=by_day)}
    return dropped(folder / str(number), files)


def again(rows: Rows, rng: np.random.Generator) -> tuple[Rows, Rows]:
    cut = rows[rows["day"] <= rows["day"].max() - pd.Timedelta(days=int(rng.choice([0, 0, 3, 7])))]
    before = early(cut, rng) if rng.random() < 0.6 else cut
    return before, corrected(rows, rng)


@pytest.mark.parametrize("pairs", [40, pytest.param(PAIRS, marks=pytest.mark.heavy)])
def test_hardly_any_report_exported_again_is_asked_about(tmp_path: Path, pairs: int) -> None:
    asked = [number for number in range(pairs) if ASKED in said(pair(tmp_path, number, again))]
    assert len(asked) <= 0.02 * pairs


@pytest.mark.parametrize("pairs", [40, pytest.param(PAIRS, marks=pytest.mark.heavy)])
def test_nearly_all_filtered_reports_are_asked_about_and_none_of_them_is_counted(tmp_path: Path, pairs: int) -> None:
    silent = []
    for number in range(pairs):
        found = pair(tmp_path, number, filtered)
        if ASKED in said(found):
            assert not found.tables
            assert not checks(found)
        else:
            silent.append(number)
    assert len(silent) <= 0.05 * pairs


@pytest.mark.parametrize("twin", TWINS, ids=lambda twin: twin.name)
def test_every_known_export_downloaded_twice_is_the_export(tmp_path: Path, twin: Twin) -> None:
    if twin.source is None:
        return
    name, dot, ending = twin.name.rpartition(".")
    once = dropped(tmp_path / "once", {twin.name: twin.data})
    twice = dropped(tmp_path / "twice", {twin.name: twin.data, f"{name} (1){dot}{ending}": twin.data})
    assert "differently" not in said(twice)
    by_file = {"ads_reported_totals", "breaks"}
    rows, wanted = ({n: len(t) for n, t in found.tables.items() if n not in by_file} for found in (twice, once))
    assert rows == wanted


def test_the_months_of_an_invented_client_are_no_dispute() -> None:
    client = load_client(Path(__file__).parents[1] / "data" / "clients" / "cafe-lumbre")
    assert "differently" not in said(read_exports(client))


def test_a_question_names_both_files_the_day_both_numbers_and_what_to_do(tmp_path: Path) -> None:
    rows = truth(np.random.default_rng(1))
    half = rows.assign(spend=(rows["spend"] / 2).round(2), impressions=rows["impressions"] // 2)
    found = dropped(tmp_path, {"a.csv": google(rows, by_day=True), "b.csv": google(half, by_day=True)})
    assert len(found.files) == 2
    for report in found.files:
        (part,) = report.parts
        assert (part.rows, part.records, part.checks) == (0, 0, ())
        (question,) = (Text("en")(one) for one in part.questions)
        assert all(word in question for word in ("“a.csv”", "“b.csv”", ", 2026", "without a filter"))
        assert "filtro" in Text("es")(part.questions[0])


def test_days_and_a_month_of_one_campaign_are_held_against_each_other(tmp_path: Path) -> None:
    rows = truth(np.random.default_rng(11))
    part = rows.assign(**{name: rows[name] // 3 for name in ("spend", "impressions", "clicks")})
    files = {"days.csv": google(rows, by_day=True), "month.csv": google(rows, by_day=False)}
    same = dropped(tmp_path / "same", files)
    assert same.tables["ads"]["spend"].sum() == pytest.approx(rows["spend"].sum())
    assert ASKED not in said(same)
    late = dropped(
        tmp_path / "late", files | {"days.csv": google(corrected(rows, np.random.default_rng(1)), by_day=True)}
    )
    assert ASKED not in said(late)
    for filtered_one in ({"days.csv": google(part, by_day=True)}, {"month.csv": google(part, by_day=False)}):
        asked = dropped(tmp_path / next(iter(filtered_one)), files | filtered_one)
        assert ASKED in said(asked)
        assert not asked.tables


AUDIENCES = {
    "everybody": "# \n# All Users\n", "todos": "# \n# Todos los usuarios\n", "mobile": "# \n# Mobile traffic\n",
}  # fmt: skip


@pytest.mark.parametrize("everybody", ["everybody", "todos"])
def test_a_comparison_that_names_itself_gives_way_to_all_users(tmp_path: Path, everybody: str) -> None:
    rows = truth(np.random.default_rng(2))
    part = rows.assign(clicks=rows["clicks"] // 2, impressions=rows["impressions"] // 2)
    whole = AUDIENCES[everybody] + visits(rows, by_day=True)
    found = dropped(tmp_path, {"a.csv": whole, "b.csv": AUDIENCES["mobile"] + visits(part, by_day=True)})
    assert found.tables["web"]["sessions"].sum() == rows["clicks"].sum()
    assert set(found.tables["web"]["source_file"]) == {"a.csv"}
    assert "“b.csv” names a filter (Mobile traffic)" in said(found)


@pytest.mark.parametrize("order", [("everybody", "mobile"), ("mobile", "everybody")])
def test_a_comparison_below_all_users_in_one_file_is_left_out_and_said(tmp_path: Path, order: tuple[str, str]) -> None:
    rows = truth(np.random.default_rng(6))
    part = rows.assign(clicks=rows["clicks"] // 2, impressions=rows["impressions"] // 2)
    told = {"everybody": rows, "mobile": part}
    file = "\n".join(AUDIENCES[name] + visits(told[name], by_day=True) for name in order)
    found = dropped(tmp_path, {"a.csv": file})
    assert found.tables["web"]["sessions"].sum() == rows["clicks"].sum()
    assert "Tables of comparisons were left out, because all users count: Mobile traffic." in said(found)


def test_the_name_of_a_card_is_no_comparison(tmp_path: Path) -> None:
    days = "# Start date: 20260901\n# End date: 20260902\n"
    cards = (
        f"# Active users by day\n{days}Nth day,Active users\n0000,5\n0001,7\n\n"
        f"# How are active users trending?\n{days}Nth day,30 days,7 days,1 day\n0000,9,8,5\n0001,9,8,7\n\n"
        f"# Traffic in the period\n{days}Nth day,Sessions\n0000,6\n0001,8\n"
    )
    found = dropped(tmp_path, {"a.csv": cards})
    assert found.tables["web"]["sessions"].dropna().sum() == 14
    assert found.tables["web"]["users"].dropna().sum() == 12
    assert "comparison" not in said(found)


def test_two_comparisons_without_all_users_are_asked_about(tmp_path: Path) -> None:
    rows = truth(np.random.default_rng(6))
    part = rows.assign(clicks=rows["clicks"] // 3, impressions=rows["impressions"] // 3)
    desktop = AUDIENCES["mobile"].replace("Mobile", "Desktop")
    file = AUDIENCES["mobile"] + visits(rows, by_day=True) + "\n" + desktop + visits(part, by_day=True)
    found = dropped(tmp_path, {"a.csv": file})
    assert not found.tables
    assert "tells the same twice" in said(found)


def test_a_comparison_alone_is_said_to_be_a_part(tmp_path: Path) -> None:
    rows = visits(truth(np.random.default_rng(3)), by_day=True)
    assert "name a filter (Mobile traffic)" in said(dropped(tmp_path / "a", {"a.csv": AUDIENCES["mobile"] + rows}))
    assert "name a filter" not in said(dropped(tmp_path / "b", {"a.csv": AUDIENCES["everybody"] + rows}))


def test_a_filter_in_a_files_name_decides_where_the_numbers_agree_with_it(tmp_path: Path) -> None:
    rows = truth(np.random.default_rng(4))
    part = rows.assign(**{name: rows[name] // 2 for name in ("spend", "impressions", "clicks")})
    files = {"campaigns mobile.csv": google(part, by_day=True), "campaigns.csv": google(rows, by_day=True)}
    found = dropped(tmp_path / "right", files)
    assert found.tables["ads"]["spend"].sum() == pytest.approx(rows["spend"].sum())
    swapped = {"campaigns mobile.csv": files["campaigns.csv"], "campaigns.csv": files["campaigns mobile.csv"]}
    assert ASKED in said(dropped(tmp_path / "swapped", swapped))


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (("Campaign report", "Filter: Device = Mobile"), "Device = Mobile"),
        (("Filtros: ninguno",), ""),
        (("# Segmento: Compradores",), "Compradores"),
        (("# Account: Mugs", "# Property: x", "# ", "# Nuevos", "# Fecha de inicio: 20260301"), "Nuevos"),
        (("# Property: x", "# ---------", "# ", "# Start date: 20260301"), ""),
        (("# ---------", "# Start date: 20260301"), ""),
        ((), ""),
    ],
)
def test_what_the_lines_above_a_table_say_of_its_filter(lines: tuple[str, ...], found: str) -> None:
    assert stated_filter(lines) == found


def test_a_name_without_a_filter_names_none() -> None:
    assert [named_filter(name) for name in ("Campaigns móvil.csv", "orders filtered.csv", "report (1).csv")] == [
        "móvil", "filtered", "",
    ]  # fmt: skip


def workbook(*sheets: str) -> bytes:
    out = io.BytesIO()
    with pd.ExcelWriter(out) as book:
        for number, sheet in enumerate(sheets):
            pd.read_csv(io.StringIO(sheet), header=None, skiprows=2, dtype=str).to_excel(
                book, sheet_name=f"Sheet {number}", header=False, index=False
            )
    return out.getvalue()


def test_two_sheets_are_held_against_each_other_as_two_files_are(tmp_path: Path) -> None:
    rows = truth(np.random.default_rng(5))
    half = rows.assign(spend=(rows["spend"] / 3).round(2))
    once, part = google(rows, by_day=True), google(half, by_day=True)
    assert dropped(tmp_path / "same", {"a.xlsx": workbook(once, once)}).tables["ads"]["spend"].sum() == pytest.approx(
        rows["spend"].sum()
    )
    differ = dropped(tmp_path / "differ", {"a.xlsx": workbook(once, part)})
    assert not differ.tables
    assert "tells the same twice, in two of its tables" in said(differ)


ORDERS = "Name,Email,Financial Status,Currency,Total,Created at,Lineitem quantity\n"


def shop(*, status: str, count: int, first: int = 1) -> str:
    """Write orders of ten people, each with orders of both kinds."""
    lines = [
        f"#{status}{who}{n},p{who}@example.com,{status},EUR,{20 + who}.00,2026-0{1 + n % 6}-1{who} 12:00:00 +0100,1"
        for who in range(10) for n in range(first, first + (count if who % 2 else 7 - count))
    ]  # fmt: skip
    return ORDERS + "\n".join(lines) + "\n"


def test_two_lists_of_orders_filtered_by_status_are_asked_about(tmp_path: Path) -> None:
    found = dropped(tmp_path, {"a.csv": shop(status="paid", count=5), "b.csv": shop(status="partially_paid", count=2)})
    assert "customers" not in found.tables
    assert "One customer, " in said(found)


def test_a_longer_list_of_the_same_orders_is_the_list(tmp_path: Path) -> None:
    short, long = (
        shop(status="paid", count=4),
        shop(status="paid", count=4) + shop(status="paid", count=2, first=8).removeprefix(ORDERS),
    )
    found = dropped(tmp_path, {"a.csv": short, "b.csv": long})
    assert found.tables["customers"]["orders"].sum() == long.count("#")


def posts(views: Sequence[int], as_of: str | None) -> pd.DataFrame:
    table = pd.DataFrame({"post_id": [f"p{number}" for number in range(len(views))], "views": views})
    told = {
        "platform": "youtube",
        "is_own": True,
        "grain": "lifetime",
        "published_at": pd.Timestamp("2026-03-01", tz="UTC"),
    }
    file = {"as_of": pd.Timestamp(as_of) if as_of else pd.NaT, "source_file": f"{as_of}.csv", "source_row": 1}
    return conform(table.assign(**told, **file), "posts")


@pytest.mark.parametrize(
    ("second", "as_of", "asked"),
    [
        ((400, 90, 1300), "2026-05-01", False),  # a life goes on, by any factor
        ((100, 30, 400), "2026-05-01", False),
        ((98, 30, 396), "2026-05-01", False),  # likes taken back, robots found
        ((40, 12, 160), "2026-05-01", True),  # what was earned does not go
        ((40, 12, 160), "2026-02-01", False),  # the second is the earlier one
        ((240, 12, 100), "2026-05-01", True),  # some more, some less
        ((240, 12, 100), None, True),
        ((40, 12, 160), None, False),  # one of them is later, nobody knows which: all less is all more
    ],
)
def test_posts_may_grow_and_do_not_shrink(second: tuple[int, ...], as_of: str | None, asked: bool) -> None:
    first = posts((100, 30, 400), "2026-04-01" if as_of else None)
    assert bool(disputes("posts", [first, posts(second, as_of)])) is asked


def videos(**views: int) -> str:
    rows = [
        f'{name},Video {name},"Mar 2, 2026",120,{count},{count / 100},{count // 20}' for name, count in views.items()
    ]
    header = "Content,Video title,Video publish time,Duration,Views,Watch time (hours),Likes"
    total = f"Total,,,,{sum(views.values())},{sum(views.values()) / 100},"
    return "\n".join([header, total, *rows]) + "\n"


MARCH, APRIL = "Content 2026-03-01_2026-03-31 Acme.csv", "Content 2026-04-01_2026-04-30 Acme.csv"


def test_videos_exported_month_by_month_add_up(tmp_path: Path) -> None:
    found = dropped(tmp_path, {MARCH: videos(a1=4000, b1=900), APRIL: videos(a1=500, c1=70)}).tables["posts"]
    views = found.set_index("post_id")["views"]
    assert views.to_dict() == {"a1": 4500, "b1": 900, "c1": 70}
    assert found.set_index("post_id").loc["a1", "likes"] == 225
    assert found.set_index("post_id").loc["a1", "watch_s"] == pytest.approx(45 * 3600)


@pytest.mark.parametrize("second", ["Content 2026-03-15_2026-04-30 Acme.csv", "videos.csv"])
def test_videos_of_periods_that_overlap_or_are_not_known_are_asked_about(tmp_path: Path, second: str) -> None:
    found = dropped(tmp_path, {MARCH: videos(a1=4000, b1=900), second: videos(a1=500, b1=1800)})
    assert not found.tables
    assert "covers other days" in said(found)


def test_two_counts_of_a_rival_on_one_day_are_asked_about_within_a_file_and_between_two(tmp_path: Path) -> None:
    head = "competitor,platform,day,followers_total\n"
    one, two = "Rival,instagram,2026-03-01,1000\n", "Rival,instagram,2026-03-01,1200\n"
    within = dropped(tmp_path / "a", {"competitors.csv": head + one + two})
    between = dropped(tmp_path / "b", {"competitors.csv": head + one, "competitors 2.csv": head + two})
    assert not within.tables
    assert not between.tables
    assert "Which count is right?" in said(within)
    assert "Which count is right?" in said(between)
    same = dropped(tmp_path / "c", {"competitors.csv": head + one, "competitors 2.csv": head + one})
    assert len(same.tables["competitors"]) == 1


def test_a_day_told_twice_by_one_web_table_is_a_question(tmp_path: Path) -> None:
    table = "# Start date: 20260301\n# End date: 20260301\nDate,Sessions\n20260301,100\n20260301,40\n"
    found = dropped(tmp_path, {"a.csv": table})
    assert "web" not in found.tables
    assert "Which count is right?" in said(found)


@pytest.mark.parametrize("table", sorted(RULES))
def test_every_dispute_is_a_sentence_in_both_languages_with_and_without_a_day(table: str) -> None:
    for day in ("2026-09-01", ""):
        asked = Dispute(("a.csv", "b.csv"), (0, 1), (), RULES[table].counts[0], day, (10.0, 4.0), RULES[table]).told()
        assert "a.csv" in Text("en")(asked)
        assert "2026-09" not in Text("en")(asked) + Text("es")(asked)
        assert ("One customer" in Text("en")(asked)) == (table == "customers")
