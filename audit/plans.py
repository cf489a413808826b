"""The plan of an indicator when the statement itself does not name it.

"Ước thực hiện 20,684 tỷ đồng, đạt 6% dự toán": the plan may stand in the annex.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from audit.figures import is_level, same_unit, stands_for
from audit.labels import alike, key, tokens, within
from audit.register import Register
from audit.timing import covers
from solieu.model import Observation

_RAREST = 3  # syllables looked up; the common ones would bring in every plan
_ALIKE = 0.5  # an equal id alone is not trusted where labels share less than half


class PlanFinder:
    """Plans of one document, by indicator."""

    def __init__(self, register: Register) -> None:
        """Index the plans of ``register``."""
        self.register = register
        self.by_token: defaultdict[str, list[Observation]] = defaultdict(list)
        self.by_indicator: defaultdict[str, list[Observation]] = defaultdict(list)
        for observation in register.observations:
            if observation.measure != "plan":
                continue
            for token in tokens(observation.indicator):
                self.by_token[token].append(observation)
            if observation.indicator_id:
                self.by_indicator[observation.indicator_id].append(observation)

    def find(self, percent: Observation, level: Observation) -> Sequence[Observation]:
        """Plans that ``percent`` may be about, one for each value, the surest kind only.

        Equal labels or indicators come first. A label that says more or less than the
        other counts only with a witness: its own row gives the same percentage or the
        same realised figure.
        """
        sure: list[Observation] = []
        witnessed: list[Observation] = []
        for plan in self._nearby(level):
            if not _fits(plan, percent, level):
                continue
            label, other = plan.indicator, level.indicator
            same_id = bool(level.indicator_id) and plan.indicator_id == level.indicator_id
            if key(label) == key(other) or (same_id and alike(label, other) >= _ALIKE):
                sure.append(plan)
            elif (within(label, other) or same_id) and self._witnessed(plan, percent, level):
                witnessed.append(plan)
        return _one_for_each_value(sure or witnessed)

    def _nearby(self, level: Observation) -> Sequence[Observation]:
        """Plans that share one of the rarest syllables of the label, or the indicator."""
        found = list(self.by_indicator.get(level.indicator_id, ()))
        lists = [self.by_token[t] for t in tokens(level.indicator) if t in self.by_token]
        for plans in sorted(lists, key=len)[:_RAREST]:
            found += plans
        return list({plan.observation_id: plan for plan in found}.values())

    def _witnessed(self, plan: Observation, percent: Observation, level: Observation) -> bool:
        for other in self.register.companions(plan):
            if other.measure == percent.measure and other.value == percent.value:
                return True
            if (
                is_level(other)
                and same_unit(other.unit, level.unit)
                and stands_for(other, "rounded").meets(stands_for(level, "rounded"))
            ):
                return True
        return False


def _fits(plan: Observation, percent: Observation, level: Observation) -> bool:
    if not same_unit(plan.unit, level.unit) or (plan.comparator != "=" and not plan.table):
        return False
    if plan.period and percent.period and not covers(plan.period, percent.period):
        return False
    return same_authority(plan, percent)


def same_authority(plan: Observation, percent: Observation) -> bool:
    """Whether a plan may be the one a percentage is of: set by the same body, or unsaid."""
    a, b = plan.target_authority, percent.target_authority
    return not a or not b or key(a) == key(b) or within(a, b)


def _one_for_each_value(plans: Sequence[Observation]) -> Sequence[Observation]:
    return list({plan.value: plan for plan in reversed(plans)}.values())
