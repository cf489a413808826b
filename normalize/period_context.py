"""What is known around a period expression, and the parts it can lend to it."""

from __future__ import annotations

from normalize.period_calendar import bounds, contains, last_moment, year_of
from solieu.frozen import frozen


@frozen
class PeriodContext:
    """What is known around a mention, each a period of the contract or empty.

    ``document`` is what the report covers by its title, ``heading`` what the section's
    heading says, ``sentence`` the period of the figure a comparison belongs to.
    ``issued`` is the ISO date of the report or the part of it that is written.
    """

    document: str = ""
    issued: str = ""
    heading: str = ""
    sentence: str = ""

    @property
    def base(self) -> str:
        """The nearest known period."""
        return self.sentence or self.heading or self.document

    @property
    def now(self) -> str:
        """What "nay" is: the day of issue, else the end of the report's period, else ""."""
        if len(self.issued) == len("2026-01-21"):
            return self.issued
        if self.document:
            return last_moment(self.document)
        return self.issued

    def year(self, month: int | None) -> int | None:
        """The year of the nearest period that decides it, for this month if one is given."""
        for period in (self.sentence, self.heading, self.document, self.issued):
            if not period:
                continue
            days = bounds(period)
            if month and days.last.month <= 2 and month >= 11:
                return None  # "tháng 12" in a report on January: last year's or this year's
            year = year_of(period) or (_year_within(period, month) if month else None)
            if year is not None:
                return year
        return None


def _year_within(period: str, month: int) -> int | None:
    """The one year in which this month lies within a period that spans two."""
    days = bounds(period)
    assert days.first is not None  # only a range can span two years
    years = range(days.first.year, days.last.year + 1)
    inside = [year for year in years if contains(period, f"{year:04}-{month:02}")]
    return inside[0] if len(inside) == 1 else None
