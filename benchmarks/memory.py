"""Memory a page of a long PDF: ``python -m benchmarks.memory [FILE.pdf]``.

The file, or the PDF samples, put together to 100, 300 and 1,000 pages, each read in a
process of its own. What counts is the growth of the peak for each further page: flat where
nothing of a page is kept but its text and the places of its figures.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2

SAMPLES = Path(__file__).parent.parent / "samples"
SIZES = (100, 300, 1000)


def joined(reports: list[Path], pages: int, folder: Path) -> Path:
    """The reports one after the other, until there are so many pages."""
    whole = pypdfium2.PdfDocument.new()
    while len(whole) < pages:
        for report in reports:
            source = pypdfium2.PdfDocument(report)
            room = pages - len(whole)
            whole.import_pages(source, list(range(min(room, len(source)))))
    path = folder / f"{pages}.pdf"
    whole.save(path)
    return path


def peak(path: Path | None) -> int:
    """Peak of the memory, in kB, of a process that reads the file; None reads nothing."""
    argument = "" if path is None else str(path)
    command = (sys.executable, "-m", "benchmarks.memory", "--peak", argument)
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def own_peak(name: str) -> None:
    """Read a file and print this process' peak."""
    from extract.read import read

    read(Path(name) if name else min((SAMPLES / "ward").glob("*.pdf")), "x.pdf")
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def main(arguments: list[str]) -> None:
    """Print a line for each size."""
    if arguments[:1] == ["--peak"]:
        own_peak(arguments[1])
        return
    reports = [Path(name) for name in arguments] or sorted(SAMPLES.rglob("*.pdf"))
    with tempfile.TemporaryDirectory() as folder:
        base, before = peak(None), 0
        print("pages    peak MB   kB for each further page")
        last = base
        for pages in SIZES:
            now = peak(joined(reports, pages, Path(folder)))
            print(f"{pages:5}  {now / 1024:9.1f}  {(now - last) / (pages - before):10.1f}")
            last, before = now, pages


if __name__ == "__main__":
    main(sys.argv[1:])
