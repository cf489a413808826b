"""What a report claims: a stated figure and the formula that ought to give it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from audit.intervals import Interval, corners, point, total
from solieu.model import CheckKind, Observation


@dataclass(frozen=True, slots=True)
class Relation:
    """A formula over figures: how it is computed and how it is written.

    ``written`` puts the figures, as text, into the formula. ``percent`` says that the
    result is a percentage, so that the formula is multiplied by 100; ``sign`` stands
    between formula and stated figure, empty where nothing is stated.
    """

    name: str
    compute: Callable[[Sequence[Interval]], Interval]
    written: Callable[[Sequence[str]], str]
    percent: bool = False
    sign: str = "="


def _bracketed(text: str) -> str:
    return f"({text})" if text.startswith("-") else text


def _ratio(intervals: Sequence[Interval]) -> Interval:
    return (intervals[0] / intervals[1]).times(100)


def _growth_from_change(intervals: Sequence[Interval]) -> Interval:
    level, change = intervals
    _ = change / (level - change)  # raises Unbounded where the base may be zero
    return corners(lambda a, d: 100 * d / (a - d), intervals)


def _index_from_change(intervals: Sequence[Interval]) -> Interval:
    return _growth_from_change(intervals) + point(100)


RATIO = Relation("ratio", _ratio, lambda t: f"{t[0]} / {t[1]}", percent=True)
MULTIPLE = Relation("multiple", lambda i: i[0] / i[1], lambda t: f"{t[0]} / {t[1]}")
GROWTH = Relation(
    "growth",
    lambda i: _ratio(i) + point(-100),
    lambda t: f"({t[0]} - {_bracketed(t[1])}) / {_bracketed(t[1])}",
    percent=True,
)
GROWTH_FROM_CHANGE = Relation(
    "growth_from_change",
    _growth_from_change,
    lambda t: f"{t[1]} / ({t[0]} - {_bracketed(t[1])})",
    percent=True,
)
INDEX_FROM_CHANGE = Relation(
    "index_from_change",
    _index_from_change,
    lambda t: f"{t[0]} / ({t[0]} - {_bracketed(t[1])})",
    percent=True,
)
SUM = Relation("sum", total, lambda t: " + ".join([t[0], *map(_bracketed, t[1:])]))
DIFFERENCE = Relation("difference", lambda i: i[0] - i[1], lambda t: f"{t[0]} - {_bracketed(t[1])}")
# opening + received - resolved = pending
BALANCE = Relation(
    "balance",
    lambda i: i[0] + i[1] - i[2],
    lambda t: f"{t[0]} + {_bracketed(t[1])} - {_bracketed(t[2])}",
)
NOTHING = Relation("nothing", total, lambda t: " ; ".join(t))
# The same with nothing stated to compare the result with.
OPEN_BALANCE = replace(BALANCE, sign="")
SAME = Relation("same", lambda i: i[0], lambda t: t[0])
WITHIN = Relation("within", lambda i: i[0], lambda t: t[0], sign="<=")


def product_of(factor: Fraction) -> Relation:
    """Area times yield times ``factor``, which brings the units together."""
    if factor == 1:
        tail = ""
    elif factor < 1:
        tail = f" / {1 / factor}"
    else:
        tail = f" * {factor}"
    return Relation(
        "product",
        lambda i: (i[0] * i[1]).times(factor),
        lambda t: f"{t[0]} * {t[1]}{tail}",
    )


@dataclass(frozen=True, slots=True)
class Claim:
    """``stated`` ought to be ``relation`` of ``operands``.

    ``rule`` names the rule and its version, e.g. ``ratio.clause/1``: it is part of the
    check's id, so a rule that comes to mean something else must change its version.
    """

    kind: CheckKind
    rule: str
    stated: Observation
    operands: tuple[Observation, ...]
    relation: Relation

    @property
    def figures(self) -> tuple[Observation, ...]:
        """The stated figure first, then those it is recomputed from."""
        return (self.stated, *self.operands)

    @property
    def observation_ids(self) -> tuple[str, ...]:
        """The ids of the figures, each once."""
        return tuple(dict.fromkeys(figure.observation_id for figure in self.figures))
