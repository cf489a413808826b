"""The figures of one clause so far, summed up, so that the next figure need not reread them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from normalize.statements import Statement
from solieu.model import Measure

RATIOS_OF_BASE: frozenset[Measure] = frozenset({"index", "pct_of_plan", "share"})
_PERCENT_LEVELS: frozenset[Measure] = frozenset({"pct_of_plan", "rate", "share"})


@dataclass(slots=True)
class Clause:
    """What the figures that speak of one subject have said ("a/b đồng, đạt c%").

    ``written_units`` are the units of the quantities, ``units`` those of the statements.
    ``level`` is the first realised or estimated figure. ``in_list`` says that one of
    them is part of a whole; ``last_ratio`` is the last percentage of a base, ``rate`` the
    last percentage that is a level, not a growth.
    """

    measures: Counter[Measure] = field(default_factory=Counter)
    units: set[str] = field(default_factory=set)
    written_units: set[str] = field(default_factory=set)
    level: Statement | None = None
    in_list: bool = False
    last_ratio: Statement | None = None
    rate: Statement | None = None

    def add(self, statement: Statement) -> None:
        """Take in one more figure, its measure decided."""
        self.measures[statement.measure] += 1
        self.units.add(statement.unit)
        self.written_units.add(statement.quantity.unit)
        if self.level is None and statement.measure in ("actual", "estimate"):
            self.level = statement
        self.in_list = self.in_list or statement.whole >= 0
        if statement.measure in RATIOS_OF_BASE and statement.quantity.unit == "%":
            self.last_ratio = statement
        if statement.measure in _PERCENT_LEVELS and statement.quantity.unit == "%":
            self.rate = statement

    def remeasure(self, before: Measure, after: Measure) -> None:
        """A figure turned out to be another measure than it looked."""
        self.measures[before] -= 1
        self.measures[after] += 1

    def says(self, measure: Measure) -> bool:
        """True where one of the figures is of that measure."""
        return self.measures[measure] > 0
