"""What a figure is: plan, estimate, change, index, share ..., from the words around it.

The phrases and what they mean: domain notes 1.5 and the annotation guide. A cue in the
lead ("tăng", "đạt", "chiếm") and the base in the tail ("kế hoạch", "so với cùng kỳ")
decide together; what is left open follows the figure before it.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extract.quantity import Quantity
from normalize.bases import Base
from normalize.cues import Cue
from normalize.phrases import Token
from normalize.segments import Segment
from normalize.statements import Statement

_UP = frozenset({"up", "over", "up_plan", "up_yoy", "up_respectively"})
_DOWN = frozenset({"down", "under", "down_respectively"})
_RATIO = frozenset({"change", "index", "share", "rate", "pct_of_plan"})
_VERBS = (
    _UP
    | _DOWN
    | {"reach", "equal", "share", "share_noun", "level", "from", "contribution", "target"}
)


@dataclass(frozen=True, slots=True)
class Scene:
    """All that decides about one figure; offsets are in the passage."""

    quantity: Quantity
    folded: str
    segment: Segment
    cues: tuple[Cue, ...]
    lead_base: Base | None
    tail_base: Base | None
    sentence_base: Base | None
    own_label: list[Token]
    before: Statement | None
    same_sentence: bool
    clause: tuple[Statement, ...]
    after: Quantity | None
    later_plan: bool
    estimate: bool
    task: bool
    label: str
    tail_noun: list[Token]
    earlier: Statement | None = None

    @property
    def verb(self) -> Cue | None:
        """The last verb cue of the lead."""
        return next((cue for cue in reversed(self.cues) if cue.kind in _VERBS), None)

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of all cues in the lead."""
        return frozenset(cue.kind for cue in self.cues)

    @property
    def is_multiple(self) -> bool:
        """ "gấp 2,3 lần", "1,9 lần cùng kỳ": a ratio, not a count of times."""
        if self.quantity.unit != "lần":
            return False
        verb = self.verb
        certain = self.quantity.numeral.certain
        return (
            (verb is not None and (verb.kind in _UP | _DOWN or verb.kind == "equal"))
            or (certain is not None and certain.decimals > 0)
            or self.tail_base is not None
        )

    @property
    def is_last_year(self) -> bool:
        """ "(cùng kỳ tăng 7,46%)": the figure itself is last year's."""
        start = self.segment.lead[0]
        for cue in self.cues:
            if cue.kind == "yoy":
                before = self.folded[start : cue.start].strip(" ,;:(-")
                if not regex.search(
                    r"(?:so|so với|hơn|bằng|của|với|lần|trên|như|tăng|giảm|vượt|thấp|cao|kém|gấp|%)$",
                    before,
                ):
                    between = self.folded[cue.end : self.quantity.start]
                    return not regex.search(r"[,;]", between)
        return False

    @property
    def derived(self) -> bool:
        """True where the figure speaks of the clause before it."""
        if self.quantity.link in ("pair", "range"):
            return True
        if self.before is None:
            return False
        if self.changes_first and self.same_sentence:
            own_noun = self.quantity.unit_kind == "counter" and (
                bool(self.tail_noun) or all(s.unit != self.quantity.unit for s in self.clause)
            )
            return not own_noun
        if self.own_label:
            return False
        if "/" in self.quantity.numeral.text:
            return bool(self.cues) and self.same_sentence
        if self.quantity.unit_kind == "percent" or self.is_multiple or self.quantity.signed:
            return bool(self.cues) or self.tail_base is not None or not self.tail_noun
        verb = self.verb
        if verb is not None and verb.kind in _UP | _DOWN | {"level", "from"}:
            return self.same_sentence and not (
                self.tail_noun and self.quantity.unit_kind == "counter"
            )
        if "out_of" in self.kinds or "new_total" in self.kinds:
            return self.same_sentence
        return self.is_bracketed_plan or self.is_last_year

    @property
    def changes_first(self) -> bool:
        """The lead begins with a word of change ("nhiều hơn ... là", "thấp hơn ...")."""
        if not self.cues or self.cues[0].kind not in _UP | _DOWN:
            return False
        noun = self.folded.startswith(("tăng trưởng", "tốc độ", "mức "), self.cues[0].start)
        if noun and self.own_label:
            return False
        head = self.folded[self.segment.lead[0] : self.cues[0].start].strip(" ,;:(-+=")
        return head in ("", "và", "nhưng", "hay", "tương ứng", "tức", "mới", "cũng", "đã")

    @property
    def continues(self) -> bool:
        """Only a comma or "và" stands between this percentage and the one before it."""
        before = self.before
        if before is None or not self.same_sentence or before.quantity.unit_kind != "percent":
            return False
        gap = self.folded[before.quantity.end : self.quantity.start]
        return regex.fullmatch(r"\s*(?:[,;]|và|[,;]\s*và)\s*", gap) is not None

    @property
    def is_bracketed_plan(self) -> bool:
        """ "đạt 120,5% DT (600 tr.đ)": the plan itself, in the bracket behind its percentage."""
        return (
            self.segment.opened >= 0
            and self.before is not None
            and not self.own_label
            and (self.before.measure == "pct_of_plan" or self.before.compare_to == "plan")
            and self.quantity.unit_kind in ("money", "measure", "counter")
            and any(s.quantity.unit == self.quantity.unit for s in self.clause)
        )


