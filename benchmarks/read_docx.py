"""How much faster a Word file is read than by python-docx's own walk over it.

Run ``python -m benchmarks.read_docx FILE.docx``; prints the ratio of the best of
several turns. python-docx's walk is the usual one over paragraphs and table cells; it
does not see footnotes, tracked insertions, text boxes or list numbers, ours does.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import docx

from extract.read import read

_TURNS = 15


def plain_walk(path: Path) -> int:
    """Characters that python-docx finds in paragraphs and table cells."""
    document = docx.Document(str(path))
    count = sum(len(paragraph.text) for paragraph in document.paragraphs)
    for table in document.tables:
        for row in table.rows:
            count += sum(len(cell.text) for cell in row.cells)
    return count


def best(run: Callable[[], object]) -> float:
    """Seconds of the fastest of several turns."""
    times = []
    for _ in range(_TURNS):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times)


def main(arguments: list[str]) -> int:
    """Print one line for each file: seconds of both ways and their ratio."""
    for argument in arguments:
        path = Path(argument)
        ours = best(lambda path=path: read(path, path.name))  # type: ignore[misc]
        theirs = best(lambda path=path: plain_walk(path))  # type: ignore[misc]
        print(f"{path.name}: {theirs / ours:.1f}x ({ours:.4f} s, python-docx {theirs:.4f} s)")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
