"""Page numbers and running heads: lines that belong to the page, not to the report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extract.pdf_lines import Line
from extract.pdf_page import Page

_NUMBER = re.compile(r"[-–—\s]*(?:(?:trang|page)\s+)?(\d{1,4})(?:\s*/\s*\d{1,4})?[-–—\s]*", re.I)
_DIGITS = re.compile(r"\d+")
# Margins of Vietnamese documents are 20-25 mm of 297 (Nghị định 30/2020/NĐ-CP, phụ lục I),
# page numbers stand inside them.
_EDGE = 0.12
_CENTRE = 0.08  # of the page's width: left and right margins differ by up to 20 mm
_HEAD_LINES = 2  # running heads have one or two lines
_SEEN = 3  # a text at one place on this many pages, and on half of all, runs


def without_furniture(pages: Sequence[Page]) -> list[list[int]]:
    """For each page the indexes of its items that are no page number or running head."""
    edges = [_edge_lines(page) for page in pages]
    numbers = _page_numbers(pages, edges)
    places = Counter(place for lines in edges for place in {_place(line) for _, line in lines})
    enough = max(_SEEN, len(pages) / 2)
    kept = []
    for page, lines, number in zip(pages, edges, numbers, strict=True):
        dropped = {i for i, line in lines if places[_place(line)] >= enough} | number
        kept.append([i for i in range(len(page.items)) if i not in dropped])
    return kept


def _edge_lines(page: Page) -> list[tuple[int, Line]]:
    """The lines nearest to the top and bottom edges, inside the margins."""
    lines = [(i, item) for i, item in enumerate(page.items) if isinstance(item, Line)]
    lines.sort(key=lambda pair: pair[1].y)
    top = [pair for pair in lines[:_HEAD_LINES] if pair[1].y < _EDGE * page.height]
    foot = [pair for pair in lines[-_HEAD_LINES:] if pair[1].y > (1 - _EDGE) * page.height]
    return top + [pair for pair in foot if pair not in top]


def _place(line: Line) -> tuple[str, int, int]:
    return (_DIGITS.sub("#", line.text), round(line.y / 3), round(line.x0 / 9))


def _page_numbers(pages: Sequence[Page], edges: Sequence[list[tuple[int, Line]]]) -> list[set[int]]:
    """Lone numbers at a page's edge: centred ones, and ones that count with the pages."""
    found = [
        [(i, line, int(match[1])) for i, line in lines if (match := _NUMBER.fullmatch(line.text))]
        for lines in edges
    ]
    steps = Counter(
        number - page.number
        for page, lines in zip(pages, found, strict=True)
        for _, _, number in lines
    )
    return [
        {
            i
            for i, line, number in lines
            if steps[number - page.number] > 1
            or abs((line.x0 + line.x1) / 2 - page.width / 2) < _CENTRE * page.width
        }
        for page, lines in zip(pages, found, strict=True)
    ]
