"""Numbers in messages."""

from __future__ import annotations

from collections.abc import Iterable


def counted(count: int, one: str, many: str = "") -> str:
    """A number with its English noun.

    >>> counted(1, "sheet"), counted(3, "sheet"), counted(2, "copy", "copies")
    ('1 sheet', '3 sheets', '2 copies')
    """
    return f"{count} {one if count == 1 else many or one + 's'}"


def listed(numbers: Iterable[int]) -> str:
    """Numbers in short.

    >>> listed([1, 2, 3, 5, 7, 8])
    '1-3, 5, 7-8'
    """
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)
