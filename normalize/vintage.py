"""When a report was published, and about which year it speaks."""

from __future__ import annotations

from collections import Counter

from extract.fold import fold
from extract.periods import find_periods
from normalize.period_calendar import bounds
from normalize.period_context import PeriodContext
from normalize.periods import resolve
from normalize.prices import price_pattern
from normalize.scope import Scope
from solieu.model import Document, Recognition


def vintage_of(recognition: Recognition) -> str:
    """The date of a report, or the part that is known, else its period; "" if unknown.

    A workbook has no head that says either: it is of the month that most of its figures
    end with, the later of two.
    """
    info = recognition.info
    return info.issued or info.period or _month(recognition)


def _month(recognition: Recognition) -> str:
    if not any(table.sheet for table in recognition.document.reading.tables):
        return ""
    ends = Counter(
        f"{bounds(one.period).last:%Y-%m}"
        for one in recognition.observations
        if one.period and one.measure in ("actual", "estimate", "index", "change")
    )
    return max(ends, key=lambda month: (ends[month], month), default="")


def month_of_titles(document: Document) -> str:
    """The month that the titles of a workbook's tables end with most often, "" for none.

    It tells the year of heads that leave it out ("Ước tính tháng 5").
    """
    ends: Counter[str] = Counter()
    for place in document.tables:
        if not place.table.sheet:
            continue
        folded = fold(" ".join(document.text[span.start : span.end] for span in place.captions))
        if match := price_pattern().search(folded):
            folded = folded.replace(match.group(), " " * len(match.group()))
        named = [resolve(one, PeriodContext()) for one in find_periods(folded, header=True)]
        days = [bounds(period).last for period in named if period]
        if days:
            ends[f"{max(days):%Y-%m}"] += 1
    return max(ends, key=lambda month: (ends[month], month), default="")


def scope_of(recognition: Recognition) -> Scope:
    """The issuer and the year by which synonyms and decisions are scoped."""
    info = recognition.info
    said = info.period or vintage_of(recognition)
    year = bounds(said).last.year if said else None
    return Scope(fold(f"{info.issuer} {info.area}").strip(), year)
