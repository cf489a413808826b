"""What ``solieu indicators`` prints, as lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from outputs.grid import GridColumn, grid
from outputs.wanting import Wanting
from solieu.messages import Lang, say

_COLUMNS = ("observations", "reports", "label", "unit", "now", "nearest")


def wanting_lines(
    labels: Sequence[Wanting], shown: Sequence[Wanting], lang: Lang, width: int
) -> Iterator[str]:
    """The labels that most want a decision, and how many there are in all."""
    if not labels:
        yield say("indicators.none", lang)
        return
    heads = [say(f"indicators.{name}", lang) for name in _COLUMNS]
    columns = (
        GridColumn(heads[0], 12, right=True),
        GridColumn(heads[1], 8, right=True),
        GridColumn(heads[2], lines=2),
        GridColumn(heads[3], 12),
        GridColumn(heads[4], 22),
        GridColumn(heads[5], 26),
    )
    yield from grid(columns, [_row(one, lang) for one in shown], width)
    figures = sum(one.observations for one in labels)
    yield ""
    yield say("indicators.all", lang, labels=len(labels), figures=figures, shown=len(shown))


def _row(one: Wanting, lang: Lang) -> list[str]:
    label = f"{one.group}: {one.label}" if one.group else one.label
    nearest = f"{one.nearest_id} ({one.nearest_score})" if one.nearest_id else ""
    now = one.indicator_id or say("indicators.own_words", lang)
    return [str(one.observations), str(one.documents), label, one.unit, now, nearest]


def template_line(path: Path, rows: int, lang: Lang) -> str:
    """Where the template was written and what to do with it."""
    return say("indicators.template", lang, path=path, rows=rows)
