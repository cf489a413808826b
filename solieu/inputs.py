"""Which files a run reads, and what each is called in the results.

The result depends on what is there, not on the order in which it was named.
"""

from __future__ import annotations

import json
import os
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path, PurePath
from typing import Literal

from extract.read import supported
from outputs.columns import table
from outputs.decision_files import DECISIONS_FILE
from outputs.results import ANNOTATED, OUTPUT_FILES, WORKPAPERS
from solieu.archives import Unpacker, is_archive
from solieu.containers import SUFFIXES
from solieu.messages import Message, message

#: Beside the inputs: what a person says of them, see ``solieu.overrides``.
METADATA_FILE = "metadata.csv"

#: Beside the inputs: what a person decided about labels, see ``solieu.mappings``.
MAPPING_FILE = "mapping.csv"

#: Beside the inputs: the places that a person knows, see ``solieu.area_files``.
AREAS_FILE = "areas.csv"

_BESIDE = (METADATA_FILE, MAPPING_FILE, AREAS_FILE)

#: What a person would call the kinds of file that can be read.
KINDS = (
    "TXT, MD, DOCX, DOC, RTF, ODT, XLSX, XLSB, XLS, ODS, HTML, PDF, PNG, JPEG, TIFF, "
    "ZIP, 7Z, RAR, EML, MSG"
)


@dataclass(frozen=True, slots=True)
class Input:
    """One file to read, or one path that cannot be.

    ``source`` is its name in the results: relative to ``root``, the folder given, with
    ``/`` and in NFC. ``refusal`` says why it is not read; ``status`` is then its status.
    A member of an archive has the archive as a folder in its ``path``, and ``held`` is
    where its content lies.
    """

    path: Path
    root: Path
    source: str
    refusal: Message | None = None
    status: Literal["failed", "skipped"] = "failed"
    held: Path | None = None

    @property
    def content(self) -> Path:
        """The file to open."""
        return self.held or self.path


def find_inputs(
    paths: Iterable[Path],
    out: Path | None = None,
    room: Path | None = None,
    read_before: Callable[[Path], bool] = lambda _: False,
) -> tuple[Input, ...]:
    """All files among ``paths``, folders with their subfolders, by source.

    Archives are unpacked into ``room``, an empty folder for the time of the run; without
    one they are inputs as they are. A path that is missing, a folder or an archive without
    reports are inputs too, with a refusal. ``read_before`` tells of files that were documents
    before, and need not be opened to see what they are. Left out without a word: hidden
    files, ``out`` and what solieu itself wrote.
    """
    skip = out.resolve() if out else None
    met: dict[Path, Input] = {}
    places = _Places()
    for path in paths:
        for one in _under(path, skip):
            place = places.of(one.path)
            # Named twice: once as a file, once in its folder. The longer name tells more.
            known = met.get(place)
            if known is None or (len(one.source), one.source) > (len(known.source), known.source):
                met[place] = one
    found: Iterable[Input] = met.values()
    if room is not None:
        unpacker = Unpacker(room, KINDS, METADATA_FILE)
        found = [each for one in found for each in _opened(one, unpacker, read_before)]
    return _named_apart(list(found), places)


def folders_of(path: Path, root: Path) -> tuple[Path, ...]:
    """The folder that ``path`` lies in and those above it up to ``root``, the nearest first."""
    return _up_to(path.parent, root)


@lru_cache(maxsize=256)
def _up_to(folder: Path, root: Path) -> tuple[Path, ...]:
    above = (folder, *folder.parents)
    return above[: above.index(root) + 1] if root in above else above[:1]


def name_of(path: PurePath) -> str:
    """``path`` as it is written in results; bytes that are no UTF-8 become U+FFFD.

    >>> name_of(PurePath("2026") / "Ba\u0301o ca\u0301o.txt")
    '2026/Báo cáo.txt'
    """
    text = os.fsencode(path.as_posix()).decode("utf-8", "replace")
    return unicodedata.normalize("NFC", text)


def _under(path: Path, skip: Path | None) -> Iterator[Input]:
    if path.is_dir():
        yield from _in_folder(path, skip)
        return
    one = Input(path, path.parent, name_of(PurePath(path.name)))
    yield one if path.exists() else replace(one, refusal=message("error.missing_path"))


