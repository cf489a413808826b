"""The steps in order: from paths to findings to an output folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from outputs.archive_tables import Totals
from outputs.decision_files import PickedUp
from outputs.results import Results
from solieu.batch.document import Told, recognise
from solieu.batch.gather import Gathered, gathered, input_folders
from solieu.batch.remote import brought_here, sent_there
from solieu.batch.schedule import Event, Progress
from solieu.batch.settings import DEFAULTS, Limits, Settings
from solieu.errors import LostError
from solieu.messages import Message
from solieu.model import DocumentRecord

__all__ = ["Event", "Limits", "Progress", "RunResult", "Settings", "recognise", "run"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a run found and where it was written.

    ``out`` is the folder on this computer, ``place`` where that was to go (a URL, or the
    same). ``totals`` tell how much was written; ``notices`` are oddities that stopped nothing.
    ``results`` holds every document in memory and is only loaded when it is asked for.
    """

    out: Path
    place: str
    found: Gathered
    totals: Totals
    notices: tuple[Message, ...]

    @property
    def documents(self) -> tuple[Told, ...]:
        """How it went with each input, by source."""
        return self.found.documents

    @property
    def refusals(self) -> tuple[tuple[str, Message], ...]:
        """The inputs that were not read: source and reason."""
        return self.found.refusals

    @property
    def results(self) -> Results:
        """All that was found, in memory."""
        return self.found.results

    @property
    def records(self) -> tuple[DocumentRecord, ...]:
        """One record per input, by source, in memory."""
        return self.results.records

    @property
    def failed(self) -> int:
        """Number of inputs that could not be read."""
        return self.totals.documents["failed"]


def run(
    paths: Sequence[str | Path],
    out: str | Path,
    *,
    settings: Settings = DEFAULTS,
    progress: Progress | None = None,
) -> RunResult:
    """Read everything under ``paths`` and write the output folder ``out``.

    Bad inputs become failed records; the rest is done all the same. Raises UsageError
    where there is nothing to read at all (nothing is written then), a metadata.csv or
    an earlier checks.csv is malformed, another run is writing to ``out``, or ``out``
    cannot be written. Whatever stops a run, the next one goes on where it was. Strings
    may be URLs such as ``s3://...``.
    """
    with sent_there(out) as folder:
        here = brought_here(paths)
        found, picked, totals = trusting(
            lambda chosen: _run(here, folder, chosen, progress), settings
        )
    return RunResult(folder, str(out), found, totals, (*found.notices, *picked.notices))


def trusting(work: Callable[[Settings], T], settings: Settings) -> T:
    """Do some work; where something went that it trusted in, once more without trust."""
    try:
        return work(settings)
    except LostError:
        return work(replace(settings, trust=False))


def _run(
    here: Sequence[Path], folder: Path, settings: Settings, progress: Progress | None
) -> tuple[Gathered, PickedUp, Totals]:
    with gathered(here, folder, settings, progress) as found:
        picked = found.pick_up(folder, input_folders(here))
        return found, picked, found.write(folder, picked)
