"""Saved web pages to a Reading: what the page shows, without menus and scripts."""

from __future__ import annotations

import email
import email.errors
import email.policy
import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from extract.html_decode import LOST, decode_html, undecodable
from extract.html_fonts import Letters
from extract.html_lists import item_labels
from extract.html_notes import find_linked_notes
from extract.html_tables import MOST_COLUMNS, grid_of, is_layout
from extract.html_words import is_frame, is_shown, words
from extract.html_writer import NOTE_SIGN, GridCell, Inline, Writer
from extract.marks import lowered, raised
from extract.wording import counted
from solieu.errors import ReadError
from solieu.model import Notice, Reading

_CUT = Notice(
    "trang web không có phần kết thúc, có thể bị cắt cụt",
    "the web page does not come to its end, it may be truncated",
)
_UNCLOSED = email.errors.CloseBoundaryNotFoundDefect
_OPENED, _CLOSED = re.compile("<html[\\s>]", re.I), re.compile("</(?:html|body)\\s*>", re.I)
_LEVELS = {f"h{level}": level for level in range(1, 7)}
# Elements within elements. Real pages stay below 100; libxml2 drops what lies deeper than 2048.
DEEPEST = 300
# A line end within a paragraph: a place where a new paragraph may begin.
_BREAK = "\ue001"
_ENDS = re.compile(r"[.;:!?…][”\"')\]]*\s*\Z")
_OPENS = re.compile(r"\s*(?:[-+*•–]\s|\d{1,2}(?:\.\d{1,2})*[.)]\s|[a-zđ]{1,2}\)\s)")
_SIGNS = str.maketrans("", "", f"{NOTE_SIGN}{_BREAK}")
_RAISED = re.compile(r"vertical-align\s*:\s*super")


def read_html(data: bytes, source: str, sha256: str) -> Reading:
    """Read a saved web page: paragraphs, headings, lists, tables, linked footnotes.

    Menus, site footers, forms, scripts and hidden parts are left out; nothing that the
    page points to is opened. Raises ReadError for a page without words or in an
    encoding that cannot be told.
    """
    return _read(*decode_html(data, source), source, sha256, "html")


