"""The base of a comparison that is neither last year's period, the one before, nor a plan.

An index of June against December of last year and one against the base year of the basket
are two series; ``compare_to`` calls both ``other``. The name given here keeps them apart:
"tháng 12 năm trước", "cuối năm trước", "kỳ gốc 2014", or the period itself.
"""

from __future__ import annotations

from functools import cache

import regex

from extract.fold import fold
from extract.lexicon import either
from extract.periods import find_periods
from normalize.periods import PeriodContext, resolve, year_of

LAST_DECEMBER = "tháng 12 năm trước"
YEAR_END = "cuối năm trước"
BASE_PERIOD = "kỳ gốc"

_YEAR = regex.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_REACH = 60  # characters: a base stands right behind the words of comparison


def base_name(folded: str, own: str, context: PeriodContext) -> str:
    """What the folded words of a base name, seen from the figure's own period.

    ``own`` may be empty. "" where no base can be told.
    """
    said = folded[:_REACH]
    if match := _fixed().search(said):
        fixed = _YEAR.search(said, match.start())
        return f"{BASE_PERIOD} {fixed.group()}" if fixed else BASE_PERIOD
    if _last_december().search(said):
        return LAST_DECEMBER
    if _year_end().search(said):
        return YEAR_END
    for mention in find_periods(said, header=True):
        period = resolve(mention, context)
        if not period:
            continue
        year = year_of(own) if own else None
        if year is not None and period == f"{year - 1:04}-12":
            return LAST_DECEMBER
        if year is not None and period in (f"..{year - 1:04}-12-31", f"{year - 1:04}-12-31"):
            return YEAR_END
        return period
    return ""


def base_in_header(header: str, own: str, context: PeriodContext) -> str:
    """The base that a header or a title names behind its words of comparison."""
    folded = fold(header)
    versus = _versus().search(folded)
    return base_name(folded[versus.end() :] if versus else folded, own, context)


def before_versus(folded: str) -> str:
    """What a folded header says before its words of comparison, or all of it."""
    versus = _versus().search(folded)
    return folded[: versus.start()] if versus else folded


@cache
def _versus() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\w)(?:{either('bases', 'versus')})(?!\w)")


@cache
def _fixed() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\w)(?:{either('bases', 'fixed')})(?!\w)")


@cache
def _last_december() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\w)(?:{either('bases', 'last_december')})(?!\w)")


@cache
def _year_end() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\w)(?:{either('bases', 'year_end')})(?!\w)")
