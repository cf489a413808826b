"""One observation as the audit sees it: what it may stand for, where it stands."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from audit.intervals import Interval, either, point, rounding, truncation
from audit.labels import key
from audit.timing import months_of
from audit.vocabulary import averages, units
from extract.fold import fold
from normalize.quotes import is_cut
from solieu.model import Observation

Reading = Literal["rounded", "cut", "either"]

LEVELS = frozenset({"actual", "estimate"})
_EXACT = Decimal(0)
_MOST_PLACES = 100


def value_of(observation: Observation) -> Fraction:
    """The value as an exact fraction; only for observations that have one."""
    assert observation.value is not None
    return _fraction(observation.value)


@lru_cache(maxsize=16_384)
def _fraction(number: Decimal) -> Fraction:
    """Each figure is asked for by many rules, and by every claim it may be part of."""
    return Fraction(number)


def sentence_of(observation: Observation) -> tuple[int | str, ...]:
    """What figures of one sentence or row have in common.

    That is what is quoted; of one too long to be quoted whole, each figure has another part,
    and the paragraph or row counts.
    """
    one = observation
    if is_cut(one.context):
        return one.paragraph, one.footnote, one.table, one.row
    return (one.context,)


def within_measure(observation: Observation) -> bool:
    """False for a number of more than a hundred places, which a cell may hold by mistake.

    No claim is about it, and exact arithmetic with a few of them takes thousands of digits.
    """
    return all(
        number is None or abs(number.adjusted()) <= _MOST_PLACES
        for number in (observation.value, observation.resolution)
    )


def resolution_of(observation: Observation) -> Fraction:
    """The size of the last written digit, 0 for a figure that is exact.

    Measured units are never exact, whatever the flag says: "115 ha" was rounded by
    whoever measured it. Without a resolution the digits of the value itself count.
    """
    return _fraction(_resolution(observation))


def _resolution(observation: Observation) -> Decimal:
    if observation.exact and observation.unit not in units().measured:
        return _EXACT
    if observation.resolution is not None:
        return observation.resolution
    assert observation.value is not None
    exponent = observation.value.as_tuple().exponent
    return Decimal((0, (1,), exponent)) if isinstance(exponent, int) else _EXACT


def stands_for(observation: Observation, reading: Reading) -> Interval:
    """All values the written figure may have come from under one way of rounding."""
    assert observation.value is not None
    return _range(observation.value, _resolution(observation), reading)


@lru_cache(maxsize=16_384)
def _range(number: Decimal, last_digit: Decimal, reading: Reading) -> Interval:
    value, resolution = _fraction(number), _fraction(last_digit)
    if resolution == 0:
        return point(value)
    if reading == "rounded":
        return rounding(value, resolution)
    return truncation(value, resolution) if reading == "cut" else either(value, resolution)


def significant_digits(value: Decimal) -> int:
    """Digits of a number without leading and trailing zeros.

    >>> significant_digits(Decimal("198920000000"))
    5
    """
    digits = "".join(map(str, value.as_tuple().digits)).strip("0")
    return len(digits)


def written_digits(observation: Observation) -> int:
    """How many digits the figure was written with, leading zeros apart."""
    unit = Fraction(observation.resolution) if observation.resolution else Fraction(1)
    # Not by its text: Python writes out no integer of more than some thousand digits.
    return Decimal(int(abs(value_of(observation)) / unit)).adjusted() + 1


def measure_class(observation: Observation) -> str:
    """Measures that may be set against each other: an estimate is a level too."""
    return "level" if observation.measure in LEVELS else observation.measure


def is_level(observation: Observation) -> bool:
    """A realised or estimated figure, as against a plan, a rate or a change."""
    return observation.measure in LEVELS


def place_of(observation: Observation) -> tuple[str, str]:
    """The part of the document a figure stands in: body, one note or one table."""
    if observation.table:
        return "table", str(observation.table)
    return ("note", observation.footnote) if observation.footnote else ("body", "")


def same_unit(first: str, second: str) -> bool:
    """Equal units, punctuation inside a counter apart ("tin, bài", "tin bài")."""
    return first == second or key(first) == key(second) != ""


def same_count(first: str, second: str) -> bool:
    """Equal units, or two words for one thing counted: "52 trường hợp, chiếm ... của 150 vụ"."""
    return same_unit(first, second) or {first, second} <= units().cases


def is_ratio_unit(unit: str) -> bool:
    """Percentages, multiples, and what is counted per something: "tạ/ha", "người/lớp"."""
    return unit in units().never_added or "/" in unit


def is_additive(figure: Observation) -> bool:
    """Whether figures like it can add up: yields, averages and pupils per class cannot.

    A table may give an average in the unit of what is averaged ("Giáo viên/lớp: 1,25
    người"), so the label decides as well.
    """
    return not is_ratio_unit(figure.unit) and not _is_average(figure.indicator)


@lru_cache(maxsize=4096)
def _is_average(label: str) -> bool:
    return averages().search(fold(label)) is not None


def addable(part: str, whole: str) -> bool:
    """Whether parts in one unit add up to a whole in another.

    The same unit, a part without one of its own, or a narrower counter: "con bò" into
    "con". A wider one ("tin" into "tin bài") counts something else.
    """
    if is_ratio_unit(whole):
        return False
    if same_unit(part, whole):
        return True
    if not part or not whole:
        return part not in units().measured and whole not in units().measured
    return key(part).startswith(key(whole) + " ")


def same_period(first: Observation, second: Observation) -> bool:
    """Equal periods, or one of them unknown."""
    return first.period == second.period or not first.period or not second.period


def year_of(period: str) -> str:
    """The year a period ends in, "" if unknown.

    >>> year_of("2025-12-16..2026-01-15"), year_of("..2026-01-21")
    ('2026', '2026')
    """
    return period.rsplit("..", 1)[-1][:4]


def month_of(period: str) -> str:
    """The month that a month, a day, or days up to a day end in (``2026-01``), else "".

    A stretch of several months is none of its months.

    >>> [month_of(p) for p in ("2026-01", "..2026-01-21", "2026-01..2026-03", "2026-Q1")]
    ['2026-01', '2026-01', '', '']
    """
    last = period.rsplit("..", 1)[-1]
    if not last[5:7].isdigit():
        return ""
    if ".." in period and not last[8:]:
        return ""
    months = months_of(period)
    return last[:7] if months is None or months[1] - months[0] <= 1 else ""


def compatible_periods(first: Observation, second: Observation) -> bool:
    """Periods that may be meant as one: equal, or ending in one month.

    A report gives revenue "to 21 January" in its text and "January" in its annex.
    """
    if same_period(first, second):
        return True
    month = month_of(first.period)
    return month != "" and month == month_of(second.period)
