"""Cue words found in a stretch of folded text, each with what it says of a figure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from extract.lexicon import alternation, mapping, words


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue word in folded text ``[start:end)``; ``kind`` is a word of cues.toml."""

    start: int
    end: int
    kind: str


@cache
def _kinds() -> dict[str, str]:
    return mapping(words("cues"), "cues")


@cache
def _pattern() -> regex.Pattern[str]:
    found = alternation(word for word in _kinds() if word != "=")
    # A word glued to the figure after it ("bằng102,3%") is still a word.
    return regex.compile(rf"(?<![\w])(?:{found})(?![^\W\d])|=")


def find_cues(folded: str, start: int = 0, end: int | None = None) -> tuple[Cue, ...]:
    """The cues in ``folded[start:end]`` in order, protected compounds left out."""
    kinds = _kinds()
    limit = len(folded) if end is None else end
    return tuple(
        Cue(match.start(), match.end(), kinds[match.group()])
        for match in _pattern().finditer(folded, start, limit)
        if kinds[match.group()] != "none"
    )
