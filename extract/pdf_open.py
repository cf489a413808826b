"""Open a PDF, or say in one sentence why it cannot be opened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from solieu.errors import ReadError

# Writers end a file with %%EOF; readers look for it in the last 1024 bytes (ISO 32000-1,
# implementation note 18). Twice that forgives a little rubbish appended by mail gateways.
_TAIL = 2048


@contextmanager
def open_pdf(path: Path, source: str) -> Iterator[Any]:
    """A pypdfium2 document, closed on leaving.

    Raises ReadError for a file that needs a password, is damaged or cut short, or has
    no pages.
    """
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise _refusal(error.err_code, path, source) from error
    try:
        if not _ends_whole(path):
            raise _truncated(source)
        if not len(document):
            raise ReadError(
                f"{source}: tệp PDF không có trang nào", f"{source}: the PDF has no pages"
            )
        yield document
    finally:
        document.close()


def _ends_whole(path: Path) -> bool:
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - _TAIL))
        return b"%%EOF" in file.read()


def _refusal(code: int | None, path: Path, source: str) -> ReadError:
    if code == pdfium.FPDF_ERR_PASSWORD:
        return ReadError(
            f"{source}: tệp PDF được bảo vệ bằng mật khẩu; hãy bỏ mật khẩu rồi chạy lại",
            f"{source}: the PDF is protected by a password; remove it and run again",
        )
    if code == pdfium.FPDF_ERR_SECURITY:
        return ReadError(
            f"{source}: tệp PDF được mã hóa theo cách không đọc được; hãy bỏ mã hóa rồi chạy lại",
            f"{source}: the PDF is encrypted in an unsupported way; decrypt it and run again",
        )
    if not _ends_whole(path):
        return _truncated(source)
    return ReadError(
        f"{source}: tệp PDF bị hỏng hoặc không có trang nào, không mở được",
        f"{source}: the PDF is damaged or has no pages, cannot open it",
    )


def _truncated(source: str) -> ReadError:
    return ReadError(
        f"{source}: tệp PDF bị cắt cụt (thiếu phần cuối); hãy lấy lại tệp từ nguồn",
        f"{source}: the PDF is truncated (its end is missing); fetch the file again",
    )
