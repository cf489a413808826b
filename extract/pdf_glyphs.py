"""The characters of one PDF page and where they stand, asked one at a time.

Asking pdfium for the place of every character costs as much as the text itself, so
nothing is asked until it is needed. All places are points from the top left corner of
the page as it is displayed.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Sequence
from typing import Any

import pypdfium2.raw as pdfium

from extract.legacy_survey import Survey
from extract.pdf_encodings import decoded
from solieu.frozen import frozen
from solieu.model import Box

# Names are limited to 127 bytes (ISO 32000-1, annex C).
_LONGEST_NAME = 256


@frozen
class Frame:
    """From PDF coordinates (origin at the bottom left) to points from the top left.

    ``x = xx*X + xy*Y + x0`` and ``y = yx*X + yy*Y + y0``.
    """

    xx: float
    xy: float
    x0: float
    yx: float
    yy: float
    y0: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A PDF point as displayed."""
        return (
            self.xx * x + self.xy * y + self.x0,
            self.yx * x + self.yy * y + self.y0,
        )

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A PDF rectangle as displayed."""
        if self.yy == -1:  # the page stands upright, as nearly always
            return Box(left + self.x0, self.y0 - top, right + self.x0, self.y0 - bottom)
        ax, ay = self.point(left, bottom)
        bx, by = self.point(right, top)
        return Box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def frame_of(bounds: tuple[float, float, float, float], rotation: int) -> Frame:
    """The frame of a page with these PDF bounds, turned clockwise by ``rotation`` degrees."""
    left, bottom, right, top = bounds
    if rotation == 90:
        return Frame(0, 1, -bottom, 1, 0, -left)
    if rotation == 180:
        return Frame(-1, 0, right, 0, 1, -bottom)
    if rotation == 270:
        return Frame(0, -1, top, -1, 0, right)
    return Frame(1, 0, -left, 0, -1, top)


# Some fonts say that their Ư is this letter, which no Vietnamese word has.
_WRONG = "Ƣƣ"
_MEANT = str.maketrans(_WRONG, "Ưư")


class Glyphs:
    """One page's text, and the geometry of its characters by index into ``text``.

    Lines of ``text`` end with CR LF, as pdfium gives them; old encodings are decoded in
    it (``looked`` says which, None on a page without any); ``mended`` letters were given a
    wrong meaning by their font. ``frame`` is the page as
    displayed; ``reading`` differs from it on a page whose text runs sideways.
    """

    text: str
    frame: Frame
    reading: Frame
    width: float
    height: float
    looked: Survey | None
    mended: int
    _map: Sequence[int] | None
    __slots__ = (
        *("_bottom", "_h", "_left", "_map", "_matrix", "_page", "_right", "_top", "_x", "_y"),
        *("frame", "height", "looked", "mended", "reading", "text", "width"),
    )

    def __init__(self, page: Any) -> None:
        """Load the text of a pypdfium2 page; ``close`` gives it back."""
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._left, self._right = ctypes.c_double(), ctypes.c_double()
        self._bottom, self._top = ctypes.c_double(), ctypes.c_double()
        self._matrix = pdfium.FS_MATRIX()
        self._load(page)
        bounds, turned = page.get_bbox(), page.get_rotation()
        self.frame = self.reading = frame_of(bounds, turned)
        upright = self._upright(turned)
        if upright != turned:
            # pdfium puts lines in order only on a page whose text runs across it.
            self.close()
            page.set_rotation(upright)
            self._load(page)
            self.reading = frame_of(bounds, upright)
        width, height = bounds[2] - bounds[0], bounds[3] - bounds[1]
        self.width, self.height = (height, width) if upright % 180 else (width, height)

    def _load(self, page: Any) -> None:
        self._page = page.get_textpage()
        self._h = self._page.raw
        found = self._page.get_text_range()
        self.mended = sum(map(found.count, _WRONG))
        self.text = found.translate(_MEANT) if self.mended else found
        # pdfium's list of characters and its text are one for one, but for characters
        # it leaves out of the text (or puts in): only then a map is needed.
        self._map = None
        if len(self.text) != self._page.count_chars():
            ask = pdfium.FPDFText_GetCharIndexFromTextIndex
            self._map = [ask(self._h, i) for i in range(len(self.text))]
        self.looked = None
        if old := decoded(self.text, self._font):
            self.text, self.looked = old.text, old.looked
            self._map = [self._index(i) for i in old.map]

    def _font(self, i: int) -> str:
        """The name of the font of character ``i``, with its subset prefix."""
        name, flags = ctypes.create_string_buffer(_LONGEST_NAME), ctypes.c_int()
        size = pdfium.FPDFText_GetFontInfo(self._h, self._index(i), name, _LONGEST_NAME, flags)
        return name.value.decode("utf-8", "replace") if size <= _LONGEST_NAME else ""

    def close(self) -> None:
        """Give pdfium's text page back."""
        self._page.close()

    def _index(self, i: int) -> int:
        return i if self._map is None else self._map[i]

    def origin(self, i: int) -> tuple[float, float]:
        """Where the pen stood for character ``i``: left edge and baseline."""
        pdfium.FPDFText_GetCharOrigin(self._h, self._index(i), self._x, self._y)
        return self.reading.point(self._x.value, self._y.value)

    def box(self, i: int) -> Box:
        """The tight box of character ``i`` in reading direction."""
        return self._box(i, self.reading)

    def place(self, i: int) -> Box:
        """The tight box of character ``i`` on the page as displayed."""
        return self._box(i, self.frame)

    def _box(self, i: int, frame: Frame) -> Box:
        pdfium.FPDFText_GetCharBox(
            self._h, self._index(i), self._left, self._right, self._bottom, self._top
        )
        return frame.box(self._left.value, self._bottom.value, self._right.value, self._top.value)

    def size(self, i: int) -> float:
        """The font size of character ``i`` in points.

        The size a PDF states is often 1 or wrong by the page's scale; the text matrix
        holds the rest.
        """
        return self.size_and_turn(i)[0]

    def size_and_turn(self, i: int) -> tuple[float, int]:
        """The font size of character ``i`` in points, and which way it runs on the page.

        0: across, 90: upwards, 270: downwards.
        """
        index, matrix = self._index(i), self._matrix
        stated = float(pdfium.FPDFText_GetFontSize(self._h, index))
        if not pdfium.FPDFText_GetMatrix(self._h, index, matrix):
            return stated, 0
        c, d, frame = matrix.c, matrix.d, self.reading
        along = frame.xx * matrix.a + frame.xy * matrix.b
        up = -(frame.yx * matrix.a + frame.yy * matrix.b)
        turn = 0 if abs(up) <= abs(along) else 90 if up > 0 else 270
        return stated * math.hypot(c, d), turn

    def _upright(self, turned: int) -> int:
        """The page rotation under which most of the text runs from left to right."""
        step = max(1, len(self.text) // 9)  # nine probes tell a page that runs sideways
        turns = [self._turn(i) for i in range(0, len(self.text), step) if self.text[i].isalnum()]
        return max(set(turns), key=turns.count) if turns else turned

    def _turn(self, i: int) -> int:
        """By how many degrees the page must be turned clockwise to read character ``i``."""
        if not pdfium.FPDFText_GetMatrix(self._h, self._index(i), self._matrix):
            return 0
        degrees = math.degrees(math.atan2(self._matrix.b, self._matrix.a))
        return round(degrees / 90) * 90 % 360
