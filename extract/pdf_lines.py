"""Visual lines of a PDF page, from the fragments pdfium gives, with raised digits told apart.

pdfium breaks a line wherever the baseline jumps, so before and after every raised mark;
such fragments are put together again. A raised small digit becomes a superscript digit:
left as it is, "năm 2025" with mark 1 reads 20251.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from extract.cleaning import clean
from extract.pdf_glyphs import Glyphs
from extract.pdf_sideways import bounds, follows, gap
from solieu.model import Box

SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
PLAIN_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")

# Characters that need no cleaning; a page of these alone is taken as it is. All letters
# of Vietnamese are there in one code point each, so the text is NFC too.
_ODD = re.compile(r"[^ -~\r\nÀ-ÿĂăĐđĨĩŨũƠơƯưẠ-ỹ–—…“”‘’•\ufffe]|  ")
_BREAK = re.compile(r"\r\n|(?<=\ufffe)")
_DIGITS = re.compile(r"[0-9]+|[⁰¹²³⁴-⁹]+")
_WORD = re.compile(r"\S+")
_LAST_NUMBER = re.compile(r"(?<=\S)\s+(\d{1,3})\Z")
# What may lead a paragraph, with the text after it hanging at a deeper indent.
_LEAD = re.compile(
    r"(?:[-+*•–—▪◦]|\(?(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,5}|[a-zđA-ZĐ])[.)])[ ]+(?=\S)"
)

# Shares of the font size. A mark of Word or LibreOffice is 0.58 of the size, raised by a
# third; digits are 0.66 high, so a raised digit is below 0.55 of the line's size.
_RAISED = 0.15
_SMALL_DIGIT = 0.55
_SAME_BASELINE = 0.25
_MARK_REACH = 0.75  # a mark's baseline is never further away; the next line always is
_GLUED = 0.15  # less than the narrowest space (0.2-0.25)
_WORD_SPACE = 0.25
_COLUMN_GAP = 2.0
# A line this much wider than most, per character, has capitals or a gap within: a gap
# of two sizes in a line of 48 characters adds 10 %.
_LOOSE = 1.04


@dataclass(frozen=True, slots=True)
class Fragment:
    """Characters ``start`` to ``end`` of a page that stand on one baseline.

    ``y`` is the baseline, ``x0`` and ``x1`` the left and right ends, in points.
    ``letters``: it has letters, so that its baseline is that of its line. ``turn`` is 90 or
    270 where it runs up or down the page; ``y`` is its lower end then.
    """

    start: int
    end: int
    x0: float
    x1: float
    y: float
    size: float
    letters: bool
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Scanned:
    """A word that OCR read: ``text[start:end]`` of its line.

    ``confidence`` is from 0 to 100, ``other`` what a second reading gave instead, "" where
    it gave the same.
    """

    start: int
    end: int
    confidence: int
    other: str = ""

    def moved(self, by: int) -> Scanned:
        """The same word in a text where it stands ``by`` characters further on."""
        return replace(self, start=self.start + by, end=self.end + by)


@dataclass(frozen=True, slots=True)
class Line:
    """A visual line: cleaned text with superscript marks, and where it stands.

    ``digits`` are places of digits by offset in ``text``; ``raised`` the runs of
    superscript digits; ``scanned`` the words of a line that OCR read. ``word`` is the
    width of the first word, ``inner`` the left end of what follows a leading bullet or
    number (``x0`` without one). ``turn`` is 90 or 270 where it runs up or down the page.
    """

    page: int
    text: str
    x0: float
    x1: float
    y: float
    size: float
    word: float
    inner: float
    digits: tuple[tuple[int, Box], ...] = ()
    raised: tuple[tuple[int, int], ...] = ()
    scanned: tuple[Scanned, ...] = ()
    turn: int = 0


def leads(text: str) -> int:
    """Where the text after a leading bullet or number begins, 0 where there is none.

    >>> leads("- Thu ngân sách"), leads("Thu ngân sách")
    (2, 0)
    """
    lead = _LEAD.match(text)
    return lead.end() if lead else 0


def is_odd(text: str) -> bool:
    """Whether text has characters that cleaning may change."""
    return _ODD.search(text) is not None


def fragments(glyphs: Glyphs) -> list[Fragment]:
    """The fragments of a page in the order of the file."""
    whole: list[Fragment] = []
    text, start = glyphs.text, 0
    for end, following in (*(stop.span() for stop in _BREAK.finditer(text)), (len(text), 0)):
        part = text[start:end]
        bare = part.strip()
        if bare:
            start += len(part) - len(part.lstrip())
            whole += _cut_at_return(glyphs, fragment_at(glyphs, start, start + len(bare)))
        start = following
    loose = _LOOSE * median([_width(part) for part in whole] or [0.0])
    found: list[Fragment] = []
    for one in whole:
        found += _cut_at_gaps(glyphs, one) if _width(one) > loose else [one]
    return found


def _cut_at_return(glyphs: Glyphs, whole: Fragment) -> list[Fragment]:
    """A raised mark that begins the next line is high enough for pdfium to end this one with."""
    last = _LAST_NUMBER.search(glyphs.text, whole.start, whole.end)
    if last is None or whole.turn or glyphs.origin(last.start(1))[0] > whole.x0 + whole.size:
        return [whole]
    before = len(glyphs.text[whole.start : last.start()].rstrip())
    return [
        fragment_at(glyphs, whole.start, whole.start + before),
        fragment_at(glyphs, last.start(1), whole.end),
    ]


def _width(part: Fragment) -> float:
    """Mean width of a character, as a share of the text size."""
    return (part.x1 - part.x0) / ((part.end - part.start) * (part.size or 1.0))


def fragment_at(glyphs: Glyphs, start: int, end: int) -> Fragment:
    """The fragment of characters ``start`` to ``end``, which begin and end in no blank."""
    text = glyphs.text
    probe = next((i for i in range(start, end) if text[i].isalpha()), -1)
    letters = probe >= 0
    x0, y = glyphs.origin(start)
    if letters and probe != start:
        y = glyphs.origin(probe)[1]
    size, turn = glyphs.size_and_turn(probe if letters else start)
    if turn:
        x0, x1, y = bounds(glyphs, start, end)
        return Fragment(start, end, x0, x1, y, size, letters, turn)
    return Fragment(start, end, x0, glyphs.box(end - 1).x1, y, size, letters)


def _cut_at_gaps(glyphs: Glyphs, whole: Fragment) -> list[Fragment]:
    """Two things side by side (letterhead, signature) are two; more are a row of figures."""
    words = list(_WORD.finditer(glyphs.text, whole.start, whole.end))
    wide = _COLUMN_GAP * whole.size
    cuts = []
    for left, right in pairwise(words):
        end, start = left.end(), right.start()
        x0 = glyphs.origin(start)[0]
        if x0 - glyphs.origin(end - 1)[0] > wide and x0 - glyphs.box(end - 1).x1 > wide:
            cuts.append((end, start))
    if len(cuts) != 1:
        return [whole]
    [(end, start)] = cuts
    return [fragment_at(glyphs, whole.start, end), fragment_at(glyphs, start, whole.end)]


def lines_of(glyphs: Glyphs, page: int, parts: Sequence[Fragment], odd: bool) -> list[Line]:
    """Put fragments that stand on one line together, in the order given."""
    made: list[Line] = []
    row: list[Fragment] = []
    for part in parts:
        if row and not _same_row(glyphs, row, part):
            made.append(_line(glyphs, page, row, odd))
            row = []
        row.append(part)
    if row:
        made.append(_line(glyphs, page, row, odd))
    return made


def _base(row: Sequence[Fragment]) -> Fragment:
    """The fragment whose baseline and size are the line's."""
    return next((part for part in row if part.letters), max(row, key=lambda part: part.size))


