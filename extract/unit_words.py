"""The unit after a figure: a measure, or a counter noun, and what it is divided by."""

from __future__ import annotations

from functools import cache

import regex

from extract.lexicon import alternation, either, units, word_set
from extract.unit_nouns import counter_after, read_noun

# What may follow a one-letter unit that is not the start of an abbreviation.
_CLOSED = frozenset(["", " ", ",", ".", ";", ")", "/", ":"])
# "kg/người/6 tháng" is per person over the figure's own period.
# "2,3 triệu TEUs": a unit that no list knows, and no money. Only behind a magnitude word.
_ACRONYM = regex.compile(r"\s+(?P<word>[A-Z]{2,5}s?)(?!\w)(?!\s*\d)")
_PER_SO_MANY = regex.compile(r"/\d")
_SLASH = regex.compile(r"\s*/\s*")
_OVER_A_SPAN = regex.compile(r"/\s*\d+\s+\w+$")


@cache
def _measure() -> regex.Pattern[str]:
    ordered = sorted(units().measures, key=lambda word: (-len(word), word))
    parts = (regex.escape(word, literal_spaces=True) + _end(word) for word in ordered)
    return regex.compile(rf"\s*(?P<word>{'|'.join(parts)})")


def _end(word: str) -> str:
    """What may not follow: "m2" is no unit in "m20"."""
    if word[-1].isalpha():
        return r"(?!\w)"
    return r"(?!\d)" if word[-1].isdigit() else ""


@cache
def _per() -> regex.Pattern[str]:
    return regex.compile(
        rf"\s*(?:/\s*|(?:{either('units', 'each')}) )(?P<word>{alternation(units().per)})(?![\w])"
        rf"|\s*/\s*\d+ (?P<word>{either('units', 'spans')})(?![\w])"
        rf"|\s*(?:trên|/)\s*(?P<base>1\.?000|10\.?000|100\.?000|100|"
        rf"{either('units', 'divisor_sizes')}) (?P<noun>\w+)"
    )


@cache
def _after_doubtful() -> regex.Pattern[str]:
    return regex.compile(rf"\s+(?:{either('units', 'after_doubtful')})(?!\w)")


def read_unit(text: str, folded: str, position: int, *, scaled: bool) -> tuple[str, int]:
    """The unit that begins at ``position`` and where it ends; ("", position) if none.

    A rate that does not say of what begins with its slash ("/100 dân").

    ``scaled`` says that a magnitude word stands before it.
    """
    match = _measure().match(folded, position)
    if match is not None and not _is_whole(folded, match):
        match = None
    noun, noun_end = read_noun(text, folded, position, scaled or match is not None)
    if match is not None and match.end() >= noun_end:
        unit, last = units().measures[match["word"]], match.end()
    else:
        unit, last = noun, noun_end
    if not unit and scaled and (acronym := _ACRONYM.match(text, position)) is not None:
        return acronym["word"], acronym.end()
    if not unit:  # "91,9 trên 100 dân": of what is said before it
        over, end = divided("", folded, position)
        slash = folded.startswith("/", position)  # "50/100 triệu đồng" is done of a plan
        return (over, end) if not slash and _PER_SO_MANY.match(over) else ("", position)
    return divided(unit, folded, last)


def divided(unit: str, folded: str, position: int) -> tuple[str, int]:
    """``unit`` with what it is divided by at ``position`` ("trđ" + "/người/tháng"), and its end."""
    divisors, end = _divisors(folded, position)
    if not divisors:
        return unit, position
    spans = _OVER_A_SPAN.search(folded, position, end) is not None
    if spans:
        kept = divisors[:1]
    else:  # "đồng/người/tháng" is another unit than "/năm"
        lasting = word_set("units", "kept_spans")
        kept = [word for i, word in enumerate(divisors) if i == 0 or word in lasting]
    return "/".join([unit, *kept]), end


def _divisors(folded: str, position: int) -> tuple[list[str], int]:
    """What a unit is divided by, in order, and where that ends."""
    divisors = []
    while True:
        if (per := _per().match(folded, position)) is not None:
            base = per["base"]
            divisors.append(f"{base} {per['noun']}" if base else units().per[per["word"]])
            position = per.end()
            continue
        slash = _SLASH.match(folded, position)
        counted, end = counter_after(folded, slash.end()) if slash else ("", position)
        if not counted:
            return divisors, position
        divisors.append(counted)
        position = end


def _is_whole(folded: str, match: regex.Match[str]) -> bool:
    """False where the unit is only the start of an abbreviation or of a longer noun."""
    word = match["word"]
    if word in word_set("units", "letters") and match.start("word") > match.start():
        return folded[match.end() : match.end() + 1] in _CLOSED
    if word in word_set("units", "doubtful"):
        return _after_doubtful().match(folded, match.end()) is None
    return True


def measure_follows(folded: str, position: int) -> bool:
    """True where a measure of the lists stands at ``position``."""
    return _measure().match(folded, position) is not None
