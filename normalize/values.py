"""What of a statement becomes which column: value, flags, exactness, status, comparator."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from extract.exact import in_full, ten_to, times
from extract.quantity import Quantity, unit_names
from normalize.statements import Statement
from solieu.model import Comparator, ObsStatus

Listing = Literal["", "open", "closed"]


def in_base_units(
    quantity: Quantity, statement: Statement
) -> tuple[Decimal | None, Decimal | None]:
    """Value and resolution with a scale taken from elsewhere (unit column, whole), and the sign."""
    value, step = quantity.value, quantity.step
    if value is None:
        return None, step
    if statement.scale:
        factor = ten_to(statement.scale)
        value = times(value, factor)
        step = None if step is None else times(step, factor)
        if value == value.to_integral_value():
            value = value.to_integral_value()
    return in_full(value, negative=statement.sign < 0), step


def flags(statement: Statement) -> tuple[str, ...]:
    """Doubts about the reading, and what was taken from elsewhere."""
    alternative = statement.quantity.alternative
    return (
        *statement.quantity.flags,
        *statement.flags,
        *(["unit_inherited"] if statement.inherited_unit else []),
        *([] if alternative is None else [f"alternative={alternative:f}"]),
    )


def listing(written: str) -> Listing:
    """The contract's word for how a list was opened; "" outside lists."""
    match written:
        case "open" | "closed":
            return written
        case _:
            return ""


def comparator(written: str) -> Comparator:
    """The contract's comparator; ValueError for one that the word files made up."""
    match written:
        case "=" | ">" | ">=" | "<" | "<=" | "~":
            return written
        case _:
            raise ValueError(f"comparators.toml gives {written!r}")


def status(statement: Statement) -> ObsStatus:
    """Preliminary (P), estimated (E) or actual (A), as SDMX has them."""
    if statement.status == "P":
        return "P"
    return "E" if statement.status == "E" or statement.measure == "estimate" else "A"


def is_exact(statement: Statement) -> bool:
    """A count, or an amount written out in đồng; nothing that a magnitude word rounds."""
    quantity = statement.quantity
    scaled = quantity.scale is not None or bool(statement.scale)
    if scaled or quantity.comparator == "~" or quantity.value is None:
        return False
    reading = quantity.numeral.default
    if reading is None or (reading.decimals and quantity.step is not None and quantity.step < 1):
        return quantity.in_words
    return (
        quantity.unit_kind == "counter"
        or statement.unit == "VND"
        or (not quantity.unit and statement.unit not in unit_names("rounded"))
    )
