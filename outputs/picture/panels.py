"""What stands on a picture, before anything is drawn: exact values at days of the calendar.

A panel holds what may stand on one axis: one indicator, place, unit and price basis, in one
kind of period. What differs in any of these is another panel, so nothing is joined that
must not be. Within a panel figures before and after the reform of places stay apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Literal, NamedTuple

from extract.fold import fold
from normalize.periods import bounds, following
from normalize.series import OLD_TERRITORY, SeriesRow

#: What a panel shows: figures of single periods, or added up from a common first day.
Kind = Literal["periods", "running"]

#: Measures that are the indicator itself and stand on one axis; each other has its own.
_LEVEL = frozenset({"actual", "estimate", "rate", "plan"})

#: Kinds of period that add up from one day on, with the shorter ones that begin there too.
_ADDING = frozenset({"cumulative", "range"})
_REGULAR = frozenset({"M", "Q", "S", "A"})

#: What adds up over such periods: the indicator itself, and how much of its plan is reached.
_RUNNING = frozenset({"", "pct_of_plan"})

_ORDER = {
    name: n for n, name in enumerate(("M", "Q", "S", "A", "range", "cumulative", "as_of", "D"))
}
_FAMILIES = {name: n for n, name in enumerate(("", "share", "pct_of_plan", "change", "index"))}


@dataclass(frozen=True, slots=True)
class Spot:
    """What is known of one period: ``row`` is the newest figure, ``earlier`` those before
    it that say something else, the oldest first."""

    row: SeriesRow
    earlier: tuple[SeriesRow, ...]

    @property
    def first(self) -> date | None:
        """The first day of the period; None for "as of"."""
        return bounds(self.row.period).first

    @property
    def last(self) -> date:
        """The last day of the period."""
        return bounds(self.row.period).last

    @property
    def estimated(self) -> bool:
        """Whether the newest figure is none that was final when it was written."""
        return self.row.measure == "estimate" or self.row.obs_status in ("E", "P")


#: Figures that follow each other without a gap: what a line may join.
Stretch = tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """One pair of axes. ``stretches`` are the lines, ``plans`` the targets beside them."""

    kind: Kind
    family: str  # "" for the indicator itself, else the measure shown
    frequency: str  # of the figures; "" where several add up
    stretches: tuple[Stretch, ...]
    plans: tuple[Spot, ...]

    @property
    def row(self) -> SeriesRow:
        """Any figure, for what all have in common."""
        return (*(spot for stretch in self.stretches for spot in stretch), *self.plans)[0].row

    @property
    def spots(self) -> tuple[Spot, ...]:
        """All figures but the plans, in time."""
        return tuple(spot for stretch in self.stretches for spot in stretch)

    @property
    def values(self) -> list[Decimal]:
        """Every value that is drawn."""
        spots = (*self.spots, *self.plans)
        return [row.value for spot in spots for row in (spot.row, *spot.earlier)]

    @property
    def rows(self) -> list[SeriesRow]:
        """Every figure that is drawn, by time and vintage."""
        spots = sorted((*self.spots, *self.plans), key=lambda one: (one.last, one.row.period))
        return [row for spot in spots for row in (*spot.earlier, spot.row)]

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day that is drawn."""
        spots = (*self.spots, *self.plans)
        return min(one.first or one.last for one in spots), max(one.last for one in spots)


class _Axis(NamedTuple):
    """What figures must have in common to stand on one pair of axes."""

    name: str
    area: str
    family: str
    compare_to: str
    unit: str
    price_basis: str
    authority: str  # of what is measured against a plan; plans stand beside their figures


def panels(rows: Iterable[SeriesRow]) -> tuple[Panel, ...]:
    """All panels for these rows: the indicator itself before its percentages, months first."""
    together: dict[_Axis, list[SeriesRow]] = defaultdict(list)
    for row in rows:
        together[_axis(row)].append(row)
    found = []
    for axis, held in together.items():
        running = _running(axis, held)
        added = {id(row) for panel in running for row in panel.rows}
        # What adds up is drawn as such; what does not, like the 16th to the 15th, by itself.
        alone = [row for row in held if row.frequency not in _ADDING or id(row) not in added]
        several = [*_of_periods(axis, alone), *running]
        found += [((axis.name, axis.area, *_rank(axis, panel)), panel) for panel in several]
    return tuple(panel for _, panel in sorted(found, key=lambda one: one[0]))


def _rank(axis: _Axis, panel: Panel) -> tuple[object, ...]:
    family = _FAMILIES.get(axis.family, len(_FAMILIES))
    order = _ORDER.get(panel.frequency, 0)
    basis = axis.unit, axis.price_basis, axis.authority
    return family, axis.compare_to, *basis, panel.kind, order


def plain_name(row: SeriesRow) -> str:
    """The indicator's name without the authority of a plan.

    Such an authority stands last, in brackets.
    """
    name = row.indicator
    return name.rpartition(" [")[0] if name.endswith("]") and " [" in name else name


