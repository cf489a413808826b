"""Places as reports write them, and the provinces with the dates they are valid for.

Names and codes are both reused by other territories after a reform, so a place is only
known together with a date. Communes are not listed here.
"""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

import regex

from extract.fold import fold
from extract.lexicon import alternation

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
    text = files("normalize").joinpath("data", "metadata.toml").read_text("utf-8")
    data = tomllib.loads(text)
    return {"kinds": data["kinds"], "aliases": data["province_aliases"]}


@cache
def _names() -> dict[str, str]:
    """Folded province name or alias -> name."""
    names = {fold(province.name): province.name for province in provinces()}
    return names | _tables()["aliases"]


@cache
def _patterns() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    kinds = alternation(_tables()["kinds"])
    syllable = r"\p{Lu}[\p{L}'’]*"
    placed = regex.compile(
        rf"(?<!\p{{L}})(?P<kind>(?i:{kinds}))(?: +|(?<=\.) *)"
        rf"(?P<name>{syllable}(?:(?: |-| - ){syllable})*|[0-9]{{1,2}}(?![0-9./%]))"
    )
    bare = regex.compile(rf"(?<!\p{{L}})(?:{alternation(_names())})(?!\p{{L}})")
    return placed, bare


def find_place(text: str) -> str:
    """The first place in a text: its kind in lower case and its name, or "".

    A province is found without its kind too, by its name.

    >>> find_place("Xã Đức Giang, 6 tháng đầu năm"), find_place("Ngân sách TP.HCM")
    ('xã Đức Giang', 'thành phố Hồ Chí Minh')
    """
    placed, bare = _patterns()
    match = placed.search(text)
    province = bare.search(fold(text))
    if match is not None and (province is None or match.start() < province.start()):
        kind = _tables()["kinds"][fold(match["kind"])]
        name = _names().get(fold(match["name"]), match["name"])
        return f"{kind} {name}"
    if province is None or not text[province.start()].isupper():
        return ""
    name = _names()[province.group()]
    kinds = [one.kind for one in provinces() if one.name == name]
    return f"{kinds[0]} {name}"


def province_spans(folded: str) -> tuple[tuple[int, int], ...]:
    """Where the names of provinces stand in a folded text."""
    return tuple(match.span() for match in _patterns()[1].finditer(folded))
