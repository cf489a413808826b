"""Prose to statements: what each figure of a passage measures.

One pass over the figures in reading order with a small state: the label of the last
level, the list that is open, the estimate in force. A figure whose lead holds words of
its own starts a new clause; a figure whose lead holds only cues ("đạt", "tăng",
"bằng") speaks of the clause before it. Where two readings are left, none is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.passages import Passage
from extract.periods import find_periods
from extract.periods_mention import PeriodMention
from extract.quantities import Quantity
from normalize.bases import Base, authority, find_base
from normalize.cues import Cue, find_cues
from normalize.labelling import Labeller
from normalize.measures import Scene, level_measure, percent_measure
from normalize.periods import PeriodContext
from normalize.segments import Segment, cut_segments
from normalize.sentences import split_sentences
from normalize.statements import Statement
from normalize.timing import Timer
from normalize.unit_sharing import share_units
from solieu.model import CompareTo


@dataclass(frozen=True, slots=True)
class Frame:
    """What a passage inherits from around it.

    ``label`` and ``listing`` come from the sentence that introduces a list, or from
    the phrase a footnote's mark hangs on (``note``); ``estimate`` from the same place;
    ``task`` says that the section lists tasks to come, so that figures are targets.
    """

    context: PeriodContext
    label: str = ""
    listing: str = ""
    estimate: bool = False
    note: bool = False
    task: bool = False
    period: str = ""
    unit: str = ""


@dataclass(slots=True)
class State:
    """What the figures before this one left behind."""

    level: int = -1  # index of the last statement that stands for itself
    clause: int = -1
    group: str = ""
    group_index: int = -1
    listing: str = ""
    group_depth: int = 0
    group_sentence: int = -1
    estimate: bool = False
    sentence: int = -1
    sentence_base: Base | None = None
    waiting: list[int] = field(default_factory=list)  # changes without a base so far


def read_prose(
    passage: Passage, quantities: Sequence[Quantity], frame: Frame
) -> list[Statement]:
    """One statement a quantity, in the order of the quantities."""
    return _Reader(passage, quantities, frame).read()


class _Reader:
    """The pass over one passage."""

    def __init__(self, passage: Passage, quantities: Sequence[Quantity], frame: Frame) -> None:
        self.passage = passage
        self.folded = passage.folded
        self.frame = frame
        self.sentences = split_sentences(passage.text)
        self.segments = cut_segments(self.folded, self.sentences, quantities)
        self.cues = find_cues(self.folded)
        self.periods = find_periods(self.folded)
        self.timer = Timer(self.folded, self.sentences, self.periods, frame.context, frame.period)
        self.labels = Labeller(passage, self.periods)
        self.statements: list[Statement] = []
        self.state = State(
            group=frame.label, listing=frame.listing, estimate=frame.estimate, group_sentence=-2
        )

    def read(self) -> list[Statement]:
        for i, segment in enumerate(self.segments):
            self._enter(segment)
            self.statements.append(self._one(i, segment))
        self._settle_bases(len(self.segments))
        share_units(self.statements, self.segments, self.frame.unit)
        self.labels.finish(self.statements, self.segments)
        return self.statements

    # --- scope ----------------------------------------------------------------

    def _enter(self, segment: Segment) -> None:
        """Close what a new sentence or a closed bracket ends."""
        state = self.state
        if segment.sentence != state.sentence:
            self._settle_bases(len(self.statements))
            state.sentence = segment.sentence
            state.sentence_base = None
            if state.group_sentence >= 0 and not self._opens_with_part(segment):
                state.group, state.group_index, state.listing = "", -1, ""
            if not self._opens_with_part(segment) and state.group_sentence != -2:
                state.estimate = False
        if segment.depth < state.group_depth:
            state.group, state.group_index, state.listing, state.group_depth = "", -1, "", 0

    def _opens_with_part(self, segment: Segment) -> bool:
        start, end = segment.lead
        return any(
            cue.kind.startswith("part_") and not self.folded[start : cue.start].strip(" -+•.:;,")
            for cue in self._within(start, end)
        )

    def _within(self, start: int, end: int) -> list[Cue]:
        return [cue for cue in self.cues if start <= cue.start < end]

    # --- one figure -------------------------------------------------------------

    def _one(self, i: int, segment: Segment) -> Statement:
        state, quantity = self.state, segment.quantity
        cues = self._within(*segment.lead)
        self._open_group(i, segment, cues)
        own = self.labels.lead(segment)
        statement = Statement(quantity, unit=quantity.unit)
        lead_base = self._base(segment.lead)
        if lead_base is not None and self._is_adverbial(segment, lead_base):
            state.sentence_base = lead_base
        tail_base = self._tail_base(i, segment)
        scene = Scene(
            quantity=quantity,
            folded=self.folded,
            segment=segment,
            cues=tuple(cues),
            lead_base=lead_base,
            tail_base=tail_base,
            sentence_base=state.sentence_base,
            own_label=own,
            before=self.statements[i - 1] if i else None,
            same_sentence=i > 0 and self.segments[i - 1].sentence == segment.sentence,
            clause=tuple(s for s in self.statements if s.clause == state.clause),
            after=self.segments[i + 1].quantity if i + 1 < len(self.segments) else None,
            later_plan=self._plan_near(segment),
            estimate=state.estimate,
            task=self.frame.task,
            label=self._label_of(state.level),
            tail_noun=self.labels.tail(segment),
        )
        if quantity.unit_kind == "percent" or scene.is_multiple:
            percent_measure(statement, scene)
        else:
            level_measure(statement, scene)
        self._place(i, segment, statement, scene)
        self._status(statement, cues)
        if statement.measure in ("plan", "pct_of_plan") or statement.compare_to == "plan":
            base = tail_base or lead_base
            if base is not None and base.compare_to == "plan":
                statement.authority = self._authority(segment, base)
        if statement.measure in ("change", "index") and not statement.compare_to:
            state.waiting.append(i)
        self.timer.place(statement, segment, self.statements, i, state.clause)
        return statement

    def _open_group(self, i: int, segment: Segment, cues: Sequence[Cue]) -> None:
        state = self.state
        opener = next((cue for cue in cues if cue.kind.startswith("part_")), None)
        if opener is not None and state.level >= 0:
            if state.group_index < 0 or segment.depth > state.group_depth or opener.kind == "part_closed":
                state.group = self.statements[state.level].label
                state.group_index = state.level
            state.listing = "open" if opener.kind == "part_open" else "closed"
            state.group_depth = segment.depth
            state.group_sentence = segment.sentence
        elif opener is not None and state.group:
            state.group_sentence = segment.sentence
        elif segment.opened >= 0 and segment.depth > state.group_depth:
            before = self.statements[segment.opened]
            if self.labels.lead(segment):
                state.group = before.label
                state.group_index = segment.opened
                state.listing = "closed"
                state.group_depth = segment.depth
                state.group_sentence = segment.sentence

    def _base(self, stretch: tuple[int, int]) -> Base | None:
        return find_base(self.folded, *stretch, self.cues, self.periods, self.frame.context)

    def _is_adverbial(self, segment: Segment, base: Base) -> bool:
        """ "So với cùng kỳ, ..." at the start of a sentence speaks for all of it."""
        head = self.folded[self.sentences[segment.sentence][0] : base.start].strip(" -+•*")
        comma = self.folded.find(",", base.start, segment.quantity.start)
        return head in ("so với", "so", "") and comma >= 0

    def _tail_base(self, i: int, segment: Segment) -> Base | None:
        start, end = segment.tail
        comma = self.folded.find(", ", start, end)
        base = self._base((start, comma if comma >= 0 else end))
        if base is None:
            return None
        # "(100 tấn) kế hoạch" only when nothing but connectives stand between
        return base if self.labels.only_connects(start, base.start) else None

    def _plan_near(self, segment: Segment) -> bool:
        start, end = self.sentences[segment.sentence]
        return any(cue.kind in ("plan", "base_plan") for cue in self._within(start, end))

    def _label_of(self, index: int) -> str:
        return self.statements[index].label if index >= 0 else ""

    # --- label, clause, group -----------------------------------------------------

    def _place(self, i: int, segment: Segment, statement: Statement, scene: Scene) -> None:
        state = self.state
        derived = scene.derived and state.level >= 0
        if derived:
            anchor = self.statements[state.level]
            if segment.opened >= 0 and segment.depth > 0:
                opened = self.statements[segment.opened]
                anchor = opened if opened.label else anchor
            statement.label = anchor.label
            statement.clause = anchor.clause
            statement.group, statement.whole = anchor.group, anchor.whole
            statement.listing = anchor.listing
            if "percent" in statement.rules and not statement.label:
                statement.label = self.labels.full(segment, statement)
        else:
            state.clause = i
            statement.clause = i
            statement.label = self.labels.full(segment, statement)
            statement.group = state.group
            statement.whole = state.group_index
            statement.listing = state.listing if state.group_index >= 0 else ""
            state.level = i
        state.clause = statement.clause
        if statement.fraction_of == -2:
            statement.fraction_of = i - 1

    def _status(self, statement: Statement, cues: Sequence[Cue]) -> None:
        if statement.measure == "estimate":
            self.state.estimate = True
            statement.status = "E"
        if any(cue.kind == "prelim" for cue in cues):
            statement.status = "P"

    def _authority(self, segment: Segment, base: Base) -> str:
        cue = next((c for c in self.cues if c.start == base.start), None)
        end = segment.tail[1] if base.start >= segment.tail[0] else segment.lead[1]
        return authority(self.passage.text, self.folded, cue.end if cue else base.start, end)

    # --- bases that are named later --------------------------------------------------

    def _settle_bases(self, upto: int) -> None:
        """A change without a base takes the sentence's, else the next one's, else yoy."""
        state = self.state
        for i in state.waiting:
            statement = self.statements[i]
            if state.sentence_base is not None:
                statement.compare_to = state.sentence_base.compare_to
            else:
                statement.compare_to = self._neighbour_base(i, upto)
        state.waiting = []

    def _neighbour_base(self, i: int, upto: int) -> CompareTo:
        settled = [
            s.compare_to
            for s in self.statements[i + 1 : upto]
            if s.measure in ("change", "index") and s.compare_to
        ]
        earlier = [
            s.compare_to
            for s in reversed(self.statements[:i])
            if s.measure in ("change", "index") and s.compare_to
        ]
        return next(iter([*settled, *earlier]), "yoy")
