"""How well and how fast scans are read: ``python -m benchmarks.read_scans [FILE.pdf] [PAGE...]``.

Pages of a PDF with a text layer are scanned by ``samples.to_scan`` and read by OCR, one
thread. Told for each kind of scan: how many figures of the text are found (value and
times it occurs), how many others there are, how many of those are not flagged; seconds a
page, and their ratio to one bare call of tesseract on the same pictures.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from decimal import Decimal
from pathlib import Path

import numpy as np
import pypdfium2

import solieu
from extract.ocr_engine import read_page
from samples.to_scan import HERE, SCANNERS, as_pdf, scan

_FILE = HERE / "formats" / "2026-06.pdf"


def main(arguments: list[str]) -> None:
    """Scan, read, compare and tell."""
    file = Path(arguments[0]) if arguments else _FILE
    count = len(pypdfium2.PdfDocument(file))
    pages = [int(each) - 1 for each in arguments[1:]] or list(range(count))
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "text.pdf"
        some = pypdfium2.PdfDocument.new()
        some.import_pages(pypdfium2.PdfDocument(file), pages)
        some.save(text)
        right = _figures(solieu.read(text, indicators=False))
        for name, scanner in SCANNERS.items():
            pictures = scan(file, scanner, pages)
            path = Path(folder) / f"{name}.pdf"
            path.write_bytes(as_pdf(pictures, scanner))
            begun = time.perf_counter()
            report = solieu.read(path, indicators=False)
            seconds = time.perf_counter() - begun
            begun = time.perf_counter()
            for picture in pictures:
                read_page(np.asarray(picture.convert("L")), scanner.dpi, 3)
            bare = time.perf_counter() - begun
            found = _figures(report)
            sure = _figures(report, sure=True)
            print(
                f"{name}: {(right & found).total()} of {right.total()} figures found, "
                f"{(found - right).total()} others, {(sure - right).total()} of them unflagged; "
                f"{seconds / len(pages):.1f} s a page, {seconds / bare:.1f} times tesseract alone"
            )


def _figures(report: solieu.Report, *, sure: bool = False) -> Counter[Decimal]:
    """The values of a report; ``sure``: those that no flag asks to compare with the picture."""
    return Counter(
        one.value
        for one in report.observations
        if one.value is not None and not (sure and "ocr_doubtful" in one.flags)
    )


if __name__ == "__main__":
    main(sys.argv[1:])
