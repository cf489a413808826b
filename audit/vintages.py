"""The figures of many reports, by what they are about and in the order of the reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import regex

from audit.figures import measure_class, year_of
from audit.labels import key, tokens
from audit.timing import Months, months_of
from audit.vocabulary import cues, units
from extract.fold import fold
from solieu.model import Observation, Recognition

_TELLING_WORDS = 3  # syllables from which on a label without a known indicator will do
_YEARS = regex.compile(r"(?<!\d)\d{4}(?!\d)")
_WHOLE_MONTHS = regex.compile(r"^\d{4}(?:-(?:\d\d(?:\.\.\d{4}-\d\d)?|[QS]\d))?$")


class Subject(NamedTuple):
    """What a figure is about, the period apart."""

    area: str
    indicator: str
    group: str
    unit: str
    measure: str
    compare_to: str
    authority: str
    price_basis: str


@dataclass(frozen=True, slots=True)
class Vintage:
    """One figure and the place of its report in the order of reports."""

    order: int
    figure: Observation


def in_order(recognitions: Sequence[Recognition]) -> Sequence[Recognition]:
    """Reports by the end of their period, then by date; copies of one document once."""
    unique = {r.document.reading.document_id: r for r in recognitions}
    return sorted(
        unique.values(),
        key=lambda r: publication(r.info.period, r.info.issued, r.document.reading.document_id),
    )


def publication(period: str, issued: str, document_id: str) -> tuple[str, str, str]:
    """What orders reports: the end of the period, the date, and else nothing that tells.

    >>> publication("2026-01..2026-09", "2026-09-25", "ab")
    ('2026-09', '2026-09-25', 'ab')
    """
    return period.rsplit("..", 1)[-1], issued, document_id


class Part(NamedTuple):
    """What is looked at at a time: the figures of one place for one year.

    ``year`` is that in which the period of a figure ends, "" where it names none.
    """

    area: str
    year: str

    @property
    def before(self) -> Part:
        """The part with the figures that those of this year may be set against."""
        return Part(self.area, f"{int(self.year) - 1:04}" if self.year else "")

    @property
    def after(self) -> Part:
        """The part whose figures may be set against those of this year."""
        return Part(self.area, f"{int(self.year) + 1:04}" if self.year else "")


def ending_year(period: str) -> str:
    """The year in which a period ends, "" for none.

    >>> ending_year("2025-12-16..2026-01-15"), ending_year("2026-Q1"), ending_year("")
    ('2026', '2026', '')
    """
    years = _YEARS.findall(period)
    return years[-1] if years else ""


class Group(NamedTuple):
    """What is common to all figures that one rule may look at together."""

    area: str
    indicator: str
    group: str
    authority: str
    price_basis: str


def group_of(subject: Subject) -> Group:
    """The group of a subject: units, measures and comparisons within it may differ."""
    return Group(
        subject.area, subject.indicator, subject.group, subject.authority, subject.price_basis
    )


def subject_of(figure: Observation, area: str) -> Subject | None:
    """What ``figure`` is about; None where place or indicator cannot be told by name."""
    place = figure.area or area
    telling = figure.indicator_id or len(tokens(figure.indicator)) >= _TELLING_WORDS
    if not place or not telling or figure.value is None:
        return None
    return Subject(
        fold(place),
        figure.indicator_id or key(figure.indicator),
        key(figure.group),
        key(figure.unit),
        measure_class(figure),
        f"{figure.compare_to} {figure.base}".strip(),
        key(figure.target_authority),
        fold(figure.price_basis),
    )


Archive = Mapping[Subject, Mapping[str, Sequence[Vintage]]]


def archive_of(figures: Iterable[tuple[int, Subject, str, Observation]]) -> Archive:
    """Subject, period: one vintage for each report that is of one mind about it.

    ``figures`` are order of the report, subject, period and figure, in that order.
    """
    found: defaultdict[Subject, defaultdict[str, list[Vintage]]]
    found = defaultdict(lambda: defaultdict(list))
    for order, subject, period, figure in figures:
        found[subject][period].append(Vintage(order, figure))
    return found


def of_one_mind(report: Recognition) -> Iterator[tuple[Subject, str, Observation]]:
    """Subject, period and figure; where a report gives two values for the same, none.

    That is left to the report's own audit.
    """
    same: defaultdict[tuple[Subject, str], list[Observation]] = defaultdict(list)
    for figure in report.observations:
        subject = subject_of(figure, report.info.area)
        usable = figure.comparator == "=" or figure.measure == "plan"
        if subject is not None and figure.period and usable:
            same[subject, figure.period].append(figure)
    for (subject, period), figures in same.items():
        if len({figure.value for figure in figures}) == 1:
            yield subject, period, figures[0]


def stretch_of(period: str) -> Months | None:
    """First and last month of a period in whole months, counted from year 0.

    Days are none: "from 16/12 to 15/01" is a window, not a cumulative period.

    >>> stretch_of("2026-01..2026-09") == (2026 * 12, 2026 * 12 + 8)
    True
    >>> stretch_of("2025-12-16..2026-01-15") is None
    True
    """
    return months_of(period) if _WHOLE_MONTHS.match(period) else None


def month_named(month: int) -> str:
    """The SDMX name of a month counted from year 0.

    >>> month_named(2026 * 12)
    '2026-01'
    """
    return f"{month // 12}-{month % 12 + 1:02}"


def opens_year(stretch: Months) -> bool:
    """Whether a stretch begins with January."""
    return stretch[0] % 12 == 0


def year_before(period: str) -> str:
    """The same period one year earlier.

    >>> year_before("2026-01..2026-09")
    '2025-01..2025-09'
    """
    return regex.sub(r"(?<!\d)(\d{4})(?!\d)", lambda m: str(int(m.group(1)) - 1), period)


def month_before(period: str) -> str:
    """The month before a month, "" for any other period.

    >>> month_before("2026-01"), month_before("2026-Q1")
    ('2025-12', '')
    """
    if not regex.fullmatch(r"\d{4}-\d\d", period):
        return ""
    year, number = int(period[:4]), int(period[5:])
    return f"{year - 1}-12" if number == 1 else f"{year}-{number - 1:02}"


def may_accumulate(figure: Observation) -> bool:
    """Whether figures of this unit can be added up over months."""
    unit = figure.unit
    return unit not in units().never_added and "/" not in unit and bool(year_of(figure.period))


def is_cumulative(figure: Observation) -> bool:
    """Whether a figure since 1 January cannot fall: money, or called cumulative.

    A herd or a population given "for six months" is a stock and may well fall.
    """
    if not may_accumulate(figure):
        return False
    said = fold(figure.context + " " + figure.indicator)
    return figure.unit in units().money or any(cue in said for cue in cues().cumulative)
