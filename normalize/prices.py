"""Price bases: at which year's prices a figure is stated.

Output "at constant prices of 2010" and the same output "at current prices" are two series
(source: GSO yearbooks; words and short forms are in ``extract/words/bases.toml``). A report
may name both in one sentence, so a figure takes the one named for it, not any that is near.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import regex

from extract.fold import fold
from extract.lexicon import alternation, mapping, word_set, words
from extract.quantity import kind_of_unit
from normalize.sentences import Sentences
from normalize.statements import Statement

_BETWEEN = regex.compile(r"\s*[,(]?\s*(?:(?:tính )?theo )?")
_NEAR, _REACH = 20, 400  # characters; so a paragraph of thousands of figures stays quick
_ACCORDING = regex.compile(r"(?<!\w)(?:tính )?theo $")
_LONGEST_ACCORDING = len("tính theo ")
_COUNTED = regex.compile(r"(?:tổng )?số (?!thu\b|chi\b|tiền\b|vốn\b)")
#: A percentage that is itself the indicator, or a part: priced only where its own words say so.
_OWN_PERCENT = ("rate", "share")


@cache
def price_pattern() -> regex.Pattern[str]:
    """ "giá so sánh năm 2010" in folded text; groups ``kind`` and ``year``."""
    kinds = alternation([*mapping(words("bases"), "prices_short"), *word_set("bases", "prices")])
    return regex.compile(
        rf"(?<!\w)(?P<kind>{kinds})(?:\s*(?:năm\s+)?(?P<year>(?:19|20)\d\d))?(?!\w)"
    )


def price_named(text: str) -> str:
    """The first price basis that ``text`` names, "" for none.

    >>> price_named("Giá trị sản xuất (theo giá so sánh năm 2010)")
    'giá so sánh 2010'
    >>> price_named("GTSX giá HH")
    'giá hiện hành'
    """
    match = price_pattern().search(fold(text))
    return _name(match) if match else ""


def may_be_priced(statement: Statement) -> bool:
    """True for amounts of money and for percentages, which may compare such amounts."""
    return kind_of_unit(statement.unit) in ("money", "percent")


@dataclass(frozen=True, slots=True)
class _Mention:
    """A price basis in a passage; ``start`` counts the word "theo" before it in."""

    start: int
    end: int
    name: str


class Prices:
    """The price bases that one passage names, and which of them a figure is stated at."""

    def __init__(self, folded: str) -> None:
        """``folded`` is the passage in lower case."""
        self._folded = folded
        self._found = [_mention(folded, match) for match in price_pattern().finditer(folded)]
        self._starts = [one.start for one in self._found]
        self._ends = [one.end for one in self._found]
        self._names: dict[tuple[int, int], frozenset[str]] = {}  # of the mentions of a sentence

    def spans(self) -> list[tuple[int, int]]:
        """The stretches that name a price basis: no part of any label."""
        return [(one.start, one.end) for one in self._found]

    def settle(self, statements: Sequence[Statement], sentences: Sentences) -> None:
        """Give each figure of the passage the price basis it is stated at, if any."""
        if not self._found:
            return
        counted = {one.clause for one in statements if one.clause >= 0 and not may_be_priced(one)}
        for statement in statements:
            if not may_be_priced(statement) or _COUNTED.match(fold(statement.label)):
                continue
            if statement.unit == "%" and statement.clause in counted:
                continue  # the growth of a count
            statement.price_basis = self._of(statement, sentences.around(statement.quantity.start))

    def _of(self, statement: Statement, sentence: tuple[int, int]) -> str:
        """What is named right behind the figure, else last before it, else the only one."""
        start, end = statement.quantity.start, statement.quantity.end
        low, high = (bisect_right(self._starts, at - 1) for at in sentence)
        next_one = bisect_right(self._starts, end - 1)
        if next_one < high and self._stands_behind(next_one, end):
            return self._found[next_one].name
        last = bisect_right(self._ends, start) - 1
        if statement.measure in _OWN_PERCENT and statement.unit == "%":
            return self._found[last].name if last >= low and self._says(last, statement) else ""
        if last >= low:
            return self._found[last].name
        named = self._named(low, high)
        return next(iter(named)) if len(named) == 1 and statement.unit != "%" else ""

    def _named(self, low: int, high: int) -> frozenset[str]:
        if (low, high) not in self._names:
            self._names[low, high] = frozenset(one.name for one in self._found[low:high])
        return self._names[low, high]

    def _stands_behind(self, mention: int, end: int) -> bool:
        """True for "1.200 tỷ đồng (theo giá hiện hành)": nothing of its own stands between."""
        start = self._starts[mention]
        return start - end <= _NEAR and bool(_BETWEEN.fullmatch(self._folded, end, start))

    def _says(self, mention: int, statement: Statement) -> bool:
        """True where a rate or share follows a price basis closely, in the same clause."""
        end, start = self._ends[mention], statement.quantity.start
        if start - end > _REACH:
            return False
        between = self._folded[end:start]
        return ";" not in between and (statement.measure == "share" or not _has_digit(between))


def _mention(folded: str, match: regex.Match[str]) -> _Mention:
    before = _ACCORDING.search(folded, max(0, match.start() - _LONGEST_ACCORDING), match.start())
    return _Mention(before.start() if before else match.start(), match.end(), _name(match))


def _name(match: regex.Match[str]) -> str:
    """The full words, and the year without "năm"."""
    kind = mapping(words("bases"), "prices_short").get(match["kind"], match["kind"])
    return f"{kind} {match['year']}" if match["year"] else kind


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))
