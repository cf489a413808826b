"""What a figure is compared with, and whose plan it is measured against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import regex

from extract.lexicon import alternation, strings, words
from extract.periods_mention import PeriodMention
from normalize.cues import Cue
from normalize.periods import PeriodContext, previous, resolve, year_of, yoy
from solieu.model import CompareTo

_PLAN_KINDS = frozenset({"plan", "plan_base", "base_plan", "up_plan"})


@dataclass(frozen=True, slots=True)
class Base:
    """``compare_to`` and where in the passage the words for it begin."""

    compare_to: CompareTo
    start: int
    mention: PeriodMention | None = None


def find_base(
    folded: str,
    start: int,
    end: int,
    cues: Sequence[Cue],
    periods: Sequence[PeriodMention],
    context: PeriodContext,
    direct: bool = False,
) -> Base | None:
    """The first base of comparison named in ``[start:end)``, None if there is none.

    ``direct`` takes a period right at the start for a base too: "1,5 lần năm 1997".
    """
    candidates: list[Base] = []
    for cue in cues:
        if not start <= cue.start < end:
            continue
        if cue.kind in _PLAN_KINDS:
            candidates.append(Base("plan", cue.start))
        elif cue.kind in ("yoy", "base_yoy", "up_yoy", "yoy_word"):
            candidates.append(Base("yoy", cue.start))
        elif cue.kind == "prev":
            candidates.append(Base("prev", cue.start))
        elif cue.kind in ("prev_word", "other_word") and _versus(folded, cue.start):
            candidates.append(Base("prev" if cue.kind == "prev_word" else "other", cue.start))
    if (match := _COMMON.search(folded, start, end)) is not None:
        candidates.append(Base("other", match.start()))
    for mention in periods:
        if start <= mention.start < end:
            base = of_period(mention, context, direct and not folded[start : mention.start].strip())
            if base is not None:
                candidates.append(Base(base, mention.start, mention))
    for match in _BARE_YEAR.finditer(folded, start, end):
        own = context.base
        last_year = own and int(match["year"]) == int(own.split("..")[-1][:4]) - 1
        candidates.append(Base("yoy" if last_year else "other", match.start()))
    if not candidates:
        versus = next((c for c in cues if c.kind == "versus" and start <= c.start < end), None)
        if versus is not None and folded[versus.end : end].strip(" ,;.:()"):
            return Base("other", versus.start)
    return min(candidates, key=lambda base: base.start, default=None)


_BARE_YEAR = regex.compile(r"(?:so với|so|hơn) (?P<year>(?:19|20)\d\d)(?![\d.,]\d|\d)")
_COMMON = regex.compile(
    r"(?:bình quân|mức) chung|trung bình (?:cả nước|chung)|bình quân (?:cả nước|của)"
)


def _versus(folded: str, start: int) -> bool:
    return (
        regex.search(
            r"(?:so với|so|hơn|với)\s*(?:\w+\s*){0,2}$", folded[max(0, start - 24) : start]
        )
        is not None
    )


def of_period(mention: PeriodMention, context: PeriodContext, direct: bool) -> CompareTo | None:
    """ "so với năm 2016" is yoy in a report on 2017."""
    if mention.kind == "relative_yoy":
        return "yoy"
    if mention.kind == "relative_prev":
        return "yoy" if mention.unit == "year" else "prev"
    if mention.role != "compare" and not (
        direct and mention.kind in ("year", "month", "quarter", "half", "months")
    ):
        return None
    if mention.kind == "edge":
        return "other"
    if mention.kind == "season":
        return "yoy"
    own = context.base
    if mention.kind in ("day", "as_of"):
        last_year = (
            own and mention.year is not None and mention.year == int(own.split("..")[-1][:4]) - 1
        )
        return "yoy" if last_year and (mention.day, mention.month) != (31, 12) else "other"
    period = resolve(mention, context)
    if period is None or not own:
        return "other"
    if period in (own and yoy(own), own and previous(own)):
        return "yoy" if period == yoy(own) else "prev"
    year = year_of(period)
    if year is not None and year == int(own.split("..")[-1][:4]) - 1 and len(period) == 4:
        return "yoy"
    if len(period) == 7 and own:
        last = own.split("..")[-1][:7]
        if len(last) == 7 and previous(last) == period:
            return "prev"
    return "other"


@cache
def _organ() -> regex.Pattern[str]:
    return regex.compile(
        rf"(?<!\w)(?:{alternation(strings(words('authorities'), 'organs'))})(?!\w)"
    )


_SAID = regex.compile(
    r"\s*(?:(?:của|do|theo|năm \d{4}|năm|cả năm|đã được|được|vốn|đầu năm|quý \w+|thu|chi|nghị quyết) )*"
    r"(?P<who>[^,;:.()\d]{2,80}?)\s*(?:giao|quyết định|đề ra|thông qua|phê duyệt|phân bổ)(?!\w)"
)
_OWNED = regex.compile(
    r"\s*(?:năm |cả năm )?(?:của )(?P<who>[^,;:.()\d]{2,60}?)(?=\s*(?:$|[,;:.()]|hay |và |hoặc ))"
)
_BARE = regex.compile(r"\s*(?P<who>[^,;:.()\d]{2,40}?)\s*(?=$|[,;:.()]|và |hay )")


def authority(text: str, folded: str, start: int, end: int) -> str:
    """Whose plan, as written, in the words ``[start:end)`` after a plan cue; "" if unsaid."""
    for pattern in (_SAID, _OWNED, _BARE):
        match = pattern.match(folded, start, end)
        if match is None:
            continue
        organ = _organ().search(folded, match.start("who"), match.end("who"))
        if organ is not None:
            return " ".join(text[organ.start() : match.end("who")].replace("*", " ").split())
    return ""
