"""Calendar arithmetic in TIMEX3 terms: values of days, weeks, quarters and seasons, shifts, holidays."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Final

SEASONS: Final = {"spring": "SP", "summer": "SU", "fall": "FA", "autumn": "FA", "winter": "WI"}
_SEASON_MONTHS: Final = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
_FIXED: Final = {
    "new year's day": (1, 1),
    "new year": (1, 1),
    "valentine's day": (2, 14),
    "st patrick's day": (3, 17),
    "april fool's day": (4, 1),
    "may day": (5, 1),
    "bastille day": (7, 14),
    "independence day": (7, 4),
    "halloween": (10, 31),
    "veterans day": (11, 11),
    "armistice day": (11, 11),
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
}
_EASTER_SHIFT: Final = {
    "ash wednesday": -46,
    "palm sunday": -7,
    "maundy thursday": -3,
    "good friday": -2,
    "easter": 0,
    "easter sunday": 0,
    "easter monday": 1,
    "whit sunday": 49,
    "pentecost": 49,
}
# month, weekday (0 = Monday), which one of the month (-1 = last)
_NTH: Final = {
    "martin luther king day": (1, 0, 3),
    "presidents day": (2, 0, 3),
    "memorial day": (5, 0, -1),
    "labor day": (9, 0, 1),
    "columbus day": (10, 0, 2),
    "thanksgiving": (11, 3, 4),
    "thanksgiving day": (11, 3, 4),
}
HOLIDAYS: Final = tuple(
    sorted({*_FIXED, *_EASTER_SHIFT, *_NTH, "election day"}, key=lambda name: (-len(name), name))
)
_VALUE = re.compile(
    r"(?P<y>\d{4})(?:-(?:(?P<m>\d\d)(?:-(?P<d>\d\d))?|W(?P<w>\d\d)(?P<we>-WE)?(?:-(?P<wd>[1-7]))?|Q(?P<q>[1-4])"
    r"|H(?P<h>[12])|(?P<s>SP|SU|FA|WI)))?(?:T.*)?$"
)


def make_day(year: int, month: int, day: int) -> dt.date | None:
    """The date, or None where the calendar has none."""
    try:
        return dt.date(year, month, day)
    except (ValueError, OverflowError):
        return None


def shift_days(day: dt.date, days: int) -> dt.date | None:
    """The day so many days on, or None beyond the calendar."""
    try:
        return day + dt.timedelta(days=days)
    except OverflowError:
        return None


def shift_months(day: dt.date, months: int) -> dt.date | None:
    """The same day of the month so many months on, at most its last; None beyond the calendar."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    if not 1 <= year <= 9999:
        return None
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def week_value(day: dt.date) -> str:
    """``2022-W01``: the ISO 8601 week."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def month_value(day: dt.date) -> str:
    """``2022-01``."""
    return f"{day.year:04d}-{day.month:02d}"


def quarter_value(day: dt.date) -> str:
    """``2022-Q1``: the calendar quarter."""
    return f"{day.year:04d}-Q{(day.month + 2) // 3}"


def shift_quarter(value: str, quarters: int) -> str | None:
    """``2022-Q1`` moved on by so many quarters."""
    count = int(value[:4]) * 4 + int(value[-1]) - 1 + quarters
    year, quarter = divmod(count, 4)
    return f"{year:04d}-Q{quarter + 1}" if 1 <= year <= 9999 else None


def easter(year: int) -> dt.date:
    """Easter Sunday of the western churches (Gauss's rule in its anonymous Gregorian form, Meeus 1991)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    x = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * x) // 433
    month = (h + x - 7 * m + 90) // 25
    return dt.date(year, month, (h + x - 7 * m + 33 * month + 19) % 32)


def holiday(name: str, year: int) -> dt.date | None:
    """The day of a holiday named in `HOLIDAYS` in a year; None beyond the calendar."""
    if not 1 <= year <= 9999:
        return None
    if name in _FIXED:
        return dt.date(year, *_FIXED[name])
    if name in _EASTER_SHIFT:
        return shift_days(easter(year), _EASTER_SHIFT[name])
    if name == "election day":
        return next(d for n in range(2, 9) if (d := dt.date(year, 11, n)).weekday() == 1)
    month, weekday, nth = _NTH[name]
    days = [week[weekday] for week in calendar.monthcalendar(year, month) if week[weekday]]
    return dt.date(year, month, days[nth - 1 if nth > 0 else nth])


def days_of(value: str) -> tuple[dt.date, dt.date] | None:
    """First and last day that a TIMEX3 value covers; None for durations, references and values with X."""
    if re.fullmatch(r"\d{3}X|\d\dXX", value):
        digits = value.rstrip("X")
        size = 10 ** (4 - len(digits))
        first = int(digits) * size
        return (dt.date(max(1, first), 1, 1), dt.date(first + size - 1, 12, 31)) if first else None
    found = _VALUE.match(value)
    if found is None or found["y"] == "0000":
        return None
    try:
        return _days(found)
    except (ValueError, OverflowError):
        return None


def _days(found: re.Match[str]) -> tuple[dt.date, dt.date]:
    year = int(found["y"])
    if found["d"]:
        day = dt.date(year, int(found["m"]), int(found["d"]))
        return day, day
    if found["w"]:
        first = dt.date.fromisocalendar(year, int(found["w"]), int(found["wd"] or (6 if found["we"] else 1)))
        length = 0 if found["wd"] else 1 if found["we"] else 6
        return first, first + dt.timedelta(days=length)
    if found["m"]:
        return _months(year, int(found["m"]), int(found["m"]))
    if found["q"]:
        return _months(year, 3 * int(found["q"]) - 2, 3 * int(found["q"]))
    if found["h"]:
        return _months(year, 6 * int(found["h"]) - 5, 6 * int(found["h"]))
    if found["s"]:
        begin, end = _SEASON_MONTHS[found["s"]]
        first = dt.date(year, begin, 1)
        return first, _months(year + (end < begin), end, end)[1]
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def _months(year: int, first: int, last: int) -> tuple[dt.date, dt.date]:
    return dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1])


def when_of(value: str) -> str | None:
    """The ISO day, month, year or interval ``a/b`` of a TIMEX3 value, None where it names no calendar time."""
    covered = days_of(value)
    if covered is None:
        return None
    plain = re.match(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?=T|$)", value)
    if plain:
        return plain[0]
    return interval(*covered)


def interval(first: dt.date, last: dt.date) -> str:
    """``a/b`` of two days, or the day where both are one."""
    if first == last:
        return first.isoformat()
    return f"{min(first, last).isoformat()}/{max(first, last).isoformat()}"
