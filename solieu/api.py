"""The Python interface: ``import solieu``, then ``solieu.read`` and ``solieu.run``.

>>> import solieu
>>> report = solieu.read("bao-cao-01.docx")      # doctest: +SKIP
>>> report.checks_frame()                        # doctest: +SKIP
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from outputs.tables import check_rows, number_rows, observation_rows
from solieu.batch.settings import cores
from solieu.inputs import name_of
from solieu.messages import Lang, own_lang, say
from solieu.model import (
    Check,
    DocumentInfo,
    LedgerEntry,
    Notice,
    Observation,
    Ocr,
    OcrMode,
    Recognition,
)
from solieu.overrides import Overrides
from solieu.pipeline import RunResult, Settings, recognise
from solieu.pipeline import run as _run
from solieu.urls import path_or_url

if TYPE_CHECKING:
    import pandas as pd

    from solieu.loaded import Tables

#: Verdicts that say a claim does not agree with its own figures.
DISAGREE = frozenset({"inconsistent", "unit_slip"})


@dataclass(frozen=True, slots=True, repr=False)
class Report:
    """One report: its figures, its audit, and the ledger of every number in it."""

    recognition: Recognition
    checks: tuple[Check, ...]
    file: Path  # what was read

    @property
    def source(self) -> str:
        """Name of the file."""
        return self.recognition.document.reading.source

    @property
    def text(self) -> str:
        """The reader's text; ``Observation.span`` points into it."""
        return self.recognition.document.text

    @property
    def info(self) -> DocumentInfo:
        """Title, number, issuer, area, date and period of the report."""
        return self.recognition.info

    @property
    def problems(self) -> tuple[Notice, ...]:
        """What could not be read, in words; empty when all was."""
        return self.recognition.document.reading.problems

    @property
    def observations(self) -> tuple[Observation, ...]:
        """Every quantity found."""
        return self.recognition.observations

    @property
    def numbers(self) -> tuple[LedgerEntry, ...]:
        """What became of every number in the text."""
        return self.recognition.numbers

    @property
    def disagreements(self) -> tuple[Check, ...]:
        """The checks whose stated figure does not agree with its parts."""
        return tuple(check for check in self.checks if check.verdict in DISAGREE)

    def observations_frame(self) -> pd.DataFrame:
        """observations.csv of this report as a DataFrame with exact decimals."""
        from solieu.frames import frame

        return frame("observations", observation_rows(self.observations))

    def to_frame(self) -> pd.DataFrame:
        """The same as ``observations_frame``."""
        return self.observations_frame()

    def numbers_frame(self) -> pd.DataFrame:
        """numbers.csv of this report as a DataFrame."""
        from solieu.frames import frame

        return frame("numbers", number_rows(self.numbers))

    def checks_frame(self) -> pd.DataFrame:
        """checks.csv of this report as a DataFrame with exact decimals."""
        from solieu.frames import frame

        return frame("checks", check_rows(self.checks, self.observations, {}))

    def annotate(self, path: str | os.PathLike[str], *, lang: Lang | None = None) -> int:
        """Write ``path``, a copy of the Word file this was read from, with its audit.

        Each figure of a claim that does not simply agree gets a Word comment, in
        ``lang`` (default: the computer's language). Gives the number of comments. The
        file itself is not touched. Raises ``solieu.errors.UsageError`` where it is no
        Word file (.docx) or was changed since, or ``path`` cannot be written.
        """
        from solieu.remarks import write_annotated

        return write_annotated(
            self.recognition.document.reading,
            self.observations,
            self.checks,
            file=self.file,
            out=Path(path),
            lang=lang or own_lang(),
        )

    def __repr__(self) -> str:
        """One line: the file, how much was found, the verdicts."""
        counts = Counter(check.verdict for check in self.checks)
        verdicts = ", ".join(f"{count} {verdict}" for verdict, count in counts.most_common())
        return (
            f"<Report {self.source!r}: {len(self.observations)} observations, "
            f"{len(self.checks)} checks{f' ({verdicts})' if verdicts else ''}>"
        )

    def _repr_html_(self) -> str:
        lang = own_lang()
        head = f"<strong>{escape(self.info.title or self.source)}</strong>"
        facts = (self.info.number, self.info.issuer, self.info.area, self.info.period)
        told = " · ".join(escape(fact) for fact in facts if fact)
        counts = (
            f"{len(self.observations)} {say('report.figures', lang)}, "
            f"{len(self.checks)} {say('report.checks', lang)}, "
            f"{len(self.disagreements)} {say('report.wrong', lang)}"
        )
        rows = "".join(_html_row(check, lang == "vi") for check in self.disagreements)
        table = f"<table>{rows}</table>" if rows else ""
        return f"<div>{head}<br>{told}<br>{escape(counts)}{table}</div>"


