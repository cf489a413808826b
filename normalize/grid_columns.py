"""What each column of a table holds, read from its header path."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

import regex

from extract.fold import fold
from extract.intervals import Intervals
from extract.lexicon import alternation, either, units, word_pattern, word_set
from extract.periods import find_periods
from extract.periods_mention import PeriodMention
from normalize.base_names import base_in_header, before_versus
from normalize.bases import Base, authority, find_base
from normalize.cues import find_cues
from normalize.ordered import Ordered
from normalize.periods import PeriodContext, resolve, year_of, yoy
from normalize.phrases import render, strip, tokens
from normalize.prices import price_named
from normalize.unit_text import Unit, bracket_unit
from solieu.model import CompareTo, Measure

Role = Literal["number", "label", "unit", "note", "value"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its role, and for values what they measure, when and in what unit.

    ``content`` is what the header names beside measure, period and unit ("Diện tích"),
    ``base`` what it compares with where ``compare_to`` is "other", ``price`` the price basis.
    """

    index: int
    role: Role
    header: str
    measure: Measure = "actual"
    compare_to: CompareTo = ""
    authority: str = ""
    price: str = ""
    period: str = ""
    unit: Unit | None = None
    percent: bool = False
    content: str = ""
    status: str = ""
    base: str = ""


_SHORTEST_CONTENT = 2  # letters
_BRACKETS = regex.compile(r"\([^()]*\)")
_OTHER_SIGNS = regex.compile(r"[^\w\s./#]")
_PLAIN_ROLES: tuple[Role, ...] = ("number", "unit", "note", "label")


@cache
def _signs(key: str) -> tuple[str, ...]:
    """The entries of a list that are no words ("%", "+/-"): they may touch a word."""
    return tuple(entry for entry in word_set("columns", key) if not any(map(str.isalpha, entry)))


def _has(key: str, header: str) -> bool:
    """True where the folded header holds a word or sign of the list ``key``."""
    if word_pattern("columns", key).search(header):
        return True
    return any(sign in header for sign in _signs(key))


def plain_role(header: str) -> Role | None:
    """The role that the header's words alone decide; None where the cells must tell."""
    bare = " ".join(_OTHER_SIGNS.sub(" ", fold(header)).split())
    return next((role for role in _PLAIN_ROLES if bare in word_set("columns", role)), None)


def read_column(
    index: int,
    header: str,
    context: PeriodContext,
    default: CompareTo = "",
    levels: Sequence[str] = (),
) -> Column:
    """A value column from its header path, the levels joined by spaces.

    ``default`` is the base that the table's caption names for columns that only compare;
    ``levels`` the phrases of the path, where they are known apart.
    """
    folded = fold(header)
    mentions = find_periods(folded, header=True)
    cues = Ordered(find_cues(folded))
    base = find_base(folded, 0, len(folded), cues, Ordered(mentions), context)
    unit = bracket_unit(header)
    percent = "%" in folded or (unit is not None and unit.name == "%")
    named = base.compare_to if base and base.compare_to != "other" else ""
    measure, compare_to = _measure(
        folded, named or default or (base.compare_to if base else ""), percent
    )
    who = ""
    if base and measure in ("plan", "pct_of_plan"):
        who = authority(header, folded, base.start, len(folded))
    return Column(
        index=index,
        role="value",
        header=header,
        measure=measure,
        compare_to=compare_to,
        authority=who,
        period=_lowest(levels, measure, context)
        or _period(folded, mentions, measure, context, base),
        unit=unit or _counted(folded),
        percent=percent or measure in ("pct_of_plan", "index", "share"),
        content=content_of(levels or (header,)),
        price=price_named(header),
        status="P" if _has("preliminary", folded) else "E" if measure == "estimate" else "",
    )


def _lowest(levels: Sequence[str], measure: Measure, context: PeriodContext) -> str:
    """The period with its year that the lowest header names: it rules over those above."""
    if len(levels) < 2 or measure not in ("actual", "estimate", "plan", "rate"):
        return ""
    for level in reversed(levels):
        mentions = find_periods(fold(level), header=True)
        if any(one.year and one.role != "compare" for one in mentions):
            return _period(fold(level), mentions, measure, context, None)
        if mentions:
            return ""  # "Quý I" under "Năm 2025": both together
    return ""


