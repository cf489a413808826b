"""Single period expressions: what each group of the grammar means."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import compress
from typing import Literal

import regex

from extract.periods_grammar import Grammar
from extract.periods_mention import PeriodKind, PeriodMention, PeriodRole, PeriodUnit
from solieu.frozen import frozen

Match = regex.Match[str]
Part = Literal["", "first", "middle", "last"]

_PARTS: dict[str, Part] = {"đầu": "first", "giữa": "middle", "cuối": "last"}
_UNITS: dict[str, PeriodUnit] = {
    "ngày": "day",
    "tuần": "week",
    "tháng": "month",
    "quý": "quarter",
    "quí": "quarter",
    "năm": "year",
    "kỳ": "period",
    "kì": "period",
}
_SHIFTS = {"trước": -1, "ngoái": -1, "nay": 0, "này": 0, "sau": 1, "tới": 1}

# Group of the grammar -> kind of mention. Kinds that depend on more stand in _kind.
KINDS: dict[str, PeriodKind] = {
    "iso": "day",
    "day_list": "day_range",
    "date": "day",
    "day_to_day": "day_range",
    "days_of_month": "day_range",
    "spoken": "day",
    "short_year": "day",
    "day_month": "day",
    "bare_day_month": "day",
    "bare_day": "day",
    "half_year": "half",
    "months": "months",
    "months_of": "months",
    "months_so_far": "months",
    "running": "months",
    "month_list": "months",
    "single_month": "month",
    "month_year": "month",
    "single_quarter": "quarter",
    "school_year": "school_year",
    "season": "season",
    "span": "span",
    "same": "relative_yoy",
    "whole_year": "year",
    "single_year": "year",
    "edge": "edge",
    "before": "relative_prev",
    "after": "relative_next",
    "current": "current",
    "so_far": "cumulative",
    "now": "as_of",
    "week": "week",
    "feast_year": "year",
    "cue_year": "year",
    "duration": "duration",
    "days": "duration",
    "short_months": "months",
    "short_month": "month",
    "short_quarter": "quarter",
    "short_first_months": "months",
    "short_half": "half",
    "header_year": "year",
}
# Counted from January unless the text says "cuối năm".
_COUNTED = frozenset(
    {"months", "months_of", "months_so_far", "running", "short_months", "short_first_months"}
)
_TERMS = ("nhiệm k", "khóa")  # of a council: the years of its members, not of a figure
_YEARS = regex.compile(r"(?:19|20)\d\d|(?<=[-/] ?)\d\d(?!\d)")
_SEMESTER = regex.compile(
    r"^(?:học k[ỳì]|hk) ?(?P<which>ii|i|[12])|tháng (?P<which>đầu|cuối) năm học"
)
_RATE_PRONE = frozenset({"single_month", "single_quarter", "single_year", "current"})


@frozen
class Atom:
    """A mention and the name of the pattern that found it."""

    name: str
    mention: PeriodMention


def find_atoms(grammar: Grammar, text: str, header: bool) -> list[Atom]:
    """All atoms of a folded text, in order, not overlapping."""
    names = grammar.header_names if header else grammar.names
    matches = grammar.header_atoms.finditer(text) if header else _in_sentence(grammar, text)
    atoms: list[Atom] = []
    for match in matches:
        name = next(compress(names, match.group(*names)))
        if name in _RATE_PRONE and _is_rate(grammar, match):
            continue
        atoms.append(Atom(name, _mention(grammar, name, match)))
    return atoms


def _in_sentence(grammar: Grammar, text: str) -> Iterator[Match]:
    """The matches in running text."""
    end = 0
    for start in grammar.starts.finditer(text):
        if start.start() >= end and (match := grammar.atoms.match(text, start.start())):
            end = match.end()
            yield match


def _is_rate(grammar: Grammar, match: Match) -> bool:
    """ "mỗi tháng 2 lần" speaks of every month; "bình quân quý I/2017" of that one."""
    if match["year"] or match["quarter"]:
        return False
    start = match.start()
    return grammar.distributive.search(match.string, max(0, start - 12), start) is not None


def _mention(grammar: Grammar, name: str, match: Match) -> PeriodMention:
    year, month, day, quarter, end_year, end_month, end_day = match.group(*_DATED)
    count, part, unit, relative, short_year = match.group(*_OTHER)
    half = match["half"] if "half" in match.re.groupindex else None
    said = 6 if half else _look_up(count, grammar.counts)
    of = _UNITS.get(unit.strip(), "") if unit else ""
    return PeriodMention(
        match.start(),
        match.end(),
        _kind(name, said, of, relative),
        year=_year(name, match, year, short_year),
        month=_look_up(month, grammar.months),
        day=_look_up(day, {}),
        quarter=_look_up(quarter, grammar.quarters),
        end_year=_look_up(end_year, {}),
        end_month=_look_up(end_month, grammar.months),
        end_day=_look_up(end_day, {}),
        to_now=name == "now",
        count=said,
        part=_part(name, match, _PARTS.get(part or "", ""), half),
        unit=_same_unit(match.group()) if name == "same" else of,
        shift=_SHIFTS[relative.split()[0]] if relative else None,
        role=_own_role(name, match),
    )


_DATED = ("year", "month", "day", "quarter", "end_year", "end_month", "end_day")
_OTHER = ("count", "part", "unit", "rel", "yy")


def _year(name: str, match: Match, year: str | None, short: str | None) -> int | None:
    if short:
        return 2000 + int(short)  # ngày 15/01/26: Arabic two-digit years are recent
    if name == "school_year":
        return next((int(found) for found in _YEARS.findall(match.group())), None)
    return _harvest(match) if name == "season" else _look_up(year, {})


def _semester(match: Match) -> Part:
    """The half of the school year that is meant, "" for all of it."""
    found = _SEMESTER.search(match.group())
    if found is None:
        return ""
    return "first" if found["which"] in ("i", "1", "đầu") else "last"


def _harvest(match: Match) -> int | None:
    """The year in which a crop is harvested: the later of "vụ đông xuân 2024-2025", "2024/25".

    None for the year of a trade ("niên vụ 2024/2025"), which each trade begins otherwise.
    """
    years = _YEARS.findall(match.group())
    if not years or not match.group().startswith("vụ"):
        return None
    return int(years[-1] if len(years[-1]) > 2 else years[0][:2] + years[-1])


def _look_up(written: str | None, words: dict[str, int]) -> int | None:
    if written is None:
        return None
    found = words.get(written)
    return int(written) if found is None else found


def _kind(name: str, count: int | None, unit: PeriodUnit, relative: str | None) -> PeriodKind:
    if name in _COUNTED and count == 6:
        return "half"
    if name == "current" and unit == "week":
        return "week"
    return KINDS[name]


def _part(name: str, match: Match, part: Part, half: str | None) -> Part:
    """Which end of the year is meant."""
    if name == "school_year":
        return _semester(match)
    if half:
        return "first" if half == "1" else "last"
    return "first" if not part and name in _COUNTED else part


def _same_unit(written: str) -> PeriodUnit:
    said = written.split()[1:2]  # "cùng tháng"; nothing behind "ck"
    return _UNITS.get(said[0], "period") if said and said[0] != "năm" else "period"


def _own_role(name: str, match: Match) -> PeriodRole:
    """A list that skips ("ngày 05 và ngày 20/01") is not the stretch between its ends."""
    written = match.group()
    if name in ("day_list", "month_list") and "-" not in written:
        edge = "day" if name == "day_list" else "month"
        numbers = [int(found) for found in (match[edge], *match.captures(f"end_{edge}"))]
        if numbers != list(range(numbers[0], numbers[-1] + 1)):
            return "event"
    term = name == "span" and written.lstrip("(").startswith(_TERMS)
    if name == "feast_year" or "năm mới" in written or term:
        return "event"
    return "own"
