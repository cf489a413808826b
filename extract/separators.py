"""Which separator groups and which is the decimal mark, where the shape leaves two readings.

Order of witnesses: the numeral itself, its unit, the vote of the document. What is
still open is read by the accounting habit and flagged ``ambiguous_separator``; a stated
percentage may be the last witness (``normalize.witnesses``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from extract.lexicon import units
from extract.numerals import NUMERAL, Numeral, Reading, SettledBy, read_numeral
from extract.quantity import unit_names
from solieu.frozen import frozen

#: The flag of a figure whose separator leaves two readings.
AMBIGUOUS = "ambiguous_separator"


@dataclass(frozen=True, slots=True)
class Vote:
    """How many numerals of a document prove one habit or the other.

    ``grouped`` are those of the English ones that group with commas: a document that
    writes "7.2 ha" may still write "15.172 con" for thousands.
    """

    vi: int = 0
    en: int = 0
    grouped: int = 0

    @property
    def english(self) -> bool:
        """True where the document groups with commas and marks decimals with a dot."""
        return self.en > self.vi

    @property
    def mixed(self) -> bool:
        """True where both habits occur."""
        return bool(self.en) and bool(self.vi)


def vote(texts: Iterable[str]) -> Vote:
    """Count the numerals of a document that prove a habit.

    >>> vote(["đạt 8,18%, 1.895.037.200 đồng và 7.5 ha"])
    Vote(vi=2, en=1, grouped=0)
    """
    vi = en = grouped = 0
    for text in texts:
        for match in NUMERAL.finditer(text):
            word = match.group().rstrip(".,")
            if "." in word or "," in word:
                proof = read_numeral(word).votes
                vi += proof == "vi"
                en += proof == "en"
                grouped += proof == "en" and "," in word
    return Vote(vi, en, grouped)


@frozen
class Decision:
    """The reading taken, None where the digits are damaged.

    ``other`` is the reading that is still possible, ``by`` what decided between them.
    """

    reading: Reading | None
    other: Reading | None = None
    by: SettledBy = ""

    @property
    def flags(self) -> tuple[str, ...]:
        """What a user must know of the reading."""
        if self.reading is None:
            return ("damaged_number",)
        return (AMBIGUOUS,) if self.other is not None else ()


def decide(numeral: Numeral, unit: str, scale: int | None, ballot: Vote) -> Decision:
    """How a numeral is read, and by what witness.

    ``unit`` is canonical, ``scale`` the power of ten of the magnitude word.
    """
    if numeral.damaged:
        return Decision(None)
    if numeral.certain is not None:
        return Decision(numeral.certain, by="shape")
    thousands, decimal = numeral.thousands, numeral.decimal
    assert thousands is not None and decimal is not None
    head = unit.split("/")[0]
    if head in unit_names("with_decimals"):
        return Decision(decimal, by="unit")
    if numeral.separator == ",":
        return _comma(thousands, decimal, unit, scale, ballot)
    if _is_count(unit) or scale is not None or not ballot.english:
        return Decision(thousands, by="unit" if _is_count(unit) else "habit")
    if ballot.grouped:
        return Decision(decimal, thousands, "document")
    return Decision(thousands, decimal, "habit")


_BILLION = 9  # nobody writes "20,684 tỷ" for twenty thousand billion


def _comma(
    thousands: Reading, decimal: Reading, unit: str, scale: int | None, ballot: Vote
) -> Decision:
    """ "20,684 tỷ" is a decimal; "1,238 hộ" cannot be; the rest is for the vote."""
    if scale is not None and scale >= _BILLION and not ballot.english:
        return Decision(decimal, by="unit")
    if _is_count(unit) and scale is None:
        return Decision(thousands, by="unit")
    if ballot.en and not ballot.vi:
        return Decision(thousands, by="document")
    if ballot.vi and not ballot.en:
        return Decision(decimal, by="document")
    if ballot.english:
        return Decision(thousands, decimal, "document")
    return Decision(decimal, thousands, "habit")


def _is_count(unit: str) -> bool:
    """Counters and đồng come whole; symbols of measures do not."""
    return bool(unit) and (unit == "VND" or unit not in units().symbols) and "/" not in unit
