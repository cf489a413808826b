"""Plain text and Markdown to a Reading; its text is the file's own."""

from __future__ import annotations

import codecs
import re

from extract.cleaning import clean
from extract.legacy_text import legacy_text, mended_text, through
from extract.marks import find_marks, find_notes
from extract.text_lines import Wrap, paragraphs_of
from extract.text_tables import Line, read_table, table_lines
from solieu.errors import ReadError
from solieu.model import Notice, Paragraph, Reading, Span, Table

# UTF-32 before UTF-16: the little-endian mark of one begins with that of the other.
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1f]")
_LINE = re.compile(r"[^\n\f]*[\n\f]?")
# Lines that only draw: Markdown rules, underlines of a letterhead, code fences.
_DRAWN = re.compile(r"[-_=*~.·—–\s]{3,}|`{3,}.*")
_HEADING = re.compile(r"(#{1,6})\s+")
# Markdown continues a footnote in paragraphs indented by a tab or four spaces.
_NOTE_INDENT = 2


def read_text(data: bytes, source: str, sha256: str) -> Reading:
    """Read UTF-8, (with a byte order mark) UTF-16 or an old Vietnamese encoding.

    Offsets are code points of the decoded file, the byte order mark not counted; in an
    old encoding every byte counts for one. ``Reading.origins`` leads back to them where
    decoding or cleaning moved any. Raises ReadError for an encoding that cannot be told,
    binary data and files without a single word.
    """
    data, cut = _without_cut_letter(data)
    decoded = legacy_text(data, source)
    if decoded is None:
        decoded = mended_text(*decode(data, source), source)
    text, origins = clean(decoded.text)
    origins = through(origins, decoded.origins)
    if not text.strip():
        raise ReadError(
            f"{source}: tệp không có chữ nào (chỉ có khoảng trắng)",
            f"{source}: the file has no words (only blanks)",
        )
    paragraphs, tables = _parts(text)
    notes = find_notes(text, [p.span.start for p in paragraphs])
    return Reading(
        source=source,
        sha256=sha256,
        format="txt",
        text=text,
        paragraphs=_with_notes(text, paragraphs, notes),
        tables=tables,
        marks=find_marks(text, notes),
        encoding=decoded.encoding,
        origins=origins,
        problems=(*decoded.problems, *cut),
    )


def _without_cut_letter(data: bytes) -> tuple[bytes, tuple[Notice, ...]]:
    """The file without the letter it was cut off in the midst of, and a word on it."""
    whole = len(data)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        whole -= whole % 2
    elif not data.isascii():
        try:
            data.decode("utf-8")
        except UnicodeDecodeError as error:
            # In an old encoding the last byte may look like that, but others before it too.
            if error.end == len(data) and not data[: error.start].isascii():
                whole = error.start if error.reason == "unexpected end of data" else whole
    if whole == len(data):
        return data, ()
    return data[:whole], (
        Notice(
            "tệp kết thúc ở giữa một chữ, có thể bị cắt cụt",
            "the file ends in the midst of a letter, it may be truncated",
        ),
    )


def decode(data: bytes, source: str) -> tuple[str, str]:
    """The text of a file without its byte order mark, and the encoding's name."""
    encoding, skip = "utf-8", 0
    for bom, name in _BOMS:
        if data.startswith(bom):
            encoding, skip = name, len(bom)
            break
    try:
        text = data[skip:].decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(data, error, skip, encoding, source) from error
    if binary := _BINARY.search(text):
        place = skip + len(text[: binary.start()].encode(encoding))
        raise ReadError(
            f"{source}: không phải văn bản mà là dữ liệu nhị phân (byte thứ {place})",
            f"{source}: this is binary data, not text (byte {place})",
        )
    return text, encoding


def _undecodable(
    data: bytes, error: UnicodeDecodeError, skip: int, encoding: str, source: str
) -> ReadError:
    place = skip + error.start
    if b"\x00" in data and not skip:
        zero = data.index(b"\x00")
        return ReadError(
            f"{source}: không phải văn bản mà là dữ liệu nhị phân (byte thứ {zero})",
            f"{source}: this is binary data, not text (byte {zero})",
        )
    return ReadError(
        f"{source}: không giải mã được theo {encoding.upper()} tại byte thứ {place} và không "
        "nhận ra bảng mã cũ nào (TCVN3, VNI, VISCII, VPS, Windows-1258): hãy lưu lại dưới dạng "
        "Unicode (UTF-8)",
        f"{source}: not valid {encoding.upper()} at byte {place} and in no old encoding that "
        "can be told (TCVN3, VNI, VISCII, VPS, Windows-1258): save it again as Unicode (UTF-8)",
    )


def _parts(text: str) -> tuple[list[Paragraph], tuple[Table, ...]]:
    """Split a text into paragraphs and tables, each in reading order."""
    blocks, tables = _without_tables(text, _blocks(text))
    wrap = Wrap.of(text, blocks)
    paragraphs: list[Paragraph] = []
    for block in blocks:
        for span in paragraphs_of(text, block, wrap):
            heading = _HEADING.match(text, span.start, span.end)
            if heading:
                span = Span(heading.end(), span.end)
            paragraphs.append(Paragraph(span, level=len(heading[1]) if heading else 0))
    return paragraphs, tables


def _blocks(text: str) -> list[list[Line]]:
    """Runs of lines between blank ones; a page break (form feed) parts like a blank line."""
    blocks: list[list[Line]] = [[]]
    for match in _LINE.finditer(text):
        raw = match[0]
        body = raw.strip()
        if not body or _DRAWN.fullmatch(body):
            blocks.append([])
            continue
        indent = len(raw) - len(raw.lstrip())
        start = match.start() + indent
        blocks[-1].append(Line(start, start + len(body), indent))
        if raw.endswith("\f"):
            blocks.append([])
    return [block for block in blocks if block]


def _without_tables(
    text: str, blocks: list[list[Line]]
) -> tuple[list[list[Line]], tuple[Table, ...]]:
    tables: list[Table] = []
    prose: list[list[Line]] = []
    for block in blocks:
        prose.append([])
        i = 0
        while i < len(block):
            count = table_lines(text, block, i)
            if count:
                tables.append(read_table(text, block[i : i + count], len(tables) + 1))
                prose.append([])
                i += count
            else:
                prose[-1].append(block[i])
                i += 1
    return [block for block in prose if block], tuple(tables)


def _with_notes(
    text: str, paragraphs: list[Paragraph], notes: dict[int, str]
) -> tuple[Paragraph, ...]:
    marked: list[Paragraph] = []
    for paragraph in paragraphs:
        note = notes.get(paragraph.span.start, "")
        if not note and marked and marked[-1].note and _indent(text, paragraph) >= _NOTE_INDENT:
            note = marked[-1].note
        marked.append(Paragraph(paragraph.span, note=note, level=paragraph.level))
    return tuple(marked)


def _indent(text: str, paragraph: Paragraph) -> int:
    start = paragraph.span.start
    return start - (text.rfind("\n", 0, start) + 1)
