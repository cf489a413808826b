"""One slip in, what the audit says out: found, located, repaired."""

from __future__ import annotations

import atexit
import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import takewhile
from pathlib import Path
from types import MappingProxyType

from benchmarks.injection.between import Between
from benchmarks.injection.drafts import Draft
from benchmarks.injection.facts import MAGNITUDES, Mention, number
from benchmarks.injection.slips import Slip
from benchmarks.injection.written import Template
from solieu.model import Check, DocumentInfo, Recognition
from solieu.pipeline import recognise

FINDINGS = frozenset({"inconsistent", "unit_slip", "truncated", "suspect"})
_FIGURE = re.compile(r"(-?[\d.]*\d(?:,\d+)?)\s*(nghìn|triệu|tỷ)?")


@dataclass(frozen=True, slots=True)
class Audited:
    """A document as the program sees it: recognition, checks, and their figures."""

    recognition: Recognition
    checks: tuple[Check, ...]

    @property
    def text(self) -> str:
        """The reader's text."""
        return self.recognition.document.text


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one slip. ``read_right``: the figure was read as it should be."""

    found: bool
    located: bool = False
    repaired: bool = False
    offered: bool = False
    read_right: bool = False
    findings: int = 0
    told: tuple[Check, ...] = ()


class Archive:
    """Drafts that are audited together; each is read once unspoilt."""

    def __init__(
        self,
        drafts: Sequence[Draft],
        together: bool,
        changed: Mapping[str, Sequence[Mention]] = MappingProxyType({}),
    ) -> None:
        """``together`` says that the drafts are reports of one place.

        ``changed`` are figures in which they differ from each other on purpose.
        """
        self.drafts = drafts
        self._files = {draft.name: Template.of(draft) for draft in drafts}
        self._room = Path(tempfile.mkdtemp())
        atexit.register(shutil.rmtree, self._room, ignore_errors=True)
        read = {name: self._read(name) for name in self._files}
        self._between = (
            Between({name: one for name, (one, _) in read.items()}) if together else None
        )
        across = self._between.checks if self._between else {}
        self.known = {
            name: Audited(recognition, _joined(checks, across.get(name, ())))
            for name, (recognition, checks) in read.items()
        }
        self.changed = frozenset(
            figure.observation_id
            for name, mentions in changed.items()
            for figure in read[name][0].observations
            if figure.value in {value_of(mention) for mention in mentions}
        )

    def spoilt(self, draft: Draft, slip: Slip) -> Audited:
        """The document with the slip."""
        recognition, checks = self._read(draft.name, slip)
        if self._between:
            checks = _joined(checks, self._between.checks_with(draft.name, recognition))
        return Audited(recognition, checks)

    def _read(self, name: str, slip: Slip | None = None) -> tuple[Recognition, tuple[Check, ...]]:
        file = self._files[name]
        path = self._room / f"{name.rsplit('.', 1)[0]}.{file.draft.format}"
        path.write_bytes(file.content(slip))
        return recognise(path, path.name, DocumentInfo())


def value_of(mention: Mention) -> Fraction:
    """What a mention says, in base units."""
    return number(mention.text)[0] * mention.scale


def _joined(own: Sequence[Check], between: Sequence[Check]) -> tuple[Check, ...]:
    """A report's checks; those that other reports explain are there once, explained."""
    return tuple({check.check_id: check for check in (*own, *between)}.values())


def outcome(before: Audited, after: Audited, slip: Slip) -> Outcome:
    """Judge the new findings by where the two texts differ."""
    start, end = _difference(before.text, after.text)
    hit = {
        o.observation_id
        for o in after.recognition.observations
        if o.span.start <= end and start <= o.span.end
    }
    old = {(c.kind, c.verdict, c.formula) for c in before.checks}
    new = [
        c
        for c in after.checks
        if c.verdict in FINDINGS and (c.kind, c.verdict, c.formula) not in old
    ]
    about = [c for c in new if hit & {*c.observation_ids}]
    right = _values(before, start, start + 1)
    if not about:
        same = bool(right) and right <= _values(after, start, end)
        return Outcome(False, read_right=same)
    first = min(about, key=_weight)
    pinned = set.intersection(*({*c.observation_ids} for c in about))
    old_text, new_text = _repair(first.repair)
    named = bool(old_text) and any(
        o.observation_id in hit and o.value is not None and _reads(old_text, Fraction(o.value))
        for o in after.recognition.observations
    )
    truth, last = number(slip.mention.text)
    value, worth = truth * slip.mention.scale, slip.mention.scale * last
    repaired = bool(new_text) and named and _reads(new_text, value, worth)
    located = named or (not first.repair and len(pinned) == 1 and pinned <= hit)
    return Outcome(True, located, repaired, bool(first.repair), False, len(new), tuple(about))


def _weight(check: Check) -> tuple[int, int]:
    order = ("high", "medium", "low", "info", "none")
    return order.index(check.severity), len(check.observation_ids)


def _difference(before: str, after: str) -> tuple[int, int]:
    """Where the second text differs from the first, as offsets in the second."""
    start = _shared(before, after)
    room = min(len(before), len(after)) - start
    tail = _shared(before[::-1][:room], after[::-1][:room])
    return start, max(start, len(after) - tail)


def _shared(one: str, other: str) -> int:
    """How many characters two texts begin with in common."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _values(document: Audited, start: int, end: int) -> set[object]:
    return {
        o.value
        for o in document.recognition.observations
        if o.span.start <= end and start <= o.span.end
    }


def _repair(text: str) -> tuple[str, str]:
    old, _, new = text.split(" | ")[0].partition(" → ")
    return old, new


def _reads(text: str, value: Fraction, last: Fraction = Fraction(0)) -> bool:
    """Whether a figure written for people is ``value``, its own rounding apart."""
    match = _FIGURE.search(text)
    if match is None:
        return False
    shown, own = number(match[1])
    scale = MAGNITUDES.get(match[2] or "", 1)
    return abs(abs(shown) * scale - abs(value)) * 2 < max(own * scale, last, Fraction(1, 10**6))
