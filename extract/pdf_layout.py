"""What is regular in a PDF's layout: text size, margins, distance of lines."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from extract.pdf_lines import Line
from extract.pdf_page import Page

# A margin is where this share of the lines begins or ends, within the spread of glyph
# edges at a justified margin (measured: 541.1-545.0 pt at 14 pt).
_LEFT_SHARE, _RIGHT_SHARE = 0.10, 0.15
_SPREAD = 4.0
_FEWEST = 3.0
_GAP = 0.15  # of the text size: a smaller one is the spread of line distances
_MOST = 0.9
# Too few lines show no right margin; 15-20 mm is the rule (Nghị định 30/2020/NĐ-CP).
_FEW_LINES = 12
_RIGHT_MARGIN = 57.0
_Format = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Margins:
    """Left and right ends of the text on pages of one format, in points."""

    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Layout:
    """Regular measures of one document. ``size`` is that of the body text, in points.

    ``gapped``: paragraphs stand further apart than lines.
    """

    size: float
    margins: dict[_Format, Margins] = field(default_factory=dict)
    leadings: dict[int, float] = field(default_factory=dict)
    gapped: bool = False

    def of(self, page: Page) -> Margins:
        """The margins of a page."""
        return self.margins.get(_format(page)) or Margins(0.0, page.width)

    def leading(self, size: float) -> float:
        """Distance of baselines within a paragraph set in this size."""
        return self.leadings.get(round(size)) or 1.3 * size  # single spacing of Word: 1.15-1.35


def layout_of(pages: Sequence[Page]) -> Layout:
    """Measure a document; tables are left out."""
    signs: Counter[float] = Counter()
    lines: dict[_Format, list[Line]] = defaultdict(list)
    for page in pages:
        own = [item for item in page.items if isinstance(item, Line)]
        lines[_format(page)] += own
        for line in own:
            signs[round(line.size * 2) / 2] += len(line.text)
    margins = {key: _margins(own, key[0]) for key, own in lines.items() if own}
    size = signs.most_common(1)[0][0] if signs else 0.0
    leadings = _leadings(pages, margins)
    return Layout(size, margins, leadings, _is_gapped(pages, margins, size, leadings))


def _format(page: Page) -> _Format:
    return (round(page.width), round(page.height))


def _margins(lines: list[Line], width: float) -> Margins:
    starts = sorted(line.x0 for line in lines)
    ends = sorted(-line.x1 for line in lines)
    left = _first_cluster(starts, _LEFT_SHARE)
    right = -_first_cluster(ends, _RIGHT_SHARE)
    if len(lines) < _FEW_LINES:
        right = max(right, width - _RIGHT_MARGIN)
    return Margins(left, right)


def _first_cluster(values: list[float], share: float) -> float:
    """The middle of the first ascending values that enough of the others lie near."""
    enough = max(_FEWEST, share * len(values))
    last = 0
    for i, value in enumerate(values):
        while last < len(values) and values[last] <= value + _SPREAD:
            last += 1
        if last - i >= enough:
            return median(values[i:last])
    return values[0]


def _is_gapped(
    pages: Iterable[Page], margins: dict[_Format, Margins], size: float, leadings: dict[int, float]
) -> bool:
    """Whether a gap follows nearly every line that ends short of the margin."""
    if round(size) not in leadings:
        return False
    gaps: list[bool] = []
    for page in pages:
        place = margins.get(_format(page))
        for above, below in pairwise(page.items):
            if not (isinstance(above, Line) and isinstance(below, Line) and place):
                continue
            step = below.y - above.y
            same = round(above.size) == round(below.size) == round(size)
            if same and above.x1 < place.right - 5 * size and 0 < step < 4 * size:
                gaps.append(step > leadings[round(size)] + _GAP * size)
    return len(gaps) > 2 and sum(gaps) >= _MOST * len(gaps)


def _leadings(pages: Iterable[Page], margins: dict[_Format, Margins]) -> dict[int, float]:
    """Line distance by rounded size, from full lines followed by one at the margin."""
    steps: dict[int, list[float]] = defaultdict(list)
    for page in pages:
        place = margins.get(_format(page))
        for above, below in pairwise(page.items):
            if not (isinstance(above, Line) and isinstance(below, Line) and place):
                continue
            step = below.y - above.y
            full = above.x1 > place.right - above.size
            back = abs(below.x0 - place.left) < _SPREAD
            if full and back and 0.9 * above.size < step < 2.5 * above.size:
                steps[round(above.size)].append(step)
    return {size: median(own) for size, own in steps.items()}