def read_mhtml(data: bytes, source: str, sha256: str) -> Reading:
    """Read a web page saved as one file with its pictures (.mht, .mhtml)."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and content.strip():
                declared = part.get_content_charset() or ""
                page = _read(*decode_html(content, source, declared), source, sha256, "mhtml")
                whole = not any(isinstance(each, _UNCLOSED) for each in message.defects)
                return page if whole else replace(page, problems=(*page.problems, _CUT))
    raise ReadError(
        f"{source}: tệp MHTML không có trang web nào bên trong (có thể bị cắt cụt)",
        f"{source}: the MHTML file holds no web page (it may be truncated)",
    )


def _read(text: str, encoding: str, source: str, sha256: str, kind: str) -> Reading:
    root = _parsed(text)
    if root is not None and _depth(root) > DEEPEST:
        raise ReadError(
            f"{source}: trang web lồng quá nhiều lớp (hơn {DEEPEST}), có thể bị hỏng",
            f"{source}: the web page nests too deeply (more than {DEEPEST}), it may be damaged",
        )
    if root is None:
        raise _without_words(source)
    if any(len(row) > MOST_COLUMNS for row in root.iter("tr")):
        raise ReadError(
            f"{source}: bảng có hơn {MOST_COLUMNS} cột, không đọc được",
            f"{source}: a table has more than {MOST_COLUMNS} columns and cannot be read",
        )
    letters = Letters.of(root)
    for frames in (True, False):  # a page that is all menu is read as it is
        reader = _Reader(letters, frames=frames)
        reader.page(root)
        if not reader.writer.empty:
            break
    else:
        raise _without_words(source)
    problems = (*letters.problems(source), *_lost(text), *_cut_off(text))
    old = letters.encodings
    if not (old or encoding):
        raise undecodable("utf-8", source)
    if old:
        encoding = f"{old}+{encoding}" if encoding.startswith("utf") else old
    reading = reader.writer.reading(source, sha256, kind, encoding)
    return replace(reading, problems=problems)


def _cut_off(text: str) -> tuple[Notice, ...]:
    """A page that opens and never closes; browsers accept that, but then a part may lack."""
    if not _OPENED.search(text) or _CLOSED.search(text):
        return ()
    return (_CUT,)


def _lost(text: str) -> tuple[Notice, ...]:
    count = text.count(LOST)
    if not count:
        return ()
    return (
        Notice(
            f"{count} chỗ trong trang web không phải là chữ, có thể bị hỏng hoặc bị cắt cụt",
            f"no letters in {counted(count, 'place')} of the web page, it may be damaged or "
            "truncated",
        ),
    )


def _without_words(source: str) -> ReadError:
    return ReadError(
        f"{source}: trang web không có chữ nào",
        f"{source}: the web page has no words",
    )


def _parsed(text: str) -> etree._Element | None:
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    clean = text.translate(_SIGNS).replace("\x00", "")
    parser.feed(clean.encode("utf-8", "replace"))
    try:
        return parser.close()
    except etree.XMLSyntaxError:  # nothing in it that could be an element
        return None


def _depth(root: etree._Element) -> int:
    deepest = depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


class _Reader:
    """Walks a page and writes its text."""

    def __init__(self, letters: Letters, *, frames: bool) -> None:
        self.writer = Writer()
        self._letters = letters
        self._leave_frames = frames
        self._inline = Inline()
        self._label = ""
        self._level = 0
        self._in_cell = False
        self._called: list[str] = []

    def page(self, root: etree._Element) -> None:
        """Read the page: its main part where it marks one, else its body."""
        self._notes = find_linked_notes(root)
        self._bodies = set(self._notes.bodies.values())
        self._placed: set[str] = set()
        mains = [one for one in root.iter("main") if is_shown(one)]
        part = mains[0] if self._leave_frames and len(mains) == 1 else root
        self._inside(part)
        self._flush()

    def _inside(self, element: etree._Element) -> None:
        self._text(element.text, element)
        for child in element:
            self._element(child)
            self._text(child.tail, element)

    def _text(self, text: str | None, parent: etree._Element) -> None:
        if not text:
            return
        text = self._letters.read(text, parent)
        if parent.tag == "pre" and not self._in_cell:
            text = text.replace("\n", _BREAK)
        self._inline.parts.append(text)

    def _element(self, element: etree._Element) -> None:
        if not is_shown(element) or element in self._bodies:
            return
        if self._leave_frames and is_frame(element):
            return
        tag = str(element.tag)
        if tag == "br":
            self._inline.parts.append(" " if self._in_cell else _BREAK)
        elif tag == "table":
            self._flush()
            self._table(element)
        elif tag in ("ul", "ol", "menu", "dir"):
            self._flush()
            self._list(element)
        elif tag in words().blocks:
            self._flush()
            self._level = _LEVELS.get(tag, self._level)
            self._inside(element)
            self._flush()
            self._level = 0
        else:
            self._phrase(element, tag)

    def _phrase(self, element: etree._Element, tag: str) -> None:
        """An element within running text."""
        number = self._notes.calls.get(element)
        if number:
            self._inline.parts.append(NOTE_SIGN)
            self._inline.notes.append(number)
            self._called.append(number)
        elif element in self._notes.backs:
            pass
        elif tag in ("sup", "sub") or _RAISED.search(element.get("style", "")):
            text = "".join(map(str, element.itertext()))
            if text.strip().isdecimal() and not any(one in self._notes.calls for one in element):
                shown = lowered(text) if tag == "sub" else raised(text)
                self._inline.parts.append(shown)
            else:
                self._inside(element)
        else:
            self._inside(element)

    def _list(self, element: etree._Element) -> None:
        for item, label in item_labels(element):
            if isinstance(item.tag, str) and item.tag == "li":
                self._label = label
            self._element(item)
            self._text(item.tail, element)
            self._flush()
            self._label = ""

    def _flush(self) -> None:
        """End the running paragraph, if there is one, and place the notes it called."""
        inline, self._inline = self._inline, Inline()
        if self._in_cell:
            self._inline = inline
            inline.parts.append(" ")
            if self._label:
                inline.parts.append(self._label)
                self._label = ""
            return
        for part in _split(inline):
            label = "" if self._label and _OPENS.match("".join(part.parts)) else self._label
            if self.writer.paragraph(part, level=self._level, label=label):
                self._label = ""
        self._place_notes()

    def _place_notes(self) -> None:
        called, self._called = self._called, []
        for number in called:
            if number in self._placed:
                continue
            self._placed.add(number)
            outer, self._inline = self._inline, Inline()
            body = self._notes.bodies[number]
            head = True
            for part in self._note_parts(body):
                written = self.writer.paragraph(part, note=number, head=head)
                head = head and not written
            self._inline = outer

    def _note_parts(self, body: etree._Element) -> Iterator[Inline]:
        """The paragraphs of a note, without its link back."""
        inner = [one for one in body if one.tag in ("p", "div") and is_shown(one)]
        for element in inner or [body]:
            self._inline = Inline()
            self._in_cell = True
            self._inside(element)
            self._in_cell = False
            yield self._inline

    def _table(self, element: etree._Element) -> None:
        for caption in element.iterchildren("caption"):
            self._element(caption)
        grid = grid_of(element)
        if is_layout(element, grid) and not self._in_cell:
            for cell in grid.cells:
                self._flush()
                self._inside(cell.element)
            self._flush()
            return
        if self._in_cell:
            for cell in grid.cells:
                self._inside(cell.element)
                self._flush()
            return
        cells: list[GridCell] = []
        for cell in grid.cells:
            self._in_cell = True
            self._inline = Inline()
            self._inside(cell.element)
            cells.append(GridCell(self._inline, cell.row, cell.column, cell.rows, cell.columns))
        self._in_cell = False
        self._inline = Inline()
        if any("".join(cell.inline.parts).strip() for cell in cells):
            self.writer.table(cells, grid.rows, grid.columns, grid.head_rows)
        self._place_notes()


def _split(inline: Inline) -> Iterator[Inline]:
    """The paragraphs that line breaks within a paragraph stand for.

    A line that goes on with a small letter where the last one had no end is one with it.
    """
    text = "".join(inline.parts)
    pieces = text.split(_BREAK)
    joined: list[str] = []
    for piece in pieces:
        if joined and piece.strip() and _runs_on(joined[-1], piece):
            joined[-1] += f" {piece}"
        else:
            joined.append(piece)
    notes = iter(inline.notes)
    for piece in joined:
        yield Inline([piece], [next(notes) for _ in range(piece.count(NOTE_SIGN))])


def _runs_on(before: str, after: str) -> bool:
    first = after.strip()[0]
    if not before.strip() or _ENDS.search(before) or _OPENS.match(after):
        return False
    return first.islower() or first.isdigit() or first in NOTE_SIGN
