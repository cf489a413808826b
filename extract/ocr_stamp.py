"""The visible stamp of an electronic signature, which is no part of a scanned page's text."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import pypdfium2.raw as pdfium

from extract.fold import fold

_DEPTH = 2


def without_stamp(page: Any) -> None:
    """Take the stamp off a loaded pypdfium2 page before it is drawn; the file stays as it is.

    Text that is no stamp is left: it may be a page number or a title over the picture.
    """
    layer = page.get_textpage()
    text = layer.get_text_range()
    layer.close()
    folded = " ".join(fold(text).split())
    if not any(cue in folded for cue in _cues()):
        return
    for i in reversed(range(pdfium.FPDFPage_CountObjects(page.raw))):
        thing = pdfium.FPDFPage_GetObject(page.raw, i)
        if _is_text(thing, 0):
            pdfium.FPDFPage_RemoveObject(page.raw, thing)
            pdfium.FPDFPageObj_Destroy(thing)


@cache
def _cues() -> tuple[str, ...]:
    text = (files("extract") / "words" / "ocr.toml").read_text(encoding="utf-8")
    return tuple(map(fold, tomllib.loads(text)["signature"]))


def _is_text(thing: Any, depth: int) -> bool:
    kind = pdfium.FPDFPageObj_GetType(thing)
    if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEPTH:
        count = pdfium.FPDFFormObj_CountObjects(thing)
        parts = [pdfium.FPDFFormObj_GetObject(thing, i) for i in range(count)]
        images = any(pdfium.FPDFPageObj_GetType(p) == pdfium.FPDF_PAGEOBJ_IMAGE for p in parts)
        return not images and any(_is_text(part, depth + 1) for part in parts)
    return bool(kind == pdfium.FPDF_PAGEOBJ_TEXT)
