"""The head of a report: title, number, issuer, area, issued, period."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest

from extract.structure import build
from extract.text import read_text
from normalize.areas import REFORM, find_place, provinces, unchanged_by_reform
from normalize.letterhead import read_letterhead, recased
from normalize.metadata import describe
from solieu.model import Document, DocumentInfo

WARD = """ỦY BAN NHÂN DÂN
PHƯỜNG ĐÔNG THÁI

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 57/BC-UBND

Đông Thái, ngày 22 tháng 10 năm 2025

BÁO CÁO

Kết quả công tác tháng 10; phương hướng tháng 11 năm 2025

I. KINH TẾ

Trong tháng thu ngân sách 3 tỷ đồng.
"""

DRAFT = """Số: /BC-UBND

Đông Thái, ngày   tháng 12 năm 2025

BÁO CÁO

Tình hình kinh tế - xã hội tháng 12; nhiệm vụ tháng 01 năm 2026

A. KINH TẾ

Thu ngân sách 3 tỷ đồng.

Trên đây là báo cáo kết quả tháng 12 của Ủy ban nhân dân phường Đông Thái./.
"""

DEPARTMENT = """UBND TỈNH BẮC HÀ
SỞ TÀI CHÍNH

Số: 1204/BC-STC

BÁO CÁO
TÌNH HÌNH THỰC HIỆN DỰ TOÁN NGÂN SÁCH
6 THÁNG ĐẦU NĂM, NHIỆM VỤ 6 THÁNG CUỐI NĂM 2023

I. THU NGÂN SÁCH

Thu 5 tỷ đồng.
"""

ANNEX_ONLY = """BÁO CÁO

Kết quả công tác quý IV

I. KINH TẾ

Thu 5 tỷ đồng.

PHỤ LỤC
(Kèm theo Báo cáo số 08/BC-UBND ngày 05/01/2026 của Ủy ban nhân dân xã Hòa Tân)
"""

COMPANY = """TỔNG CÔNG TY CẤP NƯỚC NAM GIANG
Báo cáo sản xuất kinh doanh 9 tháng năm 2019

1. Sản lượng nước

