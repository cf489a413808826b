"""A figure and the same figure in words: "12.500.000 đồng (Mười hai triệu ...)"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import regex

from audit.checks import Judged, settle
from audit.claims import SAME, Claim
from audit.register import Register
from audit.verdict import judge
from extract.fold import fold
from extract.number_words import read_words
from solieu.model import Span

_BRACKET = regex.compile(r"\s*\((?:bằng chữ\s*:?\s*)?([^\W\d][^()\d]*)\)")
_LONGEST = 150


def words_checks(register: Register) -> Iterator[Judged]:
    """One check for each figure followed by an amount in words in brackets."""
    for figure in register.prose:
        after = register.text[figure.span.end : figure.span.end + _LONGEST]
        match = _BRACKET.match(fold(after))
        if match is None:
            continue
        value = _value_of(match[1])
        if value is None:
            continue
        start = figure.span.end + match.start(1)
        end = figure.span.end + match.end(1)
        said = register.text[start:end]
        words = replace(
            figure, value=value, raw=said, exact=True, resolution=None, span=Span(start, end)
        )
        claim = Claim("agreement", "agreement.words/1", figure, (words,), SAME)
        yield settle(claim, judge(claim), "words")


def _value_of(words: str) -> Decimal | None:
    """The longest run of number words at the beginning, None if there is none."""
    tokens = words.replace(",", " ").split()
    for end in range(len(tokens), 0, -1):
        value = read_words(" ".join(tokens[:end]))
        if value is not None:
            return value
    return None
