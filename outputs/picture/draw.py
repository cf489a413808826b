"""One panel onto one pair of axes of matplotlib.

Floats are places on the picture only; every number that is written is made from the exact
value. Nothing depends on a clock, a random number or the fonts of the machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from normalize.areas import REFORM
from normalize.series import OLD_TERRITORY
from outputs.picture.calendar import day_name, end, middle, ticks
from outputs.picture.panels import Panel, Spot, Stretch, authority
from outputs.scales import Scale, grouped, scale_of
from solieu.messages import Lang, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Colours that are told apart in print and by people who see few.
BLUE, RED, GREY, OLD, INK = "#1F5A8C", "#B5442E", "#8A8F98", "#6E7F93", "#22272E"
_PAPER, _GRID = "#FFFFFF", "#E4E7EB"

#: An axis may leave out zero for more values than this, all above this part of the largest.
_FEW, _CLOSE = 3, Decimal("0.75")

_MONTHS = {"M": 1, "Q": 3, "S": 6, "A": 12}


@dataclass(frozen=True, slots=True)
class Look:
    """Sizes of one kind of picture: points of text and lines, marks along an axis."""

    text: float
    line: float
    marker: float
    ticks: int
    labels: bool  # whether single values, breaks and plans are named on the picture


LARGE = Look(text=9, line=1.8, marker=5.5, ticks=14, labels=True)
SMALL = Look(text=7, line=1.3, marker=3, ticks=6, labels=False)


def draw(axes: Axes, panel: Panel, lang: Lang, look: Look) -> Scale:
    """Draw ``panel`` and give the scale of its value axis."""
    scale = scale_of(panel.values, panel.row.unit, lang)
    _frame(axes, look)
    _plans(axes, panel, scale, look)
    for stretch in panel.stretches:
        _revisions(axes, panel, stretch, scale, look)
        _line(axes, panel, stretch, scale, look)
    _time_axis(axes, panel, lang, look)
    _value_axis(axes, panel, scale, look)
    _break(axes, panel, lang, look)
    if look.labels:
        _last_value(axes, panel, scale, look)
    return scale


def legend_of(panel: Panel, lang: Lang) -> list[tuple[str, str]]:
    """What has to be explained on a picture of ``panel``: kind of mark, its name."""
    spots = panel.spots
    named = []
    if any(not spot.estimated for spot in spots):
        named.append(("final", say("plot.final", lang)))
    if any(spot.estimated for spot in spots):
        named.append(("estimate", say("plot.estimate", lang)))
    if any(spot.earlier for spot in (*spots, *panel.plans)):
        named.append(("earlier", say("plot.earlier", lang)))
    if panel.plans:
        named.append(("plan", say("plot.plan", lang)))
    if any(spot.row.area.endswith(OLD_TERRITORY) for spot in spots):
        named.append(("old", say("plot.old", lang)))
    return [] if [kind for kind, _ in named] == ["final"] else named


# --- marks --------------------------------------------------------------------


def _x(panel: Panel, spot: Spot) -> float:
    """Single periods stand in their middle, running totals and "as of" at their end."""
    if panel.kind == "running" or spot.first is None:
        return end(spot.last)
    return middle(spot.first, spot.last)


def _y(value: Decimal, scale: Scale) -> float:
    return float(scale.scaled(value))


def _colour(spot: Spot) -> str:
    return OLD if spot.row.area.endswith(OLD_TERRITORY) else BLUE


def _line(axes: Axes, panel: Panel, stretch: Stretch, scale: Scale, look: Look) -> None:
    at = [_x(panel, spot) for spot in stretch]
    heights = [_y(spot.row.value, scale) for spot in stretch]
    colour = _colour(stretch[0])
    axes.plot(at, heights, color=colour, linewidth=look.line, zorder=3, solid_capstyle="round")
    for filled in (True, False):
        spots = [n for n, spot in enumerate(stretch) if spot.estimated != filled]
        axes.plot(
            [at[n] for n in spots],
            [heights[n] for n in spots],
            linestyle="none",
            marker="o",
            markersize=look.marker,
            markerfacecolor=colour if filled else _PAPER,
            markeredgecolor=colour,
            markeredgewidth=look.line * 0.75,
            clip_on=False,
            zorder=4,
        )


def _revisions(axes: Axes, panel: Panel, stretch: Stretch, scale: Scale, look: Look) -> None:
    """What earlier reports said, tied to what the newest says."""
    for spot in stretch:
        if not spot.earlier:
            continue
        at = _x(panel, spot)
        heights = [_y(row.value, scale) for row in (*spot.earlier, spot.row)]
        axes.plot([at] * len(heights), heights, color=GREY, linewidth=look.line * 0.6, zorder=2)
        axes.plot(
            [at] * (len(heights) - 1),
            heights[:-1],
            linestyle="none",
            marker="D",
            markersize=look.marker * 0.7,
            markerfacecolor=_PAPER,
            markeredgecolor=GREY,
            markeredgewidth=look.line * 0.6,
            zorder=2.5,
        )


def _plans(axes: Axes, panel: Panel, scale: Scale, look: Look) -> None:
    """A target as a line over the days that it is for; what it was before, paler."""
    for spot in panel.plans:
        first = spot.first or spot.last
        days = [first.toordinal(), end(spot.last)]
        for row in spot.earlier:
            height = [_y(row.value, scale)] * 2
            axes.plot(days, height, color=RED, linewidth=look.line * 0.6, alpha=0.45,
                      linestyle=(0, (2, 2)), zorder=1.8)  # fmt: skip
        height = [_y(spot.row.value, scale)] * 2
        axes.plot(days, height, color=RED, linewidth=look.line * 0.8,
                  linestyle=(0, (5, 2.5)), zorder=2)  # fmt: skip
    if look.labels:
        for spot in _named_plans(panel):
            told = short(spot.row.value, scale)
            whose = authority(spot.row)
            axes.annotate(
                f"{told} ({whose})" if whose else told,
                ((spot.first or spot.last).toordinal(), _y(spot.row.value, scale)),
                xytext=(3, 3),
                textcoords="offset points",
                color=RED,
                fontsize=look.text - 1,
                zorder=5,
            )


def _named_plans(panel: Panel) -> Iterator[Spot]:
    """Not every month of a plan gets its number: only where the number changes."""
    before: Spot | None = None
    for spot in panel.plans:
        same = before and authority(before.row) == authority(spot.row)
        if not (same and before and before.row.value == spot.row.value):
            yield spot
        before = spot


def _last_value(axes: Axes, panel: Panel, scale: Scale, look: Look) -> None:
    """The newest figure in numbers, to its right."""
    spot = max(panel.spots, key=lambda one: one.last)
    axes.annotate(
        short(spot.row.value, scale),
        (_x(panel, spot), _y(spot.row.value, scale)),
        xytext=(7, 0),
        textcoords="offset points",
        va="center",
        color=_colour(spot),
        fontsize=look.text,
        fontweight="bold",
        zorder=6,
    )


def short(value: Decimal, scale: Scale) -> str:
    """A value for a label: four digits or all before the decimal sign, at most two behind it.

    >>> short(Decimal(25_803_456_000), Scale(9, "tỷ đồng", "vi"))
    '25,8'
    >>> short(Decimal("0.123456"), Scale(0, "", "vi")), short(Decimal(12345), Scale(0, "", "vi"))
    ('0,1235', '12.345')
    """
    scaled = scale.scaled(value)
    places = max(0, 3 - scaled.adjusted()) if scaled else 0
    return grouped(round(scaled, min(places, 4 if abs(scaled) < 1 else 2)), scale.lang)


# --- axes ---------------------------------------------------------------------


def _frame(axes: Axes, look: Look) -> None:
    axes.set_facecolor(_PAPER)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(GREY)
    axes.grid(axis="y", color=_GRID, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(axis="both", labelsize=look.text - 1, colors=INK, length=0, pad=4)
    axes.tick_params(axis="x", length=3, color=GREY)


def _time_axis(axes: Axes, panel: Panel, lang: Lang, look: Look) -> None:
    first, last = panel.days
    months = _MONTHS.get(panel.frequency, 1)
    ends = panel.kind == "running" or panel.frequency == "as_of"
    marks = ticks(first, last, months, look.ticks, lang, ends=ends)
    axes.set_xticks([mark.day for mark in marks], [mark.name for mark in marks])
    margin = max((last - first).days * 0.02, 4 if months == 1 else 10)
    axes.set_xlim(first.toordinal() - margin, end(last) + margin * (3 if look.labels else 1))


def _value_axis(axes: Axes, panel: Panel, scale: Scale, look: Look) -> None:
    """Numbers as people write them, from zero unless ``cut_axis``."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    heights = [_y(value, scale) for value in panel.values]
    low, high = min(heights), max(heights)
    if not cut_axis(panel):
        low, high = min(low, 0.0), max(high, 0.0)
    room = (high - low) * 0.12 or max(abs(high) * 0.1, 1.0)
    axes.set_ylim(low - (0 if low == 0 else room), high + (0 if high == 0 and low < 0 else room))
    if low < 0 < high:
        axes.axhline(0, color=GREY, linewidth=0.9, zorder=1)
    axes.yaxis.set_major_locator(MaxNLocator(5 if look.labels else 3, steps=[1, 2, 2.5, 5, 10]))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda at, _: tick_name(at, scale.lang)))


