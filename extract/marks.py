"""Footnote marks in the reader's text: ¹² glued to a word, [^1] in Markdown, [1]."""

from __future__ import annotations

import re
from collections.abc import Iterable

from solieu.model import Mark, Span

_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_PLAIN = str.maketrans(_SUPERSCRIPTS, "0123456789")
_RAISED = str.maketrans("0123456789", _SUPERSCRIPTS)
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_MARK = re.compile(
    rf"(?P<raised>[{_SUPERSCRIPTS}]+)|\[\^(?P<label>[\w-]{{1,20}})\]|\[(?P<n>\d{{1,3}})\]"
)
# m², km³: the exponent of a unit of area or volume, not a note.
_UNIT_BEFORE = re.compile(r"(?<![^\W\d_])(?:mm|cm|dm|m|dam|hm|km)\Z")
_LONGEST_UNIT = 4


def raised(digits: str) -> str:
    """Digits as superscript characters; anything else stays.

    >>> raised("12")
    '¹²'
    """
    return digits.translate(_RAISED)


def lowered(digits: str) -> str:
    """Digits as subscript characters; anything else stays."""
    return digits.translate(_LOWERED)


def note_number(text: str, start: int = 0) -> str:
    """The number of the note whose paragraph begins at ``start``, "" if it is none.

    A paragraph in the form ``[1] ...`` is not called a note here: alone it may be an
    entry of a list of references.

    >>> note_number("¹⁴ - Tham mưu"), note_number("[^a]: nguồn"), note_number("14 hồ sơ")
    ('14', 'a', '')
    """
    match = _MARK.match(text, start)
    if not match or match["n"]:
        return ""
    if match["label"]:
        return match["label"] if text.startswith(":", match.end()) else ""
    return match["raised"].translate(_PLAIN)


def find_notes(text: str, starts: Iterable[int]) -> dict[int, str]:
    """Which of these paragraph starts begin a footnote: offset to its number."""
    starts = set(starts)
    notes = {start: number for start in starts if (number := note_number(text, start))}
    bracketed = {
        start: match["n"] for start in starts if (match := _MARK.match(text, start)) and match["n"]
    }
    if bracketed:
        called = {m["n"] for m in _MARK.finditer(text) if m["n"] and m.start() not in starts}
        notes |= {start: number for start, number in bracketed.items() if number in called}
    return notes


def find_marks(text: str, notes: dict[int, str]) -> tuple[Mark, ...]:
    """Every mark that calls one of ``notes`` (offset to number), in reading order.

    The marks at the head of the notes themselves and the exponents of m², km³ are none.

    >>> find_marks("12 km² giao². x ² y", {16: "2"})
    (Mark(number='2', span=Span(start=11, end=12)),)
    """
    numbers = set(notes.values())
    if not numbers:
        return ()
    marks: list[Mark] = []
    for match in _MARK.finditer(text):
        number = match["label"] or match["n"] or match["raised"].translate(_PLAIN)
        if number not in numbers or match.start() in notes:
            continue
        if match["raised"] and _is_exponent(text, match.start(), match["raised"]):
            continue
        marks.append(Mark(number, Span(match.start(), match.end())))
    return tuple(marks)


def bracketed_heads(text: str, notes: Iterable[tuple[str, int]]) -> tuple[Mark, ...]:
    """The marks in brackets that notes (number, offset) begin with.

    Raised figures are no digits; these are, and must not be read as a figure of the note.

    >>> bracketed_heads("[2] Trong đó 3 tỷ", [("2", 0)])
    (Mark(number='2', span=Span(start=0, end=3)),)
    """
    heads: list[Mark] = []
    for number, start in notes:
        match = _MARK.match(text, start)
        if match and not match["raised"]:
            end = match.end() + text.startswith(":", match.end())
            heads.append(Mark(number, Span(start, end)))
    return tuple(heads)


def _is_exponent(text: str, start: int, sign: str) -> bool:
    before = text[max(0, start - _LONGEST_UNIT) : start]
    return sign in ("²", "³") and _UNIT_BEFORE.search(before) is not None
