"""The label words around each figure of one passage, each figure read for itself."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

import regex

from extract.intervals import Intervals
from extract.lexicon import either, names, strings, word_set, words
from extract.passages import Passage
from extract.periods_mention import PeriodMention
from extract.word_patterns import WordPattern
from normalize.bare_labels import is_bare
from normalize.phrase_sets import Token, phrase_set
from normalize.phrases import (
    complement_after,
    label_tokens,
    lead_label,
    makes,
    noun_after,
    render,
    strip,
    tokens,
    verb_length,
)
from normalize.segments import Segment

_LONGEST_OPENER = 16  # words before the first colon that may be the topic of all
_TELLING = 4  # words of a counted noun that needs no theme before it
_SHORTEST_NAME = 2  # words with capitals; one alone may only begin the sentence
_LONGEST_LISTED = 6  # words of an item of a list whose head says what is measured
_FEWEST_COMMAS = 2  # that make a list of nouns of what stands before it
_NUMBERING = regex.compile(
    r"^\s*(?:[-+*•]\s*|(?:[ivxlc]+|\d{1,2}(?:\.\d{1,2})*|[a-zđ])\s*[.)/](?=\s)\s*)+"
)
_OPENER = regex.compile(r"[^:;.\d]{2,90}(?=:)")
_SEMICOLON = regex.compile(";")
_REASON = " do "
_FOR = regex.compile(r"(?<!\w)cho(?!\w)")
_STOP = regex.compile("[.;:]")


@cache
def _heads() -> tuple[str, ...]:
    return tuple(f"{head} " for head in strings(words("labels"), "list_heads"))


@cache
def _winning() -> WordPattern:
    return WordPattern(rf"(?<!\w)(?:{either('labels', 'won')})(?=\s)", word_set("labels", "won"))


@cache
def _prizes() -> tuple[str, ...]:
    return names(words("labels"), "prizes")


@cache
def _event_before() -> regex.Pattern[str]:
    """ "trong đó có" is none: it goes on with what was said of the whole."""
    return regex.compile(rf"(?<!\w)(?<!trong đó )(?:{either('labels', 'events')})\s*(?:được\s*)?$")


@cache
def _has() -> regex.Pattern[str]:
    return regex.compile(
        rf"(?<!\w)(?:{either('labels', 'has')})(?:\s(?:{either('clauses', 'degree')}))*\s*$"
    )


@cache
def _finished() -> regex.Pattern[str]:
    done, degree = either("labels", "finished"), either("clauses", "degree")
    return regex.compile(rf"(?<!\w)(?P<deed>{done})(?:\s(?:{degree}))*\s*$")


@cache
def _collective() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\w)(?:{either('labels', 'collectives')})(?!\w)")


@cache
def _did() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\w)(?:{either('labels', 'did')})\s*$")


@cache
def _about() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{either('labels', 'about')})(?!\w)")


class LabelWords:
    """Finds the words before and behind the figures of a passage.

    ``holes`` are stretches that are no part of any label: periods, references to
    documents, price bases, the number of a list item. ``opener`` is what stands before the first
    colon and names what the whole passage is about, "" if nothing does; ``heading`` is
    the same where it is numbered like a heading.
    """

    def __init__(
        self,
        passage: Passage,
        periods: Sequence[PeriodMention],
        segments: Sequence[Segment],
        references: Sequence[tuple[int, int]] = (),
        head: str = "",
    ) -> None:
        """``references`` are the stretches that name documents, numbers to call, price bases.

        ``head`` is what the line that opens the list of this passage says is measured.
        """
        self._head = head
        self.text = passage.text
        self.folded = passage.folded
        self.segments = segments
        numbering = _NUMBERING.match(self.folded)
        self.holes = Intervals(
            [
                *references,
                *((mention.start, mention.end) for mention in periods),
                *([numbering.span()] if numbering else []),
            ]
        )
        self._periods = sorted(mention.start for mention in periods)
        begin = numbering.end() if numbering else 0
        # a numbered opening is a heading: it names only what says nothing of itself
        listed = not self.folded[:begin].strip(" -+*•")
        self.opener, self.heading = "", self._opener(begin)
        if listed:
            self.opener = self.heading
        self._right_sides = _right_sides(segments, self.folded)
        self._semicolons = _starts(_SEMICOLON, self.folded)
        self._stops = _starts(_STOP, self.folded)
        self._first_of: dict[tuple[int, int], Segment] = {}  # of each part, and of each sentence
        for segment in segments:
            self._first_of.setdefault((segment.sentence, 0), segment)
            self._first_of.setdefault(self.part(segment), segment)
        self._wins = _starts(_winning(), self.folded)
        self._listed: dict[int, tuple[str, int]] = {}
        self._leads: dict[int, list[Token]] = {}
        self._tails: dict[int, list[Token]] = {}

    def _opener(self, start: int) -> str:
        """ "Cà phê: 7 tháng giảm ...": what the whole passage is about."""
        match = _OPENER.match(self.folded, start)
        if match is None:
            return ""
        found = lead_label(self.folded, start, match.end(), self.holes)
        listed = strip(tokens(self.folded, start, match.end(), self.holes))
        if sum(token.word == "," for token in listed) >= _FEWEST_COMMAS:
            found = listed  # "Án dân sự, hôn nhân gia đình, lao động: ..."
        return render(self.text, found) if len(found) <= _LONGEST_OPENER else ""

    def lead(self, segment: Segment) -> list[Token]:
        """The label words in a figure's lead, else those before the bracket it opens."""
        if segment.index not in self._leads:
            found = lead_label(self.folded, *segment.lead, self.holes)
            start, end = segment.outer
            if not found and end > start:
                clauses = segment.opened >= 0
                found = lead_label(self.folded, start, end - 1, self.holes, clauses=clauses)
            found = self._without_name(segment, found)
            if found and self._is_doer(segment, found) and self.tail(segment):
                found = []
            topic = self._is_topic(segment) or self._is_theme(segment, found)
            if found and topic and self.tail(segment):
                found = []
            self._leads[segment.index] = found
        return self._leads[segment.index]

    def tail(self, segment: Segment) -> list[Token]:
        """The noun words right after a figure; of a pair they stand after its right side."""
        right = self._right_sides[segment.index]
        if right not in self._tails:
            self._tails[right] = noun_after(self.folded, *self.segments[right].tail, self.holes)
        return self._tails[right]

    def phrase(self, start: int, end: int) -> str:
        """The noun phrase in ``[start:end)``, "" if there is none."""
        found = lead_label(self.folded, start, end, self.holes)
        return render(self.text, found) if len(found) > 1 else ""

    def unit(self, segment: Segment) -> list[Token]:
        """The words of the unit, without its magnitude and what it is divided by."""
        quantity = self.segments[self._right_sides[segment.index]].quantity
        counted, over, _ = quantity.unit.partition("/")
        size = len(label_tokens(counted))
        found = tokens(self.folded, quantity.digits_end, quantity.end)
        if not over:
            return found[-size:] if size else []
        said = [i for i, token in enumerate(found) if token.word == counted.partition(" ")[0]]
        return found[said[0] : said[0] + size] if said else []

    def part(self, segment: Segment) -> tuple[int, int]:
        """Sentence and count of semicolons: the stretch one topic rules."""
        return segment.sentence, bisect_left(self._semicolons, segment.lead[0])

    def opens_topic(self, segment: Segment) -> bool:
        """True for the first figure of a sentence that names its topic before a colon."""
        before = self.segments[segment.index - 1] if segment.index else None
        if before is not None and before.sentence == segment.sentence:
            return False
        start = before.tail[1] if before is not None else 0
        return ":" in self.folded[start : segment.quantity.start]

    def list_head(self, segment: Segment) -> str:
        """ "Tỷ lệ phòng học kiên cố: mầm non 78%, tiểu học 85%": what each item is a rate of.

        It holds to the end of its sentence, unless a semicolon opens a list of its own; ""
        where the item names a measure or a deed of its own.
        """
        item = self.lead(segment)
        if not item or len(item) > _LONGEST_LISTED:
            return ""
        if any(phrase_set(key).prefix(item, 0, len(item)) for key in ("measured", "clause_starts")):
            return ""
        for first in (self._first_of[self.part(segment)], self._first_of[segment.sentence, 0]):
            if first.index not in self._listed:
                self._listed[first.index] = self._list_head_of(first)
            head, colon = self._listed[first.index]
            if head and item[0].start > colon and segment.depth == first.depth:
                return head
        return self._head

    def _list_head_of(self, first: Segment) -> tuple[str, int]:
        """What stands before the colon of a list, given its first figure, and where that is."""
        start = min(first.lead[0], first.outer[0])
        colon = self.folded.find(":", start, first.quantity.start)
        opening = self.lead(first)
        if colon < 0 or not opening or opening[0].start < colon:
            return "", colon
        head = self.phrase(start, colon)
        return head if is_list_head(head) else "", colon

    def collective(self, segment: Segment) -> str:
        """ "Cơ cấu kinh tế: nông nghiệp 20%, ...": what names many things before a colon."""
        before = self.segments[segment.index - 1] if segment.index else None
        if before is not None and before.sentence == segment.sentence:
            return ""
        start = segment.outer[0] if before is None else before.quantity.end
        colon = self.folded.rfind(":", start, segment.quantity.start)
        if colon < 0 or not self.folded[colon + 1 : segment.quantity.start].strip(" ><≥≤~"):
            return ""
        begin = max(bisect_left(self._stops, colon) - 1, -1)
        begin = max(start, self._stops[begin] + 1 if begin >= 0 else 0)
        match = _collective().search(self.folded, begin, colon)
        return self.phrase(match.start(), colon) if match else ""

    def complement(self, segment: Segment) -> list[Token]:
        """For whom or where, right behind a figure and its noun ("phần quà | cho hộ nghèo")."""
        right = self._right_sides[segment.index]
        start, end = self.segments[right].tail
        tail = self.tail(segment)
        return complement_after(self.folded, tail[-1].end if tail else start, end, self.holes)

    def says_when(self, segment: Segment) -> bool:
        """True where the lead names a period: "Lũy kế 10 tháng ước đạt ..."."""
        start, end = segment.lead
        at = bisect_left(self._periods, start)
        return at < len(self._periods) and self._periods[at] < end

    def says_event(self, segment: Segment) -> bool:
        """ "cách ly 12 người, ghi nhận 3 ca": the verb before the figure begins a count anew."""
        return _event_before().search(self.folded[slice(*segment.lead)]) is not None

    def finished(self, segment: Segment) -> list[Token]:
        """ "hoàn thành 8 công trình": the deed, elsewhere a word that only leads to its figure."""
        if segment.quantity.unit_kind != "counter":
            return []
        match = _finished().search(self.folded, *segment.lead)
        return tokens(self.folded, *match.span("deed")) if match else []

    def is_for(self, segment: Segment, lead: list[Token]) -> bool:
        """ "giải quyết việc làm cho 1.520 lao động": the counted are those it was done for."""
        between = self.folded[lead[-1].end : segment.quantity.start] if lead else ""
        return _FOR.search(between) is not None

    def is_beside(self, segment: Segment) -> bool:
        """ "xử phạt 3 cơ sở 12 triệu đồng", "4 tuyến đường dài 1,2 km": of the thing before it.

        True where no words, or only those of its extent, stand between the two.
        """
        if not segment.index:
            return False
        before = self.segments[segment.index - 1]
        tail = self.tail(before)
        start = tail[-1].end if tail else before.quantity.end
        gap = self.folded[start : segment.quantity.start].strip(" ,")
        if segment.quantity.unit_kind == "money":
            return not gap
        return gap in word_set("labels", "extents")

    def says_who_has(self, segment: Segment) -> bool:
        """ "Theo kết quả đánh giá, Đảng ủy có 5 chi bộ": before the verb stands who has them."""
        return _has().search(self.folded[slice(*segment.lead)]) is not None

    def says_why(self, segment: Segment) -> bool:
        """ "lưu 346 đơn do trùng lặp": a reason for what was done is no part of the count."""
        return self.folded.startswith(_REASON, segment.quantity.end)

    def is_named(self, segment: Segment) -> bool:
        """True where a colon stands between the lead and the figure ("số hộ: 5")."""
        at = segment.quantity.start
        while at and self.folded[at - 1] in " <>≥≤~":
            at -= 1
        return at > 0 and self.folded[at - 1] == ":"

    def _without_name(self, segment: Segment, found: list[Token]) -> list[Token]:
        """ "Hòa Phát sản xuất 619.000 tấn thép": who did it, where what it is stands behind."""
        kind, unit = segment.quantity.unit_kind, segment.quantity.unit
        if kind not in ("measure", "counter"):
            return found
        if found and found[0].word in word_set("labels", "occasions"):
            return found
        if not self.tail(segment) and (kind == "measure" or is_bare(unit)):
            return found  # nothing else would be left
        named = 0
        while named < len(found) and self.text[found[named].start].isupper():
            named += 1
        does = verb_length(found, named) or makes(found, named)
        does = does or phrase_set("deeds").prefix(found, named, len(found))
        if named < _SHORTEST_NAME or not does:
            return found
        return found[named:]

    def _is_topic(self, segment: Segment) -> bool:
        """ "Về nông nghiệp: 1.436 ha lúa bị ngập": what is spoken about, not what is counted."""
        lead = self.folded[slice(*segment.lead)].lstrip(" -+*•")
        return self.is_named(segment) and _about().match(lead) is not None

    def _is_theme(self, segment: Segment, found: list[Token]) -> bool:
        """ "Nông thôn mới: toàn tỉnh có 98 xã đạt chuẩn": behind the colon nothing but where."""
        colon = self.folded.rfind(":", *segment.lead)
        right = self.segments[self._right_sides[segment.index]]
        counted = right.quantity.unit_kind == "counter"
        if colon < 0 or not counted or strip([one for one in found if one.start > colon]):
            return False
        if len(self.tail(segment)) < _TELLING:
            return False
        return bool(self.folded[colon + 1 : segment.quantity.start].strip(" ><≥≤~"))

    def _is_doer(self, segment: Segment, found: list[Token]) -> bool:
        """ "Bộ Tư pháp hoàn thành 104 nhiệm vụ": who did what is counted."""
        if segment.quantity.unit_kind != "counter":
            return False
        body = phrase_set("bodies").prefix(found, 0, len(found)) > 0
        return body and _did().search(self.folded[slice(*segment.lead)]) is not None

    def won(self, segment: Segment) -> bool:
        """ "đạt 02 HCV, 05 HCB": what was won is the thing counted."""
        if not segment.quantity.unit.startswith(_prizes()):
            return False
        end = segment.quantity.start
        stop = bisect_left(self._stops, end) - 1
        start = max(self.segments[0].lead[0], self._stops[stop] + 1 if stop >= 0 else 0)
        verb = bisect_left(self._wins, end) - 1
        return verb >= 0 and self._wins[verb] >= start


def without_numbering(folded: str) -> int:
    """Where a passage begins behind its bullet or its number."""
    match = _NUMBERING.match(folded)
    return match.end() if match else 0


def is_list_head(phrase: str) -> bool:
    """ "Tỷ lệ trẻ ra lớp" before a colon is measured of each item behind it."""
    return phrase.lower().startswith(_heads())


def _starts(pattern: regex.Pattern[str] | WordPattern, folded: str) -> list[int]:
    return [match.start() for match in pattern.finditer(folded)]


def _right_sides(segments: Sequence[Segment], folded: str) -> list[int]:
    """For each figure the last figure of the pair or range it opens, itself if none.

    Two counts side by side share what they are about ("8 vụ/33 bị can về tội ...").
    """
    found = list(range(len(segments)))
    for i in range(len(segments) - 2, -1, -1):
        left, right = segments[i].quantity, segments[i + 1].quantity
        alike = left.unit == right.unit or (
            right.link == "pair" and folded.startswith(" về ", right.end)
        )
        if right.link and alike:
            found[i] = found[i + 1]
    return found
