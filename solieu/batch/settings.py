"""How to run: what a person may choose."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """How to run.

    ``jobs``: documents read at the same time (no effect on results). ``read_classified``:
    read documents stamped secret too, which are skipped otherwise.
    """

    jobs: int = 1
    read_classified: bool = False


DEFAULTS = Settings()
