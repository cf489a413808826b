"""Growth and difference against levels: "40.831 ha, giảm 1,6% (-673 ha)", in prose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audit.checks import Judged, settle
from audit.claims import (
    DIFFERENCE,
    GROWTH,
    GROWTH_FROM_CHANGE,
    INDEX_FROM_CHANGE,
    MULTIPLE,
    NOTHING,
    RATIO,
    Claim,
    Relation,
)
from audit.figures import is_level, same_unit, year_of
from audit.labels import key
from audit.register import Register
from audit.verdict import Judgement, judge
from solieu.model import Observation

_POINTS = "percentage point"


def change_checks(register: Register) -> Iterator[Judged]:
    """One check for each change or index whose level and base or difference are there.

    "Tăng 2,46 lần" may mean times 2,46 or plus 2,46 times the base: it is never judged.
    """
    for stated in register.prose:
        if stated.measure not in ("change", "index"):
            continue
        if stated.measure == "change" and stated.unit == "times":
            claim = Claim("change", "change.times/1", stated, (), NOTHING)
            yield settle(claim, Judgement("not_checkable", reason="times"))
            continue
        for claim, sure in _claims(register, stated):
            judgement = judge(claim)
            if sure or judgement.verdict == "consistent":
                yield settle(claim, judgement)


def _claims(register: Register, stated: Observation) -> Iterator[tuple[Claim, bool]]:
    """Claims about ``stated``, each with whether a contradiction may be believed."""
    companions = register.companions(stated)
    level = _level_of(stated, companions)
    if level is None:
        return
    base = _base_of(stated, level, companions)
    if base is not None:
        named = bool(base.period) or base.measure == "plan"
        for relation in _with_base(stated, level):
            # A change of a percentage in "%" may be meant in points or in per cent.
            sure = named and (level.unit != "%" or stated.unit == _POINTS)
            claim = Claim("change", f"change.{relation.name}/1", stated, (level, base), relation)
            yield claim, sure
    elif stated.unit == "%" and level.unit != "%":
        difference = _difference_of(stated, level, companions)
        if difference is not None:
            relation = INDEX_FROM_CHANGE if stated.measure == "index" else GROWTH_FROM_CHANGE
            rule = f"change.{relation.name}/1"
            yield Claim("change", rule, stated, (level, difference), relation), True


def _level_of(stated: Observation, companions: Sequence[Observation]) -> Observation | None:
    """The nearest level before, of the same indicator where there is one."""
    before = [o for o in companions if is_level(o) and o.span.end <= stated.span.start]
    if stated.unit not in ("%", "times", _POINTS):
        before = [o for o in before if same_unit(o.unit, stated.unit)]
    label = key(stated.indicator)
    current = [o for o in before if not _is_earlier(o, stated)]
    same = [o for o in current if key(o.indicator) == label]
    return (same or current)[-1] if current else None


def _is_earlier(other: Observation, stated: Observation) -> bool:
    """Whether a figure is of an earlier period than the stated one."""
    return "" < year_of(other.period) < year_of(stated.period)


def _base_of(
    stated: Observation, level: Observation, companions: Sequence[Observation]
) -> Observation | None:
    """The plan or the earlier figure that the change is measured from."""
    bases = [
        other
        for other in companions
        if other is not level
        and same_unit(other.unit, level.unit)
        and key(other.indicator) == key(level.indicator)
        and (
            other.measure == "plan"
            if stated.compare_to == "plan"
            else is_level(other) and _precedes(other, level, stated)
        )
    ]
    return min(bases, key=lambda b: abs(b.span.start - stated.span.start), default=None)


def _precedes(base: Observation, level: Observation, stated: Observation) -> bool:
    if not base.period:
        return base.span.start > level.span.end
    if stated.compare_to == "yoy":
        return year_of(base.period) < year_of(level.period)
    return base.period < level.period


def _with_base(stated: Observation, level: Observation) -> Sequence[Relation]:
    """The formulas that may have been meant, given level and base."""
    if stated.unit == "times":
        return (MULTIPLE,)
    if stated.measure == "index":
        return (RATIO,)
    if stated.unit == "%" and level.unit != "%":
        return (GROWTH,)
    return (DIFFERENCE, GROWTH) if stated.unit == "%" else (DIFFERENCE,)


def _difference_of(
    stated: Observation, level: Observation, companions: Sequence[Observation]
) -> Observation | None:
    """The absolute change that goes with a rate: of the same level, against the same base."""
    following = [o for o in companions if o.span.start >= level.span.end]
    for other in following:
        if is_level(other) and same_unit(other.unit, level.unit):
            return None  # from here on another level is spoken of
        if (
            other.measure == "change"
            and same_unit(other.unit, level.unit)
            and stated.compare_to in ("", other.compare_to)
        ):
            return other
    return None
