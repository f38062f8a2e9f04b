"""Days nobody works on: a country's holidays and weekends, and the working day beside one of them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

_SATURDAY, _SUNDAY = 5, 6


def public_holidays(country: str, first: date, last: date, lang: str) -> dict[date, str]:
    """Return a country's national holidays between two days, and their names; none where nobody keeps a list.

    A day that is a holiday in the years around and falls on a Sunday stays one: some lists leave it out there,
    because regions move its free day to another date.

    Parameters
    ----------
    country
        Two letters.
    first, last
        Both included.
    lang
        `es` or `en`: of the names.

    Returns
    -------
    dict
        Day -> name, in order.

    """
    import holidays

    years, language = range(first.year, last.year + 1), "es" if lang == "es" else "en_US"
    try:
        found = holidays.country_holidays(country, years=[years[0] - 1, *years, years[-1] + 1], language=language)
    except NotImplementedError:
        return {}
    named = {day: str(name) for day, name in found.items()}
    sundays = {
        day.replace(year=year): name
        for year in years
        for day, name in named.items()
        if day.year == year - 1 and (day.month, day.day) != (2, 29)
        and day.replace(year=year).weekday() == _SUNDAY and named.get(day.replace(year=year + 1)) == name
    }  # fmt: skip
    return {day: name for day, name in sorted({**sundays, **named}.items()) if first <= day <= last}


def works(day: date, holidays: Collection[date]) -> bool:
    """Say whether content is made on a day: Monday to Friday, holidays aside.

    Parameters
    ----------
    day
        Any day.
    holidays
        Public holidays around it.

    Returns
    -------
    bool
        Whether somebody works.

    """
    return day.weekday() < _SATURDAY and day not in holidays


def working_day(day: date, holidays: Collection[date], *, later: bool = False) -> date:
    """Return a day itself where somebody works on it, else the last working day before it, or the next one after it.

    Parameters
    ----------
    day
        When something is due.
    holidays
        Public holidays around it.
    later
        What can only be done afterwards, such as a sum, moves to the next working day instead.

    Returns
    -------
    date
        A working day.

    """
    step = timedelta(days=1 if later else -1)
    while not works(day, holidays):
        day += step
    return day
