"""The list a figure stands in: the whole it is a part of, and when that list ends.

"trong đó" opens a list that names only some of the parts, "gồm" or a colon one that
names all. A bracket closes what was opened in it, a sentence what was opened in it
unless the next one begins with "trong đó", too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from extract.lexicon import word_set
from normalize.cues import PARTS, Cue
from normalize.frame import Frame
from normalize.label_words import LabelWords
from normalize.ordered import Ordered
from normalize.segments import Segment
from normalize.statements import Statement

_PAUSE = regex.compile(r"[,;()]")
_NOWHERE = -1  # the list is bound to no sentence: nothing is open
_EVERYWHERE = -2  # the frame's list holds in every sentence


@dataclass(slots=True)
class OpenList:
    """The list that is open: name and index of the whole (-1: no figure of this passage).

    ``listing`` is "open", "closed" or ""; ``depth`` and ``sentence`` are where it was
    opened.
    """

    group: str
    listing: str
    whole: int = -1
    depth: int = 0
    sentence: int = _EVERYWHERE
    comma: bool = False  # its items are parted by commas

    @property
    def named_here(self) -> bool:
        """True where the passage itself names the whole; a frame's phrase may be another thing."""
        return bool(self.group) and self.sentence >= 0


class Lists:
    """Follows the lists of one passage, figure by figure."""

    def __init__(
        self,
        folded: str,
        frame: Frame,
        segments: Sequence[Segment],
        cues: Ordered[Cue],
        words: LabelWords,
    ) -> None:
        """``frame`` gives the list that is open before the first figure."""
        self._folded = folded
        self._frame = frame
        self._segments = segments
        self._cues = cues
        self._words = words
        self.open = OpenList(frame.label, frame.listing)

    # --- where a list ends ---------------------------------------------------------------

    def leave_sentence(self, segment: Segment) -> None:
        """A new sentence ends the list unless ``segment``, its first figure, goes on with it."""
        if self.open.sentence >= 0 and not self._goes_on(segment):
            self._close()

    def leave_bracket(self, segment: Segment) -> None:
        """A bracket that closed before ``segment`` ends the list opened in it."""
        if segment.depth < self.open.depth:
            self._close()

    def leave_items(self, segment: Segment, level: int) -> None:
        """A semicolon ends a list whose items are parted by commas.

        ``level`` is the index of the last figure that stands for itself.
        """
        opened = self.open
        if level <= opened.whole or opened.sentence != segment.sentence or level < 0:
            return
        before = self._segments[level]
        if before.depth != opened.depth or segment.depth != opened.depth:
            return
        gap = self._folded[before.quantity.end : segment.quantity.start]
        if ";" not in gap:
            opened.comma = opened.comma or "," in gap
        elif opened.comma:  # what follows is said of the whole, but divides it anew
            self.open = replace(opened, listing="open", comma=False)

    def _close(self) -> None:
        """Back to what the frame gives: a footnote's phrase, a list's sentence, or nothing."""
        if self._frame.note or self._frame.label:
            self.open = OpenList(self._frame.label, self._frame.listing)
        else:
            self.open = OpenList("", "", sentence=_NOWHERE)

    def _goes_on(self, segment: Segment) -> bool:
        start, end = segment.lead
        return any(
            cue.kind in PARTS and not self._folded[start : cue.start].strip(" -+•.:;,")
            for cue in self._cues.within(start, end)
        )

    # --- where a list begins --------------------------------------------------------------

    def enter(
        self, segment: Segment, cues: Sequence[Cue], level: int, statements: Sequence[Statement]
    ) -> None:
        """Open the list that begins in the lead of ``segment``, if one does.

        ``level`` is the index of the last figure that stands for itself, -1 if none.
        """
        opener = next((cue for cue in cues if cue.kind in PARTS), None)
        if opener is not None:
            self._opened_by_word(segment, opener, level, statements)
        elif segment.opened >= 0 and segment.depth > self.open.depth:
            last_year = any(cue.kind == "yoy" for cue in cues)
            if not last_year and self._names_parts(segment, statements[segment.opened]):
                self._parts_of(segment.opened, segment, statements)
        elif not self.open.group and (named := self._words.collective(segment)):
            self.open = OpenList(named, "closed", -1, segment.depth, segment.sentence)
        elif level >= 0 and self._speaks_of(level, segment, statements):
            self._parts_of(level, segment, statements)

    def _opened_by_word(
        self, segment: Segment, opener: Cue, level: int, statements: Sequence[Statement]
    ) -> None:
        """ "trong đó", "gồm": parts of what is named before it, else of the last level."""
        before = self._folded[segment.lead[0] : opener.start].rstrip()
        apart = not before or not before[-1].isalnum() or before.endswith(" và")
        if not apart and self._folded[opener.start : opener.end] in word_set(
            "frames", "speaks_anew"
        ):
            return  # "vốn riêng của ngân hàng mẹ": an adjective
        here = segment.depth, segment.sentence
        if named := self._words.phrase(segment.lead[0], opener.start):
            self.open = OpenList(named, "closed", -1, *here)
        elif level >= 0:
            closed = opener.kind == "part_closed"
            if self.open.whole < 0 or segment.depth > self.open.depth or closed:
                group, whole = statements[level].label, level
            else:
                group, whole = self.open.group, self.open.whole
            self.open = OpenList(group, "closed" if closed else "open", whole, *here)
        elif self.open.group:
            self.open.sentence = segment.sentence

    def _names_parts(self, segment: Segment, whole: Statement) -> bool:
        """True where the first figure in a bracket counts or names something of its own."""
        if segment.quantity.signed:
            return False
        if self._words.lead(segment):
            return True
        return segment.quantity.unit_kind == "counter" and (
            bool(self._words.tail(segment)) or segment.quantity.unit != whole.unit
        )

    def _parts_of(self, index: int, segment: Segment, statements: Sequence[Statement]) -> None:
        whole = statements[index]
        if whole.quantity.unit_kind == "percent" and whole.clause >= 0:
            index = whole.clause
        group = statements[index].label
        self.open = OpenList(group, "closed", index, segment.depth, segment.sentence)

    def _speaks_of(self, level: int, segment: Segment, statements: Sequence[Statement]) -> bool:
        """ "1.240 ha, bằng 99% kế hoạch: vùng cao 310 ha": the colon divides the 1.240 ha."""
        return statements[segment.index - 1].clause == level and self._after_colon(segment)

    def _after_colon(self, segment: Segment) -> bool:
        """ "8.102 hồ sơ: trước hạn 6.450 ...": what follows the colon are parts."""
        before = self._segments[segment.index - 1]
        if before.sentence != segment.sentence:
            return False
        gap = self._folded[before.quantity.end : segment.quantity.start]
        head, colon, rest = gap.partition(":")
        return bool(colon) and bool(rest.strip()) and not _PAUSE.search(head)
