"""Which one figure is behind the findings, and what it may have been meant to be.

All claims of a document are looked at together. For every figure of a claim that does
not agree, the claims it takes part in say what it may be (``audit.solve``); a change
that mends several of them and upsets none is the likeliest cause. The findings it would
mend are one finding with its consequences. Nothing is ever applied.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import log2

from audit.checks import Judged
from audit.explain import Link
from audit.figures import resolution_of, value_of
from audit.intervals import Interval, point, rounding
from audit.reasons import Surroundings, reason_for
from audit.repair import Repair, RepairKind, edits, implausibility, magnitudes
from audit.solve import allowed, face_value
from audit.vocabulary import units
from solieu.model import Observation

# What each kind of slip costs, in bits: how much rarer it is than the commonest. Ours:
# transpositions, lost separators and lost words lead every list of typing slips.
_COST: Mapping[RepairKind, float] = {
    "magnitude": 1,
    "separator": 2,
    "swap": 2,
    "doubled": 2,
    "index": 2,
    "copied": 2.5,
    "base": 2.5,
    "complement": 3,
    "changed": 3,
    "missing": 3.5,
    "sign": 3.5,
    "recomputed": 6,
}
_UNNAMED = 7.0  # some value of this figure would do, but not one that stands out
_OPERAND = 1.5  # a result is worked out from the others and goes wrong more often
_CLAIM = 10.0  # a claim mended, or upset, by chance: about one in a thousand
_COUNTED = 3  # few things but money are told in thousands in one place and not in another
_TIE = 1.0  # costs nearer than this do not tell two causes apart
_LONGEST = 60  # operands of a claim that are tried; longer sums single nothing out


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One figure taken for the slip: what it would mend and upset.

    ``repair`` is None where the claims leave more than one value and none stands out.
    """

    figure: Observation
    repair: Repair | None
    mends: frozenset[int]
    cost: float
    upsets: int = 0


def reconcile(judged: Sequence[Judged], observations: Iterable[Observation]) -> list[Judged]:
    """The same claims, with repairs named and findings of one cause tied together."""
    return _Reconciler(judged, Surroundings(observations)).run()


