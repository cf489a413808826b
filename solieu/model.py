"""The frozen types that pass between the steps.

Those of which a document has thousands are named tuples, made four times as fast as
dataclasses; nothing relies on their being tuples.

``path --extract.read--> Reading --extract.structure--> Document
--extract.recognise, normalize.observe--> Recognition --audit--> Check``

Offsets are code points in ``Reading.text``, half open. The text is cleaned once,
by the reader; after that no offset moves. Values are ``Decimal``, never floats.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Literal, NamedTuple

from solieu.frozen import frozen

# --- what a reader returns -------------------------------------------------


#: Stands in the text of a scan for ink that was read as nothing.
UNREADABLE = "\ufffd"


class Notice(str):
    """A sentence on what of a file was not read, or read with a doubt.

    As a string it is in both languages, for files that must not depend on who runs the
    program; ``text`` gives one of them.
    """

    vi: str
    en: str

    def __new__(cls, vi: str, en: str) -> Notice:
        """The same sentence in Vietnamese and in English."""
        made = super().__new__(cls, f"{vi} ({en})")
        made.vi = vi
        made.en = en
        return made

    def __reduce__(self) -> tuple[type[Notice], tuple[str, str]]:
        """What a copy in another process is made of."""
        return Notice, (self.vi, self.en)

    def text(self, lang: str) -> str:
        """The sentence in ``lang`` ("vi" or "en")."""
        return self.vi if lang == "vi" else self.en


class Span(NamedTuple):
    """A stretch of the reader's text: ``text[start:end]``."""

    start: int
    end: int


@frozen
class Box:
    """A place on a PDF page, in points from its top left corner."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A footnote mark in running text; ``span`` covers the mark's own characters."""

    number: str
    span: Span


class Paragraph(NamedTuple):
    """One physical paragraph, as far as the reader can tell one.

    ``note`` is the number of the footnote this paragraph belongs to, empty for body
    text; a note's span begins with its mark. ``page`` counts from 1, 0 where there are
    no pages. ``level`` is a heading level the file itself states (Word style), else 0.
    ``split`` says that the paragraph may go on in the next body paragraph because a
    page ends here.
    """

    span: Span
    page: int = 0
    note: str = ""
    level: int = 0
    split: bool = False


class Cell(NamedTuple):
    """One table cell; a merged cell stands once, at its first row and column.

    Rows and columns count from 0. ``stored`` is the number a workbook holds behind
    the displayed text, else None. ``indent`` is how far a label is set in by its format
    or blanks before it, in blanks. In a workbook rows and columns are those of the sheet.
    """

    span: Span
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    page: int = 0
    stored: Decimal | None = None
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of cells in reading order; ``number`` counts the tables from 1.

    A table continued on a further page is one Table, its repeated headers left out of
    ``cells``. ``head_rows`` is the number of header rows where the reader knows it,
    else 0. ``sheet`` is the sheet's name in a workbook.
    """

    number: int
    span: Span
    cells: tuple[Cell, ...]
    head_rows: int = 0
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class OcrWord:
    """A word read from a picture.

    ``confidence`` is how sure the reader was (0 to 100), ``other`` what a second reading
    gave instead ("…" where ink beside a figure was not read), empty where it gave the same or
    there was none.
    """

    span: Span
    confidence: int
    other: str = ""


OcrMode = Literal["auto", "never", "again"]


@dataclass(frozen=True, slots=True)
class Ocr:
    """How scanned pages are read.

    ``auto``: pages without a text layer; ``never``: none; ``again``: also pages whose
    hidden text layer another program made. ``second``: figures are read once more by
    RapidOCR.
    """

    mode: OcrMode = "auto"
    second: bool = False


AUTO_OCR = Ocr()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader saw in one file.

    ``text`` is the reader's text, NFC: paragraphs are separated by blank lines, table
    rows are lines ``| a | b |``, footnote marks are superscript digits (¹²). Table
    text is not repeated in ``paragraphs``. ``origins[i]`` is the code point in the
    decoded file where ``text[i]`` comes from; empty when the two are the same or the
    file is not plain text. ``boxes`` gives the place of single digits (PDF).
    ``scanned`` are the words that OCR read, in the order of the text; ``ocr`` says how.
    ``converted`` are the parts that were in an old encoding; None where the reader does not
    tell, so that it may be all of it. ``problems`` says, in words for a person, what could
    not be read though the rest was (status ``partial``).
    """

    source: str
    sha256: str
    format: str
    text: str
    paragraphs: tuple[Paragraph, ...]
    tables: tuple[Table, ...] = ()
    marks: tuple[Mark, ...] = ()
    pages: int = 0
    encoding: str = ""
    ocr: str = ""
    origins: tuple[int, ...] = ()
    boxes: Mapping[int, Box] = field(default_factory=lambda: MappingProxyType({}))
    problems: tuple[Notice, ...] = ()
    scanned: tuple[OcrWord, ...] = ()
    converted: tuple[Span, ...] | None = None

    @property
    def document_id(self) -> str:
        """Sixteen hex digits of the content hash: a copy is the same document."""
        return self.sha256[:16]


# --- what extract.structure makes of it ------------------------------------

BlockKind = Literal["heading", "paragraph", "item", "note", "furniture"]


