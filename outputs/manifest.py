"""manifest.json: what went in, by which program, and how it went. No clock, no machine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from audit.coverage import REASONS
from outputs.rules import rules
from outputs.write import Json
from solieu.model import DocumentStatus


@dataclass(frozen=True, slots=True)
class SideInput:
    """A file that was read beside the reports."""

    source: str
    sha256: str


@dataclass(frozen=True, slots=True)
class InputTold:
    """What the manifest tells of one input."""

    source: str
    sha256: str
    status: DocumentStatus


def manifest(
    version: str,
    settings: Mapping[str, str],
    inputs: Iterable[InputTold],
    side_inputs: Iterable[SideInput],
    *,
    documents: Mapping[str, int],
    rows: Mapping[str, int],
    numbers: Mapping[str, int],
    checks: Mapping[str, int],
    coverage: Mapping[str, int],
    decisions: Iterable[SideInput] = (),
    workpapers: Iterable[SideInput] = (),
) -> Json:
    """The content of manifest.json: all that somebody needs to repeat the run.

    ``settings`` are those that can change a result; ``documents`` counts by status,
    ``rows`` by table, ``numbers`` the ledger by reason, so that ``unresolved`` is always
    told, ``checks`` by verdict, ``coverage`` the percentages and totals that were checked
    within their document, or why not. ``decisions`` are the files whose decisions went into
    checks.csv, ``workpapers`` what was written beside the tables.
    """
    reasons = {"observation": 0, "unresolved": 0, **numbers}
    return {
        "program": "solieu",
        "version": version,
        "settings": dict(settings),
        "rules": rules(),
        "documents": dict(documents),
        "rows": dict(rows),
        "numbers": dict(sorted(reasons.items())),
        "checks": dict(checks),
        "coverage": _of_claims(coverage),
        "inputs": [
            {"source": one.source, "sha256": one.sha256, "status": one.status}
            for one in sorted(inputs, key=lambda one: one.source)
        ],
        "side_inputs": [
            {"source": one.source, "sha256": one.sha256}
            for one in sorted(side_inputs, key=lambda one: one.source)
        ],
        "decisions": _listed(decisions),
        "workpapers": _listed(workpapers),
    }


def _of_claims(counts: Mapping[str, int]) -> Json:
    """``{"percentages": {"stated": 9, "checked": 7, "no_plan": 2}, "totals": {...}}``."""
    return {
        kind: {
            "stated": counts.get(kind, 0),
            "checked": counts.get(f"{kind}.checked", 0),
            **{why: counts[f"{kind}.{why}"] for why in REASONS if f"{kind}.{why}" in counts},
        }
        for kind in ("percentages", "totals")
    }


def _listed(files: Iterable[SideInput]) -> Json:
    ordered = sorted(set(files), key=lambda one: (one.source, one.sha256))
    return [{"source": one.source, "sha256": one.sha256} for one in ordered]
