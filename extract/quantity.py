"""A quantity: numeral, magnitude, unit and comparator, read as one written expression."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Literal

from extract.lexicon import names, units, words
from extract.numerals import Numeral, SettledBy
from solieu.frozen import frozen

Link = Literal["", "pair", "range"]
UnitKind = Literal["", "money", "percent", "measure", "counter"]


@frozen
class Quantity:
    """One quantity in a passage, as written; offsets are in the passage.

    ``value`` is scaled by its own magnitude, None where the digits are damaged.
    ``step`` is the size of one unit of the last written digit. ``unit`` is canonical
    ("VND", "ha", "hồ sơ"), "" where none is written. ``scale`` is the power of ten of
    the magnitude word, None where none is written. ``comparator`` is a comparator of
    the contract. ``link`` says how it hangs on the quantity before it: "pair" after a
    slash, "range" after a dash. ``signed`` is -1 or 1 where a sign is written.
    ``alternative`` is the other reading of an ambiguous separator, ``settled_by`` says what
    decided on the one taken. ``in_words`` marks a number in words.
    """

    start: int
    end: int
    digits_start: int
    digits_end: int
    numeral: Numeral
    value: Decimal | None = None
    step: Decimal | None = None
    scale: int | None = None
    unit: str = ""
    unit_kind: UnitKind = ""
    comparator: str = "="
    signed: int = 0
    link: Link = ""
    flags: tuple[str, ...] = ()
    alternative: Decimal | None = None
    settled_by: SettledBy = ""
    in_words: bool = False

    @property
    def is_fraction(self) -> bool:
        """True for a/b written as one number below one."""
        return "/" in self.numeral.text


@cache
def unit_names(key: str) -> frozenset[str]:
    """Canonical units of one list of units.toml (``currencies``, ``percents`` ...)."""
    return frozenset(names(words("units"), key))


def kind_of_unit(unit: str) -> UnitKind:
    """What a canonical unit measures; a rate has the kind of what stands before its slash.

    >>> kind_of_unit("VND/người"), kind_of_unit("ha"), kind_of_unit("hồ sơ"), kind_of_unit("")
    ('money', 'measure', 'counter', '')
    """
    head = unit.split("/")[0]
    if head in unit_names("currencies"):
        return "money"
    if head in unit_names("percents"):
        return "percent"
    if not unit:
        return ""
    return "measure" if head in units().symbols else "counter"


def without_point(value: Decimal, scale: int | None) -> Decimal:
    """Drop the zeros that scaling left behind the point: 20.684 x 10^9 is 20684000000."""
    whole = value.to_integral_value()
    return whole if scale and value == whole else value
