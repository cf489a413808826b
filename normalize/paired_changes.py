"""Two changes of everything in a list: "tăng 9% về vận chuyển và 7% về luân chuyển, gồm: ...".

What each percentage is about is said once, for the whole; the items behind it only repeat
their order: "đường bộ tăng 15% và tăng 13,6%". Source: monthly reports of the statistics office.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import regex

from extract.lexicon import either
from normalize.segments import Segment
from normalize.statements import Statement

_FEWEST = 2


@cache
def _about() -> regex.Pattern[str]:
    and_ = either("clauses", "and")
    return regex.compile(
        rf"\s*về\s+(?P<noun>[^,;.()]+?)(?=\s*(?:$|[,;.()]|(?:{and_}) |nhưng |so ))"
    )


def name_paired_changes(
    folded: str,
    statements: Sequence[Statement],
    segments: Sequence[Segment],
    clauses: Mapping[int, Sequence[Statement]],
) -> None:
    """Say with each change of such an item what it is about."""
    nouns: list[str] = []
    at = {id(statement): i for i, statement in enumerate(statements)}
    for head, clause in clauses.items():
        changes = [statement for statement in clause if statement.measure == "change"]
        if head < 0 or len(changes) < _FEWEST:
            continue
        found = [_about().match(folded[slice(*segments[at[id(one)]].tail)]) for one in changes]
        if all(found):
            nouns = [match["noun"] for match in found if match]
        elif len(changes) == len(clause) == len(nouns) and not any(found):
            for statement, noun in zip(changes, nouns, strict=True):
                statement.label = f"{noun} {statement.label}"
