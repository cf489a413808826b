"""Notes in a PDF, each at the figure it is about, added behind the file's own bytes.

An incremental update: the copy begins with the very bytes of the original, so that its
hash can be taken again and a signature in it still holds for what was signed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pypdfium2

from extract.pdf_glyphs import Frame, frame_of
from outputs.workpapers.pdf_update import PdfUpdate, Unfit
from solieu.errors import ReadError, UsageError
from solieu.model import Box

_AUTHOR = "solieu"
_COLOUR = (1.0, 0.85, 0.25)
# A figure is easier to see with a little room around it, in points.
_ROOM = 1.0
# Where a note stands whose figure has no place on its page.
_CORNER, _ICON = 24.0, 18.0


@dataclass(frozen=True, slots=True, order=True)
class PdfNote:
    """``text`` for the figure at ``box`` on ``page`` (from 1); None: the page as a whole."""

    page: int
    box: Box | None
    text: str


def annotate_pdf(data: bytes, source: str, notes: Iterable[PdfNote]) -> tuple[bytes, int]:
    """The PDF ``data`` with a highlight and a note at each figure, and their number.

    Figures at the same place share a note. The result begins with ``data`` itself and is
    the same for the same notes. Raises ReadError where no update can be added to the
    file (it is encrypted, or damaged in a way that only some readers forgive).
    """
    errors = _errors()
    frames = _frames(data, source)
    count = 0
    try:
        update = PdfUpdate(data)
        ordered = sorted(notes, key=_place)
        for page, on_page in groupby(ordered, key=lambda note: note.page):
            made = []
            for box, same in groupby(on_page, key=lambda note: note.box):
                text = "\n\n".join(dict.fromkeys(note.text for note in same))
                count += 1
                edges = _edges(box, frames[page - 1])
                made.append(_note(update, edges, text, count, whole=box is None))
            update.annotate(page - 1, made)
        return update.data(), count
    except errors as error:
        raise _refused(source) from error


def _place(note: PdfNote) -> tuple[int, float, float, float, float, str]:
    box = note.box or Box(-1, -1, -1, -1)
    return note.page, box.top, box.x0, box.bottom, box.x1, note.text


def _errors() -> tuple[type[Exception], ...]:
    """What pypdf raises for files that others forgive. Raises UsageError without pypdf."""
    try:
        from pypdf.errors import PyPdfError
    except ImportError as error:
        raise UsageError(
            "Chưa cài pypdf để ghi nhận xét vào PDF; hãy chạy: pip install pypdf",
            "pypdf, which writes notes into PDF, is not installed: pip install pypdf",
        ) from error
    return (
        *(Unfit, PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError),
        *(AssertionError, RecursionError, NotImplementedError, OSError),
    )


def _frames(data: bytes, source: str) -> Sequence[Frame]:
    """How each page is displayed, as the reader saw it."""
    try:
        with pypdfium2.PdfDocument(data) as document:
            return [frame_of(page.get_bbox(), page.get_rotation()) for page in document]
    except pypdfium2.PdfiumError as error:
        raise _refused(source) from error


def _edges(box: Box | None, frame: Frame) -> tuple[float, float, float, float]:
    """Left, bottom, right, top in the coordinates of the PDF."""
    if box is None:
        box = Box(_CORNER, _CORNER, _CORNER + _ICON, _CORNER + _ICON)
    ax, ay = _undisplayed(frame, box.x0 - _ROOM, box.top - _ROOM)
    bx, by = _undisplayed(frame, box.x1 + _ROOM, box.bottom + _ROOM)
    return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def _undisplayed(frame: Frame, x: float, y: float) -> tuple[float, float]:
    """The PDF point displayed at (x, y): a frame turns by right angles, so its inverse
    is its transpose."""
    dx, dy = x - frame.x0, y - frame.y0
    return frame.xx * dx + frame.yx * dy, frame.xy * dx + frame.yy * dy


def _note(
    update: PdfUpdate, edges: tuple[float, float, float, float], text: str, n: int, *, whole: bool
) -> Any:
    from pypdf.generic import (
        ArrayObject,
        DictionaryObject,
        FloatObject,
        NameObject,
        NumberObject,
        TextStringObject,
    )

    left, bottom, right, top = (FloatObject(f"{edge:.2f}") for edge in edges)
    note = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Text" if whole else "/Highlight"),
            NameObject("/Rect"): ArrayObject([left, bottom, right, top]),
            NameObject("/Contents"): TextStringObject(text),
            NameObject("/T"): TextStringObject(_AUTHOR),
            NameObject("/NM"): TextStringObject(f"solieu-{n}"),
            NameObject("/F"): NumberObject(4),  # printed too
            NameObject("/C"): ArrayObject([FloatObject(part) for part in _COLOUR]),
        }
    )
    if not whole:
        corners = [left, top, right, top, left, bottom, right, bottom]
        note[NameObject("/QuadPoints")] = ArrayObject(corners)
        shown = update.add(_appearance(edges))
        note[NameObject("/AP")] = DictionaryObject({NameObject("/N"): shown})
    return note


def _appearance(edges: tuple[float, float, float, float]) -> Any:
    """What viewers draw that do not draw highlights themselves: the ink shines through."""
    from pypdf.generic import (
        ArrayObject,
        DecodedStreamObject,
        DictionaryObject,
        FloatObject,
        NameObject,
    )

    left, bottom, right, top = edges
    form = DecodedStreamObject()
    colour = " ".join(str(part) for part in _COLOUR)
    area = f"{left:.2f} {bottom:.2f} {right - left:.2f} {top - bottom:.2f}"
    form.set_data(f"/M gs {colour} rg {area} re f".encode("ascii"))
    multiply = DictionaryObject({NameObject("/BM"): NameObject("/Multiply")})
    states = DictionaryObject({NameObject("/M"): multiply})
    form.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): ArrayObject([FloatObject(f"{edge:.2f}") for edge in edges]),
            NameObject("/Resources"): DictionaryObject({NameObject("/ExtGState"): states}),
        }
    )
    return form


def _refused(source: str) -> ReadError:
    return ReadError(
        f"{source}: không thêm được nhận xét vào tệp PDF này (tệp được mã hóa hoặc có lỗi)",
        f"{source}: no notes can be added to this PDF (it is encrypted or faulty)",
    )
