"""What an amount or a count is: actual, plan, estimate, change, or the other side of a pair.

The phrases and what they mean: usage in reports, as annotated in tests/gold.
"""

from __future__ import annotations

from functools import cache

import regex

from extract.lexicon import either, word_pattern, word_set
from extract.quantity import Quantity
from normalize.cues import BASE_OF_VERB, Cue
from normalize.scene import Scene
from normalize.statements import Statement
from solieu.model import CompareTo

_PAUSE = regex.compile(r"[,;:]")
_PAUSES = regex.compile(r"[;:]")
_ENDS_WITH_AND = regex.compile(r"^[^;:.]*\s(?:và|với)\s+$")
_ONLY_EQUAL = 18  # characters: ", tương đương với "
_NEAR = 14  # characters before a signed figure: "âm khoảng" and its spaces
_WORK_REACH = 60  # characters before a pair that may name the work
_POINTS = "điểm"
_OTHER_FIGURE = regex.compile(r"[\d,;]")
_TAIL_REACH = 40  # characters behind a pair in which its verb stands
_PLAN_REACH = 110  # characters behind a pair: its percentage and "kế hoạch"


@cache
def _states_level() -> regex.Pattern[str]:
    stated, about = either("measures", "states_level"), either("measures", "about")
    return regex.compile(rf"(?:(?<!\w)(?:{stated})|:)\s*(?:{about})?$")


@cache
def _compares_amount() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{either('measures', 'compares_amount')})\s*(?:\d+[\d,.]*%\s*)?$")


@cache
def _in_bracket_of_plan() -> regex.Pattern[str]:
    """ "vượt kế hoạch (1.230 triệu kWh)": nothing else stands before the bracket."""
    return regex.compile(rf"(?<!\w)(?:{either('measures', 'plan_bases')})\s*\($")


@cache
def _assigned() -> regex.Pattern[str]:
    return regex.compile(either("measures", "assigned"))


@cache
def _percent_of_plan() -> regex.Pattern[str]:
    links, bases = either("measures", "plan_links"), either("measures", "plan_bases")
    # "vượt 11,4% so với chỉ tiêu" is a change, no share of the plan
    changed = rf"(?<!(?:{either('measures', 'changed_by')})\s[\d.,]{{1,12}})"
    return regex.compile(rf"[^;.]{{0,80}}?{changed}%\s*(?:(?:{links}) )?(?:{bases})(?!\w)")


@cache
def _adds() -> regex.Pattern[str]:
    return regex.compile(rf"(?r)(?<!\w)(?:{either('measures', 'adds', backwards=True)})\s*$")


@cache
def _reckoned() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\w)(?:{either('measures', 'reckoned')})(?!\w)")


def _is_estimated(scene: Scene) -> bool:
    """A word of estimate before it, in what it is part of, or behind what is counted."""
    said = "est" in scene.kinds or scene.estimate or scene.opening_estimate
    return said or _is_reckoned(scene)


def _is_reckoned(scene: Scene) -> bool:
    """ "có 12/15 chỉ tiêu ước đạt và vượt": the estimate stands behind what is counted."""
    counted, tail = scene.quantity, scene.segment.tail
    if scene.after is not None and scene.after.link == "pair":
        counted = scene.after
        end = scene.folded.find(",", counted.end, counted.end + _TAIL_REACH)
        tail = counted.end, end if end >= 0 else counted.end + _TAIL_REACH
    if counted.unit_kind != "counter" or _OTHER_FIGURE.search(scene.folded, *tail):
        return False
    return _reckoned().search(scene.folded, *tail) is not None


@cache
def _joined() -> regex.Pattern[str]:
    return regex.compile(rf"[^()]*\)\s*,?\s*(?:{either('clauses', 'and')})\s*")


@cache
def _over_all() -> regex.Pattern[str]:
    """ "5,3/7,1 ha lúa, đạt 74% diện tích gieo cấy": a share of what there is."""
    return regex.compile(rf"[^;.]{{0,40}}?%\s*(?:so với )?(?:{either('measures', 'all_there_is')})")


@cache
def _work() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\w)(?:{either('measures', 'progress')})(?!\w)[^;.,]*$")


@cache
def _who_set_it() -> regex.Pattern[str]:
    """ "150/200 ha huyện giao", "3.480/4.200 liều vắc xin huyện giao"."""
    organs = either("authorities", "organs")
    by_whom = rf"(?:{organs})(?: \w+){{0,3}}? (?:{either('authorities', 'set')})"
    planned = either("measures", "as_planned")
    return regex.compile(rf"\s*(?:\w+ ){{0,4}}?(?:{by_whom}|{planned})(?!\w)")


def _is_whole_of(scene: Scene, before: Statement) -> bool:
    """ "bàn giao 3 triệu sổ cho người lao động trong tổng số 12 triệu sổ": of the same things."""
    return not scene.own_label or (
        scene.same_sentence and bool(before.unit) and before.unit == scene.quantity.unit
    )


