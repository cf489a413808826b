"""Text joined from lines, with the places of its digits and its raised digits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.pdf_lines import Line, Scanned
from solieu.model import Box

# "17/NQ-" goes on with "HĐND", "11.112 triệu/" with "135.800": no space was there.
_HANGING = re.compile(r"\w[-/]$")
_FIGURE = re.compile(r"[\d.,]+")
_WHOLE_FIGURE = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?")
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_MARKS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_LONG_FIGURE = 8  # signs; a shorter one fits any column, so its parts are figures of their own


@dataclass(frozen=True, slots=True)
class Flow:
    """One line of text; offsets of ``digits``, ``raised`` and ``scanned`` are into ``text``."""

    text: str = ""
    digits: tuple[tuple[int, Box], ...] = ()
    raised: tuple[tuple[int, int], ...] = ()
    scanned: tuple[Scanned, ...] = ()


def flow_of(line: Line) -> Flow:
    """One line as a text."""
    return Flow(line.text, line.digits, line.raised, line.scanned)


def joined(lines: Sequence[Line]) -> Flow:
    """Lines as one text, single spaces between them."""
    return _join([flow_of(line) for line in lines], figure=False)


def cell_flow(lines: Sequence[Line]) -> Flow:
    """The lines of a table cell as one text.

    A figure too long for its column is broken anywhere ("2.810.0" over "00"): it is put
    together where the pieces are no figures and the whole is one.
    """
    figure = is_cut_figure([line.text for line in lines])
    return _join([flow_of(line) for line in lines], figure)


def is_cut_figure(parts: Sequence[str]) -> bool:
    """Whether one figure was broken into these parts; the last may bear the mark of a note.

    >>> is_cut_figure(["2.810.0", "00¹²"]), is_cut_figure(["2.810", "357"])
    (True, False)
    """
    parts = [*parts[:-1], parts[-1].rstrip(_MARKS)] if parts else []
    whole = "".join(parts)
    return (
        len(parts) > 1
        and len(whole) >= _LONG_FIGURE
        and all(_FIGURE.fullmatch(part) for part in parts)
        and not all(_WHOLE_FIGURE.fullmatch(part) for part in parts)
        and _GROUPED.fullmatch(whole) is not None
    )


def followed(first: Flow, second: Flow) -> Flow:
    """Two parts of a cell as one text, a space between them if neither is empty."""
    parts = [flow for flow in (first, second) if flow.text]
    return _join(parts, is_cut_figure([flow.text for flow in parts])) if parts else Flow()


def _glued(text: str, after: str) -> bool:
    if after[:1] and after[0] in _MARKS:
        return True
    if after[:1] == "%":
        return text[-1].isdigit()
    return after[:1].isalnum() and _HANGING.search(text) is not None


def _join(flows: Sequence[Flow], figure: bool) -> Flow:
    if len(flows) == 1:
        return flows[0]
    text = ""
    digits: list[tuple[int, Box]] = []
    raised: list[tuple[int, int]] = []
    scanned: list[Scanned] = []
    for flow in flows:
        if text and not figure and not _glued(text, flow.text):
            text += " "
        shift = len(text)
        text += flow.text
        digits += [(shift + at, box) for at, box in flow.digits]
        raised += [(shift + start, shift + end) for start, end in flow.raised]
        scanned += [word.moved(shift) for word in flow.scanned]
    return Flow(text, tuple(digits), tuple(raised), tuple(scanned))
