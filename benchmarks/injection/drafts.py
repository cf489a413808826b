"""Documents before they are files: marked text and the facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.injection.facts import MARKED, Fact, Facts, Grid, Mention, plain
from samples.blocks import Report

Part = str | Grid


@dataclass(frozen=True, slots=True)
class Draft:
    """A document with its facts. ``parts`` are paragraphs and tables of marked text, or
    a ``Report`` of the samples' generator; ``format`` is txt, docx or xlsx."""

    name: str
    format: str
    facts: Facts
    parts: Sequence[Part] = ()
    report: Report | None = None
    before: Mapping[Fact, Mention] | None = None
    others: Sequence[Mention] = ()

    def strings(self) -> list[str]:
        """All marked text, in reading order."""
        if self.report is not None:
            annex = [cell for row in self.report.annex.rows for cell in row]
            return [block.text for block in self.report.blocks] + list(self.report.notes) + annex
        found: list[str] = []
        for part in self.parts:
            found += [part] if isinstance(part, str) else [c for row in part.rows for c in row]
        return found

    def after(self) -> dict[int, str]:
        """The text that follows each figure, marks taken out."""
        found = {}
        for text in self.strings():
            for match in MARKED.finditer(text):
                found[int(match[1])] = plain(text[match.end() :])[:40]
        return found
