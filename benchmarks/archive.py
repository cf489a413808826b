"""How a whole archive goes: ``python -m benchmarks.archive [SIZE...]``.
``--grown`` leaves out the comparisons with one worker and with bare PDF readers.

An archive is made of the sample reports of the ward: twelve months for each of many areas,
half of them Word files, a quarter PDF, a quarter text. A metadata.csv gives every twelve
their own area, so that each area is checked against itself as in an archive of a province.

Each run is a process of its own. Wall time depends on what else the machine does, so the
processor time of the run with all its workers is given beside it, and the peak memory of
the process that gathers and of the largest worker. Last, on the PDF files alone:
pdfplumber's extract_text, and the text of pdfium, which nothing that reads PDF can beat.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path

import pdfplumber
import pypdfium2

from samples.build import as_text, as_word
from samples.compose import Composer, settings
from samples.figures import WARD, Figures

SIZES = (1, 100, 500, 1000, 2000)
_AUDITED = 500  # reports up to which ``solieu audit`` is measured as well
PDF_SAMPLES = sorted(WARD.glob("*.pdf")) + sorted((WARD.parent / "formats").glob("*.pdf"))

# Runs in a process of its own: what it prints is one line of JSON.
RUN = """
import json, resource, sys, time
from pathlib import Path
from benchmarks.peak import peak_mb
from solieu.batch import pool
from solieu.pipeline import Settings, run
from solieu.workpapers import audit
started, start_child = [], pool.Child._start
pool.Child._start = lambda child: started.append(child) or start_child(child)
start = time.perf_counter()
settings = Settings(jobs=int(sys.argv[3]))
if sys.argv[4] == "run":
    result = run([Path(sys.argv[1])], Path(sys.argv[2]), settings=settings)
else:
    result = audit([Path(sys.argv[1])], Path(sys.argv[2]), settings=settings).run
