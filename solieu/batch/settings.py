"""How to run: what a person may choose."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from solieu.model import AUTO_OCR, Ocr

#: Seconds that one document may take, and megabytes that its reader may ask for.
TIMEOUT, MEMORY = 300, 2048


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost: ``timeout`` in seconds, ``memory`` in megabytes.

    Memory is the address space of the process (``RLIMIT_AS``), which counts more than is
    in use; where the system knows no such limit (Windows) it is not held.
    """

    timeout: int = TIMEOUT
    memory: int = MEMORY


def cores() -> int:
    """The processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Settings:
    """How to run.

    Four have an effect on results: ``read_classified`` reads documents stamped secret too,
    which are skipped otherwise, ``ocr`` says how scanned pages are read, ``mapping`` is a
    file of decisions about labels, obeyed before the mapping.csv beside the inputs; ``areas``
    is a list of places, obeyed instead of the areas.csv beside them. ``jobs`` is how many
    documents are read at the same time; ``limits`` None reads them in this very process,
    unguarded. ``cache`` keeps what was read for later runs. ``trust`` takes a file for unchanged
    where its size, times and inode are those that the last run saw. ``scheduler`` is the
    address of a Dask scheduler, or "local" for one on this computer. ``fail_fast`` stops at
    the first document that cannot be read.
    """

    jobs: int = field(default_factory=cores)
    read_classified: bool = False
    limits: Limits | None = Limits()
    cache: bool = True
    trust: bool = True
    scheduler: str = ""
    fail_fast: bool = False
    ocr: Ocr = AUTO_OCR
    mapping: Path | None = None
    areas: Path | None = None


DEFAULTS = Settings()
