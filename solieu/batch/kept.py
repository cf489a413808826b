"""What a run has of each input: in the store, or in hand where there is nothing to keep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from outputs.keys import key_of
from outputs.rendered import DocumentLines
from solieu.batch.document import Facts, Job, Outline, Product, Told, lines_in
from solieu.batch.packing import pack, unpack
from solieu.batch.store import Store, section_of
from solieu.batch.versions import reading_version, rules_version
from solieu.model import DocumentRecord

if TYPE_CHECKING:  # its module loads word lists
    from outputs.series_text import StatedCells

# Sections of a document's entry, in this order.
_TOLD, _LINES, _OUTLINE, _CELLS, _FACTS, _RECORD = range(6)


@dataclass(frozen=True, slots=True)
class Kept:
    """One input of a run; ``key`` is that of its entry, "" where it is in ``sections``."""

    told: Told
    key: str = ""
    sections: tuple[bytes, ...] = ()

    def lines(self, store: Store) -> DocumentLines:
        """Its lines of the tables."""
        return lines_in(self._section(store, _LINES))

    def outline(self, store: Store) -> Outline | None:
        """What must be known of it first; None where it was not read."""
        found: Outline | None = unpack(self._section(store, _OUTLINE)) if self.key else None
        return found

    def cells(self, store: Store) -> StatedCells:
        """What it states, for series.csv. Only where there is an outline."""
        found: StatedCells = unpack(self._section(store, _CELLS))
        return found

    def facts(self, store: Store) -> Facts:
        """What the audit of others wants of it. Only where there is an outline."""
        found: Facts = unpack(self._section(store, _FACTS))
        return found

    def record(self, store: Store) -> DocumentRecord:
        """All that was found in it."""
        found: DocumentRecord = unpack(self._section(store, _RECORD))
        return found

    def _section(self, store: Store, number: int) -> bytes:
        if self.key:
            return store.section("documents", self.key, number)
        return self.sections[number - 1]


def reading_key(job: Job) -> str:
    """The key of a reading: the content, its name's suffix, and what reads it."""
    options = str(job.read_classified), job.ocr.mode, str(job.ocr.second)
    return key_of(reading_version(), job.sha256, job.path.suffix.lower(), *options)


def document_key(job: Job) -> str:
    """The key of all that a document gives: its reading, its name, and the rules."""
    said = (job.source, *_said(job), *map(repr, job.decided), *_areas(job))
    return key_of(rules_version(), reading_key(job), *said)


def _said(job: Job) -> tuple[str, ...]:
    said = job.override
    return said.title, said.number, said.issuer, said.area, said.issued, said.period


def _areas(job: Job) -> tuple[str, ...]:
    return (blake2b(job.areas, digest_size=20).hexdigest(),) if job.areas else ()


def recall(store: Store, job: Job, before: Mapping[str, Told]) -> Kept | None:
    """What an earlier run, or an earlier try of this one, kept of a document.

    ``before`` are those that the last run had, by key: their entries were sound then, and
    are looked at when they are wanted.
    """
    key = document_key(job)
    if key in before and store.used("documents", key):
        return Kept(before[key], key)
    if not store.has("documents", key):
        return None
    told = section_of(store.path("documents", key), _TOLD)
    return Kept(unpack(told), key) if told is not None else None


def keep(store: Store, job: Job, product: Product) -> Kept:
    """Put what a document gave into the store; failures are tried again the next time."""
    if product.reading:
        store.put("readings", reading_key(job), (product.reading,))
    if product.told.status not in ("ok", "partial"):
        return in_hand(product)
    key = document_key(job)
    store.put("documents", key, (pack(product.told), *product.sections))
    return Kept(product.told, key)


def in_hand(product: Product) -> Kept:
    """What is not worth an entry."""
    return Kept(product.told, sections=product.sections)
