"""What decides a result besides the inputs: rules, word lists, libraries, each with a hash.

With the inputs' hashes and the settings this lets somebody else repeat a run, and see at
once what is different where the results are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import get_args

from outputs.write import Json
from solieu.model import CheckKind

_PACKAGES = ("extract", "normalize", "audit")
_WORDS = (".toml", ".csv")
# Those that read files or compare words; the others only write.
_LIBRARIES = (
    "pdfplumber",
    "pdfminer.six",
    "pypdfium2",
    "lxml",
    "regex",
    "rapidfuzz",
    "underthesea",
    "xlrd",
)


def rules() -> dict[str, Json]:
    """Rule ids, SHA-256 of every word list and of each package's code, library versions.

    A rule of the audit is called by its kind in checks.csv; its version is the hash of
    the code of ``audit``, for rules share theirs.
    """
    lists: dict[str, Json] = {}
    code: dict[str, Json] = {}
    for package in _PACKAGES:
        held = sorted(_files(files(package), package))
        lists |= {name: _hash(data) for name, data in held if name.endswith(_WORDS)}
        program = hashlib.sha256()
        for name, data in held:
            if name.endswith(".py"):
                program.update(f"{name} {_hash(data)}\n".encode())
        code[package] = program.hexdigest()
    return {
        "checks": list(get_args(CheckKind)),
        "code": code,
        "word_lists": lists,
        "libraries": dict(_versions()),
    }


def _files(folder: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    for one in folder.iterdir():
        path = f"{name}/{one.name}"
        if one.is_dir():
            yield from _files(one, path)
        elif one.name.endswith((".py", *_WORDS)):
            yield path, one.read_bytes()


def _hash(data: bytes) -> str:
    """SHA-256 of a text file; how its lines end on this system does not matter."""
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()


def _versions() -> Iterator[tuple[str, str]]:
    for name in _LIBRARIES:
        try:
            yield name, version(name)
        except PackageNotFoundError:
            yield name, ""
