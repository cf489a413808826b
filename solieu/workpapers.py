"""``solieu audit``: all that ``solieu run`` writes, and the workpapers of an audit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from outputs.decision_files import WORKBOOKS, pick_up
from outputs.results import REVIEW_FILE, Results, write_results
from outputs.review.page import page
from outputs.workpapers.sample_sheet import seed_for
from outputs.workpapers.sampling import Plan
from outputs.workpapers.workbook import Content, workbook
from solieu.batch.gather import Gathered, gathered, input_folders
from solieu.batch.remote import brought_here, sent_there
from solieu.batch.schedule import Progress
from solieu.batch.settings import DEFAULTS, Settings
from solieu.errors import UsageError
from solieu.messages import Lang, message
from solieu.pipeline import RunResult
from solieu.version import VERSION


@dataclass(frozen=True, slots=True)
class AuditResult:
    """The run, and the names of the workpapers in its folder."""

    run: RunResult
    papers: tuple[str, ...]


def audit(
    paths: Sequence[str | Path],
    out: str | Path,
    *,
    plan: Plan | None = None,
    settings: Settings = DEFAULTS,
    lang: Lang = "vi",
    progress: Progress | None = None,
) -> AuditResult:
    """Read everything under ``paths``; write the tables and the workpapers into ``out``.

    ``plan`` is that of the test by hand; ``lang`` the language of the notes in annotated
    reports (workbooks and the review page are in both). Raises UsageError as
    ``pipeline.run`` does, and for a plan that no sample can fulfil.
    """
    plan = plan or Plan()
    _possible(plan)
    with sent_there(out) as folder:
        here = brought_here(paths)
        with gathered(here, folder, settings, progress) as found:
            picked = pick_up(folder, input_folders(here))
            results = _with_settings(found, plan, lang)
            content = Content(results, picked.decided.decisions, plan, VERSION)
            papers = {REVIEW_FILE: page(results, content.decisions, VERSION)}
            papers |= {WORKBOOKS[each]: workbook(content, each) for each in ("vi", "en")}
            totals = write_results(folder, results, VERSION, picked, papers)
    run = RunResult(folder, str(out), found, totals, (*found.notices, *picked.notices))
    return AuditResult(run, tuple(papers))


def _with_settings(found: Gathered, plan: Plan, lang: Lang) -> Results:
    """The results with the settings of the audit, for the manifest."""
    results = found.results
    told = {
        "annotation_language": lang,
        "sample_confidence": str(plan.confidence),
        "sample_tolerable_rate": str(plan.tolerable),
        "sample_expected_rate": str(plan.expected),
        "sample_seed": seed_for(plan, results),
    }
    return replace(results, settings={**results.settings, **told})


def _possible(plan: Plan) -> None:
    if not 0 < plan.confidence < 1:
        raise _usage("audit.confidence")
    if not 0 < plan.tolerable < 1:
        raise _usage("audit.tolerable")
    # Beside the tolerable rate an expected one close to it asks for endless samples.
    if not 0 <= plan.expected <= plan.tolerable * 3 / 4:
        raise _usage("audit.expected")


def _usage(key: str) -> UsageError:
    said = message(key)
    return UsageError(said.vi, said.en)
