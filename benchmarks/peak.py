"""The peak memory of this process."""

from __future__ import annotations

import resource
from pathlib import Path


def peak_mb() -> float:
    """Megabytes at most so far.

    Linux tells it for the program alone; ``getrusage`` begins with what the process was that
    started it.
    """
    status = Path("/proc/self/status")
    if status.exists():
        told = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(told["VmHWM"].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
