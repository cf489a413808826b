"""The word lists of the grammar, read once from ``extract/words/*.toml``.

Code assembles patterns out of the lists and never holds a list itself. A file is
checked when it is first read: what its rows promise (lists that share no word, lists
that lie within another) is held here, and a slip names file, list and word.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import takewhile

import regex

from extract.fold import fold

Table = dict[str, object]


class LexiconError(ValueError):
    """A word file contradicts itself or another; the message names file, list and word."""


@cache
def words(name: str) -> Table:
    """The table in ``extract/words/NAME.toml``, checked against its neighbours.

    Raises LexiconError where lists that must not clash do.
    """
    table = _load(name)
    check(name, table)
    return table


@cache
def _load(name: str) -> Table:
    return tomllib.loads(files("extract").joinpath("words", f"{name}.toml").read_text("utf-8"))


# --- reading one list -----------------------------------------------------------------


def names(table: Table, key: str) -> tuple[str, ...]:
    """A list of strings under ``key`` as written; TypeError when the file holds another thing."""
    found = table[key]
    if not isinstance(found, list) or not all(isinstance(word, str) for word in found):
        raise TypeError(f"{key}: a list of words is expected")
    return tuple(found)


def strings(table: Table, key: str) -> tuple[str, ...]:
    """A list of folded strings under ``key``; TypeError when the file holds another thing."""
    return tuple(fold(word) for word in names(table, key))


def mapping(table: Table, key: str) -> dict[str, str]:
    """A table of folded word -> text under ``key``."""
    found = table[key]
    if not isinstance(found, dict):
        raise TypeError(f"{key}: a table is expected")
    return {fold(word): str(meaning) for word, meaning in found.items()}


def powers(table: Table, key: str) -> dict[str, int]:
    """A table of folded word -> whole number under ``key``."""
    return {word: int(value) for word, value in mapping(table, key).items()}


@cache
def word_list(file: str, key: str) -> tuple[str, ...]:
    """The folded words of one list of a file, in its order."""
    return strings(words(file), key)


@cache
def word_set(file: str, key: str) -> frozenset[str]:
    """The folded words of one list (or table) of a file, to ask "is it one of these?"."""
    table = words(file)
    found = mapping(table, key) if isinstance(table[key], dict) else strings(table, key)
    return frozenset(found)


# --- patterns out of lists -----------------------------------------------------------


def alternation(found: Iterable[str], *, backwards: bool = False) -> str:
    """A regular expression part that matches the longest of the words first.

    Words that begin alike share their beginning, so that a place in a text is compared
    with few of them. ``backwards`` is for patterns that are matched from right to left:
    there words share their ends.

    >>> alternation(["ha", "hộ", "hộ dân"]), alternation(["so với", "với"], backwards=True)
    ('h(?:a|ộ(?: dân)?)', '(?:so )?với')
    """
    return _branches({word[::-1] if backwards else word for word in found}, backwards)


def _branches(found: Iterable[str], backwards: bool) -> str:
    """The words grouped by their first letter; ``backwards``: words are reversed."""
    grouped: dict[str, list[str]] = {}
    for word in sorted(filter(None, found)):
        grouped.setdefault(word[0], []).append(word)
    branches = []
    for alike in grouped.values():
        shared = _shared(alike[0], alike[-1])  # in order: what these share, all share
        ends = [word[len(shared) :] for word in alike]
        said = regex.escape(shared[::-1] if backwards else shared, literal_spaces=True)
        more = f"(?:{_branches(ends, backwards)})" if any(ends) else ""
        more += "?" if more and "" in ends else ""
        branches.append(more + said if backwards else said + more)
    return "|".join(branches)


def _shared(first: str, last: str) -> str:
    """How two words begin alike."""
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))
    return "".join(letter for letter, _ in alike)


def either(file: str, *keys: str, backwards: bool = False) -> str:
    """The alternation of all words of these lists of a file."""
    found = (word for key in keys for word in word_set(file, key))
    return alternation(found, backwards=backwards)


@cache
def word_pattern(file: str, *keys: str) -> regex.Pattern[str]:
    """A pattern for one of the words of these lists, as whole words."""
    return regex.compile(rf"(?<!\w)(?:{either(file, *keys)})(?!\w)")


@cache
def _hints(file: str, *keys: str) -> tuple[str, ...]:
    found = {word for key in keys for word in word_set(file, key)}
    return tuple(word for word in sorted(found) if not any(o in word for o in found - {word}))


def holds(text: str, file: str, *keys: str) -> bool:
    """True where one of the words of these lists stands anywhere in a text, also within a word.

    Quick, to be asked before a pattern that needs one of them is tried.
    """
    return any(map(text.__contains__, _hints(file, *keys)))


# --- the unit words --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Units:
    """Unit words: ``measures`` to canonical unit, ``per`` to canonical divisor.

    ``symbols`` are the canonical units of ``measures``; ``money`` are words that name
    magnitude and currency at once, ``magnitudes`` and ``slips`` give powers of ten.
    """

    measures: dict[str, str]
    per: dict[str, str]
    counters: frozenset[str]
    magnitudes: dict[str, int]
    money: dict[str, int]
    slips: dict[str, int]
    symbols: frozenset[str]


@cache
def units() -> Units:
    """All unit words."""
    magnitudes, table = words("magnitudes"), words("units")
    measures = mapping(table, "measures")
    return Units(
        measures=measures,
        per=mapping(table, "per"),
        counters=_counters(),
        magnitudes=powers(magnitudes, "magnitudes"),
        money=powers(magnitudes, "money"),
        slips=powers(magnitudes, "slips"),
        symbols=frozenset(measures.values()),
    )


def _counters() -> frozenset[str]:
    """All counters; those of visits ("lượt bệnh nhân") are made of the lists in ``visits_of``."""
    table = words("counters")
    visits = strings(table, "visits_of")
    lists = {key: strings(table, key) for key in table if key != "visits_of"}
    made = {f"lượt {word}" for key in visits for word in lists[key]}
    return frozenset(made.union(*lists.values()))


# --- what the lists promise ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Apart:
    """Two lists (``file:key``) that share no word, and what a shared word would break."""

    left: str
    right: str
    why: str


@dataclass(frozen=True, slots=True)
class Inside:
    """A list whose words must all stand in another one (``file:key``)."""

    part: str
    whole: str
    why: str


_POWER = "the same digits would have two values"
_ROLE = "a column has one role"
PROMISES: tuple[Apart | Inside, ...] = (
    Apart("units:measures", "magnitudes:magnitudes", _POWER),
    Apart("units:measures", "magnitudes:money", _POWER),
    Apart("units:measures", "magnitudes:slips", _POWER),
    Apart("magnitudes:magnitudes", "magnitudes:slips", _POWER),
    Apart("magnitudes:magnitudes", "magnitudes:money", _POWER),
    Apart("numbers:digits", "numbers:powers", _POWER),
    Apart("comparators:before", "comparators:after", "a bound would point both ways"),
    Apart("columns:number", "columns:label", _ROLE),
    Apart("columns:number", "columns:unit", _ROLE),
    Apart("columns:number", "columns:note", _ROLE),
    Apart("columns:unit", "columns:label", _ROLE),
    Apart("columns:unit", "columns:note", _ROLE),
    Apart("columns:label", "columns:note", _ROLE),
    Apart("frames:tasks", "frames:results", "a chapter reports or sets targets"),
    Apart("frames:later_tasks", "frames:results", "a chapter reports or sets targets"),
    Apart("frames:tasks", "frames:later_tasks", "the period decides about one, not the other"),
    Apart("labels:prefixes", "labels:soft_prefixes", "a word is cut always or sometimes"),
    Inside("labels:not_verbs", "labels:clause_starts", "it takes verbs out of that list"),
)


def check(name: str, table: Table) -> None:
    """Check one file: no word twice in a list, and every promise that names the file.

    Raises LexiconError with file, list and word.
    """
    for key, found in table.items():
        if isinstance(found, list) and all(isinstance(word, str) for word in found):
            _no_word_twice(name, key, found)
    for promise in PROMISES:
        sides = (
            (promise.left, promise.right)
            if isinstance(promise, Apart)
            else (promise.part, promise.whole)
        )
        if not any(side.startswith(f"{name}:") for side in sides):
            continue
        left, right = (_entries(side, name, table) for side in sides)
        wrong = left & right if isinstance(promise, Apart) else left - right
        if wrong:
            problem = "share" if isinstance(promise, Apart) else "differ by"
            raise LexiconError(
                f"{_place(sides[0])} and {_place(sides[1])} {problem} {sorted(wrong)}:"
                f" {promise.why}"
            )


def _no_word_twice(name: str, key: str, found: list[str]) -> None:
    twice = sorted(word for word, count in Counter(found).items() if count > 1)
    if twice:
        raise LexiconError(f"{name}.toml, list {key}: {twice} stand twice")


def _entries(side: str, name: str, table: Table) -> set[str]:
    file, key = side.split(":")
    found = (table if file == name else _load(file))[key]
    if not isinstance(found, list | dict):
        raise TypeError(f"{file}.toml, {key}: a list or table of words is expected")
    return {fold(str(word)) for word in found}


def _place(side: str) -> str:
    file, key = side.split(":")
    return f"{file}.toml, list {key}"
