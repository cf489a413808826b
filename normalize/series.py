"""Time series from many reports: every vintage of every cell, nothing joined silently.

A cell is one area, indicator, measure, comparison, plan authority, unit, price basis
and period. Monthly, cumulative and annual figures are different periods and so
different cells. A report that says a figure again adds a vintage, it replaces nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from normalize.areas import REFORM, unchanged_by_reform
from normalize.catalogue import catalogue
from normalize.indicators import usual_unit
from normalize.labels import normal, variants
from normalize.periods import Frequency, bounds, frequency
from solieu.model import Comparator, CompareTo, Measure, Observation, ObsStatus, Recognition

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


class Subject(NamedTuple):
    """What a series is about; the order of the fields is that of series.csv."""

    area: str
    indicator_id: str
    label: str
    measure: Measure
    compare_to: CompareTo
    authority: str
    unit: str
    price_basis: str


class Figure(NamedTuple):
    """One observation, as far as series need it. ``place`` is its rank in the document."""

    subject: Subject
    period: str
    place: int
    comparator: Comparator
    value: Decimal
    resolution: Decimal | None
    unit: str
    obs_status: ObsStatus
    indicator: str  # in the words of the report, with its group
    authority: str
    observation_id: str


@dataclass(frozen=True, slots=True)
class ReportFigures:
    """What one document has for series; ``areas`` are all the places that it names."""

    source: str
    document_id: str
    vintage: str
    areas: frozenset[str]
    figures: tuple[Figure, ...]


class Stated(NamedTuple):
    """A figure at its place in the table: the fields before ``figure`` sort it."""

    subject: Subject
    period: tuple[str, date, str]
    published: tuple[date, str, str, str]
    figure: Figure
    document_id: str
    vintage: str


def build(recognitions: Sequence[Recognition]) -> tuple[SeriesRow, ...]:
    """All series of an archive, sorted; the order of the documents does not matter.

    Figures without a value or a period are left out, and so are the two ends of a
    range, which are no single number. A figure that a document repeats is one row.
    """
    reports = [report_figures(recognition) for recognition in recognitions]
    wholes = whole_areas(area for report in reports for area in report.areas)
    found = (one for report in reports for one in stated(report, wholes))
    return tuple(rows(sorted(found, key=table_order)))


def table_order(one: Stated) -> tuple[object, ...]:
    """How ``rows`` wants the figures of all documents sorted."""
    return one.subject, one.period, one.published, one.figure.place


# --- one document ---------------------------------------------------------------


def report_figures(recognition: Recognition) -> ReportFigures:
    """The figures of one document with a value and a period."""
    info = recognition.info
    reading = recognition.document.reading
    return ReportFigures(
        source=reading.source,
        document_id=reading.document_id,
        vintage=info.issued or info.period,
        areas=frozenset((info.area, *(one.area for one in recognition.observations))),
        figures=tuple(
            _figure(place, one, one.value)
            for place, one in enumerate(recognition.observations)
            if one.value is not None and one.period
        ),
    )


def _figure(place: int, one: Observation, value: Decimal) -> Figure:
    known = catalogue().by_id.get(one.indicator_id)
    subject = Subject(
        area=one.area,
        indicator_id=one.indicator_id,
        label="" if known else _own_label(one),
        measure=one.measure,
        compare_to=one.compare_to,
        authority=normal(one.target_authority),
        unit=usual_unit(one.unit, known) if known else one.unit,
        price_basis=one.price_basis,
    )
    return Figure(
        subject=subject,
        period=one.period,
        place=place,
        comparator=one.comparator,
        value=value,
        resolution=one.resolution,
        unit=one.unit,
        obs_status=one.obs_status,
        indicator=f"{one.group}: {one.indicator}" if one.group else one.indicator,
        authority=one.target_authority,
        observation_id=one.observation_id,
    )


def stated(report: ReportFigures, wholes: Mapping[str, str]) -> Iterator[Stated]:
    """The cells that a document states, each once; ``wholes`` as from ``whole_areas``."""
    vintage = report.vintage
    cells: dict[tuple[Subject, str], list[Figure]] = defaultdict(list)
    for one in report.figures:
        area = wholes.get(one.subject.area, one.subject.area)
        subject = one.subject._replace(area=_territory(area, vintage))
        cells[subject, one.period].append(one)
    day = bounds(vintage).last if vintage else date.min
    published = (day, vintage, report.source, report.document_id)
    for (subject, period), repeats in cells.items():
        comparators = {one.comparator for one in repeats}
        if comparators & _AT_LEAST and comparators & _AT_MOST:
            continue
        figure = min(repeats, key=_precision)
        yield Stated(subject, _in_time(period), published, figure, report.document_id, vintage)


def _in_time(period: str) -> tuple[str, date, str]:
    return frequency(period), bounds(period).last, period


def _precision(one: Figure) -> tuple[bool, Decimal, int]:
    """The smallest last digit first, then the first in the document."""
    resolution = one.resolution
    return resolution is None, Decimal(0) if resolution is None else resolution, one.place


def _own_label(one: Observation) -> str:
    """What joins a label without a catalogue entry over time: its words and its group's."""
    group = variants(one.group)[-1] if one.group else ""
    return f"{group}: {variants(one.indicator)[-1]}"


# --- places ----------------------------------------------------------------------


def whole_areas(areas: Iterable[str]) -> dict[str, str]:
    """ "phường X" -> "phường X, thành phố Y" where the archive knows only one Y."""
    uppers: dict[str, set[str]] = defaultdict(set)
    for area in areas:
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


def rows(figures: Iterable[Stated]) -> Iterator[SeriesRow]:
    """The table; ``figures`` are those of all documents, sorted by ``table_order``."""
    for subject, of_one_series in groupby(figures, attrgetter("subject")):
        held = list(of_one_series)
        name = _name(subject, held)
        for _, of_one_cell in groupby(held, attrgetter("period")):
            yield from _vintages(subject, name, list(of_one_cell))


def _name(subject: Subject, figures: Sequence[Stated]) -> str:
    """The catalogue's name, else the label in the words of the first report."""
    first = min(figures, key=lambda one: (one.published, one.figure.place)).figure
    known = catalogue().by_id.get(subject.indicator_id)
    name = known.name if known else first.indicator
    return f"{name} [{first.authority}]" if first.authority else name


def _vintages(subject: Subject, name: str, ordered: Sequence[Stated]) -> Iterator[SeriesRow]:
    for revision, one in enumerate(ordered, start=1):
        figure = one.figure
        yield SeriesRow(
            area=subject.area,
            indicator_id=subject.indicator_id,
            indicator=name,
            measure=subject.measure,
            compare_to=subject.compare_to,
            frequency=frequency(figure.period),
            period=figure.period,
            value=figure.value,
            unit=figure.unit,
            obs_status=figure.obs_status,
            price_basis=subject.price_basis,
            vintage=one.vintage,
            document_id=one.document_id,
            observation_id=figure.observation_id,
            revision=revision,
            latest=revision == len(ordered),
        )
