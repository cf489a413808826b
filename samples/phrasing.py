"""The wording: which of several phrasings a report uses, and the figures in it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_HOLE = re.compile(r"\{([^{}]+)\}")
_CHOICE = re.compile(r"\[\[([\w:]+)\|((?:(?!\[\[|\]\]).)*?)\|((?:(?!\[\[|\]\]).)*?)\]\]")


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing to say, and the ways of saying it."""

    texts: tuple[str, ...]
    first: tuple[str, ...]
    by_month: Mapping[str, str]
    months: tuple[str, ...]

    def choose(self, month: str, draw: int, opening: bool) -> str:
        """The wording for a month; empty where the statement is not made.

        ``draw`` selects among the phrasings; ``opening`` is true in the first month
        of a plan period, when nothing has been cumulated yet.
        """
        if month in self.by_month:
            return self.by_month[month]
        if self.months and month not in self.months:
            return ""
        texts = self.first if opening and self.first else self.texts
        return texts[draw % len(texts)] if texts else ""


@dataclass(frozen=True, slots=True)
class Section:
    """Statements and the orders in which reports make them."""

    statements: Mapping[str, Statement]
    orders: tuple[tuple[str, ...], ...]


def load(folder: Path) -> tuple[Mapping[str, Section], Mapping[str, Statement]]:
    """The sections of all phrase files, and the footnotes."""
    sections: dict[str, Section] = {}
    notes: dict[str, Statement] = {}
    for path in sorted(folder.glob("*.toml")):
        with path.open("rb") as stream:
            content = tomllib.load(stream)
        if path.stem == "notes":
            notes = {name: _statement(entry) for name, entry in content.items()}
            continue
        for name, entry in content.items():
            orders = tuple(tuple(order) for order in entry.pop("orders"))
            statements = {key: _statement(value) for key, value in entry.items()}
            if {key for order in orders for key in order} != set(statements):
                raise ValueError(f"{path.name}: orders and statements of {name} differ")
            sections[name] = Section(statements, orders)
    return sections, notes


def fill(text: str, value: Callable[[str], str]) -> str:
    """Replace every ``{...}`` by what ``value`` gives for its inside."""
    return _HOLE.sub(lambda found: value(found[1]), text)


def pick(text: str, is_zero: Callable[[str], bool]) -> str:
    """Settle every ``[[figure|words|words where it is zero]]``, inner ones first."""
    while (settled := _CHOICE.sub(lambda m: m[3] if is_zero(m[1]) else m[2], text)) != text:
        text = settled
    return text


def _statement(entry: dict[str, Any]) -> Statement:
    unknown = set(entry) - {"texts", "first", "by_month", "months"}
    if unknown:
        raise ValueError(f"unknown fields {sorted(unknown)}")
    return Statement(
        tuple(entry.get("texts", ())),
        tuple(entry.get("first", ())),
        entry.get("by_month", {}),
        tuple(entry.get("months", ())),
    )