def _opened(one: Input, unpacker: Unpacker, read_before: Callable[[Path], bool]) -> Iterator[Input]:
    """An input, or the members of the archive that it is."""
    named = one.path.suffix.lower() in SUFFIXES
    if one.refusal or (not named and read_before(one.path)) or not is_archive(one.path):
        yield one
        return
    reports = refused = 0
    for member in unpacker.members(one.path):
        path = one.path.joinpath(*member.parts)
        source = "/".join((one.source, *member.parts))
        yield Input(path, one.root, source, member.refusal, member.status, member.held)
        reports += member.held is not None and path.name != METADATA_FILE
        refused += member.refusal is not None and not member.parts
    if not (reports or refused):
        yield replace(one, refusal=message("archive.no_reports"))


def _in_folder(root: Path, skip: Path | None) -> Iterator[Input]:
    reports = 0
    for path in _walk(root, skip):
        one = Input(path, root, name_of(path.relative_to(root)))
        if supported(path) or (path.suffix.lower() in ("", *SUFFIXES) and is_archive(path)):
            reports += 1
            yield one
        else:
            refusal = message("error.unsupported", kinds=KINDS)
            yield replace(one, refusal=refusal, status="skipped")
    if not reports:
        source = name_of(PurePath(root.resolve().name)) + "/"
        yield Input(root, root.parent, source, message("error.no_reports"))


def _walk(root: Path, skip: Path | None) -> Iterator[Path]:
    """Files under ``root`` that are meant to be read, and folders that cannot be opened."""
    closed: list[OSError] = []
    for folder, folders, names in os.walk(root, onerror=closed.append):
        here = Path(folder)
        # In a folder that solieu wrote, its workbooks would be read as reports.
        written = WORKPAPERS if _is_ours(here / "manifest.json") else ()
        folders[:] = sorted(
            name
            for name in folders
            if not (_hidden(name) or (here / name).resolve() == skip)
            and not (written and name == ANNOTATED)
        )
        for name in sorted(names):
            beside = name in (*_BESIDE, DECISIONS_FILE, *written)
            if not (_hidden(name) or beside or _is_ours(here / name)):
                yield here / name
    yield from (Path(error.filename) for error in closed)


def _hidden(name: str) -> bool:
    """Hidden files, and the lock files Word keeps beside an open document."""
    return name.startswith((".", "~$"))


def _is_ours(path: Path) -> bool:
    """Whether solieu wrote this file: it bears the name and the head of one of ours."""
    if path.name not in OUTPUT_FILES:
        return False
    try:
        if path.suffix == ".json":
            held = json.loads(path.read_bytes())
            return isinstance(held, dict) and "solieu" in (held.get("program"), held.get("name"))
        with path.open(encoding="utf-8-sig") as stream:
            head = stream.readline().rstrip("\n")
    except (OSError, ValueError):
        return False
    name = "checks" if path.stem.startswith("checks") else path.stem
    # A newer or older version may have more columns; the first one is ours all the same.
    return head.replace(";", ",").split(",")[0] == table(name).header[0]


class _Places:
    """Where files really lie. Each folder is asked about once."""

    def __init__(self) -> None:
        self._folders: dict[Path, Path] = {}

    def of(self, path: Path) -> Path:
        """``path.resolve()``."""
        if path.name in ("", "..") or path.is_symlink():
            return path.resolve()
        return self._folder(path.parent) / path.name

    def _folder(self, path: Path) -> Path:
        found = self._folders.get(path)
        if found is None:
            found = self._folders[path] = path.resolve()
        return found


def _named_apart(inputs: Sequence[Input], places: _Places) -> tuple[Input, ...]:
    """``inputs`` by source; where two sources are equal, the folders above tell them apart."""
    ordered = sorted(inputs, key=lambda one: os.fsencode(places.of(one.path)))
    above = [list(places.of(one.root).parts) for one in ordered]
    sources = [one.source for one in ordered]
    while True:
        counts = Counter(sources)
        same = [i for i, source in enumerate(sources) if counts[source] > 1 and above[i]]
        if not same:
            break
        for i in same:
            sources[i] = f"{name_of(PurePath(above[i].pop()))}/{sources[i].lstrip('/')}"
    copies: Counter[str] = Counter()
    for i, source in enumerate(sources):
        copies[source] += 1
        if copies[source] > 1:  # two names that differ only in their Unicode form
            sources[i] = f"{source} ({copies[source]})"
    named = (replace(one, source=source) for one, source in zip(ordered, sources, strict=True))
    return tuple(sorted(named, key=lambda one: one.source))
