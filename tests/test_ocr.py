"""Scanned pages: what is read, what is doubted, what is said where nothing can be read."""

from __future__ import annotations

import io
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image, ImageDraw, ImageFont

import solieu
from extract import ocr_engine
from extract.ocr_hidden import is_poor
from extract.ocr_page import read_raster
from extract.ocr_raster import Raster, paper, raster, without_specks
from extract.ocr_rulings import erased, strokes
from extract.ocr_skew import skew, straightened
from extract.read import read
from samples.to_scan import SCANNERS, Scanner, as_pdf, scan
from solieu.errors import ClassifiedError, ReadError
from solieu.model import Ocr, Reading

ROOT = Path(__file__).parent.parent
REPORT = ROOT / "samples" / "formats" / "2026-06.pdf"
NEVER = Ocr("never")
TABLE_PAGES = (6, 7)

needs_tesseract = pytest.mark.skipif(
    ocr_engine.missing() is not None, reason="tesseract with Vietnamese data is not installed"
)


@pytest.fixture(scope="module")
def pictures() -> list[Image.Image]:
    return scan(REPORT, SCANNERS["clean"], TABLE_PAGES)


@pytest.fixture(scope="module")
def truth(tmp_path_factory: pytest.TempPathFactory) -> solieu.Report:
    """The same pages with their text layer."""
    path = tmp_path_factory.mktemp("truth") / "truth.pdf"
    whole = pypdfium2.PdfDocument(REPORT)
    some = pypdfium2.PdfDocument.new()
    some.import_pages(whole, list(TABLE_PAGES))
    some.save(path)
    return solieu.read(path, indicators=False)


@pytest.fixture(scope="module")
def scanned(pictures: list[Image.Image], tmp_path_factory: pytest.TempPathFactory) -> solieu.Report:
    if ocr_engine.missing():
        pytest.skip("tesseract with Vietnamese data is not installed")
    path = tmp_path_factory.mktemp("scan") / "scan.pdf"
    path.write_bytes(as_pdf(pictures, SCANNERS["clean"]))
    return solieu.read(path, indicators=False)


def short(pictures: list[Image.Image]) -> Image.Image:
    """The lower rows of the table and the note below it."""
    page = pictures[1]
    return page.crop((0, round(0.2 * page.height), page.width, round(0.42 * page.height)))


def values(report: solieu.Report) -> Counter[Decimal | None]:
    return Counter(each.value for each in report.observations)


# --- a clean scan -----------------------------------------------------------------------


def test_a_clean_scan_has_the_figures_of_its_text(
    scanned: solieu.Report, truth: solieu.Report
) -> None:
    doubtful = [each for each in scanned.observations if "ocr_doubtful" in each.flags]
    sure: Counter[tuple[Decimal | None, str]] = Counter(
        (each.value, each.unit)
        for each in scanned.observations
        if "ocr_doubtful" not in each.flags and each.value is not None
    )
    right = Counter((each.value, each.unit) for each in truth.observations)
    assert not sure - right
    assert len(doubtful) < len(scanned.observations) / 10
    assert (values(scanned) & values(truth)).total() >= 0.99 * values(truth).total()


def test_a_table_of_a_scan_is_one_table_over_both_pages(
    scanned: solieu.Report, truth: solieu.Report
) -> None:
    [ours], [theirs] = (each.recognition.document.reading.tables for each in (scanned, truth))
    assert [(c.row, c.column, c.rows, c.columns) for c in ours.cells] == [
        (c.row, c.column, c.rows, c.columns) for c in theirs.cells
    ]
    assert ours.head_rows == theirs.head_rows


def test_figures_of_a_scan_say_where_they_stand(
    scanned: solieu.Report, truth: solieu.Report
) -> None:
    right = {(o.value, o.row, o.column): o.bbox for o in truth.observations if o.bbox and o.table}
    compared = 0
    for each in scanned.observations:
        place = right.get((each.value, each.row, each.column))
        if place and each.bbox:
            compared += 1
            assert abs(each.bbox.x0 - place.x0) < 6
            assert abs(each.bbox.bottom - place.bottom) < 6
    assert compared > 30


