"""What one report adds to an archive: ``python -m benchmarks.joining [REPORTS]``.

The steps across documents, matching and series, on archives made of the sample reports under
new dates, a quarter, half and all of REPORTS (default 1,000). Printed is the time for each
report against that of the smallest archive (1 where the time grows as the archive does), and
what joining the whole archive costs beside matching one report's labels, which is all that a
new report costs besides: the rest is kept from the run before.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

import solieu
from normalize.indicators import IndicatorRow, match, merged, own_names, row_order
from normalize.series import ReportFigures, Shared, report_figures, rows, stated, table_order
from solieu.model import Recognition

Made = TypeVar("Made")
SAMPLES = Path(__file__).parent.parent / "samples" / "ward"


def main() -> None:
    """Measure and print."""
    largest = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    sample = sorted(SAMPLES.glob("2026-0*.txt"))
    read = [solieu.read(path).recognition for path in sample]
    archive = [_as_of(read[n % len(read)], n) for n in range(largest)]
    _, alone = _timed(lambda: match([read[0]]))
    held = [_facts(one) for one in archive]
    first = 0.0
    for size in (largest // 4, largest // 2, largest):
        made, spent = _timed(partial(_join, held[:size]))
        first = first or spent / size
        print(
            f"{size:6,} reports, {made:8,} rows: {spent / size / first:.2f} times the first "
            f"archive's time a report; a report's share of the join is {spent / size / alone:.3f} "
            "of matching one report"
        )


def _as_of(recognition: Recognition, number: int) -> Recognition:
    """The report as if of another month: other periods and ids, a few words of its own."""
    year, month = 1950 + number // 12, number % 12 + 1
    period = f"{year}-{month:02}"
    observations = tuple(
        replace(
            one,
            document_id=f"{number:016}",
            source=f"{number}.txt",
            observation_id=f"{number}-{place}",
            period=period if one.period else "",
            indicator=f"{one.indicator} {number}" if place % 40 == 0 else one.indicator,
        )
        for place, one in enumerate(recognition.observations)
    )
    reading = replace(recognition.document.reading, source=f"{number}.txt", sha256=f"{number:064}")
    document = replace(recognition.document, reading=reading)
    info = replace(recognition.info, issued=f"{period}-25", period=period)
    return replace(recognition, document=document, info=info, observations=observations)


def _facts(one: Recognition) -> tuple[ReportFigures, Sequence[IndicatorRow]]:
    matching = match([one])
    return report_figures(matching.apply(one)), matching.rows


def _join(held: Sequence[tuple[ReportFigures, Sequence[IndicatorRow]]]) -> int:
    """The steps across documents; the number of rows of the two tables."""
    labels = sorted((row for _, found in held for row in found), key=row_order)
    names = own_names(labels)
    shared = Shared(names)
    for figures, _ in held:
        shared.learn(figures)
    found = sorted((one for each, _ in held for one in stated(each, shared)), key=table_order)
    return sum(1 for _ in rows(found, shared)) + sum(1 for _ in merged(labels, names))


def _timed(do: Callable[[], Made]) -> tuple[Made, float]:
    start = time.perf_counter()
    made = do()
    return made, time.perf_counter() - start


if __name__ == "__main__":
    main()
