"""Match the labels of reports to the catalogue of indicators.

A person's decision first, then exact, synonym, without words of scope, and last fuzzy on
segmented words. Unit and group are witnesses throughout: an amount in đồng is no count of
households, whatever its label. No match is better than a wrong one: a label left alone
keeps its own words, and is one series over all reports by them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import partial
from itertools import groupby
from typing import Literal, NamedTuple

from normalize.catalogue import Catalogue, catalogue
from normalize.corrections import NO_CORRECTIONS, Corrections
from normalize.indicator_witnesses import is_counter, objection
from normalize.labels import normal, settled, variants
from normalize.own_labels import own_key, slips
from normalize.scope import ANYWHERE, Scope
from normalize.vintage import scope_of
from solieu.model import Measure, Observation, Recognition

How = Literal["exact", "synonym", "fuzzy", "by hand", "none"]
Why = Literal[
    "",
    "name",
    "synonym",
    "group and name",
    "synonym of this issuer or year",
    "words of scope left out",
    "like a name",
    "by hand",
    "no name is like it",
    "another word",
    "like several names",
    "unit",
    "group",
    "no label",
]

# A percentage with one of these measures speaks about the indicator in another unit.
_RELATIVE: frozenset[Measure] = frozenset({"pct_of_plan", "change", "index", "share"})
_RELATIVE_UNITS = frozenset({"%", "percentage point", "times"})
_ONE = Decimal("1.00")
_NONE = Decimal("0.00")
# Only words of scope differ ("tổng số ... trên địa bàn"): all that is measured is the same.
_SHORTENED = Decimal("0.97")

#: The decisions of people that hold for one report.
CorrectionsOf = Callable[[Recognition], Corrections]


class Key(NamedTuple):
    """What decides a match.

    ``relative``: the unit is that of a comparison. ``local`` is the indicator that the
    label means in reports of this issuer and year, "" for none; ``by_hand`` what a person
    decided, None where nobody did.
    """

    label: str
    group: str
    unit: str
    relative: bool
    local: str = ""
    by_hand: str | None = None


class IndicatorRow(NamedTuple):
    """A row of indicators.csv: a label met, and what it was taken for.

    ``score`` is 1 for an exact name or synonym, less for a fuzzy match, 0 for none; ``why``
    is the ground. ``nearest_id`` is the indicator whose name comes nearest to a label left
    alone, and ``nearest_score`` how near. ``series`` keys the series of such a label.
    ``observations`` counts the figures with this label, ``documents`` the reports.
    """

    label: str
    group: str
    unit: str
    indicator_id: str
    indicator: str
    score: Decimal
    how: How
    why: Why
    nearest_id: str
    nearest_score: Decimal | None
    series: str
    observations: int
    documents: int


class Match(NamedTuple):
    """The indicator a key was taken for, "" for none, and why."""

    indicator_id: str
    how: How
    score: Decimal
    why: Why = ""
    nearest_id: str = ""
    nearest_score: Decimal | None = None


@dataclass(frozen=True)
class OwnNames:
    """What series are called that the catalogue does not name.

    ``slips``: misspelt key of a label -> the key it joins; ``titles``: id that a person
    gave -> its name.
    """

    slips: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Matching:
    """The decisions of one run; the same labels give the same decisions."""

    rows: tuple[IndicatorRow, ...]
    _matches: Mapping[Key, Match]
    _corrections: CorrectionsOf

    def apply(self, recognition: Recognition) -> Recognition:
        """The recognition with ``indicator_id`` filled in where a match was found."""
        key_of = _keys(recognition, catalogue(), self._corrections(recognition))
        observations = tuple(
            replace(one, indicator_id=self._matches[key_of(one)].indicator_id)
            for one in recognition.observations
        )
        return replace(recognition, observations=observations)


def _undecided(recognition: Recognition) -> Corrections:
    return NO_CORRECTIONS


def named(recognition: Recognition) -> Recognition:
    """The recognition with the ids that names and synonyms alone give; costs next to nothing.

    What likeness adds (``match``) comes later: the audit must not hang on a guess.
    """
    known = catalogue()
    key_of = _keys(recognition, known, NO_CORRECTIONS)
    found: dict[Key, str] = {}
    for one in recognition.observations:
        key = key_of(one)
        if key not in found:
            hit = _by_name(key, known)
            found[key] = hit.indicator_id if hit.how not in ("fuzzy", "none") else ""
    observations = tuple(
        replace(one, indicator_id=found[key_of(one)]) for one in recognition.observations
    )
    return replace(recognition, observations=observations)


def match(recognitions: Sequence[Recognition], corrections: CorrectionsOf = _undecided) -> Matching:
    """Match every label in ``recognitions``, each once.

    What a label is taken for hangs on the label and its report alone, so that documents
    may be matched one by one (``merged`` then joins their rows) or all together.
    """
    known = catalogue()
    counted: Counter[Key] = Counter()
    reports: Counter[tuple[str, ...]] = Counter()
    for recognition in recognitions:
        key_of = _keys(recognition, known, corrections(recognition))
        here = Counter(map(key_of, recognition.observations))
        counted.update(here)
        reports.update({key[:3] for key in here})
    matches: dict[Key, Match] = {}
    open_keys: list[Key] = []
    for key in sorted(counted, key=_order):
        found = _by_name(key, known)
        matches[key] = found
        if found.why == "no name is like it":
            open_keys.append(key)
    if open_keys:
        matches.update(_by_likeness(open_keys, known))
    rows = _Rows(known, matches).all(counted, reports)
    return Matching(rows, matches, corrections)


def own_names(rows: Iterable[IndicatorRow], titles: Mapping[str, str] | None = None) -> OwnNames:
    """How labels without an entry are joined, from the rows of all documents.

    ``titles`` name the ids that people gave to series the catalogue does not know.
    """
    return names_of(((row.series, row.unit) for row in rows if row.series), titles)


def names_of(keys: Iterable[tuple[str, str]], titles: Mapping[str, str] | None = None) -> OwnNames:
    """As ``own_names``, from the keys of these labels, each with its unit."""
    return OwnNames(slips(sorted(set(keys))), dict(titles or {}))


def merged(rows: Iterable[IndicatorRow], names: OwnNames) -> Iterator[IndicatorRow]:
    """The rows of several documents, in the order of ``row_order``, as those of all of them.

    Of the grounds for one indicator the best is told.
    """
    for _, same in groupby(rows, one_row):
        held = list(same)
        best = held[0]
        yield best._replace(
            indicator=best.indicator or names.titles.get(best.indicator_id, ""),
            series=names.slips.get(best.series, best.series),
            observations=sum(row.observations for row in held),
            documents=sum(row.documents for row in held),
        )


def row_order(row: IndicatorRow) -> tuple[str, str, str, str, Decimal, str, str, str]:
    """How indicators.csv is sorted, the best ground for one indicator first."""
    return (*one_row(row), -row.score, row.how, row.why, row.nearest_id)


def one_row(row: IndicatorRow) -> tuple[str, str, str, str]:
    """What a row of indicators.csv is about: rows of several documents that agree are one."""
    return row.label, row.group, row.unit, row.indicator_id


def _order(key: Key) -> tuple[str, str, str, bool, str, str]:
    return (*key[:5], "" if key.by_hand is None else f"={key.by_hand}")


def _keys(
    recognition: Recognition, known: Catalogue, corrections: Corrections
) -> Callable[[Observation], Key]:
    """The keys of one report's observations, each label looked up once."""
    scope = scope_of(recognition)
    found: dict[tuple[str, str, str, bool], Key] = {}

    def key_of(one: Observation) -> Key:
        relative = one.measure in _RELATIVE and one.unit in _RELATIVE_UNITS
        plain = (one.indicator, one.group, one.unit, relative)
        if plain not in found:
            found[plain] = _key(plain, known, corrections, scope)
        return found[plain]

    return key_of


