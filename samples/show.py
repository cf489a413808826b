"""The first lines of what a run wrote: ``python -m samples.show OUT``.

For a first look without a spreadsheet; the tables have many more columns.
"""

from __future__ import annotations

import csv
import sys
import textwrap
from pathlib import Path

COLUMNS = {"source": 12, "indicator": 34, "measure": 12, "period": 17, "value": 14, "unit": 6}
ROWS = 6
FINDINGS = 4
WIDTH = 100


def main(out: Path) -> None:
    """Print some figures of ``out``, then the gravest findings."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")  # a Windows console may think otherwise
    figures = table(out / "observations.csv")
    print(f"\nobservations.csv, {ROWS} of {len(figures)} rows, {len(COLUMNS)} columns:\n")
    print(line(dict(zip(COLUMNS, COLUMNS, strict=True))))
    chosen = [row for row in figures if row["indicator_id"] and row["unit"] == "VND"]
    for row in chosen[:ROWS]:
        print(line(row))

    checks = table(out / "checks.csv")
    sources = {row["document_id"]: row["source"] for row in table(out / "documents.csv")}
    found = [row for row in checks if row["verdict"] in ("inconsistent", "unit_slip")]
    print(f"\nchecks.csv, {min(FINDINGS, len(found))} of {len(found)} claims that do not agree:")
    for row in found[:FINDINGS]:
        print(f"\n{sources[row['document_id']]}: {row['verdict']}")
        for text in (row["explanation_vi"], row["explanation_en"]):
            print(textwrap.indent(textwrap.fill(text, WIDTH - 4), "    "))
    print(f"\nAll tables: {out}, their columns: docs/format.md")


def table(path: Path) -> list[dict[str, str]]:
    """The rows of one table."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def line(row: dict[str, str]) -> str:
    """The chosen cells of a row, side by side, cut to their width."""
    cells = []
    for name, width in COLUMNS.items():
        text = row[name] if len(row[name]) <= width else row[name][: width - 1] + "…"
        cells.append(text.rjust(width) if name == "value" else text.ljust(width))
    return "  ".join(cells).rstrip()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "out"))
