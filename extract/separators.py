"""Which separator groups and which is the decimal mark, where the shape leaves two readings.

Order of witnesses: the numeral itself, its unit, the vote of the document. What is
still open is read by the accounting habit and flagged ``ambiguous_separator``; a stated
percentage may be the last witness (``normalize.witnesses``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from extract.lexicon import units
from extract.numerals import NUMERAL, Numeral, Reading, read_numeral
from extract.quantity import unit_names


@dataclass(frozen=True, slots=True)
class Vote:
    """How many numerals of a document prove one habit or the other."""

    vi: int = 0
    en: int = 0

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
    Vote(vi=2, en=1)
    """
    vi = en = 0
    for text in texts:
        for match in NUMERAL.finditer(text):
            word = match.group().rstrip(".,")
            if "." in word or "," in word:
                proof = read_numeral(word).votes
                vi += proof == "vi"
                en += proof == "en"
    return Vote(vi, en)


def decide(
    numeral: Numeral, unit: str, scale: int | None, ballot: Vote
) -> tuple[Reading | None, Reading | None, tuple[str, ...]]:
    """The reading, the other reading if it is still possible, and flags.

    ``unit`` is canonical, ``scale`` the power of ten of the magnitude word.
    """
    if numeral.damaged:
        return None, None, ("damaged_number",)
    if numeral.certain is not None:
        return numeral.certain, None, ()
    thousands, decimal = numeral.thousands, numeral.decimal
    assert thousands is not None and decimal is not None
    head = unit.split("/")[0]
    if head in unit_names("with_decimals"):
        return decimal, None, ()
    if numeral.separator == ",":
        return _comma(thousands, decimal, unit, scale, ballot)
    if ballot.english and not _is_count(unit) and scale is None:
        return decimal, thousands, ("ambiguous_separator",)
    return thousands, None, ()


_BILLION = 9  # nobody writes "20,684 tỷ" for twenty thousand billion


def _comma(
    thousands: Reading, decimal: Reading, unit: str, scale: int | None, ballot: Vote
) -> tuple[Reading | None, Reading | None, tuple[str, ...]]:
    """ "20,684 tỷ" is a decimal; "1,238 hộ" cannot be; the rest is for the vote."""
    if scale is not None and scale >= _BILLION and not ballot.english:
        return decimal, None, ()
    if _is_count(unit) and scale is None:
        return thousands, None, ()
    if ballot.en and not ballot.vi:
        return thousands, None, ()
    if ballot.vi and not ballot.en:
        return decimal, None, ()
    if ballot.english:
        return thousands, decimal, ("ambiguous_separator",)
    return decimal, thousands, ("ambiguous_separator",)


def _is_count(unit: str) -> bool:
    """Counters and đồng come whole; symbols of measures do not."""
    return bool(unit) and (unit == "VND" or unit not in units().symbols) and "/" not in unit
