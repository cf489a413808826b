"""Page numbers and running heads: lines that belong to the page, not to the report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extract.pdf_lines import Line
from extract.pdf_page import Page

_NUMBER = re.compile(
    r"[-–—\s]*(?:(?:trang|page)\s+)?(\d{1,4})(?:\s*(?:/|trên|of)\s*\d{1,4})?[-–—\s]*", re.I
)
_DIGITS = re.compile(r"\d+")
# Margins of Vietnamese documents are 20-25 mm of 297 (Nghị định 30/2020/NĐ-CP, phụ lục I),
# page numbers stand inside them.
_EDGE = 0.12
_CENTRE = 0.08  # of the page's width: left and right margins differ by up to 20 mm
_HEAD_LINES = 2  # running heads have one or two lines
_Edge = list[tuple[int, Line]]


def without_furniture(pages: Sequence[Page]) -> list[list[int]]:
    """For each page the indexes of its items that are no page number or running head."""
    edges = [_edge_lines(page) for page in pages]
    numbers = _page_numbers(pages, edges)
    runs = _running(pages, edges)
    return [
        [i for i in range(len(page.items)) if i not in number and i not in run]
        for page, number, run in zip(pages, numbers, runs, strict=True)
    ]


def _edge_lines(page: Page) -> _Edge:
    """The lines nearest to the top and bottom edges, inside the margins."""
    lines = [(i, item) for i, item in enumerate(page.items) if isinstance(item, Line)]
    lines.sort(key=lambda pair: pair[1].y)
    top = [pair for pair in lines[:_HEAD_LINES] if pair[1].y < _EDGE * page.height]
    foot = [pair for pair in lines[-_HEAD_LINES:] if pair[1].y > (1 - _EDGE) * page.height]
    return top + [pair for pair in foot if pair not in top]


def _running(pages: Sequence[Page], edges: Sequence[_Edge]) -> list[set[int]]:
    """The same words at the same place on at least two pages, and on half of all.

    Only the page's own number may differ, so that "PHỤ LỤC 1" and "PHỤ LỤC 2" stay.
    """
    places = [
        {i: _place(line, page.number) for i, line in lines}
        for page, lines in zip(pages, edges, strict=True)
    ]
    seen = Counter(place for own in places for place in set(own.values()))
    enough = max(2.0, len(pages) / 2)
    return [{i for i, place in own.items() if seen[place] >= enough} for own in places]


def _place(line: Line, number: int) -> tuple[str, int, int]:
    text = _DIGITS.sub(lambda run: "#" if run[0] == str(number) else run[0], line.text)
    return (text, round(line.y / 3), round((line.x0 + line.x1) / 20))


def _page_numbers(pages: Sequence[Page], edges: Sequence[_Edge]) -> list[set[int]]:
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