def percent_measure(statement: Statement, scene: Scene) -> None:
    """Decide about a percentage or a multiple."""
    statement.rules.append("percent")
    if scene.is_multiple:
        statement.unit = "times"
    quantity, verb = scene.quantity, scene.verb
    statement.shifted = scene.is_last_year
    tail = scene.tail_base.compare_to if scene.tail_base else ""
    lead = scene.lead_base.compare_to if scene.lead_base and not statement.shifted else ""
    if quantity.signed:
        _change(statement, scene, quantity.signed, tail or lead)
        return
    if scene.continues and scene.before is not None and scene.before.measure in ("change", "index"):
        before = scene.before
        statement.measure, statement.sign = before.measure, before.sign
        statement.compare_to = tail or before.compare_to  # type: ignore[assignment]
        statement.rules.append("goes on a list")
        return
    if verb is not None and verb.kind in _UP | _DOWN and _is_target(scene):
        statement.measure = "plan"
        statement.sign = 1 if verb.kind in _UP else -1
        statement.rules.append("target of growth")
        return
    if verb is not None and verb.kind in _UP | _DOWN:
        sign = 1 if verb.kind in _UP else -1
        if scene.is_multiple and verb.kind in _UP and not tail and not lead:
            statement.flags.append("ambiguous_multiple")
        if verb.kind in ("over", "under", "up_plan") and not (tail or lead) == "yoy":
            _change(statement, scene, sign, "plan")
        else:
            _change(statement, scene, sign, "yoy" if verb.kind == "up_yoy" else tail or lead)
        return
    if quantity.unit == "percentage point":
        if verb is not None and verb.kind == "contribution":
            statement.measure = "actual"
            return
        _change(statement, scene, 1, tail or lead)
        return
    if (
        verb is not None
        and verb.kind == "equal"
        and scene.before is not None
        and scene.before.measure == "change"
        and scene.before.quantity.unit_kind != "percent"
        and not (tail or lead or scene.own_label or scene.tail_noun)
        and not scene.folded.startswith("bằng", verb.start)
    ):
        _change(statement, scene, scene.before.sign, scene.before.compare_to)
        return
    if scene.is_multiple:
        statement.measure = "index"
        base = tail or lead
        statement.compare_to = base if base else ""
        statement.rules.append("multiple")
        return
    _percent_level(statement, scene, tail, lead)


