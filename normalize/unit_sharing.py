"""Units written once for several figures: from the whole, the list, the label.

"37 hồ sơ, trong đó: cấp mới 19; thay đổi: 4": nineteen what is said once. What is
taken from elsewhere is flagged ``unit_inherited``.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cache

import regex

from extract.lexicon import alternation, units
from normalize.segments import Segment
from normalize.statements import Statement
from normalize.unit_text import bracket_unit

_COUNTED_ZERO = Decimal(0)


@cache
def _counted() -> regex.Pattern[str]:
    return regex.compile(
        rf"^(?:tổng )?số (?:lượng )?(?P<unit>{alternation(units().counters)})(?!\w)"
    )


def share_units(
    folded: str, statements: Sequence[Statement], segments: Sequence[Segment], default: str
) -> None:
    """Fill the units that are not written beside their figure; ``default`` is the frame's."""
    for i, statement in enumerate(statements):
        if "/" in statement.quantity.numeral.text:
            continue  # a fraction of something has no unit of its own
        if not statement.unit:
            _bracketed(folded, statement, segments[i])
        if statement.unit:
            _narrow(statements, statement)
            continue
        if statement.quantity.scale is not None:
            statement.unit = _scaled(statements, i)
            continue
        if match := _counted().match(statement.label.lower()):
            statement.unit = match["unit"]
            statement.inherited_unit = True
            continue
        if unit := _of_dimension(statements, i):
            statement.unit = unit
            statement.inherited_unit = True
            continue
        source = _source(statements, segments, i)
        if source is not None:
            _take(statement, source)
        elif default and statement.measure not in ("share", "rate", "pct_of_plan"):
            statement.unit = default
            statement.inherited_unit = True


_LABELLED = regex.compile(r"(?P<bracket>\([^()\d]*(?:1\.?000[^()\d]*)?\))\s*:?\s*(?:là|đạt)?\s*$")


def _bracketed(folded: str, statement: Statement, segment: Segment) -> None:
    """ "Thu ngân sách (triệu đồng): 1.250": the unit stands with the label."""
    quantity = statement.quantity
    match = _LABELLED.search(folded, segment.lead[0], quantity.start)
    unit = bracket_unit(match["bracket"].replace("đvt:", "").replace("đvt", "")) if match else None
    if unit is None or quantity.scale is not None:
        return
    statement.unit = unit.name
    statement.inherited_unit = True
    if unit.scale:
        statement.flags.append(f"scale:{unit.scale}")


def _narrow(statements: Sequence[Statement], statement: Statement) -> None:
    """ "1.095 con (970con bò)": con, as the whole; "năng suất 55,92 tạ": per hectare."""
    if statement.unit == "điểm" and "percentage point" in (s.unit for s in statements):
        statement.unit = "percentage point"
        statement.inherited_unit = True
    if statement.unit == "tạ" and statement.label.lower().startswith("năng suất"):
        statement.unit = "tạ/ha"
        statement.inherited_unit = True
    if 0 <= statement.whole < len(statements):
        whole = statements[statement.whole].unit
        if whole == "con" and statement.unit.startswith("con "):
            statement.unit = whole


def _scaled(statements: Sequence[Statement], i: int) -> str:
    """ "5,5 triệu" alone is money, unless the clause counts something else."""
    clause = statements[i].clause
    for other in statements:
        if other.clause == clause and other.quantity.unit and other.quantity.unit_kind != "percent":
            return other.quantity.unit
    return "VND"


def _source(
    statements: Sequence[Statement], segments: Sequence[Segment], i: int
) -> Statement | None:
    statement = statements[i]
    if 0 <= statement.whole < len(statements):
        whole = statements[statement.whole]
        if whole.unit and whole.quantity.unit_kind != "percent":
            return whole
    if statement.clause != i and 0 <= statement.clause < len(statements):
        anchor = statements[statement.clause]
        if anchor.unit and anchor.quantity.unit_kind != "percent":
            return anchor
    near = [*range(i + 1, len(statements)), *range(i - 1, -1, -1)]
    for j in near:
        other = statements[j]
        if segments[j].sentence != segments[i].sentence or segments[j].depth != segments[i].depth:
            continue
        if other.quantity.link == "pair" and other.measure == statement.measure:
            continue
        if other.quantity.unit_kind == "counter" and statement.quantity.unit_kind == "":
            return other
        listed = other.group == statement.group and other.listing == statement.listing
        if other.quantity.unit_kind == "money" and (listed or not statement.quantity.value):
            return other
    return None


_DIMENSIONS = {"sản lượng": "t", "năng suất": "tạ/ha", "diện tích": "ha"}


def _of_dimension(statements: Sequence[Statement], i: int) -> str:
    """ "sản lượng 281,3" after "sản lượng 719,67 tấn": the unit of the same dimension."""
    label = statements[i].label.lower().removeprefix("tổng ")
    for name in _DIMENSIONS:
        if label.startswith(name):
            near = [s for s in reversed(statements[:i]) if s.quantity.unit] + list(
                statements[i + 1 :]
            )
            for other in near:
                if other.label.lower().removeprefix("tổng ").startswith(name) and other.unit:
                    return other.unit
            return _DIMENSIONS[name] if statements[i].measure != "change" else ""
    return ""


def _take(statement: Statement, source: Statement) -> None:
    statement.unit = source.unit
    statement.inherited_unit = True
    quantity = statement.quantity
    if source.quantity.scale and quantity.value:
        statement.flags.append(f"scale:{source.quantity.scale}")
