"""Figures of an earlier period beside the one reported: "2,3% (quý trước 2,5%)".

They say the same thing as the figure before them, for the period that the words name.
"cùng kỳ" is told apart in normalize.scene, as it may go on for long.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from extract.periods_mention import PeriodMention
from normalize.ordered import Ordered
from normalize.periods import PeriodContext, bounds, previous, resolve, yoy
from normalize.segments import Segment
from normalize.statements import Statement

_BARE_YEAR = regex.compile(r"\s*(?P<year>(?:19|20)[0-9]{2})\s*:?\s*")
_YEAR = 4  # characters of a year


class Asides:
    """Finds them in one passage."""

    def __init__(
        self, folded: str, periods: Ordered[PeriodMention], context: PeriodContext
    ) -> None:
        """``periods`` are all mentions of the passage, ``context`` what resolves them."""
        self._folded = folded
        self._periods = periods
        self._context = context

    def period(self, statements: Sequence[Statement], segment: Segment) -> str:
        """The earlier period that a figure is about, "" where it is none of these.

        ``statements`` are the figures before it. What is only listed on in the bracket
        ("(tháng trước: 2.105 vụ, 12 người)") is about the same period.
        """
        if segment.index == 0:
            return ""
        bracketed = segment.opened >= 0
        about = statements[segment.opened if bracketed else -1].period
        if not about:
            return ""
        mentions = self._periods.within(*segment.lead)
        if not bracketed:
            return self._next_to(mentions[:1], segment, about)
        for mention in mentions:
            if (period := self._resolved(mention, about, statements[-1])) is not None:
                return _if_earlier(period, about)
        year = _BARE_YEAR.fullmatch(self._folded, *segment.lead)
        if year is not None:
            return _if_earlier(year["year"], about)
        if segment.index - 1 == segment.opened:
            return self._named_before(segment, about)
        before = statements[-1]
        gap = self._folded[before.quantity.end : segment.quantity.start]
        return before.aside if not mentions and not set("();").intersection(gap) else ""

    def _next_to(self, first: Sequence[PeriodMention], segment: Segment, about: str) -> str:
        """ "đạt 23,1%; quý trước đạt 21,8%": the words stand at the very start of the lead."""
        start = segment.lead[0]
        for mention in first:
            at_start = not self._folded[start : mention.start].strip(" ,;")
            if at_start and mention.kind == "relative_prev":
                return _before(mention, about) or ""
        return ""

    def _named_before(self, segment: Segment, about: str) -> str:
        """ "thấp hơn mức đóng góp của 6 tháng/2018 (1,11 điểm %)"."""
        end = segment.lead[0] - 1
        for mention in self._periods.within(max(0, end - 40), end):
            close = not self._folded[mention.end : end].strip()
            if close and self._folded.endswith("của ", 0, mention.start):
                period = resolve(mention, replace(self._context, sentence=about))
                return _if_earlier(period, about) if period else ""
        return ""

    def _resolved(self, mention: PeriodMention, about: str, before: Statement) -> str | None:
        """The period meant, seen from the figure before the bracket."""
        if mention.kind == "relative_prev":
            return _before(mention, about)
        if not mention.plain:
            return None
        period = resolve(mention, replace(self._context, sentence=about))
        if period == yoy(about)[:_YEAR] and before.compare_to == "yoy":
            return yoy(about)  # "giảm 5% so với cùng kỳ (năm 2017 đạt 190%)": the same months
        return period


def _before(mention: PeriodMention, about: str) -> str | None:
    return yoy(about) if mention.unit == "year" else previous(about)


def _if_earlier(period: str, about: str) -> str:
    return period if bounds(period).last < bounds(about).last else ""
