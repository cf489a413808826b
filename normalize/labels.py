"""Labels made alike for comparison: never shown, never written.

Folding merges spellings of one word only (case, tone placement, i and y, dashes,
abbreviations). Diacritics stay: dropping them would merge different words.
"""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from importlib.resources import files

import regex

from extract.fold import fold
from extract.lexicon import alternation, mapping, strings

_NOT_WORDS = regex.compile(r"[^\p{L}\p{M}0-9%,.]+|(?<![0-9])[,.]|[,.](?![0-9])")
_TO_Y = str.maketrans("iìíỉĩị", "yỳýỷỹỵ")


class _Rules:
    """The lists of ``data/labels.toml``, compiled."""

    def __init__(self) -> None:
        text = files("normalize").joinpath("data", "labels.toml").read_text("utf-8")
        data = tomllib.loads(text)
        self.short = mapping(data, "abbreviations")
        self.abbreviation = regex.compile(rf"(?<!\S)(?:{alternation(self.short)})(?!\S)")
        onsets = alternation(strings(data, "i_or_y"))
        self.i_or_y = regex.compile(rf"(?<=(?<!\S)(?:{onsets}))[iìíỉĩị](?!\S)")
        self.front = regex.compile(rf"(?:{alternation(strings(data, 'neutral_front'))}) ")
        levels = alternation(strings(data, "levels"))
        self.level = regex.compile(rf"trên địa bàn (?:{levels})$")
        self.end = regex.compile(rf" (?:{alternation(strings(data, 'neutral_end'))})$")
        self.words = frozenset(strings(data, "neutral_words"))
        self.heads = regex.compile(rf"(?<!\S)(?:{alternation(strings(data, 'per_head'))})(?!\S)")


@cache
def _rules() -> _Rules:
    return _Rules()


@lru_cache(maxsize=100_000)
def normal(label: str) -> str:
    """The words of a label in one spelling, abbreviations in full.

    >>> normal("Thu NSNN trên địa bàn") == normal("thu ngân sách nhà nước trên địa bàn.")
    True
    >>> normal("Tỉ lệ BHYT - toàn xã"), normal("Uỷ ban")
    ('tỷ lệ bảo hiểm y tế toàn xã', 'ủy ban')
    """
    rules = _rules()
    words = " ".join(_NOT_WORDS.sub(" ", fold(label)).split())
    words = rules.i_or_y.sub(lambda match: match.group().translate(_TO_Y), words)
    return rules.abbreviation.sub(lambda match: rules.short[match.group()], words)


@lru_cache(maxsize=100_000)
def headless(label: str) -> str:
    """``normal`` without the words of reporting at its beginning.

    >>> headless("Tổng số hộ nghèo"), headless("Tỷ lệ hộ nghèo")
    ('hộ nghèo', 'tỷ lệ hộ nghèo')
    """
    words = normal(label)
    while match := _rules().front.match(words):
        words = words[match.end() :]
    return words


@lru_cache(maxsize=100_000)
def variants(label: str) -> tuple[str, ...]:
    """The label ever shorter, as long as what is measured stays the same.

    First the names of levels ("trên địa bàn phường"), then words of scope at the end.

    >>> variants("Số hộ nghèo trên địa bàn phường")
    ('hộ nghèo trên địa bàn phường', 'hộ nghèo trên địa bàn', 'hộ nghèo')
    """
    rules = _rules()
    words = headless(label)
    found = [words]
    found.append(rules.level.sub("trên địa bàn", words))
    while (shorter := rules.end.sub("", found[-1])) != found[-1]:
        found.append(shorter)
    return tuple(dict.fromkeys(found))


def is_per_head(label: str) -> bool:
    """True where a label says that it is about each person ("thu nhập bình quân đầu người")."""
    return _rules().heads.search(normal(label)) is not None


def without_neutral(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words, segmented or not, that carry meaning."""
    return tuple(word for word in words if word.replace("_", " ") not in _rules().words)
