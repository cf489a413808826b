"""Lists in step: "A, B và C đạt lần lượt x, y và z", "... đạt tương ứng x, y, z"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

import regex

from extract.intervals import Intervals
from extract.lexicon import either, holds, word_set
from extract.passages import Passage
from extract.quantity import Quantity
from normalize.phrase_sets import Token
from normalize.phrases import render, strip, tokens
from normalize.segments import Segment
from normalize.statements import Statement


@cache
def _cue() -> regex.Pattern[str]:
    verbs, said = either("clauses", "in_step_verbs"), either("clauses", "in_step")
    return regex.compile(rf"(?<!\w)(?:(?:{verbs})\s+)?(?:{said})(?!\w)")


@cache
def _between() -> regex.Pattern[str]:
    and_, verbs = either("clauses", "and"), either("clauses", "between_in_step")
    return regex.compile(rf"\s*(?:[,;]|{and_}|[,;]\s*{and_})\s*(?:{verbs})?\s*")


_FEWEST = 2  # figures that make a list


def in_step(
    passage: Passage,
    statements: Sequence[Statement],
    segments: Sequence[Segment],
    holes: Intervals,
) -> None:
    """Give each figure of such a list the label of its own subject, and the shared unit."""
    folded = passage.folded
    if not holds(folded, "clauses", "in_step"):
        return
    levels = [i for i, statement in enumerate(statements) if statement.clause == i]
    for segment in segments:
        match = _cue().search(folded, *segment.lead)
        if match is None:
            continue
        run = _run(folded, segments, segment.index)
        if len(run) < _FEWEST:
            continue
        last = segments[run[-1]].quantity
        for j in run[:-1]:
            _share_unit(statements[j], last)
        before = levels[: bisect_left(levels, segment.index)][-len(run) :]
        labels = _names(passage, segment.lead[0], match.start(), len(run), holes)
        if not labels and len(before) == len(run):  # "trâu 60 con, bò 214 con, tăng lần lượt ..."
            labels = [statements[level].label for level in before]
        for j, label in zip(run, labels, strict=False):
            statements[j].label = label


def _share_unit(statement: Statement, last: Quantity) -> None:
    """Unit and magnitude that stand once, behind the last figure of the list."""
    if statement.quantity.unit or not last.unit:
        return
    statement.unit = last.unit
    if last.scale and statement.quantity.scale is None and not statement.scale:
        statement.scale = last.scale


def _run(folded: str, segments: Sequence[Segment], start: int) -> list[int]:
    """The figures of the list that begins at ``start``."""
    run = [start]
    first = segments[start].quantity
    while run[-1] + 1 < len(segments):
        following = segments[run[-1] + 1].quantity
        between = folded[segments[run[-1]].quantity.end : following.start]
        if _between().fullmatch(between) is None:
            break
        if first.unit and following.unit_kind != first.unit_kind:
            break
        run.append(run[-1] + 1)
    return run


def _names(passage: Passage, start: int, end: int, count: int, holes: Intervals) -> list[str]:
    """The list of subjects in ``[start:end)``, where it has as many as there are figures."""
    found = strip(tokens(passage.folded, start, end, holes))
    pieces = _pieces(found, count)
    if len(pieces) < 2:
        return []
    head = pieces[0][: max(0, len(pieces[0]) - len(pieces[1]))]
    rest = [
        f"{render(passage.text, head)} {render(passage.text, piece)}".strip()
        for piece in pieces[1:]
    ]
    return [render(passage.text, pieces[0]), *rest]


def _pieces(found: Sequence[Token], count: int) -> list[list[Token]]:
    """Split at commas and the last "và" (else every "và") into ``count`` subjects."""
    and_ = word_set("clauses", "and")
    ands = [i for i, token in enumerate(found) if token.word in and_]
    for split in (set(), set(ands[-1:]), set(ands)):
        pieces: list[list[Token]] = [[]]
        for i, token in enumerate(found):
            if token.word in (",", ";", ":") or i in split:
                pieces.append([])
            else:
                pieces[-1].append(token)
        kept = [stripped for piece in pieces if (stripped := strip(piece))]
        if len(kept) >= count:
            return kept[-count:]
    return []
