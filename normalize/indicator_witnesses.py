"""Unit and group as witnesses: an amount in đồng is no count of households, whatever its label."""

from __future__ import annotations

from typing import Literal, Protocol

from extract.fold import fold
from normalize.catalogue import Indicator
from normalize.labels import is_per_head, normal, one_unit
from normalize.sheet_labels import area_of

_PERIODS = frozenset({"năm", "tháng"})
_SYMBOLS = frozenset({"%", "t", "tấn", "kg", "ha", "m2", "m3", "km", "tạ", "triệu đồng", "tỷ đồng"})


class Figure(Protocol):
    """What is asked of a figure: its words, its unit, and whether that is of a comparison."""

    @property
    def label(self) -> str: ...  # noqa: D102
    @property
    def group(self) -> str: ...  # noqa: D102
    @property
    def unit(self) -> str: ...  # noqa: D102
    @property
    def relative(self) -> bool: ...  # noqa: D102


def objection(key: Figure, indicator: Indicator) -> Literal["", "group", "unit"]:
    """Which witness speaks against this indicator, "" for none."""
    if key.group and indicator.group_words and not area_of(key.group):
        group = f"{fold(key.group)} {normal(key.group)}"
        if not any(word in group for word in indicator.group_words):
            return "group"
    if key.relative or any(_same_unit(key.unit, unit) for unit in indicator.units):
        return ""
    return "" if is_per_head(key.label) and _per_head(key.unit, indicator) else "unit"


def usual_unit(written: str, indicator: Indicator) -> str:
    """The catalogue's word for a unit, so that "con lợn" and "con" are one series.

    Of units that are one by ``labels.one_unit`` it is the one that the indicator names first
    ("hành khách" and "lượt khách"); "điểm" and "hạng" of one index stay two. No unit written
    is the indicator's counter; a unit it does not know stays. An indicator per head is per
    head also where only its name says so ("VND" and "VND/người").
    """
    if per_head := _per_head(written, indicator):
        return per_head
    for unit in indicator.units:
        if _same_unit(written, unit) and is_counter(unit):
            return next(one for one in indicator.units if one_unit(one, unit))
    return written


def _same_unit(written: str, usual: str) -> bool:
    """Whether a figure's unit is the usual one; none written is some counter.

    >>> _same_unit("VND", "tỷ đồng"), _same_unit("con lợn", "con"), _same_unit("%", "VND")
    (True, True, False)
    """
    if not written:
        return is_counter(usual)
    first, second = _parts(written), _parts(usual)
    if len(first) > 1 or len(second) > 1:
        return len(first) > 1 and len(second) > 1 and first[:2] == second[:2]
    return first == second or (is_counter(usual) and f"{written} ".startswith(f"{usual} "))


def _per_head(written: str, indicator: Indicator) -> str:
    """ "VND/người/năm" for "VND/năm" of an indicator in "VND/người", "" for no unit of its."""
    amount, *period = written.split("/")
    if len(period) > 1 or not set(period) <= _PERIODS:
        return ""
    for unit in indicator.units:
        first, *rest = unit.split("/")
        if rest[:1] == ["người"] and first == amount:
            return "/".join([amount, "người", *period])
    return ""


def is_counter(unit: str) -> bool:
    """True for the word of a counted thing ("hộ"), no symbol of a measure."""
    return unit == unit.lower() and unit not in _SYMBOLS and "/" not in unit


def _parts(unit: str) -> tuple[str, ...]:
    return tuple(_base(part.strip()) for part in unit.split("/"))


def _base(unit: str) -> str:
    """Money in its currency, without magnitude."""
    words = unit.split(" ")
    if words[-1] == "đồng":
        return "VND"
    if words[-1] == "USD":
        return "USD"
    return "t" if unit == "tấn" else unit
