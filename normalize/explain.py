"""How a phrase is read, step by step, for people who learn to trust it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from normalize.observe import observe_text


@dataclass(frozen=True, slots=True)
class Explained:
    """One number of the phrase.

    ``reason_or_measure`` is the measure of a quantity or the reason why it is none;
    ``value`` is in the base ``unit``; ``rule`` names the other words of the reading:
    label, base of comparison, comparator, period.
    """

    raw: str
    reason_or_measure: str
    value: Decimal | None
    unit: str
    rule: str


def explain(phrase: str, period: str = "") -> tuple[Explained, ...]:
    """Every number of ``phrase`` in order: quantities, and numbers that are none.

    ``period`` is what its document would cover (SDMX/ISO, may be empty).

    >>> [(e.raw, e.reason_or_measure) for e in explain("theo Nghị quyết số 17, thu 5 tỷ đồng")]
    [('17', 'legal_reference'), ('5 tỷ đồng', 'actual')]
    """
    recognition = observe_text(phrase, period)
    found = {o.observation_id: o for o in recognition.observations}
    result: list[Explained] = []
    seen: set[str] = set()
    for entry in recognition.numbers:
        observation = found.get(entry.observation_id)
        if observation is None:
            result.append(Explained(entry.raw, entry.reason, None, "", ""))
        elif observation.observation_id not in seen:
            seen.add(observation.observation_id)
            words = [
                f"{name}={value}"
                for name, value in (
                    ("indicator", observation.indicator),
                    ("group", observation.group),
                    ("compare_to", observation.compare_to),
                    ("authority", observation.target_authority),
                    ("comparator", "" if observation.comparator == "=" else observation.comparator),
                    ("period", observation.period),
                    ("flags", ";".join(observation.flags)),
                )
                if value
            ]
            result.append(
                Explained(
                    observation.raw,
                    observation.measure,
                    observation.value,
                    observation.unit,
                    ", ".join(words),
                )
            )
    return tuple(result)
