"""Counts of things named before: "xảy ra 5 vụ trộm cắp; đã làm rõ 4 vụ".

A counter without its noun means the thing last counted by it in the passage. The noun is
taken over; the deed stays the figure's own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extract.lexicon import word_set
from normalize.bare_labels import deed_length, is_bare
from normalize.label_words import LabelWords
from normalize.phrases import render
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
    nouns: dict[str, str] = {}  # counter -> the noun it counted last
    for i, statement in enumerate(statements):
        if around.opens_topic(segments[i]):
            nouns.clear()
        unit = statement.quantity.unit
        if statement.quantity.unit_kind != "counter" or not is_bare(unit):
            continue
        noun = render(around.text, around.tail(segments[i]))
        if noun:
            nouns[unit] = noun if len(noun.split()) <= _LONGEST_NOUN else ""
        elif statement.clause != i:
            continue
        elif nouns.get(unit) and _is_bare_count(statement.label, unit):
            counter = "" if unit in statement.label.lower() else f" {unit}"
            label = f"{statement.label}{counter} {nouns[unit]}".strip()
            for each in clauses[i]:
                each.label = label


def _is_bare_count(label: str, unit: str) -> bool:
    """ "làm rõ vụ", "đang xử lý": the label has no noun but the counter."""
    words = label.lower().split()
    rest = words[deed_length(label) :]
    said = {*unit.split(), *word_set("labels", "bare_counters")}
    return all(word.strip(",") in said for word in rest)
