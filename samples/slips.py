"""The slips that are made on purpose, for the audit to find."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from samples.figures import rows


@dataclass(frozen=True, slots=True)
class Slip:
    """In ``where`` of a report, one figure is written otherwise than it should be."""

    period: str
    where: str
    key: str
    what: str
    right: str
    written: str


class Slips:
    """The slips of one report; each must be met exactly once."""

    def __init__(self, path: Path, period: str) -> None:
        """Read the slips of the report of ``period`` from a table."""
        self._open = [
            Slip(period, row["where"], row["key"], row["what"], row["right"], row["written"])
            for row in rows(path)
            if row["file"].startswith(period)
        ]

    def written(self, where: str, key: str, what: str, right: str) -> str:
        """What the report writes in place of ``right``; mostly ``right`` itself."""
        for slip in self._open:
            if (slip.where, slip.key, slip.what) == (where, key, what):
                if slip.right != right:
                    raise ValueError(f"{slip}: the right figure is {right}")
                self._open.remove(slip)
                return slip.written
        return right

    def check_all_made(self) -> None:
        """Raise ValueError where a slip found no place."""
        if self._open:
            raise ValueError(f"slips without a place: {self._open}")
