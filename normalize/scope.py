"""Where and when a word is used: the issuer and the years a synonym or a correction is for."""

from __future__ import annotations

from dataclasses import dataclass

import regex


@dataclass(frozen=True, slots=True)
class Scope:
    """Of one report: who issued it (with the area, folded), and the year it is about."""

    issuer: str = ""
    year: int | None = None


ANYWHERE = Scope()


@dataclass(frozen=True, slots=True)
class Validity:
    """``issuers``: folded words of which the issuer or the area must bear one (none: any).

    ``first`` and ``last`` are years, both included; None is open.
    """

    issuers: tuple[str, ...] = ()
    first: int | None = None
    last: int | None = None

    def holds(self, scope: Scope) -> bool:
        """Whether a report of this scope is meant; one whose year is unknown is not.

        >>> Validity(last=2008).holds(Scope("cục thống kê", 2004))
        True
        >>> one = Validity(("phường", "xã"))
        >>> [one.holds(Scope(who, 2026)) for who in ("ubnd xã an lão", "ubnd thị xã an lão")]
        [True, False]
        """
        if self.issuers and not any(_bears(scope.issuer, word) for word in self.issuers):
            return False
        if self.first is None and self.last is None:
            return True
        if scope.year is None:
            return False
        after = self.first is None or self.first <= scope.year
        return after and (self.last is None or scope.year <= self.last)


ALWAYS = Validity()

# "thị xã" is a town and "hợp tác xã" a cooperative: neither is a commune.
_LONGER = r"(?<!\w)(?<!thị )(?<!hợp tác )"


def _bears(issuer: str, word: str) -> bool:
    return regex.search(rf"{_LONGER}{regex.escape(word)}(?!\w)", issuer) is not None


def years(text: str) -> tuple[int | None, int | None]:
    """ "2004-2008", "2009-", "-2008", "2004": first and last year. Raises ValueError.

    >>> years("2009-"), years("2004"), years("")
    ((2009, None), (2004, 2004), (None, None))
    """
    first, dash, last = (part.strip() for part in text.partition("-"))
    begin = int(first) if first else None
    if not dash:
        return begin, begin
    return begin, int(last) if last else None
