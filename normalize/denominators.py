"""Labels of denominators: of "9/14 vụ đã làm rõ" the 14 are all cases, not those cleared up.

The whole is named by the figure that stated it before, else by the counted noun up to
where something is said of only some of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from extract.lexicon import word_set
from normalize.bare_labels import deed_length
from normalize.label_words import LabelWords
from normalize.phrases import render
from normalize.segments import Segment
from normalize.statements import Statement

_ALL = "Tổng số"
_NUMBER_OF = "số"


def name_denominators(
    statements: Sequence[Statement], segments: Sequence[Segment], around: LabelWords
) -> None:
    """Give the denominators among the counts of a passage the name of their whole."""
    stated: dict[tuple[str, Decimal], str] = {}
    for i, statement in enumerate(statements):
        value, unit = statement.quantity.value, statement.quantity.unit
        if statement.quantity.unit_kind != "counter" or value is None:
            continue
        if statement.measure != "denominator":
            if statement.clause == i:
                stated.setdefault((unit, value), statement.label)
        elif statement.fraction_of == i - 1:
            label = stated.get((unit, value)) or _noun(segments[i], statement.label, around)
            statement.label = label or statement.label


def _noun(segment: Segment, label: str, around: LabelWords) -> str:
    """The counted noun without what is said of some only; "" where that is not known."""
    unit, tail = around.unit(segment), around.tail(segment)
    counted = [token.word for token in unit]
    lead = around.lead(around.segments[segment.index - 1])
    said = label.lower().removeprefix(f"{_NUMBER_OF} ").split()
    if lead and said[: len(counted)] == counted:  # "số trường được công nhận 5/12 trường"
        words = label.split()
        cut = _unsaid(words)
        whole = " ".join(words[:cut])
        return whole if len(whole.split()) > len(counted) else f"{_ALL} {render(around.text, unit)}"
    if not unit or not tail or (lead and not deed_length(label)):
        return ""
    cut = _unsaid([token.word for token in tail])
    noun = render(around.text, [*unit, *tail[:cut]])
    return noun if cut else f"{_ALL} {noun}"


def _unsaid(words: Sequence[str]) -> int:
    """How many words stand before a predicate ("đạt", "được", "chưa")."""
    said = word_set("labels", "predicates") | word_set("labels", "auxiliaries")
    return next((i for i, word in enumerate(words) if word.lower() in said), len(words))
