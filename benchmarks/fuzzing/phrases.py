"""Texts at random: words of the word lists and shapes of figures, put together as lines,
lists, tables, notes and letterheads."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
SIGNS = "0123456789.,/-–%()[]:;|+*'\"<>=~¹²³\u00a0\u202f\u2009\u00ad\u0301đĐhmIVX \n\t"
LETTERHEAD = "ỦY BAN NHÂN DÂN\nPHƯỜNG TÂN LẬP\n\nBÁO CÁO\nTình hình tháng 5 năm 2026\n\n"
_LONGEST_WORD = 60
_GAPS = (" ", " ", " ", " ", "", ", ", "; ", ": ", " - ", "\u00a0", " (", ") ", ". ", "\n")


@cache
def lists() -> dict[str, tuple[str, ...]]:
    """The words of each word list, by the name of its file."""
    places = ("*/words/*.toml", "*/data/*.toml")
    found: dict[str, set[str]] = {}
    for path in (path for place in places for path in sorted(ROOT.glob(place))):
        found.setdefault(path.stem, set()).update(_strings(path))
    return {name: tuple(sorted(held)) for name, held in found.items()}


@cache
def words() -> tuple[str, ...]:
    """Every word of the word lists, and of the fixed shapes that no list has."""
    found = {word for held in lists().values() for word in held}
    shapes = (
        "19/01/2026 21h15 17/NQ-HĐND 118/2025/NĐ-CP 0912.345.678 PC07 1/3 27/24 quý I/2025 "
        "2021-2025 09-9,5 a) 2.1. 1. (1) ISO Điều Km 812+300 ≥ ≤ > < ~ +6,2% (-673 10^6 m² I.1"
    )
    return tuple(sorted(found)) + tuple(shapes.split(" "))


def _strings(path: Path) -> Iterator[str]:
    waiting: list[object] = [tomllib.loads(path.read_text("utf-8"))]
    while waiting:
        match waiting.pop():
            case dict() as table:
                waiting += [*table.keys(), *table.values()]
            case list() as listed:
                waiting += listed
            case str() as word if 0 < len(word) <= _LONGEST_WORD:
                yield word


def figure(rng: random.Random) -> str:
    """A figure in one of the ways people and programs write them, slips included."""
    whole = str(rng.choice((rng.randrange(10), rng.randrange(10**4), rng.randrange(10**12))))
    mark = rng.choice((".", ".", ",", " ", "\u00a0", ""))
    head = len(whole) % 3 or 3
    grouped = mark.join([whole[:head], *(whole[n : n + 3] for n in range(head, len(whole), 3))])
    if rng.random() < 0.4:
        grouped += rng.choice(",,.") + str(rng.randrange(10 ** rng.randint(1, 4)))
    if rng.random() < 0.1:
        grouped = "0" + grouped
    return grouped


def phrase(rng: random.Random, most: int = 24) -> str:
    """Words and figures in any order."""
    parts: list[str] = []
    for _ in range(rng.randint(0, most)):
        parts.append(figure(rng) if rng.random() < 0.35 else rng.choice(words()))
        parts.append(rng.choice(_GAPS))
    return "".join(parts)


def _row(rng: random.Random) -> str:
    return "| " + " | ".join(_cell(rng) for _ in range(rng.randint(1, 7))) + " |"


def _cell(rng: random.Random) -> str:
    return figure(rng) if rng.random() < 0.6 else phrase(rng, 3).replace("\n", " ")


def _table(rng: random.Random) -> str:
    return "\n".join(_row(rng) for _ in range(rng.randint(1, 8)))


def _listed(rng: random.Random) -> str:
    sign = rng.choice(("- ", "+ ", "* ", "1. ", "a) ", "I. ", "(1) ", "1.1. "))
    return "\n".join(sign + phrase(rng, 10) for _ in range(rng.randint(1, 5)))


def _noise(rng: random.Random) -> str:
    return "".join(rng.choice(SIGNS) for _ in range(rng.randint(0, 60)))


def _run(rng: random.Random) -> str:
    """One short thing many times over: what backtracking likes least."""
    piece = rng.choice((phrase(rng, 2), rng.choice(words()), rng.choice(SIGNS), figure(rng)))
    return piece * rng.randint(2, 200)


_BLOCKS: tuple[Callable[[random.Random], str], ...] = (
    phrase, phrase, phrase, _table, _listed, _noise, _run
)  # fmt: skip


def document(rng: random.Random) -> str:
    """A few blocks of any kind, at times under a letterhead."""
    head = LETTERHEAD if rng.random() < 0.3 else ""
    blocks = (rng.choice(_BLOCKS)(rng) for _ in range(rng.randint(1, 6)))
    return head + rng.choice(("\n", "\n\n")).join(blocks)
