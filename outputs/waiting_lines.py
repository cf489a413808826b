"""Lines of the tables that are made only where they are asked for.

Each bears a key that hangs on all that the lines are made from; "" where nothing is known of
that. Lines with a key that the last run had stand in its tables already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from outputs.rendered import CheckLine, DocumentLines
from solieu.model import DocumentStatus


@dataclass(frozen=True, slots=True)
class DocumentToWrite:
    """A document, and what makes its lines."""

    source: str
    sha256: str
    status: DocumentStatus
    lines: Callable[[], DocumentLines]
    key: str = ""


@dataclass(frozen=True, slots=True)
class LinesAt:
    """The checks between documents that stand at one."""

    lines: Callable[[], Iterable[CheckLine]]
    key: str = ""


def nothing_at(_: str) -> LinesAt:
    """No checks between documents."""
    return LinesAt(tuple)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines of series.csv that stand together."""

    lines: Callable[[], Iterable[str]]
    key: str = ""


class Once:
    """The lines of a document, made once, when first asked for."""

    def __init__(self, make: Callable[[], DocumentLines]) -> None:
        """``make`` makes them."""
        self._make = make
        self._made: DocumentLines | None = None

    def __call__(self) -> DocumentLines:
        """The lines."""
        if self._made is None:
            self._made = self._make()
        return self._made
