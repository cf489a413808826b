"""Offsets as a browser counts them: its strings are in UTF-16, ours in code points."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable

_WIDEST_UNIT = 0xFFFF


def browser_offset(text: str) -> Callable[[int], int]:
    """A function from offsets in ``text`` to offsets in the browser's string.

    >>> there = browser_offset("a\\U0001f600b")
    >>> [there(i) for i in range(4)]
    [0, 1, 3, 4]
    """
    if not text or ord(max(text)) <= _WIDEST_UNIT:
        return lambda offset: offset
    wide = [i for i, letter in enumerate(text) if ord(letter) > _WIDEST_UNIT]
    return lambda offset: offset + bisect_left(wide, offset)
