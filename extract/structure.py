"""A reading to a document: logical paragraphs with section, note, list and frame."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from extract.captions import around_tables
from extract.drafts import Draft, drafts_of
from extract.furniture import Role, head_roles, in_tail, opens_tail
from extract.joining import note_heads, pieces_of, with_note_paragraphs
from extract.leads import Leads
from extract.numbering import annex_of, labels_of, list_sign
from extract.phrases import begins, phrases, plain
from extract.sections import Outline
from extract.sheets_structure import FORMATS, build_sheets
from extract.ties import anchors_of
from solieu.model import Block, BlockKind, Document, Reading, Span, Table, TablePlace

# Headings of real reports stay below this; a longer line is a paragraph.
_LONGEST_HEADING = 200
_ENDS_SENTENCE = (".", ";", "!", "?", "…")
# "1. Thu ngân sách: ..." or "1. Thu ngân sách. Tổng thu ..." names its section first.
_LEAD = re.compile(r"[^.;:]{1,120}:|[^.;:\d]{1,60}\.(?=\s)")


def build(reading: Reading) -> Document:
    """The document with its sections, footnotes tied to their marks, and tables in place.

    Blocks stand in reading order; a note stands where it is printed but carries the
    section of its mark.
    """
    if reading.format in FORMATS:
        return build_sheets(reading)
    pieces = pieces_of(reading.text, reading.paragraphs)
    heads = note_heads(pieces)
    anchors = anchors_of(reading.marks, list(heads.values()))
    marks = {i: anchors[start] for i, (start, _) in heads.items()}
    if reading.format != "docx":  # a Word file says itself which paragraphs a note has
        pieces = with_note_paragraphs(pieces, marks)
    drafts = drafts_of(pieces, reading.tables)
    blocks, places = _Builder(drafts, reading.tables).run()
    return Document(reading, _with_marks(blocks, places, anchors), places)


class _Builder:
    """One walk from top to bottom over paragraphs and tables."""

    def __init__(self, drafts: Sequence[Draft], tables: Sequence[Table]) -> None:
        self.drafts = drafts
        self.tables = tables
        self.outline = Outline()
        self.leads = Leads()
        self.blocks: list[Block] = []
        self.places: list[TablePlace] = []
        self.tail = False
        self.captions, self.notes = around_tables(drafts, tables)

    def run(self) -> tuple[list[Block], tuple[TablePlace, ...]]:
        roles = self._head()
        pending = iter(self.tables)
        table = next(pending, None)
        for i, draft in enumerate(self.drafts):
            while table and table.span.start < draft.first.paragraph.span.start:
                self._place(table)
                table = next(pending, None)
            self._add(i, draft, roles.get(i, Role.TEXT))
        while table:
            self._place(table)
            table = next(pending, None)
        return self.blocks, tuple(self.places)

    def _head(self) -> dict[int, Role]:
        """Roles of the letterhead and title, by index of the draft."""
        indexes = [i for i, draft in enumerate(self.drafts) if not draft.first.note]
        texts = [self.drafts[i].text for i in indexes]
        ends = [
            bool(labels_of(text) or list_sign(text) or self.drafts[i].first.paragraph.level)
            or i in self.captions
            for i, text in zip(indexes, texts, strict=True)
        ]
        return dict(zip(indexes, head_roles(texts, ends), strict=False))

    def _add(self, index: int, draft: Draft, role: Role) -> None:
        if draft.first.note:
            self._append(draft, "note")
        elif role is not Role.TEXT:
            self._append(draft, "furniture" if role is Role.FURNITURE else "heading")
        elif self._in_tail(index, draft):
            self.outline.close()
            self._append(draft, "furniture")
        else:
            self._append(draft, self._open(index, draft))

    def _in_tail(self, index: int, draft: Draft) -> bool:
        """Whether this is a line of the recipients or the signature."""
        if index in self.captions or draft.first.paragraph.level:
            self.tail = False
        elif self.tail:
            annex = annex_of(draft.text) is not None and _like_heading(draft.text)
            self.tail = in_tail(draft.text) and not annex
        else:
            self.tail = opens_tail(draft.text)
        return self.tail

    def _open(self, index: int, draft: Draft) -> BlockKind:
        """Open the section this paragraph begins, if it does; its kind."""
        text, span = draft.text, draft.spans[0]
        annex = annex_of(text)
        if annex and _like_heading(text):
            self.outline.enter_annex(*annex, span)
            return "heading"
        if index in self.captions:
            return "heading" if text.isupper() else "paragraph"
        level = draft.first.paragraph.level
        heading = _like_heading(text)
        label = self.outline.enter(text, _title(text, span), heading=heading, level=level)
        if label:
            return "heading" if heading else "paragraph"
        if list_sign(text) or labels_of(text):
            return "item"
        if heading and (level or text.isupper()):
            self.outline.enter_unnumbered(span, level)
            return "heading"
        if text.rstrip("*_ ").endswith("/.") and begins(plain(text), phrases().closing):
            self.outline.close()
        return "paragraph"

    def _append(self, draft: Draft, kind: BlockKind) -> None:
        lead = -1
        if kind != "note":
            lead = self.leads.of(len(self.blocks), draft.text, item=kind == "item")
        self.blocks.append(
            Block(
                kind=kind,
                spans=draft.spans,
                section=self.outline.path,
                headings=self.outline.headings,
                paragraph=draft.first.ordinal,
                page=draft.first.paragraph.page,
                note=draft.first.note,
                lead=lead,
            )
        )

    def _place(self, table: Table) -> None:
        self.tail = False
        self.places.append(
            TablePlace(
                table,
                self.outline.path,
                self.outline.headings,
                self._spans(self.captions, table),
                self._spans(self.notes, table),
            )
        )

    def _spans(self, tied: dict[int, int], table: Table) -> tuple[Span, ...]:
        indexes = sorted(index for index, number in tied.items() if number == table.number)
        return tuple(span for index in indexes for span in self.drafts[index].spans)


def _like_heading(text: str) -> bool:
    """Short, without a sentence's end, stating no figure."""
    line = text.rstrip("*_ ")
    if len(line) > _LONGEST_HEADING or line.endswith(_ENDS_SENTENCE):
        return False
    return phrases().figure.search(line) is None


def _title(text: str, span: Span) -> Span:
    """The words that name a section: the heading, or a paragraph's lead up to its colon."""
    if _like_heading(text):
        return span
    labels = labels_of(text)
    number = labels[0].end if labels else 0
    lead = _LEAD.match(text, number)
    return Span(span.start, span.start + (lead.end() if lead else max(number, 1)))


def _with_marks(
    blocks: Sequence[Block],
    places: Sequence[TablePlace],
    anchors: dict[int, int],
) -> tuple[Block, ...]:
    """Move each note into the section of its mark."""
    homes = [(span, block.section, block.headings) for block in blocks for span in block.spans]
    homes += [(place.table.span, place.section, place.headings) for place in places]
    homes.sort(key=lambda home: home[0])
    starts = [span.start for span, _, _ in homes]
    placed: list[Block] = []
    last: dict[str, int] = {}  # a note's later paragraphs share the anchor of its first
    for block in blocks:
        if block.kind == "note":
            anchor = anchors.get(block.spans[0].start, last.get(block.note, -1))
            last[block.note] = anchor
            block = replace(block, anchor=anchor)
            if anchor >= 0:
                _, section, headings = homes[bisect_right(starts, anchor) - 1]
                block = replace(block, section=section, headings=headings)
        placed.append(block)
    return tuple(placed)
