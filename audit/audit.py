"""All claims of one document, judged."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from audit.agreement import agreement_checks
from audit.amounts_in_words import words_checks
from audit.balance import balance_checks
from audit.change import change_checks
from audit.checks import Judged, check_of
from audit.columns import column_checks
from audit.duplicates import duplicate_checks
from audit.found_sums import found_sum_checks
from audit.fraction import fraction_checks
from audit.production import production_checks
from audit.proportions import proportion_checks
from audit.ratio import ratio_checks
from audit.reconcile import reconcile
from audit.register import Register
from audit.shares import share_total_checks
from audit.sums import sum_checks
from audit.totals import total_checks
from solieu.model import Check, Recognition

Rule = Callable[[Register], Iterator[Judged]]

RULES: tuple[Rule, ...] = (
    ratio_checks,
    column_checks,
    fraction_checks,
    proportion_checks,
    change_checks,
    sum_checks,
    found_sum_checks,
    balance_checks,
    production_checks,
    total_checks,
    share_total_checks,
    agreement_checks,
    words_checks,
    duplicate_checks,
)


def audit(recognition: Recognition) -> tuple[Check, ...]:
    """Every claim that can be recomputed from the document's own figures.

    The checks stand in the order of the stated figures in the text, so that the same
    document gives the same rows.
    """
    register = Register.of(recognition)
    reconciled = reconcile(_judged(register), register.observations)

    def place(check: Check) -> tuple[int, str, tuple[str, ...]]:
        return register.rank[check.observation_ids[0]], check.kind, check.observation_ids

    return tuple(sorted(map(check_of, reconciled), key=place))


def claims_of(recognition: Recognition) -> Sequence[Judged]:
    """The same claims, each judged by itself: no repair named, no cause looked for."""
    return _judged(Register.of(recognition))


def _judged(register: Register) -> list[Judged]:
    """What the rules find; a claim that two of them find is there once."""
    found: dict[tuple[str, tuple[str, ...]], Judged] = {}
    for rule in RULES:
        for judged in rule(register):
            found.setdefault((judged.claim.kind, judged.claim.observation_ids), judged)
    return list(found.values())
