"""series.csv as text: what one report states is written once, joining only sorts it.

All but five columns of a row are known from its report alone. The place, the name, the
revision and ``latest`` hang on the other reports, and are put around it when the rows of
all reports are sorted. The rows are those of ``normalize.series.build``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from normalize.periods import frequency
from normalize.series import (
    AT_LEAST,
    AT_MOST,
    Figure,
    ReportFigures,
    SeriesRow,
    Shared,
    Subject,
    in_time,
    published,
    series_name,
)
from outputs.columns import table
from outputs.rendered import csv_lines
from outputs.tables import plain_rows

_RANGE = 3  # both bits of ``Cell.ends``
# The columns of a row that its own report does not tell: the first and the last ones.
_BEFORE = ("area", "indicator_id", "indicator")
_AFTER = ("revision", "latest")


class Cell(NamedTuple):
    """A cell as one report states it.

    ``subject`` is the number of its subject in the report. ``period`` sorts it within a
    series. ``ends`` tells of which end of a range it is: 1 for at least, 2 for at most, 3
    for both. ``resolution`` ("" for none) and ``place`` choose between repeated figures.
    ``text`` is the row but for its first and last columns.
    """

    subject: int
    period: bytes
    ends: int
    resolution: str
    place: int
    authority: str
    text: str


@dataclass(frozen=True, slots=True)
class StatedCells:
    """What one report has for series.csv; ``published`` sorts it among other reports.

    ``vintage`` and ``territories`` are those of ``normalize.series.ReportFigures``.
    """

    vintage: str
    territories: Mapping[str, str]
    published: bytes
    subjects: tuple[Subject, ...]
    cells: tuple[Cell, ...]


class Line(NamedTuple):
    """A row on its way into series.csv.

    ``key`` sorts it; it is the series up to ``series``, the cell up to ``cell``, then the
    vintage. ``about`` is what names the series: area, indicator_id, label, base.
    """

    key: bytes
    series: int
    cell: int
    about: tuple[str, str, str, str]
    authority: str
    text: str


def stated_cells(report: ReportFigures) -> StatedCells:
    """The cells that a report states, each once."""
    numbers: dict[Subject, int] = {}
    found: dict[tuple[int, bytes], Cell] = {}
    for one in report.figures:
        number = numbers.setdefault(one.subject, len(numbers))
        cell = _cell(number, one, report)
        known = found.get((number, cell.period))
        found[number, cell.period] = _merged(known, cell) if known else cell
    return StatedCells(
        vintage=report.vintage,
        territories=report.territories,
        published=_sorted_by(*map(str, published(report))),
        subjects=tuple(numbers),
        cells=tuple(found.values()),
    )


def _cell(number: int, one: Figure, report: ReportFigures) -> Cell:
    return Cell(
        subject=number,
        period=_sorted_by(*map(str, in_time(one.period))),
        ends=(one.comparator in AT_LEAST) + 2 * (one.comparator in AT_MOST),
        resolution="" if one.resolution is None else str(one.resolution),
        place=one.place,
        authority=one.authority,
        text=_text(one, report),
    )


def _text(one: Figure, report: ReportFigures) -> str:
    header = table("series").header
    assert header[: len(_BEFORE)] == _BEFORE
    assert header[-len(_AFTER) :] == _AFTER
    row = SeriesRow(
        area="",
        indicator_id="",
        indicator="",
        measure=one.subject.measure,
        compare_to=one.subject.compare_to,
        frequency=frequency(one.period),
        period=one.period,
        value=one.value,
        unit=one.subject.unit,
        obs_status=one.obs_status,
        price_basis=one.subject.price_basis,
        vintage=report.vintage,
        document_id=report.document_id,
        observation_id=one.observation_id,
        revision=0,
        latest=False,
    )
    (cells,) = plain_rows("series", [row])
    return csv_lines([cells[len(_BEFORE) : -len(_AFTER)]]).removesuffix("\n")


def _merged(one: Cell, other: Cell) -> Cell:
    """Two figures of one report for one cell: the more precise, else the first."""
    best = min(one, other, key=_precision)
    return best._replace(ends=one.ends | other.ends)


def _precision(cell: Cell) -> tuple[bool, Decimal, int]:
    return not cell.resolution, Decimal(cell.resolution or 0), cell.place


def _sorted_by(*fields: str) -> bytes:
    """Texts as bytes that sort as the texts do, one after the other."""
    return "\0".join((*fields, "")).encode("utf-8", "surrogatepass")


def parted(stated: StatedCells) -> dict[str, StatedCells]:
    """What one report states, by the place as it is written."""
    subjects: defaultdict[str, list[Subject]] = defaultdict(list)
    cells: defaultdict[str, list[Cell]] = defaultdict(list)
    numbers: list[int] = []
    for one in stated.subjects:
        numbers.append(len(subjects[one.area]))
        subjects[one.area].append(one)
    for cell in stated.cells:
        area = stated.subjects[cell.subject].area
        cells[area].append(cell._replace(subject=numbers[cell.subject]))
    return {
        area: replace(stated, subjects=tuple(held), cells=tuple(cells[area]))
        for area, held in subjects.items()
    }


def put_together(parts: Sequence[StatedCells]) -> StatedCells:
    """Some parts of one report, from ``parted``, as one."""
    first, *others = parts
    for other in others:
        count = len(first.subjects)
        moved = (cell._replace(subject=cell.subject + count) for cell in other.cells)
        first = replace(
            first, subjects=first.subjects + other.subjects, cells=(*first.cells, *moved)
        )
    return first


def area_order(area: str) -> bytes:
    """How series.csv is sorted by place."""
    return _sorted_by(area)


# --- all reports -------------------------------------------------------------------------


def lines_of(stated: StatedCells, shared: Shared) -> Iterator[Line]:
    """The rows of a report; ``shared`` has learnt of all reports."""
    subjects = _joined_subjects(stated, shared)
    keys = [_sorted_by(*subject) for subject in subjects]
    abouts = [(one.area, one.indicator_id, one.label, one.base) for one in subjects]
    cells: Iterable[Cell] = stated.cells
    if len(set(keys)) < len(keys):
        cells = _repeated(stated.cells, keys)
    for number, period, ends, _, place, authority, text in cells:
        if ends == _RANGE:
            continue
        subject = keys[number]
        key = b"%b%b%b%08d" % (subject, period, stated.published, place)
        series = len(subject)
        yield Line(key, series, series + len(period), abouts[number], authority, text)


def _joined_subjects(stated: StatedCells, shared: Shared) -> list[Subject]:
    """What the subjects of one report are in the whole archive."""
    written = {one.area for one in stated.subjects}
    areas = {area: shared.area(area, stated.vintage, stated.territories) for area in written}
    slips = shared.names.slips
    return [
        one._replace(area=areas[one.area], label=slips.get(one.label, one.label))
        for one in stated.subjects
    ]


def _repeated(cells: Iterable[Cell], keys: Sequence[bytes]) -> Iterable[Cell]:
    """The cells where several subjects of a report are one in the archive."""
    found: dict[tuple[bytes, bytes], Cell] = {}
    for cell in cells:
        here = keys[cell.subject], cell.period
        known = found.get(here)
        found[here] = _merged(known, cell) if known else cell
    return found.values()


def table_lines(lines: Iterable[Line], shared: Shared) -> Iterator[str]:
    """The rows of series.csv; ``lines`` are those of all reports, sorted by ``key``."""
    for _, of_one_series in groupby(lines, lambda line: line.key[: line.series]):
        held = list(of_one_series)
        head = _head(held, shared)
        for _, of_one_cell in groupby(held, lambda line: line.key[: line.cell]):
            vintages = list(of_one_cell)
            for revision, line in enumerate(vintages, start=1):
                latest = "true" if revision == len(vintages) else "false"
                yield f"{head},{line.text},{revision},{latest}\n"


def _head(series: Sequence[Line], shared: Shared) -> str:
    area, indicator_id, label, base = series[0].about
    first = min(series, key=lambda line: line.key[line.cell :])
    name = series_name(shared.title(indicator_id, label), first.authority, base)
    return csv_lines([(area, indicator_id, name)]).removesuffix("\n")
