"""What a percentage or a multiple is: change, index, share, rate, percentage of a plan, target.

The phrases and what they mean: usage in reports, as annotated in tests/gold. A cue in the
lead ("tăng", "đạt", "chiếm") and the base in the tail ("kế hoạch", "so với cùng kỳ")
decide together; what is left open follows the figure before it.
"""

from __future__ import annotations

from functools import cache

import regex

from extract.lexicon import either, names, word_pattern, word_set, words
from normalize.clauses import RATIOS_OF_BASE
from normalize.cues import BASE_OF_VERB, GROWTH, PARTS, Cue
from normalize.scene import Scene
from normalize.statements import Statement
from solieu.model import Measure

_LOW_INDEX = 50  # "chỉ số ... 5%" is no index of a price or a product
_ALL = 100  # no part is more
_RATIOS: frozenset[Measure] = frozenset({"change", "index", "share", "rate", "pct_of_plan"})


@cache
def _of_a_number() -> regex.Pattern[str]:
    return regex.compile(rf"\s*(?:{either('measures', 'of_a_number')})(?!\w)")


@cache
def _compares() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{either('measures', 'compares')})\s*$")


@cache
def _reaches() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\w)(?:{either('measures', 'reaches')})(?!\w)")


@cache
def _index_labels() -> tuple[str, ...]:
    return names(words("measures"), "index_labels")


@cache
def _rate_labels() -> tuple[str, ...]:
    return names(words("measures"), "rate_labels")


def percent_measure(statement: Statement, scene: Scene) -> None:
    """Decide about a percentage or a multiple; sets measure, base, sign and unit."""
    if scene.is_multiple:
        statement.unit = "times"
    statement.shifted = scene.is_last_year
    statement.equals = scene.verb is not None and scene.verb.kind == "equal"
    base = scene.tail_compare or scene.lead_compare
    before = scene.before
    if scene.quantity.signed:
        statement.set_change(scene.quantity.signed, base)
    elif scene.continues and before is not None and before.measure in ("change", "index"):
        statement.say_like(before)
        statement.compare_to = scene.tail_compare or before.compare_to
    elif scene.is_change and scene.verb is not None:
        _of_a_change(statement, scene, scene.verb)
    elif scene.quantity.unit == "percentage point":
        statement.set_change(1, base)
    elif _repeats_a_change(scene) and before is not None:
        statement.set_change(before.sign, scene.tail_compare or before.compare_to)
    elif scene.is_multiple and scene.own_label and not base and _stands_alone(scene):
        statement.measure = "actual"  # "nợ trên vốn chủ sở hữu 0,65 lần" stands for itself
    elif scene.is_multiple:
        statement.measure, statement.compare_to = "index", base
    else:
        _level(statement, scene)


def _of_a_change(statement: Statement, scene: Scene, verb: Cue) -> None:
    """A percentage ruled by a verb of growth or fall."""
    base = scene.tail_compare or scene.lead_compare
    if _is_target(scene, verb):
        statement.measure, statement.sign = "plan", verb.sign
        return
    if _is_target_passed(scene, verb):
        statement.measure = "plan"
        return
    if scene.is_multiple and verb.kind in GROWTH and not base:
        statement.flags.append("ambiguous_multiple")
    if verb.kind in ("over", "under", "up_plan") and base != "yoy":
        base = "plan"
    base = BASE_OF_VERB.get(verb.kind, base)
    statement.set_change(verb.sign, base)


def _is_target(scene: Scene, verb: Cue) -> bool:
    """Tasks, "phấn đấu", "mục tiêu tăng trưởng ... từ 10% trở lên"."""
    if scene.segment.opened >= 0:
        # "(tăng 9%)" behind a planned level is still growth, "(kế hoạch giảm 2,5%)" a plan
        first = scene.cues[0]
        return first.kind == "plan" and not scene.folded[first.end : verb.start].strip()
    if _speaks_of_plan(scene):
        return False
    if any(_states_aim(scene, cue, verb) for cue in scene.cues):
        return True
    aims = [cue for cue in scene.cues if cue.kind in ("target", "plan") and cue.start < verb.start]
    if scene.task or any(cue.kind == "target" for cue in aims):
        return True
    return any(scene.folded.startswith("mục tiêu", cue.start) for cue in aims)


def _states_aim(scene: Scene, cue: Cue, verb: Cue) -> bool:
    """ "trong khi kế hoạch là giảm 1,5%"."""
    return cue.kind == "plan" and scene.folded[cue.end : verb.start].strip() in ("là", ":")


