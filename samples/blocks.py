"""What a report consists of before it becomes text, Word or PDF."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["heading", "paragraph", "item"]

#: A footnote mark inside text: ``[^3]``.
MARK = re.compile(r"\[\^(\d+)\]")


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph; ``*words*`` are italic, ``[^3]`` is a footnote mark."""

    kind: BlockKind
    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Annex:
    """The table of indicators; ``heads`` has a second line under merged cells."""

    captions: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]  # (head, sub-head or "")
    rows: tuple[tuple[str, ...], ...]
    note: str


@dataclass(frozen=True, slots=True)
class Report:
    """One report, ready to be written."""

    period: str
    number: str
    date: str
    title: str
    letterhead: bool
    blocks: tuple[Block, ...]
    notes: tuple[str, ...]  # the first has number 1
    annex: Annex
    recipients: tuple[str, ...]
    signature: tuple[str, ...]


def block(text: str) -> Block:
    """A body paragraph, or a list item where the line begins with a dash or a star."""
    return Block("item" if text.startswith(("- ", "+ ", "* ")) else "paragraph", text)
