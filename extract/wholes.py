"""Whole numbers in the attributes of a file: ids, counts, places."""

from __future__ import annotations

import re

_WHOLE = re.compile(r"[0-9]{1,9}")


def whole(value: str | None, default: int) -> int:
    """The number written; ``default`` where there is none, or one that no program writes.

    More than nine digits count nothing in any file, and Python refuses thousands of them.

    >>> whole("3", 0), whole(None, 1), whole("x", 1), whole("9" * 5_000, 1), whole("-2", 1)
    (3, 1, 1, 1, 1)
    """
    return int(value) if value and _WHOLE.fullmatch(value) else default
