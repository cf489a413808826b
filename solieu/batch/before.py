"""What the last run into an output folder saw and wrote, so that the next need not look again.

It is one entry of the store under the name of the folder. Nothing in it is taken on trust of
a name or a time alone: a file counts as known only where size, times and inode are those
seen (``outputs.pieces.Seen``), and all else is known by keys that hang on contents. Where
the entry is missing, damaged or of another version of the program, everything is looked at.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from outputs.keys import key_of
from outputs.pieces import Seen, Wrote
from solieu.batch.document import Told
from solieu.batch.kept import Kept
from solieu.batch.packing import pack, unpack
from solieu.batch.store import Store, section_of
from solieu.batch.versions import rules_version
from solieu.errors import UsageError

# A file that was changed this short a time before it was hashed may be changed again without
# another time on it: times on FAT are even seconds. What lies in the future never counts.
_RESTED = 2_000_000_000


@dataclass(slots=True)
class Before:
    """The hashes of files, what became of documents by key, and what was written where."""

    hashes: dict[Seen, str] = field(default_factory=dict)
    told: dict[str, Told] = field(default_factory=dict)
    wrote: Wrote = field(default_factory=Wrote)

    @classmethod
    def of(cls, out: Path, store: Store) -> Before:
        """What the last run into ``out`` left."""
        held = section_of(store.path("folders", _key(out)), 0)
        return unpack(held) if held is not None else cls()

    def put(self, out: Path, store: Store) -> None:
        """Leave this for the next run into ``out``, which goes without it if need be."""
        with suppress(UsageError):  # the tables are in their place: nothing has failed
            store.put("folders", _key(out), (pack(self),))


class Hashes:
    """SHA-256 of input files; what the last run hashed and nobody touched is not read again."""

    def __init__(self, before: Before) -> None:
        """``before`` is that of the last run."""
        self._before = before.hashes
        self.found: dict[Seen, str] = {}

    def known(self, path: Path) -> bool:
        """Whether a file is one that the last run read as a document."""
        return Seen.at(path) in self._before

    def of(self, path: Path) -> str:
        """The hash of a file. Raises OSError where it cannot be read."""
        seen = Seen.at(path)
        known = self._before.get(seen) if seen else None
        if seen and known:
            self.found[seen] = known
            return known
        now = time.time_ns()
        with path.open("rb") as stream:
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
        if seen and max(seen.modified, seen.changed) < now - _RESTED:
            self.found[seen] = sha256
        return sha256


def after(
    hashes: Hashes, kept: Sequence[Kept], wrote: Wrote, left: Mapping[str, Seen], out: Path
) -> Before:
    """What the next run into ``out`` may know of this one; called when all is in its place.

    ``left`` are the tables as they were written: what somebody changed since is not known.
    """
    for name, written in left.items():
        now = Seen.at(out / name)
        if now and now.only_moved(written):
            wrote.tables[name] = now
    return Before(hashes.found, {one.key: one.told for one in kept if one.key}, wrote)


def _key(out: Path) -> str:
    return key_of("folder", rules_version(), str(out.resolve()))
