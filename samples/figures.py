"""The figures of the ward: what was counted each month, the plans, and what follows.

``ward/figures.csv`` holds the monthly figures that cannot be derived from others;
everything else (totals, cumulative figures, percentages) is computed here.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from samples.periods import Month

WARD = Path(__file__).parent / "ward"


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file with a header."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is counted; ``scale`` turns a figure of the table into the base unit."""

    key: str
    label: str
    unit: str
    scale: Decimal
    measure: str
    window: str
    part_of: str
    formula: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A target, valid from the report ``since`` on; ``authority`` if not the ward's own."""

    value: Decimal
    comparator: str
    since: str
    authority: str


class MissingFigure(Exception):
    """A figure that the table does not have."""


class Figures:
    """All figures as a report of a given month would know them."""

    def __init__(self, folder: Path = WARD) -> None:
        """Read the tables of a folder."""
        self.indicators = {
            row["key"]: Indicator(
                row["key"], row["label"], row["unit"], Decimal(row["scale"]), row["measure"],
                row["window"], row["part_of"], tuple(row["formula"].split()),
            )
            for row in rows(folder / "indicators.csv")
        }  # fmt: skip
        self._table = {row["key"]: row for row in rows(folder / "figures.csv")}
        self._labels = rows(folder / "labels.csv")
        self._plans = rows(folder / "plans.csv")
        self._revisions = rows(folder / "revisions.csv")

    def label(self, key: str, report: Month) -> str:
        """The indicator's name in that report."""
        found = self.indicators[key].label
        for row in self._labels:
            if row["key"] == key and row["from_report"] <= str(report):
                found = row["label"]
        return found

    def month(self, key: str, month: Month, report: Month) -> Decimal:
        """The figure of one month in base units, as known when ``report`` was written."""
        indicator = self.indicators[key]
        if indicator.formula:
            return self._computed(indicator, (month,), report)
        for row in reversed(self._revisions):
            if (row["key"], row["period"]) == (key, str(month)) and row["in_report"] <= str(report):
                return Decimal(row["value"]) * indicator.scale
        return self._written(indicator, month)

    def first_published(self, key: str, month: Month) -> Decimal:
        """The figure of one month before any revision."""
        return self._written(self.indicators[key], month)

    def cumulative(self, key: str, report: Month) -> Decimal:
        """The sum over the plan period so far; of a rate, the rate of the sums."""
        indicator = self.indicators[key]
        months = report.since_plan_began()
        if indicator.formula:
            return self._computed(indicator, months, report)
        return sum((self.month(key, month, report) for month in months), Decimal(0))

    def plan(self, key: str, report: Month, authority: str = "") -> Plan | None:
        """The plan in force when the report was written."""
        plans = self._all_plans(key, report, authority)
        return plans[-1] if plans else None

    def earlier_plan(self, key: str, report: Month) -> Plan:
        """The plan that was replaced by the one in force."""
        return self._all_plans(key, report, "")[-2]

    def final(self, key: str, report: Month) -> tuple[str, Decimal]:
        """Period and value of a final figure that this report gives."""
        for row in self._revisions:
            if (row["key"], row["in_report"], row["status"]) == (key, str(report), "final"):
                return row["period"], Decimal(row["value"]) * self.indicators[key].scale
        raise MissingFigure(f"{key}: no final figure in {report}")

    def _all_plans(self, key: str, report: Month, authority: str) -> list[Plan]:
        wanted = (key, report.plan_period(), authority)
        return [
            Plan(
                Decimal(row["value"]) * self.indicators[key].scale,
                row["comparator"],
                row["from_report"],
                row["authority"],
            )
            for row in self._plans
            if (row["key"], row["period"], row["authority"]) == wanted
            and row["from_report"] <= str(report)
        ]

    def _written(self, indicator: Indicator, month: Month) -> Decimal:
        text = self._table[indicator.key][str(month)]
        if not text:
            raise MissingFigure(f"{indicator.key}: no figure for {month}")
        return Decimal(text) * indicator.scale

    def _computed(self, indicator: Indicator, months: Iterable[Month], report: Month) -> Decimal:
        months = tuple(months)
        rule, *keys = indicator.formula

        def total(key: str) -> Decimal:
            return sum((self.month(key, month, report) for month in months), Decimal(0))

        if rule == "sum":
            return sum((total(key) for key in keys), Decimal(0))
        if rule == "less":
            return total(keys[0]) - total(keys[1])
        if rule == "rate":
            return total(keys[0]) / total(keys[1]) * 100
        if rule in ("opening", "closing"):
            last = months[-1] if rule == "closing" else months[-1].previous()
            return self._stock(keys[0], keys[1], last, report)
        raise ValueError(f"{indicator.key}: unknown formula {rule}")

    def _stock(self, received: str, resolved: str, last: Month, report: Month) -> Decimal:
        """What is left at the end of ``last``; the ward opened with nothing pending."""
        month, left = Month(2025, 7), Decimal(0)
        while month <= last:
            left += self.month(received, month, report) - self.month(resolved, month, report)
            month = month.following()
        return left
