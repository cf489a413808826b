"""Archives and saved e-mails among the inputs: what is in them, unpacked within limits."""

from __future__ import annotations

import errno
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Literal

from extract.read import SNIFF, may_be_report, supported
from solieu.containers import (
    SUFFIXES,
    Container,
    ContainerError,
    ContainerKind,
    Entry,
    container_kind,
    opened,
)
from solieu.errors import UsageError
from solieu.messages import Message, message

_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")
_PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class Limits:
    """What one archive with all archives in it may hold; real ones stay far below.

    ``ratio`` is unpacked to packed size: documents reach 30, a bomb a thousand; it counts
    from ``small`` bytes on.
    """

    depth: int = 3
    members: int = 20_000
    total: int = 4 * 1024**3
    ratio: int = 200
    small: int = 16 * 1024**2


@dataclass(frozen=True, slots=True)
class Member:
    """One member: its place in the archive, nested archives as folders, and its content.

    ``held`` is a file in the temporary folder. ``refusal`` says why there is none.
    """

    parts: tuple[str, ...]
    held: Path | None = None
    refusal: Message | None = None
    status: Literal["failed", "skipped"] = "failed"


@dataclass(slots=True)
class _Spent:
    members: int = 0
    total: int = 0


@dataclass(slots=True)
class Unpacker:
    """Unpacks archives into ``room``, a temporary folder, under names of its own.

    ``kinds`` is how a person would call the files that can be read; files named
    ``beside`` are unpacked too.
    """

    room: Path
    kinds: str
    beside: str
    limits: Limits = Limits()
    _count: int = field(default=0)

    def members(self, archive: Path) -> Iterator[Member]:
        """The members of an archive that can be opened, and a refusal for each other.

        Folders and hidden files are left out without a word. An archive that cannot be
        opened, or that asks for more than the limits allow, is one refusal without parts.
        """
        return self._inside(archive, container_kind(archive) or "zip", (), 1, _Spent())

    def _inside(
        self,
        archive: Path,
        kind: ContainerKind,
        above: tuple[str, ...],
        depth: int,
        spent: _Spent,
    ) -> Iterator[Member]:
        try:
            with opened(archive, kind, self.room) as container:
                spent.members += len(container.entries)
                refusal = self._too_much(container.entries, archive.stat().st_size, spent)
                if refusal:
                    yield Member(above, refusal=refusal)
                    return
                met: Counter[tuple[str, ...]] = Counter()
                for entry in container.entries:
                    name = entry.name
                    if name.hidden or not name.parts:
                        continue
                    met[name.parts] += 1
                    again = f" ({met[name.parts]})" if met[name.parts] > 1 else ""
                    parts = (*above, *name.parts[:-1], name.parts[-1] + again)
                    yield from self._member(container, entry, parts, depth, spent)
        except ContainerError as error:
            yield Member(above, refusal=error.said)
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
            said = message("archive.no_space", folder=self.room.parent)
            raise UsageError(said.vi, said.en) from error

    def _member(
        self,
        container: Container,
        entry: Entry,
        parts: tuple[str, ...],
        depth: int,
        spent: _Spent,
    ) -> Iterator[Member]:
        refusal = entry.refusal
        if refusal is None and entry.packed is not None:
            refusal = self._bomb(entry.size, entry.packed)
        if refusal:
            yield Member(parts, refusal=refusal)
            return
        last = entry.name.parts[-1]
        try:
            held = self._unpacked(container, entry)
        except ContainerError as error:
            yield Member(parts, refusal=error.said)
            return
        kind = None if held is None else container_kind(held)
        if held is not None and kind is not None:
            if depth >= self.limits.depth:
                yield Member(parts, refusal=message("archive.deep", depth=self.limits.depth))
            else:
                yield from self._inside(held, kind, parts, depth + 1, spent)
            held.unlink()
        elif held is not None and (supported(held) or last == self.beside):
            yield Member(parts, held)
        else:
            if held is not None:
                held.unlink()
            unsupported = message("error.unsupported", kinds=self.kinds)
            yield Member(parts, refusal=unsupported, status="skipped")

    def _unpacked(self, container: Container, entry: Entry) -> Path | None:
        """The member in the temporary folder; None where its beginning is no report's."""
        last = entry.name.parts[-1]
        suffix = PurePath(last).suffix.lower()
        with container.open(entry) as stream:
            head = stream.read(SNIFF)
            if not (last == self.beside or suffix in SUFFIXES or may_be_report(suffix, head)):
                return None
            self._count += 1
            held = self.room / f"{self._count:06}{suffix if _SUFFIX.fullmatch(suffix) else ''}"
            left = entry.size - len(head)
            with held.open("wb") as file:
                file.write(head)
                while left >= 0 and (piece := stream.read(_PIECE)):
                    left -= len(piece)
                    if left >= 0:
                        file.write(piece)
        if left < 0:  # more than the directory says
            held.unlink()
            raise ContainerError(message("archive.damaged_member"))
        return held

    def _too_much(self, entries: list[Entry], packed: int, spent: _Spent) -> Message | None:
        """Whether an archive asks for more than the limits, by what its directory says.

        No member is unpacked further than its directory entry says.
        """
        asked = sum(entry.size for entry in entries)
        spent.total += asked
        if spent.members > self.limits.members:
            return message("archive.members", limit=self.limits.members)
        if spent.total > self.limits.total:
            return message("archive.total", limit=f"{self.limits.total // 1024**2} MB")
        return self._bomb(asked, packed)

    def _bomb(self, unpacked: int, packed: int) -> Message | None:
        if unpacked <= max(self.limits.small, self.limits.ratio * packed):
            return None
        return message("archive.bomb", ratio=unpacked // max(packed, 1))


def is_archive(path: Path) -> bool:
    """Whether a file holds others (an archive, a saved e-mail), or at least is called so."""
    return container_kind(path) is not None
