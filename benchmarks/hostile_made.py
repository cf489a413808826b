"""Files made to do harm: what ``benchmarks.hostile_files`` has the program read."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file: its name, and how it is made at a size (1 as named, 0.01 for trying)."""

    name: str
    make: Callable[[float], bytes]


def _zip(members: dict[str, bytes], *, level: int = 9) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return made.getvalue()


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r" Type="{type}/officeDocument" Target="{target}"/></Relationships>'
)


def word(body: str, head: str = "") -> bytes:
    """A Word file; ``head`` stands before its root."""
    relations = _RELATIONS.format(type=_OFFICE, target="word/document.xml")
    xml = f'{head}<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
    return _zip({
        "[Content_Types].xml": b"<Types/>",
        "_rels/.rels": relations.encode(),
        "word/document.xml": xml.encode(),
    })  # fmt: skip


def _paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def _open_document(body: str) -> bytes:
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    kind = "application/vnd.oasis.opendocument.text"
    xml = f"<office:document-content{spaces}><office:body><office:text>{body}</office:text>"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    return _zip({
        "mimetype": kind.encode(),
        "content.xml": f"{xml}</office:body></office:document-content>".encode(),
        "META-INF/manifest.xml": manifest.encode(),
    })  # fmt: skip


def _sheet(columns: int, rows: int) -> bytes:
    import xlsxwriter

    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"constant_memory": True})
    page = book.add_worksheet()
    for row in range(rows):
        for column in range(columns):
            page.write(row, column, f"Cột {column}" if row == 0 else row * column)
    book.close()
    return made.getvalue()


def _word_tables(deep: int) -> bytes:
    opening, end = "<w:tbl><w:tr><w:tc>" + _paragraph("5 hộ"), "<w:p/></w:tc></w:tr></w:tbl>"
    return word(opening * deep + end * deep)


def _web_tables(deep: int) -> bytes:
    return ("<table><tr><td>5 hộ" * deep + "</td></tr></table>" * deep).encode()


def _open_tables(deep: int) -> bytes:
    opening = "<table:table><table:table-row><table:table-cell><text:p>5 hộ</text:p>"
    end = "</table:table-cell></table:table-row></table:table>"
    return _open_document(opening * deep + end * deep)


def _laughs(deep: int, wide: int = 10) -> str:
    """The "billion laughs": entities of entities."""
    told = ['<!ENTITY a0 "5 hộ ">']
    told += [f'<!ENTITY a{i} "{f"&a{i - 1};" * wide}">' for i in range(1, deep)]
    return f'<?xml version="1.0"?><!DOCTYPE x [{"".join(told)}]>'


_OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
REPORT = "Thu ngân sách 5 tỷ đồng, đạt 50% kế hoạch 10 tỷ đồng.".encode()


def _bomb(size: int) -> bytes:
    return _zip({"a.txt": bytes(size)})


def _nested(deep: int) -> bytes:
    held, name = REPORT, "a.txt"
    for level in range(deep):
        held, name = _zip({name: held}), f"{level}.zip"
    return held


