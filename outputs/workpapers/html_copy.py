"""A report as an HTML page with every number marked and the findings as notes.

For what takes no comments of its own: text, Markdown, workbooks, saved web pages, old
Word files. The page holds no program; a policy forbids any, so that nothing in the
report can run.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from importlib.resources import files
from itertools import groupby

from outputs.workpapers.findings import DOUBTLESS, text
from outputs.workpapers.marks import Marked, marked
from solieu.amounts import amount
from solieu.messages import Lang
from solieu.model import Cell, Observation, Reading, Recognition, Span, Table, Verdict

#: What is said of a figure: its observation_id -> (verdict, text), the gravest first.
Said = Mapping[str, Sequence[tuple[Verdict, str]]]

_SHADES: dict[Verdict, str] = {
    "inconsistent": "wrong",
    "unit_slip": "wrong",
    "suspect": "ask",
    "truncated": "cut",
}


def html_copy(found: Recognition, said: Said, lang: Lang) -> bytes:
    """The page in ``lang``: the same report and findings give the same bytes."""
    writer = _Writer(found, said, lang)
    body = "\n".join(writer.body())
    notes = "\n".join(
        f'<p class="note" id="n{n}"><b>[{n}]</b> {escape(told)}</p>'
        for told, n in writer.notes.items()
    )
    style = files("outputs.workpapers").joinpath("html_copy.css").read_text(encoding="utf-8")
    style = style.replace("\r\n", "\n")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'"
    source = escape(found.document.reading.source)
    heading = f"<h2>{escape(text('html.notes', lang))}</h2>" if notes else ""
    page = f"""<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{source}</title>
<style>{style}</style>
</head>
<body>
<h1>{escape(text("html.title", lang))}: {source}</h1>
<p class="legend">{_legend(lang)}</p>
{body}
{heading}
{notes}
</body>
</html>
"""
    return page.encode("utf-8")


def _legend(lang: Lang) -> str:
    shades = ("figure", "doubt", "other", "lost", "wrong", "ask", "cut")
    return " · ".join(
        f'<mark class="{shade}">12,3</mark> {escape(text(f"html.{shade}", lang))}'
        for shade in shades
    )


class _Writer:
    """Text in, HTML out, the marks in the order of the text."""

    def __init__(self, found: Recognition, said: Said, lang: Lang) -> None:
        self.reading: Reading = found.document.reading
        self.said, self.lang = said, lang
        self.marks = list(marked(found.observations, found.numbers))
        self.next = 0
        #: Text of a note -> its number.
        self.notes: dict[str, int] = {}

    def body(self) -> Iterator[str]:
        """Paragraphs and tables in the order of the text."""
        at = 0
        for table in sorted(self.reading.tables, key=lambda one: one.span):
            yield from self._prose(at, table.span.start)
            yield from self._table(table)
            at = max(at, table.span.end)
        yield from self._prose(at, len(self.reading.text))

    def _prose(self, start: int, end: int) -> Iterator[str]:
        for line in self.reading.text[start:end].split("\n"):
            if line.strip():
                yield f"<p>{self._run(Span(start, start + len(line)))}</p>"
            start += len(line) + 1

    def _table(self, table: Table) -> Iterator[str]:
        if table.sheet:
            yield f"<h2>{escape(text('html.sheet', self.lang))}: {escape(table.sheet)}</h2>"
        covered = _covered(table.cells)
        yield "<table>"
        for row, cells in groupby(table.cells, key=lambda cell: cell.row):
            told, column = [], min(cell.column for cell in table.cells)
            for cell in cells:
                told += ["<td></td>" for c in range(column, cell.column) if (row, c) not in covered]
                rows = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
                columns = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
                told.append(f"<td{rows}{columns}>{self._run(cell.span)}</td>")
                column = cell.column + cell.columns
            yield f"<tr>{''.join(told)}</tr>"
        yield "</table>"

    def _run(self, span: Span) -> str:
        """Text with its marks."""
        whole, at, told = self.reading.text, span.start, list[str]()
        while self.next < len(self.marks) and self.marks[self.next].span.end <= span.start:
            self.next += 1
        n = self.next
        while n < len(self.marks) and self.marks[n].span.start < span.end:
            mark = self.marks[n]
            start, end = max(mark.span.start, span.start), min(mark.span.end, span.end)
            told.append(escape(whole[at:start]))
            told.append(self._mark(mark, whole[start:end]))
            at = end
            n += 1
        told.append(escape(whole[at : span.end]))
        return "".join(told)

    def _mark(self, mark: Marked, written: str) -> str:
        said = [one for figure in mark.figures for one in self.said.get(figure.observation_id, ())]
        shade = next((_SHADES[verdict] for verdict, _ in said if verdict in _SHADES), "")
        numbers = [self.notes.setdefault(told, len(self.notes) + 1) for _, told in said]
        links = "".join(f'<a href="#n{n}">[{n}]</a>' for n in dict.fromkeys(numbers))
        title = escape(self._title(mark))
        shown = f'<mark class="{shade or _shade(mark)}" title="{title}">{escape(written)}</mark>'
        return f"{shown}<sup>{links}</sup>" if links else shown

    def _title(self, mark: Marked) -> str:
        if not mark.figures:
            return text(f"reason.{mark.reason}", self.lang)
        return "\n".join(self._told(figure) for figure in mark.figures)

    def _told(self, one: Observation) -> str:
        value = "" if one.value is None else amount(one.value, one.unit, self.lang)
        measure = text(f"measure.{one.measure}", self.lang)
        return " · ".join(filter(None, (value, one.indicator, measure, one.period)))


def _shade(mark: Marked) -> str:
    if not mark.figures:
        return "lost" if mark.reason == "unresolved" else "other"
    doubt = any(flag not in DOUBTLESS for figure in mark.figures for flag in figure.flags)
    return "doubt" if doubt else "figure"


def _covered(cells: Sequence[Cell]) -> set[tuple[int, int]]:
    """Places that a merged cell from above reaches into."""
    return {
        (row, column)
        for cell in cells
        for row in range(cell.row + 1, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    }
