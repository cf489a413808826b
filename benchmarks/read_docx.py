"""How much faster a Word file is read than by python-docx's own walk over it.

Run ``python -m benchmarks.read_docx [FILE.docx...]``, without a file on the samples; prints
the ratio of the best of several turns, for each file and for its body ten times over.
python-docx's walk is the usual one over paragraphs and table cells; it does not see
footnotes, tracked insertions, text boxes or list numbers, ours does.
"""

from __future__ import annotations

import gc
import sys
import tempfile
import time
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import docx

from extract.read import read

_TURNS = 40
SAMPLES = Path(__file__).parent.parent / "samples"


def plain_walk(path: Path) -> int:
    """Characters that python-docx finds in paragraphs and table cells."""
    document = docx.Document(str(path))
    count = sum(len(paragraph.text) for paragraph in document.paragraphs)
    for table in document.tables:
        for row in table.rows:
            count += sum(len(cell.text) for cell in row.cells)
    return count


def best_times(path: Path) -> tuple[float, float]:
    """Seconds of processor time of both ways, the best of several turns, taken in turn."""
    best = [float("inf"), float("inf")]
    ways: tuple[Callable[[], object], ...] = (
        lambda: read(path, path.name),
        lambda: plain_walk(path),
    )
    for _ in range(_TURNS):
        for i, way in enumerate(ways):
            gc.collect()  # what one way leaves behind is not swept up in the other's time
            start = time.process_time()
            way()
            best[i] = min(best[i], time.process_time() - start)
    return best[0], best[1]


def measure(path: Path, what: str = "") -> None:
    """Print one line: the ratio and the times of both ways."""
    ours, theirs = best_times(path)
    print(
        f"{what or path.name}: {theirs / ours:.1f}x "
        f"({ours * 1000:.1f} ms, python-docx {theirs * 1000:.1f} ms)"
    )


def repeated(path: Path, times: int, folder: Path) -> Path:
    """A Word file with the body of ``path`` several times over."""
    document = docx.Document(str(path))
    body = document.element.body
    content = [child for child in body if not child.tag.endswith("}sectPr")]
    for _ in range(times - 1):
        for child in content:
            body.insert(len(body) - 1, deepcopy(child))
    made = folder / f"{path.stem}-{times}.docx"
    document.save(str(made))
    return made


def main(arguments: list[str]) -> int:
    """Print a line for each file, and for the first sample ten times over."""
    for path in [Path(argument) for argument in arguments] or sorted(SAMPLES.rglob("*.docx")):
        measure(path)
        with tempfile.TemporaryDirectory() as folder:
            measure(repeated(path, 10, Path(folder)), f"{path.name}, ten times over")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
