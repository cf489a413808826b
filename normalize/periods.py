"""From what a text says to a period of the contract.

A mention says only what is written; the context fills in the rest: the report's own
period by its title, the period of the heading above, the day of issue. What neither
gives stays unresolved: a period is never invented.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date

import regex

from extract.periods_mention import PeriodMention
from normalize.period_calendar import (
    Frequency,
    bounds,
    contains,
    following,
    frequency,
    last_moment,
    months_period,
    previous,
    school_period,
    school_year_of,
    shift_years,
    year_of,
    yoy,
)
from normalize.period_context import PeriodContext

__all__ = [
    "Frequency",
    "PeriodContext",
    "bounds",
    "contains",
    "following",
    "frequency",
    "months_period",
    "names_one_year",
    "previous",
    "resolve",
    "school_period",
    "school_year_of",
    "shift_years",
    "year_of",
    "yoy",
]


def resolve(mention: PeriodMention, context: PeriodContext) -> str | None:
    """The period a mention stands for, None where the context does not decide.

    >>> from extract.periods import find_periods
    >>> resolve(find_periods("6 tháng đầu năm")[0], PeriodContext(document="2021-S1"))
    '2021-S1'
    """
    match mention.kind:
        case "year":
            return _simple_year(_year(mention, context))
        case "season":
            return _simple_year(mention.year)
        case "month" | "quarter" | "half" | "months" if mention.end_month or mention.to_now:
            return _run_of_months(mention, context)
        case "month" | "quarter" | "half" | "months":
            return _months(mention, context)
        case "day":
            day = _date(mention, context)
            return day.isoformat() if day else None
        case "day_range":
            return _day_range(mention, context)
        case "as_of":
            return _as_of(mention, context)
        case "edge":
            return _as_of(mention, context) if mention.part == "last" else None
        case "year_to_date" | "cumulative":
            return _year_to_date(mention, context)
        case "current":
            return _current(mention, context)
        case "relative_yoy":
            return _same_period(mention, context)
        case "relative_prev" | "relative_next":
            return _neighbour(mention, context)
        case "duration":
            return _duration(mention, context)
        case "school_year":
            return _school_year(mention, context)
        case "span" if mention.role != "event" and mention.year and mention.end_year:
            return f"{mention.year:04}..{mention.end_year:04}"
        case _:  # terms, weeks: no period of observation
            return None


# --- the year that is not written -------------------------------------------


def _year(mention: PeriodMention, context: PeriodContext, month: int | None = None) -> int | None:
    """The written year, else the context's, moved by "năm trước"."""
    if mention.year is not None:
        return mention.year
    if mention.shift is not None:
        year = context.year(None)
        return None if year is None else year + mention.shift
    return context.year(month)


def _simple_year(year: int | None) -> str | None:
    return None if year is None else f"{year:04}"


# --- months, quarters, halves ------------------------------------------------


def _months(mention: PeriodMention, context: PeriodContext) -> str | None:
    ends = _first_and_last(mention)
    if ends is None:
        return None
    year = _year(mention, context, ends[1] if mention.kind == "month" else None)
    return None if year is None else months_period(year, *ends)


def _first_and_last(mention: PeriodMention) -> tuple[int, int] | None:
    """The months of the year that are meant, from 1 to 12."""
    if mention.month:
        return mention.month, mention.month
    if mention.quarter:
        return 3 * mention.quarter - 2, 3 * mention.quarter
    count = 6 if mention.kind == "half" else mention.count
    if not count or count > 12:
        return None
    return (13 - count, 12) if mention.part == "last" else (1, count)


def _run_of_months(mention: PeriodMention, context: PeriodContext) -> str | None:
    first = mention.month or (3 * mention.quarter - 2 if mention.quarter else 1)
    if mention.to_now:
        year, now = _year(mention, context, first), context.now
        if year is None or not now:
            return None
        last = bounds(now).last
        return _between_months(year, first, last.year, last.month)
    last_month = mention.end_month
    assert last_month is not None  # resolve() sends only these here
    end_year = mention.end_year or mention.year or context.year(last_month)
    if end_year is None:
        return None
    year = mention.year if mention.year and mention.end_year else None
    if year is None:
        year = end_year if first <= last_month else end_year - 1
    return _between_months(year, first, end_year, last_month)


def _between_months(year: int, first: int, end_year: int, last: int) -> str | None:
    if (year, first) > (end_year, last):
        return None
    if year == end_year:
        return months_period(year, first, last)
    return f"{year:04}-{first:02}..{end_year:04}-{last:02}"


# --- school years -------------------------------------------------------------


def _school_year(mention: PeriodMention, context: PeriodContext) -> str | None:
    """Its months in a report on a school year; elsewhere it only describes what is counted."""
    own = school_year_of(context.document)
    if own is None:
        return None
    year = mention.year
    if year is None:
        year = own if mention.shift is None else own + mention.shift
    return school_period(year, mention.part)


# --- days ---------------------------------------------------------------------


def _date(mention: PeriodMention, context: PeriodContext) -> date | None:
    if mention.day is None:
        return None
    month = mention.month
    if month is None:
        near = context.base
        if not near or frequency(near) != "M":
            return None
        month = bounds(near).last.month
    return _valid(_year(mention, context, month), month, mention.day)


def _valid(year: int | None, month: int | None, day: int | None) -> date | None:
    """None for a date the calendar does not have (31/02 in the source)."""
    if year is None or month is None or day is None or day > monthrange(year, month)[1]:
        return None
    return date(year, month, day)


