"""Headers of a sheet: the path of each column, and what its column holds.

A header wraps its words over several rows without merging them ("Thực hiện", "quý I",
"năm", "2020"), and a comparison may stand above the period it is about ("So với cùng kỳ
năm trước (%)" over "Quý I năm 2020") or above the one it compares with ("Tháng 6 năm
2020 so với" over "Tháng 5 năm 2020").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import regex

from extract.fold import fold
from extract.lexicon import alternation, strings, words
from extract.periods import find_periods
from extract.sheets_rows import is_unit
from normalize.grid_columns import Column, read_column, with_base
from normalize.periods import PeriodContext, previous, resolve, year_of, yoy
from normalize.prices import price_named, price_pattern
from normalize.sheet_labels import header_unit, sheet_unit
from solieu.model import Cell, CompareTo

_COUNT = regex.compile(r"\(?[\dA-ZĐ]{1,2}\)?(?:\s*[=:].*)?")
_VERSUS = regex.compile(r"(?<!\w)so với(?!\w)")
_MONTH = regex.compile(r"\d{4}-\d{2}")
_YEAR = regex.compile(r"(?:19|20)\d\d")
_PLAN_YEAR = regex.compile(r"kế hoạch (?:cả )?năm \d{4}")
# "11 tháng 2004", "quý I 2020": the year without its word.
_BARE_YEAR = regex.compile(
    r"(?<=\d tháng|(?:quý|tháng) [\divx]{1,3})(?= (?:19|20)\d\d(?!\d))", regex.IGNORECASE
)
_BEFORE = regex.compile(r"(?<!\w)(?:tháng|quý|kỳ) trước(?!\w)")
_ROMAN = regex.compile(r"[ivxIVX]+|\W*")
_BRACKETS = regex.compile(r"\([^()]*\)")
_COMPARED = frozenset(("pct_of_plan", "change", "index", "share"))


@dataclass(frozen=True, slots=True)
class Level:
    """One phrase of a header path, over the columns it spans."""

    text: str
    first: int
    width: int


def header_paths(cells: Sequence[tuple[Cell, str]], columns: Sequence[int]) -> list[list[Level]]:
    """The phrases above each column, the uppermost first.

    ``cells`` are the header's cells with their text. Rows below each other that span the
    same columns are one wrapped phrase; column numbers are no part of it.
    """
    paths: list[list[Level]] = []
    ordered = sorted(cells, key=lambda pair: (pair[0].row, pair[0].column))
    counting = _counting_rows(ordered)
    for column in columns:
        path: list[Level] = []
        for cell, text in ordered:
            if not cell.column <= column < cell.column + cell.columns:
                continue
            if cell.row in counting or not text:
                continue
            level = Level(text, cell.column, cell.columns)
            if path and (path[-1].first, path[-1].width) == (level.first, level.width):
                level = replace(level, text=f"{path.pop().text} {text}")
            path.append(level)
        paths.append(path)
    return paths


def _counting_rows(cells: Sequence[tuple[Cell, str]]) -> set[int]:
    """Rows "A | B | 1 | 2 | 3=2/1"."""
    rows: dict[int, list[str]] = {}
    for cell, text in cells:
        rows.setdefault(cell.row, []).append(text)
    return {
        row
        for row, texts in rows.items()
        if len(texts) > 1 and all(_COUNT.fullmatch(text) for text in texts)
    }


def told(path: Sequence[Level]) -> str:
    """The header in the order in which a person would say it.

    >>> told([Level("So với cùng kỳ năm trước (%)", 5, 3), Level("Quý I năm 2020", 5, 1)])
    'Quý I năm 2020 So với cùng kỳ năm trước (%)'
    >>> told([Level("Tháng 6 năm 2020 so với:", 3, 2), Level("Tháng 5 năm 2020", 3, 1)])
    'Tháng 6 năm 2020 so với: Tháng 5 năm 2020'
    """
    said = ""
    for level in path:
        said = f"{level.text} {said}" if _names_base(said) else f"{said} {level.text}"
    return " ".join(said.split())


def _names_base(header: str) -> bool:
    """Whether a comparison already says with what."""
    bare = _BRACKETS.sub(" ", fold(header))
    match = _VERSUS.search(bare)
    return match is not None and any(char.isalnum() for char in bare[match.end() :])


@cache
def _noise() -> regex.Pattern[str]:
    found = alternation(strings(words("sheets"), "header_noise"))
    return regex.compile(rf"^(?:(?:{found})(?!\w)[\W_]*)+|(?:[\W_]*(?<!\w)(?:{found}))+[\W_]*$")


@cache
def _division() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{alternation(strings(words('sheets'), 'partings'))})(?!\w)")


def content_of(path: Sequence[Level]) -> str:
    """What a header names beside measure, period, comparison and unit.

    >>> content_of([Level("Thực hiện (Tỷ đồng)", 2, 2), Level("Vốn đăng ký năm 2020", 2, 1)])
    'Vốn đăng ký'

    A school year is no period of a figure, so it stays: else two would have one name.

    >>> content_of([Level("5 tháng so với cùng kỳ năm trước (%)", 2, 1)])
    ''
    >>> content_of([Level("Năm học 2020-2021", 2, 2), Level("Đợt 1", 2, 1)])
    'Đợt 1 năm học 2020-2021'
    """
    parts: list[str] = []
    schools: list[str] = []
    for level in path:
        text = _BRACKETS.sub(lambda match: " " * len(match.group()), level.text)
        folded = fold(text)
        if _division().match(folded):
            continue
        versus = _VERSUS.search(folded)
        end = versus.start() if versus else len(text)
        # "bình quân" says how, not when; it hides the period behind it.
        timed = folded.replace("bình quân", "-" * len("bình quân"))
        found = find_periods(timed, header=True)
        holes = [(m.start, m.end) for m in found if m.kind != "duration"]
        schools += [folded[m.start : m.end] for m in found if m.kind == "school_year"]
        if not _named(text[:end], [(m.start, m.end) for m in found]):
            continue  # "5 tháng so với cùng kỳ": a period, though of no year
        kept = _named(text[:end], holes)
        if kept and not _ROMAN.fullmatch(kept) and fold(kept) not in map(fold, parts):
            parts.append(kept if not parts or kept[:2].isupper() else kept[:1].lower() + kept[1:])
    return " ".join([*parts, *schools])


def _named(text: str, holes: Sequence[tuple[int, int]]) -> str:
    """What a level names outside ``holes``, without the words that name no thing."""
    kept = "".join(
        " " if any(a <= i < b for a, b in holes) else char for i, char in enumerate(text)
    )
    while match := _noise().search(fold(kept)):
        kept = kept[: match.start()] + kept[match.end() :]
    return " ".join(kept.split()).strip(" ,;:.-+/%")


def column_of(index: int, path: Sequence[Level], context: PeriodContext) -> Column:
    """A value column from its header path."""
    path = [replace(level, text=_plain(level.text)) for level in path]
    header = told(path)
    column = read_column(index, header, context)
    content = content_of(path)
    period = _period(header, column, context)
    compare_to = _compared(header, column, period, context)
    unit = header_unit(header) or column.unit
    if unit is None and path and is_unit(path[-1].text):
        stated = sheet_unit(path[-1].text.strip("()"))
        # "Nghìn ha" under a header is a unit; "Lượng" names the thing.
        unit = stated if stated is not None and (stated.scale or stated.name == "%") else None
    return replace(column, content=content, period=period, unit=unit, compare_to=compare_to)


def price_of(path: Sequence[Level]) -> str:
    """The price basis a header states, "" where it states none."""
    return price_named(told(path))


def _plain(text: str) -> str:
    """A header without its price basis, whose year is no period, and with "năm" said."""
    if match := price_pattern().search(fold(text)):
        before = regex.sub(r"(?:^|\s)theo\s*$", "", text[: match.start()], flags=regex.IGNORECASE)
        text = f"{before} {text[match.end() :]}".strip()
    return _BARE_YEAR.sub(" năm", text)


def _compared(header: str, column: Column, period: str, context: PeriodContext) -> CompareTo:
    """What the words after "so với" name, beside the figure's own period."""
    folded = fold(header)
    versus = _VERSUS.search(folded)
    if versus is None or column.measure not in ("index", "change"):
        return column.compare_to
    base = folded[versus.end() :]
    if _BEFORE.search(base):
        return "prev"
    for mention in find_periods(base, header=True):
        named = resolve(mention, replace(context, sentence=period))
        if named and period and named in (yoy(period), previous(period)):
            return "yoy" if named == yoy(period) else "prev"
        if mention.kind == "month" and mention.year is None and mention.month is not None:
            return _nearest(mention.month, period) or column.compare_to
    return column.compare_to


