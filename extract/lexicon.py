"""The word lists of the grammar, read once from ``extract/words/*.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from extract.fold import fold

Table = dict[str, object]


@cache
def words(name: str) -> Table:
    """The table in ``extract/words/NAME.toml``."""
    return tomllib.loads(files("extract").joinpath("words", f"{name}.toml").read_text("utf-8"))


def strings(table: Table, key: str) -> tuple[str, ...]:
    """A list of folded strings under ``key``; TypeError when the file holds another thing."""
    found = table[key]
    if not isinstance(found, list) or not all(isinstance(word, str) for word in found):
        raise TypeError(f"{key}: a list of words is expected")
    return tuple(fold(word) for word in found)


def mapping(table: Table, key: str) -> dict[str, str]:
    """A table of folded word -> text under ``key``."""
    found = table[key]
    if not isinstance(found, dict):
        raise TypeError(f"{key}: a table is expected")
    return {fold(word): str(meaning) for word, meaning in found.items()}


@dataclass(frozen=True, slots=True)
class Units:
    """Unit words: ``measures`` to canonical unit, ``per`` to canonical divisor."""

    measures: dict[str, str]
    per: dict[str, str]
    counters: frozenset[str]
    magnitudes: dict[str, int]
    money: dict[str, int]
    slips: dict[str, int]


@cache
def units() -> Units:
    """All unit words, checked not to clash.

    Raises ValueError when one word is both a measure and a magnitude.
    """
    magnitudes = words("magnitudes")
    table = words("units")
    counters = frozenset(
        word for key in words("counters") for word in strings(words("counters"), key)
    )
    found = Units(
        measures=mapping(table, "measures"),
        per=mapping(table, "per"),
        counters=counters,
        magnitudes={k: int(v) for k, v in mapping(magnitudes, "magnitudes").items()},
        money={k: int(v) for k, v in mapping(magnitudes, "money").items()},
        slips={k: int(v) for k, v in mapping(magnitudes, "slips").items()},
    )
    clash = found.measures.keys() & found.magnitudes.keys()
    if clash:
        raise ValueError(f"units.toml and magnitudes.toml share {sorted(clash)}")
    return found


def alternation(found: Iterable[str]) -> str:
    """A regular expression part that matches the longest of the words first."""
    import regex

    ordered = sorted(set(found), key=lambda word: (-len(word), word))
    return "|".join(regex.escape(word, literal_spaces=True) for word in ordered)
