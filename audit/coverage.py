"""How much of a report the audit reaches: percentages and totals, checked or why not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from audit.register import Register
from audit.vocabulary import units
from solieu.model import Check, Measure, Observation, Recognition

# What a percentage would have to be recomputed from, by its measure.
_LACKS: Mapping[Measure, str] = {
    "pct_of_plan": "no_plan",
    "change": "no_base",
    "index": "no_base",
    "share": "no_whole",
    "rate": "no_parts",
}
# Why a figure was not checked, in the order in which it is told.
REASONS = ("no_plan", "no_base", "no_whole", "no_parts", "bound", "open_list")
_TOTALLED = frozenset({"sum", "balance"})


def coverage(recognition: Recognition, checks: Sequence[Check]) -> Counter[str]:
    """Counts by name: ``percentages``, ``percentages.checked``, ``percentages.no_plan`` ...

    A percentage counts as checked where it takes part in a claim that could be judged, a
    total where the sum of its parts could. ``totals.open_list``: only some parts are given.
    Checks between reports are not counted.
    """
    register = Register.of(recognition)
    judged = [check for check in checks if check.verdict != "not_checkable"]
    compared = {name for check in judged for name in check.observation_ids}
    added = {check.observation_ids[0] for check in judged if check.kind in _TOTALLED}
    counts: Counter[str] = Counter()
    for figure in register.observations:
        if figure.unit == "%" and figure.measure in _LACKS:
            done = figure.observation_id in compared
            _count(counts, "percentages", "checked" if done else _why(figure))
    wholes = {figure.whole for figure in register.observations}
    for total in _totals(register, wholes):
        done, parts = total.observation_id in added, total.observation_id in wholes
        _count(counts, "totals", "checked" if done else "open_list" if parts else "no_parts")
    return counts


def _count(counts: Counter[str], kind: str, state: str) -> None:
    counts[kind] += 1
    counts[f"{kind}.{state}"] += 1


def _why(percent: Observation) -> str:
    return "bound" if percent.comparator != "=" else _LACKS[percent.measure]


def _totals(register: Register, wholes: set[str]) -> Sequence[Observation]:
    """Figures that others are parts of, and those in rows that are called a total."""
    rows = {
        (table, row.number)
        for table, layout in register.layouts.items()
        for row in layout
        if row.total
    }
    return [
        figure
        for figure in register.observations
        if figure.unit not in units().never_added
        and (figure.observation_id in wholes or (figure.table, figure.row) in rows)
    ]
