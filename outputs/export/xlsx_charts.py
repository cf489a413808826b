"""Charts of the longest series, drawn by Excel itself from cells that anybody can change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from normalize.periods import bounds, following
from outputs.cells import decimal_text
from outputs.codes import code_word
from outputs.export.cells import stored_float
from outputs.history import LINE, Line, lines, series_rows
from outputs.scales import scale_of
from outputs.stored import Stored
from solieu.messages import Lang, say

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.worksheet import Worksheet

_CHARTS = 12  # on the sheet
_SHORTEST = 3  # periods that make a line worth drawing
_LONGEST = 600  # periods of one chart: fifty years of months
_WIDE, _HIGH = 9, 19  # cells that a chart takes
_A4, _SCALE = 9, 68  # two rows of two charts fill a page on its side
_DRAWN = ("actual", "estimate", "plan")
_COLOURS = {"actual": "#1F4E79", "estimate": "#2E86C1", "plan": "#C0392B"}
_SAME = attrgetter(*(name for name in LINE if name not in {"measure", "indicator"}))


@dataclass(frozen=True, slots=True)
class _Chart:
    """The measures of one indicator at one place, on one axis of periods without holes."""

    lines: tuple[Line, ...]
    periods: tuple[str, ...]


def add_charts(book: xlsxwriter.Workbook, sheet: Worksheet, stored: Stored, lang: Lang) -> None:
    """Fill ``sheet`` with charts; their cells stand in a sheet of their own."""
    charts = _longest(lines(series_rows(stored)))
    sheet.hide_gridlines(2)
    if not charts:
        sheet.write_string(0, 0, say("xlsx.no_charts", lang))
        return
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.set_print_scale(_SCALE)  # Excel heeds no breaks where it fits a sheet to the paper
    sheet.set_h_pagebreaks(range(2 * _HIGH, len(charts) * _HIGH // 2 + 1, 2 * _HIGH))
    data = book.add_worksheet(say("xlsx.chart_data", lang))
    data.freeze_panes(2, 0)
    ends = [len(chart.lines) + 1 for chart in charts]
    starts = [sum(ends[:n]) + n for n in range(len(charts))]
    _fill(book, data, charts, starts, lang)
    for n, (chart, start) in enumerate(zip(charts, starts, strict=True)):
        drawn = _draw(book, data.get_name(), chart, start, lang)
        row, column = divmod(n, 2)
        sheet.insert_chart(row * _HIGH, column * _WIDE, drawn, {"y_offset": 5})


def _longest(all_lines: Iterable[Line]) -> list[_Chart]:
    """Months, quarters and years only: what has one next period."""
    together: dict[tuple[object, ...], list[Line]] = {}
    for line in all_lines:
        if line.cell.measure in _DRAWN and line.cell.frequency in ("M", "Q", "A"):
            together.setdefault(_SAME(line.cell), []).append(line)
    found = []
    for same in together.values():
        by_measure = {line.cell.measure: line for line in same}
        if len(by_measure) == len(same) and set(by_measure) != {"plan"}:
            drawn = tuple(by_measure[one] for one in _DRAWN if one in by_measure)
            periods = _axis(drawn)
            said = {point.latest.period for line in drawn for point in line.points}
            if len(said) >= _SHORTEST and len(periods) <= _LONGEST:
                found.append((len(said), _Chart(drawn, periods)))
    found.sort(key=lambda one: -one[0])  # stable: then in the order of series.csv
    return [chart for _, chart in found[:_CHARTS]]


def _axis(drawn: Sequence[Line]) -> tuple[str, ...]:
    """Every period from the first to the last, so that what is missing leaves a gap."""
    said = [point.latest.period for line in drawn for point in line.points]
    period, last = min(said, key=bounds_last), max(said, key=bounds_last)
    periods = [period]
    while period != last and len(periods) <= _LONGEST:
        after = following(period)
        assert after is not None  # months, quarters and years all have one
        period = after
        periods.append(period)
    return tuple(periods)


def bounds_last(period: str) -> str:
    """The last day of a period as text that sorts by time."""
    return bounds(period).last.isoformat()


def _fill(
    book: xlsxwriter.Workbook,
    data: Worksheet,
    charts: Sequence[_Chart],
    starts: Sequence[int],
    lang: Lang,
) -> None:
    """Row by row, as a workbook that keeps little in memory must be written."""
    bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
    whole = book.add_format({"num_format": "#,##0"})
    parts = book.add_format({"num_format": "#,##0.00"})
    for chart, start in zip(charts, starts, strict=True):
        data.set_column(start, start, 12)
        data.set_column(start + 1, start + len(chart.lines), 20)
        data.write_string(0, start, _title(chart, lang), bold)
    for chart, start in zip(charts, starts, strict=True):
        for n, line in enumerate(chart.lines, start=1):
            name = code_word("measure", line.cell.measure, lang)
            data.write_string(1, start + n, name, bold)
    held = [
        [{point.latest.period: point.value for point in line.points} for line in chart.lines]
        for chart in charts
    ]
    for row in range(max(len(chart.periods) for chart in charts)):
        for chart, start, values in zip(charts, starts, held, strict=True):
            if row >= len(chart.periods):
                continue
            period = chart.periods[row]
            data.write_string(row + 2, start, period, text)
            for n, by_period in enumerate(values, start=1):
                value = by_period.get(period)
                exact = None if value is None else stored_float(value)
                if exact is not None:
                    data.write_number(row + 2, start + n, exact, parts if exact % 1 else whole)
                elif value is not None:
                    data.write_string(row + 2, start + n, decimal_text(value), text)


def _title(chart: _Chart, lang: Lang) -> str:
    cell = chart.lines[0].cell
    parts = (
        cell.indicator,
        cell.area,
        cell.price_basis,
        code_word("frequency", cell.frequency, lang),
    )
    return " · ".join(part for part in parts if part)


def _draw(
    book: xlsxwriter.Workbook, sheet: str, chart: _Chart, start: int, lang: Lang
) -> Any:  # xlsxwriter's charts have no types
    drawn = book.add_chart({"type": "line"})
    last = len(chart.periods) + 1
    for n, line in enumerate(chart.lines, start=1):
        colour = _COLOURS[line.cell.measure]
        plan = line.cell.measure == "plan"
        drawn.add_series(
            {
                "name": [sheet, 1, start + n],
                "categories": [sheet, 2, start, last, start],
                "values": [sheet, 2, start + n, last, start + n],
                "line": {"color": colour, "width": 1.5, "dash_type": "dash" if plan else "solid"},
                "marker": {"type": "none"}
                if plan
                else {
                    "type": "circle",
                    "size": 5,
                    "border": {"color": colour},
                    "fill": {"color": colour if line.cell.measure == "actual" else "white"},
                },
            }
        )
    values = [point.value for line in chart.lines for point in line.points]
    scale = scale_of(values, chart.lines[0].cell.unit, lang)
    drawn.set_title({"name": _title(chart, lang), "name_font": {"size": 11}, "overlay": False})
    drawn.set_y_axis(
        {
            "name": scale.name,
            "num_format": scale.spreadsheet_format,
            "name_font": {"bold": False},
            "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}},
            "line": {"none": True},
        }
    )
    drawn.set_x_axis({"num_font": {"rotation": -45 if len(chart.periods) > 6 else 0}})
    drawn.set_legend({"position": "bottom"})
    drawn.show_blanks_as("gap")
    drawn.set_size({"width": 560, "height": 360})
    return drawn
