"""What the page knows before a report is opened: documents, claims, series.

The details of a claim lie with its report, so that a page of many reports opens at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import get_args

from outputs.cells import decimal_text
from outputs.results import Results
from outputs.review.document_data import Strings, in_order
from outputs.tables import Decisions
from outputs.workpapers.findings import (
    allowed_range,
    difference,
    relative,
    stated,
    stated_figure,
)
from outputs.write import Json
from solieu.model import Check, CheckKind, DocumentRecord, Observation, Severity, Verdict

VERDICTS, KINDS, SEVERITIES = get_args(Verdict), get_args(CheckKind), get_args(Severity)

#: Columns of a series that tell it from others.
_SERIES = ("area", "indicator", "measure", "compare_to", "frequency", "unit", "price_basis")


@dataclass(frozen=True)
class Archive:
    """The results as the page numbers them."""

    results: Results
    decisions: Decisions

    @cached_property
    def numbers(self) -> Mapping[str, tuple[int, int]]:
        """observation_id -> number of its document, its number in it."""
        return {
            one.observation_id: (n, i)
            for n, record in enumerate(self.results.records)
            if record.recognition
            for i, one in enumerate(in_order(record.recognition.observations))
        }

    @cached_property
    def figures(self) -> Mapping[str, Observation]:
        """Observations by id."""
        return {one.observation_id: one for one in self.results.observations}

    @cached_property
    def documents(self) -> Mapping[str, int]:
        """document_id -> number of the record it was read for."""
        records = enumerate(self.results.records)
        return {one.sha256[:16]: n for n, one in records if one.recognition}

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """The checks in the order of the documents and of the figures they judge."""

        def place(check: Check) -> tuple[int, int, str]:
            first = self.numbers.get(check.observation_ids[0] if check.observation_ids else "")
            number = self.documents.get(check.document_id, -1)
            return number, first[1] if first else -1, check.check_id

        return tuple(sorted(self.results.checks, key=place))

    def references(self, check: Check) -> list[tuple[int, int]]:
        """The figures a check rests on."""
        return [self.numbers[name] for name in check.observation_ids if name in self.numbers]


def documents_data(archive: Archive) -> list[Json]:
    """A line for each input."""
    return [_document(record) for record in archive.results.records]


def _document(record: DocumentRecord) -> Json:
    found = record.recognition
    told: dict[str, Json] = {
        "source": record.source,
        "status": record.status,
        "reason": record.reason,
    }
    if found:
        unresolved = sum(entry.reason == "unresolved" for entry in found.numbers)
        info = found.info
        told |= {"title": info.title, "number": info.number, "issuer": info.issuer}
        told |= {"issued": info.issued, "period": info.period, "figures": len(found.observations)}
        told |= {"unresolved": unresolved, "text": bool(found.document.text)}
    return told


def checks_data(archive: Archive) -> dict[str, Json]:
    """The claims as columns; ``refs`` are the numbers (document, figure) of each in turn."""
    strings = Strings()
    columns: dict[str, list[Json]] = defaultdict(list)
    for check in archive.checks:
        look = check.verdict != "consistent"
        share = relative(check)
        said = stated(check, stated_figure(check, archive.figures), "vi")
        refs = archive.references(check)
        columns["id"].append(check.check_id)
        columns["document"].append(archive.documents.get(check.document_id, -1))
        columns["kind"].append(KINDS.index(check.kind))
        columns["verdict"].append(VERDICTS.index(check.verdict))
        columns["severity"].append(SEVERITIES.index(check.severity))
        columns["indicator"].append(strings.number(check.indicator))
        columns["stated"].append(strings.number(said))
        columns["relative"].append(decimal_text(share) if share else "")
        columns["vi"].append(strings.number(allowed_range(check, "vi") if look else ""))
        columns["en"].append(strings.number(allowed_range(check, "en") if look else ""))
        columns["count"].append(len(refs))
        for number, figure in refs:
            columns["refs"] += [number, figure]
    return {**columns, "s": strings.texts}


def details_by_document(archive: Archive) -> dict[int, dict[str, Json]]:
    """The details of the claims, by the number of their document and their own."""
    held: dict[int, dict[str, Json]] = defaultdict(dict)
    for i, check in enumerate(archive.checks):
        held[archive.documents.get(check.document_id, -1)][str(i)] = _details(check)
    return held


def _details(check: Check) -> Json:
    if check.verdict == "consistent":
        return {"formula": check.formula, "period": check.period}
    return {
        "formula": check.formula,
        "period": check.period,
        "repair": check.repair,
        "difference": [difference(check, "vi"), difference(check, "en")],
        "explanation": [check.explanation_vi, check.explanation_en],
    }


def series_data(archive: Archive) -> list[Json]:
    """Series of two periods or more: what tells them apart, and their points.

    A point is (period, value, vintage, document, figure, latest).
    """
    groups: dict[tuple[str, ...], list[Json]] = defaultdict(list)
    periods: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for row in archive.results.series:
        if row.observation_id in archive.numbers:
            key = tuple(str(getattr(row, name)) for name in _SERIES)
            number, figure = archive.numbers[row.observation_id]
            value = decimal_text(row.value)
            point: list[Json] = [row.period, value, row.vintage, number, figure, int(row.latest)]
            groups[key].append(point)
            periods[key].add(row.period)
    return [[list(key), points] for key, points in groups.items() if len(periods[key]) > 1]
