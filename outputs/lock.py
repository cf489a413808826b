"""One run at a time in an output folder: a lock of the operating system.

It goes with the process that holds it, however that ends, so no stale one is ever in the way.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from outputs.staging import writable
from solieu.errors import UsageError

#: The file that is locked; there only while a run is on.
LOCK_FILE = ".solieu.lock"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold ``folder``, which is made if need be, for the time of the context.

    Raises UsageError where another process holds it, or it cannot be written.
    """
    path = folder / LOCK_FILE
    with writable(folder):
        made = not folder.exists()
        folder.mkdir(parents=True, exist_ok=True)
        handle = _taken(path)
    if handle is None:
        raise UsageError(
            f"Một lần chạy solieu khác đang ghi vào thư mục {folder}. "
            "Hãy đợi lần chạy đó xong, hoặc chọn thư mục kết quả khác.",
            f"Another run of solieu is writing to the folder {folder}. "
            "Wait until it has finished, or choose another output folder.",
        )
    try:
        yield
    finally:
        if sys.platform == "win32":  # an open file cannot be removed there
            os.close(handle)
            with suppress(PermissionError):  # another run tries it at this moment
                path.unlink(missing_ok=True)
        else:
            path.unlink(missing_ok=True)  # while it is held: see _taken
            os.close(handle)
        if made:
            with suppress(OSError):  # not empty: it is wanted
                folder.rmdir()


def _taken(path: Path) -> int | None:
    """A handle on the locked file, None where somebody else holds it.

    Who waited for a file that its holder then removed holds nothing: it must still be
    the one of that name.
    """
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        if not _try(handle):
            os.close(handle)
            return None
        try:
            if _same(handle, path):
                return handle
        except FileNotFoundError:
            pass
        os.close(handle)


def _same(handle: int, path: Path) -> bool:
    return os.path.samestat(os.fstat(handle), path.stat())


def _try(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if isinstance(error, BlockingIOError | PermissionError):
            return False
        raise
    return True
