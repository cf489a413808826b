"""A statement: one quantity with what it measures, before it is written as an observation."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.quantity import Quantity
from solieu.model import CompareTo, Measure, PeriodBasis


@dataclass(slots=True)
class Statement:
    """What the prose or the grid says of one quantity.

    Built in one pass and then read only. ``label`` and ``group`` are words of the
    report; ``sign`` is -1 for a fall; ``clause`` ties the figures of one statement;
    ``whole`` and ``fraction_of`` are indices of statements in the same list, -1 for
    none. ``rules`` names what decided, for people who want to know why.
    """

    quantity: Quantity
    measure: Measure = "actual"
    compare_to: CompareTo = ""
    authority: str = ""
    label: str = ""
    group: str = ""
    area: str = ""  # the place the figure is about, "" where it is the document's
    unit: str = ""
    sign: int = 1
    clause: int = -1
    whole: int = -1
    listing: str = ""
    fraction_of: int = -1
    period: str = ""
    period_basis: PeriodBasis = ""
    status: str = ""
    price_basis: str = ""
    shifted: bool = False  # about the same period of last year
    inherited_unit: bool = False
    flags: list[str] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
