"""``solieu plot``: which figures, in which picture, into which file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from normalize.series import SeriesRow
from outputs.choice import bare, rows_of
from outputs.export.place import staged
from outputs.file_names import fit
from outputs.history import series_rows
from outputs.picture.figures import picture
from outputs.picture.page import all_page, one_page
from outputs.picture.panels import Panel, panels, plain_name, worth_drawing
from outputs.picture.sources import Sources
from outputs.stored import Stored, stored
from solieu.errors import UsageError
from solieu.messages import Lang, message

#: Panels of one picture; more can no longer be looked at.
_MOST = 12

_SUFFIXES = (".png", ".svg", ".html")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be drawn: rows of series.csv that fit everything that is not None."""

    indicator: str | None = None
    measure: str | None = None
    frequency: str | None = None
    area: str | None = None
    as_of: date | None = None

    def rows(self, source: Stored) -> list[SeriesRow]:
        """The rows that fit; raises UsageError where there are none."""
        found: Iterable[SeriesRow] = series_rows(source, self.as_of)
        if self.indicator is not None:
            found = rows_of(found, self.indicator)
        kept = [row for row in found if self._fits(row)]
        if not kept:
            raise _usage("plot.nothing")
        return kept

    def _fits(self, row: SeriesRow) -> bool:
        return (
            (self.measure is None or row.measure == self.measure)
            and (self.frequency is None or row.frequency == self.frequency)
            and (self.area is None or bare(self.area) in bare(row.area))
        )


def plot_indicator(folder: Path, wanted: Wanted, out: Path | None, lang: Lang) -> Path:
    """Draw one indicator into ``out``: .png, .svg, or .html with all figures in a table.

    The default is a PNG under ``folder/export``. Drawn are the indicator itself and its
    plan; percentages, growth and shares where there is nothing else or ``wanted`` names
    their measure. Gives the file. Raises UsageError where nothing fits, or too much.
    """
    source = stored(folder)
    drawn = _chosen(panels(wanted.rows(source)), wanted)
    target = out or folder / "export" / f"{_slug(drawn[0])}.png"
    form = _suffix(target, _SUFFIXES)
    sources = Sources.of(source)
    with staged(target) as temporary:
        match form:
            case ".html":
                temporary.write_bytes(one_page(drawn, sources, lang))
            case ".svg":
                temporary.write_bytes(picture(drawn, sources, lang, "svg"))
            case _:
                temporary.write_bytes(picture(drawn, sources, lang, "png"))
    return target


def plot_all(
    folder: Path,
    wanted: Wanted,
    out: Path | None,
    lang: Lang,
    progress: Callable[[int, int], None] | None = None,
) -> Path:
    """Draw every series, small, on one page of HTML, by default ``folder/export/series.html``.

    ``progress`` is told how many pictures of how many are drawn.
    """
    source = stored(folder)
    target = out or folder / "export" / "series.html"
    _suffix(target, (".html",))
    pieces = all_page(panels(wanted.rows(source)), Sources.of(source), lang, progress)
    with ExitStack() as stack:
        stream = stack.enter_context(stack.enter_context(staged(target)).open("wb"))
        for piece in pieces:
            stream.write(piece)
    return target


def _chosen(found: Sequence[Panel], wanted: Wanted) -> tuple[Panel, ...]:
    level = [panel for panel in found if not panel.family]
    drawn = worth_drawing(level or found)
    if not drawn:  # plans alone
        raise _usage("plot.nothing")
    if len(drawn) > _MOST:
        areas = dict.fromkeys(panel.row.area for panel in drawn)
        shown = "; ".join(list(areas)[:5]) + (" ..." if len(areas) > 5 else "")
        raise _usage("plot.many", count=len(drawn), most=_MOST, areas=shown)
    return drawn


def _slug(panel: Panel) -> str:
    named = panel.row.indicator_id or bare(plain_name(panel.row))
    return fit(re.sub(r"[^a-z0-9_]+", "-", named).strip("-")[:60] or "series")


def _suffix(path: Path, known: Sequence[str]) -> str:
    if path.suffix.lower() not in known:
        raise _usage("plot.suffix", path=path, known=", ".join(known))
    return path.suffix.lower()


def _usage(key: str, **values: object) -> UsageError:
    said = message(key, **values)
    return UsageError(said.vi, said.en)
