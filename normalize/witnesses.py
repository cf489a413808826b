"""The stated percentage as a witness: what it proves where the words leave two readings.

It tells which reading of an ambiguous separator is meant, and whose ratio it is itself.
"7,500 tấn, đạt 93,75% kế hoạch 8.000 tấn": seven and a half tons are no 93,75 percent of
eight thousand, seven thousand five hundred are. Asked last, after the numeral, its unit
and the vote of the document; where both readings or neither agree, both are kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extract.quantity import Quantity
from normalize.segments import Segment
from normalize.statements import Statement

_AMBIGUOUS = "ambiguous_separator"
_WHOLE = Decimal(100)


def ask_percentages(statements: Sequence[Statement]) -> None:
    """Settle the separators of figures whose clause states their ratio to another one."""
    if not any(s.quantity.alternative is not None for s in statements):
        return
    clauses: dict[int, list[Statement]] = defaultdict(list)
    for statement in statements:
        clauses[statement.clause].append(statement)
    for clause in clauses.values():
        bases = [s for s in clause if s.measure in ("plan", "denominator")]
        levels = [s for s in clause if s.measure in ("actual", "estimate")]
        ratios = [s for s in clause if s.measure in ("pct_of_plan", "share", "rate")]
        if len(bases) == len(levels) == len(ratios) == 1 and ratios[0].unit == "%":
            _ask(levels[0], bases[0], ratios[0].quantity)


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


def _ask(level: Statement, base: Statement, ratio: Quantity) -> None:
    """Take the one pair of readings that the percentage proves, if only one does."""
    proved = [
        (first, second)
        for first in _readings(level.quantity)
        for second in _readings(base.quantity)
        if _gives(first, second, ratio)
    ]
    if len(proved) == 1:
        level.quantity, base.quantity = proved[0]


def _readings(quantity: Quantity) -> list[Quantity]:
    """The quantity as read and as it could be read, each without its doubt."""
    if quantity.alternative is None:
        return [quantity]
    flags = tuple(flag for flag in quantity.flags if flag != _AMBIGUOUS)
    sure = replace(quantity, alternative=None, flags=flags)
    power = Decimal(10) ** (quantity.scale or 0)
    found = [sure]
    for reading in (quantity.numeral.thousands, quantity.numeral.decimal):
        if reading is not None and reading.value * power == quantity.alternative:
            step = Decimal(1).scaleb(-reading.decimals) * power
            found.append(replace(sure, value=quantity.alternative, step=step))
    return found


def _gives(level: Quantity, base: Quantity, ratio: Quantity) -> bool:
    """True where level / base is the percentage written, as far as that is rounded."""
    if level.value is None or not base.value or ratio.value is None or ratio.step is None:
        return False
    return abs(level.value / base.value * _WHOLE - ratio.value) <= ratio.step
