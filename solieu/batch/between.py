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
from pathlib import Path
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
from outputs.rendered import CheckLine, check_line
from solieu.batch.disk_sort import DiskSort
from solieu.batch.document import Facts, Outline
from solieu.batch.kept import Kept, key_of
from solieu.batch.packing import pack, unpack
from solieu.batch.store import Store
from solieu.model import DocumentRecord, Observation

_AT_HAND = 20_000  # figures of reports that are kept for the next part, a kilobyte or two each
_AGAIN = 24  # parts and reports whose claims are kept for the next finding

#: Source of the report it belongs to, and the line.
Placed = tuple[str, CheckLine]

# Sections of the entry of a part: what matters of all its claims, the lines of those that
# are no findings. That of the claims within a report has only the first, that of a cause
# only the lines of its findings.
_TOLD, _LINES = range(2)


class Looked(NamedTuple):
    """A part and what it is judged from: the ranks of the reports, and the key of its entry."""

    part: Part
    among: tuple[int, ...]
    key: str


@dataclass(frozen=True, slots=True)
class Report:
    """One document that has something to say to others."""

    kept: Kept
    document_id: str
    parts: tuple[Part, ...]


class Between:
    """The checks between the reports of one run, as lines sorted on disk."""

    def __init__(self, room: Path, store: Store) -> None:
        """``room`` is a folder for temporary files."""
        self.lines: DiskSort[Placed] = DiskSort(_check_order, room)
        self._store = store
        self._found: list[tuple[tuple[str, str, str], Report]] = []
        self._reports: list[Report] = []
        self._orders: dict[str, int] = {}
        self._at_hand: OrderedDict[int, Facts] = OrderedDict()
        self._size = 0  # figures of these
        self._claims: OrderedDict[str, Mapping[str, Judged]] = OrderedDict()

    def add(self, kept: Kept, outline: Outline) -> None:
        """Take a document."""
        report = Report(kept, outline.document_id, outline.parts)
        self._found.append((outline.when, report))

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
        involved: set[str] = set()
        reports: set[str] = set()
        for one in looked:
            self._look(one)
            self._take(one.key, _LINES)
            for claim in self._told(one.key):
                if claim.finding:
                    involved.update(claim.observation_ids)
                    reports.update(claim.document_ids)
        own = [
            (rank, claim)
            for rank in sorted(map(self._orders.__getitem__, reports))
            for claim in self._own(rank, involved)
        ]
        wanted = involved | figures_of(claim for _, claim in own)
        touching = [
            (one, claim)
            for one in looked
            for claim in self._told(one.key)
            if not wanted.isdisjoint(claim.observation_ids)
        ]
        claims: list[tuple[Looked | int, ClaimTold]] = [*own, *touching]
        for cause in causes([claim for _, claim in claims], involved):
            self._explain(cause, [claims[n] for n in cause.claims])

    def _key(self, rank: int) -> str:
        return self._reports[rank].kept.key

    def _take(self, key: str, section: int) -> None:
        for line in unpack(self._store.section("joined", key, section)):
            self.lines.add(line)

    # --- parts -----------------------------------------------------------------------

    def _look(self, one: Looked) -> None:
        """Judge a part, unless an earlier run did."""
        if self._store.has("joined", one.key):
            return
        claims = [(told_of(claim), claim) for claim in self._judged(one)]
        told = [each for each, _ in claims]
        lines = [_placed(claim) for each, claim in claims if not each.finding]
        self._store.put("joined", one.key, (pack(told), pack(lines)))

    def _told(self, key: str) -> list[ClaimTold]:
        found: list[ClaimTold] = unpack(self._store.section("joined", key, _TOLD))
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

    def _own(self, rank: int, involved: Set[str]) -> list[ClaimTold]:
        """The claims within a report that bear on findings between reports."""
        key = self._own_key(rank)
        if not self._store.has("joined", key):
            told = [told_of(claim) for claim in self._again(rank).values()]
            self._store.put("joined", key, (pack(told),))
        found = self._told(key)
        return [found[n] for n in drawn_in(involved, found)]

    def _own_key(self, rank: int) -> str:
        return key_of("own", self._key(rank))

    def _explain(self, cause: Cause, claims: Sequence[tuple[Looked | int, ClaimTold]]) -> None:
        """Tie the findings of a cause, unless an earlier run did."""
        reports = sorted(map(self._orders.__getitem__, cause.reports))
        made_of = [f"{self._key_of(one)} {claim.check_id}" for one, claim in claims]
        key = key_of("cause", *made_of, *map(self._key, reports))
        if not self._store.has("joined", key):
            judged = [self._again(one)[claim.check_id] for one, claim in claims]
            lines = list(map(_placed, tied(judged, cause, self._orders, self._figures)))
            self._store.put("joined", key, (pack(lines),))
        self._take(key, 0)

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


def _placed(claim: Judged) -> Placed:
    source, start = place_of(claim)
    return source, check_line(start, check_of(claim))


def _check_order(item: Placed) -> tuple[str, int, str]:
    source, line = item
    return source, line.start, line.check_id
