"""The period of each figure: stated, else of the heading, else of the document."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, takewhile

from extract.fold import fold
from extract.lexicon import word_set
from extract.periods_mention import PeriodMention
from normalize.brackets import Brackets
from normalize.frame import Frame
from normalize.ordered import Ordered
from normalize.periods import (
    bounds,
    frequency,
    months_period,
    names_one_year,
    resolve,
    school_period,
    school_year_of,
    year_of,
    yoy,
)
from normalize.segments import Segment
from normalize.statements import Statement
from normalize.stocks import is_flow, is_stock
from normalize.timing_anchors import anchor_of, grows_with, is_of_another_time, last_said
from normalize.timing_words import (
    crop,
    foreseen,
    goes_on,
    handed_on,
    leads_to_figure,
    parts_period,
    source,
    stands_for_norm,
    stock_date,
)
from solieu.model import Measure

_LONGEST_OPENING = 200  # characters of connectives before a period that opens a sentence
# Periods a plan may cover, and dates that stand for their year ("đến cuối năm 2025").
_PLANNED = frozenset({"year", "month", "quarter", "half", "months", "season"})
_NEXT_WORD = 12  # characters that hold the word behind a year
_LONGEST_DEFINITION = 60  # characters of a period and what stands before the days it means
_NEXT_SUM = 30  # characters between a figure and the "lũy kế" of the same
_FEW_WORDS = 4  # "(số liệu tính từ ngày", "(từ"
_LEVELS: frozenset[Measure] = frozenset({"actual", "estimate", "rate", "share"})
_YEAR_ENDS = frozenset({"as_of", "edge"})


class Timer:
    """Gives every statement of one passage its period and where that comes from."""

    def __init__(
        self,
        folded: str,
        sentences: Sequence[tuple[int, int]],
        periods: Ordered[PeriodMention],
        frame: Frame,
    ) -> None:
        """``frame`` gives what the passage inherits: heading, list, crop, plan."""
        self._folded = folded
        self._sentences = sentences
        self._periods = periods
        self._frame = frame
        self._context = frame.context
        named = crop().search(folded)
        self._crop_from = named.end() if named else len(folded) + 1
        self._brackets = Brackets(folded)
        self._opened: list[str | None] = [None]  # by sentence: what the ones before it opened
        self._stock = frame.stock
        self._plan_openings: dict[int, Sequence[PeriodMention]] = {}

    def place(
        self,
        statement: Statement,
        segment: Segment,
        statements: Sequence[Statement],
        clause: int,
        reach: int,
        base: PeriodMention | None = None,
    ) -> None:
        """Set ``period`` and ``period_basis`` of a statement.

        ``statements`` are the figures so far. ``reach`` is where the percentage behind a
        plan ends, whose words may name the plan's period ("a/b đồng, đạt c% kế hoạch 6
        tháng cuối năm"). ``base`` is the period in its lead that a change is measured from.
        """
        index = segment.index
        anchor = anchor_of(statements, clause, index) if 0 <= clause < index else None
        if statement.former:
            period = self._behind(segment, statement) or self._right_before(segment)
            statement.set_period(period or "", "stated" if period else "")
            return
        if statement.measure == "plan":
            before = statements[index - 1] if index else None
            self._plan(statement, segment, anchor, reach, before)
            return
        if statement.quantity.link == "range" and index:
            low = statements[index - 1]
            statement.set_period(low.period, low.period_basis)
            return
        own = self._stated(segment, statement, base)
        if own and statement.shifted and anchor and anchor.period:
            own = None if own == str(year_of(yoy(anchor.period))) else own
        if own is None and anchor is not None:
            self._like_anchor(statement, anchor)
            return
        if own is None and 0 <= statement.whole < index:
            whole = last_said(statements, statement.whole, index)
            if self._is_summed_up_next(segment):
                whole = self._before_sum(statements, statement.whole)
            if whole.period_basis == "stated" and whole.measure != "plan":
                shifted = statement.shifted and not whole.shifted
                statement.set_period(yoy(whole.period) if shifted else whole.period, "stated")
                return
        if own is not None and own.startswith("..") and is_stock(fold(statement.label)):
            self._stock = own
        carried = own if own is not None else self._carried(segment, statements, statement)
        if carried is not None:
            shifted = statement.shifted and own is None
            statement.set_period(yoy(carried) if shifted else carried, "stated")
        else:
            self._default(statement)
            if statement.shifted and statement.period:
                statement.set_period(yoy(statement.period), "stated")

    def _is_summed_up_next(self, segment: Segment) -> bool:
        """ "thu nội địa 359 tỷ đồng, lũy kế 1.999 tỷ đồng": a part says both, as its whole did."""
        end = segment.quantity.end
        stop = self._sentences[segment.sentence][1]
        near = self._periods.within(end, min(stop, end + _NEXT_SUM))
        told = any(one.kind in ("cumulative", "year_to_date") for one in near)
        return told and self._folded.find(";", end, min(stop, end + _NEXT_SUM)) < 0

    def _before_sum(self, statements: Sequence[Statement], whole: int) -> Statement:
        """Of "tháng 7 được 679 tỷ đồng, lũy kế được 6.273 tỷ đồng" the first."""
        one, before = statements[whole], statements[max(0, whole - 1)]
        gap = before.quantity.end, one.quantity.start
        summed = any(m.kind in ("cumulative", "year_to_date") for m in self._periods.within(*gap))
        return before if summed else one

    def _like_anchor(self, statement: Statement, anchor: Statement) -> None:
        """The period of the figure that this one speaks of."""
        if statement.shifted and anchor.period and not anchor.shifted:
            statement.set_period(yoy(anchor.period), "stated")
        elif anchor.measure != "plan" or grows_with(anchor, statement):
            statement.set_period(anchor.period, anchor.period_basis)
        else:
            self._default(statement)

    # --- where a period is said ---------------------------------------------------

    def _stated(
        self, segment: Segment, statement: Statement, base: PeriodMention | None
    ) -> str | None:
        """A plain mention in the lead (the nearest), else in the tail.

        A year behind a figure is its own only where nothing stands between ("giảm từ 68% năm
        2015 còn 60,8% năm 2019"); behind a ratio it is a base.
        """
        for mention in reversed(self._plain(*segment.lead)):
            if mention is not base and (period := self._resolve(mention)) is not None:
                return period
        return self._behind(segment, statement)

    def _right_before(self, segment: Segment) -> str | None:
        """ "nhu cầu năm 2017 từ 19 triệu tấn xuống còn 17": the year of both levels."""
        for mention in self._plain(*segment.lead):
            words = self._folded[mention.end : segment.lead[1]].strip()
            if words in word_set("measures", "came_from"):
                return self._resolve(mention)
        return None

    def _behind(self, segment: Segment, statement: Statement) -> str | None:
        """The period said behind a figure."""
        if statement.measure in ("pct_of_plan", "index"):
            return None  # of the plan, or of what it is compared with: "gấp 3 lần quý 3 năm ngoái"
        start, end = segment.tail
        comma = self._folded.find(",", start, end)
        end = comma if comma >= 0 else end
        bracket = self._folded.find("(", start, end)
        if bracket >= 0 and self._folded.find(")", bracket, end) < 0:
            end = bracket  # "2,48 điểm % (6 tháng/2018 đóng góp 2,98 điểm %)": of the next figure
        parted = parts_period().search(self._folded, start, end)
        end = parted.start() if parted is not None else end
        for mention in self._plain(start, end):
            told = statement.measure in _LEVELS and self._beside(start, mention)
            if mention.kind == "year" and not told:
                continue
            if (period := self._resolve(mention)) is not None:
                return period
        return None

    def _beside(self, start: int, year: PeriodMention) -> bool:
        """ "60,8% vào năm 2019", "60,8% (năm 2019)", but not "4 vụ năm 2017 chuyển sang"."""
        between = self._folded[start : year.start].strip().removeprefix("(").strip()
        return between in word_set("timing", "beside") and not self._is_brought_forward(year)

    def _is_brought_forward(self, year: PeriodMention) -> bool:
        """ "năm 2018 chuyển sang 39 vụ": they are of that year no more."""
        behind = self._folded[year.end : year.end + _NEXT_WORD].split()[:1]
        return year.kind == "year" and word_set("timing", "brought_forward").issuperset(
            behind or [""]
        )

    def _carried(
        self,
        segment: Segment,
        statements: Sequence[Statement],
        statement: Statement | None = None,
    ) -> str | None:
        """The last one said before in the sentence, else at the start of an earlier one.

        What is said of a level that something came from goes on to no other figure; a stock
        takes the day last said of one before the months that an earlier sentence opened with.
        """
        start, _ = self._sentences[segment.sentence]
        passed = segment.lead[0]
        if segment.index and statements and statements[segment.index - 1].former:
            passed = statements[segment.index - 1].quantity.end
        for mention in reversed(self._periods.within(start, passed)):
            if not self._is_own(mention):
                continue
            if self._brackets.shut(mention.end, segment.lead[0]) and not self._defines(mention):
                continue
            near = (
                mention.kind != "year" or self._folded.find(";", mention.end, segment.lead[0]) < 0
            )
            if near or self._opens(start, mention):
                period = self._resolve(mention)
                if period is not None:
                    return period
        if statement is not None and self._stock and self._is_stock(statement):
            return self._stock
        return self._goes_on(segment, statements) or self._opened_before(segment.sentence)

    def _goes_on(self, segment: Segment, statements: Sequence[Statement]) -> str | None:
        """ "Từ đầu năm đến nay phát hiện 726 vụ. Qua đó, đã điều tra 597 vụ": of the same time."""
        start, end = self._sentences[segment.sentence]
        if not statements or goes_on().match(self._folded, start, end) is None:
            return None
        before = self._sentences[segment.sentence - 1][0] if segment.sentence else start
        for one in reversed(statements[: segment.index]):
            if one.quantity.start < before:
                return None
            if one.quantity.start < start and not is_of_another_time(one):
                return one.period if one.period_basis == "stated" else None
        return None

    def _defines(self, mention: PeriodMention) -> bool:
        """ "Lũy kế 8 tháng (từ 15/12 đến 14/8): ...": the bracket says which days are meant."""
        if mention.kind != "day_range":
            return False
        low = max(0, mention.start - _LONGEST_DEFINITION)
        before = self._folded[low : mention.start]
        opened = low + before.rfind("(")
        if opened < low or self._folded[opened + 1 : mention.start].count(" ") > _FEW_WORDS:
            return False
        return any(one.end == opened - 1 for one in self._periods.within(low, opened))

    def _opened_before(self, sentence: int) -> str | None:
        """The period that the nearest sentence before this one opened with."""
        while len(self._opened) <= sentence:
            number = len(self._opened) - 1
            own = self._opening(*self._sentences[number])
            self._opened.append(own if own is not None else self._opened[number])
        return self._opened[sentence]

    def _opening(self, start: int, end: int) -> str | None:
        """The period a sentence opens with; a day, or "đến nay", says nothing of the next one."""
        for mention in reversed(self._plain(start, end)):
            if mention.kind == "day" or mention.to_now or not self._opens(start, mention):
                continue
            if (period := self._resolve(mention)) is not None:
                return period
        return self._so_far(start, end)

    def _so_far(self, start: int, end: int) -> str | None:
        """ "Xuất khẩu 6 tháng đạt ...": in a report on a month, the months so far go on too."""
        document = self._context.document
        if frequency(document or "2000") not in ("M", "Q"):
            return None
        for mention in self._plain(start, end):
            if mention.kind in ("months", "half", "duration"):
                period = self._resolve(mention)
                if period and period != document and bounds(period).last == bounds(document).last:
                    return period
        return None

    def _opens(self, start: int, mention: PeriodMention) -> bool:
        """True for an adverbial at the start of a sentence: it governs what follows."""
        if mention.start - start > _LONGEST_OPENING:
            return False
        head = self._folded[start : mention.start].strip(" -+•.¹²³⁴⁵⁶⁷⁸⁹⁰")
        head = source().sub("", head)
        openers = word_set("timing", "openers")
        return all(word in openers for word in head.split())

    def _plain(self, start: int, end: int) -> list[PeriodMention]:
        return [mention for mention in self._periods.within(start, end) if self._is_own(mention)]

    def _is_own(self, mention: PeriodMention) -> bool:
        """True where a mention can be a figure's own period; years in a row where they govern.

        "Từ năm 2020 đến năm 2022 xây 9 trường", "giai đoạn 2016 - 2020, ...", but neither a
        plan nor a programme "giai đoạn 2021 - 2025" that is only named.
        """
        handed = handed_on().match(self._folded, 0, mention.start)
        if handed or self._is_brought_forward(mention):
            return False
        if mention.kind == "season":
            return mention.role == "own"
        if mention.kind != "span":
            return _is_plain(mention)
        if mention.role != "own":
            return False
        start = next(start for start, end in self._sentences if mention.start < end)
        before = self._folded[start : mention.start]
        return (
            self._folded.startswith("từ ", mention.start)
            or self._opens(start, mention)
            or before.endswith(("trong ", "; "))
            or self._leads_to_figure(start, mention)
        )

    def _leads_to_figure(self, start: int, span: PeriodMention) -> bool:
        """ "Vốn huy động giai đoạn 2016-2020: 1.245 tỷ đồng", "bình quân giai đoạn ... đạt 7%".

        Not where a norm is named by its years ("chuẩn nghèo giai đoạn 2022-2025 là 5%").
        """
        if stands_for_norm().search(self._folded, start, span.start) is not None:
            return False
        return leads_to_figure().match(self._folded, span.end) is not None

    def _resolve(self, mention: PeriodMention) -> str | None:
        if mention.kind == "edge" and mention.year:
            if mention.quarter:
                return f"{mention.year:04}-Q{mention.quarter}"
            if not (mention.month or mention.unit == "month"):
                return f"{mention.year:04}"  # "cuối năm 2022": the year's own figure
        elif mention.kind == "season":
            return self._season(mention)
        elif so_far := self._so_far_of(mention):
            return so_far
        elif mention.kind == "as_of" and self._is_foreseen(mention):
            return f"{mention.year:04}"  # "dự ước đến 31/12/2019": the year's own figure
        elif mention.kind == "day" and stock_date().match(self._folded, 0, mention.start):
            day = resolve(mention, self._context)
            return f"..{day}" if day else None
        return resolve(mention, self._context)

    def _so_far_of(self, mention: PeriodMention) -> str | None:
        """ "tháng 7 thu 12 tỷ đồng, lũy kế 90 tỷ đồng": up to the month that was named before."""
        dated = mention.year or mention.end_month or mention.end_day or mention.to_now
        if dated or mention.kind not in ("cumulative", "year_to_date"):
            return None
        for before in reversed(self._periods.within(0, mention.start)):
            if before.kind in ("month", "quarter") and self._is_own(before):
                period = resolve(before, self._context)
                if period is None:
                    return None
                last = bounds(period).last
                return months_period(last.year, 1, last.month)
        return None

    def _season(self, mention: PeriodMention) -> str | None:
        """The year of a harvest that names but one ("vụ Mùa năm 2019").

        Else what the report covers of it, where it lies within the report's own year.
        """
        if names_one_year(self._folded, mention):
            return f"{mention.year:04}"
        covered = self._frame.season or self._context.document
        year = resolve(mention, self._context)
        return covered if covered and str(bounds(covered).last.year) == year else year

    def _is_foreseen(self, mention: PeriodMention) -> bool:
        """True for the last day of a year, right behind a word of estimate."""
        if not mention.year or (mention.day, mention.month) != (31, 12):
            return False
        return foreseen().match(self._folded, 0, mention.start) is not None

    # --- plans and defaults ---------------------------------------------------------

    def _plan(
        self,
        statement: Statement,
        segment: Segment,
        anchor: Statement | None,
        reach: int,
        before: Statement | None,
    ) -> None:
        """A plan covers the period it names, else that of the one listed before, else the year."""
        period = self._planned(segment)
        if period is None:
            period = self._planned_behind(segment.tail[1], reach)
        listed = before is not None and before.measure == "plan" and not statement.quantity.link
        if period is None and listed and before is not None and before.period_basis == "stated":
            near = before.quantity.start >= self._sentences[segment.sentence][0]
            period = before.period if near else None
        if period is not None:
            statement.set_period(period, "stated")
        elif self._frame.plan:
            statement.set_period(self._frame.plan, "stated")
        elif self._frame.task and self._context.heading:
            statement.set_period(self._context.heading, "heading")
        else:
            base = anchor.period if anchor is not None and anchor.period else self._frame.period
            base = base or self._carried(segment, ()) or self._context.base
            if base:
                statement.set_period(_plan_year(base), "document")

    def _planned(self, segment: Segment) -> str | None:
        """The period named around a plan, or at the start of its sentence."""
        start, end = segment.lead[0], segment.tail[1]
        opening = (m for m in reversed(self._plan_opening(segment.sentence)) if m.start < start)
        for mention in chain(self._periods.within(start, end), opening):
            if mention.role not in ("own", "plan"):
                continue
            period = self._resolve(mention)
            if period is None:
                continue
            if mention.kind in _YEAR_ENDS and mention.year and not mention.month:
                return f"{mention.year:04}"
            if mention.kind in _PLANNED:
                return period
        return None

    def _plan_opening(self, sentence: int) -> Sequence[PeriodMention]:
        """Years of plans in a sentence, and years it opens with."""
        if sentence not in self._plan_openings:
            start, end = self._sentences[sentence]
            self._plan_openings[sentence] = [
                mention
                for mention in self._periods.within(start, end)
                if (mention.kind == "year" or mention.kind in _YEAR_ENDS)
                and (mention.role == "plan" or self._opens(start, mention))
            ]
        return self._plan_openings[sentence]

    def _planned_behind(self, start: int, reach: int) -> str | None:
        """The plan's period in the words of the percentage that follows it."""
        for mention in self._periods.within(start, reach):
            if mention.role == "plan" and (period := self._resolve(mention)) is not None:
                return period
        return None

    def _default(self, statement: Statement) -> None:
        """What the sentence before the list, the crop, the heading or the report covers."""
        frame = self._frame
        if frame.period:
            statement.set_period(frame.period, "stated")
        elif self._stock and self._is_stock(statement):
            statement.set_period(self._stock, "stated")
        elif frame.season and self._crop_from <= statement.quantity.start:
            statement.set_period(frame.season, "document")
        elif self._context.heading:
            statement.set_period(self._context.heading, "heading")
        elif self._context.document:
            statement.set_period(self._context.document, "document")

    def _is_stock(self, statement: Statement) -> bool:
        """By its label, else by the words its sentence opens with: "dư nợ ... 24%, điện 40%"."""
        label = fold(statement.label)
        if is_flow(label):
            return False
        at = statement.quantity.start
        start = next(start for start, end in self._sentences if at < end)
        opening = "".join(takewhile(lambda char: not char.isdigit(), self._folded[start:at]))
        return is_stock(label) or is_stock(opening)


def _plan_year(period: str) -> str:
    """The year whose plan a report on ``period`` measures against; of a school its own year."""
    school = school_year_of(period)
    if school is not None:
        return school_period(school)
    year = year_of(period) or int(period.split("..")[-1][:4])
    return f"{year:04}"


def _is_plain(mention: PeriodMention) -> bool:
    """True where a mention can be a figure's own period ("cuối năm" needs its year)."""
    if mention.kind == "edge" and mention.year is None:
        return False
    return mention.plain or mention.kind == "duration"
