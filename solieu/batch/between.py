"""The checks between reports, part by part; what a part came to is kept for the next run.

A part (``audit.archive``) hangs on the reports that have figures in it and on the rules, so
what it came to is kept under the keys of these reports, which hang on the rules as well: a
further report changes the parts of its own places and years. The same with findings that may
have one cause, which is looked for in all claims that share a figure with them, also those
within a report.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from audit.archive import (
    Cause,
    ClaimTold,
    causes,
    drawn_in,
    figures_of,
    judged_in,
    parts_of,
    place_of,
    tied,
    told_of,
)
from audit.audit import claims_of
from audit.checks import Judged, check_of
from audit.vintages import Part
from outputs.keys import key_of
from outputs.rendered import check_line
from solieu.batch.document import Facts
from solieu.batch.kept import Kept
from solieu.batch.lines_between import LineRow, LinesBetween, sections_of_lines
from solieu.batch.outlines import ReportTold
from solieu.batch.packing import pack, unpack
from solieu.batch.shelves import Shelf, Thing, shelved
from solieu.batch.store import Store
from solieu.model import DocumentRecord, Observation

_AT_HAND = 20_000  # figures of reports that are kept for the next part, a kilobyte or two each
_AGAIN = 24  # parts and reports whose claims are kept for the next finding

# Sections of the entry of a part: what matters of all its claims, the lines of those that
# are no findings. That of the claims within a report has only the first, that of a cause
# only the lines of its findings.
_TOLD, _LINES = range(2)
# On a shelf of parts or causes, what it has of lines begins here.
_INDEX = 1


class Looked(NamedTuple):
    """A part and what it is judged from: the ranks of the reports, and the key of its entry."""

    part: Part
    among: tuple[int, ...]
    key: str


#: A ``ClaimTold`` as it is packed.
ToldRow = tuple[str, bool, tuple[str, ...], tuple[str, ...]]

#: A claim and where it is from: a part, or the report of a rank.
AtPlace = tuple[Looked | int, ClaimTold]


@dataclass(frozen=True, slots=True)
class Report:
    """One document that has something to say to others."""

    kept: Kept
    document_id: str
    parts: tuple[Part, ...]


class Between:
    """The checks between the reports of one run, as lines."""

    def __init__(self, store: Store) -> None:
        """``store`` has the documents, and what their comparison came to."""
        self.lines = LinesBetween(store)
        self._store = store
        self._found: list[tuple[tuple[str, str, str], Report]] = []
        self._reports: list[Report] = []
        self._orders: dict[str, int] = {}
        self._at_hand: OrderedDict[int, Facts] = OrderedDict()
        self._size = 0  # figures of these
        self._claims: OrderedDict[str, Mapping[str, Judged]] = OrderedDict()

    def add(self, kept: Kept, told: ReportTold) -> None:
        """Take a document."""
        self._found.append((told.when, Report(kept, told.document_id, told.parts)))

    def judge(self) -> None:
        """Make ``lines``. Called once, when all documents are added.

        Claims are not held: findings are few, claims are not. So they are gone through
        twice, the second time only for what touches a finding.
        """
        self._found.sort(key=lambda one: (one[0], one[1].document_id))
        self._reports = [report for _, report in self._found]
        self._orders = {one.document_id: rank for rank, one in enumerate(self._reports)}
        looked = [
            Looked(part, among, key_of("part", *part, *(self._key(rank) for rank in among)))
            for part, among in parts_of([report.parts for report in self._reports])
        ]
        shelves = list(self._looked_at(looked))
        involved: set[str] = set()
        reports: set[str] = set()
        for shelf in shelves:
            self.lines.take(shelf, _INDEX)
            for claim in chain.from_iterable(shelf.section(self._store, _TOLD)):
                _, finding, observation_ids, document_ids = claim
                if finding:
                    involved.update(observation_ids)
                    reports.update(document_ids)
        own = list(self._own(sorted(map(self._orders.__getitem__, reports)), involved))
        wanted = involved | figures_of(claim for _, claim in own)
        touching = [
            (looked[n], ClaimTold(*claim))
            for shelf in shelves
            for n, told in zip(shelf.places, shelf.section(self._store, _TOLD), strict=True)
            for claim in told
            if not wanted.isdisjoint(claim[2])
        ]
        claims: list[AtPlace] = [*own, *touching]
        self._explain(list(causes([claim for _, claim in claims], involved)), claims)

    def _key(self, rank: int) -> str:
        return self._reports[rank].kept.key

    # --- parts -----------------------------------------------------------------------

    def _looked_at(self, looked: Sequence[Looked]) -> Iterator[Shelf]:
        """The shelves of all parts: what is told of the claims of each, and their lines."""

        def filled(places: range) -> Sequence[bytes]:
            told, lines = [], []
            for n in places:
                self._look(looked[n])
                told.append(self._told(looked[n].key))
                lines += unpack(self._store.section("joined", looked[n].key, _LINES))
            return pack(told), *sections_of_lines(lines)

        things = [Thing(" ".join(one.part), one.key) for one in looked]
        return shelved(self._store, "parts", things, filled)

    def _look(self, one: Looked) -> None:
        """Judge a part, unless an earlier run did."""
        if self._store.has("joined", one.key):
            return
        claims = [(told_of(claim), claim) for claim in self._judged(one)]
        told = [tuple(each) for each, _ in claims]
        lines = [_packed(claim) for each, claim in claims if not each.finding]
        self._store.put("joined", one.key, (pack(told), pack(lines)))

    def _told(self, key: str) -> list[ToldRow]:
        found: list[ToldRow] = unpack(self._store.section("joined", key, _TOLD))
        return found

    def _judged(self, one: Looked) -> Iterator[Judged]:
        reports = [(rank, self._facts(rank).facts.about(one.part)) for rank in one.among]
        return judged_in(one.part, reports)

    def _facts(self, rank: int) -> Facts:
        """The facts of a report; those last asked for are at hand."""
        found = self._at_hand.pop(rank, None)
        if found is None:
            found = self._reports[rank].kept.facts(self._store)
            self._size += len(found.observations)
        self._at_hand[rank] = found
        while self._size > _AT_HAND and len(self._at_hand) > 1:
            _, oldest = self._at_hand.popitem(last=False)
            self._size -= len(oldest.observations)
        return found

    # --- causes ----------------------------------------------------------------------

    def _own(self, ranks: Sequence[int], involved: Set[str]) -> Iterator[tuple[int, ClaimTold]]:
        """The claims within reports that bear on findings between reports, by rank."""

        def filled(places: range) -> Sequence[bytes]:
            return (pack([self._own_told(ranks[n]) for n in places]),)

        things = [Thing(self._key(rank), self._own_key(rank)) for rank in ranks]
        for shelf in shelved(self._store, "owns", things, filled):
            for n, rows in zip(shelf.places, shelf.section(self._store, _TOLD), strict=True):
                found = [ClaimTold(*row) for row in rows]
                yield from ((ranks[n], found[place]) for place in drawn_in(involved, found))

    def _own_told(self, rank: int) -> list[ToldRow]:
        """What matters of the claims within a report, unless an earlier run told."""
        key = self._own_key(rank)
        if not self._store.has("joined", key):
            told = [tuple(told_of(claim)) for claim in self._again(rank).values()]
            self._store.put("joined", key, (pack(told),))
        return self._told(key)

    def _own_key(self, rank: int) -> str:
        return key_of("own", self._key(rank))

    def _explain(self, found: Sequence[Cause], claims: Sequence[AtPlace]) -> None:
        """Tie the findings of each cause, unless an earlier run did."""
        held = [[claims[n] for n in cause.claims] for cause in found]
        keys = list(map(self._cause_key, found, held))

        def filled(places: range) -> Sequence[bytes]:
            lines: list[LineRow] = []
            for n in places:
                if not self._store.has("joined", keys[n]):
                    self._store.put("joined", keys[n], (pack(self._tied(found[n], held[n])),))
                lines += unpack(self._store.section("joined", keys[n], 0))
            return pack(()), *sections_of_lines(lines)

        things = [Thing(min(one.findings), key) for one, key in zip(found, keys, strict=True)]
        for shelf in shelved(self._store, "causes", things, filled):
            self.lines.take(shelf, _INDEX)

    def _cause_key(self, cause: Cause, claims: Sequence[AtPlace]) -> str:
        reports = sorted(map(self._orders.__getitem__, cause.reports))
        made_of = [f"{self._key_of(one)} {claim.check_id}" for one, claim in claims]
        return key_of("cause", *made_of, *map(self._key, reports))

    def _tied(self, cause: Cause, claims: Sequence[AtPlace]) -> list[LineRow]:
        judged = [self._again(one)[claim.check_id] for one, claim in claims]
        return list(map(_packed, tied(judged, cause, self._orders, self._figures)))

    def _key_of(self, one: Looked | int) -> str:
        return self._own_key(one) if isinstance(one, int) else one.key

    def _again(self, one: Looked | int) -> Mapping[str, Judged]:
        """The claims of a part, or within the report of a rank, by id, once more."""
        key = self._key_of(one)
        if key not in self._claims:
            while len(self._claims) >= _AGAIN:
                self._claims.popitem(last=False)
            if isinstance(one, int):
                judged = iter(own_claims(self._reports[one].kept.record(self._store)))
            else:
                judged = self._judged(one)
            self._claims[key] = {claim.check_id: claim for claim in judged}
        return self._claims[key]

    def _figures(self, document_id: str) -> Sequence[Observation]:
        return self._facts(self._orders[document_id]).observations


def own_claims(record: DocumentRecord) -> Sequence[Judged]:
    """The claims of a report that checks.csv has rows for.

    Labels that people decided about may let the rules find others: these it has not.
    """
    rows = {check.check_id for check in record.checks}
    found = record.recognition
    return [one for one in claims_of(found) if one.check_id in rows] if found else ()


def _packed(claim: Judged) -> LineRow:
    source, start = place_of(claim)
    return source, *check_line(start, check_of(claim))
