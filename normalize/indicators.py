"""Match the labels of reports to the catalogue of indicators.

Exact, then synonym, then without words of scope, then fuzzy on segmented words. The
unit is a witness throughout: an amount in đồng is no count of households, whatever its
label. No match is better than a wrong one: a label left alone keeps its own words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from itertools import groupby
from typing import Literal, NamedTuple

from extract.fold import fold
from normalize.catalogue import Catalogue, Indicator, catalogue
from normalize.labels import normal, variants
from solieu.model import Measure, Observation, Recognition

How = Literal["exact", "synonym", "fuzzy", "by hand", "none"]

# A percentage with one of these measures speaks about the indicator in another unit.
_RELATIVE: frozenset[Measure] = frozenset({"pct_of_plan", "change", "index", "share"})
_RELATIVE_UNITS = frozenset({"%", "percentage point", "times"})
_ONE = Decimal("1.00")
_NONE = Decimal("0.00")
# Only words of scope differ ("tổng số ... trên địa bàn"): all that is measured is the same.
_SHORTENED = Decimal("0.97")


class Key(NamedTuple):
    """What decides a match; ``relative``: the unit is that of a comparison."""

    label: str
    group: str
    unit: str
    relative: bool


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """A row of indicators.csv: a label met, and what it was taken for.

    ``score`` is 1 for an exact name or synonym, less for a fuzzy match, 0 for none.
    ``observations`` counts the figures with this label.
    """

    label: str
    group: str
    unit: str
    indicator_id: str
    indicator: str
    score: Decimal
    how: How
    observations: int


class Match(NamedTuple):
    """The indicator a key was taken for, "" for none."""

    indicator_id: str
    how: How
    score: Decimal


NO_MATCH = Match("", "none", _NONE)


@dataclass(frozen=True)
class Matching:
    """The decisions of one run; the same labels give the same decisions."""

    rows: tuple[IndicatorRow, ...]
    _matches: Mapping[Key, Match]

    def apply(self, recognition: Recognition) -> Recognition:
        """The recognition with ``indicator_id`` filled in where a match was found."""
        observations = tuple(
            replace(one, indicator_id=self._matches[_key(one)].indicator_id)
            for one in recognition.observations
        )
        return replace(recognition, observations=observations)


def named(recognition: Recognition) -> Recognition:
    """The recognition with the ids that names and synonyms alone give; costs next to nothing.

    What likeness adds (``match``) comes later: the audit must not hang on a guess.
    """
    known = catalogue()
    found: dict[Key, str] = {}
    for one in recognition.observations:
        key = _key(one)
        if key not in found:
            hit = _by_name(key, known)
            found[key] = hit.indicator_id if hit is not None and hit.how != "fuzzy" else ""
    observations = tuple(
        replace(one, indicator_id=found[_key(one)]) for one in recognition.observations
    )
    return replace(recognition, observations=observations)


def match(recognitions: Sequence[Recognition]) -> Matching:
    """Match every label in ``recognitions``, each once.

    What a label is taken for hangs on the label alone, so that documents may be matched
    one by one (``merged`` then joins their rows) or all together.
    """
    counted = Counter(_key(one) for found in recognitions for one in found.observations)
    known = catalogue()
    matches: dict[Key, Match] = {}
    open_keys: list[Key] = []
    for key in sorted(counted):
        found = _by_name(key, known)
        if found is None:
            open_keys.append(key)
        else:
            matches[key] = found
    if open_keys:
        matches.update(_by_likeness(open_keys, known))
    return Matching(_rows(counted, matches, known), matches)


def merged(rows: Iterable[IndicatorRow]) -> Iterator[IndicatorRow]:
    """The rows of several documents, in the order of ``row_order``, as those of all of them."""
    for _, same in groupby(rows, row_order):
        held = list(same)
        yield replace(held[0], observations=sum(row.observations for row in held))


def row_order(row: IndicatorRow) -> tuple[str, str, str, Match]:
    """How indicators.csv is sorted; equal for the rows of two documents that are one."""
    return row.label, row.group, row.unit, Match(row.indicator_id, row.how, row.score)


def _key(observation: Observation) -> Key:
    relative = observation.measure in _RELATIVE and observation.unit in _RELATIVE_UNITS
    return Key(observation.indicator, observation.group, observation.unit, relative)


def _by_name(key: Key, known: Catalogue) -> Match | None:
    if not key.label:
        return NO_MATCH
    label = normal(key.label)
    tries: list[tuple[dict[str, str], str, How, Decimal]] = [
        (known.names, label, "exact", _ONE),
        (known.synonyms, label, "synonym", _ONE),
    ]
    if key.group:
        whole = normal(f"{key.group} {key.label}")
        tries += [(known.names, whole, "synonym", _ONE), (known.synonyms, whole, "synonym", _ONE)]
    tries += [(known.short, shorter, "fuzzy", _SHORTENED) for shorter in variants(key.label)]
    for table, name, how, score in tries:
        found = table.get(name)
        if found is not None and agrees(key, known.by_id[found]):
            return Match(found, how, score)
    return None


def _by_likeness(keys: Iterable[Key], known: Catalogue) -> dict[Key, Match]:
    from normalize.likeness import Likeness  # rapidfuzz, only where a label is left

    likeness = Likeness(known.short)
    matches: dict[Key, Match] = {}
    for key in keys:
        found = likeness.best(variants(key.label), partial(_allowed, key, known))
        matches[key] = Match(found[0], "fuzzy", found[1]) if found else NO_MATCH
    return matches


def _allowed(key: Key, known: Catalogue, indicator_id: str) -> bool:
    return agrees(key, known.by_id[indicator_id])


def _rows(
    counted: Counter[Key], matches: Mapping[Key, Match], known: Catalogue
) -> tuple[IndicatorRow, ...]:
    """One row per label, group, unit and decision; a level and its growth may differ."""
    merged: Counter[tuple[str, str, str, Match]] = Counter()
    for key, count in counted.items():
        merged[key.label, key.group, key.unit, matches[key]] += count
    rows: list[IndicatorRow] = []
    for label, group, unit, found in sorted(merged):
        name = known.by_id[found.indicator_id].name if found.indicator_id else ""
        count = merged[label, group, unit, found]
        rows.append(
            IndicatorRow(
                label, group, unit, found.indicator_id, name, found.score, found.how, count
            )
        )
    return tuple(rows)


# --- witnesses --------------------------------------------------------------------


def agrees(key: Key, indicator: Indicator) -> bool:
    """Whether unit and group allow this indicator."""
    if key.group and indicator.group_words:
        group = f"{fold(key.group)} {normal(key.group)}"
        if not any(word in group for word in indicator.group_words):
            return False
    return key.relative or any(_same_unit(key.unit, unit) for unit in indicator.units)


def usual_unit(written: str, indicator: Indicator) -> str:
    """The catalogue's word for a unit, so that "con lợn" and "con" are one series.

    No unit written is the indicator's counter; a unit it does not know stays.
    """
    for unit in indicator.units:
        if _same_unit(written, unit) and _is_counter(unit):
            return unit
    return written


def _same_unit(written: str, usual: str) -> bool:
    """Whether a figure's unit is the usual one; none written is some counter.

    >>> _same_unit("VND", "tỷ đồng"), _same_unit("con lợn", "con"), _same_unit("%", "VND")
    (True, True, False)
    """
    if not written:
        return _is_counter(usual)
    first, second = _parts(written), _parts(usual)
    if len(first) > 1 or len(second) > 1:
        return len(first) > 1 and len(second) > 1 and first[:2] == second[:2]
    return first == second or (_is_counter(usual) and f"{written} ".startswith(f"{usual} "))


def _is_counter(unit: str) -> bool:
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


_SYMBOLS = frozenset({"%", "t", "tấn", "kg", "ha", "m2", "m3", "km", "tạ", "triệu đồng", "tỷ đồng"})
