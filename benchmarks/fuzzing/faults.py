"""What must hold for everything that was read, whatever the file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from solieu.model import Check, DocumentRecord, Observation, Recognition

_DIGITS = re.compile(r"[0-9]+")


def faults(record: DocumentRecord) -> Iterator[str]:
    """Sentences on what does not hold; none is as it should be."""
    if not record.reason and record.status != "ok":
        yield f"{record.status} without a reason"
    found = record.recognition
    if found is None:
        return
    yield from _of_spans(found)
    yield from _of_ledger(found)
    yield from _of_checks(found, record.checks)


def _of_spans(found: Recognition) -> Iterator[str]:
    text = found.document.text
    spans = sorted((one.span.start, one.span.end) for one in found.observations)
    if any(a[1] > b[0] for a, b in pairwise(spans)):
        yield "two observations overlap"
    for one in found.observations:
        if not 0 <= one.span.start < one.span.end <= len(text):
            yield f"span of {one.raw!r} out of the text"
        elif text[one.span.start : one.span.end] != one.raw:
            yield f"raw {one.raw!r} is not what stands there"
        if one.value is not None and not one.value.is_finite():
            yield f"value of {one.raw!r} is {one.value}"
    place = found.document.reading
    for paragraph in place.paragraphs:
        if not 0 <= paragraph.span.start <= paragraph.span.end <= len(text):
            yield "span of a paragraph out of the text"
    for table in place.tables:
        for cell in table.cells:
            if not 0 <= cell.span.start <= cell.span.end <= len(text):
                yield "span of a cell out of the text"


def _of_ledger(found: Recognition) -> Iterator[str]:
    ids = Counter(one.observation_id for one in found.observations)
    if len(ids) != len(found.observations):
        yield "two observations of one id"
    linked: set[str] = set()
    covered: list[tuple[int, int]] = []
    for entry in found.numbers:
        if (entry.reason == "observation") != (entry.observation_id in ids):
            yield f"row of {entry.raw!r} ({entry.reason}) names {entry.observation_id!r}"
        linked.add(entry.observation_id)
        covered.append((entry.span.start, entry.span.end))
    covered.sort()
    if any(a[1] > b[0] for a, b in pairwise(covered)):
        yield "two rows for one number"
    yield from _of_runs(found.document.text, covered)
    # Cells of words have no value, and cells of workbooks may show a value without a number.
    shown = [one for one in found.observations if one.value is not None and not _stored(found, one)]
    missing = [one.raw for one in shown if one.observation_id not in linked]
    if missing:
        yield f"observations without a row: {missing[:3]}"


def _stored(found: Recognition, one: Observation) -> bool:
    tables = found.document.reading.tables
    cells = (cell for table in tables if table.number == one.table for cell in table.cells)
    return any(cell.stored is not None and cell.row + 1 == one.row for cell in cells)


def _of_runs(text: str, covered: list[tuple[int, int]]) -> Iterator[str]:
    """Every run of digits lies in one row, whole."""
    at = 0
    for run in _DIGITS.finditer(text):
        while at < len(covered) and covered[at][1] <= run.start():
            at += 1
        if at == len(covered) or covered[at][0] > run.start() or covered[at][1] < run.end():
            yield f"no row for {run[0]!r} at {run.start()}"
            return


def _of_checks(found: Recognition, checks: tuple[Check, ...]) -> Iterator[str]:
    ids = {one.observation_id for one in found.observations}
    if len({one.check_id for one in checks}) != len(checks):
        yield "two checks of one id"
    for one in checks:
        if not set(one.observation_ids) <= ids:
            yield f"check {one.kind} names an observation that is none"
        low, high = one.recomputed_low, one.recomputed_high
        if low is not None and high is not None and low > high:
            yield f"check {one.kind}: {low} > {high}"
        if not one.explanation_vi or not one.explanation_en:
            yield f"check {one.kind} {one.verdict} without an explanation"
