"""Names of the members of an archive: in Unicode, and never a way out of the archive."""

from __future__ import annotations

import re
import struct
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass

_UTF8 = 0x800  # flag bit 11: the name is UTF-8 (APPNOTE 4.4.4)
_UNICODE_PATH = 0x7075  # extra field with the name in UTF-8 (APPNOTE 4.6.9)
_DRIVE = re.compile(r"[A-Za-z]:")
# Signs for lines and corners, of which code page 437 has many and file names none: such a name
# was written in another code page, on Vietnamese Windows in 1258.
_DRAWN = re.compile("[\u2320-\u25ff\u2200-\u22ff\u0370-\u03ff\u20a7\u207f\u2310\u00a0-\u00bf]")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
_HIDDEN = re.compile(r"\.|~\$|__MACOSX$")


@dataclass(frozen=True, slots=True)
class Name:
    """``parts``: folders and file name, harmless; ``trick``: the name as written leads outside."""

    parts: tuple[str, ...]
    written: str
    trick: bool

    @property
    def hidden(self) -> bool:
        """Hidden files, lock files of Office, what macOS puts beside every file."""
        return any(_HIDDEN.match(part) for part in self.parts)


def name_in(info: zipfile.ZipInfo) -> Name:
    """The name of a member of a ZIP archive."""
    return named(_decoded(info))


def named(name: str) -> Name:
    """A name in Unicode, composed (NFC), its folders parted whichever slash was used."""
    written = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode())
    slashes = written.replace("\\", "/")
    parts = [part for part in slashes.split("/") if part not in ("", ".")]
    trick = slashes.startswith("/") or ".." in parts or _DRIVE.match(slashes) is not None
    harmless = (_CONTROLS.sub("\ufffd", part).replace(":", "_") for part in parts if part != "..")
    return Name(tuple(harmless), written, trick)


def _decoded(info: zipfile.ZipInfo) -> str:
    """The name as its writer meant it; ``zipfile`` takes every name without flag for cp437."""
    if info.flag_bits & _UTF8:
        return info.orig_filename
    try:
        raw = info.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return info.orig_filename
    if better := _unicode_path(info.extra, raw):
        return better
    for encoding in ("utf-8", "cp1258"):
        try:
            name = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" or _DRAWN.search(info.orig_filename):
            return name
    return info.orig_filename


def _unicode_path(extra: bytes, raw: bytes) -> str:
    """The name in the extra field of Info-ZIP, where it belongs to this name."""
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        held, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == _UNICODE_PATH and len(held) > 5 and held[0] == 1:
            (check,) = struct.unpack_from("<I", held, 1)
            if check == zlib.crc32(raw):
                return held[5:].decode("utf-8", "replace")
    return ""
