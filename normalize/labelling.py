"""Labels of the figures of one passage, with what they inherit from each other.

A label is the noun phrase before the figure (its lead), the counted noun with the words
behind it (its tail), or both. What a list says once, its verb or its topic, is kept in
``Shared`` until the next semicolon or sentence.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

import regex

from extract.lexicon import either, units, word_set
from normalize.bare_labels import (
    deed_length,
    is_bare,
    is_bare_event,
    is_name,
    needs_topic,
    uncapitalised,
    without_event,
)
from normalize.label_words import LabelWords
from normalize.phrase_sets import Token, phrase_set
from normalize.phrases import (
    drop_dimension,
    has_dimension,
    implied_dimensions,
    is_dimension,
    is_harm,
    label_tokens,
    makes,
    render,
    verb_length,
)
from normalize.right_labels import measured_behind, planned_behind, says_who
from normalize.segments import Segment
from normalize.statements import Statement
from normalize.topics import Topics, is_bare_dimension

_TRIMMED_LEAD = 10  # words of a lead kept in front of a counter and its noun
_LONG_LEAD = 4  # words; a longer lead is a description, not a verb with its object
_LONG_NOUN = 3  # words of a counted noun before which the lead is trimmed
_SHORT = 2  # words of a label that is too bare to stand alone
_LONGEST_REST = 12  # words of the thing a count belongs to
_LONGEST_TITLE = 8  # words of a heading that may complete a bare count
_TOTAL = "tổng số"
_NUMBER = "số"  # a label that says "number of" says of what, too
# Measures whose "%" may name behind it what it is a percentage of ("đóng góp 62% doanh thu").
_OF_WHAT_STANDS_BEHIND = frozenset({"pct_of_plan", "change", "rate", "actual", "plan"})
_FOR = "cho"
_BECAUSE = "do"
_MADE = "làm"  # "làm chết": what was done to those counted is said by the word after it


@cache
def _belongs() -> regex.Pattern[str]:
    return regex.compile(rf"[\s,]*(?:{either('labels', 'belonging')})\s*")


@cache
def _opens_list() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\w)(?:{either('labels', 'list_openers')})\s*$")


@cache
def _carried() -> regex.Pattern[str]:
    return regex.compile(rf".*(?<!\w)(?:{either('labels', 'carries')})\s")


def _is_unowned(label: str) -> bool:
    """ "doanh thu", "lãi": whose, or of what, is not said."""
    return is_bare_dimension(label) or label.lower() in word_set("labels", "bare_results")


@dataclass(slots=True)
class Shared:
    """The ``words`` that figures of one list share, those before the first of them.

    ``words_part`` says where they hold: sentence, and semicolons before it.
    """

    words: list[Token] = field(default_factory=list)
    words_part: tuple[int, int] = (-1, -1)


class Labeller:
    """Puts the labels together, to be asked in the order of the figures.

    ``words`` are the words around each figure, ``heading`` is the text of the section's
    heading, the last resort; ``topic`` is what the document is about, for events that
    nothing else names.
    """

    def __init__(self, words: LabelWords, heading: str = "", topic: str = "") -> None:
        """Nothing is shared before the first figure."""
        self.topic = topic
        self.words = words
        self.text = words.text
        self.folded = words.folded
        self.segments = words.segments
        self.heading = heading
        self.shared = Shared()
        self.topics = Topics()
        self.rights: set[str] = set()  # labels found behind their figure

    # --- the label of a figure that stands for itself -------------------------------------

    def full(self, segment: Segment, statement: Statement, *, is_part: bool = False) -> str:
        """The label, with what the passage shares; the heading where nothing else is left.

        ``is_part`` says that the figure's group names what it is about.
        """
        lead, topics = self.words.lead(segment), self.topics
        named = bool(lead) and self.words.is_named(segment)
        kind = segment.quantity.unit_kind
        if kind == "counter":
            label = self._counter(segment, lead, named)
        elif kind == "percent" and not named:
            label = self._percent(lead, self.words.tail(segment))
        elif kind == "percent" and self._names_theme(lead, self.words.tail(segment)):
            label = render(self.text, self.words.tail(segment))
        else:
            label = self._amount(segment, statement, lead)
        if head := self.words.list_head(segment):
            label = f"{head} {uncapitalised(render(self.text, lead))}"
        part = self.words.part(segment)
        if part != topics.topic_part and lead:
            topics.open(label, part)
        if not self.words.opener and is_bare_event(label):
            label = self.words.heading or self.topic or label
            topics.open(label, part)
        opener = self.words.opener
        if not opener and _is_unowned(label) and says_who(self.words.heading):
            opener = self.words.heading
        if kind == "money" and label.lower() in word_set("labels", "penalties"):
            label = f"{label} {self._object_before(part)}".strip()
        if label.lower() in word_set("labels", "carries"):
            label = f"{label} {self._carried_before(part)}".strip()
        unsaid = bool(opener) and not is_part and opener.lower() not in label.lower()
        if unsaid and (needs_topic(label, _SHORT) or _is_unowned(label)):
            label = f"{label} {opener}".strip()
        label = label or self.heading
        said = statement.measure != "change" or has_dimension(render(self.text, lead))
        topics.note(label, part, (statement.unit or segment.quantity.unit) if said else "")
        return label

    @staticmethod
    def _names_theme(lead: list[Token], tail: list[Token]) -> bool:
        """ "Chuyển đổi số: 100% cơ quan dùng văn bản điện tử": what is spoken of, no rate."""
        if len(tail) <= _SHORT or phrase_set("list_heads").prefix(lead, 0, len(lead)):
            return False
        no_noun = ("plans", "measured", "connectives")
        return not any(phrase_set(key).prefix(tail, 0, len(tail)) for key in no_noun)

    def _carried_before(self, part: tuple[int, int]) -> str:
        """ "luân chuyển": what the label right before it says is carried."""
        before = self.topics.label if self.topics.label_part == part else ""
        match = _carried().search(before.lower())
        return before[match.end() :] if match else ""

    def _object_before(self, part: tuple[int, int]) -> str:
        """ "phạt tiền": whom or for what, counted right before it."""
        before = self.topics.label if self.topics.label_part == part else ""
        return " ".join(before.split()[deed_length(before) :])

    def right(self, segment: Segment, statement: Statement) -> str:
        """The label behind a figure whose lead only says who, "" where there is none."""
        if statement.unit == "%" and statement.measure not in _OF_WHAT_STANDS_BEHIND:
            return ""
        if segment.quantity.unit_kind == "counter":
            return ""
        if statement.label not in self.rights and not says_who(statement.label):
            return ""
        find = planned_behind if statement.measure == "pct_of_plan" else measured_behind
        label = render(self.text, find(self.folded, *segment.tail, self.words.holes))
        if label:
            self.rights.add(label)
        return label

    def _percent(self, lead: list[Token], tail: list[Token]) -> str:
        if not lead:
            return render(self.text, tail) or self.topics.topic
        if tail and verb_length(lead):
            return self._join(lead, tail)
        return render(self.text, lead)

    def _amount(self, segment: Segment, statement: Statement, lead: list[Token]) -> str:
        tail, topics = self.words.tail(segment), self.topics
        part = self.words.part(segment)
        if lead and is_dimension(lead):
            about = topics.of(lead, part)
            return f"{render(self.text, lead)} {uncapitalised(about)}".strip()
        opens_list = _opens_list().search(self.folded[slice(*segment.lead)])
        if tail and (opens_list or not lead):
            label = render(self.text, tail)
        elif tail and self._does(lead) and segment.quantity.unit_kind == "measure":
            return self._join(lead, tail)
        else:
            label = render(self.text, lead)
        if not label and self.words.is_beside(segment) and topics.label_part == part:
            return topics.label  # "xử phạt 3 cơ sở 12 triệu đồng"
        if not label:
            return topics.topic if topics.topic_part[0] == segment.sentence else ""
        dimension = implied_dimensions().get(statement.unit or segment.quantity.unit, "")
        if dimension and not tail and topics.thing and deed_length(label) == len(label.split()):
            return f"{label} {uncapitalised(topics.thing)}"
        if dimension and not has_dimension(label) and not (lead and verb_length(lead)):
            label = f"{dimension} {uncapitalised(label)}"
        return label

    @staticmethod
    def _does(lead: list[Token]) -> bool:
        """ "khai thác", "sản xuất": what is done to the thing behind the figure."""
        return verb_length(lead) > 0 or (makes(lead) and len(lead) <= _SHORT)

    # --- counts -----------------------------------------------------------------------------

    def _counter(self, segment: Segment, lead: list[Token], named: bool) -> str:
        """The label of a count: what is counted, with what was done to it."""
        unit, tail, shared = self.words.unit(segment), self.words.tail(segment), self.shared
        if not tail and self._wants_complement(segment, lead):
            tail = self.words.complement(segment)
        noun = [*unit, *tail]
        part = self.words.part(segment)
        if named and tail and len(lead) > _LONG_LEAD:
            shared.words, shared.words_part = [], part
            return render(self.text, noun)
        lead = lead or self.words.finished(segment)
        listed = any(token.word == "," for token in lead)
        if listed and tail and self.words.says_who_has(segment):
            lead = []
        if lead and is_harm(lead) and not self._makes(lead, tail):
            event = self.topics.topic if self.topics.topic_part == part else ""
            return self._harmed(noun, lead, without_event(event))
        if lead:
            shared.words, shared.words_part = lead, part
            return self._counted_with_lead(segment, lead, unit, tail)
        if not tail and self.folded[slice(*segment.lead)].strip() == _FOR:
            owned = self._belonging(segment, noun, tail)  # "mở 9 lớp dạy nghề cho 270 chị"
            if owned != render(self.text, noun):
                return owned
        if shared.words and shared.words_part == part and not self.words.says_event(segment):
            label = self._counted_in_list(segment, noun, tail)
            if label is not None:
                return label
        return self._belonging(segment, noun, tail)

    def _harmed(self, noun: list[Token], harm: list[Token], event: str) -> str:
        """ "vụ cháy làm chết 3 người": people killed, and in what."""
        done = harm[1:] if harm[0].word == _MADE else harm
        label = f"{render(self.text, noun)} {render(self.text, done)}".strip()
        return f"{label} {_BECAUSE} {uncapitalised(event)}" if event else label

    @staticmethod
    def _makes(lead: list[Token], tail: list[Token]) -> bool:
        """ "làm 2 công trình" builds; "làm 2 người chết" harms."""
        made = [token.word for token in lead] == [_MADE]
        return made and bool(tail) and not any(is_harm(tail[i:]) for i in range(len(tail)))

    def _wants_complement(self, segment: Segment, lead: list[Token]) -> bool:
        """ "tặng 65 phần quà | cho trẻ em": a deed of few words, or a bare count of nothing."""
        if len(lead) > _SHORT:
            return False
        if lead and not is_name(render(self.text, lead)) and self.words.says_why(segment):
            return False
        return verb_length(lead) > 0 or is_bare(segment.quantity.unit)

    def _counted_with_lead(
        self, segment: Segment, lead: list[Token], unit: list[Token], tail: list[Token]
    ) -> str:
        noun = [*unit, *tail]
        named = tail or not is_bare(segment.quantity.unit)
        if named and self.words.is_for(segment, lead):
            return f"{self._join(lead, [])} {_FOR} {render(self.text, noun)}"
        if tail:
            return self._join(lead, noun)
        if self.words.won(segment):
            return render(self.text, noun)
        said = {token.word for token in lead}
        if all(token.word in said for token in unit):
            return render(self.text, lead)
        if not self._does(lead):
            return self._named_count(segment, lead, unit)
        if len(lead) > _LONG_LEAD and is_bare(segment.quantity.unit):
            return f"{render(self.text, noun)} {uncapitalised(render(self.text, lead))}"
        return self._join(lead, noun)

    def _named_count(self, segment: Segment, lead: list[Token], unit: list[Token]) -> str:
        """ "Khối 10: 347 học sinh": who or where it was, with the noun that is counted."""
        counted = segment.quantity.unit
        tells = counted in units().counters and not is_bare(counted)
        says = len(lead) > _LONG_LEAD or any(token.word == _NUMBER for token in lead)
        if not tells or says:
            return render(self.text, lead)
        return f"{render(self.text, unit)} {uncapitalised(render(self.text, lead))}"

    def _counted_in_list(
        self, segment: Segment, noun: list[Token], tail: list[Token]
    ) -> str | None:
        """A count with no lead of its own, after one whose lead the list shares."""
        lead = self.shared.words
        size = verb_length(lead)
        if self.words.won(segment):
            return render(self.text, noun)
        if size and not tail:
            said = self.words.complement(segment)  # "cấp 5 thẻ cho người nghèo, 3 thẻ cho trẻ em"
            noun = [*noun, *said] if said and said[0].word == _FOR else noun
            return self._join(lead if self._is_deed(lead) else lead[:size], noun)
        if not size and len(noun) == 1 and is_bare(segment.quantity.unit):
            return f"{render(self.text, lead)} ({render(self.text, noun)})"
        if not size and len(lead) <= _LONG_LEAD:
            return self._join(lead, noun)
        return None

    @staticmethod
    def _is_deed(lead: list[Token]) -> bool:
        """ "xử phạt vi phạm hành chính": nothing in it is counted itself."""
        return len(lead) <= _LONG_LEAD + 1 and not any(
            token.word in units().counters for token in lead
        )

    def _belonging(self, segment: Segment, noun: list[Token], tail: list[Token]) -> str:
        """ "01 lớp ... cho 124 người": people of the class before."""
        label = render(self.text, noun)
        gap = self.folded[slice(*segment.lead)]
        first = segment.index == 0
        between = "" if first else self._between(segment)
        total = f"{_TOTAL.capitalize()} " if _TOTAL in gap else ""
        bare = segment.quantity.unit == label.lower() and is_bare(label.lower())
        if bare and (total or first):
            title = self.heading if len(self.heading.split()) <= _LONGEST_TITLE else ""
            return f"{total}{label} {title}".strip()
        close = (
            not first
            and self.segments[segment.index - 1].sentence == segment.sentence
            and ";" not in between
        )
        before = self.topics.label
        if tail[2:] or not close or not before or _belongs().fullmatch(gap) is None:
            return label
        said = before.split()
        verb = verb_length(label_tokens(before))
        rest = drop_dimension(" ".join(said[verb:])) if verb < len(said) else ""
        if (
            not rest
            or rest.lower() in units().counters
            or len(rest.split()) > _LONGEST_REST
            or segment.quantity.unit in rest.lower()
            or label.lower() in rest.lower()
        ):
            return label
        return f"{label} {rest}"

    def _between(self, segment: Segment) -> str:
        """The words between a figure and the one before it."""
        return self.folded[self.segments[segment.index - 1].quantity.end : segment.quantity.start]

    def _join(self, lead: list[Token], noun: list[Token]) -> str:
        if len(lead) > _TRIMMED_LEAD and len(noun) > _LONG_NOUN:
            lead = lead[-_TRIMMED_LEAD:]
        return f"{render(self.text, lead)} {render(self.text, noun)}".strip()
