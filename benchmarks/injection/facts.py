"""Figures that a generated report gives, where it gives them, and what they claim."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

#: Around a figure in generated text: its number, then the figure as written.
OPEN, PART, CLOSE = "\ue000", "\ue001", "\ue002"
MARKED = re.compile(f"{OPEN}(\\d+){PART}([^{CLOSE}]*){CLOSE}")
MAGNITUDES = {"nghìn": 10**3, "triệu": 10**6, "tỷ": 10**9}
_WRITTEN = re.compile(r"^[=<>≥≤ ]*(-?[\d.]+(?:,\d+)?)")

Fact = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a fact is written.

    ``text`` is the number as written, ``scale`` what one of it is worth in base units.
    ``exact``: a count, or an amount written out to the last đồng. ``like`` is equal for
    figures that a typist might copy for each other; ``order`` tells neighbours.
    """

    index: int
    fact: Fact
    text: str
    scale: Fraction
    exact: bool
    like: Hashable
    place: str

    @property
    def marked(self) -> str:
        """The text with its marks, to be put into a paragraph or cell."""
        return f"{OPEN}{self.index}{PART}{self.text}{CLOSE}"


@dataclass(frozen=True, slots=True)
class Claim:
    """``stated`` is what ``rule`` makes of ``operands``; see ``truth``."""

    rule: str
    stated: Fact
    operands: tuple[Fact, ...]


@dataclass(slots=True)
class Facts:
    """The mentions and claims of one document, collected while it is written."""

    mentions: list[Mention] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)

    def write(
        self, fact: Fact, text: str, *, scale: Fraction | int = 1, exact: bool, like: Hashable,
        place: str = "body",
    ) -> str:  # fmt: skip
        """Note a mention; returns its marked text."""
        mention = Mention(len(self.mentions), fact, text, Fraction(scale), exact, like, place)
        self.mentions.append(mention)
        return mention.marked

    def claim(self, rule: str, stated: Fact, *operands: Fact) -> None:
        """Note a claim between facts."""
        self.claims.append(Claim(rule, stated, operands))

    def by_fact(self) -> dict[Fact, list[Mention]]:
        """The mentions of each fact."""
        found: defaultdict[Fact, list[Mention]] = defaultdict(list)
        for mention in self.mentions:
            found[mention.fact].append(mention)
        return found


def number(text: str) -> tuple[Fraction, Fraction]:
    """A number in Vietnamese writing and the size of its last digit.

    >>> number("1.234,50")
    (Fraction(2469, 2), Fraction(1, 100))
    """
    match = _WRITTEN.match(text)
    if match is None:
        raise ValueError(text)
    whole, _, decimals = match[1].replace(".", "").partition(",")
    value = Fraction(f"{whole or '0'}.{decimals or '0'}")
    return value, Fraction(1, 10 ** len(decimals))


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; cells hold marked text."""

    rows: Sequence[Sequence[str]]


def plain(text: str) -> str:
    """Marked text without its marks."""
    return MARKED.sub(lambda found: found[2], text)


def with_text(text: str, index: int, new: str) -> str:
    """Marked text in which figure ``index`` is written as ``new``."""
    return MARKED.sub(
        lambda found: f"{OPEN}{index}{PART}{new}{CLOSE}" if int(found[1]) == index else found[0],
        text,
    )
