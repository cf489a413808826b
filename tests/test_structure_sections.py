"""Section paths: headings of every kind of numbering, and numbers that open none."""

from __future__ import annotations

import pytest

from tests.text_documents import document

SECTIONS = [
    (
        "letters and Roman",
        "A. MỘT\n\nB. HAI\n\nC. BA\n\nD. BỐN\n\nĐ. NĂM",
        ["A", "B", "C", "D", "Đ"],
    ),
    (
        "Roman I is no letter",
        "I. MỘT\n\nII. HAI\n\nIII. BA\n\nIV. BỐN\n\nV. NĂM",
        ["I", "II", "III", "IV", "V"],
    ),
    ("letter I after H", "G. X\n\nH. Y\n\nI. Z", ["G", "H", "I"]),
    (
        "parts",
        "Phần thứ nhất\n\nI. Thu\n\nPhần II. Nhiệm vụ\n\n1. Thu",
        ["P1", "P1.I", "P2", "P2.1"],
    ),
    (
        "articles",
        "Điều 1. Kết quả\n\n1. Thu\n\nĐiều 2. Mục tiêu\n\n1. Thu\n\nĐiều 8 Luật Đất đai",
        ["Điều 1", "Điều 1.1", "Điều 2", "Điều 2.1", "Điều 2.1"],
    ),
    ("slashes", "I/ Kinh tế\n\n1/ Thu\n\n2/ Chi", ["I", "I.1", "I.2"]),
    ("dashes", "I - Kinh tế\n\nII - Xã hội", ["I", "II"]),
    (
        "Roman with number",
        "I. Kinh tế\n\nI.1. Thu\n\nI.2. Chi\n\na) Chi khác",
        ["I", "I.1", "I.2", "I.2.a"],
    ),
    (
        "three levels",
        "1. Thu\n\n1.1. Thuế\n\n1.1.1. Thuế đất\n\n1.2. Phí\n\n2. Chi",
        ["1", "1.1", "1.1.1", "1.2", "2"],
    ),
    (
        "letters after a)",
        "a) Một\n\nb) Hai\n\nc) Ba\n\nd) Bốn\n\nđ) Năm\n\ne) Sáu",
        ["a", "b", "c", "d", "đ", "e"],
    ),
    ("a number lost", "1. Một\n\n3. Ba", ["1", "3"]),
    ("no space", "1.Nông nghiệp\n\n2.Công nghiệp", ["1", "2"]),
    ("bold in Markdown", "**I. Kinh tế**\n\n**1.** Thu", ["I", "I.1"]),
    (
        "annexes",
        "PHỤ LỤC 1\n\nPHỤ LỤC SỐ 02\n\nPhụ lục III\n\nBiểu số 4",
        ["PL1", "PL2", "PL3", "PL3.4"],
    ),
    (
        "articles",
        "Điều 1. Thông qua báo cáo\n\nĐiều 2. Mục tiêu\n\n1. Thu\n\na) Thuế\n\nĐiều 3. Thi hành",
        ["Điều 1", "Điều 2", "Điều 2.1", "Điều 2.1.a", "Điều 3"],
    ),
    ("a sheet alone", "Biểu số 01\n\nBiểu số 02", ["PL1", "PL2"]),
]


@pytest.mark.parametrize(("text", "paths"), [c[1:] for c in SECTIONS], ids=[c[0] for c in SECTIONS])
def test_section_paths(text: str, paths: list[str]) -> None:
    blocks = document(f"Mở đầu báo cáo đạt 5 tỷ đồng.\n\n{text}\n\nCuối.").blocks[1:-1]

    assert [b.section for b in blocks] == paths


NO_SECTION = [
    "Điều 2 Luật Đất đai quy định như sau.",
    "1.238 hồ sơ đã giải quyết.",
    "7.2 ha rau màu.",
    "21/01/2026 hoàn thành.",
    "12 hộ thoát nghèo.",
    "C. Mác và Ph. Ăng-ghen nói.",
    "Phụ lục kèm theo nêu rõ 5 chỉ tiêu.",
    "Biểu đồ giá tăng 5%.",
]


@pytest.mark.parametrize("text", NO_SECTION)
def test_numbers_that_open_no_section(text: str) -> None:
    assert [b.section for b in document(f"Mở đầu đạt 5 tỷ.\n\n{text}").blocks] == ["", ""]


def test_a_numbered_list_inside_a_section_leaves_the_count_alone() -> None:
    text = "I. Thu\n\n1. Một\n\n2. Hai\n\nGồm các khoản:\n\n1. Thuế 5 tỷ;\n\n2. Phí 3 tỷ.\n\n3. Ba"
    kinds = [(b.kind, b.section, b.lead) for b in document(text).blocks]

    assert kinds[4:6] == [("item", "I.2", 3), ("item", "I.2", 3)]
    assert kinds[6][:2] == ("heading", "I.3")