def _period(
    folded: str,
    mentions: Sequence[PeriodMention],
    measure: Measure,
    context: PeriodContext,
    base: Base | None,
) -> str:
    """The period a header names; a base of comparison only heads a column of levels."""
    is_level = measure in ("actual", "estimate")
    period = ""
    if measure in ("change", "index"):  # "Tháng 9 so với ...": what stands before the base
        mentions = [m for m in mentions if base is None or m.start < base.start]
    for mention in mentions:
        resolved = resolve(mention, context)
        compared = mention.role == "compare" or mention.kind.startswith("relative")
        if resolved and (not compared or is_level):
            period = resolved
            if mention.kind == "relative_yoy" or not compared:
                break
    if period or not is_level or not context.base or any(m.year for m in mentions):
        return period
    return yoy(context.base) if _same_period().search(folded) else ""


@cache
def _same_period() -> regex.Pattern[str]:
    """ "cùng kỳ" that heads a column itself, no base of comparison."""
    not_after = "".join(
        rf"(?<!{word} )" for word in sorted(word_set("columns", "before_same_period"))
    )
    return regex.compile(rf"{not_after}cùng kỳ")


def _measure(header: str, base: CompareTo, percent: bool) -> tuple[Measure, CompareTo]:
    ratio = percent or _has("percent", header)
    compared = _has("index", header)
    if _has("change", header) and (ratio or compared or base):
        return "change", base or "yoy"
    if _has("share", header):
        return "share", ""
    if _has("plan", header) and (ratio or compared):
        return "pct_of_plan", ""
    if compared and base in ("yoy", "prev", "other"):
        return "index", base
    if ratio and base in ("yoy", "prev"):
        return "index", base
    if _has("estimate", header):
        return "estimate", ""
    if _has("plan", header):
        return "plan", ""
    if _has("change", header):
        return "change", base or "yoy"
    return ("rate", "") if ratio else ("actual", "")


@cache
def _count_pattern() -> regex.Pattern[str]:
    return regex.compile(
        rf"(?<!\w)(?<!(?:chỉ|hệ|dân|tham|chữ|mã|tỷ|tỉ|bội|phân|thông) )"
        rf"(?:(?:{either('units', 'totals')}) )?số "
        rf"(?P<unit>{alternation(units().counters)})(?!\w)"
    )


def _counted(header: str) -> Unit | None:
    """ "Số phòng": a count of rooms."""
    match = _count_pattern().search(header)
    return Unit(match["unit"]) if match else None


def is_counted(column: Column, unit: Unit) -> bool:
    """Whether a header counts what ``unit`` counts, said more shortly.

    >>> is_counted(Column(1, "value", "Số khách", unit=Unit("khách")), Unit("lượt khách"))
    True
    """
    return (
        column.unit is not None
        and bracket_unit(column.header) is None
        and unit.name.endswith(f" {column.unit.name}")
    )


@cache
def _thing() -> regex.Pattern[str]:
    """What a row counts: "Số giường bệnh/vạn dân", "Bác sĩ", "Tổng số học sinh đầu năm"."""
    counted, per = alternation(units().counters), alternation(units().per)
    return regex.compile(
        rf"(?:(?:{either('units', 'totals')}) )?(?:số (?:lượng )?)?"
        rf"(?P<unit>{counted})(?!\w)(?:/(?P<per>{per})(?!\w))?"
    )


def counted_thing(label: str) -> Unit | None:
    """The counter that a row's label begins with, None where it begins with another word.

    >>> counted_thing("Số giường bệnh"), counted_thing("Diện tích lúa")
    (Unit(name='giường bệnh', scale=0), None)
    """
    match = _thing().match(fold(label))
    if match is None:
        return None
    divisor = f"/{units().per[match['per']]}" if match["per"] else ""
    return Unit(f"{match['unit']}{divisor}")


@cache
def _not_content() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\w)(?:{either('columns', 'not_content')})(?!\w)")


@cache
def _signs_and_digits() -> regex.Pattern[str]:
    return regex.compile(r"[%()*/,:+-]|\d+")


def content_of(levels: Sequence[str]) -> str:
    """What is left of a header path when measure, period and unit are taken out.

    >>> content_of(["Ước thực hiện diện tích năm 2025 (ha)"])
    'Diện tích'
    >>> content_of(["Tác động của cải cách đến người dân", "Điểm"])
    'Tác động của cải cách đến người dân Điểm'
    >>> content_of(["Chi phí không chính thức"]), content_of(["Số chính thức năm 2024"])
    ('Chi phí không chính thức', 'Số')
    """
    parts = [part for part in map(_level_content, levels) if part]
    label = " ".join(parts)
    if len(label) < _SHORTEST_CONTENT:
        return ""
    return label[:1].upper() + label[1:] if levels[0][:1].isupper() else label


