"""Footnotes and endnotes of a Word file: their numbers, their calls, their bodies."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from extract.cleaning import squeeze
from extract.docx_fonts import Fonts
from extract.docx_package import Package, W
from extract.docx_runs import NOTE_SIGN, Inline, NoteReference
from extract.docx_telling import Telling, look_over
from extract.marks import raised

_KINDS = {"footnotes": W + "footnote", "endnotes": W + "endnote"}


@dataclass(frozen=True, slots=True)
class Finished:
    """A cleaned text with the marks in it: (number, offset, length) of each."""

    text: str
    marks: tuple[tuple[str, int, int], ...] = ()


class Notes:
    """The notes of one document, and those that were called and are not yet placed."""

    def __init__(self, package: Package, fonts: Fonts, telling: Telling) -> None:
        """``telling`` takes the telling properties of the parts that hold notes."""
        self._package = package
        self._fonts = fonts
        self._telling = telling
        self._bodies: dict[str, dict[str, etree._Element]] = {}
        self._numbers: dict[NoteReference, str] = {}
        self._running = 0
        self._placed: set[tuple[str, str]] = set()
        self.pending: deque[NoteReference] = deque()

    def finished(self, whole: str, references: list[NoteReference]) -> Finished:
        """The decoded text of a paragraph or cell, cleaned, with the marks of its references."""
        if not references:
            return Finished(squeeze(whole))  # nearly every paragraph
        pieces = squeeze(whole).split(NOTE_SIGN)
        text, marks = pieces[0].rstrip(), []
        for reference, piece in zip(references, pieces[1:], strict=True):
            number = self._number(reference)
            sign = raised(number)
            marks.append((number, len(text), len(sign)))
            text += sign + piece
            self.pending.append(reference)
        return Finished(text.rstrip(), tuple(marks))

    def called(self) -> Iterator[tuple[NoteReference, str, etree._Element]]:
        """The notes called since this was last asked, with their numbers; also by notes.

        A note stands where it is first called, once: it may call itself.
        """
        while self.pending:
            reference = self.pending.popleft()
            note = reference.part, reference.note_id
            body = self._body(reference)
            if body is not None and note not in self._placed:
                self._placed.add(note)
                yield reference, self._numbers[reference], body

    def _number(self, reference: NoteReference) -> str:
        """The number a note shows: running through the document, or typed by hand."""
        if reference not in self._numbers:
            self._running += not reference.custom
            self._numbers[reference] = reference.custom or str(self._running)
        return self._numbers[reference]

    def _body(self, reference: NoteReference) -> etree._Element | None:
        if reference.part not in self._bodies:
            root = self._package.part(reference.part)
            notes: dict[str, etree._Element] = {}
            if root is not None:
                look_over(root, self._fonts, self._telling)
                kind = _KINDS[reference.part]
                notes = {note.get(f"{W}id", ""): note for note in root.iterchildren(kind)}
            self._bodies[reference.part] = notes
        return self._bodies[reference.part].get(reference.note_id)


def drop_typed_mark(inline: Inline, mark: str) -> None:
    """A hand-marked note repeats its mark as text; the reader writes it itself."""
    for i, part in enumerate(inline.parts):
        if part.strip():
            if part.strip().startswith((mark, raised(mark))):
                inline.parts[i] = part.strip()[len(mark) :]
            return
