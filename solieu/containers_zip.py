"""ZIP archives, by the standard library."""

from __future__ import annotations

import errno
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from extract.kinds import ZIP_ERRORS
from solieu.archive_names import Name, name_in
from solieu.containers import ContainerError, Entry, refusal_by_name
from solieu.messages import Message, message

_ENCRYPTED = 0x1


class _Zip:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._infos = [info for info in archive.infolist() if not info.is_dir()]
        self.entries = [_entry(i, info) for i, info in enumerate(self._infos)]

    @contextmanager
    def open(self, entry: Entry) -> Iterator[IO[bytes]]:
        # zipfile never unpacks more of a member than its directory entry says.
        try:
            with self._archive.open(self._infos[entry.number]) as stream:
                yield stream
        except NotImplementedError as error:
            raise ContainerError(message("archive.method")) from error
        except RuntimeError as error:  # zipfile's word for a member that wants a password
            raise ContainerError(message("archive.encrypted")) from error
        except ZIP_ERRORS as error:
            if isinstance(error, OSError) and error.errno == errno.ENOSPC:
                raise
            raise ContainerError(message("archive.damaged_member")) from error


@contextmanager
def open_zip(path: Path, room: Path) -> Iterator[_Zip]:
    """A ZIP archive. Raises ContainerError."""
    try:
        archive = zipfile.ZipFile(path)
        opened = _Zip(archive)
    except ZIP_ERRORS as error:
        raise ContainerError(message("archive.damaged")) from error
    with archive:
        yield opened


def _entry(number: int, info: zipfile.ZipInfo) -> Entry:
    name = name_in(info)
    return Entry(number, name, info.file_size, info.compress_size, _refusal(info, name))


def _refusal(info: zipfile.ZipInfo, name: Name) -> Message | None:
    if refusal := refusal_by_name(name):
        return refusal
    if stat.S_ISLNK(info.external_attr >> 16):
        return message("archive.link")
    return message("archive.encrypted") if info.flag_bits & _ENCRYPTED else None
