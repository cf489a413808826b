"""Scans at a low resolution: seals, pieces of rims, and figures that are read again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from extract import ocr_again, ocr_figures
from extract.ocr_again import no_figures, read_again
from extract.ocr_engine import TextLine, Word
from extract.ocr_raster import Gray, page_raster, raster
from extract.ocr_rulings import Stroke, without_chords
from extract.pdf_grids import Lattice
from extract.pdf_images import filling_width, native_dpi
from samples.to_scan import SCANNERS, as_pdf

DPI = 300


def line(*texts: str, sure: int = 60) -> TextLine:
    words = tuple(
        Word(text, 40 * n, 10, 40 * n + 30, 40, sure) for n, text in enumerate(texts) if text
    )
    return TextLine(words, 30.0, 40.0)


# --- seals --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seal", "under"),
    [
        ((205, 30, 45), (40, 10, 12)),  # ink that lets black through
        ((206, 90, 100), (172, 50, 60)),  # ink that covers, packed as JPEG
        ((60, 70, 190), (25, 25, 60)),  # a blue stamp
    ],
)
def test_under_a_seal_black_is_dark_and_the_seal_is_paper(
    seal: tuple[int, int, int], under: tuple[int, int, int]
) -> None:
    page = np.full((120, 120, 3), 250, np.uint8)
    page[20:100, 20:100] = seal
    page[50:70, 40:46] = under
    gray = raster(page, 100, 100).gray
    assert gray[50:70, 40:46].max() < 160
    assert gray[75:95, 25:95].min() > 240
    assert gray[:18].min() == 250


BORDERS = [
    *(Stroke(True, 0, 2000, y, y + 3) for y in (0, 300, 600, 900)),
    *(Stroke(False, 0, 902, x, x + 3) for x in (0, 1000, 2000)),
]


@pytest.mark.parametrize(
    ("stroke", "kept"),
    [
        (Stroke(False, 220, 370, 500, 508), False),  # the rim of a seal, across a border
        (Stroke(False, 300, 600, 500, 503), True),  # a cell cut in two on purpose
        (Stroke(False, 220, 370, 1001, 1003), True),  # a piece of the border beside it
        (Stroke(True, 930, 1080, 450, 457), False),  # the upper rim
        (Stroke(True, 100, 300, 1200, 1203), True),  # the line above the footnotes
    ],
)
def test_a_piece_of_a_rim_is_no_border(stroke: Stroke, kept: bool) -> None:
    assert (stroke in without_chords([*BORDERS, stroke], DPI)) is kept


@pytest.mark.parametrize("turn", [0, 90])
def test_a_coarse_scan_in_a_pdf_is_enlarged_from_its_own_pixels(turn: int) -> None:
    chance = np.random.default_rng(5)
    grain = Image.fromarray(chance.integers(0, 2, (234, 165), np.uint8) * 255)
    page = grain.resize((827, 1169), Image.Resampling.NEAREST)
    document = pypdfium2.PdfDocument(as_pdf([page], replace(SCANNERS["grey"], quality=95)))
    sheet = document[0]
    sheet.set_rotation(turn)
    made = page_raster(sheet, native_dpi(sheet), filling_width(sheet))
    assert (made.dpi, made.scanned_dpi) == (300, 100)
    if turn:
        assert filling_width(sheet) == 0  # drawn as it lies, by pdfium
        return
    own = page.resize((made.gray.shape[1], made.gray.shape[0]), Image.Resampling.LANCZOS)
    assert np.abs(np.asarray(own, float) - made.gray).mean() < 3


# --- figures read twice, and a third time ---------------------------------------------------


def readings(*given: str) -> Callable[[Sequence[Gray], int], list[str]]:
    left = iter(given)
    return lambda pictures, _dpi: [next(left) for _ in pictures]


@pytest.mark.parametrize(
    ("first", "second", "third", "text", "other"),
    [
        ("8,12", "8,12", "", "8,12", ()),
        ("3,19", "3,18", "3,18", "3,18", ((0, "3,19"),)),  # two of three
        ("3,18", "318", "3,18", "3,18", ((0, "318"),)),
        ("3,16", "3,18", "3,19", "3,18", ((0, "3,16"),)),  # three: the model for figures
        ("3,18", "là", "", "3,18", ((0, "là"),)),  # no figure at all
        ("+17", "-17", "-17", "-17", ((0, "+17"),)),  # the same digits, another sign
    ],
)
def test_two_of_three_readings_and_a_doubt(
    monkeypatch: pytest.MonkeyPatch,
    first: str,
    second: str,
    third: str,
    text: str,
    other: tuple[tuple[int, str], ...],
) -> None:
    monkeypatch.setattr(ocr_figures, "_by_tesseract", readings(second, third))
    picture = np.full((60, 200), 255, np.uint8)
    picture[10:40, 0:30] = 0
    [seen] = ocr_figures.second_reading(picture, DPI, [line(first)])
    assert seen.line.words[0].text == text
    assert seen.others == other


def test_a_figure_under_coloured_ink_is_doubtful(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr_figures, "_by_tesseract", readings("8,12", "8,12"))
    picture = np.full((60, 200), 255, np.uint8)
    cover = np.zeros_like(picture, bool)
    cover[10:40, 10:12] = True
    seen = ocr_figures.second_reading(picture, DPI, [line("8,12")], cover=cover)
    assert seen[0].others == ((0, ocr_figures.UNREAD),)
    seen = ocr_figures.second_reading(picture, DPI, [line("8,12")], cover=np.zeros_like(cover))
    assert seen[0].others == ()


# --- cells of columns of figures ------------------------------------------------------------


def column(*texts: str, sure: int = 60) -> list[str]:
    """Which cells of a column are read again."""
    places = {(0.0, 20.0 * n, 100.0, 20.0 * n + 20): (n, 0, 1, 1) for n in range(len(texts))}
    grid = Lattice((0.0, 100.0), tuple(20.0 * n for n in range(len(texts) + 1)), places)
    read = {
        (0, bounds): [line(text, sure=sure)] for bounds, text in zip(places, texts, strict=True)
    }
    again = no_figures(read, [grid])
    return [text for place, text in zip(read, texts, strict=True) if place in again]


def test_which_cells_are_read_again() -> None:
    assert column("Xếp hạng", "11", "12", "là)", "14", "sợ") == ["là)", "sợ"]
    assert column("Hạng", "11", "12", "", "14") == [""]  # nothing at all was read
    assert column("Hạng", "11", "12", "Đạt", "14", sure=95) == []  # surely a word
    assert column("Hạng", "11", "12", "4G7", "14", sure=95) == ["4G7"]
    assert column("Hạng", "11", "Đang thực hiện", "Chưa", "14") == []  # no column of figures


def test_what_is_read_again_is_a_figure_or_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def reader(
        pictures: Sequence[Gray], _dpi: int, layout: int, _language: str
    ) -> list[list[TextLine]]:
        read = [[line("11", sure=96)], [], [line("Dat", sure=96)]]
        return read[: len(pictures)] if layout == 7 else [[line("50")], [line("Dat")]]

    monkeypatch.setattr(ocr_again, "read_pictures", reader)
    blank = np.full((10, 10), 255, np.uint8)
    found = read_again([blank, blank, blank], DPI)
    texts = [[word.text for one in lines for word in one.words] for lines in found]
    assert texts == [["11"], ["50"], []]
    assert found[0][0].words[0].confidence < 80  # below it a figure is flagged
