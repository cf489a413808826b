"""Frames: what a passage inherits from its headings, its list and its footnote mark."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import regex

from extract.fold import fold
from extract.intervals import Intervals
from extract.lexicon import either, word_pattern, word_set
from extract.passages import Passage
from extract.periods import find_periods
from normalize.cues import find_cues
from normalize.frame import Frame
from normalize.headings import Headings
from normalize.label_words import is_list_head, without_numbering
from normalize.openings import head, opening, says_results
from normalize.periods import PeriodContext, resolve
from normalize.phrase_sets import Token, phrase_set
from normalize.phrases import last_clause, render, shortened, strip, tokens
from normalize.sentences import Sentences
from normalize.statements import Statement
from normalize.stocks import is_stock
from solieu.frozen import frozen
from solieu.model import Block, Document

_LONGEST_GROUP = 14  # words
_SHORTEST_SUBJECT = 4  # words that may be what a clause speaks of


@frozen
class Memory:
    """What was read in a block: enough to frame what hangs on it."""

    block: Block
    passage: Passage
    sentences: Sentences
    levels: tuple[Statement, ...]  # the figures that stand for themselves
    has_figures: bool


@cache
def _list_opener() -> regex.Pattern[str]:
    """The words at the end of a sentence that say that a list of parts follows."""
    ends = "|".join(sorted(word_set("frames", "list_openers")))
    divided = "|".join(rf"{word}[^.;]*" for word in sorted(word_set("frames", "divided_by")))
    return regex.compile(rf"(?<!\w)({ends}|{divided})$")


@cache
def _opens_parts() -> regex.Pattern[str]:
    return regex.compile(rf"[\s*+-]*({either('frames', 'open_lists')})(?!\w)")


class Frames:
    """Frames for the blocks of one document.

    Body blocks come before notes, and a list's first sentence before its items: each
    block read is remembered for what hangs on it.
    """

    def __init__(self, document: Document, context: PeriodContext, title: str = "") -> None:
        """``context`` holds the period and the day of the whole document, ``title`` its title."""
        self._context = context
        self._memory: dict[int, Memory] = {}
        self._told: dict[int, tuple[bool, bool, str]] = {}  # what a lead line says of its items
        self._stock = ("", "")  # the section, and the day last said of a stock in it
        self.headings = Headings(document, context, title)
        pieces = sorted(
            (span.start, span.end, index)
            for index, block in enumerate(document.blocks)
            if not block.note
            for span in block.spans
        )
        self._piece_starts = [start for start, _, _ in pieces]
        self._pieces = pieces

    def remember(
        self,
        index: int,
        block: Block,
        passage: Passage,
        sentences: Sentences,
        statements: Sequence[Statement],
    ) -> None:
        """Keep what a block said, for the notes and lists that hang on it."""
        levels = tuple(s for i, s in enumerate(statements) if s.clause == i)
        self._memory[index] = Memory(block, passage, sentences, levels, bool(statements))
        for one in levels:
            dated = one.period_basis == "stated" and one.period.startswith("..")
            if dated and not one.former and is_stock(fold(one.label)):
                self._stock = block.section, one.period

    def frame(self, index: int, block: Block, passage: Passage) -> Frame:
        """The frame of one block."""
        heads = self.headings.above(block.headings)
        task, period = heads.task, heads.period
        start = head(passage.folded)
        if start and self.headings.is_task(start):
            task, period = True, self.headings.own_period(start) or period
        elif start and opening("results").match(start):  # "Kết quả năm 2023: ..." among targets
            task, period = False, self.headings.own_period(start) or period
        if (plain := self.headings.plain[index]) is not None:
            task, period = True, self.headings.own_period(plain) or period
        frame = Frame(
            context=replace(self._context, heading=period),
            task=task,
            estimate=heads.estimate,
            title=heads.title,
            topic=self.headings.topic,
            season=self.headings.season,
            stock=self._stock[1] if self._stock[0] == block.section else "",
        )
        if block.note and block.anchor >= 0:
            return self._note(frame, block.anchor)
        if block.lead >= 0 and block.lead in self._memory:
            frame = self._foretold(frame, block.lead)
            return self._listed(frame, self._memory[block.lead])
        if index - 1 in self._memory and (opened := _opens_parts().match(passage.folded)):
            return self._continued(frame, self._memory[index - 1], opened[1])
        return frame

    # --- lists ---------------------------------------------------------------------

    def _listed(self, frame: Frame, memory: Memory) -> Frame:
        """An item of a list: part of the figure that its first sentence ends with."""
        opened = _list_opener().search(memory.passage.folded.rstrip(" :*"))
        if memory.levels and opened:
            is_open = opened[1] in word_set("frames", "open_lists")
            return self._parts_of(frame, memory.levels[-1], "open" if is_open else "closed")
        if not memory.has_figures:
            frame = replace(frame, head=_list_head(memory.passage))
            for mention in find_periods(memory.passage.folded):
                if mention.plain and (period := resolve(mention, frame.context)):
                    return replace(frame, period=period)
        return frame

    def _foretold(self, frame: Frame, lead: int) -> Frame:
        """ "Ước cả năm 2024:", "Phấn đấu đạt các chỉ tiêu sau:" say it of all their items."""
        if lead not in self._told:
            memory = self._memory[lead]
            folded = memory.passage.folded
            last = memory.levels[-1].quantity.end if memory.levels else 0
            kinds = {cue.kind for cue in find_cues(folded[last:])}
            targets = "target" in kinds and not says_results(folded)
            period = self.headings.own_period(folded) if targets else ""
            self._told[lead] = targets, "est" in kinds, period
        targets, estimate, period = self._told[lead]
        if targets:
            context = replace(frame.context, heading=period or frame.context.heading)
            return replace(frame, task=True, context=context)
        return replace(frame, estimate=True) if estimate else frame

    def _continued(self, frame: Frame, memory: Memory, opener: str) -> Frame:
        """A paragraph that begins with "Trong đó": parts of what the one before it states.

        One that begins with "Riêng" speaks of a part anew: it says itself what it estimates.
        """
        wholes = [level for level in memory.levels if not level.group]
        if memory.block.kind == "heading" or not wholes:
            return frame
        parts = self._parts_of(frame, wholes[-1], "open")
        alone = opener in word_set("frames", "speaks_anew")
        return replace(parts, estimate=frame.estimate) if alone else parts

    @staticmethod
    def _parts_of(frame: Frame, whole: Statement, listing: str) -> Frame:
        return replace(
            frame,
            label=whole.label,
            listing=listing,
            estimate=frame.estimate or whole.measure == "estimate",
            period=whole.period if whole.period_basis == "stated" else "",
        )

    # --- footnotes -------------------------------------------------------------------

    def _note(self, frame: Frame, mark: int) -> Frame:
        """A note speaks of the figure, or the phrase, its mark hangs on."""
        at = bisect_right(self._piece_starts, mark) - 1
        if at < 0 or mark > self._pieces[at][1] or self._pieces[at][2] not in self._memory:
            return frame
        start_of_piece, _, index = self._pieces[at]
        memory = self._memory[index]
        passage = memory.passage
        offset = _passage_offset(passage, start_of_piece, mark)
        start, end = memory.sentences.around(max(0, offset - 1))  # a mark closes its sentence
        frame = self.frame(index, memory.block, passage)
        level = bisect_left(memory.levels, offset, key=_place) - 1
        if level < 0 or _place(memory.levels[level]) < start:
            phrase = _phrase(passage, start, offset)
            return replace(frame, label=phrase, note=True, listing="open")
        anchor = memory.levels[level]
        return replace(
            frame,
            plan=self._plan_period(passage, start, end),
            label=anchor.label,
            listing="open",
            note=True,
            estimate=anchor.measure == "estimate",
            period=anchor.period if anchor.period_basis == "stated" else "",
            unit="VND" if anchor.quantity.unit_kind == "money" else "",
        )

    def _plan_period(self, passage: Passage, start: int, end: int) -> str:
        """The period of the plan a sentence names: "đạt 5% dự toán 6 tháng cuối năm"."""
        for mention in find_periods(passage.folded):
            if start <= mention.start < end and mention.role == "plan":
                return resolve(mention, self._context) or ""
        return ""


def _list_head(passage: Passage) -> str:
    """ "Tỷ lệ huy động trẻ ra lớp:" is measured of each item of the list it opens."""
    end = len(passage.folded.rstrip(" :*"))
    if ":" not in passage.folded[end:]:
        return ""
    holes = Intervals((m.start, m.end) for m in find_periods(passage.folded))
    start = without_numbering(passage.folded)
    phrase = render(passage.text, strip(tokens(passage.folded, start, end, holes)))
    return phrase if is_list_head(phrase) and len(phrase.split()) <= _LONGEST_GROUP else ""


def _place(statement: Statement) -> int:
    return statement.quantity.start


def _passage_offset(passage: Passage, piece: int, offset: int) -> int:
    """The place in the passage of a document offset in the piece that begins at ``piece``."""
    for begin, origin in passage.starts:
        if origin == piece:
            return begin + offset - origin
    raise ValueError("the piece is not in the passage")


def _phrase(passage: Passage, start: int, end: int) -> str:
    """The clause a mark hangs on, as a short noun phrase."""
    holes = Intervals((m.start, m.end) for m in find_periods(passage.folded))
    clauses = _clauses(passage.folded, start, end)
    says = [_without_manner(passage, *clause, holes) for clause in clauses]
    found = says[-1]
    if not found and len(clauses) > 1:  # the clause before, up to its first comma
        begin, stop = clauses[-2]
        comma = passage.folded.find(",", begin, stop)
        found = strip(tokens(passage.folded, begin, comma if comma >= 0 else stop, holes))
    elif len(says) > 1 and not says[-2]:
        # "làm gì chào mừng ...; chào mừng ...; ...": what is done stands before the occasions
        found = next((said for said in reversed(says[:-2]) if said), found)
    if len(found) > _LONGEST_GROUP:
        found = strip(shortened(strip(_subject(found))))
    return render(passage.text, found)


def _subject(found: list[Token]) -> list[Token]:
    """ "chế độ ưu đãi được chi trả đúng hạn": what it is said of, else its last clause."""
    said = phrase_set("predicates").phrases
    for i, token in enumerate(found):
        if i < _SHORTEST_SUBJECT or (token.word,) not in said:
            continue
        if not phrase_set("protected").prefix(found, i, len(found), least=2):
            return found[:i]
    return last_clause(found)


def _clauses(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches between semicolons, in order."""
    found = []
    while (stop := folded.find(";", start, end)) >= 0:
        found.append((start, stop))
        start = stop + 1
    return [*found, (start, end)]


def _without_manner(passage: Passage, start: int, end: int, holes: Intervals) -> list[Token]:
    """The words of a clause up to where it says how, by what rule, to what end."""
    match = word_pattern("frames", "manner").search(passage.folded, start, end)
    return strip(tokens(passage.folded, start, match.start() if match else end, holes))
