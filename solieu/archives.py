"""ZIP archives among the inputs: their members in a temporary folder, within limits."""

from __future__ import annotations

import errno
import re
import shutil
import stat
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Literal

from extract.kinds import ZIP_ERRORS, kind_of_zip
from extract.read import SNIFF, may_be_report, supported
from solieu.archive_names import Name, name_in
from solieu.errors import UsageError
from solieu.messages import Message, message

_ENCRYPTED = 0x1
_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")


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
        return self._inside(archive, (), 1, _Spent())

    def _inside(
        self, archive: Path, above: tuple[str, ...], depth: int, spent: _Spent
    ) -> Iterator[Member]:
        try:
            with zipfile.ZipFile(archive) as opened:
                infos = [info for info in opened.infolist() if not info.is_dir()]
                spent.members += len(infos)
                refusal = self._too_much(infos, archive.stat().st_size, spent)
                if refusal:
                    yield Member(above, refusal=refusal)
                    return
                met: Counter[tuple[str, ...]] = Counter()
                for info in infos:
                    name = name_in(info)
                    if name.hidden or not name.parts:
                        continue
                    met[name.parts] += 1
                    again = f" ({met[name.parts]})" if met[name.parts] > 1 else ""
                    parts = (*above, *name.parts[:-1], name.parts[-1] + again)
                    yield from self._member(opened, info, name, parts, depth, spent)
        except ZIP_ERRORS:
            yield Member(above, refusal=message("archive.damaged"))

    def _member(
        self,
        opened: zipfile.ZipFile,
        info: zipfile.ZipInfo,
        name: Name,
        parts: tuple[str, ...],
        depth: int,
        spent: _Spent,
    ) -> Iterator[Member]:
        refusal = _refusal(info, name) or self._bomb(info.file_size, info.compress_size)
        if refusal:
            yield Member(parts, refusal=refusal)
            return
        try:
            held = self._unpacked(opened, info, name)
        except NotImplementedError:
            yield Member(parts, refusal=message("archive.method"))
            return
        except RuntimeError:  # zipfile's word for a member that wants a password
            yield Member(parts, refusal=message("archive.encrypted"))
            return
        except ZIP_ERRORS as error:
            if isinstance(error, OSError) and error.errno == errno.ENOSPC:
                said = message("archive.no_space", folder=self.room.parent)
                raise UsageError(said.vi, said.en) from error
            yield Member(parts, refusal=message("archive.damaged_member"))
            return
        if held is not None and is_archive(held):
            if depth >= self.limits.depth:
                yield Member(parts, refusal=message("archive.deep", depth=self.limits.depth))
            else:
                yield from self._inside(held, parts, depth + 1, spent)
            held.unlink()
        elif held is not None and (supported(held) or name.parts[-1] == self.beside):
            yield Member(parts, held)
        else:
            if held is not None:
                held.unlink()
            unsupported = message("error.unsupported", kinds=self.kinds)
            yield Member(parts, refusal=unsupported, status="skipped")

    def _unpacked(self, opened: zipfile.ZipFile, info: zipfile.ZipInfo, name: Name) -> Path | None:
        """The member in the temporary folder; None where its beginning is no report's."""
        suffix = PurePath(name.parts[-1]).suffix.lower()
        with opened.open(info) as stream:
            head = stream.read(SNIFF)
            wanted = name.parts[-1] == self.beside or suffix == ".zip"
            if not (wanted or may_be_report(suffix, head)):
                return None
            self._count += 1
            held = self.room / f"{self._count:06}{suffix if _SUFFIX.fullmatch(suffix) else ''}"
            with held.open("wb") as file:
                file.write(head)
                shutil.copyfileobj(stream, file)
        return held

    def _too_much(self, infos: list[zipfile.ZipInfo], packed: int, spent: _Spent) -> Message | None:
        """Whether an archive asks for more than the limits, by what its directory says.

        ``zipfile`` never unpacks more of a member than its directory entry says.
        """
        asked = sum(info.file_size for info in infos)
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
    """Whether a file is a ZIP archive and no Office document, or at least is called one."""
    try:
        with path.open("rb") as file:
            head = file.read(4)
    except OSError:
        return False
    if head not in (b"PK\x03\x04", b"PK\x05\x06"):
        return path.suffix.lower() == ".zip"
    kind = kind_of_zip(path)
    return kind == "zip" or (kind == "broken_zip" and path.suffix.lower() == ".zip")


def _refusal(info: zipfile.ZipInfo, name: Name) -> Message | None:
    """Why a member is not even opened."""
    if name.trick:
        return message("archive.trick", name=name.written)
    if stat.S_ISLNK(info.external_attr >> 16):
        return message("archive.link")
    if info.flag_bits & _ENCRYPTED:
        return message("archive.encrypted")
    return None
