"""Which figure said before gives a figure its period: that of its clause, its whole, its plan."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from normalize.periods import bounds
from normalize.statements import Statement
from solieu.model import Measure

_LEVELS: frozenset[Measure] = frozenset({"actual", "estimate", "rate", "share"})


def last_said(statements: Sequence[Statement], whole: int, end: int) -> Statement:
    """What was said last of a whole before its parts and before ``end``; no plan, no earlier year.

    "IIP tháng 9 tăng 3,2%; 9 tháng tăng 9,6%, trong đó khai khoáng giảm 2,3%": in 9 months.
    """
    clause = statements[whole].clause if statements[whole].clause >= 0 else whole
    later = (statements[i] for i in range(whole + 1, end))
    said = takewhile(lambda one: one.clause == clause, later)
    now = [
        one
        for one in said
        if one.measure != "plan"
        and not (one.shifted or one.former)
        and not _ends_before(one.period, statements[whole].period)
    ]
    return now[-1] if now else statements[whole]


def _ends_before(period: str, other: str) -> bool:
    """Whether one period is over before the end of another."""
    return bool(period and other) and bounds(period).last < bounds(other).last


def is_of_another_time(one: Statement) -> bool:
    """Whether a figure is of a plan or of an earlier period than what is reported."""
    return one.measure == "plan" or one.shifted or one.former or bool(one.aside)


def anchor_of(statements: Sequence[Statement], clause: int, end: int) -> Statement | None:
    """The figure that a clause is about; of a level and the one it came from, the later."""
    anchor = statements[clause]
    if not anchor.former:
        return _last_level(statements, anchor, end)
    said = (statements[i] for i in range(clause, end))
    return next((one for one in said if one.clause == anchor.clause and not one.former), None)


def _last_level(statements: Sequence[Statement], anchor: Statement, end: int) -> Statement:
    """ "tháng 8 là 5,12%; lũy kế 8 tháng 4,98%, giảm 0,31%": of the level said last."""
    for one in reversed(statements[:end]):
        if one.clause != anchor.clause or one is anchor:
            break
        level = one.measure in _LEVELS and one.period_basis == "stated"
        if level and not is_of_another_time(one) and not one.quantity.link:
            return one if not _ends_before(one.period, anchor.period) else anchor
    return anchor


def grows_with(plan: Statement, statement: Statement) -> bool:
    """ "Kế hoạch 2021: doanh thu 653 tỷ đồng, giảm 8,5%": growth to a planned level."""
    return bool(plan.period) and statement.measure == "change" and statement.compare_to != "plan"
