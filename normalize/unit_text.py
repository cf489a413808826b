"""A unit that stands for itself: a cell of a unit column, a bracket in a header, a unit line."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from extract.fold import fold
from extract.lexicon import either, units, word_set

_NOISE = " .:;()*-"
_BRACKET = regex.compile(r"\(([^()]{1,25})\)")
_FACTOR = regex.compile(r"(1[.,]?000[.,]?000|1[.,]?000|10{2,9})\s*")


@cache
def _line() -> regex.Pattern[str]:
    return regex.compile(
        rf"(?:{either('units', 'unit_lines')})\s*[:：.]?\s*(?P<unit>[^;\n\r]{{1,40}})"
    )


@cache
def _marked() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{either('units', 'unit_marks')})\s*:?\s*([^()]{{1,25}})$")


@cache
def _by_length() -> tuple[tuple[str, int], ...]:
    """Magnitude words with their powers, the longest first."""
    return tuple(sorted(units().magnitudes.items(), key=lambda item: len(item[0]), reverse=True))


@dataclass(frozen=True, slots=True)
class Unit:
    """Canonical unit and the power of ten its magnitude word stands for."""

    name: str
    scale: int = 0


def parse_unit(text: str) -> Unit | None:
    """Read ``triệu đồng``, ``1.000 đồng``, ``nghìn tấn``, ``Doanh nghiệp``; None if empty.

    >>> parse_unit("1.000 đồng"), parse_unit("Tr.đồng"), parse_unit("Doanh nghiệp")
    (Unit(name='VND', scale=3), Unit(name='VND', scale=6), Unit(name='doanh nghiệp', scale=0))
    """
    folded = " ".join(fold(text).strip(_NOISE).split())
    if not folded or folded.isdigit():
        return None
    found = units()
    scale = 0
    if match := _FACTOR.match(folded):
        scale = len(match[1].replace(".", "").replace(",", "")) - 1
        folded = folded[match.end() :]
    if folded in found.money:
        return Unit("VND", scale + found.money[folded])
    for word, power in _by_length():
        if folded == word:
            return Unit("VND", scale + power)
        if _is_magnitude_of(word, folded):
            scale += power
            folded = folded[len(word) :].strip(" .")
            break
    head, slash, rest = folded.partition("/")
    name = found.measures.get(head.strip(), head.strip())
    if slash:
        divisors = [found.per.get(part.strip(), part.strip()) for part in rest.split("/")]
        name = "/".join([name, *divisors])
    return Unit(name, scale) if name else None


def _is_magnitude_of(word: str, folded: str) -> bool:
    """ "triệu đồng", "tr.đ": the magnitude word with a unit behind it."""
    if not folded.startswith(word) or word in word_set("units", "no_scale"):
        return False
    rest = folded[len(word) :]
    return rest[:1] in (" ", "đ", ".") or rest in units().measures  # "trkwh"


def unit_line(text: str) -> Unit | None:
    """The unit of a line such as ``Đơn vị tính: triệu đồng``; None where there is none."""
    match = _line().search(fold(text))
    return parse_unit(match["unit"].split(",")[0]) if match else None


def bracket_unit(text: str) -> Unit | None:
    """A known unit in the last bracket of a header or label: ``Diện tích (ha)``."""
    folded = fold(text)
    for inside in reversed(_BRACKET.findall(folded)):
        unit = parse_unit(inside)
        if unit is not None and is_known(unit):
            return unit
    if match := _marked().search(folded):
        return parse_unit(match[1])
    return None


def is_known(unit: Unit) -> bool:
    """True for a unit of the word lists (not just any word in brackets)."""
    found = units()
    head = unit.name.split("/")[0]
    return head in found.symbols or head in found.counters
