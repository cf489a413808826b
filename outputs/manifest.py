"""manifest.json: what went in, by which program, and how it went. No clock, no machine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from outputs.rules import rules
from outputs.write import Json
from solieu.model import Check, DocumentRecord, DocumentStatus, LedgerEntry, Verdict


@dataclass(frozen=True, slots=True)
class SideInput:
    """A file that was read beside the reports."""

    source: str
    sha256: str


def manifest(
    version: str,
    settings: Mapping[str, str],
    records: Sequence[DocumentRecord],
    side_inputs: Sequence[SideInput],
    numbers: Iterable[LedgerEntry],
    checks: Iterable[Check],
    rows: Mapping[str, int],
    decisions: Iterable[SideInput] = (),
    workpapers: Iterable[SideInput] = (),
) -> Json:
    """The content of manifest.json: all that somebody needs to repeat the run.

    ``settings`` are those that can change a result; ``rows`` is table name -> number
    of rows written. ``numbers`` in the result counts the ledger by reason, so that
    ``unresolved`` is always told. ``decisions`` are the files whose decisions went into
    checks.csv, ``workpapers`` what was written beside the tables.
    """
    reasons = Counter({"observation": 0, "unresolved": 0})
    reasons.update(entry.reason for entry in numbers)
    return {
        "program": "solieu",
        "version": version,
        "settings": dict(settings),
        "rules": rules(),
        "documents": _counted(get_args(DocumentStatus), (one.status for one in records)),
        "rows": dict(rows),
        "numbers": dict(sorted(reasons.items())),
        "checks": _counted(get_args(Verdict), (check.verdict for check in checks)),
        "inputs": [
            {"source": one.source, "sha256": one.sha256, "status": one.status}
            for one in sorted(records, key=lambda one: one.source)
        ],
        "side_inputs": [
            {"source": one.source, "sha256": one.sha256}
            for one in sorted(side_inputs, key=lambda one: one.source)
        ],
        "decisions": _listed(decisions),
        "workpapers": _listed(workpapers),
    }


def _listed(files: Iterable[SideInput]) -> Json:
    ordered = sorted(set(files), key=lambda one: (one.source, one.sha256))
    return [{"source": one.source, "sha256": one.sha256} for one in ordered]


def _counted(names: Sequence[str], met: Iterable[str]) -> dict[str, Json]:
    counts = Counter(met)
    return {name: counts[name] for name in names}
