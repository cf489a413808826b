"""RAR archives, by rarfile (extra ``archives``), which calls unrar, 7z or bsdtar to unpack."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from solieu.archive_names import named
from solieu.containers import ContainerError, Entry, missing, refusal_by_name
from solieu.messages import Message, message

# What rarfile lets through on damaged bytes beside its own errors.
_DAMAGE = (EOFError, LookupError, OSError, RuntimeError, TypeError, ValueError, AssertionError)


class _Rar:
    def __init__(self, archive: Any) -> None:
        self._archive = archive
        self._infos = [info for info in archive.infolist() if not info.is_dir()]
        self.entries = [
            Entry(
                i, name := named(info.filename), info.file_size, info.compress_size, _no(info, name)
            )
            for i, info in enumerate(self._infos)
        ]

    @contextmanager
    def open(self, entry: Entry) -> Iterator[IO[bytes]]:
        import rarfile

        try:
            with self._archive.open(self._infos[entry.number]) as stream:
                yield stream
        except (rarfile.Error, *_DAMAGE) as error:
            raise _said(error, "archive.damaged_member") from error


@contextmanager
def open_rar(path: Path, room: Path) -> Iterator[_Rar]:
    """A RAR archive. Raises ContainerError."""
    try:
        import rarfile
    except ModuleNotFoundError as error:
        raise missing(error) from error
    try:
        archive = rarfile.RarFile(path, errors="strict")
        if archive.needs_password() and not archive.infolist():
            raise ContainerError(message("archive.encrypted"))
        opened = _Rar(archive)
    except (rarfile.Error, *_DAMAGE) as error:
        raise _said(error, "archive.damaged") from error
    with archive:
        yield opened


def _said(error: Exception, otherwise: str) -> ContainerError:
    import rarfile

    if isinstance(error, ContainerError):
        return error
    if isinstance(error, rarfile.RarCannotExec):
        return ContainerError(message("archive.rar_tool"))
    if isinstance(error, rarfile.PasswordRequired | rarfile.RarWrongPassword):
        return ContainerError(message("archive.encrypted"))
    if isinstance(error, rarfile.NeedFirstVolume):
        return ContainerError(message("archive.volumes"))
    if isinstance(error, rarfile.UnsupportedWarning | rarfile.RarUnknownError):
        return ContainerError(message("archive.method"))
    return ContainerError(message(otherwise))


def _no(info: Any, name: Any) -> Message | None:
    if refusal := refusal_by_name(name):
        return refusal
    if info.needs_password():
        return message("archive.encrypted")
    return None if info.is_file() else message("archive.link")
