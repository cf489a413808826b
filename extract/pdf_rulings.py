"""Straight lines drawn on a PDF page: table borders, separators, underlines.

Borders come as stroked lines, as stroked rectangles or as thin filled rectangles,
depending on the program that wrote the file. Filled areas without a stroke are
backgrounds and rule nothing.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from extract.pdf_glyphs import Frame

# Word draws borders up to 3 pt wide; a filled rectangle thicker than that is an area.
_THIN = 3.0
_SHORTEST = 1.0
_DEPTH = 3  # forms within forms; deeper ones are logos
_Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: _Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True, slots=True)
class Ruling:
    """A horizontal (``top == bottom``) or vertical (``x0 == x1``) line, in points."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def horizontal(self) -> bool:
        """Whether it runs across the page."""
        return self.top == self.bottom


def rulings(page: Any, frame: Frame) -> tuple[tuple[Ruling, ...], bool]:
    """All straight rulings of a page, and whether the page holds an image or drawing."""
    found: list[Ruling] = []
    handle = page.raw
    drawn = False
    for i in range(pdfium.FPDFPage_CountObjects(handle)):
        thing = pdfium.FPDFPage_GetObject(handle, i)
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        drawn = True
        found.extend(_object(thing, kind, _IDENTITY, frame, 0))
    return tuple(found), drawn


def _object(thing: Any, kind: int, outer: _Matrix, frame: Frame, depth: int) -> Iterator[Ruling]:
    if kind == pdfium.FPDF_PAGEOBJ_PATH:
        yield from _path(thing, _times(_matrix(thing), outer), frame)
    elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEPTH:
        inner = _times(_matrix(thing), outer)
        for i in range(pdfium.FPDFFormObj_CountObjects(thing)):
            part = pdfium.FPDFFormObj_GetObject(thing, i)
            yield from _object(part, pdfium.FPDFPageObj_GetType(part), inner, frame, depth + 1)


def _matrix(thing: Any) -> _Matrix:
    m = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(thing, m):
        return _IDENTITY
    return (m.a, m.b, m.c, m.d, m.e, m.f)


def _times(m: _Matrix, n: _Matrix) -> _Matrix:
    """First ``m``, then ``n``."""
    if n == _IDENTITY:
        return m
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _path(path: Any, matrix: _Matrix, frame: Frame) -> Iterator[Ruling]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    if not (fill.value or stroke.value):
        return  # a clipping path
    for points in _subpaths(path, matrix, frame):
        xs, ys = [x for x, _ in points], [y for _, y in points]
        x0, x1, top, bottom = min(xs), max(xs), min(ys), max(ys)
        if min(x1 - x0, bottom - top) <= _THIN:
            yield from _thin(x0, top, x1, bottom)
        elif stroke.value:
            for (ax, ay), (bx, by) in pairwise(points):
                if min(abs(ax - bx), abs(ay - by)) <= _THIN / 2:
                    yield from _thin(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def _thin(x0: float, top: float, x1: float, bottom: float) -> Iterator[Ruling]:
    width, height = x1 - x0, bottom - top
    if width > 2 * height and width >= _SHORTEST:
        middle = (top + bottom) / 2
        yield Ruling(x0, middle, x1, middle)
    elif height > 2 * width and height >= _SHORTEST:
        middle = (x0 + x1) / 2
        yield Ruling(middle, top, middle, bottom)


def _subpaths(path: Any, matrix: _Matrix, frame: Frame) -> Iterator[list[tuple[float, float]]]:
    """Corner points of each subpath as displayed; curved ones are left out."""
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    curved = False
    for i in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, i)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1 and not curved:
                yield points
            points, curved = [], False
        elif kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            curved = True
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        points.append(frame.point(a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if len(points) > 1 and not curved:
        yield points
