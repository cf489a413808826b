"""A numeral as written: digits and separators to its possible readings.

Accounting habit is dot for thousands and comma for decimals (Luật Kế toán 88/2015
Đ.11), but invoices and pasted tables may be the other way round, and one document may
mix both. So a numeral has one reading where its shape decides, and two where it does
not; the unit and the document decide later (``extract.separators``).
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import regex

from solieu.frozen import frozen

# A run of digits with the separators inside it. Spaces group only in threes.
NUMERAL = regex.compile(
    r"(?:\d{1,3}(?:[ ]\d{3})+(?:,\d+)?(?!\d|[.,]?\d)|\d+(?:[.,]\d+)*)(?:[.,](?=\d))?"
)

Habit = Literal["vi", "en"]
#: What settled the reading: the numeral's own shape, its unit, the habit of the document,
#: or, where all of them leave it open, the accounting habit (dot groups, comma is decimal).
SettledBy = Literal["shape", "unit", "document", "habit", ""]


@frozen
class Reading:
    """One way to read a numeral: its value and how many decimals are written."""

    value: Decimal
    decimals: int


@frozen
class Numeral:
    """A numeral with its readings.

    ``certain`` is the only reading, or None. Where two are left, ``thousands`` reads
    the separator as grouping and ``decimal`` as the decimal mark; ``default`` says
    which of them the accounting habit takes. All None: the digits are damaged.
    ``votes`` is the habit this numeral proves, "" when it proves none.
    """

    text: str
    certain: Reading | None = None
    thousands: Reading | None = None
    decimal: Reading | None = None
    separator: str = ""
    votes: Literal["", "vi", "en"] = ""

    @property
    def damaged(self) -> bool:
        """True when no reading is left, as in ``2.641.5513``."""
        return self.certain is None and self.thousands is None

    @property
    def default(self) -> Reading | None:
        """What the accounting habit reads: dot groups, comma is the decimal mark."""
        if self.certain is not None:
            return self.certain
        return self.thousands if self.separator == "." else self.decimal


def _reading(whole: str, fraction: str = "") -> Reading:
    digits = "".join(char for char in whole if char.isdigit())
    text = f"{digits}.{fraction}" if fraction else digits
    return Reading(Decimal(text), len(fraction))


def _grouped(parts: list[str]) -> bool:
    return 1 <= len(parts[0]) <= 3 and all(len(part) == 3 for part in parts[1:])


def read_numeral(text: str) -> Numeral:
    """Read one numeral such as ``1.895.037.200`` or ``20,684``.

    >>> read_numeral("8,18").certain
    Reading(value=Decimal('8.18'), decimals=2)
    >>> read_numeral("1.238").default.value, read_numeral("1.238").certain
    (Decimal('1238'), None)
    >>> read_numeral("2.641.5513").damaged
    True
    """
    if " " in text:
        whole, _, fraction = text.partition(",")
        return Numeral(text, certain=_reading(whole, fraction), votes="vi" if fraction else "")
    dots, commas = text.count("."), text.count(",")
    if not dots and not commas:
        return Numeral(text, certain=_reading(text))
    if dots and commas:
        return _mixed(text)
    mark = "." if dots else ","
    parts = text.split(mark)
    if len(parts) > 2:
        if not _grouped(parts) or parts[0].startswith("0"):
            return Numeral(text)
        habit: Habit = "vi" if mark == "." else "en"
        return Numeral(text, certain=_reading(text), votes=habit)
    whole, fraction = parts
    if len(fraction) != 3 or len(whole) > 3 or whole.startswith("0"):
        return Numeral(
            text,
            certain=_reading(whole, fraction),
            votes="vi" if mark == "," else "en",
        )
    return Numeral(
        text,
        thousands=_reading(whole + fraction),
        decimal=_reading(whole, fraction),
        separator=mark,
    )


def _mixed(text: str) -> Numeral:
    """Both marks: the last one is the decimal mark, the other must group in threes."""
    last = max(text.rfind("."), text.rfind(","))
    mark, group = (",", ".") if text[last] == "," else (".", ",")
    whole, _, fraction = text.rpartition(mark)
    if mark in whole or not _grouped(whole.split(group)):
        return Numeral(text)
    return Numeral(text, certain=_reading(whole, fraction), votes="vi" if mark == "," else "en")