def authority(row: SeriesRow) -> str:
    """Whose plan it is, where the name says so; else empty."""
    name = row.indicator
    return name.rpartition(" [")[2][:-1] if name.endswith("]") and " [" in name else ""


def _axis(row: SeriesRow) -> _Axis:
    return _Axis(
        name=row.indicator_id or fold(plain_name(row)),
        area=row.area.removesuffix(OLD_TERRITORY),
        family="" if row.measure in _LEVEL else row.measure,
        compare_to=row.compare_to,
        unit=row.unit,
        price_basis=row.price_basis,
        authority="" if row.measure == "plan" else authority(row),
    )


def worth_drawing(found: Sequence[Panel]) -> tuple[Panel, ...]:
    """Without the panels whose every figure stands in a finer or a running one as well."""
    seen: set[str] = set()
    kept = []
    for panel in sorted(found, key=lambda one: one.kind != "running"):
        figures = {spot.row.observation_id for spot in panel.spots}
        if not figures <= seen or panel.frequency == "M":
            kept.append(panel)
        if panel.kind == "running":
            seen |= figures
    return tuple(panel for panel in found if panel in kept)


# --- figures of single periods --------------------------------------------------


def _of_periods(axis: _Axis, rows: Sequence[SeriesRow]) -> Iterable[Panel]:
    by_frequency: dict[str, list[SeriesRow]] = defaultdict(list)
    for row in rows:
        by_frequency[row.frequency].append(row)
    for frequency, held in by_frequency.items():
        stretches = [
            stretch
            for area in sorted({row.area for row in held})
            for stretch in _joined(_spots(_figures(held, area)), frequency)
        ]
        if stretches:
            yield Panel("periods", axis.family, frequency, tuple(stretches), _plans(held))


def _figures(rows: Iterable[SeriesRow], area: str) -> list[SeriesRow]:
    return [row for row in rows if row.measure != "plan" and row.area == area]


def _plans(rows: Iterable[SeriesRow]) -> tuple[Spot, ...]:
    """The targets, those of each authority apart."""
    held: dict[tuple[str, str], list[SeriesRow]] = defaultdict(list)
    for row in rows:
        if row.measure == "plan":
            held[row.area, authority(row)].append(row)
    return tuple(spot for _, plan in sorted(held.items()) for spot in _spots(plan))


def _spots(rows: Iterable[SeriesRow]) -> list[Spot]:
    """One spot for each period, in time: an estimate is an earlier vintage of its actual."""
    by_period: dict[str, list[SeriesRow]] = defaultdict(list)
    for row in rows:
        by_period[row.period].append(row)
    spots = []
    for period in sorted(by_period, key=_in_time):
        *before, newest = sorted(by_period[period], key=_published)
        values = {newest.value}
        earlier = []
        for row in reversed(before):
            if row.value not in values:
                values.add(row.value)
                earlier.append(row)
        spots.append(Spot(newest, tuple(reversed(earlier))))
    return spots


def _published(row: SeriesRow) -> tuple[date, bool, int]:
    """When it was said; of one report the actual figure counts as the newer one."""
    day = bounds(row.vintage).last if row.vintage else date.min
    return day, row.measure != "estimate", row.revision


def _in_time(period: str) -> tuple[date, str]:
    return bounds(period).last, period


def _joined(spots: Sequence[Spot], frequency: str) -> Iterable[Stretch]:
    """Cut where a period is missing; what has no next period is never joined."""
    stretch: list[Spot] = []
    for spot in spots:
        if stretch and following(stretch[-1].row.period) != spot.row.period:
            yield tuple(stretch)
            stretch = []
        stretch.append(spot)
    if stretch:
        yield tuple(stretch)


# --- figures that add up ----------------------------------------------------------


def _running(axis: _Axis, rows: Sequence[SeriesRow]) -> list[Panel]:
    """What is added up from one first day on: a line for each such day.

    Drawn only where a report adds up: months alone are no running total.
    """
    if axis.family not in _RUNNING:
        return []
    starts: dict[tuple[str, date], list[SeriesRow]] = defaultdict(list)
    for row in rows:
        first = bounds(row.period).first
        if first and row.frequency in _ADDING | _REGULAR:
            starts[row.area, first].append(row)
    stretches: list[Stretch] = []
    plans: list[Spot] = []
    for (area, _), held in sorted(starts.items()):
        spots = _spots(_figures(held, area))
        if len(spots) > 1 and any(spot.row.frequency in _ADDING for spot in spots):
            stretches += _monthly(spots)
            plans += _plans(held)
    if not stretches:
        return []
    return [Panel("running", axis.family, "", tuple(stretches), tuple(plans))]


def _monthly(spots: Sequence[Spot]) -> Iterable[Stretch]:
    """Cut where more than the usual time lies between two ends."""
    steps = [(after.last - spot.last).days for spot, after in pairwise(spots)]
    usual = min(steps) * 1.5
    stretch = [spots[0]]
    for spot, step in zip(spots[1:], steps, strict=True):
        if step > usual:
            yield tuple(stretch)
            stretch = []
        stretch.append(spot)
    yield tuple(stretch)
