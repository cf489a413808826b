"""Marks of notes below a table: "3.795,4(1)" in a cell, "(1) Số liệu của ..." below."""

from __future__ import annotations

import regex

from solieu.model import Document, Mark, Span

_MARKED = regex.compile(r"(?<=[\d%\p{L}])\s*\((\d{1,2})\)\s*$")
_NOTE = regex.compile(r"^\s*\((\d{1,2})\)\s*\p{L}", flags=regex.MULTILINE)
_BELOW = 1500  # characters behind a table that may hold its notes


def table_marks(document: Document) -> tuple[Mark, ...]:
    """The marks in cells of tables whose notes begin with the same numbers in brackets."""
    found = []
    for place in document.tables:
        end = place.table.span.end
        notes = {match[1] for match in _NOTE.finditer(document.text[end : end + _BELOW])}
        for cell in place.table.cells if notes else ():
            match = _MARKED.search(document.text[cell.span.start : cell.span.end])
            if match and match[1] in notes:
                start, stop = match.span()
                found.append(Mark(match[1], Span(cell.span.start + start, cell.span.start + stop)))
    return tuple(found)
