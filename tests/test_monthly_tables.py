"""Monthly workbooks of 2000 to 2025: what each figure says, and one id through the years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

import pytest

from extract.sheets import read_workbook
from extract.structure import build
from normalize.indicators import match
from normalize.metadata import describe
from normalize.observe import observe
from solieu.model import Observation, Recognition
from tests.monthly_tables import LAYOUTS, Fact, Workbook

MONTHS = (
    (2000, 5), (2001, 12), (2003, 4), (2007, 9), (2010, 6), (2012, 1), (2016, 3), (2019, 9),
    (2024, 7), (2025, 11),
)  # fmt: skip
Found = Mapping[tuple[int, int], Sequence[Observation]]


@pytest.fixture(scope="module")
def books() -> list[Workbook]:
    return [Workbook(year, month, LAYOUTS) for year, month in MONTHS]


@pytest.fixture(scope="module")
def found(books: Sequence[Workbook]) -> Found:
    read = [_recognised(book) for book in books]
    matching = match(read)
    return {
        (book.year, book.month): matching.apply(one).observations
        for book, one in zip(books, read, strict=True)
    }


def _recognised(book: Workbook) -> Recognition:
    data, suffix = book.bytes()
    name = f"so-lieu-{book.year}-{book.month:02}.{suffix}"
    document = build(read_workbook(data, name, f"{book.year}{book.month:02}" * 10, suffix))  # type: ignore[arg-type]
    return observe(document, describe(document))


def _said(one: Observation) -> tuple[str, str, str, str, str]:
    return (one.indicator_id, one.measure, one.compare_to, one.period, one.unit)


def _wanted(fact: Fact, one: Observation) -> tuple[str, str, str, str, str]:
    identity = fact.indicator_id or one.indicator_id
    return (identity, fact.measure, fact.compare_to, fact.period, fact.unit)


@pytest.mark.parametrize(("year", "month"), MONTHS)
def test_every_figure_says_what_was_printed(
    year: int, month: int, books: Sequence[Workbook], found: Found
) -> None:
    book = next(one for one in books if (one.year, one.month) == (year, month))
    by_value: dict[Decimal, list[Observation]] = defaultdict(list)
    for one in found[year, month]:
        if one.value is not None:
            by_value[one.value].append(one)

    wrong = []
    for fact in book.facts:
        there = by_value.pop(fact.value, [])
        if len(there) != 1 or _said(there[0]) != _wanted(fact, there[0]):
            wrong.append((fact, [_said(one) for one in there]))
    assert wrong == []
    assert by_value == {}


# One filter, one series: indicator_id, measure, compare_to and the first year it is printed.
SERIES = [
    ("cpi", "index", "yoy", 2000),
    ("cpi", "index", "prev", 2000),
    ("cpi_average", "index", "yoy", 2000),
    ("cpi_food", "index", "prev", 2000),
    ("iip", "index", "yoy", 2012),
    ("retail_services_turnover", "estimate", "", 2000),
    ("exports", "estimate", "", 2000),
    ("export_rice_qty", "estimate", "", 2000),
    ("export_rice_value", "estimate", "", 2000),
    ("import_petroleum_value", "estimate", "", 2000),
    ("rice_area_winter_spring", "actual", "", 2000),
    ("passengers_carried", "estimate", "", 2009),
    ("freight_traffic", "estimate", "", 2009),
    ("international_arrivals", "estimate", "", 2000),
    ("fdi_registered_new", "actual", "", 2005),
    ("invest_budget", "estimate", "", 2000),
    ("prod_cement", "estimate", "", 2000),
    ("population", "actual", "", 2001),
]


@pytest.mark.parametrize(("identity", "measure", "compare_to", "since"), SERIES)
def test_one_filter_gives_one_figure_a_period(
    identity: str,
    measure: str,
    compare_to: str,
    since: int,
    books: Sequence[Workbook],
    found: Found,
) -> None:
    wanted = {
        (fact.period, fact.value, fact.unit)
        for book in books
        for fact in book.facts
        if (fact.indicator_id, fact.measure, fact.compare_to) == (identity, measure, compare_to)
    }
    told = [
        (one.period, one.value, one.unit)
        for observations in found.values()
        for one in observations
        if (one.indicator_id, one.measure, one.compare_to) == (identity, measure, compare_to)
    ]

    assert sorted(told, key=str) == sorted(wanted, key=str)
    assert min(period.strip(".")[:4] for period, _, _ in wanted) <= str(max(since, 2001) + 11)
    assert len({unit for _, _, unit in wanted}) == 1
