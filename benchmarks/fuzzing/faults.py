"""What must hold for everything that was read, whatever the file."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from outputs.columns import table as columns_of
from outputs.rendered import rendered
from solieu.model import Check, DocumentRecord, Observation, Recognition

_DIGITS = re.compile(r"[0-9０-９]+")
#: One number and nothing else with a digit: what stands before and behind is a word or a unit.
_ONE_NUMBER = re.compile(r"[^\d/^]*?(?P<number>\d(?:[\d.,'\s]*\d)?)(?P<behind>[^\d]*)", re.DOTALL)
_DEEPEST = 100
_NOT_AS_WRITTEN = ("rưỡi", "ruoi", "nửa", "phần", "e+", "e-", "/")


def faults(record: DocumentRecord) -> Iterator[str]:
    """Sentences on what does not hold; none is as it should be."""
    if not record.reason and record.status != "ok":
        yield f"{record.status} without a reason"
    found = record.recognition
    if found is None:
        return
    yield from _of_spans(found)
    yield from _of_values(found)
    yield from _of_ledger(found)
    yield from _of_ties(found)
    yield from _of_checks(found, record.checks)
    yield from _of_lines(record)


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
        if not 0 <= one.char_start < one.char_end:
            yield f"characters {one.char_start} to {one.char_end} of {one.raw!r}"
    place = found.document.reading
    for paragraph in place.paragraphs:
        if not 0 <= paragraph.span.start <= paragraph.span.end <= len(text):
            yield "span of a paragraph out of the text"
    for table in place.tables:
        for cell in table.cells:
            if not 0 <= cell.span.start <= cell.span.end <= len(text):
                yield "span of a cell out of the text"


def _of_values(found: Recognition) -> Iterator[str]:
    """A value has the digits that are written, and is a whole number of its resolution."""
    stored = _stored_rows(found)
    for one in found.observations:
        value, step = one.value, one.resolution
        if value is None:
            continue
        if not value.is_finite() or (step is not None and not (step.is_finite() and step > 0)):
            yield f"value of {one.raw!r} is {value}, its resolution {step}"
        elif (one.table, one.row) not in stored:
            if not _of_its_digits(one.raw, value):
                yield f"value of {one.raw!r} is {value}"
            if step and not any(word in one.raw for word in _NOT_AS_WRITTEN):
                whole = value.scaleb(-step.adjusted())
                if whole != whole.to_integral_value():
                    yield f"value of {one.raw!r} is {value}, its resolution {step}"


def _of_its_digits(raw: str, value: Decimal) -> bool:
    """Whether the value has the digits of ``raw`` but for zeros at either end; where one
    number stands in it and no word that changes digits ("rưỡi")."""
    match = _ONE_NUMBER.fullmatch(raw)
    if match is None or any(word in raw.lower() for word in _NOT_AS_WRITTEN):
        return True
    written = "".join(str(int(digit)) for digit in "".join(_DIGITS.findall(match["number"])))
    return "".join(map(str, value.as_tuple().digits)).strip("0") == written.strip("0")


def _stored_rows(found: Recognition) -> set[tuple[int, int]]:
    """Rows of workbooks, by table and number: they may show other digits than they hold."""
    return {
        (table.number, cell.row + 1)
        for table in found.document.reading.tables
        for cell in table.cells
        if cell.stored is not None
    }


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
    stored = _stored_rows(found)
    missing = [
        one.raw
        for one in found.observations
        if one.value is not None
        and (one.table, one.row) not in stored
        and one.observation_id not in linked
    ]
    if missing:
        yield f"observations without a row: {missing[:3]}"


def _of_runs(text: str, covered: list[tuple[int, int]]) -> Iterator[str]:
    """Every run of digits lies in one row, whole."""
    at = 0
    for run in _DIGITS.finditer(text):
        while at < len(covered) and covered[at][1] <= run.start():
            at += 1
        if at == len(covered) or covered[at][0] > run.start() or covered[at][1] < run.end():
            yield f"no row for {run[0]!r} at {run.start()}"
            return


def _of_ties(found: Recognition) -> Iterator[str]:
    """What a figure hangs on is a figure of the same report, and not itself."""
    ids = {one.observation_id for one in found.observations}
    for one in found.observations:
        for name in (one.whole, one.fraction_of):
            if name and (name not in ids or name == one.observation_id):
                yield f"{one.raw!r} hangs on {name!r}"
    yield from _of_circles({one.observation_id: one for one in found.observations})


def _of_circles(by_id: dict[str, Observation]) -> Iterator[str]:
    for one in by_id.values():
        above, seen = one.whole, {one.observation_id}
        while above and above in by_id and len(seen) < len(by_id) + 1:
            if above in seen:
                yield f"{one.raw!r} is a part of itself"
                return
            seen.add(above)
            above = by_id[above].whole
            if len(seen) > _DEEPEST:  # a chain that long is read, however odd
                break


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


def _of_lines(record: DocumentRecord) -> Iterator[str]:
    """The lines that a run writes are rows of their table, one for each figure and number."""
    found = record.recognition
    assert found is not None
    lines = rendered(record)
    for name, text, count in (
        ("documents", lines.document, 1),
        ("observations", lines.observations, len(found.observations)),
        ("numbers", lines.numbers, len(found.numbers)),
    ):
        rows = list(csv.reader(io.StringIO(text, newline="")))
        width = len(columns_of(name).header)
        if len(rows) != count or any(len(row) != width for row in rows):
            yield f"{name}: {len(rows)} rows, {count} expected"
