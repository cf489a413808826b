"""One file of bytes onto the disk: whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from solieu.errors import UsageError


def replace_file(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path``, over what is there; a failure leaves that as it was.

    Raises UsageError where it cannot be written.
    """
    staged = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        try:
            with staged.open("wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            staged.replace(path)
        finally:
            staged.unlink(missing_ok=True)
    except OSError as error:
        why = error.strerror or str(error)
        raise UsageError(
            f"Không ghi được tệp {path}: {why}. Hãy đóng tệp nếu đang mở trong Word, "
            "kiểm tra thư mục, quyền ghi và dung lượng đĩa.",
            f"Cannot write the file {path}: {why}. Close it if Word has it open; check the "
            "folder, permissions and free space.",
        ) from error
