"""From a judged claim to a row of checks.csv."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from hashlib import sha256

from audit.claims import Claim
from audit.explain import explain, repair_text
from audit.intervals import Interval, outward
from audit.verdict import Judgement, severity_of
from audit.wording import decimals_of, formula, last_digit
from solieu.model import Check


def settle(claim: Claim, judgement: Judgement, topic: str = "") -> Check:
    """The check for a judged claim; ``topic`` picks its sentences (default: its kind)."""
    stated = claim.stated
    topic = topic or claim.kind
    low = high = difference = value = None
    if judgement.recomputed is not None and judgement.verdict != "not_checkable":
        decimals = decimals_of(last_digit(stated)) + 2
        low, high = outward(judgement.recomputed, decimals)
        if claim.relation.sign and stated.value is not None:
            value = Decimal(format(stated.value, "f"))
            difference = _decimal(judgement.gap, decimals)
    return Check(
        check_id=check_id(claim),
        document_id=stated.document_id,
        kind=claim.kind,
        verdict=judgement.verdict,
        severity=severity_of(claim, judgement),
        stated=value,
        recomputed_low=low,
        recomputed_high=high,
        difference=difference,
        unit=stated.unit,
        indicator=stated.indicator,
        period=stated.period,
        observation_ids=claim.observation_ids,
        formula=formula(claim),
        explanation_vi=explain(claim, judgement, topic, "vi"),
        explanation_en=explain(claim, judgement, topic, "en"),
        repair=repair_text(judgement),
    )


def check_id(claim: Claim) -> str:
    """Sixteen hex digits that stay the same as long as the same figures are claimed.

    Hash of document, kind, rule with its version, and the observations in their order.
    """
    parts = [claim.stated.document_id, claim.kind, claim.rule, *claim.observation_ids]
    return sha256("\n".join(parts).encode()).hexdigest()[:16]


def _decimal(gap: Fraction, decimals: int) -> Decimal:
    """The gap rounded up, so that a difference never shows as none."""
    return outward(Interval(gap, gap), decimals)[1]
