"""Prose to statements: what each figure of a passage measures.

One pass over the figures in reading order with a small state: the label of the last
level, the list that is open, the estimate in force. A figure whose lead holds words of
its own starts a new clause; a figure whose lead holds only cues ("đạt", "tăng",
"bằng") speaks of the clause before it. Where two readings are left, none is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

import regex

from extract.lexicon import word_set
from extract.passages import Passage
from extract.periods import find_periods
from extract.periods_mention import PeriodMention
from extract.quantity import Quantity
from normalize.asides import Asides
from normalize.base_levels import (
    label_of_base,
    measure_base_level,
    period_of_base,
    said_of_level,
)
from normalize.base_names import base_name
from normalize.bases import Base, is_year_edge, of_period
from normalize.clauses import Clause
from normalize.comparisons import Comparisons, says_again
from normalize.cues import CHANGES, Cue, find_cues
from normalize.frame import Frame
from normalize.label_returns import finish_labels
from normalize.label_words import LabelWords
from normalize.labelling import Labeller
from normalize.levels import level_measure
from normalize.lists import Lists
from normalize.open_bases import OpenBases, usual_base
from normalize.openings import aim, announced, head, is_task
from normalize.ordered import Ordered
from normalize.percents import percent_measure
from normalize.periods import bounds, resolve
from normalize.phrase_sets import Token
from normalize.prices import Prices
from normalize.respectively import in_step
from normalize.scene import Scene
from normalize.segments import Segment, cut_segments
from normalize.sentences import Sentences
from normalize.shares import settle_shares
from normalize.statements import Statement
from normalize.timing import Timer
from normalize.unit_sharing import share_units
from normalize.witnesses import (
    ask_percentages,
    settle_growth_over_plan,
    settle_then_and_now,
    settle_unsaid_bases,
)
from solieu.model import Measure

_HEAD_SLACK = 8  # characters by which a period may pass the colon of an opening
_COUNTS_BACK = 8  # levels that one sentence of counts may hold
_COUNTED: frozenset[Measure] = frozenset({"actual", "estimate"})


@dataclass(slots=True)
class State:
    """What the figures before this one left behind.

    ``level`` is the index of the last statement that stands for itself, ``clause`` the
    clause in force (-1: none). ``task`` says that the sentence opens with tasks or
    targets, ``announced`` where words end that announce a body's targets, ``aimed``
    that "phấn đấu" was said in it, ``planned`` that it names a plan; ``percent`` is its
    last percentage, ``opening_change`` the word of change before its first colon ("Các
    mặt hàng giảm: cao su (44%), gạo (21,6%)"), ``opening_estimate`` says that an
    estimate stands there ("Ước cả năm 2024: ...").
    """

    level: int = -1
    clause: int = -1
    sentence: int = -1
    task: bool = False
    announced: int = -1
    aimed: bool = False
    planned: bool = False
    percent: Statement | None = None
    opening_change: Cue | None = None
    opening_estimate: bool = False
    clauses: dict[int, Clause] = field(default_factory=dict)


@cache
def _is_done() -> regex.Pattern[str]:
    """A word of what has been done: anywhere before a figure, or right before it."""
    return regex.compile(r"(?<!\w)đã(?!\w)|(?<!\w)được\s+(?:trên |hơn |gần |khoảng )?$")


def read_prose(
    passage: Passage,
    sentences: Sentences,
    quantities: Sequence[Quantity],
    frame: Frame,
    references: Sequence[tuple[int, int]] = (),
    trail: list[Scene] | None = None,
) -> list[Statement]:
    """One statement a quantity, in the order of the quantities.

    ``references`` are the stretches of legal references and the like. ``trail``, where
    given, takes the scene of each: what was seen around the figure when it was read.
    """
    reader = _Reader(passage, sentences, quantities, frame, references)
    statements = reader.read()
    if trail is not None:
        trail.extend(reader.scenes)
    return statements


class _Reader:
    """The pass over one passage."""

    def __init__(
        self,
        passage: Passage,
        sentences: Sentences,
        quantities: Sequence[Quantity],
        frame: Frame,
        references: Sequence[tuple[int, int]],
    ) -> None:
        self.passage = passage
        self.folded = passage.folded
        self.frame = frame
        self.all_sentences = sentences
        self.sentences = sentences.spans
        self.segments = cut_segments(self.folded, self.sentences, quantities)
        self.cues = Ordered(find_cues(self.folded))
        mentions = find_periods(self.folded)
        self.periods = Ordered(mentions)
        self.timer = Timer(self.folded, self.sentences, self.periods, frame)
        self.prices = Prices(self.folded)
        apart = [*references, *self.prices.spans()]
        self.words = LabelWords(passage, mentions, self.segments, apart, frame.head)
        self.labels = Labeller(self.words, frame.title, frame.topic)
        self.lists = Lists(self.folded, frame, self.segments, self.cues, self.words)
        self.comparisons = Comparisons(
            self.folded, self.segments, self.sentences, self.cues, self.periods, frame.context
        )
        self.asides = Asides(self.folded, self.periods, frame.context)
        self.open_bases = OpenBases(usual_base(self.folded, frame.context))
        self.statements: list[Statement] = []
        self.clause_of: list[Clause] = []  # the clause of each statement
        self.scenes: list[Scene] = []  # what was seen around each
        self.state = State(task=frame.task)

    def read(self) -> list[Statement]:
        for segment in self.segments:
            if segment.sentence != self.state.sentence:
                self._enter_sentence(segment)
            self.lists.leave_bracket(segment)
            self._one(segment)
        self.open_bases.settle(self.statements, self.clause_of)
        settle_shares(self.statements, self.segments)
        settle_unsaid_bases(self.statements, self.segments)
        share_units(self.folded, self.statements, self.segments, self.frame.unit)
        in_step(self.passage, self.statements, self.segments, self.words.holes)
        settle_then_and_now(self.statements)
        settle_growth_over_plan(self.statements)
        ask_percentages(self.statements)
        finish_labels(self.folded, self.statements, self.segments, self.words)
        self.prices.settle(self.statements, self.all_sentences)
        return self.statements

    # --- sentences --------------------------------------------------------------

    def _enter_sentence(self, segment: Segment) -> None:
        """Close what a new sentence ends and see what it opens."""
        self.open_bases.settle(self.statements, self.clause_of)
        self.lists.leave_sentence(segment)
        state = self.state
        state.sentence, state.aimed, state.percent = segment.sentence, False, None
        start, end = self.sentences[segment.sentence]
        state.task = self.frame.task or self._opens_task(start, end)
        said = announced(self.folded[start:end])
        state.announced = start + len(said) if said else -1
        cues = self.cues.within(start, end)
        state.planned = any(cue.kind in ("plan", "base_plan") for cue in cues)
        opening = self._opening_cues(start, segment)
        changes = [cue for cue in opening if cue.kind in CHANGES]
        state.opening_change = changes[-1] if changes else None
        state.opening_estimate = any(cue.kind == "est" for cue in opening)
        state.opening_estimate |= self._opens_estimate(start, segment)
        self.open_bases.named_base = self.comparisons.named(start, end)

    def _opening_cues(self, start: int, segment: Segment) -> Sequence[Cue]:
        """The cues in the words before the colon that opens a list of figures."""
        colon = self.folded.find(":", start, segment.quantity.start)
        return self.cues.within(start, colon) if colon >= 0 else ()

    def _opens_estimate(self, start: int, segment: Segment) -> bool:
        """ "Dự kiến hết năm 2022, ...": a word of estimate and a time, for all of the sentence."""
        comma = self.folded.find(",", start, segment.quantity.start)
        cue = next(iter(self.cues.within(start, max(comma, start))), None)
        if cue is None or cue.kind not in ("est", "expected"):
            return False
        if self.folded[start : cue.start].strip(" -+*•") or len(self.cues.within(start, comma)) > 1:
            return False
        time = next(iter(self.periods.within(cue.end, comma)), None)
        gap = self.folded[cue.end : time.start].strip() if time is not None else "?"
        opened = gap in word_set("timing", "before_time")
        return opened and time is not None and not self.folded[time.end : comma].strip()

    def _opens_task(self, start: int, end: int) -> bool:
        """ "Dự toán năm 2010: thu ...": the sentence itself opens targets of a later period."""
        said = self.folded[start:end].lstrip()
        opening = head(said) or aim(said)
        if not opening:
            return False
        own = self.frame.context.document
        later = bool(own) and any(
            bounds(period).last > bounds(own).last
            for mention in self.periods.within(start, start + len(opening) + _HEAD_SLACK)
            if (period := resolve(mention, self.frame.context))
        )
        return is_task(opening, later=later)

    def _turns_to_results(self, segment: Segment, cues: Sequence[Cue]) -> bool:
        """ "dự kiến thu 44 tỷ đồng, làm mới được 4,8 km": what has been done is no aim."""
        if any(cue.kind in ("target", "expected") for cue in cues):
            return False
        return _is_done().search(self.folded, *segment.lead) is not None

    # --- one figure -------------------------------------------------------------

    def _one(self, segment: Segment) -> None:
        """Read the figure of one segment and add its statement."""
        state, quantity, i = self.state, segment.quantity, segment.index
        cues = self.cues.within(*segment.lead)
        self.lists.enter(segment, cues, state.level, self.statements)
        if state.aimed and self._turns_to_results(segment, cues):
            state.aimed = False
        scene = self._scene(segment, cues)
        self.scenes.append(scene)
        statement = Statement(quantity, unit=quantity.unit)
        said = said_of_level(scene)
        if said is not None:
            measure_base_level(statement, scene, said)
        elif scene.is_ratio:
            percent_measure(statement, scene)
        else:
            level_measure(statement, scene)
        foreseen = "expected" in scene.kinds and statement.measure == "plan"
        state.aimed = state.aimed or foreseen or "target" in scene.kinds
        if quantity.link == "range" and i:  # both ends of a range say the same thing
            statement.say_like(self.statements[i - 1])
            statement.authority = self.statements[i - 1].authority
        statement.former = scene.is_former and statement.measure not in ("change", "plan")
        self._place(segment, statement, scene)
        self.statements.append(statement)
        self._add_to_clause(statement)
        self._status(statement, cues)
        self._authority(statement, segment, scene)
        against = scene.tail_base or scene.lead_base
        statement.base_edge = against is not None and is_year_edge(self.folded, against)
        if statement.measure in ("change", "index") and not statement.compare_to:
            self.open_bases.wait(i)
            statement.base_open = True
        base = None
        if statement.measure == "change":
            base = scene.lead_base.mention if scene.lead_base else self._compared_with(scene)
        self.timer.place(
            statement, segment, self.statements, state.clause, self._reach(segment), base
        )
        if scene.aside and statement.measure not in ("plan", "pct_of_plan"):
            statement.aside = scene.aside
            statement.set_period(scene.aside, "stated")
        self._against_own_period(statement, scene)
        if said is not None:
            statement.label = label_of_base(statement.label, said)
            mention = next(iter(self.periods.within(*segment.tail)), None)
            if period := period_of_base(mention, statement.period, self.frame.context):
                statement.set_period(period, "stated")
        aside = statement.measure == "plan" and scene.in_new_bracket  # "18,5% (KH 18,2%), ..."
        if (quantity.unit_kind == "percent" or scene.is_ratio) and not aside:
            state.percent = statement

    def _compared_with(self, scene: Scene) -> PeriodMention | None:
        """ "thấp hơn đỉnh lũ năm 2021 là 0,3 m": the period between "hơn" and the difference."""
        verb = scene.verb
        if verb is None or not self.folded.endswith("hơn", verb.start, verb.end):
            return None
        return next(iter(self.periods.within(verb.end, scene.quantity.start)), None)

    def _scene(self, segment: Segment, cues: Sequence[Cue]) -> Scene:
        """All that is known around a figure."""
        i, state = segment.index, self.state
        own_label = self.words.lead(segment)
        lead_base = self.comparisons.lead(segment)
        if lead_base is not None and self.comparisons.governs_sentence(segment, lead_base):
            self.open_bases.sentence_base = lead_base
        following = self.segments[i + 1].quantity if i + 1 < len(self.segments) else None
        return Scene(
            index=i,
            quantity=segment.quantity,
            folded=self.folded,
            segment=segment,
            cues=tuple(cues),
            lead_base=lead_base,
            tail_base=self.comparisons.tail(segment),
            sentence_base=self.open_bases.sentence_base,
            own_label=own_label,
            tail_noun=self.words.tail(segment),
            before=self.statements[i - 1] if i else None,
            same_sentence=i > 0 and self.segments[i - 1].sentence == segment.sentence,
            clause=state.clauses.get(state.clause, Clause()),
            after=following,
            earlier=state.percent,
            label=self.statements[state.level].label if state.level >= 0 else "",
            later_plan=state.planned,
            estimate=self._estimated(),
            task=state.task or state.aimed or 0 <= state.announced < segment.quantity.start,
            opening_change=state.opening_change,
            opening_estimate=state.opening_estimate,
            of_plan=self._is_part_of("plan"),
            timed=any(one.plain for one in self.periods.within(*segment.lead)),
            aside=self._aside(segment, own_label),
        )

    def _aside(self, segment: Segment, own_label: Sequence[Token]) -> str:
        """The earlier period a figure that only says a period is about, "" if none."""
        if any(not token.word.isdigit() for token in own_label):
            return ""
        return self.asides.period(self.statements, segment)

    def _estimated(self) -> bool:
        """An estimate governs the parts listed after it, and what the frame says."""
        return self.frame.estimate or self._is_part_of("estimate")

    def _is_part_of(self, measure: Measure) -> bool:
        """The list in hand has a whole of that measure."""
        whole = self.lists.open.whole
        return whole >= 0 and self.statements[whole].measure == measure

    def _reach(self, segment: Segment) -> int:
        """The end of the percentage that follows a figure in its sentence, 0 if none does."""
        if segment.index + 1 >= len(self.segments):
            return 0
        following = self.segments[segment.index + 1]
        same = following.sentence == segment.sentence
        return following.tail[1] if same and following.quantity.unit_kind == "percent" else 0

    # --- label, clause, group -----------------------------------------------------

    def _place(self, segment: Segment, statement: Statement, scene: Scene) -> None:
        """Label, clause and list: of the clause before it, or of its own."""
        state = self.state
        if scene.derived and state.level >= 0:
            anchor = self._counted_before(segment, self._anchor(segment))
            statement.label, statement.clause = anchor.label, anchor.clause
            statement.group, statement.whole = anchor.group, anchor.whole
            statement.listing = anchor.listing
            if scene.is_ratio and not statement.label:
                statement.label = self.labels.full(segment, statement)
        else:
            self.lists.leave_items(segment, state.level)
            opened = self.lists.open
            state.clause = statement.clause = state.level = segment.index
            statement.label = self.labels.full(segment, statement, is_part=opened.named_here)
            statement.group, statement.whole = opened.group, opened.whole
            statement.listing = opened.listing if opened.whole >= 0 else ""
        statement.label = self.labels.right(segment, statement) or statement.label

    def _anchor(self, segment: Segment) -> Statement:
        """The figure that a derived one speaks of."""
        if segment.quantity.link or self._says_change_again(segment):
            return self.statements[segment.index - 1]
        if segment.opened >= 0 and segment.depth > 0 and self.state.level <= segment.opened:
            opened = self.statements[segment.opened]
            if opened.label:
                return opened
        level = self.state.level
        while self.segments[level].opened >= 0 and self.segments[level].depth > segment.depth:
            level = self.segments[level].opened  # the bracket with its figures is closed
        return self.statements[level]

    def _says_change_again(self, segment: Segment) -> bool:
        """ "tăng 538 vụ - tương ứng tăng 49,63%": the percentage of the change before it."""
        before = self.statements[segment.index - 1] if segment.index else None
        if before is None or segment.quantity.unit != "%" or before.measure != "change":
            return False
        gap = self.folded[before.quantity.end : segment.quantity.start]
        return before.quantity.unit_kind != "percent" and says_again().fullmatch(gap) is not None

    def _counted_before(self, segment: Segment, anchor: Statement) -> Statement:
        """ "14 vụ, 9 người chết, 8 người bị thương; tăng 2 vụ": of the count with that counter."""
        quantity = segment.quantity
        if quantity.unit_kind != "counter" or quantity.link or quantity.unit == anchor.unit:
            return anchor
        last = self.state.level
        for index in range(last, max(last - _COUNTS_BACK, -1), -1):
            one = self.statements[index]
            if one.clause == index and one.unit == quantity.unit and one.measure in _COUNTED:
                return one
        return anchor

    def _add_to_clause(self, statement: Statement) -> None:
        self.state.clause = statement.clause
        clause = self.state.clauses.setdefault(statement.clause, Clause())
        clause.add(statement)
        self.clause_of.append(clause)

    # --- status, authority, base ----------------------------------------------------

    def _status(self, statement: Statement, cues: Sequence[Cue]) -> None:
        said = statement.measure != "plan" and any(cue.kind == "est" for cue in cues)
        if statement.measure == "estimate" or said:
            statement.status = "E"  # "tăng trưởng ước đạt 7,2%" too
        if any(cue.kind == "prelim" for cue in cues):
            statement.status = "P"

    def _authority(self, statement: Statement, segment: Segment, scene: Scene) -> None:
        """Whose plan a planned figure, or a comparison with a plan, speaks of."""
        planned = statement.measure in ("plan", "pct_of_plan") or statement.compare_to == "plan"
        base = scene.tail_base or scene.lead_base
        if planned and base is not None and base.compare_to == "plan":
            statement.authority = self.comparisons.authority(self.passage.text, segment, base)

    def _against_own_period(self, statement: Statement, scene: Scene) -> None:
        """ "quý III tăng 10% so quý III/2017": the base is judged by the figure's own period."""
        base: Base | None = scene.tail_base or scene.lead_base or scene.sentence_base
        if statement.measure not in ("change", "index") or base is None or not statement.period:
            return
        if base.compare_to == "other" and base.mention is not None:
            context = replace(self.frame.context, sentence=statement.period)
            statement.compare_to = of_period(base.mention, context, direct=True) or "other"
        if statement.compare_to == "other":
            said = self.folded[base.start :]
            statement.base = base_name(said, statement.period, self.frame.context)
