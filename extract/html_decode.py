"""The bytes of a web page to text: the encoding it declares, where that can be true."""

from __future__ import annotations

import codecs
import re

from solieu.errors import ReadError

#: Stands for bytes that are no letter.
LOST = "\ufffd"
# So many of them are a slip of some program, more are another encoding.
_FEW, _RARE = 3, 2000
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# A browser looks for the declaration in the first 1024 bytes (HTML, 13.2.3.2); pages that
# Word saved may have it later.
_HEAD = 4096
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,100}?encoding=[\"']([\w.:-]+)",
    re.IGNORECASE,
)
# Names that mean another encoding on the web (Encoding Standard, 4.2).
_MEANT = {
    "iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
    "windows-1252": "cp1252", "windows-1258": "cp1258", "x-cp1258": "cp1258",
    "x-user-defined": "cp1252",  # how pages in old Vietnamese encodings were declared
    "utf-16": "utf-8", "utf-16le": "utf-8", "unicode": "utf-8", "utf8": "utf-8",
}  # fmt: skip
# Characters 128 to 159 by number mean those of Windows (HTML, 13.2.5.80).
_C1 = {
    code: bytes([code]).decode("cp1252")
    for code in range(0x80, 0xA0)
    if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}


def decode_html(data: bytes, source: str, declared: str = "") -> tuple[str, str]:
    """The text of a page and the name of its encoding, "" where that is a mere guess.

    A byte order mark counts most, then UTF-8 where every byte fits, then what the page
    (or the mail part around it, ``declared``) says. A page that says nothing is taken for
    Windows-1252, which the old Vietnamese encodings look like. Raises ReadError where
    what it says cannot be true.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], name, source), name
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    match = _DECLARED.search(data[:_HEAD])
    said = declared or ((match[1] or match[2]).decode("ascii", "replace") if match else "")
    encoding = _MEANT.get(said.lower(), said.lower())
    if encoding in ("", "cp1252"):
        return plain_c1(data.decode("latin-1")), encoding
    return _decoded(data, encoding, source), encoding


def undecodable(encoding: str, source: str) -> ReadError:
    """The refusal of a page that is not in the encoding it should be in."""
    return ReadError(
        f"{source}: không giải mã được trang web theo bảng mã {encoding.upper()}; hãy lưu lại "
        "trang dưới dạng Unicode (UTF-8)",
        f"{source}: the web page cannot be decoded as {encoding.upper()}; save it again as "
        "Unicode (UTF-8)",
    )


def plain_c1(text: str) -> str:
    """Text with the control characters that Windows writers meant as dashes and quotes."""
    return text.translate(_C1)


def _decoded(data: bytes, encoding: str, source: str) -> str:
    """The text, U+FFFD for the few bytes that may be wrong in a page that is right else."""
    try:
        text = data.decode(encoding, "replace")
    except LookupError as error:
        raise undecodable(encoding, source) from error
    if text.count(LOST) > max(_FEW, len(text) // _RARE):
        raise undecodable(encoding, source)
    return text
