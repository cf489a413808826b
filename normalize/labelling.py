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
    is_harm,
    lead_label,
    noun_after,
    render,
    tokens,
    verb_length,
)
from normalize.segments import Segment
from normalize.statements import Statement

_CONNECTS = frozenset(
    ["so", "với", "của", "theo", "mức", "năm", "cả", "thực", "hiện", "và", "được", "do", "trên", "tổng", "tiến", "độ", "bình", "quân", "kết", "quả", "chỉ", "số", "giá", "trị", "số", "liệu"]
)
_TRIMMED_LEAD = 10  # words of a lead kept in front of a counter and its noun
_SHORT = 2  # words of a label that is too bare to stand alone
_NUMBERING = regex.compile(
    r"^\s*(?:[-+*•]\s*|(?:[ivxlc]+|\d{1,2}(?:\.\d{1,2})*|[a-zđ])\s*[.)/](?=\s)\s*)+"
)
_OPENER = regex.compile(r"^[^:;.\d]{2,60}(?=:)")
_BARE_COUNTERS = frozenset(
    ["người", "lượt", "vụ", "hộ", "đơn", "hồ", "sơ", "vụ", "việc", "trường", "hợp", "lượt", "người", "con", "cháu", "em"]
    + ["hồ sơ", "vụ việc"]
)
_PREPOSITION = regex.compile(r"[\s,]*(?:với|cho|của|tại|và|đối với|có)?\s*")