took = time.perf_counter() - start
pool.end_idle()
own, workers = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(json.dumps({
    "seconds": took,
    "cpu": sum(one.ru_utime + one.ru_stime for one in (own, workers)),
    "own_cpu": own.ru_utime + own.ru_stime,
    "own_mb": peak_mb(),
    "worker_mb": workers.ru_maxrss / 1024 if started else 0,
    "documents": result.totals.documents["ok"],
    "figures": result.totals.rows["observations"],
}))
"""


@dataclass(frozen=True, slots=True)
class Ran:
    """What one run cost."""

    seconds: float
    cpu: float
    own_cpu: float
    own_mb: float
    worker_mb: float
    documents: int
    figures: int

    def told(self, name: str) -> str:
        """One line of the result."""
        return (
            f"{name:<34} {self.documents:5} documents {self.documents / self.seconds:7.2f}/s "
            f"{1000 * self.cpu / self.documents:7.0f} ms CPU each, of it gathering "
            f"{1000 * self.own_cpu / self.documents:5.1f}; "
            f"peak {self.own_mb:5.0f} MB, "
            + (f"worker {self.worker_mb:4.0f} MB" if self.worker_mb else "no worker")
        )

    @property
    def each(self) -> float:
        """Processor time for each document, in seconds."""
        return self.cpu / self.documents


def archive(folder: Path, size: int) -> Path:
    """``size`` reports, twelve for each area, no two alike; those that are missing are made."""
    folder.mkdir(parents=True, exist_ok=True)
    base = _base()
    rows = []
    numbers = islice(count(), size)
    for number in numbers:
        suffix, data = base[number % len(base)]
        name = f"{number:05}{suffix}"
        if not (folder / name).exists():  # those of a smaller archive are left as they are
            (folder / name).write_bytes(_own(suffix, data, number))
        rows.append((name, f"phường Số {number // len(base) + 1}, thành phố Hải Lâm"))
    with (folder / "metadata.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([("file", "area"), *rows])
    return folder


def _base() -> list[tuple[str, bytes]]:
    """Twelve months: six as Word files, three as PDF, three as text."""
    made: list[tuple[str, bytes]] = []
    pdfs = iter(PDF_SAMPLES)
    for n, setting in enumerate(settings()):
        if n % 4 == 1:
            made.append((".pdf", next(pdfs).read_bytes()))
            continue
        report = Composer(Figures(), setting).report()
        if n % 4 == 3:
            made.append((".txt", as_text(report, setting)))
        else:
            made.append((".docx", as_word(report, setting)))
    return made


def _own(suffix: str, data: bytes, number: int) -> bytes:
    """The same report in a file of its own, told apart where no reader looks."""
    if suffix == ".docx":
        stream = io.BytesIO(data)
        with zipfile.ZipFile(stream, "a") as word:
            word.comment = str(number).encode()
        return stream.getvalue()
    return data + (f"\n%{number}\n" if suffix == ".pdf" else "\n" * (number // 12 + 1)).encode()


def ran(reports: Path, out: Path, jobs: int, cache: Path, command: str = "run") -> Ran:
    """One run (or audit), in a process of its own."""
    done = subprocess.run(
        (sys.executable, "-c", RUN, str(reports), str(out), str(jobs), command),
        env={**_environment(), "SOLIEU_CACHE": str(cache)},
        check=True,
        capture_output=True,
        text=True,
    )
    return Ran(**json.loads(done.stdout))


def _environment() -> dict[str, str]:
    import os

    return dict(os.environ)


def grown(sizes: list[int], room: Path) -> None:
    """Archives of growing size, each with an empty cache; then once more, and with one more.

    Last, how time for each document and peak memory grow: the sizes against the first.
    """
    costs: dict[str, list[Ran]] = {}
    for size in sizes:
        cache, out = room / "cache", room / "out"
        shutil.rmtree(cache, ignore_errors=True)
        shutil.rmtree(out, ignore_errors=True)
        reports = archive(room / f"reports{size}", size)
        first = ran(reports, out, 2, cache)
        print(first.told(f"{size}, nothing known, 2 workers"), flush=True)
        known = ran(reports, out, 2, cache)
        print(known.told(f"{size}, all known"), flush=True)
        archive(reports, size + 1)
        more = ran(reports, out, 2, cache)
        print(more.told(f"{size} known and one more"), flush=True)
        told = (
            f"{more.cpu - known.cpu:.1f} s of {more.cpu:.1f} s; a report read: {first.each:.2f} s"
        )
        print(f"  the one more took {told}", flush=True)
        if size <= _AUDITED:  # the workpapers hold the archive in memory
            whole = ran(reports, room / "audit", 2, cache, "audit")
            print(whole.told(f"{size}, all known, solieu audit"), flush=True)
            shutil.rmtree(room / "audit")
        for name, cost in (("nothing known", first), ("all known", known), ("one more", more)):
            costs.setdefault(name, []).append(cost)
        shutil.rmtree(reports)
    for name, found in costs.items():
        times = ", ".join(f"{one.each / found[0].each:.2f}" for one in found)
        peaks = ", ".join(f"{one.own_mb / found[0].own_mb:.2f}" for one in found)
        print(f"{name}, sizes {sizes} against the first: time each {times}; peak {peaks}")


def workers(room: Path, size: int = 48) -> None:
    """One worker against two."""
    reports = archive(room / "few", size)
    for jobs in (1, 2):
        cost = ran(reports, room / "out", jobs, room / f"cache{jobs}")
        print(cost.told(f"{size}, nothing known, {jobs} worker{'s' * (jobs > 1)}"), flush=True)


def pdf_alone(room: Path, size: int = 24) -> None:
    """The whole job on PDF files against reading them only; processor time, one process."""
    reports = room / "pdf"
    reports.mkdir()
    for number in range(size):
        data = PDF_SAMPLES[number % len(PDF_SAMPLES)].read_bytes()
        (reports / f"{number}.pdf").write_bytes(_own(".pdf", data, number))
    files = sorted(reports.iterdir())
    pages = sum(len(pypdfium2.PdfDocument(path)) for path in files)
    whole = ran(reports, room / "out", 1, room / "cache-pdf").cpu
    plumber = _cpu_of(_plumber, files)
    pdfium = _cpu_of(_pdfium, files)
    print(f"{size} PDF files, {pages} pages: whole job {pages / whole:.1f} pages/s of CPU time,")
    print(f"  start of program and worker included; {plumber / whole:.1f} times as fast as")
    print(f"  pdfplumber's extract_text alone; {whole / pdfium:.0f} times as long as pdfium's text")


def _cpu_of(read: object, files: list[Path]) -> float:
    start = time.process_time()
    for path in files:
        read(path)  # type: ignore[operator]
    return time.process_time() - start


def _plumber(path: Path) -> None:
    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_text()
            page.close()


def _pdfium(path: Path) -> None:
    document = pypdfium2.PdfDocument(path)
    for page in document:
        page.get_textpage().get_text_range()


def main(arguments: list[str]) -> None:
    """Measure archives of the sizes named."""
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        sizes = [int(size) for size in arguments if size != "--grown"]
        if "--grown" not in arguments:
            pdf_alone(room)
            workers(room)
        grown(sizes or list(SIZES), room)


if __name__ == "__main__":
    main(sys.argv[1:])
