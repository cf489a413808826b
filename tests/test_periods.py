"""Periods: found in the text (extract.periods), then resolved (normalize.periods).

Every case is one line; a bug becomes a new line. Sentences are written for the tests.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.fold import fold
from extract.periods import find_periods
from extract.periods_grammar import grammar
from normalize.periods import (
    PeriodContext,
    contains,
    following,
    frequency,
    months_period,
    previous,
    resolve,
    year_of,
    yoy,
)

JANUARY = PeriodContext(document="2026-01", issued="2026-01")
MAY = PeriodContext(document="2023-05", issued="2023-05-24")
HALF = PeriodContext(document="2021-S1")
NINE = PeriodContext(document="2017-01..2017-09")
YEAR = PeriodContext(document="2020")
COMPLAINTS = PeriodContext(document="2018-08-01..2019-07-31")
NOTHING = PeriodContext()

# text, context, the mentions as (kind, period) in order
CASES = [
    # months
    ("Tháng 01/2026, phường cấp 12 giấy phép", NOTHING, [("month", "2026-01")]),
    ("tháng 1 năm 2026", NOTHING, [("month", "2026-01")]),
    ("Trong tháng 8/2013 toàn tỉnh", NOTHING, [("month", "2013-08")]),
    ("THÁNG 08 - 2013", NOTHING, [("month", "2013-08")]),
    ("tháng 8.2013", NOTHING, [("month", "2013-08")]),
    ("tháng 01, phường thu được", JANUARY, [("month", "2026-01")]),
    ("tháng 01", NOTHING, [("month", None)]),
    ("tháng 12", JANUARY, [("month", None)]),
    ("tháng 12 năm trước", JANUARY, [("month", "2025-12")]),
    ("tháng 12 năm ngoái", JANUARY, [("month", "2025-12")]),
    ("tháng 3 năm nay", MAY, [("month", "2023-03")]),
    ("tháng 02 năm sau", MAY, [("month", "2024-02")]),
    ("tháng 10", COMPLAINTS, [("month", "2018-10")]),
    ("tháng 5", COMPLAINTS, [("month", "2019-05")]),
    ("tháng tư", MAY, [("month", "2023-04")]),
    ("tháng Giêng năm 2024", NOTHING, [("month", "2024-01")]),
    ("tháng mười hai năm 2022", NOTHING, [("month", "2022-12")]),
    ("trong tháng ba, toàn xã", MAY, [("month", "2023-03")]),
    ("tháng năm năm 2023", NOTHING, [("year", "2023")]),
    ("mỗi tháng hai lần", MAY, []),
    ("mỗi tháng 2 lần, hàng tháng 01 buổi", MAY, []),
    ("trong tháng 01 vụ cháy", JANUARY, [("current", "2026-01")]),
    ("trong tháng 12 hồ sơ được giải quyết", JANUARY, [("current", "2026-01")]),
    ("tháng 01 vụ Đông Xuân gieo 30 ha", JANUARY, [("month", "2026-01")]),
    ("trong tháng 37 hồ sơ", JANUARY, [("current", "2026-01")]),
    ("ngày    tháng 01 năm 2026", NOTHING, [("month", "2026-01")]),
    ("kỳ 12/2025 và 01/2026", NOTHING, [("month", "2025-12"), ("month", "2026-01")]),
    ("số 01/2026/QĐ-UBND", NOTHING, []),
    ("tháng 5 và 5 tháng đầu năm 2023", NOTHING,
     [("month", "2023-05"), ("months", "2023-01..2023-05")]),
    ("tháng 12 và tháng 01 năm 2026", NOTHING, [("month", None), ("month", "2026-01")]),
    ("các tháng 4, 5 và 6 năm 2020", NOTHING, [("months", "2020-Q2")]),
    ("tháng 01, 12 hộ được vay", JANUARY, [("month", "2026-01")]),
    # quarters
    ("quý I/2020", NOTHING, [("quarter", "2020-Q1")]),
    ("Quý III năm 2021", NOTHING, [("quarter", "2021-Q3")]),
    ("quý 4-2019", NOTHING, [("quarter", "2019-Q4")]),
    ("quý II", HALF, [("quarter", "2021-Q2")]),
    ("quý II", NOTHING, [("quarter", None)]),
    ("quý tư năm 2022", NOTHING, [("quarter", "2022-Q4")]),
    ("quý IV năm trước", MAY, [("quarter", "2022-Q4")]),
    ("Quý II và 6 tháng đầu năm 2021", NOTHING, [("quarter", "2021-Q2"), ("half", "2021-S1")]),
    ("từ quý I đến quý III năm 2024", NOTHING, [("months", "2024-01..2024-09")]),
    ("quý khách, quý vị", NOTHING, []),
    ("mỗi quý 1 lần", MAY, []),
    # several months, halves
    ("6 tháng đầu năm 2021", NOTHING, [("half", "2021-S1")]),
    ("06 tháng cuối năm", HALF, [("half", "2021-S2")]),
    ("Sáu tháng đầu năm", HALF, [("half", "2021-S1")]),
    ("6 tháng năm 2021", NOTHING, [("half", "2021-S1")]),
    ("nửa đầu năm 2022", NOTHING, [("half", "2022-S1")]),
    ("nửa cuối năm", HALF, [("half", "2021-S2")]),
    ("3 tháng đầu năm 2018", NOTHING, [("months", "2018-Q1")]),
    ("03 tháng cuối năm 2018", NOTHING, [("months", "2018-Q4")]),
    ("2 tháng cuối năm 2018", NOTHING, [("months", "2018-11..2018-12")]),
    ("9 tháng năm 2017", NOTHING, [("months", "2017-01..2017-09")]),
    ("9 tháng đầu năm", NINE, [("months", "2017-01..2017-09")]),
    ("9 tháng của năm 2017", NOTHING, [("months", "2017-01..2017-09")]),
    ("9 tháng/2017", NOTHING, [("months", "2017-01..2017-09")]),
    ("chín tháng đầu năm 2017", NOTHING, [("months", "2017-01..2017-09")]),
    ("12 tháng năm 2020", NOTHING, [("months", "2020")]),
    ("6 tháng đầu năm trước", HALF, [("half", "2020-S1")]),
    ("lũy kế 5 tháng", MAY, [("months", "2023-01..2023-05")]),
    ("Luỹ kế 5 tháng đầu năm", MAY, [("months", "2023-01..2023-05")]),
    ("lũy kế 6 tháng cuối năm 2025 ước đạt", NOTHING, [("half", "2025-S2")]),
    ("lũy kế 6 tháng cuối năm ước đạt", HALF, [("half", "2021-S2")]),
    ("cộng dồn 9 tháng năm 2017", NOTHING, [("months", "2017-01..2017-09")]),
    ("từ tháng 1 đến tháng 5/2023", NOTHING, [("months", "2023-01..2023-05")]),
    ("từ tháng 01 đến hết tháng 9 năm 2017", NOTHING, [("months", "2017-01..2017-09")]),
    ("từ tháng 10/2025 đến tháng 01/2026", NOTHING, [("months", "2025-10..2026-01")]),
    ("từ tháng 10 đến tháng 01/2026", NOTHING, [("months", "2025-10..2026-01")]),
    ("từ tháng 7/2025 đến nay", JANUARY, [("months", "2025-07..2026-01")]),
    ("từ năm 2021 đến nay", JANUARY, [("months", "2021-01..2026-01")]),
    ("tháng 10-12/2025", NOTHING, [("months", "2025-Q4")]),
    # years
    ("năm 2026", NOTHING, [("year", "2026")]),
    ("cả năm 2020", NOTHING, [("year", "2020")]),
    ("cả năm ước đạt", YEAR, [("year", "2020")]),
    ("năm tài chính 2024", NOTHING, [("year", "2024")]),
    ("ước cả năm", NOTHING, [("year", None)]),
    ("trong năm, phường tổ chức", YEAR, [("current", "2020")]),
    ("năm nay", MAY, [("current", "2023")]),
    ("đến năm 2030", NOTHING, [("year", "2030")]),
    ("Bính Ngọ 2026", NOTHING, [("year", "2026")]),
    ("số hộ nghèo năm 2.026 hộ", NOTHING, []),
    # dates
    ("ngày 24/12/2025", NOTHING, [("day", "2025-12-24")]),
    ("ngày 24 tháng 12 năm 2025", NOTHING, [("day", "2025-12-24")]),
    ("24-12-2025", NOTHING, [("day", "2025-12-24")]),
    ("30.9.2017", NOTHING, [("day", "2017-09-30")]),
    ("2025-12-24 00:00:00", NOTHING, [("day", "2025-12-24")]),
    ("ngày 15/01/26", NOTHING, [("day", "2026-01-15")]),
    ("ngày 20/5", MAY, [("day", "2023-05-20")]),
    ("ngày 15/12", JANUARY, [("day", None)]),
    ("ngày 31/02/2025", NOTHING, [("day", None)]),
    ("ngày 12, phường ra quân", JANUARY, [("day", "2026-01-12")]),
    ("từ ngày 16/12/2025 đến ngày 15/01/2026", NOTHING,
     [("day_range", "2025-12-16..2026-01-15")]),
    ("từ 1/8/2018 đến 31/7/2019", NOTHING, [("day_range", "2018-08-01..2019-07-31")]),
    ("từ 16/12 đến 15/01/2026", NOTHING, [("day_range", "2025-12-16..2026-01-15")]),
    ("từ ngày 15 đến ngày 20/01/2026", NOTHING, [("day_range", "2026-01-15..2026-01-20")]),
    ("từ ngày 01/5 đến ngày 20/5", MAY, [("day_range", "2023-05-01..2023-05-20")]),
    ("(01/01/2026 - 19/01/2026)", NOTHING, [("day_range", "2026-01-01..2026-01-19")]),
    ("15-19/01/2026", NOTHING, [("day_range", "2026-01-15..2026-01-19")]),
    ("từ ngày 20/01/2026 đến ngày 15/01/2026", NOTHING, [("day_range", None)]),
    ("từ ngày 01/01/2026 đến nay", JANUARY, [("day_range", "2026-01")]),
    ("từ ngày 15/12/2025 đến nay", JANUARY, [("day_range", "2025-12-15..2026-01")]),
    ("từ ngày 15/4/2023 đến nay", MAY, [("day_range", "2023-04-15..2023-05-24")]),
    ("từ ngày 01/01/2026 đến nay", NOTHING, [("day_range", None)]),
    ("từ ngày 01/7/2025, xã mới hoạt động", JANUARY, [("since", None)]),
    ("ngày 05 và ngày 20/01/2026", NOTHING, [("day_range", "2026-01-05..2026-01-20")]),
    ("đạt 12/15 chỉ tiêu, 5/7 thôn", MAY, []),
    # as of
    ("đến ngày 21/01/2026", NOTHING, [("as_of", "..2026-01-21")]),
    ("tính đến 30/9/2017", NOTHING, [("as_of", "..2017-09-30")]),
    ("tính đến 30/9, toàn huyện", NINE, [("as_of", "..2017-09-30")]),
    ("đến 15 giờ ngày 20/01/2026", NOTHING, [("as_of", "..2026-01-20")]),
    ("đến hết tháng 9/2023", NOTHING, [("as_of", "..2023-09")]),
    ("đến hết quý III/2025", NOTHING, [("as_of", "..2025-09")]),
    ("hết năm 2025 còn 5 hộ", NOTHING, [("as_of", "2025")]),
    ("đến cuối năm 2020", NOTHING, [("as_of", "2020")]),
    ("tại thời điểm 31/12/2025", NOTHING, [("as_of", "..2025-12-31")]),
    ("Đến nay, toàn phường có", JANUARY, [("as_of", "..2026-01")]),
    ("đến nay", MAY, [("as_of", "..2023-05-24")]),
    ("đến thời điểm hiện nay", HALF, [("as_of", "..2021-06")]),
    ("đến nay", NOTHING, [("as_of", None)]),
    ("cuối năm 2025", NOTHING, [("edge", "2025")]),
    ("cuối kỳ", JANUARY, [("edge", "..2026-01")]),
    ("đầu năm 2025", NOTHING, [("edge", None)]),
    # year to date
    ("từ đầu năm đến nay", MAY, [("year_to_date", "2023-01..2023-05")]),
    ("từ đầu năm đến nay", JANUARY, [("year_to_date", "2026-01")]),
    ("từ đầu năm đến nay", HALF, [("year_to_date", "2021-S1")]),
    ("từ đầu năm đến nay", YEAR, [("year_to_date", "2020")]),
    ("từ đầu năm 2025 đến nay", JANUARY, [("year_to_date", "2025-01..2026-01")]),
    ("từ đầu năm đến hết tháng 5 năm 2023", NOTHING, [("year_to_date", "2023-01..2023-05")]),
    ("từ đầu năm đến ngày 20/6/2023", NOTHING, [("year_to_date", "2023-01-01..2023-06-20")]),
    ("lũy kế từ đầu năm", MAY, [("year_to_date", "2023-01..2023-05")]),
    ("lũy kế đến hết tháng 9", NINE, [("year_to_date", "2017-01..2017-09")]),
    ("lũy kế đến nay", JANUARY, [("as_of", "..2026-01")]),
    ("thu lũy kế đạt", MAY, [("cumulative", "2023-01..2023-05")]),
    ("từ đầu năm", NOTHING, [("year_to_date", None)]),
    # relative
    ("tháng này", MAY, [("current", "2023-05")]),
    ("trong kỳ", HALF, [("current", "2021-S1")]),
    ("trong tháng", HALF, [("current", None)]),
    ("so với cùng kỳ", NINE, [("relative_yoy", "2016-01..2016-09")]),
    ("cùng kỳ năm 2016", NINE, [("relative_yoy", "2016-01..2016-09")]),
    ("cùng kỳ năm trước", JANUARY, [("relative_yoy", "2025-01")]),
    ("cùng kỳ", NOTHING, [("relative_yoy", None)]),
    ("so với tháng trước", MAY, [("relative_prev", "2023-04")]),
    ("so với quý trước", MAY, [("relative_prev", None)]),
    ("quý trước", PeriodContext(document="2020-Q1"), [("relative_prev", "2019-Q4")]),
    ("năm ngoái", MAY, [("relative_prev", "2022")]),
    ("tháng tới", PeriodContext(document="2025-12"), [("relative_next", "2026-01")]),
    ("hồ sơ kỳ trước chuyển sang: 305", JANUARY, []),
    # no periods of observation
    ("năm học 2025 - 2026", JANUARY, [("school_year", None)]),
    ("học kỳ I năm học 2025-2026", JANUARY, [("school_year", None)]),
    ("đợt 1 năm học 2025-2026", JANUARY, [("school_year", None)]),
    ("6 tháng đầu năm học 2025-2026", JANUARY, [("school_year", None)]),
    ("giai đoạn 2022 - 2025", JANUARY, [("span", "2022..2025")]),
    ("nhiệm kỳ 2026 – 2031", JANUARY, [("span", None)]),
    ("kế hoạch 5 năm 2026-2030", JANUARY, [("span", "2026..2030")]),
    ("từ năm 2021 đến năm 2025", JANUARY, [("span", "2021..2025")]),
    ("(03/02/1930 - 03/02/2026)", JANUARY, [("span", None)]),
    ("vụ Đông xuân 2025-2026", JANUARY, [("season", "2026")]),
    ("niên vụ 2025/2026", JANUARY, [("season", None)]),
    ("hoàn thành nhiệm vụ năm 2025", JANUARY, [("year", "2025")]),
    ("tuần 03", JANUARY, [("week", None)]),
    ("trong 3 năm", JANUARY, [("duration", None)]),
    ("12 tháng", JANUARY, [("duration", None)]),
    ("trong 9 tháng, huyện tiêm", NINE, [("duration", "2017-01..2017-09")]),
    ("trong 30 ngày, 5 ngày làm việc", JANUARY, [("duration", None), ("duration", None)]),
    ("đạt 6 tháng lương; trẻ 18 tháng tuổi; 12 năm tuổi nghề", JANUARY, []),
    ("30 ngày công, 100 ngày hội", JANUARY, []),
    ("kỷ niệm 96 năm Ngày thành lập", JANUARY, []),
    ("toàn xã có 1.238 hộ, tăng 8,18%", JANUARY, []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "context", "expected"), CASES, ids=[case[0] for case in CASES])
def test_a_text_gives_these_periods(
    text: str, context: PeriodContext, expected: list[tuple[str, str | None]]
) -> None:
    found = find_periods(fold(text))

    assert [(m.kind, resolve(m, context)) for m in found] == expected


# text, role and plain of its only mention
ROLES = [
    ("thu ngân sách tháng 01/2026", "own", True),
    ("so với năm 2016", "compare", False),
    ("cao hơn 6 tháng đầu năm 2020 là 105 con", "compare", False),
    ("bằng 98% so với cùng kỳ", "compare", False),
    ("so với cùng kỳ 6 tháng đầu năm 2020", "compare", False),
    ("đạt 8% kế hoạch năm 2026", "plan", False),
    ("dự toán cả năm 2026", "plan", False),
    ("Quyết định số 12/QĐ-UBND ngày 05/01/2026", "document", False),
    ("Nghị định số 43/2023/NĐ-CP, ngày 30/6/2023", "document", False),
    ("kế hoạch 02-KH/ĐU, ngày 19/6/2025", "document", False),
    ("dịp 27/7", "event", False),
    ("tối ngày 31/12/2025", "event", False),
    ("trước ngày 15/02/2026", "event", False),
    ("đón năm mới 2026", "event", False),
    ("ngay từ đầu năm", "event", False),
    ("ngày 05 và ngày 20/01/2026", "event", False),
    ("ngày 19, 20/01/2026", "own", True),
    ("tháng 4, 6/2020", "event", False),
    ("ngày 12/01/2026, tiếp 27 lượt công dân", "own", True),
    ("cuối năm 2025", "own", True),
    ("đầu năm 2025", "own", False),
    ("tháng trước", "own", False),
]


@pytest.mark.parametrize(("text", "role", "plain"), ROLES, ids=[case[0] for case in ROLES])
def test_the_words_before_decide_the_role(text: str, role: str, plain: bool) -> None:
    last = find_periods(fold(text))[-1]

    assert (last.role, last.plain) == (role, plain)


REASONS = [
    ("ngày 24/12/2025", "date"),
    ("từ ngày 15/12/2025 đến nay", "date"),
    ("đến ngày 21/01/2026", "date"),
    ("tháng 01/2026", "period"),
    ("6 tháng đầu năm 2021", "period"),
    ("năm 2026", "year"),
    ("giai đoạn 2022 - 2025", "year"),
    ("năm học 2025 - 2026", "year"),
    ("trong 3 năm", "period"),
]


@pytest.mark.parametrize(("text", "reason"), REASONS)
def test_the_ledger_gets_a_reason(text: str, reason: str) -> None:
    (mention,) = find_periods(fold(text))

    assert mention.reason == reason


HEADERS = [
    ("2025", ["2025"]),
    ("TH 2024 | KH 2025", ["2024", "2025"]),
    ("T1/2026", ["2026-01"]),
    ("9T/2017", ["2017-01..2017-09"]),
    ("6T 2021", ["2021-S1"]),
    ("Q1/2020", ["2020-Q1"]),
]


@pytest.mark.parametrize(("text", "expected"), HEADERS)
def test_a_table_head_may_use_short_forms(text: str, expected: list[str]) -> None:
    found = find_periods(fold(text), header=True)

    assert [resolve(mention, NOTHING) for mention in found] == expected


def test_a_bare_year_is_no_period_in_a_sentence() -> None:
    assert find_periods("toàn phường trồng 2025 cây") == ()


def test_spans_are_what_is_written() -> None:
    text = fold("Thu tính đến ngày 21/01/2026 đạt 5 tỷ, trong kỳ chi 2 tỷ")

    assert [text[m.start : m.end] for m in find_periods(text)] == [
        "tính đến ngày 21/01/2026",
        "trong kỳ",
    ]


CALENDAR = [
    (yoy, "2026-01", "2025-01"),
    (yoy, "2026", "2025"),
    (yoy, "2026-S1", "2025-S1"),
    (yoy, "2017-01..2017-09", "2016-01..2016-09"),
    (yoy, "2025-12-16..2026-01-15", "2024-12-16..2025-01-15"),
    (yoy, "..2024-02-29", "..2023-02-28"),
    (previous, "2026-01", "2025-12"),
    (previous, "2026-Q1", "2025-Q4"),
    (previous, "2021-S2", "2021-S1"),
    (previous, "2021", "2020"),
    (previous, "2026-03-01", "2026-02-28"),
    (previous, "2025-12-16..2026-01-15", "2025-11-16..2025-12-15"),
    (previous, "2018-08-01..2019-07-31", "2017-08-01..2018-07-31"),
    (previous, "2025-12-15..2026-01-09", None),
    (previous, "2017-01..2017-09", None),
    (previous, "..2026-01", None),
    (following, "2025-12", "2026-01"),
    (following, "2020-Q4", "2021-Q1"),
    (frequency, "2026", "A"),
    (frequency, "2026-S1", "S"),
    (frequency, "2026-Q1", "Q"),
    (frequency, "2026-01", "M"),
    (frequency, "2026-01-21", "D"),
    (frequency, "2026-01..2026-05", "cumulative"),
    (frequency, "2025-10..2026-01", "range"),
    (frequency, "2026-01-01..2026-01-19", "range"),
    (frequency, "..2026-01", "as_of"),
    (year_of, "2026-Q1", 2026),
    (year_of, "..2026-01-21", 2026),
    (year_of, "2025-12-16..2026-01-15", None),
]


@pytest.mark.parametrize(("function", "period", "expected"), CALENDAR)
def test_calendar_arithmetic(function: object, period: str, expected: object) -> None:
    assert callable(function)
    assert function(period) == expected


@pytest.mark.parametrize(
    ("outer", "inner", "expected"),
    [
        ("2026", "2026-01", True),
        ("2026-S1", "2026-Q2", True),
        ("2026-Q1", "2026-04", False),
        ("2026-01", "2025-12-16..2026-01-15", False),
        ("2026-01", "..2026-01-21", True),
        ("..2026-01", "2025", True),
        ("..2026-01", "2026", False),
    ],
)
def test_contains(outer: str, inner: str, expected: bool) -> None:
    assert contains(outer, inner) is expected


@pytest.mark.parametrize("period", ["", "26", "2026-13", "2026-Q5", "2026-02-30", "01/2026"])
def test_what_is_no_period_is_refused(period: str) -> None:
    with pytest.raises(ValueError):
        frequency(period)


def test_every_run_of_months_is_named_shortest() -> None:
    names = {months_period(2026, a, b) for a in range(1, 13) for b in range(a, 13)}

    assert len(names) == 78  # no two runs share a name
    assert {"2026-Q3", "2026-S2", "2026", "2026-02..2026-04"} <= names


def test_no_period_begins_with_a_word_that_is_no_opening() -> None:
    """The openings listed for running text hide nothing that heads of tables would find."""
    rules, root = grammar(), Path(__file__).parent
    hidden = [
        match.group()
        for path in sorted([*(root / "gold").rglob("*.txt"), *(root / "corpus").rglob("*.tsv")])
        for folded in map(fold, path.read_text("utf-8").splitlines())
        for match in rules.header_atoms.finditer(folded)
        if not any(
            match[name] for name in rules.header_names if name.startswith(("short", "header"))
        )
        and rules.starts.match(folded, match.start()) is None
    ]

    assert not hidden
