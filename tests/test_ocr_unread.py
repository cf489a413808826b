"""Ink in a table that OCR reads as nothing leaves a row, a flag and a notice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

import solieu
from extract import ocr_cells, ocr_engine
from extract.ocr_engine import TextLine, Word
from extract.ocr_raster import Gray
from extract.pdf_grids import Lattice
from solieu.model import UNREADABLE

needs_tesseract = pytest.mark.skipif(
    ocr_engine.missing() is not None, reason="tesseract with Vietnamese data is not installed"
)

_DPI = 200
_ROWS = [
    ("Chỉ tiêu", "Đơn vị", "Thực hiện năm 2025"),
    ("Diện tích lúa", "ha", "1.250"),
    ("Sản lượng ngô", "tấn", ""),
    ("Đàn lợn", "con", "15.172"),
]


def table_with_blot() -> Image.Image:
    """A ruled table whose cell in the third row and column is a blot."""
    page = Image.new("L", (1300, 800), 255)
    draw = ImageDraw.Draw(page)
    font = ImageFont.truetype("DejaVuSans.ttf", 28)
    xs, ys = (100, 500, 700, 1150), (100, 180, 260, 340, 420)
    for x in xs:
        draw.line((x, ys[0], x, ys[-1]), fill=0, width=3)
    for y in ys:
        draw.line((xs[0], y, xs[-1], y), fill=0, width=3)
    for y, row in zip(ys, _ROWS, strict=False):
        for x, text in zip(xs, row, strict=False):
            draw.text((x + 20, y + 22), text, font=font, fill=0)
    draw.ellipse((850, 278, 960, 322), fill=0)
    return page


@needs_tesseract
def test_a_blotted_cell_is_told_everywhere(tmp_path: Path) -> None:
    path = tmp_path / "bang.png"
    table_with_blot().save(path, dpi=(_DPI, _DPI))
    report = solieu.read(path, indicators=False)

    [row] = [one for one in report.recognition.numbers if UNREADABLE in one.raw]
    assert (row.reason, row.page, row.table, row.row, row.column) == ("unresolved", 1, 1, 3, 3)
    [cell] = [one for one in report.observations if UNREADABLE in one.raw]
    assert cell.value is None
    assert "ocr_doubtful" in cell.flags
    assert cell.indicator == "Sản lượng ngô"
    assert [str(one.value) for one in report.observations if one.value is not None] == [
        "1250",
        "15172",
    ]
    [told] = [one for one in report.problems if UNREADABLE in one]
    assert "1 ô của bảng" in told
    assert "1 cell of a table" in told


def nothing(pictures: Sequence[Gray], *_: object) -> list[list[TextLine]]:
    return [[] for _ in pictures]


def only_border(pictures: Sequence[Gray], *_: object) -> list[list[TextLine]]:
    word = Word("|", 4, 4, 8, 40, 95)
    return [[TextLine((word,), 30.0, 40.0)] for _ in pictures]


@pytest.mark.parametrize("reader", [nothing, only_border])
@pytest.mark.parametrize(
    ("ink", "writing"),
    [
        ((slice(40, 66), slice(80, 96)), True),  # a digit
        ((slice(40, 66), slice(80, 83)), True),  # a narrow one
        ((slice(52, 55), slice(80, 90)), True),  # a dash
        ((slice(40, 44), slice(80, 84)), False),  # dust
        ((slice(2, 98), slice(2, 5)), False),  # what is left of the border
    ],
)
def test_which_ink_is_writing(
    monkeypatch: pytest.MonkeyPatch,
    reader: Callable[..., list[list[TextLine]]],
    ink: tuple[slice, slice],
    writing: bool,
) -> None:
    monkeypatch.setattr(ocr_cells, "read_pictures", reader)
    picture = np.full((100, 200), 255, np.uint8)
    picture[ink] = 0
    bounds = (0.0, 0.0, 200.0, 100.0)
    grid = Lattice((0.0, 200.0), (0.0, 100.0), {bounds: (0, 0, 1, 1)})
    found = ocr_cells.read_cells(picture, _DPI, [grid], 1.0)
    words = [word.text for lines in found.values() for line in lines for word in line.words]
    assert (words == [UNREADABLE]) is writing