def _is_target_passed(scene: Scene, verb: Cue) -> bool:
    """ "đạt 91,9%, vượt mục tiêu 87,5%": a rate cannot pass its target by more than the target.

    "đạt 99,9%, vượt chỉ tiêu 4,9%" passes it by so much.
    """
    rate, stated = scene.clause.rate, scene.quantity.value
    if verb.kind not in ("over", "up_plan") or rate is None or stated is None:
        return False
    if scene.lead_compare != "plan" or rate.measure == "pct_of_plan" or scene.kinds & {"level"}:
        return False
    done = rate.quantity.value
    return done is not None and done - stated < stated <= done


def _speaks_of_plan(scene: Scene) -> bool:
    """ "Kế hoạch: doanh thu 653 tỷ đồng, giảm 8,5%": what is said of a plan, no plan itself."""
    here = scene.derived and scene.same_sentence and not scene.own_label
    return here and scene.clause.says("plan")


def _repeats_a_change(scene: Scene) -> bool:
    """ "tăng 12 vụ (= 5%)", "(5%)": the change before it again, as a percentage."""
    verb, before = scene.verb, scene.before
    if before is None or before.measure != "change" or before.quantity.unit_kind == "percent":
        return False
    if scene.lead_compare or scene.own_label or scene.tail_noun:
        return False
    if verb is None:
        return scene.alone_in_bracket and not scene.cues
    if verb.kind != "equal":
        return False
    if _is_ratio_of_change(scene, before):
        return True
    again = scene.alone_in_bracket or not _says_equal(scene, verb)
    return again or (scene.folded.startswith("tương", verb.start) and _grows_by(scene, before))


def _grows_by(scene: Scene, change: Statement) -> bool:
    """ "720 vụ, giảm 29 vụ, tương ứng 3,87% so với năm 2021": the fall, not what is left of it."""
    stated, now, by = scene.quantity.value, scene.clause.level, change.quantity.value
    if stated is None:
        return False
    if now is None or now.quantity.value is None or by is None or now.unit != change.unit:
        return stated <= _LOW_INDEX
    base = now.quantity.value - change.sign * by
    return base > 0 and abs(stated - by / base * 100) < abs(
        stated - now.quantity.value / base * 100
    )


def _is_ratio_of_change(scene: Scene, change: Statement) -> bool:
    """ "1.215 tin, tăng 88 tin, bằng 7,8%": the change over what there was gives the figure."""
    stated, step, by = scene.quantity.value, scene.quantity.step, change.quantity.value
    now = scene.clause.level
    if stated is None or step is None or by is None or now is None or now.unit != change.unit:
        return False
    done = now.quantity.value
    base = done - change.sign * by if done is not None else None
    if not base or base < 0 or scene.tail_compare == "plan":
        return False
    return abs(by / base * _ALL - stated) <= step


def _says_equal(scene: Scene, verb: Cue) -> bool:
    """ "bằng" or a base of its own: no mere sign that repeats the change before it."""
    return bool(scene.tail_compare) or scene.folded.startswith("bằng", verb.start)


