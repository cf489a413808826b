"""The observations of one document, indexed once by everything the rules look up."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import cached_property
from types import MappingProxyType

from audit.figures import place_of, sentence_of, within_measure
from audit.rows import Row, rows_of
from extract.fold import fold
from solieu.model import Observation, Recognition

_SENTENCE = 20  # figures to either side among which those of one sentence stand


class Register:
    """Observations with a value, in reading order, and where to find them.

    ``text`` is the reader's text that the spans point into, ``layouts`` the rows of
    each table with their numbering, where the tables themselves are known, ``anchors``
    the offset of each note's mark in the body.
    """

    def __init__(
        self,
        observations: Iterable[Observation],
        text: str = "",
        layouts: Mapping[int, Sequence[Row]] = MappingProxyType({}),
        anchors: Mapping[str, int] = MappingProxyType({}),
    ) -> None:
        """Index ``observations``; those without a value are left out."""
        self.text = text
        self.layouts = layouts
        self.anchors = anchors
        self.observations: tuple[Observation, ...] = tuple(
            sorted(
                (found for found in observations if found.value is not None),
                key=lambda found: (found.span.start, found.span.end, found.observation_id),
            )
        )
        self.by_id = {found.observation_id: found for found in self.observations}
        self.rank = {found.observation_id: n for n, found in enumerate(self.observations)}

    @classmethod
    def of(cls, recognition: Recognition) -> Register:
        """The register of one recognised document."""
        document = recognition.document
        layouts = {
            place.table.number: rows_of(place.table, document.text) for place in document.tables
        }
        anchors = {
            block.note: block.anchor
            for block in document.blocks
            if block.kind == "note" and block.note and block.anchor >= 0
        }
        within = tuple(filter(within_measure, recognition.observations))
        return cls(within, document.text, layouts, anchors)

    @cached_property
    def clauses(self) -> Mapping[int, Sequence[Observation]]:
        """Figures of one statement; those without a clause number are left out."""
        found: defaultdict[int, list[Observation]] = defaultdict(list)
        for observation in self.observations:
            if observation.clause >= 0:
                found[observation.clause].append(observation)
        return found

    def companions(self, observation: Observation) -> Sequence[Observation]:
        """The figures of the same statement or table row, itself included."""
        if observation.table:
            return self.rows.get((observation.table, observation.row), (observation,))
        if observation.clause < 0:
            return (observation,)
        return self.clauses[observation.clause]

    def companions_near(self, observation: Observation, reach: int) -> Sequence[Observation]:
        """Those of ``companions`` that are at most ``reach`` figures away, in their order."""
        rank = self.rank[observation.observation_id]
        around = self.observations[max(0, rank - reach) : rank + reach + 1]
        statement = statement_of(observation)
        return [one for one in around if statement_of(one) == statement]

    def companions_in_sentence(self, observation: Observation) -> Sequence[Observation]:
        """The figures of the same sentence of prose, itself included."""
        rank = self.rank[observation.observation_id]
        around = self.observations[max(0, rank - _SENTENCE) : rank + _SENTENCE + 1]
        spot = observation.paragraph, observation.footnote, sentence_of(observation)
        return [
            one
            for one in around
            if not one.table and (one.paragraph, one.footnote, sentence_of(one)) == spot
        ]

    @cached_property
    def of_plans(self) -> Set[object]:
        """The statements and rows (``statement_of``) that say how much of a plan is done."""
        return {statement_of(one) for one in self.observations if one.measure == "pct_of_plan"}

    @cached_property
    def tables(self) -> Mapping[int, Sequence[Observation]]:
        """Figures of one table, row by row."""
        found: defaultdict[int, list[Observation]] = defaultdict(list)
        for observation in self.observations:
            if observation.table:
                found[observation.table].append(observation)
        return found

    @cached_property
    def rows(self) -> Mapping[tuple[int, int], Sequence[Observation]]:
        """Figures of one table row."""
        found: defaultdict[tuple[int, int], list[Observation]] = defaultdict(list)
        for observation in self.observations:
            if observation.table:
                found[observation.table, observation.row].append(observation)
        return found

    @cached_property
    def grids(self) -> Mapping[int, Mapping[int, Mapping[int, Observation]]]:
        """Table, column, row: the figure there; cells with several are left out."""
        cells: defaultdict[tuple[int, int, int], list[Observation]] = defaultdict(list)
        for observation in self.observations:
            if observation.table:
                spot = observation.table, observation.column, observation.row
                cells[spot].append(observation)
        grids: defaultdict[int, defaultdict[int, dict[int, Observation]]]
        grids = defaultdict(lambda: defaultdict(dict))
        for (table, column, row), found in cells.items():
            if len(found) == 1:
                grids[table][column][row] = found[0]
        return grids

    @cached_property
    def prose(self) -> Sequence[Observation]:
        """Figures outside tables."""
        return [found for found in self.observations if not found.table]

    @cached_property
    def notes_and_paragraphs(self) -> Mapping[tuple[str, str, int], Sequence[Observation]]:
        """Prose figures by note, or by paragraph of the body."""
        found: defaultdict[tuple[str, str, int], list[Observation]] = defaultdict(list)
        for observation in self.prose:
            kind, number = place_of(observation)
            paragraph = 0 if kind == "note" else observation.paragraph
            found[kind, number, paragraph].append(observation)
        return found

    @cached_property
    def numerators(self) -> Mapping[str, Observation]:
        """Denominator (or plan) by the id of the numerator it is written under."""
        return {found.fraction_of: found for found in self.observations if found.fraction_of}

    def body_before(self, offset: int, reach: int) -> Sequence[Observation]:
        """Figures of the body paragraph that ``offset`` lies in, before it, nearest first.

        ``reach`` is the number of characters looked back.
        """
        found: list[Observation] = []
        for figure in self._body[: bisect_right(self._body_starts, offset)][::-1]:
            if figure.span.start < offset - reach or "\n" in self.text[figure.span.end : offset]:
                break
            found.append(figure)
        return found

    @cached_property
    def _body(self) -> Sequence[Observation]:
        return [found for found in self.prose if not found.footnote]

    @cached_property
    def _body_starts(self) -> Sequence[int]:
        return [found.span.start for found in self._body]

    def between(self, first: Observation, second: Observation) -> str:
        """The folded text from the end of one figure to the start of a later one."""
        if first.span.end > second.span.start:
            return ""
        return fold(self.text[first.span.end : second.span.start])


def statement_of(observation: Observation) -> object:
    """What the statement or table row of a figure is told by; its own id where it has none."""
    if observation.table:
        return observation.table, observation.row
    return observation.clause if observation.clause >= 0 else observation.observation_id
