"""When two labels speak of the same thing, and when they plainly do not."""

from __future__ import annotations

from functools import lru_cache

import regex

from audit.vocabulary import cues
from extract.fold import fold

_BRACKETS = regex.compile(r"\([^()]*\)")
_SYLLABLE = regex.compile(r"[\w%]+")


@lru_cache(maxsize=20_000)
def tokens(label: str) -> frozenset[str]:
    """The syllables of ``label`` that mean something, folded, without bracketed remarks.

    >>> sorted(tokens("Tổng chi ngân sách (đã trừ tiết kiệm)"))
    ['chi', 'ngân', 'sách']
    """
    found = _SYLLABLE.findall(_BRACKETS.sub(" ", fold(label)))
    kept = [syllable for syllable in found if syllable not in cues().empty]
    return frozenset(kept or found)


@lru_cache(maxsize=20_000)
def key(label: str) -> str:
    """The meaningful syllables in their order: equal keys are one label."""
    kept = tokens(label)
    ordered = _SYLLABLE.findall(_BRACKETS.sub(" ", fold(label)))
    return " ".join(syllable for syllable in ordered if syllable in kept)


def alike(first: str, second: str) -> float:
    """The share of syllables two labels have in common, 0 to 1 (Jaccard)."""
    a, b = tokens(first), tokens(second)
    return len(a & b) / len(a | b) if a and b else 0.0


def within(first: str, second: str) -> bool:
    """Whether all that one label says is also said by the other."""
    a, b = tokens(first), tokens(second)
    return bool(a and b) and (a <= b or b <= a)