@frozen
class Block:
    """A logical paragraph: what a page break cut in two is one again.

    ``spans`` are its pieces in reading order (nearly always one). ``section`` is the
    path of numbered headings above it (``B.I.4``) and ``headings`` their spans,
    outermost first. A note stands in the section of its mark, ``note`` is its number
    and ``anchor`` the offset of its mark in the body (-1: not a note, or no mark
    found). ``lead`` is the index of the block that introduces this list item (ends
    with a colon), -1 if none. ``paragraph`` is the 1-based ordinal of its first
    physical paragraph. ``furniture`` is letterhead, recipients, signature.
    """

    kind: BlockKind
    spans: tuple[Span, ...]
    section: str = ""
    headings: tuple[Span, ...] = ()
    paragraph: int = 0
    page: int = 0
    note: str = ""
    anchor: int = -1
    lead: int = -1


@dataclass(frozen=True, slots=True)
class TablePlace:
    """Where a table stands: its section, and the spans of its title and unit line."""

    table: Table
    section: str = ""
    headings: tuple[Span, ...] = ()
    captions: tuple[Span, ...] = ()
    notes: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A reading with its structure."""

    reading: Reading
    blocks: tuple[Block, ...]
    tables: tuple[TablePlace, ...] = ()

    @property
    def text(self) -> str:
        """The reader's text, which every offset points into."""
        return self.reading.text


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """The head of an administrative document; anything may be missing (empty).

    ``period`` is what the report covers by its title, as SDMX/ISO. ``issued`` is an
    ISO date or the part of it that is written (``2026-01``).
    """

    title: str = ""
    number: str = ""
    issuer: str = ""
    area: str = ""
    issued: str = ""
    period: str = ""


# --- what recognition returns ----------------------------------------------

Measure = Literal[
    "actual",
    "estimate",
    "plan",
    "pct_of_plan",
    "change",
    "index",
    "share",
    "rate",
    "denominator",
]
CompareTo = Literal["", "yoy", "prev", "plan", "other"]
Comparator = Literal["=", ">", ">=", "<", "<=", "~"]
PeriodBasis = Literal["", "stated", "heading", "document"]
ObsStatus = Literal["A", "E", "P"]


@frozen
class Observation:
    """One quantity in its canonical form; the columns of observations.csv.

    ``value`` is None for a cell in words. ``char_start`` and ``char_end`` are what is
    written (code points in the decoded file for plain text); ``span`` is the same
    place in the reader's text. The fields below ``flags`` are ties for the audit and
    are not written.
    """

    observation_id: str
    document_id: str
    source: str
    area: str
    section: str
    indicator: str
    indicator_id: str
    group: str
    measure: Measure
    compare_to: CompareTo
    target_authority: str
    period: str
    period_basis: PeriodBasis
    comparator: Comparator
    value: Decimal | None
    unit: str
    resolution: Decimal | None
    exact: bool
    obs_status: ObsStatus
    price_basis: str
    raw: str
    context: str
    page: int
    paragraph: int
    footnote: str
    table: int  # 1-based; 0 outside tables
    row: int  # 1-based row of the table, header rows counted; 0 outside tables
    column: int
    char_start: int
    char_end: int
    bbox: Box | None
    flags: tuple[str, ...]
    span: Span
    # The figures of one statement ("a/b đồng, đạt c%") share a clause number.
    clause: int = -1
    # observation_id of the whole this is a part of, "" if none.
    whole: str = ""
    # How the list of parts was opened: "trong đó" is open, "gồm" or a colon closed.
    listing: Literal["", "open", "closed"] = ""
    # observation_id of the numerator this is the denominator of, "" if none.
    fraction_of: str = ""
    # What ``compare_to`` "other" compares with (normalize.base_names), "" if unsaid.
    base: str = ""


@frozen
class LedgerEntry:
    """What became of one run of digits (or number in words): a row of numbers.csv."""

    document_id: str
    source: str
    span: Span
    char_start: int
    char_end: int
    raw: str
    reason: str  # "observation", a reason of the contract, or "unresolved"
    observation_id: str
    page: int
    paragraph: int
    footnote: str
    table: int
    row: int
    column: int
    context: str


@dataclass(frozen=True, slots=True)
class Recognition:
    """All that was found in one document."""

    document: Document
    info: DocumentInfo
    observations: tuple[Observation, ...]
    numbers: tuple[LedgerEntry, ...]


# --- what the audit returns -------------------------------------------------

CheckKind = Literal[
    "ratio",
    "fraction",
    "sum",
    "part_of_whole",
    "share",
    "change",
    "product",
    "agreement",
    "balance",
    "duplicate_value",
    "continuity",
]
Verdict = Literal[
    "consistent", "truncated", "inconsistent", "unit_slip", "suspect", "not_checkable"
]
Severity = Literal["none", "info", "low", "medium", "high"]


@frozen
class Check:
    """One claim and its verdict: a row of checks.csv.

    ``stated`` is the stated figure in base units, ``recomputed_low`` and ``_high`` the
    interval its parts allow, ``difference`` the distance between the two (0 when they
    meet). None where the verdict is not_checkable.
    """

    check_id: str
    document_id: str
    kind: CheckKind
    verdict: Verdict
    severity: Severity
    stated: Decimal | None
    recomputed_low: Decimal | None
    recomputed_high: Decimal | None
    difference: Decimal | None
    unit: str
    indicator: str
    period: str
    observation_ids: tuple[str, ...]
    formula: str
    explanation_vi: str
    explanation_en: str
    repair: str = ""


# --- what the batch returns -------------------------------------------------

DocumentStatus = Literal["ok", "partial", "failed", "skipped"]


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """One input file and how it went: a row of documents.csv.

    ``recognition`` is None where nothing could be read.
    """

    source: str
    status: DocumentStatus
    reason: str = ""
    sha256: str = ""
    format: str = ""
    recognition: Recognition | None = None
    checks: tuple[Check, ...] = ()
