"""What each column of a table holds, read from its header path."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

import regex

from extract.fold import fold
from extract.lexicon import alternation, strings, units, words
from extract.periods import find_periods
from normalize.bases import authority, find_base
from normalize.cues import find_cues
from normalize.periods import PeriodContext, resolve, year_of, yoy
from normalize.phrases import render, strip, tokens
from normalize.unit_text import Unit, bracket_unit
from solieu.model import CompareTo, Measure

Role = Literal["number", "label", "unit", "note", "value"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its role, and for values what they measure, when and in what unit.

    ``content`` is what the header names beside measure, period and unit ("Diện tích").
    """

    index: int
    role: Role
    header: str
    measure: Measure = "actual"
    compare_to: CompareTo = ""
    authority: str = ""
    period: str = ""
    unit: Unit | None = None
    percent: bool = False
    content: str = ""
    status: str = ""


@cache
def _pattern(key: str) -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\w)(?:{alternation(strings(words('columns'), key))})(?!\w)")


@cache
def _exact(key: str) -> frozenset[str]:
    return frozenset(strings(words("columns"), key))


def _has(key: str, header: str) -> bool:
    symbols = {"%", "+/-", "+,-", "(+)", "(-)"}
    found = _pattern(key).search(header) is not None
    return found or any(sign in header for sign in symbols & _exact(key))


def plain_role(header: str) -> Role | None:
    """The role that the header's words alone decide; None where the cells must tell."""
    bare = " ".join(regex.sub(r"[^\w\s./#]", " ", fold(header)).split())
    if bare in _exact("number"):
        return "number"
    if bare in _exact("unit"):
        return "unit"
    if bare in _exact("note"):
        return "note"
    if bare in _exact("label"):
        return "label"
    return None


def read_column(index: int, header: str, context: PeriodContext) -> Column:
    """A value column from its header path, the levels joined by spaces."""
    folded = fold(header)
    mentions = find_periods(folded, header=True)
    cues = find_cues(folded)
    base = find_base(folded, 0, len(folded), cues, mentions, context)
    unit = bracket_unit(header)
    percent = "%" in folded or (unit is not None and unit.name == "%")
    measure, compare_to = _measure(folded, base.compare_to if base else "", percent)
    period = ""
    for mention in mentions:
        resolved = resolve(mention, context)
        compared = mention.role == "compare" or mention.kind.startswith("relative")
        if resolved and (not compared or measure in ("actual", "estimate")):
            period = resolved
            if mention.kind == "relative_yoy" or not compared:
                break
    if measure in ("actual", "estimate") and regex.search(r"(?<!so )(?<!so với )cùng kỳ", folded):
        if not any(m.year for m in mentions) and context.base:
            period = period or yoy(context.base)
    who = authority(header, folded, base.start, len(folded)) if base and measure != "change" else ""
    return Column(
        index=index,
        role="value",
        header=header,
        measure=measure,
        compare_to=compare_to,
        authority=who if measure in ("plan", "pct_of_plan") else "",
        period=period,
        unit=unit or _counted(folded),
        percent=percent or measure in ("pct_of_plan", "index", "share"),
        content=_content(header, folded, [(m.start, m.end) for m in mentions]),
        status="P" if _has("preliminary", folded) else "E" if measure == "estimate" else "",
    )


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
    return regex.compile(rf"(?<!\w)(?:tổng )?số (?P<unit>{alternation(units().counters)})(?!\w)")


def _counted(header: str) -> Unit | None:
    """ "Số phòng": a count of rooms."""
    match = _count_pattern().search(header)
    return Unit(match["unit"]) if match else None


_MEASURE_WORDS = regex.compile(
    r"(?<!\w)(?:kế hoạch|kh|dự toán|dt|ước|thực hiện|th|lũy kế|cộng dồn|kết quả|tỷ lệ|tỉ lệ|so với|so sánh|so|cùng kỳ|"
    r"năm trước|tháng trước|tăng|giảm|đạt|giao|chỉ tiêu|mục tiêu|số liệu|sơ bộ|chính thức|năm|tháng|quý|"
    r"đơn vị tính|đvt|từ đầu năm|đến|cuối kỳ|báo cáo|trong|cả năm|hđnd|ubnd|tỉnh|thành phố|phường|xã|huyện|đầu năm)(?!\w)|[%()*/,:+-]|\d+"
)


def _content(header: str, folded: str, holes: Sequence[tuple[int, int]]) -> str:
    """What is left of the header when measure, period and unit are taken out."""
    gaps = [*holes, *((m.start(), m.end()) for m in _MEASURE_WORDS.finditer(folded))]
    found = strip(tokens(folded, 0, len(folded), gaps))
    label = render(header, found)
    return label if len(label) > 1 else ""


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
            period = near
        else:
            period = column.period or context.base
        result.append(replace(column, period=period))
    return tuple(result)


def _is_past(column: Column, context: PeriodContext) -> bool:
    return bool(context.base) and column.period == yoy(context.base)


def _year(period: str) -> str:
    if not period:
        return ""
    year = year_of(period)
    return f"{year:04}" if year is not None else period.split("..")[-1][:4]
