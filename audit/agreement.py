"""One figure given twice: in the text, a footnote, the annex. The values must meet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from audit.checks import Judged, settle
from audit.claims import SAME, Claim
from audit.figures import (
    compatible_periods,
    measure_class,
    place_of,
    same_unit,
    significant_digits,
    value_of,
)
from audit.labels import alike, key, tokens
from audit.register import Register
from audit.verdict import Judgement, judge
from audit.vocabulary import units
from extract.fold import fold
from solieu.model import Observation

_ALIKE = 0.5  # labels that share half their syllables may be one thing in other words
_ALIKE_IF_LONG = 0.4  # where a long figure is the same, fewer will do
_LONG_DIGITS = 4
_TELLING_DIGITS = 3  # equal figures of so many digits bear out that labels mean the same
_NEAR = 5  # two versions of one figure differ by less than a fifth
_PLAIN_WORDS = 5  # syllables from which on one label is hardly used for two things
_TELLING_WORDS = 3  # syllables from which on a label alone says what is measured

_ByPlace = defaultdict[tuple[str, str], list[Observation]]


def agreement_checks(register: Register) -> Iterator[Judged]:
    """Pairs of figures for one indicator, period, measure and unit in two places.

    Each figure outside tables is set against one figure of every other place. Equal
    values bear out labels that are only alike; different values are believed to be of
    one thing only where the labels, the indicator and the period are the same.
    """
    candidates = _Candidates(register)
    done: set[frozenset[str]] = set()
    rows: dict[str, Observation] = {}
    for stated in register.observations:
        if stated.table:
            continue
        for others in candidates.elsewhere(stated):
            judged = _judged(stated, others)
            if judged is None:
                continue
            claim, judgement = judged
            pair = frozenset(claim.observation_ids)
            if pair not in done:
                done.add(pair)
                yield settle(claim, judgement)
            if claim.operands[0].table and _bears_out(judgement, stated):
                rows[stated.observation_id] = claim.operands[0]
    yield from _beside(register, rows)


def _bears_out(judgement: Judgement, stated: Observation) -> bool:
    """Whether the agreement is too good for chance."""
    telling = stated.value is not None and significant_digits(stated.value) >= _TELLING_DIGITS
    return judgement.verdict == "consistent" and telling


def _beside(register: Register, rows: Mapping[str, Observation]) -> Iterator[Judged]:
    """What stands beside figures that agree with a row, against the rest of that row.

    The names may differ ("giá trị sản xuất", "giá trị sản phẩm"): that plan or
    percentage agree shows that the row is meant, so the realised figures must too.
    """
    done: set[tuple[str, int, int]] = set()
    for observation_id, cell in rows.items():
        stated = register.by_id[observation_id]
        for other in register.companions(stated):
            slot = other.observation_id, cell.table, cell.row
            if other.observation_id in rows or slot in done:
                continue
            done.add(slot)
            if key(other.indicator) == key(stated.indicator):
                yield from _against_row(register, other, cell)


def _against_row(register: Register, stated: Observation, cell: Observation) -> Iterator[Judged]:
    fitting = [
        other
        for other in register.rows[cell.table, cell.row]
        if kind_of(other) == kind_of(stated)
        and other.period == stated.period
        and _comparable(stated, other)
    ]
    if len(fitting) == 1:
        claim = Claim("agreement", "agreement.places/1", stated, tuple(fitting), SAME)
        yield settle(claim, judge(claim))


def kind_of(observation: Observation) -> tuple[str, str, str]:
    """Measure, comparison and unit: what two figures must share to be compared.

    A rate is the level of what is measured in per cent: a table's column "Thực hiện" and
    the sentence "tỷ lệ ... đạt 94,8%" mean one figure.
    """
    measure = measure_class(observation)
    if observation.unit == "%" and measure == "rate":
        measure = "level"
    return measure, observation.compare_to, key(observation.unit)


class _Candidates:
    """Figures that may be the same as another, looked up by label and by value.

    Each list is kept place by place: a text of a hundred thousand figures of one name has
    them all in one place, where none is set against another.
    """

    def __init__(self, register: Register) -> None:
        self.rank = register.rank
        self.by_label: defaultdict[object, _ByPlace] = defaultdict(lambda: defaultdict(list))
        self.by_value: defaultdict[object, _ByPlace] = defaultdict(lambda: defaultdict(list))
        for other in register.observations:
            kind, place = kind_of(other), place_of(other)
            self.by_label[kind, tokens(other.indicator)][place].append(other)
            if other.indicator_id:
                self.by_label[kind, other.indicator_id][place].append(other)
            if other.value is not None and significant_digits(other.value) >= _TELLING_DIGITS:
                self.by_value[kind, other.value][place].append(other)

    def elsewhere(self, stated: Observation) -> Iterator[Sequence[Observation]]:
        """Candidates for ``stated``, one sequence for each other place."""
        kind = kind_of(stated)
        names: list[object] = [tokens(stated.indicator)]
        if stated.indicator_id:
            names.append(stated.indicator_id)
        lists = [self._in_others(self.by_label.get((kind, name)), stated) for name in names]
        equal = self._in_others(self.by_value.get((kind, stated.value)), stated)
        long = stated.value is not None and significant_digits(stated.value) >= _LONG_DIGITS
        enough = _ALIKE_IF_LONG if long else _ALIKE
        lists.append(
            [
                o
                for o in equal
                if alike(o.indicator, stated.indicator) >= enough and not _told_apart(o, stated)
            ]
        )
        found: dict[str, Observation] = {}
        for other in (other for some in lists for other in some):
            if _comparable(stated, other):
                found[other.observation_id] = other
        places: defaultdict[tuple[str, str], list[Observation]] = defaultdict(list)
        for other in found.values():
            places[place_of(other)].append(other)
        yield from places.values()

    def _in_others(self, held: _ByPlace | None, stated: Observation) -> list[Observation]:
        """Those in other places than ``stated``, in reading order."""
        here = place_of(stated)
        others = [one for place, some in (held or {}).items() if place != here for one in some]
        return sorted(others, key=lambda one: self.rank[one.observation_id])


def _told_apart(stated: Observation, other: Observation) -> bool:
    """Whether the catalogue knows the two as two things."""
    return "" != stated.indicator_id != other.indicator_id != ""


def _comparable(stated: Observation, other: Observation) -> bool:
    return (
        same_unit(stated.unit, other.unit)
        and compatible_periods(stated, other)
        and (not stated.area or not other.area or stated.area == other.area)
        and key(stated.target_authority) in ("", key(other.target_authority))
    )


def _judged(stated: Observation, others: Sequence[Observation]) -> tuple[Claim, Judgement] | None:
    """``stated`` against one that agrees, else against the only one that is surely meant."""
    others = [o for o in others if o.period == stated.period] or others
    claims = [Claim("agreement", "agreement.places/1", stated, (o,), SAME) for o in others]
    for claim in claims:
        judgement = judge(claim)
        if judgement.verdict == "consistent":
            return claim, judgement
    if len(claims) != 1 or not _surely_the_same(stated, others[0]):
        return None
    judgement = judge(claims[0])
    far = judgement.gap * _NEAR > abs(value_of(stated))
    if judgement.verdict == "inconsistent" and far and not _unmistakable(stated):
        return None  # one label for two things, more likely than so large a slip
    if judgement.verdict != "truncated" and stated.period != others[0].period:
        if far:
            return None  # of two periods after all
        judgement = replace(judgement, verdict="suspect", reason="period")
    return claims[0], judgement


def _unmistakable(figure: Observation) -> bool:
    """Whether the name alone tells: a known indicator, an amount of money, a long label."""
    if figure.indicator_id or figure.unit in units().money:
        return True
    return len(tokens(figure.indicator)) >= _PLAIN_WORDS


def _surely_the_same(stated: Observation, other: Observation) -> bool:
    """Equal labels that say enough, or one indicator under labels that are alike."""
    if _other_group(stated, other):
        return False
    same_id = bool(stated.indicator_id) and stated.indicator_id == other.indicator_id
    if key(stated.indicator) == key(other.indicator):
        same_words = fold(stated.indicator) == fold(other.indicator)
        words = len(stated.indicator.split()) if same_words else len(tokens(stated.indicator))
        return same_id or words >= _TELLING_WORDS
    if tokens(stated.indicator) == tokens(other.indicator):  # the same words in another order
        return same_id or len(tokens(stated.indicator)) >= _PLAIN_WORDS
    return same_id and alike(stated.indicator, other.indicator) >= _ALIKE


def _other_group(stated: Observation, other: Observation) -> bool:
    return bool(stated.group and other.group) and key(stated.group) != key(other.group)
