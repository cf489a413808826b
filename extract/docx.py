"""Word files to a Reading."""

from __future__ import annotations

from solieu.errors import ReadError
from solieu.model import Reading


def read_docx(data: bytes, source: str, sha256: str) -> Reading:
    """Not read yet: raises ReadError."""
    raise ReadError(f"{source}: chưa đọc được tệp Word", f"{source}: Word files are not read yet")
