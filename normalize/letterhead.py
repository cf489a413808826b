"""The top of a document: who issued it, under which number, on which day."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from functools import cache

import regex

from extract.fold import fold
from extract.lexicon import alternation, mapping, strings
from extract.periods import find_periods
from normalize.areas import find_place, province_spans
from normalize.office_words import office_words
from normalize.periods import PeriodContext, resolve

_NUMBER = regex.compile(
    r"(?i)(?<!\p{L})số *: *(?P<number>[0-9]{0,6}[\p{L}]?) *(?P<symbol>[/-] *\p{L}[\p{L}0-9\-/.&]*)"
)
_REFERENCE = regex.compile(
    r"(?i)(?<!\p{L})số *:? *(?P<number>[0-9]+\p{L}?[/-]\p{L}[\p{L}0-9\-/&]*)"
)
_ISSUED = regex.compile(
    r"(?:(?<!\p{L})[\p{L}.' \-]{2,40}, *)?ngày *(?P<day>[0-9. _]*) *tháng *(?P<month>[0-9. _]*)"
    r" *năm *(?P<year>[0-9]{4})"
)
_SEPARATORS = regex.compile(r"[|\n]|[-_=*]{3,}")


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of ``data/metadata.toml``."""

    motto: regex.Pattern[str]
    types: frozenset[str]
    posted: frozenset[str]
    meeting: regex.Pattern[str]
    elapsed: regex.Pattern[str]
    body: regex.Pattern[str]
    state: tuple[str, ...]
    kinds: tuple[str, ...]
    abbreviations: frozenset[str]
    place: regex.Pattern[str]
    agency: regex.Pattern[str]
    closing: tuple[str, ...]


@cache
def head_words() -> Words:
    """The word lists, read once."""
    data = office_words()
    state = strings(data, "state_bodies")
    bodies = alternation((*state, *strings(data, "other_bodies")))
    named = tuple(mapping(data, "kinds"))
    kinds = alternation(named)
    ends = alternation(strings(data, "place_end"))
    return Words(
        motto=regex.compile(rf"(?:{alternation(strings(data, 'motto'))})"),
        types=frozenset(strings(data, "types")),
        posted=frozenset(strings(data, "posted")),
        meeting=regex.compile(
            rf"(?<!\p{{L}})(?:{alternation(strings(data, 'meetings'))})(?!\p{{L}})"
        ),
        elapsed=regex.compile(rf"(?<!\p{{L}})(?:{alternation(strings(data, 'elapsed'))})\s*$"),
        body=regex.compile(rf"(?<!\p{{L}})(?:{bodies})(?!\p{{L}})"),
        state=state,
        kinds=named,
        abbreviations=frozenset(strings(data, "abbreviations")),
        place=regex.compile(
            rf"(?<!\p{{L}})(?<!hợp tác )(?:{kinds})(?! (?:hội|ủy|đội|viên)) "
            rf"(?P<name>[0-9]{{1,2}}|(?:(?!(?:{kinds}) |(?:{ends})(?!\p{{L}}))"
            r"\p{L}['’\p{L}]*(?: - | |-|$)?)+)"
        ),
        agency=regex.compile(r"(?:sở|cục|chi cục|tổng cục|bộ|phòng|ban) (?=\p{L})"),
        closing=strings(data, "closing"),
    )


@dataclass(frozen=True, slots=True)
class Letterhead:
    """``bodies`` from the upper one down to the issuer; the rest as in DocumentInfo."""

    bodies: tuple[str, ...] = ()
    number: str = ""
    issued: str = ""


def read_reference(text: str) -> tuple[str, str]:
    """Number and ISO date in "Báo cáo số 12/BC-UBND ngày 25/01/2026", each may be "".

    >>> read_reference("(Kèm theo Báo cáo số 12/BC-UBND ngày 25/01/2026 của UBND phường)")
    ('12/BC-UBND', '2026-01-25')
    """
    number = _REFERENCE.search(text)
    day = next((m for m in find_periods(fold(text)) if m.kind == "day" and m.year), None)
    issued = resolve(day, PeriodContext()) if day else None
    return (number["number"] if number else "", issued or "")


def read_letterhead(text: str) -> Letterhead:
    """Read the text above a title; a part that is not there stays empty."""
    number = _NUMBER.search(text)
    found = ""
    if number is not None:
        found = number["number"] + number["symbol"].replace(" ", "") if number["number"] else ""
        text = _cut(text, number.span())
    issued = _ISSUED.search(_folded_lines(text))
    if issued is not None:
        text = _cut(text, issued.span())
    return Letterhead(_bodies(text), found, _iso(issued) if issued else "")


