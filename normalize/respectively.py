"""Lists in step: "A, B và C đạt lần lượt x, y và z", "... đạt tương ứng x, y, z"."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extract.passages import Passage
from normalize.phrases import Token, render, strip, tokens
from normalize.segments import Segment
from normalize.statements import Statement

_CUE = regex.compile(r"(?<!\w)(?:(?:đạt|tăng|giảm|là|bằng|chiếm)\s+)?(?:lần lượt|tương ứng)(?!\w)")
_BETWEEN = regex.compile(r"\s*(?:[,;]|và|[,;]\s*và)\s*(?:tăng|giảm|đạt|là)?\s*")


def in_step(
    passage: Passage,
    statements: Sequence[Statement],
    segments: Sequence[Segment],
    holes: Sequence[tuple[int, int]],
) -> None:
    """Give each figure of such a list the label of its own subject, and the shared unit."""
    folded = passage.folded
    for i, segment in enumerate(segments):
        if _CUE.search(folded, *segment.lead) is None:
            continue
        run = _run(folded, segments, i)
        if len(run) < 2:
            continue
        last = segments[run[-1]].quantity
        for j in run[:-1]:
            if not statements[j].quantity.unit and last.unit:
                statements[j].unit = last.unit
                scaled = any(flag.startswith("scale:") for flag in statements[j].flags)
                if last.scale and statements[j].quantity.scale is None and not scaled:
                    statements[j].flags.append(f"scale:{last.scale}")
        names = _names(passage, segment, len(run), holes) or _levels(statements, i, len(run))
        for j, name in zip(run, names, strict=False):
            statements[j].label = name
            statements[j].rules.append("respectively")


def _run(folded: str, segments: Sequence[Segment], start: int) -> list[int]:
    """The figures of the list that begins at ``start``."""
    run = [start]
    first = segments[start].quantity
    while run[-1] + 1 < len(segments):
        following = segments[run[-1] + 1].quantity
        between = folded[segments[run[-1]].quantity.end : following.start]
        if _BETWEEN.fullmatch(between) is None:
            break
        if first.unit and following.unit_kind != first.unit_kind:
            break
        run.append(run[-1] + 1)
    return run


def _levels(statements: Sequence[Statement], upto: int, count: int) -> list[str]:
    """The labels of the levels just before: "trâu 60 con, bò 214 con, tăng lần lượt ..."."""
    found = [s.label for i, s in enumerate(statements[:upto]) if s.clause == i]
    return found[-count:] if len(found) >= count else []


def _names(
    passage: Passage, segment: Segment, count: int, holes: Sequence[tuple[int, int]]
) -> list[str]:
    """The list of subjects before the cue, where it has as many as there are figures."""
    match = _CUE.search(passage.folded, *segment.lead)
    end = match.start() if match else segment.lead[1]
    found = strip(tokens(passage.folded, segment.lead[0], end, holes))
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
    ands = [i for i, token in enumerate(found) if token.word == "và"]
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
