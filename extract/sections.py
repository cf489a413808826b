"""The outline of a report: which numbered heading each paragraph stands under."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.numbering import LETTER, NUMBER, ROMAN, SMALL, Label, labels_of
from solieu.model import Span

# Headings lost in conversion leave gaps in the count; beyond this it is another list.
_GAP = 3
# Above every numbered heading: annexes stand outside the numbered text.
_ANNEX_RANK = -2
_SHEET_RANK = -1  # Biểu số 01 within Phụ lục I
_UNNUMBERED = None


@dataclass(frozen=True, slots=True)
class Entry:
    """An open heading: its rank (None without a number), label, stated level, words."""

    rank: int | None
    label: str
    level: int
    span: Span
    serial: int


@dataclass(slots=True)
class Outline:
    """The open headings, outermost first; changes as a text is read from top to bottom."""

    entries: list[Entry] = field(default_factory=list)
    # Last number used at a rank under one parent heading: (parent's serial, rank).
    _last: dict[tuple[int, int], int] = field(default_factory=dict)
    _serial: int = 0

    @property
    def path(self) -> str:
        """The section path, ``B.I.4``."""
        return ".".join(entry.label for entry in self.entries if entry.label)

    @property
    def headings(self) -> tuple[Span, ...]:
        """The spans of the open headings, outermost first."""
        return tuple(entry.span for entry in self.entries)

    def close(self) -> None:
        """End all sections: the closing formula, the signature."""
        self.entries.clear()

    def enter_annex(self, name: str, number: str, span: Span) -> None:
        """Open an annex: ``PL1``; a sheet (biểu) within an annex is a part of it."""
        inside = bool(self.entries) and self.entries[0].rank == _ANNEX_RANK
        if name == "biểu" and inside:
            del self.entries[1:]
            self._push(_SHEET_RANK, number, 0, span)
        else:
            self.entries.clear()
            rank = _SHEET_RANK if name == "biểu" else _ANNEX_RANK
            self._push(rank, f"PL{number}", 0, span)

    def enter_unnumbered(self, span: Span, level: int) -> None:
        """Open a heading without a number: one the file itself calls a heading, or capitals."""
        for i, entry in enumerate(self.entries):
            same = entry.rank is None and not entry.level if not level else entry.level >= level
            if same or (level and entry.rank is not None and entry.rank >= 0 and not entry.level):
                del self.entries[i:]
                break
        self._push(_UNNUMBERED, "", level, span)

    def enter(self, text: str, span: Span, *, heading: bool, level: int = 0) -> Label | None:
        """Open the section a paragraph's number begins, if it goes on with the count.

        ``heading`` says that the paragraph looks like a heading. Returns the label, or
        None where the number belongs to a list (or is no number of this kind at all).
        """
        candidates = [(self._fit(label, text, heading, level), label) for label in labels_of(text)]
        fits = [(fit, label) for fit, label in candidates if fit]
        if not fits:
            return None
        label = max(fits, key=lambda pair: pair[0])[1]
        cut = self._cut(label.rank)
        del self.entries[cut:]
        key = (self.entries[-1].serial if self.entries else 0, label.rank)
        self._last[key] = label.value
        self._push(label.rank, self._name(label), level, span)
        return label

    def _fit(self, label: Label, text: str, heading: bool, level: int) -> int:
        """How well a number fits the count here: 0 not at all, 3 it is the next one."""
        parents = self.entries[: self._cut(label.rank)]
        if len(label.parts) > 1 and not _parent_agrees(label, parents):
            return 0
        last = self._last.get((parents[-1].serial if parents else 0, label.rank))
        if last is None:
            if label.value == 1:
                return 2
            return int(heading and (label.rank <= NUMBER or label.value == 2))
        step = label.value - last
        if step == 1:
            return 3
        if 1 < step <= _GAP:
            return 1 if heading or label.rank == SMALL else 0
        # The count starts again: a new heading of high rank, else a list in the section.
        again = label.value == 1 and heading
        return int(again and (level > 0 or (label.rank <= ROMAN and text.isupper())))

    def _cut(self, rank: int) -> int:
        """Index of the first open heading that one of this rank closes."""
        for i, entry in enumerate(self.entries):
            if entry.rank is not None and entry.rank >= rank:
                return i
        return len(self.entries)

    def _name(self, label: Label) -> str:
        names = [entry.label for entry in self.entries if entry.label]
        parts = label.parts
        for size in range(len(parts) - 1, 0, -1):
            if tuple(names[-size:]) == parts[:size]:
                return ".".join(parts[size:])
        return ".".join(parts)

    def _push(self, rank: int | None, label: str, level: int, span: Span) -> None:
        self._serial += 1
        self.entries.append(Entry(rank, label, level, span, self._serial))


def _parent_agrees(label: Label, parents: list[Entry]) -> bool:
    """1.1 stands under 1, or opens a count of its own where no such level is open."""
    names = [entry.label for entry in parents if entry.label]
    size = len(label.parts) - 1
    if tuple(names[-size:]) == label.parts[:size]:
        return True
    numbered = any(e.rank is not None and e.rank >= LETTER for e in parents)
    return label.value == 1 and not (numbered and names[-1].isdigit())
