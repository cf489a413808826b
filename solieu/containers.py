"""Files that hold other files: ZIP, 7z and RAR archives, packed files, saved e-mails.

Each kind is opened by a module of its own, all with the same face: a list of entries with
what the directory says of them, and a stream for each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal, Protocol, get_args

from extract.kinds import kind_of, kind_of_zip
from extract.office_ole import SIGNATURE
from solieu.archive_names import Name
from solieu.messages import Message, message

ContainerKind = Literal["zip", "7z", "rar", "archive", "eml", "msg"]
KINDS: tuple[ContainerKind, ...] = get_args(ContainerKind)
#: What files that hold others are called; by content they are known under any name.
SUFFIXES = (*(f".{kind}" for kind in KINDS if kind != "archive"), ".gz", ".bz2", ".xz")
_HEAD = 8192


class ContainerError(Exception):
    """A file that holds others cannot be opened, or one of its entries; ``said`` says why."""

    def __init__(self, said: Message) -> None:
        """``said`` is a message of the group ``archive`` or ``error``."""
        super().__init__(said.en)
        self.said = said


@dataclass(frozen=True, slots=True)
class Entry:
    """One file in a container, as the directory has it.

    ``number`` is its place among the entries; ``size`` in bytes, unpacked; ``packed`` None
    where it shares its packed bytes with others; ``refusal`` says why it is not opened.
    """

    number: int
    name: Name
    size: int
    packed: int | None = None
    refusal: Message | None = None


class Container(Protocol):
    """An open container. ``open`` raises ContainerError, as does its stream while it is read."""

    entries: list[Entry]

    def open(self, entry: Entry) -> AbstractContextManager[IO[bytes]]:
        """The unpacked bytes of an entry."""


def container_kind(path: Path) -> ContainerKind | None:
    """Whether a file holds others and is no document, or at least is called so; which kind."""
    called = next((kind for kind in KINDS if path.suffix.lower() == f".{kind}"), None)
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return None
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        kind = kind_of_zip(path)
        return "zip" if kind == "zip" or (kind == "broken_zip" and called == "zip") else None
    if head.startswith(SIGNATURE):
        kind = kind_of(path.read_bytes())
        return (
            "msg" if kind == "msg" or (called == "msg" and kind in ("ole", "broken_ole")) else None
        )
    kind = kind_of(head)
    known = next((each for each in KINDS if each == kind), None)
    # Under a name that promises a container, what is no document is a damaged one.
    return known or (called if called == "zip" or kind in ("text", "mhtml") else None)


@contextmanager
def opened(path: Path, kind: ContainerKind, room: Path) -> Iterator[Container]:
    """A container, its entries listed. ``room`` is a folder for temporary files.

    Raises ContainerError where it is damaged, needs a password or a library that is missing.
    """
    with _opener(kind)(path, room) as container:
        yield container


def _opener(kind: ContainerKind) -> Callable[[Path, Path], AbstractContextManager[Container]]:
    """The opener of a kind; its libraries are loaded only when such a file is met."""
    if kind == "zip":
        from solieu.containers_zip import open_zip

        return open_zip
    if kind == "7z":
        from solieu.containers_7z import open_7z

        return open_7z
    if kind == "rar":
        from solieu.containers_rar import open_rar

        return open_rar
    if kind == "archive":
        from solieu.containers_packed import open_packed

        return open_packed
    from solieu.containers_mail import open_eml, open_msg

    return open_eml if kind == "eml" else open_msg


def missing(library: ModuleNotFoundError) -> ContainerError:
    """What is said where a library of the extra ``archives`` is not installed."""
    name = (library.name or "?").split(".")[0]
    return ContainerError(message("error.extra", library=name, extra="archives"))


def refusal_by_name(name: Name) -> Message | None:
    """Why an entry of this name is not opened."""
    return message("archive.trick", name=name.written) if name.trick else None
