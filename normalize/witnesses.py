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

from extract.exact import ten_to, times
from extract.quantity import Quantity
from extract.separators import AMBIGUOUS
from normalize.periods import yoy
from normalize.segments import Segment
from normalize.statements import Statement

_WHOLE = Decimal(100)
_REACH = 12  # figures back; a whole that stands farther away is told again


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


def settle_unsaid_bases(statements: Sequence[Statement], segments: Sequence[Segment]) -> None:
    """ "thụ lý 96 vụ, giải quyết 61 vụ, đạt 63,5%": the ratio of two counts beside it.

    Where no plan and no whole is named, a ratio that two figures before it give is a share
    of the one. Rates of one sentence that are named alike are the same; those that no
    figure proves are rates of what was counted ("còn 18 hộ nghèo, tỷ lệ 0,52%").
    """
    shared: set[int] = set()  # sentences in which a bare rate proved to be a share
    for i, statement in enumerate(statements):
        if (statement.plan_unsaid or statement.base_unsaid) and _is_proved(statements, segments, i):
            statement.measure = "share"
            if statement.base_unsaid:
                shared.add(segments[i].sentence)
    for statement, segment in zip(statements, segments, strict=True):
        if statement.base_unsaid and segment.sentence in shared:
            statement.measure = "share"
        elif statement.base_unsaid and statement.measure == "rate":
            label = statement.label
            statement.label = f"Tỷ lệ {label[:1].lower()}{label[1:]}"


def settle_then_and_now(statements: Sequence[Statement]) -> None:
    """ "tăng 93 vụ so với cùng kỳ (206/113 vụ)": the pair whose difference is the change.

    Its right side is no plan and no whole, but the figure of the base.
    """
    for i in range(2, len(statements)):
        right, left, change = statements[i], statements[i - 1], statements[i - 2]
        if right.quantity.link != "pair" or change.measure != "change" or right.unit != left.unit:
            continue
        bare = not right.unit and change.quantity.unit_kind == "counter"
        now, then, said = left.quantity.value, right.quantity.value, change.quantity.value
        if None in (now, then, said) or change.compare_to != "yoy":
            continue
        if change.unit != right.unit and not bare:
            continue
        assert now is not None and then is not None and said is not None
        if now - then == said * change.sign:
            right.measure, right.fraction_of, right.shifted = left.measure, -1, True
            if bare:  # "giảm 3 vụ (15/18)"
                left.unit = right.unit = change.unit
            if left.period:
                right.set_period(yoy(left.period), "stated")


def settle_growth_over_plan(statements: Sequence[Statement]) -> None:
    """ "đạt 53,5/52 ha, tăng 2,9%": a growth that actual and plan give is over the plan.

    Only where no base is named for it: words go before figures.
    """
    for i, statement in enumerate(statements):
        if statement.measure != "change" or not statement.base_open or statement.unit != "%":
            continue
        clause = [s for s in statements[max(0, i - _REACH) : i] if s.clause == statement.clause]
        levels = [s for s in clause if s.measure in ("actual", "estimate")]
        bases = [s for s in clause if s.measure in ("plan", "denominator")]
        if any(s.measure == "pct_of_plan" for s in clause):
            continue  # what is left to the plan is 100 less that anyway
        if len(levels) == len(bases) == 1 and _grows(levels[0], bases[0], statement):
            statement.compare_to = "plan"
            bases[0].measure = "plan"


def _grows(level: Statement, base: Statement, change: Statement) -> bool:
    one, other, said = level.quantity.value, base.quantity.value, change.quantity.value
    step = change.quantity.step
    if one is None or not other or said is None or step is None:
        return False
    return abs((one / other - 1) * _WHOLE - said * change.sign) <= step


def _is_proved(statements: Sequence[Statement], segments: Sequence[Segment], i: int) -> bool:
    """Whether the figure the ratio speaks of and an earlier one give it.

    A plan that was not named may stand in the same sentence only, in the same unit; farther
    off only a count proves it, by decimals that hardly agree by chance.
    """
    statement = statements[i]
    if not 0 <= statement.clause < i:
        return False
    part = statements[statement.clause]
    for j in range(statement.clause - 1, max(-1, statement.clause - _REACH), -1):
        whole = statements[j]
        counted = whole.quantity.unit_kind == part.quantity.unit_kind == "counter"
        near = segments[j].sentence == segments[i].sentence or statement.base_unsaid
        if not near and not (counted and _is_fine(statement.quantity)):
            return False
        alike = whole.unit == part.unit or counted
        if alike and _gives(part.quantity, whole.quantity, statement.quantity):
            return True
    return False


def _is_fine(ratio: Quantity) -> bool:
    return ratio.step is not None and ratio.step < 1


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
    flags = tuple(flag for flag in quantity.flags if flag != AMBIGUOUS)
    sure = replace(quantity, alternative=None, flags=flags)
    power = ten_to(quantity.scale or 0)
    found = [sure]
    for reading in (quantity.numeral.thousands, quantity.numeral.decimal):
        if reading is not None and times(reading.value, power) == quantity.alternative:
            step = times(ten_to(-reading.decimals), power)
            found.append(replace(sure, value=quantity.alternative, step=step))
    return found


def _gives(level: Quantity, base: Quantity, ratio: Quantity) -> bool:
    """True where level / base is the percentage written, as far as that is rounded."""
    if level.value is None or not base.value or ratio.value is None or ratio.step is None:
        return False
    return abs(level.value / base.value * _WHOLE - ratio.value) <= ratio.step
