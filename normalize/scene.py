"""The scene of one figure: all that decides about what it measures, and what follows from it."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import regex

from extract.lexicon import either, names, word_set, words
from extract.quantity import Quantity
from normalize.bases import Base
from normalize.clauses import Clause
from normalize.cues import CHANGES, Cue, CueKind
from normalize.once import Remembers, once
from normalize.phrase_sets import Token
from normalize.segments import Segment
from normalize.statements import Statement
from solieu.frozen import frozen
from solieu.model import CompareTo

# Cues that are verbs of a figure: the last of them in its lead rules it.
_VERBS: frozenset[CueKind] = CHANGES | {
    "reach", "equal", "share", "share_noun", "level", "from", "contribution", "target",
}  # fmt: skip
_OPENS_BASE = regex.compile(r"\((?:(?:năm )?(?:19|20)[0-9]{2}\b *:?(?: *\p{L}+)?)?$")
_PAUSE = regex.compile(r"[,;]")
_LAST_DIGIT = Decimal("0.1")  # multiples are given with one decimal
_BASE_REACH = 3  # what is less than a third of the figure is a difference, not its base


@cache
def _before_base() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{either('measures', 'before_base')})$")


@cache
def _of_last_year() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\w)(?:{either('measures', 'of_last_year')})$")


@cache
def _growth_nouns() -> tuple[str, ...]:
    return names(words("measures"), "growth_nouns")


@cache
def _list_gap() -> regex.Pattern[str]:
    and_ = either("clauses", "and")
    return regex.compile(rf"\s*(?:[,;]|{and_}|[,;]\s*{and_})\s*")


@cache
def _only_plan() -> regex.Pattern[str]:
    """Nothing but the word for a plan stands before the figure."""
    bases = either("measures", "plan_bases")
    return regex.compile(rf"\s*(?:/\s*)?(?:so với |so )?(?:{bases})(?: là)?\s*")


@cache
def _plan_in_words() -> regex.Pattern[str]:
    return regex.compile(
        rf"\s*(?:so với |so )?(?:{either('measures', 'plan_bases')})(?!\w)[^(]*\($"
    )


@cache
def _out_of() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\w)(?:{either('measures', 'came_from')})\s*$")


@cache
def _rises() -> regex.Pattern[str]:
    """What stands between the level before and the level now; a year may be said."""
    to = either("measures", "came_to")
    return regex.compile(rf"[^,;.:]*?(?<!\w)(?:{to})(?!\w)[^,;.:]{{0,20}}")


@frozen
class Scene(Remembers):
    """All that decides about one figure; offsets are in the passage.

    ``cues`` are those of its lead. ``lead_base``, ``tail_base`` and ``sentence_base``
    are the bases of comparison named there. ``own_label`` and ``tail_noun`` are the
    label words before and behind it. ``before`` and ``after`` are its neighbours,
    ``earlier`` is the percentage before it in its sentence, ``clause`` the figures it
    may speak of, ``label`` the words of their level. ``later_plan`` says that the
    sentence names a plan, ``estimate`` and ``task`` what is in force around it,
    ``opening_change`` the word of change that opens its sentence before a colon,
    ``opening_estimate`` says that a word of estimate does. ``aside`` is the earlier period
    that the bracket speaks of ("2,3% (quý trước 2,5%)"), "" if none; ``of_plan``
    that the figure is part of a planned whole, ``timed`` that its lead names a period of its
    own ("..., năm 2021 đạt").
    """

    index: int
    quantity: Quantity
    folded: str
    segment: Segment
    cues: tuple[Cue, ...]
    lead_base: Base | None
    tail_base: Base | None
    sentence_base: Base | None
    own_label: list[Token]
    tail_noun: list[Token]
    before: Statement | None
    same_sentence: bool
    clause: Clause
    after: Quantity | None
    earlier: Statement | None
    label: str
    later_plan: bool
    estimate: bool
    task: bool
    opening_change: Cue | None = None
    opening_estimate: bool = False
    aside: str = ""
    of_plan: bool = False
    timed: bool = False

    @once
    def verb(self) -> Cue | None:
        """The last verb cue of the lead; growth that is reached is still growth."""
        last = next((cue for cue in reversed(self.cues) if cue.kind in _VERBS), None)
        if last is None or last.kind != "reach" or self.tail_compare == "plan":
            return last
        return self._growth_reached(last) or last

    def _growth_reached(self, reach: Cue) -> Cue | None:
        """ "Tốc độ tăng trưởng kinh tế đạt 7,4%": the noun of growth before the verb."""
        for cue in reversed(self.cues):
            if cue.kind not in CHANGES or cue.start >= reach.start:
                continue
            named = self.folded.startswith(_growth_nouns(), cue.start)
            return cue if named and not _PAUSE.search(self.folded, cue.end, reach.start) else None
        return None

    @once
    def kinds(self) -> frozenset[CueKind]:
        """The kinds of all cues in the lead."""
        return frozenset(cue.kind for cue in self.cues)

    @property
    def tail_compare(self) -> CompareTo:
        """The base named behind the figure, "" if none is."""
        return self.tail_base.compare_to if self.tail_base else ""

    @property
    def lead_compare(self) -> CompareTo:
        """The base named before the figure, unless the figure itself is last year's."""
        return self.lead_base.compare_to if self.lead_base and not self.is_last_year else ""

    @once
    def is_change(self) -> bool:
        """True where a verb of growth or fall rules the figure, not the level it sets out from."""
        return self.verb is not None and self.verb.kind in CHANGES and not self.is_former

    @once
    def is_multiple(self) -> bool:
        """ "gấp 2,3 lần", "1,9 lần cùng kỳ": a ratio, not a count of times."""
        if self.quantity.unit != "lần" or ("rate_noun" in self.kinds and not self.tail_base):
            return False  # "hệ số sử dụng đất là 0,85 lần" stands for itself
        certain = self.quantity.numeral.certain
        return (
            self.is_change
            or (self.verb is not None and self.verb.kind == "equal")
            or (certain is not None and certain.decimals > 0)
            or self.tail_base is not None
        )

    @property
    def is_ratio(self) -> bool:
        """True for percentages and multiples."""
        return self.quantity.unit_kind == "percent" or self.is_multiple

    @once
    def is_last_year(self) -> bool:
        """ "(cùng kỳ tăng 7,46%)": the figure itself is last year's."""
        start = self.segment.lead[0]
        for cue in self.cues:
            if cue.kind == "yoy":
                before = self.folded[start : cue.start].strip(" ,;:(-")
                # "tăng so với kế hoạch và cùng kỳ": the second of two bases
                listed = before.endswith(" và") and any(
                    base.kind in ("versus", "base_plan") and base.end <= cue.start
                    for base in self.cues
                )
                based = _before_base().search(before) and not _of_last_year().search(before)
                if not listed and not based:
                    return _PAUSE.search(self.folded, cue.end, self.quantity.start) is None
        return self.is_bracketed_base or self._goes_on_about_last_year

    @property
    def _goes_on_about_last_year(self) -> bool:
        """ "(cùng kỳ đạt 98 tỷ đồng, bằng 70,1% dự toán)": in one bracket, the second as well.

        So does what is only listed on ("cơ cấu của cùng kỳ là 25,9%; 37,4%").
        """
        if self.before is None or not self.before.shifted:
            return False
        if not (self.cues or self.own_label or self.tail_noun) and self.same_sentence:
            return True
        if self.segment.opened < 0:
            return False
        gap = self.folded[self.before.quantity.end : self.quantity.start]
        # "(cùng kỳ bằng 46% và tăng 0,9%)", but "(cùng kỳ 106 hộ, tăng 5%)" is this year's
        joined = not self.is_change or gap.lstrip().startswith("và ")
        return joined and not any(mark in gap for mark in "();")

    @once
    def is_bracketed_base(self) -> bool:
        """ "giảm 10,4% so với cùng kỳ (106 hộ)": last year's figure, in the bracket behind it.

        Its year may be said ("(năm 2017 đạt 106 hộ)").

        A difference may stand there too; it is told by being much smaller than the figure.
        """
        of_percents = self.quantity.unit == "%" and self.clause.rate is not None
        before, level = self.before, self.clause.rate if of_percents else self.clause.level
        if self.segment.opened < 0 or self.own_label or before is None or level is None:
            return False
        if before.compare_to != "yoy" or before.measure not in ("change", "index"):
            return False
        gap = self.folded[before.quantity.end : self.quantity.start].strip()
        opens = gap != "(" and _OPENS_BASE.search(gap) is not None
        value, done = self.quantity.value, level.quantity.value
        if not value or not done:
            return False
        fell = before.quantity.value
        if fell is not None and self.quantity.unit == before.quantity.unit == level.quantity.unit:
            return opens and done - value == fell * before.sign
        if before.unit == "times" and fell is not None:
            return opens and self._is_grown_by(done / value, fell)
        return (
            before.quantity.unit_kind == "percent"
            and opens
            and self.quantity.unit == level.quantity.unit
            and done < value * _BASE_REACH
        )

    @staticmethod
    def _is_grown_by(ratio: Decimal, said: Decimal) -> bool:
        """ "tăng 3,2 lần": to that many times as much, or by that much."""
        return min(abs(ratio - said), abs(ratio - 1 - said)) <= _LAST_DIGIT

    @once
    def derived(self) -> bool:
        """True where the figure speaks of the clause before it."""
        quantity = self.quantity
        if quantity.link:
            return True
        if self.before is None:
            return False
        if self.aside:
            return True
        if self.changes_first and self.same_sentence:
            return self.is_multiple or not self._counts_something_new
        if self.is_bare_rate or self.is_bare_growth:
            return True
        if self.own_label:
            return False
        if quantity.unit.startswith("/"):  # "..., đạt 91,9 trên 100 dân": the same, as a rate
            return self.same_sentence
        if quantity.is_fraction:
            return bool(self.cues) and self.same_sentence
        if self.is_ratio or quantity.signed:
            return bool(self.cues) or self.tail_base is not None or not self.tail_noun
        if self.is_change or (self.verb is not None and self.verb.kind in ("level", "from")):
            return self.same_sentence and not (self.tail_noun and quantity.unit_kind == "counter")
        if "out_of" in self.kinds or "new_total" in self.kinds:
            return self.same_sentence
        return self.is_bracketed_plan or self.is_plan_beside or self.is_last_year

    @once
    def is_former(self) -> bool:
        """ "tăng từ 5 lên 7 tỷ đồng": the level that something came from, the next what it is."""
        if self.after is None or self.after.link == "range" or self.task:
            return False
        rises = _rises().fullmatch(self.folded, self.quantity.end, self.after.start)
        lead = self.folded[self.segment.lead[0] : self.quantity.start]
        return rises is not None and _out_of().search(lead) is not None

    @once
    def is_bare_rate(self) -> bool:
        """ "xử lý 127 vụ, tỷ lệ 66,15%": a rate of the count before it, named by nothing else."""
        before = self.before
        if self.quantity.unit != "%" or before is None or not self.same_sentence:
            return False
        said = " ".join(token.word for token in self.own_label)
        counted = before.quantity.unit_kind not in ("percent", "")
        if self.tail_noun and "share" not in self.kinds:
            return False
        return counted and said in word_set("measures", "bare_rates")

    @once
    def is_bare_growth(self) -> bool:
        """ "đạt 3,25 triệu tỷ đồng, tăng trưởng 20%": the growth of the figure before it."""
        if self.before is None or not self.same_sentence or self.quantity.unit != "%":
            return False
        said = " ".join(token.word for token in self.own_label)
        return self.is_change and said in word_set("measures", "bare_growth")

    @property
    def _counts_something_new(self) -> bool:
        if self.quantity.unit_kind != "counter":
            return False
        return bool(self.tail_noun) or self.quantity.unit not in self.clause.units

    @once
    def changes_first(self) -> bool:
        """The lead begins with a word of change ("nhiều hơn ... là", "thấp hơn ...")."""
        if not self.cues or self.cues[0].kind not in CHANGES:
            return False
        first = self.cues[0].start
        if self.folded.startswith(_growth_nouns(), first) and self.own_label:
            return False
        if any(self._is_its_object(cue) for cue in self.cues[1:]):
            return False
        head = self.folded[self.segment.lead[0] : first].strip(" ,;:(-+=")
        return head in word_set("measures", "before_change")

    def _is_its_object(self, cue: Cue) -> bool:
        """ "giảm tỷ lệ học sinh bỏ học xuống dưới 0,1%": a subject of its own."""
        between = self.folded[self.cues[0].end : cue.start]
        return cue.kind == "rate_noun" and not between.strip()

    @property
    def continues(self) -> bool:
        """Only a comma or "và" stands between this percentage and the one before it."""
        before = self.before
        if before is None or not self.same_sentence or before.quantity.unit_kind != "percent":
            return False
        gap = before.quantity.end, self.quantity.start
        return _list_gap().fullmatch(self.folded, *gap) is not None

    @once
    def is_bracketed_plan(self) -> bool:
        """ "đạt 120,5% DT (600 tr.đ)": the plan itself, in the bracket behind its percentage.

        A pair there says both ("đạt 100% chỉ tiêu (120/120 thanh niên)").
        """
        return (
            self.segment.opened >= 0
            and not (self.after is not None and self.after.link == "pair")
            and self.before is not None
            and not self.own_label
            and (self.before.measure == "pct_of_plan" or self.before.compare_to == "plan")
            and self.quantity.unit_kind in ("money", "measure", "counter")
            and (self._is_counted_in_clause or self._follows_plan)
        )

    @property
    def _is_counted_in_clause(self) -> bool:
        """True where the clause has the unit, if by a longer name ("lượt tàu", then "lượt")."""
        unit = self.quantity.unit
        return any(f"{written} ".startswith(f"{unit} ") for written in self.clause.written_units)

    @property
    def _follows_plan(self) -> bool:
        """ "đạt 47% kế hoạch doanh thu (380 tỷ đồng)": no realised figure, the plan beside it."""
        assert self.before is not None
        gap = self.folded[self.before.quantity.end : self.quantity.start]
        return self.clause.level is None and _plan_in_words().match(gap) is not None

    @once
    def is_plan_beside(self) -> bool:
        """ "bằng 73,1% chỉ tiêu 1.400 căn", "61,7 tr/DT 56 tr": the plan right behind its word."""
        before = self.before
        if before is None or not self.same_sentence or self.quantity.unit_kind == "percent":
            return False
        gap = self.folded[before.quantity.end : self.quantity.start]
        of_plan = before.measure == "pct_of_plan" and "/" not in gap
        pair = before.quantity.unit_kind != "percent" and gap.lstrip().startswith("/")
        return (of_plan or pair) and _only_plan().fullmatch(gap) is not None

    @property
    def alone_in_bracket(self) -> bool:
        """ "tăng 2.960 tỷ đồng (bằng 7,6%)": nothing else stands in the bracket."""
        return self.in_new_bracket and self.folded.startswith(")", self.quantity.end)

    @property
    def follows_figure(self) -> bool:
        """True where the bracket stands right behind the figure before this one."""
        assert self.before is not None
        gap = self.folded[self.before.quantity.end : self.quantity.start]
        return gap.lstrip().startswith("(")

    @property
    def in_new_bracket(self) -> bool:
        """True where a bracket opens right before the lead or within it."""
        begin = max(0, self.segment.lead[0] - 1)
        return self.segment.opened >= 0 and "(" in self.folded[begin : self.quantity.start]