def _is_target(scene: Scene) -> bool:
    """Tasks, "phấn đấu", "mục tiêu tăng trưởng ... từ 10% trở lên"."""
    verb = scene.verb
    assert verb is not None
    aims = [cue for cue in scene.cues if cue.kind in ("target", "plan") and cue.start < verb.start]
    if scene.segment.opened >= 0:
        return False  # "(tăng 9%)" behind a planned level is still growth
    if scene.task or any(cue.kind == "target" for cue in aims):
        return True
    return any(scene.folded.startswith("mục tiêu", cue.start) for cue in aims)


def _change(statement: Statement, scene: Scene, sign: int, base: str) -> None:
    statement.measure = "change"
    statement.sign = sign
    statement.compare_to = base  # type: ignore[assignment]
    statement.rules.append("word or sign of change")


def _percent_level(statement: Statement, scene: Scene, tail: str, lead: str) -> None:
    """A percentage with no word of change: of a plan, of a period, of a whole, or itself."""
    verb, before = scene.verb, scene.before
    kind = verb.kind if verb else ""
    if kind == "from" and scene.after is not None and scene.after.link == "range":
        assert verb is not None
        down = scene.folded.startswith("giảm", verb.start)
        _change(statement, scene, -1 if down else 1, tail or lead)
        return
    rated = _is_rate(scene)
    if scene.task or "target" in scene.kinds:
        if tail == "plan" and "target" not in scene.kinds:
            statement.measure = "pct_of_plan"
        else:
            statement.measure = "plan"
        statement.rules.append("target")
    elif tail == "plan":
        statement.measure = "pct_of_plan"
    elif kind in ("share", "share_noun"):
        statement.measure = "share"
    elif tail in ("yoy", "prev", "other"):
        statement.measure, statement.compare_to = "index", tail  # type: ignore[assignment]
    elif lead in ("yoy", "prev", "other") and kind == "equal":
        statement.measure, statement.compare_to = "index", lead  # type: ignore[assignment]
    elif lead == "plan":
        statement.measure = "plan" if _plan_is_subject(scene) else "pct_of_plan"
    elif scene.quantity.link in ("pair", "range") and before is not None:
        statement.measure, statement.compare_to = before.measure, before.compare_to
        statement.sign = before.sign
    elif statement.shifted and before is not None and before.measure in _RATIO:
        statement.measure, statement.compare_to = before.measure, before.compare_to
        statement.sign = before.sign if not scene.verb else 1
    elif scene.derived:
        _derived_percent(statement, scene, kind, rated)
    elif kind == "equal" and scene.tail_noun:
        statement.measure = "share"
    elif (
        not kind
        and "rate_noun" not in scene.kinds
        and scene.earlier is not None
        and scene.earlier.measure in ("share", "change", "index")
    ):
        statement.measure, statement.compare_to = scene.earlier.measure, scene.earlier.compare_to
        statement.sign = scene.earlier.sign
        statement.rules.append("like the list before")
    elif _OF_NUMBER.match(scene.folded, scene.quantity.end) and not rated:
        statement.measure = "share"
    else:
        statement.measure = "rate"


_OF_NUMBER = regex.compile(r"\s*(?:tổng )?số(?: lượng)?(?!\w)|\s*(?:trong )?tổng(?: số)?(?!\w)")


def _derived_percent(statement: Statement, scene: Scene, kind: str, rated: bool) -> None:
    """A percentage that speaks of the figures before it."""
    before = scene.before
    assert before is not None
    measures = [s.measure for s in scene.clause]
    same_kind = before.quantity.unit_kind == "percent" and before.measure in _RATIO
    if not scene.cues and same_kind and scene.same_sentence and not _in_new_bracket(scene):
        statement.measure, statement.compare_to = before.measure, before.compare_to
        statement.sign = before.sign
        statement.rules.append("like the one before")
    elif "plan" in measures and "pct_of_plan" not in measures:
        statement.measure = "pct_of_plan"
    elif "denominator" in measures:
        statement.measure = "rate" if rated or "rate_noun" in scene.kinds else "share"
    elif kind == "equal":
        statement.measure = "share" if scene.tail_noun else _equal_alone(scene)  # type: ignore[assignment]
        if not scene.tail_noun:
            statement.rules.append("bằng, base named elsewhere")
    elif kind == "reach":
        if "rate_noun" in scene.kinds:
            statement.measure = "rate"
        elif scene.tail_noun or any(s.whole >= 0 for s in scene.clause):
            statement.measure = "share"
        else:
            statement.measure = "pct_of_plan"
    elif (
        before.measure == "change"
        and before.quantity.unit_kind != "percent"
        and _in_new_bracket(scene)
    ):
        statement.measure, statement.compare_to = "change", before.compare_to
        statement.sign = before.sign
    elif scene.segment.opened >= 0:
        statement.measure = _like_siblings(scene)  # type: ignore[assignment]
    else:
        statement.measure = "rate" if rated else "share"


