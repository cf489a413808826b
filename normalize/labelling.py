"""Labels of the figures of one passage, with what they inherit from each other.

A label is the noun phrase before the figure (its lead), the counted noun with the words
behind it (its tail), or both. What a list says once, its verb or its topic, is kept in
``Shared`` until the next semicolon or sentence.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

import regex

from extract.intervals import Intervals
from extract.lexicon import either, names, word_set, words
from extract.passages import Passage
from extract.periods_mention import PeriodMention
from normalize.phrase_sets import Token
from normalize.phrases import (
    drop_dimension,
    has_dimension,
    implied_dimensions,
    is_dimension,
    is_harm,
    lead_label,
    noun_after,
    render,
    tokens,
    verb_length,
)
from normalize.segments import Segment
from normalize.statements import Statement

_TRIMMED_LEAD = 10  # words of a lead kept in front of a counter and its noun
_LONG_LEAD = 4  # words; a longer lead is a description, not a verb with its object
_LONG_NOUN = 3  # words of a counted noun before which the lead is trimmed
_SHORT = 2  # words of a label that is too bare to stand alone
_LONGEST_OPENER = 6  # words before the first colon that may be the topic of all
_LONGEST_REST = 12  # words of the thing a count belongs to
_LONGEST_TITLE = 8  # words of a heading that may complete a bare count
_TOTAL = "tổng số"
_NUMBERING = regex.compile(
    r"^\s*(?:[-+*•]\s*|(?:[ivxlc]+|\d{1,2}(?:\.\d{1,2})*|[a-zđ])\s*[.)/](?=\s)\s*)+"
)
_OPENER = regex.compile(r"[^:;.\d]{2,60}(?=:)")
_SEMICOLON = regex.compile(";")
_STOP = regex.compile("[.;:]")


@cache
def _belongs() -> regex.Pattern[str]:
    return regex.compile(rf"[\s,]*(?:{either('labels', 'belonging')})\s*")


@cache
def _opens_list() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\w)(?:{either('labels', 'list_openers')})\s*$")


@cache
def _winning() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\w)(?:{either('labels', 'won')})(?=\s)")


@dataclass(slots=True)
class Shared:
    """What figures of one list share: ``words`` before the first of them, or its ``topic``.

    ``words_part`` and ``topic_part`` say where they hold: sentence, and semicolons
    before it. ``label`` is the last label given.
    """

    topic: str = ""
    topic_part: tuple[int, int] = (-1, -1)
    words: list[Token] = field(default_factory=list)
    words_part: tuple[int, int] = (-1, -1)
    label: str = ""


class Labeller:
    """Finds the words of each figure of a passage, to be asked in the order of the figures.

    ``heading`` is the text of the section's heading, the last resort; ``references``
    are stretches that name documents and numbers to call, no part of any label.
    """

    def __init__(
        self,
        passage: Passage,
        periods: Sequence[PeriodMention],
        segments: Sequence[Segment],
        heading: str = "",
        references: Sequence[tuple[int, int]] = (),
    ) -> None:
        """``periods`` are the period mentions, which are no part of any label either."""
        self.text = passage.text
        self.folded = passage.folded
        numbering = _NUMBERING.match(self.folded)
        self.holes = Intervals(
            [
                *references,
                *((mention.start, mention.end) for mention in periods),
                *([numbering.span()] if numbering else []),
            ]
        )
        self.segments = segments
        self.heading = heading
        self.opener = self._opener(numbering.end() if numbering else 0)
        self.shared = Shared()
        self._right_sides = _right_sides(segments)
        self._semicolons = _starts(_SEMICOLON, self.folded)
        self._stops = _starts(_STOP, self.folded)
        self._wins = _starts(_winning(), self.folded)
        self._leads: dict[int, list[Token]] = {}
        self._tails: dict[int, list[Token]] = {}

    def _opener(self, start: int) -> str:
        """ "Cà phê: 7 tháng giảm ...": what the whole passage is about."""
        match = _OPENER.match(self.folded, start)
        if match is None or self.folded[:start].strip(" -+*•"):
            return ""  # a numbered opening is a heading, no topic
        found = lead_label(self.folded, start, match.end(), self.holes)
        return render(self.text, found) if len(found) <= _LONGEST_OPENER else ""

    # --- the words around one figure --------------------------------------------------

    def lead(self, segment: Segment) -> list[Token]:
        """The label words in a figure's lead, else those before the bracket it opens."""
        if segment.index not in self._leads:
            found = lead_label(self.folded, *segment.lead, self.holes)
            start, end = segment.outer
            if not found and end > start:
                clauses = segment.opened >= 0
                found = lead_label(self.folded, start, end - 1, self.holes, clauses=clauses)
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

    def _unit(self, segment: Segment) -> list[Token]:
        """The words of the unit, without its magnitude."""
        quantity = self.segments[self._right_sides[segment.index]].quantity
        found = tokens(self.folded, quantity.digits_end, quantity.end)
        size = len(tokens(quantity.unit, 0, len(quantity.unit)))
        return found[-size:] if size else []

    def _part(self, segment: Segment) -> tuple[int, int]:
        """Sentence and count of semicolons: the stretch one topic rules."""
        return segment.sentence, bisect_left(self._semicolons, segment.lead[0])

    def _is_named(self, segment: Segment) -> bool:
        """True where a colon stands between the lead and the figure ("số hộ: 5")."""
        at = segment.quantity.start
        while at and self.folded[at - 1] in " <>≥≤~":
            at -= 1
        return at > 0 and self.folded[at - 1] == ":"

    # --- the label of a figure that stands for itself -------------------------------------

    def full(self, segment: Segment, statement: Statement) -> str:
        """The label, with what the passage shares; the heading where nothing else is left."""
        lead, shared = self.lead(segment), self.shared
        named = bool(lead) and self._is_named(segment)
        kind = segment.quantity.unit_kind
        if kind == "counter":
            label = self._counter(segment, lead, named)
        elif kind == "percent" and not named:
            label = self._percent(lead, self.tail(segment))
        else:
            label = self._amount(segment, statement, lead)
        part = self._part(segment)
        if part != shared.topic_part and lead:
            shared.topic, shared.topic_part = drop_dimension(label), part
        is_short = len(label.split()) <= _SHORT
        if is_short and self.opener and self.opener.lower() not in label.lower():
            label = f"{label} {self.opener}".strip()
        shared.label = label or self.heading
        return shared.label

    def _percent(self, lead: list[Token], tail: list[Token]) -> str:
        if not lead:
            return render(self.text, tail) or self.shared.topic
        if tail and verb_length(lead):
            return self._join(lead, tail)
        return render(self.text, lead)

    def _amount(self, segment: Segment, statement: Statement, lead: list[Token]) -> str:
        tail, shared = self.tail(segment), self.shared
        if lead and is_dimension(lead) and shared.topic:
            topic = shared.topic if shared.topic_part == self._part(segment) else ""
            return f"{render(self.text, lead)} {topic}".strip()
        opens_list = _opens_list().search(self.folded[slice(*segment.lead)])
        if tail and (opens_list or not lead):
            label = render(self.text, tail)
        elif tail and verb_length(lead) and segment.quantity.unit_kind == "measure":
            return self._join(lead, tail)
        else:
            label = render(self.text, lead)
        if not label:
            return shared.topic if shared.topic_part[0] == segment.sentence else ""
        dimension = implied_dimensions().get(statement.unit or segment.quantity.unit, "")
        if dimension and not has_dimension(label) and not (lead and verb_length(lead)):
            label = f"{dimension} {label[0].lower()}{label[1:]}"
        return label

    # --- counts -----------------------------------------------------------------------------

    def _counter(self, segment: Segment, lead: list[Token], named: bool) -> str:
        """The label of a count: what is counted, with what was done to it."""
        unit, tail, shared = self._unit(segment), self.tail(segment), self.shared
        noun = [*unit, *tail]
        part = self._part(segment)
        if named and tail and len(lead) > _LONG_LEAD:
            shared.words, shared.words_part = [], part
            return render(self.text, noun)
        if lead and is_harm(lead):
            about = shared.topic if shared.topic_part == part else ""
            return f"{render(self.text, noun)} {render(self.text, lead)} {about}".strip()
        if lead:
            shared.words, shared.words_part = lead, part
            return self._counted_with_lead(segment, lead, unit, tail)
        if shared.words and shared.words_part == part:
            label = self._counted_in_list(segment, noun, tail)
            if label is not None:
                return label
        return self._belonging(segment, noun, tail)

    def _counted_with_lead(
        self, segment: Segment, lead: list[Token], unit: list[Token], tail: list[Token]
    ) -> str:
        noun = [*unit, *tail]
        if tail:
            return self._join(lead, noun)
        if self._won(segment):
            return render(self.text, noun)
        said = {token.word for token in lead}
        if not verb_length(lead) or all(token.word in said for token in unit):
            return render(self.text, lead)
        if len(lead) > _LONG_LEAD and _is_bare(segment.quantity.unit):
            return self._join(noun, lead)
        return self._join(lead, noun)

    def _counted_in_list(
        self, segment: Segment, noun: list[Token], tail: list[Token]
    ) -> str | None:
        """A count with no lead of its own, after one whose lead the list shares."""
        lead = self.shared.words
        size = verb_length(lead)
        if self._won(segment):
            return render(self.text, noun)
        if size and not tail:
            return self._join(lead[:size], noun)
        if not size and len(noun) == 1 and _is_bare(segment.quantity.unit):
            return f"{render(self.text, lead)} ({render(self.text, noun)})"
        if not size and len(lead) <= _LONG_LEAD:
            return self._join(lead, noun)
        return None

    def _won(self, segment: Segment) -> bool:
        """ "đạt 02 HCV, 05 HCB": what was won is the thing counted."""
        if not segment.quantity.unit.startswith(names(words("labels"), "prizes")):
            return False
        end = segment.quantity.start
        stop = bisect_left(self._stops, end) - 1
        start = max(self.segments[0].lead[0], self._stops[stop] + 1 if stop >= 0 else 0)
        verb = bisect_left(self._wins, end) - 1
        return verb >= 0 and self._wins[verb] >= start

    def _belonging(self, segment: Segment, noun: list[Token], tail: list[Token]) -> str:
        """ "01 lớp ... cho 124 người": people of the class before."""
        label = render(self.text, noun)
        gap = self.folded[slice(*segment.lead)]
        first = segment.index == 0
        total = f"{_TOTAL.capitalize()} " if _TOTAL in gap else ""
        bare = segment.quantity.unit == label.lower() and _is_bare(label.lower())
        if bare and (total or first):
            title = self.heading if len(self.heading.split()) <= _LONGEST_TITLE else ""
            return f"{total}{label} {title}".strip()
        close = (
            not first
            and self.segments[segment.index - 1].sentence == segment.sentence
            and ";" not in gap
        )
        before = self.shared.label
        if tail[2:] or not close or not before or _belongs().fullmatch(gap) is None:
            return label
        said = before.split()
        verb = verb_length(tokens(before.lower(), 0, len(before)))
        rest = " ".join(said[verb:]) if verb < len(said) else ""
        if not rest or len(rest.split()) > _LONGEST_REST or label.lower() in rest.lower():
            return label
        return f"{label} {rest}"

    def _join(self, lead: list[Token], noun: list[Token]) -> str:
        if len(lead) > _TRIMMED_LEAD and len(noun) > _LONG_NOUN:
            lead = lead[-_TRIMMED_LEAD:]
        return f"{render(self.text, lead)} {render(self.text, noun)}".strip()


def _starts(pattern: regex.Pattern[str], folded: str) -> list[int]:
    return [match.start() for match in pattern.finditer(folded)]


def _is_bare(unit: str) -> bool:
    return unit in word_set("labels", "bare_counters")


def _right_sides(segments: Sequence[Segment]) -> list[int]:
    """For each figure the last figure of the pair or range it opens, itself if none."""
    found = list(range(len(segments)))
    for i in range(len(segments) - 2, -1, -1):
        left, right = segments[i].quantity, segments[i + 1].quantity
        if right.link and left.unit == right.unit:
            found[i] = found[i + 1]
    return found