class _Reconciler:
    def __init__(self, judged: Sequence[Judged], around: Surroundings) -> None:
        self.judged = list(judged)
        self.around = around
        self.open = {n for n, one in enumerate(judged) if is_finding(one)}

    @cached_property
    def claims_of(self) -> Mapping[str, Sequence[int]]:
        """The claims that a figure takes part in and that could be decided."""
        involved = {
            figure.observation_id for n in self.open for figure in self.judged[n].claim.figures
        }
        found: defaultdict[str, list[int]] = defaultdict(list)
        for n, one in enumerate(self.judged):
            if n in self.open or one.verdict == "consistent":
                for name in one.claim.observation_ids:
                    if name in involved:
                        found[name].append(n)
        return found

    def run(self) -> list[Judged]:
        candidates = [h for figure in self._suspects() for h in self._of_figure(figure)]
        left = set(self.open)
        while left:
            alive = [h for h in candidates if h.mends & left]
            if not alive:
                break
            ranked = sorted(alive, key=lambda h: (self._score(h, left), h.figure.span.start))
            best = ranked[0]
            if self._score(best, left) >= 0:
                break
            mended = best.mends & left
            self._name(mended, self._as_good(ranked, left))
            self._link(best, mended)
            left -= mended
            candidates = alive
        return self.judged

    def _suspects(self) -> Iterator[Observation]:
        """Each figure of a finding once, in reading order of the findings."""
        seen = set[str]()
        for n in sorted(self.open):
            figures = self.judged[n].claim.figures
            for figure in figures if len(figures) <= _LONGEST else figures[:1]:
                if figure.observation_id not in seen:
                    seen.add(figure.observation_id)
                    yield figure

    def _score(self, hypothesis: Hypothesis, left: set[int]) -> float:
        mended = len(hypothesis.mends & left)
        return hypothesis.cost + _CLAIM * (hypothesis.upsets - mended)

    # --- one figure ----------------------------------------------------------------------

    def _of_figure(self, figure: Observation) -> Iterator[Hypothesis]:
        """Ways in which this figure alone may be the slip."""
        ranges: dict[int, Interval] = {}
        plain: list[Fraction] = []
        for n in self.claims_of[figure.observation_id]:
            places = [
                m
                for m, other in enumerate(self.judged[n].claim.figures)
                if other.observation_id == figure.observation_id and other.raw == figure.raw
            ]
            if len(places) == 1 and (found := allowed(self.judged[n].claim, places[0])):
                ranges[n] = found
                if n in self.open and (value := face_value(self.judged[n].claim, places[0])):
                    plain.append(_as_fine(figure, value))
        findings = [n for n in ranges if n in self.open]
        if not findings:
            return
        claims = [self.judged[n].claim for n in findings]
        name = figure.observation_id
        derived = any(c.stated.observation_id == name or c.relation.name == "same" for c in claims)
        extra = 0.0 if derived else _OPERAND
        tried: defaultdict[tuple[RepairKind, frozenset[int]], list[tuple[Repair, int]]]
        tried = defaultdict(list)
        others = [n for n in ranges if n not in self.open]
        for repair in self._repairs(figure, {n: ranges[n] for n in findings}, plain):
            meant = repair.interval
            mends = frozenset(
                n for n in findings if meant.meets(ranges[n]) and self._may_mend(n, repair)
            )
            if mends:
                upsets = sum(not meant.meets(ranges[n]) for n in others)
                tried[repair.kind, mends].append((repair, upsets))
        for (kind, mends), made in tried.items():
            least = min(upsets for _, upsets in made)
            same = [repair for repair, upsets in made if upsets == least]
            cost = _COST[kind] + log2(len(same)) + extra
            for repair in same:
                more = _rarity(repair) if kind == "magnitude" else 0
                yield Hypothesis(figure, repair, mends, cost + more, least)
        yield from self._unnamed(figure, ranges, findings, extra)

    def _may_mend(self, n: int, repair: Repair) -> bool:
        """A slip of the unit is only told by another unit, a part too large never."""
        if self.judged[n].claim.relation.name == "within":
            return repair.kind in ("swap", "separator", "doubled")
        return self.judged[n].verdict != "unit_slip" or repair.kind == "magnitude"

    def _repairs(
        self, figure: Observation, ranges: Mapping[int, Interval], plain: Sequence[Fraction]
    ) -> Iterator[Repair]:
        """Slips of writing undone, and what the other figures leave as the only value."""
        yield from magnitudes(figure)
        yield from edits(figure)
        wanted = [_only_value(figure, within) for within in ranges.values()]
        wanted += [_only_value(figure, within) for within in _common(list(ranges.values()))]
        wanted += [value if value > 0 or value_of(figure) < 0 else None for value in plain]
        claims = [self.judged[n].claim for n in ranges]
        for value in dict.fromkeys(wanted):
            if value and value != value_of(figure):
                bare = Repair("recomputed", figure, value, resolution_of(figure))
                kind, source = reason_for(bare, claims, self.around)
                yield replace(bare, kind=kind, source=source)

    def _unnamed(
        self,
        figure: Observation,
        ranges: Mapping[int, Interval],
        findings: Sequence[int],
        extra: float,
    ) -> Iterator[Hypothesis]:
        """Some value would mend all findings of this figure at once."""
        mendable = [n for n in findings if self.judged[n].verdict != "unit_slip"]
        for within in _common([ranges[n] for n in mendable]):
            upsets = sum(
                not within.meets(other) for n, other in ranges.items() if n not in self.open
            )
            yield Hypothesis(figure, None, frozenset(mendable), _UNNAMED + extra, upsets)

    # --- the result ----------------------------------------------------------------------

    def _as_good(self, ranked: Sequence[Hypothesis], left: set[int]) -> list[Repair]:
        """The repairs that the claims cannot tell from the best one; none if too many."""
        limit = self._score(ranked[0], left) + _TIE
        good: dict[tuple[str, Fraction], Repair] = {}
        for hypothesis in ranked:
            if self._score(hypothesis, left) > limit:
                break
            if hypothesis.repair is None or hypothesis.mends & left != ranked[0].mends & left:
                continue
            key = hypothesis.figure.observation_id, hypothesis.repair.value
            good.setdefault(key, hypothesis.repair)
        if len(good) > 1 and all(repair.kind == "recomputed" for repair in good.values()):
            return []  # that either figure might be the other says nothing
        return list(good.values()) if len(good) <= 2 else []

    def _name(self, mended: Iterable[int], repairs: Sequence[Repair]) -> None:
        for n in mended:
            one = self.judged[n]
            if one.judgement.reason in ("short_list", "overlap") and len(list(mended)) < 2:
                continue
            judgement = replace(one.judgement, repairs=tuple(repairs))
            if one.verdict != "unit_slip" or repairs:
                self.judged[n] = replace(one, judgement=judgement)

    def _link(self, best: Hypothesis, mended: set[int] | frozenset[int]) -> None:
        """The plainest of the findings is the cause, the others follow from it."""
        if len(mended) < 2:
            return
        figure = best.figure

        def plainness(n: int) -> tuple[object, ...]:
            claim = self.judged[n].claim
            result = claim.stated.observation_id == figure.observation_id
            doubtful = self.judged[n].verdict == "suspect"
            return doubtful, not result, len(claim.figures), n

        cause, *others = sorted(mended, key=plainness)
        one = self.judged[cause]
        self.judged[cause] = replace(one, link=Link(figure, follows=len(others)))
        for n in others:
            self.judged[n] = replace(self.judged[n], link=Link(figure, cause=one.check_id))


def _rarity(repair: Repair) -> int:
    """How much rarer a slip of the magnitude is than a lost word before đồng."""
    counted = repair.observation.unit not in units().money
    return implausibility(repair) + (_COUNTED if counted else 0)


def is_finding(one: Judged) -> bool:
    """Whether a claim asks for a look, and a slip of one figure could be behind it."""
    if one.claim.kind == "duplicate_value" or not one.claim.relation.sign:
        return False
    if one.claim.relation.name == "reachable":  # nothing is known that would mend it
        return False
    return one.verdict in ("inconsistent", "unit_slip", "suspect")


def _common(ranges: Sequence[Interval]) -> list[Interval]:
    """What all ranges have in common, as a list of one or none."""
    if len(ranges) < 2:
        return []
    low = max(ranges, key=lambda r: (r.low, r.low_open))
    high = min(ranges, key=lambda r: (r.high, not r.high_open))
    if low.low > high.high:
        return []
    return [Interval(low.low, high.high, low.low_open, high.high_open)]


def _as_fine(figure: Observation, value: Fraction) -> Fraction:
    """A value rounded to the figure's own last digit."""
    fineness = resolution_of(figure) or Fraction(figure.resolution or 1)
    return (value / fineness).__round__() * fineness


def _only_value(figure: Observation, within: Interval) -> Fraction | None:
    """The one value of the figure's own fineness that ``within`` leaves it.

    Where the range lies across the border of two, the value of its middle.
    """
    step = resolution_of(figure)
    fineness = step or Fraction(figure.resolution or 1)
    if within.high - within.low > fineness:
        return None
    middle = (within.middle() / fineness).__round__() * fineness
    if value_of(figure) >= 0 > middle:
        return None
    reading = rounding(middle, step) if step else point(middle)
    return middle if reading.meets(within) else None
