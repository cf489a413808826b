"""Time and memory of exports: ``python -m benchmarks.export [OBSERVATIONS] [FORMAT...]``.

The tables of the ward's sample run are multiplied to the number of observations asked for
(200,000 by default), each copy under its own document and reports' names. Each format is
written in a process of its own, beside one that only reads all tables with the csv module.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from outputs.columns import TABLES, table
from samples.remake import produce
from solieu.commands.export import FORMATS

OBSERVATIONS = 200_000
PLAIN = "csv"

#: Columns that name a document or a thing of it: each copy gets its own.
NAMES = {"document_id", "observation_id", "check_id", "source", "sha256"}

#: Run by a fresh interpreter, which tells its seconds and megabytes on one line.
CODE = """
import csv, json, resource, sys, time
from pathlib import Path
folder, to, out = sys.argv[1:]
begin = time.process_time()
if to == "csv":
    for path in sorted(Path(folder).glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            for row in csv.reader(stream):
                pass
else:
    import solieu
    solieu.export(folder, to, out)
seconds = time.process_time() - begin
status = Path("/proc/self/status")  # ru_maxrss would begin with the memory of who started us
lines = status.read_text().splitlines() if status.exists() else []
peaks = [int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")]
peak = peaks[0] if peaks else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"seconds": seconds, "megabytes": peak}))
"""


def multiplied(source: Path, out: Path, observations: int) -> int:
    """Write the tables of ``source`` so many times that there are ``observations``."""
    with (source / "observations.csv").open(encoding="utf-8", newline="") as stream:
        held = sum(1 for _ in csv.reader(stream)) - 1
    copies = -(-observations // held)
    for name in TABLES:
        header = table(name).header
        own = [n for n, column in enumerate(header) if column in NAMES]
        with (
            (source / f"{name}.csv").open(encoding="utf-8", newline="") as read,
            (out / f"{name}.csv").open("w", encoding="utf-8", newline="") as write,
        ):
            rows = list(csv.reader(read))
            writer = csv.writer(write, lineterminator="\n")
            writer.writerow(rows[0])
            for copy in range(copies):
                writer.writerows(_renamed(row, own, copy, name) for row in rows[1:])
    return copies * held


def _renamed(row: Sequence[str], own: Sequence[int], copy: int, name: str) -> list[str]:
    cells = list(row)
    for n in own:
        cells[n] = f"{copy:04}{cells[n]}" if cells[n] else ""
    if name == "series":  # each copy is another place: otherwise all would be one series
        cells[0] = f"{cells[0]} {copy}"
    return cells


def measured(folder: Path, to: str, out: Path) -> dict[str, float]:
    """Seconds and peak megabytes of one export, or of reading alone."""
    command = (sys.executable, "-c", CODE, str(folder), to, str(out))
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    told: dict[str, float] = json.loads(done.stdout)
    return told


def size(path: Path) -> float:
    """Megabytes of a file or of all files of a folder."""
    files = [path] if path.is_file() else list(path.rglob("*"))
    return sum(file.stat().st_size for file in files) / 1e6


def main(arguments: Sequence[str]) -> None:
    """Measure the formats named, or all."""
    wanted = int(arguments[0]) if arguments else OBSERVATIONS
    formats = arguments[1:] or FORMATS
    with tempfile.TemporaryDirectory() as place:
        source, folder = Path(place, "source"), Path(place, "out")
        folder.mkdir()
        produce("ward", source)
        count = multiplied(source, folder, wanted)
        print(f"{count} observations, {size(folder):.0f} MB of CSV")
        plain = measured(folder, PLAIN, folder)
        print(f"{'read':10} {plain['seconds']:6.1f} s  {plain['megabytes']:6.0f} MB")
        for to in formats:
            out = Path(place, "written", to, "it.file")
            begin = time.perf_counter()
            told = measured(folder, to, out)
            ratio = told["seconds"] / plain["seconds"]
            print(
                f"{to:10} {told['seconds']:6.1f} s  {told['megabytes']:6.0f} MB  "
                f"{ratio:5.1f} x read  {size(out.parent):6.0f} MB written"
                f"  (process {time.perf_counter() - begin:.1f} s)"
            )


if __name__ == "__main__":
    main(sys.argv[1:])
