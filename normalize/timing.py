"""The period of each figure: stated, else of the heading, else of the document."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extract.periods_mention import PeriodMention
from normalize.periods import PeriodContext, resolve, year_of, yoy
from normalize.segments import Segment
from normalize.statements import Statement

_SEASON = regex.compile(
    r"(?<!\w)(?:vụ|lúa|trà)\s+(?:đông xuân|hè thu|chiêm xuân|thu đông|xuân|mùa|đông|chiêm|hè|xuân hè)(?!\w)"
)
_AT = regex.compile(r"(?:tại|thời điểm|có đến|tính tại)\s*(?:ngày)?\s*$")
_OPENERS = frozenset(["trong", "tính", "đến", "hết", "từ", "ngày", "riêng", "và", "tại", "kể", "lũy", "kế", "cả", "cùng", "tới"])


class Timer:
    """Gives every statement of one passage its period and where that comes from.

    ``inherited`` is the period of the sentence that introduces the passage or that a
    footnote hangs on, "" if none.
    """

    def __init__(
        self,
        folded: str,
        sentences: Sequence[tuple[int, int]],
        periods: Sequence[PeriodMention],
        context: PeriodContext,
        inherited: str,
        task: bool = False,
        season: str = "",
        plan: str = "",
    ) -> None:
        self.task = task
        self.season = season
        self.plan = plan
        self.folded = folded
        self.sentences = sentences
        self.periods = list(periods)
        self.context = context
        self.inherited = inherited

    def place(
        self,
        statement: Statement,
        segment: Segment,
        statements: Sequence[Statement],
        index: int,
        clause: int,
        reach: int,
    ) -> None:
        """Set ``period`` and ``period_basis`` of a statement.

        ``reach`` is where the percentage behind a plan ends, whose words may name the
        plan's period ("a/b đồng, đạt c% kế hoạch 6 tháng cuối năm").
        """
        anchor = statements[clause] if 0 <= clause < index else None
        if statement.measure == "plan":
            self._plan(statement, segment, anchor, reach)
            return
        own = self._stated(segment, tail=statement.measure != "pct_of_plan")
        if statement.quantity.link == "range" and index:
            low = statements[index - 1]
            statement.period, statement.period_basis = low.period, low.period_basis
            return
        if own is None and anchor is None and 0 <= statement.whole < index:
            whole = statements[statement.whole]
            if whole.period_basis == "stated" and whole.measure != "plan":
                statement.period, statement.period_basis = whole.period, "stated"
                return
        if own is None and anchor is not None:
            if statement.shifted and anchor.period:
                statement.period, statement.period_basis = yoy(anchor.period), "stated"
            elif anchor.measure != "plan":
                statement.period = anchor.period
                statement.period_basis = anchor.period_basis
            else:
                self._default(statement)
            return
        if own is None:
            own = self._carried(segment)
        if own is None:
            self._default(statement)
        else:
            statement.period, statement.period_basis = own, "stated"
        if statement.shifted and own is None and statement.period:
            statement.period, statement.period_basis = yoy(statement.period), "stated"

    # --- where a period is said ---------------------------------------------------

    def _stated(self, segment: Segment, tail: bool) -> str | None:
        """A plain mention in the lead (the nearest), else in the tail."""
        inside = self._plain(*segment.lead)
        for mention in reversed(inside):
            if (period := self._resolve(mention)) is not None:
                return period
        if not tail:
            return None
        end = segment.tail[1]
        comma = self.folded.find(",", *segment.tail)
        for mention in self._plain(segment.tail[0], comma if comma >= 0 else end):
            if mention.kind not in ("year",) and (period := self._resolve(mention)) is not None:
                return period
        return None

    def _carried(self, segment: Segment) -> str | None:
        """The last one said before in the sentence, else at the start of an earlier one."""
        start, _ = self.sentences[segment.sentence]
        for mention in reversed(self._plain(start, segment.lead[0])):
            near = mention.kind != "year" or ";" not in self.folded[mention.end : segment.lead[0]]
            if near or self._opens(start, mention):
                if (period := self._resolve(mention)) is not None:
                    return period
        for number in range(segment.sentence - 1, -1, -1):
            begin, end = self.sentences[number]
            for mention in reversed(self._plain(begin, end)):
                if mention.kind in ("day", "as_of"):
                    continue  # a stock on a day says nothing of the next sentence
                if self._opens(begin, mention) and (period := self._resolve(mention)) is not None:
                    return period
        return None

    def _opens(self, start: int, mention: PeriodMention) -> bool:
        """True for an adverbial at the start of a sentence: it governs what follows."""
        head = self.folded[start : mention.start].strip(" -+•.¹²³⁴⁵⁶⁷⁸⁹⁰")
        return all(word in _OPENERS for word in head.split())

    def _plain(self, start: int, end: int) -> list[PeriodMention]:
        return [
            m
            for m in self.periods
            if start <= m.start < end
            and (m.plain or m.kind == "duration")
            and not (m.kind == "edge" and m.year is None)
        ]

    def _resolve(self, mention: PeriodMention) -> str | None:
        if (
            mention.kind == "edge"
            and mention.year
            and not (mention.month or mention.unit == "month")
        ):
            return f"{mention.year:04}"  # "cuối năm 2022": the year's own figure
        if mention.kind == "day" and _AT.search(self.folded, 0, mention.start):
            day = resolve(mention, self.context)
            return f"..{day}" if day else None
        return resolve(mention, self.context)

    # --- plans and defaults ---------------------------------------------------------

    def _plan(
        self, statement: Statement, segment: Segment, anchor: Statement | None, reach: int
    ) -> None:
        start, end = segment.lead[0], segment.tail[1]
        begin = self.sentences[segment.sentence][0]
        opened = [
            m
            for m in self.periods
            if begin <= m.start < start
            and m.kind in ("year", "as_of", "edge")
            and (m.role == "plan" or self._opens(begin, m))
        ]
        for mention in [*(m for m in self.periods if m.start >= start), *reversed(opened)]:
            if begin <= mention.start < end and mention.role in ("own", "plan"):
                period = self._resolve(mention)
                if period is None:
                    continue
                if mention.kind in ("as_of", "edge") and mention.year and not mention.month:
                    period = f"{mention.year:04}"
                elif mention.kind not in ("year", "month", "quarter", "half", "months"):
                    continue
                statement.period, statement.period_basis = period, "stated"
                return
        for mention in self.periods:
            if end <= mention.start < reach and mention.role == "plan":
                if (period := self._resolve(mention)) is not None:
                    statement.period, statement.period_basis = period, "stated"
                    return
        if self.plan:
            statement.period, statement.period_basis = self.plan, "stated"
            return
        if self.task and self.context.heading:
            statement.period, statement.period_basis = self.context.heading, "heading"
            return
        base = anchor.period if anchor is not None and anchor.period else self.inherited
        base = base or self._carried(segment) or self.context.base
        year = year_of(base) if base else None
        if year is None and base:
            year = int(base.split("..")[-1][:4])
        if year is not None:
            statement.period = f"{year:04}"
            statement.period_basis = "document"

    def _default(self, statement: Statement) -> None:
        if self.inherited:
            statement.period, statement.period_basis = self.inherited, "stated"
        elif self.season and _SEASON.search(self.folded, 0, statement.quantity.start):
            statement.period, statement.period_basis = self.season, "document"
        elif self.context.heading:
            statement.period, statement.period_basis = self.context.heading, "heading"
        elif self.context.document:
            statement.period, statement.period_basis = self.context.document, "document"
