"""What stands around a figure and bounds it: "ít nhất 5", "5 trở lên", "-5", "âm 5"."""

from __future__ import annotations

from functools import cache

import regex

from extract.lexicon import alternation, either, holds, mapping, word_set, words

# The longest comparator with its particle has 22 characters. The end is given to every
# match: the regex engine looks for a word that a pattern requires up to the end of the text.
_WINDOW = 40
_WRITTEN_SIGN = regex.compile(r"[-+]\s?$")


@cache
def _meanings(side: str) -> dict[str, str]:
    return mapping(words("comparators"), side)


@cache
def _before() -> regex.Pattern[str]:
    between = "|".join(rf"{word}\s*" for word in sorted(word_set("comparators", "between")))
    return regex.compile(
        rf"(?<![\w])(?P<word>{alternation(_meanings('before'))})\s*(?:{between})?$"
    )


@cache
def _after() -> regex.Pattern[str]:
    return regex.compile(rf"\s*(?P<word>{alternation(_meanings('after'))})(?!\w)")


@cache
def _opens_bound() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\w)(?:{either('comparators', 'opens_bound')})\s$")


@cache
def _after_words() -> regex.Pattern[str]:
    bounds = alternation(_meanings("after"))
    return regex.compile(rf"\s*(?:[^\W\d]+\s+){{1,5}}?(?P<word>{bounds})(?!\w)")


@cache
def _after_whole() -> regex.Pattern[str]:
    wholes, bounds = either("comparators", "wholes"), alternation(_meanings("after"))
    return regex.compile(rf"\s*(?:{wholes})\s+(?P<word>{bounds})(?!\w)")


@cache
def _no_bound() -> regex.Pattern[str]:
    """ "cấp trên", "cao hơn": the word is part of another expression."""
    return regex.compile(
        rf"(?:{either('comparators', 'place_before_above')})\s+trên\s*$"
        rf"|(?:{either('comparators', 'degree_before_more')})\s+hơn\s*$"
    )


@cache
def _negative() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\w)(?:{either('comparators', 'negative')})\s*$")


def before_figure(folded: str, start: int) -> tuple[str, int]:
    """Comparator and sign (-1, 0, 1) in front of the digits that begin at ``start``."""
    left = folded[max(0, start - _WINDOW) : start]
    if left.endswith(("(- ", "(+ ")):
        return "=", -1 if left.endswith("- ") else 1
    signed = _sign(left, start)
    if signed:
        left = left[:-1]
    comparator = "="
    match = _before().search(left) if holds(left, "comparators", "before") else None
    if match is not None and (
        match["word"].startswith(tuple(word_set("comparators", "denials")))
        or _no_bound().search(left) is None
    ):
        comparator = _meanings("before")[match["word"]]
        left = left[: match.start()]
    if holds(left, "comparators", "negative") and _negative().search(left):
        signed = -1
    return comparator, signed


def bounding_word(folded: str, start: int, end: int) -> tuple[int, int]:
    """Where the comparator of the figure ``folded[start:end)`` stands, before or behind it.

    An empty stretch at ``start`` where none does.
    """
    low = max(0, start - _WINDOW)
    if (match := _before().search(folded, low, start)) or (match := _after().match(folded, end)):
        return match.span("word")
    return start, start


def is_place(folded: str, start: int, unit: str) -> bool:
    """ "tuyên truyền trên 03 kênh thông tin": "trên" says where, unless the count is bounded."""
    places = tuple(sorted(word_set("comparators", "places")))
    return f"{unit} ".startswith(places) and folded.endswith("trên ", 0, start)


def is_margin(folded: str, start: int, end: int) -> bool:
    """ "vượt mức 2,6% so với chỉ tiêu": by how much it was passed, and not what."""
    return folded.endswith("vượt mức ", 0, start) and _against().match(folded, end) is not None


@cache
def _against() -> regex.Pattern[str]:
    return regex.compile(
        rf"\s*(?:{either('measures', 'plan_links')}|{either('measures', 'plan_bases')})(?!\w)"
    )


def _sign(left: str, start: int) -> int:
    """The sign at the end of ``left``; a dash of a range, a word or a list is none."""
    if not left.endswith(("-", "+")):
        return 0
    rest = left[:-1].rstrip()
    is_bullet = start == 1
    apart = not rest or rest[-1] in "(:;," or left[-2:-1] == " "
    after_figure = bool(rest) and rest[-1].isdigit()
    if is_bullet or not apart or after_figure or not (rest or left[:-1]):
        return 0
    return -1 if left.endswith("-") else 1


def start_of_sign(folded: str, start: int) -> int:
    """Where the sign in front of the digits begins, ``start`` where none is written."""
    match = _WRITTEN_SIGN.search(folded, max(0, start - 3), start)
    return start if match is None else match.start()


def after_figure(folded: str, start: int, end: int) -> str:
    """The comparator behind the figure ``[start:end)`` ("trở lên"), "" if there is none.

    Words may stand between where "từ" opens the bound ("từ 90% các loại án trở lên"), or
    where they only name the whole ("95% dân số trở lên").
    """
    match = _after().match(folded, end, end + _WINDOW)
    if match is None and _opens_bound().search(folded, max(0, start - _WINDOW), start):
        match = _after_words().match(folded, end, end + _WINDOW)
    if match is None:
        match = _after_whole().match(folded, end, end + _WINDOW)
    return "" if match is None else _meanings("after")[match["word"]]
