"""Tell old encodings by the letters themselves, where no font does.

Each word is tried by each table: Vietnamese syllables are a closed set, which a wrong
table leaves at once; words of reports (triệu, đồng, tháng ...) confirm.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from extract.fold import fold
from extract.legacy import decode
from extract.legacy_syllables import report_words
from extract.legacy_tables import ENCODINGS, Encoding
from extract.legacy_words import hangs_signs, is_evidence, is_modern, verdict

Words = Sequence[str]
Evidence = Callable[[str, Encoding], bool]
Scores = Mapping[Encoding, tuple[int, int]]  # words for it, and these less words against it

# Words that must speak for an encoding: without a word of reports among them, with one,
# and for a further encoding in the same document, which chance must not bring in.
_ENOUGH, _CONFIRMED, _FURTHER = 5, 2, 3
# A Vietnamese text has next to no words that are none; one in another language has more.
_MOST_AGAINST = 0.5
# One word of reports this long is no chance: "triệu", "đồng", "tháng".
_LONG = 4


def speaks(word: str, encoding: Encoding) -> bool:
    """Whether a word of a file that cannot be Unicode makes sense by this encoding."""
    return verdict(word, encoding) == 1 and not hangs_signs(word)


def score(words: Words, encoding: Encoding, evidence: Evidence) -> tuple[int, int]:
    """How many words speak for an encoding, and that number less those against it."""
    good = sum(evidence(word, encoding) for word in words)
    bad = sum(verdict(word, encoding) == -1 for word in words if not is_modern(word))
    return good, good - bad


def encodings_of(parts: Iterable[Words], plain: bool) -> tuple[Encoding, ...]:
    """The old encodings of a document, the main one first; empty where there are none.

    ``parts`` are the words with more than plain letters of each paragraph, line or
    cell. ``plain``: the document may be (partly) today's Unicode.
    """
    evidence = is_evidence if plain else speaks
    scored = [
        (words, {each: score(words, each, evidence) for each in ENCODINGS}) for words in parts
    ]
    votes: Counter[Encoding] = Counter()
    for _, scores in scored:
        most = max(value for _, value in scores.values())
        for each, (good, value) in scores.items():
            if good and value == most:
                votes[each] += good
    if not votes:
        return ()
    main = max(ENCODINGS, key=lambda each: votes[each])
    own = [each for each in scored if _is_own(main, each[1])]
    if _has_rival(main, [scores for _, scores in own]):
        return ()
    heard = [word for words, _ in scored for word in words if evidence(word, main)]
    against = sum(
        verdict(word, main) == -1 and not (plain and verdict(word, None) == 1)
        for words, _ in own
        for word in words
    )
    if against > _MOST_AGAINST * len(heard) or not _is_enough(heard, main):
        return ()
    others: dict[Encoding, list[str]] = {}
    for words, scores in scored:
        best = max(ENCODINGS, key=lambda each: scores[each][1])
        if scores[best][0] and scores[best][1] > max(scores[main][1], 0):
            others.setdefault(best, []).extend(w for w in words if evidence(w, best))
    further = [
        each
        for each, found in others.items()
        if each != main and len(found) >= _FURTHER and _confirming(found, each)
    ]
    return (main, *sorted(further, key=lambda each: -len(others[each])))


def _is_own(main: Encoding, scores: Scores) -> bool:
    """Whether a part speaks for an encoding at least as much as for any other."""
    good, value = scores[main]
    return good > 0 and value == max(value for _, value in scores.values())


def _has_rival(main: Encoding, own: Sequence[Scores]) -> bool:
    """Whether a few words make as much sense by another table: then there is no guess."""
    totals = {each: sum(scores[each][1] for scores in own) for each in ENCODINGS}
    return any(totals[each] >= totals[main] for each in ENCODINGS if each != main)


def _is_enough(heard: Words, encoding: Encoding) -> bool:
    if len(heard) >= _ENOUGH:
        return True
    confirming = _confirming(heard, encoding)
    return bool(confirming) and (
        len(heard) >= _CONFIRMED or any(len(word) >= _LONG for word in confirming)
    )


def _confirming(heard: Words, encoding: Encoding) -> list[str]:
    read = (_folded(word, encoding) for word in heard)
    return [word for word in read if word in report_words()]


@lru_cache(maxsize=20_000)
def _folded(word: str, encoding: Encoding) -> str:
    return fold(decode(word, encoding))
