"""Text columns -> numbers, times, ids: one reading, or a question."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from smmkit.sources.cells import (
    NUMBER_FORMATS,
    lost_digits,
    missing,
    parse_durations,
    parse_numbers,
    parse_times,
    parse_yearless,
)
from smmkit.text import Text

MARKS = {
    "plain": ("", "."),
    "1,234.5": (",", "."),
    "1.234,5": (".", ","),
    "1 234,5": ("\u00a0", ","),
    "1'234.5": ("'", "."),
}
VALUES = st.lists(
    st.decimals(-(10**9), 10**9, allow_nan=False, places=3) | st.integers(-(10**9), 10**9), min_size=1, max_size=8
)


def column(*cells: str) -> pd.Series:
    return pd.Series(list(cells), dtype="str")


def written(value: object, number_format: str) -> str:
    """Write a number the way a locale does."""
    group, decimal = MARKS[number_format]
    return (
        f"{value:,f}".rstrip("0").rstrip(".").translate({44: group, 46: decimal})
        if "." in f"{value}"
        else (f"{value:,}".replace(",", group))
    )


def asked(cells: pd.Series, number_format: str | None = None, *, whole: bool = False) -> str:
    question = parse_numbers(cells, number_format=number_format, whole=whole).question
    return "" if question is None else Text("en")(question)


def test_the_formats_are_those_of_client_toml_and_more() -> None:
    assert set(MARKS) == set(NUMBER_FORMATS)


@settings(deadline=None, max_examples=60)
@given(VALUES, st.sampled_from(NUMBER_FORMATS))
def test_numbers_written_in_a_stated_format_come_back(values: list[object], number_format: str) -> None:
    parsed = parse_numbers(column(*(written(v, number_format) for v in values)), number_format=number_format)
    assert parsed.question is None
    assert parsed.values.tolist() == pytest.approx([float(v) for v in values])  # type: ignore[arg-type]


@settings(deadline=None, max_examples=150)
@given(VALUES, st.sampled_from(NUMBER_FORMATS), st.booleans())
def test_without_a_stated_format_a_number_is_right_or_asked_for(
    values: list[object], number_format: str, whole: bool
) -> None:
    values = [int(v) for v in values] if whole else values  # type: ignore[call-overload]
    parsed = parse_numbers(column(*(written(v, number_format) for v in values)), number_format=None, whole=whole)
    if parsed.question is None:
        assert parsed.values.tolist() == pytest.approx([float(v) for v in values])  # type: ignore[arg-type]
    else:
        assert parsed.values.isna().all()


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (["35,22", "0,0216", "3,315"], [35.22, 0.0216, 3.315]),
        (["1938.0", "2.0"], [1938, 2]),
        (["", "-", "--", "N/A", "NAN", "undefined", "7"], [None] * 6 + [7]),
        (["−5", "(3.5)", "-2"], [-5, -3.5, -2]),
        (["18.7%", "3 %"], [0.187, 0.03]),
        (["$1,234.50", "$3.5"], [1234.5, 3.5]),
        (["35,22 €", "1.200,00 €"], [35.22, 1200]),
        (["$-5.00", "-$5.00", "$ 3.25"], [-5, -5, 3.25]),
        (["1.20E+06", "2.5e+3", "7"], [1200000, 2500, 7]),
        (["Using ad set budget", "5", " Ongoing "], [None, 5, None]),
        (["1 234,5", "2"], [1234.5, 2]),
        (["4.280105700264251", "61"], [4.280105700264251, 61]),
    ],
)
def test_what_exports_write_is_read(cells: list[str], values: list[float | None]) -> None:
    parsed = parse_numbers(column(*cells), number_format=None)
    assert parsed.question is None
    assert [None if pd.isna(v) else v for v in parsed.values] == pytest.approx(values)
    assert parsed.misfits.empty


@pytest.mark.parametrize(
    ("cells", "question"),
    [
        (["3,315"], "“3,315” can be read as 3.315 or as 3315"),
        (["1.234", "12"], "“1.234” can be read as"),
        (["1,234.5", "1.234,5"], "in more than one way"),
        (["3.апр", "3.2"], "turned numbers into dates (such as “3.апр”)"),
        (["10-Jun", "3.2"], "turned numbers into dates"),
        (["2026-04-03", "3.2"], "turned numbers into dates"),
        (["3%", "4"], "carry a percent sign and others do not"),
        (["5 €", "5 $"], "mixes currencies"),
    ],
)
def test_what_can_be_read_in_two_ways_is_asked(cells: list[str], question: str) -> None:
    assert question in asked(column(*cells))


def test_the_stated_format_decides_only_what_the_cells_leave_open() -> None:
    assert parse_numbers(column("3,315"), number_format="1,234.5").values.tolist() == [3315]
    assert parse_numbers(column("3,315"), number_format="1.234,5").values.tolist() == [3.315]
    assert parse_numbers(column("35,22"), number_format="1,234.5").values.tolist() == [35.22]


def test_a_count_is_never_a_fraction() -> None:
    assert parse_numbers(column("3,315", "12"), number_format=None, whole=True).values.tolist() == [3315, 12]
    assert "no whole number" in asked(column("3.315"), "plain", whole=True)


def test_less_than_one_percent_is_censored_not_missing() -> None:
    parsed = parse_numbers(column("5%", "< 1%", ""), number_format=None)
    assert parsed.censored.tolist() == [False, True, False]
    assert parsed.values.isna().tolist() == [False, True, True]


def test_other_words_are_named_and_stay_missing() -> None:
    parsed = parse_numbers(column("12", "many"), number_format="plain")
    assert parsed.misfits.tolist() == ["many"]
    assert parsed.misfits.index.tolist() == [1]


def test_missing_is_not_zero() -> None:
    assert missing(column("", " - ", "NaN", "0", "undefined", "–", "None of them")).tolist() == [
        True, True, True, False, True, True, False,
    ]  # fmt: skip


def test_ids_rounded_by_a_spreadsheet_are_told() -> None:
    assert lost_digits(column("1.20253E+17", "1,2E+17", "17841401577886844.0", "812369747765362688", "")).tolist() == [
        True, True, True, False, False,
    ]  # fmt: skip
    assert lost_digits(column("812369747765362000", "812369747765363000", "812369747765364000")).all()


def test_a_share_is_no_duration() -> None:
    parsed = parse_durations(column("65%", "0:02:05", "12 %", "soon"))
    assert parsed.values.tolist() == [pd.NA, 125.0, pd.NA, pd.NA]
    assert parsed.misfits.to_dict() == {0: "65%", 2: "12 %", 3: "soon"}


def test_durations_are_seconds() -> None:
    parsed = parse_durations(column("0:04:40", "12:30", "45", "-", "soon"))
    assert [None if pd.isna(v) else v for v in parsed.values] == [280, 750, 45, None, None]
    assert parsed.misfits.tolist() == ["soon"]


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.datetimes(datetime(2010, 1, 1), datetime(2030, 1, 1)), min_size=1, max_size=6),
    st.sampled_from(["America/Los_Angeles", "Europe/Madrid", "UTC", "Asia/Kolkata"]),
    st.sampled_from(["%m/%d/%Y %H:%M", "%Y-%m-%d %H:%M", "%d-%b-%Y %I:%M%p", "iso"]),
)
def test_moments_come_back_through_any_zone_and_format(moments: list[datetime], zone: str, style: str) -> None:
    aware = [moment.replace(second=0, microsecond=0, tzinfo=ZoneInfo("UTC")) for moment in moments]
    local = [moment.astimezone(ZoneInfo(zone)) for moment in aware]
    cells = column(*(at.strftime("%Y-%m-%dT%H:%M" if style == "iso" else style) for at in local))
    parsed = parse_times(cells, (style,), zone=zone)
    assert parsed.misfits.empty
    for found, moment, at in zip(parsed.values, aware, local, strict=True):
        assert found == moment or at.fold == 1  # the second of two equal hours is taken for the first


@pytest.mark.parametrize(
    ("cell", "style", "day"),
    [
        ("Tue, Feb 18, 2025", "%a, %b %d, %Y", "2025-02-18"),
        ("mar, 18 feb 2025", "%a, %d %b %Y", "2025-02-18"),
        ("28 ago 2025", "%d %b %Y", "2025-08-28"),
        ("3 sept. 2025", "%d %b %Y", "2025-09-03"),
        ("5 de setembro de 2025", "%d de %B de %Y", "2025-09-05"),
        ("20231010", "%Y%m%d", "2023-10-10"),
        ("2026-02-24T01:00:00", "iso", "2026-02-24"),
        ("2023-04-21T23:51:11+0300", "iso", "2023-04-21"),
    ],
)
def test_days_of_all_languages(cell: str, style: str, day: str) -> None:
    parsed = parse_times(column(cell), (style,), zone=None)
    assert str(parsed.values.iloc[0])[:10] == day


def test_a_swapped_day_and_month_is_asked_never_mixed() -> None:
    parsed = parse_times(column("28/09/2024 14:33", "01/02/2024 03:04"), ("%m/%d/%Y %H:%M",), zone="UTC")
    assert parsed.question is not None
    assert parsed.values.isna().all()


def test_skipped_and_repeated_hours() -> None:
    parsed = parse_times(column("2024-03-10 02:30", "2024-11-03 01:30"), ("iso",), zone="America/Los_Angeles")
    assert [str(at) for at in parsed.values] == ["2024-03-10 10:00:00+00:00", "2024-11-03 08:30:00+00:00"]


def test_no_date_and_impossible_years() -> None:
    parsed = parse_times(column("1970-01-01", "0026-03-01", "2026-03-01", "Ongoing"), ("iso",), zone=None)
    assert parsed.values.notna().tolist() == [False, False, True, False]
    assert parsed.misfits.tolist() == ["0026-03-01", "Ongoing"]


@settings(deadline=None, max_examples=40)
@given(st.dates(date(2017, 1, 1), date(2030, 1, 1)), st.integers(1, 400), st.booleans(), st.integers(0, 200))
@example(date(2017, 1, 1), 2, False, 0)
@example(date(2017, 1, 1), 2, True, 0)
def test_days_without_a_year_come_back(last: date, length: int, newest_first: bool, after: int) -> None:
    days = pd.date_range(end=last, periods=length)
    days = days[::-1] if newest_first else days
    end = (pd.Timestamp(last) + pd.Timedelta(days=after)).date()
    parsed = parse_yearless(column(*(f"{day:%B} {day.day}" for day in days)), end=end)
    assert parsed.values.tolist() == days.tolist()


def test_days_without_a_year_need_the_end_of_the_range() -> None:
    parsed = parse_yearless(column("February 28", "March 1"), end=None)
    assert parsed.question is not None
    assert "no year" in Text("en")(parsed.question)
    leap = parse_yearless(column("28 de febrero", "29 de febrero"), end=date(2026, 3, 1))
    assert leap.question is not None


@pytest.mark.parametrize("again", ["December 29", "January 1"])
def test_a_day_told_again_at_the_other_end_is_no_day_a_year_away(again: str) -> None:
    days = column("December 29", "December 30", "December 31", "January 1", "January 2", "January 3", again)
    parsed = parse_yearless(days, end=date(2026, 1, 3))
    assert parsed.question is not None
    assert parsed.values.isna().all()


@pytest.mark.parametrize("cell", ["12\x1f", "12\x1c", "\x1f12", "1\x0b2"])
def test_a_control_character_in_a_number_is_damage(cell: str) -> None:
    parsed = parse_numbers(pd.Series([cell, "7"], dtype="str"), number_format="plain")
    assert parsed.misfits.tolist() == [cell]