def level_measure(statement: Statement, scene: Scene) -> None:
    """Decide about an amount or a count; sets measure, base, sign and tie to a pair."""
    quantity, verb, before = scene.quantity, scene.verb, scene.before
    statement.shifted = scene.is_last_year
    if quantity.unit == "lần" and "rate_noun" in scene.kinds:
        statement.unit = "times"  # "hệ số sử dụng đất là 0,85 lần"
    base = scene.tail_compare or scene.lead_compare
    if quantity.is_fraction:
        statement.measure = "share"
    elif quantity.link == "pair" and before is not None:
        _pair(statement, scene, before)
    elif "out_of" in scene.kinds and before is not None and _is_whole_of(scene, before):
        statement.measure, statement.fraction_of = "denominator", scene.index - 1
    elif quantity.signed and not _is_negative_level(scene):
        statement.set_change(quantity.signed, base)
    elif quantity.signed:
        statement.sign = -1
        statement.measure = "estimate" if "est" in scene.kinds else "actual"
    elif verb is not None and scene.is_change and not _new_subject(scene, verb):
        if (verb.kind in ("over", "under") and base != "yoy") or verb.kind == "up_plan":
            base = "plan"
        base = BASE_OF_VERB.get(verb.kind, base) or _other_thing(scene, verb)
        statement.set_change(verb.sign, base)
    elif scene.tail_compare in ("yoy", "prev") and _adds().search(scene.folded[: quantity.start]):
        statement.set_change(1, scene.tail_compare)
    elif before is not None and _amounts_to(scene, before):
        statement.set_change(before.sign, scene.tail_compare or before.compare_to)
    elif before is not None and _in_other_words(scene, before):
        statement.say_like(before)
    elif scene.is_bracketed_plan or scene.is_plan_beside or _states_plan(scene):
        statement.measure = "plan"
    elif scene.of_plan:
        statement.measure = "actual" if _is_realised(scene) else "plan"
    elif scene.aside and not scene.kinds & {"est", "expected", "target"}:
        statement.measure = "actual"
    elif "expected" in scene.kinds:
        budget = scene.later_plan or (quantity.unit_kind == "money" and "reach" not in scene.kinds)
        budget = budget and not _percent_of_plan().match(scene.folded, quantity.end)
        statement.measure = "plan" if budget else "estimate"
    elif scene.task or "target" in scene.kinds:
        statement.measure = "plan"
    elif _is_estimated(scene):
        statement.measure = "estimate"
    elif before is not None and _lists_on(scene, before):
        statement.say_like(before)
    elif before is not None and _estimated_with(scene, before):
        statement.measure = "estimate"


def _amounts_to(scene: Scene, before: Statement) -> bool:
    """ "tăng 5,05% (tương đương 1.030 m3)": the same change as an amount.

    So is "283.000 con, tăng 2,64%, bằng 7.300 con": of the level's unit, and less than it.
    """
    if scene.verb is None or scene.verb.kind != "equal" or scene.own_label or scene.tail_noun:
        return False
    if before.measure != "change" or before.quantity.unit_kind != "percent":
        return False
    return scene.in_new_bracket or (scene.same_sentence and _is_less_of_level(scene, before))


def _is_less_of_level(scene: Scene, before: Statement) -> bool:
    level, own = scene.clause.level, scene.quantity
    if level is None or level.quantity.value is None or own.value is None:
        return False
    gap = scene.folded[before.quantity.end : scene.quantity.start]
    beside = scene.verb is not None and len(gap) <= _ONLY_EQUAL
    return beside and level.unit == own.unit and own.value < level.quantity.value


def _in_other_words(scene: Scene, before: Statement) -> bool:
    """ "ước đạt 222 triệu đồng, tương đương 9.182 USD": the same amount in another currency."""
    if scene.verb is None or scene.verb.kind != "equal" or scene.own_label:
        return False
    both = scene.quantity.unit_kind == before.quantity.unit_kind == "money"
    levels = before.measure in ("actual", "estimate", "plan")
    return both and levels and scene.quantity.unit != before.quantity.unit


def _lists_on(scene: Scene, before: Statement) -> bool:
    """True where the figure only goes on a list of changes, plans or estimates."""
    if scene.own_label or scene.cues or scene.tail_noun or not scene.same_sentence:
        return False
    if scene.is_bracketed_base or (before.measure == "plan" and _is_realised(scene)):
        return False
    kind = scene.quantity.unit_kind
    return before.measure in ("change", "plan", "estimate") and (
        before.quantity.unit_kind == kind != "counter"
    )


def _is_realised(scene: Scene) -> bool:
    """ "dự toán 1.250 tỷ đồng, thực hiện 1.412 tỷ đồng": what became of the plan."""
    lead = scene.segment.lead
    return (
        "reach" in scene.kinds
        or "est" in scene.kinds
        or word_pattern("measures", "realised").search(scene.folded, *lead) is not None
    )


