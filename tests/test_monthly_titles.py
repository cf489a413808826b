"""One table under other titles and heads: each figure keeps its id, measure, period and unit."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

import pytest

from extract.sheets import read_workbook
from extract.structure import build
from normalize.indicators import match
from normalize.metadata import describe
from normalize.observe import observe
from solieu.model import Observation
from tests.monthly_tables import LAYOUTS, Column, Layout, Workbook

# Name of the layout, its first year, year and month of the workbook, title.
TITLES = [
    ("XK", 2000, 2001, 5, "Xuất khẩu hàng hoá tháng {m} và {m} tháng năm {y}"),
    ("XK", 2000, 2001, 5, "Một số mặt hàng xuất khẩu chủ yếu"),
    ("XK", 2000, 2003, 5, "Mặt hàng xuất khẩu chủ yếu tháng {m} năm {y}"),
    ("XK", 2000, 2003, 5, "Kim ngạch và mặt hàng xuất khẩu chủ yếu"),
    ("XK", 2000, 2005, 5, "Trị giá và mặt hàng xuất khẩu chủ yếu {m} tháng năm {y}"),
    ("XK", 2000, 2014, 5, "Giá trị xuất khẩu hàng hóa"),
    ("XK", 2000, 2014, 5, "Kim ngạch xuất khẩu hàng hóa và mặt hàng chủ yếu"),
    ("NK", 2000, 2001, 5, "Một số mặt hàng nhập khẩu chủ yếu"),
    ("Banle", 2000, 2004, 5, "Tổng mức hàng hoá bán lẻ và doanh thu dịch vụ tiêu dùng xã hội"),
    ("Banle", 2010, 2015, 5, "Tổng mức bán lẻ hàng hóa, doanh thu dịch vụ tiêu dùng"),
    ("Banle", 2010, 2015, 5, "Tổng mức bán lẻ hàng hóa và dịch vụ tiêu dùng theo giá hiện hành"),
    ("CPI", 2000, 2003, 5, "Chỉ số giá tiêu dùng, giá vàng và giá đô la Mỹ cả nước"),
    ("Dulich", 2000, 2003, 5, "Số lượt khách quốc tế đến Việt Nam"),
    ("Dulich", 2000, 2003, 5, "Khách du lịch quốc tế đến Việt Nam"),
    ("GTSXCN", 2000, 2003, 5, "Giá trị SX công nghiệp tháng {m} năm {y}"),
    ("IIP", 2012, 2014, 5, "Chỉ số sản xuất ngành công nghiệp tháng {m} năm {y}"),
    ("SPCN", 2000, 2003, 5, "Các sản phẩm chủ yếu của ngành công nghiệp"),
    ("FDI", 2005, 2023, 9, "Đầu tư nước ngoài vào Việt Nam được cấp phép từ 01/01-20/{m}/{y}"),
    ("VDT", 2000, 2011, 5, "Thực hiện vốn đầu tư thuộc nguồn ngân sách Nhà nước"),
    ("VTHK", 2009, 2013, 5, "Vận chuyển hành khách tháng {m} năm {y}"),
]


# The same for heads, with what their columns say; None: as in the layout.
HEADS = [
    (
        ("XK", 2000, 2008, 5),
        """
||Chính thức tháng {p} năm {py}|<|Ước tính tháng {m} năm {y}|<|Cộng dồn ước tính {m} tháng năm {y}|<|Cộng dồn {m} tháng năm {y} so với cùng kỳ năm trước (%)|<
||Lượng|Giá trị|Lượng|Giá trị|Lượng|Giá trị|Lượng|Giá trị
""",
        None,
    ),
    (
        ("Dulich", 2000, 2019, 5),
        """
||Thực hiện|Ước tính|{m} tháng|Tháng {m} so với|Tháng {m} so với|{m} tháng so với
||tháng {p}|tháng {m}|năm|tháng trước|cùng kỳ năm trước|cùng kỳ năm trước
||năm {py}|năm {y}|{y}|(%)|(%)|(%)
""",
        [Column("actual", "", "p", "lượt người"), Column("estimate", "", "m", "lượt người"),
         Column("actual", "", "c", "lượt người"), Column("index", "prev"), Column("index", "yoy"),
         Column("index", "yoy", "c")],
    ),
    (
        ("IIP", 2012, 2016, 5),
        """
|Tháng {p} so cùng kỳ năm trước|Tháng {m} so tháng trước|Tháng {m} so cùng kỳ năm trước|{m} tháng so cùng kỳ năm trước
""",
        None,
    ),
    (
        ("CPI", 2000, 2002, 5),
        """
||Tháng {m}/{y} so với|<|<|<|Bình quân {m} tháng {y} so với
||Kỳ gốc 2000|Tháng {m}/{ly}|Tháng 12/{ly}|Tháng {p}/{py}|cùng kỳ {ly}
""",
        None,
    ),
    (
        ("VTHK", 2009, 2018, 5),
        """
||Thực hiện tháng {p}|Ước tính tháng {m}|{m} tháng|Tháng {m} so với cùng kỳ năm trước (%)|{m} tháng so với cùng kỳ năm trước (%)
""",
        [Column("actual", "", "p", "*"), Column("estimate", "", "m", "*"),
         Column("actual", "", "c", "*"), Column("index", "yoy"), Column("index", "yoy", "c")],
    ),
]  # fmt: skip


def _layout(name: str, since: int) -> Layout:
    return next(one for one in LAYOUTS if (one.name, one.since) == (name, since))


@pytest.mark.parametrize(("name", "since", "year", "month", "title"), TITLES)
def test_a_table_is_known_under_another_title(
    name: str, since: int, year: int, month: int, title: str
) -> None:
    layout = _layout(name, since)
    unit_line = layout.title.split("\n")[1:]
    _is_read(Workbook(year, month, [replace(layout, title="\n".join([title, *unit_line]))]))


@pytest.mark.parametrize(("which", "head", "columns"), HEADS, ids=[w[0] for w, _, _ in HEADS])
def test_a_table_is_known_under_another_head(
    which: tuple[str, int, int, int], head: str, columns: list[Column] | None
) -> None:
    name, since, year, month = which
    layout = _layout(name, since)
    _is_read(Workbook(year, month, [replace(layout, head=head, columns=columns or layout.columns)]))


def _is_read(book: Workbook) -> None:
    by_value: dict[Decimal, list[Observation]] = defaultdict(list)
    for one in _matched(book):
        if one.value is not None:
            by_value[one.value].append(one)

    assert len(book.facts) > 10
    for fact in book.facts:
        (told,) = by_value[fact.value]
        assert (told.indicator_id, told.measure, told.compare_to, told.period, told.unit) == (
            *(fact.indicator_id or told.indicator_id, fact.measure, fact.compare_to),
            *(fact.period, fact.unit),
        ), fact


def _matched(book: Workbook) -> tuple[Observation, ...]:
    data, suffix = book.bytes()
    reading = read_workbook(data, f"so-lieu-{book.year}.{suffix}", "0" * 64, suffix)  # type: ignore[arg-type]
    document = build(reading)
    found = observe(document, describe(document))
    return match([found]).apply(found).observations
