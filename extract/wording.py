"""English numbers of things, for messages."""

from __future__ import annotations


def counted(count: int, one: str, many: str = "") -> str:
    """A number with its English noun.

    >>> counted(1, "sheet"), counted(3, "sheet"), counted(2, "copy", "copies")
    ('1 sheet', '3 sheets', '2 copies')
    """
    return f"{count} {one if count == 1 else many or one + 's'}"
