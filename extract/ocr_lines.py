"""Words of OCR as lines of a page, as the PDF reader has them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from extract.ocr_engine import TextLine, Word
from extract.ocr_skew import Turn
from extract.ocr_words import SeenLine
from extract.pdf_lines import Line, Scanned, leads
from solieu.model import UNREADABLE, Box

# A letter with what rises and hangs is this much of the font size.
_OF_SIZE = 0.95
_COLUMN_GAP = 2.0  # shares of the line's height
_NOISE = 60  # a lone sign without letter or digit is dust below this confidence
_BULLETS = frozenset("-+*•–—")
_NEVER = re.compile(r"[_~|¦]+")  # what is left of borders and dotted lines
_RAISED = re.compile("[⁰¹²³⁴-⁹]+")


def lines_of(seen: Sequence[SeenLine], turn: Turn, page: int) -> list[Line]:
    """The lines in the order given, in points of the upright page."""
    made = []
    for one in seen:
        others = dict(one.others)
        pairs = [(word, others.get(i, "")) for i, word in enumerate(one.line.words)]
        pairs = _without_dust(pairs)
        for part in _cut_at_gap(pairs, one.line.size):
            made.append(_line(part, one, turn, page))
    return made


def says_something(lines: Sequence[TextLine]) -> bool:
    """Whether anything is left of lines once dust and pieces of borders are out."""
    return any(_without_dust([(word, "") for word in line.words]) for line in lines)


_Pair = tuple[Word, str]


def _without_dust(pairs: list[_Pair]) -> list[_Pair]:
    """The words without single signs that dust or a worn edge left."""
    kept = []
    for i, (word, other) in enumerate(pairs):
        sign = not any(map(str.isalnum, word.text)) and word.text != UNREADABLE
        bullet = i == 0 and word.text[0] in _BULLETS and len(word.text) == 1
        if _NEVER.fullmatch(word.text):
            continue
        if not (sign and word.confidence < _NOISE and not bullet):
            kept.append((word, other))
    return kept


def _cut_at_gap(pairs: list[_Pair], size: float) -> list[list[_Pair]]:
    """Two things side by side (letterhead, signature) are two; more are a row of figures."""
    if not pairs:
        return []
    cuts = [
        i + 1
        for i, ((left, _), (right, _)) in enumerate(pairwise(pairs))
        if right.x0 - left.x1 > _COLUMN_GAP * size
    ]
    return [pairs[: cuts[0]], pairs[cuts[0] :]] if len(cuts) == 1 else [pairs]


def _line(pairs: list[_Pair], seen: SeenLine, turn: Turn, page: int) -> Line:
    text = ""
    digits: list[tuple[int, Box]] = []
    words: list[Scanned] = []
    starts: list[int] = []
    for word, other in pairs:
        own = unicodedata.normalize("NFC", word.text)
        if text and not _RAISED.fullmatch(own):
            text += " "
        starts.append(len(text))
        digits += [(len(text) + i, box) for i, box in _digits(word, own, turn)]
        words.append(Scanned(len(text), len(text) + len(own), _sure(word, own), other))
        text += own
    first, last = pairs[0][0], pairs[-1][0]
    scale = turn.scale
    inner = first.x0
    if lead := leads(text):
        inner = next((w.x0 for (w, _), at in zip(pairs, starts, strict=True) if at >= lead), inner)
    return Line(
        page=page,
        text=text,
        x0=first.x0 * scale,
        x1=last.x1 * scale,
        y=(seen.line.y + seen.line.slope * (first.x0 - seen.line.words[0].x0)) * scale,
        size=seen.line.size * scale / _OF_SIZE,
        word=(first.x1 - first.x0) * scale,
        inner=inner * scale,
        digits=tuple(digits),
        raised=tuple(match.span() for match in _RAISED.finditer(text)),
        scanned=tuple(words),
    )


def _sure(word: Word, text: str) -> int:
    """The confidence of a word, or of its least certain digit."""
    digits = [sign.confidence for sign in word.signs if sign.text.isdigit()]
    return max(0, min([word.confidence, *(int(each) for each in digits)]))


def _digits(word: Word, text: str, turn: Turn) -> list[tuple[int, Box]]:
    """Where each digit of a word stands on the page as displayed."""
    if not any(map(str.isdigit, text)):
        return []
    exact = len(word.signs) == len(text)
    width = (word.x1 - word.x0) / len(text)
    found = []
    for i, sign in enumerate(text):
        if sign.isdigit():
            x0 = word.signs[i].x0 if exact else word.x0 + i * width
            x1 = word.signs[i].x1 if exact else word.x0 + (i + 1) * width
            found.append((i, turn.box(x0, word.top, x1, word.bottom)))
    return found
