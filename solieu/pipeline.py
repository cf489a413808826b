"""The steps in order: from paths to findings to an output folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from outputs.results import Results, write_results
from solieu.batch.across import across
from solieu.batch.document import recognise
from solieu.batch.schedule import Progress, outcomes_of
from solieu.batch.settings import DEFAULTS, Settings
from solieu.errors import UsageError
from solieu.inputs import METADATA_FILE, Input, find_inputs
from solieu.messages import Message, message
from solieu.model import DocumentRecord
from solieu.overrides import Overrides
from solieu.version import VERSION

__all__ = ["Progress", "RunResult", "Settings", "recognise", "run"]


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a run found and where it was written.

    ``refusals`` are the inputs that were not read (source, reason); ``notices`` are
    oddities that stopped nothing.
    """

    out: Path
    results: Results
    refusals: tuple[tuple[str, Message], ...]
    notices: tuple[Message, ...]

    @property
    def records(self) -> tuple[DocumentRecord, ...]:
        """One record per input, by source."""
        return self.results.records

    @property
    def failed(self) -> int:
        """Number of inputs that could not be read."""
        return sum(record.status == "failed" for record in self.records)


def run(
    paths: Sequence[Path],
    out: Path,
    *,
    settings: Settings = DEFAULTS,
    progress: Progress | None = None,
) -> RunResult:
    """Read everything under ``paths`` and write the output folder ``out``.

    Bad inputs become failed records; the rest is done all the same. Raises UsageError
    where there is nothing to read at all (nothing is written then), a metadata.csv or
    an earlier checks.csv is malformed, or ``out`` cannot be written.
    """
    if out.exists() and not out.is_dir():
        raise _usage(message("error.out_is_file", path=out))
    with TemporaryDirectory(prefix="solieu-", ignore_cleanup_errors=True) as room:
        found = find_inputs(paths, out, Path(room))
        inputs = [one for one in found if not _is_metadata(one)]
        _something_to_read(inputs)
        overrides = Overrides({one.path: one.content for one in found if _is_metadata(one)})
        outcomes = outcomes_of(inputs, overrides, settings, progress)
    results = across(tuple(outcome.record for outcome in outcomes), overrides, settings)
    write_results(out, results, VERSION)
    refusals = tuple((one.record.source, one.refusal) for one in outcomes if one.refusal)
    return RunResult(out, results, refusals, overrides.notices())


def _is_metadata(one: Input) -> bool:
    """Whether this is a metadata.csv out of an archive; those in folders are no inputs."""
    return one.held is not None and one.path.name == METADATA_FILE


def _something_to_read(inputs: Sequence[Input]) -> None:
    refused = [(one.source, one.refusal) for one in inputs if one.refusal]
    if len(refused) == len(inputs):
        vi = "; ".join(f"{source}: {why.vi}" for source, why in refused)
        en = "; ".join(f"{source}: {why.en}" for source, why in refused)
        raise _usage(message("error.nothing", details=Message(vi, en)))


def _usage(said: Message) -> UsageError:
    return UsageError(said.vi, said.en)
