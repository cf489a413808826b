"""Periods as stretches of months, to see whether one lies within another."""

from __future__ import annotations

import regex

_YEAR = regex.compile(r"^(\d{4})$")
_MONTH = regex.compile(r"^(\d{4})-(\d\d)(?:-\d\d)?$")
_PART = regex.compile(r"^(\d{4})-([QS])(\d)$")
_LENGTHS = {"Q": 3, "S": 6}

Months = tuple[int, int]


def months_of(period: str) -> Months | None:
    """First and last month of a period, counted from year 0; None if it has no start.

    >>> months_of("2026-S1") == (2026 * 12, 2026 * 12 + 5)
    True
    >>> months_of("2025-12-16..2026-01-15") == (2025 * 12 + 11, 2026 * 12)
    True
    >>> months_of("..2026-01-21") is None
    True
    """
    if ".." in period:
        first, _, last = period.partition("..")
        start, end = months_of(first), months_of(last)
        return (start[0], end[1]) if start and end else None
    if match := _YEAR.match(period):
        return int(match[1]) * 12, int(match[1]) * 12 + 11
    if match := _MONTH.match(period):
        month = int(match[1]) * 12 + int(match[2]) - 1
        return month, month
    if match := _PART.match(period):
        length = _LENGTHS[match[2]]
        start_month = int(match[1]) * 12 + (int(match[3]) - 1) * length
        return start_month, start_month + length - 1
    return None


def covers(outer: str, inner: str) -> bool:
    """Whether one period contains the other; of a period without start its end counts.

    >>> covers("2026", "2026-01..2026-03"), covers("2025-S2", "..2025-09-15")
    (True, True)
    >>> covers("2026-01", "2026-S1")
    False
    """
    whole = months_of(outer)
    part = months_of(inner) or months_of(inner.rpartition("..")[2])
    return bool(whole and part and whole[0] <= part[0] and part[1] <= whole[1])
