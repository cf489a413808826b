"""What only shows when all documents are seen together, without holding them together.

What a document alone decides was made ready when it was read: here it is only sorted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from audit.archive import audit_archive
from normalize.indicators import IndicatorRow, merged, names_of, own_names, row_order
from normalize.series import Shared, joined, report_figures
from normalize.territories import Doubt
from outputs.archive_tables import Across
from outputs.manifest import SideInput
from outputs.results import Results
from solieu.batch.between import Between, own_claims
from solieu.batch.kept import Kept
from solieu.batch.labels import Labels
from solieu.batch.outlines import outlined
from solieu.batch.store import Store
from solieu.batch.stretches import Stretches
from solieu.model import DocumentRecord


def across(kept: Sequence[Kept], store: Store, room: Path, titles: Mapping[str, str]) -> Across:
    """The tables that need all documents; ``room`` is a folder for temporary files.

    ``titles`` name the ids that people gave to series the catalogue does not know.
    """
    labels, between, shared = Labels(room), Between(store), Shared()
    series = Stretches(store, room, shared)
    read = _read(kept)
    for shelf, outline in outlined(read, store):
        here = [read[n] for n in shelf.places]
        labels.add(outline.labels)
        shared.hear_all(outline.areas, outline.first)
        series.add(shelf, outline, [one.key for one in here])
        for one, told in zip(here, outline.reports, strict=True):
            between.add(one, told)
    shared.names = names_of(labels.keys, titles)
    between.judge()
    return Across(between.lines.at, series.all(), merged(labels, shared.names))


def labels_of(kept: Sequence[Kept], store: Store) -> Iterator[IndicatorRow]:
    """The rows of indicators.csv of all documents, some of those that agree put together."""
    for _, outline in outlined(_read(kept), store):
        yield from outline.labels


def places_of(kept: Sequence[Kept], store: Store) -> Iterator[tuple[str, Doubt | None]]:
    """The places that lists of areas leave as they are written, and why."""
    for _, outline in outlined(_read(kept), store):
        yield from outline.places


def territories_of(kept: Sequence[Kept], store: Store) -> dict[str, Mapping[str, str]]:
    """What lists of areas call the series of places, by source of the document."""
    read = _read(kept)
    return {
        read[n].told.source: told.territories
        for shelf, outline in outlined(read, store)
        for n, told in zip(shelf.places, outline.reports, strict=True)
    }


def _read(kept: Sequence[Kept]) -> list[Kept]:
    return [one for one in kept if one.key]


def in_memory(
    records: tuple[DocumentRecord, ...],
    territories: Mapping[str, Mapping[str, str]],
    labels: Iterable[IndicatorRow],
    titles: Mapping[str, str],
    side_inputs: tuple[SideInput, ...],
    settings: Mapping[str, str],
) -> Results:
    """The same from all documents at once, for those who want to hold them."""
    read = {id(record.recognition): record for record in records if record.recognition}
    found = [record.recognition for record in records if record.recognition]
    figures = [
        report_figures(record.recognition, territories.get(record.source))
        for record in records
        if record.recognition
    ]
    ordered = sorted(labels, key=row_order)
    names = own_names(ordered, titles)
    return Results(
        records=records,
        archive_checks=audit_archive(found, lambda report: own_claims(read[id(report)])),
        series=joined(figures, names),
        indicators=tuple(merged(ordered, names)),
        side_inputs=side_inputs,
        settings=settings,
    )
