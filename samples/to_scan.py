"""Make scans of PDF samples, clean, poor and in colour: ``python -m samples.to_scan``.

What scanners and photocopiers do to a page is done to its picture: it lies askew, is
blurred, grainy, dusty, shaded and packed as JPEG; a red seal lies upon the text. The
same seed gives the same scan, so that tests and benchmarks have the same pages.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pypdfium2
from PIL import Image, ImageDraw, ImageFilter

HERE = Path(__file__).parent
_POINTS = 72
Colours = npt.NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class Scanner:
    """What one scanner does to a page.

    ``angle`` is by how many degrees pages lie askew at most, ``blur`` a radius in pixels,
    ``grain`` the spread of grey, ``dust`` specks on a page, ``shade`` how much darker the
    corner is (of 1), ``ink`` how black black is (0) or how worn (1), ``quality`` that of
    JPEG. ``seal``: a red seal is stamped on the last page.
    """

    dpi: int
    angle: float
    blur: float
    grain: float
    dust: int
    shade: float
    ink: float
    quality: int
    colour: bool = False
    seal: bool = False


SCANNERS = {
    "clean": Scanner(200, 0.2, 0.4, 3, 10, 0.02, 0.05, 85),
    "poor": Scanner(200, 0.9, 0.9, 16, 150, 0.15, 0.25, 35),
    "grey": Scanner(100, 1.0, 0.4, 8, 20, 0.05, 0.1, 70, seal=True),
    "colour": Scanner(100, 0.4, 0.4, 4, 10, 0.04, 0.1, 75, colour=True, seal=True),
}


def scan(pdf: Path, scanner: Scanner, pages: Sequence[int] = ()) -> list[Image.Image]:
    """Pictures of the pages (all, or those of these numbers from 0) as scanned."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        chosen = list(pages) or list(range(len(document)))
        made = []
        for i in chosen:
            picture = document[i].render(scale=2 * scanner.dpi / _POINTS).to_pil().convert("RGB")
            small = picture.resize((picture.width // 2, picture.height // 2), Image.Resampling.BOX)
            if scanner.seal and i == chosen[-1]:
                small = _sealed(small, scanner.dpi)
            made.append(_scanned(small, scanner, seed=i))
        return made
    finally:
        document.close()


def as_pdf(pictures: Sequence[Image.Image], scanner: Scanner) -> bytes:
    """The pictures as a PDF of scans, one JPEG a page."""
    held = io.BytesIO()
    first, *rest = (picture.copy() for picture in pictures)
    first.save(
        held,
        "PDF",
        resolution=scanner.dpi,
        save_all=True,
        append_images=rest,
        quality=scanner.quality,
        creationDate=None,
        modDate=None,
    )
    return held.getvalue()


def _scanned(picture: Image.Image, scanner: Scanner, seed: int) -> Image.Image:
    chance = np.random.default_rng(seed)
    angle = scanner.angle * (0.5 + 0.5 * chance.random()) * (1 if seed % 2 else -1)
    turned = picture.rotate(angle, Image.Resampling.BICUBIC, fillcolor="white")
    soft = turned.filter(ImageFilter.GaussianBlur(scanner.blur))
    page: Colours = np.asarray(soft, np.float32)
    page = (
        page + (255 - page) * scanner.ink * (0.6 + 0.4 * chance.random(page.shape[:2]))[..., None]
    )
    height, width = page.shape[:2]
    across = np.linspace(0, 1, width)[None, :] * np.linspace(0.2, 1, height)[:, None]
    page = page * (1 - scanner.shade * across)[..., None]
    page = page + chance.normal(0, scanner.grain, (height, width))[..., None]
    page = _dusty(page, scanner, chance)
    made = Image.fromarray(np.clip(page, 0, 255).astype(np.uint8))
    held = io.BytesIO()
    (made if scanner.colour else made.convert("L")).save(held, "JPEG", quality=scanner.quality)
    held.seek(0)
    return Image.open(held)


def _dusty(page: Colours, scanner: Scanner, chance: np.random.Generator) -> Colours:
    height, width = page.shape[:2]
    for _ in range(scanner.dust):
        y, x = int(chance.integers(0, height - 3)), int(chance.integers(0, width - 3))
        size = int(chance.integers(1, max(2, scanner.dpi // 80) + 1))
        page[y : y + size, x : x + size] = chance.integers(20, 120)
    return page


def _sealed(picture: Image.Image, dpi: int) -> Image.Image:
    """A round red seal of 36 mm over the lower right of the page, as NĐ 30/2020 has it."""
    size = round(36 / 25.4 * dpi)
    seal = Image.new("RGBA", (size, size), (0, 0, 0, 0))
    draw = ImageDraw.Draw(seal)
    red = (205, 30, 45, 200)
    draw.ellipse((1, 1, size - 2, size - 2), outline=red, width=max(2, dpi // 40))
    inner = size // 6
    draw.ellipse((inner, inner, size - inner, size - inner), outline=red, width=max(1, dpi // 80))
    middle = size / 2
    star = [
        (
            middle + (size / 5 if n % 2 == 0 else size / 12) * math.sin(n * math.pi / 5),
            middle - (size / 5 if n % 2 == 0 else size / 12) * math.cos(n * math.pi / 5),
        )
        for n in range(10)
    ]
    draw.polygon(star, fill=red)
    page = picture.convert("RGBA")
    place = (round(0.52 * page.width), round(0.38 * page.height))
    page.alpha_composite(seal, place)
    return page.convert("RGB")
