"""The steps in order: from paths to findings to an output folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from outputs.decision_files import pick_up
from outputs.results import Results, write_results
from solieu.batch.document import recognise
from solieu.batch.gather import gathered, input_folders
from solieu.batch.schedule import Progress
from solieu.batch.settings import DEFAULTS, Settings
from solieu.messages import Message
from solieu.model import DocumentRecord
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
    picked = pick_up(out, input_folders(paths))
    with gathered(paths, out, settings, progress) as found:
        write_results(out, found.results, VERSION, picked)
    return RunResult(out, found.results, found.refusals, (*found.notices, *picked.notices))
