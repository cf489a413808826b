"""The page put together: template, style, program and data in one file.

Data stand in blocks of JSON that no browser runs; ``<`` is escaped in them, the program
writes text as text, and a content security policy allows the one program of the page and
no connection to anywhere.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from importlib.resources import files

from outputs.bilingual import words
from outputs.results import Results
from outputs.review.document_data import document_data
from outputs.review.index_data import (
    KINDS,
    SEVERITIES,
    VERDICTS,
    Archive,
    checks_data,
    details_by_document,
    documents_data,
    series_data,
)
from outputs.tables import Decisions
from outputs.write import Json
from solieu.messages import texts

#: The parts of the program, in the order in which they are put together.
PROGRAM = (
    *("base.js", "words.js", "data.js", "virtual.js", "decisions.js", "marks.js"),
    *("source.js", "detail.js", "filters.js", "claims.js", "documents.js", "charts.js"),
    *("printing.js", "main.js"),
)
_WORDS = ("kind", "criteria", "harmless", "severity", "measure", "status", "flag", "reason")


def page(results: Results, decisions: Decisions, version: str) -> bytes:
    """The whole page in UTF-8: the same results give the same bytes."""
    archive = Archive(results, decisions)
    program, style = _program(), _read("page.css")
    blocks = "\n".join(_blocks(archive, version))
    html = _read("page.html")
    for name, content in (
        ("POLICY", _policy(program, style)),
        ("STYLE", style),
        ("PROGRAM", program),
        ("BLOCKS", blocks),  # last: no report can stand in for another part
    ):
        html = html.replace(f"<!--{name}-->", content, 1)
    return html.encode("utf-8")


def _blocks(archive: Archive, version: str) -> Iterator[str]:
    results = archive.results
    head: dict[str, Json] = {
        "version": version,
        "verdicts": list(VERDICTS),
        "kinds": list(KINDS),
        "severities": list(SEVERITIES),
        "documents": documents_data(archive),
        "decisions": {
            check.check_id: list(archive.decisions[check.check_id])
            for check in archive.checks
            if check.check_id in archive.decisions
        },
    }
    yield _block("head", head)
    yield _block("words", _words())
    yield _block("checks", checks_data(archive))
    yield _block("series", series_data(archive))
    details = details_by_document(archive)
    for n, record in enumerate(results.records):
        if record.recognition:
            held = document_data(record.recognition)
            yield _block(f"document-{n}", held | {"checks": details.get(n, {})})


def _words() -> dict[str, Json]:
    """All texts of the page: key -> [Vietnamese, English]."""
    told = dict(words("outputs.review"))
    shared = words("outputs.workpapers")
    told |= {key: one for key, one in shared.items() if key.partition(".")[0] in _WORDS}
    told |= {key: one for key, one in texts().items() if key.startswith(("verdict.", "amount."))}
    return {key: [one.vi, one.en] for key, one in sorted(told.items())}


def _block(name: str, content: Json) -> str:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    # So that no text can end the block or begin a comment in it.
    safe = text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f'<script type="application/json" id="{name}">{safe}</script>'


def _policy(program: str, style: str) -> str:
    return (
        f"default-src 'none'; script-src '{_hash(program)}'; style-src '{_hash(style)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"


def _program() -> str:
    parts = "\n".join(_read(f"program/{name}") for name in PROGRAM)
    return f'(function () {{\n"use strict";\n{parts}\n}})();\n'


def _read(name: str) -> str:
    return files("outputs.review").joinpath(name).read_text(encoding="utf-8").replace("\r\n", "\n")
