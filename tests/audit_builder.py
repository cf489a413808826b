"""Small recognised documents for the tests of the audit, written as text.

``say`` marks figures in a sentence, ``table`` reads a grid; ``document`` puts them
together with true offsets, so that the audit sees what it sees in a real report.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from hashlib import sha256

from audit.audit import audit
from solieu.model import (
    Cell,
    Check,
    Document,
    DocumentInfo,
    Observation,
    Reading,
    Recognition,
    Span,
    Table,
    TablePlace,
)

MAGNITUDES = {"nghìn": 10**3, "triệu": 10**6, "tỷ": 10**9}
MEASURED = {"ha", "t", "tạ/ha", "%", "percentage point", "times"}

FIGURE = Observation(
    observation_id="", document_id="", source="t.txt", area="", section="", indicator="",
    indicator_id="", group="", measure="actual", compare_to="", target_authority="",
    period="2026-01", period_basis="stated", comparator="=", value=Decimal(0), unit="",
    resolution=Decimal(1), exact=True, obs_status="A", price_basis="", raw="", context="",
    page=0, paragraph=0, footnote="", table=0, row=0, column=0, char_start=0, char_end=0,
    bbox=None, flags=(), span=Span(0, 0),
)  # fmt: skip


def figure(raw: str, unit: str = "", **fields: object) -> Observation:
    """A figure as written: ``figure("11.112 triệu", "VND", measure="plan")``."""
    digits = re.search(r"-?\d[\d.]*(?:,\d+)?", raw)
    assert digits, raw
    whole, _, decimals = digits.group().replace(".", "").partition(",")
    scale = next((m for word, m in MAGNITUDES.items() if word in raw), 1)
    number = Decimal(f"{whole}.{decimals}" if decimals else whole)
    made = replace(
        FIGURE,
        raw=raw,
        unit=unit,
        value=number * scale,
        resolution=Decimal(scale).scaleb(-len(decimals)),
        exact=scale == 1 and not decimals and unit not in MEASURED,
    )
    return replace(made, **fields)  # type: ignore[arg-type]


@dataclass
class Said:
    """A sentence or list item: its figures are one statement."""

    text: str
    figures: Sequence[Observation]
    footnote: str = ""
    section: str = ""


def say(text: str, *figures: Observation, footnote: str = "", section: str = "") -> Said:
    return Said(text, figures, footnote, section)


@dataclass
class Grid:
    """A table: ``columns`` gives measure, unit and so on for each column of figures."""

    rows: Sequence[Sequence[str]]
    columns: Mapping[int, Mapping[str, object]]
    label: int = 1
    cells: list[Cell] = field(default_factory=list)


def table(text: str, columns: Mapping[int, Mapping[str, object]], label: int = 1) -> Grid:
    rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    return Grid(rows, columns, label)


def document(
    *parts: Said | Grid, period: str = "2026-01", area: str = "Phường Mẫu", name: str = "t"
) -> Recognition:
    """The parts one after another as one recognised report."""
    text, observations = "", list[Observation]()
    tables: list[TablePlace] = []
    for n, part in enumerate(parts):
        if isinstance(part, Said):
            observations += _sentence(part, n, len(text))
            text += part.text + "\n\n"
        else:
            written, cells, found = _grid(part, len(tables) + 1, n, len(text))
            span = Span(len(text), len(text) + len(written))
            tables.append(TablePlace(Table(len(tables) + 1, span, tuple(cells))))
            text, observations = text + written + "\n\n", observations + found
    digest = sha256((name + text + period).encode()).hexdigest()
    reading = Reading(f"{name}.txt", digest, "txt", text, ())
    identified = tuple(
        replace(o, observation_id=o.observation_id or f"{digest[:6]}-{n}", document_id=digest[:16])
        for n, o in enumerate(observations)
    )
    info = DocumentInfo(area=area, period=period)
    return Recognition(Document(reading, (), tuple(tables)), info, identified, ())


def _sentence(said: Said, number: int, offset: int) -> list[Observation]:
    found, at = [], 0
    for one in said.figures:
        start = said.text.index(one.raw, at)
        at = start + len(one.raw)
        span = Span(offset + start, offset + at)
        changes = {"footnote": said.footnote, "section": said.section, "context": said.text}
        one = replace(one, span=span, clause=number, paragraph=number + 1, **changes)  # type: ignore[arg-type]
        found.append(one)
    return found


def _grid(
    grid: Grid, number: int, clause: int, offset: int
) -> tuple[str, list[Cell], list[Observation]]:
    text, cells, found = "", list[Cell](), list[Observation]()
    for r, row in enumerate(grid.rows):
        for c, words in enumerate(row):
            text += "| "
            span = Span(offset + len(text), offset + len(text) + len(words))
            cells.append(Cell(span, r, c))
            if c in grid.columns and re.search(r"\d", words) and r:
                fields = dict(grid.columns[c])
                unit = str(fields.pop("unit", ""))
                shown = f"{words} {fields.pop('magnitude', '')}".strip()
                one = figure(shown, unit, indicator=row[grid.label], **fields)
                place = {"table": number, "row": r + 1, "column": c + 1, "raw": words}
                place |= {"span": span, "clause": clause * 1000 + r, "context": " | ".join(row)}
                found.append(replace(one, **place))  # type: ignore[arg-type]
            text += words + " "
        text += "|\n"
    return text, cells, found


# --- what the audit says of them -------------------------------------------------------

MONEY = {"unit": "VND", "magnitude": "triệu"}
PLAN = {"measure": "plan", "period": "2026", **MONEY}
DONE = {"measure": "estimate", **MONEY}
PERCENT = {"measure": "pct_of_plan", "unit": "%"}


def verdicts(recognition: Recognition) -> list[tuple[str, str, str]]:
    """Kind, verdict and formula of each check."""
    return [(check.kind, check.verdict, check.formula) for check in audit(recognition)]


def only(recognition: Recognition) -> Check:
    """The one check there is."""
    (check,) = audit(recognition)
    return check
