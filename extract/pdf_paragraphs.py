"""Whether a line goes on in the paragraph above it, from where the lines stand.

The main rule: where the first word of a line would have fitted on the line above, the
line was ended on purpose. Where it would not, indents decide, then bullets and numbers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.pdf_layout import Layout, Margins
from extract.pdf_lines import Line

_BULLET = re.compile(r"[-+*•–—▪◦][ ]+\S")
_NUMBERED = re.compile(
    r"(?:\d{1,2}(?:\.\d{1,2})*|[IVXLC]{1,5}|[a-zđA-ZĐ]|\(?(?:\d{1,2}|[a-zđ]))[.)][ ]+\S"
)
_ENDED = re.compile(r"[.;:!?…][\"”’)\]]*[⁰¹²³⁴-⁹]*[.]?\s*$")

# Shares of the text size.
_SPACE = 0.25  # a word space
_STEP = 0.25  # indents differ by more: glyph edges vary by less
_GAP = 0.15  # more than this beyond the usual distance of lines may be a paragraph's gap
_WIDE_GAP = 0.6  # more than this is one (6 pt after a paragraph of 14 pt is 0.43)
_OTHER_SIZE = 0.15
_DEEPEST = 6  # first-line indents are 1-1.5 cm, up to 3 em
_SENTENCE = 20  # signs; shorter lines are entries of a column, names, units
_EXACT = 1.0  # points: left edges of a ragged column are the same, glyphs vary by less
_FLUSH = 0.15  # a justified line ends this near to the right margin


def goes_on(lines: Sequence[Line], below: Line, margins: Margins, layout: Layout) -> bool:
    """Whether ``below`` belongs to the paragraph of ``lines`` on the same page."""
    above = lines[-1]
    step = below.y - above.y
    gap = step - layout.leading(above.size)
    size = above.size
    if step < 0.3 * size or gap > _WIDE_GAP * size:
        return False
    if abs(below.size - size) > _OTHER_SIZE * size:
        return False
    # A small gap ends a paragraph only where no indent could tell.
    if gap > _GAP * size and not _returns_to_margin(lines, below, margins):
        return False
    return joins(lines, below, margins, margins, tight=layout.gapped)


def joins(
    lines: Sequence[Line],
    below: Line,
    margins: Margins,
    next_margins: Margins,
    tight: bool = False,
) -> bool:
    """The same where a page may end between the two: heights are not looked at.

    ``tight``: there is no gap between the two, in a document that has one between
    paragraphs.
    """
    above, first = lines[-1], lines[0]
    if above.turn or below.turn:
        return False
    size = above.size
    x0 = below.x0 - next_margins.left + margins.left  # odd and even pages may be shifted
    # The first line of a centred title may fill its line.
    centred = _centred(below, next_margins) and (
        _centred(above, margins) or (_in_middle(above, margins) and not _ENDED.search(above.text))
    )
    centred = centred and not _left_aligned(above, below)
    room = margins.right - above.x1 + (above.x0 - margins.left if centred else 0)
    if below.word + (_SPACE + _STEP) * size < room and not _wraps(lines, below, x0, centred):
        return False
    if _starts_item(lines, below, x0, size) or _ends_capitals(above, below):
        return False
    if centred:
        return True
    near = _STEP * size
    if len(lines) > 1:
        return abs(x0 - lines[1].x0) <= near
    if x0 < above.x0 - near:  # a first-line indent before it, or a column at the right
        return above.x0 - x0 < _DEEPEST * size
    if x0 > above.x0 + near:  # hangs under the text of a bullet or number
        return first.inner > first.x0 and abs(x0 - first.inner) <= 2 * near
    return tight or _same_indent(above, below, margins)


def _wraps(lines: Sequence[Line], below: Line, x0: float, centred: bool) -> bool:
    """A sentence that goes on in small letters, in a column narrower than the page."""
    above, near = lines[-1], _STEP * below.size
    if _ENDED.search(above.text) or not below.text[:1].islower():
        return False
    if len(above.text) < _SENTENCE or _NUMBERED.match(below.text):
        return False
    return (
        centred
        or min(abs(x0 - line.x0) for line in lines) <= near
        or (abs(x0 - lines[0].inner) <= near)
    )


def _same_indent(above: Line, below: Line, margins: Margins) -> bool:
    """Two lines at one indent: a paragraph without first-line indent, or two paragraphs."""
    ended = _ENDED.search(above.text) is not None
    if above.x0 <= margins.left + _STEP * above.size:
        flush = above.x1 >= margins.right - _FLUSH * above.size
        return flush or not (ended and _is_capital(below))
    return not ended and (not _is_capital(below) or above.x1 >= margins.right - _SPACE * above.size)


def _starts_item(lines: Sequence[Line], below: Line, x0: float, size: float) -> bool:
    """Whether a line begins with a bullet or a number that is not just a wrapped dash."""
    bullet = _BULLET.match(below.text)
    if not bullet and not _NUMBERED.match(below.text):
        return False
    margin = lines[1].x0 if len(lines) > 1 else min(x0, lines[0].x0)
    ended = _ENDED.search(lines[-1].text) is not None
    if abs(x0 - margin) > _STEP * size:
        return True
    capital = bullet is not None and below.text[bullet.end() - 1].isupper()
    if lines[0].x0 > x0 + _STEP * size:  # back from a first-line indent
        return ended and (capital or not bullet)
    return ended or capital or not bullet


def _returns_to_margin(lines: Sequence[Line], below: Line, margins: Margins) -> bool:
    """An indented first line, and this one back at the margin of the text."""
    near = _STEP * below.size
    return lines[0].x0 > below.x0 + near and below.x0 <= margins.left + near


def _centred(line: Line, margins: Margins) -> bool:
    return _in_middle(line, margins) and line.x0 > margins.left + 1.5 * line.size


def _left_aligned(above: Line, below: Line) -> bool:
    """Two lines of a ragged column that happens to stand in the middle of the page."""
    return abs(above.x0 - below.x0) < _EXACT and abs(above.x1 - below.x1) > 2 * _EXACT


def _in_middle(line: Line, margins: Margins) -> bool:
    middle, width = (margins.left + margins.right) / 2, margins.right - margins.left
    return abs((line.x0 + line.x1) / 2 - middle) < 0.02 * width


def _ends_capitals(above: Line, below: Line) -> bool:
    """A heading in capitals does not go on in small letters."""
    return above.text.isupper() and not below.text.isupper() and any(map(str.islower, below.text))


def _is_capital(line: Line) -> bool:
    letter = next((sign for sign in line.text if sign.isalnum()), "")
    return letter.isupper()
