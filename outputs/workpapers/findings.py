"""A check as a finding for people: criteria, condition, recomputation, evidence, repair.

The parts of a finding are those of audit guides (criteria, condition, effect); the cause
is not told, for it cannot be seen from a report: a harmless reading is told instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import get_args

from outputs.bilingual import filled, words
from outputs.cells import decimal_text
from solieu.amounts import amount, interval
from solieu.messages import Lang
from solieu.model import Check, Observation, Severity, Verdict
from solieu.places import place

PACKAGE = "outputs.workpapers"

#: Flags that say how a figure was read, not that there is a doubt.
DOUBTLESS = frozenset({"unit_inherited", "legacy_encoding"})

#: Verdicts that somebody should look at, in the order of what they weigh.
LOOK: tuple[Verdict, ...] = ("inconsistent", "unit_slip", "suspect", "truncated")

_WEIGHTS = {severity: -n for n, severity in enumerate(get_args(Severity))}
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Finding:
    """One check in words of one language; ``relative`` is the difference in % of stated."""

    check: Check
    source: str
    place: str
    criteria: str
    condition: str
    recomputation: str
    difference: str
    relative: Decimal | None
    evidence: str
    harmless: str
    explanation: str


@dataclass(frozen=True, slots=True)
class Book:
    """What findings refer to: observations by id, documents' sources by document_id."""

    figures: Mapping[str, Observation]
    sources: Mapping[str, str]


def text(key: str, lang: Lang, **values: object) -> str:
    """A text of the workpapers."""
    return filled(PACKAGE, key, lang, **values)


def ordered(checks: Iterable[Check], verdicts: Sequence[Verdict], book: Book) -> list[Check]:
    """The checks with these verdicts: the gravest first, then as the reports run."""
    chosen = [check for check in checks if check.verdict in verdicts]

    def rank(check: Check) -> tuple[int, int, str, int, str]:
        first = stated_figure(check, book.figures)
        return (
            _WEIGHTS[check.severity],
            verdicts.index(check.verdict),
            book.sources.get(check.document_id, ""),
            first.span.start if first else -1,
            check.check_id,
        )

    return sorted(chosen, key=rank)


def stated_figure(check: Check, figures: Mapping[str, Observation]) -> Observation | None:
    """The figure that is judged: the audit names it first."""
    return figures.get(check.observation_ids[0]) if check.observation_ids else None


def finding(check: Check, book: Book, lang: Lang) -> Finding:
    """One check as a finding in ``lang``."""
    first = stated_figure(check, book.figures)
    return Finding(
        check=check,
        source=book.sources.get(check.document_id, ""),
        place=place(first, lang) if first else "",
        criteria=text(f"criteria.{check.kind}", lang),
        condition=stated(check, first, lang),
        recomputation=recomputation(check, lang),
        difference=difference(check, lang),
        relative=relative(check),
        evidence=_evidence(check, book, lang),
        harmless=harmless(check, lang),
        explanation=check.explanation_vi if lang == "vi" else check.explanation_en,
    )


def stated(check: Check, first: Observation | None, lang: Lang) -> str:
    """The stated figure as written, else its value."""
    if first and first.raw:
        return " ".join(first.raw.split())
    return "" if check.stated is None else amount(check.stated, check.unit, lang)


def recomputation(check: Check, lang: Lang) -> str:
    """The formula, and the range its parts allow."""
    allowed = allowed_range(check, lang)
    return f"{check.formula}\n→ {allowed}" if check.formula and allowed else check.formula


def allowed_range(check: Check, lang: Lang) -> str:
    """The range that the parts of a check allow; empty where there is none."""
    low, high = check.recomputed_low, check.recomputed_high
    if low is None or high is None:
        return ""
    return interval(low, high, low if check.stated is None else check.stated, check.unit, lang)


def difference(check: Check, lang: Lang) -> str:
    """The distance from the range, with its unit: of two percentages it is in points."""
    if not check.difference:
        return ""
    unit = "percentage point" if check.unit == "%" else check.unit
    return amount(check.difference, unit, lang)


def relative(check: Check) -> Decimal | None:
    """The difference in per cent of the stated figure, to a hundredth."""
    if check.difference is None or not check.stated:
        return None
    share = abs(check.difference / check.stated) * 100
    return share.quantize(_HUNDREDTH) if share < 10**9 else None


def harmless(check: Check, lang: Lang) -> str:
    """What may explain the finding without a mistake of substance."""
    key = f"harmless.{check.verdict}"
    return text(key, lang) if key in words(PACKAGE) else ""


def _evidence(check: Check, book: Book, lang: Lang) -> str:
    """Each figure as written with its place, and the sentences they stand in, once each."""
    lines: dict[str, None] = {}
    for name in check.observation_ids:
        if one := book.figures.get(name):
            where = place(one, lang)
            if one.document_id != check.document_id:
                where = f"{book.sources.get(one.document_id, '')}: {where}"
            raw, context = " ".join(one.raw.split()), " ".join(one.context.split())
            about = f" {one.indicator}" if one.indicator else ""
            lines[f"• {raw}{about} [{where}]"] = None
            if context:
                lines[f"  “{context}”"] = None
    quotes = [line for line in lines if line.startswith("  ")]
    return "\n".join([*(line for line in lines if line not in quotes), *quotes])


def value_text(value: Decimal | None) -> str:
    """A value in full, empty for none."""
    return "" if value is None else decimal_text(value)
