"""Automatic list numbers of Word, counted as the page shows them: "1. ", "a) ", "- "."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from extract.docx_package import Package, W, is_on, value_of
from extract.docx_styles import Styles
from extract.wholes import whole

_LEVELS = 9
_PLACE = re.compile(r"%(\d)")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"))
_ROMAN_SMALL = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    legal: bool = False  # all numbers of the label in Arabic figures
    keeps_counting: bool = False  # lvlRestart 0
    style: str = ""


@dataclass(slots=True)
class _List:
    """One numbering definition in use, with its counters; None is a level not yet used."""

    abstract: str
    levels: dict[int, _Level]
    counts: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


class Numbering:
    """The lists of one document; asked once for each numbered paragraph, in order."""

    def __init__(self, package: Package, styles: Styles) -> None:
        """Lists of an open package; nothing is read yet."""
        self._package = package
        self._styles = styles
        self._root: etree._Element | None = None
        self._parsed = False
        self._lists: dict[str, _List | None] = {}
        self._counts: dict[str, list[int | None]] = {}

    def label(self, num_id: str, level: int | None, style_id: str) -> str:
        """The label of the next paragraph of this list, "" for none.

        ``level`` counts from 0; None leaves it to the paragraph style.
        """
        if num_id in ("", "0"):
            return ""
        if num_id not in self._lists:
            self._lists[num_id] = self._open(num_id, 0)
        numbered = self._lists[num_id]
        if numbered is None:
            return ""
        if level is None:
            by_style = (i for i, each in numbered.levels.items() if each.style == style_id)
            level = next(by_style, 0) if style_id else 0
        return _next_label(numbered, min(level, _LEVELS - 1))

    def _open(self, num_id: str, depth: int) -> _List | None:
        root = self._tree()
        num = None if root is None else root.find(f"{W}num[@{W}numId='{num_id}']")
        if root is None or num is None or depth > 3:
            return None
        abstract_id = value_of(num, "abstractNumId") or ""
        abstract = root.find(f"{W}abstractNum[@{W}abstractNumId='{abstract_id}']")
        if abstract is None:
            return None
        if link := value_of(abstract, "numStyleLink"):
            return self._open(self._styles.get(link).num_id, depth + 1)
        levels = {whole(e.get(f"{W}ilvl"), 0): _level(e) for e in abstract.iterchildren(W + "lvl")}
        counts = self._counts.setdefault(abstract_id, [None] * _LEVELS)
        restarts = _apply_overrides(num, levels)
        if restarts:  # a list that starts anew counts for itself
            counts = [None] * _LEVELS
        return _List(abstract_id, levels, counts)

    def _tree(self) -> etree._Element | None:
        if not self._parsed:
            self._root, self._parsed = self._package.part("numbering"), True
        return self._root


def _apply_overrides(num: etree._Element, levels: dict[int, _Level]) -> bool:
    restarts = False
    for override in num.iterchildren(W + "lvlOverride"):
        index = whole(override.get(f"{W}ilvl"), 0)
        own = override.find(W + "lvl")
        if own is not None:
            levels[index] = _level(own)
        start = value_of(override, "startOverride")
        if start:
            restarts = True
            old = levels.get(index, _Level())
            levels[index] = _Level(
                whole(start, 1), old.form, old.text, old.legal, old.keeps_counting, old.style
            )
    return restarts


def _level(element: etree._Element) -> _Level:
    start, restart = value_of(element, "start"), value_of(element, "lvlRestart")
    return _Level(
        start=whole(start, 1),
        form=value_of(element, "numFmt") or "decimal",
        text=value_of(element, "lvlText") or "",
        legal=is_on(element, "isLgl"),
        keeps_counting=restart == "0",
        style=value_of(element, "pStyle") or "",
    )


def _next_label(numbered: _List, index: int) -> str:
    level = numbered.levels.get(index)
    if level is None:
        return ""
    counts = numbered.counts
    count = counts[index]
    counts[index] = level.start if count is None else count + 1
    for deeper in range(index + 1, _LEVELS):
        if counts[deeper] is None or numbered.levels.get(deeper, level).keeps_counting:
            continue
        counts[deeper] = None
    if level.form == "bullet":
        return level.text if level.text in ("+", "*") else "-"
    if level.form == "none":
        return ""

    def shown_number(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        other = numbered.levels.get(place, level)
        shown = counts[place]
        value = other.start if shown is None else shown
        return _written(value, "decimal" if level.legal else other.form)

    return _PLACE.sub(shown_number, level.text).strip()


def _written(value: int, form: str) -> str:
    """A count in a number format of Word; formats unknown here read as Arabic figures.

    >>> _written(4, "upperRoman"), _written(28, "lowerLetter"), _written(7, "decimalZero")
    ('IV', 'bb', '07')
    """
    write, most = _FORMS.get(form, (str, 0))
    return write(value) if 0 < value <= most else str(value)


def _roman(value: int) -> str:
    text = ""
    for size, sign in (*_ROMAN, *_ROMAN_SMALL):
        count, value = divmod(value, size)
        text += sign * count
    return text


def _letter(value: int) -> str:
    rounds, place = divmod(value - 1, 26)  # after z Word goes on with aa, bb
    return chr(ord("a") + place) * (rounds + 1)


# How counts are written, and up to which: Word ends letters at thirty of them, and a list
# that begins with the two thousand millionth Roman number would fill the memory.
_MOST_ROMAN, _MOST_LETTERS = 3_999, 780
_FORMS: dict[str, tuple[Callable[[int], str], int]] = {
    "upperRoman": (lambda value: _roman(value).upper(), _MOST_ROMAN),
    "lowerRoman": (_roman, _MOST_ROMAN),
    "upperLetter": (lambda value: _letter(value).upper(), _MOST_LETTERS),
    "lowerLetter": (_letter, _MOST_LETTERS),
    "decimalZero": (lambda value: f"{value:02d}", 99),
}
