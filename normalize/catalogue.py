"""The catalogue of indicators: ``data/indicators.csv``, checked when it is read."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from extract.fold import fold
from normalize.labels import headless, normal


@dataclass(frozen=True, slots=True)
class Indicator:
    """One canonical indicator. ``units``: the first is the storage unit, others usual.

    ``group_words`` are words of which a breakdown's heading must have one for an item
    of it to be this indicator; none: any heading will do.
    """

    id: str
    name: str
    english: str
    units: tuple[str, ...]
    group_words: tuple[str, ...]
    synonyms: tuple[str, ...]
    source_code: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Indicators by id, and the ids that each name leads to.

    ``names`` and ``synonyms`` are keyed by ``labels.normal``, ``short`` by
    ``labels.headless`` of both (names that two indicators share are left out).
    """

    by_id: dict[str, Indicator]
    names: dict[str, str]
    synonyms: dict[str, str]
    short: dict[str, str]


@cache
def catalogue() -> Catalogue:
    """The shipped catalogue, read once."""
    return build_catalogue(_shipped())


def build_catalogue(indicators: Iterable[Indicator]) -> Catalogue:
    """Index indicators by their names.

    Raises ValueError where an id comes twice or one name leads to two ids.
    """
    by_id: dict[str, Indicator] = {}
    names: dict[str, str] = {}
    synonyms: dict[str, str] = {}
    short: dict[str, str] = {}
    shared: set[str] = set()
    for indicator in indicators:
        if indicator.id in by_id:
            raise ValueError(f"indicators.csv: id {indicator.id} comes twice")
        by_id[indicator.id] = indicator
        for label in (indicator.name, *indicator.synonyms):
            key = normal(label)
            other = names.get(key, synonyms.get(key, indicator.id))
            if other != indicator.id:
                raise ValueError(f"indicators.csv: {label!r} leads to {other} and {indicator.id}")
            (names if label == indicator.name else synonyms)[key] = indicator.id
            if short.setdefault(headless(label), indicator.id) != indicator.id:
                shared.add(headless(label))
    kept = {key: one for key, one in short.items() if key not in shared}
    return Catalogue(by_id, names, synonyms, kept)


def _shipped() -> Iterable[Indicator]:
    text = files("normalize").joinpath("data", "indicators.csv").read_text("utf-8")
    for row in csv.DictReader(text.splitlines()):
        yield Indicator(
            id=row["id"],
            name=row["vi"],
            english=row["en"],
            units=_list(row["unit"]),
            group_words=tuple(fold(word) for word in _list(row["group_words"])),
            synonyms=_list(row["synonyms"]),
            source_code=row["source_code"],
        )


def _list(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()
