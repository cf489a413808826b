"""Monthly workbooks whose rows are renamed: one id, one unit, one figure a period in series.csv."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

import pytest

from extract.sheets import read_workbook
from extract.structure import build
from normalize import series
from normalize.indicators import match, own_names
from normalize.metadata import describe
from normalize.observe import observe
from solieu.model import Observation, Recognition
from tests.monthly_tables import Fact, Workbook
from tests.monthly_tables_renamed import RENAMED

MONTHS = (
    (2000, 5), (2003, 9), (2004, 11), (2006, 9), (2007, 4), (2009, 9), (2012, 8), (2016, 9),
    (2020, 5), (2025, 9),
)  # fmt: skip


PLACES = (
    "", "thành phố Hà Nội", "tỉnh Bắc Kạn (trước 01/7/2025)", "tỉnh Đắk Nông (trước 01/7/2025)",
    "tỉnh Thừa Thiên Huế (trước 01/7/2025)", "tỉnh Bà Rịa - Vũng Tàu (trước 01/7/2025)",
    "thành phố Hồ Chí Minh (trước 01/7/2025)",
)  # fmt: skip


def _book(year: int, month: int) -> Workbook:
    return Workbook(year, month, RENAMED)


def _recognised(book: Workbook) -> Recognition:
    data, suffix = book.bytes()
    name = f"so-lieu-{book.year}-{book.month:02}.{suffix}"
    document = build(read_workbook(data, name, f"{book.year}{book.month:02}" * 10, suffix))  # type: ignore[arg-type]
    return observe(document, describe(document))


@pytest.fixture(scope="module")
def books() -> list[Workbook]:
    return [_book(*when) for when in MONTHS]


@pytest.fixture(scope="module")
def archive(books: Sequence[Workbook]) -> tuple[list[Recognition], tuple[series.SeriesRow, ...]]:
    read = [_recognised(book) for book in books]
    matching = match(read)
    told = [matching.apply(one) for one in read]
    return told, series.build(told, own_names(matching.rows))


def _said(one: Observation) -> tuple[str, str, str, str, str]:
    return (one.indicator_id, one.measure, one.compare_to, one.period, one.unit)


def _wanted(fact: Fact) -> tuple[str, str, str, str, str]:
    return (fact.indicator_id, fact.measure, fact.compare_to, fact.period, fact.unit)


@pytest.mark.parametrize("when", range(len(MONTHS)), ids=[f"{y}-{m:02}" for y, m in MONTHS])
def test_every_figure_says_what_was_printed(
    when: int, books: Sequence[Workbook], archive: tuple[list[Recognition], object]
) -> None:
    by_value: dict[Decimal, list[Observation]] = defaultdict(list)
    for one in archive[0][when].observations:
        if one.value is not None:
            by_value[one.value].append(one)

    wrong = []
    for fact in books[when].facts:
        there = by_value.pop(fact.value, [])
        if [_said(one) for one in there] != [_wanted(fact)]:
            wrong.append((fact, [(one.indicator, *_said(one)) for one in there]))
    assert wrong == []
    assert by_value == {}


def test_a_query_gives_one_figure_a_period_and_one_unit(
    books: Sequence[Workbook], archive: tuple[object, tuple[series.SeriesRow, ...]]
) -> None:
    found: dict[tuple[str, ...], set[Decimal]] = defaultdict(set)
    units: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in archive[1]:
        found[row.area, row.indicator_id, row.measure, row.compare_to, row.period].add(row.value)
        units[row.indicator_id, row.measure].add(row.unit)
    assert {key: values for key, values in found.items() if len(values) > 1} == {}
    assert {key: values for key, values in units.items() if len(values) > 1} == {}

    stated = sum(len(book.facts) for book in books)
    assert len(found) == stated


def test_places_have_one_name_through_the_years(
    archive: tuple[object, tuple[series.SeriesRow, ...]],
) -> None:
    named: Mapping[str, set[str]] = defaultdict(set)
    for row in archive[1]:
        if row.indicator_id == "fdi_projects_new":
            named[row.period].add(row.area)

    assert len(named) == 3  # 2000, 2003, 2004
    assert {frozenset(areas) for areas in named.values()} == {frozenset(PLACES)}
