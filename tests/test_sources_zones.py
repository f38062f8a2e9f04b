"""Days asked for once give the instants each time gives, in every zone there is, on the days its clocks change too."""

from __future__ import annotations

from zoneinfo import available_timezones

import numpy as np
import pandas as pd
import pytest

from smmkit.sources.zones import instants

ROWS = 4_000
CHANGES = (
    "Europe/Madrid", "America/Mexico_City", "America/Havana", "Pacific/Apia", "Africa/Casablanca", "Asia/Beirut",
    "America/Nuuk",
)  # fmt: skip


def asked_one_by_one(naive: pd.Series, zone: str) -> pd.Series:
    first = np.ones(len(naive), dtype=bool)
    return naive.dt.tz_localize(zone, ambiguous=first, nonexistent="shift_forward").dt.tz_convert("UTC")


def times(years: tuple[int, int], rows: int, seed: int, *, absent: float = 0.0) -> pd.Series:
    """Return times by the microsecond, the hours of the night as often as all others."""
    generator, long = np.random.default_rng(seed), 86_400_000_000
    first, last = (np.datetime64(f"{year}-01-01", "us").astype(np.int64) for year in years)
    day = generator.integers(first // long, last // long, rows) * long
    night = generator.random(rows) < 0.5
    within = np.where(night, generator.integers(0, long // 6, rows), generator.integers(0, long, rows))
    values = pd.Series((day + within).view("datetime64[us]"), index=pd.RangeIndex(7, 7 + rows))
    return values.mask(generator.random(rows) < absent)


@pytest.mark.parametrize("zone", CHANGES)
def test_every_quarter_of_an_hour_of_twenty_years_is_what_its_zone_says(zone: str) -> None:
    naive = pd.Series(pd.date_range("2004-01-01", "2024-01-01", freq="15min", unit="us"))
    pd.testing.assert_series_equal(instants(naive, zone), asked_one_by_one(naive, zone))


def test_random_times_of_every_zone_are_what_it_says() -> None:
    zones = sorted(available_timezones() - {"localtime", "Factory"})
    assert len(zones) > 400
    for seed, zone in enumerate(zones):
        naive = times((2004, 2037), ROWS, seed, absent=0.1 if seed % 2 else 0.0)
        pd.testing.assert_series_equal(instants(naive, zone), asked_one_by_one(naive, zone), obj=zone)


@pytest.mark.parametrize("odd", ["0001-01-01", "9998-12-31 23:59:59", "1601-01-01"])
def test_a_damaged_year_among_many_changes_no_other_time(odd: str) -> None:
    naive = times((2025, 2026), ROWS, 3)
    naive.iloc[17] = np.datetime64(odd, "us")
    pd.testing.assert_series_equal(instants(naive, "Europe/Madrid"), asked_one_by_one(naive, "Europe/Madrid"))


@pytest.mark.parametrize("rows", [0, 1, 2_999, 3_000])
def test_few_times_none_and_absent_ones_stay_what_they_are(rows: int) -> None:
    naive = pd.Series(pd.NaT, index=range(rows), dtype="datetime64[us]")
    assert instants(naive, "Europe/Madrid").isna().all()
    assert str(instants(naive, "Europe/Madrid").dtype) == "datetime64[us, UTC]"
