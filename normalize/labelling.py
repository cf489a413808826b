"""Labels of the figures of one passage, with what they inherit from each other."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extract.passages import Passage
from extract.periods_mention import PeriodMention
from normalize.phrases import (
    Token,
    drop_dimension,
    implied_dimensions,
    is_dimension,
    last_clause,
    lead_label,
    noun_after,
    render,
    strip,
    tokens,
)
from normalize.segments import Segment
from normalize.statements import Statement

_CONNECTS = frozenset(
    "so với của theo mức năm cả thực hiện và được do trên tổng".split()
)
_TRIMMED_LEAD = 10  # words of a lead kept in front of a counter and its noun


class Labeller:
    """Finds the words; remembers the topic and the verb that a list shares."""

    def __init__(self, passage: Passage, periods: Sequence[PeriodMention]) -> None:
        self.text = passage.text
        self.folded = passage.folded
        self.holes = [(mention.start, mention.end) for mention in periods]
        self.topic = ""
        self.topic_part = (-1, -1)
        self.verb: list[Token] = []
        self.verb_sentence = -1
        self._leads: dict[tuple[int, int], list[Token]] = {}

    def lead(self, segment: Segment) -> list[Token]:
        """The label words in a figure's lead."""
        if segment.lead not in self._leads:
            found = lead_label(self.text, self.folded, *segment.lead, self.holes)
            if not found and segment.opened < 0 and segment.outer[1] > segment.outer[0]:
                found = lead_label(self.text, self.folded, segment.outer[0], segment.outer[1] - 1, self.holes)
            self._leads[segment.lead] = found
        return self._leads[segment.lead]

    def tail(self, segment: Segment) -> list[Token]:
        """The noun words right after a figure."""
        return noun_after(self.folded, *segment.tail, self.holes)

    def only_connects(self, start: int, end: int) -> bool:
        """True where nothing but connectives stands in ``[start:end)``."""
        return all(token.word in _CONNECTS for token in tokens(self.folded, start, end))

    def full(self, segment: Segment, statement: Statement) -> str:
        """The label of a figure that stands for itself."""
        quantity = segment.quantity
        lead, tail = self.lead(segment), self.tail(segment)
        named = self.folded[: quantity.start].rstrip(" <>≥≤~").endswith(":") and lead
        if named and tail and quantity.unit_kind == "counter":
            lead, named = [], []
        if quantity.unit_kind == "counter" and not named:
            label = self._counter(segment, lead, tail)
        elif quantity.unit_kind == "percent" and not named:
            label = self._percent(lead, tail)
        else:
            label = self._amount(segment, statement, lead, tail)
        part = self._part(segment)
        if part != self.topic_part and lead:
            self.topic, self.topic_part = drop_dimension(label), part
        return label

    def _part(self, segment: Segment) -> tuple[int, int]:
        """Sentence and count of semicolons: the stretch one topic rules."""
        return segment.sentence, self.folded.count(";", 0, segment.lead[0])

    def _counter(self, segment: Segment, lead: list[Token], tail: list[Token]) -> str:
        quantity = segment.quantity
        unit = tokens(self.folded, quantity.digits_end, quantity.end)
        noun = [*unit, *tail]
        if lead:
            self.verb, self.verb_sentence = lead, segment.sentence
            words = {token.word for token in lead}
            if not tail and (not _verbal(lead) or all(t.word in words for t in unit)):
                return render(self.text, lead)
            return self._join(lead, noun)
        if self.verb and self.verb_sentence == segment.sentence and not tail and _verbal(self.verb):
            head = self.verb[: _verb_length(self.verb)]
            return self._join(head, noun)
        return render(self.text, noun)

    def _join(self, lead: list[Token], noun: list[Token]) -> str:
        if len(lead) > _TRIMMED_LEAD and len(noun) > 3:
            lead = lead[-_TRIMMED_LEAD:]
        return f"{render(self.text, lead)} {render(self.text, noun)}".strip()

    def _percent(self, lead: list[Token], tail: list[Token]) -> str:
        if not lead:
            return render(self.text, tail) or self.topic
        if tail and _verbal(lead):
            return self._join(lead, tail)
        return render(self.text, lead)

    def _amount(
        self, segment: Segment, statement: Statement, lead: list[Token], tail: list[Token]
    ) -> str:
        unit = statement.unit or segment.quantity.unit
        dimension = implied_dimensions().get(unit, "")
        if lead and is_dimension(lead) and self.topic:
            topic = self.topic if self.topic_part == self._part(segment) else ""
            return f"{render(self.text, lead)} {topic}".strip() if topic else render(self.text, lead)
        found = lead or tail
        label = render(self.text, found)
        if not label:
            return self.topic if self.topic_part[0] == segment.sentence else ""
        if dimension and not _has_dimension(label):
            label = f"{dimension} {label[0].lower()}{label[1:]}"
        return label

    def finish(self, statements: Sequence[Statement], segments: Sequence[Segment]) -> None:
        """Second pass: "A, B và C đạt lần lượt x, y, z", parallel counts, groups."""
        self._respectively(statements, segments)
        for i, statement in enumerate(statements):
            if "parallel counts" in statement.rules and statement.label:
                statement.label = f"{statement.label} ({statement.unit})"
            elif i + 1 < len(statements) and "parallel counts" in statements[i + 1].rules:
                continue
        for statement in statements:
            if 0 <= statement.whole < len(statements):
                statement.whole = _same_count(statements, statement)
                statement.group = statements[statement.whole].label

    def _respectively(self, statements: Sequence[Statement], segments: Sequence[Segment]) -> None:
        for i, segment in enumerate(segments):
            lead_text = self.folded[slice(*segment.lead)]
            if not regex.search(r"(?<!\w)(?:lần lượt|tương ứng)(?!\w)", lead_text):
                continue
            run = [i]
            while run[-1] + 1 < len(segments):
                following = segments[run[-1] + 1]
                same = following.quantity.unit_kind == segments[i].quantity.unit_kind or not (
                    segments[i].quantity.unit
                )
                between = self.folded[segments[run[-1]].quantity.end : following.quantity.start]
                if not same or not regex.fullmatch(r"\s*(?:[,;]|và|,\s*và|;\s*và)\s*(?:tăng|giảm|đạt|là)?\s*", between):
                    break
                run.append(run[-1] + 1)
            if len(run) < 2:
                continue
            last = segments[run[-1]].quantity
            for j in run[:-1]:  # the unit may stand once, at the end
                if not statements[j].quantity.unit and last.unit:
                    statements[j].unit = last.unit
            names = self._names(segment, len(run))
            if not names:
                levels = [s for s in statements[:i] if s.clause >= 0 and statements.index(s) == s.clause]
                names = [s.label for s in levels[-len(run) :]] if len(levels) >= len(run) else []
            for j, name in zip(run, names, strict=False):
                statements[j].label = name
                statements[j].rules.append("respectively")

    def _names(self, segment: Segment, count: int) -> list[str]:
        """The list of subjects before "lần lượt", where it has as many as there are figures."""
        match = regex.search(r"(?<!\w)(?:\w+ )?(?:lần lượt|tương ứng)", self.folded, pos=segment.lead[0])
        end = match.start() if match else segment.lead[1]
        found = strip(tokens(self.folded, segment.lead[0], end, self.holes))
        pieces: list[list[Token]] = [[]]
        for token in found:
            if token.word in (",", ";", "và", ":"):
                if pieces[-1]:
                    pieces.append([])
            else:
                pieces[-1].append(token)
        pieces = [strip(piece) for piece in pieces if strip(piece)]
        if len(pieces) < count:
            return []
        pieces = pieces[-count:]
        size = min(len(piece) for piece in pieces[1:])
        head = pieces[0][: max(0, len(pieces[0]) - size)]
        first = render(self.text, pieces[0])
        rest = [
            f"{render(self.text, head)} {render(self.text, piece)}".strip() for piece in pieces[1:]
        ]
        return [first, *rest]


def _same_count(statements: Sequence[Statement], part: Statement) -> int:
    """Of the parallel counts of a whole, the one in the part's own unit."""
    whole = statements[part.whole]
    return next(
        (
            i
            for i, other in enumerate(statements)
            if other.clause == whole.clause
            and other.unit == part.unit
            and "parallel counts" in other.rules
        ),
        part.whole,
    )


def _verbal(found: Sequence[Token]) -> bool:
    return _verb_length(found) > 0


def _verb_length(found: Sequence[Token]) -> int:
    """How many words at the front are a report verb ("thu giữ", "tiếp nhận")."""
    from normalize.phrases import _phrases

    phrases, longest = _phrases("clause_starts")
    return next(
        (
            size
            for size in range(min(longest, len(found)), 0, -1)
            if tuple(token.word for token in found[:size]) in phrases
        ),
        0,
    )


def _has_dimension(label: str) -> bool:
    lowered = label.lower()
    return any(
        word in lowered
        for word in ("diện tích", "năng suất", "sản lượng", "khối lượng", "lượng", "giá", "vốn", "số ", "thu ", "chi ")
    )


__all__ = ["Labeller", "last_clause"]
