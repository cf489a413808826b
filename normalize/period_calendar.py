"""Periods as the contract writes them, and the calendar arithmetic on them.

``2026``, ``2026-S1``, ``2026-Q1``, ``2026-01``, ``2026-01-21`` as in SDMX 3.0 time
periods; ``A..B`` from the beginning of A to the end of B; ``..B`` as of the end of B.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import cache
from typing import Literal

import regex

from solieu.frozen import frozen

Frequency = Literal["A", "S", "Q", "M", "D", "cumulative", "range", "as_of"]

_SIMPLE = regex.compile(
    r"(?P<year>[0-9]{4})(?:-(?:S(?P<half>[12])|Q(?P<quarter>[1-4])"
    r"|(?P<month>0[1-9]|1[0-2])(?:-(?P<day>0[1-9]|[12][0-9]|3[01]))?))?"
)


@frozen
class Interval:
    """First and last day; ``first`` is None for "as of"."""

    first: date | None
    last: date


@cache
def bounds(period: str) -> Interval:
    """The days of a period. Raises ValueError for anything else.

    >>> bounds("2026-Q1")
    Interval(first=datetime.date(2026, 1, 1), last=datetime.date(2026, 3, 31))
    """
    if ".." in period:
        first, last = period.split("..", 1)
        return Interval(_days(first)[0] if first else None, _days(last)[1])
    return Interval(*_days(period))


def _days(simple: str) -> tuple[date, date]:
    match = _SIMPLE.fullmatch(simple)
    if match is None:
        raise ValueError(f"not a period: {simple!r}")
    year = int(match["year"])
    if match["day"]:
        day = date(year, int(match["month"]), int(match["day"]))
        return day, day
    first, last = 1, 12
    if match["month"]:
        first = last = int(match["month"])
    elif match["quarter"]:
        last = 3 * int(match["quarter"])
        first = last - 2
    elif match["half"]:
        last = 6 * int(match["half"])
        first = last - 5
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def months_period(year: int, first: int, last: int) -> str:
    """Whole months of one year in their shortest name.

    >>> [months_period(2026, 1, n) for n in (1, 3, 5, 6, 12)]
    ['2026-01', '2026-Q1', '2026-01..2026-05', '2026-S1', '2026']
    """
    if first == last:
        return f"{year:04}-{first:02}"
    if (first, last) == (1, 12):
        return f"{year:04}"
    if last - first == 5 and first in (1, 7):
        return f"{year:04}-S{(first + 5) // 6}"
    if last - first == 2 and first % 3 == 1:
        return f"{year:04}-Q{(first + 2) // 3}"
    return f"{year:04}-{first:02}..{year:04}-{last:02}"


def school_period(year: int, semester: str = "") -> str:
    """The months of the school year that begins in ``year``, or of its first or last semester.

    Source: the yearly plans of the Ministry of Education (QĐ 2171/QĐ-BGDĐT 2023): opened on
    5 September, first semester over by 20 January, lessons over by 31 May.

    >>> school_period(2023), school_period(2023, "first"), school_period(2023, "last")
    ('2023-09..2024-05', '2023-09..2024-01', '2024-01..2024-05')
    """
    if semester == "last":
        return f"{year + 1:04}-01..{year + 1:04}-05"
    return f"{year:04}-09..{year + 1:04}-{'01' if semester else '05'}"


_SCHOOL = regex.compile(r"([0-9]{4})-09\.\.[0-9]{4}-0[15]")


def school_year_of(period: str) -> int | None:
    """The year in which the school year begins that a period names, None for any other period.

    >>> school_year_of("2023-09..2024-05"), school_year_of("2023")
    (2023, None)
    """
    match = _SCHOOL.fullmatch(period)
    return int(match[1]) if match else None


def frequency(period: str) -> Frequency:
    """SDMX frequency of a period; ``cumulative`` for months from January on.

    >>> [frequency(p) for p in ("2026", "2026-S1", "2026-01..2026-09", "..2026-01-21")]
    ['A', 'S', 'cumulative', 'as_of']
    """
    days = bounds(period)
    if days.first is None:
        return "as_of"
    if ".." in period:
        january = days.first.month == days.first.day == 1
        months = len(period) == len("2026-01..2026-09")
        same_year = days.first.year == days.last.year
        return "cumulative" if january and months and same_year else "range"
    if len(period) == 4:
        return "A"
    if len(period) == 10:
        return "D"
    return {"S": "S", "Q": "Q"}.get(period[5], "M")  # type: ignore[return-value]


def last_moment(period: str) -> str:
    """What "up to the end of" a period is called: its last day, month or year.

    >>> [last_moment(p) for p in ("2026-S1", "2026-Q1", "2026", "2025-12-16..2026-01-15")]
    ['2026-06', '2026-03', '2026', '2026-01-15']
    """
    last = period.rsplit("..", 1)[-1]
    return bounds(last).last.isoformat()[:7] if last[4:6] in ("-S", "-Q") else last


def year_of(period: str) -> int | None:
    """The year a period lies in, None where it lies in two."""
    days = bounds(period)
    if days.first is not None and days.first.year != days.last.year:
        return None
    return days.last.year


def contains(outer: str, inner: str) -> bool:
    """Whether every day of ``inner`` is one of ``outer``.

    As of a day is that day alone when inside, everything up to it when outside.

    >>> contains("2026-Q1", "2026-01"), contains("2026-01", "..2026-01-21")
    (True, True)
    """
    out, within = bounds(outer), bounds(inner)
    first = within.last if within.first is None else within.first
    return (out.first is None or out.first <= first) and within.last <= out.last


def shift_years(period: str, years: int) -> str:
    """The same period so many years later; 29 February becomes the 28th.

    >>> shift_years("2025-12-16..2026-01-15", -1)
    '2024-12-16..2025-01-15'
    """
    bounds(period)
    return regex.sub(r"[0-9]{4}(?:-02-29)?", lambda match: _moved(match.group(), years), period)


def _moved(written: str, years: int) -> str:
    year = int(written[:4]) + years
    if len(written) > 4 and monthrange(year, 2)[1] == 28:
        return f"{year:04}-02-28"
    return f"{year:04}{written[4:]}"


def yoy(period: str) -> str:
    """The same period one year earlier.

    >>> yoy("2026-Q1")
    '2025-Q1'
    """
    return shift_years(period, -1)


def previous(period: str) -> str | None:
    """The period of the same length before this one.

    None for cumulative months and "as of", which have none, and for ranges that are no
    whole number of months.

    >>> previous("2026-01"), previous("2025-12-16..2026-01-15"), previous("..2026-01-21")
    ('2025-12', '2025-11-16..2025-12-15', None)
    """
    return _neighbour(period, -1)


def following(period: str) -> str | None:
    """The period of the same length after this one, None as for ``previous``."""
    return _neighbour(period, 1)


def _neighbour(period: str, step: int) -> str | None:
    days = bounds(period)
    match frequency(period):
        case "A":
            return f"{int(period) + step:04}"
        case "D":
            return (days.last + timedelta(days=step)).isoformat()
        case "M" | "Q" | "S":
            assert days.first is not None  # only "as of" has no first day
            length = days.last.month - days.first.month + 1
            year, month = _month_after(days.first.year, days.first.month, step * length)
            return months_period(year, month, month + length - 1)
        case "range" if len(period) == len("2025-12-16..2026-01-15"):
            return _neighbour_days(days, step)
        case _:
            return None


def _neighbour_days(days: Interval, step: int) -> str | None:
    """Ranges like the 16th to the 15th move by their whole months."""
    assert days.first is not None  # a range has one
    after = days.last + timedelta(days=1)
    if after.day != days.first.day:
        return None
    months = (after.year - days.first.year) * 12 + after.month - days.first.month
    first = _same_day(days.first, step * months)
    beyond = _same_day(after, step * months)
    if first is None or beyond is None:
        return None
    return f"{first.isoformat()}..{(beyond - timedelta(days=1)).isoformat()}"


def _same_day(day: date, months: int) -> date | None:
    year, month = _month_after(day.year, day.month, months)
    return date(year, month, day.day) if day.day <= monthrange(year, month)[1] else None


def _month_after(year: int, month: int, months: int) -> tuple[int, int]:
    count = year * 12 + month - 1 + months
    return count // 12, count % 12 + 1
