"""The whole of a part, once all figures of a passage are read.

A list names its whole once; units tell which of the figures before it that is ("1.856 tờ
khai, kim ngạch 92 triệu USD, trong đó xuất khẩu 1.104 tờ khai, 52 triệu USD"), and that a
yield is no part of an area. Sectors and figures under a total are parts though no word says so.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from normalize.phrase_sets import phrase_set
from normalize.phrases import drop_dimension, label_tokens
from normalize.segments import Segment
from normalize.statements import Statement

_HEAD = 1  # words of the noun by which a total and its parts are known
_LOOKBACK = 40  # figures of a sentence that may be the whole; nobody names more
_EXTENT = ("money", "measure")  # kinds of units that add up only with themselves


def settle_wholes(statements: Sequence[Statement], segments: Sequence[Segment]) -> None:
    """Correct the wholes that a list opened by a word gave its parts, by their units."""
    said = [statement.whole for statement in statements]
    levels: dict[tuple[int, int], list[int]] = defaultdict(list)  # sentence, whole -> figures
    units: dict[int, set[str]] = defaultdict(set)  # clause -> units of its figures
    for i, statement in enumerate(statements):
        units[statement.clause].add(statement.unit)
        if statement.clause == i:
            levels[segments[i].sentence, said[i]].append(i)
    for i, statement in enumerate(statements):
        whole = said[i]
        if statement.clause != i or not 0 <= whole < i:
            continue
        if statement.unit in units[whole] and statement.unit != statements[whole].unit:
            continue  # counted beside it: "8 vụ/33 bị can"
        opened = segments[i].opened
        if opened >= 0 and statements[opened].clause == whole and statements[i].unit != "%":
            continue  # "65 trường hợp (không phép 28 vụ)": two words for what is counted
        beside = levels[segments[whole].sentence, said[whole]]
        end = bisect_right(beside, whole)
        _by_unit(statements, i, beside[max(0, end - _LOOKBACK) : end])
    for i, statement in enumerate(statements):
        head = statement.clause
        if 0 <= head < i and statement.whole >= 0:
            _follow(statement, statements[head])


def _by_unit(statements: Sequence[Statement], i: int, beside: Sequence[int]) -> None:
    """Move figure ``i`` to the whole in its own unit among those ``beside`` the one it has."""
    part, whole = statements[i], statements[statements[i].whole]
    alike = [j for j in beside if statements[j].unit == part.unit]
    said = _words(part.label)
    best = max(alike, key=lambda j: (len(said & _words(statements[j].label)), j), default=-1)
    if part.unit != whole.unit and part.unit in whole.unit:
        return  # "120 tin, bài, gồm 15 tin"
    extents = part.quantity.unit_kind in _EXTENT and whole.quantity.unit_kind in _EXTENT
    if best >= 0:
        part.whole = best
    elif extents and drop_dimension(part.label) != part.label:
        part.whole, part.group, part.listing = -1, "", ""


def _follow(derived: Statement, head: Statement) -> None:
    derived.whole = head.whole
    if head.whole < 0:
        derived.group, derived.listing = head.group, head.listing


def _words(label: str) -> set[str]:
    return {token.word for token in label_tokens(label)}


def group_unsaid(statements: Sequence[Statement]) -> None:
    """Groups of figures that no word calls parts: sectors, and what stands under a total.

    "Giá trị sản xuất tăng 8%; khu vực nhà nước tăng 5%, ngoài nhà nước tăng 9%";
    "Tổng dư nợ 900 tỷ đồng. Dư nợ ngắn hạn 300 tỷ đồng". Only the group is set: the words do
    not promise that these are all, so nothing is added up.
    """
    sector_of: dict[tuple[str, str], str] = {}  # unit and measure -> what sectors are of
    totals: dict[tuple[str, str], Statement] = {}  # unit and head noun -> the last total
    for statement in statements:
        key = statement.unit, _kind(statement)
        found = label_tokens(statement.label)
        is_sector = phrase_set("sectors").prefix(found, 0, len(found)) > 0
        head, is_total = _head([token.word for token in found])
        if statement.group or not found:
            continue
        if is_sector:
            statement.group = sector_of.get(key, "")
        else:
            sector_of[key] = statement.label
        total = totals.get((statement.unit, head))
        if is_total:
            totals[statement.unit, head] = statement
        elif total is not None and _is_less(statement, total):
            statement.group = total.label


def _kind(statement: Statement) -> str:
    return statement.measure if statement.measure == "change" else "level"


def _head(words: Sequence[str]) -> tuple[str, bool]:
    """The noun that is totalled, and whether the label is the total ("tổng (số) dư nợ ...")."""
    is_total = words[:1] == ["tổng"]
    rest = words[1:] if is_total else words
    rest = rest[1:] if rest[:1] == ["số"] else rest
    return " ".join(rest[:_HEAD]), is_total and len(rest) > _HEAD


def _is_less(part: Statement, total: Statement) -> bool:
    low, high = part.quantity.value, total.quantity.value
    level = part.measure in ("actual", "estimate") and total.measure in ("actual", "estimate")
    return level and low is not None and high is not None and low < high
