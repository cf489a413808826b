"""Time series from many reports: every vintage of every cell, nothing joined silently.

A cell is one area, indicator, measure, comparison, plan authority, unit, price basis
and period. Monthly, cumulative and annual figures are different periods and so
different cells. A report that says a figure again adds a vintage, it replaces nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from normalize.areas import REFORM, unchanged_by_reform
from normalize.catalogue import catalogue
from normalize.indicators import usual_unit
from normalize.labels import normal, variants
from normalize.periods import Frequency, bounds, frequency
from solieu.model import CompareTo, Measure, Observation, ObsStatus, Recognition

#: Added to the area of figures about a territory that the reform changed.
OLD_TERRITORY = " (trước 01/7/2025)"

_AT_LEAST = frozenset({">", ">="})
_AT_MOST = frozenset({"<", "<="})


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """A row of series.csv: one cell as one report states it.

    ``vintage`` is the day of issue (or the part that is known), else the period of the
    report. ``revision`` counts the vintages of the cell from 1; ``latest`` marks the
    newest. ``indicator`` names the plan's authority in brackets where one is stated.
    """

    area: str
    indicator_id: str
    indicator: str
    measure: Measure
    compare_to: CompareTo
    frequency: Frequency
    period: str
    value: Decimal
    unit: str
    obs_status: ObsStatus
    price_basis: str
    vintage: str
    document_id: str
    observation_id: str
    revision: int
    latest: bool


class _Series(NamedTuple):
    area: str
    indicator_id: str
    label: str
    measure: Measure
    compare_to: CompareTo
    authority: str
    unit: str
    price_basis: str


class _Figure(NamedTuple):
    """One observation, in the order of publication."""

    published: tuple[date, str, str, str]
    place: int
    vintage: str
    value: Decimal
    observation: Observation


def build(recognitions: Sequence[Recognition]) -> tuple[SeriesRow, ...]:
    """All series of an archive, sorted; the order of the documents does not matter.

    Figures without a value or a period are left out, and so are the two ends of a
    range, which are no single number. A figure that a document repeats is one row.
    """
    wholes = _whole_areas(recognitions)
    cells: dict[_Series, dict[str, list[_Figure]]] = defaultdict(lambda: defaultdict(list))
    for recognition in recognitions:
        for (series, period), figure in _figures(recognition, wholes):
            cells[series][period].append(figure)
    rows: list[SeriesRow] = []
    for series in sorted(cells):
        name = _name(series, cells[series])
        for period in sorted(cells[series], key=_in_time):
            rows += _vintages(series, name, period, cells[series][period])
    return tuple(rows)


def _in_time(period: str) -> tuple[str, date, str]:
    return frequency(period), bounds(period).last, period


# --- one document ---------------------------------------------------------------


def _figures(
    recognition: Recognition, wholes: dict[str, str]
) -> Iterable[tuple[tuple[_Series, str], _Figure]]:
    """The cells that a document states, each once."""
    info = recognition.info
    vintage = info.issued or info.period
    stated: dict[tuple[_Series, str], list[tuple[int, Observation]]] = defaultdict(list)
    for place, one in enumerate(recognition.observations):
        if one.value is not None and one.period:
            stated[_series(one, vintage, wholes), one.period].append((place, one))
    for cell, repeats in stated.items():
        comparators = {one.comparator for _, one in repeats}
        if comparators & _AT_LEAST and comparators & _AT_MOST:
            continue
        place, one = min(repeats, key=_precision)
        assert one.value is not None  # sorted out above
        day = bounds(vintage).last if vintage else date.min
        published = (day, vintage, one.source, one.document_id)
        yield cell, _Figure(published, place, vintage, one.value, one)


def _precision(repeat: tuple[int, Observation]) -> tuple[bool, Decimal, int]:
    """The smallest last digit first, then the first in the document."""
    place, one = repeat
    resolution = one.resolution
    return resolution is None, Decimal(0) if resolution is None else resolution, place


def _series(one: Observation, vintage: str, wholes: dict[str, str]) -> _Series:
    known = catalogue().by_id.get(one.indicator_id)
    label = "" if known else _own_label(one)
    unit = usual_unit(one.unit, known) if known else one.unit
    return _Series(
        area=_territory(wholes.get(one.area, one.area), vintage),
        indicator_id=one.indicator_id,
        label=label,
        measure=one.measure,
        compare_to=one.compare_to,
        authority=normal(one.target_authority),
        unit=unit,
        price_basis=one.price_basis,
    )


def _own_label(one: Observation) -> str:
    """What joins a label without a catalogue entry over time: its words and its group's."""
    group = variants(one.group)[-1] if one.group else ""
    return f"{group}: {variants(one.indicator)[-1]}"


# --- places ----------------------------------------------------------------------


def _whole_areas(recognitions: Iterable[Recognition]) -> dict[str, str]:
    """ "phường X" -> "phường X, thành phố Y" where the archive knows only one Y."""
    uppers: dict[str, set[str]] = defaultdict(set)
    for recognition in recognitions:
        for area in {recognition.info.area, *(one.area for one in recognition.observations)}:
            place, comma, upper = area.partition(", ")
            if comma:
                uppers[place].add(upper)
    return {
        place: f"{place}, {next(iter(found))}" for place, found in uppers.items() if len(found) == 1
    }


def _territory(area: str, vintage: str) -> str:
    """The area, marked where a report from before the reform means another territory."""
    if not area or not vintage or bounds(vintage).last >= REFORM or unchanged_by_reform(area):
        return area
    return area + OLD_TERRITORY


# --- all documents -----------------------------------------------------------------


def _name(series: _Series, periods: dict[str, list[_Figure]]) -> str:
    """The catalogue's name, else the label in the words of the first report."""
    first = min((one for figures in periods.values() for one in figures), key=lambda one: one[:2])
    if series.indicator_id:
        name = catalogue().by_id[series.indicator_id].name
    else:
        group = first.observation.group
        name = f"{group}: {first.observation.indicator}" if group else first.observation.indicator
    authority = first.observation.target_authority
    return f"{name} [{authority}]" if authority else name


def _vintages(
    series: _Series, name: str, period: str, figures: list[_Figure]
) -> Iterable[SeriesRow]:
    ordered = sorted(figures, key=lambda one: one[:2])
    for revision, figure in enumerate(ordered, start=1):
        one = figure.observation
        yield SeriesRow(
            area=series.area,
            indicator_id=series.indicator_id,
            indicator=name,
            measure=series.measure,
            compare_to=series.compare_to,
            frequency=frequency(period),
            period=period,
            value=figure.value,
            unit=one.unit,
            obs_status=one.obs_status,
            price_basis=series.price_basis,
            vintage=figure.vintage,
            document_id=one.document_id,
            observation_id=one.observation_id,
            revision=revision,
            latest=revision == len(ordered),
        )
