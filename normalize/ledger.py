"""The ledger: every run of digits of a document, and what became of it.

Nothing with a digit in it is dropped silently: a run is an observation, or it has a
reason, or it is counted as unresolved.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import regex

from extract.masks import Mask
from extract.number_words import fraction_pattern, pattern
from extract.passages import Passage
from extract.quantities import unit_follows
from normalize.grid import CellReading
from normalize.records import Place
from normalize.sentences import split_sentences
from normalize.statements import Statement
from solieu.model import Block, Document, LedgerEntry, Mark, Span, TablePlace

_RUN = regex.compile(r"\d+")
_YEAR = regex.compile(r"(?<![\d.,/])(?:19|20)\d\d(?![\d%]|[.,]\d|/\d)")
_LIST_NUMBER = regex.compile(
    r"^[\s*]*(?:\d{1,2}(?:\.\d{1,2}){0,3}\s*[.)/-](?!\d)(?!\s*\d)|\d{1,2}(?:\.\d{1,2}){1,3}(?=\s+\p{Lu}))"
)
_INLINE_NUMBER = regex.compile(r"(?:^|[\s;:.,])\((\d{1,2})\)(?=\s*[^\W\d])")


class Ledger:
    """Collects the rows of numbers.csv of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.reading = document.reading
        self.entries: dict[int, LedgerEntry] = {}

    def has_digits(self, passage: Passage) -> bool:
        """True where a passage holds a digit, or words that may be a number."""
        return any(char.isdigit() for char in passage.text) or _has_number_words(passage.folded)

    # --- numbers that no mask can see alone ---------------------------------------------

    def list_number(self, passage: Passage, block: Block) -> Mask | None:
        """The number of a heading or list item at the start of a block."""
        match = _LIST_NUMBER.match(passage.text)
        if match is None or unit_follows(passage.folded, match.end(), counters=False):
            return None
        return Mask(
            match.start(), match.end(), "heading" if block.kind == "heading" else "list_item"
        )

    def years(self, passage: Passage, taken: Sequence[Mask]) -> list[Mask]:
        """Bare years ("Giáng sinh 2025") and numbers of an inline list ("(1) ...")."""
        found = []
        for match in _YEAR.finditer(passage.folded):
            if not unit_follows(passage.folded, match.end()):
                found.append(Mask(match.start(), match.end(), "year"))
        numbers = [m for m in _INLINE_NUMBER.finditer(passage.text)]
        starts = numbers and not passage.text[: numbers[0].start()].strip()
        if starts or (any(m[1] in ("1", "01") for m in numbers) and len(numbers) > 1):
            found.extend(Mask(m.start(1) - 1, m.end(1) + 1, "list_item") for m in numbers)
        return [
            mask
            for mask in found
            if all(mask.end <= other.start or other.end <= mask.start for other in taken)
        ]

    # --- rows -----------------------------------------------------------------------------

    def passage(
        self,
        passage: Passage,
        place: Place,
        taken: Sequence[Mask],
        dropped: dict[tuple[int, int], str],
        statements: Sequence[Statement],
        ids: Sequence[str],
    ) -> None:
        """Enter all runs of one block."""
        sentences = split_sentences(passage.text)
        for run in _RUN.finditer(passage.text):
            reason, identity = _fate(run.span(), taken, dropped, statements, ids)
            start, end = next(
                ((a, b) for a, b in sentences if a <= run.start() < b), (0, len(passage.text))
            )
            span = passage.document_span(*run.span())
            self._enter(span, reason, identity, passage.text[start:end], place)
        for statement, identity in zip(statements, ids, strict=True):
            if statement.quantity.in_words:
                quantity = statement.quantity
                span = passage.document_span(quantity.digits_start, quantity.digits_end)
                self._enter(span, "observation", identity, passage.text, place)

    def cell(self, place: TablePlace, reading: CellReading, ids: Sequence[str]) -> None:
        """Enter all runs of one table cell."""
        passage, cell = reading.passage, reading.cell
        for run in _RUN.finditer(passage.text):
            identity = ""
            reason = reading.reason or "unresolved"
            for statement, known in zip(reading.statements, ids, strict=False):
                if statement.quantity.start <= run.start() < statement.quantity.end:
                    identity, reason = known, "observation"
            if reason == "period" and not identity:
                reason = "year" if _YEAR.fullmatch(run.group()) else "period"
            span = passage.document_span(*run.span())
            self._enter(
                span, reason, identity, passage.text, Place(cell.page, 0, ""),
                (place.table.number, cell.row + 1, cell.column + 1),
            )  # fmt: skip

    def marks(self, marks: Iterable[Mark]) -> None:
        """Enter the footnote marks."""
        for mark in marks:
            self._enter(mark.span, "footnote_mark", "", "", Place(0, 0, mark.number))

    def _enter(
        self,
        span: Span,
        reason: str,
        identity: str,
        context: str,
        place: Place,
        grid: tuple[int, int, int] = (0, 0, 0),
    ) -> None:
        origins = self.reading.origins
        self.entries[span.start] = LedgerEntry(
            document_id=self.reading.document_id,
            source=self.reading.source,
            span=span,
            char_start=origins[span.start] if origins else span.start,
            char_end=origins[span.end] if origins else span.end,
            raw=self.document.text[span.start : span.end],
            reason=reason,
            observation_id=identity,
            page=place.page,
            paragraph=place.paragraph,
            footnote=place.note,
            table=grid[0],
            row=grid[1],
            column=grid[2],
            context=" ".join(context.split()),
        )

    def finish(self) -> tuple[LedgerEntry, ...]:
        """All rows in order; what no block or table holds is unresolved."""
        covered = sorted((e.span.start, e.span.end) for e in self.entries.values())
        starts = {start for start, _ in covered}
        for run in _RUN.finditer(self.document.text):
            if run.start() not in starts and not any(
                a <= run.start() < b for a, b in _around(covered, run.start())
            ):
                span = Span(*run.span())
                line = self.document.text[max(0, span.start - 60) : span.end + 60]
                self._enter(span, "unresolved", "", line, Place(0, 0, ""))
        return tuple(self.entries[start] for start in sorted(self.entries))


def _around(covered: Sequence[tuple[int, int]], offset: int) -> Sequence[tuple[int, int]]:
    from bisect import bisect_right

    at = bisect_right(covered, (offset, 1 << 60))
    return covered[max(0, at - 2) : at + 1]


def _fate(
    run: tuple[int, int],
    taken: Sequence[Mask],
    dropped: dict[tuple[int, int], str],
    statements: Sequence[Statement],
    ids: Sequence[str],
) -> tuple[str, str]:
    start = run[0]
    for statement, identity in zip(statements, ids, strict=True):
        if statement.quantity.start <= start < statement.quantity.end:
            return "observation", identity
    for mask in taken:
        if mask.start <= start < mask.end:
            return mask.reason, ""
    for (a, b), reason in dropped.items():
        if a <= start < b:
            return reason, ""
    return "unresolved", ""


def _has_number_words(folded: str) -> bool:
    return pattern().search(folded) is not None or fraction_pattern().search(folded) is not None