def _estimated_with(scene: Scene, before: Statement) -> bool:
    """ "ước vận chuyển 1.898 ngàn người, luân chuyển 140 triệu người.km": one estimate of two.

    In a list each item may say how it changed before the next one comes: "xi măng ước 2,9
    triệu tấn, tăng 0,4%; điện 3.218 triệu kWh, giảm 6%".
    """
    level = scene.clause.level
    if level is None or level.measure != "estimate" or not scene.same_sentence:
        return False
    if scene.segment.opened >= 0 or scene.kinds:
        return False
    gap = scene.folded[before.quantity.end : scene.quantity.start]
    if before is level and _PAUSES.search(gap) is None:
        return True
    lead = scene.segment.lead
    if word_pattern("measures", "states_anew").search(scene.folded, *lead) is not None:
        return False
    if scene.after is not None and scene.after.link == "pair":
        return before.quantity.link == "pair"
    # "ước đạt 1,2 triệu khách (tăng 12%) và 112 triệu khách.km (tăng 15%)"
    joined = _joined().fullmatch(gap) is not None or _joined_in_another_unit(scene, before, gap)
    return bool(scene.own_label) or joined


def _joined_in_another_unit(scene: Scene, before: Statement, gap: str) -> bool:
    """ "ước đạt 138 triệu tấn, tăng 1,2% so với tháng trước và 26,2 tỷ tấn.km": the same thing."""
    level = scene.clause.level
    other = level is not None and level.unit != scene.quantity.unit
    return other and before.measure == "change" and _ENDS_WITH_AND.search(gap) is not None


def _is_negative_level(scene: Scene) -> bool:
    """ "âm 120 tỷ", "là -12,5 tỷ", "(1.234) triệu" in accounts: a level below zero."""
    quantity, folded = scene.quantity, scene.folded
    in_account = (
        folded[quantity.digits_start - 1 : quantity.digits_start] == "("
        and folded[quantity.digits_end : quantity.digits_end + 1] == ")"
    )
    before = folded[max(0, quantity.start - _NEAR) : quantity.start].rstrip()
    return in_account or _states_level().search(before) is not None


def _new_subject(scene: Scene, verb: Cue) -> bool:
    """ "tăng 5 lớp" is a change; "tăng cường ... tổ chức 5 lớp" is none."""
    between = scene.folded[verb.end : scene.quantity.start]
    if word_pattern("measures", "parts_change").search(between):
        always = word_pattern("measures", "parts_change_always")
        return "là" not in between.split() or always.search(between) is not None
    return _PAUSE.search(between) is not None and scene.lead_base is None


def _other_thing(scene: Scene, verb: Cue) -> CompareTo:
    """ "năng suất cao hơn giống đối chứng 5,2 tạ/ha": compared with what stands between."""
    if not scene.folded.endswith("hơn", verb.start, verb.end):
        return ""
    said = scene.folded[verb.end : scene.segment.quantity.start].split()
    plain = word_set("measures", "degree")
    return "other" if said and not plain.issuperset(said) else ""


def _states_plan(scene: Scene) -> bool:
    """The lead names a plan and no verb of achievement stands between it and the figure."""
    if scene.after is not None and scene.after.link == "pair" and not scene.task:
        return False  # "Chỉ tiêu: 12/14 chỉ tiêu đạt"
    plan = next((cue for cue in reversed(scene.cues) if cue.kind == "plan"), None)
    if plan is None:
        return _in_bracket_of_plan().search(scene.folded, *scene.segment.outer) is not None
    if _compares_amount().search(scene.folded, scene.segment.lead[0], plan.start):
        return False
    between = scene.folded[plan.end : scene.quantity.start]
    achieved = word_pattern("measures", "achieves_amount").search(between)
    return achieved is None or _assigned().search(between, achieved.start()) is not None


def _pair(statement: Statement, scene: Scene, before: Statement) -> None:
    """ "a/b": actual and plan, part and whole, or two counts side by side."""
    left, right = before.quantity, scene.quantity
    if left.unit and right.unit and left.unit != right.unit:
        statement.measure, statement.parallel = before.measure, True
        return
    statement.measure = "plan" if _is_plan_pair(scene, left) else "denominator"
    statement.fraction_of = scene.index - 1


def _is_plan_pair(scene: Scene, left: Quantity) -> bool:
    right = scene.quantity
    if _over_all().match(scene.folded, right.end, right.end + _PLAN_REACH):
        return False
    listed = scene.earlier is not None and scene.earlier.measure == "pct_of_plan"
    if scene.later_plan and (listed or right.unit_kind != "counter"):
        return True
    for says_plan in (_percent_of_plan(), _who_set_it()):
        if says_plan.match(scene.folded, right.end, right.end + _PLAN_REACH):
            return True
    if left.value is not None and right.value is not None and left.value > right.value:
        return True
    if right.unit == _POINTS:
        return False  # "78/100 điểm": all that could be had
    return right.unit_kind in ("money", "measure") and not _progresses(scene, left)


def _progresses(scene: Scene, left: Quantity) -> bool:
    """ "đã thu hoạch 3.938/5.299 ha": how far a work has come, over all that there is."""
    lead = scene.folded[max(0, left.start - _WORK_REACH) : left.start]
    return _work().search(lead) is not None
