"""Where the bracket that is open at an offset closes, for many offsets of one passage."""

from __future__ import annotations

import re
from bisect import bisect_left

from normalize.once import once

_BRACKET = re.compile(r"[()]")


class Brackets:
    """The round brackets of a passage, paired when they are first asked for.

    A paragraph of thousands of figures asks for each of them; going through the words
    between each time would make that quadratic.
    """

    def __init__(self, folded: str) -> None:
        """``folded`` is the text of the passage."""
        self._folded = folded

    def shut(self, start: int, end: int) -> bool:
        """True where a bracket that is open at ``start`` closes before ``end``.

        >>> brackets = Brackets("a (b) c) d")
        >>> brackets.shut(0, 6), brackets.shut(0, 10), brackets.shut(3, 6)
        (False, True, True)
        """
        places = self._places
        first = self._closing[bisect_left(places, start)]
        return first < len(places) and places[first] < end

    @once
    def _places(self) -> list[int]:
        return [match.start() for match in _BRACKET.finditer(self._folded)]

    @once
    def _closing(self) -> list[int]:
        """For each bracket the first from it on that closes one opened before it, by number.

        Of n brackets, n where none does.
        """
        count = len(self._places)
        found = [count] * (count + 2)
        for n in range(count - 1, -1, -1):
            if self._folded[self._places[n]] == ")":
                found[n] = n
            else:  # past its own partner; n + 2 entries, as there may be none
                found[n] = found[found[n + 1] + 1]
        return found
