"""Binary workbooks (.xlsb), record by record ([MS-XLSB]); no library writes them."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Sequence
from typing import Protocol

from openpyxl.utils import range_boundaries


class At(Protocol):
    """A cell: place ("B4"), value, number format, font, steps of indentation, alignment."""

    @property
    def place(self) -> str: ...  # noqa: D102
    @property
    def value(self) -> str | int | float: ...  # noqa: D102
    @property
    def code(self) -> str: ...  # noqa: D102
    @property
    def font(self) -> str: ...  # noqa: D102
    @property
    def indent(self) -> int: ...  # noqa: D102
    @property
    def align(self) -> str: ...  # noqa: D102


class Page(Protocol):
    """A sheet to write."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def cells(self) -> Sequence[At]: ...  # noqa: D102
    @property
    def merged(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def hidden(self) -> bool: ...  # noqa: D102
    @property
    def hidden_columns(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def hidden_rows(self) -> Sequence[int]: ...  # noqa: D102


_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"'
    '/><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
)


def xlsb(*pages: Page, rich: dict[str, list[tuple[str, str, str]]] | None = None) -> bytes:
    """The pages as a binary workbook.

    Whole numbers are short ones, text is shared, but for ``rich``: places whose text is in
    pieces of text, font, shift.
    """
    looks = list(dict.fromkeys((a.code, a.font, a.indent, a.align) for p in pages for a in p.cells))
    fonts = list(dict.fromkeys((font, "") for _, font, _, _ in looks))
    for pieces in (rich or {}).values():
        fonts += [(font, shift) for _, font, shift in pieces if (font, shift) not in fonts]
    codes = list(dict.fromkeys(code for code, _, _, _ in looks))
    strings = list(
        dict.fromkeys(a.value for p in pages for a in p.cells if isinstance(a.value, str))
    )
    parts = {"xl/styles.bin": _styles(looks, fonts, codes)}
    shared = b"".join(_record(19, b"\0" + _wide(text)) for text in strings)
    parts["xl/sharedStrings.bin"] = (
        _record(159, struct.pack("<II", len(strings), len(strings))) + shared + _record(160)
    )
    book = _record(131) + _record(153, struct.pack("<II", 0, 0) + _wide("")) + _record(143)
    related = [("styles", "styles.bin"), ("sharedStrings", "sharedStrings.bin")]
    for number, page in enumerate(pages):
        related.append(("worksheet", f"worksheets/sheet{number + 1}.bin"))
        part = struct.pack("<II", int(page.hidden), number + 1)
        book += _record(156, part + _wide(f"r{len(related)}") + _wide(page.name))
        parts[f"xl/worksheets/sheet{number + 1}.bin"] = _sheet(page, looks, fonts, strings, rich)
    parts["xl/workbook.bin"] = book + _record(144) + _record(132)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _relations([("officeDocument", "xl/workbook.bin")]))
        archive.writestr("xl/_rels/workbook.bin.rels", _relations(related))
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _relations(targets: list[tuple[str, str]]) -> str:
    inside = "".join(
        f'<Relationship Id="r{i}" Type="{_REL}/{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(targets, 1)
    )
    names = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{names}">{inside}</Relationships>'


def _styles(
    looks: list[tuple[str, str, int, str]], fonts: list[tuple[str, str]], codes: list[str]
) -> bytes:
    made = _record(278) + _record(615, struct.pack("<I", len(codes)))
    for number, code in enumerate(codes):
        made += _record(44, struct.pack("<H", 164 + number) + _wide(code))
    made += _record(616) + _record(611, struct.pack("<I", len(fonts)))
    for name, shift in fonts:
        raised = {"superscript": 1, "subscript": 2}.get(shift, 0)
        made += _record(43, struct.pack("<4H", 220, 0, 400, raised) + bytes(13) + _wide(name))
    made += _record(612) + _record(626, struct.pack("<I", 1)) + _record(47, bytes(16))
    made += _record(627) + _record(617, struct.pack("<I", len(looks)))
    for code, font, indent, align in looks:
        head = struct.pack("<5H", 0, 164 + codes.index(code), fonts.index((font, "")), 0, 0)
        flags = 6 if align == "centerContinuous" else 0
        made += _record(47, head + bytes([0, indent, flags]) + bytes(3))
    return made + _record(618) + _record(279)


def _sheet(
    page: Page,
    looks: list[tuple[str, str, int, str]],
    fonts: list[tuple[str, str]],
    strings: list[str],
    rich: dict[str, list[tuple[str, str, str]]] | None,
) -> bytes:
    places = [range_boundaries(at.place) for at in page.cells]
    rows, columns = [row - 1 for _, row, _, _ in places], [column - 1 for column, *_ in places]
    size = struct.pack("<4I", min(rows), max(rows), min(columns), max(columns))
    made = _record(129) + _record(148, size) + _record(390)
    for letter in page.hidden_columns:
        number = ord(letter) - 65
        made += _record(60, struct.pack("<4IH", number, number, 2340, 0, 1))
    made += _record(391) + _record(145)
    last = -1
    placed = sorted((range_boundaries(at.place)[1::-1], at) for at in page.cells)
    for (row, column), at in placed:
        if row != last:
            unseen = 0x10 * (row in page.hidden_rows)
            made += _record(0, struct.pack("<IIHBBB", row - 1, 0, 300, 0, unseen, 0) + bytes(4))
            last = row
        style = looks.index((at.code, at.font, at.indent, at.align))
        head = struct.pack("<II", column - 1, style)
        made += _cell(head, at, fonts, strings, (rich or {}).get(at.place))
    made += _record(146)
    if page.merged:
        made += _record(177, struct.pack("<I", len(page.merged)))
        for area in page.merged:
            left, top, right, bottom = range_boundaries(area)
            made += _record(176, struct.pack("<4I", top - 1, bottom - 1, left - 1, right - 1))
        made += _record(178)
    return made + _record(130)


def _cell(
    head: bytes,
    at: At,
    fonts: list[tuple[str, str]],
    strings: list[str],
    pieces: list[tuple[str, str, str]] | None,
) -> bytes:
    if pieces:
        text, runs = "", []
        for piece, font, shift in pieces:
            runs.append(struct.pack("<HH", len(text), fonts.index((font, shift))))
            text += piece
        held = b"\x01" + _wide(text) + struct.pack("<I", len(runs)) + b"".join(runs)
        return _record(62, head + held)
    if isinstance(at.value, str):
        return _record(7, head + struct.pack("<I", strings.index(at.value)))
    if isinstance(at.value, int) and abs(at.value) < 1 << 29:
        return _record(2, head + struct.pack("<i", at.value << 2 | 2))
    return _record(5, head + struct.pack("<d", at.value))


def _wide(text: str) -> bytes:
    written = text.encode("utf-16-le")
    return struct.pack("<I", len(written) // 2) + written


def _record(kind: int, held: bytes = b"") -> bytes:
    made = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size = len(held)
    while True:
        made += bytes([size & 0x7F | (0x80 if size > 0x7F else 0)])
        size >>= 7
        if not size:
            return made + held
