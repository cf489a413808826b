"""``solieu audit``: all that ``solieu run`` writes, and the workpapers of an audit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from outputs.decision_files import WORKBOOKS, pick_up
from outputs.results import REVIEW_FILE, Results, write_results
from outputs.review.page import page
from outputs.workpapers.sample_sheet import seed_for
from outputs.workpapers.sampling import Plan
from outputs.workpapers.workbook import Content, workbook
from solieu.annotated import copies
from solieu.batch.gather import Gathered, gathered, input_folders
from solieu.batch.remote import brought_here, sent_there
from solieu.batch.schedule import Progress
from solieu.batch.settings import DEFAULTS, Settings
from solieu.errors import UsageError
from solieu.messages import Lang, Message, message
from solieu.pipeline import RunResult, trusting
from solieu.version import VERSION
from solieu.written import Written


@dataclass(frozen=True, slots=True)
class AuditResult:
    """The run, the names of the workpapers in its folder, and how many reports it annotated."""

    run: RunResult
    papers: tuple[str, ...]
    annotated: int


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

        def work(chosen: Settings) -> AuditResult:
            with gathered(here, folder, chosen, progress) as found:
                picked = pick_up(folder, input_folders(here))
                results = _with_settings(found, plan, lang)
                content = Content(results, picked.decided.decisions, plan, VERSION)
                papers = Papers(content, Written.before(folder), found.files, lang)
                totals = write_results(folder, results, VERSION, picked, papers.all())
                papers.before.clear({*papers.annotated})
            notices = (*found.notices, *picked.notices, *papers.notices)
            run = RunResult(folder, str(out), found, totals, notices)
            return AuditResult(run, (REVIEW_FILE, *WORKBOOKS.values()), len(papers.annotated))

        return trusting(work, settings)


@dataclass(slots=True)
class Papers:
    """The workpapers, made one after the other; what was made and what is odd about it."""

    content: Content
    before: Written
    files: Mapping[str, Path]
    lang: Lang
    annotated: list[str] = field(default_factory=list)
    notices: list[Message] = field(default_factory=list)

    def all(self) -> Iterator[tuple[str, bytes]]:
        """Name and content of each.

        An annotated report that somebody has edited since (answered a comment) is kept
        under another name.
        """
        results = self.content.results
        yield REVIEW_FILE, page(results, self.content.decisions, self.content.version)
        yield WORKBOOKS["vi"], workbook(self.content, "vi")
        yield WORKBOOKS["en"], workbook(self.content, "en")
        for copy in copies(results, self.files, self.lang):
            self.annotated.append(copy.name)
            self.notices += filter(None, (copy.notice, self.before.kept(copy.name)))
            yield copy.name, copy.data


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
