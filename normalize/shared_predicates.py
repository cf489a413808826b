"""What the last item of a list says of all: "90% gia đình, 65% dòng họ, 78% thôn đạt văn hóa".

Percentages whose nouns stand behind them, parted by commas or "và"; only the last noun has
a predicate. Source: reports on culture and on new rural areas.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extract.lexicon import word_set
from normalize.label_words import LabelWords
from normalize.phrases import render
from normalize.segments import Segment
from normalize.statements import Statement

_ONLY_PARTED = regex.compile(r"[\s,]*(?:và\s*)?[\s><≥≤~]*")
_LONGEST_NOUN = 5  # words of an item without its predicate


def share_predicates(
    statements: Sequence[Statement], segments: Sequence[Segment], around: LabelWords
) -> None:
    """Complete the labels of the items before the one that has the predicate."""
    predicate = ""
    for i in range(len(statements) - 1, -1, -1):
        statement, tail = statements[i], around.tail(segments[i])
        noun_behind = statement.unit == "%" and tail and not around.lead(segments[i])
        if not noun_behind or statement.clause != i:
            predicate = ""
            continue
        said = word_set("labels", "predicates")
        at = next((n for n, token in enumerate(tail) if n and token.word in said), 0)
        if at:
            predicate = render(around.text, tail[at:])
        elif predicate and len(tail) <= _LONGEST_NOUN:
            statement.label = f"{statement.label} {predicate}"
        if i and not _goes_on(segments[i - 1], segments[i], around):
            predicate = ""


def _goes_on(before: Segment, segment: Segment, around: LabelWords) -> bool:
    """True where nothing but the noun of the figure before stands between the two."""
    if before.sentence != segment.sentence or before.depth != segment.depth:
        return False
    tail = around.tail(before)
    end = tail[-1].end if tail else before.quantity.end
    return _ONLY_PARTED.fullmatch(around.folded, end, segment.quantity.start) is not None