def _overlapping(copies: int, size: int) -> bytes:
    """Many entries of the directory over one and the same content (Fifield 2019)."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", bytes(size))
        first = archive.filelist[0]
        for number in range(copies):
            again = zipfile.ZipInfo(f"{number}.txt")
            for field in ("header_offset", "CRC", "compress_size", "file_size", "compress_type"):
                setattr(again, field, getattr(first, field))
            archive.filelist.append(again)
    return made.getvalue()


def _many_members(count: int) -> bytes:
    return _zip(dict.fromkeys((f"{i}.txt" for i in range(count)), b"5"))


_NAMES = (
    *("../../up.txt", "/etc/absolute.txt", "..\\..\\up.txt", "C:\\Windows\\drive.txt"),
    *("a/../../b.txt", "CON.txt", "nul", "com1.txt", "a:b.txt", "line\nbreak.txt", " .txt"),
    *("tab\there.txt", "=1+1.txt", "<script>alert(1)</script>.txt", "x" * 250 + ".txt"),
    *("\u202etxt.exe", "a\u0000b.txt", "-rf.txt", "a.txt/b.txt", "A.TXT"),
)  # fmt: skip


def _tricks() -> bytes:
    wrong = REPORT.replace(b"50%", b"90%")  # so that there are annotated copies
    return _zip({name: wrong + str(n).encode() for n, name in enumerate(_NAMES)})


_LABELS = (
    *("=cmd|'/C calc'!A0", "+1+1", "-2+3", "@SUM(1;2)", "\t=1+1", '=HYPERLINK("http://x","y")'),
    *("<script>alert(1)</script>", "</script><script>alert(1)</script>", "<!--", "]]>", "<r>a</r>"),
    *('" onmouseover="alert(1)', "javascript:alert(1)", "{{7*7}}", "${7*7}", "%s%n", "&lt;b&gt;"),
)  # fmt: skip


def _injected(_: float) -> bytes:
    rows = "\n".join(f"| {label} | 5 | 10 | 90% |" for label in _LABELS)
    prose = "\n".join(f"- {label}: 5 hộ, đạt 90% kế hoạch 10 hộ." for label in _LABELS)
    return f"| Chỉ tiêu | TH | KH | Tỷ lệ |\n|---|---|---|---|\n{rows}\n\n{prose}\n".encode()


def _many(piece: str, count: int, head: str = "") -> Callable[[float], bytes]:
    return lambda scale: (head + piece * int(count * scale)).encode()


# --- PDF -----------------------------------------------------------------------------------


def _pdf(objects: dict[int, bytes]) -> bytes:
    """A PDF of these objects; 1 is its catalogue."""
    made, places = bytearray(b"%PDF-1.7\n"), {}
    for number, data in objects.items():
        places[number] = len(made)
        made += b"%d 0 obj\n%s\nendobj\n" % (number, data)
    start, last = len(made), max(objects)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (last + 1)
    for number in range(1, last + 1):
        used = b"n" if number in places else b"f"
        made += b"%010d 00000 %s \n" % (places.get(number, 0), used)
    made += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (last + 1, start)
    return bytes(made)


_SHOWN = b"BT /F 12 Tf 72 700 Td (Thu 5 ha, 6 ha, 7 ha) Tj ET"


def _stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), more, data)


def _page(parent: int) -> bytes:
    box = b"/MediaBox[0 0 612 792]/Resources<</Font<</F 3 0 R>>>>/Contents 4 0 R"
    return b"<</Type/Page/Parent %d 0 R%s>>" % (parent, box)


def _parts(content: bytes) -> dict[int, bytes]:
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    return {1: b"<</Type/Catalog/Pages 2 0 R>>", 3: font, 4: content}


_ONE_PAGE = {2: b"<</Type/Pages/Kids[5 0 R]/Count 1>>", 5: _page(2)}


def _many_objects(count: int) -> bytes:
    """One page, and objects that nothing needs."""
    useless = {number: b"[%d 0 R]" % (number - 1) for number in range(10, 10 + count)}
    return _pdf(_parts(_stream(_SHOWN)) | _ONE_PAGE | useless)


def _many_pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % number for number in range(5, 5 + count))
    tree = {2: b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count)}
    pages = {number: _page(2) for number in range(5, 5 + count)}
    return _pdf(_parts(_stream(_SHOWN)) | tree | pages)


def _deep_pages(deep: int, end: int | None = None) -> bytes:
    """A tree of pages with one branch; ``end`` is what its last node leads back to."""
    node = b"<</Type/Pages/Kids[%d 0 R]/Count 1>>"
    tree = {2: node % 5} | {5 + n: node % (6 + n) for n in range(deep)}
    tree[5 + deep] = _page(4 + deep) if end is None else node % end
    return _pdf(_parts(_stream(_SHOWN)) | tree)


def _pdf_bomb(size: int) -> bytes:
    """A page whose content unpacks to ``size`` bytes."""
    packed = zlib.compress(_SHOWN + b" " * size, 9)
    return _pdf(_parts(_stream(packed, b"/Filter/FlateDecode")) | _ONE_PAGE)


# --- sheets that say they are large -----------------------------------------------------------


def _changed(package: bytes, part: str, changes: dict[bytes, bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(package)) as held:
        members = {name: held.read(name) for name in held.namelist()}
    for old, new in changes.items():
        assert old in members[part], (part, old)
        members[part] = members[part].replace(old, new, 1)
    return _zip(members)


def _declared(_: float) -> bytes:
    """A workbook of four cells that says it has 1,048,576 x 16,384, most of them merged."""
    merged = b'</sheetData><mergeCells count="1"><mergeCell ref="C3:XFD1048576"/></mergeCells>'
    changes = {b'ref="A1:B2"': b'ref="A1:XFD1048576"', b"</sheetData>": merged}
    changes[b"<sheetData>"] = b'<cols><col min="1" max="16384" width="9"/></cols><sheetData>'
    return _changed(_sheet(2, 2), "xl/worksheets/sheet1.xml", changes)


def _far(_: float) -> bytes:
    """A cell in the last corner of a sheet."""
    far = b'<row r="1048576"><c r="XFD1048576"><v>5</v></c></row></sheetData>'
    return _changed(_sheet(2, 2), "xl/worksheets/sheet1.xml", {b"</sheetData>": far})


def _repeated(_: float) -> bytes:
    """An OpenDocument sheet of one cell, 16,384 times in a row that comes a million times."""
    cell = (
        '<table:table><table:table-row table:number-rows-repeated="1048576"><table:table-cell'
        ' table:number-columns-repeated="16384" office:value-type="float" office:value="5">'
        "<text:p>5</text:p></table:table-cell></table:table-row></table:table>"
    )
    text, sheet = b"opendocument.text", b"opendocument.spreadsheet"
    opening, end = b"<office:text>", b"</office:text>"
    body = {opening: b"<office:spreadsheet>", end: b"</office:spreadsheet>"}
    package = _changed(_open_document(cell), "content.xml", body)
    package = _changed(package, "META-INF/manifest.xml", {text: sheet})
    return _changed(package, "mimetype", {text: sheet})


def _labels_in_sheet(_: float) -> bytes:
    import xlsxwriter

    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"strings_to_formulas": False, "strings_to_urls": False})
    page = book.add_worksheet("=1+1")
    page.write_row(0, 0, ["Chỉ tiêu", "Thực hiện năm 2026 (hộ)", "Kế hoạch năm 2026 (hộ)", "%"])
    for row, label in enumerate(_LABELS, 1):
        page.write_row(row, 0, [label, 5, 10, 90])
    book.close()
    return made.getvalue()


FILES = (
    Hostile("million-numbers.txt", _many("5 hộ; ", 1_000_000)),
    Hostile("limit-of-numbers.txt", _many("Thu 1.234 hộ; ", 249_999)),
    Hostile("line-100-mb.txt", _many("Thu 5 tỷ đồng. ", 5_000_000)),
    Hostile("line-20-million-words.txt", _many("việc phải làm ", 1_400_000)),
    Hostile("million-rows.csv", _many("Thu;5;6;7\n", 1_000_000)),
    Hostile("columns-10000.csv", lambda s: ("5;" * int(10_000 * s) + "\n").encode() * 20),
    Hostile("columns-10000.xlsx", lambda s: _sheet(int(10_000 * s), 20)),
    Hostile("cells-1000000.xlsx", lambda s: _sheet(100, int(10_000 * s))),
    Hostile("deep-tables.docx", lambda s: _word_tables(int(5_000 * s))),
    Hostile("deep-tables.html", lambda s: _web_tables(int(5_000 * s))),
    Hostile("deep-tables.odt", lambda s: _open_tables(int(2_000 * s))),
    Hostile("deep-50.docx", lambda s: _word_tables(50)),
    Hostile("deep-50.html", lambda s: _web_tables(50)),
    Hostile("deep-50.odt", lambda s: _open_tables(50)),
    Hostile("deep-elements.html", lambda s: (b"<div>" * int(1_000_000 * s)) + b"5"),
    Hostile("list-100000.html", _many("<li>5 hộ</li>", 100_000, "<html><ol>")),
    Hostile("deep-xml.docx", lambda s: word("<w:p>" * int(100_000 * s))),
    Hostile("declared-17-billion-cells.xlsx", _declared),
    Hostile("far-cell.xlsx", _far),
    Hostile("repeated-17-billion-cells.ods", _repeated),
    Hostile("objects-100000.pdf", lambda s: _many_objects(int(100_000 * s))),
    Hostile("pages-100000.pdf", lambda s: _many_pages(int(100_000 * s))),
    Hostile("pages-2000.pdf", lambda s: _many_pages(int(2_000 * s))),
    Hostile("deep-pages-10000.pdf", lambda s: _deep_pages(int(10_000 * s))),
    Hostile("deep-pages-200.pdf", lambda s: _deep_pages(200)),
    Hostile("circle-of-pages.pdf", lambda s: _deep_pages(5, end=2)),
    Hostile("bomb-in-page.pdf", lambda s: _pdf_bomb(int(1_000_000_000 * s))),
    Hostile("laughs.docx", lambda s: word(_paragraph("&a9;"), _laughs(10))),
    Hostile("laughs-quadratic.docx", lambda s: word(_paragraph("&a1;" * 99), _laughs(2, 10_000))),
    Hostile("laughs.xml", lambda s: (_laughs(10) + "<Workbook>&a9;</Workbook>").encode()),
    Hostile("laughs.html", lambda s: (_laughs(10) + "<html><p>&a9;</p></html>").encode()),
    Hostile("outside.docx", lambda s: word(_paragraph("5 hộ &a;"), _OUTSIDE)),
    Hostile("bomb.zip", lambda s: _bomb(int(2_000_000_000 * s))),
    Hostile("bomb-of-kind.odt", lambda s: _zip({"mimetype": bytes(int(2_000_000_000 * s))})),
    Hostile("bomb-in-word.docx", lambda s: word("<w:p/>" * int(50_000_000 * s))),
    Hostile("bomb-overlapping.zip", lambda s: _overlapping(1_000, int(15_000_000 * s))),
    Hostile("nested-10.zip", lambda s: _nested(10)),
    Hostile("members-100000.zip", lambda s: _many_members(int(100_000 * s))),
    Hostile("names.zip", lambda s: _tricks()),
    Hostile("labels.md", _injected),
    Hostile("labels.xlsx", _labels_in_sheet),
)  # fmt: skip
