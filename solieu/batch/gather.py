"""From paths to all that is found, while the files themselves can still be opened."""

from __future__ import annotations

import shutil
import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from tempfile import TemporaryDirectory

from outputs.archive_tables import Beside, Totals, write_tables
from outputs.decision_files import PickedUp, pick_up
from outputs.decisions import GONE_FILE
from outputs.lock import locked
from outputs.manifest import SideInput
from outputs.results import Results
from outputs.staging import HIDDEN, Staging, finish
from outputs.waiting_lines import DocumentToWrite
from solieu.area_files import AreaFiles
from solieu.batch.before import Before, Hashes, after
from solieu.batch.document import Told
from solieu.batch.kept import Kept
from solieu.batch.places import work_folder
from solieu.batch.schedule import Progress, Schedule
from solieu.batch.settings import Settings
from solieu.batch.store import Store
from solieu.errors import UsageError
from solieu.inputs import METADATA_FILE, Input, find_inputs
from solieu.mappings import Mappings
from solieu.messages import Message, message
from solieu.overrides import Overrides
from solieu.version import VERSION


@dataclass(frozen=True)
class Gathered:
    """What was found, before anything is written.

    ``documents`` tell of each input by source how it went, ``notices`` are oddities
    that stopped nothing; ``files`` is source -> file to open, ``settings`` the options
    that can change a result, ``titles`` the names of ids that people gave. All else lies
    in the store, document by document.
    """

    documents: tuple[Told, ...]
    notices: tuple[Message, ...]
    files: Mapping[str, Path]
    side_inputs: tuple[SideInput, ...]
    settings: Mapping[str, str]
    titles: Mapping[str, str]
    _kept: tuple[Kept, ...]
    _store: Store
    _before: Before
    _hashes: Hashes

    @property
    def refusals(self) -> tuple[tuple[str, Message], ...]:
        """The inputs that were not read, or not wholly: source and reason."""
        return tuple((told.source, told.refusal) for told in self.documents if told.refusal)

    @cached_property
    def results(self) -> Results:
        """Everything, every document in memory; loaded when it is first asked for."""
        from solieu.batch.across import in_memory, labels_of, territories_of

        records = tuple(one.record(self._store) for one in self._kept)
        labels = labels_of(self._kept, self._store)
        places = territories_of(self._kept, self._store)
        return in_memory(records, places, labels, self.titles, self.side_inputs, self.settings)

    def pick_up(self, out: Path, beside: Iterable[Path]) -> PickedUp:
        """The decisions of people, see ``outputs.decision_files``."""
        return pick_up(out, beside, self._before.wrote.still_in(out))

    def write(self, out: Path, picked: PickedUp) -> Totals:
        """Write every table into ``out``, never holding more than one document.

        Raises UsageError where ``out`` cannot be written.
        """
        from solieu.batch.across import across

        beside = Beside(VERSION, self.settings, self.side_inputs, picked.files)
        with (
            TemporaryDirectory(prefix="solieu-", ignore_cleanup_errors=True) as room,
            Staging(out) as staging,
        ):
            totals, wrote = write_tables(
                staging,
                map(self._to_write, self._kept),
                across(self._kept, self._store, Path(room), self.titles),
                picked.decided,
                beside,
                gone=(out / GONE_FILE).exists(),
                before=self._before.wrote.still_in(out),
            )
            staging.commit()
        after(self._hashes, self._kept, wrote, staging.left, out).put(out, self._store)
        return totals

    def _to_write(self, one: Kept) -> DocumentToWrite:
        told = one.told
        lines = partial(one.lines, self._store)
        return DocumentToWrite(told.source, told.sha256, told.status, lines, one.key)


@contextmanager
def gathered(
    paths: Sequence[Path], out: Path, settings: Settings, progress: Progress | None = None
) -> Iterator[Gathered]:
    """Read everything under ``paths``; what archives held can be opened until the end.

    ``out`` is where results will go, which is no input, and which nobody else may write
    to until the end. Raises UsageError as ``pipeline.run`` does.
    """
    if settings.ocr.second:
        from extract.ocr_rapid import rapid_name

        rapid_name()  # missing: told before anything is read
    if out.exists() and not out.is_dir():
        raise _usage(message("error.out_is_file", path=out))
    folder, passing = work_folder(out, settings)
    store = Store(folder)
    before = Before.of(out, store) if settings.trust else Before()
    hashes = Hashes(before)
    with TemporaryDirectory(prefix="solieu-", ignore_cleanup_errors=True) as room:
        found = find_inputs(paths, out, Path(room), hashes.known)
        inputs = [one for one in found if not _is_metadata(one)]
        _something_to_read(inputs)
        overrides = Overrides({one.path: one.content for one in found if _is_metadata(one)})
        mappings = Mappings(inputs, settings.mapping)
        areas = AreaFiles(inputs, settings.areas)
        with locked(out):
            finish(out)
            # complain now, not after hours
            pick_up(out, input_folders(paths), before.wrote.still_in(out))
            schedule = Schedule(settings, store, before, hashes, progress)
            all_found = _gathered(schedule, inputs, overrides, mappings, areas)
            if passing:  # kept as long as somebody may ask for the results
                weakref.finalize(all_found, _take_away, folder, out / HIDDEN)
            yield all_found


def _gathered(
    schedule: Schedule,
    inputs: Sequence[Input],
    overrides: Overrides,
    mappings: Mappings,
    areas: AreaFiles,
) -> Gathered:
    settings, store = schedule.settings, schedule.store
    kept = schedule.work(inputs, overrides, mappings, areas)
    return Gathered(
        documents=tuple(one.told for one in kept),
        notices=(
            *overrides.notices(),
            *_unmet(mappings, kept, store),
            *_left(areas, kept, store),
        ),
        files={one.source: one.content for one in inputs},
        side_inputs=(
            *(SideInput(held.source, held.sha256) for held in overrides.files),
            *(SideInput(held.source, held.sha256) for held in mappings.files),
            *(SideInput(held.source, held.sha256) for held in areas.files),
        ),
        settings={
            "read_classified": "true" if settings.read_classified else "false",
            "ocr": settings.ocr.mode,
            "ocr_second": "true" if settings.ocr.second else "false",
        },
        titles=mappings.titles,
        _kept=tuple(kept),
        _store=store,
        _before=schedule.before,
        _hashes=schedule.hashes,
    )


def _unmet(mappings: Mappings, kept: Sequence[Kept], store: Store) -> tuple[Message, ...]:
    """Decisions on labels that no report has."""
    if not mappings.files:
        return ()
    from solieu.batch.across import labels_of

    return mappings.notices(row.label for row in labels_of(kept, store))


def _left(areas: AreaFiles, kept: Sequence[Kept], store: Store) -> tuple[Message, ...]:
    """What the lists of areas join, and the places that they leave as they are written."""
    if not areas.files:
        return ()
    from solieu.batch.across import places_of

    return areas.notices(places_of(kept, store))


def _take_away(work: Path, hidden: Path) -> None:
    shutil.rmtree(work, ignore_errors=True)
    with suppress(OSError):  # not empty, or gone
        hidden.rmdir()


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
