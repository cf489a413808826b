"""Whether a page is a picture of a page."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as pdfium

# A scan fills its page, often but for a margin; a letterhead's emblem does not.
_MOST_OF_A_PAGE = 0.5
_FILLS = 0.01
_DEPTH = 2  # scanners wrap the picture in one form


def is_picture(page: Any) -> bool:
    """Whether one image covers most of a pypdfium2 page."""
    left, bottom, right, top = page.get_bbox()
    whole = abs((right - left) * (top - bottom))
    count = pdfium.FPDFPage_CountObjects(page.raw)
    things = [pdfium.FPDFPage_GetObject(page.raw, i) for i in range(count)]
    return any(_image_area(thing, 0) > _MOST_OF_A_PAGE * whole for thing in things)


def native_dpi(page: Any) -> int:
    """The resolution of the picture that covers a pypdfium2 page, 0 where there is none."""
    found = (0.0, 0)
    for thing in page.get_objects((pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=_DEPTH + 1):
        data = pdfium.FPDF_IMAGEOBJ_METADATA()
        if pdfium.FPDFImageObj_GetImageMetadata(thing.raw, page.raw, data):
            found = max(found, (_area(thing.raw), round(data.horizontal_dpi)))
    return found[1]


def filling_width(page: Any) -> int:
    """How many pixels wide the picture is that fills a pypdfium2 page; 0 where none does.

    At this width the page is drawn pixel for pixel as it was scanned.
    """
    width, height = page.get_size()
    for thing in page.get_objects((pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=_DEPTH + 1):
        data = pdfium.FPDF_IMAGEOBJ_METADATA()
        if not pdfium.FPDFImageObj_GetImageMetadata(thing.raw, page.raw, data) or not data.height:
            continue
        fills = abs(_area(thing.raw) / (width * height) - 1) < _FILLS
        shape = data.width / data.height / (width / height)
        if fills and abs(shape - 1) < _FILLS:
            return int(data.width)
    return 0


def _image_area(thing: Any, depth: int) -> float:
    kind = pdfium.FPDFPageObj_GetType(thing)
    if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEPTH:
        parts = range(pdfium.FPDFFormObj_CountObjects(thing))
        inner = [pdfium.FPDFFormObj_GetObject(thing, i) for i in parts]
        holds_image = any(_image_area(part, depth + 1) for part in inner)
        return _area(thing) if holds_image else 0.0
    return _area(thing) if kind == pdfium.FPDF_PAGEOBJ_IMAGE else 0.0


def _area(thing: Any) -> float:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(thing, left, bottom, right, top):
        return 0.0
    return abs((right.value - left.value) * (top.value - bottom.value))
