"""The sheet for testing figures by hand: the sample, how it was drawn, what it shows."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from outputs.results import Results
from outputs.workpapers.findings import Book, text
from outputs.workpapers.sampling import (
    Plan,
    Size,
    binomial_size,
    draw,
    sample_size,
    seed_of,
    upper_limit,
)
from outputs.workpapers.sheets import Cell, Column, Notes, Paper, Table
from solieu.amounts import number
from solieu.messages import Lang
from solieu.places import place

_COLUMNS = (
    Column("n", 32),
    Column("observation_id", 22),
    Column("source", 22),
    Column("place", 18),
    Column("raw", 20),
    Column("value", 18),
    Column("unit", 12),
    Column("period", 14),
    Column("indicator", 34),
    Column("measure", 14),
    Column("context", 60),
    Column("right", 9, person=True),
    Column("should_be", 24, person=True),
    Column("tester", 16, person=True),
    Column("tested_on", 12, person=True),
    Column("note", 24, person=True),
)
# How many errors beyond those allowed the table of limits goes.
_BEYOND = 4


def seed_for(plan: Plan, results: Results) -> str:
    """The seed: the one given, else that of the inputs."""
    return plan.seed or seed_of([record.sha256 for record in results.records if record.sha256])


def write_sample(paper: Paper, results: Results, plan: Plan, book: Book, lang: Lang) -> None:
    """The sheet with the sample of ``results`` by ``plan``."""
    population = len(book.figures)
    size, seed = sample_size(population, plan), seed_for(plan, results)
    notes = paper.notes("sample", text("sheet.sample", lang))
    _told(notes, plan, size, population, seed, lang)
    tested_row = notes.row
    notes.row += 3
    notes.blank()
    _limits(notes, plan, size, population, lang)
    notes.blank()
    rows: list[list[Cell]] = []
    for n, name in enumerate(draw(book.figures, size.figures, seed), start=1):
        one = book.figures[name]
        value = "" if one.value is None else number(one.value, lang)
        measure = text(f"measure.{one.measure}", lang)
        cells = [one.source, place(one, lang), one.raw, value, one.unit, one.period]
        blanks = [""] * sum(column.person for column in _COLUMNS)
        rows.append([n, name, *cells, one.indicator, measure, one.context, *blanks])
    first, last = paper.table_at(notes.sheet, notes.row, Table("sample", _COLUMNS), rows)
    _conclusion(notes, tested_row, (first, last), size, lang)


def _told(notes: Notes, plan: Plan, size: Size, population: int, seed: str, lang: Lang) -> None:
    def say(key: str, value: str) -> None:
        notes.line(text(f"sample.{key}", lang), value)

    say("purpose", text("sample.purpose_told", lang))
    say("population", text("sample.population_told", lang, count=number(Decimal(population), lang)))
    for name, share in (
        ("confidence", plan.confidence),
        ("tolerable", plan.tolerable),
        ("expected", plan.expected),
    ):
        say(name, percent(share, lang))
    key = "sample.size_whole" if size.whole else "sample.size_told"
    endless = {} if size.whole else {"endless": binomial_size(plan).figures}
    say("size", text(key, lang, count=size.figures, **endless))
    say("allowed", str(size.errors))
    say("seed", text("sample.seed_told", lang, seed=seed))


def percent(share: Fraction, lang: Lang) -> str:
    """A share as a percentage.

    >>> percent(Fraction(5, 1000), "vi")
    '0,5%'
    """
    return number(Decimal(share.numerator) * 100 / Decimal(share.denominator), lang) + "%"


def _limits(notes: Notes, plan: Plan, size: Size, population: int, lang: Lang) -> None:
    """What each number of errors found would mean for all figures."""
    if not size.figures or size.whole:
        return
    rows: list[list[Cell]] = []
    for errors in range(min(size.errors + _BEYOND, size.figures) + 1):
        most = upper_limit(errors, size.figures, population, plan.confidence)
        rows.append([errors, most, percent_of(most, population, lang)])
    heads = [text("sample.limit", lang), text("sample.limit_told", lang), "%"]
    notes.grid(heads, rows)


def percent_of(part: int, whole: int, lang: Lang) -> str:
    """``part`` of ``whole`` as a percentage, to a hundredth."""
    return number((Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.01")), lang) + "%"


def _conclusion(notes: Notes, row: int, table: tuple[int, int], size: Size, lang: Lang) -> None:
    """Cells that count what the testers enter; they are the only formulas in the book."""
    sheet, paper = notes.sheet, notes.paper
    column = chr(ord("A") + [one.name for one in _COLUMNS].index("right"))
    cells = f"{column}{table[0] + 1}:{column}{max(table) + 1}"
    yes, no = text("sample.yes", lang), text("sample.no", lang)
    label, value = paper.style(bold=True), paper.style(align="left", bold=True)
    counted = f'COUNTIF({cells},"{yes}")+COUNTIF({cells},"{no}")'
    told = {
        name: text(f"sample.result_{name}", lang).replace('"', '""')
        for name in ("open", "good", "bad")
    }
    formulas = (
        ("tested", f"={counted}", 0),
        ("errors", f'=COUNTIF({cells},"{no}")', 0),
        (
            "result",
            f'=IF(B{row + 1}<{size.figures},"{told["open"]}",'
            f'IF(B{row + 2}<={size.errors},"{told["good"]}","{told["bad"]}"))',
            text("sample.result_open", lang),
        ),
    )
    for n, (name, formula, shown) in enumerate(formulas):
        sheet.write_string(row + n, 0, text(f"sample.{name}", lang), label)
        sheet.write_formula(row + n, 1, formula, value, shown)
    if size.figures:
        choice = {"validate": "list", "source": [yes, no], "ignore_blank": True}
        here = [one.name for one in _COLUMNS].index("right")
        sheet.data_validation(table[0], here, table[1], here, choice)
