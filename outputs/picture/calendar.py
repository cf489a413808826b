"""Where the calendar's marks stand on an axis of days, and what they are called."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from solieu.messages import Lang, Message, say

#: Months between two marks, from fine to coarse; all divide years or are whole years.
_STEPS = (1, 3, 6, 12, 24, 60, 120, 240)


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark at ``day`` (as an ordinal, with parts of days) and its name."""

    day: float
    name: str


def middle(first: date, last: date) -> float:
    """The middle of a period as an ordinal."""
    return (first.toordinal() + last.toordinal() + 1) / 2


def end(last: date) -> float:
    """The end of a period as an ordinal: the beginning of the day after."""
    return float(last.toordinal() + 1)


def ticks(
    first: date, last: date, months: int, most: int, lang: Lang, *, ends: bool = False
) -> list[Tick]:
    """Marks for whole periods of ``months`` months from ``first`` to ``last``.

    At most about ``most``; they stand in the middle of their periods, or with ``ends``
    where they end. The year stands below the first mark of each year.

    >>> [tick.name for tick in ticks(date(2025, 11, 1), date(2026, 2, 28), 1, 12, "vi")]
    ['T11\\n2025', 'T12', 'T1\\n2026', 'T2']
    """
    start = first.year * 12 + (first.month - 1) // months * months
    stop = last.year * 12 + last.month - 1
    count = (stop - start) // months + 1
    step = next((one for one in _STEPS if one >= months and count * months / one <= most), 240)
    placed = []
    year = None
    for month in range(start, stop + 1, months):
        if month % step:
            continue
        here, after = _first_day(month), _first_day(month + months)
        day = end(after - timedelta(days=1)) if ends else middle(here, after - timedelta(days=1))
        name = _name(here, months, step, lang)
        if step < 12 and here.year != year:
            name = f"{name}\n{here.year}"
        year = here.year
        placed.append(Tick(day, name))
    return placed


def _first_day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def _name(here: date, months: int, step: int, lang: Lang) -> str:
    if step >= 12:
        return str(here.year)
    if months == 1:
        return say("plot.month", lang, month=here.month)
    if months == 3:
        return say("plot.quarter", lang, quarter=(here.month + 2) // 3)
    return say(f"plot.half_{(here.month + 5) // 6}", lang)


def day_name(day: date, lang: Lang) -> str:
    """A day as people write it.

    >>> day_name(date(2025, 7, 1), "vi"), day_name(date(2025, 7, 1), "en")
    ('01/7/2025', '1 July 2025')
    """
    if lang == "vi":
        month = f"{day.month:02}" if day.month < 3 else str(day.month)
        return f"{day.day:02}/{month}/{day.year}"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def period_name(period: str, lang: Lang) -> str:
    """A period of the tables as people write it.

    >>> [period_name(one, "vi") for one in ("2026-01", "2026-Q1", "2026-S2", "2026-01..2026-09")]
    ['tháng 1/2026', 'quý I/2026', '6 tháng cuối năm 2026', 'tháng 1/2026 – tháng 9/2026']
    >>> period_name("..2026-01-21", "en"), period_name("2026-03", "en")
    ('as of 21 January 2026', 'March 2026')
    """
    if ".." in period:
        first, last = period.split("..", 1)
        if not first:
            return say("plot.as_of", lang, day=period_name(last, lang))
        return f"{period_name(first, lang)} – {period_name(last, lang)}"
    year, _, part = period.partition("-")
    if not part:
        return say("plot.year", lang, year=year)
    if part[0] == "Q":
        roman = ("I", "II", "III", "IV")[int(part[1]) - 1]
        return say("plot.in_quarter", lang, name=Message(roman, part[1]), year=year)
    if part[0] == "S":
        return say(f"plot.in_half_{part[1]}", lang, year=year)
    if len(part) == 5:
        return day_name(date.fromisoformat(period), lang)
    name = Message(str(int(part)), _MONTHS[int(part) - 1])
    return say("plot.in_month", lang, name=name, year=year)
