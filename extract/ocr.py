"""Read scanned pages one by one, whatever comes of each."""

from __future__ import annotations

import signal
from collections.abc import Callable, Sequence

from extract.ocr_engine import TooSlow, missing, version
from extract.ocr_figures import Reader
from extract.ocr_page import like_size, read_raster
from extract.ocr_raster import Raster
from extract.ocr_scans import Scans
from solieu.errors import ReadError
from solieu.model import Ocr

# Below this mean confidence a page is read with so many mistakes that a person must look.
_POOR = 60
# Where a document may take only so long, what was read until then should not be lost: these
# are the seconds that finding its figures may need.
_RESERVE = 45


def read_scans(numbers: Sequence[int], raster_of: Callable[[int], Raster], options: Ocr) -> Scans:
    """Read the pages of these numbers; ``raster_of`` gives the picture of each.

    Without tesseract, or with ``never``, none is read and ``unread`` says so.
    """
    scans = Scans()
    if not numbers:
        return scans
    if options.mode == "never":
        scans.unread, scans.lack = list(numbers), _NEVER
        return scans
    scans.lack = missing()
    if scans.lack:
        scans.unread = list(numbers)
        return scans
    scans.programs = (f"tesseract {version()}",)
    reader = _second_reader(scans) if options.second else None
    for number in numbers:
        if _is_late():
            scans.slow.append(number)
            continue
        try:
            found = read_raster(raster_of(number), number, reader)
        except TooSlow:
            scans.slow.append(number)
            continue
        except ReadError as error:  # tesseract itself does not work
            scans.unread.append(number)
            scans.lack = (error.vi, error.en)
            continue
        if not found.page.items:
            scans.blank.append(number)
            continue
        scans.pages[number], scans.sure[number] = found.page, found.sure
        if found.lost:
            scans.cells[number] = found.lost
        if found.sure < _POOR:
            scans.poor.append(number)
    for page in like_size(list(scans.pages.values())):
        scans.pages[page.number] = page
    return scans


def _is_late() -> bool:
    """Whether the alarm that ends this document (``--timeout``) is about to ring."""
    left = signal.getitimer(signal.ITIMER_REAL)[0] if hasattr(signal, "getitimer") else 0.0
    return 0 < left < _RESERVE


_NEVER = ("không nhận dạng chữ vì --ocr never", "not read because of --ocr never")


def _second_reader(scans: Scans) -> Reader:
    from extract.ocr_rapid import rapid_name, rapid_reader

    scans.programs = (*scans.programs, rapid_name())
    return rapid_reader()
