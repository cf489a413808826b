"""Ratios whose base is named elsewhere in the sentence, settled when the sentence ends."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.lexicon import holds, word_pattern
from normalize.bases import Base
from normalize.clauses import RATIOS_OF_BASE, Clause
from normalize.periods import PeriodContext, frequency
from normalize.statements import Statement
from solieu.model import CompareTo


def usual_base(folded: str, context: PeriodContext) -> CompareTo:
    """What a change is measured from where no words say it: last year.

    In a passage on consumer prices of one month it is the month before.
    """
    month = frequency(context.document) == "M" if context.document else False
    prices = (
        month
        and holds(folded, "bases", "monthly")
        and word_pattern("bases", "monthly").search(folded) is not None
    )
    return "prev" if prices else "yoy"


class OpenBases:
    """Keeps the figures of the sentence in hand that still need a base.

    ``sentence_base`` is the base that an adverbial at its start names for all of it.
    """

    def __init__(self, usual: CompareTo = "yoy") -> None:
        """No sentence is in hand. ``usual`` is the base that goes without saying."""
        self._usual = usual
        self.sentence_base: Base | None = None
        self.named_base: CompareTo = ""  # named in the sentence for no figure of its own
        self._waiting: set[int] = set()  # indices of changes without a base so far
        self._first = 0  # index of the sentence's first figure
        self._last_compared: CompareTo = ""  # the last base of the sentences before
        self._pair: tuple[CompareTo, CompareTo] | None = None  # two bases of one figure, in order

    def wait(self, index: int) -> None:
        """The change or index at ``index`` has no base of its own."""
        self._waiting.add(index)

    def settle(self, statements: Sequence[Statement], clauses: Sequence[Clause]) -> None:
        """Give the figures of a finished sentence the bases they lack.

        ``statements`` are all figures so far, ``clauses`` the clause of each.
        """
        sentence = statements[self._first :]
        _settle_equals(sentence, clauses[self._first :])
        if self._waiting:
            self._settle_pairs(sentence)
            self._settle_changes(sentence)
        self._pair = _pair_of(sentence) or self._pair
        last = next((one for one in reversed(sentence) if _is_compared(one)), None)
        if last is not None:
            alike = [one for one in sentence if one.clause == last.clause and _is_compared(one)]
            both = {one.compare_to for one in alike}
            self._last_compared = self._usual if self._usual in both else last.compare_to
        self._first = len(statements)
        self._waiting.clear()
        self.sentence_base = None
        self.named_base = ""

    def _settle_pairs(self, sentence: Sequence[Statement]) -> None:
        """ "Tương ứng, chế biến tăng 5,65% và 14,82%": the two bases that were named before.

        Only where the sentence names none: two changes of one figure, against the two
        bases of the last sentence that had two.
        """
        if self._pair is None or self.sentence_base or any(map(_is_compared, sentence)):
            return
        for n in range(len(sentence) - 1):
            first, second = sentence[n], sentence[n + 1]
            waiting = {self._first + n, self._first + n + 1} <= self._waiting
            if waiting and first.clause == second.clause and first.unit == second.unit == "%":
                first.compare_to, second.compare_to = self._pair
                self._waiting -= {self._first + n, self._first + n + 1}

    def _settle_changes(self, sentence: Sequence[Statement]) -> None:
        """The sentence's base, else the next figure's, else the last one's, else yoy."""
        base = self.sentence_base
        following: list[CompareTo] = [""] * len(sentence)
        known: CompareTo = ""
        for i in range(len(sentence) - 1, -1, -1):
            following[i] = known
            if _is_compared(sentence[i]):
                known = sentence[i].compare_to
        earlier = self._last_compared
        own: CompareTo = ""  # the last base of this sentence
        for i, (statement, later) in enumerate(zip(sentence, following, strict=True), self._first):
            if i in self._waiting:
                near = later or own or self.named_base or earlier or self._usual
                statement.compare_to = base.compare_to if base else _unsaid(near, statement)
            if _is_compared(statement):
                own = statement.compare_to


def _unsaid(base: CompareTo, statement: Statement) -> CompareTo:
    """Months summed up have no period before them: "bình quân 9 tháng tăng 3,6%" is yoy."""
    summed = bool(statement.period) and frequency(statement.period) in ("cumulative", "S", "A")
    return "yoy" if summed and base == "prev" else base


def _pair_of(sentence: Sequence[Statement]) -> tuple[CompareTo, CompareTo] | None:
    """The two bases that one figure of a sentence is compared with, in order."""
    for first, second in pairwise(sentence):
        both = _is_compared(first) and _is_compared(second)
        if both and first.clause == second.clause and first.compare_to != second.compare_to:
            return first.compare_to, second.compare_to
    return None


def _is_compared(statement: Statement) -> bool:
    """True where a base is named that its neighbours may share: a period, not one year of many."""
    if statement.measure not in ("change", "index"):
        return False
    return statement.compare_to in ("yoy", "prev") or statement.base_edge


def _settle_equals(sentence: Sequence[Statement], clauses: Sequence[Clause]) -> None:
    """ "bằng 99,36%" alone: like the next ratio of its sentence that says of what."""
    following: list[Statement | None] = [None] * len(sentence)
    known: Statement | None = None
    for i in range(len(sentence) - 1, -1, -1):
        following[i] = known
        if _is_example(sentence[i]) and not sentence[i].base_elsewhere:
            known = sentence[i]
    earlier: Statement | None = None
    for statement, clause, later in zip(sentence, clauses, following, strict=True):
        example = later or earlier
        if statement.base_elsewhere and example is not None:
            clause.remeasure(statement.measure, example.measure)
            statement.measure = example.measure
            statement.compare_to = example.compare_to
        statement.base_elsewhere = False
        if _is_example(statement):
            earlier = statement


def _is_example(statement: Statement) -> bool:
    """A ratio of a base; "chiếm 51%" is no example for "bằng 81%"."""
    ratio = statement.quantity.unit == "%" and statement.measure in RATIOS_OF_BASE
    return ratio and (statement.measure != "share" or statement.equals)
