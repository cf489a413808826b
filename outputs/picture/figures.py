"""Pictures for reports: PNG and SVG files, and SVG for the pages."""

from __future__ import annotations

import io
import re
import textwrap
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal

from outputs.codes import code_word
from outputs.picture.draw import LARGE, SMALL, cut_axis, draw, handles, legend_of
from outputs.picture.panels import Panel, authority, plain_name
from outputs.picture.sources import Sources
from solieu.extras import needed
from solieu.messages import Lang, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Format = Literal["png", "svg"]

_WIDE, _HIGH = 8.6, 3.1  # inches of one panel
_HEAD, _FOOT = 0.12, 0.45  # inches for the title and for the source
_SMALL = (3.5, 1.7)
_DOTS = 200  # per inch

#: Fixed, so that the same figures give the same bytes; the font comes with matplotlib.
_STEADY: dict[Any, Any] = {
    "svg.hashsalt": "solieu",
    "svg.fonttype": "none",
    "font.family": "DejaVu Sans",
} | {
    "axes.unicode_minus": False,
    "path.simplify": False,
}
_NO_METADATA: dict[Format, dict[str, None]] = {
    "png": {"Software": None},
    "svg": {"Date": None, "Creator": None, "Format": None, "Type": None},
}


def picture(
    panels: Sequence[Panel], sources: Sources, lang: Lang, form: Format, *, titled: bool = True
) -> bytes:
    """One picture with all ``panels``, one below the other, a title and the source."""
    with _matplotlib() as new_figure:
        title = textwrap.wrap(heading(panels[0]), 70) if titled else []
        height = _HEAD + 0.24 * len(title) + _HIGH * len(panels) + _FOOT
        figure = new_figure(_WIDE, height)
        for n, panel in enumerate(panels):
            bottom = _FOOT + _HIGH * (len(panels) - 1 - n)
            box = (0.085, (bottom + 0.55) / height, 0.865, (_HIGH - 1.15) / height)
            _panel(figure, figure.add_axes(box), panel, lang)
        top = 1 - 0.12 / height
        figure.text(0.02, top, "\n".join(title), fontsize=13, fontweight="bold", va="top")
        said = sources.told([row for panel in panels for row in panel.rows], lang)
        figure.text(0.02, 0.1 / height, textwrap.fill(said, 130), fontsize=7, color="#5B626B")
        return _saved(figure, form)


def _panel(figure: Figure, axes: Axes, panel: Panel, lang: Lang) -> None:
    scale = draw(axes, panel, lang, LARGE)
    told = f"{subtitle(panel, lang)} ({scale.name})" if scale.name else subtitle(panel, lang)
    if cut_axis(panel):
        told += f" · {say('plot.cut_axis', lang)}"
    axes.set_title(told, loc="left", fontsize=9.5, pad=20)
    axes.legend(
        handles=handles(legend_of(panel, lang), LARGE),
        loc="lower left", bbox_to_anchor=(-0.01, 0.985), ncols=5, frameon=False, fontsize=7.5,
        borderpad=0.2, handlelength=2.2, columnspacing=1.4,
    )  # fmt: skip


def small_pictures(panels: Sequence[Panel], lang: Lang) -> Iterator[str]:
    """A small SVG for each panel, to stand within a page that names it."""
    with _matplotlib() as new_figure:
        for panel in panels:
            figure = new_figure(*_SMALL)
            draw(figure.add_axes((0.14, 0.2, 0.83, 0.74)), panel, lang, SMALL)
            yield inline(_saved(figure, "svg").decode("utf-8"), subtitle(panel, lang))


def inline(svg: str, name: str) -> str:
    """An SVG file as an element of a page: no prologue, no ids that would stand twice."""
    svg = svg[svg.index("<svg") :].rstrip()
    svg = re.sub(r'<g id="[^"]*"', "<g", svg)
    svg = re.sub(r'(<svg[^>]*?) height="[^"]*"', r"\1", svg, count=1)
    svg = re.sub(r'(<svg[^>]*?) width="[^"]*"', r"\1", svg, count=1)
    return re.sub(r"<metadata>.*?</metadata>\s*", "", svg, flags=re.DOTALL).replace(
        "<svg", f'<svg role="img" aria-label="{_attribute(name)}"', 1
    )


def heading(panel: Panel) -> str:
    """The indicator's name, its first letter a capital."""
    name = plain_name(panel.row)
    return name[:1].upper() + name[1:]


def subtitle(panel: Panel, lang: Lang) -> str:
    """Place, measure, kind of period and price basis: what tells panels apart."""
    from normalize.series import OLD_TERRITORY

    row = panel.row
    parts = [row.area.removesuffix(OLD_TERRITORY)]
    if panel.family:
        parts.append(code_word("measure", panel.family, lang))
        if row.compare_to:
            parts.append(code_word("compare_to", row.compare_to, lang))
    if panel.kind == "running":
        parts.append(say("plot.running", lang))
    else:
        parts.append(say("plot.by", lang, frequency=code_word("frequency", panel.frequency, lang)))
    parts.append(row.price_basis)
    if row.measure != "plan":
        parts.append(authority(row))
    return " · ".join(part for part in parts if part)


def _attribute(text: str) -> str:
    from html import escape

    return escape(text, quote=True)


@contextmanager
def _matplotlib() -> Iterator[Callable[[float, float], Figure]]:
    """What makes an empty figure of so many inches."""
    with needed("charts"):
        import matplotlib
        from matplotlib.figure import Figure

    def new_figure(width: float, height: float) -> Figure:
        return Figure(figsize=(width, height), facecolor="white")

    with matplotlib.rc_context(_STEADY):
        yield new_figure


def _saved(figure: Figure, form: Format) -> bytes:
    held = io.BytesIO()
    figure.savefig(held, format=form, dpi=_DOTS, metadata=_NO_METADATA[form])
    return held.getvalue()
