"""The words of ``words/structure.toml``, ready for matching."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_STARS = re.compile(r"[*_]+")


@dataclass(frozen=True, slots=True)
class Phrases:
    """Lower-case beginnings by which the parts of a document are known."""

    letterhead: tuple[str, ...]
    types: tuple[str, ...]
    closing: tuple[str, ...]
    recipients: tuple[str, ...]
    signature: tuple[str, ...]
    offices: tuple[str, ...]
    unit_line: tuple[str, ...]
    title_line: tuple[str, ...]
    table_note: tuple[str, ...]
    pairs: frozenset[tuple[str, str]]
    dangling: frozenset[str]
    figure: re.Pattern[str]


@cache
def phrases() -> Phrases:
    """The word lists of the package, read once."""
    data = tomllib.loads(
        (files("extract") / "words" / "structure.toml").read_text(encoding="utf-8")
    )
    words = "|".join(re.escape(word) for word in data["figure"])
    return Phrases(
        letterhead=tuple(data["letterhead"]),
        types=tuple(data["types"]),
        closing=tuple(data["closing"]),
        recipients=tuple(data["recipients"]),
        signature=tuple(data["signature"]),
        offices=tuple(data["offices"]),
        unit_line=tuple(data["unit_line"]),
        title_line=tuple(data["title_line"]),
        table_note=tuple(data["table_note"]),
        pairs=frozenset((first, second) for first, second in data["pairs"]),
        dangling=frozenset(data["dangling"]),
        figure=re.compile(rf"\d\s*(?:{words})(?!\w)", re.IGNORECASE),
    )


def plain(text: str) -> str:
    """A line for matching: lower case, single spaces, no Markdown stars.

    >>> plain("**TM. ỦY BAN  NHÂN DÂN**")
    'tm. ủy ban nhân dân'
    """
    return " ".join(_STARS.sub("", text).lower().split())


def begins(line: str, words: tuple[str, ...]) -> bool:
    """Whether a plain line begins with one of the words, at a word's end."""
    return any(
        line.startswith(word) and not line[len(word) : len(word) + 1].isalnum() for word in words
    )
