"""Where the footnotes of a page begin, and which line belongs to which note."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.pdf_grids import Grid
from extract.pdf_lines import PLAIN_DIGITS, SUPERSCRIPTS, Line
from extract.pdf_rulings import Ruling

# Notes are set in 10-12 pt under a body of 13-14 (word processors' default is 10).
_SMALLER = 0.95
# The separator of Word is 144 pt, of LibreOffice a quarter of the text's width; the one
# over a continued note may run across the page. Shorter rulings are underlined words.
_SHORTEST_RULE = 40.0
_FLAT_LABEL = re.compile(r"(\d{1,3})([.)]?)(?=\s)")
Item = Line | Grid


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A line of a footnote; ``first`` begins the note and starts with its mark."""

    number: str
    first: bool
    line: Line


def label(line: Line) -> str:
    """The number of the note that a line begins with a raised mark, "" if none."""
    if not line.raised or line.raised[0][0] != 0:
        return ""
    end = line.raised[0][1]
    return line.text[:end].translate(PLAIN_DIGITS) if end < len(line.text) else ""


def split_notes(
    items: Sequence[Item],
    rules: Sequence[Ruling],
    body_size: float,
    marks: frozenset[str],
    running: str,
) -> tuple[list[Item], list[NoteLine]]:
    """Body and footnotes of one page.

    ``marks`` are the numbers that hang raised in the running text of the document;
    ``running`` is the number of the last note of the pages before, "" if none, which
    may go on here.
    """
    start = _start_under_rule(items, rules, body_size, marks, running)
    if start is None:
        start = _start_by_size(items, body_size, marks)
    if start is None:
        start = _start_of_flat_notes(items, body_size, marks, running)
    if start is None:
        return list(items), []
    body = [item for item in items if not (isinstance(item, Line) and item.y >= start)]
    lines = [item for item in items if isinstance(item, Line) and item.y >= start]
    flat = not any(label(line) for line in lines)
    notes: list[NoteLine] = []
    for line in lines:
        if flat:
            line = _raised_label(line, marks, running)
        number = label(line)
        running = number or running
        notes.append(NoteLine(running, bool(number), line))
    return body, notes


def _start_under_rule(
    items: Sequence[Item],
    rules: Sequence[Ruling],
    body_size: float,
    marks: frozenset[str],
    running: str,
) -> float | None:
    """The height below which a separator says that all are notes."""
    for rule in rules:
        if rule.x1 - rule.x0 < _SHORTEST_RULE:
            continue
        below = _below(items, rule.top)
        if not below:
            continue
        if label(below[0]) and all(line.size <= body_size for line in below):
            return rule.top
        small = all(line.size <= _SMALLER * body_size for line in below)
        if small and (running or label(_raised_label(below[0], marks, running))):
            return rule.top
    return None


def _below(items: Sequence[Item], height: float) -> list[Line]:
    """The lines under a height in reading order; none if a table is among them."""
    if any(isinstance(item, Grid) and item.bottom > height for item in items):
        return []
    return [item for item in items if isinstance(item, Line) and item.y > height]


def _start_by_size(items: Sequence[Item], body_size: float, marks: frozenset[str]) -> float | None:
    """The first line that begins with a mark and after which only such text comes.

    Notes as large as the body need their mark in the running text: a line of body text
    may begin with a raised digit too.
    """
    for item in items:
        if not isinstance(item, Line):
            continue
        number = label(item)
        if not number:
            continue
        below = _below(items, item.y - 0.5)
        small = all(line.size <= _SMALLER * body_size for line in below)
        if below and (small or (number in marks and _ascending(below, item))):
            return item.y - 0.5
    return None


def _start_of_flat_notes(
    items: Sequence[Item], body_size: float, marks: frozenset[str], running: str
) -> float | None:
    """Where small text begins whose lines count on through the marks of the running text.

    So a printed web page ends: its notes have plain numbers and nothing above them. One
    note alone could be any small line that begins with a number, unless it is the last.
    """
    expected = int(running or "0") + 1
    if str(expected) not in marks:
        return None
    for item in items:
        if not isinstance(item, Line) or item.size > _SMALLER * body_size:
            continue
        match = _FLAT_LABEL.match(item.text)
        if not match or match[1] != str(expected):
            continue
        below = _below(items, item.y - 0.5)
        if not below or any(line.size > _SMALLER * body_size for line in below):
            continue
        last = expected
        for line in below[1:]:
            following = _FLAT_LABEL.match(line.text)
            last += following is not None and following[1] == str(last + 1)
        if last > expected or str(last + 1) not in marks:
            return item.y - 0.5
    return None


def _ascending(lines: Sequence[Line], first: Line) -> bool:
    """Whether the lines are notes that count up from the first."""
    numbers = [int(number) for line in lines if (number := label(line))]
    return lines[0] is first and all(b == a + 1 for a, b in pairwise(numbers))


def _raised_label(line: Line, marks: frozenset[str], running: str) -> Line:
    """The line with its number raised, if it is the label of the next note, set flat.

    Some files print the number at the foot of the page as plain text ("1 Theo ...",
    "1. Theo ..."). It must be a mark of the running text and follow the note before it.
    """
    match = _FLAT_LABEL.match(line.text)
    if not match or match[1] not in marks:
        return line
    if running and int(match[1]) != int(running) + 1:
        return line
    end, cut = match.end(1), len(match[2])
    return replace(
        line,
        text=match[1].translate(SUPERSCRIPTS) + line.text[end + cut :],
        digits=tuple((at - cut * (at >= end), box) for at, box in line.digits),
        raised=((0, end), *((a - cut, b - cut) for a, b in line.raised)),
        scanned=tuple(word.moved(-cut) for word in line.scanned if word.start >= end + cut),
    )
