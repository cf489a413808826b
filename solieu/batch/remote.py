"""Sources and output folders by URL (``s3://...``), through fsspec.

Sources are copied to a folder of the cache, only what is new or changed since the last
time. Output is made in a folder of this computer as any other and then copied to its
place, the manifest last: who finds a manifest finds the set that it tells of.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from typing import Any

from solieu.batch.places import cache_folder
from solieu.errors import UsageError
from solieu.messages import message
from solieu.urls import is_url

_LAST = "manifest.json"


def brought_here(places: Sequence[str | Path]) -> list[Path]:
    """Paths of this computer for ``places``, what is elsewhere copied here first.

    Raises UsageError where a URL cannot be read.
    """
    return [_copied(place) if is_url(place) else Path(place) for place in places]


@contextmanager
def sent_there(out: str | Path) -> Iterator[Path]:
    """A folder of this computer for ``out``; at the end its files are copied to a URL.

    What people and earlier runs left at the URL is copied here first. Raises UsageError
    where it cannot be read or written.
    """
    if not is_url(out):
        yield Path(out)
        return
    url = str(out)
    folder = _folder("out", url)
    with _told(url):
        system, root = _system(url)
        _mirror(system, root, folder, nested=False)
    yield folder
    with _told(url):
        _send(system, root, folder)


def _copied(place: str | Path) -> Path:
    url = str(place)
    name = PurePosixPath(url.rstrip("/")).name
    with _told(url):
        system, root = _system(url)
        if system.isfile(root):
            target = _folder("in", url) / name
            _fetch_file(system, root, target)
            return target
        target = _folder("in", url) / name
        if not system.exists(root):
            raise FileNotFoundError(2, "No such folder", url)
        _mirror(system, root, target, nested=True)
        return target


def _system(url: str) -> tuple[Any, str]:
    """The file system of a URL and its path there."""
    try:
        import fsspec

        system, root = fsspec.core.url_to_fs(url)
    except (ImportError, ValueError) as error:
        said = message("remote.missing", url=url, why=error)
        raise UsageError(said.vi, said.en) from error
    system.invalidate_cache()
    return system, str(root).rstrip("/")


def _mirror(system: Any, root: str, folder: Path, *, nested: bool) -> None:
    """Make ``folder`` hold what is under ``root``, fetching only what changed."""
    folder.mkdir(parents=True, exist_ok=True)
    note = folder.parent / f"{folder.name}.seen.json"
    try:
        seen: dict[str, str] = json.loads(note.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        seen = {}
    there: dict[str, str] = {}
    found = system.find(root, maxdepth=None if nested else 1, detail=True)
    for path, told in sorted(found.items()):
        name = str(path).removeprefix(root).lstrip("/")
        target = _inside(folder, name)
        if target is None:
            continue
        there[name] = _mark(told)
        if seen.get(name) != there[name] or not target.is_file():
            _fetch_file(system, path, target)
    if nested:
        for name in seen.keys() - there.keys():
            (folder / name).unlink(missing_ok=True)
    note.write_text(json.dumps(there, ensure_ascii=False), encoding="utf-8")


def _inside(folder: Path, name: str) -> Path | None:
    """The place of an object in ``folder``; None for a name that leads out of it."""
    parts = PurePosixPath(name).parts
    if not parts or ".." in parts or PurePosixPath(name).is_absolute() or "\0" in name:
        return None
    return folder.joinpath(*parts)


def _mark(told: dict[str, Any]) -> str:
    """What changes when an object does."""
    keys = ("ETag", "etag", "checksum", "LastModified", "mtime", "created", "size")
    return " ".join(str(told[key]) for key in keys if told.get(key) is not None)


def _fetch_file(system: Any, path: str, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_name(f".{target.name}.half")
    system.get_file(path, str(half))
    half.replace(target)


def _send(system: Any, root: str, folder: Path) -> None:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    files = [path for path in files if not path.name.startswith(".")]
    files.sort(key=lambda path: path.name == _LAST)
    for path in files:
        system.put_file(str(path), f"{root}/{path.relative_to(folder).as_posix()}")


def _folder(kind: str, url: str) -> Path:
    """The folder for a URL in the cache."""
    return cache_folder() / "remote" / kind / blake2b(url.encode(), digest_size=12).hexdigest()


@contextmanager
def _told(url: str) -> Iterator[None]:
    """Say of any failure of a file system which URL it was."""
    try:
        yield
    except UsageError:
        raise
    except Exception as error:  # each file system has errors of its own
        said = message("remote.failed", url=url, why=str(error) or type(error).__name__)
        raise UsageError(said.vi, said.en) from error