def _day_range(mention: PeriodMention, context: PeriodContext) -> str | None:
    if mention.to_now:
        return _from_day_to_now(mention, context)
    end_month = mention.end_month or mention.month
    end_year = mention.end_year
    if end_year is None:
        end_year = mention.year or context.year(end_month)
    end = _valid(end_year, end_month, mention.end_day)
    if end is None:
        return None
    month = mention.month or end.month
    year = mention.year
    if year is None:  # the last such day before the end
        later = (month, mention.day or 0) > (end.month, end.day)
        year = end.year - 1 if later else end.year
    start = _valid(year, month, mention.day)
    if start is None or start > end:
        return None
    return f"{start.isoformat()}..{end.isoformat()}"


def _from_day_to_now(mention: PeriodMention, context: PeriodContext) -> str | None:
    """From the first day of the report's period "đến nay" is the report's period."""
    start, now = _date(mention, context), context.now
    if start is None or not now:
        return None
    if context.document and bounds(context.document).first == start:
        return context.document
    if start > bounds(now).last:
        return None
    return f"{start.isoformat()}..{now}"


# --- as of, so far --------------------------------------------------------------


def _as_of(mention: PeriodMention, context: PeriodContext) -> str | None:
    if mention.to_now:
        now = context.now
        if len(now) == len("2026"):
            return now  # a report on a year, of no known day: the year's own figure
        return f"..{now}" if now else None
    if mention.day:
        day = _date(mention, context)
        return f"..{day.isoformat()}" if day else None
    if mention.unit in ("month", "quarter", "period"):  # cuối kỳ
        return f"..{last_moment(context.base)}" if context.base else None
    year = _year(mention, context, mention.month)
    if year is None:
        return None
    if mention.month or mention.quarter:
        ends = _first_and_last(mention)
        return None if ends is None else f"..{year:04}-{ends[1]:02}"
    return f"{year:04}"  # "hết năm 2020": the year's own figure


def _year_to_date(mention: PeriodMention, context: PeriodContext) -> str | None:
    if mention.end_day:
        end = _valid(
            mention.end_year or _year(mention, context, mention.end_month),
            mention.end_month,
            mention.end_day,
        )
        return _from_new_year(end) if end else None
    if mention.end_month:
        year = mention.end_year or _year(mention, context, mention.end_month)
        return None if year is None else months_period(year, 1, mention.end_month)
    base = context.heading or context.document
    if not base:
        return _simple_year(_year(mention, context))
    last = bounds(base).last
    year = _year(mention, context)
    if year is None and bounds(base).first is not None:
        year = last.year  # a period over two New Years: the later one began what is summed up
    if year is None or bounds(base).first is None or year > last.year:
        return None
    if len(base.rsplit("..", 1)[-1]) == len("2026-01-21"):
        return f"{year:04}-01-01..{last.isoformat()}"
    return _between_months(year, 1, last.year, last.month)


def _from_new_year(end: date) -> str:
    """Whole months where the last day is the last of its month."""
    if end.day == monthrange(end.year, end.month)[1]:
        return months_period(end.year, 1, end.month)
    return f"{end.year:04}-01-01..{end.isoformat()}"


def _duration(mention: PeriodMention, context: PeriodContext) -> str | None:
    """ "trong 9 tháng" is from January where the report covers those months or ends in the last.

    A report on July says "7 tháng" of the year so far; one on the year does not. "5 năm"
    are those of a report on five years.
    """
    for base in (context.heading, context.document):
        if not base or not mention.count:
            continue
        days = bounds(base)
        if mention.unit == "year":
            first = days.first.year if days.first else days.last.year
            if mention.count > 1 and mention.count == days.last.year - first + 1:
                return base
        elif mention.unit == "month" and mention.count <= 12:
            period = months_period(days.last.year, 1, mention.count)
            ends_there = days.last.month == mention.count and frequency(base) in ("M", "Q")
            if period == base or (ends_there and mention.count > 1):
                return period
    return None


# --- relative to the report --------------------------------------------------------

_TWO_YEARS = regex.compile(r"\d\s*[-–/]\s*\d")
_UNIT_FREQUENCY = {"month": "M", "quarter": "Q", "year": "A", "day": "D"}


def _current(mention: PeriodMention, context: PeriodContext) -> str | None:
    base = context.heading or context.document
    if mention.unit == "year" or (mention.unit == "" and not base):
        return _simple_year(_year(mention, context))
    if mention.unit == "period":
        return base or None
    return base if base and frequency(base) == _UNIT_FREQUENCY.get(mention.unit) else None


def _same_period(mention: PeriodMention, context: PeriodContext) -> str | None:
    base = context.base
    if not base:
        return None
    if mention.year is None:
        return yoy(base)
    last = bounds(base).last.year
    return shift_years(base, mention.year - last) if mention.year < last else None


def _neighbour(mention: PeriodMention, context: PeriodContext) -> str | None:
    step = previous if mention.kind == "relative_prev" else following
    base = context.base
    if mention.unit == "year":
        year = context.year(None)
        return None if year is None else step(f"{year:04}")
    if not base:
        return None
    if mention.unit == "period" or frequency(base) == _UNIT_FREQUENCY.get(mention.unit):
        return step(base)
    return None


def names_one_year(folded: str, mention: PeriodMention) -> bool:
    """Whether a harvest is called by one year ("vụ mùa năm 2019"), not by two ("2021-2022")."""
    said = folded[mention.start : mention.end]
    return mention.year is not None and _TWO_YEARS.search(said) is None
