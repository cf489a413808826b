"""The ledger: every run of digits of a document, and what became of it.

Nothing with a digit in it is dropped silently: a run is an observation, or it has a
reason, or it is counted as unresolved.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

import regex

from extract.fold import fold
from extract.intervals import Intervals
from extract.masks import Mask
from extract.number_words import fraction_pattern, pattern
from extract.passages import Passage
from extract.phrases import phrases
from extract.quantities import unit_follows
from normalize.grid import CellReading
from normalize.pages import Pages
from normalize.quotes import LONGEST, quoted
from normalize.records import Place
from normalize.sentences import Sentences
from normalize.statements import Statement
from solieu.model import UNREADABLE, Block, Document, LedgerEntry, Mark, Span, TablePlace

_RUN = regex.compile(r"\d+")
# On scanned pages also ink that was read as nothing: there may be a figure in it.
_RUN_OR_INK = regex.compile(rf"\d+|{UNREADABLE}+")
_YEAR = regex.compile(r"(?<![\d.,/])(?:19|20)\d\d(?![\d%]|[.,]\d|/\d)")
_LIST_NUMBER = regex.compile(
    r"^[\s*]*(?:\d{1,2}(?:\.\d{1,2}){0,3}\s*[.)/-](?!\d)(?!\s*\d)"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}(?=\s+\p{Lu})"
    # "3. 100% trẻ em đến trường": a figure that has its unit behind it
    r"|\d{1,2}[.)](?=\s+\d+(?:[.,]\d+)*\s?(?:%|\p{Ll}{2,})))"
)
_INLINE_NUMBER = regex.compile(r"(?:^|[\s;:.,])\((\d{1,2})\)(?=\s*[^\W\d])")
_AROUND = 60  # characters quoted on either side of a run that no block or table holds
_NOWHERE = Place(0, 0, "")


# --- numbers that no mask can see alone -------------------------------------------------


def has_numbers(passage: Passage) -> bool:
    """True where a passage holds a digit, or words that may be a number."""
    if any(map(str.isdigit, passage.text)):
        return True
    folded = passage.folded
    return pattern().search(folded) is not None or fraction_pattern().search(folded) is not None


def list_number(passage: Passage, block: Block) -> Mask | None:
    """The number of a heading or list item at the start of a block."""
    match = _LIST_NUMBER.match(passage.text)
    if match is None or unit_follows(passage.folded, match.end(), counters=False):
        return None
    reason = "heading" if block.kind == "heading" else "list_item"
    return Mask(match.start(), match.end(), reason)


def years(passage: Passage, taken: Intervals) -> list[Mask]:
    """Bare years ("Giáng sinh 2025") and numbers of an inline list, outside the ``taken``."""
    found = [
        Mask(match.start(), match.end(), "year")
        for match in _YEAR.finditer(passage.folded)
        if not unit_follows(passage.folded, match.end())
    ]
    found.extend(_inline_numbers(passage.text))
    return [mask for mask in found if not taken.overlap(mask.start, mask.end)]


def _inline_numbers(text: str) -> list[Mask]:
    """ "(1) ...; (2) ...": a list counts from one, or begins its paragraph or its notes."""
    numbers = list(_INLINE_NUMBER.finditer(text))
    if not numbers:
        return []
    lead = fold(text[: numbers[0].start() + 1]).strip(" :.*(")
    opens = not lead or lead in phrases().table_note  # "Ghi chú: (3) Số ước tính"
    counts = len(numbers) > 1 and any(match[1] in ("1", "01") for match in numbers)
    if not opens and not counts:
        return []
    return [Mask(match.start(1) - 1, match.end(1) + 1, "list_item") for match in numbers]


# --- the rows ----------------------------------------------------------------------------


class Fates:
    """What became of the stretches of one passage, found by offset.

    The first of equals that holds an offset decides: a quantity, then a mask, then the
    reason why a quantity gives no observation.
    """

    def __init__(self, stretches: Iterable[tuple[int, int, str, str]]) -> None:
        """``stretches`` are (start, end, reason, observation id), in the order of the text."""
        self._stretches = sorted(stretches, key=lambda stretch: stretch[0])
        self._starts = [start for start, _, _, _ in self._stretches]

    def of(self, offset: int) -> tuple[str, str] | None:
        """Reason and observation id of what holds the character at ``offset``."""
        at = bisect_right(self._starts, offset) - 1
        if at < 0 or offset >= self._stretches[at][1]:
            return None
        return self._stretches[at][2:]


class Ledger:
    """Collects the rows of numbers.csv of one document."""

    def __init__(self, document: Document) -> None:
        """An empty ledger of ``document``."""
        self.document = document
        self.reading = document.reading
        self._pages = Pages(document.reading.paragraphs)
        self._entries: dict[int, LedgerEntry] = {}  # by offset of the run
        self._runs = _RUN_OR_INK if document.reading.scanned else _RUN

    def passage(
        self,
        passage: Passage,
        sentences: Sentences,
        place: Place,
        taken: Sequence[Mask],
        dropped: Sequence[Mask],
        statements: Sequence[Statement],
        ids: Sequence[str],
    ) -> None:
        """Enter all runs of one block.

        ``taken`` are the masks, ``dropped`` the quantities that give no observation.
        """
        said = list(zip(statements, ids, strict=True))
        stretches = (
            [(s.quantity.start, s.quantity.end, "observation", i) for s, i in said],
            [(mask.start, mask.end, mask.reason, "") for mask in taken],
            [(mask.start, mask.end, mask.reason, "") for mask in dropped],
        )
        fates = [Fates(found) for found in stretches if found]
        for run in self._runs.finditer(passage.text):
            known = next((fate for fates_ in fates if (fate := fates_.of(run.start()))), None)
            reason, identity = known or ("unresolved", "")
            context = sentences.quote(run.start())
            self._enter(passage.document_span(*run.span()), reason, identity, context, place)
        self._words(passage, said, place)

    def cell(self, place: TablePlace, reading: CellReading, ids: Sequence[str]) -> None:
        """Enter all runs of one table cell."""
        passage, cell = reading.passage, reading.cell
        at = Place(cell.page, 0, "", table=place.table.number, row=cell.row, column=cell.column)
        length = len(passage.text)
        context = quoted(passage.text, 0, length, 0)
        said = list(zip(reading.statements, ids, strict=False))
        fates = Fates((s.quantity.start, s.quantity.end, "observation", i) for s, i in said)
        for run in self._runs.finditer(passage.text):
            if length > LONGEST:
                context = quoted(passage.text, 0, length, run.start())
            ink = run.group().startswith(UNREADABLE)
            untold = "" if ink else reading.reason
            reason, identity = fates.of(run.start()) or (untold or "unresolved", "")
            if reason == "period" and _YEAR.fullmatch(run.group()):
                reason = "year"
            self._enter(passage.document_span(*run.span()), reason, identity, context, at)
        self._words(passage, said, at)

    def _words(
        self,
        passage: Passage,
        said: Iterable[tuple[Statement, str]],
        place: Place,
    ) -> None:
        """Enter the numbers in words, which are no runs of digits."""
        for statement, identity in said:
            quantity = statement.quantity
            if quantity.in_words:
                span = passage.document_span(quantity.digits_start, quantity.digits_end)
                context = quoted(passage.text, 0, len(passage.text), quantity.start)
                self._enter(span, "observation", identity, context, place)

    def marks(self, marks: Iterable[Mark]) -> None:
        """Enter the footnote marks."""
        for mark in marks:
            self._enter(mark.span, "footnote_mark", "", "", Place(0, 0, mark.number))

    def finish(self) -> tuple[LedgerEntry, ...]:
        """All rows in order; what no block or table holds is unresolved."""
        covered = Intervals((e.span.start, e.span.end) for e in self._entries.values())
        for run in self._runs.finditer(self.document.text):
            if not covered.covers(run.start()):
                line = self.document.text[max(0, run.start() - _AROUND) : run.end() + _AROUND]
                context = " ".join(line.split())
                self._enter(Span(*run.span()), "unresolved", "", context, _NOWHERE)
        return tuple(self._entries[start] for start in sorted(self._entries))

    def _enter(self, span: Span, reason: str, identity: str, context: str, place: Place) -> None:
        """Enter one run; ``context`` is in one line."""
        origins = self.reading.origins
        self._entries[span.start] = LedgerEntry(
            document_id=self.reading.document_id,
            source=self.reading.source,
            span=span,
            char_start=origins[span.start] if origins else span.start,
            char_end=origins[span.end] if origins else span.end,
            raw=self.document.text[span.start : span.end],
            reason=reason,
            observation_id=identity,
            page=place.page if place.table else self._pages.of(span.start, place.page),
            paragraph=place.paragraph,
            footnote=place.note,
            table=place.table,
            row=place.row + 1 if place.table else 0,
            column=place.column + 1 if place.table else 0,
            context=context,
        )
