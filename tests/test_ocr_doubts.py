"""Which figures of a scan are flagged (normalize.scans, extract.ocr_left)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

import solieu
from extract.ocr_engine import TextLine, Word
from extract.ocr_left import Unread
from normalize.scans import Doubts
from solieu.model import OcrWord, Span


@pytest.mark.parametrize(
    ("confidence", "other", "unit", "after", "doubtful"),
    [
        (96, "", "ha", 96, False),
        (60, "", "ha", 96, True),  # a figure read with little confidence
        (96, "812", "ha", 96, True),  # a second reading that differs
        (96, "", "hà", 96, True),  # a unit that nobody knows
        (96, "", "", 96, True),  # or none
        (96, "", "ha", 40, True),  # the word after it may be the unit
    ],
)
def test_what_makes_a_figure_doubtful(
    confidence: int, other: str, unit: str, after: int, doubtful: bool
) -> None:
    words = (OcrWord(Span(4, 8), confidence, other), OcrWord(Span(9, 11), after))
    flags = Doubts(words, "thu 8,12 ha").flags(Span(4, 8), unit)
    assert (flags == ("ocr_doubtful",)) is doubtful


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        ("8 Nghị quyết số 5", True),
        ("Hết.\n\n8 vụ việc", True),
        ("Tiếp 8 vụ việc", False),
        ("| Tiếp | 8 vụ |", False),
    ],
)
def test_a_small_figure_that_begins_a_paragraph_may_be_a_mark(text: str, doubtful: bool) -> None:
    at = text.index("8")
    words = (OcrWord(Span(at, at + 1), 96), OcrWord(Span(at + 2, at + 4), 96))
    assert bool(Doubts(words, text).flags(Span(at, at + 1), "vụ")) is doubtful


@pytest.mark.parametrize("sign", ["<", ">", "≤", "≥"])
@pytest.mark.parametrize("apart", [True, False])
def test_a_sign_with_a_bar_below_it_is_another_than_was_read(sign: str, apart: bool) -> None:
    from matplotlib import font_manager

    font = ImageFont.truetype(font_manager.findfont("DejaVu Serif"), 36)
    image = Image.new("L", (300, 80), 255)
    draw = ImageDraw.Draw(image)
    draw.text((30, 15), sign, font=font, fill=0)
    draw.text((90 if apart else 66, 15), "98", font=font, fill=0)
    read = {"≤": "<", "≥": ">"}.get(sign, sign)
    apart_words = (_word(read, 28, 64), _word("98", 85, 140))
    found = apart_words if apart else (_word(f"{read}98", 28, 115),)
    words = tuple(replace(word, top=15, bottom=60) for word in found)
    line = TextLine(words, 40.0, 52.0, 0.0)
    assert Unread(np.asarray(image), [line]).barred(line, len(words) - 1) is (sign in "≤≥")


@pytest.mark.parametrize(
    ("ink", "unread"),
    [
        ([], False),
        ([(130, 160)], True),  # a word behind the unit
        ([(18, 32)], True),  # a sign before the figure
        ([(130, 132)], False),  # a speck
        ([(300, 330)], False),  # too far off to belong to it
    ],
)
def test_ink_beside_a_figure_that_was_not_read(ink: list[tuple[int, int]], unread: bool) -> None:
    picture = np.full((60, 400), 255, np.uint8)
    words = (_word("02", 45, 75), _word("hồ", 85, 115))
    for x0, x1 in [*ink, *((word.x0, word.x1) for word in words)]:
        picture[22:40, x0:x1] = 0
    line = TextLine(words, 28.0, 40.0, 0.0)
    assert Unread(picture, [line]).beside(line, 0) is unread


def _word(text: str, x0: int, x1: int) -> Word:
    return Word(text, x0, 20, x1, 42, 96, ())


def test_figures_beside_a_scan_are_not_doubted() -> None:
    assert Doubts((), "thu 8,12 hà").flags(Span(4, 8), "hà") == ()


def test_claims_that_do_not_agree_make_scanned_figures_doubtful(tmp_path: Path) -> None:
    from audit.audit import audit
    from audit.scans import with_doubts

    (tmp_path / "a.txt").write_text("Thu 50/100 triệu đồng, đạt 72% kế hoạch.\n", "utf-8")
    found = solieu.read(tmp_path / "a.txt", indicators=False).recognition
    checks = audit(found)
    assert [check.verdict for check in checks] == ["inconsistent"]
    reading = found.document.reading
    words = tuple(OcrWord(one.span, 96) for one in found.observations)
    document = replace(found.document, reading=replace(reading, scanned=words))
    doubted = with_doubts(replace(found, document=document), checks)
    assert all("ocr_doubtful" in each.flags for each in doubted.observations)
    assert [o.value for o in doubted.observations] == [o.value for o in found.observations]
    assert with_doubts(found, checks) is found  # not a scan


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        ("| Chi | 1 1 06,4 |", True),  # 1.106,4 whose dot was lost
        ("| Chi | 1 06,4 | 57 |", True),
        ("| Chi | 06,4 | 57 |", False),
    ],
)
def test_figures_that_only_a_blank_parts_were_one(text: str, doubtful: bool) -> None:
    at = text.index("06,4")
    words = (OcrWord(Span(at, at + 4), 96),)
    assert bool(Doubts(words, text).flags(Span(at, at + 4), "ha")) is doubtful
