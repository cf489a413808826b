"""Ratios that no word explains, but the figures beside them do.

Percentages of one list that add up to a hundred are shares of one whole.

"Kết quả phân luồng: luồng xanh 64,2%, luồng vàng 31,5%, luồng đỏ 4,3%": no word says
so, the sum does. A list of two is told apart only by an exact sum: two rates seldom
make it by chance, three hardly ever.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby

from extract.quantity import Quantity
from normalize.segments import Segment
from normalize.statements import Statement

_FEWEST = 2
_WHOLE = Decimal(100)


def settle_shares(statements: Sequence[Statement], segments: Sequence[Segment]) -> None:
    """Turn the rates of a sentence that divide a whole into shares."""
    pairs = zip(statements, segments, strict=True)
    for _, sentence in groupby(pairs, key=lambda pair: (pair[1].sentence, pair[1].depth)):
        run: list[Statement] = []
        for statement, _segment in sentence:
            if statement.measure == "rate" and statement.unit == "%":
                run.append(statement)
            else:
                _settle(run)
                run = []
        _settle(run)


def settle_unsaid_plans(statements: Sequence[Statement], segments: Sequence[Segment]) -> None:
    """ "thụ lý 96 vụ, giải quyết 61 vụ, đạt 63,5%": the ratio of two counts beside it.

    Where no plan is named, a ratio that two figures of its sentence give is theirs.
    """
    for i, statement in enumerate(statements):
        if not statement.plan_unsaid or not 0 <= statement.clause < i:
            continue
        part, share = statements[statement.clause], statement.quantity
        for j in range(statement.clause - 1, -1, -1):
            if segments[j].sentence != segments[i].sentence:
                break
            if statements[j].unit == part.unit and _gives(
                part.quantity, statements[j].quantity, share
            ):
                statement.measure = "rate"
                break


def _gives(part: Quantity, whole: Quantity, ratio: Quantity) -> bool:
    """True where part / whole is the percentage written, as far as that is rounded."""
    if part.value is None or not whole.value or ratio.value is None or ratio.step is None:
        return False
    return abs(part.value / whole.value * _WHOLE - ratio.value) <= ratio.step


def _settle(run: Sequence[Statement]) -> None:
    """Shares, where the figures add up to a hundred as far as they are rounded."""
    values = [s.quantity.value for s in run if s.quantity.value is not None]
    steps = [s.quantity.step for s in run if s.quantity.step is not None]
    if len(run) < _FEWEST or len(values) < len(run) or len(steps) < len(run):
        return
    slack = sum(steps, Decimal(0)) / 2 if len(run) > _FEWEST else Decimal(0)
    if abs(sum(values, Decimal(0)) - _WHOLE) <= slack and all(value < _WHOLE for value in values):
        for statement in run:
            statement.measure = "share"
