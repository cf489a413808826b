"""The audit's words and units, read once from ``audit/words``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

import regex

FOLDER = Path(__file__).parent / "words"


@dataclass(frozen=True, slots=True)
class Units:
    """What the audit knows of units; every other unit is a counter or a currency."""

    measured: frozenset[str]
    never_added: frozenset[str]
    money: frozenset[str]
    cases: frozenset[str]
    mass: dict[str, Fraction]
    per_hectare: dict[str, Fraction]


@dataclass(frozen=True, slots=True)
class Cues:
    """Folded words that announce a kind of claim, by the names in ``cues.toml``."""

    complete: tuple[str, ...]
    partial: tuple[str, ...]
    overlapping: tuple[str, ...]
    goes_on: tuple[str, ...]
    everywhere: tuple[str, ...]
    quantities: tuple[tuple[str, ...], ...]
    total_labels: frozenset[str]
    total_beginnings: tuple[str, ...]
    balance: dict[str, tuple[str, ...]]
    area: tuple[str, ...]
    rate_of_yield: tuple[str, ...]
    output: tuple[str, ...]
    share: tuple[str, ...]
    growth: tuple[str, ...]
    structure: tuple[str, ...]
    sectors: tuple[tuple[str, ...], ...]
    proportions: frozenset[str]
    adjusted: tuple[str, ...]
    planned: tuple[str, ...]
    cumulative: tuple[str, ...]
    empty: frozenset[str]


@cache
def units() -> Units:
    """The units of ``units.toml``."""
    data = tomllib.loads((FOLDER / "units.toml").read_text("utf-8"))
    return Units(
        measured=frozenset(data["measured"]),
        never_added=frozenset(data["never_added"]),
        money=frozenset(data["money"]),
        cases=frozenset(data["cases"]),
        mass={name: Fraction(kg) for name, kg in data["mass_in_kg"].items()},
        per_hectare={name: Fraction(kg) for name, kg in data["yield_in_kg_per_ha"].items()},
    )


@cache
def cues() -> Cues:
    """The words of ``cues.toml``."""
    data = tomllib.loads((FOLDER / "cues.toml").read_text("utf-8"))
    lists, totals, production = data["lists"], data["totals"], data["production"]
    return Cues(
        complete=tuple(lists["complete"]),
        partial=tuple(lists["partial"]),
        overlapping=tuple(lists["overlapping"]),
        goes_on=tuple(lists["goes_on"]),
        everywhere=tuple(lists["everywhere"]),
        quantities=tuple(map(tuple, lists["quantities"])),
        total_labels=frozenset(totals["whole_label"]),
        total_beginnings=tuple(totals["beginning"]),
        balance={role: tuple(words) for role, words in data["balance"].items()},
        area=tuple(production["area"]),
        rate_of_yield=tuple(production["yield"]),
        output=tuple(production["output"]),
        share=tuple(data["shares"]["said"]),
        growth=tuple(data["shares"]["growth"]),
        structure=tuple(data["shares"]["structure"]),
        sectors=tuple(map(tuple, data["shares"]["sectors"])),
        proportions=frozenset(data["shares"]["proportions"]),
        adjusted=tuple(data["plan"]["adjusted"]),
        planned=tuple(data["plan"]["planned"]),
        cumulative=tuple(data["archive"]["cumulative"]),
        empty=frozenset(data["labels"]["empty"]),
    )


@cache
def averages() -> regex.Pattern[str]:
    """A folded label of an average: one of its words, or "giáo viên/lớp"."""
    data = tomllib.loads((FOLDER / "cues.toml").read_text("utf-8"))
    found = "|".join(map(regex.escape, data["totals"]["averages"]))
    return regex.compile(rf"(?<!\w)(?:{found})(?!\w)|[^\W\d]/[^\W\d]")
