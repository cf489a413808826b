"""What a slip contradicts: interval arithmetic of the generator's own, and small.

A rounded figure stands for all that rounds to it, an exact one for itself; a claim is
contradicted where the stated figure's interval and the recomputed one do not meet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from benchmarks.injection.facts import Claim, Fact, Facts, Mention, number

Range = tuple[Fraction, Fraction]


def range_of(mention: Mention, text: str = "", scale: Fraction | None = None) -> Range:
    """All that the mention, written as ``text``, may stand for."""
    value, last = number(text or mention.text)
    worth = mention.scale if scale is None else scale
    half = Fraction(0) if mention.exact and last == 1 else last * worth / 2
    return value * worth - half, value * worth + half


def contradicted(
    facts: Facts, mention: Mention, text: str, scale: Fraction, others: Sequence[Mention] = ()
) -> list[Claim]:
    """The claims that fail when ``mention`` is written as ``text``.

    A fact given twice is a claim of its own, named ``same``. ``others`` are mentions
    in further reports.
    """
    known = {m.fact: range_of(m) for m in reversed([*facts.mentions, *others])}
    changed = range_of(mention, text, scale)
    failing = [
        Claim("same", mention.fact, (mention.fact,))
        for other in [*facts.mentions, *others]
        if other.fact == mention.fact and other != mention and not _meet(range_of(other), changed)
    ]
    spoilt = {**known, mention.fact: changed}
    for claim in facts.claims:
        if mention.fact in (claim.stated, *claim.operands):
            assert holds(claim, known), (claim, known)
            if not holds(claim, spoilt):
                failing.append(claim)
    return failing


def takes_part(facts: Facts, mention: Mention) -> bool:
    """Whether any claim or a second mention involves this figure."""
    twice = sum(other.fact == mention.fact for other in facts.mentions) > 1
    return twice or any(mention.fact in (c.stated, *c.operands) for c in facts.claims)


def holds(claim: Claim, known: Mapping[Fact, Range]) -> bool:
    """Whether the claim can be true of figures that stand for these ranges."""
    stated = known[claim.stated]
    operands = [known[fact] for fact in claim.operands]
    if claim.rule == "within":  # a part within its whole
        return stated[0] <= operands[0][1]
    if claim.rule == "hundred":
        return _meet((Fraction(100), Fraction(100)), _sum([stated, *operands]))
    return _meet(stated, _computed(claim.rule, operands))


def _meet(one: Range, other: Range) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _sum(ranges: Sequence[Range]) -> Range:
    return sum((r[0] for r in ranges), Fraction(0)), sum((r[1] for r in ranges), Fraction(0))


def _computed(rule: str, operands: Sequence[Range]) -> Range:
    if rule == "sum":
        return _sum(operands)
    (a_low, a_high), *rest = operands
    if rule == "same":
        return a_low, a_high
    b_low, b_high = rest[0]
    if rule == "product":  # ha times tạ/ha, in tonnes
        return a_low * b_low / 10, a_high * b_high / 10
    if rule == "difference":
        return a_low - b_high, a_high - b_low
    if rule == "balance":
        (c_low, c_high) = rest[1]
        return a_low + b_low - c_high, a_high + b_high - c_low
    if rule in ("change_of", "fall_of"):  # a change against the level it led to
        sign = 1 if rule == "change_of" else -1
        ends = [100 * d / (a - sign * d) for a in (a_low, a_high) for d in (b_low, b_high)]
        return min(ends), max(ends)
    if b_low <= 0:  # no bounds: nothing can be contradicted
        return Fraction(-(10**18)), Fraction(10**18)
    low, high = 100 * a_low / b_high, 100 * a_high / b_low
    if rule == "growth":
        return low - 100, high - 100
    return (100 - high, 100 - low) if rule == "fall" else (low, high)
