"""One document: from its file to all that it adds to a run, whatever its state.

``produce`` depends on nothing but its arguments, so that any number of workers, here or
on other computers, gives the same bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from outputs.rendered import DocumentLines, rendered
from solieu.batch.packing import pack, unpack
from solieu.batch.store import sections_of
from solieu.errors import ClassifiedError, ReadError
from solieu.messages import Message, message
from solieu.model import (
    AUTO_OCR,
    Check,
    DocumentInfo,
    DocumentRecord,
    DocumentStatus,
    Observation,
    Ocr,
    Reading,
    Recognition,
)
from solieu.overrides import overridden

if TYPE_CHECKING:  # their modules load word lists
    from audit.archive import ReportFacts
    from audit.vintages import Part
    from normalize.corrections import Correction
    from normalize.indicators import IndicatorRow
    from normalize.series import Published, Words
    from normalize.territories import Doubt


#: Flag of figures that give one cell of a series two values within one report.
DISAGREES = "disagrees_in_report"


@dataclass(frozen=True, slots=True)
class Job:
    """One document to process.

    ``sha256`` is that of the content when the job was made. ``decided`` are the decisions
    of people about its labels, ``areas`` the list of places that holds for it, as
    ``solieu.area_files`` packs it. ``reading`` is the entry of
    an earlier reading of this content, if there is one. ``content`` holds the file itself
    where it is sent to a computer that cannot see it.
    """

    path: Path
    source: str
    sha256: str
    override: DocumentInfo
    read_classified: bool = False
    decided: tuple[Correction, ...] = ()
    reading: Path | None = None
    content: bytes | None = None
    ocr: Ocr = AUTO_OCR
    areas: bytes = b""


@dataclass(frozen=True, slots=True)
class Told:
    """What a run keeps in mind of each input.

    ``refusal`` says why it was not read, or not wholly.
    """

    source: str
    status: DocumentStatus
    reason: str
    sha256: str = ""
    refusal: Message | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """What must be known of every document before anything that joins them is written.

    ``when`` orders the documents for the audit, ``published`` for the series. ``areas`` are
    the places that it names, ``words`` its labels without an entry in the catalogue,
    ``labels`` its rows of indicators.csv, ``parts`` what it has to say to others about.
    ``territories`` and ``places`` are what its list of areas made of its places, see
    ``normalize.territories.settled``.
    """

    document_id: str
    when: tuple[str, str, str]
    published: Published
    areas: frozenset[str]
    words: tuple[Words, ...]
    labels: tuple[IndicatorRow, ...]
    parts: tuple[Part, ...]
    territories: Mapping[str, str]
    places: tuple[tuple[str, Doubt | None], ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules between documents want of one of them, and all of its figures."""

    facts: ReportFacts
    observations: tuple[Observation, ...]


@dataclass(frozen=True, slots=True)
class Product:
    """All that one document adds to a run.

    ``sections`` are, packed: its ``DocumentLines``, its ``Outline``, its ``StatedCells``,
    its ``Facts`` (these three None where it was not read) and its ``DocumentRecord``.
    ``reading`` is its packed Reading where it was read anew. ``trace`` is where our own code
    failed on it.
    """

    told: Told
    sections: tuple[bytes, ...]
    reading: bytes = b""
    trace: str = ""


@dataclass(frozen=True, slots=True)
class Gone:
    """The file has not the content any more that the job is about, or cannot be seen here."""

    source: str


def recognise(
    path: Path,
    source: str,
    override: DocumentInfo,
    *,
    converted: bytes | None = None,
    read_classified: bool = False,
    ocr: Ocr = AUTO_OCR,
) -> tuple[Recognition, tuple[Check, ...]]:
    """Read one report, find its figures and audit them.

    ``override`` replaces what the head of the report says; ``converted``,
    ``read_classified`` and ``ocr`` are as for ``extract.read.read``. Raises ReadError, of
    which ClassifiedError is one kind.
    """
    from extract.read import read

    reading = read(path, source, converted=converted, read_classified=read_classified, ocr=ocr)
    return understood(reading, override)


def understood(reading: Reading, override: DocumentInfo) -> tuple[Recognition, tuple[Check, ...]]:
    """The figures of a reading, and their audit; ``override`` as for ``recognise``."""
    from audit.audit import audit
    from audit.scans import with_doubts
    from extract.structure import build
    from normalize.indicators import named
    from normalize.metadata import describe
    from normalize.observe import observe

    document = build(reading)
    recognition = named(observe(document, overridden(describe(document), override)))
    checks = audit(recognition)
    return with_doubts(recognition, checks), checks


def produce_all(jobs: Sequence[Job]) -> Iterator[Product | Gone]:
    """Some documents; those that LibreOffice converts are converted in one call of it."""
    converted: Mapping[Path, bytes] = {}
    if len(jobs) > 1:
        from extract.office import convert_all

        converted = convert_all([job.path for job in jobs if job.reading is None])
    for job in jobs:
        yield produce(job, converted.get(job.path))


