"""Labels that no catalogue knows, joined over reports by their own words.

The key of such a label is its words without those of reporting and scope, after those of
its group. A label that is misspelt in one report ("tiép nhận") joins the one it is a slip
of: one syllable is no Vietnamese syllable and differs from the other's by one letter. No
further likeness joins labels: two that differ by a word are two things.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from rapidfuzz.distance import Levenshtein

from extract.legacy_syllables import is_syllable
from normalize.labels import settled, variants
from normalize.sheet_labels import area_of

_GAP = "\0"


def own_key(label: str, group: str) -> str:
    """What joins a label without a catalogue entry over time, "" for a label without words.

    A group that is a place, or that the label says with more, tells nothing; one of the very
    same words tells a part from its whole.

    >>> own_key("Số băng rôn treo trong tháng", ""), own_key("cấp mới", "Giấy phép")
    ('băng rôn treo', 'giấy phép: cấp mới')
    >>> own_key("Dân số nhập cư", "Tây Nguyên"), own_key("Than lộ thiên", "Than")
    ('dân số nhập cư', 'than lộ thiên')
    """
    words = settled(variants(label)[-1]) if label else ""
    whole = settled(variants(group)[-1]) if group and not area_of(group) else ""
    told = whole != words and f" {whole} " in f" {words} "
    return f"{whole}: {words}" if whole and words and not told else words


def slips(keys: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Misspelt key -> the key it is a slip of; ``keys`` are pairs of key and unit.

    One pass over the keys and one over the misspelt ones: the cost grows with their number.
    """
    units: dict[str, set[str]] = defaultdict(set)
    for key, unit in keys:
        units[key].add(unit)
    doubtful = {key: at for key in units if (at := _no_syllable(key)) is not None}
    if not doubtful:
        return {}
    patterns = _patterns(units, {len(key.split(" ")) for key in doubtful})
    found: dict[str, str] = {}
    for key, at in sorted(doubtful.items()):
        meant = [
            other
            for other in patterns.get(_without(key, at), ())
            if other not in doubtful and units[other] & units[key] and _one_letter(key, other, at)
        ]
        if len(meant) == 1:
            found[key] = meant[0]
    return found


def _no_syllable(key: str) -> int | None:
    """Where the one word stands that cannot be Vietnamese; None if there is none, or several."""
    wrong = [i for i, word in enumerate(key.split(" ")) if _is_wrong(word)]
    return wrong[0] if len(wrong) == 1 else None


def _is_wrong(word: str) -> bool:
    bare = word.rstrip(":")
    return bare.isalpha() and len(bare) > 1 and not is_syllable(bare)


def _without(key: str, at: int) -> str:
    words = key.split(" ")
    words[at] = _GAP
    return " ".join(words)


def _patterns(keys: Collection[str], lengths: Collection[int]) -> Mapping[str, list[str]]:
    """Every key with one word left out, for keys of these lengths."""
    found: dict[str, list[str]] = defaultdict(list)
    for key, pattern in _left_out(keys, lengths):
        found[pattern].append(key)
    return found


def _left_out(keys: Collection[str], lengths: Collection[int]) -> Iterator[tuple[str, str]]:
    for key in sorted(keys):
        words = key.split(" ")
        if len(words) in lengths:
            for at in range(len(words)):
                yield key, _without(key, at)


def _one_letter(key: str, other: str, at: int) -> bool:
    return Levenshtein.distance(key.split(" ")[at], other.split(" ")[at]) == 1