def _nearest(month: int, period: str) -> CompareTo:
    """The base that "so với tháng 12" means for a figure of January: the month before."""
    if not _MONTH.fullmatch(period):
        return ""
    own = int(period[5:])
    return "prev" if month == (own - 2) % 12 + 1 else "yoy" if month == own else ""


def _period(header: str, column: Column, context: PeriodContext) -> str:
    """The period of the figure itself, not of what it is compared with; "" if unsaid."""
    folded = fold(header)
    versus = _VERSUS.search(folded)
    own = folded[: versus.start()] if versus else folded
    if column.measure == "pct_of_plan":
        own = _PLAN_YEAR.sub(" ", own)
    own = own.replace("bình quân", " " * len("bình quân"))  # says how, not when
    mentions = find_periods(own, header=True)
    for mention in mentions:
        if mention.kind.startswith("relative"):
            continue
        if found := resolve(mention, context):
            return found
    if column.measure in _COMPARED:
        return ""
    if "cùng kỳ" in own and not any(m.year for m in mentions) and context.base:
        return yoy(context.base) or ""
    return column.period


def with_neighbours(columns: Sequence[Column], context: PeriodContext) -> tuple[Column, ...]:
    """Give columns that name no period the one they speak of.

    A plan covers its year, a comparison speaks of the actual figures beside it.
    """
    near = ""
    for column in columns:
        if column.role == "value" and column.period and column.measure not in _COMPARED:
            near = column.period if not _is_last_year(column, context) else near
    near = near or context.base
    result = []
    for column in columns:
        if column.role == "value" and not column.period:
            year = year_of(near) if near else None
            planned = column.measure == "plan" and year is not None
            # "Tháng 5 so với tháng trước" beside "5 tháng năm 2019": the month of that year.
            beside = PeriodContext(document=near)
            told = _period(column.header, column, beside) if column.measure in _COMPARED else ""
            column = replace(column, period=f"{year:04}" if planned else told or near)
        result.append(with_base(column, context))
    return tuple(result)


def _is_last_year(column: Column, context: PeriodContext) -> bool:
    return bool(context.base) and column.period == yoy(context.base)
