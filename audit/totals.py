"""Totals in tables: "Tổng số" against its rows, I against 1, 2, 3.

A numbered row need not be the sum of the rows below it. It is taken for one when its
label says so or when another column of the same rows adds up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from audit.checks import Judged, settle
from audit.claims import SUM, Claim
from audit.figures import addable, is_additive, measure_class, written_digits
from audit.register import Register
from audit.rows import Family, families
from audit.verdict import Judgement, judge
from solieu.model import Observation

_TELLING_DIGITS = 3  # a sum of fewer digits may add up by chance
_SUMMED = frozenset({"level", "plan", "denominator"})

Grid = Mapping[int, Mapping[int, Observation]]


def total_checks(register: Register) -> Iterator[Judged]:
    """One check for each column of each row that is the total of others."""
    for table, rows in register.layouts.items():
        for family in families(rows):
            yield from _checks(family, register.grids.get(table, {}))


def _checks(family: Family, grid: Grid) -> Iterator[Judged]:
    judged = [(claim, judge(claim)) for claim in _claims(family, grid)]
    agreeing = [claim for claim, judgement in judged if _agrees(judgement)]
    telling = [claim for claim in agreeing if _tells(claim)]
    disagreeing = len(judged) - len(agreeing)
    believed = bool(telling) and len(agreeing) >= disagreeing
    believed = believed or (family.labelled and family.certain and len(judged) == 1)
    for claim, judgement in judged:
        if believed or (_agrees(judgement) and family.labelled and _tells(claim)):
            yield settle(claim, judgement)


def _claims(family: Family, grid: Grid) -> Iterator[Claim]:
    for column in sorted(grid):
        cells = grid[column]
        whole = cells.get(family.parent.number)
        parts = [cells.get(row.number) for row in family.children]
        if whole is None or not _may_be_summed(whole):
            continue
        fitting = tuple(
            part
            for part in parts
            if part is not None
            and measure_class(part) == measure_class(whole)
            and addable(part.unit, whole.unit)
            and part.period == whole.period
        )
        if len(fitting) == len(parts):
            yield Claim("sum", "sum.rows/1", whole, fitting, SUM)


def _may_be_summed(whole: Observation) -> bool:
    return measure_class(whole) in _SUMMED and is_additive(whole)


def _agrees(judgement: Judgement) -> bool:
    return judgement.verdict in ("consistent", "truncated")


def _tells(claim: Claim) -> bool:
    return written_digits(claim.stated) >= _TELLING_DIGITS