def _same_row(glyphs: Glyphs, row: Sequence[Fragment], part: Fragment) -> bool:
    if part.turn or row[-1].turn:
        same = part.turn == row[-1].turn
        return same and follows(glyphs, row[-1].end, part.start, part.turn, part.size)
    base = _base(row)
    size = max(base.size, part.size)
    # A mark has no letters and is smaller than what it hangs on.
    mark = not (base.letters and part.letters) and min(base.size, part.size) < 0.85 * size
    reach = _MARK_REACH if mark else _SAME_BASELINE
    gap = part.x0 - row[-1].x1
    return abs(part.y - base.y) <= reach * size and -0.5 * size <= gap <= _COLUMN_GAP * size


def _line(glyphs: Glyphs, page: int, row: Sequence[Fragment], odd: bool) -> Line:
    base = _base(row)
    text = ""
    digits: list[tuple[int, Box]] = []
    raised: list[tuple[int, int]] = []
    last: Fragment | None = None
    for part in row:
        own, own_digits, own_raised = _read(glyphs, part, base, odd)
        if last is not None and not (own_raised and own_raised[0][0] == 0):
            text += _separator(glyphs, last, part)
        shift = len(text)
        text += own
        digits.extend((shift + at, box) for at, box in own_digits)
        raised.extend((shift + start, shift + end) for start, end in own_raised)
        last = part
    first, end = row[0], row[-1]
    word_end = first.start + len(glyphs.text[first.start : first.end].split(maxsplit=1)[0])
    word = (end.x1 if word_end == end.end else glyphs.box(word_end - 1).x1) - first.x0
    inner, lead = first.x0, _LEAD.match(glyphs.text, first.start, first.end)
    if lead:
        inner = glyphs.origin(lead.end())[0]
    return Line(
        page, text, first.x0, end.x1, base.y, base.size, word, inner,
        tuple(digits), tuple(raised), turn=base.turn,
    )  # fmt: skip


