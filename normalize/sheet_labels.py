"""Labels of a sheet's rows: what each row measures, its unit, its place, what it is part of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, lru_cache

import regex

from extract.fold import fold
from extract.lexicon import alternation, mapping, strings, words
from extract.sheets_rows import is_unit
from normalize.areas import find_place, province_spans
from normalize.unit_text import Unit, is_known, parse_unit

NUMBERING = regex.compile(
    r"^\s*(?:[-+•]\s*|(?:[IVXLC]+|\d{1,3}(?:\.\d{1,2})*|[a-zđA-ZĐ])\s*[.)/]\s+"
    r"|\d{1,3}\.(?=\p{L}))+"
)
_OPENING = regex.compile(r"^\s*(?:trong đó|trđ|chia ra)\s*:?\s*-?\s*")
MARKS = regex.compile(r"\s*\(?\*+\)?|[⁰¹²³⁴-⁹]+$")
_ENDING = regex.compile(r"\s*\(([^()]{1,40})\)\s*$")
_INSIDE = regex.compile(r"\(([^()]{1,40})\)")
_ROMAN = regex.compile(r"[IVXLC]+")
_CAPITAL = regex.compile(r"[A-ZĐ]")
_NUMBERED = regex.compile(r"\d+(?:\.\d+)*")
_PROVINCE = regex.compile(r"^(?:tỉnh|tp\.?|thành phố)\s*")
_LONGEST_UNIT = 25
_FEWEST_OF_NAME = 2  # words; a single one with a capital begins any label
_HIGH = 10  # A, I
_DITTO = frozenset(('"', "''", "”", "“", "nt", "-nt-", "như trên", "//"))


@dataclass(slots=True)
class Row:
    """One row: ``path`` are the labels above it, the outermost first."""

    index: int
    label: str
    key: tuple[int, int, int, int]
    unit: Unit | None = None
    area: str = ""
    parent: int = -1  # index of the row this is part of, -1 if none
    total: bool = False
    division: bool = False
    theme: bool = False  # a line of capitals or of the highest numbering: heads what follows
    aspect: bool = False
    starred: bool = False  # bears a note mark (*)
    valued: bool = False  # figures stand in it
    among: bool = False  # "Trong đó: lương thực": the first of some parts


@cache
def pattern(name: str) -> regex.Pattern[str]:
    """The words listed under ``name`` in sheets.toml, where a text begins with one."""
    return regex.compile(rf"(?:{alternation(strings(words('sheets'), name))})(?!\w)")


@cache
def listed(name: str) -> frozenset[str]:
    """The words listed under ``name`` in sheets.toml."""
    return frozenset(strings(words("sheets"), name))


def says(name: str, folded: str) -> bool:
    """Whether a folded text has one of the words listed under ``name``."""
    return _within(name).search(folded) is not None


@cache
def _within(name: str) -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\w){pattern(name).pattern}")


def bare_label(raw: str) -> str:
    """A label without its number, its unit in brackets and note marks.

    >>> bare_label("I. Vận chuyển (Nghìn lượt khách)"), bare_label("Trong đó: Lúa mùa (*)")
    ('Vận chuyển', 'Lúa mùa')
    """
    label = MARKS.sub("", NUMBERING.sub("", raw))
    opening = _OPENING.match(fold(label))
    if opening:
        label = label[opening.end() :]
    ending = _ENDING.search(label)
    if ending and label_unit(raw) is not None:
        label = label[: ending.start()]
    return " ".join(label.split()).strip(" :;.-+")


def label_unit(raw: str) -> Unit | None:
    """The unit in the last bracket of a label; None for other brackets.

    >>> label_unit("Vận chuyển (Nghìn HK)"), label_unit("Than đá (than sạch)")
    (Unit(name='hành khách', scale=3), None)
    """
    ending = _ENDING.search(MARKS.sub("", raw))
    return _bracketed(ending[1]) if ending else None


def header_unit(header: str) -> Unit | None:
    """The last unit in brackets of a header, None where there is none."""
    found = (_bracketed(inside) for inside in reversed(_INSIDE.findall(header)))
    return next((unit for unit in found if unit is not None), None)


def _bracketed(inside: str) -> Unit | None:
    unit = sheet_unit(inside)
    if unit is None:
        return None
    known = is_known(unit) or unit.name in _abbreviations().values()
    return unit if known or (unit.scale and len(inside) < _LONGEST_UNIT) else None


@cache
def _abbreviations() -> dict[str, str]:
    return mapping(words("sheets"), "abbreviations")


@cache
def carriages() -> dict[str, str]:
    """Unit of a table of transport -> what is measured in it."""
    return mapping(words("sheets"), "carriages")


@lru_cache(maxsize=4096)
def sheet_unit(text: str) -> Unit | None:
    """A unit as tables write it, their abbreviations in full."""
    unit = parse_unit(text)
    if unit is None:
        return None
    return replace(unit, name=_abbreviations().get(fold(unit.name), unit.name))


def unit_cell(text: str, above: Unit | None) -> Unit | None:
    """The unit of a row's unit cell; a ditto mark repeats the one above."""
    bare = fold(text).strip()
    if bare in _DITTO:
        return above
    return sheet_unit(text) if bare else None


