"""The catalogue of indicators: ``data/indicators.csv`` and ``data/synonyms.csv``.

Both are checked when they are read: an id comes once, and a name leads to one id.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from extract.fold import fold
from normalize.labels import headless, normal, settled
from normalize.scope import Scope, Validity, years


@dataclass(frozen=True, slots=True)
class Indicator:
    """One canonical indicator. ``units``: the first is the storage unit, others usual.

    ``group_words`` are words of which a breakdown's heading must have one for an item
    of it to be this indicator; none: any heading will do. ``source_code`` is a code of
    an official list with its edition, "" where none is known; ``source`` is where the
    indicator and its names were seen.
    """

    id: str
    name: str
    english: str
    units: tuple[str, ...]
    group_words: tuple[str, ...]
    synonyms: tuple[str, ...]
    source_code: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class LocalName:
    """A synonym that holds only for some issuers or years: a row of synonyms.csv."""

    label: str
    indicator_id: str
    validity: Validity
    source: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Indicators by id, and the ids that each name leads to.

    ``names`` and ``synonyms`` are keyed by ``labels.normal``, ``short`` by
    ``labels.headless`` of both (names that two indicators share are left out), ``settled``
    likewise by ``labels.settled``; ``local`` holds the synonyms of some issuers or years by
    ``labels.normal``.
    """

    by_id: dict[str, Indicator]
    names: dict[str, str]
    synonyms: dict[str, str]
    short: dict[str, str]
    local: dict[str, tuple[LocalName, ...]] = field(default_factory=dict)
    settled: dict[str, str] = field(default_factory=dict)

    def local_id(self, label: str, scope: Scope) -> str:
        """The one indicator that the label means in reports of this scope, "" if none."""
        words = normal(label)
        here = self.local.get(words) or self.local.get(settled(words), ())
        found = {one.indicator_id for one in here if one.validity.holds(scope)}
        return found.pop() if len(found) == 1 else ""


@cache
def catalogue() -> Catalogue:
    """The shipped catalogue, read once."""
    return build_catalogue(_shipped(), _shipped_local())


def build_catalogue(indicators: Iterable[Indicator], local: Iterable[LocalName] = ()) -> Catalogue:
    """Index indicators by their names.

    Raises ValueError where an id comes twice, one name leads to two ids, or a local
    name leads to an id that is not there.
    """
    by_id: dict[str, Indicator] = {}
    names: dict[str, str] = {}
    synonyms: dict[str, str] = {}
    short: dict[str, str] = {}
    whole: dict[str, str] = {}
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
            if whole.setdefault(settled(key), indicator.id) != indicator.id:
                shared.add(settled(key))
    kept = {key: one for key, one in short.items() if key not in shared}
    alike = {key: one for key, one in whole.items() if key not in shared}
    return Catalogue(by_id, names, synonyms, kept, _by_label(local, by_id), alike)


def _by_label(
    local: Iterable[LocalName], by_id: dict[str, Indicator]
) -> dict[str, tuple[LocalName, ...]]:
    found: dict[str, list[LocalName]] = defaultdict(list)
    for one in local:
        if one.indicator_id not in by_id:
            raise ValueError(f"synonyms.csv: {one.label!r} leads to {one.indicator_id}")
        for words in {normal(one.label), settled(normal(one.label))}:
            found[words].append(one)
    return {label: tuple(ones) for label, ones in found.items()}


def _shipped() -> Iterable[Indicator]:
    for row in _rows("indicators.csv"):
        yield Indicator(
            id=row["id"],
            name=row["vi"],
            english=row["en"],
            units=_list(row["unit"]),
            group_words=tuple(fold(word) for word in _list(row["group_words"])),
            synonyms=_list(row["synonyms"]),
            source_code=row["source_code"],
            source=row["source"],
        )


def _shipped_local() -> Iterable[LocalName]:
    for row in _rows("synonyms.csv"):
        issuers = tuple(fold(word) for word in _list(row["issuer"]))
        first, last = years(row["years"])
        yield LocalName(
            row["label"], row["indicator_id"], Validity(issuers, first, last), row["source"]
        )


def _rows(name: str) -> Iterable[dict[str, str]]:
    text = files("normalize").joinpath("data", name).read_text("utf-8")
    return csv.DictReader(text.splitlines())


def _list(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()
