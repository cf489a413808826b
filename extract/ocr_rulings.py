"""Straight lines in a picture of a page: found, measured and erased."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from extract.ocr_raster import Gray, Mask, ink_level, sums

# Inches. The longest stroke of a letter is 0.35 (the bar of a T in a stamp of 26 pt); rows
# of a table are lower, but their borders go on from row to row.
_SHORTEST = 0.45
_GAP = 0.06  # a worn line has holes
_THICKEST = 0.05
_WHOLE = 0.9  # the share of a line that must be ink
# A seal is 36 mm wide: a piece of its rim as thick as the rim is no longer than this.
_LONGEST_CHORD = 0.8
_LEVEL = 0.015  # how far apart two pieces of one border may lie
_TOUCH = 0.05  # how far from a border a line may end that is meant to touch it


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line in pixels: ``start`` to ``end`` along it, ``low`` to ``high`` across."""

    horizontal: bool
    start: int
    end: int
    low: int
    high: int


def strokes(gray: Gray, dpi: int) -> tuple[list[Stroke], Mask]:
    """The level and upright lines of a picture, and the pixels that they are made of."""
    ink = gray < ink_level(gray)
    across, level = _level(ink, dpi)
    upright, standing = _level(np.ascontiguousarray(ink.T), dpi)
    mask = level | standing.T
    turned = [Stroke(False, one.start, one.end, one.low, one.high) for one in upright]
    return across + turned, mask


def erased(gray: Gray, lines: Mask, edge: int = 1) -> Gray:
    """The picture without its lines and their blurred edges, which are ``edge`` pixels wide."""
    if not lines.any():
        return gray
    size = 2 * edge + 1
    return np.where(sums(lines, size, size) > 0, 255, gray).astype(np.uint8)


def without_chords(lines: Sequence[Stroke], dpi: int) -> list[Stroke]:
    """The lines without pieces of circles: of the rim of a seal that lies on a table.

    Where it runs level or upright a piece of the rim is as straight as a border, and would
    cut the cells it crosses in two. A border ends at another one, or goes on; a piece of a
    rim is short, crosses borders and ends between them.
    """
    return [one for one in lines if not _is_chord(one, lines, dpi)]


def _is_chord(one: Stroke, lines: Sequence[Stroke], dpi: int) -> bool:
    if one.end - one.start > _LONGEST_CHORD * dpi:
        return False
    near = _TOUCH * dpi
    middle = (one.low + one.high) / 2
    crossed = 0
    ends = {one.start: False, one.end: False}
    for other in lines:
        if other.horizontal == one.horizontal:
            level = abs((other.low + other.high) / 2 - middle) <= _LEVEL * dpi
            if other is not one and level and other.end - other.start > one.end - one.start:
                return False  # a piece of a worn border
            continue
        if not other.start - near <= middle <= other.end + near:
            continue
        at = (other.low + other.high) / 2
        crossed += one.start + near < at < one.end - near
        for end in ends:
            ends[end] = ends[end] or abs(at - end) <= near
    return crossed > 0 and not all(ends.values())


def _level(ink: Mask, dpi: int) -> tuple[list[Stroke], Mask]:
    length = round(_SHORTEST * dpi) | 1
    thick = max(2, round(_THICKEST * dpi))
    core = sums(ink, 1, length) >= _WHOLE * length
    if not core.any():
        return [], np.zeros_like(ink)
    long = sums(core, 1, length) > 0
    # Of a black area every row is one long line: only what is thin counts.
    thin = long & (sums(long, 2 * thick + 1, 1) <= thick + 2)
    found = [
        stroke
        for stroke in _joined(_runs(thin), round(_GAP * dpi))
        if stroke.end - stroke.start >= length and stroke.high - stroke.low <= 2 * thick
    ]
    mask = np.zeros_like(ink)
    for one in found:
        area = (slice(one.low, one.high + 1), slice(one.start, one.end + 1))
        mask[area] = thin[area]
    return found, mask


def _runs(mask: Mask) -> Iterator[tuple[int, int, int]]:
    """Row, first and last pixel of each run of a mask, row by row."""
    edge = np.diff(mask.astype(np.int8), axis=1, prepend=0, append=0)
    starts: npt.NDArray[np.int64] = np.argwhere(edge == 1)
    ends: npt.NDArray[np.int64] = np.argwhere(edge == -1)
    for (row, start), (_, end) in zip(starts.tolist(), ends.tolist(), strict=True):
        yield row, start, end - 1


def _joined(runs: Iterator[tuple[int, int, int]], gap: int) -> list[Stroke]:
    """Runs that touch those of the row above, or nearly follow them, as one line."""
    grown: list[list[int]] = []  # start, end, low, high
    for row, start, end in runs:
        for one in reversed(grown):
            if row - one[3] > 2:
                continue
            if start <= one[1] + gap and end >= one[0] - gap:
                one[0], one[1], one[3] = min(one[0], start), max(one[1], end), row
                break
        else:
            grown.append([start, end, row, row])
    return [Stroke(True, start, end, low, high) for start, end, low, high in _merged(grown, gap)]


def _merged(lines: list[list[int]], gap: int) -> list[list[int]]:
    """Pieces of one line that were begun apart."""
    kept: list[list[int]] = []
    for line in sorted(lines, key=lambda one: (one[2] + one[3], one[0])):
        for one in reversed(kept):
            near = line[2] <= one[3] + 3 and line[3] >= one[2] - 3
            if near and line[0] <= one[1] + gap and line[1] >= one[0] - gap:
                one[0], one[1] = min(one[0], line[0]), max(one[1], line[1])
                one[2], one[3] = min(one[2], line[2]), max(one[3], line[3])
                break
        else:
            kept.append(line)
    return kept
