"""Paragraphs in, findings out (tests/claims/*.tsv): what the audit says, and what it leaves alone.

Most rows are honest prose that earlier rules doubted; beside each stands one that must be
found, so that quiet is not bought with blindness. A wrong finding becomes a row.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from audit.audit import audit
from normalize.observe import observe
from solieu.model import DocumentInfo
from tests.text_documents import document

CLAIMS = Path(__file__).parent / "claims"
QUIET = {"consistent", "truncated", "not_checkable"}


def rows() -> Iterator[tuple[str, ...]]:
    for path in sorted(CLAIMS.glob("*.tsv")):
        lines = path.read_text(encoding="utf-8").splitlines()
        table = csv.reader(
            [ln for ln in lines if not ln.startswith("#")], delimiter="\t", quoting=3
        )
        next(table)
        yield from map(tuple, table)


CASES = list(rows())


@pytest.mark.parametrize(
    ("text", "period", "findings"),
    [case[:3] for case in CASES],
    ids=[case[3] for case in CASES],
)
def test_findings_of_a_paragraph(text: str, period: str, findings: str) -> None:
    recognised = observe(document(text.replace(" ¶ ", "\n\n")), DocumentInfo(period=period))
    raw = {one.observation_id: one.raw for one in recognised.observations}

    found = [
        f"{check.verdict} {check.kind} {raw[check.observation_ids[0]]}"
        for check in audit(recognised)
        if check.verdict not in QUIET
    ]

    assert found == [one for one in findings.split(" ; ") if one]
