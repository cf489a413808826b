"""Masks: the stretches of a passage whose digits are no quantities.

Each mask names its reason, a word of the contract (``legal_reference``, ``phone``,
``name`` ...). The patterns are data: ``words/masks.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from extract.intervals import Intervals
from extract.lexicon import alternation, strings, units, word_set, words
from solieu.frozen import frozen


@frozen
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
    """One row of masks.toml.

    A row is tried where one of its ``hints`` stands in the passage, or where ``needs``, a
    pattern for Python's own re, is found; always where it has neither. They only save
    time: what ``pattern`` matches must have one of them.
    """

    reason: str
    pattern: str
    example: str
    hints: tuple[str, ...] = ()
    needs: re.Pattern[str] | None = None

    def may_match(self, text: str) -> bool:
        """Whether it is worth while to look for the pattern in a passage."""
        if any(map(text.__contains__, self.hints)):
            return True
        return self.needs.search(text) is not None if self.needs else not self.hints


# Longest words before the first digit ("thông tư liên tịch số:", a web address is longer
# but begins with letters that match from its own start) and after it in a list.
_REACH = 70
_AHEAD = 120
_DIGITS = regex.compile(r"\d+")
_BREAK = regex.compile(r"\W")

# Digits that no separator, slash or colon continues.
_NUM = r"\d{1,4}+(?![\d]|[.,/:]\d)"


@cache
def _unit_words() -> frozenset[str]:
    found = units()
    return found.counters.union(found.measures, found.magnitudes, found.money)


@cache
def _not_quantity() -> str:
    """A look-ahead that fails where a unit, magnitude or counter follows.

    A word that goes on after a blank or comma where another one ends adds nothing to it.
    """
    known = _unit_words()
    needed = [
        word
        for word in known
        if not any(word[:n] in known and _BREAK.match(word, n) for n in range(1, len(word)))
    ]
    return rf"(?!\s*(?:{alternation(needed)})(?!\w))"


def _with_lists(pattern: str) -> str:
    """A pattern with the words of the lists it names."""
    for name in ("PLACES", "RATES", "POPULATIONS"):
        pattern = pattern.replace(name, alternation(strings(words("masks"), name.lower())))
    return pattern


@cache
def rules(table: str = "mask") -> tuple[MaskRule, ...]:
    """The rows of masks.toml in order; KeyError where a field is missing."""
    rows = words("masks")[table]
    if not isinstance(rows, list):
        raise TypeError("masks.toml: [[mask]] rows are expected")
    return tuple(
        MaskRule(
            row["reason"],
            row["pattern"],
            row["example"],
            tuple(row.get("hints", ())),
            re.compile(_with_lists(row["needs"])) if "needs" in row else None,
        )
        for row in rows
    )


@cache
def compiled(rule: MaskRule) -> regex.Pattern[str]:
    """The pattern of a row, compiled when a text first asks for it."""
    pattern = _with_lists(rule.pattern)
    return regex.compile(pattern.replace("NOTQ", _not_quantity()).replace("NUM", _NUM))


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


def _matches(table: str, text: str, windows: Sequence[tuple[int, int]]) -> Iterator[Mask]:
    """Matches around digits: a mask begins at most _REACH before its first digit.

    A stretch belongs to the first rule that claims it.
    """
    taken = Intervals()
    for rule in rules(table):
        if not rule.may_match(text):
            continue
        pattern = compiled(rule)
        for start, end in windows:
            for match in pattern.finditer(text, start, end):
                low, high = match.span()
                if _DIGITS.search(text, low, high) is None or _cuts_a_number(text, low, high):
                    continue
                if taken.claim(low, high):
                    yield Mask(low, high, rule.reason, rule.example)


def _cuts_a_number(text: str, low: int, high: int) -> bool:
    """Whether a match ends or begins within a run of digits: "01/2026" in "01/20260"."""
    ends_within = high < len(text) and _DIGITS.fullmatch(text, high - 1, high + 1)
    return bool(ends_within or (low > 0 and _DIGITS.fullmatch(text, low - 1, low + 1)))


# Letters and digits in one word: "KV6", "PC07", "47B-021.33", "XL-03", "E14.2".
_GLUED = regex.compile(
    r"(?<![^\W_])(?:\d+\p{Lu}\d*[-.]\d[\d.]*|(?P<word>[^\W\d_]+)(?:(?<=\p{Lu})[-.])?\d[\d.,]*(?:[-.]?\w+)*)"
)

_LETTERED = regex.compile(r"(?<![\w.,/])\d{1,4}(?P<tail>[^\W\d_]+)(?![\w/])")  # 699L, 30a
# A digit beside what may be a letter: without one there is neither.
_LETTER = r"[^\s\d()/,;:+%\"'.<>=~-]"
_SIDE_BY_SIDE = re.compile(rf"\d(?:(?={_LETTER})|(?<={_LETTER}\d)|(?<={_LETTER}[-.]\d))")
_LONGEST_SUFFIX = 2  # letters of a number's suffix; more is a word that lost its space


def _glued(text: str) -> Iterator[Mask]:
    """Names made of letters and digits; a report verb glued to its figure is none."""
    if _SIDE_BY_SIDE.search(text) is None:
        return
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
    windows = tuple(_windows(text))
    found = list(_matches("mask", folded, windows))
    taken = Intervals((mask.start, mask.end) for mask in found)
    for mask in (*_matches("cased", text, windows), *_glued(text)):
        if taken.claim(mask.start, mask.end):
            found.append(mask)
    return tuple(sorted(found, key=lambda mask: mask.start))