def _in_new_bracket(scene: Scene) -> bool:
    return (
        scene.segment.opened >= 0
        and "(" in scene.folded[max(0, scene.segment.lead[0] - 1) : scene.quantity.start]
    )


def _like_siblings(scene: Scene) -> str:
    """ "A 210 (61,2% kế hoạch), B 88 (40,7%)": the percentages of one list say the same."""
    earlier = scene.earlier
    if earlier is not None and earlier.measure in ("pct_of_plan", "rate"):
        return earlier.measure
    return "share"


def _equal_alone(scene: Scene) -> str:
    """ "bằng 99,36%" with nothing after it: what the sentence compares with elsewhere."""
    for other in reversed(scene.clause):
        if other.measure in ("index", "pct_of_plan", "share") and other.quantity.unit == "%":
            return other.measure
    return "pct_of_plan" if scene.later_plan else "index"


def _is_rate(scene: Scene) -> bool:
    text = scene.label.lower()
    return text.startswith(("tỷ lệ", "tỉ lệ", "tỷ suất", "công suất"))


def _plan_is_subject(scene: Scene) -> bool:
    """ "chỉ tiêu giao 65%", "kế hoạch năm 2025 là 70%": the plan itself."""
    base = scene.lead_base
    assert base is not None
    between = scene.folded[base.start : scene.quantity.start]
    before = scene.folded[scene.segment.lead[0] : base.start]
    if regex.search(r"(?:so với|so|vượt|hơn)\s*$", before):
        return False
    return regex.search(r"(?<!\w)(?:đạt|bằng|hoàn thành|được)(?!\w)", between) is None


def level_measure(statement: Statement, scene: Scene) -> None:
    """Decide about an amount or a count."""
    statement.rules.append("level")
    quantity, verb, before = scene.quantity, scene.verb, scene.before
    statement.shifted = scene.is_last_year
    tail = scene.tail_base.compare_to if scene.tail_base else ""
    lead = scene.lead_base.compare_to if scene.lead_base and not statement.shifted else ""
    if "/" in quantity.numeral.text:
        statement.measure = "share"
        statement.rules.append("fraction")
    elif quantity.link == "pair" and before is not None:
        _pair(statement, scene, before)
    elif "out_of" in scene.kinds and before is not None and not scene.own_label:
        statement.measure = "denominator"
        statement.fraction_of = -2
    elif quantity.signed and not _is_negative_level(scene):
        _change(statement, scene, quantity.signed, tail or lead)
    elif quantity.signed:
        statement.sign = -1
        statement.measure = "estimate" if "est" in scene.kinds else "actual"
    elif verb is not None and verb.kind in _UP | _DOWN and not _new_subject(scene, verb):
        base = tail or lead
        if verb.kind in ("over", "under") and base != "yoy":
            base = "plan"
        if verb.kind == "up_plan":
            base = "plan"
        if verb.kind == "up_yoy":
            base = "yoy"
        _change(statement, scene, 1 if verb.kind in _UP else -1, base)
    elif scene.is_bracketed_plan or _states_plan(scene):
        statement.measure = "plan"
    elif "expected" in scene.kinds:
        budget = scene.later_plan or quantity.unit_kind == "money"
        statement.measure = "plan" if budget else "estimate"
    elif scene.task or "target" in scene.kinds:
        statement.measure = "plan"
    elif "est" in scene.kinds or scene.estimate:
        statement.measure = "estimate"
    elif not scene.own_label and not scene.cues and before is not None and scene.same_sentence:
        follows = before.measure in ("change", "plan", "estimate") and (
            before.quantity.unit_kind == quantity.unit_kind != "counter"
        )
        if follows and not scene.tail_noun:
            statement.measure, statement.compare_to = before.measure, before.compare_to
            statement.sign = before.sign


