"""Labels that differ from a catalogue name only in order, function words or a slip.

A quick score chooses candidates; then both are cut into words (underthesea) and every
word that carries meaning must have its partner: the same word, or one of several
syllables, one of them misspelt. An extra or a different word is another indicator
("hộ cận nghèo" is not "hộ nghèo", "công nghiệp" not "nông nghiệp"), however alike the
letters: a syllable that the catalogue knows is never a misspelling of another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from normalize.labels import without_neutral

# Candidates worth cutting into words: 85 lets two slips in a label of four words through.
_CANDIDATE = 85.0
_MOST_SLIPS = 2


class Likeness:
    """Compares labels with the names of a catalogue; words are cut once per run."""

    def __init__(self, names: Mapping[str, str]) -> None:
        """``names``: name without words of reporting -> indicator id."""
        self._names = names
        self._keys = sorted(names)
        self._syllables = {syllable for name in self._keys for syllable in name.split(" ")}
        self._words: dict[str, tuple[str, ...]] = {}

    def best(
        self, variants: Sequence[str], allowed: Callable[[str], bool]
    ) -> tuple[str, Decimal] | None:
        """The one ``allowed`` indicator whose name is like a label.

        ``variants`` is the label ever shorter; the first that is like a name decides.
        The score is below 1. None where no name is like it, or two equally so.
        """
        for label in variants:
            found = self._like(label, allowed)
            if found:
                first = max(found, key=lambda one: (found[one], one))
                if any(found[one] == found[first] for one in found if one != first):
                    return None
                return first, min(Decimal(f"{found[first] / 100:.2f}"), Decimal("0.96"))
        return None

    def _like(self, label: str, allowed: Callable[[str], bool]) -> dict[str, float]:
        """Scores of the indicators whose name is like this variant."""
        if not label:
            return {}
        candidates = process.extract(
            label, self._keys, scorer=fuzz.token_sort_ratio, score_cutoff=_CANDIDATE, limit=5
        )
        found: dict[str, float] = {}
        for name, score, _ in candidates:
            indicator = self._names[name]
            if allowed(indicator) and self._alike(label, name):
                found[indicator] = max(score, found.get(indicator, 0.0))
        return found

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
