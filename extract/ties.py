"""Footnotes to their marks, by number and order."""

from __future__ import annotations

from collections.abc import Sequence

from solieu.model import Mark


def anchors_of(marks: Sequence[Mark], notes: Sequence[tuple[int, str]]) -> dict[int, int]:
    """The offset of the mark of each note, -1 where no mark is left for it.

    ``notes`` are (offset of the note, its number) in reading order. Numbers may start
    again in an annex: a note takes the nearest free mark of its number above it, else
    the first below.

    >>> from solieu.model import Span
    >>> calls = [Mark("1", Span(5, 6)), Mark("1", Span(90, 91))]
    >>> anchors_of(calls, [(20, "1"), (95, "1"), (99, "2")])
    {20: 5, 95: 90, 99: -1}
    """
    free = sorted(marks, key=lambda mark: mark.span)
    anchors: dict[int, int] = {}
    for start, number in notes:
        own = [mark for mark in free if mark.number == number]
        above = [mark for mark in own if mark.span.start < start]
        mark = above[-1] if above else own[0] if own else None
        anchors[start] = mark.span.start if mark else -1
        if mark:
            free.remove(mark)
    return anchors
