"""What only shows when all documents are seen together."""

from __future__ import annotations

from dataclasses import replace

from outputs.manifest import SideInput
from outputs.results import Results
from solieu.batch.settings import Settings
from solieu.model import DocumentRecord
from solieu.overrides import Overrides


def across(
    records: tuple[DocumentRecord, ...], overrides: Overrides, settings: Settings
) -> Results:
    """What only shows when all documents are seen together."""
    from audit.archive import audit_archive
    from normalize.indicators import match
    from normalize.series import build

    matching = match([record.recognition for record in records if record.recognition])
    matched = tuple(
        replace(record, recognition=matching.apply(record.recognition))
        if record.recognition
        else record
        for record in records
    )
    found = [record.recognition for record in matched if record.recognition]
    return Results(
        records=matched,
        archive_checks=audit_archive(found),
        series=build(found),
        indicators=matching.rows,
        side_inputs=tuple(SideInput(held.source, held.sha256) for held in overrides.files),
        settings={"read_classified": "true" if settings.read_classified else "false"},
    )
