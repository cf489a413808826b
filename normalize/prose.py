"""Prose to statements: what each figure of a passage measures.

One pass over the figures in reading order with a small state: the label of the last
level, the list that is open, the estimate in force. A figure whose lead holds words of
its own starts a new clause; a figure whose lead holds only cues ("đạt", "tăng",
"bằng") speaks of the clause before it. Where two readings are left, none is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import regex

from extract.passages import Passage
from extract.periods import find_periods
from extract.quantity import Quantity
from normalize.bases import Base, authority, find_base, of_period
from normalize.cues import Cue, find_cues
from normalize.labelling import Labeller
from normalize.measures import Scene, level_measure, percent_measure
from normalize.openings import head, is_task
from normalize.periods import PeriodContext, bounds, resolve
from normalize.respectively import in_step
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
    title: str = ""
    season: str = ""
    plan: str = ""  # the period of the plan that a footnote's anchor names


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
    task: bool = False  # the sentence opens with tasks or targets
    aimed: bool = False  # "phấn đấu" was said earlier in the sentence
    sentence: int = -1
    sentence_base: Base | None = None
    waiting: list[int] = field(default_factory=list)  # changes without a base so far


_PENDING = "bằng, base named elsewhere"


def read_prose(
    passage: Passage,
    quantities: Sequence[Quantity],
    frame: Frame,
    references: Sequence[tuple[int, int]] = (),
) -> list[Statement]:
    """One statement a quantity, in the order of the quantities.

    ``references`` are the stretches of legal references and the like.
    """
    return _Reader(passage, quantities, frame, references).read()


class _Reader:
    """The pass over one passage."""

    def __init__(
        self,
        passage: Passage,
        quantities: Sequence[Quantity],
        frame: Frame,
        references: Sequence[tuple[int, int]],
    ) -> None:
        self.passage = passage
        self.folded = passage.folded
        self.frame = frame
        self.sentences = split_sentences(passage.text)
        self.segments = cut_segments(self.folded, self.sentences, quantities)
        self.cues = find_cues(self.folded)
        self.periods = find_periods(self.folded)
        self.timer = Timer(
            self.folded, self.sentences, self.periods, frame.context, frame.period, frame.task,
            frame.season, frame.plan,
        )  # fmt: skip
        self.labels = Labeller(passage, self.periods, self.segments, frame.title, references)
        self.statements: list[Statement] = []
        self.state = State(
            group=frame.label, listing=frame.listing, task=frame.task, group_sentence=-2
        )

    def read(self) -> list[Statement]:
        for i, segment in enumerate(self.segments):
            self._enter(segment)
            self.statements.append(self._one(i, segment))
        self._settle_bases(len(self.segments))
        share_units(self.folded, self.statements, self.segments, self.frame.unit)
        in_step(self.passage, self.statements, self.segments, self.labels.holes)
        self.labels.finish(self.statements)
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
                self._close_group()
            start, end = self.sentences[segment.sentence]
            state.task = self.frame.task or self._opens_task(start, end)
            state.aimed = False
        if segment.depth < state.group_depth:
            self._close_group()

    def _opens_task(self, start: int, end: int) -> bool:
        """ "Dự toán năm 2010: thu ...": the sentence itself opens targets of a later period."""
        opening = head(self.folded[start:end].lstrip())
        own = self.frame.context.document
        periods = [
            period
            for mention in self.periods
            if start <= mention.start < start + len(opening) + 8
            and (period := resolve(mention, self.frame.context))
        ]
        later = bool(own) and any(bounds(p).last > bounds(own).last for p in periods)
        return bool(opening) and is_task(opening, later=later)

    def _close_group(self) -> None:
        """Back to what the frame gives: a footnote's phrase, or nothing."""
        state, frame = self.state, self.frame
        keep = frame.note or bool(frame.label)
        state.group = frame.label if keep else ""
        state.listing = frame.listing if keep else ""
        state.group_index, state.group_depth = -1, 0
        state.group_sentence = -2 if keep else -1

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
            estimate=self._estimated(),
            task=state.task or state.aimed,
            earlier=self._earlier_percent(i, segment),
            label=self._label_of(state.level),
            tail_noun=self.labels.tail(segment),
        )
        if quantity.unit_kind == "percent" or scene.is_multiple:
            percent_measure(statement, scene)
        else:
            level_measure(statement, scene)
        state.aimed = state.aimed or "target" in scene.kinds
        if quantity.link == "range" and i:
            self._copy(statement, self.statements[i - 1])
        self._place(i, segment, statement, scene)
        self._status(statement, cues)
        if statement.measure in ("plan", "pct_of_plan") or statement.compare_to == "plan":
            base = tail_base or lead_base
            if base is not None and base.compare_to == "plan":
                statement.authority = self._authority(segment, base)
        if statement.measure in ("change", "index") and not statement.compare_to:
            state.waiting.append(i)
        self.timer.place(statement, segment, self.statements, i, state.clause, self._reach(i))
        self._against_own_period(statement, tail_base or lead_base or state.sentence_base)
        return statement

    def _estimated(self) -> bool:
        """An estimate governs the parts listed after it, and what the frame says."""
        whole = self.state.group_index
        return self.frame.estimate or (whole >= 0 and self.statements[whole].measure == "estimate")

    def _earlier_percent(self, i: int, segment: Segment) -> Statement | None:
        """The percentage before this one in the same sentence."""
        for j in range(i - 1, -1, -1):
            if self.segments[j].sentence != segment.sentence:
                return None
            if self.statements[j].quantity.unit_kind == "percent":
                return self.statements[j]
        return None

    def _copy(self, statement: Statement, low: Statement) -> None:
        """Both ends of a range say the same thing."""
        statement.measure, statement.compare_to = low.measure, low.compare_to
        statement.sign, statement.authority = low.sign, low.authority

    def _against_own_period(self, statement: Statement, base: Base | None) -> None:
        """ "quý III tăng 10% so quý III/2017": the base is judged by the figure's own period."""
        if statement.measure not in ("change", "index") or base is None or not statement.period:
            return
        if base.compare_to == "other" and base.mention is not None:
            context = replace(self.frame.context, sentence=statement.period)
            statement.compare_to = of_period(base.mention, context, True) or "other"

    def _reach(self, i: int) -> int:
        """The end of the percentage that follows a figure in its sentence."""
        if i + 1 >= len(self.segments):
            return 0
        following = self.segments[i + 1]
        same = following.sentence == self.segments[i].sentence
        return following.tail[1] if same and following.quantity.unit_kind == "percent" else 0

    def _open_group(self, i: int, segment: Segment, cues: Sequence[Cue]) -> None:
        state = self.state
        opener = next((cue for cue in cues if cue.kind.startswith("part_")), None)
        if opener is not None and (named := self.labels.phrase(segment.lead[0], opener.start)):
            state.group, state.group_index, state.listing = named, -1, "closed"
            state.group_depth, state.group_sentence = segment.depth, segment.sentence
            return
        if opener is not None and state.level >= 0:
            if (
                state.group_index < 0
                or segment.depth > state.group_depth
                or opener.kind == "part_closed"
            ):
                state.group = self.statements[state.level].label
                state.group_index = state.level
            state.listing = "open" if opener.kind == "part_open" else "closed"
            state.group_depth = segment.depth
            state.group_sentence = segment.sentence
        elif opener is not None and state.group:
            state.group_sentence = segment.sentence
        elif segment.opened >= 0 and segment.depth > state.group_depth:
            names = self.labels.lead(segment)
            counts = segment.quantity.unit_kind == "counter" and (
                self.labels.tail(segment)
                or segment.quantity.unit != self.statements[segment.opened].unit
            )
            if (names or counts) and not segment.quantity.signed:
                self._parts_of(segment.opened, segment)
        elif i and self._colon_after(i - 1, segment) and state.level == i - 1:
            self._parts_of(i - 1, segment)

    def _parts_of(self, whole: int, segment: Segment) -> None:
        state = self.state
        if (
            self.statements[whole].quantity.unit_kind == "percent"
            and self.statements[whole].clause >= 0
        ):
            whole = self.statements[whole].clause
        state.group = self.statements[whole].label
        state.group_index = whole
        state.listing = "closed"
        state.group_depth = segment.depth
        state.group_sentence = segment.sentence

    def _colon_after(self, i: int, segment: Segment) -> bool:
        """ "8.102 hồ sơ: trước hạn 6.450 ...": what follows the colon are parts."""
        if self.segments[i].sentence != segment.sentence:
            return False
        gap = self.folded[self.segments[i].quantity.end : segment.quantity.start]
        head, colon, rest = gap.partition(":")
        return bool(colon) and bool(rest.strip()) and not regex.search(r"[,;()]", head)

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
        direct = segment.quantity.unit_kind == "percent" or segment.quantity.unit == "lần"
        stop = comma if comma >= 0 else end
        base = find_base(
            self.folded, start, stop, self.cues, self.periods, self.frame.context, direct
        )
        if base is None:
            return self._shared_base(i, segment)
        # "(100 tấn) kế hoạch" only when nothing but connectives stand between
        return base if self.labels.only_connects(start, base.start) else None

    def _shared_base(self, i: int, segment: Segment) -> Base | None:
        """ "bằng 98,9% và 100,2% tháng trước": the base stands once, at the end."""
        if i + 1 >= len(self.segments):
            return None
        following = self.segments[i + 1]
        gap = self.folded[segment.quantity.end : following.quantity.start]
        if regex.fullmatch(r"\s*(?:,|/|và|,\s*và)\s*", gap) is None:
            return None
        return self._tail_base(i + 1, following)

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
            if statement.quantity.link in ("pair", "range"):
                anchor = self.statements[i - 1]
            elif segment.opened >= 0 and segment.depth > 0 and state.level <= segment.opened:
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
        for i, statement in enumerate(self.statements[:upto]):
            if _PENDING in statement.rules:
                self._settle_equal(i, statement, upto)
        for i in state.waiting:
            statement = self.statements[i]
            if state.sentence_base is not None:
                statement.compare_to = state.sentence_base.compare_to
            else:
                statement.compare_to = self._neighbour_base(i, upto)
        state.waiting = []

    def _settle_equal(self, i: int, statement: Statement, upto: int) -> None:
        """ "bằng 99,36%" alone: like the next "bằng" of its sentence that says of what."""
        statement.rules.remove(_PENDING)
        sentence = self.segments[i].sentence
        others = [
            s
            for j, s in [*enumerate(self.statements[:upto])][i + 1 :]
            + [*enumerate(self.statements[:i])][::-1]
            if self.segments[j].sentence == sentence
            and s.quantity.unit == "%"
            and s.measure in ("index", "share", "pct_of_plan")
            and _PENDING not in s.rules
        ]
        if others:
            statement.measure, statement.compare_to = others[0].measure, others[0].compare_to

    def _neighbour_base(self, i: int, upto: int) -> CompareTo:
        settled = [
            s.compare_to
            for s in self.statements[i + 1 : upto]
            if s.measure in ("change", "index") and s.compare_to not in ("", "plan")
        ]
        earlier = [
            s.compare_to
            for s in reversed(self.statements[:i])
            if s.measure in ("change", "index") and s.compare_to not in ("", "plan")
        ]
        return next(iter([*settled, *earlier]), "yoy")
