"""Cue words found in a stretch of folded text, each with what it says of a figure."""

from __future__ import annotations

from functools import cache
from typing import Literal, get_args

import regex

from extract.lexicon import LexiconError, alternation, mapping, word_set, words
from extract.word_patterns import WordPattern
from solieu.frozen import frozen
from solieu.model import CompareTo

CueKind = Literal[
    "up", "over", "up_plan", "up_yoy", "up_prev", "up_respectively",  # growth
    "down", "under", "down_respectively",  # fall
    "level", "from", "new_total",  # a level after a change of level
    "reach", "equal", "respectively",
    "share", "share_noun", "contribution", "rate_noun", "out_of",
    "est", "prelim",
    "plan", "plan_base", "target", "expected",
    "versus", "base_plan", "base_yoy", "yoy", "yoy_word", "prev", "prev_word", "other_word",
    "part_open", "part_closed",
]  # fmt: skip

GROWTH: frozenset[CueKind] = frozenset(
    {"up", "over", "up_plan", "up_yoy", "up_prev", "up_respectively"}
)
FALL: frozenset[CueKind] = frozenset({"down", "under", "down_respectively"})
CHANGES = GROWTH | FALL
# Verbs that name their base too: "hơn năm trước 5%".
BASE_OF_VERB: dict[CueKind, CompareTo] = {"up_yoy": "yoy", "up_prev": "prev"}
PARTS: frozenset[CueKind] = frozenset({"part_open", "part_closed"})


@frozen
class Cue:
    """A cue word in folded text ``[start:end)``; ``kind`` is a word of cues.toml."""

    start: int
    end: int
    kind: CueKind

    @property
    def sign(self) -> int:
        """1 for a word of growth, else -1."""
        return 1 if self.kind in GROWTH else -1


@cache
def _kinds() -> dict[str, CueKind | None]:
    """Cue word -> kind, None for a compound that only looks like a cue."""
    known: dict[str, CueKind | None] = {kind: kind for kind in get_args(CueKind)}
    known["none"] = None
    found: dict[str, CueKind | None] = {}
    for word, kind in mapping(words("cues"), "cues").items():
        if kind not in known:
            raise LexiconError(f"cues.toml, {word!r}: there is no kind of cue {kind!r}")
        found[word] = known[kind]
    return found


_EQUALS = "="


@cache
def _words() -> WordPattern:
    """A cue as a word; one glued to the figure after it ("bằng102,3%") is still a word."""
    found = [word for word in _kinds() if word != _EQUALS]
    return WordPattern(rf"(?<![\w])(?:{alternation(found)})(?![^\W\d])", found)


@cache
def _others() -> regex.Pattern[str]:
    """A sign, or a word glued to a figure and to the word before it ("chế biếntăng1,36%")."""
    glued = "|".join(sorted(word_set("nouns", "glued_twice")))
    return regex.compile(rf"{_EQUALS}|(?:{glued})(?<=[^\W\d](?:{glued}))(?=\d)")


def find_cues(folded: str) -> tuple[Cue, ...]:
    """The cues of a passage in order, protected compounds left out."""
    matches = [*_words().finditer(folded), *_others().finditer(folded)]
    kinds = _kinds()
    found = [
        Cue(match.start(), match.end(), kind)
        for match in matches
        if (kind := kinds[match.group()]) is not None
    ]
    return tuple(sorted(found, key=lambda cue: cue.start))
