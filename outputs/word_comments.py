"""Comments in a Word file, each at the figure it is about.

A comment begins and ends with the figure, whose run is cut for it. Where Word takes no
comment (in footnotes, in text boxes) it stands at what leads there, and where a figure
cannot be told apart for certain, at its paragraph; it then says which figure is meant.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from extract.cleaning import clean
from extract.docx import trace_docx
from extract.docx_package import W
from extract.docx_trace import Piece, Place
from outputs.word_copy import WordCopy
from outputs.word_runs import Cuts
from solieu.model import Span

_P, _R, _T = W + "p", W + "r", W + "t"
_BOX = W + "txbxContent"
_CUSTOM = W + "customMarkFollows"
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "01234567890123456789")

#: A child of a run, and a character in it (of what is no text: 0 before it, 1 after it).
_Point = tuple[etree._Element, int]


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be said of one figure.

    ``span`` is its place in the reader's text, ``raw`` what is written there, ``note``
    the number of the footnote it stands in, else "". ``texts`` are what the claims say
    that it is part of, the gravest first; each line of them becomes a paragraph.
    """

    span: Span
    raw: str
    note: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Leads:
    """How a comment begins that cannot stand at its figures; ``{figures}`` is filled in.

    ``note`` (also with ``{number}``) is for figures of a footnote, ``box`` for those in a
    text box, ``near`` for those that could not be told apart in their paragraph.
    """

    note: str
    box: str
    near: str


@dataclass(frozen=True, slots=True)
class _Target:
    """Where a comment goes: from ``first`` to ``last``, or at the whole of ``host``."""

    where: Literal["figure", "note", "box", "near"]
    host: etree._Element
    first: _Point | None = None
    last: _Point | None = None


def annotate(
    data: bytes, source: str, remarks: Iterable[Remark], leads: Leads
) -> tuple[bytes, int]:
    """A copy of the Word file ``data`` with ``remarks`` as comments, and their number.

    Comments are numbered in the order of the reader's text. Remarks that can only stand at the same
    footnote mark, text box or paragraph share a comment. The same input gives the same
    bytes; without remarks every part is that of the file. Raises ReadError where the
    file is damaged.
    """
    copy = WordCopy(data, source)
    trace = trace_docx(copy.package, copy.root)
    # All places are found before the first run is cut.
    by_target: dict[_Target, list[Remark]] = {}
    for remark in sorted(remarks, key=lambda one: one.span):
        target = _target(trace.place(remark.span), remark.raw)
        by_target.setdefault(target, []).append(remark)
    cuts = Cuts()
    for target, meant in by_target.items():
        first, last = _runs(target, cuts)
        copy.comment(first, last, _text(target, meant, leads))
    return copy.data(), len(by_target)


def _target(place: Place, raw: str) -> _Target:
    """Where a remark on ``raw`` can stand that is written at ``place``."""
    if place.call is not None:
        return _around("note", place.call)
    ends = [piece for piece in place.pieces if piece.element is not None]
    if ends and _found(place.pieces) == _plain(raw):
        elements = [piece.element for piece in ends if piece.element is not None]
        if all(_in_run(element) is element for element in elements):
            first, last = elements[0], elements[-1]
            return _Target("figure", first, (first, ends[0].start), (last, ends[-1].end))
    if any(above.tag == _BOX for above in place.near.iterancestors()):
        return _around("box", place.near)
    return _Target("near", _paragraph(place.near))


def _around(where: Literal["note", "box"], element: etree._Element) -> _Target:
    """What shows in the body of ``element``, which is inside a run: a mark, a drawing."""
    child = _in_run(element)
    if child is None:
        return _Target("near", _paragraph(element))
    last: _Point = (child, 1)
    if child.get(_CUSTOM) is not None:  # the mark typed by hand is the rest of the run
        end = _siblings(child)[-1]
        last = (end, len(end.text or "") if end.tag == _T else 1)
    return _Target(where, child, (child, 0), last)


def _siblings(element: etree._Element) -> list[etree._Element]:
    return [element, *element.itersiblings()]


def _in_run(element: etree._Element) -> etree._Element | None:
    """The child of the outermost run that ``element`` is, or is inside of."""
    found, below = None, element
    for above in element.iterancestors():
        if above.tag == _R:
            found = below
        below = above
    return found


def _paragraph(element: etree._Element) -> etree._Element:
    """The paragraph of the body that ``element`` is, or is inside of."""
    return [above for above in (element, *element.iterancestors()) if above.tag == _P][-1]


def _found(pieces: Sequence[Piece]) -> str:
    """What the file has at these places, read anew from its own text."""
    written = [
        (piece.element.text or "")[piece.start : piece.end]
        if piece.element is not None and piece.element.tag == _T
        else piece.text
        for piece in pieces
    ]
    return _plain("".join(written))


def _plain(text: str) -> str:
    """``text`` without what the reader changes: blanks, raised digits, loose accents."""
    bare = "".join(clean(text)[0].split()).translate(_DIGITS)
    return unicodedata.normalize("NFC", bare)


def _runs(target: _Target, cuts: Cuts) -> tuple[etree._Element, etree._Element]:
    """The first and the last run of a comment."""
    if target.first is not None and target.last is not None:
        return cuts.runs(target.first, target.last)
    runs = [run for run in target.host.iter(_R) if _in_run(run) is None]
    if not runs:  # a paragraph of formulas only
        runs = [etree.SubElement(target.host, _R)]
    return runs[0], runs[-1]


def _text(target: _Target, remarks: Sequence[Remark], leads: Leads) -> str:
    """What a comment says: every claim once, with its figures where they are elsewhere."""
    figures: dict[str, list[str]] = {}
    for remark in remarks:
        for text in remark.texts:
            figures.setdefault(text, []).append(f"“{' '.join(remark.raw.split())}”")
    if target.where == "figure":
        return "\n".join(figures)
    lead = {"note": leads.note, "box": leads.box, "near": leads.near}[target.where]
    told = []
    for text, meant in figures.items():
        told.append(lead.format(figures=", ".join(meant), number=remarks[0].note))
        told.append(text)
    return "\n".join(told)
