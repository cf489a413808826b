"""From a judged claim to a row of checks.csv."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256

from audit.claims import Claim
from audit.explain import Link, explain, repair_text
from audit.intervals import Interval, outward
from audit.verdict import Judgement, severity_of
from audit.wording import decimals_of, formula, last_digit
from solieu.model import Check, Severity, Verdict


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim with its judgement, before it becomes a row.

    ``topic`` picks its sentences. ``link`` says with which other findings it shares its
    cause. ``check_id`` is sixteen hex digits that stay the same as long as the same
    figures are claimed: hash of document, kind, rule with its version, observations.
    """

    claim: Claim
    judgement: Judgement
    topic: str
    link: Link = field(default=Link())

    @property
    def verdict(self) -> Verdict:
        """The verdict of the judgement."""
        return self.judgement.verdict

    @property
    def check_id(self) -> str:
        """The id that the row will have."""
        claim = self.claim
        parts = [claim.stated.document_id, claim.kind, claim.rule, *claim.observation_ids]
        return sha256("\n".join(parts).encode()).hexdigest()[:16]


def settle(claim: Claim, judgement: Judgement, topic: str = "") -> Judged:
    """The judged claim; ``topic`` picks its sentences (default: its kind)."""
    return Judged(claim, judgement, topic or claim.kind)


def check_of(judged: Judged) -> Check:
    """The row for a judged claim."""
    claim, judgement, topic = judged.claim, judged.judgement, judged.topic
    stated = claim.stated
    low = high = difference = value = None
    if judgement.recomputed is not None and judgement.verdict != "not_checkable":
        decimals = decimals_of(last_digit(stated)) + 2
        low, high = outward(judgement.recomputed, decimals)
        if claim.relation.sign and stated.value is not None:
            value = Decimal(format(stated.value, "f"))
            difference = _decimal(judgement.gap, decimals)
    severity: Severity = "info" if judged.link.cause else severity_of(claim, judgement)
    return Check(
        check_id=judged.check_id,
        document_id=stated.document_id,
        kind=claim.kind,
        verdict=judgement.verdict,
        severity=severity,
        stated=value,
        recomputed_low=low,
        recomputed_high=high,
        difference=difference,
        unit=stated.unit,
        indicator=stated.indicator,
        period=stated.period,
        observation_ids=claim.observation_ids,
        formula=formula(claim),
        explanation_vi=explain(claim, judgement, topic, "vi", judged.link),
        explanation_en=explain(claim, judgement, topic, "en", judged.link),
        repair=repair_text(judgement),
    )


def _decimal(gap: Fraction, decimals: int) -> Decimal:
    """The gap rounded up, so that a difference never shows as none."""
    return outward(Interval(gap, gap), decimals)[1]
