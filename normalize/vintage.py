"""When a report was published, and about which year it speaks."""

from __future__ import annotations

from collections import Counter

from extract.fold import fold
from normalize.period_calendar import bounds
from normalize.scope import Scope
from solieu.model import Recognition


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


def scope_of(recognition: Recognition) -> Scope:
    """The issuer and the year by which synonyms and decisions are scoped."""
    info = recognition.info
    said = info.period or vintage_of(recognition)
    year = bounds(said).last.year if said else None
    return Scope(fold(f"{info.issuer} {info.area}").strip(), year)
