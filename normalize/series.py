"""Time series from many reports: every vintage of every cell, nothing joined silently.

A cell is one area, reporting company, indicator, measure, comparison with its base, plan
authority, unit, price basis and period. Monthly, cumulative and annual figures are different
periods and so different cells. A report that says a figure again adds a vintage, it replaces
nothing.

In series.csv a series is told by ``area, indicator_id, indicator, measure, compare_to,
unit`` and ``price_basis``. ``indicator`` is always a part of it: it names the series that
the catalogue does not know (their ``indicator_id`` is empty), and bears in brackets the
company that reports of itself, the authority of a plan and the base of a comparison that is
neither last year nor the period before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from extract.exact import minus, plus, times
from normalize.areas import REFORM, before, unchanged_by_reform
from normalize.catalogue import catalogue
from normalize.indicator_witnesses import usual_unit
from normalize.indicators import OwnNames
from normalize.labels import normal
from normalize.own_labels import own_key
from normalize.periods import Frequency, bounds, frequency
from normalize.reporting_units import reporting_unit
from normalize.vintage import vintage_of
from solieu.model import Comparator, CompareTo, Measure, Observation, ObsStatus, Recognition

_HALF = Decimal("0.5")

#: What orders reports: the day they were published, as it was written, source, document.
Published = tuple[date, str, str, str]

#: A label that the catalogue does not know, where it stands first in a report, and how.
Words = tuple[str, int, str]

#: Where such a label stands first in an archive: in which report, where there, and how.
First = tuple[Published, int, str]

#: Added to the area of figures about a territory that the reform changed.
OLD_TERRITORY = before(REFORM)

#: The comparators of the two ends of a range, which together are no single number.
AT_LEAST = frozenset({">", ">="})
AT_MOST = frozenset({"<", "<="})

_NEVER: Published = (date.max, "", "", "")


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """A row of series.csv: one cell as one report states it.

    ``vintage`` is the day of issue (or the part that is known), else the period of the
    report. ``revision`` counts the vintages of the cell from 1; ``latest`` marks the
    newest. ``indicator`` names the plan's authority, or the base of a comparison, in
    brackets where one is stated.
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
    """What a series is about; the order of the fields is that of series.csv.

    ``authority`` tells whose it is: the company that reports of itself, who set the plan.
    """

    area: str
    indicator_id: str
    label: str
    measure: Measure
    compare_to: CompareTo
    base: str
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
    obs_status: ObsStatus
    indicator: str  # in the words of the report, with its group
    authority: str
    observation_id: str


@dataclass(frozen=True, slots=True)
class ReportFigures:
    """What one document has for series; ``areas`` are all the places that it names.

    ``territories`` tells what the series of a place is called where a list of areas knows.
    """

    source: str
    document_id: str
    vintage: str
    areas: frozenset[str]
    figures: tuple[Figure, ...]
    territories: Mapping[str, str] = field(default_factory=dict)


class Stated(NamedTuple):
    """A figure at its place in the table: the fields before ``figure`` sort it."""

    subject: Subject
    period: tuple[str, date, str]
    published: Published
    figure: Figure
    document_id: str
    vintage: str


def build(
    recognitions: Sequence[Recognition], names: OwnNames | None = None
) -> tuple[SeriesRow, ...]:
    """All series of an archive, sorted; the order of the documents does not matter.

    ``names`` come from ``indicators.own_names``. Figures without a value, a period or a
    name are left out, and so are the two ends of a range, which are no single number. A
    figure that a document repeats is one row.
    """
    return joined([report_figures(recognition) for recognition in recognitions], names)


def joined(
    reports: Sequence[ReportFigures], names: OwnNames | None = None
) -> tuple[SeriesRow, ...]:
    """As ``build``, from the figures of each report."""
    shared = Shared(names)
    for report in reports:
        shared.learn(report)
    found = (one for report in reports for one in stated(report, shared))
    return tuple(rows(sorted(found, key=table_order), shared))


def table_order(one: Stated) -> tuple[object, ...]:
    """How ``rows`` wants the figures of all documents sorted."""
    return one.subject, one.period, one.published, one.figure.place


