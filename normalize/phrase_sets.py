"""Lists of phrases as sequences of words, looked up at either end of a label."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from extract.lexicon import strings, words
from solieu.frozen import frozen

_TOKEN = regex.compile(r"[^\W_]+(?:[-./][^\W_]+)*|[^\s\w]")

Phrase = tuple[str, ...]


@frozen
class Token:
    """A word or a punctuation mark of folded text, by passage offset."""

    start: int
    end: int
    word: str


def cut_tokens(folded: str, start: int, end: int) -> list[Token]:
    """The words and punctuation marks of ``folded[start:end]`` in order."""
    return [Token(*match.span(), match[0]) for match in _TOKEN.finditer(folded, start, end)]


@dataclass(frozen=True, slots=True)
class PhraseSet:
    """Phrases of one list, with the longest that begins and ends with each word."""

    phrases: frozenset[Phrase]
    longest_from: dict[str, int]
    longest_to: dict[str, int]

    def holds(self, found: Sequence[Token]) -> bool:
        """True where the tokens are one of the phrases, no more and no less."""
        return tuple(token.word for token in found) in self.phrases

    def may_begin(self, found: Sequence[Token], low: int) -> bool:
        """True where a phrase begins with the token at ``low``; quick, as most do not."""
        return found[low].word in self.longest_from

    def may_end(self, found: Sequence[Token], high: int) -> bool:
        """True where a phrase ends with the token before ``high``."""
        return found[high - 1].word in self.longest_to

    def prefix(self, found: Sequence[Token], low: int, high: int, least: int = 1) -> int:
        """Words of the longest phrase that ``found[low:high]`` begins with, 0 if none.

        Phrases of fewer than ``least`` words do not count.
        """
        if high - low < least or (most := self.longest_from.get(found[low].word, 0)) < least:
            return 0
        for size in range(min(most, high - low), least - 1, -1):
            if tuple(token.word for token in found[low : low + size]) in self.phrases:
                return size
        return 0

    def suffix(self, found: Sequence[Token], low: int, high: int, least: int = 1) -> int:
        """Words of the longest phrase that ``found[low:high]`` ends with, 0 if none."""
        if high - low < least or (most := self.longest_to.get(found[high - 1].word, 0)) < least:
            return 0
        for size in range(min(most, high - low), least - 1, -1):
            if tuple(token.word for token in found[high - size : high]) in self.phrases:
                return size
        return 0


@cache
def phrase_set(key: str, without: str = "") -> PhraseSet:
    """The phrases of one list of labels.toml, less those of the list ``without``."""
    return _set(_phrases(key) - (_phrases(without) if without else frozenset()))


def made_of(phrases: Iterable[str]) -> PhraseSet:
    """The same of any phrases."""
    return _set(_cut(phrases))


def _set(phrases: frozenset[Phrase]) -> PhraseSet:
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for phrase in phrases:
        first[phrase[0]] = max(first.get(phrase[0], 0), len(phrase))
        last[phrase[-1]] = max(last.get(phrase[-1], 0), len(phrase))
    return PhraseSet(phrases, first, last)


def _phrases(key: str) -> frozenset[Phrase]:
    return _cut(strings(words("labels"), key))


def _cut(phrases: Iterable[str]) -> frozenset[Phrase]:
    return frozenset(
        tuple(match.group() for match in _TOKEN.finditer(phrase)) for phrase in phrases
    )
