"""Percentages in tables: which two columns a column of percentages was made from.

A header rarely says it in full, but the rows do: of all pairs of columns that could be
meant, the one that fits most rows is taken, and the rows that then do not agree are
findings. Where no pair fits at least half the rows, the columns were not understood
and nothing is claimed. The idea is AggreCol's, with labels and measures as a guide.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from audit.checks import Judged, settle
from audit.claims import GROWTH, RATIO, Claim, Relation
from audit.figures import is_level, is_ratio_unit, same_unit, stands_for
from audit.found_columns import found_in_amounts, found_in_percentages
from audit.intervals import Unbounded
from audit.register import Register
from audit.verdict import Judgement, judge
from normalize.periods import year_of
from solieu.model import CheckKind, Observation

_VOTERS = 24  # rows that vote; more would only cost time
_ENOUGH = 4  # rows from which on half of them must fit

Column = Mapping[int, Observation]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two columns that a column of percentages may be computed from."""

    over: Column
    under: Column


def column_checks(register: Register) -> Iterator[Judged]:
    """One check for each percentage or amount in a table whose columns are known.

    What headers do not explain is looked for among the rows: see ``audit.found_columns``.
    """
    for table, columns in register.grids.items():
        for number, column in columns.items():
            stated = {row: cell for row, cell in column.items() if _relation(cell)}
            best = _chosen(stated, _pairs(number, stated, columns)) if stated else None
            if best is not None:
                yield from _checks(stated, best)
                yield from _checks(*_for_the_rest(number, stated, best, columns))
            elif any(cell.unit == "%" for cell in column.values()):
                yield from found_in_percentages(register, table, number, columns)
            else:
                yield from found_in_amounts(number, columns)


def _for_the_rest(
    number: int, stated: Column, best: Pair, columns: Mapping[int, Column]
) -> tuple[Column, Pair]:
    """Rows that lack one of the two columns, such as rates, which do not cumulate.

    Another level over the same base is taken for them, if all but one of them fit it, or
    the only level that a row with a rate has, if the other rows bear the columns out.
    """
    left = {row: cell for row, cell in stated.items() if _claim(cell, best) is None}
    for _, pair in sorted(_pairs(number, left, columns), key=lambda pair: pair[0]) if left else ():
        claims = [claim for cell in left.values() if (claim := _claim(cell, pair))]
        votes = sum(map(_fits, claims))
        if votes and votes >= len(claims) - 1 and pair.under.items() <= best.under.items():
            return left, pair
    borne_out = sum(_fits(claim) for cell in stated.values() if (claim := _claim(cell, best)))
    if borne_out < _ENOUGH:
        return {}, best
    alone = {row: cell for row in left if (cell := _only_level(row, best, columns))}
    return {row: left[row] for row in alone}, Pair(alone, best.under)


def _only_level(row: int, best: Pair, columns: Mapping[int, Column]) -> Observation | None:
    """The one level of a row whose plan or base is a rate."""
    base = best.under.get(row)
    levels = [cells[row] for cells in columns.values() if row in cells and is_level(cells[row])]
    if base is None or not is_ratio_unit(base.unit) or len(levels) != 1:
        return None
    return levels[0] if levels[0] is not base else None


def _relation(cell: Observation) -> Relation | None:
    """How a percentage in a cell is computed from a figure and its base."""
    if cell.unit != "%":
        return None
    if cell.measure in ("pct_of_plan", "index"):
        return RATIO
    return GROWTH if cell.measure == "change" else None


def _pairs(number: int, stated: Column, columns: Mapping[int, Column]) -> list[tuple[int, Pair]]:
    """Pairs of columns that can be meant, with their distance from the percentages."""
    sample = next(iter(stated.values()))
    of_plan = sample.measure == "pct_of_plan" or sample.compare_to == "plan"
    levels = {n: _only(column, stated, plan=False) for n, column in columns.items()}
    bases = {n: _only(column, stated, plan=True) for n, column in columns.items()}
    under = bases if of_plan else levels
    pairs = []
    for a, over in levels.items():
        for b, base in under.items():
            if a != b and over and base and over.keys() & base.keys():
                pairs.append((abs(number - a) + abs(number - b), Pair(over, base)))
    return pairs


def _only(column: Column, stated: Column, plan: bool) -> Column:
    return {
        row: cell
        for row, cell in column.items()
        if row in stated and (cell.measure == "plan" if plan else is_level(cell))
    }


def _claim(percent: Observation, pair: Pair) -> Claim | None:
    over, under = pair.over.get(percent.row), pair.under.get(percent.row)
    relation = _relation(percent)
    if over is None or under is None or relation is None:
        return None
    if not same_unit(over.unit, under.unit):
        return None
    if percent.compare_to == "yoy" and _of_one_year(over.period, under.period):
        return None  # two quarters of one year are no year apart
    kind: CheckKind = "ratio" if percent.measure == "pct_of_plan" else "change"
    return Claim(kind, f"{kind}.columns/1", percent, (over, under), relation)


def _of_one_year(period: str, other: str) -> bool:
    year, base = year_of(period) if period else None, year_of(other) if other else None
    return period != other and year is not None and year == base


def _fits(claim: Claim) -> bool:
    """Whether the row agrees, be it by cutting; cheaper than a full judgement."""
    try:
        computed = claim.relation.compute([stands_for(o, "either") for o in claim.operands])
    except Unbounded:
        return False
    return stands_for(claim.stated, "either").meets(computed)


def _chosen(stated: Column, pairs: Sequence[tuple[int, Pair]]) -> Pair | None:
    """The pair most rows vote for; None where the rows do not settle it."""
    ranked = []
    for distance, pair in pairs:
        claims = [claim for cell in stated.values() if (claim := _claim(cell, pair))]
        voters = [claim for claim in claims if any(o.value for o in claim.operands)][:_VOTERS]
        votes = sum(_fits(claim) for claim in voters)
        same_period = sum(claim.operands[0].period == claim.stated.period for claim in voters)
        ranked.append((votes, same_period, -distance, len(voters), pair))
    if not ranked:
        return None
    votes, same_period, _, voters_of_best, best = max(ranked, key=lambda r: r[:3])
    if voters_of_best >= _ENOUGH:
        return best if 2 * votes >= voters_of_best else None
    unrivalled = len(ranked) == 1 or sum(r[1] == same_period > 0 for r in ranked) == 1
    return best if votes or unrivalled else None


def _checks(stated: Column, pair: Pair) -> Iterator[Judged]:
    for percent in stated.values():
        if claim := _claim(percent, pair):
            yield settle(claim, _unless_repeated(claim, judge(claim)))


def _unless_repeated(claim: Claim, judgement: Judgement) -> Judgement:
    """ "> 95 % | 100 % | 100 %": the column says the rate again, not how much of the plan it is.

    No contradiction, since the plan is only a bound, but worth a question.
    """
    level, plan = claim.operands
    repeats = level.unit == "%" and level.value == claim.stated.value != plan.value
    if judgement.reason == "bound" and repeats:
        return replace(judgement, verdict="suspect", reason="repeated")
    return judgement
