"""Labels that differ from a catalogue name only in order, function words or a slip.

A quick score chooses candidates; then both are cut into words (underthesea) and every
word that carries meaning must have its partner: the same word, or one of several
syllables, one of them misspelt. An extra or a different word is another indicator
("hộ cận nghèo" is not "hộ nghèo", "công nghiệp" not "nông nghiệp"), however alike the
letters: a syllable that the catalogue knows is never a misspelling of another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypedDict

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from normalize.labels import without_neutral

# Names as near as this are worth telling a person, though they are not taken.
_NEAR = 70.0
# Candidates worth cutting into words: 85 lets two slips in a label of four words through.
_CANDIDATE = 85.0
_MOST_SLIPS = 2
_FEW = 5

Refusal = Literal["", "no name is like it", "another word", "like several names"]


@dataclass(frozen=True, slots=True)
class Found:
    """The indicator whose name is like a label, "" for none, and the nearest otherwise.

    ``why`` there is none: "no name is like it", "another word" (a name is near, but a word
    of it differs), "like several names", or the witness against it.
    """

    indicator_id: str = ""
    score: Decimal = Decimal("0.00")
    why: Refusal = "no name is like it"
    nearest_id: str = ""
    nearest_score: Decimal | None = None


class Likeness:
    """Compares labels with the names of a catalogue; words are cut once per run."""

    def __init__(self, names: Mapping[str, str]) -> None:
        """``names``: name without words of reporting -> indicator id."""
        self._names = names
        self._keys = sorted(names)
        self._syllables = {syllable for name in self._keys for syllable in name.split(" ")}
        self._words: dict[str, tuple[str, ...]] = {}

    def best(self, variants: Sequence[str], allowed: Callable[[str], bool]) -> Found:
        """The one ``allowed`` indicator whose name is like a label.

        ``variants`` is the label ever shorter; the first that is like a name decides.
        The score is below 1. None where no name is like it, or two equally so.
        """
        nearest = Found()
        for label in variants:
            near = self._near(label, allowed)
            alike = {name: score for name, score in near if self._is_like(label, name, score)}
            found: dict[str, float] = {}
            for name, score in alike.items():
                indicator = self._names[name]
                found[indicator] = max(score, found.get(indicator, 0.0))
            if found:
                first = max(found, key=lambda one: (found[one], one))
                if any(found[one] == found[first] for one in found if one != first):
                    return Found("", why="like several names", **_near_to(first, found[first]))
                return Found(first, min(_score(found[first]), Decimal("0.96")), "")
            if near and not nearest.nearest_id:
                name, score = near[0]
                why: Refusal = "another word" if score >= _CANDIDATE else "no name is like it"
                nearest = Found("", why=why, **_near_to(self._names[name], score))
        return nearest

    def _near(self, label: str, allowed: Callable[[str], bool]) -> list[tuple[str, float]]:
        """Allowed names that are near a label, the nearest first."""
        if not label:
            return []
        candidates = process.extract(
            label, self._keys, scorer=fuzz.token_sort_ratio, score_cutoff=_NEAR, limit=_FEW
        )
        return [(name, score) for name, score, _ in candidates if allowed(self._names[name])]

    def _is_like(self, label: str, name: str, score: float) -> bool:
        return score >= _CANDIDATE and self._alike(label, name)

    def _alike(self, label: str, name: str) -> bool:
        left, right = list(self._cut(label)), list(self._cut(name))
        for word in tuple(left):
            if word in right:
                left.remove(word)
                right.remove(word)
        if len(left) != len(right) or len(left) > _MOST_SLIPS:
            return False
        for word in left:
            partner = next((other for other in right if self._slip(word, other)), None)
            if partner is None:
                return False
            right.remove(partner)
        return True

    def _slip(self, word: str, known: str) -> bool:
        """Whether ``word`` is ``known`` with one syllable misspelt."""
        left, right = word.split(" "), known.split(" ")
        if len(left) != len(right) or len(left) < 2:
            return False
        unlike = [pair for pair in zip(left, right, strict=True) if pair[0] != pair[1]]
        if len(unlike) != 1 or unlike[0][0] in self._syllables:
            return False
        return unlike[0][0].isalpha() and Levenshtein.distance(*unlike[0]) == 1

    def _cut(self, text: str) -> tuple[str, ...]:
        found = self._words.get(text)
        if found is None:
            from underthesea import word_tokenize  # half a second: only when needed

            found = without_neutral(tuple(word_tokenize(text)))
            self._words[text] = found
        return found


class _Near(TypedDict):
    nearest_id: str
    nearest_score: Decimal


def _near_to(indicator_id: str, score: float) -> _Near:
    return {"nearest_id": indicator_id, "nearest_score": _score(score)}


def _score(percent: float) -> Decimal:
    return Decimal(f"{percent / 100:.2f}")
