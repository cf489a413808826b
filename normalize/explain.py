"""How a phrase is read, step by step, for people who learn to trust it.

Every step names the words of the phrase, what they were taken for, and the rule: the
data file and its row, or the module where no word list decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import regex

from extract.comparators import bounding_word
from extract.exact import ten_to, times
from extract.fold import fold
from extract.masks import Mask, find_masks
from extract.numerals import Reading
from extract.passages import Passage
from extract.periods import find_periods
from extract.quantity import Quantity
from normalize.bases import Base
from normalize.cues import find_cues
from normalize.observe import BlockTrail, observe_text
from normalize.periods import resolve
from normalize.scene import Scene
from normalize.statements import Statement
from solieu.model import LedgerEntry, Observation

_PAUSE = regex.compile(r"[,;.:()]")


@dataclass(frozen=True, slots=True)
class Step:
    """``words`` of the phrase, the ``result`` they gave, and the ``rule`` that read them."""

    words: str
    result: str
    rule: str


@dataclass(frozen=True, slots=True)
class Explained:
    """One number of the phrase.

    ``reason_or_measure`` is the measure of a quantity or the reason why it is none;
    ``value`` is in the base ``unit``; ``reading`` names the other words of the reading:
    label, base of comparison, comparator, period. ``steps`` say which rule read what.
    """

    raw: str
    reason_or_measure: str
    value: Decimal | None
    unit: str
    reading: str
    steps: tuple[Step, ...] = ()


def explain(phrase: str, period: str = "") -> tuple[Explained, ...]:
    """Every number of ``phrase`` in order: quantities, and numbers that are none.

    ``period`` is what its document would cover (SDMX/ISO, may be empty).

    >>> [(e.raw, e.reason_or_measure) for e in explain("theo Nghị quyết số 17, thu 5 tỷ đồng")]
    [('17', 'legal_reference'), ('5 tỷ đồng', 'actual')]
    >>> [(s.words, s.result) for s in explain("ước 5 tỷ đồng")[0].steps[:3]]
    [('5', '5'), ('tỷ đồng', '× 10^9 VND'), ('ước', 'est')]
    """
    trail: list[BlockTrail] = []
    recognition = observe_text(phrase, period, trail)
    found = {o.observation_id: o for o in recognition.observations}
    told = {
        one.passage.document_offset(statement.quantity.start): (one, statement, scene)
        for one in trail
        for statement, scene in zip(one.statements, one.scenes, strict=True)
    }
    text = recognition.document.text
    masks = _masks(text)
    result: list[Explained] = []
    seen: set[str] = set()
    for entry in recognition.numbers:
        observation = found.get(entry.observation_id)
        if observation is None:
            steps = tuple(_of_mask(text, entry, masks))
            result.append(Explained(entry.raw, entry.reason, None, "", "", steps))
        elif observation.observation_id not in seen:
            seen.add(observation.observation_id)
            one = told.get(observation.span.start)
            steps = tuple(_of_quantity(*one)) if one is not None else ()
            result.append(_explained(observation, steps))
    return tuple(result)


def _explained(observation: Observation, steps: tuple[Step, ...]) -> Explained:
    words = [
        f"{name}={value}"
        for name, value in (
            ("indicator", observation.indicator),
            ("group", observation.group),
            ("compare_to", observation.compare_to),
            ("authority", observation.target_authority),
            ("comparator", "" if observation.comparator == "=" else observation.comparator),
            ("period", observation.period),
            ("flags", ";".join(observation.flags)),
        )
        if value
    ]
    return Explained(
        observation.raw,
        observation.measure,
        observation.value,
        observation.unit,
        ", ".join(words),
        steps,
    )


# --- numbers that are no quantities --------------------------------------------------------


def _masks(text: str) -> tuple[Mask, ...]:
    """Everything that takes digits out of a phrase, periods first, as the reader does."""
    folded = fold(text)
    periods = (Mask(m.start, m.end, m.reason, m.kind) for m in find_periods(folded))
    return (*periods, *find_masks(text, folded))


def _of_mask(text: str, entry: LedgerEntry, masks: tuple[Mask, ...]) -> Iterator[Step]:
    for mask in masks:
        if mask.start <= entry.span.start < mask.end and mask.reason == entry.reason:
            file = "periods.toml" if mask.reason in ("period", "date", "year") else "masks.toml"
            rule = f"{file}: {mask.rule}" if mask.rule else "extract.masks"
            yield Step(text[mask.start : mask.end], entry.reason, rule)
            return
    yield Step(entry.raw, entry.reason, "normalize.ledger")


# --- quantities --------------------------------------------------------------------------------


def _of_quantity(one: BlockTrail, statement: Statement, scene: Scene) -> Iterator[Step]:
    text = one.passage.text
    quantity = statement.quantity
    yield from _number(one.passage, quantity)
    yield from _unit(text, quantity, statement)
    yield from _meaning(text, statement, scene)
    yield from _label(one.passage, statement, scene)
    yield from _period(one, statement)


def _number(passage: Passage, quantity: Quantity) -> Iterator[Step]:
    """What the digits say, and what bounds them or gives them a sign."""
    text = passage.text
    digits = text[quantity.digits_start : quantity.digits_end]
    if quantity.in_words:
        yield Step(text[quantity.start : quantity.end], str(quantity.value), "numbers.toml")
        return
    numeral = quantity.numeral
    reading = _reading(quantity, numeral.certain, numeral.thousands, numeral.decimal)
    shown = "" if reading is None else f"{reading.value:f}"
    yield Step(digits, shown, f"numerals: {quantity.settled_by or 'damaged'}")
    if quantity.comparator != "=":
        low, high = bounding_word(passage.folded, quantity.digits_start, quantity.end)
        yield Step(text[low:high], quantity.comparator, "comparators.toml")
    if quantity.signed:
        sign = text[quantity.start : quantity.digits_start].strip()
        yield Step(sign, f"{quantity.signed:+d}", "extract.comparators")


def _reading(quantity: Quantity, *candidates: Reading | None) -> Reading | None:
    """The reading of the numeral that the quantity's value was made of."""
    if quantity.value is None or quantity.step is None:
        return None
    possible = [reading for reading in candidates if reading is not None]
    power = ten_to(quantity.scale or 0)
    same = [reading for reading in possible if times(reading.value, power) == quantity.value]
    return next(iter(same or possible), None)


