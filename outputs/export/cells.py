"""Values in programs that hold doubles and take text for formulas, dates or numbers.

Sources: https://owasp.org/www-community/attacks/CSV_Injection; Excel keeps 15 digits of a number.
"""

from __future__ import annotations

import re
from decimal import Decimal

from outputs.cells import decimal_text

#: Significant digits that a spreadsheet keeps.
SPREADSHEET_DIGITS = 15

#: What makes a spreadsheet take a cell for a formula when it is typed or opened from CSV.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")

#: What Excel turns into a number, a date, a time or a truth value (en and vi settings).
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|thg|tháng)"
_MISREAD = re.compile(
    r"""\s*(?:
        [0-9(.,$+-][0-9\s.,/:%()-]* (?:e[+-]?[0-9][0-9-]*)? (?:\s*[ap]m?)?  # 007, 3/4, 5e10
      | [0-9]{1,4} [\s/.,-]* MONTH \w* [\s/.,0-9-]*
      | MONTH \w* [\s/.,-]* [0-9]{1,4}
      | true | false
    )\s*""".replace("MONTH", _MONTH),
    re.IGNORECASE | re.VERBOSE,
)


def exact_float(value: Decimal) -> float | None:
    """The double that a spreadsheet shows as exactly ``value``; None where it has none.

    >>> exact_float(Decimal("8.18")), exact_float(Decimal("1234567890123456.7"))
    (8.18, None)
    """
    held = float(value)
    if not 1e-290 < abs(held) < 1e290:
        return 0.0 if value == 0 else None
    digits = decimal_text(value).lstrip("-").replace(".", "").strip("0")
    return held if len(digits) <= SPREADSHEET_DIGITS else None


def stored_float(value: Decimal) -> float | None:
    """The double whose digits are exactly ``value``, though a spreadsheet shows 15 of them.

    A workbook holds doubles: what one of them gave goes back into one, with all its digits.

    >>> stored_float(Decimal("0.30000000000000004")), stored_float(Decimal("1234567890123456.7"))
    (0.30000000000000004, None)
    """
    held = exact_float(value)
    if held is None and 1e-290 < abs(float(value)) < 1e290 and Decimal(repr(float(value))) == value:
        held = float(value)
    return held


def decimals(value: Decimal) -> int:
    """How many digits ``value`` has behind the decimal sign.

    >>> decimals(Decimal("8.180")), decimals(Decimal("1E+3"))
    (2, 0)
    """
    return len(decimal_text(value).partition(".")[2])


def like_a_formula(text: str) -> bool:
    """Whether a spreadsheet could run ``text`` as a formula.

    >>> [like_a_formula(text) for text in ("- Lâm nghiệp", "=1+1", "Thu ngân sách", " @x")]
    [True, True, False, True]
    """
    return _FORMULA.match(text) is not None


def misread(text: str) -> bool:
    """Whether a spreadsheet would make a number, date or truth value of ``text``.

    >>> [misread(text) for text in ("2026-01", "00004", "1.2", "12e4", "12/BC-UBND", "2026-Q1")]
    [True, True, True, True, False, False]
    """
    return _MISREAD.fullmatch(text) is not None