def _separator(glyphs: Glyphs, left: Fragment, right: Fragment) -> str:
    if " " in glyphs.text[left.end : right.start]:
        return " "
    if right.turn:
        apart = gap(glyphs, left.end, right.start, right.turn)
        return "" if apart < _GLUED * right.size else " "
    return "" if right.x0 - left.x1 < _GLUED * max(left.size, right.size) else " "


def _read(
    glyphs: Glyphs, part: Fragment, base: Fragment, odd: bool
) -> tuple[str, list[tuple[int, Box]], list[tuple[int, int]]]:
    """Text of a fragment, places of its digits, and its runs of superscript digits."""
    text, where = _cleaned(glyphs, part, odd)
    digits: list[tuple[int, Box]] = []
    raised: list[tuple[int, int]] = []
    for run in _DIGITS.finditer(text):
        start, end = run.span()
        small = end
        if text[start] > "9":
            small = start  # superscript digits already
        elif not base.turn:
            while small > start and _is_raised(glyphs, where[small - 1], base):
                small -= 1
        digits.extend((i, glyphs.place(where[i])) for i in range(start, end))
        if small < end:
            raised.append((small, end))
    return _raise(text, digits, raised) if raised else (text, digits, raised)


def _cleaned(glyphs: Glyphs, part: Fragment, odd: bool) -> tuple[str, Sequence[int]]:
    """The text of a fragment, and the index on the page of each of its characters."""
    raw = glyphs.text[part.start : part.end]
    if not odd:
        return raw.replace("\ufffe", "-"), range(part.start, part.end)
    text, origins = clean(raw.replace("\t", " ").replace("\n", " "))
    where = [part.start + i for i in (origins or range(len(text)))][: len(text)]
    keep = [i for i, sign in enumerate(text) if not (sign == " " and text[i - 1 : i] in ("", " "))]
    if len(keep) < len(text):
        text, where = "".join(text[i] for i in keep), [where[i] for i in keep]
    return text, where


def _is_raised(glyphs: Glyphs, index: int, base: Fragment) -> bool:
    box = glyphs.box(index)
    height = box.bottom - box.top
    if height <= 0:  # a font that does not say how high its signs are
        size = glyphs.size(index)
        return size < 0.85 * base.size and glyphs.origin(index)[1] < base.y - _RAISED * base.size
    return height < _SMALL_DIGIT * base.size and box.bottom < base.y - _RAISED * base.size


def _raise(
    text: str, digits: list[tuple[int, Box]], raised: list[tuple[int, int]]
) -> tuple[str, list[tuple[int, Box]], list[tuple[int, int]]]:
    """Write raised digits as superscripts, glued to what they hang on."""
    pieces: list[str] = []
    runs: list[tuple[int, int]] = []
    dropped: list[int] = []
    at = 0
    for start, end in raised:
        before = text[at:start]
        if start and before.endswith(" "):
            before = before[:-1]
            dropped.append(start - 1)
        pieces += (before, text[start:end].translate(SUPERSCRIPTS))
        runs.append((start - len(dropped), end - len(dropped)))
        at = end
    pieces.append(text[at:])
    if dropped:
        digits = [(i - sum(gap < i for gap in dropped), box) for i, box in digits]
    return "".join(pieces), digits, runs
