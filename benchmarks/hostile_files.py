"""Files made to do harm, each through the real command: ``python -m benchmarks.hostile_files``.

``solieu audit`` reads each (``benchmarks.hostile_made``) in a folder with one good report,
with its default limits and without what is kept of earlier runs. Printed are the rows of
documents.csv, the processor and wall-clock seconds of the command with its workers, the largest
memory of any one of its processes, and the bytes it wrote. What must hold whatever the file is
looked at: the good report was read, nothing was written elsewhere, no page has a script that
came out of a report, no label became a formula. ``--only PART`` chooses by name, ``--small``
makes the largest ones a hundredth as large.
"""

from __future__ import annotations

import argparse
import csv
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.hostile_made import FILES, REPORT

_ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run took and said."""

    code: int
    seconds: float
    processor: float
    megabytes: float
    written: int
    rows: tuple[dict[str, str], ...]


def run(path: Path, out: Path, command: str = "audit") -> Cost:
    """Read what is at ``path`` by the command, as a person would, and see what it took."""
    line = (sys.executable, "-m", "solieu", command, str(path), "-o", str(out), "-q", "--no-cache")
    begin = time.monotonic()
    process = subprocess.Popen(line, cwd=_ROOT, stderr=subprocess.DEVNULL, start_new_session=True)
    seen: dict[int, tuple[float, float]] = {}
    while process.poll() is None:
        seen |= _processes(process.pid)
        time.sleep(0.05)
    seconds = time.monotonic() - begin
    table = out / "documents.csv"
    rows: tuple[dict[str, str], ...] = ()
    if table.exists():
        with table.open(encoding="utf-8", newline="") as stream:
            rows = tuple(csv.DictReader(stream))
    processor = sum(taken for taken, _ in seen.values())
    memory = max(megabytes for _, megabytes in seen.values())
    written = sum(file.stat().st_size for file in out.rglob("*") if file.is_file())
    return Cost(process.returncode, seconds, processor, memory, written, rows)


def _processes(session: int) -> dict[int, tuple[float, float]]:
    """Processor seconds and peak megabytes of the processes of a session (Linux)."""
    found = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            try:
                fields = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
                status = (folder / "status").read_text(encoding="utf-8")
            except OSError:
                continue  # it has ended
            if int(fields[3]) == session and "VmHWM:" in status:
                used = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
                peak = int(status.partition("VmHWM:")[2].split()[0]) / 1024
                found[int(folder.name)] = used, peak
    return found


def main() -> None:
    """Make, run and tell."""
    syntax = argparse.ArgumentParser(description=__doc__)
    syntax.add_argument("--only", default="")
    syntax.add_argument("--small", action="store_true")
    options = syntax.parse_args()
    csv.field_size_limit(1 << 30)
    for one in FILES:
        if options.only in one.name:
            with tempfile.TemporaryDirectory() as place:
                path = Path(place, "in", one.name)
                path.parent.mkdir()
                path.write_bytes(one.make(0.01 if options.small else 1))
                path.with_name("good.txt").write_bytes(REPORT)
                size = path.stat().st_size
                cost = run(path.parent, Path(place, "out"))
                lines = [*_lines(one.name, size, cost), *_broken(Path(place), cost)]
                print(*lines, sep="\n", flush=True)


def _lines(name: str, size: int, cost: Cost) -> Iterator[str]:
    yield (
        f"{name}: {size / 1e6:.1f} MB; exit code {cost.code}, {cost.processor:.1f} processor s, "
        f"{cost.seconds:.0f} s, {cost.megabytes:.0f} MB; {len(cost.rows)} rows, "
        f"{cost.written / 1e6:.1f} MB written"
    )
    for row in [row for row in cost.rows if row["source"] != "good.txt"][:30]:
        yield (
            f"    {row['source']!r:.60} {row['status']}, {row['observations']} figures, "
            f"{row['numbers']} numbers: {row['reason']!r:.250}"
        )


def _broken(place: Path, cost: Cost) -> Iterator[str]:
    """What does not hold, though it must whatever the file."""
    if not any(row["source"] == "good.txt" and row["status"] == "ok" for row in cost.rows):
        yield "    THE GOOD REPORT BESIDE IT WAS NOT READ"
    if sorted(path.name for path in place.iterdir()) != ["in", "out"]:
        yield "    SOMETHING WAS WRITTEN OUTSIDE"
    if len(list((place / "in").iterdir())) != 2:
        yield "    SOMETHING WAS WRITTEN BESIDE THE REPORTS"
    if any(b"<script>alert" in page.read_bytes() for page in (place / "out").rglob("*.html")):
        yield "    A SCRIPT OF A REPORT STANDS IN A PAGE"
    for book in (place / "out").glob("*.xlsx"):
        with zipfile.ZipFile(book) as package:
            sheets = [package.read(name) for name in package.namelist() if "sheets/" in name]
        if any(b"<f>cmd|" in sheet or b"<f>HYPERLINK" in sheet for sheet in sheets):
            yield "    A LABEL BECAME A FORMULA"


if __name__ == "__main__":
    main()
