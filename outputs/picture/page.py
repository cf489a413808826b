"""Pages of pictures: one file of HTML that needs no network, no script and no other file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from itertools import groupby

from extract.fold import fold
from normalize.series import SeriesRow
from outputs.choice import bare
from outputs.codes import code_word
from outputs.picture.calendar import period_name
from outputs.picture.draw import cut_axis, legend_of, short
from outputs.picture.figures import heading, inline, picture, small_pictures, subtitle
from outputs.picture.panels import Panel, authority, plain_name, worth_drawing
from outputs.picture.sources import Sources
from outputs.scales import grouped, scale_of, unit_name
from solieu.messages import Lang, say

_STYLE = """
:root { color-scheme: light; }
body { font: 15px/1.45 "DejaVu Sans", "Segoe UI", Roboto, Arial, sans-serif; color: #22272e;
  margin: 0 auto; padding: 1.5rem; max-width: 76rem; background: #fff; }
h1 { font-size: 1.5rem; margin: 0 0 .3rem; } h2 { font-size: 1.05rem; margin: 2.2rem 0 .2rem; }
h2 small { font-weight: 400; color: #5b626b; font-family: monospace; }
p, footer { color: #5b626b; font-size: .85rem; }
.grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(20rem, 1fr)); gap: 1rem; }
figure { margin: 0; border: 1px solid #e4e7eb; border-radius: 4px; padding: .6rem .7rem .3rem; }
figcaption { font-size: .8rem; min-height: 2.4em; } figcaption b { float: right; color: #1f5a8c; }
svg { width: 100%; height: auto; display: block; }
.picture { max-width: 60rem; }
details { font-size: .8rem; } summary { cursor: pointer; color: #1f5a8c; padding: .2rem 0; }
table { border-collapse: collapse; font-size: .8rem; margin: .4rem 0 1rem; }
th, td { border-bottom: 1px solid #e4e7eb; padding: .2rem .6rem .2rem 0; text-align: left;
  vertical-align: top; }
td.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
th.n { text-align: right; } tr.old td { color: #8a8f98; }
nav a { display: block; color: #1f5a8c; text-decoration: none; padding: .12rem 0; }
nav a:hover { text-decoration: underline; } nav { font-size: .78rem; line-height: 1.3; }
nav b { display: block; margin: .9rem 0 .2rem; }
@media screen and (min-width: 64rem) {
  body.all { max-width: none; padding-left: 20rem; }
  nav { position: fixed; left: 0; top: 0; bottom: 0; width: 17rem; overflow-y: auto;
    padding: 1rem; border-right: 1px solid #e4e7eb; background: #f7f8fa; } }
@media print { nav, details { display: none; } figure, tr { break-inside: avoid; } }
"""


def one_page(panels: Sequence[Panel], sources: Sources, lang: Lang) -> bytes:
    """The picture of an indicator with all its figures in a table below."""
    drawn = picture(panels, sources, lang, "svg", titled=False).decode("utf-8")
    svg = inline(drawn, heading(panels[0]))
    body = [f'<div class="picture">{svg}</div>']
    for panel in panels:
        body.append(f"<h2>{escape(subtitle(panel, lang))}</h2>")
        body += _table(panel.rows, sources, lang)
    return _document(heading(panels[0]), body, lang)


def all_page(
    panels: Sequence[Panel],
    sources: Sources,
    lang: Lang,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[bytes]:
    """Every panel of two periods or more, small, by indicator; the others in a table.

    Gives the page piece by piece, for an archive has thousands of pictures; ``progress``
    is told how many of how many are drawn.
    """
    several = [panel for panel in worth_drawing(panels) if len(panel.spots) > 1]
    drawn = sorted(several, key=_place)
    rest = sorted((panel for panel in panels if len(panel.spots) < 2), key=_place)
    rows = [row for panel in panels for row in panel.rows]
    yield _opening(say("plot.all", lang), lang, "all")
    yield _lines([f"<p>{escape(sources.told(rows, lang))}</p>", f"<p>{_legend(drawn, lang)}</p>"])
    groups = [(name, list(held)) for name, held in groupby(drawn, key=_indicator)]
    yield _lines(_contents([held for _, held in groups], lang))
    pictures = enumerate(small_pictures(drawn, lang), start=1)
    for n, (_, held) in enumerate(groups):
        known = held[0].row.indicator_id
        mark = f" <small>{escape(known)}</small>" if known else ""
        yield _lines([f'<h2 id="i{n}">{escape(heading(held[0]))}{mark}</h2>', '<div class="grid">'])
        for panel in held:
            done, svg = next(pictures)
            yield _lines(_card(panel, svg, sources, lang))
            if progress:
                progress(done, len(drawn))
        yield _lines(["</div>"])
    if rest:
        yield _lines([f"<h2>{escape(say('plot.single', lang))}</h2>"])
        yield _lines(_singles(rest, sources, lang))
    yield _lines(["</body>", "</html>"])


def _indicator(panel: Panel) -> str:
    return panel.row.indicator_id or fold(plain_name(panel.row))


def _place(panel: Panel) -> tuple[bool, str, str]:
    """Indicators of the catalogue first; then by name, as near to the alphabet as it needs."""
    return not panel.row.indicator_id, bare(plain_name(panel.row)), _indicator(panel)


def _contents(groups: Sequence[Sequence[Panel]], lang: Lang) -> Iterator[str]:
    yield "<nav>"
    before: bool | None = None
    for n, held in enumerate(groups):
        known = bool(held[0].row.indicator_id)
        if known != before:
            yield f"<b>{escape(say('plot.known' if known else 'plot.own_words', lang))}</b>"
        before = known
        yield f'<a href="#i{n}">{escape(heading(held[0]))}</a>'
    yield "</nav>"


def _card(panel: Panel, svg: str, sources: Sources, lang: Lang) -> Iterator[str]:
    scale = scale_of(panel.values, panel.row.unit, lang)
    newest = max(panel.spots, key=lambda one: one.last).row
    told = f"{subtitle(panel, lang)} ({scale.name})" if scale.name else subtitle(panel, lang)
    if cut_axis(panel):
        told += f" · {say('plot.cut_axis', lang)}"
    yield "<figure>"
    yield f"<figcaption><b>{short(newest.value, scale)}</b>{escape(told)}</figcaption>"
    yield svg
    yield f"<details><summary>{escape(say('plot.figures', lang))}</summary>"
    yield from _table(panel.rows, sources, lang)
    yield "</details></figure>"


def _table(rows: Iterable[SeriesRow], sources: Sources, lang: Lang) -> Iterator[str]:
    """Every figure in full: the picture rounds, this does not."""
    yield "<table>" + _head(("period", "measure", "value", "unit", "vintage", "file"), lang)
    several = list(rows)
    newest = {_said_of(row): row for row in several}
    for row in several:
        superseded = newest[_said_of(row)] is not row
        yield _row(row, sources, lang, "old" if superseded else "")
    yield "</table>"


def _said_of(row: SeriesRow) -> tuple[str, bool, str, str]:
    """What later reports may say anew."""
    return row.period, row.measure == "plan", row.area, authority(row)


def _singles(panels: Iterable[Panel], sources: Sources, lang: Lang) -> Iterator[str]:
    names = ("indicator", "period", "measure", "value", "unit", "vintage", "file")
    yield "<table>" + _head(names, lang)
    for panel in panels:
        for row in panel.rows:
            yield _row(row, sources, lang, "", f"<td>{escape(plain_name(row))}</td>")
    yield "</table>"


def _head(names: Sequence[str], lang: Lang) -> str:
    cells = (
        f"<th{' class=n' if name == 'value' else ''}>{escape(say(f'plot.head_{name}', lang))}</th>"
        for name in names
    )
    return f"<tr>{''.join(cells)}</tr>"


def _row(row: SeriesRow, sources: Sources, lang: Lang, style: str, before: str = "") -> str:
    measure = code_word("measure", row.measure, lang)
    if row.compare_to:
        measure += f", {code_word('compare_to', row.compare_to, lang)}"
    cells = (
        f"<td>{escape(period_name(row.period, lang))}</td>",
        f"<td>{escape(measure)}</td>",
        f'<td class="n">{grouped(row.value, lang)}</td>',
        f"<td>{escape(unit_name(row.unit, lang))}</td>",
        f"<td>{escape(period_name(row.vintage, lang) if row.vintage else '')}</td>",
        f"<td>{escape(sources.files.get(row.document_id, ''))}</td>",
    )
    return f"<tr{f' class={style}' if style else ''}>{before}{''.join(cells)}</tr>"


def _legend(panels: Sequence[Panel], lang: Lang) -> str:
    named = dict.fromkeys(pair for panel in panels for pair in legend_of(panel, lang))
    return " · ".join(f"{_SIGNS[kind]} {escape(name)}" for kind, name in named)


_SIGNS = {
    "final": '<span style="color:#1f5a8c">●</span>',
    "estimate": '<span style="color:#1f5a8c">○</span>',
    "earlier": '<span style="color:#8a8f98">◇</span>',
    "plan": '<span style="color:#b5442e">- -</span>',
    "old": '<span style="color:#6e7f93">●</span>',
}


def _opening(title: str, lang: Lang, kind: str = "one") -> bytes:
    return _lines(
        [
            "<!DOCTYPE html>",
            f'<html lang="{lang}">',
            '<head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(title)}</title>",
            f"<style>{_STYLE}</style></head>",
            f'<body class="{kind}">',
            f"<h1>{escape(title)}</h1>",
        ]
    )


def _document(title: str, body: Iterable[str], lang: Lang) -> bytes:
    return _opening(title, lang) + _lines([*body, "</body>", "</html>"])


def _lines(several: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in several).encode("utf-8")