def produce(job: Job, converted: bytes | None = None) -> Product | Gone:
    """One document, whatever its state: a file that cannot be read is a failed record."""
    try:
        reading, fresh = _reading(job, converted)
        if reading is None:
            return Gone(job.source)
        recognition, checks = understood(reading, job.override)
    except ReadError as error:
        if _changed(job):
            return Gone(job.source)
        prefix = f"{job.source}: "
        refusal = Message(error.vi.removeprefix(prefix), error.en.removeprefix(prefix))
        status: Literal["failed", "skipped"] = (
            "skipped" if isinstance(error, ClassifiedError) else "failed"
        )
        return refused(job.source, refusal, status, job.sha256)
    return _product(job, reading, recognition, checks, pack(reading) if fresh else b"")


def _reading(job: Job, converted: bytes | None) -> tuple[Reading | None, bool]:
    """The text of a document and whether it was read just now; None where its file changed."""
    from extract.read import read

    if job.reading is not None:
        held = sections_of(job.reading)
        if held is not None:
            reading: Reading = unpack(held[0])
            return replace(reading, source=job.source), False
    if _changed(job):
        return None, False
    reading = read(
        job.path,
        job.source,
        converted=converted,
        read_classified=job.read_classified,
        ocr=job.ocr,
    )
    # Some readers open the file again: it must have stayed the same until the end.
    same = reading.sha256 == job.sha256 and not _changed(job)
    return (reading, True) if same else (None, False)


def _changed(job: Job) -> bool:
    """Whether the file has another content than the job is about."""
    try:
        with job.path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() != job.sha256
    except OSError:
        return True


def _product(
    job: Job, reading: Reading, recognition: Recognition, checks: tuple[Check, ...], fresh: bytes
) -> Product:
    from normalize.corrections import Corrections
    from normalize.indicators import match

    recognition, territories, places = _settled(job, recognition)
    decided = Corrections(job.decided)
    matching = match([recognition], lambda _: decided)
    matched = _flagged(matching.apply(recognition))
    record = DocumentRecord(
        source=reading.source,
        status="partial" if reading.problems else "ok",
        reason="; ".join(reading.problems),
        sha256=reading.sha256,
        format=reading.format,
        recognition=matched,
        checks=checks,
    )
    vi, en = ("; ".join(each.text(lang) for each in reading.problems) for lang in ("vi", "en"))
    left = Message(vi, en) if reading.problems else None
    told = Told(record.source, record.status, record.reason, record.sha256, left)
    return Product(told, packed(record, matching.rows, territories, places), fresh)


def packed(
    record: DocumentRecord,
    labels: tuple[IndicatorRow, ...],
    territories: Mapping[str, str] | None = None,
    places: tuple[tuple[str, Doubt | None], ...] = (),
) -> tuple[bytes, ...]:
    """The sections of a product; ``labels``, ``territories`` and ``places`` as in ``Outline``."""
    lines, whole = pack(rendered(record)), pack(record)
    if record.recognition is None:
        nothing = pack(None)
        return lines, nothing, nothing, nothing, whole
    from audit.archive import facts_of
    from normalize.series import first_words, published, report_figures
    from outputs.series_text import stated_cells

    found = record.recognition
    figures, facts = report_figures(found, territories), facts_of(found)
    outline = Outline(
        document_id=figures.document_id,
        when=facts.when,
        published=published(figures),
        areas=figures.areas,
        words=first_words(figures),
        labels=labels,
        parts=facts.parts,
        territories=territories or {},
        places=places,
    )
    others = outline, stated_cells(figures), Facts(facts, found.observations)
    return lines, *map(pack, others), whole


def _settled(
    job: Job, recognition: Recognition
) -> tuple[Recognition, Mapping[str, str], tuple[tuple[str, Doubt | None], ...]]:
    """As ``normalize.territories.settled``, by the list of areas that holds for the document."""
    if not job.areas:
        return recognition, {}, ()
    from normalize.territories import settled
    from solieu.area_files import territories_in

    return settled(recognition, territories_in(job.areas))


def _flagged(recognition: Recognition) -> Recognition:
    """The recognition with a flag on figures that the report itself contradicts."""
    from normalize.series import disagreeing

    doubtful = disagreeing(recognition)
    if not doubtful:
        return recognition
    observations = tuple(
        replace(one, flags=(*one.flags, DISAGREES)) if one.observation_id in doubtful else one
        for one in recognition.observations
    )
    return replace(recognition, observations=observations)


def refused(
    source: str,
    refusal: Message,
    status: Literal["failed", "skipped"],
    sha256: str = "",
    trace: str = "",
) -> Product:
    """An input that was not read, and why."""
    record = DocumentRecord(source=source, status=status, reason=refusal.both, sha256=sha256)
    told = Told(source, status, refusal.both, sha256, refusal)
    return Product(told, packed(record, ()), trace=trace)


def unexpected(job: Job, error: Exception, trace: str) -> Product:
    """A document on which our own code failed: named, and the others go on."""
    refusal = message("error.unexpected", what=type(error).__name__)
    return refused(job.source, refusal, "failed", job.sha256, trace)


def lines_in(section: bytes) -> DocumentLines:
    """The lines of a document out of its first section."""
    lines: DocumentLines = unpack(section)
    return lines
