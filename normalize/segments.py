"""What belongs to which figure: every stretch between two figures is cut once.

The part before the cut is the tail of the left figure ("5% | so với cùng kỳ"), the
part after it leads in the right one ("trong đó nông nghiệp tăng | 3%").
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import regex

from extract.lexicon import either, word_pattern
from extract.quantity import Quantity
from solieu.frozen import frozen

_SEMICOLON = regex.compile(r";|\s\|\s")
_COMMA = regex.compile(r",(?!\d)")
_DASH = regex.compile(r"\s-\s")


@cache
def _verb_after_comma() -> regex.Pattern[str]:
    return regex.compile(rf",\s*(?:{either('clauses', 'verb_after_comma')})(?!\w)")


@cache
def _based() -> regex.Pattern[str]:
    """A base of comparison right behind a bracket: it belongs to what stands before it."""
    return regex.compile(rf"\s*(?:{either('bases', 'versus')})\s[^;]*(?:,|(?<!\w)và)\s")


@cache
def _by_strength() -> tuple[regex.Pattern[str], ...]:
    """Words that begin the lead of the right figure, the strongest kind first."""
    strong, and_ = either("clauses", "strong"), either("clauses", "and")
    return (
        # "với" is a connective, but neither in "so với" nor in "đối với"
        regex.compile(rf"(?<!\w)(?:{strong}|(?<!so )(?<!đối )với)(?!\w)"),
        regex.compile(rf"(?<!\w)(?:{and_})(?!\w)|="),
        word_pattern("clauses", "verbs"),
        word_pattern("clauses", "weak"),
    )


@cache
def _deed_before() -> regex.Pattern[str]:
    """The verb of the right figure, right before it."""
    deeds, degree = either("clauses", "deeds"), either("clauses", "degree")
    return regex.compile(rf"(?<!\w)(?:{deeds})(?:\s(?:{degree}))*\s*$")


@frozen
class Segment:
    """A figure with its lead and tail, by passage offset, and its bracket depth.

    ``opened`` is the index of the figure before the bracket this one stands in, -1
    where it stands in none; ``outer`` is the stretch before that bracket that no figure
    has ("Điều tra khám phá | (đạt 100%)"). ``index`` counts the figures of the passage,
    ``sentence`` its sentences.
    """

    index: int
    quantity: Quantity
    sentence: int
    lead: tuple[int, int]
    tail: tuple[int, int]
    depth: int
    opened: int
    outer: tuple[int, int] = (0, 0)


def cut_segments(
    folded: str, sentences: Sequence[tuple[int, int]], quantities: Sequence[Quantity]
) -> tuple[Segment, ...]:
    """One segment a quantity, in order."""
    found: list[Segment] = []
    at = 0
    for number, (start, end) in enumerate(sentences):
        group = []
        while at < len(quantities) and quantities[at].start < end:
            group.append(quantities[at])
            at += 1
        if group:
            found.extend(_sentence(folded, number, start, end, group, len(found)))
    return tuple(found)


def _sentence(
    folded: str, number: int, start: int, end: int, group: Sequence[Quantity], offset: int
) -> list[Segment]:
    first = _first_lead(folded, start, group[0].start)
    leads = [first[1]]
    outers = [first]
    tails = []
    depths = [int(folded[first[1] - 1 : first[1]] == "(")]
    opened = [-1]
    for i in range(1, len(group)):
        left, right = group[i - 1], group[i]
        tail_end, lead_start, step = _cut(folded, left.end, max(right.start, left.end))
        tails.append((left.end, tail_end))
        leads.append(lead_start)
        outers.append(_outer(folded, left.end, lead_start))
        depths.append(max(0, depths[-1] + step))
        if step > 0:
            opened.append(offset + i - 1)
        elif step < 0:
            opened.append(opened[opened[-1] - offset] if opened[-1] >= offset else -1)
        else:
            opened.append(opened[-1])
    close = folded.find(")", group[-1].end, end) if depths[-1] else -1
    tails.append((group[-1].end, close if close >= 0 else end))
    return [
        Segment(
            offset + i,
            quantity,
            number,
            (leads[i], max(quantity.start, leads[i])),
            tails[i],
            depths[i],
            opened[i],
            outers[i],
        )
        for i, quantity in enumerate(group)
    ]


def _first_lead(folded: str, start: int, end: int) -> tuple[int, int]:
    """Where the stretch before a sentence's first figure begins, and where its lead does."""
    gap = folded[start:end]
    open_at, _, step = _brackets(gap)
    inner = start + open_at + 1 if step > 0 else start
    begin = inner
    for match in _SEMICOLON.finditer(folded, inner, end):
        begin = match.end()
    if step <= 0:
        return begin, begin
    outside = start
    for match in _SEMICOLON.finditer(folded, start, inner - 1):
        outside = match.end()
    return (outside, inner) if begin == inner else (begin, begin)


