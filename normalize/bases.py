"""What a figure is compared with, and whose plan it is measured against."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import regex

from extract.lexicon import either, holds, word_pattern, word_set
from extract.periods_mention import PeriodMention
from normalize.cues import Cue, CueKind
from normalize.ordered import Ordered
from normalize.periods import PeriodContext, previous, resolve, year_of, yoy
from solieu.frozen import frozen
from solieu.model import CompareTo

_PLAN: frozenset[CueKind] = frozenset({"plan", "plan_base", "base_plan", "up_plan"})
_YEAR_ON_YEAR: frozenset[CueKind] = frozenset({"yoy", "base_yoy", "up_yoy", "yoy_word"})
# Periods that are a base where they stand right behind a ratio ("1,5 lần năm 1997").
_DIRECT = frozenset({"year", "month", "quarter", "half", "months"})
_PARTS = regex.compile(r"[,;:.()\d]")
_VERSUS_REACH = 24  # characters: "so với" and two words


@frozen
class Base:
    """``compare_to`` and where in the passage the words for it begin."""

    compare_to: CompareTo
    start: int
    mention: PeriodMention | None = None


def find_base(
    folded: str,
    start: int,
    end: int,
    cues: Ordered[Cue],
    periods: Ordered[PeriodMention],
    context: PeriodContext,
    *,
    direct: bool = False,
) -> Base | None:
    """The first base of comparison named in ``[start:end)``, None if there is none.

    ``direct`` takes a period right at the start for a base too: "1,5 lần năm 1997".
    """
    inside = cues.within(start, end)
    named = [(cue.start, _of_cue(folded, cue)) for cue in inside]
    candidates = [(at, base) for at, base in named if base is not None]
    said = folded[start:end]
    versus = holds(said, "bases", "versus", "with")
    if versus and (match := _set_by().search(folded, start, end)) is not None:
        candidates.append((match.start(), Base("plan", match.start())))
    common = holds(said, "bases", "common")
    if common and (match := _common().search(folded, start, end)) is not None:
        candidates.append((match.start(), Base("other", match.start())))
    for mention in periods.within(start, end):
        at_start = direct and not folded[start : mention.start].strip()
        if (base_of := of_period(mention, context, direct=at_start)) is not None:
            begins = _versus_before(folded, inside, mention)
            candidates.append((mention.start, Base(base_of, begins, mention)))
    for match in _bare_year().finditer(folded, start, end) if versus else ():
        last_year = context.base and int(match["year"]) == _year(context.base) - 1
        base_of = "yoy" if last_year else "other"
        candidates.append((match.start(), Base(base_of, match.start())))
    if not candidates:
        cue = next((cue for cue in inside if cue.kind == "versus"), None)
        what = folded[cue.end : end].strip(" ,;.:()") if cue is not None else ""
        if cue is not None and what and not _whole().match(what):
            return Base("other", cue.start)
    return min(candidates, key=lambda found: found[0])[1] if candidates else None


def _versus_before(folded: str, cues: Sequence[Cue], mention: PeriodMention) -> int:
    """Where the words of a comparison begin: "so với kết quả tổng điều tra năm 2009"."""
    for cue in reversed(cues):
        if cue.kind == "versus" and cue.end <= mention.start:
            parted = _PARTS.search(folded, cue.end, mention.start)
            return mention.start if parted or mention.role != "compare" else cue.start
    return mention.start


def _of_cue(folded: str, cue: Cue) -> Base | None:
    """The base that a cue word names by itself."""
    if cue.kind in _PLAN:
        return Base("plan", cue.start)
    if cue.kind in _YEAR_ON_YEAR:
        return Base("yoy", cue.start)
    if cue.kind in ("prev", "up_prev"):
        return Base("prev", cue.start)
    if cue.kind in ("prev_word", "other_word"):
        low = max(0, cue.start - _VERSUS_REACH)
        versus = _versus().search(folded[low : cue.start])
        if versus is not None:  # "so với thời điểm đầu năm" begins before its word of time
            return Base("prev" if cue.kind == "prev_word" else "other", low + versus.start())
    return None


def _year(period: str) -> int:
    """The year in which a period ends."""
    return int(period.split("..")[-1][:4])


@cache
def _bare_year() -> regex.Pattern[str]:
    versus, feasts = either("bases", "versus"), either("bases", "feasts")
    return regex.compile(
        rf"(?:{versus}) (?:(?:{feasts}) ){{0,3}}(?P<year>(?:19|20)\d\d)(?![\d.,]\d|\d)"
    )


@cache
def _common() -> regex.Pattern[str]:
    return regex.compile(either("bases", "common"))


@cache
def _whole() -> regex.Pattern[str]:
    """ "tỷ lệ ... so với tổng số ...": a part over its whole."""
    return regex.compile(rf"(?:{either('bases', 'whole')})(?!\w)")


@cache
def _set_by() -> regex.Pattern[str]:
    """ "đạt 53,4% so với HĐND huyện giao": a plan that only its author names."""
    organs, given = either("authorities", "organs"), either("authorities", "set")
    versus = either("bases", "versus", "with")
    return regex.compile(rf"(?<!\w)(?:{versus}) (?:{organs})(?: \w+){{0,3}}? (?:{given})(?!\w)")


@cache
def _versus() -> regex.Pattern[str]:
    """ "so với 3 tháng" right before a word of time: two words may stand between."""
    return regex.compile(rf"(?:{either('bases', 'versus', 'with')})\s*(?:\w+\s*){{0,2}}$")


@cache
def _year_edge() -> regex.Pattern[str]:
    versus, ends = either("bases", "versus", "with"), either("bases", "year_end", "year_days")
    return regex.compile(rf"(?:(?:{versus}) )?(?:{ends})(?!\w)")


def is_year_edge(folded: str, base: Base) -> bool:
    """ "so với đầu năm": a base that the other figures of a sentence share, as a stock's is."""
    return _year_edge().match(folded, base.start) is not None


