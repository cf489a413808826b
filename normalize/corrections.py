"""What a person decides about labels: the rows of a mapping.csv, obeyed before all else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from normalize.labels import normal
from normalize.scope import Scope, Validity

#: Written as indicator_id: no indicator of the catalogue, the report's words stand.
NO_INDICATOR = "-"


@dataclass(frozen=True, slots=True)
class Correction:
    """One decision. ``group`` and ``unit`` are witnesses, None for any.

    ``indicator_id`` is an id of the catalogue, one of the person's own (then ``title``
    names it), or "" for none.
    """

    label: str
    group: str | None
    unit: str | None
    validity: Validity
    indicator_id: str
    title: str = ""

    @property
    def witnesses(self) -> int:
        """How much must agree; of two decisions the one that asks for more is meant."""
        limits = (self.validity.issuers, self.validity.first, self.validity.last)
        stated = (self.group is not None, self.unit is not None, *(bool(one) for one in limits))
        return sum(stated)


@dataclass(frozen=True)
class Corrections:
    """All decisions that hold for a report; of equals the later row is meant."""

    rows: tuple[Correction, ...] = ()
    _by_label: Mapping[str, tuple[Correction, ...]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Index the rows by their label."""
        found: dict[str, list[Correction]] = defaultdict(list)
        for row in self.rows:
            found[normal(row.label)].append(row)
        for rows in found.values():
            rows.reverse()
            rows.sort(key=lambda row: -row.witnesses)
        object.__setattr__(self, "_by_label", {key: tuple(rows) for key, rows in found.items()})

    def of(self, label: str, group: str, unit: str, scope: Scope) -> str | None:
        """The id decided for a label, "" for none of the catalogue, None where undecided."""
        for row in self._by_label.get(normal(label), ()):
            same_group = row.group is None or normal(row.group) == normal(group)
            if same_group and row.unit in (None, unit) and row.validity.holds(scope):
                return row.indicator_id
        return None


NO_CORRECTIONS = Corrections()
