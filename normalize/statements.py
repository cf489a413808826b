"""A statement: one quantity with what it measures, before it is written as an observation."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.quantity import Quantity
from solieu.model import CompareTo, Measure, PeriodBasis


@dataclass(slots=True)
class Statement:
    """What the prose or the grid says of one quantity.

    Filled step by step by the reader of its passage or table, then read only. ``label``
    and ``group`` are words of the report; ``area`` and ``price_basis`` are said where they
    are not those of the document and the sentence; ``sign`` is -1 for a fall; ``clause`` ties the
    figures of one statement; ``whole`` and ``fraction_of`` are indices of statements in
    the same list, -1 for none; ``parent_row`` is the table row this one is a part of.
    ``scale`` is a power of ten that is written elsewhere (unit column, whole) and not in
    the quantity. ``shifted`` says that it is about the same period of last year.
    ``parallel`` marks counts of several things side by side ("3/5 vụ/đối tượng").
    ``base`` names what is compared with where ``compare_to`` is "other".
    ``base_elsewhere`` marks a ratio whose base another figure of the sentence names,
    ``plan_unsaid`` one that is taken for a percentage of plan though no plan is named,
    ``base_unsaid`` a bare "tỷ lệ" of the count before it, ``equals`` one after "bằng",
    ``base_open`` a change whose base no word near it names, ``base_edge`` one against the
    beginning or end of a year, which its neighbours may share, ``former`` the level that
    something came from ("tăng từ 5 lên 7 tỷ đồng"), whose period is only known where it is said,
    ``aside`` the earlier period that the bracket of this level gives the figure of.
    """

    quantity: Quantity
    measure: Measure = "actual"
    compare_to: CompareTo = ""
    base: str = ""
    authority: str = ""
    label: str = ""
    group: str = ""
    area: str = ""
    unit: str = ""
    scale: int = 0
    sign: int = 1
    clause: int = -1
    whole: int = -1
    listing: str = ""
    fraction_of: int = -1
    parent_row: int = -1
    period: str = ""
    period_basis: PeriodBasis = ""
    status: str = ""
    price_basis: str = ""
    shifted: bool = False
    inherited_unit: bool = False
    parallel: bool = False
    base_elsewhere: bool = False
    plan_unsaid: bool = False
    base_unsaid: bool = False
    equals: bool = False
    base_open: bool = False
    base_edge: bool = False
    former: bool = False
    aside: str = ""
    flags: list[str] = field(default_factory=list)

    def say_like(self, other: Statement) -> None:
        """Measure, base and direction of another figure of the same list."""
        self.measure, self.compare_to, self.sign = other.measure, other.compare_to, other.sign
        self.base = other.base

    def set_change(self, sign: int, compare_to: CompareTo) -> None:
        """A growth (1) or fall (-1) against a base, "" where it is named elsewhere."""
        self.measure, self.sign, self.compare_to = "change", sign, compare_to

    def set_period(self, period: str, basis: PeriodBasis) -> None:
        """The period of the figure and where that comes from."""
        self.period, self.period_basis = period, basis
