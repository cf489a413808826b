"""Tables that score and rank: what a column of points or of places holds, and of which index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import regex

from extract.fold import fold
from extract.lexicon import alternation, either, strings, word_set, words
from extract.periods import find_periods
from normalize.grid_columns import Column, content_of
from normalize.unit_text import Unit, bracket_unit

_POINT, _PLACE = Unit("điểm"), Unit("hạng")
_BRACKETS = regex.compile(r"\([^()]*\)")
_NOT_NAME = regex.compile(r"[\d%/.:,;+-]+")
_LONGEST_INDEX = 16  # words


@cache
def _points() -> regex.Pattern[str]:
    tails = alternation(strings(words("rankings"), "point_tails"))
    return regex.compile(rf"(?:{either('rankings', 'points')})(?: (?:{tails}))*")


@cache
def _places() -> regex.Pattern[str]:
    tails = alternation(strings(words("rankings"), "place_tails"))
    return regex.compile(rf"(?:{either('rankings', 'places')})(?: (?:{tails}))*")


def ranking_unit(level: str) -> Unit | None:
    """The unit that the lowest phrase of a header names by itself.

    >>> ranking_unit("Tổng điểm"), ranking_unit("Xếp hạng năm 2023"), ranking_unit("Điểm PAPI")
    (Unit(name='điểm', scale=0), Unit(name='hạng', scale=0), Unit(name='điểm', scale=0))
    >>> ranking_unit("Điểm bưu điện"), ranking_unit("Khách sạn xếp hạng"), ranking_unit("Hạng I")
    (None, None, None)
    """
    if bracket_unit(level) is not None:
        return None
    bare = _BRACKETS.sub(" ", level)
    # The name of an index is an acronym: it says whose points they are.
    bare = " ".join(word for word in bare.split() if not (word.isupper() and len(word) > 2))
    folded = fold(bare)
    for mention in reversed(find_periods(folded, header=True)):
        folded = f"{folded[: mention.start]} {folded[mention.end :]}"
    folded = " ".join(_NOT_NAME.sub(" ", folded).split())
    if _places().fullmatch(folded):
        return _PLACE
    return _POINT if _points().fullmatch(folded) else None


def is_rank(levels: Sequence[str]) -> bool:
    """Whether a column holds places by rank, which are figures and no row numbers."""
    return bool(levels) and ranking_unit(levels[-1]) == _PLACE


def ranked(column: Column, levels: Sequence[str]) -> Column:
    """The column with its unit, where the lowest of its headers says points or places.

    Its content keeps all words of that header: "Điểm tối đa" and "Điểm" are two things.
    """
    unit = ranking_unit(levels[-1]) if levels else None
    if unit is None:
        units = [bracket_unit(level) or ranking_unit(level) for level in reversed(levels)]
        lowest = next((one for one in units if one is not None), None)
        return replace(column, unit=_POINT) if lowest == _POINT else column
    measure = "actual" if column.measure == "rate" else column.measure
    said = _bare(levels[-1])
    above = content_of(levels[:-1])
    content = f"{above} {said[:1].lower()}{said[1:]}" if above else said
    return replace(column, unit=unit, percent=False, measure=measure, content=content)


def _bare(level: str) -> str:
    """A header without brackets and periods."""
    folded = fold(level)
    said = list(_BRACKETS.sub(lambda match: " " * len(match.group()), level))
    for mention in find_periods(folded, header=True):
        said[mention.start : mention.end] = " " * (mention.end - mention.start)
    return " ".join("".join(said).split()).strip(" .,:;-")


def is_general(content: str) -> bool:
    """Whether a header only says points, place or index, and not of what.

    >>> is_general("Xếp hạng"), is_general("Chỉ số"), is_general("Cải cách thể chế")
    (True, True, False)
    """
    return fold(content) in word_set("rankings", "general")


@cache
def _lead() -> regex.Pattern[str]:
    leads = either("rankings", "leads")
    number = rf"(?:{either('columns', 'caption_words')})(?: số)?\s*[\dIVXa-z.]*\s*[.:-]?\s*"
    return regex.compile(rf"^\s*(?:{number})?(?:(?:{leads})\s*(?:về |của )?)*", regex.IGNORECASE)


@cache
def _index() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{either('rankings', 'indexes')})(?!\w)")


@cache
def _index_end() -> regex.Pattern[str]:
    return regex.compile(rf"\s(?:{either('rankings', 'index_ends')})(?!\w)|[(;:]|\d")


def index_of(captions: Sequence[str]) -> str:
    """The index that a title says is scored and ranked, "" where it names none.

    >>> index_of(["KẾT QUẢ CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM 2023 CỦA CÁC TỈNH"])
    'Chỉ số cải cách hành chính'
    >>> index_of(["Biểu 01. Xếp hạng Chỉ số SIPAS của các tỉnh, thành phố"])
    'Chỉ số SIPAS'
    >>> index_of(["Bảng 5. Kết quả xếp hạng PCI năm 2023"]), index_of(["Bảng 2. Thu ngân sách"])
    ('PCI', '')
    """
    for caption in captions:
        lead = _lead().match(caption)
        bare = caption[lead.end() :] if lead else caption
        folded = fold(bare)
        acronym = regex.match(r"\p{Lu}{3,}(?!\p{L})", bare) if not caption.isupper() else None
        if acronym is None and not _index().match(folded):
            continue
        end = _index_end().search(folded)
        name = " ".join((bare[: end.start()] if end else bare).split()).strip(" .,-–")
        if 0 < len(name.split()) <= _LONGEST_INDEX:
            return name.capitalize() if name.isupper() and acronym is None else name
    return ""


def with_index(content: str, index: str) -> str:
    """A general header with the index it speaks of.

    >>> with_index("Xếp hạng", "Chỉ số SIPAS"), with_index("Chỉ số", "Chỉ số SIPAS")
    ('Xếp hạng chỉ số SIPAS', 'Chỉ số SIPAS')
    """
    if not index or not is_general(content):
        return content
    if fold(index).startswith(f"{fold(content)} ") or fold(index) == fold(content):
        return index
    first = index.split()[0]
    inner = index if first.isupper() else index[:1].lower() + index[1:]
    return f"{content} {inner}"
