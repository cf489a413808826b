"""The audit as comments in a copy of the report (``solieu check --annotate``)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import get_args

from extract.kinds import kind_of
from outputs.word_comments import Leads, Remark, annotate
from outputs.word_file import replace_file
from solieu.errors import UsageError
from solieu.messages import Lang, message, say, texts
from solieu.model import Check, Observation, Reading, Severity, Verdict

#: Verdicts that somebody who opens the report should see.
_TOLD: frozenset[Verdict] = frozenset({"inconsistent", "unit_slip", "truncated", "suspect"})
_WEIGHTS = {severity: -n for n, severity in enumerate(get_args(Severity))}
_MACROS = ".docm"


def write_annotated(
    reading: Reading,
    observations: Sequence[Observation],
    checks: Sequence[Check],
    *,
    file: Path,
    out: Path,
    lang: Lang,
) -> int:
    """Write ``out``, a copy of the Word file ``file`` with its audit as comments.

    ``reading``, ``observations`` and ``checks`` are what came of ``file``. Gives the
    number of comments. Raises UsageError where ``file`` is no Word file or was changed
    since, and where ``out`` is not a place for it.
    """
    data = _unchanged(file, reading)
    if kind_of(data) != "docx":
        raise _usage("annotate.not_word", file=reading.source)
    suffix = _MACROS if file.suffix.lower() == _MACROS else ".docx"
    if out.suffix.lower() != suffix:
        raise _usage("annotate.suffix", out=out, suffix=suffix)
    if out.exists() and out.samefile(file):
        raise _usage("annotate.original", out=out)
    said = remarks(observations, checks, lang)
    copy, comments = annotate(data, reading.source, said, leads(lang))
    replace_file(out, copy)
    return comments


def remarks(
    observations: Sequence[Observation], checks: Sequence[Check], lang: Lang
) -> Iterator[Remark]:
    """What is to be said of each figure of a claim that does not simply agree."""
    said = said_of(checks, lang)
    for one in observations:
        if one.observation_id in said:
            texts = tuple(text for _, text in said[one.observation_id])
            yield Remark(one.span, one.raw, one.footnote, texts)


def said_of(checks: Sequence[Check], lang: Lang) -> dict[str, list[tuple[Verdict, str]]]:
    """observation_id -> what its claims say, with their verdicts, the gravest first."""
    said: dict[str, list[tuple[Verdict, str]]] = {}
    for check in sorted(checks, key=lambda one: _WEIGHTS[one.severity]):
        if check.verdict in _TOLD:
            for name in dict.fromkeys(check.observation_ids):
                said.setdefault(name, []).append((check.verdict, _told(check, lang)))
    return said


def leads(lang: Lang) -> Leads:
    """How comments begin that cannot stand at their figures."""
    keys = ("annotate.note", "annotate.box", "annotate.near")
    return Leads(*(texts()[key].text(lang) for key in keys))


def _told(check: Check, lang: Lang) -> str:
    said = check.explanation_vi if lang == "vi" else check.explanation_en
    return f"{said}\n{say('check.repair', lang)}: {check.repair}" if check.repair else said


def _unchanged(file: Path, reading: Reading) -> bytes:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise _usage("annotate.gone", file=file, why=error.strerror) from error
    if hashlib.sha256(data).hexdigest() != reading.sha256:
        raise _usage("annotate.changed", file=file)
    return data


def _usage(key: str, **values: object) -> UsageError:
    said = message(key, **values)
    return UsageError(said.vi, said.en)
