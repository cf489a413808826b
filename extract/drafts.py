"""Logical paragraphs before their place is known: the pieces of each put together."""

from __future__ import annotations

from collections.abc import Sequence

from extract.joining import Piece, goes_on
from solieu.frozen import frozen
from solieu.model import Span, Table


@frozen
class Draft:
    """A logical paragraph: its physical pieces and their text as one."""

    pieces: tuple[Piece, ...]
    text: str

    @property
    def first(self) -> Piece:
        """The piece it begins with, which says its page, note and ordinal."""
        return self.pieces[0]

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where its pieces stand, in reading order."""
        return tuple(piece.paragraph.span for piece in self.pieces)


def drafts_of(pieces: Sequence[Piece], tables: Sequence[Table]) -> list[Draft]:
    """Join what a page break cut.

    Notes may stand between the two parts of a body paragraph, tables not; the two parts
    of a note may have body text between them.
    """
    drafts: list[Draft] = []
    last: dict[str, int] = {}  # index of the last draft of the body ("") and of each note
    for piece in pieces:
        before = last.get(piece.note)
        if before is not None and _one(drafts, before, piece, tables):
            joined = drafts[before]
            drafts[before] = Draft((*joined.pieces, piece), f"{joined.text} {piece.text}")
            continue
        last[piece.note] = len(drafts)
        drafts.append(Draft((piece,), piece.text))
    return drafts


def _one(drafts: Sequence[Draft], before: int, piece: Piece, tables: Sequence[Table]) -> bool:
    last = drafts[before].pieces[-1]
    if not goes_on(last, piece, between=before < len(drafts) - 1):
        return False
    end, start = last.paragraph.span.end, piece.paragraph.span.start
    return bool(piece.note) or not any(end <= table.span.start < start for table in tables)
