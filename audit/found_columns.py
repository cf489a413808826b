"""What a column was made from where no header says it: the rows themselves tell.

A column of percentages may be one column over another, the growth from one to another,
or the share of each row in a total; a column of amounts may be the sum or the difference
of its neighbours. Every such relation is tried; one is believed where most rows fit, and
enough of them too well for chance. The idea, and the order of trying near columns first,
are AggreCol's (Jiang et al., Hasso Plattner Institute).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from audit.checks import Judged, settle
from audit.claims import DIFFERENCE, GROWTH, RATIO, SUM, Claim, Relation
from audit.figures import (
    is_additive,
    is_level,
    resolution_of,
    same_unit,
    significant_digits,
    stands_for,
    written_digits,
)
from audit.intervals import Unbounded
from audit.register import Register
from audit.verdict import Judgement, judge
from audit.vocabulary import units
from solieu.model import CheckKind, Observation

_TELLING_PERCENT = 2  # significant digits from which on a percentage hardly fits by chance
_TELLING_AMOUNT = 3
_FITS = 2  # telling rows that must fit; more where the relation has more freedom
_FITS_OF_SUM = 3
_REACH = 6  # columns to either side in which a base or a part is looked for
_LONGEST = 6  # columns that add up to another
_VOTERS = 40

Column = Mapping[int, Observation]
Columns = Mapping[int, Column]
# What a cell claims under one relation; None where the row lacks a figure for it.
Reading = Callable[[Observation], Claim | None]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A relation that may hold for a column; nearer ones are tried first."""

    distance: int
    reading: Reading
    enough: int


def found_in_percentages(
    register: Register, table: int, number: int, columns: Columns
) -> Iterator[Judged]:
    """The checks of one column of percentages that no header explains."""
    stated = {row: cell for row, cell in columns[number].items() if cell.unit == "%"}
    candidates = [
        *_of_two_columns(number, columns),
        *_of_totals(register, table, number, columns),
    ]
    yield from _believed(stated, candidates, _telling_percent)


def found_in_amounts(number: int, columns: Columns) -> Iterator[Judged]:
    """The checks of one column of amounts that is the sum or difference of others."""
    stated = {
        row: cell
        for row, cell in columns[number].items()
        if cell.unit not in units().never_added and cell.comparator == "="
    }
    yield from _believed(stated, [*_sums(number, columns)], _telling_amount)


