"""What the headings above a passage say of its figures: their period, and if they are targets."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extract.fold import fold
from extract.lexicon import word_pattern
from extract.masks import find_masks
from extract.periods import find_periods
from normalize.openings import is_task, may_be_task, opening, says_results, without_type
from normalize.periods import PeriodContext, bounds, frequency, names_one_year, resolve
from normalize.phrases import render, strip, tokens
from solieu.model import Document, Span

_LONGEST_TITLE = 14  # words of a heading that may stand for a label
_LONGEST_TOPIC = 8  # words of a title that may say what a bare "xảy ra 5 vụ" is about
_LONGEST_LINE = 80  # characters; a longer line is no heading
_TITLE_BLOCKS = 4  # blocks of the head of a report that may name its periods
# Periods too long or too loose to govern a section.
_NO_HEADING_PERIOD = frozenset({"span", "season", "since"})
_YEAR = regex.compile(r"(?:19|20)\d\d")
_HEADING_NUMBER = regex.compile(r"[ivxlc0123456789.]{1,4}")


@dataclass(frozen=True, slots=True)
class Heads:
    """What the headings of one section say together.

    ``period`` is the innermost period stated, "" if none is; ``title`` the innermost
    heading without its number.
    """

    period: str = ""
    task: bool = False
    estimate: bool = False
    title: str = ""


class Headings:
    """Reads the headings of one document, each path once."""

    def __init__(self, document: Document, context: PeriodContext, title: str = "") -> None:
        """``context`` holds the period and the day of the whole document, ``title`` its title."""
        self._text = document.text
        self._blocks = document.blocks
        self._context = context
        self._heads: dict[tuple[Span, ...], Heads] = {}
        self._targets = self._is_title_of_targets(without_type(fold(title)))
        self.topic = _topic(title)
        self._school_year = next(iter(_school_years(fold(title))), "")
        self.season = self._season_period()
        self.plain = self._plain_headings()

    def above(self, headings: tuple[Span, ...]) -> Heads:
        """What a path of headings, outermost first, says of the figures below it."""
        if headings not in self._heads:
            folded = [self._folded(span) for span in headings]
            self._heads[headings] = Heads(
                period=next(filter(None, map(self.own_period, reversed(folded))), ""),
                task=any(map(self.is_task, folded))
                or (self._targets and not any(map(says_results, folded))),
                estimate=any(opening("estimates").match(text) for text in folded),
                title=self._title(headings[-1]) if headings else "",
            )
        return self._heads[headings]

    def is_task(self, folded: str) -> bool:
        """True for a heading or opening of what is to come, by its words and its period."""
        if not may_be_task(folded):
            return False
        period, own = self.own_period(folded), self._context.document
        later = bool(period) and (not own or bounds(period).last > bounds(own).last)
        return is_task(folded, later=later or self._is_next_school_year(folded))

    def _is_next_school_year(self, folded: str) -> bool:
        """True for another school year than the one the title begins with."""
        named = _school_years(folded)
        return bool(named and self._school_year) and named[0] != self._school_year

    def _is_title_of_targets(self, title: str) -> bool:
        """ "Các chỉ tiêu kinh tế - xã hội năm 2018": what is to come, unless it is over by then."""
        own, issued = self._context.document, self._context.issued
        annual = bool(own) and frequency(own) == "A"
        if not is_task(title, later=annual):
            return False
        over = own and issued and issued >= bounds(own).last.isoformat()[: len(issued)]
        return not over

    def own_period(self, folded: str) -> str:
        """The period a heading states, "" if none; names ("xã Quý I") are not read."""
        names = find_masks(folded, folded)
        for mention in find_periods(folded, header=True):
            if any(mask.start < mention.end and mention.start < mask.end for mask in names):
                continue
            # A harvest of one year ("vụ Mùa năm 2010") is dated, one of two may lie in either.
            dated = mention.kind == "season" and names_one_year(folded, mention)
            governs = dated or mention.kind not in _NO_HEADING_PERIOD
            if mention.role in ("own", "plan") and governs:
                period = resolve(mention, self._context)
                if period:
                    return period
        return ""

    def _folded(self, span: Span) -> str:
        return fold(self._text[span.start : span.end])

    def _title(self, span: Span) -> str:
        """A heading without its number, as a last resort for a label."""
        text = self._text[span.start : span.end]
        found = strip(tokens(fold(text), 0, len(text)))
        while found and _HEADING_NUMBER.fullmatch(found[0].word):
            found = strip(found[1:])
        label = render(text, found[:_LONGEST_TITLE])
        return label if not label.isupper() else label.capitalize()

    def _plain_headings(self) -> list[str | None]:
        """For each block the short unnumbered line above it that opens targets, if any.

        "Kế hoạch 2021" on a line of its own is a heading though nothing marks it as one.
        """
        found: list[str | None] = []
        current: str | None = None
        section = ""
        for block in self._blocks:
            folded = self._folded(block.spans[0])
            if block.section != section or block.kind == "heading":
                section, current = block.section, None
            ends_open = folded.rstrip().endswith((".", ";", ",", ":", "%"))
            is_line = len(folded) <= _LONGEST_LINE and not ends_open and len(block.spans) == 1
            if is_line and not folded.lstrip().startswith(("-", "+")):
                current = folded if self.is_task(folded) else None
            found.append(current)
        return found

    def _season_period(self) -> str:
        """What a crop's figures cover in a report on one month: its months so far, or the year.

        A report "tháng 6 và 6 tháng đầu năm" names both in its title.
        """
        month = self._context.document
        if not month or frequency(month) != "M":
            return ""
        for block in self._blocks[:_TITLE_BLOCKS]:
            for span in block.spans:
                for mention in find_periods(self._folded(span), header=True):
                    if mention.kind in ("half", "months") and mention.role == "own":
                        period = resolve(mention, self._context)
                        if period and period != month:
                            return period
        return month[:4]


def _school_years(folded: str) -> list[str]:
    """The school years named, each by the year it begins in."""
    found = (m for m in find_periods(folded, header=True) if m.kind == "school_year")
    years = (_YEAR.search(folded, mention.start, mention.end) for mention in found)
    return [year.group() for year in years if year is not None]


def _topic(title: str) -> str:
    """ "tai nạn giao thông" out of "Tình hình tai nạn giao thông tháng 5 năm 2015", "" if long."""
    folded = fold(title)
    match = word_pattern("frames", "about_what").search(folded)
    start = match.end() if match else 0
    mention = next((m for m in find_periods(folded, header=True) if m.start >= start), None)
    end = mention.start if mention is not None else len(folded)
    found = strip(tokens(folded, start, end))
    return render(title, found) if match and len(found) <= _LONGEST_TOPIC else ""
