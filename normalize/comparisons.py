"""The bases of comparison around the figures of one passage: in the lead, in the tail, shared."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import regex

from extract.lexicon import either, word_set
from extract.periods_mention import PeriodMention
from normalize.bases import Base, authority, find_base
from normalize.cues import Cue
from normalize.ordered import Ordered
from normalize.periods import PeriodContext
from normalize.phrases import tokens
from normalize.segments import Segment
from solieu.model import CompareTo


@cache
def _between_equals() -> regex.Pattern[str]:
    and_ = either("clauses", "and")
    return regex.compile(rf"\s*(?:,|/|{and_}|,\s*{and_})\s*")


@cache
def _late_base() -> regex.Pattern[str]:
    """ "tăng 28 tỷ USD, so với cùng kỳ năm trước": behind a comma, and nothing behind it."""
    return regex.compile(rf", (?:{either('bases', 'versus')}) [^,;:]*")


@cache
def says_again() -> regex.Pattern[str]:
    """Between a change and the same change as a percentage: "- tương ứng tăng", "(", "=".

    >>> bool(says_again().fullmatch(" - tương ứng tăng ")), bool(says_again().fullmatch(", tăng "))
    (True, False)
    """
    said, changed = either("measures", "said_again"), either("measures", "changed_by")
    return regex.compile(
        rf"\s*[,;(-]?\s*(?:(?:{said})\s*(?:{changed})?|(?<=\()(?:{changed})?)\s*[-+]?"
    )


@cache
def _said_again() -> regex.Pattern[str]:
    """What opens the bracket in which a change is given a second time."""
    return regex.compile(rf"\s*\((?:{either('measures', 'said_again')})?\s*[-+]?")


class Comparisons:
    """Finds what each figure of a passage is compared with."""

    def __init__(
        self,
        folded: str,
        segments: Sequence[Segment],
        sentences: Sequence[tuple[int, int]],
        cues: Ordered[Cue],
        periods: Ordered[PeriodMention],
        context: PeriodContext,
    ) -> None:
        """Find the bases of all ``segments``; ``context`` judges the periods among them."""
        self._folded = folded
        self._segments = segments
        self._sentences = sentences
        self._cues = cues
        self._periods = periods
        self._context = context
        self._tails = self._tail_bases()

    def lead(self, segment: Segment) -> Base | None:
        """The base named before a figure; of two that a comma parts, the nearer one."""
        start, end = segment.lead
        comma = self._folded.rfind(", ", start, end)
        nearer = self._find(comma, end) if comma >= 0 else None
        return nearer or self._find(start, end)

    def named(self, start: int, end: int) -> CompareTo:
        """The period a sentence compares with anywhere in it, "" if none or a plan.

        "Năm nhóm hàng tăng so với tháng trước: giao thông tăng 1,66%, may mặc tăng 0,43%".
        """
        base = self._find(start, end)
        return base.compare_to if base is not None and base.compare_to in ("yoy", "prev") else ""

    def tail(self, segment: Segment) -> Base | None:
        """The base named behind a figure, or behind the figures that share it."""
        return self._tails[segment.index]

    def governs_sentence(self, segment: Segment, base: Base) -> bool:
        """ "So với cùng kỳ, ..." at the start of a sentence speaks for all of it."""
        if segment.index and self._segments[segment.index - 1].sentence == segment.sentence:
            return False  # another figure stands before it
        start = self._sentences[segment.sentence][0]
        head = self._folded[start : base.start].strip(" -+•*")
        comma = self._folded.find(",", base.start, segment.quantity.start)
        return (not head or head in word_set("bases", "at_start")) and comma >= 0

    def authority(self, text: str, segment: Segment, base: Base) -> str:
        """Whose plan the base is, as written in ``text``, "" if unsaid."""
        cue = self._cues.at(base.start)
        end = segment.tail[1] if base.start >= segment.tail[0] else segment.lead[1]
        return authority(text, self._folded, cue.end if cue else base.start, end)

    def _find(self, start: int, end: int, *, direct: bool = False) -> Base | None:
        return find_base(
            self._folded, start, end, self._cues, self._periods, self._context, direct=direct
        )

    def _tail_bases(self) -> list[Base | None]:
        """One a figure, from the last to the first: a base may stand once, at the end.

        "bằng 98,9% và 100,2% tháng trước"
        """
        found: list[Base | None] = [None] * len(self._segments)
        for segment in reversed(self._segments):
            base = self._own_tail(segment)
            if base is not None:
                connected = self._only_connects(self._stretch(segment)[0], base.start)
                found[segment.index] = base if connected else None
            elif segment.index + 1 < len(self._segments) and self._shares(segment):
                found[segment.index] = found[segment.index + 1]
        return found

    def _own_tail(self, segment: Segment) -> Base | None:
        start, end = self._stretch(segment)
        # "bằng 98% năm 2016" is a ratio, "giảm từ 68% năm 2015 còn 60%" two levels
        level = any(cue.kind in ("from", "level") for cue in self._cues.within(*segment.lead))
        percent = segment.quantity.unit_kind == "percent" and not level
        direct = percent or segment.quantity.unit == "lần"
        return self._find(start, end, direct=direct)

    def _stretch(self, segment: Segment) -> tuple[int, int]:
        """Where the base of a figure may stand behind it: up to a comma, or behind the last."""
        start, end = self._behind_bracket(segment) or segment.tail
        comma = self._folded.find(", ", start, end)
        if comma < 0:
            return start, end
        late = comma == start and _late_base().fullmatch(self._folded, comma, end)
        return (comma + len(", "), end) if late else (start, comma)

    def _shares(self, segment: Segment) -> bool:
        """ "98,9% và 100,2% tháng trước", "tăng 12 tỷ đồng (bằng 7,6%) so với đầu năm".

        So do both ends of a range ("đạt từ 80% đến 95% kế hoạch").
        """
        after = self._segments[segment.index + 1]
        if after.quantity.link == "range":
            return True
        gap = segment.quantity.end, after.quantity.start
        if _between_equals().fullmatch(self._folded, *gap) is not None:
            return True
        return self._behind_bracket(after) is not None

    def _behind_bracket(self, segment: Segment) -> tuple[int, int] | None:
        """The words behind the bracket in which a figure says the one before it again."""
        end = segment.quantity.end
        if not segment.index or not self._folded.startswith(")", end):
            return None
        before = self._segments[segment.index - 1]
        gap = before.quantity.end, segment.quantity.start
        if before.sentence != segment.sentence or not _said_again().fullmatch(self._folded, *gap):
            return None
        stop = self._sentences[segment.sentence][1]
        if segment.index + 1 < len(self._segments):
            stop = min(stop, self._segments[segment.index + 1].lead[0])
        return end + 1, max(stop, end + 1)

    def _only_connects(self, start: int, end: int) -> bool:
        """ "(100 tấn) kế hoạch" only when nothing but connectives stands between."""
        connectives = word_set("labels", "connectives")
        return all(token.word in connectives for token in tokens(self._folded, start, end))
