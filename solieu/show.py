"""What the commands print, as lines of text."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, get_args

from outputs.grid import GridColumn, grid
from solieu.amounts import amount, interval
from solieu.messages import Lang, say
from solieu.model import Check, LedgerEntry, Observation, Severity, Verdict
from solieu.places import place

if TYPE_CHECKING:
    from solieu.api import Report
    from solieu.pipeline import RunResult


_QUIET = ("consistent", "truncated")
_WEIGHTS = {severity: -n for n, severity in enumerate(get_args(Severity))}


def audit_lines(report: Report, lang: Lang, width: int) -> Iterator[str]:
    """The audit of one report: a table of claims, explanations, a summary."""
    if not report.checks:
        yield say("check.none", lang)
        yield coverage_line(report, lang)
        return
    figures = {one.observation_id: one for one in report.observations}
    ordered = sorted(report.checks, key=lambda check: _place_in_text(check, figures))
    names = [f"check.{name}" for name in ("verdict", "place", "stated", "recomputed", "indicator")]
    heads = [say(name, lang) for name in names]
    columns = [
        GridColumn("#", 4, right=True),
        GridColumn(heads[0], 15),
        GridColumn(heads[1], 20),
        GridColumn(heads[2], 18),
        GridColumn(heads[3], 30),
        GridColumn(heads[4], lines=2),
    ]
    rows = [
        (str(n), *_claim_cells(check, figures, lang)) for n, check in enumerate(ordered, start=1)
    ]
    yield from grid(columns, rows, width)
    yield from _findings(ordered, figures, lang, width)
    yield ""
    yield summary_line(report.checks, lang)
    yield coverage_line(report, lang)
    from audit.coverage import coverage

    yield from reach_lines(coverage(report.recognition, report.checks), lang)


def summary_line(checks: Sequence[Check], lang: Lang) -> str:
    """How many claims got which verdict."""
    counts = Counter(check.verdict for check in checks)
    told = ", ".join(
        say(f"counted.{verdict}", lang, count=counts[verdict])
        for verdict in get_args(Verdict)
        if counts[verdict]
    )
    return say("check.summary", lang, checks=len(checks), verdicts=told)


def coverage_line(report: Report, lang: Lang) -> str:
    """How much of the report the audit reaches."""
    checked = [check for check in report.checks if check.verdict != "not_checkable"]
    covered = {name for check in checked for name in check.observation_ids}
    return say(
        "check.coverage",
        lang,
        checked=len(checked),
        checks=len(report.checks),
        covered=len(covered),
        observations=len(report.observations),
        unresolved=unresolved(report.numbers),
        numbers=len(report.numbers),
    )


def reach_lines(counts: Mapping[str, int], lang: Lang) -> Iterator[str]:
    """How many of the stated percentages and totals were checked, and why not the rest."""
    from audit.coverage import REASONS

    for kind in ("percentages", "totals"):
        if not counts.get(kind):
            continue
        reasons = [
            say(f"reach.{why}", lang, count=count)
            for why in REASONS
            if (count := counts.get(f"{kind}.{why}", 0))
        ]
        told = say(
            f"reach.{kind}", lang, checked=counts.get(f"{kind}.checked", 0), stated=counts[kind]
        )
        yield f"{told} ({', '.join(reasons)})." if reasons else f"{told}."


def unresolved(numbers: Sequence[LedgerEntry]) -> int:
    """How many runs of digits were not understood."""
    return sum(entry.reason == "unresolved" for entry in numbers)


def _claim_cells(
    check: Check, figures: Mapping[str, Observation], lang: Lang
) -> tuple[str, str, str, str, str]:
    first = _stated_figure(check, figures)
    stated, recomputed = "", ""
    if first and first.raw:
        stated = " ".join(first.raw.split())
    elif check.stated is not None:
        stated = amount(check.stated, check.unit, lang)
    low, high = check.recomputed_low, check.recomputed_high
    if low is not None and high is not None:
        like = low if check.stated is None else check.stated
        recomputed = interval(low, high, like, check.unit, lang)
    verdict = say(f"verdict.{check.verdict}", lang)
    return verdict, place(first, lang) if first else "", stated, recomputed, check.indicator


def _stated_figure(check: Check, figures: Mapping[str, Observation]) -> Observation | None:
    """The figure that is judged: the audit names it first."""
    return figures.get(check.observation_ids[0]) if check.observation_ids else None


def _place_in_text(check: Check, figures: Mapping[str, Observation]) -> tuple[int, str]:
    first = _stated_figure(check, figures)
    return (first.span.start if first else -1), check.check_id


def _findings(
    ordered: Sequence[Check], figures: Mapping[str, Observation], lang: Lang, width: int
) -> Iterator[str]:
    """The explanation of every claim that is not consistent, the gravest first."""
    numbered = [pair for pair in enumerate(ordered, start=1) if pair[1].verdict != "consistent"]
    if not numbered:
        return
    yield ""
    yield say("check.findings", lang)
    for n, check in sorted(numbered, key=lambda pair: (_WEIGHTS[pair[1].severity], pair[0])):
        yield ""
        first = _stated_figure(check, figures)
        where = f" · {place(first, lang)}" if first else ""
        yield from _wrapped(
            f"[{n}] ", f"{say(f'verdict.{check.verdict}', lang)}{where} · {check.indicator}", width
        )
        said = check.explanation_vi if lang == "vi" else check.explanation_en
        yield from _wrapped("    ", said, width)
        if check.repair:
            yield from _wrapped("    ", f"{say('check.repair', lang)}: {check.repair}", width)
        if first and first.context and check.verdict not in _QUIET:
            said = _around(first.raw, " ".join(first.context.split()))
            yield from _wrapped("    ", f"{say('check.quote', lang)}: “{said}”", width)


def _around(raw: str, context: str, room: int = 240) -> str:
    """``context``, cut to about ``room`` characters around ``raw``."""
    if len(context) <= room:
        return context
    middle = max(context.find(" ".join(raw.split())), 0) + len(raw) // 2
    start = min(max(middle - room // 2, 0), len(context) - room)
    end = start + room
    if start:
        start = context.find(" ", start) + 1
    if end < len(context):
        end = context.rfind(" ", 0, end)
    return ("… " if start else "") + context[start:end] + (" …" if end < len(context) else "")


def _wrapped(prefix: str, text: str, width: int) -> Iterator[str]:
    yield from textwrap.wrap(
        " ".join(text.split()),
        width,
        initial_indent=prefix,
        subsequent_indent=" " * len(prefix),
        break_on_hyphens=False,
    )


def run_lines(result: RunResult, lang: Lang) -> Iterator[str]:
    """The summary of a run."""
    totals = result.totals
    counts = totals.documents
    yield say(
        "run.documents",
        lang,
        read=counts["ok"],
        partial=counts["partial"],
        failed=counts["failed"],
        skipped=counts["skipped"],
    )
    yield say(
        "run.figures",
        lang,
        observations=totals.rows["observations"],
        unresolved=totals.numbers["unresolved"],
        numbers=totals.rows["numbers"],
    )
    verdicts = totals.checks
    yield say(
        "run.checks",
        lang,
        checks=totals.rows["checks"],
        agree=verdicts["consistent"] + verdicts["truncated"],
        wrong=verdicts["inconsistent"] + verdicts["unit_slip"],
        suspect=verdicts["suspect"],
        open=verdicts["not_checkable"],
    )
    yield from reach_lines(totals.coverage, lang)
    yield say("run.written", lang, out=result.place)


def failure_lines(result: RunResult, lang: Lang) -> Iterator[str]:
    """Inputs that were not read, or not wholly, and why."""
    told = dict(result.refusals)
    for record in result.documents:
        if record.status == "partial":
            why = told[record.source].text(lang)
            yield f"{say('run.partial', lang)}: {record.source}: {why}"
        elif record.status == "failed":
            why = told[record.source].text(lang)
            yield f"{say('run.failed', lang)}: {record.source}: {why}"


def notice_lines(result: RunResult, lang: Lang) -> Iterator[str]:
    """Inputs that were left out on purpose, and oddities that stopped nothing.

    Inputs with the same reason share a line; documents.csv has a row for each.
    """
    told = dict(result.refusals)
    skipped = [record.source for record in result.documents if record.status == "skipped"]
    by_reason: dict[str, list[str]] = {}
    for source in skipped:
        by_reason.setdefault(told[source].text(lang), []).append(source)
    for why, sources in by_reason.items():
        if len(sources) == 1:
            yield f"{say('run.skipped', lang)}: {sources[0]}: {why}"
        else:
            kinds = ", ".join(sorted({PurePath(source).suffix for source in sources}))
            counted = say("run.several", lang, count=len(sources), kinds=kinds)
            yield f"{say('run.skipped', lang)}: {counted}: {why}"
    for notice in result.notices:
        yield f"{say('run.notice', lang)}: {notice.text(lang)}"
