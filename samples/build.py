"""Write the sample reports and their truth: ``python -m samples.build``.

The PDF samples are made from Word files by an office program: see `samples.to_pdf`.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from samples import text_writer, word_writer
from samples.blocks import Report
from samples.compose import Composer, Settings, Written, settings
from samples.figures import WARD, Figures
from samples.word_writer import Habits

FORMATS = WARD.parent / "formats"
SHOWN_IN_ALL_FORMATS = "2026-06"

TRUTH_COLUMNS = (
    "report", "file", "vintage", "where", "key", "indicator", "group", "unit", "measure",
    "compare_to", "target_authority", "period", "comparator", "value", "text", "value_written",
)  # fmt: skip


def main() -> None:
    """Write everything that needs no office program."""
    for path, content in built().items():
        path.write_bytes(content)


def built() -> dict[Path, bytes]:
    """The content of every file that the builder writes."""
    files: dict[Path, bytes] = {}
    truth: list[tuple[str, ...]] = []
    for setting in settings():
        composer = Composer(Figures(), setting)
        report = composer.report()
        truth += [_truth_row(setting, written) for written in composer.written]
        if setting.format == "txt":
            files[WARD / setting.file] = as_text(report, setting)
        elif setting.format == "docx":
            files[WARD / setting.file] = as_word(report, setting)
        if str(setting.period) == SHOWN_IN_ALL_FORMATS:
            files[FORMATS / f"{setting.period}.txt"] = as_text(report, setting)
            files[FORMATS / f"{setting.period}.docx"] = as_word(report, setting)
    files[WARD / "truth.csv"] = _csv(truth)
    return files


def as_text(report: Report, setting: Settings) -> bytes:
    """The report as UTF-8 text."""
    return text_writer.write(report, notes=setting.notes, split=setting.notes_split).encode()


def as_word(report: Report, setting: Settings) -> bytes:
    """The report as a Word file; every fourth typist uses no styles of Word."""
    styled = setting.turn % 4 != 2
    return word_writer.write(report, Habits(heading_styles=styled, bullets=styled))


def _truth_row(setting: Settings, written: Written) -> tuple[str, ...]:
    fact = written.fact
    measure, period = fact.measure, fact.period
    if written.where == "annex":  # there the column's heading governs
        measure = "estimate" if measure in ("actual", "rate") else measure
        period = str(setting.period) if period == setting.period.window_period() else period
    return (
        str(setting.period), setting.file, setting.vintage, written.where, fact.key,
        fact.indicator, fact.group, fact.unit, measure, fact.compare_to, fact.authority,
        period, fact.comparator, f"{fact.value:f}", written.text, f"{written.shown:f}",
    )  # fmt: skip


def _csv(rows: list[tuple[str, ...]]) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(TRUTH_COLUMNS)
    writer.writerows(rows)
    return stream.getvalue().encode()


if __name__ == "__main__":
    main()
