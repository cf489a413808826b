"""Where one paragraph goes on in the next: sentences and notes that a page break cut."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.marks import raised
from extract.numbering import NUMBER, annex_of, labels_of, list_sign
from extract.phrases import phrases
from solieu.frozen import frozen
from solieu.model import Paragraph, Span

_SENTENCE_END = re.compile(r"[.;:!?…/][\s*_”\"'’)\]»]*[⁰¹²³⁴⁵⁶⁷⁸⁹]*[\s*_”\"'’)\]»]*\Z")
_NOTE_HEAD = re.compile(r"(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\[\^?[\w-]+\]:?)\s*")
_FILLED = 40  # a shorter line is a heading, a table's title, a line of the letterhead
_LAST_WORDS = 2
# Paragraphs of a note that may stand between a cut sentence and its continuation.
_NOTE_PARAGRAPHS = 3
# A heading run into its first sub-section: "6. Công tác đất đai a) Đã thu hồi ...".
_RUN_IN = re.compile(r"[^.;:!?]{8,200}?\s(?=a\)\s?[A-ZĐÀ-Ỹ])")


@frozen
class Piece:
    """A physical paragraph, or its part after a run-in heading, with its text.

    ``ordinal`` counts the physical paragraphs from 1.
    """

    paragraph: Paragraph
    ordinal: int
    text: str

    @property
    def note(self) -> str:
        """Number of the note the piece belongs to, "" in the body."""
        return self.paragraph.note


def pieces_of(text: str, paragraphs: Sequence[Paragraph]) -> list[Piece]:
    """The paragraphs with their texts; a heading run into its first a) is cut off."""
    pieces: list[Piece] = []
    for ordinal, paragraph in enumerate(paragraphs, 1):
        span = paragraph.span
        words = text[span.start : span.end]
        cut = _run_in_heading(words) if not paragraph.note else 0
        if cut:
            head = paragraph._replace(span=Span(span.start, span.start + cut), split=False)
            pieces.append(Piece(head, ordinal, words[:cut]))
            start = span.start + len(words[:cut]) + len(words[cut:]) - len(words[cut:].lstrip())
            paragraph = paragraph._replace(span=Span(start, span.end))
            words = text[start : span.end]
        pieces.append(Piece(paragraph, ordinal, words))
    return pieces


def note_heads(pieces: Sequence[Piece]) -> dict[int, tuple[int, str]]:
    """The pieces that begin a note: index to (offset, number); the others go on with one."""
    heads: dict[int, tuple[int, str]] = {}
    seen: set[str] = set()
    for i, piece in enumerate(pieces):
        number = piece.note
        if number and (number not in seen or piece.text.startswith((raised(number), "["))):
            heads[i] = (piece.paragraph.span.start, number)
            seen.add(number)
    return heads


def with_note_paragraphs(pieces: Sequence[Piece], marks_before: dict[int, int]) -> list[Piece]:
    """Give the later paragraphs of a note, which bear no mark, the note's number.

    ``marks_before`` leads from the index of a note's first piece to the offset of its
    mark. Such paragraphs stand in a note block: before the next note whose mark stands
    above the block, before the continuation of a sentence that the block cuts, or they
    go on with a list that the note began.
    """
    result = list(pieces)
    for i, piece in enumerate(pieces):
        if not piece.note or (i + 1 < len(pieces) and pieces[i + 1].note):
            continue
        count = max(
            _until_next_note(pieces, i, marks_before),
            _until_continuation(pieces, i),
            _list_of_note(pieces, i),
        )
        for k in range(i + 1, i + 1 + count):
            note = pieces[k].paragraph._replace(note=piece.note)
            result[k] = Piece(note, pieces[k].ordinal, pieces[k].text)
    return result


def goes_on(piece: Piece, following: Piece, *, between: bool) -> bool:
    """Whether a paragraph is the first part of one that goes on in ``following``.

    ``between`` says that notes (or for a note, body text) stand between the two.
    """
    text, after = piece.text, following.text.lstrip("*_“\"'(")
    if not after or _SENTENCE_END.search(text) or _opens(following.text):
        return False
    if piece.paragraph.level or following.paragraph.level or text.isupper():
        return False
    if annex_of(following.text) or following.text.isupper():
        return False
    cut = between or piece.paragraph.split
    if _in_pair(text, after):
        return True
    if len(text) < _FILLED and not cut:
        return False
    if after[0].islower():
        return True
    if labels_of(text) or len(text) < _FILLED:  # a heading at the foot of a page
        return False
    return (
        piece.paragraph.split
        or text.rstrip().endswith(",")
        or _last_word(text) in phrases().dangling
    )


def _run_in_heading(words: str) -> int:
    labels = labels_of(words)
    if not labels or min(label.rank for label in labels) > NUMBER + 10:
        return 0
    match = _RUN_IN.match(words, labels[0].end)
    return match.end() - 1 if match else 0


def _opens(text: str) -> bool:
    return bool(list_sign(text) or labels_of(text))


def _in_pair(text: str, after: str) -> bool:
    first = after.split(maxsplit=1)[0].strip(".,;:*_").lower()
    return (_last_word(text), first) in phrases().pairs and after[0].islower()


def _last_word(text: str) -> str:
    words = text.split()
    return words[-1].strip("*_“”\"'(").lower() if words else ""


def _body_before(pieces: Sequence[Piece], index: int) -> Piece | None:
    return next((p for p in reversed(pieces[:index]) if not p.note), None)


def _unmarked(pieces: Sequence[Piece], index: int) -> Iterator[int]:
    """Indexes after ``index`` of paragraphs that may belong to the note standing there."""
    for k in range(index + 1, min(index + 1 + _NOTE_PARAGRAPHS, len(pieces))):
        piece = pieces[k]
        if piece.note or piece.paragraph.level or piece.text.isupper():
            return
        if labels_of(piece.text):
            return
        yield k


def _until_next_note(pieces: Sequence[Piece], index: int, marks: dict[int, int]) -> int:
    count = len(list(_unmarked(pieces, index)))
    after = index + count + 1
    start = pieces[index].paragraph.span.start
    above = after < len(pieces) and pieces[after].note and marks.get(after, start) < start
    return count if above else 0


def _until_continuation(pieces: Sequence[Piece], index: int) -> int:
    before = _body_before(pieces, index)
    if before is None:
        return 0
    after = [pieces[k] for k in _unmarked(pieces, index)]
    found = [i for i, piece in enumerate(after) if goes_on(before, piece, between=True)]
    small = [i for i in found if after[i].text[0].islower()]  # the surer sign
    return min(small or found, default=0)


def _list_of_note(pieces: Sequence[Piece], index: int) -> int:
    """Items that go on with a list the note began, where the body cannot own them."""
    note = _NOTE_HEAD.sub("", pieces[index].text, count=1)
    sign = list_sign(note)
    if not sign:
        return 0
    before = _body_before(pieces, index)
    body_list = before is not None and list_sign(before.text) == sign
    count, last = 0, note
    for k in _unmarked(pieces, index):
        text = pieces[k].text
        open_list = last.rstrip("*_ ").endswith((";", ":", ","))
        if list_sign(text) != sign or not (open_list or (not body_list and count == 0)):
            break
        count, last = count + 1, text
    return count
