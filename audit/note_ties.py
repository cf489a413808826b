"""Items of a footnote against the total in the sentence its mark stands in.

Nothing but the mark ties the two, so the tie counts only where the items come near one
of the totals, or would make it up to the last digit but for one plain slip of writing in
one of them: they are then its parts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from audit.figures import is_level, stands_for, value_of, written_digits
from audit.intervals import total
from audit.register import Register
from audit.repair import edits, magnitudes
from audit.runs import adds_up
from audit.ties import Breakdown, Listing, is_complete
from audit.vocabulary import units
from extract.fold import fold
from solieu.model import Observation

_ITEMS = 3  # fewer figures may come near a total by chance
_NEAR = 20  # a twentieth of the total
_NEAR_OF_COMPLETE = 3  # a third, where the note says that it names all
_ITEMS_OF_SLIP = 4  # items of which all but one must be right
_DIGITS_OF_SLIP = 4  # a total of fewer digits may be met by some slip by chance
_REACH = 600  # characters before the mark in which its sentence lies
_OPENING = 40  # characters of a note in which it says "gồm"


def note_breakdowns(register: Register) -> Iterator[Breakdown]:
    """For each note and unit, the total before its mark that the items make up."""
    groups: defaultdict[tuple[str, str], list[Observation]] = defaultdict(list)
    for item in register.prose:
        if item.footnote in register.anchors and is_level(item) and not item.whole:
            groups[item.footnote, item.unit].append(item)
    for (note, unit), items in groups.items():
        if len(items) < _ITEMS or not unit or unit in units().never_added:
            continue
        opening = fold(register.text[items[0].span.start - _OPENING : items[0].span.start])
        listing: Listing = "complete" if is_complete(opening) else ""
        near = _NEAR_OF_COMPLETE if listing else _NEAR
        before = _before(register, register.anchors[note], items)
        if (whole := _whole(before, items, near)) is not None:
            yield Breakdown(whole, tuple(items), listing, mixed=False)
        elif len(items) >= _ITEMS_OF_SLIP:
            slipped = [figure for figure in before if _but_for_a_slip(items, figure)]
            if len(slipped) == 1:
                yield Breakdown(slipped[0], tuple(items), listing, mixed=False, unsure=True)


def _before(register: Register, anchor: int, items: Sequence[Observation]) -> Sequence[Observation]:
    return [
        figure
        for figure in register.body_before(anchor, _REACH)
        if is_level(figure) and figure.unit == items[0].unit
    ]


def _whole(
    totals: Sequence[Observation], items: Sequence[Observation], near_by: int
) -> Observation | None:
    for whole in totals:
        if adds_up(items, whole):
            return whole
    added = sum((value_of(item) for item in items), Fraction(0))
    near = [t for t in totals if abs(value_of(t) - added) * near_by <= abs(value_of(t))]
    return min(near, key=lambda t: abs(value_of(t) - added), default=None)


def _but_for_a_slip(items: Sequence[Observation], whole: Observation) -> bool:
    """Whether the items would make up the whole if one plain slip were undone."""
    if written_digits(whole) < _DIGITS_OF_SLIP:
        return False
    readings = [stands_for(item, "rounded") for item in items]
    everything, goal = total(readings), stands_for(whole, "rounded")
    for item, reading in zip(items, readings, strict=True):
        others = everything.without(reading)
        # slips that a figure has few of, so that hardly one makes a sum by chance
        for repair in (*magnitudes(item), *edits(item, plain=True)):
            if goal.meets(others + repair.interval):
                return True
    return False
