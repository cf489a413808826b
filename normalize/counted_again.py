"""Counts of things named before: "xảy ra 5 vụ trộm cắp; đã làm rõ 4 vụ".

A counter without its noun, behind a verb that takes up what was named, means the thing
counted by it before, as long as the passage counts but one. The noun is taken over, the
deed stays the figure's own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extract.lexicon import word_set
from normalize.bare_labels import is_bare
from normalize.label_words import LabelWords
from normalize.phrase_sets import phrase_set
from normalize.phrases import label_tokens, render
from normalize.segments import Segment
from normalize.statements import Statement

_LONGEST_NOUN = 10  # words taken over; a longer one describes one case


def counted_again(
    statements: Sequence[Statement],
    segments: Sequence[Segment],
    around: LabelWords,
    clauses: Mapping[int, Sequence[Statement]],
) -> None:
    """Complete the labels of bare counts by the noun their counter had before."""
    nouns: dict[str, str] = {}  # counter -> what it counts, "" where that is not certain
    for i, statement in enumerate(statements):
        if around.opens_topic(segments[i]):
            nouns.clear()
        unit = statement.quantity.unit
        if statement.quantity.unit_kind != "counter" or not is_bare(unit) or statement.clause != i:
            continue
        if _takes_up(statement.label, unit):
            if nouns.get(unit):
                _complete(clauses[i], unit, nouns[unit])
        elif statement.whole < 0:  # a part is no name for the rest
            noun = render(around.text, around.tail(segments[i]))
            short = len(noun.split()) <= _LONGEST_NOUN
            nouns[unit] = noun if short and unit not in nouns else ""


def _complete(clause: Sequence[Statement], unit: str, noun: str) -> None:
    label = clause[0].label
    counter = "" if unit in label.lower() else f" {unit}"
    for statement in clause:
        statement.label = f"{label}{counter} {noun}".strip()


def _takes_up(label: str, unit: str) -> bool:
    """ "làm rõ vụ", "đang xử lý": a deed done to what was named before, with no noun of its own.

    "Phát hiện 3 vụ" names something new, so it takes nothing over.
    """
    found = label_tokens(label)
    size = phrase_set("follow_ups").prefix(found, 0, len(found))
    said = {*unit.split(), *word_set("labels", "bare_counters"), ","}
    return size > 0 and all(token.word in said for token in found[size:])
