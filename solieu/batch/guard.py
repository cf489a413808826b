"""What a process that reads documents may not do, whatever a document makes a library try.

No network, no programs but LibreOffice, antiword and tesseract, no writing outside the folder
for temporary files, of which each process has one of its own. Python tells an audit hook
before it does any of these (PEP 578), and a hook cannot be taken away again. It is a second
fence: no reader wants any of this.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

_NETWORK = frozenset({
    "socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname",
    "socket.sendto", "socket.sendmsg", "urllib.Request", "ftplib.connect", "smtplib.connect",
})  # fmt: skip
_PROGRAMS = frozenset({"os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile"})
_CHANGES = frozenset({
    "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.chmod",
    "os.chown", "os.truncate", "shutil.rmtree", "shutil.move", "shutil.copyfile",
})  # fmt: skip
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_HELPERS = frozenset(
    {"soffice", "soffice.com", "libreoffice", "antiword", "taskkill", "pdftoppm"}
) | {
    "tesseract",
    "tesseract.exe",
}


class RefusedError(PermissionError):
    """Something that reading a document never needs."""


def guard() -> None:
    """Hold this process to it from now on."""
    room = _real(tempfile.gettempdir())

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open":
            _check_open(arguments, room)
        elif event in _NETWORK or event in _PROGRAMS:
            raise RefusedError(f"{event} {arguments!r:.200}")
        elif event == "subprocess.Popen":
            program = Path(os.fsdecode(arguments[0])).name  # type: ignore[arg-type]
            if program.lower() not in _HELPERS:
                raise RefusedError(f"{event} {program}")
        elif event in _CHANGES:
            _check_path(event, arguments[0], room)
            if event in ("os.rename", "os.link", "shutil.move", "shutil.copyfile"):
                _check_path(event, arguments[1], room)

    sys.addaudithook(hook)


def _check_open(arguments: tuple[object, ...], room: str) -> None:
    path, mode, flags = arguments
    writes = isinstance(flags, int) and bool(flags & _WRITING)
    if writes or (isinstance(mode, str) and any(sign in mode for sign in "wax+")):
        _check_path("open", path, room)


def _check_path(event: str, path: object, room: str) -> None:
    if isinstance(path, int) or not isinstance(path, str | bytes | os.PathLike):
        return  # a file that is open already
    real = _real(path)
    if real != os.devnull and not Path(real).is_relative_to(room):
        raise RefusedError(f"{event} {real}")


def _real(path: str | bytes | os.PathLike[str] | os.PathLike[bytes]) -> str:
    return os.path.realpath(os.fsdecode(path))