def _level(statement: Statement, scene: Scene) -> None:
    """A percentage with no word of change: of a plan, of a period, of a whole, or itself."""
    verb, before, tail, lead = scene.verb, scene.before, scene.tail_compare, scene.lead_compare
    kind = verb.kind if verb else ""
    targets = scene.task or "target" in scene.kinds
    if (
        verb
        and kind == "from"
        and not targets
        and scene.after is not None
        and scene.after.link == "range"
    ):
        falls = scene.folded.startswith("giảm", verb.start)
        statement.set_change(-1 if falls else 1, tail or lead)
    elif verb and kind in ("from", "level") and not targets and _names_a_share(scene):
        statement.measure = "share"  # "tỷ trọng công nghiệp tăng từ 41,5% lên 42,3%"
    elif not kind and _is_bracketed_target(scene):
        statement.measure = "plan"
    elif targets and kind == "share" and _speaks_of_plan(scene):
        statement.measure = "share"
    elif targets:
        of_plan = tail == "plan" and "target" not in scene.kinds
        statement.measure = "pct_of_plan" if of_plan else "plan"
    elif tail == "plan":
        statement.measure = "pct_of_plan"
    elif kind in ("share", "share_noun"):
        itself = "rate_noun" in scene.kinds and _names_a_rate(scene)
        statement.measure = "rate" if itself else "share"
    elif tail:
        statement.measure, statement.compare_to = "index", tail
    elif lead and lead != "plan" and (kind == "equal" or _reaches_base(scene)):
        statement.measure, statement.compare_to = "index", lead
    elif lead == "plan" and kind not in ("from", "level"):
        statement.measure = "plan" if _plan_is_subject(scene) else "pct_of_plan"
    elif _plan_behind_slash(scene) or (
        scene.quantity.link == "pair" and before is not None and before.measure == "rate"
    ):
        statement.measure = "plan"  # "tỷ lệ suy dinh dưỡng 12/11%": what it was to be
    elif scene.quantity.link and before is not None:
        statement.say_like(before)
    elif (former := _same_of_last_year(statement, scene)) is not None:
        statement.say_like(former)
        statement.sign = former.sign if not verb else 1
    elif scene.quantity.unit.startswith("%/"):
        statement.measure = "rate"  # "0,5%/năm", "0,65%/tháng": interest
    elif scene.derived and before is not None:
        _derived(statement, scene, before)
    elif kind == "reach" and _set_against_plan(scene):
        statement.measure = "pct_of_plan"
    elif kind == "contribution" and not scene.tail_noun and _adds_to_growth(scene):
        assert scene.earlier is not None
        statement.say_like(scene.earlier)
    elif kind == "contribution" or (kind == "equal" and scene.tail_noun):
        statement.measure = "share"
    elif kind == "equal" and _stays_equal(scene):
        assert scene.earlier is not None
        statement.measure, statement.compare_to = "index", scene.earlier.compare_to
    elif not kind and "rate_noun" not in scene.kinds and _lists_on(scene.earlier):
        assert scene.earlier is not None
        _go_on(statement, scene, scene.earlier)
    elif scene.opening_change is not None and not _is_rate(scene):
        statement.set_change(scene.opening_change.sign, "")
    elif kind == "reach" and _disburses(scene):
        statement.measure = "pct_of_plan"
    elif scene.own_label and _is_index(scene):
        statement.measure = "index"
    elif _of_a_number().match(scene.folded, scene.quantity.end) and not _is_rate(scene):
        statement.measure = "share"
    else:
        statement.measure = "rate"


@cache
def _slash_plan() -> regex.Pattern[str]:
    return regex.compile(rf"\s*/\s*(?:{either('measures', 'plan_bases')})[^,;/]{{0,20}}")


def _plan_behind_slash(scene: Scene) -> bool:
    """ "đạt 95,2%/KH 95%": what it was to be."""
    before = scene.before
    if before is None or before.measure not in ("rate", "share", "change"):
        return False
    return (
        _slash_plan().fullmatch(scene.folded, before.quantity.end, scene.quantity.start) is not None
    )


def _stands_alone(scene: Scene) -> bool:
    """No verb rules the multiple; "sở hữu" is part of many names of ratios."""
    return scene.verb is None or scene.verb.kind == "share"


def _adds_to_growth(scene: Scene) -> bool:
    """ "tăng 11,2%, trong đó dịch vụ đóng góp 6,05%": points of the growth, no part of a sum."""
    earlier, value = scene.earlier, scene.quantity.value
    if earlier is None or earlier.measure != "change" or value is None:
        return False
    return earlier.quantity.value is not None and value <= earlier.quantity.value


def _reaches_base(scene: Scene) -> bool:
    """ "thu 125 tỷ đồng, so với cùng kỳ đạt 113,6%": of what it was then."""
    base, verb = scene.lead_base, scene.verb
    if base is None or verb is None or verb.kind != "reach" or scene.own_label:
        return False
    return base.start < verb.start and "rate_noun" not in scene.kinds


def _set_against_plan(scene: Scene) -> bool:
    """ "So với kế hoạch năm, thu đạt 45%, chi đạt 42%": the opening speaks for both."""
    base = scene.sentence_base
    return base is not None and base.compare_to == "plan" and not _is_rate(scene)


def _stays_equal(scene: Scene) -> bool:
    """ "công nghiệp tăng 5,2%, trong đó khai khoáng bằng 100%": an index among changes."""
    earlier, value = scene.earlier, scene.quantity.value
    if earlier is None or value is None or scene.tail_noun:
        return False
    return earlier.measure in ("change", "index") and value > _LOW_INDEX


