"""From paths to all that is found, while the files themselves can still be opened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from outputs.results import Results
from solieu.batch.across import across
from solieu.batch.schedule import Progress, outcomes_of
from solieu.batch.settings import Settings
from solieu.errors import UsageError
from solieu.inputs import METADATA_FILE, Input, find_inputs
from solieu.messages import Message, message
from solieu.overrides import Overrides


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was found, before anything is written.

    ``refusals`` are the inputs that were not read (source, reason), ``notices`` oddities
    that stopped nothing; ``files`` is source -> file to open.
    """

    results: Results
    refusals: tuple[tuple[str, Message], ...]
    notices: tuple[Message, ...]
    files: Mapping[str, Path]


@contextmanager
def gathered(
    paths: Sequence[Path], out: Path, settings: Settings, progress: Progress | None = None
) -> Iterator[Gathered]:
    """Read everything under ``paths``; what archives held can be opened until the end.

    ``out`` is where results will go, which is no input. Raises UsageError as
    ``pipeline.run`` does.
    """
    if out.exists() and not out.is_dir():
        raise _usage(message("error.out_is_file", path=out))
    with TemporaryDirectory(prefix="solieu-", ignore_cleanup_errors=True) as room:
        found = find_inputs(paths, out, Path(room))
        inputs = [one for one in found if not _is_metadata(one)]
        _something_to_read(inputs)
        overrides = Overrides({one.path: one.content for one in found if _is_metadata(one)})
        outcomes = outcomes_of(inputs, overrides, settings, progress)
        yield Gathered(
            across(tuple(outcome.record for outcome in outcomes), overrides, settings),
            tuple((one.record.source, one.refusal) for one in outcomes if one.refusal),
            overrides.notices(),
            {one.source: one.content for one in inputs},
        )


def input_folders(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The folders that a person would call those of the inputs: given, or of files given."""
    return tuple(dict.fromkeys(path if path.is_dir() else path.parent for path in paths))


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
