"""Fractions and shares: "1.756/1.756 = 100%", "19.396 ha, chiếm 47,5% diện tích ..."."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import regex

from audit.checks import Judged, settle
from audit.claims import RATIO, Claim
from audit.figures import (
    is_level,
    place_of,
    same_count,
    same_unit,
    sentence_of,
    significant_digits,
    stands_for,
    value_of,
)
from audit.labels import key, tokens
from audit.register import Register, statement_of
from audit.sums import part_check
from audit.verdict import judge
from audit.vocabulary import cues
from audit.whole_numbers import reachable_check
from extract.fold import fold
from solieu.model import Observation

_SHARES = frozenset({"share", "rate"})
_TELLING_DIGITS = 3  # a share of so many digits hardly fits a whole by chance
_NEAR = 12  # figures in the part's unit among which its whole may stand unnamed
_WINDOW = 80  # figures to look back for the whole of a share
_BASE_WORDS = regex.compile(r"^[^.,;:()\n|]*")


def fraction_checks(register: Register) -> Iterator[Judged]:
    """Percentages written beside a/b, then shares whose whole is named or tied."""
    taken: set[str] = set()
    for under in register.observations:
        over = register.by_id.get(under.fraction_of)
        if over is None or under.measure == "plan":
            continue
        percent = _percent_beside(register, over, under)
        if percent is not None:
            taken.add(percent.observation_id)
            claim = Claim("fraction", "fraction.written/1", percent, (over, under), RATIO)
            yield settle(claim, judge(claim))
            # "1.238/1.232 = 100%" agrees to the last digit, and still cannot be.
            if value_of(percent) <= 100 and value_of(over) > value_of(under):
                yield part_check(over, under, "part.fraction/1")
        elif under.measure == "denominator" and same_unit(over.unit, under.unit):
            yield part_check(over, under, "part.fraction/1")
    yield from _shares(register, taken)
    yield from exceeding_checks(register)


def _shares(register: Register, taken: set[str]) -> Iterator[Judged]:
    """Each share against its whole; a whole that fits one share is believed for others.

    "Trong tổng chi, chi đầu tư là 36 tỷ đồng, chiếm 29%; chi thường xuyên là ..., chiếm ..."
    The others are those after it in the paragraph and those before it in the sentence.
    """
    shares = [
        one
        for one in register.prose
        if one.measure == "share" and one.unit == "%" and one.observation_id not in taken
    ]
    checks = [_share(register, percent) for percent in shares]
    following: dict[object, Observation] = {}
    of_sentence: dict[object, Observation] = {}
    for percent, check in zip(shares, checks, strict=True):
        if check is not None and check.verdict == "consistent":
            part, whole = check.claim.operands
            of_sentence.setdefault((sentence_of(percent), *_list_of(part)), whole)
    for percent, check in zip(shares, checks, strict=True):
        check = check or _of_sibling(register, percent, following, of_sentence)
        check = check or reachable_check(register, percent)
        if check is not None:
            yield check
            if check.claim.relation is RATIO and check.verdict == "consistent":
                part, whole = check.claim.operands
                following[_list_of(part)] = whole


def _list_of(part: Observation) -> tuple[int, str, str]:
    """What the items of one list have in common: the paragraph, the note, the whole."""
    return part.paragraph, part.footnote, part.whole


def _of_sibling(
    register: Register,
    percent: Observation,
    following: Mapping[object, Observation],
    of_sentence: Mapping[object, Observation],
) -> Judged | None:
    """A share of the whole that another share of its list fits."""
    part = _part_of(register, percent)
    if part is None:
        return None
    spot = _list_of(part)
    whole = following.get(spot) or of_sentence.get((sentence_of(percent), *spot))
    if whole is None or part is whole or not same_count(part.unit, whole.unit):
        return None
    claim = Claim("share", "share.sibling/1", percent, (part, whole), RATIO)
    return settle(claim, judge(claim))


def exceeding_checks(register: Register) -> Iterator[Judged]:
    """ "230/214 hộ": more than the whole, unless the second number is a target after all.

    Recognition takes such a pair for a target because it is exceeded; where no word of
    the sentence says so either, it is asked about.
    """
    for under in register.prose:
        over = register.by_id.get(under.fraction_of)
        if over is None or under.measure != "plan" or not under.exact:
            continue
        said = fold(under.context)
        planned = any(word in said for word in cues().planned)
        percent = statement_of(under) in register.of_plans
        if planned or percent or not same_unit(over.unit, under.unit):
            continue
        check = part_check(over, under, "part.exceeding/1")
        if check.verdict == "inconsistent":
            judgement = replace(check.judgement, verdict="suspect", reason="target")
            yield replace(check, judgement=judgement)


def _percent_beside(
    register: Register, over: Observation, under: Observation
) -> Observation | None:
    """The share or rate next to a fraction, with no other fraction in between."""
    near = [
        other
        for other in [*register.companions_near(under, 2), *_around_bracket(register, over, under)]
        if other.unit == "%"
        and other.measure in _SHARES
        and (other.table, other.column) == (under.table, under.column)
        and not _figure_between(register, under, other)
    ]
    return min(near, key=lambda p: abs(p.span.start - under.span.start), default=None)


def _around_bracket(
    register: Register, over: Observation, under: Observation
) -> Iterator[Observation]:
    """The figure that the fraction is put in brackets behind, or that is, behind it.

    "đạt 95,24% (20/21 cơ sở)", "20/21 cơ sở (95,24%)"
    """
    if over.table:
        return
    first, last = register.rank[over.observation_id], register.rank[under.observation_id]
    if first and register.between(before := register.observations[first - 1], over).strip() == "(":
        yield before
    if last + 1 < len(register.observations):
        after = register.observations[last + 1]
        if register.between(under, after).strip() == "(":
            yield after


def _figure_between(register: Register, under: Observation, percent: Observation) -> bool:
    first, second = sorted((under, percent), key=lambda o: o.span.start)
    steps = register.rank[second.observation_id] - register.rank[first.observation_id]
    # "đạt 100% (1.756/1.756)": the numerator itself may stand in between.
    return steps > (1 if first is under else 2)


def _share(register: Register, percent: Observation) -> Judged | None:
    """A share against its part and whole; without a sure whole only if it agrees."""
    part = _part_of(register, percent)
    if part is None:
        return None
    tied = _tied(register, part, percent)
    sure, likely = _named(register, part, percent)
    disagreeing: Judged | None = None
    for rule, wholes in (("tied", tied), ("named", sure), ("found", likely)):
        for whole in wholes:
            claim = Claim("share", f"share.{rule}/1", percent, (part, whole), RATIO)
            judgement = judge(claim)
            if judgement.verdict == "consistent":
                return settle(claim, judgement)
            believed = rule == "named" or (
                rule == "tied" and _is_its_share(register, percent, whole)
            )
            if believed and disagreeing is None:
                disagreeing = settle(claim, judgement)
    return disagreeing


def _is_its_share(register: Register, percent: Observation, whole: Observation) -> bool:
    """Whether the words say "chiếm", and of nothing else: "bằng 57,9%" may be of anything.

    "Thu hoạch 835,9 nghìn ha; riêng vùng ven sông 805,2 nghìn ha, chiếm 51% diện tích gieo cấy"
    """
    before = fold(register.text[max(0, percent.span.start - 30) : percent.span.start])
    named = _base_named(register, percent)
    other = len(named) > 1 and not named & tokens(whole.indicator)
    return any(cue in before for cue in cues().share) and not other


def _base_named(register: Register, percent: Observation) -> frozenset[str]:
    """The syllables right behind a percentage, which may say what it is taken of."""
    after = fold(register.text[percent.span.end : percent.span.end + 80])
    words = _BASE_WORDS.search(after)
    return tokens(words.group()) if words and words.group().strip() else frozenset()


def _part_of(register: Register, percent: Observation) -> Observation | None:
    companions = [
        other
        for other in register.companions(percent)
        if is_level(other)
        and other.unit != "%"
        and other.span.end <= percent.span.start
        and other.observation_id != percent.whole
    ]
    label = key(percent.indicator)
    same = [other for other in companions if key(other.indicator) == label]
    return (same or companions)[-1] if companions else None


def _tied(register: Register, part: Observation, percent: Observation) -> Sequence[Observation]:
    wholes = [register.by_id.get(percent.whole), register.by_id.get(part.whole)]
    return [
        whole
        for whole in wholes
        if whole is not None and is_level(whole) and same_count(whole.unit, part.unit)
    ][:1]


def _named(
    register: Register, part: Observation, percent: Observation
) -> tuple[Sequence[Observation], Sequence[Observation]]:
    """Earlier figures that the words after the percentage name, and those like the part.

    Sure are those whose label has all the words ("bằng 47,5% diện tích đã gieo trồng"),
    when there is but one; likely are those whose label says less than the part's own.
    """
    phrase = _base_named(register, percent)
    rank = register.rank[percent.observation_id]
    earlier = [
        other
        for other in register.observations[max(0, rank - _WINDOW) : rank]
        if is_level(other)
        and other is not part
        and same_unit(other.unit, part.unit)
        and stands_for(other, "rounded").high >= stands_for(part, "rounded").low
    ]
    sure = [o for o in earlier if len(phrase) > 1 and phrase <= tokens(o.indicator)]
    own = tokens(part.indicator)
    likely = [o for o in earlier if len(tokens(o.indicator) & own) > 1]
    if percent.value is not None and significant_digits(percent.value) >= _TELLING_DIGITS:
        around = [o for o in earlier[-_NEAR:] if place_of(o) == place_of(part)]
        likely = [*around, *likely]
    return sure if len({o.value for o in sure}) == 1 else [], likely[::-1]