# --- one document ---------------------------------------------------------------


def report_figures(
    recognition: Recognition, territories: Mapping[str, str] | None = None
) -> ReportFigures:
    """The figures of one document with a value, a period and a name.

    ``territories`` as in ``ReportFigures``.
    """
    info = recognition.info
    reading = recognition.document.reading
    whose = reporting_unit(info.issuer)
    return ReportFigures(
        source=reading.source,
        document_id=reading.document_id,
        vintage=vintage_of(recognition),
        areas=frozenset((info.area, *(one.area for one in recognition.observations))),
        figures=tuple(
            _figure(place, one, one.value, whose)
            for place, one in enumerate(recognition.observations)
            if one.value is not None and one.period and _is_named(one)
        ),
        territories=territories or {},
    )


def first_words(report: ReportFigures) -> tuple[Words, ...]:
    """The labels of a report that the catalogue does not know, each as it stands there first."""
    found: dict[str, Words] = {}
    for one in report.figures:
        if one.subject.label:
            found.setdefault(one.subject.label, (one.subject.label, one.place, one.indicator))
    return tuple(found.values())


def _is_named(one: Observation) -> bool:
    return bool(one.indicator_id or own_key(one.indicator, one.group))


def _figure(place: int, one: Observation, value: Decimal, reporting: str) -> Figure:
    known = catalogue().by_id.get(one.indicator_id)
    whose = "; ".join(filter(None, (reporting, one.target_authority)))
    subject = Subject(
        area=one.area,
        indicator_id=one.indicator_id,
        label="" if one.indicator_id else own_key(one.indicator, one.group),
        measure=one.measure,
        compare_to=one.compare_to,
        base=one.base,
        authority=normal(whose),
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
        obs_status=one.obs_status,
        indicator=f"{one.group}: {one.indicator}" if one.group else one.indicator,
        authority=whose,
        observation_id=one.observation_id,
    )


class Shared:
    """What the reports of an archive have in common: whole names of places, and the words
    that name a series which the catalogue does not know."""

    def __init__(self, names: OwnNames | None = None) -> None:
        """Nothing is known of any report yet; ``names`` may be set until then."""
        self.names = names or OwnNames()
        self._areas: set[str] = set()
        self._wholes: dict[str, str] | None = None
        self._first: dict[str, First] = {}
        self._titles: dict[str, First] | None = None

    def learn(self, report: ReportFigures) -> None:
        """Take up the places and labels of a report."""
        self.hear(report.areas, published(report), first_words(report))

    def hear(self, areas: Iterable[str], published: Published, words: Iterable[Words]) -> None:
        """As ``learn``, from what matters of a report."""
        self.hear_all(areas, {label: (published, place, how) for label, place, how in words})

    def hear_all(self, areas: Iterable[str], first: Mapping[str, First]) -> None:
        """As ``hear``, of many reports: their places, and where each label stands first."""
        self._areas.update(areas)
        self._wholes = self._titles = None
        for label, here in first.items():
            if here < self._first.get(label, (_NEVER,)):
                self._first[label] = here

    @property
    def heard(self) -> tuple[frozenset[str], dict[str, First]]:
        """All that was heard, for ``hear_all``."""
        return frozenset(self._areas), self._first

    def subject(self, subject: Subject, report: ReportFigures) -> Subject:
        """What the series of a subject of one report is about, in the whole archive."""
        area = self.area(subject.area, report.vintage, report.territories)
        return subject._replace(area=area, label=self.names.slips.get(subject.label, subject.label))

    def area(self, written: str, vintage: str, territories: Mapping[str, str]) -> str:
        """The place of a series: its whole name, and whether it is one of before the reform.

        ``vintage`` and ``territories`` are those of the report.
        """
        if self._wholes is None:
            self._wholes = whole_areas(sorted(self._areas))
        told = territories.get(written)
        return told or _territory(self._wholes.get(written, written), vintage)

    def title(self, indicator_id: str, label: str) -> str:
        """The catalogue's name, a person's, or the words of the first report."""
        if indicator_id:
            known = catalogue().by_id.get(indicator_id)
            return known.name if known else self.names.titles.get(indicator_id, indicator_id)
        if self._titles is None:
            self._titles = {}
            for written, here in self._first.items():
                meant = self.names.slips.get(written, written)
                self._titles[meant] = min(here, self._titles.get(meant, here))
        return self._titles[label][2]


