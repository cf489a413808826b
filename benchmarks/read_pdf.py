"""How fast the PDF reader is, as ratios of one run: python benchmarks/read_pdf.py FILE...

Each way reads the same file in turn; the best of several rounds counts, so that other
work on the machine does as little harm as it can.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pypdfium2

from extract.pdf import read_pdf

ROUNDS = 5
SLOW = 2.0  # seconds; a way that takes longer is run only twice


def reader(path: Path) -> None:
    """The reader of this project: text, marks, notes, paragraphs, tables, boxes."""
    read_pdf(path, path.name, "")


def bare_pdfium(path: Path) -> None:
    """Nothing but pdfium's text: the limit."""
    document = pypdfium2.PdfDocument(path)
    for page in document:
        text = page.get_textpage()
        text.get_text_range()
        text.close()
        page.close()
    document.close()


def plumber_text(path: Path) -> None:
    """pdfplumber's extract_text."""
    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_text()
            page.close()


def plumber_text_and_tables(path: Path) -> None:
    """pdfplumber's extract_text and extract_tables."""
    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_text()
            page.extract_tables()
            page.close()


WAYS: dict[str, Callable[[Path], None]] = {
    "solieu read_pdf": reader,
    "pdfium text only": bare_pdfium,
    "pdfplumber extract_text": plumber_text,
    "pdfplumber extract_text + extract_tables": plumber_text_and_tables,
}


def measure(path: Path) -> dict[str, float]:
    """Pages a second of each way, best of the rounds."""
    pages = len(pypdfium2.PdfDocument(path))
    best = dict.fromkeys(WAYS, 0.0)
    slow: set[str] = set()
    for number in range(ROUNDS):
        for name, way in WAYS.items():
            if number > 1 and name in slow:
                continue
            start = time.perf_counter()
            way(path)
            seconds = time.perf_counter() - start
            best[name] = max(best[name], pages / seconds)
            if seconds > SLOW:
                slow.add(name)
    return best


def main(paths: list[str]) -> None:
    """Print a table for each file."""
    for name in paths:
        speeds = measure(Path(name))
        ours = speeds["solieu read_pdf"]
        print(f"{Path(name).name}, best of {ROUNDS}")
        print(f"{'':42}{'pages/s':>9}{'solieu is':>12}")
        for way, speed in speeds.items():
            print(f"{way:42}{speed:9.1f}{ours / speed:11.2f}x")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: python benchmarks/read_pdf.py FILE...")
    main(sys.argv[1:])
