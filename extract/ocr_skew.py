"""A page set straight: the angle of its lines, and the way back to the page as it was."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from extract.ocr_raster import Gray, Mask, ink_level
from solieu.model import Box

_WIDEST = 4.0  # degrees a sheet lies askew in a feeder
_STEP = 0.05
# A tenth of a degree moves a line by one pixel in 573: tesseract does not mind.
_STRAIGHT = 0.08


@dataclass(frozen=True, slots=True)
class Turn:
    """How an upright picture lies on the page it was made from.

    ``quarter`` is by how many degrees (0, 90, 180, 270) the page was turned clockwise,
    ``angle`` by how many more it was turned clockwise about its middle; ``width`` and
    ``height`` are those of the upright picture. ``scale`` is points per pixel.
    """

    quarter: int
    angle: float
    width: int
    height: int
    scale: float

    def box(self, x0: float, top: float, x1: float, bottom: float) -> Box:
        """A rectangle of the upright picture as it lies on the page, in points."""
        corners = [self._back(x, y) for x in (x0, x1) for y in (top, bottom)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return Box(*(round(v * self.scale, 2) for v in (min(xs), min(ys), max(xs), max(ys))))

    def _back(self, x: float, y: float) -> tuple[float, float]:
        cosine, sine = math.cos(math.radians(self.angle)), math.sin(math.radians(self.angle))
        u, v = x - self.width / 2, y - self.height / 2
        x, y = u * cosine + v * sine + self.width / 2, v * cosine - u * sine + self.height / 2
        if self.quarter == 90:  # the page's left edge was turned to the top
            return y, self.width - x
        if self.quarter == 180:
            return self.width - x, self.height - y
        if self.quarter == 270:
            return self.height - y, x
        return x, y


def straightened(gray: Gray, quarter: int, scale: float) -> tuple[Gray, Turn]:
    """The picture turned clockwise by ``quarter`` degrees and its lines made level."""
    turned = np.ascontiguousarray(np.rot90(gray, -quarter // 90)) if quarter else gray
    angle = skew(turned)
    height, width = turned.shape
    if abs(angle) > _STRAIGHT:
        from PIL import Image

        picture = Image.fromarray(turned)
        # Pillow turns against the clock.
        turned = np.asarray(picture.rotate(-angle, Image.Resampling.BICUBIC, fillcolor=255))
    else:
        angle = 0.0
    return turned, Turn(quarter, angle, width, height, scale)


def turned(mask: Mask, turn: Turn) -> Mask:
    """A mask of the page as it was, on the upright picture that ``turn`` tells of."""
    from PIL import Image

    upright = np.ascontiguousarray(np.rot90(mask, -turn.quarter // 90))
    picture = Image.fromarray(upright.astype(np.uint8) * 255)
    return np.asarray(picture.rotate(-turn.angle, Image.Resampling.NEAREST)) > 0


def skew(gray: Gray) -> float:
    """By how many degrees a picture must be turned clockwise for its lines to be level.

    The rows of ink are most unequal when lines are level: the angle is sought that makes
    the squares of their sums largest.
    """
    step = max(1, round(max(gray.shape) / 1200))
    small = gray[: gray.shape[0] // step * step, : gray.shape[1] // step * step]
    small = small.reshape(small.shape[0] // step, step, -1, step).min(axis=(1, 3))
    ys, xs = np.nonzero(small < ink_level(gray))
    if len(ys) < 200:
        return 0.0
    if len(ys) > 60_000:
        keep = np.linspace(0, len(ys) - 1, 60_000).astype(np.int64)
        ys, xs = ys[keep], xs[keep]
    best = _best(ys, xs, np.arange(-_WIDEST, _WIDEST + 0.01, 0.25))
    best = _best(ys, xs, np.arange(best - 0.25, best + 0.26, _STEP))
    if abs(best) > _WIDEST - 0.1:  # nothing level within reach: a picture, no text
        return 0.0
    return round(best, 2)


def _best(
    ys: npt.NDArray[np.int64], xs: npt.NDArray[np.int64], angles: npt.NDArray[np.float64]
) -> float:
    scores = []
    for angle in angles:
        rows = np.round(ys + xs * math.tan(math.radians(float(angle)))).astype(np.int64)
        counts = np.bincount(rows - rows.min())
        scores.append(float((counts.astype(np.float64) ** 2).sum()))
    return float(angles[int(np.argmax(scores))])
