"""Pages of scans as grey pictures: PDF pages and images, their ink and their size.

Coloured ink (seals, signatures) is dropped where it does not lie on black ink.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Gray = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]

POINTS = 72.0
# Tesseract's models want capitals 25-35 pixels high; measured in docs/benchmarks.md.
_COARSE, _FINE = 190, 320
_WANTED = 300
#: Pixels of a page that is read; larger ones are read at a lower resolution.
MOST_PIXELS = 25_000_000  # A3 at 300 dpi is 17 million
# Ink is coloured where its channels differ by this much (of 255); scanners tint black a little.
_COLOURED = 60
# Of coloured ink this percentage is darker than what counts as the ink alone: it lies on black.
_INK_SHARE = 40
# Its shade varies by a tenth; black under ink that covers it is a fifth darker than the ink.
_INK_ALONE, _DEEPER = 0.92, 5.0


@dataclass(frozen=True, slots=True)
class Raster:
    """One page as a grey picture, 0 black and 255 white.

    ``dpi`` is its resolution; ``red`` the coloured ink that was dropped from it, None
    where there was none worth a look. ``scanned_dpi`` is the resolution of the scan itself.
    """

    gray: Gray
    dpi: int
    scanned_dpi: int
    red: Gray | None = None


def page_raster(page: Any, native: int, pixels: int = 0) -> Raster:
    """A pypdfium2 page as a picture; ``native`` is the resolution of its scan, 0 if unknown.

    ``pixels`` is the width of the scan where it fills the page: if it must be enlarged, it is
    drawn pixel for pixel first, as pdfium enlarges by blurring.
    """
    width, height = page.get_size()
    dpi = working_dpi(native)
    area = width * height / POINTS**2
    if area * dpi * dpi > MOST_PIXELS:
        dpi = max(40, int((MOST_PIXELS / area) ** 0.5))
    enlarged = bool(pixels) and native < dpi
    scale = pixels / width if enlarged else dpi / POINTS
    picture = page.render(scale=scale, may_draw_forms=False, draw_annots=False)
    colours = picture.to_numpy()[:, :, :3]
    if enlarged:
        from PIL import Image

        size = round(width * dpi / POINTS), round(height * dpi / POINTS)
        own = Image.fromarray(np.ascontiguousarray(colours))
        colours = np.asarray(own.resize(size, Image.Resampling.LANCZOS))
    return raster(colours, dpi, native or dpi)


def working_dpi(native: int) -> int:
    """The resolution to read a scan at: its own where that is good, else 300.

    >>> working_dpi(0), working_dpi(100), working_dpi(200), working_dpi(600)
    (300, 300, 200, 300)
    """
    return native if _COARSE <= native <= _FINE else _WANTED


def raster(colours: npt.NDArray[np.uint8], dpi: int, scanned_dpi: int) -> Raster:
    """A picture with three channels (in any order) as grey, its coloured ink apart."""
    high, low = colours.max(axis=2), colours.min(axis=2)
    spread = high - low
    coloured = spread > _COLOURED
    if not coloured.any():
        return Raster(np.ascontiguousarray(colours[:, :, 1]), dpi, scanned_dpi)
    red = np.where(coloured, low, 255).astype(np.uint8)
    return Raster(_without_colour(colours, high, spread), dpi, scanned_dpi, red)


def _without_colour(colours: npt.NDArray[np.uint8], high: Gray, spread: Gray) -> Gray:
    """The picture with coloured ink as white as paper, and what lies under it still dark.

    In its lightest channel the ink of a seal is a light grey, not white, and would be read as
    strokes; black under it is no more than a darker grey. So where ink of one colour lies that
    grey is made white, and what is darker is made much darker.
    """
    gray = high.copy()
    strong = spread > _COLOURED
    lightest = colours.argmax(axis=2)
    for channel in range(3):
        own = strong & (lightest == channel)
        if not own.any():
            continue
        level = float(np.percentile(high[own], _INK_SHARE))
        near = sums(own, 5, 5) > 0  # with the blurred edges of its strokes
        share = gray[near].astype(np.float32) / max(level, 1.0)
        darker = 1.0 - _DEEPER * (_INK_ALONE - share)
        gray[near] = np.clip(255 * darker, 0, 255).astype(np.uint8)
    return gray


def paper(gray: Gray) -> Gray:
    """The picture on even white paper: shadows go, and the grain of the paper.

    The grain matters: a cell cut out of it and set on white is misread at its edges.
    """
    size = 32
    rows, columns = -(-gray.shape[0] // size), -(-gray.shape[1] // size)
    padded = np.pad(
        gray, ((0, rows * size - gray.shape[0]), (0, columns * size - gray.shape[1])), mode="edge"
    )
    tiles = padded.reshape(rows, size, columns, size)
    light = np.percentile(tiles, 80, axis=(1, 3)).astype(np.float32)
    light = _widest(light)
    light = np.maximum(np.median(light) * 0.6, light)  # a dark picture is no paper
    wide = np.repeat(np.repeat(light, size, axis=0), size, axis=1)
    wide = wide[: gray.shape[0], : gray.shape[1]]
    even = gray.astype(np.float32) * (255.0 / np.maximum(wide, 1.0))
    flat = np.minimum(even, 255).astype(np.uint8)
    level = (ink_level(flat) + 255) // 2  # half way from the edge of the ink to white
    return np.where(flat > level, 255, flat).astype(np.uint8)


def _widest(tiles: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Each tile as light as the lightest of its neighbours: text darkens tiles."""
    wide = np.pad(tiles, 1, mode="edge")
    views = [
        wide[i : i + tiles.shape[0], j : j + tiles.shape[1]] for i in range(3) for j in range(3)
    ]
    return np.max(views, axis=0)  # type: ignore[no-any-return]


def ink_level(gray: Gray) -> int:
    """The grey below which a pixel is ink (Otsu's method)."""
    counts = np.bincount(gray.reshape(-1), minlength=256).astype(np.float64)
    total = counts.sum()
    below = np.cumsum(counts)
    mass = np.cumsum(counts * np.arange(256))
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = (mass[-1] * below / total - mass) ** 2 / (below * (total - below))
    best = int(np.nanargmax(np.where(np.isfinite(spread), spread, -1)))
    return min(max(best, 60), 200)


def sums(mask: Mask, height: int, width: int) -> npt.NDArray[np.int32]:
    """For each pixel the ink in the window of odd ``height`` and ``width`` around it."""
    counts: npt.NDArray[np.int32] = mask.astype(np.int32)
    for axis, size in ((0, height), (1, width)):
        if size == 1:
            continue
        half = size // 2
        ends = [(0, 0), (0, 0)]
        ends[axis] = (half + 1, half)
        running = np.pad(counts, ends).cumsum(axis=axis, dtype=np.int32)
        head, tail = [slice(None), slice(None)], [slice(None), slice(None)]
        head[axis], tail[axis] = slice(size, None), slice(None, -size)
        counts = running[tuple(head)] - running[tuple(tail)]
    return counts


def without_specks(gray: Gray, dpi: int) -> Gray:
    """The picture without lone specks of dust.

    A speck is a few pixels with nothing near: dots and commas stand closer to their
    letters than that.
    """
    ink = gray < ink_level(gray)
    around = 2 * round(dpi * 0.05) + 1
    most = max(4, round((dpi * 0.02) ** 2))
    lone = ink & (sums(ink, around, around) <= most)
    if not lone.any():
        return gray
    grown = sums(lone, 5, 5) > 0
    return np.where(grown & (sums(ink & ~lone, 5, 5) == 0), 255, gray).astype(np.uint8)
