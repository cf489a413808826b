"""Places as reports write them, and the provinces with the dates they are valid for.

Names and codes are both reused by other territories after a reform, so a place is only
known together with a date. Communes are not listed here: a person supplies them
(``normalize.territories``).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import takewhile

import regex

from extract.fold import fold
from extract.lexicon import alternation, mapping, strings
from normalize.office_words import office_words

#: Provinces were merged and districts abolished on this day (202/2025/QH15).
REFORM = date(2025, 7, 1)


@dataclass(frozen=True, slots=True)
class Province:
    """A province from ``valid_from`` to ``valid_to`` inclusive (None: still).

    ``code`` is the statistical code valid in those years; it names another province
    at other times. ``successor`` is the code of the province it became.
    """

    code: str
    name: str
    kind: str
    valid_from: date
    valid_to: date | None
    successor: str
    act: str

    def valid_on(self, day: date) -> bool:
        """Whether the province existed, in this extent, on that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@cache
def provinces() -> tuple[Province, ...]:
    """All rows of ``data/provinces.csv``, by code and date."""
    text = files("normalize").joinpath("data", "provinces.csv").read_text("utf-8")
    return tuple(
        Province(
            row["code"],
            row["name"],
            row["kind"],
            date.fromisoformat(row["valid_from"]),
            date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            row["successor"],
            row["act"],
        )
        for row in csv.DictReader(text.splitlines())
    )


def before(day: date) -> str:
    """What is added to the area of figures about a territory that ended before ``day``.

    >>> before(REFORM), before(date(2008, 2, 14))
    (' (trước 01/7/2025)', ' (trước 14/02/2008)')
    """
    month = f"{day.month:02}" if day.month < 3 else str(day.month)  # as decree 30/2020 has it
    return f" (trước {day.day:02}/{month}/{day.year})"


def kind_of(name: str) -> str:
    """The kind of territory that a name begins with, "" for none.

    >>> kind_of("Phường An Lạc"), kind_of("TP. Huế"), kind_of("An Lạc")
    ('phường', 'thành phố', '')
    """
    folded = fold(name)
    begun = (word for word in _tables()["kinds"] if folded.startswith(f"{word} "))
    longest = max(begun, key=len, default="")
    return _tables()["kinds"].get(longest, "")


def kinds() -> frozenset[str]:
    """The kinds of territory that names begin with, in lower case."""
    return frozenset(_tables()["kinds"].values())


def unchanged_by_reform(area: str) -> bool:
    """Whether a place is a province whose extent the reform of 2025-07-01 left alone.

    >>> unchanged_by_reform("thành phố Hà Nội"), unchanged_by_reform("tỉnh Lâm Đồng")
    (True, False)
    """
    kind, name = _split(area)
    return any(
        province.name == name
        and province.kind == kind
        and province.valid_from < REFORM
        and province.valid_on(REFORM)
        for province in provinces()
    )


def _split(area: str) -> tuple[str, str]:
    for kind in ("thành phố", "tỉnh"):
        if area.startswith(f"{kind} "):
            return kind, area.removeprefix(f"{kind} ")
    return "", area


# --- places in text -----------------------------------------------------------


@cache
def _tables() -> dict[str, dict[str, str]]:
    data = office_words()
    return {
        "kinds": mapping(data, "kinds"),
        "aliases": mapping(data, "province_aliases"),
        "common": dict.fromkeys(strings(data, "no_places"), ""),
    }


@cache
def _names() -> dict[str, str]:
    """Folded province name or alias -> name."""
    names = {fold(province.name): province.name for province in provinces()}
    return names | _tables()["aliases"]


@cache
def _patterns() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    tables = _tables()
    kinds = alternation(tables["kinds"])
    # "BẢO HIỂM XÃ HỘI", "Bảo hiểm Xã Hội tỉnh", but "xã Hội Sơn"
    pairs = alternation(tables["common"])
    capitals = alternation(map(str.upper, tables["common"]))
    common = rf"(?:(?:{capitals})|(?i:{pairs})(?! \p{{Lu}}\p{{Ll}}))"
    syllable = r"\p{Lu}[\p{L}'’]*"
    placed = regex.compile(
        rf"(?<!\p{{L}})(?!{common}(?!\p{{L}}))(?P<kind>(?i:{kinds}))(?: +|(?<=\.) *)"
        rf"(?P<name>{syllable}(?:(?: |-| - )(?!(?i:{kinds})(?!\p{{L}})){syllable})*"
        rf"(?: [0-9]{{1,2}}(?=\s*(?:$|[,;:.)]|\p{{Lu}}\p{{Ll}})))?|[0-9]{{1,2}}(?![0-9./%]))"
    )
    bare = regex.compile(
        rf"(?<!\p{{L}})(?:{alternation(_names())})(?!\p{{L}})(?!, *(?:ngày )?[0-9])"
    )
    return placed, bare


def find_place(text: str) -> str:
    """The first place in a text: its kind in lower case and its name, or "".

    A province is found without its kind too, by its name, but not where it only says where a
    text was dated.

    >>> find_place("Xã Đức Giang, 6 tháng đầu năm"), find_place("Ngân sách TP.HCM")
    ('xã Đức Giang', 'thành phố Hồ Chí Minh')
    >>> find_place("TỈNH GIA LAI Tình hình năm 2023"), find_place("Kết quả (Hà Nội, 27/12/2012)")
    ('tỉnh Gia Lai', '')
    >>> find_place("Ngân hàng Chính sách xã hội tỉnh Hà Giang"), find_place("XÃ GIA TÂN 2")
    ('tỉnh Hà Giang', 'xã Gia Tân 2')
    """
    placed, bare = _patterns()
    match = placed.search(text)
    province = bare.search(fold(text))
    if match is not None and (province is None or match.start() < province.start()):
        kind = _tables()["kinds"][fold(match["kind"])]
        name = _one_case(match["name"])
        return f"{kind} {_names().get(fold(name), name)}"
    if province is None or not text[province.start()].isupper():
        return ""
    name = _names()[province.group()]
    kinds = [one.kind for one in provinces() if one.name == name]
    return f"{kinds[0]} {name}"


def _one_case(name: str) -> str:
    """A name in capitals ends where other words begin; its own are put as in a sentence."""
    if not _is_capitals(name.split()[0]):
        return name
    kept = list(takewhile(lambda word: not word.isalpha() or _is_capitals(word), name.split()))
    return " ".join(word.title() for word in kept).rstrip(" -")


def _is_capitals(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def province_spans(folded: str) -> tuple[tuple[int, int], ...]:
    """Where the names of provinces stand in a folded text."""
    return tuple(match.span() for match in _patterns()[1].finditer(folded))
