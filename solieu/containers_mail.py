"""Saved e-mails: the letter itself and what is attached to it (.eml; .msg of Outlook)."""

from __future__ import annotations

import email
import email.policy
import io
import mimetypes
import re
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from email.errors import CloseBoundaryNotFoundDefect
from email.message import EmailMessage
from email.message import Message as Part
from pathlib import Path
from typing import IO

from solieu.archive_names import named
from solieu.containers import ContainerError, Entry, missing, refusal_by_name
from solieu.messages import message

# What the email package lets through where headers or codings are damaged.
_DAMAGE = (AssertionError, AttributeError, LookupError, TypeError, ValueError)
_FILE = re.compile(r"name=\"?([^\";\r\n]+)", re.IGNORECASE)
_BODIES = {"text/html": "body.html", "text/plain": "body.txt"}


class _Mail:
    """A letter: ``held`` are names as written, and bytes or None for what cannot be had."""

    def __init__(self, held: list[tuple[str, bytes | None]]) -> None:
        self._held = [data or b"" for _, data in held]
        self.entries = []
        for i, (written, data) in enumerate(held):
            name = named(written)
            refusal = refusal_by_name(name)
            if data is None and not refusal:
                refusal = message("archive.method")
            self.entries.append(Entry(i, name, len(self._held[i]), refusal=refusal))

    @contextmanager
    def open(self, entry: Entry) -> Iterator[IO[bytes]]:
        yield io.BytesIO(self._held[entry.number])


@contextmanager
def open_eml(path: Path, room: Path) -> Iterator[_Mail]:
    """A saved e-mail (RFC 5322, MIME). Raises ContainerError."""
    try:
        with path.open("rb") as file:
            letter = email.message_from_binary_file(file, policy=email.policy.default)
        held = list(_held(letter))
    except (OSError, RecursionError, *_DAMAGE) as error:
        raise ContainerError(message("archive.damaged")) from error
    if not letter.keys() or not held:
        raise ContainerError(message("archive.damaged"))
    # A letter that breaks off within its parts: what came last may not be whole.
    if any(isinstance(each, CloseBoundaryNotFoundDefect) for each in letter.defects):
        held[-1] = (held[-1][0], None)
    yield _Mail(held)


@contextmanager
def open_msg(path: Path, room: Path) -> Iterator[_Mail]:
    """A message of Outlook ([MS-OXMSG]), by python-oxmsg (extra ``archives``).

    Raises ContainerError.
    """
    try:
        from oxmsg import Message
    except ModuleNotFoundError as error:
        raise missing(error) from error
    held: list[tuple[str, bytes | None]] = []
    try:
        letter = Message.load(str(path))
        html, plain = letter.html_body, letter.body
        if html and html.strip():
            held.append((_BODIES["text/html"], html.encode()))
        elif plain and plain.strip():
            held.append((_BODIES["text/plain"], plain.encode()))
        for number, each in enumerate(letter.attachments, 1):
            name = each.file_name or f"attachment-{number}"
            held.append((name, each.file_bytes))
    except (OSError, RecursionError, struct.error, KeyError, *_DAMAGE) as error:
        raise ContainerError(message("archive.damaged")) from error
    yield _Mail(held)


def _held(letter: EmailMessage) -> Iterator[tuple[str, bytes | None]]:
    """The body of a letter, in its richest form, and what is attached to it."""
    leaves = list(_leaves(letter))
    texts = [part for part in leaves if _is_body(part)]
    rich = [part for part in texts if part.get_content_type() == "text/html"]
    for part in rich or texts:
        content = _content(part)
        if content.strip():
            yield _BODIES[part.get_content_type()], content
    number = 0
    for part in leaves:
        if _is_body(part) or _is_shown_in_body(part):
            continue
        number += 1
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload(0)
            whole = inner.as_bytes() if isinstance(inner, Part) else None
            yield _name(part, number, ".eml"), whole
            continue
        held = part.get_payload(decode=True)
        suffix = mimetypes.guess_extension(part.get_content_type()) or ""
        yield _name(part, number, suffix), held if isinstance(held, bytes) else None


def _leaves(part: Part) -> Iterator[Part]:
    """The parts that hold something; a letter within the letter is one."""
    if part.get_content_type() != "message/rfc822" and part.is_multipart():
        for inner in part.get_payload():
            if isinstance(inner, Part):
                yield from _leaves(inner)
    else:
        yield part


def _is_body(part: Part) -> bool:
    return (
        part.get_content_type() in _BODIES
        and part.get_content_disposition() != "attachment"
        and not part.get_filename()
    )


def _is_shown_in_body(part: Part) -> bool:
    """Whether a part is a picture that the body shows: a logo, a signature."""
    return (
        part.get_content_maintype() == "image"
        and bool(part.get("content-id"))
        and part.get_content_disposition() != "attachment"
    )


def _content(part: Part) -> bytes:
    """The text of a part in UTF-8 where its encoding is what it says, else its bytes."""
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return b""
    try:
        return content.decode(part.get_content_charset() or "utf-8").encode()
    except (LookupError, UnicodeError):
        return content


def _name(part: Part, number: int, suffix: str) -> str:
    """The name of an attachment, whether its letters are coded as MIME wants or stand bare."""
    name = part.get_filename() or ""
    if "\ufffd" in name or not name:
        for _, value in part.raw_items():
            if bare := _FILE.search(str(value)):
                raw = bare[1].encode("ascii", "surrogateescape")
                try:
                    name = raw.decode()
                except UnicodeDecodeError:
                    name = raw.decode("cp1258", "replace")
    return name or f"attachment-{number}{suffix}"