def _level_content(level: str) -> str:
    """One phrase without its words of reporting.

    They go from its ends, not from within: there they belong to a name. A phrase that has
    none and no period is a name as it stands.
    """
    folded = fold(level)
    periods = [(m.start, m.end) for m in find_periods(folded, header=True)]
    signs = [match.span() for match in _signs_and_digits().finditer(folded)]
    said = _said(folded, periods, signs)
    if not said and not periods and not any(map(str.isdigit, level)):
        return " ".join(_BRACKETS.sub(" ", level).split()).strip(" ,;:.-+/%*")
    holes = Intervals([*periods, *signs, *said])
    return render(level, strip(tokens(folded, 0, len(folded), holes)))


def _said(
    folded: str, periods: Sequence[tuple[int, int]], signs: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The words of reporting at both ends of a phrase; periods and signs are no words.

    Weak ones ("chính thức") may be part of a name, so they go only with others, beside a
    period, or where nothing else is left.
    """
    bare = _blanked(folded, [*periods, *signs])
    words = [match.span() for match in _not_content().finditer(bare)]
    found: list[tuple[int, int]] = []
    for ordered, first in ((words, True), (words[::-1], False)):
        edge = 0 if first else len(bare)
        chain: list[tuple[int, int]] = []
        for start, end in ordered:
            if _has_letters(bare[edge:start] if first else bare[end:edge]):
                break
            chain.append((start, end))
            edge = end if first else start
        weak = all(folded[start:end] in word_set("columns", "weak") for start, end in chain)
        if not weak or not _has_letters(_blanked(bare, chain)) or _beside(folded, chain, periods):
            found += chain
    return found


def _beside(
    folded: str, words: Sequence[tuple[int, int]], periods: Sequence[tuple[int, int]]
) -> bool:
    """Whether nothing stands between one of these words and a period."""
    return any(
        not _has_letters(folded[min(end, to) : max(start, since)])
        for start, end in words
        for since, to in periods
    )


def _blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    letters = list(text)
    for start, end in spans:
        letters[start:end] = " " * (end - start)
    return "".join(letters)


def _has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))


def with_periods(columns: Sequence[Column], context: PeriodContext) -> tuple[Column, ...]:
    """Give columns without a period of their own the period they speak of.

    A plan covers its year; a percentage or growth speaks of the actual beside it.
    """
    result = []
    actual = next(
        (
            c.period
            for c in reversed(columns)
            if c.measure in ("actual", "estimate") and c.period and not _is_past(c, context)
        ),
        "",
    )
    near = actual or context.base
    planned = any(c.measure == "plan" for c in columns if c.role == "value")
    done = any(c.measure in ("actual", "estimate") for c in columns if c.role == "value")
    for column in columns:
        if planned and done and column.measure == "rate" and column.percent and not column.content:
            column = replace(column, measure="pct_of_plan")
        if column.role != "value":
            result.append(column)
            continue
        if column.measure in ("actual", "estimate", "rate") and column.period:
            near = column.period
        if column.measure == "plan":
            period = column.period or _year(near or context.base)
        elif column.measure in ("pct_of_plan", "change", "index", "share"):
            compares = column.measure in ("index", "change")
            period = (_own_period(column, context) if compares else "") or near
        else:
            period = column.period or context.base
        result.append(with_base(replace(column, period=period), context))
    return tuple(result)


def _own_period(column: Column, context: PeriodContext) -> str:
    """The period named before the words of comparison: "Bình quân 9 tháng so với cùng kỳ"."""
    folded = fold(column.header)
    own = before_versus(folded)
    if own == folded:
        return ""
    own = own.replace("bình quân", " " * len("bình quân"))  # says how, not when
    mentions = find_periods(own, header=True)
    return next((found for one in mentions if (found := resolve(one, context))), "")


def with_base(column: Column, context: PeriodContext) -> Column:
    """The column with the name of its base, where that is neither last year nor the plan."""
    if column.compare_to != "other":
        return column
    return replace(column, base=base_in_header(column.header, column.period, context))


def _is_past(column: Column, context: PeriodContext) -> bool:
    return bool(context.base) and column.period == yoy(context.base)


def _year(period: str) -> str:
    if not period:
        return ""
    year = year_of(period)
    return f"{year:04}" if year is not None else period.split("..")[-1][:4]