def _same_of_last_year(statement: Statement, scene: Scene) -> Statement | None:
    """The percentage that a bracket "(cùng kỳ ...)" gives last year's figure of.

    So does one that names another earlier period ("(quý trước 2,5%)").

    Behind a rate and its growth ("còn 3,2%, giảm 1,1% (cùng kỳ 4,3%)") that is the rate;
    behind an amount and its growth the growth, unless "đạt" or a plan says otherwise.
    """
    before, level = scene.before, scene.clause.rate
    if before is None or before.measure not in _RATIOS:
        return None
    if not (statement.shifted or scene.aside):
        return None
    if before.measure != "change" or level is None:
        return before
    return level if scene.clause.level is None or scene.verb is not None else before


def _lists_on(earlier: Statement | None) -> bool:
    return earlier is not None and earlier.measure in ("share", "change", "index")


def _go_on(statement: Statement, scene: Scene, earlier: Statement) -> None:
    """The next item of a list says what the one before it says first.

    "Tỷ lệ thất nghiệp 2,2%, giảm 0,1%; thành thị 2,7%": a rate, no fall.
    """
    levels: tuple[Measure, ...] = ("rate", "share")
    if earlier.measure == "change" and _begins_anew(scene):
        statement.measure = "rate"
        return
    if earlier.measure == "change":
        for level in levels:
            if scene.own_label and scene.clause.says(level):
                statement.measure = level
                return
    statement.say_like(earlier)


def _begins_anew(scene: Scene) -> bool:
    """ "điện thương phẩm 1.245 triệu kWh, tăng 5,6%; tổn thất 4,1%": no growth without its amount.

    The parts of a whole may grow so ("đạt 40.651 tỷ đồng, tăng 7%, trong đó dịch vụ 7,5%").
    """
    if not scene.own_label or scene.clause.level is None or scene.kinds & PARTS:
        return False
    return not scene.clause.in_list


def _derived(statement: Statement, scene: Scene, before: Statement) -> None:
    """A percentage that speaks of the figures before it."""
    kind = scene.verb.kind if scene.verb else ""
    clause = scene.clause
    percent_before = before.quantity.unit_kind == "percent"
    listed = percent_before and before.measure in _RATIOS and scene.same_sentence
    if scene.is_bare_rate:
        statement.measure, statement.base_unsaid = "rate", True
    elif not scene.cues and listed and not scene.in_new_bracket:
        statement.say_like(before)
    elif scene.timed and listed and clause.level is None and not scene.in_new_bracket:
        statement.say_like(before)  # "năm 2020 đạt 3,1%, năm 2021 đạt 4,5%"
    elif clause.says("plan") and not clause.says("pct_of_plan"):
        statement.measure = "pct_of_plan"
    elif clause.says("denominator"):
        rated = _is_rate(scene) or "rate_noun" in scene.kinds
        statement.measure = "rate" if rated else "share"
    elif kind == "equal":
        statement.base_elsewhere = not scene.tail_noun
        statement.measure = "share" if scene.tail_noun else _equal_alone(scene)
    elif kind == "reach":
        if "rate_noun" in scene.kinds:
            statement.measure, statement.base_unsaid = "rate", not percent_before
        elif clause.in_list and _parts_of_plan(scene):
            statement.measure, statement.plan_unsaid = "pct_of_plan", True
        elif scene.tail_noun or clause.in_list or _settles(scene):
            statement.measure = "share"
        else:
            statement.measure = "pct_of_plan"
            statement.plan_unsaid = not scene.later_plan
    elif before.measure == "change" and not percent_before and scene.in_new_bracket:
        statement.say_like(before)
    elif scene.in_new_bracket and before.compare_to == "plan" and not scene.follows_figure:
        statement.measure = "plan"  # "thấp hơn 0,9% so với chỉ tiêu (1,5%)"
    elif scene.segment.opened >= 0 and kind in ("from", "level"):
        statement.measure = "rate"  # "giảm 1,12% (từ 4,25% xuống còn 3,13%)"
    elif scene.segment.opened >= 0:
        statement.measure = _like_siblings(scene)
        if scene.earlier is not None and statement.measure == "rate":
            statement.base_unsaid = scene.earlier.base_unsaid
        if scene.earlier is not None and statement.measure == "pct_of_plan":
            statement.plan_unsaid = scene.earlier.plan_unsaid
    else:
        statement.measure = "rate" if _is_rate(scene) else "share"