class Labeller:
    """Finds the words; remembers the topic and the verb that a list shares.

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
        self.text = passage.text
        self.folded = passage.folded
        self.holes = [*references, *((mention.start, mention.end) for mention in periods)]
        numbering = _NUMBERING.match(self.folded)
        if numbering is not None:
            self.holes.append(numbering.span())
        self.segments = segments
        self.heading = heading
        self.opener = self._opener(numbering.end() if numbering else 0)
        self.topic = ""
        self.topic_part = (-1, -1)
        self.shared: list[Token] = []  # the verb or name that a list of counts shares
        self.shared_part = (-1, -1)
        self.last_label = ""
        self._leads: dict[int, list[Token]] = {}

    def _opener(self, start: int) -> str:
        """ "Cà phê: 7 tháng giảm ...": what the whole passage is about."""
        match = _OPENER.match(self.folded[start:])
        if match is None or self.folded[:start].strip(" -+*•"):
            return ""  # a numbered opening is a heading, no topic
        found = lead_label(self.text, self.folded, start, start + match.end(), self.holes)
        return render(self.text, found) if len(found) <= 6 else ""

    # --- the words around one figure --------------------------------------------------

    def lead(self, segment: Segment) -> list[Token]:
        """The label words in a figure's lead."""
        key = segment.quantity.start
        if key not in self._leads:
            found = lead_label(self.text, self.folded, *segment.lead, self.holes)
            if not found and segment.outer[1] > segment.outer[0]:
                found = lead_label(
                    self.text,
                    self.folded,
                    segment.outer[0],
                    segment.outer[1] - 1,
                    self.holes,
                    clauses=segment.opened >= 0,
                )
            self._leads[key] = found
        return self._leads[key]

    def phrase(self, start: int, end: int) -> str:
        """The noun phrase in ``[start:end)``, "" if there is none."""
        found = lead_label(self.text, self.folded, start, end, self.holes)
        return render(self.text, found) if len(found) > 1 else ""

    def tail(self, segment: Segment) -> list[Token]:
        """The noun words right after a figure; of a pair they stand after its right side."""
        return noun_after(self.folded, *self._right(segment).tail, self.holes)

    def _right(self, segment: Segment) -> Segment:
        """The right side of the pair or range that this figure opens, else itself."""
        at = next(i for i, s in enumerate(self.segments) if s is segment)
        while at + 1 < len(self.segments) and self.segments[at + 1].quantity.link in (
            "pair",
            "range",
        ):
            if segment.quantity.unit != self.segments[at + 1].quantity.unit:
                break
            at += 1
        return self.segments[at]

    def only_connects(self, start: int, end: int) -> bool:
        """True where nothing but connectives stands in ``[start:end)``."""
        return all(token.word in _CONNECTS for token in tokens(self.folded, start, end))

    def _unit(self, segment: Segment) -> list[Token]:
        """The words of the unit, without its magnitude."""
        quantity = self._right(segment).quantity
        words = tokens(self.folded, quantity.digits_end, quantity.end)
        size = len(tokens(quantity.unit, 0, len(quantity.unit)))
        return words[-size:] if size else []

    def _part(self, segment: Segment) -> tuple[int, int]:
        """Sentence and count of semicolons: the stretch one topic rules."""
        return segment.sentence, self.folded.count(";", 0, segment.lead[0])

    # --- the label of a figure that stands for itself -------------------------------------

    def full(self, segment: Segment, statement: Statement) -> str:
        """The label, with what the passage shares; the heading where nothing else is left."""
        quantity = segment.quantity
        lead, tail = self.lead(segment), self.tail(segment)
        named = bool(lead) and self.folded[: quantity.start].rstrip(" <>≥≤~").endswith(":")
        if quantity.unit_kind == "counter":
            label = self._counter(segment, lead, tail, named)
        elif quantity.unit_kind == "percent" and not named:
            label = self._percent(lead, tail)
        else:
            label = self._amount(segment, statement, lead, tail)
        part = self._part(segment)
        if part != self.topic_part and lead:
            self.topic, self.topic_part = drop_dimension(label), part
        if (
            len(label.split()) <= _SHORT
            and self.opener
            and self.opener.lower() not in label.lower()
        ):
            label = f"{label} {self.opener}".strip()
        self.last_label = label or self.heading
        return self.last_label

    def _counter(self, segment: Segment, lead: list[Token], tail: list[Token], named: bool) -> str:
        unit = self._unit(segment)
        noun = [*unit, *tail]
        part = self._part(segment)
        if named and tail and len(lead) > 4:
            self.shared, self.shared_part = [], part
            return render(self.text, noun)
        if lead and is_harm(lead):
            about = self.topic if self.topic_part == part else ""
            return f"{render(self.text, noun)} {render(self.text, lead)} {about}".strip()
        if lead:
            self.shared, self.shared_part = lead, part
            words = {token.word for token in lead}
            if self._won(segment) and not tail:
                return render(self.text, noun)
            if not tail and (not verb_length(lead) or all(t.word in words for t in unit)):
                return render(self.text, lead)
            if not tail and len(lead) > 4 and segment.quantity.unit in _BARE_COUNTERS:
                return self._join(noun, lead)
            return self._join(lead, noun)
        if self.shared and self.shared_part == part:
            size = verb_length(self.shared)
            if self._won(segment):
                return render(self.text, noun)
            if size and not tail:
                return self._join(self.shared[:size], noun)
            if not size and len(noun) == 1 and segment.quantity.unit in _BARE_COUNTERS:
                return f"{render(self.text, self.shared)} ({render(self.text, noun)})"
            if not size and len(self.shared) <= 4:
                return self._join(self.shared, noun)
        return self._belonging(segment, noun, tail)

    def _won(self, segment: Segment) -> bool:
        """ "đạt 02 HCV, 05 HCB": what was won is the thing counted."""
        if not segment.quantity.unit.startswith(("hc", "huy chương", "giải")):
            return False
        before = self.folded[self.segments[0].lead[0] : segment.quantity.start]
        return regex.search(r"(?<!\w)(?:đạt|giành|được|đoạt|có|gồm)\s+[^.;:]*$", before) is not None

    def _belonging(self, segment: Segment, noun: list[Token], tail: list[Token]) -> str:
        """ "01 lớp ... cho 124 người": people of the class before."""
        label = render(self.text, noun)
        gap = self.folded[slice(*segment.lead)]
        at = next(i for i, s in enumerate(self.segments) if s is segment)
        close = at and self.segments[at - 1].sentence == segment.sentence and ";" not in gap
        total = "Tổng số " if "tổng số" in gap else ""
        if (
            segment.quantity.unit == label.lower()
            and label.lower() in _BARE_COUNTERS
            and (total or not at)
        ):
            title = self.heading if len(self.heading.split()) <= 8 else ""
            return f"{total}{label} {title}".strip()
        if tail[2:] or not close or not self.last_label or _PREPOSITION.fullmatch(gap) is None:
            return label
        words = self.last_label.split()
        found = tokens(self.last_label.lower(), 0, len(self.last_label))
        rest = " ".join(words[verb_length(found) :]) if verb_length(found) < len(words) else ""
        if not rest or label.lower() in rest.lower():
            return label
        return f"{label} {rest}"

    def _join(self, lead: list[Token], noun: list[Token]) -> str:
        if len(lead) > _TRIMMED_LEAD and len(noun) > 3:
            lead = lead[-_TRIMMED_LEAD:]
        return f"{render(self.text, lead)} {render(self.text, noun)}".strip()

    def _percent(self, lead: list[Token], tail: list[Token]) -> str:
        if not lead:
            return render(self.text, tail) or self.topic
        if tail and verb_length(lead):
            return self._join(lead, tail)
        return render(self.text, lead)

    def _amount(
        self, segment: Segment, statement: Statement, lead: list[Token], tail: list[Token]
    ) -> str:
        unit = statement.unit or segment.quantity.unit
        dimension = implied_dimensions().get(unit, "")
        part = self._part(segment)
        if lead and is_dimension(lead) and self.topic:
            topic = self.topic if self.topic_part == part else ""
            return f"{render(self.text, lead)} {topic}".strip()
        opens_list = regex.search(
            r"(?<!\w)(?:gồm|bao gồm|có)\s*$", self.folded[slice(*segment.lead)]
        )
        if tail and (opens_list or not lead):
            label = render(self.text, tail)
        elif tail and verb_length(lead) and segment.quantity.unit_kind == "measure":
            return self._join(lead, tail)
        else:
            label = render(self.text, lead)
        if not label:
            return self.topic if self.topic_part[0] == segment.sentence else ""
        if dimension and not _has_dimension(label) and not (lead and verb_length(lead)):
            label = f"{dimension} {label[0].lower()}{label[1:]}"
        return label

    # --- second pass ------------------------------------------------------------------------

    def finish(self, statements: Sequence[Statement]) -> None:
        """What only the whole passage tells: parallel counts, returns to earlier figures."""
        for i, statement in enumerate(statements):
            if "parallel counts" in statement.rules and statement.label:
                statement.label = f"{statement.label} ({statement.unit})"
            if statement.measure == "change":
                self._return(statements, i)
        for i, statement in enumerate(statements):
            if statement.measure == "rate" and statement.clause == i:
                self._same_rate(statements, i)
        for statement in statements:
            if 0 <= statement.whole < len(statements):
                statement.whole = _same_count(statements, statement)
                statement.group = statements[statement.whole].label

    def _return(self, statements: Sequence[Statement], i: int) -> None:
        """ "giảm 53 người chết", "giảm 28% về số hộ": a figure named before, by fewer words."""
        statement = statements[i]
        segment = self.segments[i]
        start, end = segment.tail
        about = regex.match(
            r"\s*về\s+(?:số\s+)?(?P<noun>[^,;.()]+?)(?=\s*(?:$|[,;.()]|và |nhưng |so ))",
            self.folded[start:end],
        )
        if about is not None:
            for other in reversed(statements[:i]):
                if other.measure != "change" and (
                    other.unit == about["noun"] or about["noun"] in other.label.lower()
                ):
                    statement.label = other.label
                    return
            statement.label = f"{about['noun']} {statement.label}".strip()
            return
        if statement.clause != i or self.lead(segment):
            return
        unit, words = segment.quantity.unit, {t.word for t in self.tail(segment)}
        for other in reversed(statements[:i]):
            if (
                other.measure != "change"
                and other.quantity.unit == unit
                and words <= set(other.label.lower().split())
            ):
                self._rename(statements, i, other.label)
                return

    def _rename(self, statements: Sequence[Statement], i: int, label: str) -> None:
        for other in statements[i:]:
            if other.clause == statements[i].clause:
                other.label = label

    def _same_rate(self, statements: Sequence[Statement], i: int) -> None:
        """ "công suất giường bệnh tuyến tỉnh 118%, tuyến huyện 94,5%"."""
        label = statements[i].label
        words = label.split()
        if len(words) > 3 or not label or label.lower().startswith(_RATES):
            return
        for j in range(i - 1, -1, -1):
            other = statements[j]
            if self.segments[j].sentence != self.segments[i].sentence:
                return
            if other.measure == "rate" and other.label.lower().startswith(_RATES):
                head = other.label.split()
                kept = (
                    head[: -len(words)]
                    if statements[i].whole < 0 and len(head) > len(words) + 1
                    else head
                )
                self._rename(statements, i, " ".join([*kept, *words]))
                return


_RATES = ("tỷ lệ", "tỉ lệ", "công suất", "tỷ suất", "độ ", "mức ")


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


def _has_dimension(label: str) -> bool:
    lowered = label.lower()
    return any(
        word in lowered
        for word in (
            "diện tích",
            "năng suất",
            "sản lượng",
            "lượng",
            "giá",
            "vốn",
            "số ",
            "thu ",
            "chi ",
        )
    )