def _folded_lines(text: str) -> str:
    return "\n".join(fold(line) for line in text.split("\n"))


def _cut(text: str, span: tuple[int, int]) -> str:
    return text[: span[0]] + "\n" + text[span[1] :]


def _iso(match: regex.Match[str]) -> str:
    """The date, or the part of it before a blank or a day the calendar does not have."""
    year = int(match["year"])
    month = _number(match["month"], 12)
    if not month:
        return f"{year:04}"
    day = _number(match["day"], monthrange(year, month)[1])
    return f"{year:04}-{month:02}-{day:02}" if day else f"{year:04}-{month:02}"


def _number(written: str, largest: int) -> int:
    digits = written.strip(" ._")
    return int(digits) if digits.isdigit() and 1 <= int(digits) <= largest else 0


def _bodies(text: str) -> tuple[str, ...]:
    """Lines that begin with a body, a place on its own line joined to the body above."""
    words = head_words()
    found: list[str] = []
    for line in _lines(text):
        folded = fold(line)
        if words.body.match(folded):
            found.append(line)
        elif found and (_names_place(found[-1], folded) or _goes_on(found[-1], line)):
            found[-1] += f" {line}"
    return tuple(_cased(line) for line in found)


def _cased(line: str) -> str:
    """A state body in sentence case; the name of a company has its own spelling."""
    return recased(line) if fold(line).startswith(head_words().state) else line


def _names_place(above: str, folded: str) -> bool:
    """ "ỦY BAN NHÂN DÂN" above "PHƯỜNG AN THỊNH"."""
    return folded.startswith(head_words().kinds) and not find_place(recased(above))


def _goes_on(above: str, line: str) -> bool:
    """A name cut by the width of the column: both lines in capitals, no body begun."""
    return above.isupper() and line.isupper() and above.split()[-1].lower() in ("và", "phát", "xã")


def _lines(text: str) -> list[str]:
    words = head_words()
    folded = words.motto.sub(lambda match: "\n" * len(match.group()), fold(text))
    kept = "".join(
        "\n" if low == "\n" else original for original, low in zip(text, folded, strict=True)
    )
    lines: list[str] = []
    for piece in _SEPARATORS.split(kept):
        line = " ".join(piece.strip(" *#_-").split())
        if line:
            lines.extend(_split_bodies(line))
    return lines


def _split_bodies(line: str) -> list[str]:
    """ "UBND TỈNH LÂM ĐỒNG SỞ TÀI CHÍNH" on one line is two bodies."""
    if not line.isupper():
        return [line]
    first = [m.start() for m in head_words().body.finditer(fold(line)) if m.start() > 0]
    cuts = [0]
    for at in first:
        if not _inside_province(fold(line), at) and find_place(recased(line[cuts[-1] : at])):
            cuts.append(at)
    return [line[a:b].strip() for a, b in zip(cuts, [*cuts[1:], None], strict=True)]


def _inside_province(folded: str, at: int) -> bool:
    """Whether the word at ``at`` belongs to a province's name ("phòng" in "hải phòng")."""
    return any(start < at < end for start, end in province_spans(folded))


# --- capitals -------------------------------------------------------------------


def recased(line: str) -> str:
    """A line of capitals in sentence case with its place names; others as they are.

    >>> recased("ỦY BAN NHÂN DÂN PHƯỜNG AN THỊNH"), recased("UBND HUYỆN ĐÔNG KHÊ NĂM 2009")
    ('Ủy ban nhân dân phường An Thịnh', 'UBND huyện Đông Khê năm 2009')
    """
    if not line.isupper():
        return line
    words = head_words()
    lower = list(line.lower())
    folded = fold(line)
    for match in words.place.finditer(folded):
        _capitalise(lower, folded, *match.span("name"))
    for start, end in province_spans(folded):
        _capitalise(lower, folded, start, end)
    for match in regex.finditer(r"\p{L}+", folded):
        if match.group() in words.abbreviations:
            lower[match.start() : match.end()] = line[match.start() : match.end()]
    agency = words.agency.match(folded)
    _capitalise(lower, folded, 0, 1)
    if agency:
        _capitalise(lower, folded, agency.end(), agency.end() + 1)
    return "".join(lower)


def _capitalise(letters: list[str], folded: str, start: int, end: int) -> None:
    for match in regex.finditer(r"\p{L}+", folded, pos=start, endpos=end):
        if letters[match.start()].islower():
            letters[match.start()] = letters[match.start()].upper()
