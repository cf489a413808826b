"""Every number of a report as a stretch of its text, for those who mark them there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from solieu.model import LedgerEntry, Observation, Span


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch of the text: the figures in it, or why it is none (``reason``)."""

    span: Span
    figures: tuple[Observation, ...]
    reason: str = ""


def marked(observations: Iterable[Observation], numbers: Iterable[LedgerEntry]) -> Iterator[Marked]:
    """The stretches in the order of the text, none overlapping another.

    Figures that share a place (one figure against two plans) share a stretch; a number
    inside a figure's stretch ("quý I" in a period's name) belongs to it.
    """
    found: list[tuple[Span, Observation | None, str]] = [
        (one.span, one, "observation") for one in observations
    ]
    found += [(one.span, None, one.reason) for one in numbers if one.reason != "observation"]
    found.sort(key=lambda item: (item[0].start, -item[0].end))
    span, figures, why = Span(0, 0), list[Observation](), ""
    for here, figure, reason in found:
        if here.start < span.end:
            span = Span(span.start, max(span.end, here.end))
        else:
            if span.end > span.start:
                yield Marked(span, tuple(figures), "" if figures else why)
            span, figures, why = here, [], reason
        if figure:
            figures.append(figure)
    if span.end > span.start:
        yield Marked(span, tuple(figures), "" if figures else why)
