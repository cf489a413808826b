"""What an audit makes of one document besides the tables: it may break on odd ones, too."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from normalize.explain import explain
from outputs.results import Results
from outputs.review.page import page
from solieu.annotated import copies
from solieu.model import Check, DocumentRecord

_BLOCK = re.compile(r'<script type="application/json"[^>]*>(.*?)</script>', re.DOTALL)


def papers(record: DocumentRecord, path: Path) -> Iterator[str]:
    """Make the annotated copy and the review page; sentences on what does not hold."""
    if record.recognition is None:
        return
    results = Results((replace(record, checks=tuple(map(_told, record.checks))),))
    for copy in copies(results, {record.source: path}, "vi"):
        if not copy.data:
            yield f"the copy {copy.name} is empty"
    html = page(results, {}, "0").decode("utf-8")
    blocks = _BLOCK.findall(html)
    if not blocks:
        yield "the review page has no data"
    for block in blocks:
        json.loads(block)


def _told(check: Check) -> Check:
    """A claim that does not agree, so that every figure of every claim gets a note."""
    return replace(check, verdict="inconsistent", severity="high")


def explained(text: str) -> None:
    """What ``solieu parse`` does, on the beginning of a text."""
    explain(" ".join(text[:400].split()))
