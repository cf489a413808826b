"""The workbook for people: what was audited, what was found, what is to be tested by hand.

Everything from a report is written as text, so that nothing in a label can become a
formula; the same results give the same bytes.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import get_args

from outputs.bilingual import words
from outputs.results import Results
from outputs.tables import Decisions
from outputs.workpapers.findings import (
    DOUBTLESS,
    LOOK,
    PACKAGE,
    Book,
    finding,
    ordered,
    text,
    value_text,
)
from outputs.workpapers.sample_sheet import write_sample
from outputs.workpapers.sampling import Plan
from outputs.workpapers.sheets import Cell, Column, Paper, Table
from solieu.errors import UsageError
from solieu.messages import Lang, say
from solieu.model import CheckKind, DocumentInfo, DocumentStatus, LedgerEntry, Observation, Verdict
from solieu.places import place

# A workbook has a day it was made on; the moment of writing would differ each time.
_NO_TIME = datetime(1980, 1, 1)


@dataclass(frozen=True, slots=True)
class Content:
    """What goes into the workbooks."""

    results: Results
    decisions: Decisions
    plan: Plan
    version: str


def workbook(content: Content, lang: Lang) -> bytes:
    """The workbook in ``lang``. Raises UsageError where xlsxwriter is not installed."""
    try:
        import xlsxwriter
    except ImportError as error:
        raise UsageError(
            "Chưa cài xlsxwriter để ghi sổ Excel; hãy chạy: pip install xlsxwriter",
            "xlsxwriter, which writes the workbook, is not installed: pip install xlsxwriter",
        ) from error
    results = content.results
    book = Book(
        {one.observation_id: one for one in results.observations},
        {one.sha256[:16]: one.source for one in results.records if one.recognition},
    )
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as file:
        file.set_properties(
            {"title": text("summary.title", lang), "author": "solieu", "created": _NO_TIME}
        )
        paper = Paper(file, lang)
        _summary(paper, content, lang)
        _findings(paper, content, book, lang, "findings", LOOK)
        _findings(paper, content, book, lang, "open", ("not_checkable",))
        _unread(paper, results, lang)
        write_sample(paper, results, content.plan, book, lang)
        _documents(paper, results, lang)
    return buffer.getvalue()


def doubtful(one: Observation) -> tuple[str, ...]:
    """The flags of a figure that are doubts."""
    return tuple(flag for flag in one.flags if flag not in DOUBTLESS)


# --- the sheets -----------------------------------------------------------------------


def _summary(paper: Paper, content: Content, lang: Lang) -> None:
    results = content.results
    statuses = Counter(record.status for record in results.records)
    told = dict(zip(("read", "partial", "failed", "skipped"), _counts(statuses), strict=True))
    unresolved = sum(entry.reason == "unresolved" for entry in results.numbers)
    judged = [check for check in results.checks if check.verdict != "not_checkable"]
    sheet = paper.notes("summary", text("summary.title", lang))
    sheet.line(text("summary.program", lang), f"solieu {content.version}")
    sheet.line(text("summary.inputs", lang), text("summary.inputs_told", lang, **told))
    sheet.line(text("summary.figures", lang), len(results.observations))
    counted = text("summary.of", lang, count=unresolved, all=len(results.numbers))
    sheet.line(text("summary.unresolved", lang), counted)
    sheet.line(text("summary.flagged", lang), sum(bool(doubtful(o)) for o in results.observations))
    sheet.line(text("summary.claims", lang), len(results.checks))
    counted = text("summary.of", lang, count=len(judged), all=len(results.checks))
    sheet.line(text("summary.coverage", lang), counted)
    verdicts = Counter(check.verdict for check in results.checks)
    for verdict in get_args(Verdict):
        sheet.line(f"    {say(f'verdict.{verdict}', lang)}", verdicts[verdict])
    sheet.blank()
    kinds = Counter((check.kind, check.verdict) for check in results.checks)
    names = [say(f"verdict.{one}", lang) for one in get_args(Verdict)]
    heads = [text("summary.kinds", lang), *names]
    rows: list[list[Cell]] = [
        [text(f"kind.{kind}", lang), *(kinds[kind, verdict] for verdict in get_args(Verdict))]
        for kind in get_args(CheckKind)
        if any(kinds[kind, verdict] for verdict in get_args(Verdict))
    ]
    sheet.grid(heads, rows)
    sheet.blank()
    for name in ("method", "limits", "kept", "repeat"):
        sheet.line(text(f"summary.{name}", lang), text(f"summary.{name}_told", lang))
    sheet.blank()
    for name in ("prepared", "reviewed"):
        sheet.line(text(f"summary.{name}", lang), "", box=True)


def _counts(statuses: Counter[DocumentStatus]) -> Iterable[int]:
    return (statuses[status] for status in get_args(DocumentStatus))


_FINDING_COLUMNS = (
    Column("n", 5),
    Column("check_id", 18),
    Column("source", 22),
    Column("place", 16),
    Column("verdict", 14),
    Column("severity", 9),
    Column("kind", 16),
    Column("indicator", 28),
    Column("period", 10),
    Column("criteria", 34),
    Column("condition", 16),
    Column("recomputation", 34),
    Column("difference", 16),
    Column("relative", 11),
    Column("evidence", 60),
    Column("harmless", 34),
    Column("repair", 24),
    Column("explanation", 60),
    Column("decision", 24, person=True),
    Column("reviewer", 16, person=True),
    Column("reviewed_on", 12, person=True),
    Column("note", 30, person=True),
)


def _findings(
    paper: Paper,
    content: Content,
    book: Book,
    lang: Lang,
    name: str,
    verdicts: Sequence[Verdict],
) -> None:
    rows = []
    for n, check in enumerate(ordered(content.results.checks, verdicts, book), start=1):
        told = finding(check, book, lang)
        rows.append(
            [
                n,
                check.check_id,
                told.source,
                told.place,
                say(f"verdict.{check.verdict}", lang),
                text(f"severity.{check.severity}", lang),
                text(f"kind.{check.kind}", lang),
                check.indicator,
                check.period,
                told.criteria,
                told.condition,
                told.recomputation,
                told.difference,
                told.relative,
                told.evidence,
                told.harmless,
                check.repair,
                told.explanation,
                *content.decisions.get(check.check_id, ("",) * 4),
            ]
        )
    paper.table(Table(name, _FINDING_COLUMNS, names=True, colour="verdict"), rows)


_UNREAD_COLUMNS = (
    Column("n", 5),
    Column("source", 22),
    Column("place", 18),
    Column("raw", 20),
    Column("why", 40),
    Column("value", 18),
    Column("unit", 12),
    Column("context", 80),
    Column("note", 30, person=True),
)


def _unread(paper: Paper, results: Results, lang: Lang) -> None:
    found: list[tuple[str, int, LedgerEntry | Observation, str]] = [
        (entry.source, entry.span.start, entry, text("why.unresolved", lang))
        for entry in results.numbers
        if entry.reason == "unresolved"
    ]
    for figure in results.observations:
        if flags := doubtful(figure):
            told = ", ".join(_flag(flag, lang) for flag in flags)
            why = text("why.flagged", lang, flags=told)
            found.append((figure.source, figure.span.start, figure, why))
    rows: list[list[Cell]] = []
    for n, (source, _, one, why) in enumerate(sorted(found, key=lambda f: f[:2]), start=1):
        value = value_text(one.value) if isinstance(one, Observation) else ""
        unit = one.unit if isinstance(one, Observation) else ""
        where = place(one, lang)
        cells: list[Cell] = [n, source, where, one.raw, why, value, unit, one.context, ""]
        rows.append(cells)
    paper.table(Table("unread", _UNREAD_COLUMNS), rows)


def _flag(flag: str, lang: Lang) -> str:
    key = f"flag.{flag}"
    return text(key, lang) if key in words(PACKAGE) else flag


_DOCUMENT_COLUMNS = (
    Column("n", 5),
    Column("source", 36),
    Column("status", 14),
    Column("reason", 44),
    Column("number", 18),
    Column("issuer", 28),
    Column("issued", 12),
    Column("period", 14),
    Column("title", 50),
    Column("figures", 10),
    Column("claims", 10),
    Column("disagree", 10),
    Column("asked", 10),
    Column("sha256", 66),
)


def _documents(paper: Paper, results: Results, lang: Lang) -> None:
    by_document: dict[str, Counter[str]] = {}
    for check in results.checks:
        by_document.setdefault(check.document_id, Counter())[check.verdict] += 1
    rows: list[list[Cell]] = []
    for n, one in enumerate(results.records, start=1):
        found = one.recognition
        verdicts = by_document.get(one.sha256[:16], Counter()) if found else Counter()
        info = found.info if found else DocumentInfo()
        head = (info.number, info.issuer, info.issued, info.period, info.title)
        counts: list[Cell] = ["", "", "", ""]
        if found:
            wrong = verdicts["inconsistent"] + verdicts["unit_slip"]
            counts = [len(found.observations), verdicts.total(), wrong, verdicts["suspect"]]
        status = text(f"status.{one.status}", lang)
        rows.append([n, one.source, status, one.reason, *head, *counts, one.sha256])
    paper.table(Table("documents", _DOCUMENT_COLUMNS), rows)