def test_the_record_says_how_a_scan_was_read(scanned: solieu.Report) -> None:
    reading = scanned.recognition.document.reading
    assert reading.ocr.startswith("tesseract ")
    assert "; pages 1-2; confidence 9" in reading.ocr
    assert reading.problems == ()
    assert reading.scanned
    assert all(0 <= word.confidence <= 100 for word in reading.scanned)
    assert [word.span for word in reading.scanned] == sorted(w.span for w in reading.scanned)


@needs_tesseract
def test_pictures_of_one_page_and_of_several(pictures: list[Image.Image], tmp_path: Path) -> None:
    page = short(pictures).convert("L")
    page.save(
        tmp_path / "a.tif", save_all=True, append_images=[page], compression="tiff_lzw",
        dpi=(200, 200),
    )  # fmt: skip
    reading = read(tmp_path / "a.tif", "a.tif")
    assert (reading.format, reading.pages) == ("tiff", 2)
    assert {paragraph.page for paragraph in reading.paragraphs} == {1, 2}
    assert reading.text.count("97,78") == 2
    pictures[1].save(tmp_path / "b.png")  # no resolution stated: taken for an A4 sheet
    assert read(tmp_path / "b.png", "b.png").text.count("97,78") == 1


@needs_tesseract
def test_a_mixed_document_is_read_page_by_page(pictures: list[Image.Image], tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_bytes(as_pdf([short(pictures)], SCANNERS["clean"]))
    mixed = pypdfium2.PdfDocument(ROOT / "tests" / "files" / "block.pdf")
    count = len(mixed)
    mixed.import_pages(pypdfium2.PdfDocument(tmp_path / "scan.pdf"))
    mixed.save(tmp_path / "mixed.pdf")
    text = read(ROOT / "tests" / "files" / "block.pdf", "block.pdf").text
    reading = read(tmp_path / "mixed.pdf", "mixed.pdf")
    assert reading.text.startswith(text[:200])
    assert "97,78" in reading.text
    assert f"pages {count + 1};" in reading.ocr
    never = read(tmp_path / "mixed.pdf", "mixed.pdf", ocr=NEVER)
    assert never.text == text
    assert "--ocr never" in never.problems[0]


@needs_tesseract
def test_a_page_on_its_side_is_turned(pictures: list[Image.Image], tmp_path: Path) -> None:
    short(pictures).rotate(90, expand=True).save(tmp_path / "side.jpg", dpi=(200, 200), quality=85)
    assert "97,78" in read(tmp_path / "side.jpg", "side.jpg").text


# --- hidden text layers of other programs ------------------------------------------------


def with_hidden_text(picture: Image.Image, lines: list[str]) -> bytes:
    document = pypdfium2.PdfDocument(as_pdf([picture], SCANNERS["clean"]))
    page = document[0]
    font = (ROOT / "tests" / "files" / "monthly.pdf").exists() and "Helvetica"
    for number, line in enumerate(lines):
        text = pdfium.FPDFPageObj_NewTextObj(document.raw, str(font).encode(), 10.0)
        encoded = (line + "\0").encode("utf-16-le")
        buffer = (pdfium.FPDF_WCHAR * (len(encoded) // 2)).from_buffer_copy(encoded)
        pdfium.FPDFText_SetText(text, buffer)
        pdfium.FPDFTextObj_SetTextRenderMode(text, pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)
        pdfium.FPDFPageObj_Transform(text, 1, 0, 0, 1, 60, 780 - 14 * number)
        pdfium.FPDFPage_InsertObject(page.raw, text)
    page.gen_content()
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


GARBAGE = ["Tong thu ngan sach nha nuoc tren dja ban dat 11.112 trieu dong, bang 8,18% du toan"] * 8


def test_a_poor_hidden_layer_is_told_and_its_figures_doubted(
    pictures: list[Image.Image], tmp_path: Path
) -> None:
    path = tmp_path / "hidden.pdf"
    path.write_bytes(with_hidden_text(short(pictures), GARBAGE))
    report = solieu.read(path, indicators=False)
    assert "--ocr again" in report.problems[0]
    assert report.observations
    assert all("ocr_doubtful" in each.flags for each in report.observations)
    assert report.recognition.document.reading.ocr.startswith("text layer")


@needs_tesseract
def test_a_hidden_layer_is_read_again_when_asked(
    pictures: list[Image.Image], tmp_path: Path
) -> None:
    path = tmp_path / "hidden.pdf"
    path.write_bytes(with_hidden_text(short(pictures), GARBAGE))
    reading = read(path, "hidden.pdf", ocr=Ocr("again"))
    assert "97,78" in reading.text
    assert "ngan sach" not in reading.text
    assert reading.problems == ()


@pytest.mark.parametrize(
    ("text", "poor"),
    [
        ("Tổng thu ngân sách nhà nước trên địa bàn ước thực hiện 20,684 tỷ đồng", False),
        ("Tong thu ngan sach nha nuoc tren dia ban uoc thuc hien 20,684 ty dong", True),
        ("T6ng thu ngân sàch nhd nudc trén dja bàn ucrc thuc hién dat dong chi", True),
        ("Trang 3", False),
    ],
)
def test_a_layer_that_is_no_vietnamese_is_poor(text: str, poor: bool) -> None:
    assert is_poor(text) is poor


# --- pictures: level, ruled, stamped -----------------------------------------------------


def drawn(size: tuple[int, int] = (1000, 700)) -> Image.Image:
    picture = Image.new("L", size, 255)
    draw = ImageDraw.Draw(picture)
    font = ImageFont.load_default(28)
    for row in range(100, size[1] - 100, 60):
        draw.text((100, row), "Tong san luong 11.112 tan, 8,18 % ke hoach", fill=0, font=font)
    return picture


@pytest.mark.parametrize("angle", [-2.0, -0.5, 0.7, 3.0])
def test_a_page_askew_is_set_straight(angle: float) -> None:
    askew = drawn().rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    assert skew(np.asarray(askew)) == pytest.approx(angle, abs=0.15)
    level, turn = straightened(np.asarray(askew), 0, 1.0)
    assert abs(skew(level)) < 0.15
    box = turn.box(500, 350, 500, 350)  # the middle stays where it is
    assert (box.x0, box.top) == (500, 350)


@pytest.mark.parametrize(
    ("quarter", "place"), [(90, (20, 990)), (180, (980, 680)), (270, (680, 10))]
)
def test_places_on_a_turned_page_are_those_of_the_page(
    quarter: int, place: tuple[float, float]
) -> None:
    upright = np.full((700, 1000) if quarter == 180 else (1000, 700), 255, np.uint8)
    _, turn = straightened(upright, quarter, 1.0)
    box = turn.box(*({90: (10, 20), 180: (20, 20), 270: (10, 20)}[quarter] * 2))
    assert (box.x0, box.top) == place


def test_rulings_are_found_and_erased() -> None:
    picture = drawn()
    draw = ImageDraw.Draw(picture)
    for row in (90, 270, 450):
        draw.line((80, row, 900, row), fill=0, width=3)
    draw.line((80, 90, 80, 450), fill=0, width=3)
    gray = np.asarray(picture)
    found, mask = strokes(gray, 200)
    assert sorted((one.horizontal, one.start, one.end) for one in found) == [
        (False, 90, 450), (True, 79, 900), (True, 79, 900), (True, 79, 900),
    ] or len([one for one in found if one.horizontal]) == 3  # fmt: skip
    assert len([one for one in found if not one.horizontal]) == 1
    assert strokes(erased(gray, mask), 200)[0] == []


def test_dust_goes_and_points_stay() -> None:
    picture = drawn()
    gray = np.array(picture)
    gray[20:22, 500:502] = 0
    clean = without_specks(gray, 200)
    assert (clean[15:30, 490:510] == 255).all()
    assert (clean[90:] == np.asarray(picture)[90:]).all()


def test_a_red_seal_is_dropped_and_black_ink_under_it_stays() -> None:
    page = np.full((200, 200, 3), 255, np.uint8)
    page[50:150, 50:150] = (205, 30, 45)
    page[100, 60:140] = 10
    made = raster(page, 200, 200)
    assert made.gray[60, 60] > 200
    assert made.gray[100, 100] <= 10
    assert made.red is not None


def test_shadows_become_white_paper() -> None:
    gray = np.asarray(drawn()).astype(np.float32)
    shaded = gray * np.linspace(0.7, 1.0, gray.shape[1])[None, :]
    even = paper(shaded.astype(np.uint8))
    assert (even == 255).mean() > 0.8


@needs_tesseract
def test_a_red_stamp_of_secrecy_is_seen(tmp_path: Path) -> None:
    font = ImageFont.truetype(io.BytesIO(_font()), 60) if _font() else None
    if font is None:
        pytest.skip("no font with Vietnamese letters")
    picture = drawn((1654, 2339)).convert("RGB")
    ImageDraw.Draw(picture).text((200, 30), "TUYỆT MẬT", fill=(200, 20, 30), font=font)
    picture.save(tmp_path / "mat.png", dpi=(200, 200))
    with pytest.raises(ClassifiedError):
        read(tmp_path / "mat.png", "mat.png")


def _font() -> bytes:
    names = (
        "liberation2/LiberationSerif-Bold.ttf", "liberation/LiberationSerif-Bold.ttf",
        "dejavu/DejaVuSans-Bold.ttf",
    )  # fmt: skip
    for name in names:
        path = Path("/usr/share/fonts/truetype") / name
        if path.is_file():
            return path.read_bytes()
    return b""


# --- what cannot be read -----------------------------------------------------------------


def png(size: tuple[int, int] = (900, 1200)) -> bytes:
    held = io.BytesIO()
    Image.new("L", size, 255).save(held, "PNG")
    return held.getvalue()


def bomb() -> bytes:
    """A PNG whose head claims 60,000 x 60,000 pixels."""
    import struct
    import zlib

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    chunk = b"IHDR" + head
    data = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk
    return data + struct.pack(">I", zlib.crc32(chunk)) + png()[33:]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.png", b"", "0 byte"),
        ("a.png", png()[:60], "damaged|no text|tesseract"),
        ("a.png", png((40, 40)), "too small"),
        ("a.png", bomb(), "too large"),
        ("a.jpg", b"\xff\xd8\xff\xe0" + bytes(200), "damaged"),
        ("a.tif", b"II*\x00" + bytes(50), "damaged"),
        ("a.png", png(), "no text|tesseract"),
    ],
)
def test_bad_pictures_are_refused(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ReadError, match=said):
        read(tmp_path / name, name)


@pytest.mark.parametrize(
    ("program", "known", "said"),
    [(None, frozenset(), "apt install tesseract-ocr"), ("tesseract", {"eng"}, "Vietnamese data")],
)
def test_without_tesseract_the_message_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: Any, known: Any, said: str
) -> None:
    monkeypatch.setattr(ocr_engine, "tesseract", lambda: program)
    monkeypatch.setattr(ocr_engine, "languages", lambda: known)
    drawn().save(tmp_path / "a.png")
    with pytest.raises(ReadError, match=said) as error:
        read(tmp_path / "a.png", "a.png")
    assert "winget" in error.value.vi
    assert "brew" in error.value.vi


@needs_tesseract
def test_a_page_that_takes_too_long_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr_engine, "_PAGE", 0.001)
    drawn().save(tmp_path / "a.png")
    with pytest.raises(ReadError, match="too long"):
        read(tmp_path / "a.png", "a.png")


def test_a_black_page_is_not_read() -> None:
    black = Raster(np.zeros((1200, 900), np.uint8), 200, 200)
    assert read_raster(black, 1).page.items == ()


def test_rapidocr_as_second_reader(pictures: list[Image.Image], tmp_path: Path) -> None:
    pytest.importorskip("rapidocr")
    if ocr_engine.missing():
        pytest.skip("tesseract with Vietnamese data is not installed")
    short(pictures).save(tmp_path / "a.png", dpi=(200, 200))
    reading: Reading = read(tmp_path / "a.png", "a.png", ocr=Ocr(second=True))
    assert "rapidocr" in reading.ocr
    assert not any(word.other for word in reading.scanned if word.confidence > 90)


def test_scanners_differ() -> None:
    assert len({each.dpi for each in SCANNERS.values()}) == 2
    assert isinstance(SCANNERS["poor"], Scanner)
