"""Reports set in fonts of old encodings: Word and PDF files give the same as in Unicode."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from extract.docx import read_docx, trace_docx
from extract.docx_package import Package
from extract.legacy_tables import ENCODINGS, Encoding
from extract.read import read as read_file
from solieu.api import read
from solieu.model import Observation, Reading, Span
from tests.test_legacy import REPORT, encode, observations, old
from tests.word_builder import SUPER, p, r, tbl, tr, word

FONT: dict[Encoding, str] = {
    "tcvn3": ".VnTime",
    "vni": "VNI-Times",
    "viscii": "VI Times",
    "vps": "VPS Times",
}


def fonts(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'


def style(style_id: str, name: str, based_on: str = "", kind: str = "paragraph") -> str:
    parent = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    font = f"<w:rPr>{fonts(name)}</w:rPr>" if name else ""
    return f'<w:style w:type="{kind}" w:styleId="{style_id}">{parent}{font}</w:style>'


def document(write: Callable[[str], str], ppr: str = "") -> str:
    """The report as a Word body; ``write`` makes the run of a text."""
    body, rows = [], []
    for line in REPORT.split("\n"):
        if line.startswith("|"):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            if not cells[0].startswith("---"):
                rows.append(cells)
        elif line:
            body.append(p(write(line), ppr=ppr))
    table = [
        tr(*(f"<w:tc><w:tcPr/>{p(write(cell), ppr=ppr)}</w:tc>" for cell in row)) for row in rows
    ]
    return "".join(body) + tbl(*table)


def saved(tmp_path: Path, body: str, **parts: str) -> Path:
    path = tmp_path / "bao-cao.docx"
    path.write_bytes(word(body, **parts))
    return path


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> list[Observation]:
    path = saved(tmp_path_factory.mktemp("unicode"), document(lambda text: r(text)))
    found = observations(path)
    assert len(found) == 16
    return found


def reading(body: str, **parts: str) -> Reading:
    return read_docx(word(body, **parts), "a.docx", "")


@pytest.mark.parametrize("encoding", FONT)
def test_runs_in_old_fonts(encoding: Encoding, tmp_path: Path, expected: list[Observation]) -> None:
    body = document(lambda text: r(old(text, encoding), fonts(FONT[encoding])))
    path = saved(tmp_path, body)

    assert observations(path) == expected
    assert reading(body).encoding == encoding


@pytest.mark.parametrize("encoding", FONT)
def test_fonts_of_styles(encoding: Encoding, tmp_path: Path, expected: list[Observation]) -> None:
    body = document(lambda text: r(old(text, encoding)), '<w:pStyle w:val="Body"/>')
    styles = style("Base", FONT[encoding]) + style("Body", "", "Base")

    assert observations(saved(tmp_path, body, styles=styles)) == expected


@pytest.mark.parametrize("encoding", FONT)
def test_fonts_of_the_whole_document(
    encoding: Encoding, tmp_path: Path, expected: list[Observation]
) -> None:
    body = document(lambda text: r(old(text, encoding)))
    defaults = f"<w:rPrDefault><w:rPr>{fonts(FONT[encoding])}</w:rPr></w:rPrDefault>"
    path = saved(tmp_path, body, styles=f"<w:docDefaults>{defaults}</w:docDefaults>")

    assert observations(path) == expected


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_letters_tell_where_no_font_does(
    encoding: Encoding, tmp_path: Path, expected: list[Observation]
) -> None:
    body = document(lambda text: r(old(text, encoding), fonts("Times New Roman")))

    assert observations(saved(tmp_path, body)) == expected
    assert reading(body).encoding == encoding


VN, VNH, VNI = fonts(".VnTime"), fonts(".VnTimeH"), fonts("VNI-Times")
PARAGRAPHS = [
    (r("tæng sè 5 tû ®ång", VNH), "TỔNG SỐ 5 TỶ ĐỒNG", "tcvn3"),
    (r("T", VNH) + r("æng sè", VN), "Tổng số", "tcvn3"),
    (r("tri", VNI) + r("e", VNI) + r("äu ñoàng", VNI), "triệu đồng", "vni"),  # mark in next run
    (r("ngh×n ng", VN) + f"<w:r><w:rPr>{VN}</w:rPr><w:softHyphen/></w:r>" + r("êi", VN),
     "nghìn người", "tcvn3"),
    (r("diÖn tÝch 20 m", VN) + r("1", VN + SUPER), "diện tích 20 m¹", "tcvn3"),
    (r("thu 5 tû ®ång, ", VN) + r("chi 4 tỷ đồng, ", fonts("Arial")) + r("nôï 2 tyû", VNI),
     "thu 5 tỷ đồng, chi 4 tỷ đồng, nợ 2 tỷ", "tcvn3+vni"),
    (r("th¸ng đầu n¨m", VN), "tháng đầu năm", "tcvn3"),
    (r("cá, tôm", '<w:rStyle w:val="Now"/>'), "cá, tôm", ""),
    (r("c¸, t«m", '<w:rStyle w:val="Old"/>'), "cá, tôm", "tcvn3"),
    (r("20 USD", VN), "20 USD", ""),
]  # fmt: skip


@pytest.mark.parametrize(("runs", "text", "encoding"), PARAGRAPHS, ids=[c[1] for c in PARAGRAPHS])
def test_runs_of_one_paragraph(runs: str, text: str, encoding: str) -> None:
    styles = style("Old", ".VnTime", kind="character") + style("Now", "Arial", kind="character")
    found = reading(p(runs), styles=styles)

    assert (found.text, found.encoding) == (text, encoding)


def test_a_letterhead_in_an_old_font_is_no_table() -> None:
    cells = ["ñy ban nh©n d©n", "Céng hßa x· héi chñ nghÜa ViÖt Nam"]
    row = tr(*(f"<w:tc><w:tcPr/>{p(r(cell, VNH))}</w:tc>" for cell in cells))
    found = reading(tbl(row, row))

    assert found.text.startswith("ỦY BAN NHÂN DÂN")
    assert found.tables == ()


@pytest.mark.parametrize("encoding", FONT)
def test_places_in_converted_runs_are_those_of_the_file(encoding: Encoding) -> None:
    meant = "Tổng thu ước 12.450 triệu đồng, đạt 52,3% dự toán"
    written = old(meant, encoding)
    package = Package.open(word(p(r(written, fonts(FONT[encoding])))), "a.docx")
    at = meant.index("52,3%")
    place = trace_docx(package, package.document()).place(Span(at, at + 5))

    assert [written[piece.start : piece.end] for piece in place.pieces] == ["52,3%"]


# --- PDF ---------------------------------------------------------------------------

WIDTHS = f"/FirstChar 32 /LastChar 255 /Widths [{' '.join(['500'] * 224)}]"
WINDOWS = f"{WIDTHS} /Encoding /WinAnsiEncoding"


def stream(data: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(data), data)


# Codes read as Latin-1: what writers of the time put into a file to be copied from.
TO_LATIN1 = stream(
    b"begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
    b"1 beginbfrange <20> <FF> <0020> endbfrange endcmap"
)


def pdf(path: Path, font: str, lines: list[bytes], properties: str = WINDOWS) -> Path:
    """A page of lines in a font that is not embedded, as raw PDF."""
    shown = [
        line.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)") for line in lines
    ]
    content = b"BT /F 9 Tf 30 TL 50 800 Td %s ET" % b" T* ".join(b"(%s) Tj" % x for x in shown)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 1600 842] /Contents 4 0 R "
        b"/Resources << /Font << /F 5 0 R >> >> >>",
        stream(content),
        f"<< /Type /Font /Subtype /TrueType /BaseFont /{font} {properties} >>".encode(),
        TO_LATIN1,
    ]
    data, places = b"%PDF-1.4\n", []
    for number, written in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, written)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    path.write_bytes(
        data
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
        + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(data))
    )
    return path


PROSE = [line for line in REPORT.split("\n") if line and not line.startswith("|")]


def told(path: Path) -> list[tuple[object, ...]]:
    return [
        (each.indicator, each.value, each.unit, each.period, each.raw)
        for each in observations(path)
    ]


PDF_FONTS: list[tuple[Encoding, str, str]] = [
    ("tcvn3", "ABCDEF+.VnTime", WINDOWS),  # code AD is a hyphen to pdfium
    ("tcvn3", "ABCDEF+.VnTime", f"{WINDOWS} /ToUnicode 6 0 R"),
    ("vni", "VNI-Times,Bold", WINDOWS),
    ("vps", "VPS#20Times", WINDOWS),
    ("vni", "ABCDEF+TimesNewRoman", WINDOWS),
    ("tcvn3", "ABCDEF+TimesNewRoman", WINDOWS),
]


@pytest.mark.parametrize(("encoding", "font", "properties"), PDF_FONTS)
def test_pdf_pages_in_old_fonts(
    encoding: Encoding, font: str, properties: str, tmp_path: Path
) -> None:
    plain = tmp_path / "bao-cao.txt"
    plain.write_text("\n\n".join(PROSE), encoding="utf-8")
    path = pdf(tmp_path / "a.pdf", font, [encode(x, encoding) for x in PROSE], properties)
    found = read_file(path, "a.pdf")

    assert [found.text[q.span.start : q.span.end] for q in found.paragraphs] == PROSE
    assert (found.encoding, found.problems) == (encoding, ())
    assert told(path) == told(plain)
    assert len(told(path)) == 12


def test_figures_in_old_fonts_keep_their_places_on_the_page(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", "VNI-Times", [encode("Tổng thu 5 tỷ, chi 7 tỷ", "vni")])
    found = read_file(path, "a.pdf")
    box = found.boxes[found.text.index("7")]

    written = old("Tổng thu 5 tỷ, chi 7 tỷ", "vni").index("7")
    assert box.x0 == pytest.approx(50 + 4.5 * written, abs=4.5)


HYPHENS = [
    (["vốn đầu tư", "xây dựng cơ bản tăng"], ["vốn đầu tư", "xây dựng cơ bản tăng"]),
    (["kinh tế-xã hội ước tăng 5%"], ["kinh tế-xã hội ước tăng 5%"]),
]


@pytest.mark.parametrize(("lines", "read"), HYPHENS)
def test_hyphens_that_are_letters_are_told_by_the_syllable(
    lines: list[str], read: list[str], tmp_path: Path
) -> None:
    path = pdf(tmp_path / "a.pdf", ".VnTime", [encode(line, "tcvn3") for line in lines])

    assert read_file(path, "a.pdf").text.split("\n\n") == read


def test_a_pdf_that_lost_the_letter_u_says_so(tmp_path: Path) -> None:
    lines = [encode(line, "tcvn3").replace(b"\xad", b"") for line in PROSE]
    found = read_file(pdf(tmp_path / "a.pdf", ".VnTime", lines), "a.pdf")

    assert "mất chữ ư" in found.problems[0]


def test_pages_of_today_are_asked_for_no_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a font was asked for")

    monkeypatch.setattr("pypdfium2.raw.FPDFText_GetFontInfo", refuse)
    found = read_file(Path(__file__).parent / "files" / "monthly.pdf", "monthly.pdf")

    assert found.encoding == ""


def test_only_figures_beside_converted_words_are_flagged(tmp_path: Path) -> None:
    old_run = r(old("Thu ngân sách đạt 5 tỷ đồng.", "vni"), fonts("VNI-Times"))
    rows = tbl(tr("Chỉ tiêu", "Tấn"), tr("Lúa", "304"), tr("Ngô", "47"))
    in_vni = (r(old(word_, "vni"), fonts("VNI-Times")) for word_ in ("Cây", "Ha", "Ổi", "12"))
    cells = [f"<w:tc><w:tcPr/>{p(run)}</w:tc>" for run in in_vni]
    mixed = tbl(tr(*cells[:2]), tr(*cells[2:]))
    body = p(old_run) + p("Chi ngân sách đạt 4 tỷ đồng.") + rows + p("Bảng khác:") + mixed
    found = read(saved(tmp_path, body)).observations

    flagged = {each.raw: "legacy_encoding" in each.flags for each in found}
    assert flagged == {"5 tỷ đồng": True, "4 tỷ đồng": False, "304": False, "47": False, "12": True}
