"""Letterhead, title, recipients and signature: what frames the text of a document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from extract.phrases import begins, phrases, plain

# A frame's lines are short; a paragraph beyond this is text.
_LINE = 120
_TITLE = 250  # summaries of a report's content run to three lines
# The title stands within this many paragraphs of the top.
_TOP = 20
_NUMBER_LINE = re.compile(r"số\s*:\s*[\w\s./…-]*/\s*[a-zđ][\w\s-]*", re.IGNORECASE)
_DATE_LINE = re.compile(
    r"[^.;:]{0,60}?,?\s*ngày\s*[\d.…\s]{0,12}tháng\s*[\d.…\s]{0,12}năm\s*[\d.…]{0,6}(?=\s|\W*$)"
)


class Role(Enum):
    """What a paragraph is to the frame of a document."""

    TEXT = "text"
    TITLE = "title"
    FURNITURE = "furniture"


def head_roles(texts: Sequence[str], ends_head: Sequence[bool]) -> list[Role]:
    """The roles of the paragraphs at the top of a document.

    ``ends_head`` says of each paragraph that the text proper begins there at the latest
    (a numbered heading, a table). The type of the document ("BÁO CÁO") on a line of its
    own divides letterhead from title; without it lines above the first sentence that
    state no figure are the title.
    """
    title = _title_line(texts, ends_head)
    roles: list[Role] = []
    for i, text in enumerate(texts[:_TOP]):
        if ends_head[i] and i > title:
            break
        line = plain(text)
        if begins(line, ("kính gửi",)):
            roles.append(Role.FURNITURE)
        elif title < 0:
            if _is_letterhead(line):
                roles.append(Role.FURNITURE)
            elif i + 1 < len(texts) and not _states(text):
                roles.append(Role.TITLE)
            else:
                break
        elif i < title:
            roles.append(Role.FURNITURE)
        elif _is_sentence(text) and i > title:
            break
        else:
            roles.append(Role.FURNITURE if _is_letterhead(line) else Role.TITLE)
    return roles


def opens_tail(text: str) -> bool:
    """Whether recipients or signature begin here.

    >>> opens_tail("Nơi nhận:"), opens_tail("**TM. ỦY BAN NHÂN DÂN"), opens_tail("TM là gì")
    (True, True, False)
    """
    line = plain(text)
    if len(line) > _LINE:
        return False
    if begins(line, phrases().recipients) or line in phrases().offices:
        return True
    return line.startswith(phrases().signature) and text.strip("*_ ")[:14].isupper()


def in_tail(text: str) -> bool:
    """Whether a line after the beginning of the recipients or signature still belongs there."""
    return len(text) <= _LINE


def _title_line(texts: Sequence[str], ends_head: Sequence[bool]) -> int:
    for i, text in enumerate(texts[:_TOP]):
        line = plain(text)
        if begins(line, phrases().types) and text.strip("*_ ")[:6].isupper():
            return i
        if ends_head[i] or (_is_sentence(text) and len(text) > _LINE):
            return -1
    return -1


def _is_letterhead(line: str) -> bool:
    if len(line) > _LINE:
        return False
    return (
        begins(line, phrases().letterhead)
        or _NUMBER_LINE.match(line) is not None
        or _DATE_LINE.fullmatch(line) is not None
    )


def _states(text: str) -> bool:
    """Whether a line says something rather than names it."""
    line = text.rstrip("*_ ")
    return (
        len(line) > _TITLE
        or (len(line) > _LINE // 2 and line.endswith((".", ";")))
        or line.endswith(":")
        or phrases().figure.search(line) is not None
    )


def _is_sentence(text: str) -> bool:
    return text.rstrip("*_ ").endswith((".", ":", ";")) and len(text) > _LINE // 2
