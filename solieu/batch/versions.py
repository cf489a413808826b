"""What a result depends on besides its document: the program itself.

Two fingerprints. That of reading covers the code and words that turn a file into text, found
by following imports from ``extract.read``; that of the rules covers everything. A changed
rule therefore makes the text be understood anew, but no page be read anew.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

#: What can change a result: our own packages, and libraries by their version.
_PACKAGES = ("extract", "normalize", "audit", "outputs", "solieu")
_LIBRARIES = (
    *("regex", "lxml", "pypdfium2", "pdfplumber", "xlrd", "rapidfuzz", "underthesea"),
    *("numpy", "pillow", "rapidocr"),
)
_DATA = (".toml", ".csv")
_IMPORT = re.compile(rf"^\s*(?:from|import) ((?:{'|'.join(_PACKAGES)})(?:\.\w+)*)", re.MULTILINE)
_QUOTED = re.compile(r"[\"']([a-z]+)")
# Reads any list by its name, and checks each against others: it names them all.
_READS_LISTS = "extract.lexicon"

_HERE = Path(__file__).parents[2]


@cache
def rules_version() -> str:
    """Fingerprint of all code and words of this program, and of the libraries it uses."""
    files = (
        path
        for package in _PACKAGES
        for path in (_HERE / package).rglob("*")
        if path.suffix in (".py", *_DATA)
    )
    return _fingerprint(files)


@cache
def reading_version() -> str:
    """Fingerprint of what turns a file into text, and of the programs that help."""
    modules = reading_modules()
    return _fingerprint([*modules.values(), *_word_lists(modules)], *_office())


def reading_modules() -> dict[str, Path]:
    """Name and file of every module of ours that ``extract.read`` needs."""
    found: dict[str, Path] = {}
    todo = ["extract.read"]
    while todo:
        name = todo.pop()
        path = _HERE / f"{name.replace('.', '/')}.py"
        if name not in found and path.is_file():
            found[name] = path
            todo += _IMPORT.findall(path.read_text(encoding="utf-8"))
    return found


def _word_lists(modules: dict[str, Path]) -> list[Path]:
    """The word lists that these modules name; "legacy_" names all that begin so."""
    texts = [path.read_text("utf-8") for name, path in modules.items() if name != _READS_LISTS]
    named = {word for text in texts for word in _QUOTED.findall(text)}
    lists = (_HERE / "extract" / "words").glob("*.toml")
    return [path for path in lists if path.stem.split("_")[0] in named]


def _office() -> list[str]:
    """Which LibreOffice, antiword and tesseract there are, by place, size and date."""
    from extract.ocr_engine import languages, tesseract
    from extract.office_convert import antiword, soffice

    told = [f"tesseract reads {name}" for name in sorted(languages())]
    for program in (soffice(), antiword(), tesseract()):
        if program:
            path = Path(program).resolve()
            told.append(f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}")
    return told


def _fingerprint(files: Iterable[Path], *more: str) -> str:
    digest = blake2b(digest_size=16)
    for path in sorted(files):
        digest.update(f"{path.relative_to(_HERE).as_posix()}\0".encode())
        digest.update(blake2b(path.read_bytes()).digest())
    for told in (*_libraries(), *more):
        digest.update(f"{told}\0".encode())
    return digest.hexdigest()


def _libraries() -> list[str]:
    told = [f"Python {sys.version_info.major}.{sys.version_info.minor}"]
    for name in _LIBRARIES:
        try:
            told.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            told.append(f"{name} none")
    return told
