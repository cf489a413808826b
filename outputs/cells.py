"""One value as it stands in a CSV cell."""

from __future__ import annotations

from decimal import Decimal

#: What a table's row is made of before it is written.
Value = str | int | bool | Decimal | None


def decimal_text(value: Decimal) -> str:
    """``value`` in full: no exponent, no rounding, no idle zeros, no minus before 0.

    >>> decimal_text(Decimal("1.1112E+10")), decimal_text(Decimal("11112000.000"))
    ('11112000000', '11112000')
    >>> decimal_text(Decimal("-0.0")), decimal_text(Decimal("0.10"))
    ('0', '0.1')
    """
    if not value.is_finite():
        raise ValueError(f"not a finite number: {value}")
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def cell_text(value: Value) -> str:
    """``value`` as it is written; None is an empty cell.

    >>> [cell_text(v) for v in (True, None, 7, Decimal("-5.20"), "hộ")]
    ['true', '', '7', '-5.2', 'hộ']
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return decimal_text(value)
    return str(value)
