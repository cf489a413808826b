"""What is found in the text: one period or date expression, not yet a period."""

from __future__ import annotations

from typing import Literal

from solieu.frozen import frozen

PeriodKind = Literal[
    "day",  # ngày 24/12/2025
    "day_range",  # từ ngày 16/12/2025 đến ngày 15/01/2026, from a day "đến nay"
    "as_of",  # đến ngày 21/01/2026, tính đến hết tháng 9, đến nay
    "since",  # từ ngày 01/7/2025 with no end
    "month",  # tháng 01/2026
    "months",  # 9 tháng đầu năm 2017, lũy kế 5 tháng, từ tháng 1 đến tháng 5
    "quarter",  # quý III năm 2021
    "half",  # 6 tháng đầu năm, 06 tháng cuối năm
    "year",  # năm 2026, cả năm
    "year_to_date",  # từ đầu năm đến nay
    "cumulative",  # lũy kế, with no months named
    "current",  # trong tháng, kỳ này, năm nay
    "relative_yoy",  # cùng kỳ, cùng kỳ năm 2016
    "relative_prev",  # tháng trước, quý trước, năm ngoái
    "relative_next",  # tháng tới, năm sau
    "edge",  # đầu năm, cuối năm 2025
    "week",  # tuần 03
    "school_year",  # năm học 2025 - 2026, học kỳ I
    "season",  # vụ Đông xuân 2025-2026
    "span",  # giai đoạn 2022 - 2025, nhiệm kỳ 2026 - 2031
    "duration",  # trong 3 năm, 12 tháng
]
PeriodRole = Literal["own", "compare", "plan", "prices", "document", "event"]
PeriodUnit = Literal["", "day", "week", "month", "quarter", "year", "period"]


@frozen
class PeriodMention:
    """One expression in ``text[start:end]``, with what is written and no more.

    Parts that are not written are None. ``end_*`` is the second edge of a range;
    ``to_now`` says that it is "nay". ``count`` is the n of "n tháng" and ``part`` says
    which end of the year (or of ``unit``, or of the school year) is meant. ``shift`` counts
    years from the year of the context ("tháng 12 năm trước" has -1). ``role`` says what the
    words before it make of it: the base of a comparison, a plan's own year, the year whose
    prices are used, the date of a document or of an event. ``plain`` says whether it can be a
    figure's own period. ``reason`` is what the ledger says of its digits.
    """

    start: int
    end: int
    kind: PeriodKind
    year: int | None = None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None
    end_year: int | None = None
    end_month: int | None = None
    end_day: int | None = None
    to_now: bool = False
    count: int | None = None
    part: Literal["", "first", "middle", "last"] = ""
    unit: PeriodUnit = ""
    shift: int | None = None
    role: PeriodRole = "own"

    @property
    def plain(self) -> bool:
        """True where this can be a figure's own period."""
        if self.role != "own":
            return False
        if self.kind == "edge":
            return self.part == "last"
        return self.kind in _PLAIN

    @property
    def reason(self) -> Literal["date", "period", "year"]:
        """The ledger's word for the digits in this mention."""
        if self.day is not None or self.end_day is not None:
            return "date"
        if self.kind in ("year", "season", "school_year", "span"):
            return "year"
        return "period"


_PLAIN: frozenset[PeriodKind] = frozenset(
    {
        "day",
        "day_range",
        "as_of",
        "month",
        "months",
        "quarter",
        "half",
        "year",
        "year_to_date",
        "cumulative",
        "current",
        "school_year",
    }
)
