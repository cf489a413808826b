"""What people wrote into checks.csv, kept over re-runs.

A decision belongs to its ``check_id``. Where the new run no longer makes that check
(the report was corrected, a rule changed) the row goes to checks-gone.csv instead of
vanishing, and comes back with the check.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from outputs.columns import table
from outputs.people import read_edited
from outputs.pieces import Wrote
from outputs.tables import Row

#: Decided rows whose check is no longer made.
GONE_FILE = "checks-gone.csv"


@dataclass(frozen=True, slots=True)
class Decided:
    """Decided rows of an earlier run: check_id -> all cells, in the order of checks.csv."""

    rows: Mapping[str, tuple[str, ...]]

    @property
    def decisions(self) -> dict[str, tuple[str, ...]]:
        """check_id -> the texts of the person columns."""
        people = len(table("checks").person_columns)
        return {check_id: row[-people:] for check_id, row in self.rows.items()}

    def gone(self, made: Set[str]) -> tuple[Row, ...]:
        """The rows whose check is not among ``made`` (check ids), by check_id."""
        return tuple(self.rows[check_id] for check_id in sorted(self.rows.keys() - made))


def read_decided(folder: Path, wrote: Wrote | None = None) -> Decided:
    """The decided rows of checks.csv and checks-gone.csv in ``folder``, if there are any.

    ``wrote`` tells them where checks.csv is as the last run left it.
    Raises UsageError where such a file is there but cannot be read: going on would
    lose somebody's work.
    """
    rows: dict[str, tuple[str, ...]] = {}
    for name in (GONE_FILE, table("checks").file):
        path = folder / name
        if wrote and name in wrote.tables:
            rows |= wrote.decided
        elif path.exists():
            told = path.stat()
            rows |= _decided_in(path, told.st_mtime_ns, told.st_size, told.st_ino)
    return Decided(rows)


@lru_cache(maxsize=2)  # a run looks before it begins and before it writes
def _decided_in(path: Path, *unchanged: int) -> Mapping[str, tuple[str, ...]]:
    """The decided rows of one file; ``unchanged`` is what differs once somebody saved it."""
    here = table("checks")
    edited = read_edited(path, "check_id", filled=here.person_columns)
    return {
        cells["check_id"]: tuple(cells.get(column, "") for column in here.header)
        for _, cells in edited
    }