def _believed(
    stated: Column, candidates: Sequence[Candidate], telling: Callable[[Claim], bool]
) -> Iterator[Judged]:
    """The claims of the relation that most rows bear out, if one is."""
    best: Candidate | None = None
    most = 0
    for candidate in sorted(candidates, key=lambda c: c.distance):
        voters = [claim for claim in islice(_claims(stated, candidate), _VOTERS) if telling(claim)]
        enough = max(candidate.enough, most + 1, -(-2 * len(voters) // 3))
        votes = _votes(voters, enough)
        if votes >= enough:
            best, most = candidate, votes
    if best is not None:
        for claim in _claims(stated, best):
            judgement = judge(claim)
            if claim.kind == "share" and _by_one_digit(claim, judgement):
                judgement = replace(judgement, verdict="suspect", reason="adjusted")
            yield settle(claim, judgement)


def _claims(stated: Column, candidate: Candidate) -> Iterator[Claim]:
    return (claim for cell in stated.values() if (claim := candidate.reading(cell)))


def _votes(voters: Sequence[Claim], enough: int) -> int:
    """How many rows fit; counted no further where ``enough`` cannot be reached."""
    votes = 0
    for left, claim in zip(range(len(voters), 0, -1), voters, strict=True):
        if votes + left < enough:
            break
        votes += _fits(claim)
    return votes


def _by_one_digit(claim: Claim, judgement: Judgement) -> bool:
    """Off by one in the last digit: shares are often adjusted so that they make up 100."""
    return judgement.verdict == "inconsistent" and judgement.gap <= resolution_of(claim.stated)


def _fits(claim: Claim) -> bool:
    try:
        computed = claim.relation.compute([stands_for(o, "either") for o in claim.operands])
    except Unbounded:
        return False
    return stands_for(claim.stated, "either").meets(computed)


def _telling_percent(claim: Claim) -> bool:
    value = claim.stated.value
    if value is None or value in (0, 100):
        return False
    return significant_digits(value) >= _TELLING_PERCENT


def _telling_amount(claim: Claim) -> bool:
    others = [operand for operand in claim.operands if operand.value]
    return written_digits(claim.stated) >= _TELLING_AMOUNT and len(others) > 1


# --- percentages ---------------------------------------------------------------------------


def _of_two_columns(number: int, columns: Columns) -> Iterator[Candidate]:
    near = [n for n in columns if n != number and abs(n - number) <= _REACH]
    for over in near:
        for under in near:
            if over == under:
                continue
            distance = abs(number - over) + abs(number - under)
            for relation in (RATIO, GROWTH):
                yield Candidate(distance, _two(columns[over], columns[under], relation), _FITS)


def _two(over: Column, under: Column, relation: Relation) -> Reading:
    def read(cell: Observation) -> Claim | None:
        a, b = over.get(cell.row), under.get(cell.row)
        if a is None or b is None or "%" in (a.unit, b.unit) or not _comparable(a, b):
            return None
        if relation is GROWTH and not same_unit(a.unit, b.unit):
            return None
        own: CheckKind = "ratio" if cell.measure == "pct_of_plan" else "share"
        if relation is GROWTH:
            own = "change"
        return Claim(own, f"{own}.found/1", cell, (a, b), relation)

    return read


def _comparable(over: Observation, under: Observation) -> bool:
    """Like with like, or a count out of another count: poor households of all."""
    if same_unit(over.unit, under.unit):
        return True
    measured = units().measured | units().money
    return over.unit not in measured and under.unit not in measured


def _of_totals(
    register: Register, table: int, number: int, columns: Columns
) -> Iterator[Candidate]:
    """Shares of a row that is called a total, or that the column gives as 100."""
    totals = {row.number for row in register.layouts.get(table, ()) if row.total}
    totals |= {row for row, cell in columns[number].items() if cell.value == 100}
    for n, column in columns.items():
        if n == number or abs(n - number) > _REACH:
            continue
        for row in sorted(totals & column.keys()):
            yield Candidate(abs(n - number), _share(column, column[row]), _FITS)


def _share(column: Column, whole: Observation) -> Reading:
    def read(cell: Observation) -> Claim | None:
        part = column.get(cell.row)
        if part is None or not same_unit(part.unit, whole.unit):
            return None
        if part.unit in units().never_added:
            return None
        return Claim("share", "share.column/1", cell, (part, whole), RATIO)

    return read


# --- amounts -------------------------------------------------------------------------------


def _sums(number: int, columns: Columns) -> Iterator[Candidate]:
    """Sums of neighbouring columns, all on one side, and differences of two."""
    order = sorted(columns)
    place = order.index(number)
    for step in (1, -1):
        run = order[place + step :: step][:_LONGEST]
        for length in range(2, len(run) + 1):
            parts = [columns[n] for n in run[:length]][::step]
            yield Candidate(length, _all_of(parts, SUM, "sum"), _FITS_OF_SUM)
    near = order[max(0, place - 3) : place + 4]
    for first in near:
        for second in near:
            if len({first, second, number}) == 3 and _is_difference(columns[number]):
                distance = abs(place - order.index(first)) + abs(place - order.index(second))
                parts = [columns[first], columns[second]]
                yield Candidate(distance, _all_of(parts, DIFFERENCE, "change"), _FITS_OF_SUM)


def _is_difference(column: Column) -> bool:
    """Differences are looked for among changes only: a = b + c says the same of levels."""
    return any(cell.measure == "change" for cell in column.values())


def _all_of(parts: Sequence[Column], relation: Relation, kind: CheckKind) -> Reading:
    def read(cell: Observation) -> Claim | None:
        found = [part.get(cell.row) for part in parts]
        operands = tuple(one for one in found if one is not None)
        if len(operands) < len(parts) or not all(_adds(o, cell) for o in operands):
            return None
        if kind == "sum" and not is_additive(cell):
            return None
        return Claim(kind, f"{kind}.found_columns/1", cell, operands, relation)

    return read


def _adds(part: Observation, whole: Observation) -> bool:
    if part.comparator != "=" or not same_unit(part.unit, whole.unit):
        return False
    levels = is_level(part) or part.measure == whole.measure
    return levels or whole.measure == "change"