def depth(number: str, raw: str) -> int:
    """How deep a row's numbering or sign puts it; without any, between numbers and dashes."""
    bare = number.strip(" .)(")
    lead = raw.lstrip()
    if lead.startswith("+") or bare == "+":
        return 60
    if lead.startswith(("-", "–", "•")) or bare == "-":
        return 50
    if not bare and (match := NUMBERING.match(raw)):
        bare = match.group().strip(" .)/")
    if _ROMAN.fullmatch(bare):
        return 10
    if _CAPITAL.fullmatch(bare):
        return 5
    if _NUMBERED.fullmatch(bare):
        return 20 + bare.count(".")
    return 40 if bare else 45


def make_row(index: int, raw: str, number: str, place: tuple[int, int], *, valued: bool) -> Row:
    """Read one label. ``place`` is its column and indentation; ``valued``: figures follow."""
    label = bare_label(raw)
    folded, folded_raw = fold(label), fold(raw)
    stated = sheet_unit(label) if is_unit(label) else None
    if stated is not None and stated.scale:  # "A. Nghìn hành khách" heads its figures
        at = (depth(number, raw), *place, 1)
        return Row(index, "", at, stated, division=True)
    division = (
        not valued
        and (
            bool(pattern("divisions").match(fold(NUMBERING.sub("", raw)).strip()))
            or says("place_divisions", folded)
        )
        and not (_OPENING.match(folded_raw) and label)
    )
    return Row(
        index,
        label,
        (depth(number, raw), *place, int(division)),
        label_unit(raw),
        area_of(label),
        total=folded in listed("totals")
        or folded.startswith("toàn ngành")
        or (valued and bool(pattern("partings").match(folded))),  # "Phân theo địa phương" 679
        division=division or not label,
        theme=_is_theme(label, depth(number, raw)),
        aspect=bool(pattern("aspects").match(folded)),
        starred="(*" in raw or raw.rstrip().endswith("*"),
        valued=valued,
        among=bool(_OPENING.match(folded_raw)) and bool(label),
    )


def _is_theme(label: str, level: int) -> bool:
    shouted = label.isupper() and len(label.split()) > 1
    return (shouted or level <= _HIGH) and fold(label) not in listed("totals")


@lru_cache(maxsize=4096)  # a row is asked for by each of its figures
def area_of(label: str) -> str:
    """The place a label names and nothing else: a province, a region, the country; a commune
    or district where its kind stands before the name."""
    folded = fold(label).strip(" .")
    if folded in listed("regions"):
        return label.capitalize() if label.isupper() else label
    for bare in (_PROVINCE.sub("", folded), folded):  # "TP. HCM" is a name as a whole
        spans = province_spans(bare)
        if spans and spans[0] == (0, len(bare)):
            return find_place(label.title() if label.isupper() and "." not in label else label)
    return kept if (kept := find_place(label)) and fold(kept) == folded else ""


def is_name(label: str) -> bool:
    """Whether every word begins with a capital and some go on small: "Thừa Thiên - Huế".

    >>> is_name("Kiến An"), is_name("Kiến nghị"), is_name("TỔNG SỐ"), is_name("Gạo")
    (True, False, False, False)
    """
    words = [word for word in label.split() if any(map(str.isalpha, word))]
    if len(words) < _FEWEST_OF_NAME:
        return False
    return all(word[:1].isupper() and not (len(word) > 1 and word.isupper()) for word in words)


def _sums_up(row: Row, above: Row) -> bool:
    """Whether ``row`` is a total set in no further than the figures of ``above``."""
    (_, *place, _), (_, *other, _) = row.key, above.key
    return row.total and above.valued and place <= other


def _shouted(row: Row, above: Row) -> bool:
    """Whether ``row`` is in capitals and ``above`` is not: "CHỈ SỐ GIÁ VÀNG" below a group."""
    return row.label.isupper() and " " in row.label and not above.label.isupper()


def _beside(row: Row, above: Row) -> bool:
    """Whether ``row`` is set in under what follows "Trong đó:", so a part beside that one."""
    (depth, column, _, _), (other, same, _, _) = row.key, above.key
    return above.among and not row.among and (depth, column) == (other, same)


def _first_part(row: Row, above: Row) -> bool:
    """Whether ``row``, "Trong đó: nguyên chiếc", is of the row above it, set no further in."""
    return row.among and row.valued and above.valued and not above.among and row.key == above.key


class Tree:
    """The rows from top to bottom, each hung on the row it is part of."""

    def __init__(self) -> None:
        """No row is read yet."""
        self.rows: dict[int, Row] = {}
        self._open: list[Row] = []

    def add(self, row: Row) -> None:
        """Hang a row below the nearest row above that is less deep.

        "Tổng cộng" below numbered rows is no part of the last of them.
        """
        while self._open and (
            (self._open[-1].key >= row.key and not _first_part(row, self._open[-1]))
            or _sums_up(row, self._open[-1])
            or _beside(row, self._open[-1])
            or _shouted(row, self._open[-1])
        ):
            self._open.pop()
        row.parent = self._open[-1].index if self._open else -1
        self._open.append(row)
        self.rows[row.index] = row

    def above(self, row: Row) -> list[Row]:
        """The rows a row is part of, the nearest first."""
        found = []
        while row.parent >= 0:
            row = self.rows[row.parent]
            found.append(row)
        return found

    def starred(self, row: Row) -> bool:
        """Whether a row, or the one that it is part of, bears a note mark."""
        return row.starred or (row.parent >= 0 and self.rows[row.parent].starred)

    def unit(self, row: Row) -> Unit | None:
        """The row's own unit, else that of the nearest row above that states one."""
        return row.unit or next((one.unit for one in self.above(row) if one.unit), None)
