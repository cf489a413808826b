"""Openings of headings and sentences that tell what the figures below them are."""

from __future__ import annotations

from functools import cache

import regex

from extract.lexicon import either, word_pattern

_NUMBERED = (
    r"^[\s*]*(?:phần\s+|điều\s+)?(?:(?:[ivxlc]+|\d{1,2}(?:\.\d{1,2})*|[a-zđ])\s*[.)/-]\s*)*[\s*-]*"
)


_NEAR = 120  # characters; a later colon opens no sentence
_FAR = 260  # ... but for a body's deed and the long name of its resolution


@cache
def opening(key: str) -> regex.Pattern[str]:
    """A pattern for a numbered or plain start with one of the phrases under ``key``."""
    return regex.compile(rf"{_NUMBERED}(?:về\s+)?(?:{either('frames', key)})(?!\w)")


def is_task(folded: str, *, later: bool = False) -> bool:
    """True for a heading or opening of tasks and targets to come.

    ``later`` says that it names a period after the report's own: then "kế hoạch" and
    "chỉ tiêu" are targets too, otherwise they may head results.

    >>> is_task("d. nhiệm vụ, giải pháp trọng tâm"), is_task("kết quả thực hiện nhiệm vụ")
    (True, False)
    """
    if says_results(folded):
        return False
    if opening("tasks").match(folded) is not None:
        return True
    return later and opening("later_tasks").match(folded) is not None


def says_results(folded: str) -> bool:
    """True for a heading that says that it reports results."""
    return word_pattern("frames", "results").search(folded) is not None


def without_type(title: str) -> str:
    """What a resolution, decision or programme is about, folded; the title itself elsewhere.

    >>> without_type("nghị quyết về nhiệm vụ năm 2024"), without_type("báo cáo tháng 5")
    ('nhiệm vụ năm 2024', 'báo cáo tháng 5')
    """
    return _type_of_target_document().sub("", title)


@cache
def _type_of_target_document() -> regex.Pattern[str]:
    types, deeds = either("frames", "target_documents"), either("frames", "target_deeds")
    return regex.compile(rf"^[\s*]*(?:{types})(?:\s+(?:{deeds}))*\s+")


def may_be_task(folded: str) -> bool:
    """True where ``is_task`` depends on the period, or is true: the cheap half of it."""
    return (
        opening("tasks").match(folded) is not None
        or opening("later_tasks").match(folded) is not None
    )


def head(folded: str) -> str:
    """The words before the first colon of a sentence, "" where it has none near its start."""
    before, colon, _ = folded[:_NEAR].partition(":")
    return before if colon else ""


def announced(folded: str) -> str:
    """The words before a colon that announce the targets a body has set, "" if none do.

    >>> bool(announced("hđnd thông qua nghị quyết với 20 chỉ tiêu chủ yếu là: thu nhập 72 triệu"))
    True
    """
    before, colon, _ = folded[:_FAR].partition(":")
    found = colon and _announces().search(before) is not None and not says_results(before)
    return before if found else ""


@cache
def _announces() -> regex.Pattern[str]:
    acts, targets = either("frames", "target_acts"), either("frames", "target_words")
    return regex.compile(rf"(?<!\w)(?:{acts})(?!\w)[^.;]*(?<!\w)(?:{targets})(?!\w)[^.;,]{{0,40}}$")


def aim(folded: str) -> str:
    """The words of an adverbial that sets an aim ("Mục tiêu đến năm 2025, ..."), else ""."""
    before, comma, _ = folded[:_NEAR].partition(",")
    return before if comma and opening("aims").match(folded) is not None else ""