def of_period(
    mention: PeriodMention, context: PeriodContext, *, direct: bool = False
) -> CompareTo | None:
    """What comparing with a period is: "so với năm 2016" is yoy in a report on 2017.

    None where the mention is no base; ``direct`` says that its place makes it one.
    """
    if mention.kind == "relative_yoy":
        return "yoy"
    if mention.kind == "relative_prev":
        return "yoy" if mention.unit == "year" else "prev"
    if mention.role != "compare" and not (direct and mention.kind in _DIRECT):
        return None
    if mention.kind == "edge":
        return "other"
    if mention.kind == "season":
        return "yoy"
    own = context.base
    if mention.kind in ("day", "as_of"):
        last_year = own and mention.year is not None and mention.year == _year(own) - 1
        at_year_end = (mention.day or 31, mention.month or 12) == (31, 12)
        return "yoy" if last_year and not at_year_end else "other"
    period = resolve(mention, context)
    return _between(own, period) if own and period else "other"


def _between(own: str, period: str) -> CompareTo:
    """What a report on ``own`` does when it compares with ``period``."""
    if period == yoy(own):
        return "yoy"
    if period == previous(own):
        return "prev"
    if len(period) == len("2025") and year_of(period) == _year(own) - 1:
        return "yoy"
    if len(period) == len("2025-01"):
        last = own.split("..")[-1][:7]
        if len(last) == len("2025-01") and previous(last) == period:
            return "prev"
    return "other"


# --- whose plan -------------------------------------------------------------------------


@cache
def _said() -> regex.Pattern[str]:
    return regex.compile(
        rf"\s*(?:(?:năm \d{{4}}|quý \w+|{either('authorities', 'before')}) )*"
        rf"(?P<who>[^,;:.()\d]{{2,80}}?)\s*(?:{either('authorities', 'set')})(?!\w)"
    )


@cache
def _owned() -> regex.Pattern[str]:
    others = "|".join(f"{word} " for word in sorted(word_set("authorities", "or")))
    return regex.compile(
        r"\s*(?:năm |cả năm )?(?:của )(?P<who>[^,;:.()\d]{2,60}?)"
        rf"(?=\s*(?:$|[,;:.()]|{others}))"
    )


_LONGEST_NAME = 6  # words of a body that no list knows ("Liên minh Hợp tác xã Việt Nam")
_BARE = regex.compile(r"\s*(?P<who>[^,;:.()\d]{2,40}?)\s*(?=$|[,;:.()]|và |hay )")


def authority(text: str, folded: str, start: int, end: int) -> str:
    """Whose plan, as written, in the words ``[start:end)`` after a plan cue; "" if unsaid."""
    for pattern in (_said(), _owned(), _BARE):
        match = pattern.match(folded, start, end)
        if match is None:
            continue
        organs = word_pattern("authorities", "organs")
        organ = organs.search(folded, match.start("who"), match.end("who"))
        if organ is not None:
            return " ".join(text[organ.start() : match.end("who")].replace("*", " ").split())
        name = text[slice(*match.span("who"))].split()
        named = name and name[0][:1].isupper() and len(name) <= _LONGEST_NAME
        if named and pattern is _said():
            return " ".join(name)
    return ""
