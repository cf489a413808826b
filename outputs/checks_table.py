"""checks.csv, document by document, with the decisions of people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from outputs.columns import table
from outputs.decisions import Decided
from outputs.keys import key_of
from outputs.people import edited_cells
from outputs.pieces import ChecksWrote, PiecedTable
from outputs.rendered import CheckLine, csv_lines
from outputs.waiting_lines import DocumentToWrite, LinesAt, Once


class ChecksTable:
    """checks.csv: those within a document and those between documents, place by place."""

    def __init__(
        self,
        pieces: PiecedTable,
        decided: Decided,
        between: Callable[[str], LinesAt],
        before: Mapping[str, ChecksWrote],
    ) -> None:
        """``between`` gives the checks between documents by source, ``before`` is what the
        last run wrote, by key."""
        self._pieces = pieces
        self._decided = decided.decisions
        self._said = key_of(repr(sorted(self._decided.items())))
        self._undecided = csv_lines([("",) * len(table("checks").person_columns)])
        self._between = between
        self._before = before

    def write(self, document: DocumentToWrite, own: Once) -> tuple[str, ChecksWrote]:
        """The lines of ``document`` (its ``own``), and those between documents that stand there.

        Of two with one id the latter is written: other documents explain that check. Gives
        what was written and its key.
        """
        between = self._between(document.source)
        key = key_of(document.key, self._said, between.key) if document.key else ""
        known = self._before.get(key)
        if known:
            written = known._replace(piece=self._pieces.copy(known.piece))
        else:
            lines = {line.check_id: line for line in (*own().checks, *between.lines())}
            written = self._write(sorted(lines.values()))
        return key, written

    def _write(self, lines: Iterable[CheckLine]) -> ChecksWrote:
        start = self._pieces.at
        verdicts: Counter[str] = Counter()
        decided: dict[str, tuple[str, ...]] = {}
        for line in lines:
            people = self._undecided
            if said := self._decided.get(line.check_id):
                people = csv_lines([said])
                decided[line.check_id] = edited_cells(f"{line.text},{people}")
            self._pieces.write(f"{line.text},{people}")
            verdicts[line.verdict] += 1
        return ChecksWrote(self._pieces.since(start), dict(verdicts), decided)
