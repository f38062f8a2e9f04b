"""The month beside others, and real posts behind a finding."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from prepared import lay_import

from smmkit import schema
from smmkit.measures.kpis import Facts, Scope, Window
from smmkit.metrics import METRICS
from smmkit.period import Period
from smmkit.text import Text
from smmkit.topics.report.documents.networks import _row
from smmkit.topics.results import analysis as results
from smmkit.topics.results import proposals, tables
from smmkit.workbook import open_workbook

OCTOBER = Period("2026-10")


def posts(*, likes: dict[str, list[int]], form: str = "reel") -> pd.DataFrame:
    """Make own Instagram posts of some months: so many likes each, a thousand people reached."""
    rows = [
        {"published_at": pd.Timestamp(f"{month}-{day + 1:02d} 12:00", tz="UTC"), "likes": count, "format": form,
         "text": f"Post {month} {day} " + "with many words " * 9}
        for month, counts in likes.items()
        for day, count in enumerate(counts)
    ]  # fmt: skip
    frame = pd.DataFrame(rows).assign(
        platform="instagram", is_own=True, grain="lifetime", reach=1000, comments=1, shares=1, saves=1
    )
    frame = frame.assign(post_id=[f"p{n}" for n in range(len(frame))], interactions=frame["likes"] + 3)
    table = schema.conform(frame, "posts")
    return table.assign(published_local=table["published_at"].dt.tz_convert("Europe/Madrid"))


def months(table: pd.DataFrame) -> pd.DataFrame:
    facts = Facts({"posts": table}, "Us", (), timezone="Europe/Madrid")
    found = results.kpi_months(facts, ["instagram", "facebook"], OCTOBER)
    return found[found["network"] == "instagram"].set_index("metric")


def overview(seed: int, *, factor: float = 1.0, until: str = "2026-10-31") -> dict[str, pd.DataFrame]:
    """Draw fourteen months of an account's own overview: weekly rhythm, neighbouring days alike."""
    rng = np.random.default_rng(seed)
    days = pd.date_range("2025-09-01", until)
    rows = []
    for metric, usual in (("follows_new", 12.0), ("views", 4000.0), ("visits", 260.0), ("interactions", 180.0)):
        drift = np.zeros(len(days))
        for at in range(1, len(days)):
            drift[at] = 0.5 * drift[at - 1] + rng.normal(0, 0.12)
        mean = usual * np.exp(drift) * (1 + 0.2 * np.sin(2 * np.pi * np.arange(len(days)) / 7))
        mean = np.where(days >= "2026-10-01", mean * factor, mean)
        rows.append(pd.DataFrame({"day": days, "metric": metric, "value": rng.poisson(mean).astype(float)}))
    frame = pd.concat(rows).assign(platform="instagram", account_id="a", scope="total", source_file="a.csv")
    return {"daily": schema.conform(frame, "daily")}


def told(seed: int, **world: Any) -> pd.DataFrame:
    facts = Facts(overview(seed, **world), "Us", (), timezone="UTC")
    found = results.kpi_months(facts, ["instagram"], OCTOBER)
    return found[found["asked"] & found["now"].notna()].set_index("metric")


def test_a_number_is_higher_only_where_the_intervals_do_not_touch() -> None:
    near = [40, 44, 38, 41, 43, 39, 42, 40, 41, 42, 38, 44]
    table = months(posts(likes={"2026-10": [n * 5 for n in near], "2026-09": near, "2025-10": near}))
    assert table.loc["err", ["than_before", "than_year"]].tolist() == ["higher", "higher"]
    same = months(posts(likes={"2026-10": near, "2026-09": near[::-1], "2025-10": near}))
    assert same.loc["err", ["than_before", "than_year"]].tolist() == ["alike", "alike"]
    assert same.loc["err", "now"] == pytest.approx(same.loc["err", "before"])


def test_a_month_nobody_exported_is_unknown_and_never_zero() -> None:
    table = months(posts(likes={"2026-10": [40] * 12}))
    assert pd.isna(table.loc["err", "before"])
    assert table.loc["err", "than_before"] == ""
    assert "–" in tables.months_table(table.reset_index(), Text("en"), period=OCTOBER).to_string()


def test_a_half_exported_month_is_compared_per_day_and_said_to_be_half() -> None:
    half = told(5, until="2026-10-15")
    assert half.loc["views", "now"] < 0.7 * half.loc["views", "before"]
    assert set(half["than_before"]) | set(half["than_year"]) == {"alike"}
    assert set(half["word"]) == {""}
    said = [Text("en")(one) for one in proposals.month_lines(half.reset_index(), Text("en"), period=OCTOBER)]
    assert said[0].startswith("An ordinary month: none of 8 comparisons")
    assert said[1].startswith("Instagram: the exports hold rows of only 15 of the 31 days of October 2026")


def test_no_month_is_called_ordinary_where_too_few_are_known_to_say_what_is_usual() -> None:
    near = [40, 44, 38, 41, 43, 39, 42, 40, 41, 42, 38, 44]
    few = months(posts(likes={"2026-10": near, "2026-09": near[::-1]}))
    said = proposals.month_lines(few.reset_index(), Text("en"), period=OCTOBER)
    assert "too few months are known" in Text("en")(said[0])
    assert "ordinary" not in " ".join(Text("en")(one) for one in said)


def test_a_month_that_doubled_is_said_and_leaves_its_numbers_to_the_table() -> None:
    doubled = told(5, factor=2.0)
    assert set(doubled["than_before"]) == set(doubled["than_year"]) == {"higher"}
    assert set(doubled["word"]) == {"higher than usual"}
    for lang, said in (("en", "is above"), ("es", "queda por encima")):
        lines = [Text(lang)(one) for one in proposals.month_lines(doubled.reset_index(), Text(lang), period=OCTOBER)]
        assert sum(said in line for line in lines) == 8
        assert not any("{" in line or "nan" in line for line in lines)


