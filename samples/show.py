"""Some of what a run wrote: ``python -m samples.show OUT``.

For a first look without a spreadsheet: some figures, one time series, the first findings.
The tables have many more columns.
"""

from __future__ import annotations

import csv
import os
import sys
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from solieu.messages import Lang, locale_lang

Row = dict[str, str]

SAID = {
    "figures": {"vi": "{shown} trong số {all} dòng", "en": "{shown} of {all} rows"},
    "series": {
        "vi": "chuỗi theo tháng dài nhất: {name}",
        "en": "the longest monthly series: {name}",
    },
    "findings": {
        "vi": "{shown} trong số {all} khẳng định không khớp",
        "en": "{shown} of {all} claims that do not agree",
    },
    "more": {
        "vi": "Ý nghĩa các cột: docs/format.md",
        "en": "What the columns mean: docs/format.md",
    },
}

FIGURES = {"source": 11, "indicator": 38, "measure": 11, "period": 16, "value": 13, "unit": 4}
SERIES = {"period": 10, "value": 14, "unit": 6, "vintage": 12}
ROWS = 5
FINDINGS = 3


def main(out: Path) -> None:
    """Print some figures of ``out``, its longest monthly series and the first findings."""
    lang = locale_lang(os.environ)
    for lines in (figures(out, lang), series(out, lang), findings(out, lang)):
        print("\n" + "\n".join(lines))
    print("\n" + SAID["more"][lang])


def figures(out: Path, lang: Lang) -> Iterator[str]:
    """The first figures with a canonical indicator and a plan."""
    rows = table(out / "observations.csv")
    planned = ("estimate", "plan", "pct_of_plan")
    known = [row for row in rows if row["indicator_id"] and row["measure"] in planned]
    yield "observations.csv: " + SAID["figures"][lang].format(shown=ROWS, all=len(rows))
    yield from grid(FIGURES, known[:ROWS])


def series(out: Path, lang: Lang) -> Iterator[str]:
    """The amount of money with the most months, as last published."""
    rows = table(out / "series.csv")
    monthly = [row for row in rows if (row["frequency"], row["latest"]) == ("M", "true")]
    amounts = [row for row in monthly if (row["unit"], row["measure"]) == ("VND", "estimate")]
    counts = Counter(row["indicator_id"] for row in amounts if row["indicator_id"])
    if not counts:
        return
    name = counts.most_common(1)[0][0]
    chosen = [row for row in amounts if row["indicator_id"] == name]
    yield "series.csv: " + SAID["series"][lang].format(name=chosen[-1]["indicator"])
    yield from grid(SERIES, chosen)


def findings(out: Path, lang: Lang) -> Iterator[str]:
    """The first claims that do not agree with their parts."""
    sources = {row["document_id"]: row["source"] for row in table(out / "documents.csv")}
    rows = table(out / "checks.csv")
    wrong = [row for row in rows if row["verdict"] in ("inconsistent", "unit_slip")]
    shown = wrong[:FINDINGS]
    yield "checks.csv: " + SAID["findings"][lang].format(shown=len(shown), all=len(wrong))
    for row in shown:
        text = f"{sources[row['document_id']]}: {row[f'explanation_{lang}']}"
        yield from textwrap.wrap(text, 100, initial_indent="- ", subsequent_indent="  ")


def table(path: Path) -> list[Row]:
    """The rows of one table."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def grid(columns: dict[str, int], rows: Sequence[Row]) -> Iterator[str]:
    """The named cells side by side, cut to their width, under their names."""
    for row in (dict(zip(columns, columns, strict=True)), *rows):
        cells = []
        for name, width in columns.items():
            text = row[name] if len(row[name]) <= width else row[name][: width - 1] + "…"
            cells.append(text.rjust(width) if name == "value" else text.ljust(width))
        yield "  ".join(cells).rstrip()


if __name__ == "__main__":
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")  # a Windows console may think otherwise
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "out"))
