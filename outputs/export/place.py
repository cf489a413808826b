"""Where an export goes: one file or a folder of files, each whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from solieu.errors import UsageError
from solieu.messages import message


@contextmanager
def staged(path: Path) -> Iterator[Path]:
    """A free name beside ``path`` to write to; it becomes ``path`` when all went well.

    Raises UsageError where that cannot be written.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary.unlink(missing_ok=True)
            yield temporary
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        said = message("export.unwritable", path=path, why=error.strerror or error)
        raise UsageError(said.vi, said.en) from error
