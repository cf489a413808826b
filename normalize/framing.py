"""Frames: what a passage inherits from its headings, its list and its footnote mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import regex

from extract.fold import fold
from extract.lexicon import alternation, strings, words
from extract.masks import find_masks
from extract.passages import Passage
from extract.periods import find_periods
from normalize.openings import head, is_task, may_be_task, opening
from normalize.periods import PeriodContext, bounds, frequency, resolve
from normalize.phrases import Token, last_clause, render, strip, tokens
from normalize.prose import Frame
from normalize.sentences import split_sentences
from normalize.statements import Statement
from solieu.model import Block, Document, Span

_LONGEST_GROUP = 14  # words


@dataclass(frozen=True, slots=True)
class Memory:
    """What was read in a block: enough to frame what hangs on it."""

    passage: Passage
    statements: tuple[Statement, ...]


@cache
def _manner() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\w)(?:{alternation(strings(words('frames'), 'manner'))})(?!\w)")


class Frames:
    """Frames for the blocks of one document, in the order they are read."""

    def __init__(self, document: Document, context: PeriodContext) -> None:
        self.document = document
        self.context = context
        self.memory: dict[int, Memory] = {}
        self._periods: dict[tuple[Span, ...], str] = {}
        self.season = self._season_period()
        self.plain_headings = self._plain_headings()

    def remember(
        self, index: int, passage: Passage, statements: Sequence[Statement], ids: Sequence[str]
    ) -> None:
        """Keep what a block said, for the notes and lists that hang on it."""
        self.memory[index] = Memory(passage, tuple(statements))

    def heading_period(self, headings: tuple[Span, ...]) -> str:
        """The period the innermost heading states, "" if none does."""
        if headings not in self._periods:
            self._periods[headings] = next(
                (
                    period
                    for span in reversed(headings)
                    if (period := self._own_period(self._text(span)))
                ),
                "",
            )
        return self._periods[headings]

    def is_task(self, folded: str) -> bool:
        """True for a heading or opening of what is to come, by its words and its period."""
        if not may_be_task(folded):
            return False
        period, own = self._own_period(folded), self.context.document
        later = bool(period) and (not own or bounds(period).last > bounds(own).last)
        return is_task(folded, later=later)

    def _plain_headings(self) -> list[str | None]:
        """For each block the short unnumbered line above it that opens targets, if any.

        "Kế hoạch 2021" on a line of its own is a heading though nothing marks it as one.
        """
        found: list[str | None] = []
        current: str | None = None
        section = ""
        for block in self.document.blocks:
            folded = self._text(block.spans[0])
            if block.section != section or block.kind == "heading":
                section, current = block.section, None
            short = len(folded) <= 80 and not folded.rstrip().endswith((".", ";", ",", ":", "%"))
            if short and len(block.spans) == 1 and not folded.lstrip().startswith(("-", "+")):
                current = folded if self.is_task(folded) else None
            found.append(current)
        return found

    def _season_period(self) -> str:
        """What a crop's figures cover in a report on one month: its months so far, or the year.

        A report "tháng 6 và 6 tháng đầu năm" names both in its title.
        """
        month = self.context.document
        if frequency(month) != "M" if month else True:
            return ""
        for block in self.document.blocks[:4]:
            for span in block.spans:
                for mention in find_periods(self._text(span), header=True):
                    if mention.kind in ("half", "months") and mention.role == "own":
                        period = resolve(mention, self.context)
                        if period and period != month:
                            return period
        return month[:4]

    def _text(self, span: Span) -> str:
        return fold(self.document.text[span.start : span.end])

    def _own_period(self, folded: str) -> str:
        names = find_masks(folded, folded)
        for mention in find_periods(folded, header=True):
            if any(mask.start < mention.end and mention.start < mask.end for mask in names):
                continue
            if mention.role in ("own", "plan") and mention.kind not in (
                "span", "school_year", "season", "since",
            ):  # fmt: skip
                period = resolve(mention, self.context)
                if period:
                    return period
        return ""

    def _title(self, span: Span) -> str:
        """A heading without its number, as a last resort for a label."""
        text = self.document.text[span.start : span.end]
        found = strip(tokens(fold(text), 0, len(text)))
        while found and len(found[0].word) <= 4 and found[0].word.strip("ivxlc0123456789.") == "":
            found = strip(found[1:])
        label = render(text, found[:_LONGEST_GROUP])
        return label if not label.isupper() else label.capitalize()

    def frame(self, index: int, block: Block, passage: Passage) -> Frame:
        """The frame of one block."""
        context = replace(self.context, heading=self.heading_period(block.headings))
        heads = [self._text(span) for span in block.headings]
        start = head(passage.folded)
        task = any(self.is_task(text) for text in heads) or bool(start and self.is_task(start))
        if start and self.is_task(start) and (period := self._own_period(start)):
            context = replace(context, heading=period)
        if (plain := self.plain_headings[index]) is not None:
            task = task or self.is_task(plain)
            if period := self._own_period(plain):
                context = replace(context, heading=period)
        estimate = any(opening("estimates").match(text) for text in heads)
        title = self._title(block.headings[-1]) if block.headings else ""
        frame = Frame(
            context=context, task=task, estimate=estimate, title=title, season=self.season
        )
        if block.note and block.anchor >= 0:
            return self._note(frame, block)
        if block.lead >= 0 and block.lead in self.memory:
            return self._listed(frame, self.memory[block.lead])
        return frame

    # --- lists ---------------------------------------------------------------------

    def _listed(self, frame: Frame, memory: Memory) -> Frame:
        statements = memory.statements
        folded = memory.passage.folded.rstrip(" :*")
        opened = regex.search(
            r"(?<!\w)(trong đó|gồm|bao gồm|cụ thể|cụ thể là|như sau|chia ra|chia theo[^.;]*|riêng|cụ thể như sau)$",
            folded,
        )
        levels = [s for i, s in enumerate(statements) if s.clause == i]
        if levels and opened:
            whole = levels[-1]
            return replace(
                frame,
                label=whole.label,
                listing="open" if opened[1] in ("trong đó", "riêng") else "closed",
                estimate=frame.estimate or whole.measure == "estimate",
                period=whole.period if whole.period_basis == "stated" else "",
            )
        if not statements:
            for mention in find_periods(memory.passage.folded):
                if mention.plain and (period := resolve(mention, frame.context)):
                    return replace(frame, period=period)
        return frame

    # --- footnotes -------------------------------------------------------------------

    def _note(self, frame: Frame, block: Block) -> Frame:
        """A note speaks of the figure, or the phrase, its mark hangs on."""
        for index, body in enumerate(self.document.blocks):
            if body.note or index not in self.memory:
                continue
            piece = next((s for s in body.spans if s.start <= block.anchor <= s.end), None)
            if piece is None:
                continue
            memory = self.memory[index]
            offset = _passage_offset(memory.passage, piece, block.anchor)
            start, end = next(
                ((a, b) for a, b in split_sentences(memory.passage.text) if a <= offset <= b),
                (0, len(memory.passage.text)),
            )
            frame = self.frame(index, body, memory.passage) if not body.note else frame
            before = [
                s
                for i, s in enumerate(memory.statements)
                if start <= s.quantity.start < offset and s.clause == i
            ]
            if before:
                anchor = before[-1]
                return replace(
                    frame,
                    plan=self._plan_period(memory.passage, start, end),
                    label=anchor.label,
                    listing="open",
                    note=True,
                    estimate=anchor.measure == "estimate",
                    period=anchor.period if anchor.period_basis == "stated" else "",
                    unit="VND" if anchor.quantity.unit_kind == "money" else "",
                )
            return replace(
                frame, label=self._phrase(memory.passage, start, offset), note=True, listing="open"
            )
        return frame

    def _plan_period(self, passage: Passage, start: int, end: int) -> str:
        """The period of the plan a sentence names: "đạt 5% dự toán 6 tháng cuối năm"."""
        for mention in find_periods(passage.folded):
            if start <= mention.start < end and mention.role == "plan":
                return resolve(mention, self.context) or ""
        return ""

    def _phrase(self, passage: Passage, start: int, end: int) -> str:
        """The clause a mark hangs on, as a short noun phrase."""
        holes = [(m.start, m.end) for m in find_periods(passage.folded)]
        segment = passage.folded.rfind(";", start, end) + 1 or start
        segment = max(segment, start)
        found = self._without_manner(passage, segment, end, holes)
        if not found and segment > start:
            head = passage.folded.find(",", start, segment)
            found = strip(tokens(passage.folded, start, head if head >= 0 else segment, holes))
        if len(found) > _LONGEST_GROUP:
            found = strip(last_clause(found))[-_LONGEST_GROUP:]
        return render(passage.text, found)

    def _without_manner(
        self, passage: Passage, start: int, end: int, holes: list[tuple[int, int]]
    ) -> list[Token]:
        """The words of a clause up to where it says how, by what rule, to what end."""
        match = _manner().search(passage.folded, start, end)
        return strip(tokens(passage.folded, start, match.start() if match else end, holes))


def _passage_offset(passage: Passage, piece: Span, offset: int) -> int:
    for begin, origin in passage.starts:
        if origin == piece.start:
            return begin + offset - origin
    raise ValueError("the piece is not in the passage")
