"""How much text one document may hold: more is no report, and would take hours and gigabytes.

Measured with ``python -m benchmarks.hostile_files``: a text of as many characters takes 700 MB,
a workbook of 200,000 figures 1,500 MB. A text of 220,000 figures meets the limit of memory
(2,048 MB) first, and says so; numbers that are no figures take less.
"""

from __future__ import annotations

from itertools import islice

import regex

from solieu.errors import ReadError
from solieu.model import Reading

#: Characters of a document's text, and numbers in it, of whatever kind (``1.234,5`` is one);
#: a workbook of as many cells as are read has room.
LONGEST_TEXT, MOST_NUMBERS = 20_000_000, 220_000

_MOST_BYTES = 4  # of a character in any encoding that is read
_NUMBER = regex.compile(r"\d++(?:[.,]\d++)*+")


def check_size(data: bytes, source: str) -> None:
    """Raises ReadError for a plain text that must be too long, before it is decoded."""
    if len(data) > _MOST_BYTES * LONGEST_TEXT:
        raise _too_long(source, f"{len(data):,} byte".replace(",", "."), f"{len(data):,} bytes")


def check_text(reading: Reading) -> None:
    """Raises ReadError where a text is longer than LONGEST_TEXT or has more numbers than
    MOST_NUMBERS."""
    length = len(reading.text)
    if length > LONGEST_TEXT:
        vi = f"{length:,} ký tự".replace(",", ".")
        raise _too_long(reading.source, vi, f"{length:,} characters")
    if length < 2 * MOST_NUMBERS:  # a number and what parts it from the next
        return
    numbers = _NUMBER.finditer(reading.text)
    if next(islice(numbers, MOST_NUMBERS, None), None) is not None:
        limit = f"{MOST_NUMBERS:,}"
        raise ReadError(
            f"{reading.source}: có hơn {limit.replace(',', '.')} con số, quá nhiều cho một văn bản",
            f"{reading.source}: more than {limit} numbers, too many for one document",
        )


def _too_long(source: str, vi: str, en: str) -> ReadError:
    limit = f"{LONGEST_TEXT:,}"
    return ReadError(
        f"{source}: văn bản quá dài ({vi}; tối đa {limit.replace(',', '.')} ký tự)",
        f"{source}: the text is too long ({en}; at most {limit} characters)",
    )