def _is_negative_level(scene: Scene) -> bool:
    """ "âm 120 tỷ", "là -12,5 tỷ", "(1.234) triệu" in accounts: a level below zero."""
    quantity = scene.quantity
    before = scene.folded[max(0, quantity.start - 14) : quantity.start].rstrip()
    in_account = (
        scene.folded[quantity.digits_start - 1 : quantity.digits_start] == "("
        and scene.folded[quantity.digits_end : quantity.digits_end + 1] == ")"
    )
    return (
        in_account
        or regex.search(
            r"(?:(?<!\w)(?:âm|âm gần|âm hơn|là|đạt|ở mức)|:)\s*(?:gần|hơn|khoảng)?$", before
        )
        is not None
    )


def _new_subject(scene: Scene, verb: Cue) -> bool:
    """ "tăng 5 lớp" is a change; "tăng cường ... tổ chức 5 lớp" is none."""
    between = scene.folded[verb.end : scene.quantity.start]
    if regex.search(r"(?<!\w)(?:lên|đạt|còn|là|từ|gồm|trong đó|có|với|xuống)(?!\w)", between):
        return "là" not in between.split() or bool(
            regex.search(r"(?<!\w)(?:lên|đạt|còn|từ|xuống)(?!\w)", between)
        )
    return bool(regex.search(r"[,;:]", between)) and scene.lead_base is None


def _states_plan(scene: Scene) -> bool:
    """The lead names a plan and no verb of achievement stands between it and the figure."""
    plan = next((cue for cue in reversed(scene.cues) if cue.kind == "plan"), None)
    if plan is None:
        return False
    between = scene.folded[plan.end : scene.quantity.start]
    before = scene.folded[scene.segment.lead[0] : plan.start]
    if regex.search(
        r"(?:so với|so|vượt|hơn|theo|đạt|hoàn thành|bằng)\s*(?:\d+[\d,.]*%\s*)?$", before
    ):
        return False
    achieved = regex.search(
        r"(?<!\w)(?:đạt|thực hiện|giải ngân|hoàn thành|được|ước|đã|có|cấp|tổ chức|nộp)(?!\w)",
        between,
    )
    if achieved is None:
        return True
    return (
        regex.search(r"(?:được giao|phân bổ|được duyệt)", between[achieved.start() :]) is not None
    )


def _pair(statement: Statement, scene: Scene, before: Statement) -> None:
    """ "a/b": actual and plan, part and whole, or two counts side by side."""
    quantity = scene.quantity
    left = before.quantity
    if left.unit and quantity.unit and left.unit != quantity.unit:
        statement.measure = before.measure
        statement.rules.append("parallel counts")
        return
    if _is_plan_pair(scene, left):
        statement.measure = "plan"
    else:
        statement.measure = "denominator"
    statement.fraction_of = -2  # the figure before; the reader knows its index
    statement.rules.append("pair")


def _is_plan_pair(scene: Scene, left: Quantity) -> bool:
    quantity = scene.quantity
    if scene.later_plan and quantity.unit_kind != "counter":
        return True
    tail = scene.folded[quantity.end : quantity.end + 60]
    if regex.match(
        r"[^;.]{0,40}?%\s*(?:so với |so )?(?:kế hoạch|kh|dự toán|dt|chỉ tiêu|nghị quyết)(?!\w)",
        tail,
    ):
        return True
    if left.value is not None and quantity.value is not None and left.value > quantity.value:
        return True
    return quantity.unit_kind in ("money", "measure")