def _in_parts(quantity: Quantity) -> bool:
    """True where the value is more than its numeral times its magnitude."""
    numeral = quantity.numeral
    if quantity.value is None or quantity.scale is None or quantity.in_words:
        return False
    power = ten_to(quantity.scale)
    readings = (numeral.certain, numeral.thousands, numeral.decimal)
    return not any(
        one is not None and times(one.value, power) == quantity.value for one in readings
    )


def _unit(text: str, quantity: Quantity, statement: Statement) -> Iterator[Step]:
    """Magnitude and unit, written behind the digits or shared by another figure."""
    words = text[quantity.digits_end : quantity.end].strip()
    scale = "" if quantity.scale is None else f"× 10^{quantity.scale}"
    if words:
        file = "magnitudes.toml + units.toml" if scale else "units.toml"
        if quantity.unit_kind == "counter" and not scale:
            file = "counters.toml"
        if _in_parts(quantity):  # "2 tỷ 300 triệu đồng"
            scale = f"{quantity.value:f}"
        yield Step(words, f"{scale} {quantity.unit}".strip(), file)
    if statement.scale:
        yield Step("", f"× 10^{statement.scale}", "normalize.unit_sharing")
    if statement.unit and statement.unit != quantity.unit:
        yield Step("", statement.unit, "normalize.unit_sharing")


def _meaning(text: str, statement: Statement, scene: Scene) -> Iterator[Step]:
    """The cues and bases in sight, and the measure they make together."""
    for cue in scene.cues:
        yield Step(text[cue.start : cue.end], cue.kind, "cues.toml")
    for base in (scene.tail_base, scene.lead_base):
        if base is not None:
            words = text[base.start : _end_of(base, scene.folded)]
            yield Step(words, base.compare_to, "normalize.bases")
    if statement.quantity.link:
        yield Step("", statement.quantity.link, "extract.linked")
    rule = "normalize.percents" if scene.is_ratio else "normalize.levels"
    said = ", ".join(filter(None, (statement.measure, statement.compare_to)))
    yield Step("", said, rule)


def _end_of(base: Base, folded: str) -> int:
    """Where the words of a base end: its period, its cue, else the next pause."""
    if base.mention is not None and base.mention.start == base.start:
        return base.mention.end
    for cue in find_cues(folded):
        if cue.start == base.start and cue.kind != "versus":
            return cue.end
    pause = _PAUSE.search(folded, base.start)
    return pause.start() if pause is not None else len(folded)


def _label(passage: Passage, statement: Statement, scene: Scene) -> Iterator[Step]:
    if not statement.label:
        return
    lead, tail = (
        " ".join(passage.text[slice(*part)].lower().split())
        for part in (scene.segment.lead, scene.segment.tail)
    )
    counted = passage.text[statement.quantity.start : statement.quantity.end].lower()
    label = statement.label.lower()
    where = "lead" if label in lead else "tail" if label in tail else "shared"
    if where == "shared" and all(word in f"{lead} {tail} {counted}" for word in label.split()):
        where = "lead + tail"
    yield Step(statement.label, where, "normalize.labelling")


def _period(one: BlockTrail, statement: Statement) -> Iterator[Step]:
    """The words that name the period; for one that is taken over, where it comes from."""
    if not statement.period:
        return
    text = one.passage.text
    for mention in find_periods(one.passage.folded):
        if resolve(mention, one.frame.context) == statement.period:
            words, rule = text[mention.start : mention.end], f"periods.toml: {mention.kind}"
            yield Step(words, statement.period, rule)
            return
    yield Step("", f"{statement.period} ({statement.period_basis})", "normalize.timing")