Sản lượng đạt 5 triệu m3.
"""

SHORT = "Xã Tân Hòa, 9 tháng đầu năm 2022.\n\nToàn xã gieo 30 ha lúa.\n"


def document(text: str) -> Document:
    data = text.encode()
    return build(read_text(data, "report.txt", hashlib.sha256(data).hexdigest()))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            WARD,
            DocumentInfo(
                title="Kết quả công tác tháng 10; phương hướng tháng 11 năm 2025",
                number="57/BC-UBND",
                issuer="Ủy ban nhân dân phường Đông Thái",
                area="phường Đông Thái",
                issued="2025-10-22",
                period="2025-10",
            ),
        ),
        (
            DRAFT,
            DocumentInfo(
                title="Tình hình kinh tế - xã hội tháng 12; nhiệm vụ tháng 01 năm 2026",
                issuer="Ủy ban nhân dân phường Đông Thái",
                area="phường Đông Thái",
                issued="2025-12",
                period="2025-12",
            ),
        ),
        (
            DEPARTMENT,
            DocumentInfo(
                title="TÌNH HÌNH THỰC HIỆN DỰ TOÁN NGÂN SÁCH "
                "6 THÁNG ĐẦU NĂM, NHIỆM VỤ 6 THÁNG CUỐI NĂM 2023",
                number="1204/BC-STC",
                issuer="Sở Tài chính",
                area="tỉnh Bắc Hà",
                period="2023-S1",
            ),
        ),
        (
            ANNEX_ONLY,
            DocumentInfo(
                title="Kết quả công tác quý IV",
                number="08/BC-UBND",
                issuer="Ủy ban nhân dân xã Hòa Tân",
                area="xã Hòa Tân",
                issued="2026-01-05",
                period="2025-Q4",
            ),
        ),
        (
            COMPANY,
            DocumentInfo(
                title="Báo cáo sản xuất kinh doanh 9 tháng năm 2019",
                issuer="TỔNG CÔNG TY CẤP NƯỚC NAM GIANG",
                period="2019-01..2019-09",
            ),
        ),
        (
            SHORT,
            DocumentInfo(
                title="Xã Tân Hòa, 9 tháng đầu năm 2022",
                area="xã Tân Hòa",
                period="2022-01..2022-09",
            ),
        ),
        ("12 hộ\n", DocumentInfo(title="12 hộ")),
    ],
    ids=["ward", "draft", "department", "annex", "company", "short", "no head"],
)
def test_describe(text: str, expected: DocumentInfo) -> None:
    assert describe(document(text)) == expected


PERIODS = [
    ("Tình hình tháng 01; nhiệm vụ tháng 02 năm 2026", "2026-01"),
    ("Kết quả tháng 12, phương hướng tháng 01 năm 2026", "2025-12"),
    ("Kinh tế - xã hội 6 tháng đầu năm 2021", "2021-S1"),
    ("Kết quả năm 2023 và phương hướng năm 2024", "2023"),
    ("Trồng trọt tháng 8/2013", "2013-08"),
    ("Ngân sách 3 tháng đầu năm 2018", "2018-Q1"),
    ("Kết quả 9 tháng, nhiệm vụ 3 tháng cuối năm 2017", "2017-01..2017-09"),
    ("Sơ kết 6 tháng, nhiệm vụ 6 tháng cuối năm 2017", "2017-S1"),
    ("Tiếp công dân từ ngày 1/8/2018 đến 31/7/2019", "2018-08-01..2019-07-31"),
    ("Thực hiện kế hoạch năm 2025", "2025"),
    ("Tình hình quý III năm 2025", "2025-Q3"),
    ("Tai nạn giao thông tháng 9/2022\n(Từ ngày 15/8/2022 đến ngày 14/9/2022)",
     "2022-08-15..2022-09-14"),
    ("Giải ngân đầu tư công\n(Lũy kế từ đầu năm đến hết ngày 30/9/2025)", "2025-01..2025-09"),
    ("Tổng kết năm học 2020 - 2021 (số liệu đến ngày 31/5/2021)", "..2021-05-31"),
    ("Tổng kết phong trào thi đua giai đoạn 2021 - 2025", "2021..2025"),
    ("Kỳ họp thứ 5 HĐND xã nhiệm kỳ 2021 - 2026", ""),
    ("Kết quả công tác tháng 10", ""),
    ("Kết quả sau 1 tháng vận hành chính quyền hai cấp (tháng 7/2025)", "2025-07"),
    ("Kỳ họp thứ 4 HĐND xã nhiệm kỳ 2021 - 2026 (ngày 12/7/2023)", ""),
]  # fmt: skip


@pytest.mark.parametrize(("title", "period"), PERIODS)
def test_the_title_says_what_is_covered(title: str, period: str) -> None:
    text = f"BÁO CÁO\n\n{title}\n\nI. KINH TẾ\n\nThu 5 tỷ đồng.\n"

    assert describe(document(text)).period == period


def test_a_byline_is_no_period() -> None:
    text = (
        "Nhờ đâu ngân hàng lãi lớn?\n18-11-2025 - 00:10 AM | Tài chính\n\n"
        "Kết thúc 9 tháng đầu năm, ngân hàng lãi 11 tỷ đồng.\n"
    )

    info = describe(document(text))

    assert (info.issued, info.period) == ("2025-11-18", "2025-01..2025-09")


@pytest.mark.parametrize(
    ("opening", "period"),
    [
        ("Báo cáo tình hình kinh tế - xã hội 6 tháng đầu năm cho thấy: thu 5 tỷ đồng.", "2023-S1"),
        ("Có 2 báo cáo: quyết toán năm 2022; kết quả 6 tháng đầu năm 2023.", "2023-S1"),
        ("Năm 2022 thu 5 tỷ đồng.", "2022"),
        ("Trong hai ngày 11 - 12/7, HĐND họp kỳ thứ 4 để đánh giá kết quả năm 2022.", "2022"),
    ],
)
def test_the_day_of_a_meeting_is_no_period(opening: str, period: str) -> None:
    """What was reported there is said in the text; the day only tells its year."""
    head = "HỘI ĐỒNG NHÂN DÂN XÃ LONG HẬU\nKỳ họp thứ 4 nhiệm kỳ 2021 - 2026 (ngày 12/7/2023)"

    assert describe(document(f"{head}\n\n{opening}\n")).period == period


def test_a_letterhead_on_shared_lines() -> None:
    head = read_letterhead(
        "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "XÃ HÒA TÂN Độc lập - Tự do - Hạnh phúc\n"
        "Số: 12/BC-UBND Hòa Tân, ngày 25 tháng 01 năm 2026"
    )

    assert head.bodies == ("Ủy ban nhân dân xã Hòa Tân",)
    assert (head.number, head.issued) == ("12/BC-UBND", "2026-01-25")


@pytest.mark.parametrize(
    ("line", "issued"),
    [
        ("Hòa Tân, ngày 05 tháng 3 năm 2026", "2026-03-05"),
        ("Hòa Tân, ngày      tháng 3 năm 2026", "2026-03"),
        ("Hòa Tân, ngày ... tháng ... năm 2026", "2026"),
        ("Hòa Tân, ngày 31 tháng 02 năm 2026", "2026-02"),
        ("Hòa Tân, ngày tháng năm", ""),
    ],
)
def test_the_date_as_far_as_it_is_written(line: str, issued: str) -> None:
    assert read_letterhead(line).issued == issued


def test_a_title_on_the_line_of_the_letterhead() -> None:
    """The title may share its line with the body that reports; both are told apart."""
    text = "ỦY BAN NHÂN DÂN XÃ LONG HẬU - TỔNG KẾT NĂM 2019\nI. KINH TẾ\n1. Thu 5 tỷ đồng.\n"

    info = describe(document(text))

    assert (info.area, info.period, info.title) == ("xã Long Hậu", "2019", "TỔNG KẾT NĂM 2019")


def test_a_letterhead_in_a_table_row() -> None:
    head = read_letterhead(
        "| UBND THÀNH PHỐ HẢI PHÒNG ỦY BAN NHÂN DÂN PHƯỜNG ĐÔNG THÁI ------- Số: 7/BC-UBND "
        "| CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc ------- "
        "Đông Thái, ngày ... tháng 01 năm 2026 |"
    )

    assert head.bodies == ("UBND thành phố Hải Phòng", "Ủy ban nhân dân phường Đông Thái")
    assert (head.number, head.issued) == ("7/BC-UBND", "2026-01")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("SỞ GIÁO DỤC VÀ ĐÀO TẠO TỈNH HÀ SƠN", "Sở Giáo dục và đào tạo tỉnh Hà Sơn"),
        ("UBND THỊ XÃ TỪ SƠN", "UBND thị xã Từ Sơn"),
        ("BẢO HIỂM XÃ HỘI TP HẢI PHÒNG", "Bảo hiểm xã hội TP Hải Phòng"),
        ("UBND QUẬN 1", "UBND quận 1"),
        ("CỤC THỐNG KÊ CẦN THƠ", "Cục Thống kê Cần Thơ"),
        ("TỈNH BÀ RỊA - VŨNG TÀU NĂM 2009", "Tỉnh Bà Rịa - Vũng Tàu năm 2009"),
        ("Ủy ban nhân dân xã Hòa Tân", "Ủy ban nhân dân xã Hòa Tân"),
    ],
)
def test_capitals_become_sentence_case(line: str, expected: str) -> None:
    assert recased(line) == expected


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Xã Đức Giang, 6 tháng đầu năm", "xã Đức Giang"),
        ("Ngân sách TP.HCM 3 tháng", "thành phố Hồ Chí Minh"),
        ("TP. Hồ Chí Minh", "thành phố Hồ Chí Minh"),
        ("đơn thư ở Tuyên Quang", "tỉnh Tuyên Quang"),
        ("TỈNH GIA LAI Tình hình năm 2023", "tỉnh Gia Lai"),
        ("NGÂN HÀNG CHÍNH SÁCH XÃ HỘI TỈNH HÀ GIANG", "tỉnh Hà Giang"),
        ("Bảo hiểm Xã Hội tỉnh Hà Giang", "tỉnh Hà Giang"),
        ("TỈNH ĐOÀN QUẢNG NAM", "tỉnh Quảng Nam"),
        ("XÃ HỘI SƠN HUYỆN BÌNH LỘC", "huyện Bình Lộc"),  # in capitals no one can tell
        ("xã Hội Sơn", "xã Hội Sơn"),
        ("THÀNH PHỐ HỘI AN", "thành phố Hội An"),
        ("XÃ TÂN PHÚ 2 Tình hình sản xuất", "xã Tân Phú 2"),
        ("XÃ TÂN PHÚ 6 tháng đầu năm", "xã Tân Phú"),
        ("Thông tin báo chí (Hà Nội, 27/12/2012)", ""),
        ("UBND Quận 1", "quận 1"),
        ("thị trấn Trường Sơn", "thị trấn Trường Sơn"),
        ("bảo hiểm xã hội, hợp tác xã", ""),
        ("cả nước", ""),
    ],
)
def test_find_place(text: str, place: str) -> None:
    assert find_place(text) == place


@pytest.mark.parametrize(
    ("day", "count"),
    [("2008-07-31", 64), ("2020-01-01", 63), ("2025-06-30", 63), ("2025-07-01", 34)],
)
def test_the_provinces_of_a_day(day: str, count: int) -> None:
    valid = [one for one in provinces() if one.valid_on(date.fromisoformat(day))]

    assert len({one.code for one in valid}) == len({one.name for one in valid}) == count


def test_every_province_has_a_successor_that_exists() -> None:
    new = {one.code for one in provinces() if one.valid_on(REFORM)}
    ended = [one for one in provinces() if one.valid_to and one.valid_to < REFORM]

    assert {one.successor for one in ended} <= new


def test_eleven_provinces_kept_their_extent() -> None:
    kept = [o for o in provinces() if unchanged_by_reform(f"{o.kind} {o.name}")]

    assert len({one.name for one in kept}) == 11
