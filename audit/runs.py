"""Which of the parts tied to a whole make it up, and which whole they make up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from audit.figures import addable, measure_class, stands_for, value_of
from audit.intervals import point, total
from audit.labels import within
from audit.register import Register
from audit.ties import Breakdown
from solieu.model import Observation

_NEAR = 20  # a total that misses its parts by a twentieth is still theirs
_INNER = 30  # parts of a part: longer lists stand by themselves
_BESIDE = 3  # figures around the whole among which the real one may stand


def runs_of(breakdown: Breakdown) -> Sequence[Sequence[Observation]]:
    """The parts as one list, or as several that each make up the whole.

    "100 người (nam 60, nữ 40; trong tỉnh 70, ngoài tỉnh 30)" divides one whole twice,
    and "80 đơn, gồm 50 khiếu nại, 30 tố cáo" inside a list is a part with its parts.
    Where the first parts alone make up the whole, the rest speaks of something else.
    """
    whole, parts = breakdown.whole, breakdown.parts
    if len(parts) < 2 or adds_up(parts, whole):
        return [parts]
    outer = _without_inner_parts(parts)
    if len(outer) < len(parts) and adds_up(outer, whole):
        return [outer]
    runs: list[list[Observation]] = [[]]
    wanted, added = stands_for(whole, "rounded"), point(0)
    for part in parts:
        # A part of nothing belongs to the list before it: "1.403 đúng hạn và 0 quá hạn".
        if runs[-1] and value_of(part) != 0 and wanted.meets(added):
            runs.append([])
            added = point(0)
        runs[-1].append(part)
        added = added + stands_for(part, "rounded")
    if wanted.meets(added):
        return runs
    # One part that equals the whole by itself does not show that its list has ended.
    return runs[:-1] if len(runs) > 1 and len(runs[0]) > 1 else [parts]


def _without_inner_parts(parts: Sequence[Observation]) -> Sequence[Observation]:
    """Parts less those that add up to the part before them."""
    outer: list[Observation] = []
    n = 0
    while n < len(parts):
        outer.append(parts[n])
        n += 1 + _inner(parts[n], parts[n + 1 : n + 1 + _INNER])
    return outer


def _inner(whole: Observation, following: Sequence[Observation]) -> int:
    """How many of the figures behind a whole make it up, at least two; 0 where none do."""
    wanted, added = stands_for(whole, "rounded"), point(0)
    for count, part in enumerate(following, start=1):
        added = added + stands_for(part, "rounded")
        if count > 1 and wanted.meets(added):
            return count
    return 0


def adds_up(parts: Sequence[Observation], whole: Observation) -> bool:
    """Whether the parts, read as rounded, can sum to the whole."""
    computed = total(stands_for(part, "rounded") for part in parts)
    return stands_for(whole, "rounded").meets(computed)


def to_nearest_whole(register: Register, breakdown: Breakdown) -> Breakdown:
    """The parts with the figure beside their whole that they much rather make up, if any.

    "Tháng 8 chi 17 tỷ, lũy kế 32 tỷ²": the items of the note may belong to either.
    """
    whole, parts = breakdown.whole, breakdown.parts
    added = sum((value_of(part) for part in parts), Fraction(0))
    if len(parts) < 2 or whole.table or adds_up(parts, whole):
        return breakdown
    ids = {figure.observation_id for figure in (whole, *parts)}
    rank = register.rank[whole.observation_id]
    around = register.observations[max(0, rank - _BESIDE) : rank + _BESIDE + 1]
    rivals = [
        other
        for other in around
        if other.observation_id not in ids
        and not other.whole
        and other.paragraph == whole.paragraph
        and other.footnote == whole.footnote
        and measure_class(other) == measure_class(whole)
        and addable(parts[0].unit, other.unit)
        and within(other.indicator, whole.indicator)
    ]
    if not rivals and any(value_of(part) > value_of(whole) for part in parts):
        larger = _larger_before(register, breakdown, added)
        return replace(breakdown, whole=larger, goes_on=True) if larger else breakdown
    best = min([whole, *rivals], key=lambda o: abs(value_of(o) - added))
    near = abs(value_of(best) - added) * _NEAR <= abs(added)
    return replace(breakdown, whole=best) if near else breakdown


def _larger_before(register: Register, breakdown: Breakdown, added: Fraction) -> Observation | None:
    """The one figure of the whole's sentence that its parts can be of, where the whole cannot.

    "Xử lý 6.240 trường hợp; trừ điểm giấy phép 914 trường hợp. Trong đó: nồng độ cồn 1.873"
    """
    whole, first = breakdown.whole, breakdown.parts[0]
    large = [
        other
        for other in register.companions_in_sentence(whole)
        if other.span.end <= first.span.start
        and not other.whole
        and measure_class(other) == measure_class(whole)
        and addable(first.unit, other.unit)
        and value_of(other) >= added
    ]
    return large[0] if len(large) == 1 else None