def _key(
    plain: tuple[str, str, str, bool],
    known: Catalogue,
    corrections: Corrections,
    scope: Scope = ANYWHERE,
) -> Key:
    label, group, unit, _ = plain
    return Key(
        *plain,
        local=known.local_id(label, scope),
        by_hand=corrections.of(label, group, unit, scope),
    )


def _by_name(key: Key, known: Catalogue) -> Match:
    """The match that a decision or a name gives; else none, and what stood against it."""
    if key.by_hand is not None:
        score = _ONE if key.by_hand else _NONE
        return Match(key.by_hand, "by hand", score, "by hand")
    if not key.label:
        return Match("", "none", _NONE, "no label")
    refused: Match | None = None
    for indicator_id, how, score, why in _named_candidates(key, known):
        against = objection(key, known.by_id[indicator_id])
        if not against:
            return Match(indicator_id, how, score, why)
        refused = refused or Match("", "none", _NONE, against, indicator_id, score)
    return refused or Match("", "none", _NONE, "no name is like it")


def _named_candidates(key: Key, known: Catalogue) -> Iterable[tuple[str, How, Decimal, Why]]:
    label = normal(key.label)
    if key.local:
        yield key.local, "synonym", _ONE, "synonym of this issuer or year"
    if label in known.names:
        yield known.names[label], "exact", _ONE, "name"
    if label in known.synonyms:
        yield known.synonyms[label], "synonym", _ONE, "synonym"
    if settled(label) in known.settled:
        yield known.settled[settled(label)], "synonym", _ONE, "synonym"
    if key.group:
        whole = normal(f"{key.group} {key.label}")
        alike = f"{normal(key.group)} {settled(label)}"
        for name in dict.fromkeys((whole, alike)):
            for table in (known.names, known.synonyms):
                if name in table:
                    yield table[name], "synonym", _ONE, "group and name"
    if is_counter(key.unit):  # "đang giải quyết" 203 hồ sơ
        counted = normal(f"{key.unit} {key.label}")
        for table in (known.names, known.synonyms):
            if counted in table:
                yield table[counted], "synonym", _ONE, "synonym"
    for shorter in variants(key.label):
        if shorter in known.short:
            yield known.short[shorter], "fuzzy", _SHORTENED, "words of scope left out"


