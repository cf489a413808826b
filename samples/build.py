"""Write the sample reports and their truth: ``python -m samples.build``."""

from __future__ import annotations

import csv
from pathlib import Path

from samples import text_writer
from samples.compose import Composer, Settings, Written, settings
from samples.figures import WARD, Figures

TRUTH_COLUMNS = (
    "report", "file", "vintage", "where", "key", "indicator", "group", "unit", "measure",
    "compare_to", "target_authority", "period", "comparator", "value", "text", "value_written",
)  # fmt: skip


def main() -> None:
    """Write everything that needs no office program."""
    figures = Figures()
    truth: list[tuple[str, ...]] = []
    for setting in settings():
        composer = Composer(figures, setting)
        report = composer.report()
        if setting.format == "txt":
            text = text_writer.write(report, notes=setting.notes, split=setting.notes_split)
            (WARD / setting.file).write_text(text, encoding="utf-8", newline="\n")
        truth += [_truth_row(setting, written) for written in composer.written]
    _write(WARD / "truth.csv", truth)


def _truth_row(setting: Settings, written: Written) -> tuple[str, ...]:
    fact = written.fact
    annex = written.where == "annex" and fact.measure in ("actual", "rate")
    return (
        str(setting.period), setting.file, setting.vintage, written.where, fact.key,
        fact.indicator, fact.group, fact.unit, "estimate" if annex else fact.measure,
        fact.compare_to, fact.authority,
        str(setting.period) if annex and ".." in fact.period and "-15.." in fact.period
        else fact.period,
        fact.comparator, f"{fact.value:f}", written.text, f"{written.shown:f}",
    )  # fmt: skip


def _write(path: Path, rows: list[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(TRUTH_COLUMNS)
        writer.writerows(rows)


if __name__ == "__main__":
    main()
