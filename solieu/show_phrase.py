"""How a phrase was read, as lines to print: its numbers, then the rule behind each word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from outputs.cells import decimal_text
from outputs.grid import GridColumn, grid
from solieu.messages import Lang, say

if TYPE_CHECKING:
    from normalize.explain import Explained


def phrase_lines(told: Sequence[Explained], lang: Lang, width: int) -> Iterator[str]:
    """A row per number of the phrase, and below a row per word that was read, in ``width``."""
    if not told:
        yield say("parse.none", lang)
        return
    yield from grid(_columns(lang), [_row(one) for one in told], width)
    yield ""
    yield from grid(_step_columns(lang), list(_step_rows(told)), width)


def _columns(lang: Lang) -> list[GridColumn]:
    return [
        GridColumn(say("parse.written", lang), 30),
        GridColumn(say("parse.meaning", lang), 16),
        GridColumn(say("parse.value", lang), 24, right=True),
        GridColumn(say("parse.unit", lang), 16),
        GridColumn(say("parse.reading", lang)),
    ]


def _row(one: Explained) -> tuple[str, ...]:
    value = "" if one.value is None else decimal_text(one.value)
    return one.raw, one.reason_or_measure, value, one.unit, one.reading


def _step_columns(lang: Lang) -> list[GridColumn]:
    return [
        GridColumn(say("parse.written", lang), 22),
        GridColumn(say("parse.words", lang), 30),
        GridColumn(say("parse.taken_for", lang), 26),
        GridColumn(say("parse.rule", lang)),
    ]


def _step_rows(told: Sequence[Explained]) -> Iterator[tuple[str, ...]]:
    """The steps of each number; the number itself stands in the first of its rows."""
    for one in told:
        for n, step in enumerate(one.steps):
            yield one.raw if n == 0 else "", step.words, step.result, step.rule
