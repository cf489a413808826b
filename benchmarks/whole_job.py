"""How fast the whole job on a PDF is: ``python -m benchmarks.whole_job [FILE.pdf]``.

Reading, structure, figures and audit of the file, beside pdfplumber's extract_text alone
on it, in one run. Without a file the PDF samples are put together to some twenty pages.
Last, the start of the command beside an interpreter that does nothing. All are ratios of
best times, taken in turn, so that a busy machine does little harm.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pypdfium2

from solieu.model import DocumentInfo
from solieu.pipeline import recognise

ROUNDS = 5
SLOW = 5.0  # seconds; what takes longer is run three times only
PAGES = 20

SAMPLES = Path(__file__).parent.parent / "samples"


def whole_job(path: Path) -> None:
    """Read, structure, observe, audit."""
    recognise(path, path.name, DocumentInfo())


def plumber_text(path: Path) -> None:
    """pdfplumber's extract_text and nothing else."""
    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_text()
            page.close()


def help_text(_: Path) -> None:
    """A fresh interpreter that prints the help."""
    subprocess.run((sys.executable, "-m", "solieu", "--help"), check=True, capture_output=True)


def nothing(_: Path) -> None:
    """A fresh interpreter that does nothing."""
    subprocess.run((sys.executable, "-c", "pass"), check=True)


def best_times(ways: tuple[Callable[[Path], None], ...], path: Path) -> list[float]:
    """Seconds of each way, the best of several rounds, in turn."""
    best = [float("inf")] * len(ways)
    for number in range(ROUNDS):
        for i, way in enumerate(ways):
            if number > 2 and best[i] > SLOW:
                continue
            start = time.perf_counter()
            way(path)
            best[i] = min(best[i], time.perf_counter() - start)
    return best


def joined_samples(folder: Path) -> Path:
    """The PDF samples one after the other, until there are enough pages."""
    reports = sorted(SAMPLES.rglob("*.pdf"))
    joined = pypdfium2.PdfDocument.new()
    while len(joined) < PAGES:
        for report in reports:
            joined.import_pages(pypdfium2.PdfDocument(report))
    path = folder / "samples.pdf"
    joined.save(path)
    return path


def measure(path: Path) -> None:
    """Print the ratios."""
    pages = len(pypdfium2.PdfDocument(path))
    ours, theirs = best_times((whole_job, plumber_text), path)
    started, bare = best_times((help_text, nothing), path)
    print(f"{path.name}, {pages} pages, best of {ROUNDS}")
    print(f"solieu, whole job          {pages / ours:8.1f} pages/s")
    print(f"pdfplumber, extract_text   {pages / theirs:8.1f} pages/s")
    print(f"solieu is {theirs / ours:.1f} times as fast")
    print(f"solieu --help takes {started / bare:.1f} times as long as python -c pass", end="")
    print(f" ({started:.2f} s)")


def main(arguments: list[str]) -> None:
    """Measure the file named, or the samples."""
    if arguments:
        measure(Path(arguments[0]))
        return
    with tempfile.TemporaryDirectory() as folder:
        measure(joined_samples(Path(folder)))


if __name__ == "__main__":
    main(sys.argv[1:])