def _parts_of_plan(scene: Scene) -> bool:
    """ "đạt 49,2% kế hoạch, trong đó vốn trung ương 201 tỷ đồng, đạt 48,8%": of its own plan."""
    earlier = scene.earlier
    return earlier is not None and earlier.measure == "pct_of_plan" and not scene.tail_noun


def _like_siblings(scene: Scene) -> Measure:
    """ "A 210 (61,2% kế hoạch), B 88 (40,7%)": the percentages of one list say the same.

    So do those of the parts and of their whole ("đạt 85% dự toán, gồm: A 47 (82%)").
    """
    earlier = scene.earlier
    if earlier is not None and earlier.measure in ("pct_of_plan", "rate"):
        opened = scene.folded.rfind("(", 0, earlier.quantity.start)
        bracketed = opened > scene.folded.rfind(")", 0, earlier.quantity.start)
        of_whole = scene.before is not None and scene.before.whole == earlier.clause
        if bracketed or of_whole:
            return earlier.measure
    return "share"


def _equal_alone(scene: Scene) -> Measure:
    """ "bằng 99,36%" with nothing after it: what the sentence compares with elsewhere."""
    ratio = scene.clause.last_ratio
    if ratio is not None and (ratio.measure != "share" or ratio.equals):
        assert ratio.measure in RATIOS_OF_BASE
        return ratio.measure
    value = scene.quantity.value
    if _is_sign_behind_count(scene) and value is not None and value <= _ALL:
        return "share"
    small = value is not None and value < _LOW_INDEX  # nothing falls to a tenth within a year
    return "pct_of_plan" if scene.later_plan or small else "index"


def _is_sign_behind_count(scene: Scene) -> bool:
    """ "loại tốt 1.180 em = 94,8%": of all that were counted."""
    verb, before = scene.verb, scene.before
    sign = verb is not None and scene.folded.startswith("=", verb.start)
    return sign and before is not None and before.quantity.unit_kind == "counter"


def _settles(scene: Scene) -> bool:
    """ "giải quyết 5.209 vụ, đạt 83,74%": of those that were taken up."""
    label = scene.label.lower()
    return not scene.later_plan and label.startswith(names(words("measures"), "settles"))


def _disburses(scene: Scene) -> bool:
    """ "giải ngân đạt 68,15%": of the capital planned, though no plan is named."""
    said = " ".join(token.word for token in scene.own_label)
    rated = said.startswith(_rate_labels())
    return word_pattern("measures", "of_a_plan").search(said) is not None and not rated


@cache
def _before_target() -> regex.Pattern[str]:
    short, plan = either("measures", "short_of"), either("measures", "plan_bases")
    return regex.compile(rf"(?<!\w)(?:{short})\s+(?:so với )?(?:{plan})(?: \w+){{0,4}}\s*\($")


def _is_bracketed_target(scene: Scene) -> bool:
    """ "tăng 7,2%, chưa đạt kế hoạch (8%)": the plan that it fell short of."""
    return _before_target().search(scene.folded, *scene.segment.outer) is not None


def _names_a_share(scene: Scene) -> bool:
    """The label, or the sentence before it in its list, says "tỷ trọng" or "cơ cấu"."""
    if "share_noun" in scene.kinds:
        return True
    earlier = scene.earlier
    return earlier is not None and earlier.measure == "share" and "rate_noun" not in scene.kinds


def _names_a_rate(scene: Scene) -> bool:
    """ "Tỷ lệ nợ xấu chỉ chiếm tỷ lệ 0,8% tổng dư nợ": the rate itself."""
    said = " ".join(token.word for token in scene.own_label)
    return said.startswith(_rate_labels()) and said not in word_set("measures", "bare_rates")


def _is_rate(scene: Scene) -> bool:
    return scene.label.lower().startswith(_rate_labels())


def _is_index(scene: Scene) -> bool:
    """ "Chỉ số giá vàng là 118,69%": an index, unless a share or a rate is called so."""
    value = scene.quantity.value
    words = " ".join(token.word for token in scene.own_label)
    return words.startswith(_index_labels()) and value is not None and value > _LOW_INDEX


def _plan_is_subject(scene: Scene) -> bool:
    """ "chỉ tiêu giao 65%", "kế hoạch năm 2025 là 70%": the plan itself."""
    base = scene.lead_base
    assert base is not None
    if _compares().search(scene.folded, scene.segment.lead[0], base.start):
        return False
    return _reaches().search(scene.folded[base.start : scene.quantity.start]) is None
