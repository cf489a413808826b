"""Remake the expected tables of the samples: ``python -m samples.remake``, then read the diff.

Each folder of reports is run as a whole, as ``solieu run samples/NAME`` would.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import solieu
from solieu.pipeline import RunResult

SAMPLES = Path(__file__).parent
EXPECTED = SAMPLES / "expected"

#: The folders of reports, and the tables that are kept of each.
FOLDERS = ("ward", "formats", "other")
TABLES = ("documents.csv", "observations.csv", "checks.csv", "series.csv", "indicators.csv")


def produce(name: str, out: Path) -> RunResult:
    """Run the reports of folder ``name`` and write all tables into ``out``."""
    return solieu.run(SAMPLES / name, out)


def main(names: list[str]) -> None:
    """Write the tables of the named folders, or of all."""
    for name in names or FOLDERS:
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder)
            produce(name, out)
            target = EXPECTED / name
            target.mkdir(parents=True, exist_ok=True)
            for table in TABLES:
                (target / table).write_bytes((out / table).read_bytes())
        print(f"{EXPECTED.name}/{name}")


if __name__ == "__main__":
    main(sys.argv[1:])