def cut_axis(panel: Panel) -> bool:
    """Whether the axis leaves zero out: many values that lie close together far from it."""
    low, high = sorted(abs(value) for value in (min(panel.values), max(panel.values)))
    one_side = min(panel.values) * max(panel.values) > 0
    return one_side and len(panel.spots) > _FEW and low > high * _CLOSE


def tick_name(at: float, lang: Lang) -> str:
    """The number of a mark, whose float may carry noise in its last digits.

    >>> tick_name(0.30000000000000004, "vi"), tick_name(12500.0, "vi"), tick_name(-2.5, "en")
    ('0,3', '12.500', '-2.5')
    """
    return grouped(Decimal(format(at, ".10g")), lang)


def _break(axes: Axes, panel: Panel, lang: Lang, look: Look) -> None:
    """Where the territory of places changed, if the picture spans it."""
    first, last = panel.days
    if not first < REFORM <= last:
        return
    at = REFORM.toordinal()
    axes.axvline(at, color=INK, linewidth=0.9, linestyle=(0, (1, 2)), zorder=1)
    if look.labels:
        late = at > (first.toordinal() + end(last)) / 2  # then there is more room before it
        axes.annotate(
            say("plot.break", lang, day=day_name(REFORM, lang)),
            (at, 1),
            xycoords=("data", "axes fraction"),
            xytext=(-4 if late else 4, -2),
            textcoords="offset points",
            ha="right" if late else "left",
            va="top",
            fontsize=look.text - 1.5,
            color=INK,
        )


def handles(named: Iterable[tuple[str, str]], look: Look) -> list[object]:
    """Marks for a legend, in the order of ``named``."""
    from matplotlib.lines import Line2D

    return [
        Line2D([], [], label=name, markersize=look.marker, linewidth=look.line, **_MARKS[kind])
        for kind, name in named
    ]


_MARKS: dict[str, dict[str, Any]] = {
    "final": {"color": BLUE, "marker": "o"},
    "estimate": {"color": BLUE, "marker": "o", "markerfacecolor": _PAPER},
    "earlier": {"color": GREY, "marker": "D", "markerfacecolor": _PAPER, "linestyle": "none"},
    "plan": {"color": RED, "linestyle": (0, (5, 2.5))},
    "old": {"color": OLD, "marker": "o"},
}