@pytest.mark.parametrize(("lang", "both"), [("en", "higher than last month; higher than a year ago"),
                                            ("es", "más que el mes anterior; más que hace un año")])  # fmt: skip
def test_only_what_is_sure_is_said_of_a_month_and_a_column_with_nothing_sure_is_left_out(lang: str, both: str) -> None:
    text = Text(lang)
    shown = tables.months_table(told(5, factor=2.0).reset_index(), text, period=OCTOBER)
    assert set(shown.iloc[:, -1]) == {both}
    some = pd.concat([told(5, factor=2.0).iloc[:1], told(5).iloc[1:]]).reset_index()
    assert tables.months_table(some, text, period=OCTOBER).iloc[:, -1].tolist() == [both, *["–"] * (len(some) - 1)]
    nothing = tables.months_table(told(5).reset_index(), text, period=OCTOBER)
    assert nothing.columns[-1] == {"en": "Beside a usual month", "es": "Frente a un mes normal"}[lang]
    rising = told(5).reset_index().assign(than_before="", than_year="lower")
    assert set(tables.closer_table(rising.assign(asked=False), text, period=OCTOBER).iloc[:, -1]) == {
        both.replace("higher", "lower").replace("más", "menos").split("; ")[1]
    }


@pytest.mark.parametrize("slug", ["cafe-lumbre", "libreria-cenzontle", "ridgeline-bikes"])
def test_of_a_demo_client_every_registered_number_stands_in_the_tables_or_among_what_is_missing(
    slug: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SMMKIT_OUT", str(tmp_path))
    lay_import(slug, tmp_path)
    book = open_workbook(slug, "2026-10", "es")
    found = results.kpi_months(book.facts, book.client.platforms, book.period)
    assert set(found["metric"]) == set(METRICS)
    assert set(book.client.platforms) <= set(found["network"])
    shown = [one(found, book.text, period=book.period) for one in (tables.months_table, tables.closer_table)]
    missing = tables.untold_table(found, book.text)
    pairs = {pair for table in shown for pair in zip(table["Plataforma"], table["Medida"], strict=True)}
    pairs |= {
        (place, name)
        for names, places in zip(missing.iloc[:, 0], missing.iloc[:, 1], strict=True)
        for place in places.split(", ")
        for name in names.split("; ")
    }
    asked = {(proposals.place_name(row, book.text), proposals.measure_name(row, book.text))
             for row in found.to_dict("records")}  # fmt: skip
    assert asked <= pairs
    assert missing["Qué lo daría"].str.len().min() > 20


def test_what_a_platform_counts_otherwise_is_not_compared() -> None:
    change = {"platform": ["instagram"], "metric": ["impressions"], "replaced_by": ["views"], "source_file": ["a.csv"],
              "day": pd.to_datetime(["2026-06-01"])}  # fmt: skip
    facts = Facts({**overview(5, factor=2.0), "breaks": pd.DataFrame(change)}, "Us", (), timezone="UTC")
    found = results.kpi_months(facts, ["instagram"], OCTOBER).set_index("metric")
    assert found.loc["views", ["than_before", "than_year"]].tolist() == ["higher", ""]
    assert pd.isna(found.loc["views", "year"])
    shown = tables.months_table(found.reset_index(), Text("en"), period=OCTOBER).set_index("Measure")
    assert shown.loc["Views", "October 2025"] == "not comparable: counted in another way before Jun 1, 2026"
    assert "another way" not in shown.loc["Profile visits", "October 2025"]


def test_a_month_counted_otherwise_has_one_word_in_the_notebook_and_the_report() -> None:
    change = {"platform": ["instagram"], "metric": ["impressions"], "replaced_by": ["views"], "source_file": ["a.csv"],
              "day": pd.to_datetime(["2026-06-01"])}  # fmt: skip
    daily = overview(5)["daily"]
    known = daily[(daily["metric"] != "views") | (daily["day"] >= "2026-06-01")]
    facts = Facts({"daily": known, "breaks": pd.DataFrame(change)}, "Us", (), timezone="UTC")
    months = tables.months_table(results.kpi_months(facts, ["instagram"], OCTOBER), Text("en"), period=OCTOBER)
    windows = [Window.month(OCTOBER.shift(-back)) for back in range(13, -1, -1)]
    row = _row("views", facts, Scope(networks=("instagram",)), windows, Text("en"))
    assert row.cells[2].shown == "not comparable: counted in another way before Jun 1, 2026"
    assert row.cells[2].shown == months.set_index("Measure").loc["Views", "October 2025"]


def test_every_registered_number_is_told_or_said_to_be_missing_with_what_would_tell_it() -> None:
    found = results.kpi_months(Facts(overview(5), "Us", (), timezone="UTC"), ["instagram"], OCTOBER)
    assert set(found["metric"]) == set(METRICS)
    whole = [one(found, Text("es"), period=OCTOBER) for one in (tables.months_table, tables.closer_table)]
    missing = tables.untold_table(found, Text("es"))
    named = {name for table in whole for name in table["Medida"]}
    named |= {name for names in missing["No está en las exportaciones"] for name in names.split("; ")}
    assert named == {proposals.measure_name(row, Text("es")) for row in found.to_dict("records")}
    assert missing["Qué lo daría"].str.len().min() > 20


@pytest.mark.heavy
def test_where_nothing_changes_hardly_any_client_is_told_of_a_change() -> None:
    wrong = [
        bool(found[["than_before", "than_year"]].isin(["higher", "lower"]).to_numpy().any())
        for found in (told(seed) for seed in range(1000, 1100))
    ]
    assert np.mean(wrong) <= 0.05
