"""Where the reader's text of a Word file is written: the elements behind its characters."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from lxml import etree

from extract.cleaning import clean
from extract.docx_runs import NOTE_SIGN, Inline
from solieu.frozen import frozen
from solieu.model import Span


@frozen
class Piece:
    """Characters ``start`` to ``end`` of what an element of a run gives to the text.

    ``text`` is these characters as the reader has them. For a ``w:t`` the offsets count
    in its own text; a tab, a symbol, a footnote reference is one character. For a list
    number ``element`` is the paragraph, for a blank between the paragraphs of a cell None.
    """

    element: etree._Element | None
    start: int
    end: int
    text: str


@frozen
class Place:
    """The pieces a span of the text is made of, in order.

    They are empty where the span is more than a part of one paragraph or cell; ``near``
    is an element of the paragraph or cell where it begins. ``call`` is the footnote
    reference in the body if the span stands in a note.
    """

    pieces: tuple[Piece, ...]
    near: etree._Element
    call: etree._Element | None = None


@dataclass(frozen=True, slots=True)
class _Stretch:
    """One paragraph or cell: its place and text as finished, its parts as collected."""

    start: int
    text: str
    signs: tuple[str, ...]
    parts: tuple[str, ...]
    sources: tuple[etree._Element | None, ...]
    call: etree._Element | None


class Trace:
    """What a reader noted on its way; asked afterwards where a span is written."""

    def __init__(self) -> None:
        """Nothing is noted yet."""
        self._stretches: list[_Stretch] = []
        self._calls: dict[str, etree._Element] = {}

    def add(
        self,
        start: int,
        inline: Inline,
        text: str,
        marks: Sequence[tuple[str, int, int]],
        note: str = "",
    ) -> None:
        """Note that ``text``, made of ``inline``, begins at ``start``.

        ``marks`` are the footnote marks in it (number, offset, length); ``note`` is the
        number of the note it belongs to.
        """
        if not text:
            return
        sources = tuple(inline.sources or ())
        signs = tuple(text[at : at + size] for _, at, size in marks)
        called = [
            source
            for part, source in zip(inline.parts, sources, strict=True)
            if part == NOTE_SIGN and source is not None
        ]
        call = self._calls.get(note)
        self._stretches.append(_Stretch(start, text, signs, tuple(inline.parts), sources, call))
        for (number, _, _), source in zip(marks, called, strict=True):
            # A note that a note calls stands where the outer one is called in the body.
            self._calls[number] = source if call is None else call

    def place(self, span: Span) -> Place:
        """Where ``span``, of one character at least, is written."""
        at = bisect_right(self._stretches, span.start, key=lambda one: one.start) - 1
        stretch = self._stretches[at]
        start, end = span.start - stretch.start, span.end - stretch.start
        pieces: tuple[Piece, ...] = ()
        if 0 <= start < end <= len(stretch.text):
            joined = "".join(stretch.parts)
            origins = _origins(joined, stretch.text, stretch.signs)
            last, after = origins[end - 1]
            pieces = _pieces(stretch, origins[start][0], _trimmed(joined, last, after))
        near = next(source for source in stretch.sources if source is not None)
        return Place(pieces, near, stretch.call)


def _trimmed(joined: str, last: int, after: int) -> int:
    """``after`` without the characters that the cleaning drops; the letter is at ``last``."""
    letter = clean(joined[last:after])[0]
    while after - last > 1 and clean(joined[last : after - 1])[0] == letter:
        after -= 1
    return after


def _pieces(stretch: _Stretch, start: int, end: int) -> tuple[Piece, ...]:
    """The parts, cut to characters ``start`` to ``end`` of all of them joined."""
    pieces: list[Piece] = []
    position = 0
    signs = iter(stretch.signs)
    for part, source in zip(stretch.parts, stretch.sources, strict=True):
        shown = next(signs) if part == NOTE_SIGN else ""
        first, last = max(start - position, 0), min(end - position, len(part))
        if first < last:
            pieces.append(Piece(source, first, last, shown or part[first:last]))
        position += len(part)
    return tuple(pieces)


def _origins(joined: str, text: str, signs: Sequence[str]) -> list[tuple[int, int]]:
    """For each character of ``text`` the characters of ``joined`` that it was made of.

    ``text`` is ``joined`` cleaned and with single blanks, each NOTE_SIGN written out as
    the next of ``signs``.

    >>> _origins(" 5\\u00a0 ha", "5 ha", ())
    [(1, 2), (2, 3), (4, 5), (5, 6)]
    """
    cleaned, starts = clean(joined)
    ends = list(pairwise(starts)) if starts else [(at, at + 1) for at in range(len(joined))]
    origins: list[tuple[int, int]] = []
    waiting = iter(signs)
    at = 0
    while len(origins) < len(text):
        letter = text[len(origins)]
        if cleaned[at] == NOTE_SIGN:
            origins += [ends[at]] * len(next(waiting))
        elif cleaned[at] == letter or (letter == " " and cleaned[at].isspace()):
            origins.append(ends[at])
        elif not cleaned[at].isspace():
            raise AssertionError(f"{cleaned!r} is not what {text!r} was made of")
        at += 1
    return origins
