"""Percentages of one list that add up to a hundred are shares of one whole.

"Kết quả phân luồng: luồng xanh 64,2%, luồng vàng 31,5%, luồng đỏ 4,3%": no word says
so, the sum does. A list of two is told apart only by an exact sum: two rates seldom
make it by chance, three hardly ever.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from normalize.segments import Segment
from normalize.statements import Statement

_FEWEST = 2
_WHOLE = Decimal(100)


def settle_shares(statements: Sequence[Statement], segments: Sequence[Segment]) -> None:
    """Turn the rates of a sentence that divide a whole into shares."""
    sentences: dict[tuple[int, int], list[Statement]] = defaultdict(list)
    for statement, segment in zip(statements, segments, strict=True):
        sentences[segment.sentence, segment.depth].append(statement)
    for sentence in sentences.values():
        _settle_unsaid(sentence)
    for sentence in sentences.values():
        run: list[Statement] = []
        for statement in sentence:
            if statement.measure == "rate" and statement.unit == "%":
                run.append(statement)
            else:
                _settle(run)
                run = []
        _settle(run)


def _settle_unsaid(sentence: Sequence[Statement]) -> None:
    """ "tốt 128 em, đạt 19,9%; khá 290 em, đạt 45,2%; ...": no plan is named, the sum tells."""
    listed = [one for one in sentence if one.plan_unsaid or one.measure == "share"]
    if len(listed) > _FEWEST and any(one.plan_unsaid for one in listed):
        _settle(listed)


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