def _by_likeness(keys: Iterable[Key], known: Catalogue) -> dict[Key, Match]:
    from normalize.likeness import Likeness  # rapidfuzz, only where a label is left

    likeness = Likeness(known.short)
    matches: dict[Key, Match] = {}
    for key in keys:
        found = likeness.best(variants(key.label), partial(_allowed, key, known))
        if found.indicator_id:
            matches[key] = Match(found.indicator_id, "fuzzy", found.score, "like a name")
        else:
            near = (found.nearest_id, found.nearest_score)
            matches[key] = Match("", "none", _NONE, found.why, *near)
    return matches


def _allowed(key: Key, known: Catalogue, indicator_id: str) -> bool:
    return not objection(key, known.by_id[indicator_id])


class _Rows:
    """The rows of indicators.csv from keys and their matches."""

    def __init__(self, known: Catalogue, matches: Mapping[Key, Match]) -> None:
        self.known = known
        self.matches = matches

    def all(
        self, counted: Counter[Key], reports: Counter[tuple[str, ...]]
    ) -> tuple[IndicatorRow, ...]:
        """One row per label, group, unit and indicator; a level and its growth may differ."""
        merged: dict[tuple[str, str, str, str], list[Key]] = defaultdict(list)
        for key in counted:
            found = self.matches[key]
            merged[key.label, key.group, key.unit, found.indicator_id].append(key)
        return tuple(self._row(merged[place], counted, reports) for place in sorted(merged))

    def _row(
        self, keys: Sequence[Key], counted: Counter[Key], reports: Counter[tuple[str, ...]]
    ) -> IndicatorRow:
        best = max(keys, key=lambda key: (self.matches[key].score, counted[key], _order(key)))
        found = self.matches[best]
        return IndicatorRow(
            label=best.label,
            group=best.group,
            unit=best.unit,
            indicator_id=found.indicator_id,
            indicator=self._name(found.indicator_id),
            score=found.score,
            how=found.how,
            why=found.why,
            nearest_id=found.nearest_id,
            nearest_score=found.nearest_score,
            series="" if found.indicator_id else own_key(best.label, best.group),
            observations=sum(counted[key] for key in keys),
            documents=reports[best[:3]],
        )

    def _name(self, indicator_id: str) -> str:
        known = self.known.by_id.get(indicator_id)
        return known.name if known else ""
