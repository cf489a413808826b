"""Names that sound alike and are not the same thing: never one indicator, never one series."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from normalize.catalogue import catalogue
from normalize.indicators import match
from normalize.series import build
from solieu.model import Document, DocumentInfo, Observation, Reading, Recognition, Span

Figure = tuple[str, str]

# Each pair is told apart by its words, its unit, or both.
PAIRS: list[tuple[Figure, Figure]] = [
    (("Tổng giá trị sản xuất", "VND"), ("Tổng giá trị tăng thêm", "VND")),
    (("Tổng giá trị tăng thêm", "VND"), ("Tổng sản phẩm trên địa bàn", "VND")),
    (("Tổng giá trị sản xuất", "VND"), ("GRDP", "VND")),
    (("Giá trị sản xuất nông nghiệp", "VND"), ("Giá trị sản xuất công nghiệp", "VND")),
    (("Giá trị sản xuất công nghiệp", "VND"), ("Giá trị tăng thêm công nghiệp", "VND")),
    (("Thu NSNN trên địa bàn", "VND"), ("Thu ngân sách địa phương", "VND")),
    (("Thu NSNN trên địa bàn", "VND"), ("Thu ngân sách xã", "VND")),
    (("Thu ngân sách địa phương", "VND"), ("Thu ngân sách phường", "VND")),
    (("Thu nội địa", "VND"), ("Thu nội địa trừ tiền sử dụng đất và xổ số kiến thiết", "VND")),
    (("Thu nội địa", "VND"), ("Thu nội địa không kể tiền sử dụng đất", "VND")),
    (("Tổng chi ngân sách", "VND"),
     ("Tổng chi ngân sách (đã trừ tiết kiệm 10% chi thường xuyên)", "VND")),
    (("Số hộ nghèo", "hộ"), ("Tỷ lệ hộ nghèo", "%")),
    (("Số hộ nghèo", "hộ"), ("Số hộ cận nghèo", "hộ")),
    (("Tỷ lệ hộ nghèo", "%"), ("Tỷ lệ hộ cận nghèo", "%")),
    (("Số hộ nghèo", "hộ"), ("Số hộ thoát nghèo", "hộ")),
    (("Thu nhập bình quân đầu người", "VND/người"), ("GRDP bình quân đầu người", "VND/người")),
    (("Thu nhập bình quân đầu người", "VND/người"), ("Thu nhập bình quân đầu người tăng", "%")),
    (("Chỉ số giá tiêu dùng", "%"), ("Chỉ số giá tiêu dùng bình quân", "%")),
    (("Chỉ số giá tiêu dùng", "%"), ("Chỉ số giá vàng", "%")),
    (("Chỉ số giá tiêu dùng", "%"), ("Lạm phát cơ bản", "%")),
    (("Chỉ số giá tiêu dùng giao thông", "%"),
     ("Chỉ số giá tiêu dùng phương tiện đi lại, bưu điện", "%")),
    (("Chỉ số giá tiêu dùng văn hoá, thể thao, giải trí", "%"),
     ("Chỉ số giá tiêu dùng văn hoá, giải trí và du lịch", "%")),
    (("Chỉ số sản xuất công nghiệp", "%"), ("Chỉ số giá sản xuất công nghiệp", "%")),
    (("Chỉ số sản xuất công nghiệp khai khoáng", "%"),
     ("Chỉ số sản xuất công nghiệp khai khoáng khác", "%")),
    (("Chỉ số sản xuất công nghiệp công nghiệp chế biến, chế tạo", "%"),
     ("Chỉ số sản xuất công nghiệp công nghiệp chế biến, chế tạo khác", "%")),
    (("Tỷ lệ điều tra khám phá các loại tội phạm", "%"),
     ("Tỷ lệ điều tra khám phá tội phạm rất nghiêm trọng và đặc biệt nghiêm trọng", "%")),
    (("Tổng số lượt tiếp", "lượt"), ("Tổng số người được tiếp", "người")),
    (("Tổng số lượt tiếp", "lượt"), ("Tổng số vụ việc được tiếp", "vụ việc")),
    (("Hồ sơ đã giải quyết", "hồ sơ"), ("Hồ sơ đang giải quyết", "hồ sơ")),
    (("Số vụ tai nạn giao thông", "vụ"), ("Số người chết do tai nạn giao thông", "người")),
    (("Số người bị thương do tai nạn giao thông", "người"),
     ("Số người bị thương nhẹ do tai nạn giao thông", "người")),
    (("Số vụ cháy", "vụ"), ("Số vụ cháy rừng", "vụ")),
    (("Diện tích ngô", "ha"), ("Diện tích ngô vụ đông xuân", "ha")),
    (("Diện tích lúa", "ha"), ("Diện tích lúa đông xuân", "ha")),
    (("Gieo cấy lúa hè thu", "ha"), ("Thu hoạch lúa hè thu", "ha")),
    (("Diện tích rau", "ha"), ("Diện tích rau, đậu", "ha")),
    (("Diện tích rừng bị cháy", "ha"), ("Diện tích rừng bị phá", "ha")),
    (("Sản lượng thủy sản nuôi trồng", "t"), ("Sản lượng thủy sản khai thác", "t")),
    (("Sản lượng đường kính", "t"), ("Sản lượng đường mật", "t")),
    (("Sản lượng thép cán", "t"), ("Sản lượng thép tròn", "t")),
    (("Sản lượng vải dệt từ sợi bông", "m2"), ("Sản lượng vải dệt từ sợi tự nhiên", "m2")),
    (("Trị giá xuất khẩu gạo", "USD"), ("Lượng xuất khẩu gạo", "t")),
    (("Trị giá xuất khẩu gạo", "USD"), ("Trị giá nhập khẩu gạo", "USD")),
    (("Trị giá xuất khẩu sản phẩm gỗ", "USD"), ("Trị giá xuất khẩu gỗ và sản phẩm gỗ", "USD")),
    (("Trị giá nhập khẩu hóa chất", "USD"), ("Trị giá nhập khẩu sản phẩm hóa chất", "USD")),
    (("Kim ngạch xuất khẩu", "USD"), ("Xuất khẩu dịch vụ", "USD")),
    (("Vận chuyển hành khách", "hành khách"), ("Luân chuyển hành khách", "hành khách.km")),
    (("Vận chuyển hàng hóa", "t"), ("Luân chuyển hàng hóa", "t.km")),
    (("Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ tiêu dùng", "VND"),
     ("Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ tiêu dùng bán lẻ hàng hóa", "VND")),
    (("Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ tiêu dùng khách sạn, nhà hàng", "VND"),
     ("Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ tiêu dùng dịch vụ lưu trú, ăn uống", "VND")),
    (("Vốn FDI đăng ký", "USD"), ("Vốn FDI thực hiện", "USD")),
    (("Đầu tư trực tiếp của nước ngoài vốn đăng ký cấp mới", "USD"),
     ("Đầu tư trực tiếp của nước ngoài vốn đăng ký điều chỉnh", "USD")),
    (("Tổng sản phẩm trong nước công nghiệp chế biến", "VND"),
     ("Tổng sản phẩm trong nước công nghiệp chế biến, chế tạo", "VND")),
    (("Tỷ lệ thất nghiệp trong độ tuổi lao động", "%"), ("Tỷ lệ thất nghiệp thành thị", "%")),
    (("Doanh nghiệp hoàn tất thủ tục giải thể", "doanh nghiệp"),
     ("Doanh nghiệp tạm ngừng hoạt động chờ làm thủ tục giải thể", "doanh nghiệp")),
]  # fmt: skip


def observation(label: str, unit: str, identity: str, **fields: Any) -> Observation:
    given: dict[str, Any] = {
        "observation_id": identity, "document_id": "d", "source": "d.txt", "area": "",
        "section": "", "indicator": label, "indicator_id": "", "group": "", "measure": "actual",
        "compare_to": "", "target_authority": "", "period": "2026-01", "period_basis": "document",
        "comparator": "=", "value": Decimal(1), "unit": unit, "resolution": Decimal(1),
        "exact": True, "obs_status": "A", "price_basis": "", "raw": "1", "context": "", "page": 0,
        "paragraph": 1, "footnote": "", "table": 0, "row": 0, "column": 0, "char_start": 0,
        "char_end": 1, "bbox": None, "flags": (), "span": Span(0, 1),
    }  # fmt: skip
    return Observation(**given | fields)


def recognition(*observations: Observation) -> Recognition:
    reading = Reading("d.txt", "0" * 64, "txt", "", ())
    return Recognition(Document(reading, ()), DocumentInfo(), observations, ())


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_two_things_are_two_indicators_and_two_series(first: Figure, second: Figure) -> None:
    found = recognition(observation(*first, "a"), observation(*second, "b"))
    matching = match([found])
    one, other = matching.apply(found).observations

    assert one.indicator_id, f"{first[0]} is not in the catalogue"
    assert one.indicator_id != other.indicator_id
    assert len(build([matching.apply(found)])) == 2


BASES = ["", "kỳ gốc 2014", "kỳ gốc 2019", "tháng 12 năm trước", "cuối năm trước"]


def test_bases_of_an_index_are_series_of_their_own() -> None:
    figures = [
        observation(
            "Chỉ số giá tiêu dùng", "%", f"o-{number}", indicator_id="cpi", measure="index",
            compare_to="other", base=base, value=Decimal(100 + number),
        )
        for number, base in enumerate(BASES)
    ]  # fmt: skip

    rows = build([recognition(*figures)])

    assert sorted(row.indicator for row in rows) == [
        "Chỉ số giá tiêu dùng",
        "Chỉ số giá tiêu dùng [so với cuối năm trước]",
        "Chỉ số giá tiêu dùng [so với kỳ gốc 2014]",
        "Chỉ số giá tiêu dùng [so với kỳ gốc 2019]",
        "Chỉ số giá tiêu dùng [so với tháng 12 năm trước]",
    ]


def test_every_entry_has_a_source() -> None:
    assert [one.id for one in catalogue().by_id.values() if not one.source] == []
    assert all(one.source for ones in catalogue().local.values() for one in ones)


def test_official_codes_name_their_edition() -> None:
    codes = {one.source_code for one in catalogue().by_id.values() if one.source_code}

    assert all(":" in code and not code.startswith(":") for code in codes)
