"""Whether a page is a picture of a page."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as pdfium

# A scan fills its page, often but for a margin; a letterhead's emblem does not.
_MOST_OF_A_PAGE = 0.5
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
