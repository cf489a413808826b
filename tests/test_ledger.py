"""The ledger: every run of digits once, as an observation or with a reason."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from extract.fold import fold
from extract.intervals import Intervals
from extract.passages import make_passage
from normalize.ledger import Fates, has_numbers, list_number, years
from normalize.observe import observe, observe_text
from solieu.model import Block, Document, DocumentInfo, Mark, Paragraph, Reading, Span

TEXTS = [
    "Tháng 5/2025, phường thu 3,25 tỷ đồng (đạt 65% dự toán), theo Quyết định số 12/QĐ-UBND.",
    "(1) Họp 4 buổi; (2) phát 1.200 tờ rơi; gọi 0905.123.456 lúc 7h30.",
    "Giống lúa LK7 cho 62,5 tạ/ha trên 2.641.5513 m2 ở tổ 5, khu phố 3.",
    "Từ 16 - 60 tuổi có 950 người, hai mươi mốt người ngoài tuổi; Đại hội XIV năm 2026.",
    "12/30/45/60/75 và 1..2 3 ,5 4,,4",
    "¹²³ ٣٤ 5² ½",
]


@pytest.mark.parametrize("text", TEXTS)
def test_every_run_of_digits_stands_exactly_once(text: str) -> None:
    found = observe_text(text, "2025-05").numbers

    in_digits = [entry for entry in found if re.match(r"\d", entry.raw)]
    runs = [(match.start(), match.end()) for match in re.finditer(r"\d+", text)]
    assert Counter((e.char_start, e.char_end) for e in in_digits) == Counter(runs)
    assert all(text[e.char_start : e.char_end] == e.raw for e in in_digits)


@pytest.mark.parametrize("text", TEXTS)
def test_every_observation_has_a_row_that_names_it(text: str) -> None:
    recognition = observe_text(text, "2025-05")

    named = {e.observation_id for e in recognition.numbers if e.reason == "observation"}
    assert named == {o.observation_id for o in recognition.observations}
    assert all(bool(e.observation_id) == (e.reason == "observation") for e in recognition.numbers)


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("Chi 4 tỷ đồng.", ["observation"]),
        ("Mừng xuân 2026.", ["year"]),
        ("Theo Luật số 08.", ["legal_reference"]),
        ("Có hai mươi mốt hộ.", ["observation"]),
        ("(1) Thu; (2) chi.", ["list_item", "list_item"]),
        ("Ghi chú: (3) Số ước tính.", ["list_item"]),
        ("36 xã đạt trên 15 tiêu chí.", ["observation", "descriptor"]),
    ],
)
def test_reasons(text: str, reasons: list[str]) -> None:
    assert [entry.reason for entry in observe_text(text).numbers] == reasons


def document(*blocks: tuple[str, str]) -> Document:
    """A document of (kind, text) blocks."""
    text = "\n\n".join(words for _, words in blocks)
    made: list[Block] = []
    at = 0
    for kind, words in blocks:
        span = Span(at, at + len(words))
        made.append(Block(kind, (span,), paragraph=len(made) + 1))  # type: ignore[arg-type]
        at = span.end + 2
    paragraphs = tuple(Paragraph(block.spans[0]) for block in made)
    return Document(Reading("", "0" * 64, "txt", text, paragraphs), tuple(made))


def test_headings_and_furniture_give_no_observations_without_a_unit() -> None:
    found = observe(
        document(
            ("heading", "2.1. Kết quả 15 thôn 7"),
            ("furniture", "Lưu: VT, 8 bản"),
            ("paragraph", "Chi 4 tỷ đồng."),
        ),
        DocumentInfo(period="2025"),
    )

    reasons = [(entry.raw, entry.reason) for entry in found.numbers]
    assert ("8", "descriptor") in reasons
    assert reasons[:2] == [("2", "heading"), ("1", "heading")]
    assert [o.value for o in found.observations][-1] == 4_000_000_000


def test_digits_that_no_block_holds_are_unresolved() -> None:
    text = "Chi 4 tỷ đồng.\n\nlạc 7"
    reading = Reading("", "0" * 64, "txt", text, (Paragraph(Span(0, 14)),))

    found = observe(Document(reading, (Block("paragraph", (Span(0, 14),)),)), DocumentInfo())

    assert [(e.raw, e.reason) for e in found.numbers] == [("4", "observation"), ("7", "unresolved")]


def test_a_footnote_mark_is_one() -> None:
    text = "Chi 4 tỷ đồng¹."
    reading = Reading(
        "", "0" * 64, "txt", text, (Paragraph(Span(0, len(text))),), (), (Mark("1", Span(13, 14)),)
    )

    found = observe(Document(reading, (Block("paragraph", (Span(0, len(text)),)),)), DocumentInfo())

    assert [(e.raw, e.reason) for e in found.numbers] == [
        ("4", "observation"),
        ("¹", "footnote_mark"),
    ]


# --- the pieces ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2.1. Thu ngân sách", (0, 4)),
        ("3 hộ nghèo", None),
        ("12/2025 thu", None),
        ("5) Chi", (0, 2)),
    ],
)
def test_list_numbers(text: str, expected: tuple[int, int] | None) -> None:
    passage = make_passage(text, [Span(0, len(text))])

    mask = list_number(passage, Block("item", (Span(0, len(text)),)))

    assert (mask and (mask.start, mask.end)) == expected


def test_years_do_not_take_what_is_taken() -> None:
    text = "tết 2026, lễ 2027, 2028 hộ"
    passage = make_passage(text, [Span(0, len(text))])

    found = years(passage, Intervals([(13, 17)]))

    assert [text[mask.start : mask.end] for mask in found] == ["2026"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("không có số", False), ("có 5", True), ("m²", True), ("hai mươi hộ", True), ("ba hộ", False)],
)
def test_passages_with_numbers(text: str, expected: bool) -> None:
    passage = make_passage(text, [Span(0, len(text))])

    assert passage.folded == fold(text)
    assert has_numbers(passage) is expected


def test_fates_by_offset() -> None:
    fates = Fates([(8, 9, "name", ""), (0, 4, "observation", "x-0")])

    assert fates.of(3) == ("observation", "x-0")
    assert fates.of(4) is None
    assert fates.of(8) == ("name", "")
