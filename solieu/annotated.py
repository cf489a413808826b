"""Every report with its findings at its figures: the folder ``annotated`` of an audit.

Word files get comments, PDF highlights with notes behind the original bytes, everything
else becomes an HTML page; so does a PDF that takes no notes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from extract.kinds import kind_of
from outputs.file_names import FreePaths
from outputs.results import ANNOTATED, Results
from outputs.word_comments import annotate
from outputs.workpapers.html_copy import Said, html_copy
from outputs.workpapers.pdf_notes import PdfNote, annotate_pdf
from solieu.errors import ReadError
from solieu.messages import Lang, Message, message
from solieu.model import Check, Observation, Recognition
from solieu.remarks import leads, remarks, said_of


@dataclass(frozen=True, slots=True)
class Copy:
    """An annotated report: its name in the output folder, its content, what is odd."""

    name: str
    data: bytes
    notice: Message | None = None


def copies(results: Results, files: Mapping[str, Path], lang: Lang) -> Iterator[Copy]:
    """A copy of each report that something is to be said of, by source.

    ``files`` is source -> file to open. The notes are in ``lang``.
    """
    said = said_of(results.checks, lang)
    free = FreePaths(".html")
    for record in results.records:
        found = record.recognition
        if found and any(one.observation_id in said for one in found.observations):
            name = f"{ANNOTATED}/{free.take(record.source)}"
            yield _copy(name, files[record.source], found, results.checks, said, lang)


def _copy(
    name: str, file: Path, found: Recognition, checks: Sequence[Check], said: Said, lang: Lang
) -> Copy:
    source, notice = found.document.reading.source, None
    try:
        data = _unchanged(file, found)
        kind = kind_of(data)
        if kind == "docx":
            texts = remarks(found.observations, checks, lang)
            return Copy(name, annotate(data, source, texts, leads(lang))[0])
        if kind == "pdf":
            return Copy(name, annotate_pdf(data, source, _notes(found.observations, said))[0])
    except ReadError as error:
        notice = Message(error.vi, error.en)
    return Copy(f"{name}.html", html_copy(found, said, lang), notice)


def _unchanged(file: Path, found: Recognition) -> bytes:
    """The bytes that were read. Raises ReadError where the file holds others now."""
    reading = found.document.reading
    try:
        data = file.read_bytes()
    except OSError as error:
        said = message("annotate.gone", file=reading.source, why=error.strerror)
        raise ReadError(said.vi, said.en) from error
    if hashlib.sha256(data).hexdigest() != reading.sha256:
        said = message("annotate.changed", file=reading.source)
        raise ReadError(said.vi, said.en)
    return data


def _notes(observations: Sequence[Observation], said: Said) -> Iterator[PdfNote]:
    for one in observations:
        for _, text in said.get(one.observation_id, ()):
            told = text if one.bbox else f"“{' '.join(one.raw.split())}”: {text}"
            yield PdfNote(max(one.page, 1), one.bbox, told)