def _html_row(check: Check, vietnamese: bool) -> str:
    said = check.explanation_vi if vietnamese else check.explanation_en
    cells = (say(f"verdict.{check.verdict}", "vi" if vietnamese else "en"), check.indicator, said)
    return "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"


def read(
    path: str | os.PathLike[str],
    *,
    indicators: bool = True,
    read_classified: bool = False,
    ocr: OcrMode = "auto",
    ocr2: bool = False,
) -> Report:
    """Read one report, find its figures and audit them.

    ``indicators``: match the labels to the catalogue too, which fills in
    ``indicator_id`` and takes a second to load. A metadata.csv beside the file is
    obeyed, as in ``run``. ``ocr`` says which scanned pages are read ("auto": those without
    a text layer, "never", "again": also those with a hidden layer of another program),
    ``ocr2`` that their figures are read once more by RapidOCR. Raises
    ``solieu.errors.ReadError`` where the file cannot be read,
    ``solieu.errors.ClassifiedError`` where it is stamped secret, unless
    ``read_classified``.
    """
    file = Path(path)
    override = Overrides().of(file, file.parent)
    recognition, checks = recognise(
        file,
        name_of(Path(file.name)),
        override,
        read_classified=read_classified,
        ocr=Ocr(ocr, ocr2),
    )
    if indicators:
        from normalize.indicators import match

        recognition = match([recognition]).apply(recognition)
    return Report(recognition, checks, file.absolute())


def run(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    out: str | os.PathLike[str],
    *,
    jobs: int | None = None,
    read_classified: bool = False,
    cache: bool = True,
    ocr: OcrMode = "auto",
    ocr2: bool = False,
    mapping: str | os.PathLike[str] | None = None,
    areas: str | os.PathLike[str] | None = None,
) -> RunResult:
    """Read files and folders and write the output folder ``out``, as ``solieu run`` does.

    ``jobs`` is the number of files read at the same time, by default one for each
    processor. Documents stamped secret are skipped unless ``read_classified``. ``cache``
    keeps what was read for later runs; ``ocr`` and ``ocr2`` are as in ``read``. ``mapping`` is
    a file of decisions about labels, obeyed before the mapping.csv beside the reports;
    ``areas`` a list of places, obeyed instead of the areas.csv beside them. Raises
    ``solieu.errors.UsageError`` where there is nothing to read or ``out`` cannot be
    written; a single file that cannot be read is a failed record of the result.
    """
    several = [paths] if isinstance(paths, str | os.PathLike) else paths
    settings = Settings(
        jobs=jobs or cores(),
        read_classified=read_classified,
        cache=cache,
        ocr=Ocr(ocr, ocr2),
        mapping=None if mapping is None else Path(mapping),
        areas=None if areas is None else Path(areas),
    )
    return _run([_place(path) for path in several], _place(out), settings=settings)


def _place(given: str | os.PathLike[str]) -> str | Path:
    return path_or_url(os.fspath(given))


def load(folder: str | os.PathLike[str], *, floats: bool = False) -> Tables:
    """The tables that ``run`` wrote into ``folder``, as pandas DataFrames.

    ``documents``, ``observations``, ``numbers``, ``checks`` and ``indicators`` are
    attributes; ``series()`` is series.csv and ``series("rev_state_area")`` one indicator
    over time. Values are exact ``Decimal``, or with ``floats`` doubles. Raises
    ``solieu.errors.UsageError`` where ``folder`` is no output folder.
    """
    from outputs.stored import stored
    from solieu.loaded import Tables

    return Tables(stored(Path(folder)), floats)


def export(
    folder: str | os.PathLike[str],
    to: str,
    path: str | os.PathLike[str] | None = None,
    *,
    lang: Lang | None = None,
    as_of: date | None = None,
) -> Path:
    """Write the output folder ``folder`` in another format, as ``solieu export`` does.

    ``to`` is one of xlsx, sdmx-csv, parquet, duckdb, wide, stata, excel-csv. Gives the
    file or folder written, by default under ``folder/export``. Raises
    ``solieu.errors.UsageError`` where that cannot be done.
    """
    from outputs.export.formats import export as write

    target = None if path is None else Path(path)
    return write(Path(folder), to, target, lang or own_lang(), as_of).path
