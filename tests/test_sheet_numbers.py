"""Numbers as a workbook displays them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extract.sheets_format import show
from extract.sheets_ods import localised

# Values, formats and what Excel displays; separators are Vietnamese.
FORMATS: list[tuple[float, str, str, str | None]] = [
    (1193484.7648, "0", "1193485", "1193484.7648"),
    (1193484.7648, "#,##0", "1.193.485", "1193484.7648"),
    (10.0573, "0.00", "10,06", "10.0573"),
    (2.675, "0.00", "2,68", "2.675"),
    (0.0818, "0.00%", "8,18%", "8.18"),
    (4157.87573933285, "General", "4157,875739", "4157.87573933285"),
    (1926.2999999999997, "#,##0.0", "1.926,3", "1926.2999999999997"),
    (-18.04, '#\\ ##0.0;[Red]\\-#\\ ##0.0;" ";@', "-18,0", "-18.04"),
    (18027.7, "#\\ ###\\ ##0.0", "18 027,7", "18027.7"),
    (-5200, "_(* #,##0_);_(* \\(#,##0\\);_(@_)", "(5.200)", "-5200"),
    (0, '_(* #,##0_);_(* \\(#,##0\\);_(* "-"??_)', "-", "0"),
    (0, "0.0;-0.0;", "", "0"),
    (1234567, "#,##0,", "1.235", "1234.567"),
    (0.5, "#.##", "0,5", "0.5"),
    (-0.04, "0.0", "0,0", "-0.04"),
    (5, "[>=10]0.0;0", "5", "5"),
    (250, '#,##0" tấn"', "250 tấn", "250"),
    (44012, "dd/mm/yyyy", "30/06/2020", None),
    (43983, "mmm-yy", "06-2020", None),
    (44012.75, "d/m/yyyy h:mm", "30/6/2020 18:00", None),
    (0.25, "[h]:mm", "6:00", None),
]


@pytest.mark.parametrize(("value", "code", "text", "stored"), FORMATS)
def test_numbers_are_displayed_by_their_format(
    value: float, code: str, text: str, stored: str | None
) -> None:
    shown = show(value, code)

    assert shown.text == text
    assert shown.stored == (None if stored is None else Decimal(stored))


LOCAL = [
    ("1,193,484.8", "1193484.76", "1.193.484,8"),
    ("1.193.484,8", "1193484.76", "1.193.484,8"),
    ("8.18%", "8.1826", "8,18%"),
    ("1,234", "1234", "1.234"),
    ("20.684", "20.684", "20,684"),
    ("5.1E+003", "5100", "5.1E+003"),
]


@pytest.mark.parametrize(("text", "stored", "expected"), LOCAL)
def test_opendocument_numbers_get_vietnamese_separators(
    text: str, stored: str, expected: str
) -> None:
    assert localised(text, Decimal(stored)) == expected
