"""Labels made alike for comparison: never shown, never written.

Folding merges spellings of one word only (case, tone placement, i and y, dashes,
abbreviations). Diacritics stay: dropping them would merge different words.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
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
        self.units = tuple(frozenset(strings(one, "units")) for one in data["one_unit"])
        self.heads = regex.compile(rf"(?<!\S)(?:{alternation(strings(data, 'per_head'))})(?!\S)")


@cache
def _rules() -> _Rules:
    return _Rules()


@lru_cache(maxsize=4096)
def one_unit(first: str, second: str) -> bool:
    """Whether two counters of one indicator are one unit under two names.

    >>> one_unit("hành khách", "lượt khách"), one_unit("điểm", "hạng"), one_unit("hộ", "hộ")
    (True, False, True)
    """
    return first == second or any(first in one and second in one for one in _rules().units)


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


class _Wordings:
    """The lists of ``data/wordings.toml``: other name -> the one that is kept."""

    def __init__(self) -> None:
        text = files("normalize").joinpath("data", "wordings.toml").read_text("utf-8")
        data = tomllib.loads(text)
        self.openings = _kept(data["openings"])
        self.countries = _kept(data["countries"])
        self.opening = regex.compile(rf"(?:{alternation(self.openings)})(?!\S)")
        places = alternation(map(normal, strings(data, "by_country")))
        self.placed = regex.compile(rf"(?:{places}) ")
        self.country = regex.compile(rf"(?<=\s)(?:{alternation(self.countries)})$")


def _kept(groups: Iterable[Sequence[str]]) -> dict[str, str]:
    return {normal(name): normal(group[0]) for group in groups for name in group}


@cache
def _wordings() -> _Wordings:
    return _Wordings()


@lru_cache(maxsize=100_000)
def settled(words: str) -> str:
    """Words of ``normal`` with the title of a table, and a country, under one name each.

    >>> settled("kim ngạch hàng hóa xuất khẩu gạo"), settled("khách quốc tế đến việt nam úc")
    ('trị giá xuất khẩu gạo', 'khách quốc tế ôxtrâylia')
    >>> settled("sản lượng quần áo"), settled("khách nội địa")
    ('sản lượng quần áo', 'khách nội địa')
    """
    lists = _wordings()
    if opening := lists.opening.match(words):
        words = lists.openings[opening.group()] + words[opening.end() :]
    if lists.placed.match(words):
        words = lists.country.sub(lambda match: lists.countries[match.group()], words)
    return words


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
