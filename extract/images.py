"""Read a report that is a picture, or several: PNG, JPEG, TIFF.

Each picture is one page; they go the way of the scanned pages of a PDF.
"""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

from extract.ocr import read_scans
from extract.pdf import read_pages
from solieu.errors import ReadError
from solieu.model import Notice, Ocr, Reading

if TYPE_CHECKING:
    from PIL import Image

    from extract.ocr_raster import Raster

_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP", "GIF", "MPO")
# Pixels of one picture: A1 at 300 dpi has 70 million; a bomb claims thousands of millions.
MOST_PIXELS = 120_000_000
MOST_PAGES = 1000
#: Pixels of the shorter side; what is smaller is an emblem or a photograph of a face.
SMALLEST = 500
# A plausible resolution of a scan; others (72, 96) are what programs write when they know none.
_LOWEST_DPI, _HIGHEST_DPI = 99, 1300
_A4 = 8.27  # inches


def read_image(data: bytes, source: str, sha256: str, ocr: Ocr) -> Reading:
    """Read pictures of pages; the parameters are those of ``extract.read.read``.

    Raises ReadError for a file that is damaged, too small for a page or too large to be
    opened, for one without any text, and where tesseract is not installed.
    """
    from PIL import Image

    try:
        picture = Image.open(io.BytesIO(data), formats=_FORMATS)
        kind, count = str(picture.format).lower(), int(getattr(picture, "n_frames", 1))
    except Image.DecompressionBombError as error:
        raise _too_large(source) from error
    except Exception as error:  # Pillow raises whatever its decoders raise
        raise _damaged(source) from error
    with picture:
        _check(picture, count, source)
        damaged: list[int] = []
        blank = _blank()

        def raster_of(number: int) -> Raster:
            try:
                return _raster(picture, number)
            except Exception:
                damaged.append(number)
                return blank

        scans = read_scans(range(1, count + 1), raster_of, ocr)
    scans.blank = [number for number in scans.blank if number not in damaged]
    if not scans.pages:
        raise _damaged(source) if damaged else scans.refusal(source)
    pages = [scans.pages[number] for number in sorted(scans.pages)]
    reading = read_pages(pages, source, sha256, count)
    problems = [*scans.problems(), *([_damaged_pages(damaged)] if damaged else [])]
    form = {"mpo": "jpeg"}.get(kind, kind)
    return replace(reading, format=form, ocr=scans.how, problems=tuple(problems))


def _check(picture: Image.Image, count: int, source: str) -> None:
    if min(picture.size) < SMALLEST:
        size = f"{picture.width} x {picture.height}"
        raise ReadError(
            f"{source}: ảnh quá nhỏ để là một trang văn bản ({size} điểm ảnh)",
            f"{source}: the picture is too small for a page ({size} pixels)",
        )
    if picture.width * picture.height > MOST_PIXELS or count > MOST_PAGES:
        raise _too_large(source)


def _raster(picture: Image.Image, number: int) -> Raster:
    """One page of the file, upright as its camera says, at a resolution that reads well."""
    import numpy as np
    from PIL import Image, ImageOps

    from extract.ocr_raster import MOST_PIXELS, raster, working_dpi

    picture.seek(number - 1)
    if picture.width * picture.height > MOST_PIXELS:
        raise ValueError("too large")
    native = _dpi(picture)
    page = ImageOps.exif_transpose(picture)
    if page.mode in ("RGBA", "LA", "PA") or "transparency" in page.info:
        page = page.convert("RGBA")
        white = Image.new("RGBA", page.size, "white")
        page = Image.alpha_composite(white, page)
    page = page.convert("RGB")
    dpi = working_dpi(native)
    area = page.width * page.height / native**2
    if area * dpi * dpi > MOST_PIXELS:
        dpi = max(40, int((MOST_PIXELS / area) ** 0.5))
    if dpi != native:
        size = (round(page.width * dpi / native), round(page.height * dpi / native))
        page = page.resize(size, Image.Resampling.LANCZOS if dpi > native else Image.Resampling.BOX)
    return raster(np.asarray(page), dpi, native)


def _dpi(picture: Image.Image) -> int:
    """The resolution as stated, or such that the page is as wide as an A4 sheet."""
    stated = picture.info.get("dpi", (0, 0))
    try:
        own = round(float(stated[0]))
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        own = 0
    if _LOWEST_DPI <= own <= _HIGHEST_DPI:
        return own
    return max(50, round(min(picture.size) / _A4))


def _blank() -> Raster:
    import numpy as np

    from extract.ocr_raster import Raster

    return Raster(np.full((SMALLEST, SMALLEST), 255, np.uint8), 200, 200)


def _damaged(source: str) -> ReadError:
    return ReadError(
        f"{source}: tệp ảnh bị hỏng hoặc bị cắt cụt, không mở được",
        f"{source}: the picture is damaged or truncated, cannot open it",
    )


def _too_large(source: str) -> ReadError:
    return ReadError(
        f"{source}: ảnh quá lớn (trên {MOST_PIXELS // 1_000_000} triệu điểm ảnh hoặc "
        f"{MOST_PAGES} trang), không mở để tránh hết bộ nhớ",
        f"{source}: the picture is too large (over {MOST_PIXELS // 1_000_000} million pixels or "
        f"{MOST_PAGES} pages), not opened lest memory run out",
    )


def _damaged_pages(numbers: list[int]) -> Notice:
    from extract.wording import listed

    own = listed(numbers)
    return Notice(f"trang ảnh bị hỏng: {own}", f"damaged pictures: {own}")
