"""Masks: the stretches of a passage whose digits are no quantities.

Each mask names its reason, a word of the contract (``legal_reference``, ``phone``,
``name`` ...). The patterns are data: ``words/masks.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import regex

from extract.intervals import Intervals
from extract.lexicon import alternation, units, word_set, words


@dataclass(frozen=True, slots=True)
class Mask:
    """Folded text ``[start:end)`` whose digits are no quantity, and why.

    ``rule`` names what told so: the example of the row of masks.toml, "" for the shapes
    that are written below.
    """

    start: int
    end: int
    reason: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class MaskRule:
    """One row of masks.toml."""

    reason: str
    pattern: str
    example: str
    hints: tuple[str, ...] = ()  # one of them must stand in the passage; none: always tried


# Longest words before the first digit ("thông tư liên tịch số:", a web address is longer
# but begins with letters that match from its own start) and after it in a list.
_REACH = 70
_AHEAD = 120
_DIGITS = regex.compile(r"\d+")

# Digits that no separator, slash or colon continues.
_NUM = r"\d{1,4}+(?![\d]|[.,/:]\d)"


@cache
def _unit_words() -> frozenset[str]:
    found = units()
    return found.counters.union(found.measures, found.magnitudes, found.money)


def _not_quantity() -> str:
    """A look-ahead that fails where a unit, magnitude or counter follows."""
    tails = alternation(_unit_words())
    return rf"(?!\s*(?:{tails})(?!\w))"


@cache
def rules(table: str = "mask") -> tuple[MaskRule, ...]:
    """The rows of masks.toml in order; KeyError where a field is missing."""
    rows = words("masks")[table]
    if not isinstance(rows, list):
        raise TypeError("masks.toml: [[mask]] rows are expected")
    return tuple(
        MaskRule(row["reason"], row["pattern"], row["example"], tuple(row.get("hints", ())))
        for row in rows
    )


@cache
def compiled(table: str) -> tuple[tuple[MaskRule, regex.Pattern[str]], ...]:
    """The rules of a table with their patterns."""
    tail = _not_quantity()
    return tuple(
        (rule, regex.compile(rule.pattern.replace("NOTQ", tail).replace("NUM", _NUM)))
        for rule in rules(table)
    )


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """The stretches around digits, merged where they touch."""
    start, end = 0, -len(text) - _REACH - 1
    for digits in _DIGITS.finditer(text):
        if digits.start() - _REACH > end:
            if end > 0:
                yield start, end
            start = max(0, digits.start() - _REACH)
        end = digits.end() + _AHEAD
    if end > 0:
        yield start, min(end, len(text))


def _matches(table: str, text: str) -> Iterator[Mask]:
    """Matches around digits: a mask begins at most _REACH before its first digit.

    A stretch belongs to the first rule that claims it; a rule none of whose hints
    stands in the text is not tried.
    """
    windows = tuple(_windows(text))
    taken = Intervals()
    for rule, pattern in compiled(table):
        if rule.hints and not any(hint in text for hint in rule.hints):
            continue
        for start, end in windows:
            for match in pattern.finditer(text, start, end):
                low, high = match.span()
                if _DIGITS.search(text, low, high) is None:
                    continue
                if taken.claim(low, high):
                    yield Mask(low, high, rule.reason, rule.example)


# Letters and digits in one word: "KV6", "PC07", "47B-021.33", "XL-03", "E14.2".
_GLUED = regex.compile(
    r"(?<![^\W_])(?:\d+\p{Lu}\d*[-.]\d[\d.]*|(?P<word>[^\W\d_]+)(?:(?<=\p{Lu})[-.])?\d[\d.,]*(?:[-.]?\w+)*)"
)

_LETTERED = regex.compile(r"(?<![\w.,/])\d{1,4}(?P<tail>[^\W\d_]+)(?![\w/])")  # 699L, 30a
_LONGEST_SUFFIX = 2  # letters of a number's suffix; more is a word that lost its space


def _glued(text: str) -> Iterator[Mask]:
    """Names made of letters and digits; a report verb glued to its figure is none."""
    verbs, twice = word_set("nouns", "glued"), tuple(word_set("nouns", "glued_twice"))
    for match in _GLUED.finditer(text):
        word = match["word"]
        lower = (word or "").lower()
        if lower not in verbs and not lower.endswith(twice):
            yield Mask(match.start(), match.end(), "name")
    for match in _LETTERED.finditer(text):
        tail = match["tail"].lower()
        if len(tail) <= _LONGEST_SUFFIX and tail not in _unit_words():
            yield Mask(match.start(), match.end(), "name")


def find_masks(text: str, folded: str) -> tuple[Mask, ...]:
    """All masks in a passage and its folded twin, left to right, not overlapping."""
    if _DIGITS.search(text) is None:
        return ()
    found = list(_matches("mask", folded))
    taken = Intervals((mask.start, mask.end) for mask in found)
    for mask in (*_matches("cased", text), *_glued(text)):
        if taken.claim(mask.start, mask.end):
            found.append(mask)
    return tuple(sorted(found, key=lambda mask: mask.start))