def _outer(folded: str, start: int, lead: int) -> tuple[int, int]:
    """The words between the last figure's bracket or clause and a new bracket."""
    if folded[lead - 1 : lead] != "(":
        return lead, lead
    gap = folded[start : lead - 1]
    cut = max(gap.rfind(")"), gap.rfind(";"))
    if cut < 0:
        cut = gap.rfind(", ")
    return (start + cut + 1, lead) if cut >= 0 else (lead, lead)


def _cut(folded: str, start: int, end: int) -> tuple[int, int, int]:
    """(end of the left tail, start of the right lead, change of bracket depth)."""
    gap = folded[start:end]
    open_at, close_at, step = _brackets(gap)
    if step > 0:
        return start + min(open_at, _first(gap, open_at)), start + open_at + 1, step
    if step < 0:
        after = start + close_at + 1
        if _based().match(folded, after, end):  # "(bằng 8%) so với đầu năm và | tăng 5%"
            after = _cut(folded, after, end)[1]
        rest = folded[after:end]
        skip = len(rest) - len(rest.lstrip(" ,;."))
        return start + gap.index(")"), after + skip, step
    if (";" in gap or "|" in gap) and (match := _last(_SEMICOLON, gap)):
        first = _SEMICOLON.search(gap)
        assert first is not None
        return start + first.start(), start + match.end(), 0
    comma = _COMMA.search(gap)
    colon = gap.find(":")
    if colon >= 0 and gap[colon + 1 :].strip() and (comma is None or colon < comma.start()):
        return start + colon, start + colon + 1, 0
    if comma is not None:
        later = _last(_verb_after_comma(), gap)
        chosen = later if later is not None else comma
        return start + chosen.start(), start + chosen.start() + 1, 0
    if dash := _DASH.search(gap):
        return start + dash.start(), start + dash.end(), 0
    if deed := _deed_before().search(gap):  # "923 triệu đồng | xây dựng 26 nhà"
        return start + deed.start(), start + deed.start(), 0
    for pattern in _by_strength():
        found = pattern.search(gap)
        if found is not None:
            return start + found.start(), start + found.start(), 0
    return end, end, 0


def _first(gap: str, limit: int) -> int:
    comma = _COMMA.search(gap, 0, limit)
    return comma.start() if comma else limit


def _last(pattern: regex.Pattern[str], gap: str) -> regex.Match[str] | None:
    return max(pattern.finditer(gap), key=lambda match: match.start(), default=None)


def _brackets(gap: str) -> tuple[int, int, int]:
    """Last unmatched "(", last unmatched ")" and how much deeper the right end is."""
    stack: list[int] = []
    closes = []
    for i, char in enumerate(gap):
        if char == "(":
            stack.append(i)
        elif char == ")":
            if stack:
                stack.pop()
            else:
                closes.append(i)
    if closes and stack:
        return stack[-1], closes[-1], 1 - len(closes) or 1
    if stack:
        return stack[-1], -1, len(stack)
    if closes:
        return -1, closes[-1], -len(closes)
    return -1, -1, 0
