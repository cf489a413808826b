"""Figures of a sheet: the number stored as a quantity, its unit of several, whether it adds up."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import regex

from extract.fold import fold
from extract.numerals import Numeral, Reading
from extract.passages import Passage
from extract.quantity import Quantity
from normalize.grid_columns import Column
from normalize.sheet_labels import says
from normalize.statements import Statement
from normalize.unit_text import Unit

_MONEY = ("VND", "USD", "EUR")
_NOT_DIGITS = regex.compile(r"[^\d,]")


def stored_quantity(passage: Passage, stored: Decimal) -> Quantity:
    """The number behind a cell as a quantity; its step is that of the digits displayed."""
    text = passage.text
    start = len(text) - len(text.lstrip())
    end = max(len(text.rstrip()), start + 1)
    _, comma, decimals = _NOT_DIGITS.sub("", text).partition(",")
    # Only a number that is displayed in full is exact; a rounded one has no certain reading.
    certain = Reading(stored, len(decimals)) if _places(stored) <= len(decimals) else None
    return Quantity(
        start,
        end,
        start,
        end,
        Numeral(text.strip(), certain),
        value=stored,
        step=Decimal(1).scaleb(-len(decimals)) if comma else Decimal(1),
        unit="%" if text.rstrip().endswith("%") else "",
    )


def _places(value: Decimal) -> int:
    """How many decimals a number has, of any size.

    >>> _places(Decimal("8.180")), _places(Decimal("1E+30")), _places(Decimal("0.00"))
    (2, 0, 0)
    """
    _, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int)  # finite
    written = "".join(map(str, digits)).rstrip("0")
    return max(0, -exponent - (len(digits) - len(written))) if written else 0


def wordy_quantity(passage: Passage) -> Quantity:
    """The words of a cell that holds no number."""
    start = len(passage.text) - len(passage.text.lstrip())
    end = len(passage.text.rstrip())
    return Quantity(start, end, start, end, Numeral(passage.text))


def of_several(units: Sequence[Unit], column: Column) -> Unit | None:
    """The unit of a column where a title gives two: "Nghìn tấn; triệu USD"."""
    if len(units) < 2:
        return units[0] if units else None
    header = fold(column.header)
    money = [unit for unit in units if unit.name.split("/")[0] in _MONEY]
    other = [unit for unit in units if unit not in money]
    if money and says("amounts", header):
        return money[0]
    return other[0] if other and says("quantities", header) else None


def additive(statement: Statement) -> bool:
    """Whether the parts of such a figure add up: no yields, ratios and differences."""
    if statement.measure in ("change", "index", "rate", "pct_of_plan"):
        return False
    return "/" not in statement.unit and "bình quân" not in fold(statement.label)
