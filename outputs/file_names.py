"""Names for files that every system takes, whatever a report or an indicator is called."""

from __future__ import annotations

import re
import unicodedata

# What Windows does not take in a name, and what would lead out of the folder.
_UNFIT = re.compile(r'[<>:"|?*\\/\x00-\x1f\x7f]|[. ]+$')
# Devices of Windows: no file can have their names, nor these with a suffix.
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]) *(?=\.|$)", re.I)
#: Bytes of one name; systems take 255, and copies get endings of their own.
LONGEST = 200
_SUFFIX = 8  # characters after the dot that are kept with it
#: Folders within each other; deeper, Windows does not take the path.
_DEEPEST = 10


def fit(name: str) -> str:
    """One name of a file or folder, changed only where some system would refuse it.

    >>> fit("a:b.txt"), fit(".."), fit("CON.txt"), fit("con trâu.txt"), fit("báo cáo. ")
    ('a_b.txt', '_', '_CON.txt', 'con trâu.txt', 'báo cáo_')
    >>> len(fit("x" * 300 + ".docx")), fit("x" * 300 + ".docx")[-6:]
    (200, 'x.docx')
    """
    name = _UNFIT.sub("_", name.encode("utf-8", "replace").decode()) or "_"
    if _DEVICE.match(name):
        name = f"_{name}"
    if len(name.encode()) <= LONGEST:
        return name
    stem, dot, suffix = name.rpartition(".")
    ending = f".{suffix}" if dot and len(suffix) <= _SUFFIX else ""
    stem = stem if ending else name
    cut = stem.encode()[: LONGEST - len(ending.encode())].decode("utf-8", "ignore") + ending
    return _UNFIT.sub("_", cut)


class FreePaths:
    """Paths of files in one folder, no two of which any system takes for one."""

    def __init__(self, *endings: str) -> None:
        """With ``endings`` these, put behind a path that was given, are free as well."""
        self._endings = ("", *endings)
        self._files: set[str] = set()
        self._folders: set[str] = set()
        self._tried: dict[str, int] = {}  # the last number given, by path of a file
        self._moved: dict[str, str] = {}  # folders that are called otherwise

    def take(self, path: str) -> str:
        """A path like ``path`` (parts by ``/``) that is free; it is taken then.

        >>> free = FreePaths()
        >>> [free.take(path) for path in ("a:b.txt", "A_B.txt", "a_b.txt/c.txt")]
        ['a_b.txt', '2-A_B.txt', '3-a_b.txt/c.txt']
        """
        *folders, name = [fit(part) for part in path.split("/") if part][-_DEEPEST:] or ["_"]
        place = ""
        for folder in folders:
            place = self._folder(place + folder) + "/"
        found = asked = place + name
        while any(self._taken(found + ending) for ending in self._endings):
            n = self._tried[_key(asked)] = self._tried.get(_key(asked), 1) + 1
            found = place + fit(f"{n}-{name}")
        self._files |= {_key(found + ending) for ending in self._endings}
        return found

    def _folder(self, path: str) -> str:
        """``path``, or where a file has that name, always the same other."""
        found, n = self._moved.get(_key(path), path), 1
        place, _, name = path.rpartition("/")
        while _key(found) in self._files:
            n += 1
            found = f"{place}{'/' if place else ''}{fit(f'{n}-{name}')}"
        self._folders.add(_key(found))
        self._moved[_key(path)] = found
        return found

    def _taken(self, path: str) -> bool:
        return _key(path) in self._files or _key(path) in self._folders


def _key(path: str) -> str:
    """What is the same for two paths that some system takes for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