def published(report: ReportFigures) -> Published:
    """What orders the vintages of a figure."""
    vintage = report.vintage
    day = bounds(vintage).last if vintage else date.min
    return day, vintage, report.source, report.document_id


def stated(report: ReportFigures, shared: Shared) -> Iterator[Stated]:
    """The cells that a document states, each once; ``shared`` has learnt of all documents."""
    vintage = report.vintage
    cells: dict[tuple[Subject, str], list[Figure]] = defaultdict(list)
    for one in report.figures:
        cells[shared.subject(one.subject, report), one.period].append(one)
    when = published(report)
    for (subject, period), repeats in cells.items():
        comparators = {one.comparator for one in repeats}
        if comparators & AT_LEAST and comparators & AT_MOST:
            continue
        figure = min(repeats, key=_precision)
        yield Stated(subject, in_time(period), when, figure, report.document_id, vintage)


def disagreeing(recognition: Recognition) -> frozenset[str]:
    """Ids of observations that give one cell two values within their report.

    Body against annex, or a label that stands for two things: either is for a person to
    look at. Figures that round to each other agree.
    """
    cells: dict[tuple[Subject, str], list[Figure]] = defaultdict(list)
    for one in report_figures(recognition).figures:
        if one.comparator == "=":
            cells[one.subject, one.period].append(one)
    return frozenset(
        one.observation_id
        for figures in cells.values()
        if len({one.value for one in figures}) > 1 and not _meet(figures)
        for one in figures
    )


def _meet(figures: Iterable[Figure]) -> bool:
    """Whether one number could stand behind all the figures, each rounded as written."""
    low, high = Decimal("-Infinity"), Decimal("Infinity")
    for one in figures:
        half = times(one.resolution or Decimal(0), _HALF)
        low, high = max(low, minus(one.value, half)), min(high, plus(one.value, half))
    return low <= high


def in_time(period: str) -> tuple[str, date, str]:
    """What orders the periods of a series."""
    return frequency(period), bounds(period).last, period


def _precision(one: Figure) -> tuple[bool, Decimal, int]:
    """The smallest last digit first, then the first in the document."""
    resolution = one.resolution
    return resolution is None, Decimal(0) if resolution is None else resolution, one.place


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


def rows(figures: Iterable[Stated], shared: Shared) -> Iterator[SeriesRow]:
    """The table; ``figures`` are those of all documents, sorted by ``table_order``."""
    for subject, of_one_series in groupby(figures, attrgetter("subject")):
        held = list(of_one_series)
        name = _name(shared.title(subject.indicator_id, subject.label), subject, held)
        for _, of_one_cell in groupby(held, attrgetter("period")):
            yield from _vintages(subject, name, list(of_one_cell))


def _name(title: str, subject: Subject, figures: Sequence[Stated]) -> str:
    """The title with what else tells the series: whose plan, against which base."""
    first = min(figures, key=lambda one: (one.published, one.figure.place)).figure
    return series_name(title, first.authority, subject.base)


def series_name(title: str, authority: str, base: str) -> str:
    """The name of a series: its title, whose plan it is and what it is compared with.

    >>> series_name("Giá vàng", "", "tháng 12 năm trước")
    'Giá vàng [so với tháng 12 năm trước]'
    """
    against = f"so với {base}" if base else ""
    return " ".join([title, *(f"[{one}]" for one in (authority, against) if one)])


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
            unit=subject.unit,
            obs_status=figure.obs_status,
            price_basis=subject.price_basis,
            vintage=one.vintage,
            document_id=one.document_id,
            observation_id=figure.observation_id,
            revision=revision,
            latest=revision == len(ordered),
        )
