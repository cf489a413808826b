"""Sums that nothing ties but their own agreement: a total followed by its parts.

Only agreement is reported: of figures that are not tied, a difference says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audit.checks import Judged, settle
from audit.claims import SUM, Claim
from audit.figures import (
    addable,
    is_additive,
    is_level,
    resolution_of,
    same_period,
    value_of,
    written_digits,
)
from audit.register import Register
from audit.verdict import judge
from solieu.model import Observation

_TELLING_DIGITS = 4  # a total of fewer digits may be met by chance: 62 + 13 + 47 + 6 = 128
_LONGEST = 4  # parts
_REACH = 40  # counts in other units that may stand between them


def found_sum_checks(register: Register) -> Iterator[Judged]:
    """Counts in one paragraph or note that the next two to four counts add up to."""
    for figures in register.notes_and_paragraphs.values():
        counts = [f for f in figures if _may_stand_alone(f)]
        for n, whole in enumerate(counts):
            if written_digits(whole) >= _TELLING_DIGITS:
                parts = _parts(whole, counts[n + 1 : n + 1 + _REACH])
                if parts:
                    claim = Claim("sum", "sum.found/1", whole, tuple(parts), SUM)
                    yield settle(claim, judge(claim))


def _may_stand_alone(figure: Observation) -> bool:
    return (
        is_level(figure)
        and not figure.whole
        and figure.comparator == "="
        and is_additive(figure)
        and resolution_of(figure) == 0
    )


def _parts(whole: Observation, following: Sequence[Observation]) -> Sequence[Observation]:
    """The next figures in the whole's unit that make it up exactly, if any do."""
    parts: list[Observation] = []
    left = value_of(whole)
    for other in following:
        if not (addable(other.unit, whole.unit) and other.unit and same_period(other, whole)):
            continue
        parts.append(other)
        left -= value_of(other)
        if left <= 0 or len(parts) == _LONGEST:
            break
    telling = len(parts) > 1 and all(value_of(part) > 0 for part in parts)
    return parts if left == 0 and telling else []
